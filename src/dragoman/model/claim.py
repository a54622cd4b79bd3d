"""A frame whose words have become actors, offices and dates: ready to be a record."""

from dataclasses import dataclass, field

from dragoman.model.actor import Actor, Place, Voice
from dragoman.model.frame import Frame, Span
from dragoman.model.when import When

__all__ = ["Claim", "Person"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person as this document knows them: the fullest name, the office as stated, and whom they act for.

    `state` is ISO 3166-1 alpha-3, `organisation` an id and name where the office is an organisation's;
    `basis` says how the state was found. `tie` is the span that states name and office together, `label` the office's
    own words there, and `mentions` every place where the person is named. `home` is the state of somebody who acts for
    none: by nationality, or that of the body whose officer it is.
    """

    name: str
    office: str | None = None
    state: str | None = None
    organisation: tuple[str, str] | None = None
    basis: str = "not stated"
    tie: Span | None = None
    label: Span | None = None
    office_words: str | None = None
    is_official: bool = False
    mentions: tuple[Span, ...] = ()
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A frame with its actors by role, its time, place and voices.

    `is_ahead` tells that its date lies after the report, `is_umbrella` that it only dates the contacts told after it.
    """

    frame: Frame
    roles: dict[str, tuple[Actor, ...]]
    when: When
    voices: tuple[Voice, ...]
    when_span: Span | None = None
    place: Place | None = None
    place_span: Span | None = None
    mechanism: str | None = None
    round: int | None = None
    project: str | None = None
    instrument: str | None = None
    topics: tuple[str, ...] = ()
    deadline: str | None = None
    deadline_span: Span | None = None
    is_ahead: bool = False
    is_umbrella: bool = False
    basis: dict[str, str] = field(default_factory=dict)
