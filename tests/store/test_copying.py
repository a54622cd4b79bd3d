"""A database moved to another, of either engine: nothing is lost, nothing of others is touched, and it goes on."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dragoman.errors import StoreError, StoreUnavailable
from dragoman.model.document import Dateline, Mask
from dragoman.model.filter import Filter
from dragoman.model.tally import CopyTally
from dragoman.store import copying, schema
from dragoman.store.sql import SqlStore, copy_database, migrate_database, open_store
from dragoman.store.tables import metadata
from tests.store.making import READER, make_document, make_event, make_records
from tests.store.places import SHARED_ENGINES, make_place


def fill(place: str, number: int = 6) -> None:
    """Documents with former versions, another reader, strange texts, and each learned at another time."""
    clock = iter(datetime(2025, 3, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(1000))
    with open_store(place, now=lambda: next(clock)) as store:
        for turn in range(number):
            document = make_document(
                f"{turn}.txt",
                published=None if turn == 3 else f"2024-0{turn % 9 + 1}-07",
                title="Côte\x00 \ud800 ␛",
                dateline=Dateline(0, 6, "Suva", "XXXX-05-07", "Agency"),
                masks=(Mask(0, 6, "dateline"),),
            )
            store.add_document(document, make_records(document), READER)
        new = make_document("1.txt", text="Envoys of Bolivia and Chad did not meet.")
        store.add_document(new, [make_event(new)], "0.2.0+def")
        again = make_document("2.txt", published="2024-03-07")
        store.add_document(again, [make_event(again)], "0.2.0+def")


def read_rows(place: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with open_store(place, read_only=True) as store, store._reading() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in metadata.sorted_tables
        }


@pytest.fixture(params=[(old, new) for old in SHARED_ENGINES for new in SHARED_ENGINES], ids="-".join)
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A filled database, and where an empty one is or can be."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    with (
        make_place(request.param[0], tmp_path / "old", request, "own") as old,
        make_place(request.param[1], tmp_path / "new", request, "bare") as new,
    ):
        fill(old)
        yield old, new


def test_everything_is_carried(places: tuple[str, str]) -> None:
    old, new = places
    assert copy_database(old, new) == CopyTally(versions=7, records=32)
    assert read_rows(new) == read_rows(old)
    with open_store(old) as source, open_store(new) as target:
        assert list(target.find_records(Filter())) == list(source.find_records(Filter()))
        assert list(target.find_documents()) == list(source.find_documents())
        assert target.count() == source.count()
        for words in ("dredge", "cote", "envoys", '"did not meet"'):
            found = [{(hit.document, hit.record) for hit in store.search(words)} for store in (source, target)]
            assert found[0] == found[1]
            assert found[0]
        # Life goes on: numbers begin after those that came along.
        document = make_document("new.txt")
        target.add_document(document, make_records(document), READER)
        assert target.count().versions == 8


def test_a_finished_copy_has_nothing_left_to_do(places: tuple[str, str]) -> None:
    old, new = places
    copy_database(old, new)
    before = read_rows(new)
    assert copy_database(old, new) == CopyTally(held=7)
    assert read_rows(new) == before
    assert copy_database(old, old) == CopyTally(held=7)


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_copy_goes_on_where_it_ended(
    places: tuple[str, str], error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = places
    add = copying.add_words
    left = iter(range(3))

    def stop(*arguments: Any) -> None:
        if next(left, None) is None:
            raise error
        add(*arguments)

    monkeypatch.setattr(copying, "add_words", stop)
    if error is KeyboardInterrupt:
        tally = copy_database(old, new)
        assert tally.is_interrupted
        assert tally.versions == 4  # one of them is not current, and not indexed
    else:
        with pytest.raises(error):
            copy_database(old, new)
    monkeypatch.undo()
    with open_store(new) as store:
        assert store.count().versions == 4
    assert copy_database(old, new) == CopyTally(versions=3, records=13, held=4)
    assert read_rows(new) == read_rows(old)


def test_a_target_with_anything_else_in_it_is_refused(places: tuple[str, str]) -> None:
    old, new = places
    with open_store(new) as store:
        document = make_document("other.txt")
        store.add_document(document, make_records(document), READER)
    before = read_rows(new)
    with pytest.raises(StoreUnavailable, match=r"name an empty database"):
        copy_database(old, new)
    assert read_rows(new) == before


def test_a_target_that_went_on_is_refused(places: tuple[str, str]) -> None:
    old, new = places
    copy_database(old, new)
    with open_store(new) as store:
        store.add_document(make_document("later.txt"), [], READER)
    with pytest.raises(StoreUnavailable, match="does not hold"):
        copy_database(old, new)


def test_a_copy_of_another_state_is_refused(places: tuple[str, str]) -> None:
    old, new = places
    copy_database(old, new)
    with open_store(old) as store:
        document = dataclasses.replace(make_document("0.txt", published="2024-01-07"))
        store.add_document(document, [], "0.3.0+ghi")
    with pytest.raises(StoreUnavailable, match="no longer in the same state"):
        copy_database(old, new)


def test_a_database_in_memory_is_no_place_to_keep_things(tmp_path: Path) -> None:
    fill(str(tmp_path / "old.sqlite"), 1)
    with pytest.raises(StoreUnavailable, match="ends with the program"):
        copy_database(str(tmp_path / "old.sqlite"), ":memory:")
    with pytest.raises(StoreUnavailable, match="there is no database"):
        copy_database(str(tmp_path / "none.sqlite"), str(tmp_path / "new.sqlite"))
    assert not (tmp_path / "new.sqlite").exists()


def test_a_copy_that_is_not_whole_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(str(tmp_path / "old.sqlite"), 2)
    monkeypatch.setattr(copying, "_HANGING", copying._HANGING[:2])
    check = copying._check

    def check_all(*arguments: Any) -> None:
        monkeypatch.undo()
        check(*arguments)

    monkeypatch.setattr(copying, "_check", check_all)
    with pytest.raises(StoreError, match="rows of record_names"):
        copy_database(str(tmp_path / "old.sqlite"), str(tmp_path / "new.sqlite"))


def test_every_table_is_carried_or_made_anew() -> None:
    carried = {copying.document_table, *copying._STANDING, *(table for table, _ in copying._HANGING)}
    assert carried | copying.MADE_ANEW == set(metadata.sorted_tables)


def test_progress_is_told(tmp_path: Path) -> None:
    fill(str(tmp_path / "old.sqlite"), 3)
    told: list[tuple[int, str]] = []
    copy_database(
        str(tmp_path / "old.sqlite"),
        str(tmp_path / "new.sqlite"),
        lambda tally, name: told.append((tally.versions, name)),
    )
    assert told == [(1, "0.txt"), (2, "1.txt"), (3, "2.txt"), (4, "1.txt")]


def test_migrating_says_from_which_to_which(tmp_path: Path) -> None:
    path = tmp_path / "test.sqlite"
    with pytest.raises(StoreUnavailable, match="there is no database"):
        migrate_database(str(path))
    path.touch()
    assert migrate_database(str(path)) == (None, schema.SCHEMA)
    assert migrate_database(str(path)) == (schema.SCHEMA, schema.SCHEMA)
    with open_store(str(path), read_only=True) as store:
        assert isinstance(store, SqlStore)
