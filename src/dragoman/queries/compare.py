"""The accounts of one event, agreement or quarrel side by side: what each says, what only one says, who is silent."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.memory.accounts import Difference, Point, find_differences, gather_points
from dragoman.model.answer import Answer, Line, Section, say_status
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Figure, Pledge, Position, Record, Tie, role_actors
from dragoman.model.when import day_bounds
from dragoman.queries.desk import Desk
from dragoman.queries.matters import Found, find_day, find_matter, find_parties, say_source_of, trait
from dragoman.queries.wording.dates import format_date
from dragoman.queries.wording.names import join_names, ordinal, quote_words, say_actors
from dragoman.queries.wording.sentences import capitalise

__all__ = ["compare_accounts"]

# How many accounts, and lines of a section, one answer shows; --limit sets the lines.
_ACCOUNTS, _LINES = 12, 12
# A table of columns side by side is legible up to so many.
_COLUMNS = 3
# A ministry puts out its readout on the day or within a few; a fortnight is long, after it silence is meant.
_SILENCE = datetime.timedelta(days=14)
# Characters within which what is said beside a promise bears on it.
_CLOSE = 600
# A promise is near another that shares so many of its telling words.
_SHARED = 2
# Near ones: what else took place between the parties within so many days.
_NEAR = datetime.timedelta(days=30)
# A gathering of more parties than this is no pair whose publishers one could expect to speak.
_MANY = 8
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class _Account:
    """What one document says: of the matter itself, and in connection with it."""

    letter: str
    label: str
    state: str | None
    document: Document | None
    records: tuple[Record, ...]
    beside: tuple[Record, ...]


def compare_accounts(asked: str, narrow: Filter, desk: Desk) -> Answer:
    """The accounts of a matter, asked for by its id or that of a record; `narrow.limit` is the lines of a section.

    Raises UnknownRecord.
    """
    found = find_matter(asked, desk)
    limit = narrow.limit or _LINES
    accounts = _find_accounts(found, desk)
    shown = accounts[:_ACCOUNTS]
    told = [(number, record) for number, one in enumerate(shown) for record in (*one.records, *one.beside)]
    matters = desk.store.get_matters([record.id for _, record in told])
    # What the accounts are of is one point, joined or not.
    matters |= {record.id: found.id or found.first.id for one in shown for record in one.records}
    points = gather_points(told, matters, lambda record: trait(record, desk))
    sections = [_side_by_side(shown, desk), _differing(points, shown, desk, limit)]
    sections += _points(points, shown, desk, limit)
    notes = []
    if isinstance(found.first, Event | Pledge):
        sections.append(_silent(found, accounts, desk))
    if len(accounts) == 1:
        notes.append("One account only: no other document on record tells of it.")
    if len(accounts) == 1 or not isinstance(found.first, Event):
        near = _near(found, desk, limit)
        if len(accounts) == 1 or near.lines:
            sections.append(near)
    if len(accounts) > len(shown):
        notes.append(f"The first {len(shown)} of {len(accounts)} accounts, by publication.")
    title = f"Accounts of: {desk.say_clause(_typical(found)).removesuffix('.')} ({found.id or 'not joined'})"
    return desk.finish("compare", title, [s for s in sections if s.lines or s.note or s.sections], notes)


def _typical(found: Found) -> Record:
    """The record that says most of the matter: dated, and with persons and place."""

    def filled(record: Record) -> int:
        persons = sum(actor.person is not None for actor in role_actors(record))
        return 4 * (record.when.edtf is not None) + persons + 2 * (getattr(record, "place", None) is not None)

    return max(found.records, key=filled)


# ------------------------------------------------------------------ accounts


def _find_accounts(found: Found, desk: Desk) -> list[_Account]:
    by_document: dict[str, list[Record]] = {}
    for record in found.records:
        by_document.setdefault(record.document, []).append(record)
    labels = _labels([desk.get_document(records[0]) for records in by_document.values()], list(by_document))
    accounts = []
    for number, (records, label) in enumerate(zip(by_document.values(), labels, strict=True)):
        document = desk.get_document(records[0])
        letter = _LETTERS[number] if number < len(_LETTERS) else str(number + 1)
        state = document.publisher_state if document else None
        beside = _find_beside(records, found, desk) if number < _ACCOUNTS else ()
        accounts.append(_Account(letter, label, state, document, tuple(records), beside))
    return accounts


def _labels(documents: Sequence[Document | None], names: Sequence[str]) -> list[str]:
    """What each account is called by: its publisher, with date and if need be title where one has several."""
    labels = [say_source_of(document, name) for document, name in zip(documents, names, strict=True)]
    dated = [
        f"{label}, {format_date(document.published)}" if document and document.published else label
        for label, document in zip(labels, documents, strict=True)
    ]
    full = [label if labels.count(label) == 1 else long for label, long in zip(labels, dated, strict=True)]
    return [label if full.count(label) == 1 else f"{label}, {name}" for label, name in zip(full, names, strict=True)]


def _find_beside(own: Sequence[Record], found: Found, desk: Desk) -> tuple[Record, ...]:
    """What the same document says between the same parties in connection with it, in its order."""
    parties = set(find_parties(found.records))
    ids = {record.id for record in found.records}
    spans = {(record.span.start, record.span.end) for record in own}
    if not parties or not isinstance(found.first, Event | Pledge):
        return ()
    kept: list[Record] = []
    for record in sorted(desk.store.find_records(Filter(document=own[0].document)), key=lambda r: r.span.start):
        if record.id in ids or record.kind == "quote" or record.is_background:
            continue
        if isinstance(found.first, Pledge) and not _is_close(record, own):
            continue
        if _is_between(record, parties) and not _is_other_time(record, found):
            kept.append(record)
    promised = {(r.span.start, r.span.end) for r in kept if isinstance(r, Pledge)} | {
        (r.span.start, r.span.end) for r in own if isinstance(r, Pledge)
    }
    # A joint promise is told once, as a promise, and what the event's own clause says stands with the event.
    return tuple(
        record
        for record in kept
        if not (isinstance(record, Event) and record.type == "AGREE" and _overlaps(record, promised))
        and not (isinstance(record, Event) and record.type == "CONSULT" and _overlaps(record, spans))
    )


def _is_close(record: Record, own: Sequence[Record]) -> bool:
    """Whether a record stands in the paragraph of a promise or the next: a fact sheet makes dozens of others."""
    return any(abs(record.span.start - item.span.start) <= _CLOSE for item in own)


def _overlaps(record: Record, spans: set[tuple[int, int]]) -> bool:
    return any(start < record.span.end and record.span.start < end for start, end in spans)


def _is_between(record: Record, parties: set[str]) -> bool:
    """Whether a record is about the parties of the matter: of both, or of one towards nobody else."""
    actors = {actor.key for actor in role_actors(record)}
    if isinstance(record, Event):
        targets = {actor.key for actor in record.targets}
        return bool(actors) and actors <= parties and (len(actors) > 1 or bool(targets & parties))
    if isinstance(record, Pledge):
        return bool(actors) and actors <= parties and {a.key for a in record.beneficiaries} <= parties
    if isinstance(record, Position):
        return bool(actors) and actors <= parties
    if isinstance(record, Figure):
        return bool(actors) and actors <= parties and (len(actors) > 1 or len(parties) == 1)
    if isinstance(record, Tie):
        return record.relation in ("designation", "anniversary", "mechanism") and actors <= parties and len(actors) > 1
    return False


def _is_other_time(record: Record, found: Found) -> bool:
    """Whether an act of its own date lies apart from the matter: another meeting that the same text recalls."""
    if not isinstance(record, Event) or not record.when.edtf or record.status not in ("occurred", "ongoing"):
        return False
    mine = day_bounds(record.when.edtf)
    theirs = [b for other in found.records if other.when.edtf and (b := day_bounds(other.when.edtf))]
    if mine is None or not theirs:
        return False
    low, high = min(b[0] for b in theirs), max(b[1] for b in theirs)
    return (mine[0] - high).days > 1 or (low - mine[1]).days > 1


# ------------------------------------------------------------------ what they say


def _fields(record: Record, desk: Desk) -> dict[str, str]:
    """What a record says of its event, by field; what it leaves out is left out."""
    actors = role_actors(record)
    fields = {
        "Who": say_actors(actors, desk.name_state),
        "When": format_date(record.when.edtf) if record.when.edtf else "",
        "Status": say_status(record.kind, record.status),
    }
    if isinstance(record, Event):
        fields["Where"] = record.place.name if record.place else ""
        fields["Form"] = record.form or record.type.lower()
        forum = record.mechanism or ""
        fields["Forum"] = f"{ordinal(record.round)} round of {forum}" if record.round and forum else forum
        fields["Instrument"] = record.instrument or ""
        fields["About"] = join_names([t for t in (record.project, *record.topics) if t])
        fields["With"] = say_actors(record.participants, desk.name_state)
    if isinstance(record, Pledge):
        fields["To whom"] = say_actors(record.beneficiaries, desk.name_state)
        fields["Undertaking"] = quote_words(record.content)
        fields["How firmly"] = record.strength
        fields["Deadline"] = format_date(record.deadline) if record.deadline and record.deadline[0].isdigit() else ""
        fields["Condition"] = record.condition or ""
    fields["Whose word"] = desk.say_voice(record)
    return {name: value for name, value in fields.items() if value}


def _account_fields(account: _Account, desk: Desk) -> dict[str, str]:
    """The fields of all records of an account; the first that gives a field gives it."""
    fields: dict[str, str] = {}
    for record in account.records:
        for name, value in _fields(record, desk).items():
            fields.setdefault(name, value)
    document = account.document
    published = format_date(document.published) if document and document.published else "no date"
    fields["Published"] = f"{published}{f', {document.genre}' if document and document.genre != 'other' else ''}"
    return fields


def _side_by_side(accounts: Sequence[_Account], desk: Desk) -> Section:
    """One column an account where few tell of it, else one line an account."""
    if len(accounts) > _COLUMNS:
        lines = []
        for account in accounts:
            line = desk.make_line(account.records[:1])
            lines.append(replace(line, text=f"{account.letter}, {account.label}: {line.text}"))
        return Section("The accounts", tuple(lines))
    told = [_account_fields(account, desk) for account in accounts]
    names = list(dict.fromkeys(name for fields in told for name in fields))
    numbers = [desk.cite(account.records[0]) for account in accounts]
    lines = []
    for name in names:
        values = tuple(fields.get(name, "—") for fields in told)
        cited = tuple(number for number, value in zip(numbers, values, strict=True) if value != "—")
        by = "; ".join(f"{one.label}: {value}" for one, value in zip(accounts, values, strict=True))
        lines.append(Line(f"{name}: {by}", citations=cited, cells=(name, *values)))
    headings = ("", *(f"{account.letter}: {account.label}" for account in accounts))
    return Section("The accounts", tuple(lines), headings, note="— : this account does not say")


def _differing(points: Sequence[Point], accounts: Sequence[_Account], desk: Desk, limit: int) -> Section:
    lines = []
    for point in points:
        if len(point.accounts) > 1:
            lines += [_difference_line(point, item, accounts, desk) for item in find_differences(point)]
    if len(accounts) < 2:
        return Section("Where they differ")
    note = (
        None
        if lines
        else "no status, date, place, number or level that several of them give differs (a day within a span agrees)"
    )
    if len(lines) > limit:
        note = f"{len(lines) - limit} more; raise --limit to see them"
    return Section("Where they differ", tuple(lines[:limit]), note=note)


def _difference_line(point: Point, item: Difference, accounts: Sequence[_Account], desk: Desk) -> Line:
    by_value: dict[str, list[str]] = {}
    records = []
    for account, value, record in item.values:
        shown = "not given" if value is None else _say_value(item.field, value, record, desk)
        by_value.setdefault(shown, []).append(f"{accounts[account].letter} ({accounts[account].label})")
        records.append(record)
    told = "; ".join(f"{join_names(names)}: {value}" for value, names in by_value.items())
    text = f"{capitalise(item.field)} of {_name_point(point, desk)}: {told}."
    return replace(desk.make_line(records, text), status=None, voice=None, when=None)


def _say_value(field: str, value: str, record: Record, desk: Desk) -> str:
    if field == "status":
        return say_status(record.kind, value)
    if field in ("when", "deadline", "period") and value[:1].isdigit():
        return format_date(value)
    if field == "whose word" and len(value) == 3 and value.isupper():
        return desk.name_state(value)
    return value


def _name_point(point: Point, desk: Desk) -> str:
    """What a point is about, in a few words."""
    record = point.records[0]
    if isinstance(record, Pledge):
        words = record.content if len(record.content) <= 70 else f"{record.content[:70].rsplit(' ', 1)[0]}…"
        return quote_words(words)
    if isinstance(record, Figure):
        who = say_actors(record.subjects, desk.name_state)
        return f"{record.metric.replace('-', ' ')}{f' ({who})' if who else ''}"
    if isinstance(record, Position):
        return f"the stance of {say_actors(record.holders, desk.name_state)} on {record.issue}"
    if isinstance(record, Tie):
        return f"the designation “{record.label or record.object}”"
    assert isinstance(record, Event)
    about = join_names([t for t in (record.instrument, record.project, *record.topics) if t][:2])
    return f"the {record.form or record.type.lower()}{f' on {about}' if about else ''}"


def _points(points: Sequence[Point], accounts: Sequence[_Account], desk: Desk, limit: int) -> list[Section]:
    """What several accounts say, then for each what it alone says; and what others of these leave out."""
    sections = []
    several = [point for point in points if len(point.accounts) > 1]
    beside = [p for p in several if not {r.id for r in p.records} & {r.id for a in accounts for r in a.records}]
    if len(accounts) > 1:
        lines = []
        for point in beside[:limit]:
            # Where both sign to one thing, each in its own words, both wordings stand.
            for record in list({desk.say(record): record for record in point.records}.values())[:_COLUMNS]:
                letter = accounts[next(number for number, told in point.told if told is record)].letter
                line = desk.make_line([record])
                lines.append(replace(line, text=f"{letter}: {line.text}"))
        note = None if lines else "nothing beyond the matter itself is told by more than one of them"
        sections.append(Section("What several of them say in connection with it", tuple(lines), note=note))
    for number, account in enumerate(accounts):
        alone = [point for point in points if point.accounts == (number,)]
        alone = [point for point in alone if not {r.id for r in point.records} & {r.id for r in account.records}]
        lines = [desk.make_line([point.records[0]]) for point in alone[:limit]]
        note = f"{len(alone) - limit} more; raise --limit to see them" if len(alone) > limit else None
        if not lines:
            note = "nothing else between the parties in connection with it"
        word = "also says" if len(accounts) == 1 else "alone says"
        if lines or len(accounts) <= _COLUMNS:
            sections.append(Section(f"{account.letter} ({account.label}) {word}", tuple(lines), note=note))
    return sections


# ------------------------------------------------------------------ silence and nearness


def _silent(found: Found, accounts: Sequence[_Account], desk: Desk) -> Section:
    """Which parties' own publishers tell of it, and which do not though their documents of those days are held."""
    states = [key for key in find_parties(found.records) if len(key) == 3 and key.isupper()]
    title = "Who is silent"
    if len(states) > _MANY:
        return Section(title, note=f"not asked of a gathering of {len(states)} parties")
    bounds = _find_days(found, desk)
    if bounds is None:
        return Section(title, note="neither it nor the documents that tell of it are dated: who kept silent is unknown")
    low, high = bounds[0] - _SILENCE, bounds[1] + _SILENCE
    speaking = {account.state for account in accounts}
    held = _count_published(desk, low, high)
    lines = []
    for state in sorted(states):
        if state in speaking:
            continue
        lines.append(Line(_say_silence(capitalise(desk.name_state(state)), held.get(state, 0), low, high)))
    note = None if lines else "every state that is party to it has a document of its own here that tells of it"
    return Section(title, tuple(lines), note=note if states else "no state is party to it")


def _say_silence(name: str, count: int, low: datetime.date, high: datetime.date) -> str:
    """A party that says nothing, told apart from one whose documents of those days are not held."""
    if not count:
        return f"{name}: no document of its publishers from {low} to {high} is held, so its silence is not its choice."
    texts, are = ("1 document", "is") if count == 1 else (f"{count} documents", "are")
    return f"{name}: {texts} of its publishers from {low} to {high} {are} held, and none is known to tell of it."


def _find_days(found: Found, desk: Desk) -> tuple[datetime.date, datetime.date] | None:
    """The days around which somebody would tell of it: when it was, or where that is no day, when it was said."""
    spans = [b for record in found.records if record.when.edtf and (b := day_bounds(record.when.edtf))]
    near = [span for span in spans if (span[1] - span[0]).days <= 62]
    if near:
        return min(span[0] for span in near), max(span[1] for span in near)
    days = [day for record in found.records if (day := find_day(desk.get_published(record)))]
    return (min(days), max(days)) if days else None


def _count_published(desk: Desk, low: datetime.date, high: datetime.date) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    # By the first day of their publication, which for a month or a year lies before the last.
    for known in desk.store.find_documents(days=(low - datetime.timedelta(days=366), high)):
        document = known.document
        day = find_day(document.published)
        if document.publisher_state and day is not None and low <= day <= high:
            counts[document.publisher_state] = counts.get(document.publisher_state, 0) + 1
    return counts


def _near(found: Found, desk: Desk, limit: int) -> Section:
    """What else of its kind is on record between the parties about that time, with the ids that ask for it."""
    first = found.first
    title = "Near ones: like it in kind, parties and time, but told of as another"
    parties = find_parties(found.records)[:2]
    bounds = _find_days(found, desk)
    if not parties or bounds is None:
        return Section(title, note="it has no party or no date to look near")
    own = {record.id for record in found.records}
    low, high = bounds[0] - _NEAR, bounds[1] + _NEAR
    words = trait(first, desk).words if isinstance(first, Pledge) else frozenset()
    asked = Filter(actors=parties, kinds=(first.kind,), types=(first.type,) if isinstance(first, Event) else ())
    others = []
    for record in desk.store.find_records(asked):
        if record.id in own or not _is_like(record, first):
            continue
        if isinstance(record, Pledge) and len(words & trait(record, desk).words) < _SHARED:
            continue
        spans = day_bounds(record.when.edtf) if record.when.edtf else None
        day = find_day(desk.get_published(record))
        span = spans or ((day, day) if day else None)
        if span is not None and span[0] <= high and low <= span[1] and (span[1] - span[0]).days <= 400:
            others.append((abs((span[0] - bounds[0]).days), record))
    groups = desk.group([record for _, record in sorted(others, key=lambda item: (item[0], item[1].id))])
    matters = desk.store.get_matters([group[0].id for group in groups])
    lines = []
    for group in groups[:limit]:
        line = desk.make_line(group)
        lines.append(replace(line, text=f"{line.text} ({matters.get(group[0].id, group[0].id)})"))
    note = f"looked for {first.kind}s between the same parties from {low} to {high}: none" if not lines else None
    return Section(title, tuple(lines), note=note)


def _is_like(record: Record, other: Record) -> bool:
    if isinstance(record, Figure) and isinstance(other, Figure):
        return record.metric == other.metric and record.unit == other.unit
    if isinstance(record, Position) and isinstance(other, Position):
        return record.issue == other.issue
    return not (isinstance(record, Tie) and isinstance(other, Tie)) or record.relation == other.relation
