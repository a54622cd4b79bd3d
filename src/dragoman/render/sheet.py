"""An answer laid out for paper: what the printed page and the PDF have in common, as cleaned strings."""

from dataclasses import dataclass

from dragoman.model.answer import Answer, Line, Section
from dragoman.render.clean import clean_text, make_link
from dragoman.render.layout import list_columns, say_source

__all__ = ["Entry", "Part", "Sheet", "Source", "build_sheet"]

# A page of paper is legible with so many columns; a table of more is told line by line, each value with its name.
_MOST_COLUMNS = 7
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: `status` is the code that gives the colour, `word` what is read; `values` are a table's cells.

    `details` are names and values of a table that is too wide to be one.
    """

    text: str
    status: str
    word: str
    voice: str
    numbers: tuple[int, ...]
    values: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section under a heading of `level` 2 to 6; it is a table where `columns` are named."""

    level: int
    title: str
    note: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A citation: its number, the document with title, publisher and date, the quoted words, and where it is online."""

    number: int
    words: str
    quote: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole answer in the order in which it is read."""

    title: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]


def _enter(line: Line, known: frozenset[int]) -> Entry:
    return Entry(
        text=clean_text(line.text),
        status=line.status or "",
        word=line.status_word or "",
        voice=clean_text(line.voice or ""),
        numbers=tuple(number for number in line.citations if number in known),
    )


def _enter_wide(line: Line, names: tuple[str, ...], known: frozenset[int]) -> Entry:
    """A line of a wide table; where it has no sentence, its first value stands for it."""
    plain = _enter(line, known)
    pairs = [(clean_text(name), clean_text(value)) for name, value in zip(names, line.cells, strict=False) if value]
    text, pairs = (plain.text, pairs) if plain.text or not pairs else (pairs[0][1], pairs[1:])
    return Entry(text, plain.status, plain.word, plain.voice, plain.numbers, details=tuple(pairs))


def _lay_out(section: Section, level: int, known: frozenset[int]) -> list[Part]:
    columns: tuple[str, ...] = ()
    entries = tuple(_enter(line, known) for line in section.lines)
    if section.columns and section.lines:
        table = list_columns(section)
        if len(table) > _MOST_COLUMNS:
            entries = tuple(_enter_wide(line, section.columns, known) for line in section.lines)
        else:
            # Citations are links and come from the entry; their column is the last.
            kept = [(name, values) for name, values in table if name != "Cited"]
            columns = tuple(clean_text(name) for name, _ in kept)
            entries = tuple(
                Entry(entry.text, entry.status, entry.word, entry.voice, entry.numbers,
                      values=tuple(clean_text(values[index]) for _, values in kept))
                for index, entry in enumerate(entries)
            )  # fmt: skip
    parts = [Part(min(level, _DEEPEST), clean_text(section.title), clean_text(section.note or ""), columns, entries)]
    for inner in section.sections:
        parts += _lay_out(inner, level + 1, known)
    return parts


def build_sheet(answer: Answer) -> Sheet:
    """The answer as sections in a row; one that has neither a line nor a note is left out."""
    known = frozenset(citation.number for citation in answer.citations)
    parts: list[Part] = []
    for section in answer.sections:
        if not section.is_empty or section.note:
            parts += _lay_out(section, 2, known)
    sources = tuple(
        Source(item.number, clean_text(say_source(item)), clean_text(item.quote), make_link(item.document))
        for item in answer.citations
    )
    return Sheet(clean_text(answer.title), tuple(clean_text(note) for note in answer.notes), tuple(parts), sources)
