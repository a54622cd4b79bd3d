"""What all documents together tell of persons and offices that one record leaves open, looked up once an answer."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dragoman.memory.offices import OfficeFinder, derive, find_silent, learn_terms
from dragoman.memory.traits import SUFFIXES
from dragoman.model.actor import Actor
from dragoman.model.filter import Filter
from dragoman.model.record import Record, Tie
from dragoman.model.term import Derived, Term
from dragoman.model.when import day_bounds
from dragoman.store.base import Store

__all__ = ["Learner", "find_office_terms", "say_derived"]

# What marks everything that is not in the record's own document, on every door.
_MARK = "Derived"
# ISO 3166-1 alpha-3; bodies have longer ids.
_STATE_CODE = 3
# Ties of one office or person that are read; where there are more, those said around the time in question, which is
# farther to either side than an office is taken to be held without a word of it (`memory.offices`).
_ATTESTED, _AROUND = 300, datetime.timedelta(days=215)


def find_office_terms(
    find_records: Callable[[Filter], Iterable[Record]],
    get_published: Callable[[Record], str | None],
    find_office: OfficeFinder,
    narrows: Sequence[Filter],
) -> tuple[Term, ...]:
    """The terms that the office ties of these filters tell, each tie once."""
    asked = [replace(narrow, kinds=("tie",), relations=("office",)) for narrow in narrows]
    ties = {tie.id: tie for narrow in asked for tie in find_records(narrow)}.values()
    return learn_terms(((tie, get_published(tie)) for tie in ties if isinstance(tie, Tie)), find_office)


class Learner:
    """Derives persons and offices for the records of one answer; each is looked up once for a month of documents."""

    def __init__(
        self,
        store: Store,
        find_records: Callable[[Filter], Iterable[Record]],
        get_published: Callable[[Record], str | None],
        find_office: OfficeFinder,
    ) -> None:
        self._store = store
        self._find_records = find_records
        self._get_published = get_published
        self._find_office = find_office
        self._titles: dict[str, dict[str, tuple[str, ...]]] = {}
        self._terms: dict[Filter, tuple[Term, ...]] = {}

    def derive(self, record: Record) -> tuple[Derived, ...]:
        """What other documents add to the actors of a record, each person and office once."""
        published = self._get_published(record)
        bounds = day_bounds(published) if published else None
        if bounds is None:
            # Without a time nobody is known to have held an office then.
            return ()
        narrows = dict.fromkeys(self._narrow(actor, bounds[0]) for actor in find_silent(record, self._find_office))
        terms = {term: None for narrow in narrows if narrow is not None for term in self._learn(narrow)}
        return derive(record, published, tuple(terms), self._find_office) if terms else ()

    def _narrow(self, actor: Actor, day: datetime.date) -> Filter | None:
        """Which ties may tell what is left open of an actor, as said around a day; null for none."""
        # The month is near enough, and the same for many records.
        month = day.replace(day=1)
        said = (_add(month, -_AROUND), _add(month, _AROUND))
        if not actor.person:
            titles = self._find_titles(actor.key, actor.office or "")
            return Filter(actors=(actor.key,), titles=titles, said=said, last=_ATTESTED) if titles else None
        if not (actor.state or actor.id):
            return Filter(person=actor.person, said=said, last=_ATTESTED)
        # First names come long and short, with initials and without: the last word finds them all.
        words = [word for word in actor.person.split() if word.casefold().strip(".") not in SUFFIXES]
        return Filter(actors=(actor.key,), person=words[-1] if words else actor.person, said=said, last=_ATTESTED)

    def _find_titles(self, holder: str, title: str) -> tuple[str, ...]:
        """The titles on record for a holder that name the office of this one: documents call it by several."""
        if holder not in self._titles:
            offices: dict[str, list[str]] = {}
            for found in self._store.find_titles(holder):
                offices.setdefault(self._find_office(found)[0], []).append(found)
            self._titles[holder] = {office: tuple(titles) for office, titles in offices.items()}
        return self._titles[holder].get(self._find_office(title)[0], ())

    def _learn(self, narrow: Filter) -> tuple[Term, ...]:
        if narrow not in self._terms:
            # What was said at any time, as long as that is little: then the whole of a term is told.
            found = find_office_terms(
                self._find_records, self._get_published, self._find_office, [replace(narrow, said=None)]
            )
            if sum(len(term.records) for term in found) >= _ATTESTED:
                found = find_office_terms(self._find_records, self._get_published, self._find_office, [narrow])
            self._terms[narrow] = found
        return self._terms[narrow]


def _add(day: datetime.date, span: datetime.timedelta) -> datetime.date:
    """A day moved, as far as the calendar goes."""
    try:
        return day + span
    except OverflowError:
        return datetime.date.max if span > datetime.timedelta() else datetime.date.min


def say_derived(
    found: Sequence[Derived], name_state: Callable[[str], str], cite: Callable[[Derived], int | None]
) -> str:
    """The marked sentence that stands after a record's own; empty where nothing is derived.

    "Derived: Ana Rojas, Foreign Minister of Peru [3]." Persons whom documents name against each other stand side by
    side.
    """
    told: dict[tuple[str, str], str] = {}
    for item in found:
        number = cite(item)
        holder = name_state(item.holder) if len(item.holder) == _STATE_CODE else None
        whose = f" of {holder}" if holder and holder not in item.title else ""
        told[item.person, item.title] = f"{item.person}, {item.title}{whose}{f' [{number}]' if number else ''}"
    if not told:
        return ""
    words = "; ".join(told.values())
    contested = ", documents contradict each other" if any(item.rivals for item in found) else ""
    return f"{_MARK}{contested}: {words}."
