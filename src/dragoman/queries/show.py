"""Everything about one record: its fields, its words in context, who says so and why it is there."""

from dragoman.errors import UnknownRecord
from dragoman.model.answer import Answer, Line, Section, say_status
from dragoman.model.document import Document
from dragoman.model.record import Evidence, Record, to_json
from dragoman.queries.desk import Desk
from dragoman.queries.offices import learned_section
from dragoman.queries.wording.dates import format_date

__all__ = [
    "CONTEXT",
    "show_record",
]

# Characters of context on either side of the words.
CONTEXT = 120
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


def _mark(text: str, item: Evidence) -> str:
    """The words between » and « with what stands around them, on one line."""
    before = text[max(0, item.start - CONTEXT) : item.start]
    after = text[item.end : item.end + CONTEXT]
    left = "…" if item.start > CONTEXT else ""
    right = "…" if item.end + CONTEXT < len(text) else ""
    return " ".join(f"{left}{before}»{item.quote}«{after}{right}".split())


def _evidence(record: Record, document: Document | None) -> Section:
    lines = []
    for item in record.evidence:
        words = _mark(document.text, item) if document else f"»{item.quote}«"
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


def show_record(record_id: str, desk: Desk) -> Answer:
    """One record, by its id or an unambiguous beginning of it, and beside it what other documents tell of who its
    persons are. Raises UnknownRecord."""
    record = desk.store.get_record(record_id)
    if record is None:
        raise UnknownRecord(
            f"no record “{record_id}”: `dragoman timeline --format jsonl` and `dragoman export` give the ids"
        )
    document = desk.store.get_document(record.document, record.version)
    sections = [_fields(record), _evidence(record, document), _reasons(record, desk), _document(record, document)]
    learned = learned_section(record, desk)
    if learned is not None:
        sections.insert(1, learned)
    line = desk.make_line([record])
    return desk.finish("show", f"Record {record.id}", [Section("Record", (line,)), *sections])
