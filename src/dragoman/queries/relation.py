"""A relation as it is drawn: the briefing, the events of its timeline, its figures, and who holds what."""

import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model.answer import Answer, Citation, Line
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Figure, Position, Record
from dragoman.model.when import day_bounds
from dragoman.queries.brief import gather_records, write_brief
from dragoman.queries.desk import Desk
from dragoman.queries.subject import Names, Subject
from dragoman.queries.wording.dates import sort_key
from dragoman.queries.wording.names import say_actors

__all__ = ["Cell", "Matrix", "Relation", "Told", "draw_relation"]

# Positions, those said last, of each of those asked for; issues and holders that a matrix shows, and stances in a cell.
_POSITIONS, _ISSUES, _HOLDERS, _STANCES = 50, 20, 8, 3


@dataclass(frozen=True, slots=True)
class Told:
    """A dated event with its sentence."""

    event: Event
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one holder says on one issue: a line for each matter of those said last, and how many more there are."""

    lines: tuple[Line, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who holds what on which issue: `rows` are issues with a cell for each of `holders`; `left_out` counts issues."""

    holders: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Relation:
    """What a page on a relation shows. `events` are dated, one for each matter and status; `citations` are those of
    the briefing and of the matrix, which number on."""

    brief: Answer
    events: tuple[Told, ...]
    figures: tuple[Figure, ...]
    matrix: Matrix | None
    citations: tuple[Citation, ...]


def draw_relation(asked: Sequence[str], narrow: Filter, desk: Desk, names: Names) -> Relation:
    """A relation from the records that its briefing is written from; positions are those of each state by itself.

    Raises UnknownName and BadFilter.
    """
    gathered = gather_records(asked, narrow, desk, names)
    brief = write_brief(gathered, narrow, desk, names)
    positions = [record for subject in gathered.subjects for record in _find_positions(subject, narrow, desk)]
    return Relation(
        brief,
        tuple(Told(event, desk.say(event)) for event in _keep_once(gathered.records, desk)),
        tuple(record for record in gathered.records if isinstance(record, Figure)),
        _lay_out(list({record.id: record for record in positions}.values()), desk),
        desk.finish("brief", brief.title, ()).citations,
    )


def _find_positions(subject: Subject, narrow: Filter, desk: Desk) -> list[Position]:
    if narrow.kinds and "position" not in narrow.kinds:
        return []
    own = subject.narrow()
    things = {name: value for name in ("person", "issue", "project", "mechanism") if (value := getattr(own, name))}
    last = narrow.last or _POSITIONS
    asked = dataclasses.replace(narrow, actors=own.actors, kinds=("position",), limit=None, last=last, **things)
    return [record for record in desk.find_records(asked) if isinstance(record, Position)]


def _lay_out(positions: Iterable[Position], desk: Desk) -> Matrix | None:
    """The issues and holders with most positions on record."""
    cells: dict[str, dict[str, list[Position]]] = {}
    for position in positions:
        who = say_actors(position.holders, desk.name_state)
        cells.setdefault(position.issue, {}).setdefault(who, []).append(position)
    if not cells:
        return None
    counts = Counter(who for row in cells.values() for who in row)
    holders = sorted(counts, key=lambda who: (-counts[who], who))[:_HOLDERS]
    told = [(issue, row) for issue, row in cells.items() if any(who in row for who in holders)]
    told.sort(key=lambda item: (-len(item[1]), -sum(map(len, item[1].values())), item[0].casefold()))
    desk.find_matters(position for _, row in told[:_ISSUES] for own in row.values() for position in own)
    rows = tuple((issue, tuple(_fill(row.get(who, []), desk) for who in holders)) for issue, row in told[:_ISSUES])
    return Matrix(tuple(holders), rows, len(told) - len(rows))


def _fill(positions: Sequence[Position], desk: Desk) -> Cell:
    newest = sorted(positions, key=lambda record: (sort_key(desk.get_published(record), newest_first=True), record.id))
    groups = desk.group(newest)
    lines = [
        dataclasses.replace(desk.make_line(group), cells=(group[0].stance,))
        for group in groups[:_STANCES]
        if isinstance(group[0], Position)
    ]
    return Cell(tuple(lines), max(0, len(groups) - _STANCES))


def _keep_once(records: Iterable[Record], desk: Desk) -> list[Event]:
    """The dated events, one for each matter and status: of the dates that its accounts give, the narrowest."""
    dated = [
        (record, bounds)
        for record in records
        if isinstance(record, Event) and record.when.edtf and (bounds := day_bounds(record.when.edtf))
    ]
    matters = desk.find_matters([event for event, _ in dated])
    kept: dict[tuple[str, str], tuple[datetime.timedelta, Event]] = {}
    for event, bounds in dated:
        key, width = (matters.get(event.id, event.id), event.status), bounds[1] - bounds[0]
        if key not in kept or width < kept[key][0]:
            kept[key] = (width, event)
    return [event for _, event in kept.values()]
