"""Who acts, who speaks, and where."""

from dataclasses import dataclass, replace

__all__ = ["AUTHOR", "SECTORS", "Actor", "Place", "Voice"]

# PLOVER's sector codes that the reader tells apart; the full list of 25 stands in the codebook's scales.
SECTORS = ("GOV", "MIL", "LEG", "JUD", "PTY", "OPP", "REB", "BUS", "MED", "EDU", "CVL", "IGO", "NGO", "SPY", "COP")


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, or another international actor, with the person and office that act for it where the text says so.

    `id` is the codebook's ("PAK", "org:eu", "grp:taliban") or null for an actor only this text knows;
    `state` is ISO 3166-1 alpha-3 and null for organisations and groups; `office` is as stated.
    """

    name: str
    state: str | None = None
    id: str | None = None
    sector: str | None = None
    person: str | None = None
    office: str | None = None

    def as_state(self) -> "Actor":
        """The same actor without the person who acts for it."""
        return replace(self, person=None, office=None)

    @property
    def key(self) -> str:
        """What two mentions of one actor share: the state, else the id, else the name."""
        return self.state or self.id or self.name.casefold()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened; `state` is ISO 3166-1 alpha-3 where the codebook knows it."""

    name: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of an attribution chain: who vouches, and in which mode.

    `mode` is direct, indirect, mixed, document (a statement, data) or author (the text's own voice).
    """

    name: str | None
    mode: str
    office: str | None = None
    state: str | None = None


AUTHOR = Voice(name="author", mode="author")
