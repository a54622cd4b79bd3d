"""A Filter over one record in Python, and the record's place in a list: what the database does with its rows."""

import datetime
import itertools
from collections.abc import Collection
from dataclasses import dataclass

from dragoman.model.filter import Filter
from dragoman.model.record import Record
from dragoman.model.when import day_bounds
from dragoman.store.columns import escape_text
from dragoman.store.names import actor_roles, fold, record_names, title_names

__all__ = [
    "CROWD",
    "UNDATED",
    "UNSAID",
    "Traits",
    "list_keys",
    "list_pairs",
    "order_pair",
    "place_in_order",
    "said_day",
    "sort_day",
]

UNDATED = datetime.date.max
"""The day under which undated things stand: last in every list."""

UNSAID = datetime.date.min
"""The day under which undated documents stand where the last comes first: last in that list, too."""

CROWD = ""
"""What stands for the other of a pair where a record has too many parties for their pairs to be written out."""

# A declaration signed by fifty would be twelve hundred pairs.
_MOST_PAIRED = 12

# Open ends and unspecified years reach the calendar's limits: for a day, `day_bounds` gives its first and last leap
# years.
_NO_YEAR_BEFORE, _NO_YEAR_AFTER = 4, 9996


def sort_day(edtf: str | None) -> datetime.date:
    """Where a date stands in a list: its first day, or its last if only that is known, or the end of all."""
    bounds = day_bounds(edtf) if edtf else None
    if bounds is None:
        return UNDATED
    low, high = bounds
    if low.year > _NO_YEAR_BEFORE:
        return low
    return high if high.year < _NO_YEAR_AFTER else UNDATED


def said_day(published: str | None) -> datetime.date:
    """Where a document's date of publication stands in what was said last."""
    day = sort_day(published)
    return UNSAID if day == UNDATED else day


def place_in_order(record: Record) -> tuple[datetime.date, str, int, str]:
    """What records are ordered by: date (undated last), document, place and id."""
    return sort_day(record.when.edtf), escape_text(record.document), record.span.start, record.id


def list_keys(record: Record) -> set[tuple[str, str]]:
    """(key, role) pairs by which a filter finds the actors of a record."""
    keys = {(key, role) for role, actor in actor_roles(record) for key in (actor.key, actor.id) if key}
    # A tie's object can be an actor too ("Member of" the African Union): it is asked for by the same key.
    thing = getattr(record, "object", None)
    if thing:
        keys.add((thing, "object"))
    return keys


def list_pairs(keys: Collection[str]) -> list[tuple[str, str]]:
    """The pairs by which a record with these keys is found, each in its order; with many keys, each key and CROWD."""
    ordered = sorted(set(keys), key=escape_text)
    if len(ordered) > _MOST_PAIRED:
        return [(key, CROWD) for key in ordered]
    return list(itertools.combinations(ordered, 2))


def order_pair(left: str, right: str) -> tuple[str, str]:
    """Two keys in the order in which they are stored."""
    return (left, right) if escape_text(left) < escape_text(right) else (right, left)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a filter looks at in one record, worked out once; `low` and `high` are the days that `when` covers."""

    record: Record
    place: tuple[datetime.date, str, int, str]
    keys: frozenset[str]
    names: frozenset[tuple[str, str]]
    low: datetime.date | None
    high: datetime.date | None

    @classmethod
    def of(cls, record: Record) -> "Traits":
        """The traits of a record."""
        edtf = record.when.edtf
        low, high = (day_bounds(edtf) if edtf else None) or (None, None)
        keys = frozenset(key for key, _ in list_keys(record))
        return cls(record, place_in_order(record), keys, frozenset(record_names(record)), low, high)

    def is_passing(self, narrow: Filter) -> bool:
        """Whether the record itself passes the filter, as `store.narrow` has it; `document` is compared by id.

        The filter must be one that the store has taken: nothing is checked here.
        """
        record = self.record
        for values, value in (
            (narrow.kinds, record.kind),
            (narrow.statuses, record.status),
            (narrow.types, getattr(record, "type", None)),
            (narrow.relations, getattr(record, "relation", None)),
        ):
            if values and value not in values:
                return False
        if narrow.document is not None and narrow.document != record.document:
            return False
        if not self.keys.issuperset(narrow.actors):
            return False
        for field in ("person", "issue", "project", "mechanism"):
            name = getattr(narrow, field)
            if name is not None and (field, fold(name)) not in self.names:
                return False
        for field, names in (("project", narrow.projects), ("issue", narrow.issues)):
            if names and not self.names & {(field, fold(name)) for name in names}:
                return False
        if narrow.titles and not self.names & {("title", name) for name in title_names(narrow)}:
            return False
        if narrow.mentions and not any(words in record.span.quote for words in narrow.mentions):
            return False
        first, last = narrow.days
        if first and (self.high is None or self.high < first):
            return False
        return not last or (self.low is not None and self.low <= last)
