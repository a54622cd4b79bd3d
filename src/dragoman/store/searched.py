"""The part of the store over SQL that finds words."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select

from dragoman.model.view import View
from dragoman.store.base import Found, Hit
from dragoman.store.narrow import documents_in_view
from dragoman.store.search import add_snippets, find_former_hits, find_hits, join_hits
from dragoman.store.tables import document_table

__all__ = ["SearchedStore"]

# The largest number an SQL engine takes for LIMIT.
_MOST = 2**62


class SearchedStore(ABC):
    """What `SqlStore` answers to words; it gives the connections and the point of view."""

    view: View

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A connection that reads one state of the database."""

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Documents in view and their records that hold all of the words, best first; any string is a valid query.

        The last word may be the beginning of one; words between double quotes stand side by side.
        """
        with self._reading() as connection:
            return add_snippets(connection, words, _find(connection, words, limit, self.view).hits, self.view)

    def find_hits(self, words: str, limit: int) -> Found:
        """What `search` finds, without snippets, and whether all of it was ranked."""
        with self._reading() as connection:
            return _find(connection, words, limit, self.view)

    def add_snippets(self, words: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with their snippets; what has gone since they were found keeps a blank one."""
        with self._reading() as connection:
            return add_snippets(connection, words, hits, self.view)


def _find(connection: Connection, words: str, limit: int, view: View) -> Found:
    limit = min(limit, _MOST)
    if view.is_whole:
        return find_hits(connection, words, limit)
    column = document_table.c
    seen = select(column.number, column.is_current).where(*documents_in_view(view))
    rows = connection.execute(seen).all()
    found = find_hits(connection, words, limit, frozenset(row.number for row in rows if row.is_current))
    former = find_former_hits(connection, words, [row.number for row in rows if not row.is_current], limit)
    return Found(tuple(join_hits(found.hits, former)[: max(0, limit)]))
