"""Terms of office as an answer, and what they add to the page of one record."""

from collections.abc import Iterable

from dragoman.model.filter import Filter
from dragoman.model.record import Record
from dragoman.queries.desk import Desk
from dragoman.queries.listing import list_records
from dragoman.queries.offices import list_offices
from dragoman.queries.show import show_record
from dragoman.queries.subject import make_state_namer
from tests.fakes import FakeNames, MemoryStore, actor, make_document, write

FIRST = make_document("first.txt", "Foreign Minister Kari Nes of Norway spoke.", published="2024-03-01")
SECOND = make_document("second.txt", "Norway's foreign minister met Kenya's envoy.", published="2024-04-02")


def find_office(title: str) -> tuple[str, bool]:
    return title.casefold(), True


def make_desk() -> Desk:
    store = MemoryStore()
    nes = actor("NOR", "Kari Nes", "Foreign Minister")
    tie = write("tie", FIRST, "Foreign Minister Kari Nes", None, relation="office", subjects=[nes])
    met = write(
        "event", SECOND, "Norway's foreign minister met Kenya's envoy", "2024-04-02", type="CONSULT", form="meeting",
        initiators=[actor("NOR", None, "foreign minister")], targets=["KEN"],
    )  # fmt: skip
    store.add_document(FIRST, [tie], "by-hand")
    store.add_document(SECOND, [met], "by-hand")
    return Desk(store, make_state_namer(FakeNames()), find_office=find_office)


def test_terms_are_listed_with_their_texts() -> None:
    answer = list_offices(Filter(actors=("NOR",)), make_desk(), find_office)
    (line,) = answer.sections[0].lines
    assert line.cells == ("Norway", "Foreign Minister", "Kari Nes", "1 March 2024", "1 March 2024", "1", "")
    assert line.text == "Kari Nes, Norway’s Foreign Minister, in a text of 1 March 2024."
    assert [citation.document for citation in answer.citations] == ["first.txt"]


def test_of_many_places_the_first_and_the_last_are_cited() -> None:
    desk = make_desk()
    nes = actor("NOR", "Kari Nes", "Foreign Minister")
    for day in range(10, 16):
        text = make_document(f"d{day}.txt", "Foreign Minister Kari Nes of Norway spoke.", published=f"2024-03-{day}")
        tie = write("tie", text, "Foreign Minister Kari Nes", None, relation="office", subjects=[nes])
        desk.store.add_document(text, [tie], "by-hand")
    answer = list_offices(Filter(actors=("NOR",)), desk, find_office)
    (line,) = answer.sections[0].lines
    assert [citation.document for citation in answer.citations] == ["first.txt", "d10.txt", "d14.txt", "d15.txt"]
    assert line.cells[-1] == "the first and last 2 of 7 places cited"


def test_what_is_asked_for_narrows() -> None:
    desk = make_desk()
    assert list_offices(Filter(person="nes"), desk, find_office).sections[0].lines
    for narrow in (Filter(actors=("KEN",)), Filter(person="Okello"), Filter(since="2024-03-02"), Filter(until="2023")):
        answer = list_offices(narrow, desk, find_office)
        assert not answer.sections[0].lines
        assert answer.notes[0].startswith("No office on record for")


def test_a_record_shows_what_other_documents_tell_and_says_that_it_is_not_its_own() -> None:
    desk = make_desk()
    record = next(iter(desk.store.find_records(Filter(kinds=("event",)))))
    answer = show_record(record.id, desk)
    learned = next(section for section in answer.sections if section.title == "Learned from other documents")
    assert learned.lines[0].cells[:2] == ("initiators", "Kari Nes, Foreign Minister of NOR")
    assert learned.note == "Not in this document: derived, and no part of the record."
    fields = {line.cells[0]: line.cells[1] for line in answer.sections[1].lines}
    assert "person" not in fields["initiators"]


def test_lists_mark_what_other_documents_tell_and_cite_it() -> None:
    answer = list_records("timeline", Filter(), make_desk())
    (line,) = answer.sections[0].lines
    assert line.derived == "Derived: Kari Nes, Foreign Minister of Norway [2]."
    assert line.text.endswith(line.derived)
    assert line.cells[1].endswith(line.derived)
    assert "Kari Nes" not in line.text.removesuffix(line.derived)
    assert [citation.document for citation in answer.citations if citation.number in line.citations] == [
        "second.txt",
        "first.txt",
    ]


def test_whom_documents_name_against_each_other_both_stand_beside_the_record() -> None:
    desk = make_desk()
    text = make_document("third.txt", "Foreign Minister Liv Dahl of Norway spoke.", published="2024-03-20")
    dahl = actor("NOR", "Liv Dahl", "Foreign Minister")
    tie = write("tie", text, "Foreign Minister Liv Dahl", None, relation="office", subjects=[dahl])
    desk.store.add_document(text, [tie], "by-hand")
    (line,) = list_records("timeline", Filter(), desk).sections[0].lines
    assert line.derived == (
        "Derived, documents contradict each other: Kari Nes, Foreign Minister of Norway [2]; "
        "Liv Dahl, Foreign Minister of Norway [3]."
    )


def test_each_state_is_looked_up_once_an_answer() -> None:
    desk = make_desk()
    for day in range(10, 16):
        text = make_document(f"m{day}.txt", "Norway's foreign minister met Kenya's envoy.", published=f"2024-04-{day}")
        met = write(
            "event", text, "Norway's foreign minister met Kenya's envoy", f"2024-04-{day}", type="CONSULT",
            form="meeting", initiators=[actor("NOR", None, "foreign minister")], targets=["KEN"],
        )  # fmt: skip
        desk.store.add_document(text, [met], "by-hand")
    asked: list[Filter] = []
    find_records = desk.store.find_records

    def count(narrow: Filter) -> Iterable[Record]:
        asked.append(narrow)
        return find_records(narrow)

    desk.store.find_records = count  # type: ignore[method-assign]
    lines = list_records("timeline", Filter(), desk).sections[0].lines
    assert all(line.derived for line in lines)
    assert sum(narrow.relations == ("office",) for narrow in asked) == 1
