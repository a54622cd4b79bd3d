"""What in a text is not the article's words: masked with a reason, never removed, so that offsets hold.

The rules look at whole lines, since boilerplate stands on lines of its own, and ask for the form of boilerplate
rather than for a word: "Source: Ministry of Trade" is a credit, "Sources said: ..." is a report.
"""

import re
from collections.abc import Iterator

from dragoman.model.document import Mask
from dragoman.text.boilerplate import RULES
from dragoman.text.markdown import iter_markdown_masks

__all__ = ["find_masks", "iter_lines"]

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
# Tags within a line; only real element names, since "<" also stands in figures.
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|div|em|figcaption|figure|font|"
    r"footer|form|"
    r"h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|noscript|ol|option|p|picture|"
    r"pre|script|"
    r"section|select|small|source|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|title|tr|u|ul|video)"
    r"(?:\s[^<>]{0,500})?/?>|<!doctype[^<>]{0,200}>|<!--.{0,2000}?-->|&(?:nbsp|zwnj|#160|#8203);",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(r"<(script|style)\b[^<>]{0,500}>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


# A link box run into the line, with the name that it is about told twice: "President Doe Jane DoeJudge halts … MORE".
_LINK_BOX = re.compile(r"(?<=\b)(\w+) ((?:[A-Z][\w.’'-]+ ){1,4}\1(?=[A-Z])[^\n]{10,500}?\bMORE\b)")


def iter_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that is not blank, without the white space around it."""
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield start, end


def find_masks(text: str, markup: str = "plain") -> tuple[Mask, ...]:
    """The stretches that are boilerplate, in order and apart; `markup` "markdown" also masks its syntax."""
    found = [Mask(match.start(), match.end(), "script") for match in _BLOCK.finditer(text)]
    if markup == "markdown":
        found.extend(iter_markdown_masks(text))
    for start, end in iter_lines(text):
        line = text[start:end]
        words = line.count(" ") + 1
        reason = next((rule.reason for rule in RULES if rule.is_match(line, words)), None)
        if reason:
            found.append(Mask(start, end, reason))
    found.extend(Mask(match.start(2), match.end(2), "link box") for match in _LINK_BOX.finditer(text))
    found.extend(Mask(match.start(), match.end(), "tag remnant") for match in _INLINE_TAG.finditer(text))
    return _merge(found)


def _merge(found: list[Mask]) -> tuple[Mask, ...]:
    """Masks in order, none overlapping: the longer one of two that start together, and what goes on is joined."""
    merged: list[Mask] = []
    for mask in sorted(found, key=lambda mask: (mask.start, -mask.end)):
        if merged and mask.start < merged[-1].end:
            last = merged[-1]
            if mask.end > last.end:
                merged[-1] = Mask(last.start, mask.end, last.reason)
            continue
        merged.append(mask)
    return tuple(merged)
