"""What the rest of the house may ask of a database, whichever engine it is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.model.decision import Decision
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.record import Record

__all__ = ["Hit", "Known", "Store", "StoreCounts"]


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
class Known:
    """A stored document without its text, when this database learned it (ISO 8601, UTC) and how many records it has."""

    document: Document
    known_from: str
    is_current: bool
    records: int


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """What the database holds: current documents, versions of all documents, and records by kind and by status."""

    documents: int
    versions: int
    records: dict[str, int]
    statuses: dict[str, int]


class Store(Protocol):
    """A database of documents and what they say. Raises StoreError and its kinds."""

    def get_version(self, document_id: str) -> str | None:
        """The current version of a document, or null if it is not held."""
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
        """A document with its text, by default its current version."""
        ...

    def find_documents(self) -> Iterator[Known]:
        """Current documents, ordered by publication date (undated last) and id."""
        ...

    def get_record(self, record_id: str) -> Record | None:
        """One record by its id, or by a prefix of it that fits only one."""
        ...

    def find_records(self, narrow: Filter) -> Iterator[Record]:
        """Records of current documents that pass the filter, ordered by date (undated last), document and place."""
        ...

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Documents and records that hold the words, best first; any string is a valid query."""
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
        """How much is held."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
