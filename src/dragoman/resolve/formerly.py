"""The words that make an office one held no more, and where they stand: "former", "ex-", "then", "ousted"."""

import re

from dragoman.model.frame import Span

__all__ = ["FORMERLY", "is_formerly", "past_start", "tells_former"]

_WORDS = r"former|one-time|onetime|erstwhile|retired|ousted|deposed|toppled|overthrown|slain|assassinated"
# Right before a title, or with a nationality and the like between ("former Ghanaian President"). A bare "then" also
# orders what happens, and "late" tells an hour, so that both want a word before them that opens a title.
_BEFORE = re.compile(
    rf"(?:(?:\b(?i:the|under|by|with|his|her|their)|['’]s)\s(?=then\s|late\s)|\b(?=(?i:{_WORDS})\s|(?i:ex|then)-))"
    r"((?i:\w+)[\s-]\s*"
    r"(?:(?:[A-Z][\w.’'-]*|pro-[A-Z]\w+|long-time|longtime)\s+){0,2})$"
)
# "When I served under President Obama": then he was president.
_SERVED = re.compile(r"\b(?:served|worked) (under )(?:the )?$", re.IGNORECASE)
# "chief ethics official under former President Rojas": the office ended with his.
_UNDER_PAST = re.compile(rf"\bunder (?:the )?(?:{_WORDS}|ex)\b", re.IGNORECASE)
# How words begin that tell of an office left, and not only of a time.
FORMERLY = re.compile(rf"(?:(?:an?|the)\s+)?(?:{_WORDS}|ex)[\s-]", re.IGNORECASE)
# Words of a title that is told from its first word on.
_OPENS = re.compile(rf"(?:(?:an?|the)\s+)?(?:(?:{_WORDS}|late)\s|(?:ex|then)[\s-])", re.IGNORECASE)
_ANYWHERE = re.compile(rf"\b(?:{_WORDS}|ex)\b", re.IGNORECASE)
_RIGHT_BEFORE = re.compile(rf"\b(?:{_WORDS}|late|ex)[\s-]{{1,3}}$", re.IGNORECASE)
# So many characters before a title are looked at.
_REACH, _NEAR = 40, 14


def past_start(text: str, title: Span) -> int | None:
    """Where the words begin that make a title one held no more; null where there are none."""
    start, end = title
    if _OPENS.match(text, start, end) or _UNDER_PAST.search(text, start, end):
        return start
    before = max(0, start - _REACH)
    found = _BEFORE.search(text[before:start]) or _SERVED.search(text[before:start])
    return before + found.start(1) if found is not None else None


def is_formerly(text: str, start: int) -> bool:
    """Whether such a word stands right before the title that begins at `start`: its holder acts for nobody."""
    return _RIGHT_BEFORE.search(text[max(0, start - _NEAR) : start]) is not None


def tells_former(text: str, words: Span) -> bool:
    """Whether an occupation's words, or those right before them, hold one."""
    return _ANYWHERE.search(text[max(0, words[0] - _NEAR) : words[1]]) is not None
