"""A date as the text has it, placed in the calendar: exactly as precise as the words, or null with the reason."""

import datetime
from dataclasses import dataclass, replace

from dragoman.model.expression import DateExpression
from dragoman.model.when import NO_PUBLICATION_DATE, TOO_VAGUE, When, day_bounds, is_edtf
from dragoman.resolve.calendar import (
    Anchor,
    Reference,
    build_reference,
    find_holiday,
    gap_between,
    monday_of,
    shift_month,
)

__all__ = ["Anchor", "resolve_time"]

_NOT_A_DATE = {
    "duration": "a duration, not a date",
    "set": "a repetition, not a date",
    "clock": "a time of day without a date",
    "event": "relative to another time in the text",
    "vague": TOO_VAGUE,
}
_OFF_CALENDAR = "not a date of the calendar"
# "They ruled that he must leave by 14 January", told on 6 January: a past verb does not make that last year's, for a
# date so close goes without its year while one so far would be given it. In days; a month counts from its edge.
_CLOSE_DAYS, _CLOSE_MONTHS, _FAR = 31, 62, 270


@dataclass(frozen=True, slots=True)
class _Placed:
    """An EDTF string before its modifier and preposition are applied; null with the reason in `basis`."""

    edtf: str | None
    precision: str | None
    basis: str


def resolve_time(expression: DateExpression, anchor: Anchor, tense: str | None) -> When:
    """Place a time expression in the calendar, by the report it stands in and the tense of the clause it dates.

    `tense` is "past", "future" or null. What counts from the report needs a publication date or a dateline with a
    year; without one the result is null, and the publication date itself is never a default. The basis says the rule.
    """
    reference = build_reference(anchor)
    try:
        placed = _place(expression, reference, _lean(expression, tense))
    except (ValueError, OverflowError):
        # Counting led out of the years 1 to 9999.
        placed = _Placed(None, None, _OFF_CALENDAR)
    return _frame(placed, expression)


def _lean(expression: DateExpression, tense: str | None) -> str | None:
    """The tense, or what the words themselves tell of it."""
    if tense in ("past", "future"):
        return tense
    if expression.is_deadline or expression.relation == "until" or expression.modifier == "later":
        return "future"
    return "past" if expression.relation == "since" or expression.modifier == "earlier" else None


def _place(expression: DateExpression, reference: Reference | None, tense: str | None) -> _Placed:
    if expression.kind in _NOT_A_DATE:
        return _Placed(None, None, _NOT_A_DATE[expression.kind])
    if expression.end is not None:
        return _place_range(expression, expression.end, reference, tense)
    if expression.kind == "calendar":
        return _place_calendar(expression, reference, tense)
    if reference is None:
        return _Placed(None, None, NO_PUBLICATION_DATE)
    if expression.kind == "weekday":
        return _place_weekday(expression, reference, tense)
    if expression.kind == "window":
        return _place_window(expression, reference)
    return _place_relative(expression, reference, tense)


# --- stated dates


def _place_calendar(expression: DateExpression, reference: Reference | None, tense: str | None) -> _Placed:
    if expression.decade is not None:
        return _Placed(f"{expression.decade // 10:03}X", "decade", "stated")
    if expression.century is not None:
        return _Placed(f"{expression.century:02}XX", "approximate", "stated")
    if expression.year is not None:
        if expression.is_fiscal:
            return _Placed(f"{expression.year:04}~", "approximate", "stated fiscal year")
        return _checked(*_write(expression, expression.year), "stated")
    if reference is None:
        return _Placed(None, None, NO_PUBLICATION_DATE)
    if expression.steps is not None:
        year = reference.year + expression.steps
        return _checked(*_write(expression, year), _counted("year", expression.steps, reference))
    if expression.unit == "year":
        return _Placed(None, None, _NOT_A_DATE["event"])
    return _place_nearest(expression, reference, tense)


def _write(expression: DateExpression, year: int) -> tuple[str, str]:
    """The EDTF string and precision of a stated date in a given year."""
    if expression.holiday:
        return find_holiday(expression.holiday, year).isoformat(), "day"
    if expression.first_months is not None:
        count = max(-12, min(12, expression.first_months or 1))
        first, last = (1, count) if count > 0 else (13 + count, 12)
        return f"{year:04}-{first:02}/{year:04}-{last:02}", "interval"
    if expression.half is not None:
        return (f"{year:04}-01/{year:04}-06" if expression.half == 1 else f"{year:04}-07/{year:04}-12"), "interval"
    if expression.quarter is not None:
        return f"{year:04}-{32 + expression.quarter}", "quarter"
    if expression.season is not None:
        return f"{year:04}-{expression.season}", "season"
    if expression.month is None:
        return f"{year:04}", "year"
    if expression.day is None:
        return f"{year:04}-{expression.month:02}", "month"
    return f"{year:04}-{expression.month:02}-{expression.day:02}", "day"


def _checked(edtf: str, precision: str, basis: str) -> _Placed:
    return _Placed(edtf, precision, basis) if is_edtf(edtf) else _Placed(None, None, _OFF_CALENDAR)


def _place_nearest(expression: DateExpression, reference: Reference, tense: str | None) -> _Placed:
    """The year that a date leaves out: the nearest before, or in the future after, the report."""
    candidates: list[tuple[str, str, int]] = []
    for year in range(max(1, reference.year - 1), reference.year + 2):
        edtf, precision = _write(expression, year)
        if is_edtf(edtf):
            candidates.append((edtf, precision, gap_between(edtf, reference)))
    if expression.weekday is not None and expression.day is not None:
        candidates = [item for item in candidates if _weekday_of(item[0]) == expression.weekday] or candidates
    if not candidates:
        return _Placed(None, None, _OFF_CALENDAR)
    nearest = min(candidates, key=_by_gap)
    direction = expression.direction or {"past": -1, "future": 1}.get(tense or "", 0)
    if direction:
        strict = 1 if expression.direction else 0
        agreeing = [item for item in candidates if item[2] * direction >= strict]
        chosen = min(agreeing or candidates, key=_by_gap)
        limit = _CLOSE_DAYS if nearest[1] == "day" else _CLOSE_MONTHS
        is_close = abs(nearest[2]) <= limit and abs(chosen[2]) >= _FAR
        if expression.direction or not is_close:
            nearest = chosen
    edtf, precision, gap = nearest
    unit = {"interval": "part of the year"}.get(precision, precision)
    side = "in" if gap == 0 and precision != "day" else "on" if gap == 0 else "before" if gap < 0 else "after"
    return _Placed(edtf, precision, f"{unit} in the text, nearest {side} {reference.label}")


def _by_gap(item: tuple[str, str, int]) -> tuple[int, int]:
    return abs(item[2]), item[2]


def _weekday_of(edtf: str) -> int | None:
    bounds = day_bounds(edtf)
    return bounds[0].weekday() if bounds and bounds[0] == bounds[1] else None


# --- counted from the report


def _counted(unit: str, steps: int, reference: Reference) -> str:
    """ "month before publication 2025-08-25", "3 years after …", "year of …"."""
    if steps == 0:
        return f"{unit} of {reference.label}"
    amount = unit if abs(steps) == 1 else f"{abs(steps)} {unit}s"
    return f"{amount} {'before' if steps < 0 else 'after'} {reference.label}"


def _no_day(reference: Reference) -> _Placed:
    return _Placed(None, None, f"{reference.label} has no day")


def _place_weekday(expression: DateExpression, reference: Reference, tense: str | None) -> _Placed:
    today = reference.day_date
    if today is None:
        return _no_day(reference)
    weekday = (expression.weekday or 0) % 7
    if expression.steps is not None:
        found = monday_of(today) + datetime.timedelta(days=7 * expression.steps + weekday)
        return _Placed(found.isoformat(), "day", f"weekday in the {_counted('week', expression.steps, reference)}")
    back = (today.weekday() - weekday) % 7
    if expression.direction == -1:
        offset = -(back or 7)
    elif expression.direction == 1:
        offset = 7 - back
    elif expression.direction == 0 and tense is None:
        offset = weekday - today.weekday()
    elif tense == "future":
        # A weekday that is the report's own is that day: wire services write the weekday where others say "today".
        offset = (7 - back) % 7
    else:
        offset = -back
    found = today + datetime.timedelta(days=offset)
    side = "=" if offset == 0 else "before" if offset < 0 else "after"
    return _Placed(found.isoformat(), "day", f"weekday {side} {reference.label}")


def _place_relative(expression: DateExpression, reference: Reference, tense: str | None) -> _Placed:
    unit, steps = expression.unit, expression.steps or 0
    if unit in ("day", "week", "weekend", "hour", "minute", "second"):
        return _place_days(expression, reference, tense)
    if unit in ("month", "quarter"):
        if reference.month is None:
            return _Placed(None, None, f"{reference.label} has no month")
        basis = _counted(unit, steps, reference)
        if unit == "quarter":
            year, month = shift_month(reference.year, reference.month, 3 * steps)
            return _checked(f"{year:04}-{33 + (month - 1) // 3}", "quarter", basis)
        year, month = shift_month(reference.year, reference.month, steps)
        return _checked(f"{year:04}-{month:02}", "month", basis)
    if unit == "year":
        edtf = f"{reference.year + steps:04}"
        if expression.is_fiscal:
            return _checked(edtf + "~", "approximate", _counted("fiscal year", steps, reference))
        return _checked(edtf, "year", _counted("year", steps, reference))
    if unit == "decade" and expression.direction is None:
        return _checked(f"{reference.year // 10 + steps:03}X", "decade", _counted("decade", steps, reference))
    if unit == "decade":
        return _checked(f"{reference.year + 10 * steps:04}~", "approximate", _counted("decade", steps, reference))
    if unit == "century":
        return _checked(f"{reference.year // 100 + steps:02}XX", "approximate", _counted("century", steps, reference))
    return _Placed(None, None, TOO_VAGUE)


def _place_days(expression: DateExpression, reference: Reference, tense: str | None) -> _Placed:
    today, steps = reference.day_date, expression.steps or 0
    if today is None:
        return _no_day(reference)
    if expression.unit == "day":
        found = today + datetime.timedelta(days=steps)
        basis = f"today = {reference.label}" if steps == 0 else _counted("day", steps, reference)
        return _Placed(found.isoformat(), "day", basis)
    if expression.unit == "week":
        first = monday_of(today) + datetime.timedelta(weeks=steps)
        return _week(first, 6, _counted("week", steps, reference))
    if expression.unit == "weekend":
        saturday = monday_of(today) + datetime.timedelta(days=5, weeks=steps)
        if expression.steps is None and tense != "future" and saturday > today:
            saturday -= datetime.timedelta(weeks=1)
        side = "before" if saturday < today else "after" if saturday > today else "of"
        return _week(saturday, 1, f"weekend {side} {reference.label}")
    if abs(steps) * {"hour": 1}.get(expression.unit or "", 0) >= 24:
        found = today + datetime.timedelta(hours=steps)
        return _Placed(f"{found.isoformat()}~", "approximate", _counted("hour", steps, reference))
    return _Placed(f"{today.isoformat()}~", "approximate", _counted(expression.unit or "hour", steps, reference))


def _week(first: datetime.date, days: int, basis: str) -> _Placed:
    last = first + datetime.timedelta(days=days)
    return _Placed(f"{first.isoformat()}/{last.isoformat()}", "interval", basis)


def _place_window(expression: DateExpression, reference: Reference) -> _Placed:
    """A stretch of time that the report ends ("the past decade") or begins ("the next five years")."""
    if expression.amount is None:
        return _Placed(None, None, TOO_VAGUE)
    sign = -1 if (expression.direction or 0) < 0 else 1
    unit = expression.unit or ""
    size = {"decade": 10, "century": 100, "quarter": 3, "week": 7, "weekend": 7}.get(unit, 1)
    count = sign * max(1, round(expression.amount * size))
    if unit in ("year", "decade", "century"):
        here, there = f"{reference.year:04}", f"{reference.year + count:04}"
    elif unit in ("month", "quarter"):
        if reference.month is None:
            return _Placed(None, None, f"{reference.label} has no month")
        year, month = shift_month(reference.year, reference.month, count)
        here, there = f"{reference.year:04}-{reference.month:02}", f"{year:04}-{month:02}"
    else:
        today = reference.day_date
        if today is None:
            return _no_day(reference)
        hours = {"hour": 1, "minute": 0, "second": 0}.get(unit)
        shift = datetime.timedelta(days=count) if hours is None else datetime.timedelta(hours=count * hours)
        here, there = today.isoformat(), (today + shift).isoformat()
    edtf = f"{there}/{here}" if sign < 0 else f"{here}/{there}"
    amount = f"{expression.amount:g} {unit}{'' if expression.amount == 1 else 's'}"
    return _checked(edtf, "interval", f"{amount} {'before' if sign < 0 else 'after'} {reference.label}")


# --- ranges, modifiers, prepositions


def _place_range(
    lower: DateExpression, upper: DateExpression, reference: Reference | None, tense: str | None
) -> _Placed:
    lower, upper = replace(lower, end=None), replace(upper, end=None)
    if lower.kind == "weekday" and upper.kind == "weekday":
        return _place_weekdays(lower, upper, reference, tense)
    last = _place(upper, reference, tense)
    if last.edtf is None:
        return last
    if lower.kind == "calendar" and lower.year is None and lower.steps is None and upper.kind == "calendar":
        bounds = day_bounds(last.edtf)
        if bounds and lower.month is not None and bounds[1].month:
            year = bounds[1].year
            lower = replace(lower, year=year - (lower.month > bounds[1].month))
    first = _place(lower, reference, tense)
    if first.edtf is None:
        return first
    edtf = f"{_left(first.edtf)}/{_right(last.edtf)}"
    return _checked(edtf, "interval", last.basis if last.basis != "stated" else first.basis)


def _place_weekdays(
    lower: DateExpression, upper: DateExpression, reference: Reference | None, tense: str | None
) -> _Placed:
    """ "Monday to Wednesday": the end nearer to the report is placed first, the other counts from it."""
    if reference is None:
        return _Placed(None, None, NO_PUBLICATION_DATE)
    near, far = (lower, upper) if tense == "future" else (upper, lower)
    placed = _place_weekday(near, reference, tense)
    if placed.edtf is None:
        return placed
    start = datetime.date.fromisoformat(placed.edtf)
    if tense == "future":
        days = ((far.weekday or 0) - start.weekday()) % 7
        edtf = f"{placed.edtf}/{(start + datetime.timedelta(days=days)).isoformat()}"
    else:
        days = (start.weekday() - (far.weekday or 0)) % 7
        edtf = f"{(start - datetime.timedelta(days=days)).isoformat()}/{placed.edtf}"
    return _checked(edtf, "interval", placed.basis)


def _left(edtf: str) -> str:
    return edtf.split("/")[0]


def _right(edtf: str) -> str:
    return edtf.split("/")[-1]


_COARSE = ("month", "quarter", "season", "year", "decade")


def _frame(placed: _Placed, expression: DateExpression) -> When:
    """Apply "early", "more than … ago" and the preposition to what was placed."""
    edtf, precision = placed.edtf, placed.precision
    if edtf is not None and edtf.endswith("~"):
        precision = "approximate"
    elif edtf is not None and precision is not None:
        edtf, precision = _modified(edtf, precision, expression)
    if edtf is not None and expression.end is None:
        if expression.relation in ("since", "from", "after"):
            edtf, precision = f"{_left(edtf)}/..", "interval"
        elif expression.relation in ("until", "before"):
            edtf, precision = f"../{_right(edtf)}", "interval"
    if edtf is not None and not is_edtf(edtf):
        edtf, precision, placed = None, None, replace(placed, basis=_OFF_CALENDAR)
    return When(edtf=edtf, precision=precision, expression=expression.words or None, basis=placed.basis)


def _modified(edtf: str, precision: str, expression: DateExpression) -> tuple[str, str]:
    modifier = expression.modifier
    if modifier in ("more", "less") and expression.direction == -1 and "/" not in edtf:
        return (f"../{edtf}" if modifier == "more" else f"{edtf}/.."), "interval"
    if modifier == "week" and precision == "day":
        first = monday_of(datetime.date.fromisoformat(edtf))
        return f"{first.isoformat()}/{(first + datetime.timedelta(days=6)).isoformat()}", "interval"
    if "/" in edtf or (modifier == "end" and expression.relation in ("by", "until", "before")):
        return edtf, precision
    if modifier == "approx" or (modifier in ("start", "mid", "end") and precision in _COARSE):
        return f"{edtf}~", "approximate"
    return edtf, precision
