"""The quality gate holds, and its ratchet turns one way only."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests import gate

LIMITS: dict[str, Any] = {
    "gold_sha256": "g",
    "documents_sha256": "d",
    "floors": {"all": 0.7, "pledge": 0.5},
    "ceilings": {"false_fact_share": 0.03, "invented_dates": 0.0},
}


def measured(**changes: float) -> dict[str, Any]:
    """What is exactly at its limits but for the changes."""
    found = copy.deepcopy(LIMITS)
    for key, value in changes.items():
        found["floors" if key in found["floors"] else "ceilings"][key] = value
    return found


@pytest.mark.shared
@pytest.mark.parametrize("name", gate.SETS)
def test_the_gold_is_read_as_well_as_before(name: str, shared: Path) -> None:
    assert gate.compare(gate.load_gate()["sets"][name], gate.measure(name, shared)) == []


def test_every_set_has_limits_and_every_regression_a_reason() -> None:
    kept = gate.load_gate()
    assert kept["sets"].keys() == gate.SETS.keys()
    for limits in kept["sets"].values():
        assert limits["floors"].keys() == {"all", "event", "pledge", "position", "figure", "tie", "quote"}
        assert limits["ceilings"].keys() == {"false_fact_share", "invented_dates"}
    assert all(entry["reason"].strip() and entry["what"] for entry in kept["regressions"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"all": 0.69}, "F1 of all: 0.690 is below 0.700"),
        ({"pledge": 0.0}, "F1 of pledge"),
        ({"false_fact_share": 0.05}, "false_fact_share: 0.050 is above 0.030"),
        ({"invented_dates": 1.0}, "invented_dates"),
    ],
)
def test_what_got_worse_is_named(changes: dict[str, float], words: str) -> None:
    wrong = gate.compare(LIMITS, measured(**changes))
    assert len(wrong) == 1
    assert words in wrong[0]


@pytest.mark.parametrize("changes", [{}, {"all": 0.9}, {"all": 0.6951}, {"false_fact_share": 0.0}])
def test_better_equal_or_within_epsilon_holds(changes: dict[str, float]) -> None:
    assert gate.compare(LIMITS, measured(**changes)) == []


@pytest.mark.parametrize("key", ["gold_sha256", "documents_sha256"])
def test_other_gold_or_documents_are_noticed(key: str) -> None:
    wrong = gate.compare(LIMITS, {**measured(), key: "other"})
    assert len(wrong) == 1
    assert "--update" in wrong[0]


def test_floors_rise_and_ceilings_sink() -> None:
    limits, worse = gate.ratchet(LIMITS, measured(all=0.7671, false_fact_share=0.011))
    assert worse == []
    assert limits["floors"] == {"all": 0.76, "pledge": 0.5}
    assert limits["ceilings"] == {"false_fact_share": 0.02, "invented_dates": 0.0}


def test_nothing_is_lowered_without_leave() -> None:
    found = measured(all=0.9, pledge=0.4)
    limits, worse = gate.ratchet(LIMITS, found)
    assert limits == LIMITS
    assert worse == ["F1 of pledge: 0.400 is below 0.500"]
    limits, worse = gate.ratchet(LIMITS, found, is_regression_allowed=True)
    assert limits["floors"] == {"all": 0.9, "pledge": 0.4}
    assert len(worse) == 1


def test_noise_within_epsilon_lowers_nothing() -> None:
    limits, worse = gate.ratchet(LIMITS, measured(all=0.697))
    assert (limits["floors"]["all"], worse) == (0.7, [])


def test_limits_are_rounded_to_the_safe_side() -> None:
    exact = {"floors": {"all": 0.7999}, "ceilings": {"false_fact_share": 0.0201}}
    assert gate.round_limits(exact) == {"floors": {"all": 0.79}, "ceilings": {"false_fact_share": 0.03}}


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gate file of its own and a reader that is always worse than it."""
    path = tmp_path / "gate.json"
    path.write_text(json.dumps({"sets": dict.fromkeys(gate.SETS, LIMITS), "regressions": []}), encoding="utf-8")
    monkeypatch.setattr(gate, "GATE", path)
    monkeypatch.setattr(gate, "load_gate", lambda: json.loads(path.read_text(encoding="utf-8")))
    monkeypatch.setattr(gate, "find_shared", lambda: tmp_path)
    monkeypatch.setattr(gate, "measure", lambda name, shared: measured(all=0.6))
    return path


def test_the_script_refuses_to_lower(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = json.loads(workplace.read_text(encoding="utf-8"))
    assert gate.main([]) == 1
    assert gate.main(["--update"]) == 1
    assert "WORSE seeds: F1 of all: 0.600 is below 0.700" in capsys.readouterr().out
    assert json.loads(workplace.read_text(encoding="utf-8")) == before


def test_the_script_lowers_with_a_reason_and_keeps_it(workplace: Path) -> None:
    assert gate.main(["--update", "--allow-regression", "the parser was replaced"]) == 0
    kept = json.loads(workplace.read_text(encoding="utf-8"))
    assert kept["sets"]["dev"]["floors"]["all"] == 0.6
    assert [entry["reason"] for entry in kept["regressions"]] == ["the parser was replaced"]
    assert gate.main([]) == 0


@pytest.mark.parametrize("arguments", [["--update", "--allow-regression", " "], ["--allow-regression", "because"]])
def test_leave_needs_a_reason_and_an_update(arguments: list[str], workplace: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        gate.main(arguments)


def test_without_the_shared_folder_nothing_is_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRAGOMAN_SHARED", str(tmp_path))
    assert gate.find_shared() is None
    assert gate.main([]) == 0
    assert "not measured" in capsys.readouterr().out


def test_the_hash_changes_with_names_and_contents(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one", encoding="utf-8")
    first = gate.hash_files([path])
    assert gate.hash_files([path]) == first
    path.write_text("two", encoding="utf-8")
    second = gate.hash_files([path])
    assert len({first, second, gate.hash_files([path.rename(tmp_path / "b.txt")])}) == 3
