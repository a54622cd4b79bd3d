"""The hall that every door opens onto: one object whose verbs are the verbs of the command line and of the server."""

import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from dragoman import __version__
from dragoman.codebook.load import load_codebook
from dragoman.errors import BadFilter, DragomanError, SourceError, StoreUnavailable, UnknownName
from dragoman.exchange.csv_ import iter_csv
from dragoman.exchange.jsonl import dump_json, make_row
from dragoman.memory.offices import make_office_finder
from dragoman.model.answer import Answer
from dragoman.model.document import Document, RawItem
from dragoman.model.filter import Filter
from dragoman.model.record import KINDS, STATUSES, Record
from dragoman.model.tally import Skip, Tally
from dragoman.model.when import is_edtf
from dragoman.queries.brief import build_brief
from dragoman.queries.desk import Desk
from dragoman.queries.holdings import list_documents, list_status, search_words
from dragoman.queries.listing import list_records
from dragoman.queries.offices import list_offices
from dragoman.queries.reading import list_attributions, list_times
from dragoman.queries.show import show_record
from dragoman.queries.subject import find_thing, get_actor_key, make_state_namer, suggest_names, suggest_recorded
from dragoman.settings import Settings, load_settings

if TYPE_CHECKING:
    from dragoman.codebook.book import Codebook
    from dragoman.evaluation import Report
    from dragoman.language.spacy_ import SpacyAnalyser
    from dragoman.store.base import Store

__all__ = ["EXPORT_FORMATS", "Asked", "Dragoman"]

log = logging.getLogger(__name__)

EXPORT_FORMATS = ("jsonl", "csv")
# PLOVER's sixteen types and the relations of ties, to name what a filter takes when it is given something else.
_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
# What terms of office can be narrowed by; they are no records, and have neither kind nor document of their own.
_OFFICE_FILTERS = ("states", "person", "since", "until", "limit")
_RELATIONS = ("designation", "office", "membership", "mechanism", "anniversary", "part-of", "founded")
# The only language that the reading wing understands so far; a document of unknown language is tried.
_LANGUAGES = ("en", None)


class Asked(TypedDict, total=False):
    """What an answering verb may be narrowed by, as people write it: names, codes and plain dates."""

    states: Sequence[str]
    person: str | None
    issue: str | None
    project: str | None
    mechanism: str | None
    kinds: Sequence[str]
    statuses: Sequence[str]
    types: Sequence[str]
    relations: Sequence[str]
    document: str | None
    since: str | None
    until: str | None
    limit: int | None


class Dragoman:
    """Reads documents into one database and answers from it; a context manager that closes the database.

    `database` is a path or URL, by default the one that the settings name. Nothing is opened before it is needed,
    and only `read` creates a database. Every verb raises DragomanError and its kinds.
    """

    def __init__(self, database: str | Path | None = None, *, settings: Settings | None = None) -> None:
        self.settings = settings or load_settings(database=str(database) if database is not None else None)
        self.database = str(database) if database is not None else self.settings.database
        self._store: Store | None = None
        self._is_writable = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; another verb opens it again."""
        if self._store is not None:
            self._store.close()
            self._store = None

    @functools.cached_property
    def codebook(self) -> "Codebook":
        """The knowledge that both wings look names up in."""
        return load_codebook()

    @property
    def reader(self) -> str:
        """What reads here: the program's version, the codebook's hash and the scope if it is not the usual one. Another
        reader reads everything again."""
        scope = "" if self.settings.scope == "international" else f"+{self.settings.scope}"
        return f"{__version__}+{self.codebook.hash}{scope}"

    def _open(self, is_writing: bool = False) -> "Store":
        from dragoman.store.dialect import read_location
        from dragoman.store.sql import open_store

        if self._store is not None and (self._is_writable or not is_writing):
            return self._store
        self.close()
        location = read_location(self.database)
        if location.path is not None and not is_writing and not location.path.exists():
            raise StoreUnavailable(
                f"there is no database at {location.name}: run `dragoman read PATH` first, or name one with --database"
            )
        # A database in memory has nobody to share it with, and could never be filled if it were only read.
        self._is_writable = is_writing or location.path is None
        self._store = open_store(self.database, read_only=not self._is_writable)
        return self._store

    def _make_desk(self) -> Desk:
        return Desk(self._open(), make_state_namer(self.codebook), make_office_finder(self.codebook))

    def _narrow(self, asked: Asked) -> Filter:
        """What was asked for as a filter. Raises UnknownName and BadFilter."""
        _check_values("kind", asked.get("kinds") or (), KINDS)
        _check_values("status", asked.get("statuses") or (), STATUSES)
        _check_values("type", asked.get("types") or (), _TYPES)
        _check_values("relation", asked.get("relations") or (), _RELATIONS)
        limit = asked.get("limit")
        if limit is not None and limit < 1:
            raise BadFilter(f"limit {limit} is not a positive number")
        return Filter(
            actors=tuple(dict.fromkeys(get_actor_key(name, self.codebook) for name in asked.get("states") or ())),
            person=asked.get("person"),
            issue=self._find_thing("issue", asked.get("issue")),
            project=self._find_thing("project", asked.get("project")),
            mechanism=self._find_thing("mechanism", asked.get("mechanism")),
            kinds=tuple(asked.get("kinds") or ()),
            statuses=tuple(asked.get("statuses") or ()),
            types=tuple(asked.get("types") or ()),
            relations=tuple(asked.get("relations") or ()),
            document=asked.get("document"),
            since=_check_date("since", asked.get("since")),
            until=_check_date("until", asked.get("until")),
            limit=limit,
        )

    def _find_thing(self, kind: str, name: str | None) -> str | None:
        """The codebook's name for it, else the name as given where a document uses it. Raises UnknownName."""
        if name is None:
            return None
        entry = find_thing(kind, name, self.codebook)
        if entry:
            return entry.name
        fields: dict[str, Filter] = {
            "issue": Filter(issue=name),
            "project": Filter(project=name),
            "mechanism": Filter(mechanism=name),
        }
        if next(iter(self._open().find_records(fields[kind])), None) is None:
            recorded = suggest_recorded(name, (kind,), self._open())
            known = suggest_names(name, self.codebook, (kind,))
            raise UnknownName(name, kind, tuple(dict.fromkeys((*recorded, *known))))
        return name

    # ------------------------------------------------------------------ reading

    def read(self, paths: Iterable[str | Path], on_progress: Callable[[Tally, str], None] | None = None) -> Tally:
        """Read files and folders into the database: each document in a transaction, what is held already left alone.

        `on_progress` is called after each input with the tally so far and the input's name. An interrupt (Ctrl-C)
        ends the run between two documents' transactions; the tally says so. Raises StoreError and CodebookError.
        """
        from dragoman.sources.files import iter_items

        tally = Tally()
        store = self._open(is_writing=True)
        try:
            for item in iter_items(paths):
                name = item.name if isinstance(item, SourceError) else item.id
                self._read_item(item, store, tally)
                if on_progress:
                    on_progress(tally, name)
        except KeyboardInterrupt:
            tally.is_interrupted = True
        return tally

    def _read_item(self, item: RawItem | SourceError, store: "Store", tally: Tally) -> None:
        if isinstance(item, SourceError):
            tally.skipped.append(Skip(item.name, item.reason, str(item)))
            return
        try:
            self._read_document(item, store, tally)
        except SourceError as error:
            tally.skipped.append(Skip(error.name, error.reason, str(error)))
        except DragomanError:
            raise
        except Exception as error:
            log.debug("%s could not be read", item.id, exc_info=True)
            reason = f"unexpected {type(error).__name__}"
            message = f"{item.id}: an unexpected error while reading it ({type(error).__name__}: {error})"
            tally.skipped.append(Skip(item.id, reason, f"{message}; --verbose shows where, please report it"))

    def _read_document(self, item: RawItem, store: "Store", tally: Tally) -> None:
        from dragoman.text.document import make_document

        document = make_document(item, self.codebook)
        if document.language not in _LANGUAGES:
            reason = f"language {document.language}"
            raise SourceError(item.id, reason, f"{item.id}: written in “{document.language}”; only English is read yet")
        if store.has_version(document.id, document.version, self.reader):
            tally.unchanged += 1
            return
        is_known = store.get_version(document.id) is not None
        records = self._find_records(document)
        store.add_document(document, records, self.reader)
        tally.read += 1
        tally.changed += is_known
        tally.new += not is_known
        tally.kinds.update(record.kind for record in records)
        tally.statuses.update(record.status for record in records)

    @functools.cached_property
    def _find_records(self) -> Callable[[Document], tuple[Record, ...]]:
        """The reading wing, loaded with the first document that needs it."""
        from dragoman.pipeline import read_document

        analyser, codebook, scope = self._analyser, self.codebook, self.settings.scope
        return lambda document: read_document(document, codebook, analyser, scope=scope)

    @functools.cached_property
    def _analyser(self) -> "SpacyAnalyser":
        from dragoman.language.spacy_ import SpacyAnalyser

        return SpacyAnalyser()

    def times(self, paths: Iterable[str | Path]) -> Answer:
        """The time expressions of files and folders, with TIMEX3 and EDTF values; no database is touched.

        Raises SourceError for an input that cannot be read.
        """
        from dragoman.pipeline import read_times

        return list_times((d, read_times(d, self.codebook, self._analyser)) for d in self._iter_documents(paths))

    def attributions(self, paths: Iterable[str | Path]) -> Answer:
        """Who says, or is told to hold, what in files and folders; no database is touched.

        Raises SourceError for an input that cannot be read.
        """
        from dragoman.pipeline import read_attributions

        documents = self._iter_documents(paths)
        return list_attributions((d, read_attributions(d, self.codebook, self._analyser)) for d in documents)

    def _iter_documents(self, paths: Iterable[str | Path]) -> Iterator[Document]:
        from dragoman.sources.files import iter_items
        from dragoman.text.document import make_document

        for item in iter_items(paths):
            if isinstance(item, SourceError):
                raise item
            yield make_document(item, self.codebook)

    # ------------------------------------------------------------------ answering

    def brief(self, *names: str, **asked: Unpack[Asked]) -> Answer:
        """Where a relation, or a state, organisation, issue, project, mechanism or person stands, each line cited.

        Two names ask for a pair of states or organisations; `limit` is the number of lines a section may have.
        """
        if not names:
            raise BadFilter("a briefing needs a name: `dragoman brief STATE [STATE]`")
        desk = self._make_desk()
        return build_brief(names, self._narrow(asked), desk, self.codebook)

    def _list(self, verb: str, asked: Asked) -> Answer:
        desk = self._make_desk()
        return list_records(verb, self._narrow(asked), desk)

    def timeline(self, **asked: Unpack[Asked]) -> Answer:
        """Events and pledges in the order of their dates, undated ones last; `kinds` asks for others."""
        return self._list("timeline", asked)

    def pledges(self, **asked: Unpack[Asked]) -> Answer:
        """Who undertook what, to whom, how firmly, on which condition and by when."""
        return self._list("pledges", asked)

    def positions(self, **asked: Unpack[Asked]) -> Answer:
        """Who holds which stance on which issue, and in whose words."""
        return self._list("positions", asked)

    def figures(self, **asked: Unpack[Asked]) -> Answer:
        """Quantities with their unit, period and source; those that disagree stand side by side."""
        return self._list("figures", asked)

    def ties(self, **asked: Unpack[Asked]) -> Answer:
        """Designations, offices, mechanisms, memberships and other standing relations."""
        return self._list("ties", asked)

    def quotes(self, **asked: Unpack[Asked]) -> Answer:
        """Who said what, directly or in a reporter's words."""
        return self._list("quotes", asked)

    def show(self, record: str) -> Answer:
        """Everything about one record: fields, evidence in context, whose word, rules, document.

        `record` is its id or an unambiguous beginning of it. Raises UnknownRecord.
        """
        return show_record(record, self._make_desk())

    def offices(self, **asked: Unpack[Asked]) -> Answer:
        """Who held which office for whom, from when to when, as all documents together attest it; contradictions are
        named. Takes `states`, `person`, `since`, `until` and `limit`; raises BadFilter for others.
        """
        unfit = sorted(name for name, value in asked.items() if value and name not in _OFFICE_FILTERS)
        if unfit:
            raise BadFilter(f"offices are not narrowed by {', '.join(unfit)}: ask by {', '.join(_OFFICE_FILTERS)}")
        return list_offices(self._narrow(asked), self._make_desk(), make_office_finder(self.codebook))

    def search(self, words: str, limit: int = 20) -> Answer:
        """Documents and records that hold the words, best first."""
        return search_words(words, self._make_desk(), limit)

    def documents(self, limit: int | None = None) -> Answer:
        """The documents held, with publisher, date, genre and number of records."""
        return list_documents(self._open(), limit)

    def status(self) -> Answer:
        """Where the database is, its schema, how much it holds, and what would read into it."""
        from dragoman.store.dialect import read_location
        from dragoman.store.schema import SCHEMA

        store = self._open()
        path = read_location(self.database).path
        name = str(path.resolve()) if path else self.database
        return list_status(store, {"database": name, "schema": SCHEMA, "reader": self.reader})

    # ------------------------------------------------------------------ out of the house

    def export(self, form: str = "jsonl", *, is_known: bool = False, **asked: Unpack[Asked]) -> Iterator[str]:
        """Records as lines of JSON or CSV, each line ending in a line break; `is_known` adds when they were learned.

        Raises BadFilter for a form that is not one of EXPORT_FORMATS, before the first line.
        """
        if form not in EXPORT_FORMATS:
            raise BadFilter(f"unknown format “{form}”: it is one of {', '.join(EXPORT_FORMATS)}")
        narrow = self._narrow(asked)
        rows = self._iter_rows(narrow, is_known)
        if form == "csv":
            return iter_csv(rows)
        return (f"{dump_json(make_row(record, document, known))}\n" for record, document, known in rows)

    def _iter_rows(self, narrow: Filter, is_known: bool) -> Iterator[tuple[Record, Document | None, str | None]]:
        store = self._open()
        held = {known.document.id: known for known in store.find_documents()}
        for record in store.find_records(narrow):
            known = held.get(record.document)
            yield record, known.document if known else None, (known.known_from if known else "") if is_known else None

    def evaluate(self, gold: str | Path, documents: str | Path | None = None, kinds: Sequence[str] = ()) -> "Report":
        """Read the gold's documents afresh and score what is found; the database is not touched.

        `documents` is the folder they lie in, by default `documents` beside the gold file. Raises GoldError.
        """
        from dragoman.evaluation import evaluate

        _check_values("kind", kinds, KINDS)
        return evaluate(Path(gold), Path(documents) if documents else None, tuple(kinds) or KINDS)


def _check_values(name: str, values: Sequence[str], known: Sequence[str]) -> None:
    if isinstance(values, str):
        raise BadFilter(f"{name} takes a list of names, not one")
    for value in values:
        if value not in known:
            raise BadFilter(f"unknown {name} “{value}”: it is one of {', '.join(known)}")


def _check_date(name: str, value: str | None) -> str | None:
    if value is None or is_edtf(value):
        return value
    raise BadFilter(f"{name} “{value}” is no date: write 2021, 2021-03, 2021-03-15 or another EDTF date")
