"""Tables of records: the timeline, the position matrix, figures, ties and quotes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dragoman.model.actor import Actor
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.filter import Filter
from dragoman.model.record import KINDS, Figure, Position, Quote, Record, Tie
from dragoman.queries.desk import Desk
from dragoman.queries.wording.dates import format_date
from dragoman.queries.wording.names import say_actor, say_actors
from dragoman.queries.wording.sentences import capitalise, has_own_terms, say_figure_value, say_tie

__all__ = ["LISTINGS", "describe_filter", "explain_empty", "list_records"]


@dataclass(frozen=True, slots=True)
class _Listing:
    title: str
    kinds: tuple[str, ...]
    columns: tuple[str, ...]
    make: Callable[[Desk, Record], tuple[str, ...]]
    # The column that says who.
    actors: str


def _date(record: Record) -> str:
    return format_date(record.when.edtf) if record.when.edtf else f"undated: {record.when.basis}"


def _names(desk: Desk, actors: Sequence[Actor]) -> str:
    return say_actors(actors, desk.name_state)


def _timeline_cells(desk: Desk, record: Record) -> tuple[str, ...]:
    # The sentence tells why an undated record is undated.
    return (format_date(record.when.edtf) if record.when.edtf else "undated"), desk.say_clause(record)


def _position_cells(desk: Desk, record: Record) -> tuple[str, ...]:
    assert isinstance(record, Position)
    return (
        _names(desk, record.holders),
        record.stance,
        record.issue,
        _names(desk, record.toward),
        "; ".join(record.terms if has_own_terms(record) else (f"{term} (the text’s)" for term in record.terms)),
        _date(record),
    )


def _figure_cells(desk: Desk, record: Record) -> tuple[str, ...]:
    assert isinstance(record, Figure)
    change = ""
    if record.change and record.change.percent is not None:
        base = f" on {record.change.base}" if record.change.base else ""
        change = f"{record.change.direction or 'changed'} {record.change.percent:g}%{base}"
    about = _names(desk, record.subjects) or record.project or ""
    if record.project and record.project not in about:
        about = f"{about}, {record.project}"
    period = format_date(record.period) if record.period else _date(record)
    return about, record.metric.replace("-", " "), say_figure_value(record), change, period


def _tie_cells(desk: Desk, record: Record) -> tuple[str, ...]:
    assert isinstance(record, Tie)
    published = desk.get_published(record)
    return (
        record.relation,
        capitalise(say_tie(record, desk.name_state)),
        record.level or "",
        format_date(published) if published else "document without a date",
    )


def _quote_cells(desk: Desk, record: Record) -> tuple[str, ...]:
    assert isinstance(record, Quote)
    speaker = "the author" if record.speaker.name == "author" else say_actor(record.speaker, desk.name_state)
    return _date(record), speaker, record.mode, record.content


LISTINGS = {
    "timeline": _Listing("Timeline", KINDS, ("When", "What"), _timeline_cells, "What"),
    "positions": _Listing(
        "Positions", ("position",), ("Who", "Stance", "Issue", "Toward", "Terms", "Said"), _position_cells, "Who"
    ),
    "figures": _Listing(
        "Figures", ("figure",), ("About", "Metric", "Value", "Change", "Period"), _figure_cells, "About"
    ),
    "ties": _Listing("Ties", ("tie",), ("Relation", "What", "Level", "Text of"), _tie_cells, "What"),
    "quotes": _Listing("Quotes", ("quote",), ("Said", "Speaker", "Mode", "Words"), _quote_cells, "Speaker"),
}
# Up to how many records otherwise on record are counted where nothing was found.
_COUNTED = 1000
# The timeline shows what happened or may happen; standing relations and sayings have verbs of their own.
_TIMELINE_KINDS = ("event", "pledge")


def _make_line(listing: _Listing, desk: Desk, record: Record) -> Line:
    """A line of the table; what is derived stands in the column that names the actors."""
    line = desk.make_line([record], cells=listing.make(desk, record))
    if not line.derived:
        return line
    column = listing.columns.index(listing.actors)
    cells = [f"{cell} {line.derived}" if number == column else cell for number, cell in enumerate(line.cells)]
    return replace(line, cells=tuple(cells))


def describe_filter(narrow: Filter, name_state: Callable[[str], str]) -> str:
    """What a filter asks for, in words, for the title of an answer and for saying that nothing was found."""
    parts = []
    if narrow.actors:
        parts.append(" and ".join(name_state(key) for key in narrow.actors))
    for name in ("person", "issue", "project", "mechanism", "document"):
        if value := getattr(narrow, name):
            parts.append(f"{name} “{value}”")
    for name, word in (("kinds", "kind"), ("statuses", "status"), ("types", "type"), ("relations", "relation")):
        if values := getattr(narrow, name):
            parts.append(f"{word} {' or '.join(values)}")
    if narrow.since:
        parts.append(f"since {narrow.since}")
    if narrow.until:
        parts.append(f"until {narrow.until}")
    if narrow.during:
        parts.append(f"during {format_date(narrow.during)}")
    return "; ".join(parts)


def list_records(verb: str, narrow: Filter, desk: Desk) -> Answer:
    """The records of one verb that pass the filter, as a table with citations.

    `verb` is a key of LISTINGS. The timeline shows events and pledges unless the filter names kinds.
    """
    listing = LISTINGS[verb]
    wanted = narrow.kinds or (_TIMELINE_KINDS if verb == "timeline" else listing.kinds)
    asked = replace(narrow, kinds=tuple(kind for kind in wanted if kind in listing.kinds))
    limit = asked.limit
    # One more than asked for tells whether there is more.
    fetched = desk.find_records(replace(asked, limit=limit + 1 if limit is not None else None))
    shown = fetched if limit is None else fetched[:limit]
    lines = tuple(_make_line(listing, desk, record) for record in shown)
    looked_for = describe_filter(narrow, desk.name_state)
    title = f"{listing.title}: {looked_for}" if looked_for else listing.title
    notes = []
    if limit is not None and len(fetched) > limit:
        notes.append(f"The first {limit}; raise --limit to see more.")
    if not lines:
        notes.extend(explain_empty(verb, narrow, asked, desk))
    return desk.finish(verb, title, [Section(listing.title, lines, listing.columns)], notes)


def explain_empty(verb: str, narrow: Filter, asked: Filter, desk: Desk) -> list[str]:
    """What was looked for, and what there is when the narrowest condition is dropped."""
    looked_for = describe_filter(narrow, desk.name_state) or "anything"
    notes = [f"No {verb} on record for {looked_for}."]
    loosened = [
        ("of any status", replace(asked, statuses=())),
        ("of any date", replace(asked, since=None, until=None, during=None)),
        ("of any kind", replace(asked, kinds=(), types=(), relations=())),
    ]
    for words, wider in loosened:
        if wider != asked:
            count = desk.store.count_records(wider, _COUNTED)
            if count:
                notes.append(f"On record otherwise: {count if count < _COUNTED else f'{_COUNTED} or more'} {words}.")
    if len(asked.actors) > 1:
        for actor in asked.actors:
            count = desk.store.count_records(replace(asked, actors=(actor,)), _COUNTED)
            if count:
                notes.append(f"On record for {desk.name_state(actor)} alone: {count}.")
    if len(notes) == 1:
        notes.append(f"{desk.say_held()}; `dragoman status` says what they are.")
    return notes
