"""The evaluation gives the same numbers as the gold's own scorer, where that lies beside the repository."""

import copy
import importlib.util
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluation import load_gold, score_records
from dragoman.model.record import KINDS, STATUSES

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not (GOLD / "score.py").is_file(), reason="the gold standard is not here")


@pytest.fixture(scope="module")
def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("gold_scorer", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def blur(gold: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """What a poor reader might have made of the gold: records lost, doubled, shifted and misread."""
    dice = random.Random(seed)
    found = []
    for row in gold:
        for _ in range(dice.choice((0, 1, 1, 1, 2))):
            made = {k: v for k, v in copy.deepcopy(row).items() if k not in ("core", "alt")}
            made["id"] = f"{row['id']}-{dice.random()}"
            if dice.random() < 0.3:
                made["status"] = dice.choice(STATUSES)
            if dice.random() < 0.2:
                made["when"]["edtf"] = dice.choice((None, "2021-04-06", "2019"))
            if dice.random() < 0.2:
                other = dice.choice([item for item in gold if item["kind"] == row["kind"]])
                for role in ("initiators", "targets", "pledgers", "subjects", "holders", "speaker", "attribution"):
                    if role in made and role in other:
                        made[role] = copy.deepcopy(other[role])
            if dice.random() < 0.2:
                for name in ("type", "form", "stance", "strength", "mode", "relation"):
                    others = [item.get(name) for item in gold if item["kind"] == row["kind"]]
                    if name in made:
                        made[name] = dice.choice(others)
            if dice.random() < 0.1 and row["kind"] == "event":
                made["initiators"], made["targets"] = made["targets"], made["initiators"]
            found.append(made)
    return found


@pytest.mark.parametrize("name", ["seeds.jsonl", "dev.jsonl"])
@pytest.mark.parametrize("seed", range(6))
def test_same_numbers(scorer: Any, name: str, seed: int) -> None:
    gold = load_gold(GOLD / name)
    records = blur(gold, seed)
    theirs = scorer.score(scorer.load(str(GOLD / name)), copy.deepcopy(records))
    ours = score_records(gold, records)
    for kind, score in [*ours.kinds.items(), ("overall", ours.overall)]:
        wanted = theirs["overall"] if kind == "overall" else theirs["kinds"][kind]
        found = {
            "gold_core": score.core,
            "predicted": score.predicted,
            "not_counted": score.not_counted,
            "found": score.found,
            "precision": score.precision,
            "recall": score.recall,
            "f1": score.f1,
            "strict_f1": score.strict_f1,
            "invented_dates": score.invented_dates,
            "missing_dates": score.missing_dates,
        }
        assert found == {field: wanted[field] for field in found}, kind
        for field, value in score.accuracy.items():
            assert value == wanted["accuracy"][field]["value"], (kind, field)
    assert sorted(ours.false_facts) == sorted(theirs["false_facts"]["ids"])
    assert ours.unreal == theirs["false_facts"]["of"]


def test_one_kind(scorer: Any) -> None:
    gold = load_gold(GOLD / "dev.jsonl")
    records = blur(gold, 99)
    theirs = scorer.score(scorer.load(str(GOLD / "dev.jsonl")), copy.deepcopy(records), ("pledge",))
    ours = score_records(gold, records, ("pledge",))
    assert list(ours.kinds) == ["pledge"]
    assert ours.overall.f1 == theirs["overall"]["f1"]
    assert sorted(ours.false_facts) == sorted(theirs["false_facts"]["ids"])


def test_gold_against_itself_is_perfect() -> None:
    gold = load_gold(GOLD / "seeds.jsonl")
    report = score_records(gold, gold)
    assert set(report.kinds) == set(KINDS)
    assert report.overall.f1 == 1.0
    assert report.false_facts == ()
