"""What analysts decided, in words."""

from typing import Any

from dragoman.memory.decisions import Decided
from dragoman.model.decision import Decision
from dragoman.queries.wording.names import join_names

__all__ = ["say_action", "say_decided", "say_decided_value"]

_VERDICTS = {"confirm": "confirmed", "reject": "rejected"}


def say_decided_value(value: Any) -> str:
    """A decided value as one line: actors and places by name, with who acts for them."""
    if value is None or value == []:
        return "null"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(say_decided_value(item) for item in value)
    if isinstance(value, dict) and "percent" in value:
        return f"{value['direction']} {value['percent']:g}%"
    if isinstance(value, dict):
        acting = ", ".join(part for part in (value.get("person"), value.get("office")) if part)
        return f"{value['name']} ({acting})" if acting else str(value["name"])
    return f"{value:g}" if isinstance(value, float) else str(value)


def say_action(decision: Decision) -> str:
    """What was decided: "confirmed", "status is hoped", "the same as 4f2a…"."""
    if decision.action == "correct":
        return f"{decision.field} is {say_decided_value(decision.value)}"
    if decision.action in ("merge", "split"):
        return f"{'the same as' if decision.action == 'merge' else 'another than'} {decision.other}"
    return f"takes back {decision.other}" if decision.action == "undo" else _VERDICTS[decision.action]


def say_decided(decided: Decided) -> str:
    """Who confirmed or corrected a record, and who had decided otherwise before: "confirmed by Ada"."""
    parts = []
    verdicts = [item for item in decided.decisions if item.action in _VERDICTS]
    if verdicts:
        last = verdicts[-1]
        parts.append(f"{_VERDICTS[last.action]} by {last.by}")
        others = dict.fromkeys(item.by for item in verdicts if item.action != last.action)
        if others:
            parts[-1] += f", {_VERDICTS['reject' if last.action == 'confirm' else 'confirm']} before by {_join(others)}"
    by_field: dict[str, list[Decision]] = {}
    for item in decided.decisions:
        if item.action == "correct" and item.field:
            by_field.setdefault(item.field, []).append(item)
    for field, items in by_field.items():
        overruled = dict.fromkeys(
            f"{say_decided_value(item.value)} to {item.by}" for item in items if item.value != items[-1].value
        )
        parts.append(f"{field} corrected by {items[-1].by}{f', {_join(overruled)}' if overruled else ''}")
    return "; ".join(parts)


def _join(words: dict[str, None]) -> str:
    return join_names(list(words))
