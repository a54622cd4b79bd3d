"""What every engine keeps to when analysts decide, and what is left when a program is killed while it appends."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import StoreError, StoreUnavailable
from dragoman.model.decision import Decision
from dragoman.model.record import to_json
from dragoman.store import sql
from dragoman.store.base import Store
from dragoman.store.sql import open_store
from tests.store.making import READER, any_text, make_document, make_records
from tests.store.test_contract import engine, open_engine

__all__ = ["engine"]

NOON = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(engine: str, tmp_path: Path) -> Iterator[Store]:
    opened = open_engine(engine, tmp_path, now=lambda: NOON)
    yield opened
    opened.close()


def make_decision(action: str = "confirm", record: str | None = "r1", **fields: object) -> Decision:
    return replace(Decision("", "", "Ada", "", action, record), **fields)  # type: ignore[arg-type]


def test_a_decision_gets_an_id_and_a_time_and_comes_back_whole(store: Store) -> None:
    assert store.find_decisions() == []
    given_ = make_decision("correct", field="value", value={"a": [1, None, "ü\x00"]}, seen={"kind": "figure"})
    made = store.add_decision(given_)
    assert made.at == "2025-03-01T12:00:00Z"
    assert made.id.startswith("d")
    assert len(made.id) == 13
    assert store.find_decisions() == [made]


def test_decisions_are_appended_in_order_and_the_same_one_twice_has_two_ids(store: Store) -> None:
    made = [store.add_decision(make_decision()) for _ in range(3)]
    assert len({decision.id for decision in made}) == 3
    assert store.find_decisions() == made


def test_the_same_decisions_at_the_same_time_have_the_same_ids_anywhere(tmp_path: Path) -> None:
    names = []
    for path in (":memory:", str(tmp_path / "x.sqlite")):
        with open_store(path, now=lambda: NOON) as opened:
            names.append([opened.add_decision(make_decision(record=name)).id for name in ("r1", "r2")])
    assert names[0] == names[1]


def test_of_one_record_those_that_name_it_and_what_takes_them_back(store: Store) -> None:
    first = store.add_decision(make_decision())
    store.add_decision(make_decision(record="r2"))
    pair = store.add_decision(make_decision("merge", "r2", other="r1"))
    undo = store.add_decision(make_decision("undo", None, other=first.id))
    again = store.add_decision(make_decision("undo", None, other=undo.id))
    assert store.find_decisions("r1") == [first, pair, undo, again]
    assert store.find_decisions("r") == []


def test_records_are_fetched_by_ids_and_by_documents_from_current_versions_only(store: Store) -> None:
    old, new, other = make_document(), make_document(text=make_document().text + " Later."), make_document("b.txt")
    for document in (old, new, other):
        store.add_document(document, make_records(document), READER)
    gone, here = make_records(old)[0], make_records(new)[0]
    many = [f"x{turn}" for turn in range(1200)]
    assert store.get_records([*many, gone.id, here.id, here.id]) == [here]
    assert store.get_records([]) == []
    found = sorted(record.id for record in store.get_records_of(["a.txt", "b.txt", *many]))
    assert found == sorted(record.id for document in (new, other) for record in make_records(document))


def test_decisions_about_what_has_not_changed_are_told_apart(store: Store) -> None:
    document = make_document()
    store.add_document(document, make_records(document), READER)
    event, pledge = make_records(document)[:2]
    made = store.add_decision(make_decision(record=event.id, seen=to_json(event)))
    store.add_decision(make_decision(record=pledge.id, seen={**to_json(pledge), "status": "hoped"}))
    store.add_decision(make_decision(record="gone", seen=to_json(event)))
    store.add_decision(make_decision(record=event.id))
    store.add_decision(make_decision("merge", event.id, other=pledge.id, seen=[to_json(event), to_json(pledge)]))
    assert store.find_unchanged_decisions() == {made.id}
    later = make_document(text=document.text + " Later.")
    store.add_document(later, make_records(later), READER)
    assert store.find_unchanged_decisions() == frozenset()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    by=any_text, why=any_text, record=any_text, value=st.none() | st.booleans() | st.floats(allow_nan=False) | any_text
)
def test_any_string_can_be_decided_with(by: str, why: str, record: str, value: object) -> None:
    with open_store(":memory:") as opened:
        made = opened.add_decision(Decision("", "", by, why, "correct", record, None, "status", value, value))
        assert opened.find_decisions(record) == opened.find_decisions() == [made]


def test_nothing_is_appended_to_a_database_that_is_only_read(tmp_path: Path) -> None:
    path = str(tmp_path / "x.sqlite")
    open_store(path).close()
    with open_store(path, read_only=True) as opened:
        with pytest.raises(StoreUnavailable, match="reading only"):
            opened.add_decision(make_decision())
        assert opened.find_decisions() == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_what_stops_within_the_transaction_appends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    with open_store(str(tmp_path / "x.sqlite")) as opened:
        first = opened.add_decision(make_decision())
        done = sql.append_decision

        def stop(*arguments: object) -> None:
            done(*arguments)  # type: ignore[arg-type]
            raise error

        monkeypatch.setattr(sql, "append_decision", stop)
        with pytest.raises(error):
            opened.add_decision(make_decision())
        monkeypatch.undo()
        assert opened.find_decisions() == [first]


DECIDE = """
import sys
from dragoman.store.sql import open_store
from tests.store.test_decisions import make_decision
with open_store(sys.argv[1]) as store:
    while True:
        print(store.add_decision(make_decision(why="because " * 50, seen=["x" * 3000])).id, flush=True)
"""


def test_a_program_killed_while_deciding_leaves_every_decision_whole_and_none_half_written(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    told: list[str] = []
    for lines in (1, 9, 40):
        deciding = subprocess.Popen(
            [sys.executable, "-c", DECIDE, str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
        )
        assert deciding.stdout is not None
        told += [deciding.stdout.readline().strip() for _ in range(lines)]
        deciding.send_signal(signal.SIGKILL)
        told += deciding.communicate()[0].split()
        with open_store(str(path)) as opened:
            found = opened.find_decisions()
            assert set(told) <= {decision.id for decision in found}
            assert all(decision.seen in (None, ["x" * 3000]) for decision in found)
            opened.add_decision(make_decision())
            assert len(opened.find_decisions()) == len(found) + 1
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


def test_a_closed_store_decides_nothing(store: Store) -> None:
    document = make_document()
    store.add_document(document, make_records(document), READER)
    body = to_json(make_records(document)[0])
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.add_decision(make_decision(seen=body))
