import datetime

import pytest

from dragoman.errors import BadFilter
from dragoman.model.answer import Answer, Section
from dragoman.model.filter import Filter
from dragoman.queries.agenda import prepare_agenda
from dragoman.queries.agenda_items import find_anniversary
from dragoman.queries.desk import Desk
from dragoman.queries.subject import make_state_namer
from tests.fakes import FakeNames, MemoryStore, make_document, voice, write
from tests.queries.accounts import build_accounts
from tests.queries.world import build_world


def find_office(title: str) -> tuple[str, bool]:
    return title.casefold(), "secretary" in title.casefold() or "minister" in title.casefold()


def ask(store: MemoryStore, *names: str, **narrow: object) -> Answer:
    known = FakeNames()
    desk = Desk(store, make_state_namer(known))
    return prepare_agenda(names, Filter(**narrow), desk, known, find_office, str.casefold)  # type: ignore[arg-type]


def section(answer: Answer, title: str) -> Section:
    return next(item for item in answer.sections if item.title.startswith(title))


@pytest.fixture(scope="module")
def pair() -> Answer:
    return ask(build_accounts(), "Kenya", "Norway", since="2023-01")


def test_promises_come_with_age_and_stage(pair: Answer) -> None:
    station = next(line for line in section(pair, "Promised since").lines if "geothermal" in line.text)
    assert "4 years 8 months old" in station.text
    assert "Suspended (IATI 6); evidence of no movement" in station.text


def test_a_request_without_an_answer_is_raised_again_in_the_texts_words(pair: Answer) -> None:
    (line,) = section(pair, "Raised and not answered").lines
    assert "“Kenya asked Norway to lift the levy on cut flowers”" in line.text
    assert line.text.endswith("No answer to it is on record.")


@pytest.mark.parametrize(
    ("words", "initiators", "is_answer"),
    [
        ("Norway rejected lifting the levy on cut flowers", "NOR", True),
        ("Norway rejected the charges", "NOR", False),
        ("Kenya rejected lifting the levy on cut flowers", "KEN", False),
    ],
)
def test_an_answer_is_of_who_was_asked_and_on_the_subject(words: str, initiators: str, is_answer: bool) -> None:
    store = build_accounts()
    reply = make_document("reply.txt", f"{words}.", published="2023-07-01")
    other = "KEN" if initiators == "NOR" else "NOR"
    fields = {"type": "REJECT", "initiators": initiators, "targets": other}
    store.add_document(reply, [write("event", reply, words, "2023-07-01", **fields)], "by-hand")
    raised = section(ask(store, "Kenya", "Norway", since="2023-01"), "Raised and not answered")
    assert bool(raised.lines) is not is_answer


def test_two_values_of_one_quantity_are_in_dispute_with_who_says_so(pair: Answer) -> None:
    (line,) = section(pair, "Figures").lines
    assert line.text.startswith("In dispute: trade (Kenya and Norway), 2022: USD 240 million by the readout of")
    assert "USD 210 million by the readout of Ministry of Foreign Affairs of Norway" in line.text
    assert len(line.citations) == 2


def test_empty_sections_say_what_was_looked_for(pair: Answer) -> None:
    empty = [item for item in pair.sections if not item.lines]
    assert empty
    assert all(item.note and "looked for" in item.note for item in empty)


def test_every_line_but_the_first_is_cited(pair: Answer) -> None:
    assert all(line.citations for item in pair.sections[1:] for line in item.lines)


def test_who_sits_there_is_who_was_last_attested_before_it() -> None:
    table = section(ask(build_accounts(), "Kenya", "Norway"), "Who will sit")
    assert not table.lines  # the office was attested more than nine months before the newest document
    store = build_accounts()
    del store.documents["after.txt"], store.records["after.txt"]
    (line,) = section(ask(store, "Kenya", "Norway"), "Who will sit").lines
    assert line.text == "Kenya: Ruth Achola, Foreign Secretary (last in a text of 5 June 2023, 1 day old)."


def test_a_stance_that_turned_is_a_changed_position() -> None:
    store = build_accounts()
    for name, day, stance in (("a", "2023-07-01", "supports"), ("b", "2023-08-01", "opposes")):
        document = make_document(f"{name}.txt", "Norway on Kenya and the Sahara.", published=day)
        said = {"holders": "NOR", "toward": "KEN", "issue": "Western Sahara", "stance": stance}
        record = write("position", document, "Norway on Kenya", attribution=(voice("Norway", "NOR"),), **said)
        store.add_document(document, [record], "by-hand")
    (line,) = section(ask(store, "Kenya", "Norway"), "Positions that changed").lines
    assert line.text == (
        "Norway on Western Sahara: supports (text of 1 July 2023), then opposes (text of 1 August 2023)."
    )


def test_a_forum_counts_from_its_last_round() -> None:
    answer = ask(build_world(), "Joint Economic Commission")
    (line,) = section(answer, "What this agenda counts from").lines
    assert line.text.startswith("Across the table: Kenya and Türkiye. From 14 May 2024 (the last round on record)")
    assert section(answer, "Rounds on record").lines[0].text.endswith("round 2 is not on record.")
    assert section(answer, "Contacts planned").lines


@pytest.mark.parametrize("names", [("Kenya",), ("Kenya", "Kenya"), ("Kenya", "Western Sahara")])
def test_an_agenda_is_of_one_forum_or_two_parties(names: tuple[str, ...]) -> None:
    with pytest.raises(BadFilter, match="an agenda is of one forum"):
        ask(build_accounts(), *names)


def test_nothing_on_record_says_so() -> None:
    assert ask(build_accounts(), "Türkiye", "Ethiopia").notes == (
        "Nothing on record about Agenda: Türkiye and Ethiopia.",
    )


@pytest.mark.parametrize(
    ("since", "day", "words"),
    [
        ("1974-03-10", datetime.date(2024, 3, 10), "10 March 2024: the 50th anniversary of"),
        ("1974-01-10", datetime.date(2025, 1, 10), "10 January 2025: the 51st anniversary of"),
        ("1974", datetime.date(2024, 12, 31), "in 2024: the 50th anniversary of"),
        ("1976", None, None),
        ("2030", None, None),
    ],
)
def test_anniversaries_come_within_a_year_and_of_years_alone_only_round_ones(
    since: str, day: datetime.date | None, words: str | None
) -> None:
    found = find_anniversary(since, datetime.date(2024, 2, 1))
    assert (found if found else (None, None)) == (day, words)
