"""The part of `Dragoman` that a door over HTTP needs besides answers: what is held itself, and what is sent to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import BadFilter, SourceError
from dragoman.model.document import Document, RawItem
from dragoman.model.ids import make_document_version
from dragoman.model.record import Record
from dragoman.model.tally import Tally
from dragoman.queries.holdings import count_held
from dragoman.queries.relation import Relation, draw_relation
from dragoman.queries.searching import Sifted, sift_words

if TYPE_CHECKING:
    from dragoman.codebook.book import Codebook
    from dragoman.model.filter import Filter
    from dragoman.queries.desk import Desk
    from dragoman.store.base import Known, Store, StoreCounts

__all__ = ["Holding"]

_Progress = Callable[[Tally, str], None]


class Holding:
    """What is held, noun by noun, and documents that come without a path."""

    @property
    def codebook(self) -> "Codebook":
        """Where names are looked up."""
        raise NotImplementedError

    def _open(self, is_writing: bool = False) -> "Store":
        raise NotImplementedError

    def _make_desk(self, asked: Any) -> "Desk":
        raise NotImplementedError

    def _narrow(self, asked: Any) -> "Filter":
        raise NotImplementedError

    def _read_items(self, items: Iterable[RawItem | SourceError], on_progress: _Progress | None) -> Tally:
        raise NotImplementedError

    def _see(self, asked: Any) -> "Store":
        """The database as a question sees it: with what was decided, and from where it looks."""
        return self._make_desk(asked).store

    def prepare(self) -> None:
        """Make the database if there is none, and bring its tables to this version's form. Raises StoreError."""
        self._open(is_writing=True)

    def read_entry(self, entry: Mapping[str, object], on_progress: _Progress | None = None) -> Tally:
        """Read one document given as an object with `text`, as a line of JSON would give it, into the database.

        Without an `id` of its own it is named by a hash of its text.
        """
        return self._read_items([_make_item(entry)], on_progress)

    def read_upload(self, path: Path, name: str, on_progress: _Progress | None = None) -> Tally:
        """Read one file that was sent under `name`, which names its documents and is never used as a path."""
        from dragoman.sources.files import iter_upload

        return self._read_items(iter_upload(path, name), on_progress)

    def relation(self, *names: str, **asked: Any) -> Relation:
        """The briefing on one or two names with what is drawn beside it: events, figures, and who holds what."""
        return draw_relation(names, self._narrow(asked), self._make_desk(asked), self.codebook)

    def find_documents(self, after: str | None = None, limit: int | None = None) -> "Iterator[Known]":
        """The current documents without their texts, ordered by publication (undated last) and id.

        `after` is the id of the one to go on behind. Raises BadFilter if there is none such any more.
        """
        store = self._see({})
        if after is not None and store.get_version(after) is None:
            raise BadFilter(f"after “{after}”: no such document is held any more; begin again")
        return store.find_documents(after=after, limit=limit)

    def count_documents(self, **times: Any) -> int:
        """How many documents are held, from the point of view asked for."""
        return self._see(times).count_documents()

    def count(self, **times: Any) -> "StoreCounts":
        """How many documents are held, and how many records of each kind and status, from the point of view asked for.

        With `during` only the records of what happened then are counted.
        """
        return count_held(self._see(times), self._narrow(times).during)

    def sift(
        self,
        words: str,
        limit: int,
        kind: str | None = None,
        status: str | None = None,
        shown: slice = slice(None),
        **times: Any,
    ) -> Sifted:
        """What `search` finds, counted by kind and status; the answer has what is `shown` of one kind and status."""
        desk, during = self._make_desk(times), self._narrow(times).during
        return sift_words(words, desk, limit, kind=kind, status=status, shown=shown, during=during)

    def get_document(self, document: str, version: str | None = None) -> Document | None:
        """A document with its text, by default its current version."""
        return self._see({}).get_document(document, version)

    def find_records(self, after: str | None = None, **asked: Any) -> Iterator[Record]:
        """Records that pass the filter, ordered by date (undated last), document and place.

        `after` is the id of the record to go on behind. Raises BadFilter if there is none such any more.
        """
        store = self._see(asked)
        if after is not None and store.get_record(after) is None:
            raise BadFilter(f"after “{after}”: no such record is held any more; begin again")
        return store.find_records(replace(self._narrow(asked), after=after))

    def find_joined(self, **asked: Any) -> tuple[list[Record], dict[str, str]]:
        """What `find_records` finds, and the matters of these records by their ids; what is not joined has none."""
        return self._see(asked).find_joined(self._narrow(asked))

    def get_record(self, record: str) -> Record | None:
        """One record by its whole id, or null."""
        found = self._see({}).get_record(record)
        return found if found is not None and found.id == record else None

    def find_matters(self, kind: str | None = None, after: str | None = None, limit: int = 100) -> dict[str, int]:
        """Matters with the number of records of each, ordered by id; `after` is the id of the one to go on behind."""
        return self._see({}).find_matter_sizes(kind, after, limit)

    def get_matter(self, matter: str) -> list[Record]:
        """The records of one matter, ordered by publication; none if there is none."""
        return self._see({}).get_matter(matter)

    def get_matters(self, records: Iterable[str]) -> dict[str, str]:
        """The matters of records by the records' ids; what is not joined is left out."""
        return self._see({}).get_matters(list(records))


def _make_item(entry: Mapping[str, object]) -> RawItem | SourceError:
    from dragoman.sources.entries import make_item

    name = str(entry.get("id") or entry.get("title") or "the text")
    try:
        item = make_item(entry, "", name, name)
    except SourceError as error:
        return error
    if item.id:
        return item
    return replace(item, id=f"text-{make_document_version(item.text)}")
