"""The world flattened: Equal Earth, the coastlines, and where each state is drawn."""

import csv
import functools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

__all__ = ["PARTS", "Sheet", "load_places", "make_sheet", "place_states", "project", "write_path"]

_WIDTH = 960.0
# Longitudes and latitudes of the corners, in degrees: west, south, east, north. No capital lies outside the world's.
PARTS: Mapping[str, tuple[float, float, float, float]] = {
    "World": (-180.0, -57.0, 180.0, 84.0),
    "Europe": (-26.0, 33.0, 50.0, 68.0),
    "Middle East": (18.0, 9.0, 78.0, 45.0),
    "Africa": (-48.0, -36.0, 84.0, 38.0),
    "Asia": (44.0, -12.0, 152.0, 54.0),
    "Pacific": (84.0, -48.0, 180.0, 30.0),
    "Americas": (-170.0, -57.0, -14.0, 62.0),
}
"""The parts of the world that a map may show."""
# Points of a coast that lie nearer to each other than this, in units of SVG, are one.
_FINE = 0.9
# Šavrič, Patterson and Jenny (2018), "The Equal Earth map projection", International Journal of GIS 33(3).
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_HALF_ROOT_3 = math.sqrt(3) / 2


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees → Equal Earth on a sphere of radius 1, y to the north: x within ±2.7067, y within ±1.3174."""
    angle = math.asin(_HALF_ROOT_3 * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    x = math.radians(longitude) * math.cos(angle) / (_HALF_ROOT_3 * slope)
    y = angle * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
    return x, y


def _iter_edge(west: float, south: float, east: float, north: float) -> Iterable[tuple[float, float]]:
    """The edge of a part of the world, every few degrees, from its south-western corner round."""
    count = 24
    steps = [number / count for number in range(count)]
    yield from ((west, south + (north - south) * step) for step in steps)
    yield from ((west + (east - west) * step, north) for step in steps)
    yield from ((east, north - (north - south) * step) for step in steps)
    yield from ((east - (east - west) * step, south) for step in steps)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map of one part of the world in units of SVG: `width` by `height`; paths of the sea, land and the graticule."""

    part: str
    width: float
    height: float
    scale: float
    left: float
    top: float
    sea: str = ""
    land: str = ""
    grid: str = ""

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the earth lies on the sheet, or beside it."""
        x, y = project(longitude, latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def draw_line(self, points: Iterable[tuple[float, float]], *, is_closed: bool = False) -> str:
        """A path through points of the earth."""
        placed = [self.place(*point) for point in points]
        return write_path(placed) + ("Z" if is_closed else "")


def write_path(points: Sequence[tuple[float, float]]) -> str:
    """Points of a sheet as a path of SVG, to a tenth of a unit."""
    rounded = [(round(x, 1) + 0.0, round(y, 1) + 0.0) for x, y in points]
    kept = [point for number, point in enumerate(rounded) if not number or point != rounded[number - 1]]
    return "M" + " ".join(f"{x:g},{y:g}" for x, y in kept)


@functools.cache
def make_sheet(part: str) -> Sheet:
    """The map of a part of the world, a key of PARTS."""
    west, south, east, north = PARTS[part]
    # The widest parallel of a part is the one nearest to the equator.
    widest = min(max(south, 0.0), north)
    edge = [*_iter_edge(west, south, east, north), (west, widest), (east, widest)]
    flat = [project(*point) for point in edge]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    bottom, top = min(y for _, y in flat), max(y for _, y in flat)
    scale = _WIDTH / (right - left)
    bare = Sheet(part, _WIDTH, round((top - bottom) * scale, 1), scale, left, top)
    whole = PARTS["World"]
    meridians = [[(float(east), -90 + 5.0 * step) for step in range(37)] for east in range(-150, 180, 30)]
    parallels = [[(-180.0, float(north)), (180.0, float(north))] for north in range(-60, 90, 30)]
    return Sheet(
        part, bare.width, bare.height, scale, left, top,
        sea=bare.draw_line(_iter_edge(whole[0], whole[1] - 3, whole[2], 90.0), is_closed=True),
        land="".join(_draw_ring(bare, ring) for ring in _load_land()),
        grid="".join(bare.draw_line(line) for line in (*meridians, *parallels)),
    )  # fmt: skip


def _draw_ring(sheet: Sheet, ring: Iterable[tuple[float, float]]) -> str:
    """A piece of land without points that nobody could tell apart; blank where it lies beside the sheet."""
    kept: list[tuple[float, float]] = []
    for point in ring:
        x, y = sheet.place(*point)
        if not kept or math.dist(kept[-1], (x, y)) >= _FINE:
            kept.append((x, y))
    is_beside = (
        all(x < 0 for x, _ in kept)
        or all(x > sheet.width for x, _ in kept)
        or all(y < 0 for _, y in kept)
        or all(y > sheet.height for _, y in kept)
    )
    return "" if len(kept) < 3 or is_beside else write_path(kept) + "Z"


def _read(name: str) -> str:
    return (resources.files("dragoman.server") / "atlas" / name).read_text(encoding="utf-8")


@functools.cache
def _load_land() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Rings of degrees; atlas/README.md says where they come from."""
    rings: list[list[int]] = json.loads(_read("land.json"))
    return tuple(tuple((ring[place] / 10, ring[place + 1] / 10) for place in range(0, len(ring), 2)) for ring in rings)


@functools.cache
def load_places() -> Mapping[str, tuple[float, float]]:
    """Longitude and latitude of each state's capital or seat of government, by the state's key."""
    rows = csv.DictReader(_read("capitals.csv").splitlines())
    return {row["state"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


@functools.lru_cache(maxsize=2 * len(PARTS))
def place_states(sheet: Sheet) -> Mapping[str, tuple[float, float]]:
    """Where each state of `load_places` lies on a sheet, or beside it."""
    return {key: sheet.place(*place) for key, place in load_places().items()}
