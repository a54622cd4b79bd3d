"""How a value lies in a column: any string of a leniently decoded document can be stored, on any engine."""

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles

from dragoman.model.record import CLASSES, Record, from_json, to_json

__all__ = ["NUMBER", "AnyText", "Body", "Json", "escape_text"]

# No engine stores a lone surrogate, and PostgreSQL no NUL. Both come from lenient decoding, so they are written
# as ␛hex␛, and so is ␛ itself: what is read is what was stored. ␛ is no part of a word to any tokenizer.
_UNSAFE = re.compile("[\x00\ud800-\udfff\u241b]")
_ESCAPED = re.compile("\u241b([0-9a-f]+)\u241b")
# How `to_json` begins a record; its class can be told without reading on.
_KIND = re.compile(r'\{"id":"[^"\\]*","kind":"([a-z]+)"')
_DECODERS = {kind: msgspec.json.Decoder(cls) for kind, cls in CLASSES.items()}

NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit row number; SQLite needs the plain word INTEGER to make it the row's own key."""


def escape_text(text: str) -> str:
    """The text without the characters that an engine refuses; they come back when it is read."""
    return _UNSAFE.sub(lambda match: f"\u241b{ord(match[0]):x}\u241b", text)


class AnyText(TypeDecorator[str]):
    """Text of any Python string, compared and ordered by code point."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escape on the way in."""
        return None if value is None else escape_text(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:
        """Unescape on the way out; drivers give text as it is, so that this is all there is to do."""
        return _read_text


def _read_text(value: str | None) -> str | None:
    if value is None or "\u241b" not in value:
        return value
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)


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
        return None if value is None else _write_json(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        """Read it back."""
        return _read_json


class Body(TypeDecorator[Record]):
    """A record as JSON in a text column."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Record | None, dialect: Dialect) -> str | None:
        """Write compact JSON."""
        return None if value is None else _write_json(to_json(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Record | None]:
        """Read it back."""
        return _read_record


def _write_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _read_json(text: str | None) -> Any:
    if text is None:
        return None
    try:
        # Several times as fast as the standard library, which reads what this refuses: lone surrogates.
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text)


def _read_record(text: str | None) -> Record | None:
    if text is None:
        return None
    head = _KIND.match(text)
    try:
        return _DECODERS[head[1]].decode(text) if head else from_json(json.loads(text))
    except msgspec.DecodeError:
        return from_json(json.loads(text))
