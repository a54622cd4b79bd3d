"""Events → a drawing: time from left to right, cooperation above the line and conflict below it, by score."""

import datetime
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman.model.when import day_bounds

__all__ = ["HEIGHT", "WIDTH", "Act", "Dot", "Drawn", "Tick", "draw_timeline"]

WIDTH, HEIGHT = 960, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 24, 16, 30
_RADIUS = 5.0
# Where the longest silence takes more than this part of the time, what lies beyond it is told, not drawn.
_SILENCE = 0.55
# CAMEO's and PLOVER's scores lie between these.
_MOST = 10.0
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_Dated = tuple["Act", tuple[datetime.date, datetime.date]]


@dataclass(frozen=True, slots=True)
class Act:
    """What is drawn: a dated event with its score (-10 to 10), its status and what is said of it."""

    record: str
    when: str
    score: float
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """An act at its place; `width` is how far its date reaches where that is more than a day can show."""

    act: Act
    x: float
    y: float
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A year, quarter or month on the line of time; `during` is its EDTF."""

    x: float
    label: str
    during: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing; `base` is the height of the line between cooperation and conflict.

    Days run evenly from `first` at `left` to `last` at `right`, and marks stand between the heights `top` and `bottom`.
    `earlier` acts lie so far before the others that they would press these together: all before the year `since`.
    """

    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    base: float
    left: float
    right: float
    top: float
    bottom: float
    first: datetime.date
    last: datetime.date
    earlier: int
    since: int


def draw_timeline(acts: Sequence[Act]) -> Drawn | None:
    """Where each act goes; null where none has a date."""
    dated = [(act, bounds) for act in acts if (bounds := day_bounds(act.when))]
    if not dated:
        return None
    kept = _leave_out(dated)
    earlier, dated = len(dated) - len(kept), kept
    first = min(bounds[0] for _, bounds in dated).toordinal()
    last = max(bounds[1] for _, bounds in dated).toordinal()
    room = max(30, (last - first) // 20)
    first, last = max(1, first - room), min(datetime.date.max.toordinal() - 1, last + room)
    base = _TOP + (HEIGHT - _TOP - _BOTTOM) / 2

    def place(day: float) -> float:
        return round(_LEFT + (day - first) / (last - first) * (WIDTH - _LEFT - _RIGHT), 1)

    dots = []
    taken: dict[tuple[int, int], int] = {}
    for act, bounds in dated:
        left, right = place(bounds[0].toordinal()), place(bounds[1].toordinal())
        x = (left + right) / 2
        score = max(-_MOST, min(_MOST, act.score))
        y = base - score / _MOST * (base - _TOP - _RADIUS)
        # Acts of about one day and score stand over each other, away from the line, and then in another column.
        cell = (round(x / 11), round(score))
        count = taken[cell] = taken.get(cell, -1) + 1
        high = count % 5 * 10.5
        y = max(_TOP, y - high) if score >= 0 else min(HEIGHT - _BOTTOM, y + high)
        x = min(x + count // 5 * 10.5, WIDTH - _RIGHT)
        dots.append(Dot(act, round(x, 1), round(y, 1), left, round(right - left, 1)))
    begin, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    ticks = tuple(_draw_ticks(first, last, place))
    edges = (_LEFT, WIDTH - _RIGHT, _TOP, HEIGHT - _BOTTOM)
    return Drawn(tuple(dots), ticks, round(base, 1), *edges, begin, end, earlier, begin.year)


def _leave_out(dated: Sequence[_Dated]) -> list[_Dated]:
    """The acts without the few that lie far before the others."""
    ordered = sorted(dated, key=lambda item: item[1][0])
    days = [bounds[0].toordinal() for _, bounds in ordered]
    whole = days[-1] - days[0]
    gaps = [(right - left, place) for place, (left, right) in enumerate(itertools.pairwise(days), start=1)]
    widest, place = max(gaps, default=(0, 0))
    if whole and widest > _SILENCE * whole and widest > 730 and place <= len(days) // 5:
        return ordered[place:]
    return ordered


def _draw_ticks(first: int, last: int, place: Callable[[float], float]) -> list[Tick]:
    """Months, quarters or years, as many as can be read."""
    begin, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    ticks: list[Tick] = []
    if months <= 36:
        step = 1 if months <= 12 else 3
        for number in range(begin.year * 12 + begin.month, end.year * 12 + end.month):
            year, month = divmod(number, 12)
            if month % step == 0:
                label = f"{_MONTHS[month]} {year}" if month == 0 or not ticks else _MONTHS[month]
                during = f"{year}-{month + 1:02}"
                ticks.append(Tick(place(datetime.date(year, month + 1, 1).toordinal()), label, during))
        return ticks
    every = max(1, (end.year - begin.year) // 12 + 1)
    for year in range(begin.year + 1, end.year + 1):
        if year % every == 0:
            ticks.append(Tick(place(datetime.date(year, 1, 1).toordinal()), str(year), f"{year:04}"))
    return ticks
