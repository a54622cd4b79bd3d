"""A document as it came, and what is known about where it came from."""

from dataclasses import dataclass, field

__all__ = ["GENRES", "SPEAKER_LABEL", "Dateline", "Document", "Mask", "RawItem"]

GENRES = ("news", "opinion", "readout", "joint-statement", "speech", "other")


# The reason of a mask that is a transcript's label: what follows it is that speaker's turn.
SPEAKER_LABEL = "speaker's label"


@dataclass(frozen=True, slots=True)
class RawItem:
    """What a source yields: text before anything is known about it.

    `markup` tells how `text` was written: "plain", "markdown" or "html" (already reduced to the article).
    `published` is the source's own string, not yet checked. `origin` names the file for messages.
    """

    id: str
    text: str
    markup: str = "plain"
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    dateline: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of the text that is not the article's words; kept, shown, never read for records."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """The "BEIJING, China, Aug 25 —" before a report: where it was filed and when, never where things happened.

    `date` is EDTF and keeps what the dateline does not say unspecified ("XXXX-08-25").
    """

    start: int
    end: int
    place: str | None
    date: str | None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document. `text` never changes once stored; offsets are code points into it.

    `published` is EDTF (usually a day) or null; `published_basis` says how it is known, or why it is not:
    "stated by the source", "dateline with the year of …", "not stated". `publisher_state` is ISO 3166-1
    alpha-3 where the publisher speaks for a state ("U.S. Department of State" → USA), else null.
    """

    id: str
    version: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    publisher_state: str | None = None
    genre: str = "other"
    published: str | None = None
    published_basis: str = "not stated"
    dateline: Dateline | None = None
    language: str | None = None
    masks: tuple[Mask, ...] = field(default=())

    def is_masked(self, start: int, end: int) -> bool:
        """Whether a span touches boilerplate."""
        return any(mask.start < end and start < mask.end for mask in self.masks)
