"""Who held which office for whom, and when, as the documents attest it together."""

from dataclasses import dataclass

__all__ = ["Derived", "Term"]


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one office of one state or body.

    `office` is the codebook's id where the title is one that the codebook knows, else the folded words of the title;
    `title` are the words used most. `first` and `last` are EDTF days: when the earliest and the latest dated document
    that gives the person the office was published (null: no such document is dated). `past` is the earliest day on
    which a document calls the person a former holder. `records` are the ties, in order of publication. `rivals` are
    others who are attested in the office at the same time, where only one can hold it.
    """

    person: str
    office: str
    title: str
    holder: str
    holder_name: str
    first: str | None
    last: str | None
    past: str | None
    documents: int
    records: tuple[str, ...]
    is_single: bool
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """A person, office or state that a record's own document leaves open and others give; never part of the record.

    `field` names the actor's place in the record ("initiators 1"), `basis` says from what it was learned, `records`
    are the ties that it rests on. `rivals` are others whom documents of the time give the same office: then it fills
    nothing, and each of them is told.
    """

    field: str
    person: str
    title: str
    holder: str
    basis: str
    records: tuple[str, ...]
    rivals: tuple[str, ...] = ()
