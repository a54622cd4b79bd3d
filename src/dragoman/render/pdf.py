"""Answers as PDF: the printed page typeset by Typst, with its own fonts, the same bytes on every machine."""

import dataclasses
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.model.answer import Answer
from dragoman.render.sheet import Part, Sheet, build_sheet

__all__ = ["render_pdf"]

_TEMPLATE = Path(__file__).with_name("sheet.typ")
# The alphabets that Typst's own fonts have (Libertinus Serif and DejaVu Sans Mono), by the first word of the names of
# their letters; other fonts of the machine are not used, or the file would differ from one to the next.
_ALPHABETS = frozenset(
    ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "ARMENIAN", "GEORGIAN", "MODIFIER", "MICRO", "FEMININE",
     "MASCULINE")
)  # fmt: skip
# A word that is longer than the first of these may be broken after every so many signs, or it would leave the paper;
# in the narrow columns of a table a shorter one.
_PROSE, _TABLE = (40, 20), (16, 11)
_BREAK = "\u200b"


@cache
def _read_template() -> bytes:
    return _TEMPLATE.read_bytes()


def _share_out(part: Part) -> list[int]:
    """How wide each column is, in parts of the whole: by its longest value, within limits that leave all legible."""
    shares = [
        min(max(len(name) + 2, *(len(entry.values[index]) for entry in part.entries), 12), 30)
        for index, name in enumerate(part.columns)
    ]
    return shares + ([12] if any(entry.numbers for entry in part.entries) else [])


def _iter_texts(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    yield from sheet.notes
    for part in sheet.parts:
        yield from (part.title, part.note, *part.columns)
        for entry in part.entries:
            yield from (entry.text, entry.voice, *entry.values, *(value for _, value in entry.details))
    for source in sheet.sources:
        yield from (source.words, source.quote)


def _find_unshown(sheet: Sheet) -> list[str]:
    """A sentence naming the scripts whose letters the fonts do not have, where there are any."""
    letters = {char for text in _iter_texts(sheet) for char in text if ord(char) > 0x2FF and char.isalpha()}
    scripts = {unicodedata.name(char, "UNNAMED").split()[0] for char in letters} - _ALPHABETS
    if not scripts:
        return []
    named = ", ".join(sorted(script if script == "CJK" else script.capitalize() for script in scripts))
    return [f"Boxes stand for letters that this file’s fonts do not have ({named}); the HTML, Markdown and JSON forms "
            "have them."]  # fmt: skip


def _break_word(word: re.Match[str], size: int) -> str:
    # Never before a mark that belongs to the letter before it.
    return re.sub(rf"(.{{{size}}})(?=[\w-])", rf"\1{_BREAK}", word[0])


def _break_words(value: Any, limit: tuple[int, int] = _PROSE) -> Any:
    """The same values, with places to break in words that would not fit a line; addresses to follow stay whole."""
    if isinstance(value, str):
        return re.sub(rf"\S{{{limit[0]},}}", lambda word: _break_word(word, limit[1]), value)
    if isinstance(value, list | tuple):
        return [_break_words(one, limit) for one in value]
    if isinstance(value, dict):
        inner = {"values": _TABLE}
        return {key: one if key == "link" else _break_words(one, inner.get(key, limit)) for key, one in value.items()}
    return value


def render_pdf(answer: Answer) -> bytes:
    """The whole answer as a PDF file: tagged, with headings to jump to; every citation of a line leads to its words."""
    # A large library, and only this form needs it.
    import typst

    sheet = build_sheet(answer)
    parts = [{**dataclasses.asdict(part), "shares": _share_out(part) if part.columns else []} for part in sheet.parts]
    body = {**dataclasses.asdict(sheet), "parts": parts, "unshown": _find_unshown(sheet)}
    given = {"sheet": json.dumps(_break_words(body), ensure_ascii=False)}
    content = typst.compile(_read_template(), format="pdf", ignore_system_fonts=True, timestamp=0, sys_inputs=given)
    return bytes(content)
