"""What all documents together tell of persons and offices that one record leaves open, looked up once an answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dragoman.memory.offices import OfficeFinder, derive, find_silent, learn_terms
from dragoman.model.filter import Filter
from dragoman.model.record import Record, Tie
from dragoman.model.term import Derived, Term
from dragoman.store.base import Store

__all__ = ["Learner", "find_office_terms", "say_derived"]

# What marks everything that is not in the record's own document, on every door.
_MARK = "Derived"
# ISO 3166-1 alpha-3; bodies have longer ids.
_STATE_CODE = 3


def find_office_terms(
    store: Store, get_published: Callable[[Record], str | None], find_office: OfficeFinder, narrows: Sequence[Filter]
) -> tuple[Term, ...]:
    """The terms that the office ties of these filters tell, each tie once."""
    asked = [replace(narrow, kinds=("tie",), relations=("office",)) for narrow in narrows]
    ties = {tie.id: tie for narrow in asked for tie in store.find_records(narrow)}.values()
    return learn_terms(((tie, get_published(tie)) for tie in ties if isinstance(tie, Tie)), find_office)


class Learner:
    """Derives persons and offices for the records of one answer; each state, body or name is looked up once."""

    def __init__(self, store: Store, get_published: Callable[[Record], str | None], find_office: OfficeFinder) -> None:
        self._store = store
        self._get_published = get_published
        self._find_office = find_office
        self._terms: dict[Filter, tuple[Term, ...]] = {}

    def derive(self, record: Record) -> tuple[Derived, ...]:
        """What other documents add to the actors of a record, each person and office once."""
        narrows = [
            Filter(actors=(actor.key,)) if actor.state or actor.id else Filter(person=actor.person)
            for actor in find_silent(record, self._find_office)
        ]
        terms = {term: None for narrow in dict.fromkeys(narrows) for term in self._learn(narrow)}
        return derive(record, self._get_published(record), tuple(terms), self._find_office) if terms else ()

    def _learn(self, narrow: Filter) -> tuple[Term, ...]:
        if narrow not in self._terms:
            found = find_office_terms(self._store, self._get_published, self._find_office, [narrow])
            self._terms[narrow] = found
        return self._terms[narrow]


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
