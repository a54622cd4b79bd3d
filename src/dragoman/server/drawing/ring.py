"""Records → who deals with whom: signed and weighted pairs, and a ring to draw them on."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from dragoman.model.record import Event, Record
from dragoman.server.drawing.pairs import SAID, choose_settled, gather_pairs

__all__ = ["SIZE", "Edge", "Node", "Pair", "Ring", "count_pairs", "draw_ring"]

SIZE = 640.0
"""The side of the square that the ring is drawn in."""


@dataclass(slots=True)
class Pair:
    """Two states or organisations: how often they deal with each other, and the sum of the scores of what they did.

    `ahead` counts what is scheduled, promised, hoped or possible, which is in no sum.
    """

    left: str
    right: str
    cooperation: int = 0
    conflict: int = 0
    ahead: int = 0
    net: float = 0.0
    last: str = ""

    @property
    def count(self) -> int:
        """Acts that happened or are under way."""
        return self.cooperation + self.conflict


@dataclass(frozen=True, slots=True)
class Node:
    """An actor on the ring."""

    key: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair on the ring; `width` grows with the number of acts."""

    pair: Pair
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    tone: str


@dataclass(frozen=True, slots=True)
class Ring:
    """The drawing."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def count_pairs(records: Iterable[Record], matters: Mapping[str, str]) -> list[Pair]:
    """Every pair that events name together, those with most acts first; reports of one matter count once.

    `matters` maps the ids of records to those of their matters.
    """
    pairs = []
    for (left, right), told in gather_pairs(records, matters).pairs.items():
        pair = Pair(left, right)
        for events in told:
            _add(pair, choose_settled(events))
        pair.net = round(pair.net, 2)
        pairs.append(pair)
    return sorted(pairs, key=lambda pair: (-pair.count, -pair.ahead, pair.left, pair.right))


def _add(pair: Pair, events: Sequence[Event]) -> None:
    """One matter, as the events tell that agree on how far it went; where they differ in score, their mean."""
    status = events[0].status
    if status in SAID:
        score = fmean(event.score or 0.0 for event in events)
        pair.net += score
        pair.cooperation += score >= 0
        pair.conflict += score < 0
        pair.last = max(pair.last, *(event.when.edtf or "" for event in events))
    elif status != "denied":
        pair.ahead += 1


def draw_ring(pairs: Sequence[Pair]) -> Ring:
    """The pairs that did something, on a ring on which those with most to do with others stand apart."""
    drawn = [pair for pair in pairs if pair.count]
    weights: dict[str, int] = {}
    for pair in drawn:
        for key in (pair.left, pair.right):
            weights[key] = weights.get(key, 0) + pair.count
    keys = sorted(weights, key=lambda key: (-weights[key], key))
    places = {}
    nodes = []
    middle, radius = SIZE / 2, SIZE / 2 - 120
    for number, key in enumerate(keys):
        angle = 2 * math.pi * number / len(keys) - math.pi / 2
        cos, sin = math.cos(angle), math.sin(angle)
        places[key] = (round(middle + radius * cos, 1), round(middle + radius * sin, 1))
        anchor = "start" if cos > 0.2 else "end" if cos < -0.2 else "middle"
        label_y = middle + (radius + 18) * sin + 5
        nodes.append(Node(key, *places[key], round(middle + (radius + 14) * cos, 1), round(label_y, 1), anchor))
    most = max((pair.count for pair in drawn), default=1)
    edges = [
        Edge(
            pair, *places[pair.left], *places[pair.right], round(1 + 7 * pair.count / most, 1),
            "conflict" if pair.net < 0 else "cooperation",
        )
        for pair in reversed(drawn)
    ]  # fmt: skip
    return Ring(tuple(nodes), tuple(edges))
