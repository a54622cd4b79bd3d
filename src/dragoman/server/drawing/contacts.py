"""Contacts and visits → who met whom and who went where, and a map of the world to draw them on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.model.record import STATUSES, Event, Record
from dragoman.server.drawing.arcs import Arc, draw_arc
from dragoman.server.drawing.pairs import SAID, choose_settled, gather_pairs
from dragoman.server.drawing.world import Sheet, load_places, place_states

__all__ = [
    "WAYS",
    "Contacts",
    "DrawnLink",
    "Link",
    "Spot",
    "Stroke",
    "WorldMap",
    "count_contacts",
    "draw_world",
    "is_drawable",
]

WAYS = ("out", "back", "meet")
"""Of a pair: the left visits the right, the right visits the left, and every other contact."""
# CAMEO 043, host a visit: who is named first stays at home.
_HOSTING = "043"
# How far the arcs of a pair lie aside: contacts from the straight line on, visits beyond them and to the right of their
# way, so that each way and each status has an arc of its own.
_FIRST_BEND = {"meet": 0.0, "out": 1.5, "back": 1.5}
_NEXT_BEND = 0.6
# So many of the states with most to do are named; a letter's width and a line's height, in units of SVG.
_LABELS = 40
_LETTER, _LINE = 6.2, 12.0


@dataclass(slots=True)
class Link:
    """Two states or organisations with how often they met or visited, by way and status; `last` is EDTF or blank."""

    left: str
    right: str
    told: dict[tuple[str, str], int] = field(default_factory=dict)
    last: str = ""

    def count(self, way: str) -> dict[str, int]:
        """How often, by status in the order of STATUSES; a status that none has is left out."""
        return {status: self.told[way, status] for status in STATUSES if (way, status) in self.told}

    def weigh(self) -> tuple[int, int, int]:
        """How much is said, lies ahead and is denied."""
        said = ahead = denied = 0
        for (_, status), number in self.told.items():
            if status in SAID:
                said += number
            elif status == "denied":
                denied += number
            else:
                ahead += number
        return said, ahead, denied

    @property
    def said(self) -> int:
        """What happened or is under way."""
        return self.weigh()[0]

    @property
    def ahead(self) -> int:
        """What is scheduled, promised, hoped or possible."""
        return self.weigh()[1]

    @property
    def denied(self) -> int:
        """What is denied, by whoever tells of it."""
        return self.weigh()[2]

    @property
    def is_between_states(self) -> bool:
        """Whether both can be drawn: an organisation has no place on the map."""
        return self.left in load_places() and self.right in load_places()


@dataclass(frozen=True, slots=True)
class Contacts:
    """The pairs, those with most that happened first; `large` gatherings stand in none."""

    links: tuple[Link, ...]
    large: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """One arc of a pair: what it stands for, by way, status and number, and its width."""

    arc: Arc
    way: str
    status: str
    number: int
    width: float


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A pair with its arcs, what lies ahead first so that what happened is drawn over it."""

    link: Link
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A state on the map; its name stands at `name_x`, and `anchor` is blank where it has no room."""

    key: str
    x: float
    y: float
    radius: float
    name_x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The drawing over a sheet."""

    sheet: Sheet
    links: tuple[DrawnLink, ...]
    spots: tuple[Spot, ...]


def count_contacts(records: Iterable[Record], matters: Mapping[str, str]) -> Contacts:
    """The pairs that events bring together, each matter once; `matters` maps ids of records to those of matters."""
    gathered = gather_pairs(records, matters)
    links = []
    for (left, right), told in gathered.pairs.items():
        link = Link(left, right)
        for events in told:
            _add(link, events)
        if link.told:
            links.append(link)
    links.sort(key=lambda link: (*(-number for number in link.weigh()), link.left, link.right))
    return Contacts(tuple(links), gathered.large)


def _add(link: Link, events: Sequence[Event]) -> None:
    settled = choose_settled(events)
    ways = [way for event in settled if (way := _find_way(event, link.left, link.right))]
    if not ways:
        return
    # An account that tells who came to whom says more than one that tells only that they met.
    way = next((way for way in ways if way != "meet"), "meet")
    key = (way, settled[0].status)
    link.told[key] = link.told.get(key, 0) + 1
    if settled[0].status in SAID:
        link.last = max(link.last, *(event.when.edtf or "" for event in settled))


def _find_way(event: Event, left: str, right: str) -> str | None:
    """How two parties of an event came together; null for two who visited a third."""
    if event.mode != "visit" and event.form != "visit":
        return "meet"
    first, second = {a.key for a in event.initiators}, {a.key for a in event.targets}
    here = event.place.state if event.place else None
    if here in first | second:
        # Where the record tells the place, that decides who is at home.
        hosts = {here}
        guests = (first | second) - hosts
    else:
        hosts, guests = (first, second) if event.cameo == _HOSTING else (second, first)
    if left in guests and right in hosts:
        return "out"
    if right in guests and left in hosts:
        return "back"
    return None if {left, right} <= first | second else "meet"


def is_drawable(link: Link, sheet: Sheet) -> bool:
    """Whether a pair of states did or will do something, and one of them lies on the sheet."""
    if not link.is_between_states or all(status == "denied" for _, status in link.told):
        return False
    places = place_states(sheet)
    return any(_is_on(sheet, *places[key]) for key in (link.left, link.right))


def _is_on(sheet: Sheet, x: float, y: float) -> bool:
    return 0 <= x <= sheet.width and 0 <= y <= sheet.height


def draw_world(sheet: Sheet, links: Sequence[Link], names: Mapping[str, str], most_arcs: int) -> WorldMap:
    """The first links that are drawable on a sheet, so many that their arcs are about `most_arcs` at most.

    `names` are what the spots would be called, by their keys.
    """
    shown = []
    arcs = 0
    for link in links:
        if arcs < most_arcs and is_drawable(link, sheet):
            shown.append(link)
            arcs += len(link.told)
    most = max((number for link in shown for number in link.told.values()), default=1)
    drawn = tuple(DrawnLink(link, tuple(_draw(sheet, link, most))) for link in reversed(shown))
    weights: dict[str, int] = {}
    for link in shown:
        for key in (link.left, link.right):
            weights[key] = weights.get(key, 0) + link.said + link.ahead
    ordered = sorted(weights, key=lambda key: (-weights[key], key))
    places = place_states(sheet)
    placed = [(key, *places[key]) for key in ordered]
    inside = [item for item in placed if _is_on(sheet, *item[1:])]
    return WorldMap(sheet, drawn, tuple(_name_spots(inside, weights, names, sheet)))


def _draw(sheet: Sheet, link: Link, most: int) -> Iterable[Stroke]:
    """The arcs of a pair, what happened last."""
    places = load_places()
    strokes = []
    for way in WAYS:
        start, end = (link.right, link.left) if way == "back" else (link.left, link.right)
        shown = [(status, number) for status, number in link.count(way).items() if status != "denied"]
        for place, (status, number) in enumerate(shown):
            arc = draw_arc(sheet, places[start], places[end], _FIRST_BEND[way] + _NEXT_BEND * place)
            if arc is not None:
                strokes.append(Stroke(arc, way, status, number, round(0.8 + 3.2 * (number / most) ** 0.5, 1)))
    return sorted(strokes, key=lambda stroke: -STATUSES.index(stroke.status))


def _name_spots(
    placed: Sequence[tuple[str, float, float]], weights: Mapping[str, int], names: Mapping[str, str], sheet: Sheet
) -> Iterable[Spot]:
    """Spots with names at those that have most to do, on whichever side no other name or spot stands."""
    heaviest = max(weights.values(), default=1)
    taken = [(key, x - 3, x + 3, y) for key, x, y in placed]
    for number, (key, x, y) in enumerate(placed):
        radius = round(2 + 3 * (weights[key] / heaviest) ** 0.5, 1)
        gap, width = radius + 3, _LETTER * len(names.get(key, key))
        name_x = 0.0
        for is_right in (True, False):
            start = x + gap if is_right else x - gap - width
            is_inside = start >= 0 and start + width <= sheet.width and _LINE <= y <= sheet.height - _LINE / 2
            if (
                number < _LABELS
                and is_inside
                and all(
                    other == key or start + width < first or last < start or abs(y - line) > _LINE
                    for other, first, last, line in taken
                )
            ):
                taken.append(("", start, start + width, y))
                name_x = x + gap if is_right else x - gap
                break
        anchor = "" if not name_x else "start" if name_x > x else "end"
        yield Spot(key, round(x, 1), round(y, 1), radius, round(name_x, 1), anchor)
