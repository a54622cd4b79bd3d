"""How names are compared: the same name with other quotes, dashes, accents or capitals is the same name.

Folding keeps the length of a text, so that an offset into the folded text is an offset into the text.
"""

import itertools
import re
import unicodedata

__all__ = ["fold", "lower", "make_slug", "name_key", "soften_lines"]

_APOSTROPHES = "’‘‛ʼʹ´`′＇"
_QUOTES = "“”„‟«»″"
_DASHES = "‐‑‒–—―−﹣－"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ß": "s", "ə": "e", "Ə": "E"}


class _Folding(dict[int, str]):
    """A translation table that learns a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)
        folded = base[0] if len(base) > 1 and unicodedata.combining(base[1]) and base[0].isalpha() else char
        self[code] = folded
        return folded


_TABLE = _Folding(
    {ord(char): "'" for char in _APOSTROPHES}
    | {ord(char): '"' for char in _QUOTES}
    | {ord(char): "-" for char in _DASHES}
    | {ord(char): " " for char in _SPACES}
    | {ord(char): plain for char, plain in _LETTERS.items()}
)

# A text is taken for hard-wrapped when no line is longer than an old terminal's and a long line simply goes on.
_WRAP_MIN, _WRAP_MAX = 50, 110


def fold(text: str) -> str:
    """The text with straight quotes, plain hyphens and spaces and no accents, character for character."""
    return text.translate(_TABLE)


def lower(text: str) -> str:
    """Lower case, character for character (a few capitals lower to two characters and stay as they are)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def soften_lines(text: str) -> str:
    """The text with the line breaks of hard-wrapped paragraphs as spaces, so that names may span lines."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    if max(map(len, lines)) > _WRAP_MAX:
        return text
    parts: list[str] = []
    for line, following in itertools.pairwise(lines):
        goes_on = len(line) >= _WRAP_MIN and line[-1] not in ".!?:" and following.strip() != ""
        parts.extend((line, " " if goes_on else "\n"))
    return "".join((*parts, lines[-1]))


def name_key(name: str) -> str:
    """What a name is looked up by: folded, without case, full stops, a leading "the" and doubled spaces."""
    key = re.sub(r"[.,]", "", fold(name).casefold())
    key = re.sub(r"[\s_-]+", " ", key).strip()
    return key.removeprefix("the ") or key


def make_slug(name: str) -> str:
    """A name as an id: lower case, letters and digits joined by hyphens, possessives dropped."""
    plain = re.sub(r"'s?\b", "", fold(name).casefold())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
