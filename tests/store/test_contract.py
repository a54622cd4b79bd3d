"""What every engine behind the Store protocol keeps to. An engine joins by a name in ENGINES."""

import dataclasses
import itertools
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dragoman.errors import BadFilter, EvidenceError, StoreError
from dragoman.memory.joining import Joiner
from dragoman.memory.standing import IdentityNames
from dragoman.model.document import Dateline, Document, Mask
from dragoman.model.filter import Filter
from dragoman.model.record import Quote, Record, from_json, to_json
from dragoman.model.view import View
from dragoman.model.when import When
from dragoman.store import finding
from dragoman.store.base import Hit, Known, Store, StoreCounts
from dragoman.store.sql import open_store
from tests.store.making import (
    BOLIVIA,
    CHAD,
    FIJI,
    READER,
    any_text,
    make_document,
    make_event,
    make_records,
    readings,
    with_span,
)
from tests.store.places import ENGINES, make_place

READERS = itertools.count()
MORNING = datetime(2025, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=5)))


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with make_place(request.param, tmp_path, request) as made:
        yield made


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    opened = open_store(place, now=lambda: MORNING)
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Store:
    document = make_document()
    store.add_document(document, make_records(document), READER)
    return store


def kinds(store: Store, narrow: Filter) -> list[str]:
    return [record.kind for record in store.find_records(narrow)]


def ids(records: Iterator[Record]) -> list[str]:
    return [record.id for record in records]


# Walking long lists


def test_records_can_be_walked_piece_by_piece(store: Store) -> None:
    for name, published in (("a.txt", "2024-05-07"), ("b.txt", None), ("c.txt", "2023")):
        document = make_document(name, published=published)
        store.add_document(document, make_records(document), READER)
    for narrow in (Filter(), Filter(kinds=("event", "tie"))):
        whole = ids(store.find_records(narrow))
        walked: list[str] = []
        while piece := ids(
            store.find_records(dataclasses.replace(narrow, after=walked[-1] if walked else None, limit=2))
        ):
            walked += piece
        assert walked == whole
    assert ids(store.find_records(Filter(after="no such record"))) == []


def test_matters_can_be_walked_with_their_sizes(store: Store) -> None:
    for name in ("a.txt", "b.txt"):
        document = make_document(name)
        store.add_document(document, make_records(document), READER)
    joiner = Joiner(IdentityNames(lambda title: (title.casefold(), False), lambda issue: False))
    with store.joining() as session:
        joiner.join(session, 10)
    whole = store.find_matter_sizes(None, None, 100)
    assert list(whole) == sorted(whole)
    assert all(len(store.get_matter(name)) == size for name, size in whole.items())
    walked: dict[str, int] = {}
    while piece := store.find_matter_sizes(None, max(walked, default=None), 2):
        walked |= piece
    assert walked == whole
    of_kinds = [store.find_matter_sizes(kind, None, 100) for kind in ("event", "pledge", "position", "figure", "tie")]
    assert {name: size for sizes in of_kinds for name, size in sizes.items()} == whole


# Documents


def test_an_empty_store_holds_nothing(store: Store) -> None:
    assert store.get_version("a.txt") is None
    assert not store.has_version("a.txt", "1", READER)
    assert store.get_document("a.txt") is None
    assert store.get_record("00") is None
    assert store.get_record("") is None
    assert list(store.find_documents()) == []
    assert list(store.find_records(Filter())) == []
    assert store.search("anything") == []
    assert store.count() == StoreCounts(0, 0, {}, {})


def test_a_document_comes_back_whole(store: Store) -> None:
    document = make_document(
        title="Suva",
        url="https://example.org/1",
        publisher="Ministry",
        publisher_state="FJI",
        genre="readout",
        dateline=Dateline(0, 6, "Suva", "XXXX-05-07", "Agency"),
        language="en",
        masks=(Mask(0, 6, "dateline"), Mask(9, 12, "advertisement")),
    )
    store.add_document(document, [], READER)
    assert store.get_document("a.txt") == document
    assert store.get_document("a.txt", document.version) == document
    assert store.get_document("a.txt", "another") is None
    assert list(store.find_documents()) == [
        Known(dataclasses.replace(document, text=""), "2025-03-01T03:30:00Z", True, 0)
    ]


def test_documents_are_listed_by_date_then_name_undated_last(store: Store) -> None:
    days = {"d": None, "a": None, "c": "2024-05", "b": "2023", "e": "2024-05-02", "f": "XXXX-01-01", "g": "2023-01-01"}
    for name, published in days.items():
        store.add_document(make_document(name, published=published), [], READER)
    assert [known.document.id for known in store.find_documents()] == ["b", "g", "c", "e", "a", "d", "f"]


def test_the_same_reading_again_changes_nothing(place: str) -> None:
    clock = iter([MORNING, MORNING + timedelta(days=1), MORNING + timedelta(days=2)])
    store = open_store(place, now=lambda: next(clock))
    document = make_document()
    for _ in range(3):
        store.add_document(document, make_records(document), READER)
    assert store.count().records == {kind: 1 for kind in ("event", "pledge", "position", "figure", "tie", "quote")}
    (known,) = store.find_documents()
    assert (known.known_from, known.records) == ("2025-03-01T03:30:00Z", 6)
    assert len(store.search("dredge")) == 2
    store.close()


def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept_aside(store: Store) -> None:
    old, new = make_document(), make_document(text="Envoys of Bolivia and Chad did not meet.")
    store.add_document(old, make_records(old), READER)
    former = next(store.find_records(Filter(kinds=("pledge",))))
    store.add_document(new, [make_event(new)], READER)
    assert store.get_version("a.txt") == new.version
    assert store.has_version("a.txt", new.version, READER)
    assert not store.has_version("a.txt", old.version, READER)
    assert store.get_document("a.txt") == new
    assert store.get_document("a.txt", old.version) == old
    assert ids(store.find_records(Filter())) == [make_event(new).id]
    assert store.count() == StoreCounts(1, 2, {"event": 1}, {"occurred": 1})
    assert store.search("dredge") == []
    assert len(list(store.find_documents())) == 1
    assert store.get_record(former.id) == former, "what was once cited can still be shown"


def test_a_former_text_that_comes_back_is_current_again(store: Store) -> None:
    old, new = make_document(), make_document(text="Envoys of Bolivia and Chad did not meet.")
    for document, records in ((old, make_records(old)), (new, [make_event(new)]), (old, make_records(old))):
        store.add_document(document, records, READER)
    assert store.get_version("a.txt") == old.version
    assert store.count().versions == 2
    assert len(list(store.find_records(Filter()))) == 6
    assert len(store.search("dredge")) == 2
    assert store.search('"did not meet"') == []


def test_another_reader_replaces_what_a_version_says(store: Store) -> None:
    document = make_document(title="Apia")
    store.add_document(document, make_records(document), READER)
    better = dataclasses.replace(document, title="Lautoka", genre="readout")
    event = make_event(document, edtf="2024-05-05", targets=(FIJI,))
    store.add_document(better, [event], "0.2.0+def")
    assert store.has_version("a.txt", document.version, "0.2.0+def")
    assert not store.has_version("a.txt", document.version, READER)
    assert store.get_document("a.txt") == better
    assert list(store.find_records(Filter())) == [event]
    assert list(store.find_records(Filter(actors=("TCD",)))) == []
    assert store.count().versions == 1
    assert store.search("apia") == []
    assert [hit.record for hit in store.search("lautoka")] == [None]
    assert [hit.record for hit in store.search("envoys fiji")] == [None, event.id]


def test_a_stored_text_never_changes(filled: Store) -> None:
    document = make_document()
    with pytest.raises(StoreError, match=r"a\.txt.*another text"):
        filled.add_document(dataclasses.replace(document, text=document.text + "!"), [], "0.2.0+def")
    assert filled.get_document("a.txt") == document
    assert len(list(filled.find_records(Filter()))) == 6


# What is refused


def test_a_span_that_does_not_hold_its_quote_writes_nothing(store: Store) -> None:
    document = make_document()
    records = make_records(document)
    wrong = dataclasses.replace(records[2].span, quote="We support the tolls")
    records[2] = dataclasses.replace(records[2], evidence=(*records[2].evidence, wrong))
    with pytest.raises(EvidenceError, match=r"a\.txt"):
        store.add_document(document, records, READER)
    assert store.count() == StoreCounts(0, 0, {}, {})


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"evidence": ()}, EvidenceError),
        ({"document": "b.txt"}, StoreError),
        ({"version": "other"}, StoreError),
    ],
)
def test_a_record_of_something_else_writes_nothing(
    store: Store, change: dict[str, object], error: type[Exception]
) -> None:
    document = make_document()
    with pytest.raises(error, match=r"a\.txt"):
        store.add_document(document, [dataclasses.replace(make_event(document), **change)], READER)  # type: ignore[arg-type]
    assert store.get_version("a.txt") is None


def test_evidence_of_another_document_is_refused(store: Store) -> None:
    document = make_document()
    span = dataclasses.replace(with_span(document, "Envoys"), document="b.txt")
    with pytest.raises(EvidenceError, match=r"b\.txt"):
        store.add_document(document, [dataclasses.replace(make_event(document), evidence=(span,))], READER)


def test_two_records_of_one_id_are_refused(store: Store) -> None:
    document = make_document()
    with pytest.raises(StoreError, match="two records"):
        store.add_document(document, [make_event(document), make_event(document)], READER)
    assert store.get_version("a.txt") is None


def test_what_fails_midway_leaves_the_former_state(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document(text="Envoys of Bolivia and Chad did not meet.")
    bad = make_event(document)
    object.__setattr__(bad, "topics", (object(),))  # JSON cannot hold it: fails after the old version was retired
    with pytest.raises(Exception, match=r"."):
        filled.add_document(document, [bad], READER)
    assert filled.get_document("a.txt") == make_document()
    assert len(list(filled.find_records(Filter()))) == 6
    assert len(filled.search("dredge")) == 2


# Filters


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        (Filter(), ["figure", "event", "pledge", "position", "quote", "tie"]),
        (Filter(actors=("BOL",)), ["figure", "event", "position", "quote"]),
        (Filter(actors=("BOL", "TCD")), ["figure", "event"]),
        (Filter(actors=("FJI",)), ["event", "pledge", "tie"]),
        (Filter(actors=("BOL", "TCD", "FJI")), ["event"]),
        (Filter(actors=("FJI", "TCD")), ["event", "pledge", "tie"]),
        (Filter(actors=("org:au",)), ["position"]),
        (Filter(actors=("PER",)), []),
        (Filter(person="Mayta Nanez"), ["figure", "event", "position", "quote"]),
        (Filter(person="rogelio mayta ñáñez"), ["figure", "event", "position", "quote"]),
        (Filter(person="ÑÁÑEZ"), ["figure", "event", "position", "quote"]),
        (Filter(person="may"), []),
        (Filter(issue="canal TOLLS"), ["position"]),
        (Filter(issue="fishing rights"), ["event"]),
        (Filter(project="nadi quay"), ["pledge"]),
        (Filter(mechanism="joint fisheries commission"), ["event"]),
        (Filter(kinds=("pledge", "tie")), ["pledge", "tie"]),
        (Filter(statuses=("intended", "ongoing")), ["pledge", "tie"]),
        (Filter(types=("CONSULT", "AID")), ["event"]),
        (Filter(relations=("designation",)), ["tie"]),
        (Filter(kinds=("event",), statuses=("denied",)), []),
        (Filter(document="a.txt", kinds=("quote",)), ["quote"]),
        (Filter(document="b.txt"), []),
        (Filter(since="2024"), ["event", "pledge"]),
        (Filter(until="2023-07"), ["figure"]),
        (Filter(since="2024-08-01", until="2024-08"), ["pledge"]),
        (Filter(since="2023-12-31", until="2024-05-06"), ["figure", "event"]),
        (Filter(since="2024-05-07", until="2024-05-31"), []),
        (Filter(limit=2), ["figure", "event"]),
        (Filter(offset=4), ["quote", "tie"]),
        (Filter(limit=1, offset=2), ["pledge"]),
        (Filter(limit=0), []),
        (Filter(limit=10**30, offset=10**30), []),
        (Filter(mentions=("Nadi", "ministers")), ["pledge"]),
        (Filter(mentions=("nadi",)), []),
        (Filter(said=(date(2024, 5, 7), date(2024, 5, 7)), kinds=("tie",)), ["tie"]),
        (Filter(said=(date(2024, 5, 8), date.max)), []),
        (Filter(actors=("FJI",), said=(date.min, date(2024, 5, 6)), last=5), []),
        (Filter(actors=("FJI",), mentions=("Nadi",), last=5), ["pledge"]),
        (Filter(actors=("FJI", "TCD"), last=5), ["event", "pledge", "tie"]),
        (Filter(projects=("Nowhere", "NADI quay")), ["pledge"]),
        (Filter(actors=("FJI",), projects=("Nowhere", "Nadi Quay"), last=5), ["pledge"]),
        (Filter(actors=("BOL",), issues=("fishing rights", "Nowhere"), last=5), ["event"]),
        (Filter(issues=("Nowhere",)), []),
        (Filter(actors=("TCD",), person="mayta nanez", kinds=("event", "quote"), last=5), ["event"]),
        (Filter(project="nadi quay", last=1, offset=1), []),
    ],
)
def test_a_filter_finds(filled: Store, narrow: Filter, expected: list[str]) -> None:
    found = list(filled.find_records(narrow))
    assert sorted(record.kind for record in found) == sorted(expected)
    dates = [record.when.edtf is None for record in found]
    assert dates == sorted(dates), "undated last"


@pytest.mark.parametrize(
    ("narrow", "named"),
    [
        (Filter(kinds=("meeting",)), "meeting"),
        (Filter(statuses=("planned",)), "planned"),
        (Filter(since="last week"), "last week"),
        (Filter(until="2024-13"), "2024-13"),
        (Filter(since="2024", until="2023"), "2024"),
        (Filter(limit=-1), "limit"),
        (Filter(offset=-1), "offset"),
        (Filter(person="—"), "person"),
        (Filter(last=0), "last"),
        (Filter(last=10**6), "last"),
        (Filter(titles=("Envoy",)), "titles"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_at_once(store: Store, narrow: Filter, named: str) -> None:
    with pytest.raises(BadFilter, match=named):
        store.find_records(narrow)


@pytest.mark.parametrize(
    "narrow",
    [
        Filter(),
        Filter(actors=("BOL",)),
        Filter(actors=("TCD", "BOL")),
        Filter(person="nanez"),
        Filter(issue="fishing rights"),
    ],
)
def test_what_was_said_last_comes_of_the_documents_published_last(store: Store, narrow: Filter) -> None:
    days = ("2024-05-07", None, "2024-09", "2023-01-02", "2024-09-15")
    for number, day in enumerate(days):
        document = make_document(f"{number}.txt", published=day)
        store.add_document(document, [make_event(document, edtf=None, topics=("Fishing rights",))], READER)

    def say(**fields: object) -> list[str]:
        return [record.document for record in store.find_records(dataclasses.replace(narrow, **fields))]

    assert say(last=1) == ["4.txt"]
    assert say(last=3) == ["0.txt", "2.txt", "4.txt"], "in the order of every other list"
    assert say(last=4) == ["0.txt", "2.txt", "3.txt", "4.txt"], "what has no date was said last of none"
    assert say(last=9) == say()
    assert say(last=3, limit=1, offset=1) == ["2.txt"]
    seen = store.at(View(as_of="2024-08"))
    assert [record.document for record in seen.find_records(dataclasses.replace(narrow, last=1))] == ["0.txt"]
    # Of the version that is current only.
    changed = make_document("4.txt", published="2022-03-04")
    store.add_document(changed, [make_event(changed, edtf=None, topics=("Fishing rights",))], READER)
    assert say(last=2) == ["0.txt", "2.txt"]


def test_those_who_are_in_a_record_together_are_found_together_however_many_they_are(store: Store) -> None:
    signatories = [dataclasses.replace(FIJI, name=f"State {n}", state=f"Z{n:02}", id=None) for n in range(14)]
    companies = ([], signatories[:1], signatories[:2], signatories)
    for number, company in enumerate(companies):
        document = make_document(f"{number}.txt", published=f"2024-05-{number + 10}")
        store.add_document(document, [make_event(document, participants=tuple(company))], READER)

    def say(*actors: str, **fields: Any) -> list[str]:
        return [record.document for record in store.find_records(Filter(actors=actors, **fields))]

    for actors in (("BOL", "TCD"), ("TCD", "BOL"), ("Z00", "TCD"), ("Z01", "BOL", "Z00"), ("Z13", "Z02"), ("Z13",) * 2):
        assert say(*actors, last=9) == say(*actors) != [], actors
    assert say("BOL", "TCD", last=2) == ["2.txt", "3.txt"], "of many and of few, those said last"
    assert say("Z00", "FJI", last=9) == []
    parties = ("TCD", "Z13")
    assert store.find_last_published([parties], ("event", "pledge")) == {parties: ["2024-05-13"]}
    # What is read again leaves nothing behind.
    document = make_document("3.txt", text="Chad and Bolivia met in Suva.", published="2024-05-20")
    store.add_document(document, [make_event(document)], READER)
    assert say("Z13", "Z02", last=9) == []
    assert say("BOL", "TCD", last=1) == ["3.txt"]


def test_words_are_looked_for_among_what_passes_all_else(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_LOOKED_INTO", 2)
    finding._build_last.cache_clear()
    for number in range(6):
        document = make_document(f"{number}.txt", published=f"2024-05-{number + 10}")
        store.add_document(document, [make_event(document, edtf=f"202{number}")], READER)
    narrow = Filter(actors=("BOL", "TCD"), mentions=("Bolivia",), last=9)
    found = {
        "now": store.find_records(narrow),
        "then": store.at(View("2024-05-12")).find_records(narrow),
        "before": store.find_records(dataclasses.replace(narrow, until="2021")),
    }
    told = {name: [record.document for record in records] for name, records in found.items()}
    finding._build_last.cache_clear()
    assert told == {"now": ["4.txt", "5.txt"], "then": ["1.txt", "2.txt"], "before": ["0.txt", "1.txt"]}


def test_offices_are_found_by_the_titles_that_documents_give(store: Store) -> None:
    document = make_document()
    titles = ("Foreign Minister", "Minister of Foreign Affairs", "Envoy")
    offices = [
        dataclasses.replace(
            make_records(document)[4], id=f"{number:016}", relation="office",
            subjects=(dataclasses.replace(BOLIVIA, office=title),),
        )
        for number, title in enumerate(titles)
    ]  # fmt: skip
    store.add_document(document, offices, READER)
    assert store.find_titles("BOL") == sorted(titles)
    assert store.find_titles("BO") == [] == store.find_titles("TCD")
    for last in (None, 9):
        asked = Filter(actors=("BOL",), titles=titles[1:], last=last)
        assert ids(store.find_records(asked)) == ["0000000000000001", "0000000000000002"]
        assert ids(store.find_records(dataclasses.replace(asked, actors=("TCD", "BOL")))) == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["b", "a", "d", "c"]),
        ({"order": "last published"}, ["d", "a", "b", "c"]),
        ({"order": "last learned"}, ["d", "c", "b", "a"]),
        ({"order": "last published", "limit": 2, "offset": 1}, ["a", "b"]),
        ({"order": "last published", "limit": 2, "offset": 3}, ["c"]),
        ({"publisher_state": "FJI"}, ["a", "c"]),
        ({"publisher_state": "FJI", "order": "last published", "limit": 1}, ["a"]),
        ({"days": (date(2024, 5, 6), date(2024, 5, 7))}, ["b", "a"]),
        ({"after": "b"}, ["a", "d", "c"]),
        ({"after": "a", "limit": 1}, ["d"]),
        ({"after": "d"}, ["c"]),
        ({"after": "c"}, []),
        ({"after": "none"}, []),
    ],
)
def test_documents_can_be_asked_for_in_three_orders(store: Store, asked: dict[str, Any], expected: list[str]) -> None:
    for name, day, state in (
        ("a", "2024-05-07", "FJI"), ("b", "2024-05-06", None), ("c", None, "FJI"), ("d", "2024-06", "TCD"),
    ):  # fmt: skip
        store.add_document(make_document(name, published=day, publisher_state=state), [], READER)
    assert [known.document.id for known in store.find_documents(**asked)] == expected
    assert store.count_documents() == 4
    assert sorted(document.id for document in store.get_documents({"a", "d", "none"})) == ["a", "d"]


def test_who_vouches_is_not_involved(store: Store) -> None:
    document = make_document()
    (position,) = (record for record in make_records(document) if record.kind == "position")
    store.add_document(document, [position], READER)
    assert kinds(store, Filter(actors=("TCD",))) == []


def test_order_is_date_document_place_id(store: Store) -> None:
    expected = []
    for name in ("b.txt", "a.txt"):
        document = make_document(name)
        event = make_event(document, edtf="2024-05-06")
        late = dataclasses.replace(event, id=f"late-{name}", evidence=(with_span(document, "met in Suva"),))
        twin = dataclasses.replace(event, id=f"zz-{name}")
        early = dataclasses.replace(event, id=f"early-{name}", when=When("2024-05", "month"))
        never = dataclasses.replace(event, id=f"never-{name}", when=When())
        store.add_document(document, [never, late, twin, early, event], READER)
        expected.append([early.id, event.id, twin.id, late.id, never.id])
    b, a = expected
    assert ids(store.find_records(Filter())) == [a[0], b[0], *a[1:4], *b[1:4], a[4], b[4]]


def test_walking_lets_others_ask_and_write(store: Store) -> None:
    for number in range(30):
        document = make_document(f"{number:02}.txt")
        store.add_document(document, make_records(document), READER)
    found = 0
    for record in store.find_records(Filter()):
        assert store.get_document(record.document) is not None
        if found == 0:
            new = make_document("new.txt")
            store.add_document(new, make_records(new), READER)
        found += 1
    assert found == 180
    assert store.count().documents == 31


# One record


def test_a_record_is_found_by_a_prefix_that_fits_only_one(filled: Store) -> None:
    records = make_records(make_document())
    for record in records:
        assert filled.get_record(record.id) == record
        assert filled.get_record(record.id[:12]) == record
    assert filled.get_record("no such") is None


def test_a_prefix_that_fits_several_names_them(store: Store) -> None:
    document = make_document()
    event = make_event(document)
    store.add_document(document, [dataclasses.replace(event, id=name) for name in ("ab1", "ab22", "ab2", "c")], READER)
    with pytest.raises(BadFilter, match=r"ab1 \(a\.txt\), ab2 \(a\.txt\), ab22"):
        store.get_record("ab")
    found = store.get_record("ab2")
    assert found is not None
    assert found.id == "ab2", "a whole id is not a prefix"


def test_one_id_in_two_documents_is_ambiguous(store: Store) -> None:
    for name in ("a.txt", "b.txt"):
        document = make_document(name)
        store.add_document(document, [dataclasses.replace(make_event(document), id="same")], READER)
    with pytest.raises(BadFilter, match=r"same \(a\.txt\), same \(b\.txt\)"):
        store.get_record("same")


# Search


def test_search_finds_documents_and_records_and_marks_the_words(filled: Store) -> None:
    hits = filled.search("dredge quay")
    assert {(hit.document, hit.record is None) for hit in hits} == {("a.txt", True), ("a.txt", False)}
    for hit in hits:
        assert "«dredge»" in hit.snippet
        assert 0 < hit.rank <= 1
    assert [hit.rank for hit in hits] == sorted((hit.rank for hit in hits), reverse=True)


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("envoys", True),
        ("ENVOYS CHAD", True),
        ("dred", True),  # the last word may be the beginning of one
        ("dred quay", False),  # the others may not
        ("dred ", False),
        ("envoys zeppelin", False),  # all of them
        ('"met in suva"', True),
        ('"suva in met"', False),
        ('the "met in', True),  # a quote that is not closed
        ("nanez", True),  # a person's name, without its accents
        ("envoys OR zeppelin", False),  # OR is a word
        ("NOT", False),
        ("envoys NEAR(chad)", False),
        ("text:envoys", False),
        ("bolivia-and", True),
        ("*", False),
        ("^envoys", True),
        ("", False),
        ("   ", False),
        ("'", False),
        ('"', False),
        ('""', False),
        ("(", False),
        ("\x00", False),
        ("envoys\x00chad", True),
        ("envoys \ud800", True),
        ("%", False),
    ],
)
def test_any_string_is_a_query(filled: Store, words: str, is_found: bool) -> None:
    assert bool(filled.search(words)) is is_found


@pytest.mark.parametrize("words", ["envoys", "envo", "en"])
@pytest.mark.parametrize(("common", "is_ranked"), [(5, True), (4, False)])
def test_of_many_that_hold_the_words_those_learned_last_are_ranked(
    store: Store, monkeypatch: pytest.MonkeyPatch, words: str, common: int, is_ranked: bool
) -> None:
    monkeypatch.setattr("dragoman.store.search._RANKED", 3)
    monkeypatch.setattr("dragoman.store.search._COMMON", common)
    for number in range(5):
        # The earlier, the shorter, and the better it would rank.
        document = make_document(f"{number}.txt", f"En envoys met today. {'Nothing else was said. ' * number}")
        store.add_document(document, [make_event(document)], READER)
    found = store.find_hits(words, 2)
    assert found.most == 3
    best = "2.txt" if is_ranked else "4.txt"
    assert [hit.document for hit in found.hits] == [best, best]
    assert [hit.record is None for hit in found.hits] == [True, False]
    assert {hit.snippet for hit in found.hits} == {""}
    assert store.add_snippets(words, found.hits) == store.search(words, 2)
    assert store.find_hits(words, 5).most is None
    assert next(hit.document for hit in store.find_hits(words, 10).hits if hit.record is None) == "0.txt"


def test_what_has_gone_since_it_was_found_has_no_snippet(filled: Store) -> None:
    hit = dataclasses.replace(filled.find_hits("dredge", 1).hits[0], document="gone.txt")
    assert filled.add_snippets("dredge", [hit]) == [hit]


def test_a_pasted_page_is_a_query(filled: Store) -> None:
    assert filled.search(make_document().text) != []
    assert filled.search(" ".join(f"word{number}" for number in range(20_000))) == []


def test_search_is_limited(store: Store) -> None:
    for number in range(5):
        document = make_document(f"{number}.txt")
        store.add_document(document, make_records(document), READER)
    assert len(store.search("envoys")) == 10
    assert len(store.search("envoys", limit=3)) == 3
    assert store.search("envoys", limit=0) == []
    assert store.search("envoys", limit=-1) == []
    assert len(store.search("envoys", limit=10**30)) == 10


def test_the_best_hits_come_first(store: Store) -> None:
    for name, text in (("much.txt", "Quinoa. Quinoa and quinoa."), ("little.txt", "Quinoa, " + "and much else, " * 30)):
        store.add_document(make_document(name, text), [], READER)
    assert [hit.document for hit in store.search("quinoa")] == ["much.txt", "little.txt"]


# Any text


@pytest.mark.parametrize(
    "text", ["a\x00b", "caf\udce9 in Suva", "␛d800␛ \ud800", "Côte d’Ivoire – “très” 🇨🇮", "\ufeffBOM\r\n"]
)
def test_strange_text_comes_back_as_it_was(store: Store, text: str) -> None:
    document = make_document(f"name {text}", text, title=text)
    span = with_span(document, text)
    quote = Quote(
        **{**_common(make_event(document)), "evidence": (span,)}, speaker=BOLIVIA, mode="direct", content=text
    )
    store.add_document(document, [quote], READER)
    assert store.get_document(document.id) == document
    assert list(store.find_records(Filter(document=document.id))) == [quote]
    hits = store.search("suva") + store.search("bom") + store.search("très")
    for hit in hits:
        hit.snippet.encode()


def _common(record: Record) -> dict[str, object]:
    return {item.name: getattr(record, item.name) for item in dataclasses.fields(Record)}


@given(readings())
def test_json_round_trip(reading: tuple[Document, list[Record]]) -> None:
    for record in reading[1]:
        assert from_json(to_json(record)) == record
        assert from_json(json.loads(json.dumps(to_json(record)))) == record


@pytest.fixture(scope="module", params=ENGINES)
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    # Of its own: while examples are drawn, other tests come and go in the one that is lent.
    with make_place(request.param, tmp_path_factory.mktemp("shared"), request, "own") as made:
        opened = open_store(made)
        yield opened
        opened.close()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(reading=readings())
def test_store_round_trip(shared: Store, reading: tuple[Document, list[Record]]) -> None:
    document, records = reading
    # Examples may share a document's name and text: another reader replaces what the last one left.
    shared.add_document(document, records, f"reader {next(READERS)}")
    assert shared.get_document(document.id) == document
    found = list(shared.find_records(Filter(document=document.id)))
    assert sorted(found, key=lambda record: record.id) == sorted(records, key=lambda record: record.id)
    for record in records:
        for key in actor_keys(record):
            assert record.id in ids(shared.find_records(Filter(document=document.id, actors=(key,))))


def actor_keys(record: Record) -> list[str]:
    """The key of every actor in any field of a record, whatever the field is called."""
    found: list[str] = []
    for item in dataclasses.fields(record):
        value = getattr(record, item.name)
        for part in value if isinstance(value, tuple) else (value,):
            if hasattr(part, "as_state"):
                found.append(part.key)
    return found


@settings(deadline=None, max_examples=150)
@given(words=any_text)
def test_search_never_fails(shared: Store, words: str) -> None:
    for hit in shared.search(words):
        assert isinstance(hit, Hit)
        hit.snippet.encode()


def test_a_closed_store_says_so(place: str) -> None:
    store = open_store(place)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.count()


def test_known_from_is_now_by_default() -> None:
    with open_store(":memory:") as store:
        before = datetime.now(UTC).replace(microsecond=0)
        store.add_document(make_document(), [], READER)
        (known,) = store.find_documents()
    assert before <= datetime.fromisoformat(known.known_from) <= datetime.now(UTC)


def test_actors_that_only_the_text_knows(store: Store) -> None:
    document = make_document()
    port = dataclasses.replace(CHAD, name="Doba Port Authority", state=None, id=None)
    store.add_document(document, [make_event(document, targets=(port,))], READER)
    assert kinds(store, Filter(actors=("doba port authority", "BOL"))) == ["event"]


def test_what_was_said_last_of_many_is_what_was_said_last_of_each(store: Store) -> None:
    days = ("2024-05-07", None, "2024-09", "2023-01-02", "2024-09-15")
    for number, day in enumerate(days):
        document = make_document(f"{number}.txt", published=day)
        store.add_document(document, make_records(document), READER)
    # More than one statement asks, and some that nothing fits.
    pairs = [(name, key) for name in ("Nadi QUAY", "Suva Bridge", "—") for key in ("FJI", "TCD", "BOL", "NRU")]
    groups = [(), ("FJI",), ("NRU",), ("BOL", "FJI"), ("FJI", "TCD"), ("NRU", "TCD"), ("BOL", "FJI", "TCD")]
    for seen in (store, store.at(View(as_of="2024-08"))):
        for narrow in (Filter(last=2), Filter(kinds=("event", "pledge"), last=9), Filter(during="2024", last=1)):
            found = seen.find_of_projects(pairs, narrow)
            assert list(found) == pairs
            for (name, key), own in found.items():
                asked = dataclasses.replace(narrow, project=name, actors=(key,))
                assert own == ([] if name == "—" else list(seen.find_records(asked)))
        published = seen.find_last_published(groups, ("event", "pledge"))
        assert list(published) == groups
        last = "2024-09-15" if seen is store else "2024-05-07"
        for parties, own in published.items():
            kinds = {r.kind for r in seen.find_records(Filter(actors=parties)) if r.kind in ("event", "pledge")}
            assert own == ([last] * len(kinds) if parties else [])
    assert found["Nadi QUAY", "FJI"], "the quay was promised"


def test_the_newest_documents_are_those_whose_publication_begins_last(store: Store) -> None:
    assert store.find_newest_published() == []
    for number, day in enumerate(("2024-05-01", "2024-05", None, "2024", "2024-05", "2023-01-02")):
        state = "FJI" if number in (2, 3, 5) else "TCD"
        store.add_document(make_document(f"{number}.txt", published=day, publisher_state=state), [], READER)
    assert sorted(store.find_newest_published()) == ["2024-05", "2024-05-01"]
    assert store.find_newest_published("FJI") == ["2024"]
    assert store.find_newest_published("NRU") == []
    assert store.at(View(as_of="2023")).find_newest_published() == ["2023-01-02"]
