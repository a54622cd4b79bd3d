"""What later documents say about what was announced, hoped or promised. Silence is reported as silence."""

from collections.abc import Sequence

from dragoman.memory.threads import find_outcome
from dragoman.model.filter import Filter
from dragoman.model.record import KINDS, Event, Pledge, Record
from dragoman.model.when import day_bounds
from dragoman.queries.desk import Desk
from dragoman.queries.wording.dates import format_date

__all__ = ["AHEAD", "find_confirmations", "say_followup", "say_movement"]

AHEAD = ("scheduled", "intended", "hoped", "hypothetical")
_DONE = ("occurred", "ongoing")
# What tells of a project is no mere saying; of each kind so many records, those said last, are looked at.
_TELLING = tuple(kind for kind in KINDS if kind != "quote")
_OF_PROJECT = 25


def _is_before(left: str | None, right: str | None) -> bool:
    """Whether the whole of one date lies before the other; false where either is unknown."""
    first, second = (day_bounds(item) if item else None for item in (left, right))
    return bool(first and second and first[1] < second[0])


def find_confirmations(desk: Desk, planned: Event, records: Sequence[Record]) -> list[Event]:
    """Events on record that may be what was planned, told by other documents; nearest in time first.

    They are offered as candidates, never asserted to be the same event.
    """
    told = [
        (e, desk.find_traits(e))
        for e in records
        if isinstance(e, Event) and e.type == planned.type and e.status in _DONE
    ]
    outcomes = find_outcome((planned, desk.find_traits(planned)), told)
    return [outcome.event for outcome in outcomes]


def say_followup(desk: Desk, planned: Event, records: Sequence[Record]) -> tuple[str, list[Event]]:
    """A sentence on whether anything on record says that it took place, and the candidates."""
    if desk.get_published(planned) is None and planned.when.edtf is None:
        return "Neither the plan nor its document is dated: what came after it cannot be told.", []
    found = find_confirmations(desk, planned, records)
    if not found:
        return "No later document mentions it as having taken place.", []
    return "What may be it is on record; nothing says that the two are the same.", found


def say_movement(desk: Desk, pledge: Pledge) -> tuple[str, list[Record]]:
    """For a pledge with a project: what later documents say about the project, and those records."""
    if not pledge.project:
        return "", []
    announced = desk.get_published(pledge)
    others = [
        record
        for record in desk.find_records(Filter(project=pledge.project, kinds=_TELLING, last=_OF_PROJECT))
        if record.document != pledge.document
    ]
    later = [record for record in others if not _is_before(desk.get_published(record), announced)]
    dated = [record for record in later if _is_before(announced, desk.get_published(record))]
    if dated:
        last = desk.get_published(dated[-1])
        return f"Later documents mention {pledge.project}, the last of {format_date(last or '')}.", dated[:3]
    if later:
        return f"Other documents mention {pledge.project}, but not whether before or after.", later[:3]
    return f"No later document mentions {pledge.project}: no evidence of movement, nor of none.", []
