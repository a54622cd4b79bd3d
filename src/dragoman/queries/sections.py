"""The sections of a briefing, each from the records that the briefing is about."""

from collections.abc import Callable, Collection, Iterable, Sequence

from dragoman.model.answer import Line, Section
from dragoman.model.record import Event, Figure, Pledge, Position, Quote, Record, Tie
from dragoman.queries.actors import list_others
from dragoman.queries.desk import Desk
from dragoman.queries.followup import AHEAD, say_followup, say_movement
from dragoman.queries.grouping import group_ties
from dragoman.queries.mechanisms import list_mechanisms
from dragoman.queries.wording.dates import format_date, sort_key
from dragoman.queries.wording.names import join_names, with_article
from dragoman.queries.wording.sentences import capitalise, say_tie

__all__ = ["FRICTIONS", "build_sections", "cut_groups", "order_newest"]

FRICTIONS = ("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE")
_CLOSED = ("completion", "suspended", "cancelled")
# Holders of one office that a note names.
_HOLDERS = 5
_Fold = Callable[[str], str]


def order_newest(desk: Desk, records: Iterable[Record]) -> list[Record]:
    """By date, newest first; the undated after them, by when their documents were published."""

    def key(record: Record) -> tuple[object, ...]:
        published = sort_key(desk.get_published(record), newest_first=True)
        return (*sort_key(record.when.edtf, newest_first=True), *published, record.document, record.span.start)

    found = list(records)
    desk.know(found)
    return sorted(found, key=key)


def cut_groups(
    title: str, groups: Sequence[Sequence[Record]], limit: int, make: Callable[[Sequence[Record]], Line]
) -> Section:
    """The first `limit` groups as lines, with a note on how many were left out."""
    note = f"{len(groups) - limit} more; raise --limit to see them" if len(groups) > limit else None
    return Section(title, tuple(make(group) for group in groups[:limit]), note=note)


def _listing(desk: Desk, title: str, records: Iterable[Record], limit: int) -> Section:
    """Lines of records, newest first; what was done on the same day and would be told in the same words is one line
    with all its citations."""
    told: dict[tuple[str, ...], list[Record]] = {}
    day: str | None = None
    groups = desk.group(order_newest(desk, records))
    for place, group in enumerate(groups):
        first = group[0]
        if len(told) >= limit and (day is None or first.when.edtf != day):
            # Nothing that follows can belong to a line that is shown.
            return cut_groups(title, [*told.values(), *groups[place:]], limit, desk.make_line)
        day = first.when.edtf
        # Undated acts may be as many as there are reports.
        key = (desk.say(first), first.status) if day else (first.id,)
        told.setdefault(key, []).extend(group)
    return cut_groups(title, list(told.values()), limit, desk.make_line)


def _designations(desk: Desk, records: Sequence[Record], limit: int, fold: _Fold) -> Section:
    relations = ("designation", "anniversary", "membership", "part-of", "founded")
    ties = [record for record in records if isinstance(record, Tie) and record.relation in relations]
    ties.sort(key=lambda tie: relations.index(tie.relation))
    section = cut_groups("Designation and mechanisms", group_ties(ties), limit, lambda group: _attested(desk, group))
    mechanisms = list_mechanisms(desk, records, fold)
    return Section(section.title, section.lines + tuple(mechanisms[:limit]), note=section.note)


def _attested(desk: Desk, group: Sequence[Record]) -> Line:
    """A tie with the publication dates of the documents that state it: it is as old as its last witness."""
    if len(group) == 1 and group[0].when.edtf:
        return desk.make_line(group)
    dates = sorted({date for record in group if (date := desk.get_published(record))}, key=sort_key)
    count = len({record.document for record in group})
    stated = join_names([format_date(date) for date in dates]) if dates else "no known date"
    if len(group) == 1:
        return desk.make_line(group, f"{desk.say(group[0]).removesuffix('.')} (in a text of {stated}).")
    text = capitalise(say_tie(group[0], desk.name_state)) if isinstance(group[0], Tie) else desk.say(group[0])
    where = f"{count} documents" if count > 1 else "one document"
    return desk.make_line(group, f"{text} (in {where}: {stated}).")


def _ahead(desk: Desk, records: Sequence[Record], limit: int) -> Section:
    events = [record for record in records if isinstance(record, Event) and record.status in AHEAD]
    ordered = sorted(
        order_newest(desk, events), key=lambda record: isinstance(record, Event) and record.type != "CONSULT"
    )

    def make(group: Sequence[Record]) -> Line:
        first = group[0]
        assert isinstance(first, Event)
        words, candidates = say_followup(desk, first, records)
        line = desk.make_line([*group, *candidates], f"{desk.say(first)} {words}")
        return line

    return cut_groups("Still ahead: announced, promised, hoped or possible", desk.group(ordered), limit, make)


def _is_open(pledge: Pledge) -> bool:
    return pledge.status not in ("occurred", "denied") and pledge.lifecycle not in _CLOSED


def _pledges(desk: Desk, records: Sequence[Record], limit: int) -> list[Section]:
    pledges = [record for record in records if isinstance(record, Pledge)]

    def make(group: Sequence[Record]) -> Line:
        first = group[0]
        assert isinstance(first, Pledge)
        words, later = say_movement(desk, first)
        return desk.make_line([*group, *later], f"{desk.say(first)} {words}".rstrip())

    open_groups = desk.group(order_newest(desk, [item for item in pledges if _is_open(item)]))
    closed = [item for item in pledges if not _is_open(item)]
    sections = [cut_groups("Open pledges", open_groups, limit, make)]
    if closed:
        sections.append(_listing(desk, "Pledges kept, suspended, cancelled or ruled out", closed, limit))
    return sections


def _frictions(desk: Desk, records: Sequence[Record], keys: Collection[str], limit: int) -> Section:
    found: list[Record] = []
    for record in records:
        if isinstance(record, Event) and record.type in FRICTIONS and record.status not in AHEAD:
            found.append(record)
        elif isinstance(record, Position) and record.stance in ("opposes", "concerned"):
            if not keys or {actor.key for actor in record.toward} & set(keys):
                found.append(record)
    return _listing(desk, "Frictions", found, limit)


def _cooperation(desk: Desk, records: Sequence[Record], limit: int) -> Section:
    events = [
        record
        for record in records
        if isinstance(record, Event) and record.type not in (*FRICTIONS, "CONSULT") and record.status not in AHEAD
    ]
    return _listing(desk, "Agreements, support, cooperation, aid and requests", events, limit)


def _third_parties(desk: Desk, records: Sequence[Record], keys: Collection[str], limit: int) -> Section:
    """Who else is in the same records, and on what."""
    about = [record for record in records if not isinstance(record, Quote)]
    lines = []
    others = list_others(about, keys)
    for actor, found in list(others.values())[:limit]:
        subjects = dict.fromkeys(subject for record in found for subject in _subjects(record))
        on = f", on {join_names(list(subjects)[:4])}" if subjects else ""
        name = with_article(desk.name_state(actor.state) if actor.state else actor.name)
        count = f"{len(found)} {'record' if len(found) == 1 else 'records'}"
        line = desk.make_line(found[:5], f"{capitalise(name)} is involved in {count}{on}.")
        # A count has no status or voice of its own: those are its records'.
        lines.append(Line(text=line.text, records=line.records, citations=line.citations))
    note = f"{len(others) - limit} more; raise --limit to see them" if len(others) > limit else None
    return Section("Third parties" if keys else "Who is involved", tuple(lines), note=note)


def _subjects(record: Record) -> list[str]:
    if isinstance(record, Event):
        return [item for item in (record.project, record.mechanism, *record.topics) if item][:2]
    if isinstance(record, Position):
        return [record.issue]
    if isinstance(record, Figure):
        return [record.metric.replace("-", " ")]
    return []


def _offices(desk: Desk, records: Sequence[Record], limit: int) -> Section:
    """Office holders with the dates of the texts that say so; two holders of one office are put side by side."""
    ties = [record for record in records if isinstance(record, Tie) and record.relation == "office"]
    ordered = [tie for tie in sorted(order_newest(desk, ties), key=_office_key) if isinstance(tie, Tie)]
    groups = group_ties(ordered)
    section = cut_groups("Who speaks for whom", groups, limit, lambda group: _attested(desk, group))
    shown = {_office_key(group[0]) for group in groups[:limit]}
    notes = [*_say_disputed(desk, ties, shown), *([section.note] if section.note else [])]
    return Section(section.title, section.lines, note="; ".join(notes) or None)


def _say_disputed(desk: Desk, ties: Sequence[Tie], shown: Collection[tuple[str, str]]) -> list[str]:
    """Which of the offices shown have more than one holder on record."""
    holders: dict[tuple[str, str], dict[str, str]] = {}
    for tie in ties:
        for actor in tie.subjects:
            held = (actor.key, (actor.office or "").casefold())
            if actor.person and actor.office and held in shown:
                holders.setdefault(held, {}).setdefault(actor.person.casefold().split()[-1], actor.person)
    notes = []
    for (key, office), people in holders.items():
        if len(people) > 1:
            names = sorted(people.values())
            more = [f"{len(names) - _HOLDERS} more"] if len(names) > _HOLDERS else []
            state = desk.name_state(key) if key.isupper() else key
            who = join_names([*names[:_HOLDERS], *more])
            notes.append(f"more than one holder of “{office}” ({state}) is on record: {who}")
    return notes


def _office_key(record: Record) -> tuple[str, str]:
    actor = record.subjects[0] if isinstance(record, Tie) and record.subjects else None
    return (actor.key, (actor.office or "").casefold()) if actor else ("", "")


def build_sections(
    desk: Desk,
    records: Sequence[Record],
    offices: Sequence[Record],
    keys: Collection[str],
    limit: int,
    fold: _Fold,
) -> list[Section]:
    """Every section of a briefing in reading order, empty ones too.

    `keys` are the actors that the briefing is about (none for an issue or a project), `offices` the office ties that
    bear on it, `limit` the lines a section may have, `fold` the name that spellings of a mechanism share.
    """
    contacts = [r for r in records if isinstance(r, Event) and r.type == "CONSULT" and r.status not in AHEAD]
    return [
        _designations(desk, records, limit, fold),
        _listing(desk, "Latest contacts", contacts, limit),
        _ahead(desk, records, limit),
        *_pledges(desk, records, limit),
        _listing(desk, "Positions", [r for r in records if isinstance(r, Position)], limit),
        _listing(desk, "Figures", [r for r in records if isinstance(r, Figure)], limit),
        _frictions(desk, records, keys, limit),
        _cooperation(desk, records, limit),
        _third_parties(desk, records, keys, limit),
        _offices(desk, offices, limit),
        _listing(desk, "In their words", [r for r in records if isinstance(r, Quote)], limit),
    ]
