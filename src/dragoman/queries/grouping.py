"""Records of one matter that say the same stand in one line, each with its own citation."""

from collections.abc import Hashable, Mapping, Sequence

from dragoman.model.record import Event, Figure, Pledge, Position, Record, Tie
from dragoman.model.when import day_bounds

__all__ = ["group_records", "group_ties"]


def _says(record: Record) -> Hashable:
    """What records of one matter must agree in to stand in one line: accounts that differ stand side by side."""
    if isinstance(record, Event):
        return record.status, record.mode
    if isinstance(record, Pledge):
        return record.status, record.strength, record.lifecycle
    if isinstance(record, Position):
        return record.status, record.attribution
    if isinstance(record, Figure):
        return record.status, record.value, record.unit, record.comparator, record.change
    return record.status


def _holds(outer: str, inner: str) -> bool:
    """Whether one date lies within the other, and is the narrower of the two."""
    wide, narrow = day_bounds(outer), day_bounds(inner)
    return bool(wide and narrow and wide != narrow and wide[0] <= narrow[0] and narrow[1] <= wide[1])


def _fold_dates(records: Sequence[Record]) -> list[list[Record]]:
    """Records that say the same, by the date they give; a wider date, or none, joins the only narrower one it fits."""
    dated: dict[str, list[Record]] = {}
    undated: list[Record] = []
    for record in records:
        if record.when.edtf:
            dated.setdefault(record.when.edtf, []).append(record)
        else:
            undated.append(record)
    narrowest = {date: found for date, found in dated.items() if not any(_holds(date, other) for other in dated)}
    groups = list(narrowest.values())
    for date in sorted(dated.keys() - narrowest.keys()):
        fitting = [found for other, found in narrowest.items() if _holds(date, other)]
        if len(fitting) == 1:
            fitting[0].extend(dated[date])
        else:
            groups.append(dated[date])
    if undated and len(groups) == 1:
        groups[0].extend(undated)
    elif undated:
        groups.append(undated)
    return groups


def group_records(records: Sequence[Record], matters: Mapping[str, str]) -> list[tuple[Record, ...]]:
    """Groups in the order of their first records; `matters` maps the ids of records to those of their matters.

    In a group a dated record stands first, so that it gives the line its date, and of these the first given.
    """
    position = {record.id: index for index, record in enumerate(records)}
    buckets: dict[Hashable, list[Record]] = {}
    for record in records:
        buckets.setdefault((matters.get(record.id, record.id), _says(record)), []).append(record)
    groups = [tuple(group) for bucket in buckets.values() for group in _fold_dates(bucket)]
    return sorted(groups, key=lambda group: min(position[record.id] for record in group))


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
