"""Which actors a record involves, whatever their role."""

from collections.abc import Iterable, Sequence

from dragoman.model.actor import Actor
from dragoman.model.record import Record

__all__ = ["find_involved", "find_parties", "is_involving", "list_others"]

_ROLES = (
    "initiators", "targets", "participants", "pledgers", "beneficiaries", "holders", "toward", "subjects", "speaker",
)  # fmt: skip

# Ids of what can act; a project may stand where an actor does without being one.
_ACTING = ("org:", "grp:")


def find_involved(record: Record) -> tuple[Actor, ...]:
    """Every actor of a record in the order of its roles, each once, without the person who acts for it."""
    found: dict[str, Actor] = {}
    for role in _ROLES:
        value = getattr(record, role, ())
        for actor in (value,) if isinstance(value, Actor) else value:
            found.setdefault(actor.key, actor.as_state())
    return tuple(found.values())


def find_parties(record: Record) -> set[str]:
    """The keys of the states and organisations in a record, whatever their role."""
    found = set()
    for role in _ROLES:
        value = getattr(record, role, ())
        for actor in (value,) if isinstance(value, Actor) else value:
            if actor.state or (actor.id or "").startswith("org:"):
                found.add(actor.key)
    return found


def is_involving(record: Record, keys: Iterable[str]) -> bool:
    """Whether all the actors are in the record."""
    return set(keys) <= {actor.key for actor in find_involved(record)}


def list_others(records: Sequence[Record], keys: Iterable[str]) -> dict[str, tuple[Actor, list[Record]]]:
    """The states and organisations beside `keys` with the records that they are in, those in most records first."""
    known = {*keys, "author"}
    others: dict[str, tuple[Actor, list[Record]]] = {}
    for record in records:
        for actor in find_involved(record):
            if actor.key not in known and (actor.state or (actor.id or "").startswith(_ACTING)):
                others.setdefault(actor.key, (actor, []))[1].append(record)
    return dict(sorted(others.items(), key=lambda item: (-len(item[1][1]), item[0])))
