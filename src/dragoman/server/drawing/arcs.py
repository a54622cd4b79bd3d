"""Two places of the earth → the way between them on a sheet, bent aside so that others beside it can be seen."""

import functools
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.server.drawing.world import PARTS, Sheet, write_path

__all__ = ["Arc", "draw_arc"]

_Point = tuple[float, float]
# A point every so many degrees of the way, but not fewer and not more: lines between them look like the curve.
_STEP, _FEWEST, _MOST = 8.0, 8, 16
# How far the middle of an arc is bent aside for each unit of bend: a part of its length, in units of SVG at most.
_BEND, _MOST_BEND = 0.09, 11.0
# Where on its way an arc bears its head, how large that is, and the length from which it has one.
_HEAD_AT, _HEAD, _LEAST = 0.72, 4.5, 16.0


@dataclass(frozen=True, slots=True)
class Arc:
    """Paths of SVG: `line` from place to place, in two parts where it crosses the 180th meridian; `head` points along
    it, empty where the arc is too short to bear one."""

    line: str
    head: str


# A map shows some hundreds, and mostly those that it showed before.
@functools.lru_cache(maxsize=5000)
def draw_arc(sheet: Sheet, start: _Point, end: _Point, bend: float = 0.0) -> Arc | None:
    """The way from one longitude and latitude to another; `bend` is how far it is bent to the right of the way.

    Null where the two are one place.
    """
    if start == end:
        return None
    way = list(_iter_way(start, end))
    pieces = [[(at, sheet.place(*point)) for at, point in piece] for piece in _cut_at_date_line(way)]
    length = sum(math.dist(a[1], b[1]) for piece in pieces for a, b in itertools.pairwise(piece))
    most = bend * min(_BEND * length, _MOST_BEND)
    bent = [_bend(sheet, piece, most) for piece in pieces]
    return Arc("".join(write_path(piece) for piece in bent), _draw_head(pieces, bent) if length >= _LEAST else "")


def _iter_way(start: _Point, end: _Point) -> Iterator[tuple[float, _Point]]:
    """Points on the way with the part of it that lies behind them, from 0 to 1; longitudes may run beyond 180 degrees.

    Straight in longitude and latitude, and the shorter way round: great circles would heap up at the pole.
    """
    (x1, y1), (x2, y2) = start, end
    run = (x2 - x1 + 180) % 360 - 180
    count = max(_FEWEST, min(_MOST, math.ceil(math.hypot(run, y2 - y1) / _STEP)))
    for number in range(count + 1):
        at = number / count
        yield at, (x1 + run * at, y1 + (y2 - y1) * at)


def _cut_at_date_line(way: Sequence[tuple[float, _Point]]) -> list[list[tuple[float, _Point]]]:
    """The way in pieces that stay on one side of the 180th meridian, each to its very edge."""
    edge = math.copysign(180.0, way[-1][1][0])
    over = next((number for number, (_, (x, _)) in enumerate(way) if abs(x) > 180), None)
    if over is None:
        return [list(way)]
    (at, (x, y)), (next_at, (next_x, next_y)) = way[over - 1], way[over]
    part = (edge - x) / (next_x - x)
    middle, latitude = at + (next_at - at) * part, y + (next_y - y) * part
    beyond = [(at, (x - 2 * edge, y)) for at, (x, y) in way[over:]]
    return [[*way[:over], (middle, (edge, latitude))], [(middle, (-edge, latitude)), *beyond]]


def _bend(sheet: Sheet, piece: Sequence[tuple[float, _Point]], most: float) -> list[_Point]:
    """The points of a piece moved to the right of the way, most in its middle, and never beyond the world's edge."""
    west, south, east, north = PARTS["World"]
    left, right = sheet.place(west, 0)[0], sheet.place(east, 0)[0]
    top, bottom = sheet.place(0, north)[1], sheet.place(0, south)[1]
    moved = []
    for number, (at, (x, y)) in enumerate(piece):
        (x1, y1), (x2, y2) = piece[max(0, number - 1)][1], piece[min(len(piece) - 1, number + 1)][1]
        run = math.hypot(x2 - x1, y2 - y1) or 1.0
        far = most * math.sin(math.pi * at)
        x, y = x - (y2 - y1) / run * far, y + (x2 - x1) / run * far
        moved.append((min(max(x, left), right), min(max(y, top), bottom)))
    return moved


def _draw_head(pieces: Sequence[Sequence[tuple[float, _Point]]], bent: Sequence[Sequence[_Point]]) -> str:
    for piece, points in zip(pieces, bent, strict=True):
        for number in range(1, len(piece)):
            if piece[number][0] < _HEAD_AT:
                continue
            (x1, y1), (x2, y2) = points[number - 1], points[number]
            angle = math.atan2(y2 - y1, x2 - x1)
            wings = [(x2 - _HEAD * math.cos(angle + turn), y2 - _HEAD * math.sin(angle + turn)) for turn in (0.5, -0.5)]
            return write_path([wings[0], (x2, y2), wings[1]])
    return ""
