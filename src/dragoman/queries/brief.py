"""The briefing: where a relation, a state, an issue, a project, a mechanism or a person stands, each line cited."""

import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from dragoman.errors import BadFilter
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.filter import MOST_LAST, Filter
from dragoman.model.record import KINDS, Position, Quote, Record, Tie
from dragoman.model.view import View
from dragoman.queries.actors import list_others
from dragoman.queries.desk import Desk
from dragoman.queries.listing import describe_filter
from dragoman.queries.matters import find_parties
from dragoman.queries.sections import build_sections
from dragoman.queries.subject import Names, Subject, find_subject, find_thing, list_names_of
from dragoman.queries.wording.dates import format_date, sort_key
from dragoman.queries.wording.names import join_names

__all__ = ["DEFAULT_LINES", "Gathered", "build_brief", "find_pair", "fold_mechanism", "gather_records", "write_brief"]

# A briefing is read on one or two screens; the rest is a verb away.
DEFAULT_LINES = 12
# A state's briefing goes through its counterparts; beyond these the reader asks for the pair.
_COUNTERPARTS = 8
# Records of each kind, those said last, that a briefing is written from: many times what it shows. Four sections and
# a timeline are made of events. Who asks for more lines a section has more read.
_DEPTH, _EVENTS, _PER_LINE = 60, 200, 5
# One state's sayings with the other's name in them, and the office ties of each, those said last.
_NAMED, _OFFICES = 50, 50
# Records of each kind looked at to say who is most on record.
_SAMPLE = 500


def fold_mechanism(names: Names, name: str) -> str:
    """The name that spellings of a forum share."""
    entry = names.find_entry("mechanism", name)
    if entry:
        return entry
    return " ".join(re.findall(r"\w+", name.casefold().replace("’s", "").replace("'s", "").removeprefix("the ")))


def _merge(base: Filter, narrow: Filter) -> Filter:
    """The user's filter with the subject's own field set."""
    fields = {name: value for name in ("person", "issue", "project", "mechanism") if (value := getattr(base, name))}
    actors = tuple(dict.fromkeys(base.actors + narrow.actors))
    return dataclasses.replace(narrow, actors=actors, limit=None, last=_find_depth(None, narrow), **fields)


def _find_depth(kind: str | None, narrow: Filter) -> int:
    """How many records of a kind are read at most; of any but events with null."""
    wanted = max(_EVENTS if kind == "event" else _DEPTH, _PER_LINE * (narrow.limit or DEFAULT_LINES))
    return narrow.last or min(wanted, MOST_LAST)


def _find_all(base: Filter, narrow: Filter, desk: Desk) -> list[Record]:
    """The records of all kinds that are asked for, of each those said last."""
    asked, wanted = _merge(base, narrow), narrow.kinds or KINDS
    found: list[Record] = []
    for kinds in (("event",), tuple(kind for kind in KINDS if kind != "event")):
        if some := tuple(kind for kind in kinds if kind in wanted):
            depth = _find_depth(some[0], narrow)
            found.extend(desk.find_joined(dataclasses.replace(asked, kinds=some, last=depth)))
    desk.know(found)
    return found


def _order(records: Sequence[Record]) -> list[Record]:
    return list({record.id: record for record in records}.values())


def find_pair(left: Subject, right: Subject, narrow: Filter, desk: Desk, names: Names) -> list[Record]:
    """Records that involve both, and what either says or does that concerns the other though it names one only.

    That is: sayings with the other's name in them, pledges and figures on a project that both are party to, and
    positions on an issue that concerns the other.
    """
    records = _find_all(Filter(actors=(left.key, right.key)), narrow, desk)
    for actor, other in ((left, right), (right, left)):
        records.extend(_find_one_sided(actor, other, narrow, desk, names))
    desk.know(records)
    return _order(records)


def _find_one_sided(actor: Subject, other: Subject, narrow: Filter, desk: Desk, names: Names) -> Iterator[Record]:
    """What one side says or does that bears on the other, by its words or by the states of its project or issue."""
    own = _merge(Filter(actors=(actor.key,)), narrow)
    projects = list_names_of(names.projects, (actor.key, other.key))
    issues = list_names_of(names.issues, (other.key,))
    called = tuple(name for name in other.names if len(name) > 2)
    last = min(_NAMED, own.last or _NAMED)
    for asked in (
        dataclasses.replace(own, kinds=("quote",), mentions=called, last=last) if called else None,
        dataclasses.replace(own, kinds=("pledge", "figure"), projects=projects) if projects else None,
        dataclasses.replace(own, kinds=("position",), issues=issues) if issues else None,
    ):
        kinds = tuple(kind for kind in asked.kinds if not narrow.kinds or kind in narrow.kinds) if asked else ()
        if asked and kinds:
            found = desk.find_joined(dataclasses.replace(asked, kinds=kinds))
            yield from (record for record in found if _is_of_one(record, actor, called))


def _is_of_one(record: Record, actor: Subject, called: Sequence[str]) -> bool:
    """Whether a record is this side's own, and of what it says, whether it has a name of the other as a word."""
    if isinstance(record, Position):
        return any(holder.key == actor.key for holder in record.holders)
    if isinstance(record, Quote):
        is_named = re.compile(rf"\b(?:{'|'.join(map(re.escape, called))})\b").search
        return is_named(record.content) is not None
    return True


def _find_issue(subject: Subject, narrow: Filter, names: Names) -> str | None:
    """The issue that bears a state's name too: what is said on Taiwan as an issue belongs to a briefing on it."""
    entry = find_thing("issue", subject.name, names) if subject.is_actor and narrow.issue is None else None
    return entry.name if entry else None


def _find_offices(subjects: Sequence[Subject], desk: Desk) -> list[Record]:
    """The office ties of the states that the briefing is about, whichever document they come from."""
    found: list[Record] = []
    for subject in subjects:
        asked = dataclasses.replace(subject.narrow(), kinds=("tie",), relations=("office",), last=_OFFICES)
        found.extend(desk.find_records(asked))
    return _order(found)


def _build_counterparts(
    subject: Subject, records: Sequence[Record], desk: Desk, names: Names, limit: int
) -> list[Section]:
    """One section a counterpart, each with the sections of a pair; then what names no counterpart."""
    fold = partial(fold_mechanism, names)
    others = list_others(records, [subject.key])
    sections = []
    for actor, found in list(others.values())[:_COUNTERPARTS]:
        name = desk.name_state(actor.state) if actor.state else actor.name
        inner = build_sections(desk, found, [], (subject.key, actor.key), max(3, limit // 2), fold)
        kept = tuple(section for section in inner if not section.is_empty)
        sections.append(Section(f"With {name}", sections=kept))
    left = list(others.values())[_COUNTERPARTS:]
    paired = {record.id for _, found in others.values() for record in found}
    alone = [record for record in records if record.id not in paired]
    general: list[Record] = []
    rest: list[Record] = []
    for record in alone:
        is_office = isinstance(record, Tie) and record.relation == "office"
        (general if is_office else rest).append(record)
    inner = build_sections(desk, rest, general, (subject.key,), limit, fold)
    kept = tuple(section for section in inner if not section.is_empty)
    if kept:
        sections.append(Section(f"{subject.name}, with no counterpart named", sections=kept))
    if left:
        shown = join_names([desk.name_state(actor.state) if actor.state else actor.name for actor, _ in left[:12]])
        sections.append(Section("Others", note=f"also on record with {shown}; ask for the pair"))
    return sections


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _say_basis(desk: Desk, records: Sequence[Record], keys: Collection[str], narrow: Filter) -> str:
    """How many records and documents a briefing rests on, and of what kinds perhaps only those said last were read."""
    documents = {(record.document, record.version): record for record in records}
    dates = sorted((date for r in documents.values() if (date := desk.get_published(r))), key=sort_key)
    undated = len(documents) - len(dates)
    parts = [f"{_count(len(records), 'record')} from {_count(len(documents), 'document')}"]
    if dates:
        first, last = format_date(dates[0]), format_date(dates[-1])
        parts.append(f"published {first}" if first == last else f"published from {first} to {last}")
    if undated:
        parts.append(f"{undated} without a publication date")
    # What one side alone says was read beside, and does not tell whether what both are in was cut.
    counts = Counter(record.kind for record in records if not keys or set(keys) <= set(find_parties([record])))
    cut = [f"{kind}s" for kind in KINDS if counts[kind] >= _find_depth(kind, narrow)]
    more = (
        f" There may be more {join_names(cut)}: those said last were read; --limit reads further back." if cut else ""
    )
    return f"{', '.join(parts)}.{more}"


def _explain_empty(subjects: Sequence[Subject], narrow: Filter, desk: Desk) -> list[str]:
    """That nothing was found, and what there is on each subject alone."""
    title = " and ".join(subject.name for subject in subjects)
    condition = describe_filter(narrow, desk.name_state)
    notes = [f"Nothing on record about {title}{f' ({condition})' if condition else ''}."]
    for subject in subjects:
        records = list(desk.store.find_records(dataclasses.replace(subject.narrow(), limit=500)))
        if records and (len(subjects) > 1 or condition):
            names = [
                desk.name_state(actor.state) if actor.state else actor.name
                for actor, _ in list_others(records, [subject.key]).values()
            ][:6]
            company = f", with {join_names(names)}" if names else ""
            notes.append(f"On record about {subject.name}: {_count(len(records), 'record')}{company}.")
    notes.append(f"{desk.say_held()}{_say_most(desk)}.")
    return notes


def _say_most(desk: Desk) -> str:
    """Who is most on record, so that an empty answer leads somewhere."""
    others = list_others(list(desk.store.find_records(Filter(last=_SAMPLE))), [])
    names = [desk.name_state(actor.state) if actor.state else actor.name for actor, _ in others.values()][:6]
    return f", most of them on {join_names(names)}" if names else ""


def _note_missing(sections: Sequence[Section]) -> list[str]:
    empty = [section.title[:1].lower() + section.title[1:] for section in sections if section.is_empty]
    return [f"Nothing on record under: {'; '.join(empty)}."] if empty else []


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a briefing is written from: whom or what it is about, its records, and the issue with a state's name."""

    subjects: tuple[Subject, ...]
    records: tuple[Record, ...]
    issue: str | None = None


def gather_records(asked: Sequence[str], narrow: Filter, desk: Desk, names: Names) -> Gathered:
    """The records that bear on one name, or on two states or organisations. Raises UnknownName and BadFilter."""
    # What a name stands for does not hang on the view: a person of whom nothing was known yet has an empty briefing.
    subjects = tuple(find_subject(name, names, desk.store.at(View())) for name in asked)
    if len(subjects) > 2 or len({subject.key for subject in subjects}) != len(subjects):
        raise BadFilter("a briefing takes one name, or two different states or organisations")
    if len(subjects) == 2:
        if odd := next((subject for subject in subjects if not subject.is_actor), None):
            raise BadFilter(f"“{odd.name}” is a {odd.kind}: a pair takes two states or organisations")
        return Gathered(subjects, tuple(find_pair(*subjects, narrow, desk, names)))
    records = _find_all(subjects[0].narrow(), narrow, desk)
    issue = _find_issue(subjects[0], narrow, names)
    if issue:
        records.extend(_find_all(Filter(), dataclasses.replace(narrow, issue=issue), desk))
    return Gathered(subjects, tuple(_order(records)), issue)


def build_brief(asked: Sequence[str], narrow: Filter, desk: Desk, names: Names) -> Answer:
    """The briefing on one or two names; `narrow.limit` is the number of lines a section may have.

    Two names must both be states or organisations. Raises UnknownName and BadFilter.
    """
    return write_brief(gather_records(asked, narrow, desk, names), narrow, desk, names)


def write_brief(gathered: Gathered, narrow: Filter, desk: Desk, names: Names) -> Answer:
    """The briefing from what was gathered for it."""
    subjects, records = gathered.subjects, gathered.records
    limit = narrow.limit or DEFAULT_LINES
    title = f"Briefing: {' and '.join(subject.name for subject in subjects)}"
    if not records:
        return desk.finish("brief", title, [], _explain_empty(subjects, narrow, desk))
    if len(subjects) == 1 and subjects[0].kind == "state" and not gathered.issue:
        sections = _build_counterparts(subjects[0], records, desk, names, limit)
        missing: list[str] = []
    else:
        keys = [subject.key for subject in subjects if subject.is_actor]
        offices = _find_offices(subjects, desk) if keys else records
        sections = build_sections(desk, records, offices, keys, limit, partial(fold_mechanism, names))
        missing = _note_missing(sections)
        sections = [section for section in sections if not section.is_empty]
    pair = [subject.key for subject in subjects[1:] and subjects]
    basis = Section("What this rests on", (Line(text=_say_basis(desk, records, pair, narrow)),))
    return desk.finish("brief", title, [*sections, basis], missing)
