"""What one version of one document says: the six kinds of record, and their JSON form.

Field names here are the field names in the database, the exports and every door.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.errors import EvidenceError
from dragoman.model.actor import Actor, Place, Voice
from dragoman.model.when import When

__all__ = [
    "CLASSES",
    "KINDS",
    "STATUSES",
    "Change",
    "Event",
    "Evidence",
    "Figure",
    "Pledge",
    "Position",
    "Quote",
    "Record",
    "Tie",
    "from_json",
    "role_actors",
    "to_json",
]

STATUSES = ("occurred", "ongoing", "scheduled", "intended", "hoped", "hypothetical", "denied")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a field rests on: `document.text[start:end] == quote`, in code points.

    `field` is the record's field that the span supports; `record` is the whole clause.
    """

    document: str
    start: int
    end: int
    quote: str
    field: str

    def check(self, text: str) -> None:
        """Raise EvidenceError unless the span holds its quote."""
        if not 0 <= self.start < self.end or text[self.start : self.end] != self.quote:
            raise EvidenceError(f"{self.document}[{self.start}:{self.end}] does not hold {self.quote[:60]!r}")


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved: `percent` is never negative, `direction` is up or down, `base` what it is compared with."""

    percent: float | None
    direction: str | None
    base: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is common to all kinds. `confidence` lies in 0-1; `rules` name what produced the record."""

    id: str
    document: str
    version: str
    status: str
    when: When
    attribution: tuple[Voice, ...]
    evidence: tuple[Evidence, ...]
    confidence: float
    rules: tuple[str, ...]
    is_background: bool = False

    @property
    def kind(self) -> str:
        """The record's kind, in lower case."""
        return type(self).__name__.lower()

    @property
    def span(self) -> Evidence:
        """The clause that states the record."""
        return next((item for item in self.evidence if item.field == "record"), self.evidence[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """A contact or an act between international actors; `type` and `mode` are PLOVER's, `score` from its table."""

    type: str
    initiators: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    participants: tuple[Actor, ...] = ()
    mode: str | None = None
    form: str | None = None
    symmetric: bool = False
    place: Place | None = None
    topics: tuple[str, ...] = ()
    mechanism: str | None = None
    round: int | None = None
    instrument: str | None = None
    project: str | None = None
    cameo: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Record):
    """An undertaking, in the document's words. `strength`: agreed, pledged, intends, willing."""

    pledgers: tuple[Actor, ...]
    content: str
    strength: str
    beneficiaries: tuple[Actor, ...] = ()
    condition: str | None = None
    deadline: str | None = None
    project: str | None = None
    lifecycle: str | None = "pledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Record):
    """A stance on a named issue. `stance`: supports, opposes, neutral, concerned."""

    holders: tuple[Actor, ...]
    issue: str
    stance: str
    toward: tuple[Actor, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A quantity with its unit (ISO 4217, UCUM or a singular noun); `comparator` is =, >, < or ~."""

    metric: str
    subjects: tuple[Actor, ...]
    value: float
    unit: str | None
    comparator: str = "="
    period: str | None = None
    change: Change | None = None
    project: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Record):
    """A standing relation: designation, office, membership, mechanism, anniversary, part-of, founded."""

    relation: str
    subjects: tuple[Actor, ...]
    object: str | None = None
    label: str | None = None
    level: str | None = None
    since: str | None = None
    since_basis: str | None = None
    until: str | None = None
    until_basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """Who said what. `mode`: direct, indirect, mixed, author; `cue` is the reporting word, absent from `content`."""

    speaker: Actor
    mode: str
    content: str
    cue: str | None = None


CLASSES: dict[str, type[Record]] = {
    "event": Event,
    "pledge": Pledge,
    "position": Position,
    "figure": Figure,
    "tie": Tie,
    "quote": Quote,
}
KINDS = tuple(CLASSES)

_ROLES = {
    "event": ("initiators", "targets"),
    "pledge": ("pledgers",),
    "position": ("holders",),
    "figure": ("subjects",),
    "tie": ("subjects",),
    "quote": ("speaker",),
}
_ACTORS = {"initiators", "targets", "participants", "pledgers", "beneficiaries", "holders", "toward", "subjects"}
_TEXTS = {"topics", "terms", "rules"}


def role_actors(record: Record) -> tuple[Actor, ...]:
    """The actors in the roles that identify a record of this kind, in order."""
    found: list[Actor] = []
    for name in _ROLES[record.kind]:
        value = getattr(record, name)
        found.extend([value] if isinstance(value, Actor) else value)
    return tuple(found)


def to_json(record: Record) -> dict[str, Any]:
    """A record as plain JSON values, `kind` among them; fields that hold nothing are null, never absent."""
    body = dataclasses.asdict(record)
    for name, value in body.items():
        if isinstance(value, tuple):
            body[name] = list(value)
    return {"id": body.pop("id"), "kind": record.kind, **body}


def from_json(body: Mapping[str, Any]) -> Record:
    """The record that `to_json` wrote. Raises KeyError or TypeError on what it did not write."""
    values: dict[str, Any] = dict(body)
    cls = CLASSES[values.pop("kind")]
    values["when"] = When(**values["when"])
    values["attribution"] = tuple(Voice(**item) for item in values["attribution"])
    values["evidence"] = tuple(Evidence(**item) for item in values["evidence"])
    for name in _ACTORS & values.keys():
        values[name] = tuple(Actor(**item) for item in values[name])
    for name in _TEXTS & values.keys():
        values[name] = tuple(values[name])
    if cls is Quote:
        values["speaker"] = Actor(**values["speaker"])
    if cls is Event and values.get("place") is not None:
        values["place"] = Place(**values["place"])
    if cls is Figure and values.get("change") is not None:
        values["change"] = Change(**values["change"])
    return cls(**values)
