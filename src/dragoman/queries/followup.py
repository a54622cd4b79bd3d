"""What later documents say about what was announced, hoped or promised. Silence is reported as silence."""

from collections.abc import Sequence

from dragoman.model.actor import Actor
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Pledge, Record
from dragoman.model.when import day_bounds
from dragoman.queries.desk import Desk
from dragoman.queries.wording.dates import format_date

__all__ = ["AHEAD", "find_confirmations", "say_followup", "say_movement"]

AHEAD = ("scheduled", "intended", "hoped", "hypothetical")


def _is_before(left: str | None, right: str | None) -> bool:
    """Whether the whole of one date lies before the other; false where either is unknown."""
    first, second = (day_bounds(item) if item else None for item in (left, right))
    return bool(first and second and first[1] < second[0])


def _is_within(inner: str | None, outer: str | None) -> bool:
    """Whether one date lies within the other; false where either is unknown."""
    first, second = (day_bounds(item) if item else None for item in (inner, outer))
    return bool(first and second and second[0] <= first[0] and first[1] <= second[1])


def _persons(actors: Sequence[Actor]) -> set[str]:
    return {actor.person.split()[-1] for actor in actors if actor.person}


def _is_meeting_of_visit(planned: Event, event: Event) -> bool:
    """Whether a meeting may be what a visit was paid for: the visitor is named in it, on a day of the plan."""
    if planned.form != "visit" or event.form not in {"meeting", "summit"}:
        return False
    visitor = _persons(planned.initiators)
    met = bool(visitor & _persons(event.initiators + event.targets))
    return met and _is_within(event.when.edtf, planned.when.edtf)


def _is_same_act(planned: Event, event: Event) -> bool:
    """Type, form, parties and, where both name them, visitor, mechanism, round and place agree."""
    if planned.type != event.type:
        return False
    if _is_meeting_of_visit(planned, event):
        return {a.key for a in planned.initiators + planned.targets} == {
            a.key for a in event.initiators + event.targets
        }
    if planned.form != event.form:
        return False
    mine = {actor.key for actor in planned.initiators + planned.targets}
    theirs = {actor.key for actor in event.initiators + event.targets}
    if mine != theirs:
        return False
    if planned.form == "visit" and {a.key for a in planned.initiators} != {a.key for a in event.initiators}:
        return False
    people = [_persons(item.initiators) for item in (planned, event)]
    if all(people) and not people[0] & people[1]:
        return False
    for name in ("mechanism", "round"):
        left, right = getattr(planned, name), getattr(event, name)
        # A meeting that names no forum is no sign that the forum met.
        if left is not None and left != right:
            return False
    return not (planned.place and event.place and planned.place != event.place)


def find_confirmations(desk: Desk, planned: Event, records: Sequence[Record]) -> list[Event]:
    """Events on record that may be what was planned: the same act in another document, and not dated before the plan.

    They are offered as candidates, never asserted to be the same event.
    """
    announced = desk.get_published(planned)
    found = []
    for event in records:
        if not isinstance(event, Event) or event.status != "occurred" or event.document == planned.document:
            continue
        if not _is_same_act(planned, event) or _is_before(desk.get_published(event), announced):
            continue
        if _is_before(event.when.edtf, announced) or _is_before(event.when.edtf, planned.when.edtf):
            continue
        found.append(event)
    return found


def say_followup(desk: Desk, planned: Event, records: Sequence[Record]) -> tuple[str, list[Event]]:
    """A sentence on whether anything on record says that it took place, and the candidates."""
    found = find_confirmations(desk, planned, records)
    undated = desk.get_published(planned) is None and planned.when.edtf is None
    if not found:
        return f"No {'other' if undated else 'later'} document mentions it as having taken place.", []
    if undated:
        return "Neither the plan nor its document is dated: what came after it cannot be told.", []
    return "What may be it is on record; nothing says that the two are the same.", found


def say_movement(desk: Desk, pledge: Pledge) -> tuple[str, list[Record]]:
    """For a pledge with a project: what later documents say about the project, and those records."""
    if not pledge.project:
        return "", []
    announced = desk.get_published(pledge)
    others = [
        record
        for record in desk.store.find_records(Filter(project=pledge.project))
        if record.document != pledge.document and record.kind != "quote"
    ]
    later = [record for record in others if not _is_before(desk.get_published(record), announced)]
    dated = [record for record in later if _is_before(announced, desk.get_published(record))]
    if dated:
        last = desk.get_published(dated[-1])
        return f"Later documents mention {pledge.project}, the last of {format_date(last or '')}.", dated[:3]
    if later:
        return f"Other documents mention {pledge.project}, but not whether before or after.", later[:3]
    return f"No later document mentions {pledge.project}: no evidence of movement, nor of none.", []
