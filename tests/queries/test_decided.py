"""The decided view over a real store: as if the store held what analysts decided."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import BadFilter
from dragoman.memory.corrections import CORRECTABLE, read_value
from dragoman.model.decision import Decision
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.record import Record, to_json
from dragoman.queries.brief import build_brief
from dragoman.queries.decided import load_ruling
from dragoman.queries.decisions import list_decided, list_decisions
from dragoman.queries.desk import Desk
from dragoman.queries.listing import list_records
from dragoman.queries.review import Doubt, find_doubts
from dragoman.queries.show import show_record
from dragoman.queries.subject import make_state_namer
from dragoman.store.base import Store
from dragoman.store.sql import open_store
from tests.fakes import FakeNames, actor, make_document, write
from tests.queries.world import build_world

NAMES = FakeNames()
WORLD = build_world()
RECORDS = sorted(WORLD.find_records(Filter()), key=lambda record: record.id)
CORRECTIONS = [
    ("status", "denied"), ("status", "occurred"), ("when", "2019-02"), ("when", "null"), ("initiators", "Norway; USA"),
    ("holders", "Kenya"), ("issue", "Fishing"), ("project", "Standard Gauge Railway"), ("type", "ACCUSE"),
    ("targets", "null"), ("mechanism", "null"), ("subjects", "Norway"), ("relation", "membership"),
]  # fmt: skip
FILTERS = [
    Filter(), Filter(actors=("KEN",)), Filter(actors=("TUR", "KEN")), Filter(actors=("NOR",)), Filter(actors=("USA",)),
    Filter(statuses=("denied",)), Filter(statuses=("hoped", "occurred")), Filter(kinds=("event", "position")),
    Filter(since="2019", until="2020"), Filter(since="2024-05-14"), Filter(until="2023"), Filter(person="Ruto"),
    Filter(issue="western sahara"), Filter(issue="Fishing"), Filter(project="standard gauge railway"),
    Filter(project="LAPSSET Corridor"), Filter(types=("ACCUSE",)), Filter(relations=("membership",)),
    Filter(document="wire.txt", kinds=("event",)), Filter(mechanism="Joint Economic Commission"),
]  # fmt: skip


def fill(change: dict[str, Record | None]) -> Store:
    """A store with the world's documents, and their records as `change` has them; null is a record left out."""
    store = open_store(":memory:")
    for name, document in WORLD.documents.items():
        records = [change.get(record.id, record) for record in WORLD.records[name]]
        store.add_document(document, [record for record in records if record], "by-hand")
    return store


@pytest.fixture
def store() -> Iterator[Store]:
    opened = fill({})
    yield opened
    opened.close()


def find(kind: str, **fields: Any) -> Record:
    return next(
        r for r in RECORDS if r.kind == kind and all(getattr(r, name) == value for name, value in fields.items())
    )


def decide(
    store: Store, action: str, record: Record, field: str | None = None, value: str = "", by: str = "Ada"
) -> str:
    read = read_value(record, field, value, NAMES, "") if field else None
    return store.add_decision(Decision("", "", by, "because", action, record.id, None, field, read, to_json(record))).id


def make_desk(store: Store) -> Desk:
    ruling = load_ruling(store)
    return Desk(ruling.view, make_state_namer(NAMES), ruling)


def ids(records: Iterator[Record]) -> list[str]:
    return [record.id for record in records]


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(RECORDS), st.sampled_from(["reject", "confirm", *CORRECTIONS])), max_size=7),
    st.integers(0, 4),
    st.integers(1, 5),
)
def test_the_view_is_a_store_that_holds_what_was_decided(drawn: Any, offset: int, limit: int) -> None:
    with fill({}) as store:  # type: ignore[attr-defined]
        for record, what in drawn:
            if isinstance(what, str):
                decide(store, what, record)
            elif what[0] in CORRECTABLE[record.kind]:
                decide(store, "correct", record, *what)
        ruling = load_ruling(store)
        changed = {
            item.said.id: None if item.is_rejected else item.record for item in map(ruling.get, ruling.records) if item
        }
        with fill(changed) as wanted:  # type: ignore[attr-defined]
            for narrow in FILTERS:
                for asked in (narrow, dataclasses.replace(narrow, limit=limit, offset=offset)):
                    assert list(ruling.view.find_records(asked)) == list(wanted.find_records(asked)), asked
            pairs = [("LAPSSET Corridor", "KEN"), ("standard gauge railway", "KEN"), ("standard gauge railway", "TUR")]
            said_last = Filter(kinds=("event", "pledge"), last=50)
            assert ruling.view.find_of_projects(pairs, said_last) == wanted.find_of_projects(pairs, said_last)


def test_without_decisions_the_view_is_the_store(store: Store) -> None:
    assert load_ruling(store).view is store


def test_a_bad_filter_is_told_at_once(store: Store) -> None:
    decide(store, "reject", RECORDS[0])
    with pytest.raises(BadFilter):
        load_ruling(store).view.find_records(Filter(kinds=("treaty",)))


def test_a_limit_is_filled_although_records_before_it_are_rejected(store: Store) -> None:
    all_of_them = ids(store.find_records(Filter()))
    for record in RECORDS:
        if record.id in all_of_them[:4]:
            decide(store, "reject", record)
    view = load_ruling(store).view
    assert ids(view.find_records(Filter(limit=3))) == all_of_them[4:7]
    assert ids(view.find_records(Filter(limit=2, offset=1))) == all_of_them[5:7]


def test_rejected_records_are_nowhere_and_corrected_ones_where_they_belong(store: Store) -> None:
    position = find("position", stance="opposes")
    decide(store, "reject", position)
    view = load_ruling(store).view
    assert view.get_record(position.id) is None
    assert position.id not in [hit.record for hit in view.search("opposes")]
    assert position.id in [hit.record for hit in store.search("opposes")]
    assert len(view.search("Türkiye", limit=3)) == 3


def test_listings_and_briefings_mark_what_was_decided_and_by_whom(store: Store) -> None:
    trade = find("figure")
    decide(store, "confirm", trade, by="Ben")
    decide(store, "correct", trade, "value", "360000000")
    (line,) = list_records("figures", Filter(), make_desk(store)).sections[0].lines
    assert "360" in "".join(line.cells)
    assert "confirmed by Ben; value corrected by Ada" in str(line.voice)
    brief = build_brief(["Kenya", "Türkiye"], Filter(), make_desk(store), NAMES)
    texts = [line.text for section in brief.sections for line in section.lines]
    assert any("(confirmed by Ben; value corrected by Ada)" in text for text in texts)
    assert not any("confirmed" in text for text in texts if "360" not in text)


def test_analysts_who_disagree_are_both_shown(store: Store) -> None:
    trade = find("figure")
    decide(store, "reject", trade, by="Ada")
    decide(store, "confirm", trade, by="Ben")
    decide(store, "correct", trade, "value", "1", by="Ada")
    decide(store, "correct", trade, "value", "2", by="Cem")
    (line,) = list_records("figures", Filter(), make_desk(store)).sections[0].lines
    assert "confirmed by Ben, rejected before by Ada; value corrected by Cem, 1 to Ada" in line.text


def test_show_has_both_what_the_source_said_and_what_was_decided(store: Store) -> None:
    hoped = find("event", status="hoped")
    made = decide(store, "correct", hoped, "status", "denied")
    ruling = load_ruling(store)
    answer = show_record(hoped.id, Desk(store, make_state_namer(NAMES)), ruling)
    sections = {section.title: section for section in answer.sections}
    assert "hoped (hoped)" in [line.cells[1] for line in sections["Fields"].lines]
    assert "status: denied, where the source has hoped" in [line.text for line in sections["As decided"].lines]
    (line,) = sections["Decisions"].lines
    assert line.cells[0] == made
    assert (line.cells[2], line.cells[5], line.cells[6]) == ("Ada", "because", "holds")


def test_decisions_are_listed_with_what_became_of_them(store: Store) -> None:
    trade, hoped = find("figure"), find("event", status="hoped")
    first = decide(store, "reject", trade)
    second = decide(store, "confirm", trade, by="Ben")
    gone = dataclasses.replace(hoped, id="gone", status="occurred")
    lapsed = decide(store, "confirm", gone)
    undone = decide(store, "confirm", hoped)
    undo = store.add_decision(Decision("", "", "Ben", "", "undo", None, undone)).id
    ruling = load_ruling(store)
    states = {line.cells[0]: line.cells[6] for line in list_decisions(ruling).sections[0].lines}
    assert states == {
        first: f"overruled by Ben ({second})",
        second: "holds",
        lapsed: "no longer applies: its status was occurred and is hoped now",
        undone: f"taken back by Ben ({undo})",
        undo: "holds",
    }
    assert [line.cells[0] for line in list_decisions(ruling, is_lapsed=True).sections[0].lines] == [lapsed]
    assert [line.cells[0] for line in list_decisions(ruling, by="ben").sections[0].lines] == [second, undo]
    assert [line.cells[0] for line in list_decisions(ruling, record=hoped).sections[0].lines] == [undone, undo]
    assert list_decisions(ruling, by="nobody").notes


def test_what_is_carried_over_counts_and_says_so(store: Store) -> None:
    hoped = find("event", status="hoped")
    made = decide(store, "reject", dataclasses.replace(hoped, id="gone"))
    ruling = load_ruling(store)
    assert ruling.get(hoped.id) is not None
    assert hoped.id not in ids(ruling.view.find_records(Filter()))
    (line,) = list_decisions(ruling, record=hoped).sections[0].lines
    assert line.cells[6] == f"holds; carried over to {hoped.id}"
    # What is decided about the new reading overrules it.
    decide(store, "confirm", hoped)
    ruling = load_ruling(store)
    assert hoped.id in ids(ruling.view.find_records(Filter()))
    assert [(row["id"] == made, row["holds"]) for row in list_decided(ruling.get(hoped.id))] == [
        (True, False),
        (False, True),
    ]


# ---------------------------------------------------------------- review


def make_odd() -> Store:
    """Two values of a figure, two holders of an office, one meeting done and denied, and a guess."""
    store = open_store(":memory:")

    def add(name: str, text: str, *rows: tuple[str, dict[str, Any]]) -> None:
        document: Document = make_document(name, text, published="2024-05-15")
        records = [write(kind, document, text[:9], fields.pop("at", None), **fields) for kind, fields in rows]
        store.add_document(document, records, "by-hand")

    met = {"type": "CONSULT", "form": "meeting", "symmetric": True, "initiators": ["KEN", "NOR"], "at": "2024-05-03"}
    trade = {"metric": "trade", "subjects": ["KEN"], "unit": "USD", "period": "2023"}
    minister = {"relation": "office"}
    add("a.txt", "Papers of the first side.", ("event", {**met}), ("figure", {**trade, "value": 5.0}),
        ("tie", {**minister, "subjects": [actor("NOR", "Kari Nes", "Foreign Minister")]}))  # fmt: skip
    add("b.txt", "Papers of the other side.", ("event", {**met, "status": "denied"}),
        ("figure", {**trade, "value": 6.0}),
        ("tie", {**minister, "subjects": [actor("NOR", "Liv Moe", "Foreign Minister")]}),
        ("quote", {"speaker": actor("NOR"), "mode": "direct", "content": "no", "confidence": 0.4}))  # fmt: skip
    return store


def ask(store: Store, kinds: tuple[str, ...] = (), narrow: Filter | None = None, **how: Any) -> list[Doubt]:
    desk = make_desk(store)
    near = how.get("near", lambda records: ())
    finder = lambda office: ("foreign-minister", True)  # noqa: E731
    return list(find_doubts(narrow or Filter(), desk, load_ruling(store), finder, near, kinds))


def test_what_is_doubtful_comes_in_order_with_its_reason() -> None:
    doubts = ask(make_odd())
    assert [doubt.kind for doubt in doubts] == ["confidence"] + ["contradiction"] * 6
    assert doubts[0].reason == "its confidence is 0.40"
    assert [doubt.record.kind for doubt in doubts[1:]] == ["figure", "figure", "tie", "tie", "event", "event"]
    assert {doubt.reason for doubt in doubts[1:3]} == {"others put the figure otherwise"}
    assert {doubt.reason for doubt in doubts[5:]} == {"others deny it", "others tell it as done"}
    assert all(doubt.others and doubt.record not in doubt.others for doubt in doubts[1:])
    assert [doubt.kind for doubt in ask(make_odd(), ("confidence",))] == ["confidence"]
    assert len(ask(make_odd(), narrow=Filter(kinds=("figure",)))) == 2


def test_what_is_decided_is_not_asked_again() -> None:
    store = make_odd()
    for number in range(7, 0, -1):
        doubts = ask(store)
        assert len(doubts) == number
        decide(store, "confirm", doubts[0].record)
    assert ask(store) == []


def test_a_rejected_account_contradicts_nobody() -> None:
    store = make_odd()
    (figure, _) = ask(store, narrow=Filter(kinds=("figure",)))
    decide(store, "reject", figure.record)
    assert ask(store, narrow=Filter(kinds=("figure",))) == []


def test_doubles_are_asked_about_until_they_are_joined_or_parted() -> None:
    store = make_odd()
    left, right = (doubt.record for doubt in ask(store, narrow=Filter(kinds=("event",))))

    def near(records: Any) -> list[tuple[str, str, str]]:
        return [(left.id, right.id, "same day"), (right.id, left.id, "same day")]

    (doubt,) = ask(store, ("duplicate",), near=near)
    assert (doubt.record.id, doubt.others[0].id, doubt.reason) == (left.id, right.id, "same day")
    seen = [to_json(right), to_json(left)]
    store.add_decision(Decision("", "", "Ada", "why", "split", right.id, left.id, seen=seen))
    assert ask(store, ("duplicate",), near=near) == []
    assert load_ruling(store).list_links() == ((), (tuple(sorted((left.id, right.id))),))


def test_links_are_told_by_the_ids_that_records_have_now(store: Store) -> None:
    first, second = (record for record in RECORDS if record.kind == "position")
    seen = [to_json(dataclasses.replace(first, id="gone")), to_json(second)]
    store.add_decision(Decision("", "", "Ada", "why", "merge", "gone", second.id, seen=seen))
    assert load_ruling(store).list_links() == ((tuple(sorted((first.id, second.id))),), ())
