"""What a store shows as of a date and as known by a date, on every engine."""

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import BadFilter, StoreError
from dragoman.model.filter import Filter
from dragoman.model.view import View
from dragoman.model.when import day_bounds
from dragoman.store.base import Store, StoreCounts
from dragoman.store.narrow import build_conditions
from dragoman.store.sql import open_store
from tests.store.making import READER, make_document, make_event, make_records
from tests.store.places import ENGINES, make_place

NOON = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
# Every form that a date of publication takes, and some that no reader gives.
PUBLISHED = (
    "2021-03-15", "2021-03-31", "2021-04-01", "2021-12-31", "2022-01-01", "2020-02-29", "2021-03", "2021-12", "2020-02",
    "2021", "2020", None, "XXXX-03-15", "202X", "2021-03/2021-06", "2021-XX", "nonsense", "2021-21", "2021-03-15~",
)  # fmt: skip


class Clock:
    """What a store takes for now."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with make_place(request.param, tmp_path, request) as place, open_store(place, now=clock) as opened:
        yield opened


@pytest.fixture(scope="module", params=ENGINES)
def dated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One document, with one record, for each form of a date."""
    folder = tmp_path_factory.mktemp("dated")
    with make_place(request.param, folder, request, "own") as place, open_store(place) as opened:
        for published in PUBLISHED:
            document = make_document(str(published), published=published)
            opened.add_document(document, [make_event(document)], READER)
        yield opened


def names(store: Store) -> set[str]:
    """The documents in view, told alike by each way to ask for them."""
    listed = {known.document.id for known in store.find_documents()}
    assert {record.document for record in store.find_records(Filter())} == listed
    assert {hit.document for hit in store.search("envoys", 1000)} == listed
    assert {name for name in map(str, PUBLISHED) if store.get_document(name)} == listed
    assert {name for name in map(str, PUBLISHED) if store.get_version(name)} == listed
    assert {name for name in map(str, PUBLISHED) if next(store.find_records(Filter(document=name)), None)} == listed
    assert store.is_empty() is not bool(listed)
    counts = store.count()
    assert (counts.documents, counts.records.get("event", 0)) == (len(listed), len(listed))
    return listed


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2019", set()),
        ("2020-02-28", set()),
        ("2020-02-29", {"2020-02-29", "2020-02"}),
        ("2020-02", {"2020-02-29", "2020-02"}),
        ("2020-12-30", {"2020-02-29", "2020-02"}),
        ("2020", {"2020-02-29", "2020-02", "2020"}),
        ("2021-03-14", {"2020-02-29", "2020-02", "2020"}),
        ("2021-03-15", {"2020-02-29", "2020-02", "2020", "2021-03-15"}),
        ("2021-03", {"2020-02-29", "2020-02", "2020", "2021-03-15", "2021-03-31", "2021-03", "2021-03-15~"}),
    ],
)
def test_a_document_counts_from_the_last_day_of_its_publication(dated: Store, as_of: str, expected: set[str]) -> None:
    assert names(dated.at(View(as_of))) == expected


def test_undated_documents_are_left_out_counted_and_admitted(dated: Store) -> None:
    undated = {"None", "XXXX-03-15", "2021-03/2021-06", "nonsense"}
    assert dated.count_undated() == 0
    assert dated.at(View("2019")).count_undated() == len(undated)
    assert names(dated.at(View("2019", has_undated=True))) == undated
    assert dated.at(View("2019", has_undated=True)).count_undated() == 0
    assert dated.at(View("2019", known_by="2000")).count_undated() == 0, "of what was known then"
    assert names(dated.at(View("9999"))) == {str(item) for item in PUBLISHED} - undated


_days = st.dates(datetime.date(2019, 6, 1), datetime.date(2023, 6, 1))


@settings(deadline=None, max_examples=40)
@given(first=_days, second=_days, is_undated=st.booleans())
def test_as_of_shows_what_was_published_by_then_and_only_grows(
    dated: Store, first: datetime.date, second: datetime.date, is_undated: bool
) -> None:
    earlier, later = sorted((first, second))
    seen = [names(dated.at(View(day.isoformat(), is_undated))) for day in (earlier, later)]
    assert seen[0] <= seen[1] <= names(dated)
    for name in seen[0]:
        bounds = day_bounds(name)
        if bounds and "/" not in name and not name.startswith("X"):
            assert bounds[1] <= earlier
        else:
            assert is_undated
    for name in PUBLISHED[: PUBLISHED.index(None)]:
        bounds = day_bounds(name or "")
        assert bounds is not None
        assert (name in seen[0]) == (bounds[1] <= earlier), "nothing published by then is missing"


@settings(deadline=None, max_examples=40)
@given(first=_days, second=_days)
def test_during_is_both_ends_at_once(dated: Store, first: datetime.date, second: datetime.date) -> None:
    low, high = sorted((first.isoformat(), second.isoformat()))
    both = Filter(since=low, until=high)
    assert Filter(during=f"{low}/{high}").days == both.days
    assert list(dated.find_records(Filter(during=f"{low}/{high}"))) == list(dated.find_records(both))


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        (Filter(during="2024"), 2),
        (Filter(during="2024-05-06"), 1),
        (Filter(during="2023/2024-05"), 2),
        (Filter(during="2024", until="2024-05"), 1),
        (Filter(during="2023/2024", since="2024-06"), 1),
        (Filter(during="2030"), 0),
    ],
)
def test_a_record_counts_when_its_date_touches_the_range(store: Store, narrow: Filter, expected: int) -> None:
    document = make_document()
    store.add_document(document, make_records(document), READER)
    assert len(list(store.find_records(narrow))) == expected


# Two versions of one document: learned at noon, and again an hour later


@pytest.fixture
def changed(store: Store, clock: Clock) -> Store:
    old = make_document(published="2024-05-07", title="First")
    new = make_document(text="Envoys of Bolivia and Chad did not meet.", published="2024-06-01", title="Second")
    store.add_document(old, make_records(old), READER)
    clock.now += HOUR
    store.add_document(new, [make_event(new)], READER)
    return store


@pytest.mark.parametrize(
    ("known_by", "title"),
    [
        ("2025-02-28", None),
        ("2025-03-01T11:59:59", None),
        ("2025-03-01T12:00", "First"),
        ("2025-03-01 12:30:00Z", "First"),
        ("2025-03-01T13:30+01:00", "First"),
        ("2025-03-01T12:59:59.999", "First"),
        ("2025-03-01T13:00:00", "Second"),
        ("2025-03-01", "Second"),
        ("2025-03", "Second"),
        ("2025", "Second"),
    ],
)
def test_the_version_that_was_held_then_is_seen(changed: Store, known_by: str, title: str | None) -> None:
    seen = changed.at(View(known_by=known_by))
    document = seen.get_document("a.txt")
    assert (document.title if document else None) == title
    assert [known.document.title for known in seen.find_documents()] == ([title] if title else [])
    assert len(list(seen.find_records(Filter()))) == {None: 0, "First": 6, "Second": 1}[title]
    assert len(list(seen.find_records(Filter(document="a.txt")))) == {None: 0, "First": 6, "Second": 1}[title]
    assert [hit.record is None for hit in seen.search("dredge")] == ([True, False] if title == "First" else [])
    assert len(seen.search('"did not meet"')) == (1 if title == "Second" else 0)
    assert seen.get_version("a.txt") == (document.version if document else None)


def test_what_is_known_by_now_is_what_is_current(changed: Store) -> None:
    seen = changed.at(View(known_by="2030"))
    assert list(seen.find_documents()) == list(changed.find_documents())
    assert list(seen.find_records(Filter())) == list(changed.find_records(Filter()))
    assert seen.count() == changed.count() == StoreCounts(1, 2, {"event": 1}, {"occurred": 1})
    assert changed.get_first_known() == "2025-03-01T12:00:00Z"


def test_said_by_then_and_known_by_then_combine(changed: Store) -> None:
    assert list(changed.at(View("2024-05")).find_documents()) == [], "the version of today was published in June"
    (known,) = changed.at(View("2024-05", known_by="2025-03-01T12:30")).find_documents()
    assert (known.document.title, known.is_current) == ("First", False)
    assert list(changed.at(View("2024-05", known_by="2025-03-02")).find_documents()) == []
    (found,) = changed.at(View("2024-05", known_by="2025-03-01T12:30")).find_records(Filter(during="2023"))
    assert found.kind == "figure"


def test_of_two_versions_of_one_second_the_last_written_is_seen(store: Store) -> None:
    for text in ("Envoys met.", "Envoys of Chad did not meet.", "Envoys were silent, for once."):
        store.add_document(make_document(text=text), [], READER)
    (known,) = store.at(View(known_by="2025-03-01T12:00:00")).find_documents()
    assert known.document.version == store.get_version("a.txt")


def test_one_record_and_one_version_are_asked_for_in_view(changed: Store) -> None:
    now, then = View(known_by="2025-03-02"), View(known_by="2025-03-01T12:30")
    (new,), old = changed.find_records(Filter()), next(changed.at(then).find_records(Filter()))
    assert changed.at(then).get_record(new.id) is None
    assert changed.at(then).get_record(old.id[:12]) == old
    assert changed.at(now).get_record(old.id) is None
    assert changed.get_record(old.id) == old, "the whole still shows what was once cited"
    assert changed.at(then).get_document("a.txt", new.version) is None
    assert changed.at(now).get_document("a.txt", old.version) is not None
    assert changed.at(View("2024-05")).get_document("a.txt", new.version) is None


@pytest.mark.parametrize(
    "words",
    [
        "envoys", "ENVOYS CHAD", "dred", "dred quay", "dred ", "envoys zeppelin", '"met in suva"', '"suva in met"',
        'the "met in', "nanez", "NOT", "bolivia-and", "*", "^envoys", "", '"', "\x00", "envoys\x00chad", "%",
        "met-in-suva", "quay.", "fiji “we",
    ],
)  # fmt: skip
def test_former_versions_are_searched_as_the_index_is(store: Store, clock: Clock, words: str) -> None:
    old = make_document()
    store.add_document(old, make_records(old), READER)
    before = {(hit.document, hit.record) for hit in store.search(words)}
    clock.now += HOUR
    store.add_document(make_document(text="A hush fell."), [], READER)
    seen = store.at(View(known_by="2025-03-01T12:30"))
    assert {(hit.document, hit.record) for hit in seen.search(words)} == before
    assert all(0 < hit.rank <= 1 for hit in seen.search(words))
    assert store.search(words) == []


def test_former_and_current_hits_stand_together_up_to_the_limit(store: Store, clock: Clock) -> None:
    for number in range(4):
        document = make_document(f"{number}.txt")
        store.add_document(document, make_records(document), READER)
    clock.now += HOUR
    store.add_document(make_document("0.txt", text="Nothing more was said."), [], READER)
    seen = store.at(View(known_by="2025-03-01T12:30"))
    assert {hit.document for hit in seen.search("dredge")} == {f"{number}.txt" for number in range(4)}
    assert len(seen.search("dredge", 3)) == 3
    assert seen.search("dredge", 0) == seen.search("dredge", -1) == []
    ranks = [hit.rank for hit in seen.search("dredge")]
    assert ranks == sorted(ranks, reverse=True)


# What cannot be asked


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View("yesterday"), "as-of “yesterday” is no date: write 2021"),
        (View("2021-02-30"), "as-of “2021-02-30” is no date"),
        (View("2021/2022"), "as-of “2021/2022” is no date"),
        (View("202X"), "is no date"),
        (View(known_by="last week"), "known-by “last week” is no date or time: write 2021-03-15"),
        (View(known_by="2021-13"), "no date or time"),
        (View(known_by=""), "no date or time"),
        (View(has_undated=True), "give as-of with undated"),
        (View(has_undated=True, known_by="2021"), "give as-of with undated"),
    ],
)
def test_a_view_that_cannot_be_is_refused(store: Store, view: View, words: str) -> None:
    with pytest.raises(BadFilter, match=words):
        store.at(view)


@pytest.mark.parametrize(
    ("narrow", "words"),
    [
        (Filter(during="soon"), "during “soon” is no date: write 2021, .*2021-03/2021-06"),
        (Filter(during="2021-06/2021-03"), "during 2021-06/2021-03 ends before it begins: write the earlier"),
        (Filter(during="2021/2022/2023"), "is no date"),
        (Filter(during="2021", since="2022"), "since 2022 lies outside during 2021: give one of them"),
        (Filter(during="2021", until="2020-12"), "until 2020-12 lies outside during 2021"),
        (Filter(since="2022", until="2021"), "since 2022 is later than until 2021: write the earlier"),
    ],
)
def test_a_range_that_cannot_be_is_refused_at_once(store: Store, narrow: Filter, words: str) -> None:
    with pytest.raises(BadFilter, match=words):
        store.find_records(narrow)


def test_extreme_dates_are_dates(store: Store) -> None:
    for as_of in ("0001", "9999-12-31", "9999"):
        assert list(store.at(View(as_of)).find_records(Filter())) == []
    for known_by in ("0001-01-01", "9999-12-31T23:59:59"):
        assert list(store.at(View(known_by=known_by)).find_records(Filter())) == []
    with pytest.raises(BadFilter, match="no date or time"):
        store.at(View(known_by="9999-12-31T23:59:59-10:00"))


# What it costs and how long it lives


def test_an_ordinary_question_is_asked_as_before() -> None:
    conditions = build_conditions(Filter(actors=("BOL",), kinds=("event",), during="2021"), View())
    assert "documents" not in " ".join(str(condition) for condition in conditions)
    assert str(conditions[0]) == "records.is_current"


def test_points_of_view_do_not_disturb_each_other(changed: Store) -> None:
    then = changed.at(View(known_by="2025-03-01T12:30"))
    both = zip(then.find_records(Filter()), changed.find_records(Filter()), strict=False)
    assert all(left.version != right.version for left, right in both)
    assert changed.view == View()
    assert then.at(View()).get_version("a.txt") == changed.get_version("a.txt")
    document = make_document("new.txt")
    then.add_document(dataclasses.replace(document, published=None), [], READER)
    assert changed.get_document("new.txt") is not None
    assert then.get_document("new.txt") is None


def test_what_closes_one_closes_all(changed: Store) -> None:
    seen = changed.at(View("2024"))
    changed.close()
    with pytest.raises(StoreError, match="closed"):
        seen.count()
