"""Stable names: the same content has the same id on any machine and in any order of reading."""

import hashlib

__all__ = ["make_decision_id", "make_document_version", "make_record_id"]

# A unit separator between parts keeps ("ab", "c") and ("a", "bc") apart.
_SEPARATOR = "\x1f"


def _digest(parts: tuple[str, ...], length: int) -> str:
    return hashlib.sha256(_SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def make_document_version(text: str, *metadata: str | None) -> str:
    """Name one version of a document by its text and what is known of its origin (12 hexadecimal digits)."""
    return _digest((text, *(part or "" for part in metadata)), 12)


def make_record_id(document: str, version: str, kind: str, start: int, end: int, ordinal: int) -> str:
    """Name a record by where it stands; `ordinal` tells records of one kind on one span apart."""
    return _digest((document, version, kind, str(start), str(end), str(ordinal)), 16)


def make_decision_id(place: int, *content: str | None) -> str:
    """Name a decision by what it says and how many stood before it: "d" and 12 hexadecimal digits."""
    return "d" + _digest((str(place), *(part or "" for part in content)), 12)
