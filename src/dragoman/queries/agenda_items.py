"""The sections of an agenda that weigh several records against each other: answers, changes, disputes, dates ahead."""

import datetime
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.memory.offices import OfficeFinder, learn_terms
from dragoman.memory.threads import is_same_name
from dragoman.memory.traits import fold
from dragoman.model.answer import Line, Section
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Figure, Pledge, Position, Record, Tie
from dragoman.model.term import Term
from dragoman.model.when import day_bounds
from dragoman.queries.desk import Desk
from dragoman.queries.matters import find_day, order_by_saying, say_age, trait
from dragoman.queries.sections import order_newest
from dragoman.queries.wording.dates import format_date
from dragoman.queries.wording.names import join_names, ordinal, quote_words, say_actors
from dragoman.queries.wording.sentences import capitalise, has_own_terms, say_figure_value, say_tie

__all__ = [
    "find_anniversary",
    "list_anniversaries",
    "list_changed_positions",
    "list_figures",
    "list_table",
    "list_unanswered",
    "make_told_line",
]

_RAISED = ("REQUEST", "ACCUSE", "PROTEST", "THREATEN")
_ANSWERS = ("AGREE", "CONCEDE", "REJECT", "COOPERATE", "AID", "RETREAT", "SUPPORT", "ACCUSE")
# An answer is on the same subject where it shares so many telling words; a formula shares one by chance.
_SHARED = 2
# Fewer of anything are a turn of phrase.
_FEW = 10
# Characters of a text's own words that a line shows.
_WORDS = 160
# Anniversaries so far ahead are worth a line now; a year's only where its number is a multiple of this.
_AHEAD = datetime.timedelta(days=365)
_ROUND_NUMBER = 5
# Who held an office in a text no older than this is likely to hold it still.
_RECENT = datetime.timedelta(days=270)
# Offices of one holder at a time that a side of the table is told by: those named in most texts.
_SHOWN_OFFICES = 6
# An office is somebody's where at least a fifth as many texts say so as of whom most do.
_RIVAL = 5
_DATED_TIES = ("anniversary", "founded", "designation", "mechanism", "membership")


# ------------------------------------------------------------------ raised and not answered


def list_unanswered(records: Sequence[Record], parties: Sequence[str], desk: Desk, limit: int) -> Section:
    """Requests, accusations and protests of one side to which nothing of the other's on the same subject follows."""
    raised = [
        record
        for record in records
        if isinstance(record, Event)
        and record.type in _RAISED
        and record.status in ("occurred", "ongoing")
        and _is_across(record, parties)
    ]
    answers = [record for record in records if isinstance(record, Event | Pledge)]
    lines = []
    for group in desk.group(order_newest(desk, raised)):
        first = group[0]
        assert isinstance(first, Event)
        if not any(_answers(first, other, desk) for other in answers):
            line = make_told_line(desk, group)
            lines.append(replace(line, text=f"{line.text} No answer to it is on record."))
    title = "Raised and not answered"
    looked = "looked for requests, accusations, protests and threats of one to the other since: none unanswered"
    note = (
        looked if not lines else f"{len(lines) - limit} more; raise --limit to see them" if len(lines) > limit else None
    )
    return Section(title, tuple(lines[:limit]), note=note)


def make_told_line(desk: Desk, group: Sequence[Record]) -> Line:
    """A line of an act; where its fields do not tell what it was about, the document's words do."""
    first = group[0]
    line = desk.make_line(group)
    if isinstance(first, Event) and not (first.topics or first.project or first.instrument or first.mechanism):
        words = " ".join(first.span.quote.split())
        if len(words) > _WORDS:
            words = f"{words[:_WORDS].rsplit(' ', 1)[0]}…"
        return replace(line, text=f"{line.text} In the text’s words: {quote_words(words)}.")
    return line


def _is_across(event: Event, parties: Sequence[str]) -> bool:
    """Whether it goes from one side of the table to another."""
    sent = {actor.key for actor in event.initiators} & set(parties)
    got = {actor.key for actor in event.targets} & set(parties)
    return bool(sent) and bool(got - sent)


def _answers(raised: Event, other: Event | Pledge, desk: Desk) -> bool:
    """Whether a record is of who was asked, not earlier, and on the same subject."""
    if other.id == raised.id or other.is_background:
        return False
    asked = {actor.key for actor in raised.targets}
    if isinstance(other, Pledge):
        if not asked & {actor.key for actor in other.pledgers}:
            return False
    elif other.type not in _ANSWERS or not asked & {actor.key for actor in other.initiators}:
        return False
    elif other.status not in ("occurred", "ongoing", "denied"):
        return False
    said, answered = (find_day(desk.get_published(item)) for item in (raised, other))
    if said is None or answered is None or answered < said:
        return False
    mine, theirs = trait(raised, desk), trait(other, desk)
    if is_same_name(mine.project, theirs.project) or is_same_name(mine.instrument, theirs.instrument):
        return True
    return len(mine.words & theirs.words) >= _SHARED


# ------------------------------------------------------------------ positions and figures


def list_changed_positions(records: Sequence[Record], parties: Sequence[str], desk: Desk, limit: int) -> Section:
    """Stances of the parties that differ from an earlier one of the same holder on the same issue, both cited."""
    by_issue: dict[tuple[frozenset[str], str, frozenset[str]], list[Position]] = {}
    for record in order_by_saying(records, desk):
        if isinstance(record, Position) and record.status in ("ongoing", "occurred"):
            holders = frozenset(actor.key for actor in record.holders)
            if holders & set(parties) and len(holders) <= len(parties):
                key = (holders, record.issue.casefold(), frozenset(actor.key for actor in record.toward))
                by_issue.setdefault(key, []).append(record)
    lines = []
    for group in by_issue.values():
        for earlier, later in itertools.pairwise(group):
            words = _say_change(earlier, later, desk)
            if words:
                line = desk.make_line([later, earlier], words)
                lines.append(replace(line, status=None, voice=None))
    looked = f"looked for two differing stances of one holder on one issue, among {len(by_issue)} held: none"
    note = (
        looked if not lines else f"{len(lines) - limit} more; raise --limit to see them" if len(lines) > limit else None
    )
    return Section("Positions that changed", tuple(lines[:limit]), note=note)


def _say_change(earlier: Position, later: Position, desk: Desk) -> str | None:
    if earlier.document == later.document:
        return None
    who = capitalise(say_actors(later.holders, desk.name_state))
    dates = [desk.get_published(item) for item in (earlier, later)]
    if None in dates or dates[0] == dates[1]:
        return None
    first, last = (format_date(date or "") for date in dates)
    # To support an end to something and to be concerned about it are no two minds.
    if earlier.stance != later.stance and "concerned" not in (earlier.stance, later.stance):
        return f"{who} on {later.issue}: {earlier.stance} (text of {first}), then {later.stance} (text of {last})."
    if not (has_own_terms(earlier) and has_own_terms(later)) or earlier.stance != later.stance:
        return None
    if earlier.terms and later.terms and {t.casefold() for t in earlier.terms} != {t.casefold() for t in later.terms}:
        words = [join_names([quote_words(term) for term in item.terms]) for item in (earlier, later)]
        return (
            f"{who} on {later.issue}, in other terms: {words[0]} (text of {first}), then {words[1]} (text of {last})."
        )
    return None


def list_figures(records: Sequence[Record], since: Sequence[Record], desk: Desk, limit: int) -> Section:
    """Quantities on which sources disagree, side by side with who says so; then those that are new."""
    figures = [record for record in records if isinstance(record, Figure) and not _is_mere_count(record)]
    recent = {record.id for record in since}
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        period = figure.period or figure.when.edtf
        subjects = frozenset(actor.key for actor in figure.subjects)
        if period and figure.unit:
            groups.setdefault((figure.metric, figure.unit, subjects, figure.project, period), []).append(figure)
    lines = []
    disputed: set[str] = set()
    for group in groups.values():
        values = dict.fromkeys(say_figure_value(figure) for figure in group if figure.status != "hoped")
        if len(values) > 1 and len({figure.document for figure in group}) > 1 and recent & {f.id for f in group}:
            disputed |= {figure.id for figure in group}
            first = group[0]
            names = say_actors(first.subjects, desk.name_state)
            told = "; ".join(f"{say_figure_value(f)} by {desk.say_voice(f)}" for f in _one_a_value(group))
            period = first.period or first.when.edtf or ""
            when = format_date(period) if period[:1].isdigit() else period
            text = f"In dispute: {first.metric.replace('-', ' ')}{f' ({names})' if names else ''}, {when}: {told}."
            lines.append(replace(desk.make_line(group, text), status=None, voice=None))
    new = [figure for figure in figures if figure.id in recent and figure.id not in disputed]
    lines += [desk.make_line(group) for group in desk.group(order_newest(desk, new))]
    looked = "looked for quantities about the parties since, and for two values of one quantity: none"
    note = (
        looked if not lines else f"{len(lines) - limit} more; raise --limit to see them" if len(lines) > limit else None
    )
    return Section("Figures that are new or in dispute", tuple(lines[:limit]), note=note)


def _is_mere_count(figure: Figure) -> bool:
    """Whether it counts a few of something ("two allies"): nothing that a meeting would dispute."""
    unit = figure.unit or ""
    is_noun = len(unit) > 3 and unit.isalpha() and unit.islower()
    return is_noun and figure.value < _FEW and figure.metric.startswith(unit[:3])


def _one_a_value(figures: Sequence[Figure]) -> list[Figure]:
    return list({say_figure_value(figure): figure for figure in reversed(figures)}.values())[::-1]


# ------------------------------------------------------------------ dates ahead


def list_anniversaries(records: Sequence[Record], newest: datetime.date | None, desk: Desk, limit: int) -> Section:
    """Anniversaries within the year after the newest document, of ties whose beginning a text gives."""
    title = "Anniversaries ahead"
    ties = [r for r in records if isinstance(r, Tie) and r.relation in _DATED_TIES and r.since]
    if newest is None:
        return Section(title, note="no document is dated: nothing tells what lies ahead")
    found: dict[tuple[datetime.date, str], list[Tie]] = {}
    for tie in ties:
        ahead = find_anniversary(tie.since or "", newest)
        if ahead is not None:
            day, words = ahead
            found.setdefault((day, f"{words} {_name_tie(tie, desk)}"), []).append(tie)
    lines = [
        replace(desk.make_line(group[:3], f"{capitalise(words)}."), status=None)
        for (_, words), group in sorted(found.items(), key=lambda item: item[0])
    ]
    looked = f"looked for beginnings among {len(ties)} dated ties: none comes round within a year"
    return Section(title, tuple(lines[:limit]), note=None if lines else looked)


def find_anniversary(since: str, newest: datetime.date) -> tuple[datetime.date, str] | None:
    """The next anniversary of a beginning (EDTF) within a year after a day, and its number in words.

    Of a beginning that is known by its year alone, only multiples of five count, for the whole year that they fall in.
    """
    bounds = day_bounds(since)
    if bounds is None or bounds[0].year < 1000 or bounds[1] > newest:
        return None
    low, high = bounds
    if low == high:
        day = _same_day(low, newest.year)
        if day <= newest:
            day = _same_day(low, newest.year + 1)
        if day - newest > _AHEAD:
            return None
        return day, f"{format_date(day.isoformat())}: the {ordinal(day.year - low.year)} anniversary of"
    for year in (newest.year, newest.year + 1):
        number = year - low.year
        if low.year == high.year and number > 0 and number % _ROUND_NUMBER == 0:
            return datetime.date(year, 12, 31), f"in {year}: the {ordinal(number)} anniversary of"
    return None


def _same_day(day: datetime.date, year: int) -> datetime.date:
    try:
        return day.replace(year=year)
    except ValueError:
        return datetime.date(year, 2, 28)


def _name_tie(tie: Tie, desk: Desk) -> str:
    since = format_date(tie.since or "")
    if tie.relation == "anniversary":
        who = say_actors([actor.as_state() for actor in tie.subjects], desk.name_state)
        return f"what {who} date to {since} (text: {quote_words(tie.label or tie.object or 'anniversary')})"
    return f"what began in {since}: {say_tie(replace(tie, since=None, until=None), desk.name_state)}"


# ------------------------------------------------------------------ who will sit across the table


def list_table(
    parties: Sequence[str],
    rounds: Sequence[Record],
    days: tuple[datetime.date | None, datetime.date | None],
    base: Filter,
    desk: Desk,
    find_office: OfficeFinder,
) -> Section:
    """Who was last attested in the offices that meet, and who led the delegations of the last rounds.

    `days` are that of the newest document on the parties, before which an office must be attested, and that to which
    ages are counted.
    """
    lines = [line for key in parties for line in _holders(key, days, base, desk, find_office)]
    seen: set[tuple[str, str]] = set()
    for event in order_newest(
        desk, [r for r in rounds if isinstance(r, Event) and r.status in ("occurred", "ongoing")]
    ):
        assert isinstance(event, Event)
        people = [a for a in event.initiators + event.targets if a.person and (a.key, a.person) not in seen]
        if people:
            seen |= {(actor.key, actor.person or "") for actor in people}
            who = say_actors(people, desk.name_state)
            when = format_date(event.when.edtf) if event.when.edtf else "a round without a date"
            lines.append(replace(desk.make_line([event], f"At the round of {when}: {who}."), status=None))
    looked = "looked for heads of state and government and ministers named in texts of the last nine months: none"
    return Section("Who will sit across the table, as last attested", tuple(lines), note=None if lines else looked)


def _holders(
    key: str,
    days: tuple[datetime.date | None, datetime.date | None],
    base: Filter,
    desk: Desk,
    find_office: OfficeFinder,
) -> list[Line]:
    asked = replace(base, actors=(key,), kinds=("tie",), relations=("office",))
    ties = [record for record in desk.store.find_records(asked) if isinstance(record, Tie)]
    ties = [tie for tie in ties if _is_recent(find_day(desk.get_published(tie)), days[0])]
    by_id = {tie.id: tie for tie in ties}
    terms = learn_terms(((tie, desk.get_published(tie)) for tie in ties), find_office)
    offices: dict[str, list[Term]] = {}
    for term in terms:
        if term.holder == key and term.is_single and not _is_former(term):
            offices.setdefault(term.office, []).append(term)
    named = sorted(offices.items(), key=lambda item: (-sum(term.documents for term in item[1]), item[0]))
    return [_holder_line(held, by_id, days[1], desk) for _, held in named[:_SHOWN_OFFICES]]


def _holder_line(held: Sequence[Term], ties: Mapping[str, Tie], newest: datetime.date | None, desk: Desk) -> Line:
    """The last attested holder of one office, and who else is named in it in texts of the same months."""
    by_name: dict[str, list[Term]] = {}
    for one in held:
        # One person's name is written in several ways: with initials, with "Jr.".
        by_name.setdefault(_surname(one.person), []).append(one)
    persons = sorted(by_name.values(), key=lambda terms: (-sum(t.documents for t in terms), terms[0].person))
    holder, *others = [max(terms, key=lambda t: (t.documents, t.person)) for terms in persons]
    most, last_day = sum(t.documents for t in persons[0]), max(t.last or "" for t in persons[0])
    # Former holders are often named by their old title, so the one named most holds it, or who was first named after.
    likely = [t for t in others if t.documents * _RIVAL >= most]
    term = next((t for t in likely if t.first and t.first > last_day), holder)
    others = [t for t in (holder, *likely) if t is not term]
    own = set(fold(term.person).split())
    rivals = [other.person for other in others if not own & set(fold(other.person).split())][:2]
    doubt = f"; in other texts of these months {join_names(rivals)}" if rivals else ""
    name = desk.name_state(term.holder) if len(term.holder) == 3 else term.holder_name
    last, age = format_date(term.last or ""), say_age(find_day(term.last), newest)
    text = f"{capitalise(name)}: {term.person}, {term.title} (last in a text of {last}, {age} old{doubt})."
    records = [ties[id] for id in term.records[-2:] if id in ties]
    return replace(desk.make_line(records, text), status=None, voice=None)


def _surname(name: str) -> str:
    words = [word for word in fold(name).split() if word not in ("jr", "sr", "ii", "iii")]
    return words[-1] if words else name


def _is_recent(day: datetime.date | None, newest: datetime.date | None) -> bool:
    return day is not None and newest is not None and abs((newest - day).days) <= _RECENT.days


def _is_former(term: Term) -> bool:
    return term.last is None or (term.past is not None and term.past >= term.last)
