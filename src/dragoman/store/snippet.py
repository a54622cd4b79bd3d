"""The words of a search in the text that holds them: where they stand closest, marked.

The engines have functions for this, but they differ, and SQLite's takes the square of the number of hits: a long
document would hold up a question for minutes.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

__all__ = ["holds_words", "make_snippet"]

# About three lines of a terminal, with some words before the first hit.
_WIDTH = 200
_LEAD = 40
# The first stretch that holds a word is enough, and in it the first thousand hits.
_STRETCH = 500_000
_MOST_HITS = 1000

_TOKEN = re.compile(r"[^\W_]+")
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")


class _BareLetters(dict[int, int]):
    """A table for `str.translate` from letters to their lower case without accents, one for one."""

    def __missing__(self, code: int) -> int:
        letter = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = ord(letter[0])
        return self[code]


_bare_letters = _BareLetters()


def _bare(text: str) -> str:
    """The text in lower case without accents, each character in its place."""
    return text.lower() if text.isascii() else text.translate(_bare_letters)


def holds_words(texts: Iterable[str | None], parts: Iterable[str], is_prefix: bool) -> bool:
    """Whether each word or phrase stands in one of the texts: what an index would answer, for texts that none holds.

    With `is_prefix` the last word may be the beginning of one.
    """
    phrases = [_TOKEN.findall(_bare(part)) for part in parts]
    patterns = [r"[\W_]+".join(map(re.escape, tokens)) for tokens in phrases if tokens]
    ends = ["(?![^\\W_])"] * len(patterns)
    if is_prefix and patterns:
        ends[-1] = ""
    bare = [_bare(text) for text in texts if text]
    wanted = [re.compile(f"(?<![^\\W_]){pattern}{end}") for pattern, end in zip(patterns, ends, strict=True)]
    return bool(wanted) and all(any(pattern.search(text) for text in bare) for pattern in wanted)


def make_snippet(texts: Iterable[str | None], parts: Iterable[str], is_prefix: bool) -> str:
    """The stretch of one of the texts with the most of the wanted words, these marked «…»; its beginning without any.

    Of equal texts the first is taken. With `is_prefix` the last of the words may be the beginning of one.
    """
    tokens = [token for part in parts for token in _TOKEN.findall(_bare(part))]
    endings = [re.escape(token) for token in tokens]
    if endings and is_prefix:
        endings[-1] += r"[^\W_]*"
    # The longest first: where one word begins another, the whole is marked.
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(endings, key=len, reverse=True))})(?![^\W_])")
    best, most = "", -1
    for text in texts:
        if not text:
            continue
        spans, number = _find_spans(text, pattern, frozenset(tokens)) if tokens else ([], 0)
        if number > most:
            best, most = _cut(text, spans), number
    return best


def _find_spans(text: str, pattern: re.Pattern[str], tokens: frozenset[str]) -> tuple[list[tuple[int, int]], int]:
    """The hits within the best window, and how many different words they are."""
    for start in range(0, len(text), _STRETCH):
        stretch = _bare(text[start : start + _STRETCH + _WIDTH])
        # What is longer than any wanted word is the one whose beginning was wanted.
        found = [
            (start + match.start(), start + match.end(), match[0] if match[0] in tokens else "")
            for match in islice(pattern.finditer(stretch), _MOST_HITS)
        ]
        if found:
            return _find_window(found)
    return [], 0


def _find_window(found: list[tuple[int, int, str]]) -> tuple[list[tuple[int, int]], int]:
    best: list[tuple[int, int, str]] = []
    most = 0
    for place, (first, _, _) in enumerate(found):
        window = [hit for hit in found[place : place + _WIDTH] if hit[1] <= first + _WIDTH - _LEAD] or [found[place]]
        number = len({word for _, _, word in window})
        if number > most:
            best, most = window, number
    return [(start, end) for start, end, _ in best], most


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    start = max(0, spans[0][0] - _LEAD) if spans else 0
    end = max(start + _WIDTH, spans[-1][1]) if spans else _WIDTH
    if start:
        # Begin with a whole word, unless the lead is one long word.
        space = re.search(r"\s", text[start : spans[0][0]])
        start += space.end() if space else 0
    if end < len(text):
        last = text.rfind(" ", spans[-1][1] if spans else 0, end)
        end = last if last > 0 else end
    pieces: list[str] = []
    place = start
    for first, last in spans:
        pieces.extend((text[place:first], "«", text[first:last], "»"))
        place = last
    words = " ".join("".join((*pieces, text[place:end])).split())
    cut = f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"
    return _UNPRINTABLE.sub("\ufffd", cut)
