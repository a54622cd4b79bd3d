from dataclasses import replace

import pytest

from dragoman.errors import UnknownRecord
from dragoman.model.answer import Answer
from dragoman.model.filter import Filter
from dragoman.model.tally import Skip, Tally
from dragoman.queries.desk import Desk
from dragoman.queries.holdings import list_documents, list_status, list_tally
from dragoman.queries.listing import LISTINGS, list_records
from dragoman.queries.mechanisms import say_missing_rounds
from dragoman.queries.searching import search_words, sift_words
from dragoman.queries.show import show_record
from dragoman.queries.subject import make_state_namer
from tests.fakes import FakeNames, MemoryStore
from tests.queries.world import build_world


@pytest.fixture
def desk() -> Desk:
    return Desk(build_world(), make_state_namer(FakeNames()))


def find_office(title: str) -> tuple[str, bool]:
    return title.casefold(), "minister" in title.casefold()


def column(answer: Answer, name: str) -> list[str]:
    section = answer.sections[0]
    return [line.cells[section.columns.index(name)] for line in section.lines]


@pytest.mark.parametrize("verb", list(LISTINGS))
def test_every_line_fills_its_columns_and_is_cited(desk: Desk, verb: str) -> None:
    answer = list_records(verb, Filter(), desk)
    section = answer.sections[0]
    assert section.lines or verb == "quotes"
    for line in section.lines:
        assert len(line.cells) == len(section.columns)
        assert line.citations
        assert line.voice


def test_timeline_holds_events_and_pledges_by_date_undated_last(desk: Desk) -> None:
    answer = list_records("timeline", Filter(), desk)
    assert {line.kind for line in answer.sections[0].lines} == {"event", "pledge"}
    assert column(answer, "When") == ["14 May 2024"] * 4 + ["undated"] * 2


def test_timeline_takes_other_kinds_when_asked(desk: Desk) -> None:
    answer = list_records("timeline", Filter(kinds=("figure",)), desk)
    assert [line.kind for line in answer.sections[0].lines] == ["figure"]


def test_the_limit_is_told(desk: Desk) -> None:
    answer = list_records("timeline", Filter(limit=2), desk)
    assert len(answer.sections[0].lines) == 2
    assert answer.notes == ("The first 2; raise --limit to see more.",)
    assert list_records("timeline", Filter(limit=6), desk).notes == ()


def test_positions_name_holder_issue_and_whose_word(desk: Desk) -> None:
    answer = list_records("positions", Filter(actors=("ETH",)), desk)
    (line,) = answer.sections[0].lines
    assert column(answer, "Who") == ["Ethiopia"]
    assert column(answer, "Issue") == ["Western Sahara"]
    assert line.voice == "Norway’s Foreign Minister Kari Nes"


def test_nothing_found_says_what_was_looked_for_and_what_there_is(desk: Desk) -> None:
    answer = list_records("positions", Filter(actors=("TUR", "NOR"), statuses=("denied",)), desk)
    assert answer.notes[0] == "No positions on record for Türkiye and Norway; status denied."
    answer = list_records("positions", Filter(actors=("TUR",), statuses=("denied",)), desk)
    assert "On record otherwise: 1 of any status." in answer.notes


def test_an_empty_database_says_so() -> None:
    empty = Desk(MemoryStore(), make_state_namer(FakeNames()))
    assert "This database holds 0 documents with 0 records" in list_records("ties", Filter(), empty).notes[1]
    assert list_documents(MemoryStore()).notes == ("No document is held: run `dragoman read PATH` first.",)


def test_show_gives_evidence_in_context_rules_and_document(desk: Desk) -> None:
    record = next(iter(desk.store.find_records(Filter(kinds=("pledge",)))))
    answer = show_record(record.id, desk)
    fields = {line.cells[0]: line.cells[1] for section in answer.sections for line in section.lines if line.cells}
    assert fields["status"] == "hypothetical (possible or conditional)"
    assert fields["rules"] == "by-hand@1"
    assert fields["publisher"] == "Bosphorus Wire"
    evidence = next(section for section in answer.sections if section.title == "Evidence")
    words = evidence.lines[0].cells[2]
    assert "»pledged to finance the port« if Kenya signs" in words
    assert words.startswith("…")


def test_show_of_nothing(desk: Desk) -> None:
    with pytest.raises(UnknownRecord, match="no record “zzz”"):
        show_record("zzz", desk)


def test_documents_are_listed_by_date_undated_last(desk: Desk) -> None:
    answer = list_documents(desk.store)
    assert column(answer, "Document") == ["ministry.txt", "wire.txt", "opinion.txt"]
    assert column(answer, "Published")[2] == "unknown: not stated"


def test_search_cites_the_records_it_finds(desk: Desk) -> None:
    answer = search_words("third round", desk, 10)
    assert column(answer, "Where") == ["document", "document", "record", "record"]
    assert len(answer.citations) == 2
    assert search_words("zebra", desk, 10).notes == ("Nothing holds “zebra” among 3 documents.",)


def test_hits_are_counted_and_those_told_are_chosen(desk: Desk) -> None:
    whole = sift_words("third round", desk, 10)
    assert (sum(whole.kinds.values()), whole.kinds["document"], whole.found, whole.kept) == (4, 2, 4, 4)
    assert list(whole.kinds.values()) == sorted(whole.kinds.values(), reverse=True)
    assert sum(whole.statuses.values()) == 2
    lines = whole.answer.sections[0].lines
    some = sift_words("third round", desk, 10, kind="document", shown=slice(1, 2))
    assert some.answer.sections[0].lines == lines[1:2]
    assert (some.kinds, some.statuses, some.found, some.kept) == (whole.kinds, whole.statuses, 4, 2)
    kind, status = lines[2].kind, lines[2].status
    told = sift_words("third round", desk, 10, kind=kind, status=status, shown=slice(1)).answer
    assert [line.records for line in told.sections[0].lines] == [lines[2].records]
    assert not sift_words("third round", desk, 10, kind="figure").answer.sections[0].lines


def test_a_search_says_where_not_all_was_ranked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    found = desk.store.find_hits("third round", 10)
    monkeypatch.setattr(desk.store, "find_hits", lambda words, limit: replace(found, most=12_000))
    (note,) = search_words("third round", desk, 10).notes
    assert note.startswith("More than 12,000 documents or records hold “third round”: those learned last")


def test_status_counts(desk: Desk) -> None:
    answer = list_status(desk.store, {"database": "x.sqlite"})
    sections = {section.title: {line.cells[0]: line.cells[1] for line in section.lines} for section in answer.sections}
    rows = sections["Database"]
    assert (rows["database"], rows["documents"], rows["records"]) == ("x.sqlite", "3", "10")
    assert sections["Records by kind"]["event"] == "5"
    assert sections["Matters by kind"]["event"] == "3"


def test_tally_names_what_was_skipped() -> None:
    tally = Tally(read=1, new=1, skipped=[Skip("a.pdf", "encrypted", "a.pdf: encrypted; unlock it")])
    tally.kinds.update(["event"])
    answer = list_tally(tally)
    skipped = next(section for section in answer.sections if section.title == "Skipped")
    assert skipped.lines[0].cells == ("a.pdf", "encrypted", "a.pdf: encrypted; unlock it")
    assert list_tally(Tally()).notes == ("Nothing could be read.",)
    assert "go on" in list_tally(Tally(is_interrupted=True)).notes[0]


@pytest.mark.parametrize(
    ("rounds", "words"),
    [
        ([], None),
        ([1, 2], None),
        ([2, 6], "rounds 1, 3–5 are not on record"),
        ([1, 3], "round 2 is not on record"),
    ],
)
def test_missing_rounds(rounds: list[int], words: str | None) -> None:
    assert say_missing_rounds(rounds) == words
