import pytest

from dragoman.errors import BadFilter, UnknownName
from dragoman.model.actor import Actor
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.filter import Filter
from dragoman.queries.brief import build_brief
from dragoman.queries.desk import Desk
from dragoman.queries.subject import make_state_namer
from tests.fakes import FakeNames, MemoryStore, actor, make_document, write
from tests.queries.world import build_world


def ask(store: MemoryStore, *names: str, **filters: object) -> Answer:
    known = FakeNames()
    return build_brief(names, Filter(**filters), Desk(store, make_state_namer(known)), known)  # type: ignore[arg-type]


def lines_of(answer: Answer, title: str) -> tuple[Line, ...]:
    return next((section.lines for section in answer.sections if section.title.startswith(title)), ())


@pytest.fixture(scope="module")
def pair() -> Answer:
    return ask(build_world(), "kenya", "Ankara")


def test_every_line_with_records_is_cited_and_every_citation_is_used(pair: Answer) -> None:
    numbers = {number for section in pair.sections for line in section.lines for number in line.citations}
    assert numbers == {citation.number for citation in pair.citations}
    assert [citation.number for citation in pair.citations] == list(range(1, len(pair.citations) + 1))
    assert all(line.citations for section in pair.sections for line in section.lines if line.records)


def test_citations_hold_the_words_and_where_they_come_from(pair: Answer) -> None:
    store = build_world()
    for citation in pair.citations:
        document = store.get_document(citation.document)
        assert document is not None
        assert document.text[citation.start : citation.end] == citation.quote
        assert (citation.publisher, citation.published) == (document.publisher, document.published)


def meet_often(reports: int) -> MemoryStore:
    """A meeting a day, each told by a report of its own."""
    store = MemoryStore()
    for day in range(1, reports + 1):
        text = make_document(f"r{day:02}.txt", "Kenya and Norway met.", published=f"2024-05-{day:02}")
        met = write(
            "event", text, "Kenya and Norway met", f"2024-05-{day:02}", type="CONSULT", form="meeting",
            initiators="KEN", targets="NOR",
        )  # fmt: skip
        store.add_document(text, [met], "by-hand")
    return store


def test_a_briefing_reads_what_was_said_last_and_says_so() -> None:
    store = meet_often(9)
    cut = ask(store, "Kenya", "Norway", last=4)
    basis = lines_of(cut, "What this rests on")[0].text
    assert basis.startswith("4 records from 4 documents, published from 6 May 2024 to 9 May 2024.")
    assert "There may be more events: those said last were read" in basis
    whole = lines_of(ask(store, "Kenya", "Norway"), "What this rests on")[0].text
    assert whole == "9 records from 9 documents, published from 1 May 2024 to 9 May 2024."


def test_three_reports_of_one_meeting_are_one_line_with_three_citations(pair: Answer) -> None:
    meeting = lines_of(pair, "Latest contacts")[0]
    assert meeting.text == (
        "Kenya and Türkiye held the third round of the Joint Economic Commission in Ankara on 14 May 2024."
    )
    assert len(meeting.citations) == 3
    assert meeting.status_word == "happened"


def test_undated_reports_are_never_grouped() -> None:
    store = MemoryStore()
    for name in ("a.txt", "b.txt"):
        document = make_document(name, "Kenya and Türkiye met.")
        met = write("event", document, "met", type="CONSULT", form="meeting", initiators=["KEN", "TUR"], symmetric=True)
        store.add_document(document, [met], "by-hand")
    assert [len(line.citations) for line in lines_of(ask(store, "KEN", "TUR"), "Latest contacts")] == [1, 1]


def test_meetings_of_other_persons_on_one_day_are_two_lines() -> None:
    store = MemoryStore()
    for name, person in (("a.txt", "Amina Odhiambo"), ("b.txt", "William Ruto")):
        document = make_document(name, "They met.")
        sides = [actor("KEN", person), actor("TUR")]
        met = write("event", document, "met", "2024-05-14", type="CONSULT", form="meeting", initiators=sides)
        store.add_document(document, [met], "by-hand")
    assert len(lines_of(ask(store, "KEN", "TUR"), "Latest contacts")) == 2


def test_mechanism_names_its_rounds_and_its_gaps(pair: Answer) -> None:
    (line,) = [item for item in lines_of(pair, "Designation") if item.text.startswith("Joint Economic")]
    assert "first, undated: not stated, in Nairobi" in line.text
    assert "third, 14 May 2024, in Ankara" in line.text
    assert line.text.endswith("round 2 is not on record.")


def test_what_is_hoped_is_said_to_be_hoped_and_that_nothing_confirms_it(pair: Answer) -> None:
    (line,) = lines_of(pair, "Still ahead")
    assert line.status_word == "hoped"
    assert line.text.startswith("Türkiye hopes that Kenya’s President William Ruto will visit Türkiye")
    assert "“soon”" in line.text
    assert line.text.endswith("No later document mentions it as having taken place.")


def test_a_later_report_of_the_visit_is_offered_as_candidate() -> None:
    store = build_world()
    later = make_document("later.txt", "President Ruto visited Türkiye.", published="2024-09-02")
    ruto = actor("KEN", "William Ruto", "President")
    visit = write(
        "event", later, "visited", "2024-09-01", type="CONSULT", form="visit", initiators=[ruto], targets="TUR"
    )
    store.add_document(later, [visit], "by-hand")
    (line,) = lines_of(ask(store, "KEN", "TUR"), "Still ahead")
    assert "What may be it is on record" in line.text
    assert len(line.citations) == 2
    assert line.status_word == "hoped"


@pytest.mark.parametrize(
    ("person", "day", "is_offered"),
    [
        ("William Ruto", "2024-11-18", True),
        ("William Ruto", "2024-12-01", False),
        ("Amina Odhiambo", "2024-11-18", False),
    ],
)
def test_a_meeting_with_the_visitor_in_the_month_of_the_plan_may_be_the_visit(
    person: str, day: str, is_offered: bool
) -> None:
    store = MemoryStore()
    plan = make_document("plan.txt", "President Ruto will visit Türkiye.", published="2024-09-02")
    visit = {"type": "CONSULT", "form": "visit", "status": "scheduled", "targets": "TUR"}
    visit["initiators"] = [actor("KEN", "William Ruto")]
    store.add_document(plan, [write("event", plan, "will visit", "2024-11", **visit)], "by-hand")
    report = make_document("report.txt", "They met.", published="2024-12-02")
    sides = [actor("KEN", person), actor("TUR")]
    met = write("event", report, "met", day, type="CONSULT", form="meeting", initiators=sides, symmetric=True)
    store.add_document(report, [met], "by-hand")
    (line,) = lines_of(ask(store, "KEN", "TUR"), "Still ahead")
    assert ("What may be it is on record" in line.text) == is_offered


def test_nothing_is_known_to_follow_an_undated_plan() -> None:
    store = MemoryStore()
    for name, words, status, published in (
        ("a", "will meet", "scheduled", None),
        ("b", "met", "occurred", "2024-05-02"),
    ):
        document = make_document(f"{name}.txt", f"They {words}.", published=published)
        sides = ["KEN", "TUR"]
        record = write(
            "event", document, words, type="CONSULT", form="meeting", status=status, initiators=sides, symmetric=True
        )
        store.add_document(document, [record], "by-hand")
    (line,) = lines_of(ask(store, "KEN", "TUR"), "Still ahead")
    assert line.text.endswith("what came after it cannot be told.")
    assert len(line.citations) == 1


def test_what_was_agreed_on_one_day_in_the_same_words_is_one_line() -> None:
    store = MemoryStore()
    document = make_document("a.txt", "They concurred; they settled; they agreed; they consented.")
    days = {"concurred": "2024-05-14", "settled": "2024-05-14", "agreed": None, "consented": None}
    deals = [
        write("event", document, words, day, type="AGREE", initiators=["KEN", "TUR"], symmetric=True)
        for words, day in days.items()
    ]
    store.add_document(document, deals, "by-hand")
    lines = lines_of(ask(store, "KEN", "TUR"), "Agreements")
    assert sorted(len(line.citations) for line in lines) == [1, 1, 2]


def test_an_earlier_visit_or_another_persons_confirms_nothing() -> None:
    store = build_world()
    early = make_document("early.txt", "President Ruto visited Türkiye.", published="2023-03-02")
    other = make_document("other.txt", "Amina Odhiambo visited Türkiye.", published="2024-09-02")
    for document, person, day in ((early, "William Ruto", "2023-03-01"), (other, "Amina Odhiambo", "2024-09-01")):
        sides = {"initiators": [actor("KEN", person)], "targets": "TUR"}
        visit = write("event", document, "visited", day, type="CONSULT", form="visit", **sides)
        store.add_document(document, [visit], "by-hand")
    (line,) = lines_of(ask(store, "KEN", "TUR"), "Still ahead")
    assert "No later document" in line.text


def test_pledge_says_who_to_whom_condition_deadline_and_movement(pair: Answer) -> None:
    (line,) = lines_of(pair, "Open pledges")
    assert line.text == (
        "Türkiye pledged to “finance the port”, towards Kenya, on the condition “Kenya signs”, by 2026, "
        "for the LAPSSET Corridor, said on 14 May 2024. "
        "No later document mentions LAPSSET Corridor: no evidence of movement, nor of none."
    )
    assert line.status_word == "possible or conditional"


def test_an_authors_claim_is_the_authors(pair: Answer) -> None:
    (line,) = lines_of(pair, "Frictions")
    assert line.text.startswith(
        "The author of “A corridor to the sea” writes that Türkiye opposes Kenya on Western Sahara"
    )
    assert line.voice == "the author of “A corridor to the sea”"


def test_the_reporter_of_a_position_is_named() -> None:
    answer = ask(build_world(), "sahara")
    texts = [line.text for line in lines_of(answer, "Positions")]
    nes = "Norway’s Foreign Minister Kari Nes"
    assert f"According to {nes}, Ethiopia voices support on Western Sahara (undated: not stated)." in texts


def test_a_pair_is_shown_what_one_side_says_on_the_others_projects_and_issues() -> None:
    store = MemoryStore()
    text = make_document("text.txt", "Kenya promised permits and opposed whaling in the Sahara. Kenya paid 5 euros.")
    store.add_document(
        text,
        [
            write("pledge", text, "promised permits", pledgers="KEN", content="permits", strength="pledged",
                  project="LAPSSET Corridor"),
            write("position", text, "opposed whaling", holders="KEN", issue="Western Sahara", stance="opposes"),
            write("figure", text, "5 euros", metric="aid", subjects=["KEN"], value=5.0, unit="EUR"),
        ],
        "by-hand",
    )  # fmt: skip
    # Ethiopia is party to the corridor, Norway is concerned by the Sahara; the aid names neither.
    with_ethiopia, with_norway = ask(store, "KEN", "ETH"), ask(store, "KEN", "NOR")
    assert len(lines_of(with_ethiopia, "Open pledges")) == 1
    assert not lines_of(with_ethiopia, "Positions")
    assert len(lines_of(with_norway, "Positions")) == 1
    assert not lines_of(with_norway, "Open pledges")
    assert not lines_of(with_norway, "Figures")
    assert not ask(store, "KEN", "TUR").sections


def test_offices_are_attested_by_their_documents(pair: Answer) -> None:
    (line,) = lines_of(pair, "Who speaks")
    assert line.text == "Amina Odhiambo is Cabinet Secretary of Kenya (in a text of 14 May 2024)."


def test_two_holders_of_one_office_stand_side_by_side() -> None:
    store = build_world()
    later = make_document("later.txt", "Cabinet Secretary Peter Mwangi spoke.", published="2025-01-10")
    tie = write("tie", later, "Peter Mwangi", relation="office",
                subjects=[actor("KEN", "Peter Mwangi", "Cabinet Secretary")])  # fmt: skip
    store.add_document(later, [tie], "by-hand")
    answer = ask(store, "KEN", "TUR")
    (section,) = [item for item in answer.sections if item.title.startswith("Who speaks")]
    assert len(section.lines) == 2
    assert section.note == (
        "more than one holder of “cabinet secretary” (Kenya) is on record: Amina Odhiambo and Peter Mwangi"
    )


def test_one_state_is_grouped_by_counterpart() -> None:
    answer = ask(build_world(), "Kenya")
    (with_türkiye,) = [section for section in answer.sections if section.title == "With Türkiye"]
    assert {section.title for section in with_türkiye.sections} >= {"Latest contacts", "Open pledges", "Figures"}
    assert any(section.title.startswith("Kenya, with no counterpart") for section in answer.sections)


@pytest.mark.parametrize("name", ["LAPSSET", "JEC", "Ruto", "odhiambo", "KEN"])
def test_whatever_can_be_named_can_be_briefed(name: str) -> None:
    assert ask(build_world(), name).citations


def test_limit_says_what_it_leaves_out() -> None:
    answer = ask(build_world(), "KEN", "TUR", limit=1)
    (section,) = [item for item in answer.sections if item.title == "Latest contacts"]
    assert len(section.lines) == 1
    assert section.note == "1 more; raise --limit to see them"


def test_nothing_found_says_what_there_is() -> None:
    answer = ask(build_world(), "Kenya", "Norway")
    assert answer.sections == ()
    assert answer.notes[0] == "Nothing on record about Kenya and Norway."
    assert "On record about Kenya: 9 records, with Türkiye." in answer.notes
    assert answer.notes[-1].startswith(
        "This database holds 3 documents with 10 records, most of them on Kenya, Türkiye"
    )


def test_empty_sections_are_named(pair: Answer) -> None:
    assert pair.notes == (
        "Nothing on record under: agreements, support, cooperation, aid and requests; third parties; in their words.",
    )


def test_a_saying_about_the_other_side_belongs_to_the_pair() -> None:
    store = build_world()
    speech = make_document("speech.txt", "Kenya’s trade envoy said that Turkish firms were late.")
    said = write("quote", speech, "Turkish firms were late", speaker=actor("KEN"), mode="indirect",
                 content="Turkish firms were late")  # fmt: skip
    store.add_document(speech, [said], "by-hand")
    assert len(lines_of(ask(store, "KEN", "TUR"), "In their words")) == 1


def test_unknown_name_gets_suggestions() -> None:
    with pytest.raises(UnknownName) as caught:
        ask(build_world(), "Kenia")
    assert caught.value.suggestions == ("Kenya",)


def test_unknown_names_of_things_are_looked_for_on_record_too() -> None:
    store = build_world()
    text = make_document("dam.txt", "They met about the Mutonga dam.")
    met = write("event", text, "met", type="CONSULT", initiators=["KEN", "TUR"], project="Mutonga Grand Falls Dam")
    store.add_document(text, [met], "by-hand")
    with pytest.raises(UnknownName) as caught:
        ask(store, "grand dam")
    assert caught.value.suggestions == ("Mutonga Grand Falls Dam",)


@pytest.mark.parametrize("names", [("KEN", "Kenya"), ("KEN", "JEC"), ("KEN", "TUR", "NOR"), ("",)])
def test_what_is_no_question_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(BadFilter):
        ask(build_world(), *names)


def test_third_parties_are_counted_with_what_about() -> None:
    store = build_world()
    summit = make_document("summit.txt", "Ethiopia joined Kenya and Türkiye.")
    met = write("event", summit, "joined", type="CONSULT", form="summit", topics=("drought",),
                initiators=["ETH", "KEN", "TUR"], symmetric=True)  # fmt: skip
    store.add_document(summit, [met], "by-hand")
    (line,) = lines_of(ask(store, "KEN", "TUR"), "Third parties")
    assert line.text == "Ethiopia is involved in 1 record, on drought."


def test_a_project_has_parties_but_is_none() -> None:
    store = build_world()
    plan = make_document("plan.txt", "The corridor is part of a plan.")
    tie = write("tie", plan, "The corridor", relation="part-of", object="LAPSSET Corridor",
                subjects=[Actor("LAPSSET Corridor", id="project:lapsset")])  # fmt: skip
    store.add_document(plan, [tie], "by-hand")
    texts = [line.text for line in lines_of(ask(store, "LAPSSET"), "Who is involved")]
    assert len(texts) == 2
    assert not any(text.startswith("LAPSSET") for text in texts)


def test_section_is_empty_only_without_any_line() -> None:
    inner = Section("inner", (Line("x"),))
    assert Section("outer").is_empty
    assert not Section("outer", sections=(inner,)).is_empty
