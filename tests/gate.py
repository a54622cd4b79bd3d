"""The quality gate: how well the gold standard is read must not get worse.

`gate.json` keeps, for each set of gold records, the least F1 over all kinds and for each, the greatest share of false
facts and number of invented dates, and the SHA-256 of the gold and the documents that they were measured on.

`python -m tests.gate` reads the documents afresh and compares. `--update` writes better values and never worse ones,
unless `--allow-regression "REASON"` says why; the reason is kept in the file. The functions here are pure but for
`measure`, `find_shared`, `load_gate` and `main`.
"""

import argparse
import datetime
import hashlib
import json
import math
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = [
    "EPSILON",
    "GATE",
    "SETS",
    "GoldSet",
    "compare",
    "find_shared",
    "hash_files",
    "load_gate",
    "main",
    "measure",
    "ratchet",
    "round_limits",
]

GATE = Path(__file__).with_name("gate.json")
# Processors add floating-point numbers in different orders, so that now and then a parse near a tie falls otherwise.
EPSILON = 0.005
# Limits are hundredths, floors rounded down and ceilings up: finer ones would move with every harmless change.
_STEPS = 100
_FLOORS, _CEILINGS = "floors", "ceilings"
_HASHES = ("gold_sha256", "documents_sha256")


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A file of gold records and the folder of its documents, both below the shared folder."""

    gold: str
    documents: str


SETS = {
    "seeds": GoldSet("gold/seeds.jsonl", "seeds"),
    "dev": GoldSet("gold/dev.jsonl", "gold/documents"),
}

Limits = dict[str, dict[str, float]]


def find_shared() -> Path | None:
    """The shared folder: what DRAGOMAN_SHARED names, else `shared` beside the repository; None where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("DRAGOMAN_SHARED") or beside)
    return folder if all((folder / known.gold).is_file() for known in SETS.values()) else None


def hash_files(paths: Iterable[Path]) -> str:
    """SHA-256 over names and contents, in the order of names."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def measure(name: str, shared: Path) -> dict[str, Any]:
    """Read a set's documents with the real reader: exact floors and ceilings, and what they were measured on."""
    from dragoman.evaluation import evaluate, load_gold

    known = SETS[name]
    gold, documents = shared / known.gold, shared / known.documents
    report = evaluate(gold, documents)
    read = {str(row["document"]).rpartition("/")[2] for row in load_gold(gold)}
    floors = {kind: score.f1 or 0.0 for kind, score in report.kinds.items()}
    return {
        "gold_sha256": hash_files([gold]),
        "documents_sha256": hash_files(path for path in documents.iterdir() if path.name in read),
        _FLOORS: {"all": report.overall.f1 or 0.0, **floors},
        _CEILINGS: {
            "false_fact_share": report.false_share or 0.0,
            "invented_dates": report.overall.invented_dates,
        },
    }


def round_limits(measured: Mapping[str, Any]) -> Limits:
    """What was measured as limits: floors rounded down to hundredths, ceilings up."""
    return {
        _FLOORS: {key: math.floor(round(value * _STEPS, 6)) / _STEPS for key, value in measured[_FLOORS].items()},
        _CEILINGS: {key: math.ceil(round(value * _STEPS, 6)) / _STEPS for key, value in measured[_CEILINGS].items()},
    }


def compare(limits: Mapping[str, Any], measured: Mapping[str, Any], epsilon: float = EPSILON) -> list[str]:
    """A sentence for each limit that does not hold; also where gold or documents are not those of the limits."""
    wrong = [
        f"{key.removesuffix('_sha256')}: not what the limits were measured on; run `python -m tests.gate --update`"
        for key in _HASHES
        if limits.get(key) != measured[key]
    ]
    return wrong + list(_find_worse(limits, measured, epsilon).values())


def _find_worse(limits: Mapping[str, Any], measured: Mapping[str, Any], epsilon: float) -> dict[tuple[str, str], str]:
    """Part and key of each limit that does not hold, with a sentence."""
    floors, ceilings = limits.get(_FLOORS, {}), limits.get(_CEILINGS, {})
    worse = {
        (_FLOORS, key): f"F1 of {key}: {value:.3f} is below {floors[key]:.3f}"
        for key, value in measured[_FLOORS].items()
        if key in floors and value < floors[key] - epsilon
    }
    worse |= {
        (_CEILINGS, key): f"{key}: {value:.3f} is above {ceilings[key]:.3f}"
        for key, value in measured[_CEILINGS].items()
        if key in ceilings and value > ceilings[key] + epsilon
    }
    return worse


def ratchet(
    limits: Mapping[str, Any], measured: Mapping[str, Any], *, is_regression_allowed: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """New limits and what would have to get worse for them.

    Each limit takes the better of the old value and the measured one. Where something is worse than its old limit, the
    old limits are returned unchanged; if a regression is allowed, that limit alone is set to what was measured.
    """
    worse = _find_worse(limits, measured, EPSILON)
    if worse and not is_regression_allowed:
        return dict(limits), list(worse.values())
    found = round_limits(measured)
    for part, better in ((_FLOORS, max), (_CEILINGS, min)):
        for key, old in limits.get(part, {}).items():
            if key in found[part] and (part, key) not in worse:
                found[part][key] = better(found[part][key], old)
    return {**{key: measured[key] for key in _HASHES}, **found}, list(worse.values())


def load_gate(path: Path = GATE) -> dict[str, Any]:
    """The limits of every set, and why any was ever made worse."""
    if not path.exists():
        return {"sets": {}, "regressions": []}
    gate: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gate


def _show(name: str, limits: Mapping[str, Any], measured: Mapping[str, Any]) -> Iterable[str]:
    for part, sign in ((_FLOORS, "≥"), (_CEILINGS, "≤")):
        for key, value in measured[part].items():
            limit = limits.get(part, {}).get(key)
            yield f"{name:<6} {key:<17} {value:>6.3f}  {sign} {'–' if limit is None else f'{limit:.2f}'}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every set; exit code 1 if something is worse than its limit and nobody has allowed it."""
    parser = argparse.ArgumentParser(prog="python -m tests.gate", description="Hold the reader to its floors.")
    parser.add_argument("--update", action="store_true", help="write better values as the new limits")
    parser.add_argument("--allow-regression", metavar="REASON", help="with --update: write worse ones too, and why")
    options = parser.parse_args(arguments)
    if options.allow_regression is not None and not (options.update and options.allow_regression.strip()):
        parser.error("--allow-regression takes a reason and goes with --update")
    shared = find_shared()
    if shared is None:
        sys.stdout.write("gate: not measured, the shared folder is not here (DRAGOMAN_SHARED names it)\n")
        return 0
    gate = load_gate()
    refused: list[str] = []
    lowered: list[str] = []
    for name in SETS:
        limits, measured = gate["sets"].get(name, {}), measure(name, shared)
        problems = compare(limits, measured)
        sys.stdout.write("".join(f"{line}\n" for line in _show(name, limits, measured)))
        if not options.update:
            refused += [f"{name}: {line}" for line in problems]
            continue
        gate["sets"][name], worse = ratchet(limits, measured, is_regression_allowed=bool(options.allow_regression))
        (lowered if options.allow_regression else refused).extend(f"{name}: {line}" for line in worse)
    sys.stdout.write("".join(f"WORSE {line}\n" for line in (*refused, *lowered)))
    if options.update:
        if lowered:
            today = datetime.datetime.now(datetime.UTC).date().isoformat()
            gate["regressions"].append({"on": today, "reason": options.allow_regression, "what": lowered})
        GATE.write_text(json.dumps(gate, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
