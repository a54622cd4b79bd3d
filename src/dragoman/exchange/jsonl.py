"""JSON lines: a record a line, exactly as `model.record.to_json`, with when its document was published."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.model.document import Document
from dragoman.model.record import Record, to_json

__all__ = ["dump_json", "make_row"]

# JSON escapes C0 controls itself; a terminal also obeys DEL, C1 and the marks that turn the direction of writing.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def dump_json(value: Any, indent: int | None = None) -> str:
    """JSON on one line (or indented); what a terminal would obey is escaped, so that nothing is lost."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def make_row(
    record: Record,
    document: Document | None,
    known_from: str | None = None,
    decided: Sequence[Mapping[str, object]] | None = None,
) -> dict[str, Any]:
    """The record's JSON with `published`, and `known_from` and the decisions about it where they are given."""
    row = {**to_json(record), "published": document.published if document else None}
    if decided:
        row["decided"] = list(decided)
    return {**row, "known_from": known_from} if known_from is not None else row
