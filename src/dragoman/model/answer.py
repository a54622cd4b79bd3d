"""What the answering wing hands to every door: lines that say whose word they are and cite the words they rest on."""

from dataclasses import dataclass

__all__ = ["STATUS_WORDS", "Answer", "Citation", "Line", "Section", "say_status"]

# How a status is said to a reader; the codes stay in records and exports.
STATUS_WORDS = {
    "occurred": "happened",
    "ongoing": "under way",
    "scheduled": "scheduled",
    "intended": "promised",
    "hoped": "hoped",
    "hypothetical": "possible or conditional",
    "denied": "denied",
}
# Kinds of which "happened" or "under way" would say something else than is meant.
_KIND_WORDS = {
    ("tie", "ongoing"): "stands",
    ("tie", "occurred"): "stood",
    ("position", "ongoing"): "held",
    ("position", "occurred"): "held",
    ("figure", "occurred"): "stated",
    ("figure", "ongoing"): "stated",
    ("quote", "occurred"): "said",
    ("quote", "ongoing"): "said",
    ("pledge", "occurred"): "kept",
    ("pledge", "ongoing"): "being kept",
    ("figure", "intended"): "target",
}


def say_status(kind: str | None, status: str) -> str:
    """A record's status in plain words: "happened", "hoped", for a pledge "kept", for a tie "stands"."""
    return _KIND_WORDS.get((kind or "", status)) or STATUS_WORDS.get(status, status)


@dataclass(frozen=True, slots=True)
class Citation:
    """The words that a line rests on, and the document they stand in; `published` is EDTF or null with its basis."""

    number: int
    document: str
    version: str
    title: str | None
    publisher: str | None
    published: str | None
    published_basis: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an answer.

    `records` are the ids it rests on, `voice` says whose word it is, `when` is EDTF, `citations` are numbers of the
    answer's citations; `cells` hold its values where its section is a table with columns. `derived` is what other
    documents add to the persons and offices of its record, marked as such; `text` ends with it.
    """

    text: str
    records: tuple[str, ...] = ()
    kind: str | None = None
    status: str | None = None
    voice: str | None = None
    when: str | None = None
    citations: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()
    derived: str = ""

    @property
    def status_word(self) -> str | None:
        """The status in plain words that suit the kind."""
        return say_status(self.kind, self.status) if self.status else None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading; `note` says what was looked for where there is none, or what was left out."""

    title: str
    lines: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    note: str | None = None
    sections: tuple["Section", ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether neither it nor any section in it has a line."""
        return not self.lines and all(section.is_empty for section in self.sections)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb answers: sections, the citations that their lines number, and notes on what is not there."""

    verb: str
    title: str
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
