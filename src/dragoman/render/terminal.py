"""Answers on a terminal: headings, lines with a coloured status, tables, and the citations below."""

from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.model.answer import Answer, Citation, Line, Section
from dragoman.render.clean import clean_text
from dragoman.render.layout import list_columns, say_numbers, say_source

__all__ = [
    "PIPED_WIDTH",
    "STATUS_STYLES",
    "make_console",
    "render_terminal",
]

STATUS_STYLES = {
    "happened": "green",
    "under way": "green",
    "scheduled": "cyan",
    "promised": "blue",
    "hoped": "yellow",
    "possible or conditional": "magenta",
    "denied": "red",
}
# Wide enough for the longest status word but one, so that sentences begin in one column.
_STATUS_WIDTH = 10
# A column of prose is legible from this width; longer words than the second are folded.
_PROSE_WIDTH, _WORD_WIDTH = 30, 24
# A value longer than this is prose.
_PROSE = 60
_GAP = 2
# Where output is piped there is no width to fit; a fixed one keeps it the same on every machine.
PIPED_WIDTH = 120


def make_console(stream: TextIO) -> Console:
    """A console that writes plain text of a fixed width unless the stream is a terminal."""
    width = None if stream.isatty() else PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _status(word: str) -> Text:
    return Text(word, style=STATUS_STYLES.get(word, ""))


def _lines(section: Section) -> Table:
    table = Table.grid(padding=(0, 2))
    has_status = any(line.status_word for line in section.lines)
    if has_status:
        table.add_column(min_width=_STATUS_WIDTH, max_width=14)
    table.add_column(overflow="fold")
    for line in section.lines:
        sentence = _sentence(line)
        table.add_row(_status(line.status_word or ""), sentence) if has_status else table.add_row(sentence)
    return table


def _sentence(line: Line) -> Text:
    text = Text(clean_text(line.text))
    if line.citations:
        text.append(f" {say_numbers(line.citations)}", style="dim")
    return text


def _min_width(name: str, values: list[str]) -> int:
    """What a column needs to stay legible: its longest word, and for prose the length of a short line."""
    longest = max(len(value) for value in values)
    word = max(len(word) for value in [name, *values] for word in value.split() or [""])
    return min(max(min(word, _WORD_WIDTH), _PROSE_WIDTH if longest > _PROSE else 0), longest)


def _share_out(least: list[int], longest: list[int], width: int) -> list[int]:
    """Widths of columns: short columns get what they need, prose the rest by its length."""
    widths = list(least)
    rest = width - sum(least) - _GAP * len(least)
    order = sorted(range(len(least)), key=lambda index: longest[index])
    for place, index in enumerate(order):
        # Each in turn, the shortest first, takes at most an even share of what is left.
        share = rest // (len(order) - place)
        extra = min(share, max(0, longest[index] - least[index]))
        widths[index] += extra
        rest -= extra
    return widths


def _table(section: Section, width: int) -> Table:
    """The section as a table, or as sentences where the width is too small for its columns."""
    columns = [(name, [clean_text(value) for value in values]) for name, values in list_columns(section)]
    least = [max(_min_width(name, values), len(name)) for name, values in columns]
    if sum(least) + _GAP * len(least) > width and section.lines[0].text:
        return _lines(section)
    longest = [max(len(value) for value in [name, *values]) for name, values in columns]
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for (name, _), size in zip(columns, _share_out(least, longest, width), strict=True):
        table.add_column(name, overflow="fold", width=size)
    for index in range(len(section.lines)):
        table.add_row(*(_status(v[index]) if name == "Status" else Text(v[index]) for name, v in columns))
    return table


def _print_section(console: Console, section: Section, depth: int) -> None:
    console.print()
    console.print(
        Padding(Text(clean_text(section.title), style="bold" if depth else "bold underline"), (0, 0, 0, depth))
    )
    if section.lines:
        body = _table(section, console.width - depth - 2) if section.columns else _lines(section)
        console.print(Padding(body, (0, 0, 0, depth + 2)))
    if section.note:
        console.print(Padding(Text(f"({clean_text(section.note)})", style="dim"), (0, 0, 0, depth + 2)))
    for inner in section.sections:
        _print_section(console, inner, depth + 2)


def _print_citations(console: Console, citations: tuple[Citation, ...]) -> None:
    console.print()
    console.print(Text("Citations", style="bold underline"))
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for citation in citations:
        words = Text(clean_text(say_source(citation)), style="dim")
        words.append(f": “{clean_text(citation.quote)}”", style="none")
        table.add_row(Text(f"[{citation.number}]"), words)
    console.print(table)


def render_terminal(answer: Answer, console: Console) -> None:
    """Print the answer; text from documents is never read as markup and holds no control character."""
    console.print(Text(clean_text(answer.title), style="bold"))
    for section in answer.sections:
        if not section.is_empty or section.note:
            _print_section(console, section, 0)
    if answer.notes:
        console.print()
        for note in answer.notes:
            console.print(Text(clean_text(note), style="italic"))
    if answer.citations:
        _print_citations(console, answer.citations)
