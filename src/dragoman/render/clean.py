"""Text from outside made safe to show: what a terminal or a Markdown viewer would obey is taken out or escaped."""

import re
import unicodedata
from urllib.parse import urlsplit

__all__ = ["clean_text", "escape_markdown", "make_link"]

# Controls (escape sequences begin with one), surrogates, and the marks that turn the direction of writing: a quote
# could otherwise repaint or reorder the lines around it.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_ESCAPE = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x1b[@-Z\\\\-_]|\x9b[0-?]*[ -/]*[@-~]"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def clean_text(text: str) -> str:
    """The text on one line, without controls, escape sequences and marks of direction."""
    plain = _DIRECTION.sub("", _ESCAPE.sub("", text))
    # Line breaks and tabs are controls too: spaces first, then what is left of them goes.
    spaced = "".join(" " if char.isspace() else char for char in plain)
    return " ".join("".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs")).split())


def escape_markdown(text: str) -> str:
    """The cleaned text with what Markdown or HTML would interpret escaped."""
    return _MARKDOWN.sub(r"\\\1", clean_text(text))


def make_link(address: object) -> str | None:
    """An address that may be linked to: absolute, http or https; null for `javascript:` and everything else."""
    if not isinstance(address, str) or clean_text(address) != address or " " in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None
