"""How a value lies in a column: any string of a leniently decoded document can be stored, on any engine."""

import json
import re
from typing import Any

from pydantic_core import from_json
from sqlalchemy import BigInteger, Column, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles

__all__ = ["NUMBER", "AnyText", "Json", "escape_text", "unescape_text"]

# No engine stores a lone surrogate, and PostgreSQL no NUL. Both come from lenient decoding, so they are written
# as ␛hex␛, and so is ␛ itself: what is read is what was stored. ␛ is no part of a word to any tokenizer.
_UNSAFE = re.compile("[\x00\ud800-\udfff\u241b]")
_ESCAPED = re.compile("\u241b([0-9a-f]+)\u241b")

NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit row number; SQLite needs the plain word INTEGER to make it the row's own key."""


def escape_text(text: str) -> str:
    """The text without the characters that an engine refuses; `unescape_text` gives them back."""
    return _UNSAFE.sub(lambda match: f"\u241b{ord(match[0]):x}\u241b", text)


def unescape_text(text: str) -> str:
    """The text that `escape_text` was given."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "\u241b" in text else text


class AnyText(TypeDecorator[str]):
    """Text of any Python string, compared and ordered by code point."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escape on the way in."""
        return None if value is None else escape_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Unescape on the way out."""
        return None if value is None else unescape_text(value)


@compiles(AnyText, "postgresql")
def _compile_text(_kind: AnyText, _compiler: Any, **options: Any) -> str:
    """SQLite compares bytes by itself; elsewhere the order must not hang on the server's locale. Said of a column only:
    what is compared with it follows.
    """
    return 'TEXT COLLATE "C"' if isinstance(options.get("type_expression"), Column) else "TEXT"


class Json(TypeDecorator[Any]):
    """A JSON value in a text column; ASCII only, because JSON's own escapes carry lone surrogates and NUL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write compact JSON; null is SQL's null."""
        return None if value is None else json.dumps(value, ensure_ascii=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it back."""
        if value is None:
            return None
        try:
            # Several times as fast as the standard library, which reads what this refuses: lone surrogates.
            return from_json(value)
        except ValueError:
            return json.loads(value)
