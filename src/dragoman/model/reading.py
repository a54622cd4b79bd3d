"""What the reading wing finds in a document besides records: every time expression, and whose words or stance it is."""

from dataclasses import dataclass
from typing import Literal

from dragoman.model.when import When

__all__ = ["Attributed", "Scope", "TimeMention"]

# Which acts are wanted: those between states and international bodies, or those within one state too.
Scope = Literal["international", "all"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression: `text[start:end] == quote`; `timex` and `value` are its TIMEX3 type and value (null: open).

    `when` is what it fixes in the calendar, with the rule; durations and repetitions fix nothing.
    """

    start: int
    end: int
    quote: str
    timex: str
    value: str | None
    when: When


@dataclass(frozen=True, slots=True)
class Attributed:
    """A stretch of text that is somebody's: spans of who says or holds it, of the cue, and of what is said or held.

    `mode` is direct, mixed or indirect, document (data, a statement), or attitude: a stance told without its words.
    `speaker` names who it is, as far as the text tells; null where nobody is named.
    """

    speaker: str | None
    mode: str
    source: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
