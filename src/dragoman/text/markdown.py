"""Markdown's syntax, masked so that only the words are left to read."""

import re
from collections.abc import Iterator

from dragoman.model.document import Mask

__all__ = ["iter_markdown_masks"]

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^(```|~~~).*?(?:^\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
# Each masks its groups; where it has none, the whole match.
_SYNTAX = (
    ("markdown heading", re.compile(r"^ {0,3}(#{1,6}[ \t]+)", re.MULTILINE)),
    ("markdown heading", re.compile(r"[^\s#]([ \t]+#+[ \t]*)$", re.MULTILINE)),
    ("markdown rule", re.compile(r"^ {0,3}(?:[-*_=][ \t]*){3,}$", re.MULTILINE)),
    ("markdown table", re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|?)+$", re.MULTILINE)),
    ("markdown quotation", re.compile(r"^((?: {0,3}>[ \t]?)+)", re.MULTILINE)),
    ("markdown list", re.compile(r"^[ \t]*([-*+][ \t]+)(?=\S)", re.MULTILINE)),
    ("markdown image", re.compile(r"!\[[^\]\n]{0,500}\](?:\([^()\n]{0,1000}\)|\[[^\]\n]{0,100}\])")),
    ("markdown link", re.compile(r"(?<!!)(\[)[^\[\]\n]{1,500}(\]\([^()\s]{0,1000}(?:[ \t]+\"[^\"\n]*\")?\))")),
    ("markdown link", re.compile(r"(?<!!)(\[)[^\[\]\n]{1,500}(\]\[[^\[\]\n]{0,100}\])")),
    ("markdown link", re.compile(r"^ {0,3}\[[^\]\n]{1,100}\]:[ \t]*\S.*$", re.MULTILINE)),
    ("markdown link", re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")),
    ("markdown emphasis", re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*\n]{0,2000}?(?<=[^\s*])(\*{1,3})(?![\w*])")),
    ("markdown emphasis", re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])[^_\n]{0,2000}?(?<=[^\s_])(_{1,3})(?![\w_])")),
    ("attribute list", re.compile(r"\{:[^{}\n]{0,200}\}")),
)


def iter_markdown_masks(text: str) -> Iterator[Mask]:
    """Masks over front matter, code, heading marks, link targets, images, list and emphasis marks."""
    front = _FRONT_MATTER.match(text)
    if front:
        yield Mask(front.start(), front.end(), "front matter")
    for match in _FENCE.finditer(text):
        yield Mask(match.start(), match.end(), "code")
    for reason, pattern in _SYNTAX:
        for match in pattern.finditer(text):
            for group in range(1, pattern.groups + 1) or (0,):
                yield Mask(match.start(group), match.end(group), reason)
