"""What to have on the table at the next meeting of a forum or of two parties, each line with its citation.

Nothing is left out silently: an empty section says what was looked for.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dragoman.errors import BadFilter
from dragoman.memory.offices import OfficeFinder
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.filter import MOST_LAST, Filter
from dragoman.model.record import Event, Pledge, Record
from dragoman.queries.agenda_items import (
    list_anniversaries,
    list_changed_positions,
    list_figures,
    list_table,
    list_unanswered,
    make_told_line,
)
from dragoman.queries.brief import find_pair
from dragoman.queries.desk import Desk
from dragoman.queries.followup import AHEAD, find_confirmations
from dragoman.queries.ledger import Entry, make_entry_line
from dragoman.queries.lives import Lives, drop_told_twice
from dragoman.queries.matters import find_day, find_parties, order_by_saying
from dragoman.queries.mechanisms import list_mechanisms
from dragoman.queries.sections import FRICTIONS, cut_groups, order_newest
from dragoman.queries.subject import Names, Subject, find_subject
from dragoman.queries.wording.dates import format_date
from dragoman.queries.wording.names import join_names

__all__ = ["prepare_agenda"]

_LINES = 10
# What an agenda is made of: what was said of it word for word is a briefing's.
_KINDS = ("event", "pledge", "position", "figure", "tie")
# Two parties meet in many forms: where no forum is named, what was promised within a year is what is still in hand.
_YEAR = datetime.timedelta(days=365)
# Of a forum's rounds, who is named a quarter as often as whoever is named most is a member.
_MEMBER_SHARE = 0.25
# Among more parties than these nothing is between the two.
_FEW = 4
_CLOSED = ("completion", "cancelled")
_PLANNED = ("scheduled", "intended", "hoped")
# A contact that is spoken of without a day takes place or is forgotten within so long.
_FORGOTTEN = datetime.timedelta(days=183)
_MOVED = ("AGREE", "COOPERATE", "AID", "CONCEDE", "RETREAT")


@dataclass(frozen=True, slots=True)
class _Table:
    """Who meets, since when the agenda reaches back and why, to which day it counts, and what is on record."""

    title: str
    parties: tuple[str, ...]
    since: datetime.date | None
    basis: str
    newest: datetime.date | None
    records: tuple[Record, ...]
    rounds: tuple[Record, ...]


def prepare_agenda(
    asked: Sequence[str],
    narrow: Filter,
    desk: Desk,
    names: Names,
    find_office: OfficeFinder,
    fold: Callable[[str], str],
) -> Answer:
    """The agenda of a forum, or of two states or organisations; `narrow.limit` is the lines of a section.

    `narrow.since` says from when, instead of the last round or the last year. Raises UnknownName and BadFilter.
    """
    limit = narrow.limit or _LINES
    subjects = [find_subject(name, names, desk.store) for name in asked]
    base = replace(narrow, since=None, limit=None)
    lives = Lives(desk, base)
    if len(subjects) == 1 and subjects[0].kind in ("mechanism", "organisation"):
        table = _set_forum(subjects[0], base, narrow.since, desk, lives)
    elif len(subjects) == 2 and all(subject.is_actor for subject in subjects) and subjects[0] != subjects[1]:
        table = _set_pair(subjects, base, narrow.since, desk, names, lives)
    else:
        raise BadFilter("an agenda is of one forum, or of two different states or organisations")
    if not table.records:
        return desk.finish("agenda", table.title, [], [f"Nothing on record about {table.title}."])
    promised, older = _promises(table, desk, lives, limit)
    sections = [
        Section("What this agenda counts from", (Line(_say_basis(table, desk, lives)),)),
        _last(table, desk, limit, fold),
        promised,
        older,
        _moved(table, desk, limit),
        list_unanswered(_since(table, desk), table.parties, desk, limit),
        list_changed_positions(table.records, table.parties, desk, limit),
        list_figures(table.records, _since(table, desk), desk, limit),
        _frictions(table, desk, limit),
        list_anniversaries(table.records, table.newest, desk, limit),
        _ahead(table, desk, limit),
        list_table(table.parties, table.rounds, (table.newest, lives.newest), base, desk, find_office),
    ]
    notes = ["Silence here is the silence of the documents held; it is no evidence that nothing happened."]
    return desk.finish("agenda", table.title, sections, notes)


# ------------------------------------------------------------------ who meets, and since when


def _set_pair(
    subjects: Sequence[Subject], base: Filter, since: str | None, desk: Desk, names: Names, lives: Lives
) -> _Table:
    left, right = subjects
    # What was promised long ago may be owed still: unlike a briefing it reads as far back as it can.
    records = find_pair(left, right, replace(base, kinds=_KINDS, last=base.last or MOST_LAST), desk, names)
    between = [r for r in records if isinstance(r, Event | Pledge) and _is_between(r, (left.key, right.key))]
    newest = _newest(between, desk) or _newest(records, desk) or lives.newest
    start = _start(since) or (newest - _YEAR if newest else None)
    basis = "as asked" if since else "a year before the newest document on dealings of the two"
    title = f"Agenda: {left.name} and {right.name}"
    return _Table(title, (left.key, right.key), start, basis, newest, tuple(records), ())


def _set_forum(subject: Subject, base: Filter, since: str | None, desk: Desk, lives: Lives) -> _Table:
    asked = [replace(base, mechanism=subject.name, kinds=_KINDS)]
    if subject.is_actor:
        # A forum that the codebook keeps as an actor, as a grouping of states, meets in its own name.
        asked.append(replace(base, actors=(subject.key,), kinds=("event", "pledge")))
    own = list({record.id: record for narrow in asked for record in desk.store.find_records(narrow)}.values())
    held = [r for r in own if isinstance(r, Event) and r.type == "CONSULT" and r.status in ("occurred", "ongoing")]
    members = tuple(key for key in _find_members(held or own) if key != subject.key)
    is_pair = len(members) == 2 and all(set(find_parties([record])) <= set(members) for record in held or own)
    found = {record.id: record for record in own}
    if is_pair:
        # The forum of two: whatever is between them may come up in it.
        for record in desk.store.find_records(replace(base, actors=members)):
            if record.kind != "quote":
                found[record.id] = record
    for document in {record.document for record in held}:
        for record in desk.store.find_records(replace(base, document=document)):
            if record.kind != "quote" and set(find_parties([record])) & set(members):
                found[record.id] = record
    newest = _newest(found.values(), desk) or lives.newest
    dated = [day for record in held if not record.is_background and (day := find_day(record.when.edtf)) is not None]
    last = max((day for day in dated if newest is None or day <= newest), default=None)
    start = _start(since) or last
    basis = "as asked" if since else "the last round on record" if last else "no dated round is on record"
    return _Table(f"Agenda: {subject.name}", members, start, basis, newest, tuple(found.values()), tuple(own))


def _is_between(record: Record, parties: Sequence[str]) -> bool:
    """Whether a record is of the two, or of them among few, and of its own time: no word of a gathering of many."""
    named = find_parties([record])
    return set(parties) <= set(named) and len(named) <= _FEW and not record.is_background


def _start(since: str | None) -> datetime.date | None:
    return find_day(since) if since else None


def _newest(records: Iterable[Record], desk: Desk) -> datetime.date | None:
    days = (find_day(desk.get_published(record)) for record in records)
    return max((day for day in days if day is not None), default=None)


def _find_members(records: Sequence[Record]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for record in records:
        for key in find_parties([record]):
            counts[key] = counts.get(key, 0) + 1
    most = max(counts.values(), default=0)
    return tuple(
        key for key in sorted(counts, key=lambda key: (-counts[key], key)) if counts[key] >= most * _MEMBER_SHARE
    )


def _say_basis(table: _Table, desk: Desk, lives: Lives) -> str:
    names = join_names([desk.name_state(key) for key in table.parties]) or "nobody named"
    since = format_date(table.since.isoformat()) if table.since else "the beginning"
    newest = format_date(table.newest.isoformat()) if table.newest else "no date"
    documents = len({record.document for record in table.records})
    counted = f"Ages are counted to {format_date(lives.newest.isoformat())}, the newest held." if lives.newest else ""
    return (
        f"Across the table: {names}. From {since} ({table.basis}) to {newest}, the newest on their dealings; "
        f"{len(table.records)} records of {documents} documents. {counted}"
    )


# ------------------------------------------------------------------ sections


def _is_since(record: Record, table: _Table, desk: Desk) -> bool:
    """Whether a record was said, and if it is dated, happened, at or after the agenda's first day."""
    if table.since is None:
        return True
    said = find_day(desk.get_published(record))
    when = find_day(record.when.edtf)
    if isinstance(record, Event) and when is not None and record.status not in AHEAD:
        return when >= table.since
    return said is not None and said >= table.since


def _since(table: _Table, desk: Desk) -> list[Record]:
    return [record for record in table.records if not record.is_background and _is_since(record, table, desk)]


def _last(table: _Table, desk: Desk, limit: int, fold: Callable[[str], str]) -> Section:
    if table.rounds:
        lines = list_mechanisms(desk, table.rounds, fold)[:1]
        return Section("Rounds on record", tuple(lines), note=None if lines else "no round is on record")
    contacts = [
        r
        for r in table.records
        if isinstance(r, Event) and r.type == "CONSULT" and r.status in ("occurred", "ongoing") and not r.is_background
        and set(find_parties([r])) >= set(table.parties)
    ]  # fmt: skip
    # Accounts that date one meeting differently are one contact: `compare` says how they differ.
    ordered = order_newest(desk, contacts)
    matters = desk.store.get_matters([record.id for record in ordered])
    by_matter: dict[str, list[Record]] = {}
    for record in ordered:
        by_matter.setdefault(matters.get(record.id, record.id), []).append(record)
    groups = list(by_matter.values())
    section = cut_groups("Last contacts", groups, min(limit, 5), desk.make_line)
    return replace(section, note=None if groups else "looked for meetings, visits and calls of the two: none")


def _promises(table: _Table, desk: Desk, lives: Lives, limit: int) -> tuple[Section, Section]:
    """What was promised since the first day and what is older and open, each with its age and what moved."""
    pledges = [record for record in table.records if isinstance(record, Pledge) and record.status != "denied"]
    matters = desk.store.get_matters([record.id for record in pledges])
    groups: dict[str, list[Pledge]] = {}
    for record in pledges:
        groups.setdefault(matters.get(record.id, record.id), []).append(record)
    recent: list[Entry] = []
    older: list[Entry] = []
    for id, group in groups.items():
        entry = Entry(tuple(r for r in order_by_saying(group, desk) if isinstance(r, Pledge)), id)
        is_recent = any(_is_since(record, table, desk) for record in group)
        (recent if is_recent else older).append(entry)
    words = "looked for what either undertook towards or with the other: none"
    since = format_date(table.since.isoformat()) if table.since else "the beginning"
    return (
        _entries(f"Promised since {since}, and how old it is", recent, desk, lives, limit, words),
        _entries("Older promises without completion on record", older, desk, lives, limit, words),
    )


def _entries(title: str, entries: Sequence[Entry], desk: Desk, lives: Lives, limit: int, looked: str) -> Section:
    def key(entry: Entry) -> tuple[object, ...]:
        # What has a deadline or was said by both comes first, then what was said last; hopes and gatherings come last.
        latest = entry.latest
        day = max((d for r in entry.records if (d := find_day(desk.get_published(r)))), default=None)
        is_firm = any(record.strength == "agreed" for record in entry.records)
        is_remote = latest.status == "hoped" or len(find_parties(entry.records)) > _FEW
        has_deadline = any(record.deadline for record in entry.records)
        return is_remote, not has_deadline, not is_firm, -(day.toordinal() if day else 0), latest.id

    lines: list[Line] = []
    ordered = sorted(entries, key=key)
    lives.prepare([entry.records for entry in ordered[:limit]])
    for entry in ordered:
        if len(lines) >= limit:
            break
        life = lives.tell(entry.records, is_searched=False)
        if life.stage.name not in _CLOSED:
            lines.append(make_entry_line(entry, life, lives))
    left = len(entries) - len(lines)
    note = looked if not lines else f"{left} more; raise --limit to see them" if left else None
    return Section(title, tuple(lines), note=note)


def _moved(table: _Table, desk: Desk, limit: int) -> Section:
    """What was agreed, signed, given or done since: the part of the agenda to take stock of."""
    found = [
        record
        for record in drop_told_twice(_since(table, desk))
        if isinstance(record, Event)
        and record.type in _MOVED
        and record.status in ("occurred", "ongoing", "denied")
        and len(set(find_parties([record])) & set(table.parties)) > 1
    ]
    groups = desk.group(order_newest(desk, found))
    section = cut_groups("What has moved: agreed, signed, given or done", groups, limit, partial(make_told_line, desk))
    looked = "looked for agreements, cooperation, aid and concessions between them since: none"
    return section if groups else replace(section, note=looked)


def _frictions(table: _Table, desk: Desk, limit: int) -> Section:
    found = [
        record
        for record in _since(table, desk)
        if isinstance(record, Event)
        and record.type in FRICTIONS
        and record.status not in AHEAD
        and {actor.key for actor in record.initiators} & set(table.parties)
        and {actor.key for actor in record.targets} & set(table.parties)
    ]
    groups = desk.group(order_newest(desk, found))
    section = cut_groups("Frictions between them", groups, limit, partial(make_told_line, desk))
    looked = "looked for accusations, rejections, threats, protests, sanctions and force between them since: none"
    return section if groups else replace(section, note=looked)


def _ahead(table: _Table, desk: Desk, limit: int) -> Section:
    """Contacts announced for after the newest document, or without a day and not known to have taken place."""
    found = []
    for record in table.records:
        if not isinstance(record, Event) or record.type != "CONSULT" or record.status not in _PLANNED:
            continue
        if record.is_background or len(set(find_parties([record])) & set(table.parties)) < 2:
            continue
        day = find_day(record.when.edtf)
        said = find_day(desk.get_published(record))
        if table.newest is None:
            is_open = True
        elif day is not None:
            is_open = day >= table.newest
        else:
            is_open = said is not None and said >= table.newest - _FORGOTTEN
        if is_open and not find_confirmations(desk, record, table.records):
            found.append(record)
    groups = desk.group(order_newest(desk, found))
    section = cut_groups("Contacts planned or hoped for, not known to have taken place", groups, limit, desk.make_line)
    return section if groups else replace(section, note="looked for meetings, visits and rounds announced: none")
