"""What a question narrows down to: the same filter on every verb and every door."""

from dataclasses import dataclass

__all__ = ["Filter"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records are asked for; an empty field does not narrow.

    `actors` are actor keys (ISO 3166-1 alpha-3, "org:eu", …): a record must involve *all* of them, in any role.
    `person` matches a name or a surname, `issue`, `project` and `mechanism` the codebook's name or the document's.
    `since` and `until` are EDTF: a record counts when its `when` touches the range; one without a date does not.
    `types` are PLOVER types, `relations` those of ties. `after` is the id of a record: those that follow it
    in the order of `find_records` are asked for, so that a long list can be walked piece by piece.
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
