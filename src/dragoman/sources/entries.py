"""One JSON object with `text` → one RawItem; and the sidecar, which is the same without the text."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.errors import SourceError
from dragoman.model.document import RawItem
from dragoman.sources.encodings import MAX_CHARACTERS, check_text, decode_bytes, mend_characters

__all__ = ["FIELDS", "add_sidecar", "load_sidecar", "make_item", "parse_json"]

# What an object may tell about its text; everything else in it is left alone.
FIELDS = ("title", "published", "publisher", "url", "dateline")


def parse_json(raw: str | bytes) -> Any:
    """The value of a JSON text. Raises ValueError, also for one nested too deep to read."""
    try:
        return json.loads(raw)
    except RecursionError:
        raise ValueError("nested too deep") from None


def make_item(entry: object, fallback_id: str, name: str, origin: str) -> RawItem:
    """Read one object; `fallback_id` is its id where it states none, `name` names it in messages.

    Raises SourceError with the reason when it is not an object, has no text, or a field is of the wrong kind.
    """
    if not isinstance(entry, dict):
        raise SourceError(name, "not an object", f"{name}: not a JSON object; each document is one object with “text”")
    text = entry.get("text")
    if text is None:
        raise SourceError(name, "no text", f"{name}: no “text” field; put the document's words into “text”")
    if not isinstance(text, str):
        raise SourceError(name, "text is not a string", f"{name}: “text” is {_kind(text)}; it must be a string")
    check_text(text, name)
    item = RawItem(id=fallback_id, text=mend_characters(text), origin=origin)
    return _add_fields(item, entry, name)


def _string(entry: Mapping[str, object], field: str, name: str) -> str | None:
    value = entry.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        reason = f"{field} is not a string"
        raise SourceError(name, reason, f"{name}: “{field}” is {_kind(value)}; it must be a string")
    return mend_characters(str(value)).strip() or None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "a string" if isinstance(value, str) else "null")


def load_sidecar(path: Path, name: str) -> Mapping[str, object]:
    """What a `.json` beside a document says about it. Raises SourceError if it cannot be read."""
    try:
        if path.stat().st_size > MAX_CHARACTERS:
            raise SourceError(name, "broken sidecar", f"{name}: too large for a sidecar; its document is read without")
        entry = parse_json(decode_bytes(path.read_bytes(), name))
    except (OSError, ValueError) as error:
        raise SourceError(
            name, "broken sidecar", f"{name}: not readable JSON ({error}); its document is read without it"
        ) from None
    if not isinstance(entry, dict):
        raise SourceError(name, "broken sidecar", f"{name}: not a JSON object; its document is read without it")
    for field in ("id", *FIELDS):
        try:
            _string(entry, field, name)
        except SourceError as error:
            raise SourceError(name, "broken sidecar", f"{error}; its document is read without it") from None
    return entry


def add_sidecar(item: RawItem, entry: Mapping[str, object], name: str) -> RawItem:
    """The item with what its sidecar says; the sidecar wins over what was found in the file, its text is ignored."""
    return _add_fields(item, entry, name)


def _add_fields(item: RawItem, entry: Mapping[str, object], name: str) -> RawItem:
    stated = {field: value for field in ("id", *FIELDS) if (value := _string(entry, field, name))}
    return replace(item, **stated)
