"""Events → what two states or organisations have to do with each other, each matter once however many tell of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.model.record import STATUSES, Event, Record
from dragoman.queries.actors import find_parties

__all__ = ["MANY", "SAID", "Gathered", "choose_settled", "gather_pairs"]

MANY = 8
"""A gathering of more than this says little of any two of those who came."""
SAID = ("occurred", "ongoing")
"""What happened or is under way; everything else that is not denied lies ahead."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """For each two keys, in their order, the matters that name both, each as the events that tell of it.

    `large` is how many matters are gatherings of more than MANY, which stand in none.
    """

    pairs: Mapping[tuple[str, str], Sequence[Sequence[Event]]]
    large: int


def gather_pairs(records: Iterable[Record], matters: Mapping[str, str]) -> Gathered:
    """The pairs that events name; `matters` maps the ids of records to those of their matters.

    A record that is not joined is a matter of its own.
    """
    pairs: dict[tuple[str, str], dict[str, list[Event]]] = {}
    large = set()
    for record in records:
        if not isinstance(record, Event):
            continue
        keys = sorted(find_parties(record))
        matter = matters.get(record.id, record.id)
        if len(keys) > MANY:
            large.add(matter)
            continue
        for number, left in enumerate(keys):
            for right in keys[number + 1 :]:
                pairs.setdefault((left, right), {}).setdefault(matter, []).append(record)
    return Gathered({pair: tuple(told.values()) for pair, told in pairs.items()}, len(large))


def choose_settled(events: Sequence[Event]) -> list[Event]:
    """Of the accounts of one matter those that go furthest: a visit that one still expects and another tells happened,
    happened; it is denied where nobody says otherwise."""
    if len(events) == 1:
        return [*events]
    furthest = min(STATUSES.index(event.status) for event in events)
    return [event for event in events if STATUSES.index(event.status) == furthest]
