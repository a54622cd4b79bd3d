"""The calendar's arithmetic: what a report's date is to count from, months ahead and back, movable feasts."""

import datetime
import re
from dataclasses import dataclass

from dragoman.model.when import day_bounds, is_edtf

__all__ = ["Anchor", "Reference", "build_reference", "find_holiday", "gap_between", "monday_of", "shift_month"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a report's relative dates count from: its publication date and its dateline's, EDTF or null.

    A dateline without a year ("XXXX-08-25") takes the year that lies nearest to the publication date.
    """

    published: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The date that a report's relative dates count from; `source` is publication or dateline."""

    source: str
    year: int
    month: int | None = None
    day: int | None = None

    @property
    def edtf(self) -> str:
        """The date as EDTF, as precise as it is known."""
        written = f"{self.year:04}"
        if self.month is not None:
            written += f"-{self.month:02}"
            if self.day is not None:
                written += f"-{self.day:02}"
        return written

    @property
    def label(self) -> str:
        """How a basis names it: "publication 2025-08-25"."""
        return f"{self.source} {self.edtf}"

    @property
    def day_date(self) -> datetime.date | None:
        """The day, where one is known. Raises ValueError if it is not in the calendar."""
        if self.month is None or self.day is None:
            return None
        return datetime.date(self.year, self.month, self.day)


_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?[?~%]?")


def _read_anchor(edtf: str | None) -> tuple[int | None, int | None, int | None] | None:
    match = _DATE.fullmatch(edtf) if edtf else None
    if not match or not is_edtf(match[0].split("T")[0].rstrip("?~%")):
        return None
    year, month, day = match.groups()
    return (None if year == "XXXX" else int(year), int(month) if month else None, int(day) if day else None)


def build_reference(anchor: Anchor) -> Reference | None:
    """The date to count from: the dateline's if its year is known, else the publication date."""
    published, dateline = _read_anchor(anchor.published), _read_anchor(anchor.dateline)
    reference = None
    if published and published[0] is not None:
        reference = Reference("publication", published[0], published[1], published[2])
    if dateline is None:
        return reference
    year, month, day = dateline
    if year is not None:
        return Reference("dateline", year, month, day)
    if reference is None or month is None or day is None:
        return reference
    filed = []
    for candidate in (reference.year - 1, reference.year, reference.year + 1):
        edtf = f"{candidate:04}-{month:02}-{day:02}"
        if is_edtf(edtf):
            filed.append((abs(gap_between(edtf, reference)), edtf))
    if not filed:
        return reference
    nearest = min(filed)[1]
    return Reference("dateline", int(nearest[:4]), month, day)


def gap_between(edtf: str, reference: Reference) -> int:
    """Days from the reference to a date: negative before it, 0 where they overlap, positive after it."""
    bounds, around = day_bounds(edtf), day_bounds(reference.edtf)
    if bounds is None or around is None:
        return 0
    if bounds[1] < around[0]:
        return (bounds[1] - around[0]).days
    return max(0, (bounds[0] - around[1]).days)


def shift_month(year: int, month: int, steps: int) -> tuple[int, int]:
    """The year and month so many months later, or earlier if `steps` is negative."""
    total = 12 * year + month - 1 + steps
    return total // 12, total % 12 + 1


def monday_of(day: datetime.date) -> datetime.date:
    """The Monday that opens a day's ISO week. Raises OverflowError before the year 1."""
    return day - datetime.timedelta(days=day.weekday())


def find_holiday(key: str, year: int) -> datetime.date:
    """The day of a holiday in a year; `key` is "MM-DD" or the name of a movable feast. Raises ValueError otherwise."""
    if key[:1].isdigit():
        return datetime.date(year, int(key[:2]), int(key[3:]))
    if key == "thanksgiving":
        # The fourth Thursday of November, in the United States since 1942.
        first = datetime.date(year, 11, 1)
        return first + datetime.timedelta(days=(3 - first.weekday()) % 7 + 21)
    offsets = {"easter": 0, "good-friday": -2, "easter-monday": 1}
    if key not in offsets:
        raise ValueError(f"unknown holiday {key!r}")
    return _find_easter(year) + datetime.timedelta(days=offsets[key])


def _find_easter(year: int) -> datetime.date:
    """Easter Sunday of the Western churches, by the anonymous Gregorian algorithm (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return datetime.date(year, month, (h - m + r + month + 19) % 32)
