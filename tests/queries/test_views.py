"""Answers as of a date: nothing in them rests on a later document."""

import pytest

from dragoman.model.answer import Answer
from dragoman.model.filter import Filter
from dragoman.model.view import View
from dragoman.queries.brief import build_brief
from dragoman.queries.desk import Desk
from dragoman.queries.holdings import list_documents, list_status
from dragoman.queries.listing import list_records
from dragoman.queries.offices import list_offices
from dragoman.queries.searching import search_words
from dragoman.queries.show import show_record
from dragoman.queries.subject import make_state_namer
from dragoman.queries.wording.views import say_view
from tests.fakes import FakeNames, MemoryStore, actor, make_document, write

PLAN = make_document(
    "plan.txt",
    "Türkiye pledged to finance the port. Kenya and Türkiye will meet in Oslo. Kenya's foreign minister spoke.",
    published="2024-03-01",
)
DEED = make_document(
    "deed.txt",
    "Kenya and Türkiye met in Oslo. The LAPSSET port opened. Foreign Minister Ali Juma of Kenya spoke.",
    published="2024-05-01",
)
NOTE = make_document("note.txt", "Kenya supports the plan for the Sahara.")


@pytest.fixture
def store() -> MemoryStore:
    """A plan, what became of it two months later, and an undated note."""
    made = MemoryStore()
    meeting = {"type": "CONSULT", "form": "meeting", "initiators": ["KEN", "TUR"], "symmetric": True}
    pledge = {"pledgers": "TUR", "beneficiaries": "KEN", "content": "finance the port", "strength": "pledged"}
    minister = {"type": "CONSULT", "form": "statement", "initiators": [actor("KEN", None, "foreign minister")]}
    plan = [
        write("pledge", PLAN, "pledged to finance the port", "2024-03-01", **pledge, project="LAPSSET Corridor"),
        write("event", PLAN, "will meet in Oslo", "2024-04", **meeting, status="scheduled"),
        write("event", PLAN, "Kenya's foreign minister spoke", "2024-03-01", **minister),
    ]
    juma = actor("KEN", "Ali Juma", "foreign minister")
    opened = {"type": "COOPERATE", "form": "opening", "initiators": ["KEN", "TUR"], "project": "LAPSSET Corridor"}
    deed = [
        write("event", DEED, "met in Oslo", "2024-04-20", **meeting),
        write("event", DEED, "The LAPSSET port opened", "2024-05-01", **opened),
        write("tie", DEED, "Foreign Minister Ali Juma", relation="office", subjects=[juma]),
    ]
    note = [
        write("position", NOTE, "Kenya supports the plan", holders="KEN", issue="Western Sahara", stance="supports")
    ]
    for document, records in ((PLAN, plan), (DEED, deed), (NOTE, note)):
        made.add_document(document, records, "by-hand")
    return made


def look(store: MemoryStore, as_of: str | None = None, **view: bool) -> Desk:
    return Desk(store.at(View(as_of, **view)), make_state_namer(FakeNames()), find_office=find_office)


def find_office(title: str) -> tuple[str, bool]:
    return title.casefold(), True


def tell(answer: Answer) -> str:
    """Everything that an answer says, on one line."""
    lines = [line.text for section in answer.sections for part in (section, *section.sections) for line in part.lines]
    return " ".join([answer.title, *lines, *answer.notes])


def test_follow_ups_do_not_look_past_the_date(store: MemoryStore) -> None:
    names = ("kenya", "TUR")
    now = tell(build_brief(names, Filter(), look(store), FakeNames()))
    assert "Later documents mention LAPSSET Corridor, the last of 1 May 2024." in now
    assert "What may be it is on record" in now
    then = build_brief(names, Filter(), look(store, "2024-04-30"), FakeNames())
    assert "No later document mentions LAPSSET Corridor" in tell(then)
    assert "No later document mentions it as having taken place." in tell(then)
    assert then.title == "Briefing: Kenya and Türkiye, as of 30 April 2024"
    assert {citation.document for citation in then.citations} == {"plan.txt"}
    assert then.notes[-1] == "1 undated document left out: --undated admits it."


def test_offices_are_learned_from_what_is_in_view(store: MemoryStore) -> None:
    assert list_offices(Filter(), look(store), find_office).sections[0].lines
    then = list_offices(Filter(), look(store, "2024-04"), find_office)
    assert then.title == "Offices, as of April 2024"
    assert not then.sections[0].lines
    (spoke,) = (r for r in store.find_records(Filter(document="plan.txt")) if "spoke" in r.span.quote)
    assert "Ali Juma" in tell(show_record(spoke.id, look(store)))
    assert "Ali Juma" not in tell(show_record(spoke.id, look(store, "2024-04")))


def test_a_name_first_heard_later_has_an_empty_briefing(store: MemoryStore) -> None:
    then = build_brief(["Juma"], Filter(), look(store, "2024-04"), FakeNames())
    assert "Nothing on record about Juma." in then.notes
    assert "This database holds 1 document with 3 records, as of April 2024" in tell(then)


def test_documents_status_and_search_are_in_view(store: MemoryStore) -> None:
    desk = look(store, "2024-04", has_undated=True)
    documents = list_documents(desk.store)
    assert [line.cells[0] for line in documents.sections[0].lines] == ["plan.txt", "note.txt"]
    assert (documents.title, documents.notes) == ("Documents, as of April 2024, undated documents too", ())
    assert "documents: 2" in tell(list_status(desk.store, {}))
    assert not search_words("LAPSSET", desk, 5).sections[0].lines


def test_a_range_keeps_what_happened_then(store: MemoryStore) -> None:
    desk = look(store)
    assert [line.cells[5] for line in list_documents(desk.store, None, "2024-04").sections[0].lines] == ["1", "1"]
    assert list_documents(desk.store, None, "1999").notes == ("No such document is held.",)
    assert "event: 2" in tell(list_status(desk.store, {}, "2024-04"))
    found = search_words("Oslo", desk, 1, "2024-05").sections[0].lines
    assert [line.cells[1] for line in found] == ["deed.txt"]
    listed = list_records("timeline", Filter(during="2024-03/2024-04"), desk)
    assert listed.title == "Timeline: during March 2024 to April 2024"
    assert len(listed.sections[0].lines) == 4


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View(), ""),
        (View("2021-03-15"), "as of 15 March 2021"),
        (View("2021", True, "2022-05"), "as of 2021, undated documents too, as known here by May 2022"),
        (View(known_by="2022-05-02T14:30+02:00"), "as known here by 2 May 2022, 12:30:00 UTC"),
    ],
)  # fmt: skip
def test_a_view_in_words(view: View, words: str) -> None:
    assert say_view(view) == words
