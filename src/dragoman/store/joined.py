"""The part of the store over SQL that joins records into matters, and knows which belong together."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection

from dragoman.model.filter import Filter
from dragoman.model.record import Record
from dragoman.model.view import View
from dragoman.store import matters
from dragoman.store.finding import find_numbers
from dragoman.store.narrow import records_in_view

__all__ = ["JoinedStore"]


class JoinedStore(ABC):
    """What `SqlStore` answers about matters; it gives the connections and the point of view."""

    view: View

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A connection that reads one state of the database."""

    @abstractmethod
    def _writing(self, what: str) -> AbstractContextManager[Connection]:
        """A transaction that writes, in its turn; `what` is for messages."""

    @contextmanager
    def joining(self) -> Iterator[matters.SqlJoining]:
        """A transaction that joins records; it is committed when left without an error."""
        with self._writing("joining records") as connection:
            yield matters.SqlJoining(connection)

    def unjoin(self, records: Sequence[str]) -> None:
        """Have the matters of these records made anew when joining is next asked for."""
        with self._writing("joining records") as connection:
            matters.unjoin(connection, records)

    def count_unjoined(self, rules: str) -> int:
        """How many current documents these rules have not joined yet."""
        with self._reading() as connection:
            return matters.count_unjoined(connection, rules)

    def count_matters(self) -> dict[str, int]:
        """How many matters there are, by kind."""
        with self._reading() as connection:
            return matters.count_matters(connection)

    def find_matter_sizes(self, kind: str | None, after: str | None, limit: int) -> dict[str, int]:
        """Matters with the number of records of each, ordered by id and beginning behind `after`."""
        with self._reading() as connection:
            return matters.find_matter_sizes(connection, kind, after, limit)

    def find_joined(self, narrow: Filter) -> tuple[list[Record], dict[str, str]]:
        """What `find_records` finds, and the matters of these records by their ids, read together."""
        with self._reading() as connection:
            return matters.read_joined(connection, find_numbers(connection, narrow, self.view))

    def get_matters(self, records: Sequence[str]) -> dict[str, str]:
        """The matters of current records by the records' ids; what is not joined is left out."""
        with self._reading() as connection:
            return matters.find_matters(connection, records)

    def get_matter(self, matter: str) -> list[Record]:
        """The records of a matter, ordered by publication (undated last), document and place; none if there is none."""
        with self._reading() as connection:
            return matters.find_matter(connection, matter, records_in_view(self.view))

    def get_matter_records(self, ids: Sequence[str], most: int) -> dict[str, list[Record]]:
        """The records of matters, ordered as `get_matter` has them; of a larger one `most`, the first and the last."""
        with self._reading() as connection:
            return matters.find_matter_records(connection, ids, records_in_view(self.view), most)
