"""What a question narrows down to: the same filter on every verb and every door."""

import datetime
from dataclasses import dataclass

from dragoman.errors import BadFilter
from dragoman.model.when import day_bounds

__all__ = ["MOST_LAST", "Filter"]

MOST_LAST = 5000
"""How many records of each kind may be asked for as those said last."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records are asked for; an empty field does not narrow.

    `actors` are actor keys (ISO 3166-1 alpha-3, "org:eu", …): a record must involve *all* of them, in any role.
    `person` matches a name or a surname, `issue`, `project` and `mechanism` the codebook's name or the document's.
    `since`, `until` and `during` are EDTF: a record counts when its `when` touches the range from the first day of
    `since` to the last of `until`; one without a date does not. `during` gives both ends at once, and may be an
    interval ("2021-03/2021-06"); with `since` or `until` beside it, what they share is asked for.
    `types` are PLOVER types, `relations` those of ties. `after` is the id of a record: those that follow it
    in the order of `find_records` are asked for, so that a long list can be walked piece by piece.
    `projects` and `issues` are names of which a record must bear one, `mentions` words of which its clause must hold
    one; with `last`, the last three hundred that pass all else are looked into. `titles` are the words of offices
    as documents write them: a record must be an office tie of one of them, held for the first of `actors`. `said` are
    the days between which the publication of a record's document begins. `last` asks, of each kind, for so many records
    of the documents published last (undated ones behind), whatever order they are then given in.

    Which documents' records, and in which version, is not the filter's but the `View`'s.
    """

    actors: tuple[str, ...] = ()
    person: str | None = None
    issue: str | None = None
    project: str | None = None
    mechanism: str | None = None
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    document: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None
    offset: int = 0
    after: str | None = None
    during: str | None = None
    projects: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    said: tuple[datetime.date, datetime.date] | None = None
    last: int | None = None

    @property
    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day of the range that is asked for, null where it is open.

        Raises BadFilter for a date that is none, and for a range that ends before it begins.
        """
        since = _bounds("since", self.since)[0] if self.since is not None else None
        until = _bounds("until", self.until)[1] if self.until is not None else None
        if since is not None and until is not None and since > until:
            raise BadFilter(f"since {self.since} is later than until {self.until}: write the earlier date first")
        if self.during is None:
            return since, until
        first, last = _bounds("during", self.during)
        for name, given, is_outside in (
            ("since", self.since, since is not None and since > last),
            ("until", self.until, until is not None and until < first),
        ):
            if is_outside:
                raise BadFilter(f"{name} {given} lies outside during {self.during}: give one of them")
        return max(since or first, first), min(until or last, last)


def _bounds(field: str, edtf: str) -> tuple[datetime.date, datetime.date]:
    bounds = day_bounds(edtf)
    if bounds is not None:
        return bounds
    ends = [day_bounds(end) for end in edtf.split("/")]
    if len(ends) == 2 and None not in ends:
        raise BadFilter(f"{field} {edtf} ends before it begins: write the earlier date first")
    forms = "2021, 2021-03, 2021-03-15, 2021-03/2021-06" if field == "during" else "2021, 2021-03, 2021-03-15"
    raise BadFilter(f"{field} “{edtf}” is no date: write {forms} or another form of EDTF")
