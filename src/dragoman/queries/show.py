"""Everything about one record: its fields, its words in context, who says so and why it is there."""

from dataclasses import replace

from dragoman.errors import UnknownRecord
from dragoman.memory.likeness import compare
from dragoman.memory.near import say_likeness
from dragoman.memory.traits import find_traits
from dragoman.model.answer import Answer, Line, Section, say_status
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Evidence, Figure, Pledge, Position, Record, to_json
from dragoman.model.when import day_bounds
from dragoman.queries.decided import Ruling
from dragoman.queries.decisions import decision_sections
from dragoman.queries.desk import Desk
from dragoman.queries.offices import learned_section
from dragoman.queries.wording.dates import format_date
from dragoman.queries.wording.views import say_view
from dragoman.store.base import Store

__all__ = ["CONTEXT", "explain", "get_record", "mark_words", "show_record"]

# Characters of context on either side of the words.
CONTEXT = 120
# Records of one matter that are listed beside the one shown.
_OTHERS = 20
_COMMON = {"id", "kind", "document", "version", "status", "when", "attribution", "evidence", "confidence", "rules"}


def _say_value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        named = [f"{key} {item}" for key, item in value.items() if item is not None]
        return ", ".join(named)
    if isinstance(value, list | tuple):
        return "; ".join(_say_value(item) for item in value)
    return str(value)


def _field(name: str, value: str) -> Line:
    return Line(text=f"{name}: {value}", cells=(name, value))


def _fields(record: Record) -> Section:
    lines = [
        _field("id", record.id),
        _field("kind", record.kind),
        _field("status", f"{record.status} ({say_status(record.kind, record.status)})"),
    ]
    for name, value in to_json(record).items():
        if name not in _COMMON and value not in (None, [], ()):
            lines.append(_field(name, _say_value(value)))
    when = record.when
    dated = f"{when.edtf} ({format_date(when.edtf)})" if when.edtf else "no date"
    expression = f", from the words “{when.expression}”" if when.expression else ""
    lines.append(_field("when", f"{dated}{expression}; {when.basis}"))
    return Section("Fields", tuple(lines), ("Field", "Value"))


def mark_words(text: str, item: Evidence) -> str:
    """The words between » and « with what stands around them, on one line."""
    before = text[max(0, item.start - CONTEXT) : item.start]
    after = text[item.end : item.end + CONTEXT]
    left = "…" if item.start > CONTEXT else ""
    right = "…" if item.end + CONTEXT < len(text) else ""
    return " ".join(f"{left}{before}»{item.quote}«{after}{right}".split())


def _evidence(record: Record, document: Document | None) -> Section:
    lines = []
    for item in record.evidence:
        words = mark_words(document.text, item) if document else f"»{item.quote}«"
        lines.append(Line(text=f"{item.field}: {words}", cells=(item.field, f"{item.start}–{item.end}", words)))
    return Section("Evidence", tuple(lines), ("Field", "Characters", "Words in context"))


def _reasons(record: Record, desk: Desk) -> Section:
    chain = "; ".join(
        ", ".join(part for part in (voice.name, voice.office, voice.state, voice.mode) if part)
        for voice in record.attribution
    )
    lines = [
        _field("whose word", desk.say_voice(record)),
        _field("attribution", chain or "none"),
        _field("rules", ", ".join(record.rules)),
        _field("confidence", f"{record.confidence:.2f}"),
    ]
    return Section("Why it is here", tuple(lines), ("Field", "Value"))


def _document(record: Record, document: Document | None) -> Section:
    lines = [_field("document", record.document), _field("version", record.version)]
    if document:
        published = format_date(document.published) if document.published else "unknown"
        lines += [
            _field("title", document.title or "none"),
            _field("publisher", document.publisher or "unknown"),
            _field("genre", document.genre),
            _field("published", f"{published} ({document.published_basis})"),
        ]
        if document.url:
            lines.append(_field("url", document.url))
    return Section("Document", tuple(lines), ("Field", "Value"))


def _matter(record: Record, desk: Desk) -> Section:
    """The matter that the record belongs to, and why each other record of it is there."""
    id = desk.store.get_matters([record.id]).get(record.id)
    if id is None:
        note = "quotations are not joined" if record.kind == "quote" else "not joined yet: run `dragoman join`"
        return Section("Matter", note=note)
    others = [other for other in desk.store.get_matter(id) if other.id != record.id]
    if not others:
        return Section("Matter", note=f"{id}: no other record tells of it")
    lines = []
    for other in others[:_OTHERS]:
        line = desk.make_line([other])
        lines.append(replace(line, cells=(other.id, other.document, line.text, explain(record, other, desk))))
    left = len(others) - _OTHERS
    note = f"{id}; `dragoman compare {id}` lays the accounts side by side{f'; {left} more' if left > 0 else ''}"
    return Section("Matter", tuple(lines), ("Record", "Document", "What it says", "Why it is the same"), note=note)


def explain(left: Record, right: Record, desk: Desk) -> str:
    """Which fields of two records of one matter agree, and what that weighs."""
    if (
        type(left) is not type(right)
        or not isinstance(left, Event | Pledge | Figure | Position)
        or not isinstance(right, Event | Pledge | Figure | Position)
    ):
        return "the same fields"
    one, other = (find_traits(item, desk.place(item)) for item in (left, right))
    likeness = compare(one, other)
    if likeness is None or not likeness.is_enough:
        return "the same words" if one.signature == other.signature is not None else "by way of other records"
    return say_likeness(likeness)


def _happened(record: Record, during: str) -> bool:
    first, last = Filter(during=during).days
    bounds = day_bounds(record.when.edtf) if record.when.edtf else None
    return bool(bounds and first and last and bounds[0] <= last and first <= bounds[1])


def get_record(record_id: str, store: Store) -> Record:
    """One record as its source has it, by its id or an unambiguous beginning of it. Raises UnknownRecord."""
    record = store.get_record(record_id)
    if record is None and not store.view.is_whole:
        raise UnknownRecord(
            f"no record “{record_id}” {say_view(store.view)}: leave the date away to see whether it is of later"
        )
    if record is None:
        raise UnknownRecord(
            f"no record “{record_id}”: `dragoman timeline --format jsonl` and `dragoman export` give the ids"
        )
    return record


def show_record(record_id: str, desk: Desk, ruling: Ruling | None = None, during: str | None = None) -> Answer:
    """One record, by its id or an unambiguous beginning of it: what its source says, what analysts decided about it,
    and what other documents tell of who its persons are.

    The desk's store must be the one beneath the decisions, which `ruling` holds. Raises UnknownRecord, also where the
    record is not in view, or did not happen `during` a range (EDTF).
    """
    record = get_record(record_id, desk.store)
    if during is not None and not _happened(record, during):
        when = f"is dated {format_date(record.when.edtf)}" if record.when.edtf else "is undated"
        raise UnknownRecord(f"record {record.id} {when}, which is not during {format_date(during)}: leave during away")
    document = desk.store.get_document(record.document, record.version)
    sections = [_fields(record), _evidence(record, document), _reasons(record, desk), _document(record, document)]
    sections.append(_matter(record, desk))
    learned = learned_section(record, desk)
    if learned is not None:
        sections.insert(1, learned)
    if ruling is not None:
        sections[1:1] = decision_sections(record, ruling, desk)
    line = desk.make_line([record])
    return desk.finish("show", f"Record {record.id}", [Section("Record", (line,)), *sections])
