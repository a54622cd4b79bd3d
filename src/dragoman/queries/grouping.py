"""Records that say the same of the same day stand in one line, each with its own citation.

This is not identity of events: nothing is merged, and what lacks a date or an actor is never grouped.
"""

from collections.abc import Hashable, Iterable, Sequence

from dragoman.model.actor import Actor
from dragoman.model.record import Event, Figure, Pledge, Position, Record, Tie, role_actors

__all__ = ["group_records", "group_ties"]


def _keys(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.key for actor in actors)


def _event_key(event: Event) -> Hashable:
    sides: Hashable = (_keys(event.initiators), _keys(event.targets))
    if event.symmetric:
        sides = _keys(event.initiators + event.targets)
    return event.type, event.form, event.mechanism, event.round, event.symmetric, sides


def _record_key(record: Record) -> Hashable | None:
    """What must be equal for two records to stand in one line; null for a record that stands alone."""
    if record.when.edtf is None or not role_actors(record):
        return None
    own: Hashable
    if isinstance(record, Event):
        own = _event_key(record)
    elif isinstance(record, Pledge):
        own = (_keys(record.pledgers), record.strength, record.content.casefold())
    elif isinstance(record, Position):
        own = (_keys(record.holders), record.issue.casefold(), record.stance, _keys(record.toward), record.attribution)
    elif isinstance(record, Figure):
        own = (_keys(record.subjects), record.metric, record.value, record.unit, record.comparator, record.period)
    else:
        return None
    return record.kind, record.status, record.when.edtf, own


def _surnames(record: Record) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for actor in role_actors(record):
        if actor.person:
            named.setdefault(actor.key, set()).add(actor.person.casefold().split()[-1])
    return named


def _is_compatible(record: Record, group: Sequence[Record]) -> bool:
    """Different documents, and nobody acts for one side in one record whom the other record replaces by another."""
    if any(other.document == record.document for other in group):
        return False
    mine = _surnames(record)
    for other in group:
        theirs = _surnames(other)
        if any(key in theirs and theirs[key] != names for key, names in mine.items()):
            return False
    return True


def group_records(records: Sequence[Record]) -> list[tuple[Record, ...]]:
    """Groups in the order of their first records; a record that would fit two groups stays alone."""
    groups: list[list[Record]] = []
    buckets: dict[Hashable, list[list[Record]]] = {}
    position = {record.id: index for index, record in enumerate(records)}
    # Those that name most persons come first, so that a report naming nobody joins only an unambiguous group.
    for record in sorted(records, key=lambda item: (-len(_surnames(item)), position[item.id])):
        key = _record_key(record)
        fitting = [group for group in buckets.get(key, []) if _is_compatible(record, group)] if key else []
        if len(fitting) == 1:
            fitting[0].append(record)
            continue
        group = [record]
        groups.append(group)
        if key:
            buckets.setdefault(key, []).append(group)
    ordered = [tuple(sorted(group, key=lambda item: position[item.id])) for group in groups]
    return sorted(ordered, key=lambda group: position[group[0].id])


def _tie_key(tie: Tie) -> Hashable:
    people = frozenset((actor.key, (actor.person or "").casefold()) for actor in tie.subjects)
    label = (tie.label or "").casefold()
    if tie.relation == "office":
        label = " ".join((actor.office or label).casefold() for actor in tie.subjects[:1])
        return tie.relation, people, label
    return tie.relation, people, label, (tie.object or "").casefold(), tie.level, tie.since, tie.until


def group_ties(ties: Sequence[Tie]) -> list[tuple[Tie, ...]]:
    """Ties in the same words, each attested once or more, in the order of their first records."""
    groups: dict[Hashable, list[Tie]] = {}
    for tie in ties:
        groups.setdefault(_tie_key(tie), []).append(tie)
    return [tuple(group) for group in groups.values()]
