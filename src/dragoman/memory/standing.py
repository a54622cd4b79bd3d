"""Positions, figures, ties and wars are known again by their fields: one key, one matter."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dragoman.memory.traits import SUFFIXES, fold
from dragoman.model.actor import Actor
from dragoman.model.record import Event, Figure, Position, Record, Tie

__all__ = ["IdentityNames", "make_standing_id"]


@dataclass(frozen=True, slots=True)
class IdentityNames:
    """What identity asks of the codebook.

    `find_office` gives the id of an office from a title, null for one that the codebook does not know;
    `is_broad_issue` tells whether stances on an issue may be about anything in it ("democratic institutions"), so that
    it takes their words to know two of them for one.
    """

    find_office: Callable[[str], str | None]
    is_broad_issue: Callable[[str], bool]


# Of these a state has one a period, so that two values for one period are two accounts of the same quantity. Of aid,
# loans, doses or casualties there are many in a year: they are compared by value and words.
_LEVELS = frozenset({
    "trade", "trade-growth", "trade-balance", "exports", "imports", "gdp", "gdp-growth", "population", "inflation",
    "remittances", "tourists", "reserves", "debt",
})  # fmt: skip


# What is spoken of for months or years under one name; the day on which it began, or of a report, parts it from none.
_WARS = frozenset("war warfare invasion invade invades invaded invading aggression occupation blockade siege".split())


# Vowels and doubled letters are what transliterations differ in: Salih and Saleh, Hussein and Hussain.
_SOFT = re.compile(r"[aeiouy]|(.)(?=\1)")


def make_standing_id(record: Record, names: IdentityNames) -> str | None:
    """The id of the matter that a record belongs to by its fields alone; null where they do not make it known."""
    key = _key(record, names)
    if key is None:
        return None
    words = "\x1f".join((record.kind, *key)).encode("utf-8", "surrogatepass")
    return f"m{hashlib.sha256(words).hexdigest()[:16]}"


def _key(record: Record, names: IdentityNames) -> tuple[str, ...] | None:
    if isinstance(record, Position):
        if names.is_broad_issue(record.issue):
            return None
        return (_keys(record.holders), fold(record.issue), record.stance, _keys(record.toward), _denied(record))
    if isinstance(record, Figure):
        return _figure_key(record)
    if isinstance(record, Event):
        return _war_key(record)
    return _tie_key(record, names) if isinstance(record, Tie) else None


def _war_key(event: Event) -> tuple[str, ...] | None:
    """A war, invasion or siege of one party by another, fought or feared."""
    if event.status not in ("occurred", "ongoing", "hypothetical") or not (event.initiators and event.targets):
        return None
    cues = {word for item in event.evidence if item.field == "cue" for word in fold(item.quote).split()}
    if not cues & _WARS:
        return None
    reality = "feared" if event.status == "hypothetical" else "war"
    return (reality, event.type, _keys(event.initiators), _keys(event.targets))


def _figure_key(figure: Figure) -> tuple[str, ...] | None:
    period = figure.period or figure.when.edtf
    if figure.metric not in _LEVELS or not period:
        return None
    about = (_keys(figure.subjects), figure.metric, figure.unit or "", fold(figure.project or ""), _denied(figure))
    return (*about, period)


def _tie_key(tie: Tie, names: IdentityNames) -> tuple[str, ...] | None:
    subjects = _keys(tie.subjects)
    if tie.relation == "office":
        person = next((actor.person for actor in tie.subjects if actor.person), None)
        title = next((actor.office for actor in tie.subjects if actor.office), None) or tie.label
        if not person or not title:
            return None
        # Titles that the codebook does not know are worded differently each time: the person tells them.
        return (tie.relation, subjects, names.find_office(title) or fold(person)[:1], _family_name(person))
    about = fold(tie.object or tie.label or "")
    if tie.relation == "designation":
        return (tie.relation, subjects, tie.level or about)
    return (tie.relation, subjects, about) if about else None


def _family_name(person: str) -> str:
    """The last name, which is all that many texts give, without what its spellings differ in."""
    words = [word for word in fold(person).split() if word not in SUFFIXES]
    return _SOFT.sub("", words[-1]) or words[-1] if words else ""


def _keys(actors: Iterable[Actor]) -> str:
    return "|".join(sorted({actor.key for actor in actors}))


def _denied(record: Record) -> str:
    return "denied" if record.status == "denied" else ""
