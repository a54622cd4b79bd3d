"""The codebook as the rooms see it: entries by id, names to ids, and all mentions of a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from rapidfuzz import fuzz, process

from dragoman.codebook.entries import (
    CameoCode,
    Designation,
    Issue,
    Leader,
    Mechanism,
    Office,
    Organisation,
    PloverType,
    Project,
    Publisher,
    Region,
    Shapes,
    State,
    Trap,
)
from dragoman.codebook.leaders import Home, LeaderIndex
from dragoman.codebook.lexicon import Lexicon
from dragoman.codebook.matcher import NameMatcher, Pattern
from dragoman.codebook.names import fold, name_key, soften_lines
from dragoman.codebook.offices import OfficeFinder, without_titles
from dragoman.codebook.relations import Relation
from dragoman.codebook.shapes import ShapeFinder
from dragoman.errors import CodebookError, UnknownName
from dragoman.model.mention import Mention

__all__ = ["ENTRY_KINDS", "Codebook"]

ENTRY_KINDS = ("state", "organisation", "region", "mechanism", "project", "issue", "designation", "office", "publisher")

_T = TypeVar("_T")

# Below this similarity (0-100) a suggestion puzzles more than it helps.
_MIN_SIMILARITY = 60
_MAX_SUGGESTIONS = 3
_MAX_CODE = 3
# Words by which a publisher that the codebook does not list says that it is a state's own.
_OFFICIAL = re.compile(
    r"\b(?:Ministry|Government|Presidency|Office of the (?:President|Prime Minister)|Prime Minister['’]s Office|"
    r"Embassy|Cabinet Office|Chancellery|Permanent Mission|High Commission|Consulate|Foreign Office|"
    r"Department of Foreign)\b"
)
# States lend their names to capitals and peoples; in a look-up the better name wins over the lesser.
_STATE_FIELDS = ("names", "demonyms", "people", "capitals", "seats", "places")


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything the program knows before it reads: entries by id in the order of their files.

    Raises CodebookError where an id is asked for that no entry bears; `find_` methods yield null instead.
    """

    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    regions: Mapping[str, Region]
    mechanisms: Mapping[str, Mechanism]
    projects: Mapping[str, Project]
    issues: Mapping[str, Issue]
    designations: Mapping[str, Designation]
    offices: Mapping[str, Office]
    publishers: Mapping[str, Publisher]
    traps: Mapping[str, Trap]
    leaders: Mapping[str, Leader]
    shapes: Shapes
    plover: Mapping[str, PloverType]
    cameo: Mapping[str, CameoCode]
    sectors: Mapping[str, str]
    relations: tuple[Relation, ...]
    lexicon: Lexicon
    hash: str
    _names: Mapping[str, Mapping[str, str]] = field(init=False, repr=False, compare=False)
    _matcher: NameMatcher = field(init=False, repr=False, compare=False)
    _shape_finder: ShapeFinder = field(init=False, repr=False, compare=False)
    _office_finder: OfficeFinder = field(init=False, repr=False, compare=False)
    _leader_index: LeaderIndex = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        shape_finder = ShapeFinder(self.shapes, self.designations.values())
        office_finder = OfficeFinder(self.offices.values(), self.shapes)
        follow_words = shape_finder.words | office_finder.words
        object.__setattr__(self, "_names", {kind: self._name_table(kind) for kind in ENTRY_KINDS})
        object.__setattr__(self, "_matcher", NameMatcher(self.iter_names(), self._trap_table(), follow_words))
        object.__setattr__(self, "_shape_finder", shape_finder)
        object.__setattr__(self, "_office_finder", office_finder)
        object.__setattr__(self, "_leader_index", LeaderIndex(self.leaders.values()))

    def state(self, iso: str) -> State:
        """The state with this ISO 3166-1 alpha-3 code."""
        return _get(self.states, iso, "state")

    def organisation(self, id: str) -> Organisation:
        """The organisation or group with this id ("org:eu", "grp:taliban")."""
        return _get(self.organisations, id, "organisation")

    def mechanism(self, id: str) -> Mechanism:
        """The mechanism with this id; those found by their shape only have no entry."""
        return _get(self.mechanisms, id, "mechanism")

    def issue(self, id: str) -> Issue:
        """The issue with this id."""
        return _get(self.issues, id, "issue")

    def project(self, id: str) -> Project:
        """The project with this id; those found by their shape only have no entry."""
        return _get(self.projects, id, "project")

    def office(self, id: str) -> Office:
        """The office with this id."""
        return _get(self.offices, id, "office")

    def designation_level(self, text: str) -> str | None:
        """The ladder's level of a designation in words, null for a label that is on no level."""
        return self._shape_finder.level_of(text)

    def score(self, type: str, mode: str | None = None) -> float:
        """PLOVER's intensity of a type and mode, −10 to 10; a mode it does not list has its type's."""
        entry = _get(self.plover, type, "event type")
        return entry.modes.get(mode, entry.score) if mode else entry.score

    def publisher_state(self, name: str) -> str | None:
        """The state for which a publisher speaks, null for one that speaks for none or is not known."""
        found = self.find_entry("publisher", name)
        return self.publishers[found].state if found else self.official_state(name)

    def official_state(self, name: str | None) -> str | None:
        """The state whose own words a publisher's are: a ministry's or a presidency's, not a news agency's."""
        found = self.find_entry("publisher", name) if name else None
        if found is not None:
            entry = self.publishers[found]
            return entry.state if entry.official else None
        if name is None or not _OFFICIAL.search(name):
            return None
        # "Ministry of Foreign Affairs of Kenya", "Embassy of Peru in Rome": the first state named is whose it is.
        named = [m.key for m in self.find_mentions(name) if m.kind in {"state", "demonym", "seat"}]
        return named[0] if named else None

    def leader_home(self, name: str) -> Home | None:
        """The (state, organisation) that a well-known person acts for, null for one who is unknown or ambiguous.

        For names whose home the text does not say; what the text says comes first.
        """
        return self._leader_index.find_home(name)

    def find_state(self, name: str) -> str | None:
        """The ISO code of a state as people write it: name, code, capital, demonym, with or without "the"."""
        return self._names["state"].get(name_key(name))

    def find_entry(self, kind: str, name: str) -> str | None:
        """The id of the entry of a kind that bears a name or id. Raises CodebookError for an unknown kind."""
        if kind not in self._names:
            raise CodebookError(f"the codebook has no entries of kind “{kind}”; it has {', '.join(ENTRY_KINDS)}")
        return self._names[kind].get(name_key(name))

    def get_entry(self, kind: str, name: str) -> str:
        """The id of the entry that bears a name or id. Raises UnknownName with the nearest names."""
        found = self.find_entry(kind, name)
        if found is None:
            raise UnknownName(name, kind, self.suggest(name, kind))
        return found

    def suggest(self, name: str, kind: str = "state") -> tuple[str, ...]:
        """The nearest names of a kind, best first, at most three, each entry once."""
        entries = self._entries(kind)
        found: dict[str, None] = {}
        table = self._names[kind]
        # Codes of two and three letters resemble everything a little.
        keys = [key for key in table if len(key) > _MAX_CODE]
        for key, _, _ in process.extract(
            name_key(name), keys, scorer=fuzz.WRatio, score_cutoff=_MIN_SIMILARITY, limit=20
        ):
            found[entries[table[key]].name] = None
        return tuple(found)[:_MAX_SUGGESTIONS]

    def find_mentions(self, text: str) -> tuple[Mention, ...]:
        """All names of the codebook and names of a known shape in a text, in order; never dates or quantities.

        Mentions of different kinds may overlap: "Chinese Foreign Minister" is a demonym and an office.
        """
        folded = soften_lines(fold(text))
        hits = self._matcher.find(text, folded)
        hits = self._shape_finder.extend(folded, hits)
        offices = self._office_finder.find(folded, hits)
        hits = [*without_titles(hits, offices), *offices]
        mentions = {
            (hit.start, hit.end, hit.pattern.kind, hit.pattern.key): Mention(
                kind=hit.pattern.kind,
                start=hit.start,
                end=hit.end,
                quote=text[hit.start : hit.end],
                key=hit.pattern.key,
                value=hit.pattern.value,
            )
            for hit in hits
        }
        return tuple(sorted(mentions.values(), key=lambda item: (item.start, -item.end, item.kind, item.key or "")))

    def iter_names(self) -> list[tuple[str, Pattern]]:
        """Every name with what it stands for, in the order of the files."""
        names: list[tuple[str, Pattern]] = []
        for state in self.states.values():
            for kind, words in (
                ("state", state.names),
                ("demonym", (*state.demonyms, *state.people)),
                ("seat", (*state.capitals, *state.seats)),
                ("city", state.places),
            ):
                names.extend((word, Pattern(kind, state.id)) for word in words)
            names.extend((word, Pattern("demonym", state.id, hyphen=True)) for word in state.prefixes)
        for region in self.regions.values():
            names.extend(
                (word, Pattern("region", region.id, value=region.states)) for word in (*region.names, *region.demonyms)
            )
        for organisation in self.organisations.values():
            names.extend((word, Pattern("organisation", organisation.id)) for word in organisation.names)
        for mechanism in self.mechanisms.values():
            pattern = Pattern("mechanism", mechanism.id, value=mechanism.parties)
            names.extend((word, pattern) for word in mechanism.names)
        for project in self.projects.values():
            names.extend((word, Pattern("project", project.id, value=project.states)) for word in project.names)
        for issue in self.issues.values():
            words = (*issue.names, *(term.term for term in issue.terms))
            names.extend((word, Pattern("issue", issue.id)) for word in words)
        for designation in self.designations.values():
            pattern = Pattern("designation", designation.level)
            names.extend((word, pattern) for word in designation.names)
        names.extend(
            (trap.words, Pattern("trap", None))
            for trap in self.traps.values()
            if not (trap.given or trap.exact or trap.after or trap.before)
        )
        return names

    def _trap_table(self) -> dict[str, Trap]:
        return {fold(trap.words): trap for trap in self.traps.values()}

    def _entries(self, kind: str) -> Mapping[str, State | Organisation | Region | Mechanism | Project | Issue]:
        if kind not in ENTRY_KINDS:
            raise CodebookError(f"the codebook has no entries of kind “{kind}”; it has {', '.join(ENTRY_KINDS)}")
        entries: Mapping[str, State | Organisation | Region | Mechanism | Project | Issue] = getattr(self, f"{kind}s")
        return entries

    def _name_table(self, kind: str) -> dict[str, str]:
        """Name keys to ids; an earlier and a better name (a name before a demonym before a city) wins."""
        entries = self._entries(kind)
        table: dict[str, str] = {}
        for id in entries:
            table.setdefault(name_key(id), id)
            table.setdefault(name_key(id.partition(":")[2] or id), id)
        if kind != "state":
            for id, entry in entries.items():
                for name in entry.names:
                    table.setdefault(name_key(name), id)
            return table
        for attribute in _STATE_FIELDS:
            for iso, state in self.states.items():
                for name in getattr(state, attribute):
                    table.setdefault(name_key(name), iso)
        for iso, state in self.states.items():
            if state.iso2:
                table.setdefault(name_key(state.iso2), iso)
        return table


def _get(entries: Mapping[str, _T], id: str, kind: str) -> _T:
    try:
        return entries[id]
    except KeyError:
        raise CodebookError(f"the codebook has no {kind} “{id}”") from None
