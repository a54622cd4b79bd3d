"""The coastlines of the map page: `python tools/world.py land-110m.json`, run once and again only for a new edition.

Reads `land-110m.json` of the package world-atlas (2.0.2; TopoJSON under the ISC licence, made from the 1:110m land of
Natural Earth 4.1, which is in the public domain) and writes `src/dragoman/server/atlas/land.json`: rings of longitude
and latitude in tenths of a degree, one after the other. Antarctica is left out, nobody visits it, and points are
dropped that a line between their neighbours passes within some hundredths of a degree (Douglas and Peucker 1973).
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

Point = tuple[float, float]

TARGET = Path(__file__).parents[1] / "src" / "dragoman" / "server" / "atlas" / "land.json"
TOLERANCE = 0.06
SOUTH = -60.0


def read_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a quantized topology as degrees; each position is told by how far it lies from the one before."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + left, y * scale_y + low))
        arcs.append(arc)
    return arcs


def join_arcs(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """A closed ring; a negative number is an arc the other way round, and each begins where the one before ends."""
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def cut_ring(ring: list[Point]) -> list[list[Point]]:
    """The parts of a closed ring on either side of the 180th meridian, each closed along it."""
    jumps = [place for place in range(1, len(ring)) if abs(ring[place][0] - ring[place - 1][0]) > 180]
    if not jumps:
        return [ring]
    turned = ring[jumps[0] : -1] + ring[: jumps[0]]
    ends = [place - jumps[0] for place in jumps[1:]] + [len(turned)]
    return [[*turned[start:end], turned[start]] for start, end in zip([0, *ends], ends, strict=False)]


def simplify(points: list[Point]) -> list[Point]:
    """The points without those that hardly bend the line."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = math.hypot(x2 - x1, y2 - y1)
    far = [
        abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length if length else math.hypot(x - x1, y - y1)
        for x, y in points[1:-1]
    ]
    place = max(range(len(far)), key=far.__getitem__)
    if far[place] <= TOLERANCE:
        return [points[0], points[-1]]
    return simplify(points[: place + 2])[:-1] + simplify(points[place + 1 :])


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = read_arcs(topology)
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for numbers in polygon:
                for part in cut_ring(join_arcs(numbers, arcs)):
                    ring = simplify(part)
                    if len(ring) > 3 and max(y for _, y in ring) > SOUTH:
                        rings.append([round(value * 10) for point in ring[:-1] for value in point])
    rings.sort(key=lambda ring: (-len(ring), ring))
    lines = ",\n".join(json.dumps(ring, separators=(",", ":")) for ring in rings)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
