"""Which stretches of a document are parsed together: paragraphs, with headings and wrapped lines told apart."""

import re
from collections.abc import Iterator

from dragoman.model.document import Document

__all__ = ["find_blocks", "make_readable"]

_LINE = re.compile(r"[^\n]*\n?")
_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
# A line that is cut by a typesetter's margin is nearly as long as the margin; headings are shorter.
_WRAP_MIN, _WRAP_MAX = 50, 90
# A short form in brackets parts a title from its name for the parser: "President of Ruritania (RUR) Ana Rojas".
_ACRONYM = re.compile(r"(?<=\w)[ ]\([A-Z][A-Z&\-]{1,7}s?\)(?=[\s,.;:’'])")
# Where somebody stands in a photograph parts a name from its verb: "President Rojas, left, shakes hands".
_STANDS = re.compile(
    r",[ ](?:(?:far|second|third|fourth|center|centre)[ ](?:from[ ])?)?(?:left|right|center|centre),"
    r"|[ ]\((?:L|R|C|[23]nd L|[23]rd L|left|right|center|centre)\)"
)
# The parser cuts "co-host" in three and loses the clause; without the prefix it reads the verb.
_CO = re.compile(r"\b[Cc]o-(?=(?:host|chair|sponsor|sign|organi[sz])(?:s|e|es|ed|d|ing|ting)?\b)")
# spaCy refuses texts over a million characters; a paragraph this long is a table or a dump.
_MAX_BLOCK = 20_000


def make_readable(document: Document) -> str:
    """The text with masks and the dateline blanked, so that offsets hold and the parser does not see them."""
    spans = [(mask.start, mask.end) for mask in document.masks]
    if document.dateline is not None:
        spans.append((document.dateline.start, document.dateline.end))
    parts, position = [], 0
    for start, end in sorted(spans):
        if end <= position:
            continue
        start = max(start, position)
        parts.append(document.text[position:start])
        parts.append(re.sub(r"[^\n]", " ", document.text[start:end]))
        position = end
    parts.append(document.text[position:])
    for pattern in (_ACRONYM, _STANDS, _CO):
        parts = [pattern.sub(lambda match: " " * len(match.group()), part) for part in parts]
    # A carriage return or a zero-width character is one character still, but not a word.
    return re.sub(r"[\r\x00\u200b\u200e\u200f\u2060\ufeff]", " ", "".join(parts))


def find_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the text to parse as one piece each: a paragraph, a heading, or the lines of a wrapped paragraph."""
    start, end, previous = 0, 0, ""
    for match in _LINE.finditer(text):
        line = match.group()
        if not line:
            break
        if not line.strip():
            if end > start and text[start:end].strip():
                yield from _cut(text, start, end)
            start = end = match.end()
            previous = ""
            continue
        if previous and not _continues(previous, line):
            yield from _cut(text, start, end)
            start = match.start()
        end = match.end()
        previous = line
    if end > start and text[start:end].strip():
        yield from _cut(text, start, end)


def _continues(previous: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if _ENDS.search(previous):
        return _WRAP_MIN <= len(previous.rstrip()) <= _WRAP_MAX and _WRAP_MIN <= len(line.rstrip()) <= _WRAP_MAX
    if line.lstrip()[:1].islower():
        return True
    return _WRAP_MIN <= len(previous.rstrip()) <= _WRAP_MAX and len(line.rstrip()) <= _WRAP_MAX and "," not in line[:1]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _MAX_BLOCK:
        cut = text.rfind(". ", start, start + _MAX_BLOCK) + 1 or start + _MAX_BLOCK
        yield start, cut
        start = cut
    yield start, end
