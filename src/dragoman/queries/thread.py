"""The life of a promise, project, instrument or forum in the order in which it was told, each step cited."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dragoman.errors import BadFilter, UnknownName
from dragoman.memory.threads import find_move, find_outcome, is_same_name
from dragoman.memory.traits import fold as spell
from dragoman.model.answer import Answer, Section
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Figure, Pledge, Position, Record, Tie
from dragoman.queries.desk import Desk
from dragoman.queries.followup import AHEAD
from dragoman.queries.lives import Life, Lives, Step, drop_told_twice, say_stage
from dragoman.queries.matters import (
    find_day,
    find_matter,
    find_parties,
    is_matter_name,
    order_by_saying,
    trait,
)
from dragoman.queries.mechanisms import list_mechanisms
from dragoman.queries.subject import Names, Subject, find_subject
from dragoman.queries.wording.dates import format_date
from dragoman.queries.wording.names import quote_words, say_actors
from dragoman.queries.wording.sentences import capitalise, say_figure_value

__all__ = ["tell_thread"]

_LINES = 40
_COLUMNS = ("Text of", "Step", "What")
# Hits of a full-text search for the name of an instrument.
_HITS = 200


def tell_thread(asked: str, narrow: Filter, desk: Desk, names: Names, fold: Callable[[str], str]) -> Answer:
    """The life of what is asked for: a matter or record by its id, else a project, forum or instrument by name.

    `narrow.limit` is the number of lines a section may have; `fold` gives the name that spellings of a forum share.
    Raises UnknownRecord, UnknownName and BadFilter.
    """
    limit = narrow.limit or _LINES
    if is_matter_name(asked):
        found = find_matter(asked, desk)
        if found.first.kind == "pledge":
            return _tell_promise(found.records, found.id, narrow, desk, limit)
        named = _find_object(found.records)
        if named is None:
            return _tell_standing(found.records, found.id, narrow, desk, limit)
        return _tell_object(named, desk, narrow, limit, fold)
    return _tell_object(_find_named(asked, desk, names), desk, narrow, limit, fold)


def _find_object(records: Sequence[Record]) -> tuple[str, str] | None:
    """The project or forum that a matter is about: field and name."""
    for field in ("project", "mechanism"):
        for record in records:
            if name := getattr(record, field, None):
                return field, name
    return None


def _find_named(asked: str, desk: Desk, names: Names) -> tuple[str, str]:
    try:
        subject: Subject = find_subject(asked, names, desk.store)
    except UnknownName:
        if any(is_same_name(record.instrument, asked) for record in _find_instruments(asked, desk)):
            return "instrument", asked
        raise
    if subject.kind not in ("project", "mechanism"):
        verb = "agenda" if subject.is_actor else "brief"
        raise BadFilter(
            f"a thread is of a promise, project, forum or instrument; for “{subject.name}” ({subject.kind}) "
            f"ask `dragoman {verb}`"
        )
    return subject.kind, subject.key


def _find_instruments(name: str, desk: Desk) -> list[Event]:
    """Events whose instrument is searched for by its name."""
    found = []
    for hit in desk.store.search(name, _HITS):
        record = desk.store.get_record(hit.record) if hit.record else None
        if isinstance(record, Event) and record.instrument:
            found.append(record)
    return found


# ------------------------------------------------------------------ promises


def _tell_promise(records: Sequence[Record], id: str | None, narrow: Filter, desk: Desk, limit: int) -> Answer:
    lives = Lives(desk, narrow)
    life = lives.tell(records)
    first = records[0]
    assert isinstance(first, Pledge)
    sections = [
        _standing(life, lives),
        _steps(life.steps, desk, limit, "What was said and done, in order"),
        _wording(records, desk, limit),
        _related(life.related, desk),
    ]
    figures = _figures(records, life.related, desk, limit)
    if figures.lines:
        sections.append(figures)
    title = f"Thread: {capitalise(say_actors(first.pledgers, desk.name_state))}, {quote_words(first.content)}"
    notes = _notes(life, lives)
    return desk.finish("thread", f"{title} ({id or first.id})", [s for s in sections if s.lines or s.note], notes)


def _standing(life: Life, lives: Lives) -> Section:
    """The stage, and whether anything moved: the line that will be quoted."""
    desk = lives.desk
    deciding = [step.record for step in life.steps if step.move.is_movement or step.move.is_setback]
    shown = deciding or [life.steps[0].record, life.steps[-1].record]
    documents = len({step.record.document for step in life.steps})
    text = f"{say_stage(life.stage)}: {lives.say_silence(life)}."
    text += f" Told by {documents} {'document' if documents == 1 else 'documents'}."
    line = desk.make_line(list({record.id: record for record in shown}.values()), text)
    return Section("Where it stands", (replace(line, status=None, voice=None, when=None),))


def _steps(steps: Sequence[Step], desk: Desk, limit: int, title: str) -> Section:
    """One line a step; what several documents tell alike is one line with all its citations."""
    moves = {step.record.id: step.move for step in steps}
    groups = desk.group([step.record for step in steps])
    ordered = sorted(groups, key=lambda group: _position(steps, group))
    lines = []
    for group in ordered[:limit]:
        told = order_by_saying(group, desk)
        words = list(dict.fromkeys(moves[record.id].word for record in told))
        days = [format_date(date) for record in told if (date := desk.get_published(record))]
        when = "undated" if not days else days[0] if len(set(days)) == 1 else f"{days[0]} to {days[-1]}"
        line = desk.make_line(told)
        cells = (when, ", ".join(words), line.text)
        lines.append(replace(line, text=f"{when}, {cells[1]}: {line.text}", cells=cells))
    note = f"{len(ordered) - limit} more; raise --limit to see them" if len(ordered) > limit else None
    return Section(title, tuple(lines), _COLUMNS, note=note)


def _position(steps: Sequence[Step], group: Sequence[Record]) -> int:
    ids = {record.id for record in group}
    return next(number for number, step in enumerate(steps) if step.record.id in ids)


def _wording(records: Sequence[Record], desk: Desk, limit: int) -> Section:
    """How the words changed: each wording with when it was first and last used and by whom."""
    by_words: dict[str, list[Record]] = {}
    for record in order_by_saying(records, desk):
        words = _words_of(record)
        if words:
            by_words.setdefault(spell(words), []).append(record)
    if len(by_words) < 2:
        return Section("How the wording changed")
    lines = []
    for group in list(by_words.values())[:limit]:
        days = [format_date(date) for record in group if (date := desk.get_published(record))]
        when = "undated" if not days else days[0] if len(set(days)) == 1 else f"{days[0]} to {days[-1]}"
        line = desk.make_line(group[:4], f"{when}: {quote_words(_words_of(group[0]) or '')}{_terms_of(group[0])}")
        lines.append(replace(line, status=None, when=None))
    note = f"{len(by_words) - limit} more; raise --limit to see them" if len(by_words) > limit else None
    return Section("How the wording changed", tuple(lines), note=note)


def _words_of(record: Record) -> str | None:
    if isinstance(record, Pledge):
        return record.content
    if isinstance(record, Tie):
        return record.label or record.object
    if isinstance(record, Position):
        return "; ".join(record.terms) or record.span.quote
    return None


def _terms_of(record: Record) -> str:
    if isinstance(record, Pledge):
        deadline = f", by {record.deadline}" if record.deadline else ""
        return f" ({record.strength}{deadline}{f', {record.condition}' if record.condition else ''})"
    return f" (level: {record.level})" if isinstance(record, Tie) and record.level else ""


def _related(records: Sequence[Record], desk: Desk) -> Section:
    """Later records in much the same words: candidates, which count for no stage."""
    lines = []
    for record in order_by_saying(records, desk):
        published = desk.get_published(record)
        line = desk.make_line([record])
        move = find_move(record)
        when = format_date(published) if published else "undated"
        lines.append(replace(line, text=f"{when}, {move.word}: {line.text}", cells=(when, move.word, line.text)))
    title = "May be on the same subject: later, of the same parties, in much the same words"
    note = "nothing says that these are the same; they count for no stage" if lines else None
    looked = "looked for agreements, cooperation, aid and promises of the same parties since: none in such words"
    return Section(title, tuple(lines), _COLUMNS if lines else (), note=note or looked)


def _figures(records: Sequence[Record], others: Sequence[Record], desk: Desk, limit: int) -> Section:
    """Figures that stand in the clauses of the thread, side by side with who says so."""
    spans = {(r.document, r.span.start, r.span.end) for r in (*records, *others)}
    found: list[Record] = []
    for document in sorted({r.document for r in (*records, *others)})[:_HITS]:
        for figure in desk.store.find_records(Filter(document=document, kinds=("figure",))):
            start, end = figure.span.start, figure.span.end
            if any(name == document and low < end and start < high for name, low, high in spans):
                found.append(figure)
    return _figure_lines(found, desk, limit)


def _figure_lines(records: Sequence[Record], desk: Desk, limit: int) -> Section:
    groups = desk.group(order_by_saying(records, desk))
    lines = [desk.make_line(group) for group in groups[:limit]]
    amounts: dict[str, set[str]] = {}
    for record in records:
        if isinstance(record, Figure) and record.unit:
            key = f"{record.metric.replace('-', ' ')} in {record.unit}{f', {record.period}' if record.period else ''}"
            amounts.setdefault(key, set()).add(say_figure_value(record))
    apart = [f"{key}: {', '.join(sorted(values))}" for key, values in amounts.items() if len(values) > 1]
    note = f"they may measure different things; side by side, {'; '.join(apart)}" if apart else None
    return Section("Figures, side by side", tuple(lines), note=note)


def _notes(life: Life, lives: Lives) -> list[str]:
    notes = []
    if lives.newest is not None:
        notes.append(f"Counted to {format_date(lives.newest.isoformat())}, the newest document held.")
    if life.movement == "no evidence of movement":
        notes.append("No evidence of movement is not evidence of none: no document held tells of a step or of a stop.")
    elif life.movement == "evidence of no movement":
        notes.append("Evidence of no movement: a document says that it was not done, was stopped or is ruled out.")
    return notes


# ------------------------------------------------------------------ projects, forums, instruments


def _tell_object(named: tuple[str, str], desk: Desk, narrow: Filter, limit: int, fold: Callable[[str], str]) -> Answer:
    field, name = named
    if field == "instrument":
        records: list[Record] = [r for r in _find_instruments(name, desk) if is_same_name(r.instrument, name)]
    else:
        records = _find_like_named(field, name, desk, narrow)
    lives = Lives(desk, narrow)
    acts = order_by_saying(drop_told_twice([r for r in records if isinstance(r, Event | Pledge)]), desk)
    matters = desk.store.get_matters([record.id for record in acts])
    firsts = {matters.get(record.id, record.id): record.id for record in reversed(acts)}
    steps = tuple(Step(r, find_move(r, firsts[matters.get(r.id, r.id)] == r.id)) for r in acts)
    sections = []
    if steps and field != "mechanism":
        sections.append(_standing(Life(steps, ()), lives))
    if field == "mechanism":
        events = [r for r in records if isinstance(r, Event | Tie)]
        sections.append(Section("Rounds", tuple(list_mechanisms(desk, events, fold)[:1])))
    sections.append(_steps(steps, desk, limit, "What was said and done, in order"))
    sections.append(_planned(acts, desk, limit))
    sections.append(_figure_lines([r for r in records if isinstance(r, Figure)], desk, limit))
    sections.append(_wording([r for r in records if isinstance(r, Tie | Position)], desk, limit))
    notes = _notes(Life(steps, ()), lives) if steps and field != "mechanism" else []
    if not records:
        notes.append(f"Nothing on record names the {field} “{name}”.")
    title = f"Thread: {capitalise(name)} ({field})"
    return desk.finish("thread", title, [s for s in sections if s.lines or s.note], notes)


def _find_like_named(field: str, name: str, desk: Desk, narrow: Filter) -> list[Record]:
    """Records that bear the name, and those of the same parties that bear one which may be the same."""
    base = replace(narrow, limit=None)
    asked = replace(base, project=name) if field == "project" else replace(base, mechanism=name)
    records = [record for record in desk.store.find_records(asked) if record.kind != "quote"]
    own = {record.id for record in records}
    parties = find_parties(records)[:3]
    for party in parties:
        for record in desk.store.find_records(replace(base, actors=(party,), kinds=("event", "pledge", "figure"))):
            if record.id not in own and is_same_name(getattr(record, field, None), name):
                own.add(record.id)
                records.append(record)
    return records


def _planned(acts: Sequence[Record], desk: Desk, limit: int) -> Section:
    """What was planned, each with what may be what came of it."""
    events = [(event, trait(event, desk)) for event in acts if isinstance(event, Event)]
    lines = []
    for group in desk.group([event for event, _ in events if event.status in AHEAD]):
        first = group[0]
        assert isinstance(first, Event)
        outcomes = find_outcome((first, trait(first, desk)), events)
        if outcomes:
            words = f"{desk.say(first)} What fits it took place {outcomes[0].words}."
            lines.append(desk.make_line([*group, outcomes[0].event], words))
        else:
            lines.append(desk.make_line(group, f"{desk.say(first)} No document held tells that it took place."))
    return Section("Planned, and what came of it", tuple(lines[:limit]))


# ------------------------------------------------------------------ positions, ties, figures, events without an object


def _tell_standing(records: Sequence[Record], id: str | None, narrow: Filter, desk: Desk, limit: int) -> Answer:
    """What is no promise and names no project: each time it was told, and how its words changed."""
    first = records[0]
    ordered = order_by_saying(_widen(records, desk, narrow), desk)
    lines = []
    for group in _by_saying(ordered, desk)[:limit]:
        published = desk.get_published(group[0])
        when = format_date(published) if published else "undated"
        line = desk.make_line(group)
        lines.append(replace(line, text=f"{when}: {line.text}", cells=(when, _step_word(group[0]), line.text)))
    left = len(_by_saying(ordered, desk)) - limit
    note = f"{left} more; raise --limit to see them" if left > 0 else None
    sections = [Section("What was said, in order", tuple(lines), _COLUMNS, note=note)]
    if isinstance(first, Event):
        sections.append(_outcomes(first, desk, narrow))
    sections.append(_wording([r for r in ordered if not isinstance(r, Event)], desk, limit))
    days = [day for r in ordered if (day := find_day(desk.get_published(r)))]
    notes = [f"Last heard on {format_date(max(days).isoformat())}."] if days else []
    title = f"Thread: {desk.say_clause(first).removesuffix('.')} ({id or first.id})"
    return desk.finish("thread", title, [s for s in sections if s.lines or s.note], notes)


def _step_word(record: Record) -> str:
    if isinstance(record, Position):
        return record.stance
    if isinstance(record, Tie):
        return record.level or record.relation
    return say_figure_value(record) if isinstance(record, Figure) else find_move(record).word


def _widen(records: Sequence[Record], desk: Desk, narrow: Filter) -> list[Record]:
    """A designation's or stance's other wordings and levels: the same parties' ties, the same holders' stances."""
    first = records[0]
    if not isinstance(first, Tie | Position):
        return list(records)
    keys = frozenset(actor.key for actor in (first.subjects if isinstance(first, Tie) else first.holders))
    asked = replace(narrow, actors=tuple(sorted(keys))[:2], kinds=(first.kind,), limit=None)
    found = {record.id: record for record in records}
    for record in desk.store.find_records(asked):
        if isinstance(first, Tie) and isinstance(record, Tie) and first.relation == "designation":
            if record.relation == "designation" and frozenset(a.key for a in record.subjects) == keys:
                found[record.id] = record
        if isinstance(first, Position) and isinstance(record, Position):
            if record.issue == first.issue and frozenset(a.key for a in record.holders) == keys:
                found[record.id] = record
    return list(found.values())


def _by_saying(records: Sequence[Record], desk: Desk) -> list[tuple[Record, ...]]:
    """Consecutive records of one document that say the same are one line."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        groups.setdefault((record.document, desk.say(record)), []).append(record)
    return [tuple(group) for group in groups.values()]


def _outcomes(event: Event, desk: Desk, narrow: Filter) -> Section:
    """For a plan, what may have come of it; for what took place, the plans that it fits."""
    parties = find_parties([event])[:2]
    if not parties:
        return Section("Planned, and what came of it")
    asked = replace(narrow, actors=parties, kinds=("event",), types=(event.type,), limit=None)
    pool = [(e, trait(e, desk)) for e in desk.store.find_records(asked) if isinstance(e, Event)]
    mine = (event, trait(event, desk))
    if event.status in AHEAD:
        found = [(o.event, o.words) for o in find_outcome(mine, pool)[:3]]
        looked = "no document held tells that it took place"
    else:
        found = [(plan[0], f"planned: {o.words}") for plan in pool for o in find_outcome(plan, [mine])]
        looked = "no document held tells that it was planned"
    lines = [desk.make_line([e], f"{desk.say(e)} It fits {words}.") for e, words in found]
    note = looked if not lines else "linked by parties, form and time; nothing says that they are the same"
    return Section("Planned, and what came of it", tuple(lines), note=note)
