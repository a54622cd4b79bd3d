"""The same event, pledge, position, tie or figure in the world, as several documents tell it."""

from dataclasses import dataclass

__all__ = ["Agreement", "Likeness", "Matter", "Placed"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One field that two records share, and what that weighs; `words` say it to a reader ("both on 3 May 2021")."""

    field: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two records are: the sum of the weights of what agrees, beside the sum that joins them."""

    score: float
    needed: float
    agreements: tuple[Agreement, ...]

    @property
    def is_enough(self) -> bool:
        """Whether so much agrees that the two tell of one thing."""
        return self.score >= self.needed


@dataclass(frozen=True, slots=True)
class Matter:
    """A set of records that tell of one thing in the world, folded when it is asked for.

    `id` is "m" and either the least id of its records or, for a standing thing that is known by its fields alone, their
    hash; a record's own id asks for its matter, too. `records` are ids, ordered by publication (undated last) and id.
    """

    id: str
    kind: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where identity finds a record: its number in this database, and what its document is known by.

    `published` is EDTF or null, `publisher_state` the state whose publisher it is, or null.
    """

    number: int
    published: str | None
    publisher_state: str | None
