"""A relation as it is drawn: the briefing, the events of its timeline, its figures, and who holds what."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model.answer import Answer, Citation, Line
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Figure, Record
from dragoman.model.when import day_bounds
from dragoman.queries.brief import gather_records, write_brief
from dragoman.queries.desk import Desk
from dragoman.queries.listing import list_records
from dragoman.queries.subject import Names, Subject

__all__ = ["Relation", "Told", "draw_relation"]

# Positions, those said last, of each of those asked for.
_POSITIONS = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A dated event with its sentence."""

    event: Event
    text: str


@dataclass(frozen=True, slots=True)
class Relation:
    """What a page on a relation shows. `events` are dated, one for each matter and status; `positions` are lines of the
    verb of that name; `citations` are those of the briefing and of the positions, which number on."""

    brief: Answer
    events: tuple[Told, ...]
    figures: tuple[Figure, ...]
    positions: tuple[Line, ...]
    citations: tuple[Citation, ...]


def draw_relation(asked: Sequence[str], narrow: Filter, desk: Desk, names: Names) -> Relation:
    """A relation from the records that its briefing is written from; positions are those of each state by itself.

    Raises UnknownName and BadFilter.
    """
    gathered = gather_records(asked, narrow, desk, names)
    brief = write_brief(gathered, narrow, desk, names)
    lines = [line for subject in gathered.subjects for line in _list_positions(subject, narrow, desk)]
    return Relation(
        brief,
        tuple(Told(event, desk.say(event)) for event in _keep_once(gathered.records, desk)),
        tuple(record for record in gathered.records if isinstance(record, Figure)),
        tuple({line.records: line for line in lines}.values()),
        desk.finish("positions", "", ()).citations,
    )


def _list_positions(subject: Subject, narrow: Filter, desk: Desk) -> Sequence[Line]:
    own = subject.narrow()
    things = {name: value for name in ("person", "issue", "project", "mechanism") if (value := getattr(own, name))}
    last = narrow.last or _POSITIONS
    asked = dataclasses.replace(narrow, actors=own.actors, limit=None, last=last, **things)
    return list_records("positions", asked, desk).sections[0].lines


def _keep_once(records: Iterable[Record], desk: Desk) -> list[Event]:
    """The dated events, one for each matter and status: of the dates that its accounts give, the narrowest."""
    dated = [
        (record, bounds)
        for record in records
        if isinstance(record, Event) and record.when.edtf and (bounds := day_bounds(record.when.edtf))
    ]
    matters = desk.store.get_matters([event.id for event, _ in dated])
    kept: dict[tuple[str, str], tuple[datetime.timedelta, Event]] = {}
    for event, bounds in dated:
        key, width = (matters.get(event.id, event.id), event.status), bounds[1] - bounds[0]
        if key not in kept or width < kept[key][0]:
            kept[key] = (width, event)
    return [event for _, event in kept.values()]
