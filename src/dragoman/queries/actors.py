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


def _find_actors(record: Record) -> dict[str, Actor]:
    """Every actor of a record as its first role has it, by key and in the order of the roles."""
    found: dict[str, Actor] = {}
    for role in _ROLES:
        value = getattr(record, role, ())
        for actor in (value,) if isinstance(value, Actor) else value:
            found.setdefault(actor.key, actor)
    return found


def find_involved(record: Record) -> tuple[Actor, ...]:
    """Every actor of a record in the order of its roles, each once, without the person who acts for it."""
    return tuple(actor.as_state() for actor in _find_actors(record).values())


def find_parties(record: Record) -> set[str]:
    """The keys of the states and organisations in a record, whatever their role."""
    found = _find_actors(record)
    return {key for key, actor in found.items() if actor.state or (actor.id or "").startswith("org:")}


def is_involving(record: Record, keys: Iterable[str]) -> bool:
    """Whether all the actors are in the record."""
    return set(keys) <= _find_actors(record).keys()


def list_others(records: Sequence[Record], keys: Iterable[str]) -> dict[str, tuple[Actor, list[Record]]]:
    """The states and organisations beside `keys` with the records that they are in, those in most records first."""
    known = {*keys, "author"}
    others: dict[str, tuple[Actor, list[Record]]] = {}
    for record in records:
        for key, actor in _find_actors(record).items():
            if key in others:
                others[key][1].append(record)
            elif key not in known and (actor.state or (actor.id or "").startswith(_ACTING)):
                others[key] = actor.as_state(), [record]
    return dict(sorted(others.items(), key=lambda item: (-len(item[1][1]), item[0])))
