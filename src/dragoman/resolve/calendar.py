"""The calendar's arithmetic: what a report's date is to count from, months ahead and back, movable feasts."""

import datetime
from dataclasses import dataclass

__all__ = ["Reference", "find_holiday", "monday_of", "shift_month"]


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
