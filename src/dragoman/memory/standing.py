"""Positions, figures, ties and wars are known again by their fields: one key, one matter."""

import hashlib
from collections.abc import Callable, Iterable

from dragoman.memory.traits import fold
from dragoman.model.actor import Actor
from dragoman.model.record import Event, Figure, Position, Record, Tie

__all__ = ["make_standing_id"]

# Of these a state has one a period, so that two values for one period are two accounts of the same quantity. Of aid,
# loans, doses or casualties there are many in a year: they are the same only where the value is.
_LEVELS = frozenset({
    "trade", "trade-growth", "trade-balance", "exports", "imports", "gdp", "gdp-growth", "population", "inflation",
    "remittances", "tourists", "reserves", "debt",
})  # fmt: skip


# What is spoken of for months or years under one name, without a day of its own.
_WARS = frozenset("war warfare invasion aggression occupation blockade siege".split())


def make_standing_id(record: Record, find_office: Callable[[str], tuple[str, bool]]) -> str | None:
    """The id of the matter that a position, figure, tie or war belongs to; null for what its fields do not make known.

    `find_office` gives the codebook's id of an office from the words of a title.
    """
    key = _key(record, find_office)
    if key is None:
        return None
    words = "\x1f".join((record.kind, *key)).encode("utf-8", "surrogatepass")
    return f"m{hashlib.sha256(words).hexdigest()[:16]}"


def _key(record: Record, find_office: Callable[[str], tuple[str, bool]]) -> tuple[str, ...] | None:
    if isinstance(record, Position):
        return (_keys(record.holders), fold(record.issue), record.stance, _keys(record.toward), _denied(record))
    if isinstance(record, Figure):
        return _figure_key(record)
    if isinstance(record, Event):
        return _war_key(record)
    return _tie_key(record, find_office) if isinstance(record, Tie) else None


def _war_key(event: Event) -> tuple[str, ...] | None:
    """A war, invasion or siege of one party by another that a text speaks of without dating it."""
    if event.when.edtf or event.status not in ("occurred", "ongoing") or not (event.initiators and event.targets):
        return None
    cues = {word for item in event.evidence if item.field == "cue" for word in fold(item.quote).split()}
    if not cues & _WARS:
        return None
    return ("war", event.type, _keys(event.initiators), _keys(event.targets))


def _figure_key(figure: Figure) -> tuple[str, ...] | None:
    about = (_keys(figure.subjects), figure.metric, figure.unit or "", fold(figure.project or ""), _denied(figure))
    period = figure.period or figure.when.edtf
    if figure.metric in _LEVELS and period:
        return (*about, period)
    if not figure.subjects and not figure.project:
        return None
    return (*about, f"={figure.value:g}", figure.period or "")


def _tie_key(tie: Tie, find_office: Callable[[str], tuple[str, bool]]) -> tuple[str, ...] | None:
    subjects = _keys(tie.subjects)
    if tie.relation == "office":
        person = next((actor.person for actor in tie.subjects if actor.person), None)
        title = next((actor.office for actor in tie.subjects if actor.office), None) or tie.label
        if not person or not title:
            return None
        # The family name stands last for most; who is told of by one name alone is known by it.
        return (tie.relation, subjects, find_office(title)[0], fold(person).split()[-1:][0] if fold(person) else "")
    about = fold(tie.object or tie.label or "")
    if tie.relation == "designation":
        return (tie.relation, subjects, tie.level or about)
    return (tie.relation, subjects, about) if about else None


def _keys(actors: Iterable[Actor]) -> str:
    return "|".join(sorted({actor.key for actor in actors}))


def _denied(record: Record) -> str:
    return "denied" if record.status == "denied" else ""
