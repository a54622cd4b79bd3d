"""A store in memory, a handful of names, and short ways to write records by hand."""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from dragoman.errors import UnknownName
from dragoman.memory.joining import Joiner
from dragoman.memory.standing import IdentityNames
from dragoman.model.actor import AUTHOR, Actor, Place, Voice
from dragoman.model.decision import Decision
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.ids import make_decision_id, make_document_version, make_record_id
from dragoman.model.matter import Placed
from dragoman.model.record import Event, Evidence, Figure, Pledge, Position, Quote, Record, Tie
from dragoman.model.view import View
from dragoman.model.when import When, day_bounds
from dragoman.store.base import DocumentOrder, Found, Hit, Known, StoreCounts
from dragoman.store.passing import said_day

__all__ = ["FakeNames", "MemoryJoining", "MemoryStore", "actor", "at", "make_document", "voice", "write"]

_ROLES = (
    "initiators", "targets", "participants", "pledgers", "beneficiaries", "holders", "toward", "subjects", "speaker",
)  # fmt: skip


@dataclass(frozen=True)
class FakeEntry:
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class FakeNames:
    """A codebook of five states, an organisation, a mechanism, a project and an issue."""

    STATES = (
        FakeEntry("KEN", "Kenya", ("Kenyan", "Nairobi")),
        FakeEntry("TUR", "Türkiye", ("Turkey", "Turkish", "Ankara")),
        FakeEntry("NOR", "Norway", ("Norwegian", "Oslo")),
        FakeEntry("USA", "United States", ("American", "Washington")),
        FakeEntry("ETH", "Ethiopia", ("Ethiopian", "Addis Ababa")),
    )
    THINGS: ClassVar = {
        "organisation": (FakeEntry("org:igad", "Intergovernmental Authority on Development", ("IGAD",)),),
        "mechanism": (FakeEntry("mechanism:jec", "Joint Economic Commission", ("JEC",)),),
        "project": (FakeEntry("project:lapsset", "LAPSSET Corridor", ("LAPSSET",), ("ETH", "KEN")),),
        "issue": (FakeEntry("issue:sahara", "Western Sahara", ("Sahara",), ("NOR",)),),
    }

    @property
    def projects(self) -> dict[str, FakeEntry]:
        return {entry.id: entry for entry in self.THINGS["project"]}

    @property
    def issues(self) -> dict[str, FakeEntry]:
        return {entry.id: entry for entry in self.THINGS["issue"]}

    def _get(self, entries: Sequence[FakeEntry], name: str) -> FakeEntry | None:
        wanted = name.casefold().removeprefix("the ")
        return next((e for e in entries if wanted in [e.id.casefold(), *(n.casefold() for n in e.names)]), None)

    def find_state(self, name: str) -> str | None:
        found = self._get(self.STATES, name)
        return found.id if found else None

    def find_entry(self, kind: str, name: str) -> str | None:
        found = self._get(self.THINGS[kind], name)
        return found.id if found else None

    def state(self, iso: str) -> FakeEntry:
        return next(entry for entry in self.STATES if entry.id == iso)

    def _thing(self, id: str) -> FakeEntry:
        return next(entry for entries in self.THINGS.values() for entry in entries if entry.id == id)

    organisation = mechanism = project = issue = _thing

    def get_entry(self, kind: str, name: str) -> str:
        found = self.find_entry(kind, name)
        if found is None:
            raise UnknownName(name, kind, self.suggest(name, kind))
        return found

    def suggest(self, name: str, kind: str = "state") -> tuple[str, ...]:
        entries = self.STATES if kind == "state" else self.THINGS.get(kind, ())
        return tuple(entry.name for entry in entries if entry.name[:2].casefold() == name[:2].casefold())


def actor(code: str, person: str | None = None, office: str | None = None) -> Actor:
    """A state by its code, or an organisation or person by name."""
    names = FakeNames()
    if names.find_state(code):
        return Actor(name=names.state(code).name, state=code, sector="GOV", person=person, office=office)
    return Actor(name=code, person=person, office=office)


def voice(name: str, state: str | None = None, office: str | None = None, mode: str = "indirect") -> Voice:
    return Voice(name=name, mode=mode, office=office, state=state)


def at(edtf: str | None, **fields: Any) -> When:
    return When(edtf=edtf, precision="day" if edtf else None, basis="stated" if edtf else "not stated", **fields)


def make_document(id: str, text: str, **fields: Any) -> Document:
    return Document(id=id, version=make_document_version(text), text=text, language="en", **{"genre": "news", **fields})


_KINDS: dict[str, type[Record]] = {
    "event": Event, "pledge": Pledge, "position": Position, "figure": Figure, "tie": Tie, "quote": Quote,
}  # fmt: skip
_STATUS = {"pledge": "intended", "position": "ongoing", "tie": "ongoing"}
_counter = itertools.count()


def write(kind: str, document: Document, words: str, when: str | When | None = None, **fields: Any) -> Record:
    """A record of a kind that rests on words of a document; actors are named by code where strings stand."""
    start = document.text.index(words)
    for name in _ROLES:
        if name in fields and name != "speaker":
            value = fields[name] if isinstance(fields[name], list | tuple) else [fields[name]]
            fields[name] = tuple(actor(item) if isinstance(item, str) else item for item in value)
    if isinstance(fields.get("place"), str):
        fields["place"] = Place(fields["place"])
    evidence = [Evidence(document.id, start, start + len(words), words, "record")]
    cue = fields.pop("status_words", None)
    if cue:
        where = document.text.index(cue)
        evidence.append(Evidence(document.id, where, where + len(cue), cue, "status"))
    common: dict[str, Any] = {
        "id": make_record_id(document.id, document.version, kind, start, start + len(words), next(_counter)),
        "document": document.id,
        "version": document.version,
        "status": _STATUS.get(kind, "occurred"),
        "when": when if isinstance(when, When) else at(when),
        "attribution": (AUTHOR,),
        "evidence": tuple(evidence),
        "confidence": 0.8,
        "rules": ("by-hand@1",),
    }
    return _KINDS[kind](**{**common, **fields})


def _keys(record: Record) -> set[str]:
    found: set[str] = set()
    for role in _ROLES:
        value = getattr(record, role, ())
        found.update(item.key for item in ((value,) if isinstance(value, Actor) else value))
    return found


def _people(record: Record) -> set[str]:
    names: set[str] = {voice.name.casefold() for voice in record.attribution if voice.name}
    for role in _ROLES:
        value = getattr(record, role, ())
        names.update(i.person.casefold() for i in ((value,) if isinstance(value, Actor) else value) if i.person)
    return names | {name.split()[-1] for name in names}


def _passes(record: Record, narrow: Filter) -> bool:
    tests = [
        set(narrow.actors) <= _keys(record),
        narrow.person is None or narrow.person.casefold() in _people(record),
        not narrow.kinds or record.kind in narrow.kinds,
        not narrow.statuses or record.status in narrow.statuses,
        not narrow.types or getattr(record, "type", None) in narrow.types,
        not narrow.relations or getattr(record, "relation", None) in narrow.relations,
        narrow.document is None or record.document == narrow.document,
        not narrow.mentions or any(words in record.span.quote for words in narrow.mentions),
        not narrow.titles or (isinstance(record, Tie) and record.subjects[0].office in narrow.titles),
    ]
    for name in ("issue", "project", "mechanism"):
        wanted = getattr(narrow, name)
        held = [getattr(record, name, None), getattr(record, "object", None)]
        tests.append(wanted is None or wanted.casefold() in [str(item).casefold() for item in held if item])
    first, last = narrow.days
    if first or last:
        bounds = day_bounds(record.when.edtf) if record.when.edtf else None
        tests.append(bounds is not None and (first is None or bounds[1] >= first))
        tests.append(bounds is not None and (last is None or bounds[0] <= last))
    return all(tests)


def _order(record: Record) -> tuple[object, ...]:
    bounds = day_bounds(record.when.edtf) if record.when.edtf else None
    return bounds is None, bounds[0].toordinal() if bounds else 0, record.document, record.span.start, record.id


@dataclass
class MemoryStore:
    """A Store that forgets: enough of the contract for the answering wing. It learns everything in one moment."""

    documents: dict[str, Document] = field(default_factory=dict)
    records: dict[str, list[Record]] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    is_closed: bool = False
    view: View = field(default_factory=View)
    undated: int = 0
    whole: "MemoryStore | None" = None
    joining_state: "MemoryJoining" = field(init=False)

    def __post_init__(self) -> None:
        self.joining_state = MemoryJoining(self)

    def at(self, view: View) -> "MemoryStore":
        view.check()
        day = view.last_day
        seen: dict[str, Document] = {}
        undated = 0
        whole = self.whole or self
        for name, document in whole.documents.items():
            bounds = day_bounds(document.published) if document.published else None
            if day is None or (view.has_undated if bounds is None else bounds[1] <= day):
                seen[name] = document
            undated += day is not None and bounds is None and not view.has_undated
        return MemoryStore(seen, whole.records, whole.readers, whole.decisions, view=view, undated=undated, whole=whole)

    def is_empty(self) -> bool:
        return not self.documents

    def count_undated(self) -> int:
        return self.undated

    def get_first_known(self) -> str | None:
        return "2026-01-01T00:00:00Z" if self.documents else None

    def get_version(self, document_id: str) -> str | None:
        document = self.documents.get(document_id)
        return document.version if document else None

    def has_version(self, document_id: str, version: str, reader: str) -> bool:
        return self.get_version(document_id) == version and self.readers.get(document_id) == reader

    def add_document(self, document: Document, records: Sequence[Record], reader: str) -> None:
        for record in records:
            for item in record.evidence:
                item.check(document.text)
        self.documents[document.id] = document
        self.records[document.id] = list(records)
        self.readers[document.id] = reader

    def get_document(self, document_id: str, version: str | None = None) -> Document | None:
        document = self.documents.get(document_id)
        return document if document and version in (None, document.version) else None

    def find_documents(
        self,
        *,
        publisher_state: str | None = None,
        days: tuple[date, date] | None = None,
        order: DocumentOrder = "first published",
        after: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Known]:
        found = sorted(self.documents.values(), key=lambda d: (d.published or "", d.id))
        if order != "first published":
            found.reverse()
        kept = [
            document
            for document in sorted(found, key=lambda d: d.published is None)
            if publisher_state in (None, document.publisher_state)
            and (days is None or days[0] <= said_day(document.published) <= days[1])
        ]
        if after is not None:
            kept = list(itertools.dropwhile(lambda document: document.id != after, kept))[1:]
        for document in kept[offset : None if limit is None else offset + limit]:
            yield Known(replace(document, text=""), "2026-01-01T00:00:00Z", True, len(self.records[document.id]))

    def count_documents(self) -> int:
        return len(self.documents)

    def get_documents(self, ids: Collection[str]) -> list[Document]:
        return [replace(document, text="") for name, document in self.documents.items() if name in ids]

    def find_titles(self, holder: str) -> list[str]:
        ties = [record for name in self.documents for record in self.records[name] if isinstance(record, Tie)]
        holders = [tie.subjects[0] for tie in ties if tie.relation == "office" and tie.subjects]
        return sorted({actor.office for actor in holders if actor.key == holder and actor.office})

    def get_record(self, record_id: str) -> Record | None:
        found = [r for name in self.documents for r in self.records[name] if r.id.startswith(record_id)]
        return found[0] if len(found) == 1 else None

    def find_records(self, narrow: Filter) -> Iterator[Record]:
        found = [r for name in self.documents for r in self.records[name] if _passes(r, narrow)]
        if narrow.after is not None:
            place = next(
                (_order(r) for records in self.records.values() for r in records if r.id == narrow.after), None
            )
            found = [record for record in found if place is not None and _order(record) > place]
        if narrow.last is not None:
            said = sorted(found, key=lambda r: said_day(self.documents[r.document].published), reverse=True)
            found = [r for kind in _KINDS for r in [item for item in said if item.kind == kind][: narrow.last]]
        end = None if narrow.limit is None else narrow.offset + narrow.limit
        yield from sorted(found, key=_order)[narrow.offset : end]

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        hits = [Hit(d.id, None, f"«{words}»", 1.0) for d in self.documents.values() if words in d.text]
        hits += [
            Hit(record.document, record.id, f"«{words}»", 0.5)
            for name in self.documents
            for record in self.records[name]
            if words in record.span.quote
        ]
        return hits[:limit]

    def find_joined(self, narrow: Filter) -> tuple[list[Record], dict[str, str]]:
        found = list(self.find_records(narrow))
        return found, self.get_matters([record.id for record in found])

    def find_hits(self, words: str, limit: int) -> Found:
        return Found(tuple(replace(hit, snippet="") for hit in self.search(words, limit)))

    def add_snippets(self, words: str, hits: Sequence[Hit]) -> list[Hit]:
        return [replace(hit, snippet=f"«{words}»") for hit in hits]

    def add_decision(self, decision: Decision) -> Decision:
        id = make_decision_id(len(self.decisions), decision.action, decision.record, decision.other)
        self.decisions.append(replace(decision, id=id, at="2026-01-02T00:00:00Z"))
        return self.decisions[-1]

    def find_decisions(self, record: str | None = None) -> list[Decision]:
        return [item for item in self.decisions if record is None or record in (item.record, item.other)]

    def find_unchanged_decisions(self) -> frozenset[str]:
        return frozenset()

    def get_records(self, ids: Collection[str]) -> list[Record]:
        return [record for records in self.records.values() for record in records if record.id in ids]

    def get_records_of(self, documents: Collection[str]) -> list[Record]:
        return [record for name, records in self.records.items() for record in records if name in documents]

    def count(self) -> StoreCounts:
        records = [record for name in self.documents for record in self.records[name]]
        kinds = {kind: sum(r.kind == kind for r in records) for kind in _KINDS}
        statuses = {s: sum(r.status == s for r in records) for s in dict.fromkeys(r.status for r in records)}
        return StoreCounts(len(self.documents), len(self.documents), kinds, statuses)

    def joining(self) -> AbstractContextManager["MemoryJoining"]:
        return nullcontext(self.joining_state)

    def unjoin(self, records: Sequence[str]) -> None:
        self.joining_state = MemoryJoining(self)

    def count_unjoined(self, rules: str) -> int:
        return len(self.joining_state.take_documents(rules, 1_000_000))

    def _join(self) -> dict[str, str]:
        joiner = Joiner(IdentityNames(str.casefold, lambda issue: False))
        while joiner.join(self.joining_state, 10):
            pass
        numbers = self.joining_state.numbers
        return {id: self.joining_state.matters[n] for id, n in numbers.items() if n in self.joining_state.matters}

    def count_matters(self) -> dict[str, int]:
        kinds = {record.id: record.kind for found in self.records.values() for record in found}
        pairs = {(kinds[id], matter) for id, matter in self._join().items()}
        return {kind: sum(kind == other for other, _ in pairs) for kind in _KINDS}

    def find_matter_sizes(self, kind: str | None, after: str | None, limit: int) -> dict[str, int]:
        kinds = {record.id: record.kind for found in self.records.values() for record in found}
        found = [name for id, name in self._join().items() if kind in (None, kinds[id])]
        names = sorted(name for name in set(found) if after is None or name > after)
        return {name: found.count(name) for name in names[:limit]}

    def get_matters(self, records: Sequence[str]) -> dict[str, str]:
        return {id: matter for id, matter in self._join().items() if id in records}

    def get_matter(self, matter: str) -> list[Record]:
        ids = {id for id, name in self._join().items() if name == matter}
        found = [record for records in self.records.values() for record in records if record.id in ids]

        def key(record: Record) -> tuple[object, ...]:
            published = self.documents[record.document].published
            return published is None, published or "", record.document, record.span.start

        return sorted(found, key=key)

    def get_matter_records(self, ids: Sequence[str], most: int) -> dict[str, list[Record]]:
        found = {id: self.get_matter(id) for id in ids}
        return {
            id: [*own[: most - most // 2], *own[max(most - most // 2, len(own) - most // 2) :]]
            for id, own in found.items()
        }

    def count_records(self, narrow: Filter, most: int) -> int:
        return min(most, sum(1 for _ in self.find_records(narrow)))

    def find_of_projects(
        self, asked: Collection[tuple[str, str]], narrow: Filter
    ) -> dict[tuple[str, str], list[Record]]:
        return {
            (project, party): list(self.find_records(replace(narrow, project=project, actors=(party,))))
            for project, party in asked
        }

    def find_last_published(
        self, asked: Collection[tuple[str, ...]], kinds: Sequence[str]
    ) -> dict[tuple[str, ...], list[str]]:
        every = {parties: self.find_records(Filter(actors=parties, kinds=tuple(kinds), last=1)) for parties in asked}
        return {
            parties: [day for record in found if (day := self.documents[record.document].published)]
            for parties, found in every.items()
        }

    def find_newest_published(self, publisher_state: str | None = None) -> list[str]:
        own = [item for item in self.documents.values() if publisher_state in (None, item.publisher_state)]
        last = max((said_day(item.published) for item in own), default=None)
        return [day for item in own if (day := item.published) and said_day(day) == last and day_bounds(day)]

    def close(self) -> None:
        self.is_closed = True


class MemoryJoining:
    """Joining over a MemoryStore: dictionaries where a database has tables."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.numbers: dict[str, int] = {}
        self.keys: dict[str, set[int]] = {}
        self.matters: dict[int, str] = {}
        self.joined: dict[str, str] = {}
        self.document_numbers: dict[str, int] = {}

    def _rows(self) -> dict[int, Record]:
        held = [record for id, found in self.store.records.items() if id in self.store.documents for record in found]
        for record in held:
            self.numbers.setdefault(record.id, len(self.numbers) + 1)
        return {self.numbers[record.id]: record for record in held}

    def _place(self, record: Record) -> Placed:
        document = self.store.documents[record.document]
        return Placed(self.numbers[record.id], document.published, document.publisher_state)

    def take_documents(self, rules: str, limit: int, after: int = 0) -> list[int]:
        for id in self.store.documents:
            self.document_numbers.setdefault(id, len(self.document_numbers) + 1)
        waiting = [number for id, number in self.document_numbers.items() if self.joined.get(id) != rules]
        return [number for number in waiting if number > after][:limit]

    def find_records_of(self, documents: Sequence[int]) -> list[tuple[Record, Placed]]:
        names = {id for id, number in self.document_numbers.items() if number in documents}
        rows = sorted(self._rows().items())
        return [(r, self._place(r)) for _, r in rows if r.document in names and r.kind != "quote"]

    def get_records(self, numbers: Sequence[int]) -> list[tuple[Record, Placed]]:
        rows = self._rows()
        return [(rows[number], self._place(rows[number])) for number in numbers]

    def find_ids(self, numbers: Sequence[int]) -> dict[int, str]:
        return {number: id for id, number in self.numbers.items() if number in numbers}

    def add_keys(self, keys: Mapping[int, Sequence[str]]) -> None:
        for number, own in keys.items():
            for key in own:
                self.keys.setdefault(key, set()).add(number)

    def find_by_keys(self, keys: Sequence[str]) -> dict[str, list[int]]:
        return {key: sorted(self.keys[key]) for key in keys if key in self.keys}

    def find_twins(self, keys: Sequence[str]) -> dict[str, str]:
        held = {key: [self.matters[n] for n in self.keys.get(key, ()) if n in self.matters] for key in keys}
        return {key: min(found) for key, found in held.items() if found}

    def find_numbers(self, records: Sequence[str]) -> dict[str, int]:
        return {id: number for id, number in self.numbers.items() if id in records}

    def save_matters(self, matters: Mapping[int, str]) -> None:
        self.matters.update(matters)

    def save_twins(self, matters: Mapping[str, str]) -> None:
        for key, id in matters.items():
            self.matters.update(dict.fromkeys(self.keys[key], id))

    def finish_documents(self, documents: Sequence[int], rules: str) -> None:
        self.joined.update({id: rules for id, number in self.document_numbers.items() if number in documents})
