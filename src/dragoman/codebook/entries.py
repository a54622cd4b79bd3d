"""The shapes of the codebook's YAML entries, strict: an unknown field is an error, not a guess."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

__all__ = [
    "CameoCode",
    "Designation",
    "Entry",
    "Iso3",
    "Issue",
    "Leader",
    "Mechanism",
    "Name",
    "Named",
    "Names",
    "Office",
    "Organisation",
    "PloverType",
    "Project",
    "Publisher",
    "Qid",
    "Region",
    "Shapes",
    "State",
    "Term",
    "Trap",
]

Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Qid = Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")]
Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False, pattern=r"^\S(?:.*\S)?$")]
Names = tuple[Name, ...]


class Entry(BaseModel):
    """What every entry is: frozen, and closed to fields that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Named(Entry):
    """An entry with an id of its own and the names that people use for it."""

    id: str
    name: Name
    aliases: Names = ()

    @property
    def names(self) -> Names:
        """The name and its aliases, the name first."""
        return (self.name, *self.aliases)


class State(Named):
    """A state, with the words that stand for it; `id` is ISO 3166-1 alpha-3."""

    id: Iso3
    status: Literal["member", "observer", "limited", "territory", "former"] = "member"
    iso2: str | None = None
    formal: Name | None = None
    demonyms: Names = ()
    people: Names = ()
    prefixes: Names = ()
    capitals: Names = ()
    seats: Names = ()
    places: Names = ()
    cow: int | None = None
    gw: int | None = None
    qid: Qid | None = None
    since: int | None = None
    until: int | None = None

    @property
    def names(self) -> Names:
        """The name, the aliases and the formal name, the name first."""
        formal = (self.formal,) if self.formal and self.formal not in self.aliases else ()
        return (self.name, *self.aliases, *formal)


class Organisation(Named):
    """An organisation ("org:") or a group ("grp:"); `members` are states, `forum` that it also meets as a forum."""

    id: Annotated[str, StringConstraints(pattern=r"^(org|grp):[a-z0-9-]+$")]
    kind: str
    sector: str = "IGO"
    members: tuple[Iso3, ...] = ()
    part_of: str | None = None
    state: Iso3 | None = None
    forum: bool = False
    qid: Qid | None = None


class Region(Named):
    """Several states under one name; `states` is empty where usage varies too much to say."""

    id: Annotated[str, StringConstraints(pattern=r"^region:[a-z0-9-]+$")]
    demonyms: Names = ()
    states: tuple[Iso3, ...] = ()


class Mechanism(Named):
    """A recurring forum or dialogue; `parties` are states (ISO 3166-1 alpha-3) or organisations ("org:…")."""

    id: Annotated[str, StringConstraints(pattern=r"^mechanism:[a-z0-9-]+$")]
    parties: tuple[str, ...] = ()
    form: Literal["summit", "dialogue", "conference", "negotiation", "committee", "forum"] = "forum"


class Project(Named):
    """A project or initiative that records can be about."""

    id: Annotated[str, StringConstraints(pattern=r"^project:[a-z0-9-]+$")]
    states: tuple[Iso3, ...] = ()
    part_of: str | None = None
    sector: str | None = None


class Term(Entry):
    """Loaded wording: the words, and the states whose usage it is."""

    term: Name
    used_by: tuple[Iso3, ...] = ()


class Issue(Named):
    """A dispute, territory, principle or policy on which positions are held.

    `states` are those concerned; `place` is the state under whose name a territory's places are filed.
    """

    id: Annotated[str, StringConstraints(pattern=r"^issue:[a-z0-9-]+$")]
    type: Literal["territory", "conflict", "principle", "policy", "initiative", "nuclear", "resource"]
    states: tuple[Iso3, ...] = ()
    place: Iso3 | None = None
    terms: tuple[Term, ...] = ()


class Designation(Named):
    """A label for a relation; `level` is its key on the ladder, `rank` counts from 1, the closest.

    `words` tell the level of a longer label that holds them ("close ally") and are no label alone.
    """

    id: Annotated[str, StringConstraints(pattern=r"^designation:[a-z0-9-]+$")]
    level: str
    words: Names = ()
    rank: int | None = None
    zh: str | None = None


class Office(Named):
    """A title: `holder` says which office of a state it is, `rank` counts from 1, the highest.

    `names` are head words that may take modifiers ("Deputy", "Acting") and an of- or for-phrase.
    `as_written` holds those that are titles only with their capitals ("King", "PM"); `bare` is false for those that
    in lower case need a domain or an of-phrase ("director of the museum"); `keeps_state` keeps "U.S." inside the span
    of "U.S. Special Envoy".
    """

    id: Annotated[str, StringConstraints(pattern=r"^office:[a-z0-9-]+$")]
    holder: str
    sector: str = "GOV"
    rank: int = Field(ge=1, le=9)
    as_written: Names = ()
    bare: bool = True
    keeps_state: bool = False


class Publisher(Named):
    """Who publishes; `state` is set where it speaks for a state, `official` where its words are the state's own."""

    id: Annotated[str, StringConstraints(pattern=r"^publisher:[a-z0-9-]+$")]
    state: Iso3 | None = None
    official: bool = False
    genre: str | None = None
    hosts: Names = ()


class PloverType(Entry):
    """One of PLOVER's 16 event types with the scores of the type and of its modes."""

    type: str
    quad: str
    quad_code: int = Field(ge=1, le=4)
    score: float = Field(ge=-10, le=10)
    modes: dict[str, float] = {}


class CameoCode(Entry):
    """A CAMEO code with its Goldstein weight and the PLOVER type (and mode) that it maps to."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{2,4}$")]
    name: str
    goldstein: float | None = None
    plover: str | None = None
    mode: str | None = None


class Trap(Entry):
    """Words that look like a name of the codebook and are not, or are only in some company.

    Without conditions the words yield nothing and hide what stands inside them. `given` marks a name that is also
    a personal name: it is skipped before a capitalised word that is no title. `after` and `before` list the words
    whose company makes it no name of the codebook. `exact` asks for the accents as written.
    """

    words: Name
    given: bool = False
    exact: bool = False
    after: Names = ()
    before: Names = ()


class Leader(Entry):
    """A well-known person and for whom they act: a state, or an organisation.

    `several` replaces both for one who acted for several, and for a surname that is common in many states.
    `surname` is the word they go by where that is not the usual one.
    """

    name: Name
    aliases: Names = ()
    surname: Name | None = None
    state: Iso3 | None = None
    organisation: str | None = None
    several: bool = False

    @property
    def names(self) -> Names:
        """The name and its aliases, the name first."""
        return (self.name, *self.aliases)

    @model_validator(mode="after")
    def _check_home(self) -> Self:
        if [self.state is not None, self.organisation is not None, self.several].count(True) != 1:
            raise ValueError("give a state, an organisation or several, and only one of them")
        return self


class Shapes(Entry):
    """Word lists of the recognisers that find names by their shape."""

    mechanism_nouns: Names
    forum_nouns: Names
    project_nouns: Names
    designation_adjectives: Names
    designation_nouns: Names
    office_modifiers: Names
    office_heads: Names
    office_domains: Names
    office_adjectives: Names
    office_bodies: Names
    not_in_names: Names
