"""Spans over a text → stretches that do not overlap, each with all that covers it; nothing of the text is lost."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Paragraph", "Span", "Stretch", "cut_paragraphs", "cut_stretches"]

_T = TypeVar("_T")
_BREAK = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True, slots=True)
class Span(Generic[_T]):
    """Code points `start` to before `end` of a text, and what they are evidence of."""

    start: int
    end: int
    what: _T


@dataclass(frozen=True, slots=True)
class Stretch(Generic[_T]):
    """Words that are all covered by the same spans, the shortest first; `begun` are those that begin here."""

    text: str
    covering: tuple[Span[_T], ...]
    begun: tuple[Span[_T], ...]


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[_T]):
    """A paragraph's stretches, and the spans that begin in it in the order of their beginnings."""

    stretches: tuple[Stretch[_T], ...]
    begun: tuple[Span[_T], ...]


def cut_stretches(text: str, spans: Sequence[Span[_T]], start: int = 0, end: int | None = None) -> list[Stretch[_T]]:
    """The text from `start` to before `end`, cut wherever a span begins or ends."""
    last = len(text) if end is None else min(end, len(text))
    inside = [span for span in spans if span.start < last and start < span.end and span.start < span.end]
    edges = sorted({start, last, *(min(max(edge, start), last) for span in inside for edge in (span.start, span.end))})
    found = []
    active: list[Span[_T]] = []
    waiting = sorted(inside, key=lambda span: span.start)
    place = 0
    for left, right in itertools.pairwise(edges):
        active = [span for span in active if span.end > left]
        begun = []
        while place < len(waiting) and waiting[place].start <= left:
            active.append(waiting[place])
            if waiting[place].start >= start:
                begun.append(waiting[place])
            place += 1
        covering = tuple(sorted(active, key=lambda span: (span.end - span.start, span.start)))
        found.append(Stretch(text[left:right], covering, tuple(begun)))
    return found


def _iter_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BREAK.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def cut_paragraphs(text: str, spans: Sequence[Span[_T]]) -> list[Paragraph[_T]]:
    """The text paragraph by paragraph, each cut into stretches."""
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    found = []
    place = 0
    open_: list[Span[_T]] = []
    for start, end in _iter_paragraphs(text):
        open_ = [span for span in open_ if span.end > start]
        begun = []
        while place < len(ordered) and ordered[place].start < end:
            begun.append(ordered[place])
            place += 1
        open_ += begun
        found.append(Paragraph(tuple(cut_stretches(text, open_, start, end)), tuple(begun)))
    return found
