"""From when a database is looked at: what had been published by a day, and what it had learned by a moment."""

import datetime
import re
from dataclasses import dataclass

from dragoman.errors import BadFilter
from dragoman.model.when import day_bounds

__all__ = ["View"]

# A year, a month (or quarter, season) or a day: what has one last day.
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class View:
    """Which documents are looked at, each in one version; an empty view looks at the current version of all.

    `as_of` is a day, month or year in EDTF: only documents published by its last day are seen. One of which only the
    month or year of publication is known counts from the last day of that; an undated one only with `has_undated`.
    `known_by` is an ISO 8601 date or datetime (UTC unless it says otherwise; a date means its last second): of each
    document the version is seen that this database had learned last by then, whatever it has learned since. What is
    found in that version is what its last reading found: better rules are no later knowledge. A text that had been
    replaced and then came back keeps the time at which it was first learned.
    """

    as_of: str | None = None
    has_undated: bool = False
    known_by: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it leaves nothing out."""
        return self.as_of is None and self.known_by is None

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which what is seen was published, or null. Raises BadFilter."""
        if self.as_of is None:
            return None
        bounds = day_bounds(self.as_of) if _DATE.fullmatch(self.as_of) else None
        if bounds is None:
            raise BadFilter(f"as-of “{self.as_of}” is no date: write 2021, 2021-03 or 2021-03-15")
        return bounds[1]

    @property
    def last_second(self) -> datetime.datetime | None:
        """The last second at which what is seen was learned, in UTC, or null. Raises BadFilter."""
        if self.known_by is None:
            return None
        bounds = day_bounds(self.known_by) if _DATE.fullmatch(self.known_by) else None
        if bounds is not None:
            return datetime.datetime.combine(bounds[1], datetime.time(23, 59, 59), datetime.UTC)
        try:
            moment = datetime.datetime.fromisoformat(self.known_by)
            moment = moment.replace(tzinfo=moment.tzinfo or datetime.UTC)
            return moment.astimezone(datetime.UTC).replace(microsecond=0)
        except (ValueError, OverflowError):
            cure = "write 2021-03-15, or 2021-03-15T14:30 with or without a zone"
            raise BadFilter(f"known-by “{self.known_by}” is no date or time: {cure}") from None

    def check(self) -> None:
        """Raise BadFilter, with the cure, for a date that is none or parts that do not go together."""
        if self.has_undated and self.last_day is None:
            raise BadFilter(
                "undated documents are left out only as of a date: give as-of with undated, or leave undated away"
            )
        _ = self.last_day, self.last_second
