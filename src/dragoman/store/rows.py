"""Documents and records as rows, and back."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.errors import EvidenceError, StoreError
from dragoman.model.document import Dateline, Document, Mask
from dragoman.model.record import Record
from dragoman.model.when import day_bounds
from dragoman.store.names import record_names, record_words
from dragoman.store.passing import list_keys, list_pairs, said_day, sort_day
from dragoman.store.tables import RECORDS_PER_DOCUMENT, document_table

__all__ = [
    "LISTED_COLUMNS",
    "RecordRows",
    "build_document_row",
    "build_record_rows",
    "check_records",
    "read_document_row",
    "say_moment",
]


@dataclasses.dataclass(frozen=True, slots=True)
class RecordRows:
    """The rows that a document's records become, one list a table."""

    records: list[dict[str, Any]]
    actors: list[dict[str, Any]]
    names: list[dict[str, Any]]
    pairs: list[dict[str, Any]]


_LISTED = tuple(item.name for item in dataclasses.fields(Document) if item.name != "text")
LISTED_COLUMNS = tuple(document_table.c[name] for name in _LISTED)
"""What is known about a document without its text, as `read_document_row` takes it."""


def say_moment(moment: datetime.datetime) -> str:
    """A moment as `known_from` holds it: ISO 8601 in UTC, to the second, so that it orders as text."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def check_records(document: Document, records: Sequence[Record]) -> None:
    """Raise EvidenceError on a span that does not hold its quote, StoreError on records that are not this version's."""
    if len(records) >= RECORDS_PER_DOCUMENT:
        raise StoreError(
            f"{document.id}: {len(records)} records in one document; at most {RECORDS_PER_DOCUMENT - 1} fit"
        )
    seen: set[str] = set()
    for record in records:
        if (record.document, record.version) != (document.id, document.version):
            raise StoreError(
                f"record {record.id} says it is of {record.document} ({record.version}), "
                f"but was given with {document.id} ({document.version})"
            )
        if record.id in seen:
            raise StoreError(f"{document.id}: two records have the id {record.id}")
        seen.add(record.id)
        if not record.evidence:
            raise EvidenceError(f"{document.id}: record {record.id} rests on no words")
        for evidence in record.evidence:
            if evidence.document != document.id:
                raise EvidenceError(f"{document.id}: record {record.id} rests on words of {evidence.document}")
            evidence.check(document.text)


def build_document_row(document: Document, known_from: str, reader: str) -> dict[str, Any]:
    """One current version of a document as a row of `documents`, without its number."""
    row = {item.name: getattr(document, item.name) for item in dataclasses.fields(document)}
    row["dateline"] = dataclasses.asdict(document.dateline) if document.dateline else None
    row["masks"] = [dataclasses.astuple(mask) for mask in document.masks]
    row["sort_day"] = sort_day(document.published)
    return {**row, "is_current": True, "known_from": known_from, "reader": reader}


def read_document_row(row: Sequence[Any], text: str = "") -> Document:
    """The document of a row that begins with LISTED_COLUMNS; the text is in none of them."""
    values = dict(zip(_LISTED, row, strict=False))
    dateline, masks = values["dateline"], values["masks"]
    values["dateline"] = Dateline(**dateline) if dateline else None
    values["masks"] = tuple(Mask(*mask) for mask in masks)
    return Document(**values, text=text)


def build_record_rows(records: Iterable[Record], document_number: int, published: str | None) -> RecordRows:
    """The rows of the records of a document published then (EDTF), in the order given."""
    rows = RecordRows([], [], [], [])
    said = said_day(published)
    for place, record in enumerate(records):
        number = document_number * RECORDS_PER_DOCUMENT + place
        rows.records.append({**_build_record_row(record, number, document_number), "said": said})
        common = {"record": number, "kind": record.kind, "said": said}
        keys = sorted(list_keys(record))
        rows.actors.extend({**common, "key": key, "role": role} for key, role in keys)
        pairs = list_pairs({key for key, _ in keys})
        rows.pairs.extend({**common, "one": one, "other": other} for one, other in pairs)
        rows.names.extend({**common, "field": field, "name": name} for field, name in sorted(record_names(record)))
    return rows


def _build_record_row(record: Record, number: int, document_number: int) -> dict[str, Any]:
    edtf = record.when.edtf
    low, high = (day_bounds(edtf) if edtf else None) or (None, None)
    span = record.span
    return {
        "number": number,
        "id": record.id,
        "document_number": document_number,
        "document": record.document,
        "is_current": True,
        "kind": record.kind,
        "status": record.status,
        "type": getattr(record, "type", None),
        "relation": getattr(record, "relation", None),
        "low": low,
        "high": high,
        "sort_day": sort_day(edtf),
        "start": span.start,
        "quote": span.quote,
        "names": record_words(record),
        "body": record,
    }
