"""The hall that every door opens onto: one object whose verbs are the verbs of the command line and of the server."""

import functools
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

from dragoman import __version__
from dragoman.asking import EXPORT_FORMATS, RELATIONS, TYPES, Asked, Asking, Times, check_values, read_during
from dragoman.codebook.load import load_codebook
from dragoman.errors import DragomanError, SourceError, StoreUnavailable
from dragoman.holding import Holding
from dragoman.memory.clusters import Links
from dragoman.memory.joining import RULES, Joiner
from dragoman.memory.offices import make_office_namer
from dragoman.memory.standing import IdentityNames
from dragoman.model.answer import Answer
from dragoman.model.document import Document, RawItem
from dragoman.model.record import KINDS, Record
from dragoman.model.tally import CopyTally, Skip, Tally
from dragoman.queries.decided import load_ruling
from dragoman.queries.holdings import list_migration, list_status
from dragoman.queries.reading import list_attributions, list_times
from dragoman.settings import Settings, load_settings

if TYPE_CHECKING:
    from dragoman.codebook.book import Codebook
    from dragoman.evaluation import Report
    from dragoman.language.spacy_ import SpacyAnalyser
    from dragoman.store.base import Store

__all__ = ["EXPORT_FORMATS", "RELATIONS", "TYPES", "Asked", "Dragoman", "Times"]

log = logging.getLogger(__name__)

# Types of issues on which two stances may be about different things: one may uphold "human rights" in many places.
_BROAD_ISSUES = ("principle", "policy", "initiative")
# Documents in one transaction of joining: others wait for a second or two at most.
_JOINED_AT_ONCE = 200
# The only language that the reading wing understands so far; a document of unknown language is tried.
_LANGUAGES = ("en", None)


class Dragoman(Asking, Holding):
    """Reads documents into one database and answers from it; a context manager that closes the database.

    `database` is a path or URL, by default the one that the settings name. Nothing is opened before it is needed,
    and only `read` creates a database. Every verb raises DragomanError and its kinds.
    """

    def __init__(self, database: str | Path | None = None, *, settings: Settings | None = None) -> None:
        self.settings = settings or load_settings(database=str(database) if database is not None else None)
        self.database = str(database) if database is not None else self.settings.database
        self._store: Store | None = None
        self._is_writable = False
        # Threads may share a Dragoman: the first of them opens the database for all.
        self._opening = threading.Lock()

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
        with self._opening:
            return self._open_alone(is_writing)

    def _open_alone(self, is_writing: bool) -> "Store":
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
        self._is_writable = is_writing or location.is_memory
        self._store = open_store(self.database, read_only=not self._is_writable)
        return self._store

    # ------------------------------------------------------------------ reading

    def read(self, paths: Iterable[str | Path], on_progress: Callable[[Tally, str], None] | None = None) -> Tally:
        """Read files, folders and addresses into the database: each document in a transaction, what is held already
        left alone.

        `on_progress` is called after each input with the tally so far and the input's name. An interrupt (Ctrl-C)
        ends the run between two documents' transactions; the tally says so. Raises StoreError and CodebookError.
        """
        from dragoman.sources.files import iter_items

        return self._read_items(iter_items(paths), on_progress)

    def _read_items(
        self, items: Iterable[RawItem | SourceError], on_progress: Callable[[Tally, str], None] | None
    ) -> Tally:
        tally = Tally()
        store = self._open(is_writing=True)
        try:
            for item in items:
                name = item.name if isinstance(item, SourceError) else item.id
                self._read_item(item, store, tally)
                if on_progress:
                    on_progress(tally, name)
            tally.joined = self.join()
        except KeyboardInterrupt:
            tally.is_interrupted = True
        return tally

    @property
    def _identity_names(self) -> IdentityNames:
        codebook = self.codebook

        def is_broad(issue: str) -> bool:
            id = codebook.find_entry("issue", issue)
            return id is None or codebook.issue(id).type in _BROAD_ISSUES

        return IdentityNames(make_office_namer(codebook), is_broad)

    def join(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Join the records of documents that were not joined yet into matters; how many documents there were.

        `read` ends with it; after an interrupt, another reading's rules or a copied database it makes up for it.
        `on_progress` is called after each transaction with the numbers of documents joined and to be joined.
        """
        store = self._open(is_writing=True)
        joiner = Joiner(self._identity_names, Links(*load_ruling(store).list_links()))
        joined, waiting = 0, store.count_unjoined(RULES)
        while True:
            with store.joining() as session:
                count = joiner.join(session, _JOINED_AT_ONCE)
            if not count:
                return joined
            joined += count
            if on_progress:
                on_progress(joined, max(waiting, joined))

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

    def status(self, **times: Unpack[Times]) -> Answer:
        """Where the database is, its schema, how much it holds, and what would read into it."""
        from dragoman.store.dialect import read_location
        from dragoman.store.schema import SCHEMA

        store = self._look(times)
        location = read_location(self.database)
        name = str(location.path.resolve()) if location.path else location.name
        facts = {"database": name, "schema": SCHEMA, "reader": self.reader}
        return list_status(store, facts, read_during(times))

    def migrate(self) -> Answer:
        """Bring the database to this program's schema, saying from which to which; does nothing when it is current."""
        from dragoman.store.dialect import read_location
        from dragoman.store.sql import migrate_database

        self.close()
        former, current = migrate_database(self.database)
        return list_migration(read_location(self.database).name, former, current)

    # ------------------------------------------------------------------ out of the house

    def copy(self, to: str | Path, on_progress: Callable[[CopyTally, str], None] | None = None) -> CopyTally:
        """Carry everything that is held into another, empty database, of either engine, without loss.

        Called again after an interruption it goes on where it ended; `on_progress` is called after each document with
        the tally so far and the document's id. What is derived, the matters, is made anew there. Raises
        StoreUnavailable if `to` holds anything else.
        """
        from dragoman.store.sql import copy_database

        tally = copy_database(self.database, str(to), on_progress)
        if not tally.is_interrupted:
            with Dragoman(to, settings=self.settings) as other:
                other.join()
        return tally

    def evaluate(self, gold: str | Path, documents: str | Path | None = None, kinds: Sequence[str] = ()) -> "Report":
        """Read the gold's documents afresh and score what is found; the database is not touched.

        `documents` is the folder they lie in, by default `documents` beside the gold file. Raises GoldError.
        """
        from dragoman.evaluation import evaluate

        check_values("kind", kinds, KINDS)
        return evaluate(Path(gold), Path(documents) if documents else None, tuple(kinds) or KINDS)
