import pytest

from dragoman.errors import BadFilter, UnknownName
from dragoman.model.answer import Answer, Section
from dragoman.model.filter import Filter
from dragoman.queries.desk import Desk
from dragoman.queries.ledger import list_pledges
from dragoman.queries.mechanisms import list_mechanisms
from dragoman.queries.subject import make_state_namer
from dragoman.queries.thread import tell_thread
from tests.fakes import FakeNames, MemoryStore, make_document, write
from tests.queries.accounts import build_accounts
from tests.queries.world import build_world


def make_desk(store: MemoryStore) -> Desk:
    return Desk(store, make_state_namer(FakeNames()))


def ask(store: MemoryStore, asked: str) -> Answer:
    return tell_thread(asked, Filter(), make_desk(store), FakeNames(), str.casefold)


def section(answer: Answer, title: str) -> Section:
    return next(item for item in answer.sections if item.title.startswith(title))


def test_a_promise_is_told_in_order_with_its_stage_and_codes() -> None:
    store = build_accounts()
    answer = ask(store, store.records["kenyan.txt"][1].id)
    (standing,) = section(answer, "Where it stands").lines
    assert standing.text == "Suspended (IATI 6): evidence of no movement. Told by 3 documents."
    steps = [line.cells[:2] for line in section(answer, "What was said").lines]
    assert steps == [("5 June 2023", "agreed"), ("6 June 2023", "restated"), ("3 February 2028", "suspended")]
    assert all(line.citations for item in answer.sections for line in item.lines)


def test_the_wording_of_a_promise_is_told_by_date() -> None:
    store = build_accounts()
    answer = ask(store, store.records["kenyan.txt"][1].id)
    words = [line.text for line in section(answer, "How the wording changed").lines]
    assert words[0].startswith("5 June 2023")
    assert "(agreed, by 2027)" in words[0]
    assert words[1] == "6 June 2023: “build the geothermal station on the Tana” (intends)"


def test_silence_is_no_evidence_of_movement_and_said_not_to_be_evidence_of_none() -> None:
    store = build_accounts()
    answer = ask(store, store.records["kenyan.txt"][2].id)
    (standing,) = section(answer, "Where it stands").lines
    assert standing.text.startswith("Pipeline: Pledge (IATI 1): no evidence of movement") or "too soon" in standing.text
    assert any("not evidence of none" in note for note in answer.notes)


def test_a_project_is_told_by_its_name() -> None:
    answer = ask(build_accounts(), "Tana geothermal station")
    assert answer.title == "Thread: Tana geothermal station (project)"
    assert section(answer, "Where it stands").lines[0].text.startswith("Suspended (IATI 6)")


def test_a_planned_visit_is_linked_with_the_visit_not_joined() -> None:
    store = build_accounts()
    plan, visit = store.records["plan.txt"][0], store.records["norwegian.txt"][1]
    matters = store.get_matters([plan.id, visit.id])
    assert matters[plan.id] != matters[visit.id]
    (line, *_) = section(ask(store, plan.id), "Planned, and what came of it").lines
    assert visit.id in line.records
    assert line.text.endswith("It fits at the time planned.")
    (line,) = section(ask(store, visit.id), "Planned, and what came of it").lines
    assert plan.id in line.records


@pytest.mark.parametrize("name", ["Kenya", "Western Sahara"])
def test_a_state_or_issue_has_no_thread(name: str) -> None:
    with pytest.raises(BadFilter, match="a thread is of a promise, project, forum or instrument"):
        ask(build_accounts(), name)


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    with pytest.raises(UnknownName):
        ask(build_accounts(), "Moonlight Canal")


def test_an_instrument_is_found_by_its_name() -> None:
    store = build_accounts()
    treaty = make_document("treaty.txt", "They signed the Lake Fisheries Treaty.", published="2023-07-01")
    signed = write(
        "event", treaty, "They signed the Lake Fisheries Treaty", "2023-07-01", type="AGREE", form="signing",
        initiators=["KEN", "NOR"], symmetric=True, instrument="Lake Fisheries Treaty",
    )  # fmt: skip
    store.add_document(treaty, [signed], "by-hand")
    assert ask(store, "Lake Fisheries Treaty").title == "Thread: Lake Fisheries Treaty (instrument)"


# ------------------------------------------------------------------ the ledger


def ledger(store: MemoryStore, **narrow: object) -> tuple[Answer, list[dict[str, str]]]:
    answer = list_pledges(Filter(**narrow), make_desk(store))  # type: ignore[arg-type]
    table = answer.sections[0]
    return answer, [dict(zip(table.columns, line.cells, strict=True)) for line in table.lines]


def test_one_line_a_promise_with_first_and_last_and_every_citation() -> None:
    answer, rows = ledger(build_accounts(), actors=("KEN", "NOR"))
    station = next(row for row in rows if "geothermal" in row["Undertaking"])
    assert (station["First said"], station["Last said"]) == ("5 June 2023", "3 February 2028")
    assert station["Stage"] == "Suspended (IATI 6): evidence of no movement"
    line = next(line for line in answer.sections[0].lines if "geothermal" in line.text)
    assert len(line.citations) == 3
    assert len([row for row in rows if "geothermal" in row["Undertaking"]]) == 1


def test_a_ledger_may_be_of_what_was_said_last() -> None:
    _, every = ledger(build_accounts(), actors=("KEN", "NOR"))
    _, rows = ledger(build_accounts(), actors=("KEN", "NOR"), last=1)
    assert len(rows) == 1 < len(every)
    assert rows[0] == every[0], "with all of its life"


def test_a_deadline_is_past_by_the_newest_document_never_by_today() -> None:
    answer, rows = ledger(build_accounts(), actors=("KEN", "NOR"))
    station = next(row for row in rows if "geothermal" in row["Undertaking"])
    assert station["Deadline"] == "2027: passed 34 days ago, completion not on record"
    assert answer.notes[0].startswith("Ages, and whether a deadline is past, are counted to 3 February 2028")
    _, rows = ledger(build_world())
    assert rows[0]["Deadline"] == "2026"


def test_an_age_is_that_of_the_first_saying() -> None:
    _, rows = ledger(build_accounts(), actors=("KEN", "NOR"))
    assert {row["Age"] for row in rows} == {"4 years 8 months"}


def test_the_filter_picks_promises_and_the_line_still_has_their_whole_life() -> None:
    _, (row,) = ledger(build_accounts(), since="2028")
    assert row["First said"] == "5 June 2023"


def test_no_promise_says_what_was_looked_for() -> None:
    answer, rows = ledger(build_world(), actors=("ETH",))
    assert not rows
    assert answer.notes[0] == "No pledges on record for Ethiopia."


# ------------------------------------------------------------------ rounds


def test_a_round_told_by_several_documents_is_one_and_its_plan_gives_way_to_it() -> None:
    store = build_world()
    plan = make_document("plan.txt", "The third and fifth rounds will be held.", published="2024-01-01")
    forum = {"initiators": ["KEN", "TUR"], "symmetric": True, "type": "CONSULT", "form": "dialogue-round"}
    forum |= {"mechanism": "Joint Economic Commission", "status": "scheduled"}
    records = [write("event", plan, "third", "2024-05", round=3, **forum)]
    records.append(write("event", plan, "fifth", "2026", round=5, **forum))
    store.add_document(plan, records, "by-hand")
    found = list(store.find_records(Filter(mechanism="Joint Economic Commission")))
    (line,) = list_mechanisms(make_desk(store), found, str.casefold)
    assert line.text == (
        "Joint Economic Commission: first, undated: not stated, in Nairobi; "
        "third, 14 May 2024, in Ankara, told by 3 documents; "
        "fifth, 2026, place not stated, scheduled; rounds 2, 4 are not on record."
    )
