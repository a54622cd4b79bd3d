"""Dates as a reader says them, never more precise than the record."""

import datetime
import functools
import re

from dragoman.model.when import When, day_bounds

__all__ = ["format_date", "say_date", "say_during", "say_when", "sort_key"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# EDTF sub-year groupings that a record may bear: seasons 21-24 and quarters 33-36.
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUARTERS = {"33": "first", "34": "second", "35": "third", "36": "fourth"}
_SINGLE = re.compile(r"^(-?[\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?([?~%]?)$")


def _day(month: str, day: str) -> str:
    return f"{int(day)} {_MONTHS[int(month) - 1]}"


def _part(text: str) -> tuple[str, str]:
    """The preposition and the words of one date; the words are the EDTF itself where no phrase fits."""
    match = _SINGLE.match(text)
    if not match or day_bounds(text) is None:
        return "", text
    year, month, day, doubt = match.groups()
    preposition, words = _plain(year, month, day)
    if doubt in ("~", "%"):
        return "around", words
    return (preposition, f"{words} (uncertain)") if doubt == "?" else (preposition, words)


def _plain(year: str, month: str | None, day: str | None) -> tuple[str, str]:
    if year == "XXXX":
        if month and month.isdigit() and int(month) <= 12:
            named = _day(month, day) if day and day.isdigit() else _MONTHS[int(month) - 1]
            return ("on" if day and day.isdigit() else "in"), f"{named} of an unstated year"
        return "in", "an unstated year"
    if "X" in year:
        digits = year.rstrip("X")
        kind = {3: f"the {digits}0s", 2: f"the {digits}00s"}.get(len(digits), f"the years {year}")
        return "in", kind
    if month is None or "X" in month:
        return "in", year
    if month in _SEASONS:
        return "in", f"{_SEASONS[month]} {year}"
    if month in _QUARTERS:
        return "in", f"the {_QUARTERS[month]} quarter of {year}"
    if day is None or "X" in day:
        return "in", f"{_MONTHS[int(month) - 1]} {year}"
    return "on", f"{_day(month, day)} {year}"


def _interval(left: str, right: str) -> tuple[str, str]:
    first, last = _part(left)[1], _part(right)[1]
    if left[:7] == right[:7] and len(left) == len(right) == 10 and (left + right).replace("-", "").isdigit():
        return "on", f"{int(left[8:])}–{last}"
    if left[:4] == right[:4] and len(left) == len(right) == 10 and first.endswith(left[:4]):
        first = first[:-5]
    return "from", f"{first} to {last}"


def _phrase(edtf: str) -> tuple[str, str]:
    if "/" not in edtf:
        return _part(edtf)
    left, right = edtf.split("/", 1)
    if left in ("", ".."):
        return "in or before" if len(right) <= 7 else "on or before", _part(right)[1]
    if right in ("", ".."):
        return "since", _part(left)[1]
    return _interval(left, right)


def format_date(edtf: str) -> str:
    """A date without a preposition: "14 May 2024", "6–7 April 2021", "the second quarter of 2023"."""
    preposition, words = _phrase(edtf)
    return words if preposition in ("", "on", "in", "from") else f"{preposition} {words}"


def say_date(edtf: str) -> str:
    """A date within a sentence: "on 14 May 2024", "in 2019", "around 2012", "in or before 2019"."""
    return " ".join(_phrase(edtf)).strip()


def say_when(when: When) -> str:
    """The date of a record within a sentence, or in brackets that it has none, and why."""
    if when.edtf:
        return say_date(when.edtf)
    words = f"; the text says “{when.expression}”" if when.expression else ""
    return f"(undated: {when.basis}{words})"


def say_during(during: str | None) -> str:
    """The range that an answer is narrowed to, to be put behind its title; empty without one."""
    return f", during {format_date(during)}" if during is not None else ""


@functools.lru_cache(maxsize=8192)
def sort_key(edtf: str | None, newest_first: bool = False) -> tuple[bool, int, int]:
    """Orders dates by their last and first day; what has no date comes last either way."""
    bounds = day_bounds(edtf) if edtf else None
    if bounds is None:
        return True, 0, 0
    low, high = (day.toordinal() for day in bounds)
    if high == datetime.date.max.toordinal():
        high = low
    return (False, -high, -low) if newest_first else (False, low, high)
