"""TIMEX3 types and values (ISO-TimeML): what EDTF cannot hold, and how dates are measured against other corpora."""

import datetime
import re
from dataclasses import dataclass

from dragoman.model.expression import DateExpression
from dragoman.model.when import When

__all__ = ["Timex", "make_timex"]

_LETTERS = {
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "hour": "H",
    "minute": "M",
    "second": "S",
    "quarter": "Q",
}
_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression in TIMEX3: `type` is DATE, TIME, DURATION or SET; `value` is null where the words leave it."""

    type: str
    value: str | None


def make_timex(expression: DateExpression, when: When) -> Timex:
    """The TIMEX3 type and value of a time expression that was placed at `when`; of a range its first end."""
    return Timex(expression.timex, _value(expression, when))


def _value(expression: DateExpression, when: When) -> str | None:
    if expression.kind == "vague" and expression.unit is None:
        return _REFERENCES[expression.direction or 0]
    if expression.kind in ("duration", "set", "window", "vague"):
        return _period(expression)
    if when.edtf is None:
        if expression.kind == "clock":
            return f"T{expression.clock}"
        counts = expression.kind == "event" and expression.direction and expression.amount and expression.part is None
        return _period(expression) if counts else None
    value = _convert(when.edtf.rstrip("~"), expression)
    if expression.clock:
        return f"{value}T{expression.clock}"
    return f"{value}T{_PARTS[expression.part]}" if expression.part in _PARTS else value


def _period(expression: DateExpression) -> str:
    unit, amount = expression.unit or "day", expression.amount
    if unit == "weekend":
        unit, amount = "day", 2.0
    if unit in ("decade", "century"):
        unit, amount = "year", None if amount is None else amount * (10 if unit == "decade" else 100)
    number = "X" if amount is None else f"{amount:g}"
    clock = "T" if unit in ("hour", "minute", "second") else ""
    if clock and amount is not None and unit == "hour" and amount % 1:
        return f"PT{int(amount)}H{round(amount % 1 * 60)}M"
    return f"P{clock}{number}{_LETTERS.get(unit, 'D')}"


def _convert(edtf: str, expression: DateExpression) -> str:
    if expression.half is not None:
        return f"{edtf[:4]}-H{expression.half}"
    season = re.fullmatch(r"(\d{4})-(\d\d)", edtf)
    if season and season[2] in _SEASONS:
        return f"{season[1]}-{_SEASONS[season[2]]}"
    if season and int(season[2]) >= 33:
        return f"{season[1]}-Q{int(season[2]) - 32}"
    if "/" in edtf and (expression.modifier == "week" or expression.unit in ("week", "weekend")):
        year, week, _ = datetime.date.fromisoformat(edtf.split("/")[0]).isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if expression.unit == "weekend" else "")
    return edtf.split("/")[0]
