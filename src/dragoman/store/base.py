"""What the rest of the house may ask of a database, whichever engine it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from dragoman.model.decision import Decision
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.matter import Placed
from dragoman.model.record import Record
from dragoman.model.view import View

__all__ = ["DocumentOrder", "Found", "Hit", "Joining", "Known", "Store", "StoreCounts"]


DocumentOrder = Literal["first published", "last published", "last learned"]
"""What comes first in a list of documents."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document or record that a search found; `snippet` marks the words with «…».

    `rank` lies in 0-1: 1 for the best document and for the best record, which have no common scale.
    """

    document: str
    record: str | None
    snippet: str
    rank: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first, their snippets left blank.

    `most` is null where all that holds the words was ranked; else so many documents and so many records at most were,
    those learned last; of what is common none was, and what was learned last comes first.
    """

    hits: tuple[Hit, ...]
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A stored document without its text, when this database learned it (ISO 8601, UTC) and how many records it has."""

    document: Document
    known_from: str
    is_current: bool
    records: int


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """What the database holds: documents, versions of all documents, and records by kind and by status."""

    documents: int
    versions: int
    records: dict[str, int]
    statuses: dict[str, int]


class Joining(Protocol):
    """One transaction in which records are joined into matters; nobody else joins meanwhile. Records go by number."""

    def take_documents(self, rules: str, limit: int, after: int = 0) -> list[int]:
        """Numbers, above `after` and in order, of current documents that these rules have not joined.

        From the beginning (after 0), what other rules joined is forgotten first.
        """
        ...

    def find_records_of(self, documents: Sequence[int]) -> list[tuple[Record, Placed]]:
        """The records of documents, quotes left out, ordered by number."""
        ...

    def get_records(self, numbers: Sequence[int]) -> list[tuple[Record, Placed]]:
        """Records by number, ordered by it."""
        ...

    def find_ids(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of records by their numbers."""
        ...

    def add_keys(self, keys: Mapping[int, Sequence[str]]) -> None:
        """Keep the keys by which records will be found."""
        ...

    def find_by_keys(self, keys: Sequence[str]) -> dict[str, list[int]]:
        """Which records bear each key; keys that none bears are left out."""
        ...

    def find_twins(self, keys: Sequence[str]) -> dict[str, str]:
        """The matter of the records that bear each key; keys without one are left out."""
        ...

    def find_numbers(self, records: Sequence[str]) -> dict[str, int]:
        """The numbers of current records by their ids."""
        ...

    def save_matters(self, matters: Mapping[int, str]) -> None:
        """Write which matter each record belongs to."""
        ...

    def save_twins(self, matters: Mapping[str, str]) -> None:
        """Write which matter all records that bear a key belong to."""
        ...

    def finish_documents(self, documents: Sequence[int], rules: str) -> None:
        """Mark documents as joined by these rules."""
        ...


class Store(Protocol):
    """A database of documents and what they say, looked at through a view. Raises StoreError and its kinds."""

    @property
    def view(self) -> View:
        """What every answer keeps to; at first the whole: the current version of every document."""
        ...

    def at(self, view: View) -> "Store":
        """The same database from another point of view. Raises BadFilter for one that cannot be."""
        ...

    def get_version(self, document_id: str) -> str | None:
        """The version of a document that is in view, or null if none is."""
        ...

    def has_version(self, document_id: str, version: str, reader: str) -> bool:
        """Whether this version is current and was read by this reader ("0.1.0+codebook hash")."""
        ...

    def add_document(self, document: Document, records: Sequence[Record], reader: str) -> None:
        """Keep one version of a document and what it says, in one transaction; an older version stops being current.

        Writing the same version with the same reader again changes nothing. Every evidence span is checked.
        """
        ...

    def get_document(self, document_id: str, version: str | None = None) -> Document | None:
        """A document with its text, by default the version in view; others may be named, but no later ones."""
        ...

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
        """Documents in view in an order of which undated ones come last in the two that go by publication.

        They may be narrowed to a state's publishers, and to those published, or first so, from one day to another. In
        the first of the orders they may begin behind the document `after`; none follows one that is not in view.
        """
        ...

    def count_documents(self) -> int:
        """How many documents are in view."""
        ...

    def get_documents(self, ids: Collection[str]) -> list[Document]:
        """Every version in view of the documents of these ids, without their texts, in no order."""
        ...

    def find_titles(self, holder: str) -> list[str]:
        """The titles, as documents write them, of the offices that are held for a state or organisation (its key)."""
        ...

    def get_record(self, record_id: str) -> Record | None:
        """One record by its id, or by a prefix of it that fits only one."""
        ...

    def find_records(self, narrow: Filter) -> Iterator[Record]:
        """Records of documents in view that pass the filter, ordered by date (undated last), document and place."""
        ...

    def count_records(self, narrow: Filter, most: int) -> int:
        """How many records pass the filter; no more than `most` are counted."""
        ...

    def find_of_projects(
        self, asked: Collection[tuple[str, str]], narrow: Filter
    ) -> dict[tuple[str, str], list[Record]]:
        """For projects with a party each the records that pass the filter and were said last of both.

        As `find_records` gives them where the filter names that project and actor; `narrow.last` has to be given, and
        its `limit`, `offset` and `after` do not count.
        """
        ...

    def find_last_published(
        self, asked: Collection[tuple[str, ...]], kinds: Sequence[str]
    ) -> dict[tuple[str, ...], list[str]]:
        """For each group of parties when, of each kind, the last document was published (EDTF) with a record of it that
        involves them all.
        """
        ...

    def find_newest_published(self, publisher_state: str | None = None) -> list[str]:
        """When the last of the dated documents, of a state's publishers or of all, were published (EDTF), each once."""
        ...

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Documents and records that hold the words, best first; any string is a valid query."""
        ...

    def find_hits(self, words: str, limit: int) -> Found:
        """What `search` finds, without snippets, and whether all of it was ranked."""
        ...

    def add_snippets(self, words: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with their snippets; what has gone since they were found keeps a blank one."""
        ...

    def add_decision(self, decision: Decision) -> Decision:
        """Append what an analyst decided and yield it with its id and its time; nothing appended is ever changed."""
        ...

    def find_decisions(self, record: str | None = None) -> list[Decision]:
        """All decisions as they were appended, or those that name a record and what takes these back."""
        ...

    def find_unchanged_decisions(self) -> frozenset[str]:
        """The ids of the decisions about one record that current documents hold exactly as the analyst saw it."""
        ...

    def get_records(self, ids: Collection[str]) -> list[Record]:
        """The records of current documents with these ids, in no order; an id that none bears is passed over."""
        ...

    def get_records_of(self, documents: Collection[str]) -> list[Record]:
        """The records of these documents' current versions, in no order."""
        ...

    def count(self) -> StoreCounts:
        """How much is in view."""
        ...

    def is_empty(self) -> bool:
        """Whether no document is in view."""
        ...

    def count_undated(self) -> int:
        """How many documents the view leaves out for want of a publication date."""
        ...

    def get_first_known(self) -> str | None:
        """When this database learned its first document (ISO 8601, UTC), whatever the view; null while it is empty."""
        ...

    def joining(self) -> AbstractContextManager[Joining]:
        """A transaction that joins records; it is committed when left without an error."""
        ...

    def unjoin(self, records: Sequence[str]) -> None:
        """Have the matters of these records made anew when joining is next asked for."""
        ...

    def count_unjoined(self, rules: str) -> int:
        """How many current documents these rules have not joined yet."""
        ...

    def count_matters(self) -> dict[str, int]:
        """How many matters there are, by kind."""
        ...

    def find_matter_sizes(self, kind: str | None, after: str | None, limit: int) -> dict[str, int]:
        """Matters with the number of records of each, ordered by id and beginning behind the matter `after`."""
        ...

    def find_joined(self, narrow: Filter) -> tuple[list[Record], dict[str, str]]:
        """What `find_records` finds, and the matters of these records by their ids, read together."""
        ...

    def get_matters(self, records: Sequence[str]) -> dict[str, str]:
        """The matters of current records by the records' ids; what is not joined is left out."""
        ...

    def get_matter(self, matter: str) -> list[Record]:
        """The records of a matter, ordered by publication (undated last), document and place; none if there is none."""
        ...

    def get_matter_records(self, ids: Sequence[str], most: int) -> dict[str, list[Record]]:
        """The records of matters, ordered as `get_matter` has them; of a larger one `most`, the first and the last."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
