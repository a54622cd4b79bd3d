"""TIMEX3 values (ISO-TimeML), so that dates can be measured against other people's corpora."""

import datetime
import re
from dataclasses import replace

from dragoman.model.expression import DateExpression
from dragoman.resolve.time import Anchor, resolve_time

__all__ = ["timex3_value"]

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


def timex3_value(expression: DateExpression, anchor: Anchor, tense: str | None) -> str | None:
    """The TIMEX3 value of a time expression; of a range its first end; null where the words leave it open."""
    if expression.kind == "vague" and expression.unit is None:
        return _REFERENCES[expression.direction or 0]
    if expression.kind in ("duration", "set", "window", "vague"):
        return _period(expression)
    if expression.kind == "clock":
        return f"T{expression.clock}"
    if expression.kind == "event" and expression.direction and expression.amount and expression.part is None:
        return _period(expression)
    modifier = "week" if expression.modifier == "week" else None
    plain = replace(expression, relation=None, modifier=modifier, end=None)
    when = resolve_time(plain, anchor, tense)
    if when.edtf is None:
        return None
    value = _convert(when.edtf.rstrip("~"), plain)
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
    return edtf
