"""One matter, asked for by its id, by that of a record in it, or by the beginning of a record's id."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.errors import UnknownRecord
from dragoman.memory.traits import Traits
from dragoman.model.document import Document
from dragoman.model.record import Event, Pledge, Record, role_actors
from dragoman.model.when import day_bounds
from dragoman.queries.desk import Desk
from dragoman.queries.wording.dates import sort_key

__all__ = [
    "Found",
    "find_day",
    "find_matter",
    "find_newest",
    "find_newest_day",
    "find_parties",
    "is_matter_name",
    "order_by_saying",
    "say_age",
    "say_source_of",
    "trait",
]

_MATTER = re.compile(r"^m[0-9a-f]{16}$")
_ID = re.compile(r"^m?[0-9a-f]{6,}$")


@dataclass(frozen=True, slots=True)
class Found:
    """A matter with its records, ordered by publication; `id` is null for a record that is not joined."""

    id: str | None
    records: tuple[Record, ...]

    @property
    def first(self) -> Record:
        """The record that the earliest document gives."""
        return self.records[0]


def is_matter_name(asked: str) -> bool:
    """Whether words look like the id of a record or matter, or the beginning of one, and not like a name."""
    return _ID.match(asked) is not None and any(letter.isdigit() for letter in asked)


def find_matter(asked: str, desk: Desk) -> Found:
    """The matter of an id. That of a matter which was since joined otherwise leads to where its record is now.

    Raises UnknownRecord.
    """
    if _MATTER.match(asked):
        records = desk.store.get_matter(asked)
        if records:
            return Found(asked, tuple(records))
    name = asked[1:] if asked.startswith("m") else asked
    record = desk.store.get_record(name) if name else None
    if record is None:
        raise UnknownRecord(
            f"no matter and no record “{asked}”: `dragoman show RECORD` gives the id of its matter, "
            "`dragoman timeline --format jsonl` the ids of records"
        )
    id = desk.store.get_matters([record.id]).get(record.id)
    members = desk.store.get_matter(id) if id else []
    return Found(id, tuple(members) or (record,))


def find_parties(records: Iterable[Record]) -> tuple[str, ...]:
    """The keys of the actors of records, most often named first."""
    counts: dict[str, int] = {}
    for record in records:
        actors = list(role_actors(record))
        if isinstance(record, Pledge):
            actors += record.beneficiaries
        for key in dict.fromkeys(actor.key for actor in actors if actor.state or actor.id):
            counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(counts, key=lambda key: (-counts[key], key)))


def trait(record: Event | Pledge, desk: Desk) -> Traits:
    """The record as identity sees it."""
    return desk.find_traits(record)


def find_day(edtf: str | None) -> datetime.date | None:
    """The last day that a date covers; null for none, and for one that is open or years away."""
    bounds = day_bounds(edtf) if edtf else None
    return bounds[1] if bounds and bounds[1].year < 9990 else None


def find_newest(desk: Desk) -> datetime.date | None:
    """The day that ages and deadlines are counted to: the one of the view, else that of the newest document held.

    Never today's: the same database gives the same answer on any day.
    """
    if (day := desk.store.view.last_day) is not None:
        return day
    return find_newest_day(desk)


def find_newest_day(desk: Desk, publisher_state: str | None = None) -> datetime.date | None:
    """The last day of the newest document held, or of the newest by a state's publishers; null if none is dated.

    The newest is whose publication begins last: one of "2024" does not stand behind one of May of that year.
    """
    return max(filter(None, map(find_day, desk.store.find_newest_published(publisher_state))), default=None)


def order_by_saying(records: Iterable[Record], desk: Desk) -> list[Record]:
    """Records in the order in which they were said; those of undated documents last, by what they tell of."""

    def key(record: Record) -> tuple[object, ...]:
        published = sort_key(desk.get_published(record))
        return (*published, *sort_key(record.when.edtf), record.document, record.span.start, record.id)

    found = list(records)
    desk.know(found)
    return sorted(found, key=key)


def say_age(low: datetime.date | None, high: datetime.date | None) -> str:
    """How long from one day to another, in the largest unit that says enough: "12 days", "7 months", "2 years"."""
    if low is None or high is None:
        return "age unknown"
    days = (high - low).days
    if days < 0:
        return "to come"
    if days < 60:
        return f"{days} day{'' if days == 1 else 's'}"
    months = round(days / 30.44)
    if months < 24:
        return f"{months} months"
    years, rest = divmod(months, 12)
    return f"{years} years" + (f" {rest} month{'' if rest == 1 else 's'}" if rest else "")


def say_source_of(document: Document | None, name: str) -> str:
    """A document's publisher, else its title, else its id: what an account is called by."""
    if document is None:
        return name
    return document.publisher or (f"“{document.title}”" if document.title else name)
