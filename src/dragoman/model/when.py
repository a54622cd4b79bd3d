"""Time as a text gives it: an EDTF string exactly as precise as the words, or null with the reason."""

import calendar
import datetime
import functools
import re
from dataclasses import dataclass

__all__ = ["NOT_STATED", "NO_PUBLICATION_DATE", "TOO_VAGUE", "When", "day_bounds", "is_edtf"]

NOT_STATED = "not stated"
NO_PUBLICATION_DATE = "no publication date"
TOO_VAGUE = "too vague to date"


@dataclass(frozen=True, slots=True)
class When:
    """When something took place.

    `edtf` is ISO 8601-2 (levels 0 and 1, and the parts of a year of level 2), null where the text does not fix it;
    `precision` is day, month, quarter, season, year, decade, interval or approximate;
    `expression` holds the words it came from and `basis` how they were resolved, or why they could not be.
    """

    edtf: str | None = None
    precision: str | None = None
    expression: str | None = None
    basis: str = NOT_STATED


_PART = re.compile(r"^(-?[\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?[?~%]?$")


def _part_bounds(text: str) -> tuple[datetime.date, datetime.date] | None:
    match = _PART.match(text)
    if not match:
        return None
    year, month, day = match.groups()
    if "X" in year and not re.fullmatch(r"\d*X+", year):
        return None
    low, high = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    if high < 1:
        return None
    if month is None:
        return datetime.date(low, 1, 1), datetime.date(high, 12, 31)
    if month == "XX" or "X" in month:
        return datetime.date(low, 1, 1), datetime.date(high, 12, 31)
    number = int(month)
    if number > 12:
        return _season_bounds(low, high, number) if day is None else None
    if number < 1:
        return None
    if day is None or "X" in day:
        return datetime.date(low, number, 1), datetime.date(high, number, calendar.monthrange(high, number)[1])
    try:
        # 0004 is the first leap year, so that XXXX-02-29 stays a day.
        first = datetime.date(low if low > 1 else 4, number, int(day))
        last_year = high if high != 9999 else 9996
        return first, datetime.date(last_year, number, int(day))
    except ValueError:
        return None


def _season_bounds(low: int, high: int, number: int) -> tuple[datetime.date, datetime.date] | None:
    """EDTF 21-24 are seasons (of the northern year here), 33-36 quarters, 37-39 thirds and 40-41 halves of a year."""
    months = 3
    if 33 <= number <= 36:
        first = 3 * (number - 33) + 1
    elif 37 <= number <= 39:
        first, months = 4 * (number - 37) + 1, 4
    elif 40 <= number <= 41:
        first, months = 6 * (number - 40) + 1, 6
    elif 21 <= number <= 24:
        first = {21: 3, 22: 6, 23: 9, 24: 12}[number]
    else:
        return None
    last = first + months - 1
    end_year, end_month = (high + 1, last - 12) if last > 12 else (high, last)
    if end_year > 9999:
        return None
    return (
        datetime.date(low, first, 1),
        datetime.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]),
    )


@functools.lru_cache(maxsize=8192)
def day_bounds(edtf: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day that an EDTF string covers, open ends as the calendar's limits; null if it is not EDTF."""
    if "/" not in edtf:
        return _part_bounds(edtf)
    left, right = edtf.split("/", 1)
    if left in ("", "..") and right in ("", ".."):
        return None
    low = (datetime.date.min, datetime.date.min) if left in ("", "..") else _part_bounds(left)
    high = (datetime.date.max, datetime.date.max) if right in ("", "..") else _part_bounds(right)
    if low is None or high is None or low[0] > high[1]:
        return None
    return low[0], high[1]


def is_edtf(text: str) -> bool:
    """Whether a string is a date, season, quarter or interval of EDTF that Dragoman can place in the calendar."""
    return day_bounds(text) is not None
