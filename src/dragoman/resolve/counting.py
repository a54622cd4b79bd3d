"""Counting from a time that the text gives: "two days later", "that month", "the previous year"."""

import datetime

from dragoman.model.expression import DateExpression
from dragoman.model.when import TOO_VAGUE, When, day_bounds, is_edtf
from dragoman.resolve.calendar import monday_of, shift_month

__all__ = ["count_from", "has_unit"]

_FINENESS = {"second": 3, "minute": 3, "hour": 3, "day": 3, "week": 3, "weekend": 3, "month": 2, "quarter": 2}


def has_unit(edtf: str, unit: str, direction: int) -> bool:
    """Whether a date is fine enough to count in a unit from: days need a day, months a month.

    Of a stretch of days its last day counts for what comes after it, and its first for what came before.
    """
    if ".." in edtf or "~" in edtf or "?" in edtf or day_bounds(edtf) is None:
        return False
    return _written(_end_of(edtf, direction)) >= _FINENESS.get(unit, 1)


def _written(edtf: str) -> int:
    """How fine a date is: 1 for a year, 2 for a month, 3 for a day, 0 for anything coarser or with a season."""
    parts = edtf.split("-")
    if "X" in edtf or (len(parts) > 1 and int(parts[1]) > 12):
        return 0
    return len(parts)


def _end_of(edtf: str, direction: int) -> str:
    return edtf.split("/")[-1 if direction > 0 else 0]


def count_from(expression: DateExpression, origin: str) -> When:
    """What an expression of kind `event` gives, counted from a date (EDTF) that `has_unit` admits; else null."""
    unit, direction = expression.unit or "day", expression.direction or 0
    amount = expression.amount if direction else 0.0
    words = expression.words or None
    if amount is None or amount % 1 or not has_unit(origin, unit, direction):
        return When(expression=words, basis=TOO_VAGUE)
    steps = direction * int(amount)
    try:
        edtf, precision = _shift(_end_of(origin, direction), unit, steps)
    except (ValueError, OverflowError):
        return When(expression=words, basis="not a date of the calendar")
    if not is_edtf(edtf):
        return When(expression=words, basis="not a date of the calendar")
    many = unit if abs(steps) == 1 else f"{abs(steps)} {unit}s"
    told = f"{unit} of" if not steps else f"{many} {'before' if steps < 0 else 'after'}"
    return When(edtf, precision, words, f"{told} {origin}, which the text gives")


def _shift(origin: str, unit: str, steps: int) -> tuple[str, str]:
    if unit in {"hour", "minute", "second"}:
        return f"{origin}~", "approximate"
    if unit == "day":
        return (datetime.date.fromisoformat(origin) + datetime.timedelta(days=steps)).isoformat(), "day"
    if unit in {"week", "weekend"}:
        first = monday_of(datetime.date.fromisoformat(origin)) + datetime.timedelta(weeks=steps)
        first += datetime.timedelta(days=5 if unit == "weekend" else 0)
        last = first + datetime.timedelta(days=1 if unit == "weekend" else 6)
        return f"{first.isoformat()}/{last.isoformat()}", "interval"
    year = int(origin[:4])
    if unit in {"month", "quarter"}:
        year, month = shift_month(year, int(origin[5:7]), steps * (3 if unit == "quarter" else 1))
        if unit == "quarter":
            return f"{year:04}-{33 + (month - 1) // 3}", "quarter"
        return f"{year:04}-{month:02}", "month"
    if unit == "decade":
        return (f"{year // 10:03}X", "decade") if not steps else (f"{year + 10 * steps:04}~", "approximate")
    if unit == "century":
        return f"{year // 100 + steps:02}XX", "approximate"
    return f"{year + steps:04}", "year"
