"""Deciding through the hall: what is written, what is refused, and what reading again leaves of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import BadDecision, BadFilter, StoreUnavailable, UnknownName, UnknownRecord
from dragoman.model.answer import Answer
from dragoman.model.record import Record
from dragoman.service import Dragoman
from dragoman.settings import Settings
from dragoman.store.sql import open_store
from tests.queries.world import build_world
from tests.service.test_service import open_dragoman


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The small world as a database file."""
    path = tmp_path_factory.mktemp("deciding") / "world.sqlite"
    world = build_world()
    with open_store(str(path)) as store:
        for name, document in world.documents.items():
            store.add_document(document, world.records[name], "by-hand")
    return path.read_bytes()


@pytest.fixture
def hall(filled: bytes, tmp_path: Path) -> Any:
    path = tmp_path / "world.sqlite"
    path.write_bytes(filled)
    with Dragoman(path, settings=Settings(database=str(path), analyst="Ada")) as opened:
        yield opened


def rows(hall: Dragoman, **asked: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in hall.export(**asked)]


def find(hall: Dragoman, kind: str, **fields: Any) -> str:
    found = [row["id"] for row in rows(hall) if row["kind"] == kind and all(row[n] == v for n, v in fields.items())]
    return str(found[0])


def get_id(answer: Answer) -> str:
    return answer.title.removeprefix("Decision ")


def cells(answer: Answer) -> list[tuple[str, ...]]:
    return [line.cells for line in answer.sections[0].lines]


def test_a_rejected_record_leaves_every_answer_and_comes_back_when_that_is_undone(hall: Dragoman) -> None:
    position = find(hall, "position", stance="opposes")
    before = list(hall.export()), hall.positions()
    made = hall.reject(position[:8], why="says the op-ed, not Türkiye")
    assert len(hall.positions().sections[0].lines) == 1
    assert position not in [row["id"] for row in rows(hall)]
    assert position in [row["id"] for row in rows(hall, is_as_said=True)]
    assert hall.show(position).sections[0].lines
    hall.undo(get_id(made)[:6])
    assert (list(hall.export()), hall.positions()) == before


def test_a_corrected_record_is_found_by_its_new_value_only(hall: Dragoman) -> None:
    hoped = find(hall, "event", status="hoped")
    hall.correct(hoped, "status", "scheduled", why="the visit has a date")
    hall.correct(hoped, "targets", "Ethiopia", why="it goes to Addis Ababa")
    assert [row["id"] for row in rows(hall, statuses=["scheduled"])] == [hoped]
    assert rows(hall, statuses=["hoped"]) == []
    assert [row["id"] for row in rows(hall, states=["Ethiopia", "Kenya"])] == [hoped]
    assert hoped not in [row["id"] for row in rows(hall, states=["Türkiye"])]
    assert [line.status for line in hall.brief("Ethiopia").sections[0].sections[0].lines] != []


def test_an_export_names_the_decisions_and_only_where_there_are_some(hall: Dragoman) -> None:
    before = list(hall.export()), list(hall.export("csv"))
    trade = find(hall, "figure")
    made = hall.correct(trade, "value", "360,000,000", why="a typing error", by="Ben")
    (row,) = [row for row in rows(hall) if "decided" in row]
    assert (row["id"], row["value"]) == (trade, 360e6)
    assert row["decided"][0].items() >= {
        "id": get_id(made), "action": "correct", "field": "value", "value": 360e6, "by": "Ben",
        "why": "a typing error", "holds": True,
    }.items()  # fmt: skip
    assert next(hall.export("csv")).splitlines()[0].endswith(",decided")
    assert [line for line in hall.export("csv") if line.strip().endswith(get_id(made))] != []
    assert (list(hall.export(is_as_said=True)), list(hall.export("csv", is_as_said=True))) == before


def test_pairs_are_joined_and_parted(hall: Dragoman) -> None:
    events = [row["id"] for row in rows(hall, kinds=["event"]) if row["round"] == 3]
    hall.merge(events[0], events[1], why="one round")
    hall.split(events[1], events[2], why="two rounds", by="Ben")
    assert [(row[2], row[4]) for row in cells(hall.decisions())] == [
        ("Ada", f"the same as {events[1]}"),
        ("Ben", f"another than {events[2]}"),
    ]
    assert len(cells(hall.decisions(events[1]))) == 2
    assert len(cells(hall.decisions(events[0], by="Ben"))) == 0


@pytest.mark.parametrize("verb", ["reject", "merge", "split"])
def test_a_reason_is_needed(hall: Dragoman, verb: str) -> None:
    events = [row["id"] for row in rows(hall, kinds=["event"])]
    with pytest.raises(BadDecision, match=f"to {verb} takes a reason"):
        getattr(hall, verb)(*events[: 1 if verb == "reject" else 2], why="  ")
    assert cells(hall.decisions()) == []


def test_what_cannot_be_decided_is_refused_with_the_reason(hall: Dragoman) -> None:
    event, figure = find(hall, "event", status="hoped"), find(hall, "figure")
    with pytest.raises(UnknownRecord, match="no record “zzz”"):
        hall.confirm("zzz")
    with pytest.raises(UnknownRecord):
        hall.confirm("")
    with pytest.raises(BadDecision, match=r"is an event and .* a figure"):
        hall.merge(event, figure, why="x")
    with pytest.raises(BadDecision, match="one record"):
        hall.split(event, event, why="x")
    with pytest.raises(BadDecision, match="already"):
        hall.correct(event, "status", "hoped", why="x")
    with pytest.raises(UnknownName, match="Kenya"):
        hall.correct(event, "targets", "Kenia", why="x")
    with pytest.raises(BadDecision, match="no decision “d0”"):
        hall.undo("d0")
    with pytest.raises(BadDecision, match="no decision “”"):
        hall.undo("")
    assert cells(hall.decisions()) == []


def test_an_undone_decision_is_not_undone_again_but_its_undo_is(hall: Dragoman) -> None:
    event = find(hall, "event", status="hoped")
    made, other = get_id(hall.confirm(event)), get_id(hall.confirm(event, by="Ben"))
    with pytest.raises(BadFilter, match="several decisions"):
        hall.undo("d")
    undo = get_id(hall.undo(made))
    with pytest.raises(BadDecision, match=f"taken back already, by Ada on .*{undo}"):
        hall.undo(made)
    hall.undo(undo)
    states = {row[0]: row[6] for row in cells(hall.decisions())}
    assert states[made] == f"overruled by Ben ({other})" or states[made] == "holds"


def test_who_decides_is_the_option_then_the_setting_then_the_system(
    hall: Dragoman, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = find(hall, "event", status="hoped")
    hall.confirm(event, by=" Ben ")
    hall.confirm(event)
    monkeypatch.setenv("LOGNAME", "cem")
    nobody = Dragoman(hall.database, settings=Settings(database=hall.database, analyst=None))
    nobody.confirm(event)
    nobody.close()
    assert [row[2] for row in cells(hall.decisions())] == ["Ben", "Ada", "cem"]


def test_deciding_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="no database"):
        Dragoman(tmp_path / "none.sqlite").confirm("a")
    assert not (tmp_path / "none.sqlite").exists()


def test_reading_again_keeps_what_still_applies_and_lists_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("Kenya and Norway met in the spring.\n", encoding="utf-8")
    path = tmp_path / "x.sqlite"
    with open_dragoman(path) as hall:
        hall.read([folder])
        met = rows(hall)[0]["id"]
        hall.correct(met, "form", "call", why="by telephone", by="Ada")
    # The document says more now, its record has another id: the same words, the same decision.
    (folder / "a.txt").write_text("In brief: Kenya and Norway met in the spring.\n", encoding="utf-8")
    with open_dragoman(path) as hall:
        hall.read([folder])
        (row,) = rows(hall)
        assert row["id"] != met
        assert (row["form"], len(row["decided"])) == ("call", 1)
        with pytest.raises(BadDecision, match="earlier reading"):
            hall.confirm(met)
        assert "carried over to" in cells(hall.decisions())[0][6]
        assert cells(hall.decisions(is_lapsed=True)) == []
    (folder / "a.txt").write_text("Kenya and Norway never spoke.\n", encoding="utf-8")
    with open_dragoman(path, _none) as hall:
        hall.read([folder])
        assert rows(hall) == []
        ((*_, state),) = cells(hall.decisions(is_lapsed=True))
        assert state == "no longer applies: a.txt holds no record any more"


def _none(document: object) -> tuple[Record, ...]:
    return ()
