"""CSV for spreadsheets and R: one record a row, lists joined, every column named in COLUMNS."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.model.actor import Actor, Voice
from dragoman.model.document import Document
from dragoman.model.record import Record

__all__ = ["COLUMNS", "iter_csv", "make_cells", "protect_cell"]

# Column → what it holds. Lists are joined by "; ", states are ISO 3166-1 alpha-3.
COLUMNS = {
    "id": "the record's id",
    "kind": "event, pledge, position, figure, tie or quote",
    "status": "occurred, ongoing, scheduled, intended, hoped, hypothetical or denied",
    "type": "PLOVER type of an event",
    "mode": "PLOVER mode of an event, or how a quote is given",
    "form": "form of a contact",
    "relation": "relation of a tie",
    "when": "EDTF date of what the record tells; empty where the text gives none",
    "when_precision": "day, month, quarter, season, year, decade, interval or approximate",
    "when_expression": "the words that the date came from",
    "when_basis": "how it was resolved, or why it could not be",
    "actors": "those in the roles that identify the record: initiators, pledgers, holders, subjects or the speaker",
    "actor_states": "their states",
    "persons": "persons who act for them, in the same order, empty where none",
    "others": "targets, beneficiaries, or those a position is toward",
    "other_states": "their states",
    "participants": "others who took part in an event",
    "place": "where an event happened",
    "mechanism": "the forum that an event belongs to",
    "round": "its number there",
    "issue": "what a position is on",
    "stance": "supports, opposes, neutral or concerned",
    "strength": "how firmly a pledge is given: agreed, pledged, intends or willing",
    "content": "the words of a pledge or quote, the label of a tie, the topics of an event",
    "condition": "what a pledge depends on",
    "deadline": "by when it is to be kept",
    "project": "the project that the record is about",
    "lifecycle": "how far a pledge has come",
    "metric": "what a figure measures",
    "value": "its number",
    "unit": "ISO 4217, % or a singular noun",
    "comparator": "=, >, < or ~",
    "change_percent": "how much it changed",
    "change_direction": "up or down",
    "period": "what time a figure covers",
    "object": "what a tie is to",
    "level": "level of a designation",
    "since": "since when a tie stands",
    "until": "until when",
    "voice": "who vouches, innermost first",
    "voice_modes": "direct, indirect, mixed, document or author, in the same order",
    "is_background": "true where a report recalls rather than reports",
    "confidence": "0 to 1",
    "rules": "what produced the record",
    "document": "the document's id",
    "version": "its version",
    "published": "EDTF date of publication; empty where unknown",
    "start": "first character of the clause, in code points",
    "end": "character after its last",
    "quote": "the clause",
}
# A spreadsheet takes a cell that begins so for a formula and may run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Controls but tab and line break, and marks of direction: a CSV file is looked at on terminals too.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MAIN = ("initiators", "pledgers", "holders", "subjects")
_OTHER = ("targets", "beneficiaries", "toward")
_PLAIN = (
    "type", "mode", "form", "relation", "mechanism", "round", "issue", "stance", "strength", "condition", "deadline",
    "project", "lifecycle", "metric", "value", "unit", "comparator", "period", "object", "level", "since", "until",
    "id", "kind", "status", "document", "version", "confidence",
)  # fmt: skip


def protect_cell(text: str) -> str:
    """The text without what a terminal would obey, an apostrophe before what a spreadsheet takes for a formula."""
    text = _CONTROL.sub("", text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _actors(record: Record, roles: Sequence[str]) -> list[Actor]:
    return [actor for role in roles for actor in getattr(record, role, ())]


def _content(record: Record) -> str:
    label = getattr(record, "content", None) or getattr(record, "label", None)
    return str(label) if label else "; ".join(getattr(record, "topics", ()) or getattr(record, "terms", ()))


def _say(voice: Voice) -> str:
    return voice.name or voice.office or voice.state or ""


def make_cells(record: Record, document: Document | None) -> dict[str, str]:
    """A record as the cells of COLUMNS, every one a string."""
    speaker = getattr(record, "speaker", None)
    main = [speaker] if isinstance(speaker, Actor) else _actors(record, _MAIN)
    other = _actors(record, _OTHER)
    change = getattr(record, "change", None)
    place = getattr(record, "place", None)
    values: dict[str, object] = {name: getattr(record, name, None) for name in _PLAIN}
    values |= {
        "when": record.when.edtf,
        "when_precision": record.when.precision,
        "when_expression": record.when.expression,
        "when_basis": record.when.basis,
        "actors": "; ".join(actor.name for actor in main),
        "actor_states": "; ".join(actor.state or "" for actor in main),
        "persons": "; ".join(actor.person or "" for actor in main) if any(actor.person for actor in main) else None,
        "others": "; ".join(actor.name for actor in other),
        "other_states": "; ".join(actor.state or "" for actor in other),
        "participants": "; ".join(actor.name for actor in getattr(record, "participants", ())),
        "place": place.name if place else None,
        "content": _content(record),
        "change_percent": change.percent if change else None,
        "change_direction": change.direction if change else None,
        "voice": "; ".join(_say(voice) for voice in record.attribution),
        "voice_modes": "; ".join(voice.mode for voice in record.attribution),
        "is_background": "true" if record.is_background else "false",
        "rules": "; ".join(record.rules),
        "published": document.published if document else None,
        "start": record.span.start,
        "end": record.span.end,
        "quote": record.span.quote,
    }
    return {name: _cell(values[name]) for name in COLUMNS}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return protect_cell(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def iter_csv(
    rows: Iterable[tuple[Record, Document | None, str | None]],
    decided: Mapping[str, Sequence[Mapping[str, object]]] | None = None,
) -> Iterator[str]:
    """Lines of CSV (RFC 4180, header first) for records with their documents and when they became known.

    The column `known_from` is there when the first row has one; `decided` holds the decisions by record, and the column
    of that name, with their ids, is there when it holds any.
    """
    writer: csv.DictWriter[str] | None = None
    buffer = io.StringIO()
    for record, document, known_from in rows:
        if writer is None:
            names = [*COLUMNS, *(["decided"] if decided else []), *(["known_from"] if known_from is not None else [])]
            writer = csv.DictWriter(buffer, names, extrasaction="ignore")
            writer.writeheader()
        ids = "; ".join(str(item["id"]) for item in (decided or {}).get(record.id, ()))
        writer.writerow({**make_cells(record, document), "decided": ids, "known_from": known_from or ""})
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    if writer is None:
        csv.writer(buffer).writerow(COLUMNS)
        yield buffer.getvalue()
