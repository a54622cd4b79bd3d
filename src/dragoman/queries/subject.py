"""What a question is about: names as people write them become keys of records."""

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from dragoman.errors import BadFilter, UnknownName
from dragoman.model.filter import Filter
from dragoman.store.base import Store

__all__ = [
    "Entry",
    "Names",
    "Subject",
    "Thing",
    "find_subject",
    "find_thing",
    "get_actor_key",
    "list_names_of",
    "make_state_namer",
    "suggest_names",
    "suggest_recorded",
]


class Entry(Protocol):
    """A named thing of the codebook."""

    @property
    def id(self) -> str:
        """The key that records bear for it."""
        ...

    @property
    def name(self) -> str:
        """The name it is shown by."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the name first."""
        ...


class Thing(Entry, Protocol):
    """A project or an issue."""

    @property
    def states(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-3 of the states that are party to it or that it concerns."""
        ...


class Names(Protocol):
    """The part of the codebook that questions need."""

    @property
    def projects(self) -> Mapping[str, Thing]:
        """All projects by their ids."""
        ...

    @property
    def issues(self) -> Mapping[str, Thing]:
        """All issues by their ids."""
        ...

    def find_state(self, name: str) -> str | None:
        """The ISO 3166-1 alpha-3 code of a state by a name, code, capital or demonym."""
        ...

    def find_entry(self, kind: str, name: str) -> str | None:
        """The id of an organisation, mechanism, project or issue by name or alias."""
        ...

    def state(self, iso: str) -> Entry:
        """The state with this code."""
        ...

    def organisation(self, id: str) -> Entry:
        """The organisation with this id."""
        ...

    def mechanism(self, id: str) -> Entry:
        """The mechanism with this id."""
        ...

    def project(self, id: str) -> Thing:
        """The project with this id."""
        ...

    def issue(self, id: str) -> Thing:
        """The issue with this id."""
        ...

    def suggest(self, name: str, kind: str = "state") -> Sequence[str]:
        """The nearest names of a kind."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a briefing is about.

    `kind` is state, organisation, mechanism, project, issue or person; `key` is the actor's key, or the name that
    the filter takes; `names` are the words that stand for it in a text.
    """

    kind: str
    key: str
    name: str
    names: tuple[str, ...] = ()

    @property
    def is_actor(self) -> bool:
        """Whether it acts itself, so that two of them make a pair."""
        return self.kind in ("state", "organisation")

    def narrow(self) -> Filter:
        """The filter for the records that it is in."""
        if self.is_actor:
            return Filter(actors=(self.key,))
        if self.kind == "person":
            return Filter(person=self.key)
        if self.kind == "issue":
            return Filter(issue=self.key)
        return Filter(project=self.key) if self.kind == "project" else Filter(mechanism=self.key)


# Of all kinds together, more than these puzzle; what shares less than this part of its letters is dropped.
_SUGGESTIONS, _LIKE = 4, 0.55
# Names on record are the user's own documents': fewer, and shown only when close. So many records are looked through.
_MUCH_LIKE, _LOOKED_THROUGH = 0.75, 20_000
_THINGS = ("mechanism", "project", "issue")


def make_state_namer(names: Names) -> Callable[[str], str]:
    """A function from ISO 3166-1 alpha-3 to the state's name; a code that the codebook lacks stays as it is."""

    @functools.cache
    def name_state(code: str) -> str:
        iso = names.find_state(code)
        return names.state(iso).name if iso else code

    return name_state


def _find_actor(name: str, names: Names) -> Subject | None:
    iso = names.find_state(name)
    if iso:
        state = names.state(iso)
        return Subject("state", iso, state.name, tuple(state.names))
    found = names.find_entry("organisation", name)
    if found:
        organisation = names.organisation(found)
        return Subject("organisation", found, organisation.name, tuple(organisation.names))
    return None


def find_thing(kind: str, name: str, names: Names) -> Entry | None:
    """The codebook's mechanism, project or issue that bears a name, or null."""
    found = names.find_entry(kind, name)
    if found is None:
        return None
    getters: dict[str, Callable[[str], Entry]] = {
        "mechanism": names.mechanism,
        "project": names.project,
        "issue": names.issue,
    }
    return getters[kind](found)


def list_names_of(things: Mapping[str, Thing], states: Iterable[str]) -> tuple[str, ...]:
    """The names, as records bear them, of what all these states are party to (projects) or concerned by (issues)."""
    wanted = set(states)
    return tuple(thing.name for thing in things.values() if wanted.issubset(thing.states))


def suggest_names(name: str, names: Names, kinds: Sequence[str]) -> tuple[str, ...]:
    """The nearest names of some kinds, those that look most like it first."""
    found = dict.fromkeys(near for kind in kinds for near in names.suggest(name, kind))
    likeness = {near: SequenceMatcher(None, name.casefold(), near.casefold()).ratio() for near in found}
    close = [near for near in found if likeness[near] >= _LIKE] or list(found)
    return tuple(sorted(close, key=lambda near: -likeness[near])[:_SUGGESTIONS])


def suggest_recorded(name: str, kinds: Sequence[str], store: Store) -> tuple[str, ...]:
    """Names of things on record, known to the codebook or not, that hold every word asked for or look much like it."""
    words = set(re.findall(r"\w+", name.casefold()))
    recorded = dict.fromkeys(
        value
        for record in store.find_records(Filter(kinds=("event", "pledge", "position", "figure"), limit=_LOOKED_THROUGH))
        for kind in kinds
        if (value := getattr(record, kind, None))
    )
    likeness = {value: SequenceMatcher(None, name.casefold(), value.casefold()).ratio() for value in recorded}
    near = [
        value for value in recorded
        if words <= set(re.findall(r"\w+", value.casefold())) or likeness[value] >= _MUCH_LIKE
    ]  # fmt: skip
    return tuple(sorted(near, key=lambda value: -likeness[value])[:_SUGGESTIONS])


def get_actor_key(name: str, names: Names) -> str:
    """The key of a state or organisation. Raises UnknownName with the nearest names."""
    found = _find_actor(name, names)
    if found is None:
        raise UnknownName(name, "state", suggest_names(name, names, ("state", "organisation")))
    return found.key


def find_subject(name: str, names: Names, store: Store) -> Subject:
    """What a name means: a state, an organisation, a codebook entry, or a name that only the documents know.

    Raises UnknownName with the nearest names, BadFilter for an empty name.
    """
    if not any(letter.isalnum() for letter in name):
        raise BadFilter("a name with letters is needed: a state, an issue, a project, a mechanism or a person")
    actor = _find_actor(name, names)
    if actor:
        return actor
    for kind in _THINGS:
        entry = find_thing(kind, name, names)
        if entry:
            return Subject(kind, entry.name, entry.name, tuple(entry.names))
    for kind in ("person", *_THINGS):
        subject = Subject(kind, name, name, (name,))
        if next(iter(store.find_records(subject.narrow())), None) is not None:
            return subject
    known = suggest_names(name, names, ("state", "organisation", *_THINGS))
    raise UnknownName(
        name, "name", tuple(dict.fromkeys((*suggest_recorded(name, _THINGS, store), *known)))[:_SUGGESTIONS]
    )
