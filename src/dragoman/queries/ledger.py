"""The ledger of promises: who undertook what towards whom, since when, by when, and what is heard of it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.memory.threads import STAGES
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.filter import MOST_LAST, Filter
from dragoman.model.record import Pledge, Record
from dragoman.queries.desk import Desk
from dragoman.queries.listing import describe_filter, explain_empty
from dragoman.queries.lives import Life, Lives, say_stage
from dragoman.queries.matters import find_day, order_by_saying, say_age
from dragoman.queries.wording.dates import format_date
from dragoman.queries.wording.names import say_actors

__all__ = ["Entry", "find_entries", "list_pledges", "make_entry_line"]

_COLUMNS = (
    "Who", "To whom", "Undertaking", "How firmly", "Terms", "First said", "Last said", "Deadline", "Stage",
    "Last heard", "Age", "Project", "Matter",
)  # fmt: skip
# A promise that many documents repeat is cited from its first and its last.
_CITED = 4
# Records read for each promise that is shown, to find enough of them; how many times more where they do not do.
_READ, _DEEPER = 4, 5
# Records of one promise that its line is made from.
_MEMBERS = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One promise in the ledger: its records in the order in which they were said, and its matter's id."""

    records: tuple[Pledge, ...]
    matter: str

    @property
    def latest(self) -> Pledge:
        """The last that was said of it."""
        return self.records[-1]


def find_entries(narrow: Filter, desk: Desk) -> list[Entry]:
    """The promises of which at least one record passes the filter, last said first, each with its records that do.

    With a limit so many of them, and one more if there is one.
    """
    asked = replace(narrow, kinds=("pledge",), limit=None)
    passed, matters = _find_passed(asked, narrow.limit, desk)
    groups: dict[str, list[Pledge]] = {}
    for record in passed:
        groups.setdefault(matters.get(record.id, record.id), []).append(record)
    entries = [
        Entry(tuple(r for r in order_by_saying(g, desk) if isinstance(r, Pledge)), id) for id, g in groups.items()
    ]

    def key(entry: Entry) -> tuple[int, str]:
        day = _last_day(entry.records, desk)
        return -day.toordinal() if day else 0, entry.matter

    return sorted(entries, key=key)[: None if narrow.limit is None else narrow.limit + 1]


def _find_passed(asked: Filter, limit: int | None, desk: Desk) -> tuple[list[Pledge], dict[str, str]]:
    """The records that pass, and their matters; with a limit, those said last, until enough matters are found, unless
    it was said how many to read.
    """
    last = None if limit is None or limit >= MOST_LAST else min(_READ * (limit + 1), MOST_LAST)
    last = asked.last or last
    while True:
        found = desk.find_records(replace(asked, last=last))
        passed = [record for record in found if isinstance(record, Pledge)]
        matters = desk.store.get_matters([record.id for record in passed])
        is_enough = limit is None or len({matters.get(record.id, record.id) for record in passed}) > limit
        if is_enough or asked.last or last is None or len(found) < last:
            return passed, matters
        # A promise may be repeated in more documents than are read at once.
        last = _DEEPER * last if last < MOST_LAST // _DEEPER else MOST_LAST if last < MOST_LAST else None


def _last_day(records: Sequence[Record], desk: Desk) -> datetime.date | None:
    return max((day for record in records if (day := find_day(desk.get_published(record)))), default=None)


def _first_day(records: Sequence[Record], desk: Desk) -> datetime.date | None:
    return min((day for record in records if (day := find_day(desk.get_published(record)))), default=None)


def _complete(entry: Entry, members: Sequence[Record], desk: Desk) -> Entry:
    """The entry with the records of its matter that were not looked for, or left out by who is named or when; of those
    of a formula that hundreds of texts repeat, the first and the last.
    """
    own = {record.id for record in entry.records}
    others = [r for r in members if isinstance(r, Pledge) and r.id not in own]
    ordered = order_by_saying([*entry.records, *others], desk)
    return replace(entry, records=tuple(record for record in ordered if isinstance(record, Pledge)))


def list_pledges(narrow: Filter, desk: Desk) -> Answer:
    """One line a promise, the last said first, with every citation; ages and deadlines count to the newest document."""
    lives = Lives(desk, narrow)
    entries = find_entries(narrow, desk)
    cut = entries[: narrow.limit]
    members = desk.store.get_matter_records([entry.matter for entry in cut], _MEMBERS)
    desk.know(record for own in members.values() for record in own)
    shown = [_complete(entry, members.get(entry.matter, []), desk) for entry in cut]
    told = lives.tell_all([entry.records for entry in shown])
    lines = tuple(make_entry_line(entry, life, lives) for entry, life in zip(shown, told, strict=True))
    looked_for = describe_filter(narrow, desk.name_state)
    notes = []
    if len(shown) < len(entries):
        notes.append(f"The {len(shown)} that were said last; raise --limit to see more.")
    if lines and lives.newest is not None:
        day = format_date(lives.newest.isoformat())
        notes.append(f"Ages, and whether a deadline is past, are counted to {day}, the newest document held.")
        notes.append(
            "No evidence of movement is not evidence of none: `dragoman thread MATTER` tells what is on record."
        )
    if not lines:
        notes.extend(explain_empty("pledges", narrow, replace(narrow, kinds=("pledge",)), desk))
    title = f"Pledges: {looked_for}" if looked_for else "Pledges"
    return desk.finish("pledges", title, [Section("Pledges", lines, _COLUMNS)], notes)


def make_entry_line(entry: Entry, life: Life, lives: Lives) -> Line:
    """A promise as a line: its last wording, and where it stands; `life` is what `lives` told of its records."""
    desk, latest = lives.desk, entry.latest
    first, last = _first_day(entry.records, desk), _last_day(entry.records, desk)
    heard = max((d for s in life.steps if (d := find_day(desk.get_published(s.record)))), default=None)
    deadline = _say_deadline(_latest_deadline(entry), lives.newest, life)
    strengths = dict.fromkeys(record.strength for record in entry.records)
    conditions = dict.fromkeys(record.condition for record in entry.records if record.condition)
    moved = "" if life.movement == "no evidence of movement" else f": {life.movement}"
    cells = (
        say_actors(latest.pledgers, desk.name_state),
        say_actors(latest.beneficiaries, desk.name_state),
        latest.content,
        ", then ".join(strengths),
        "; ".join(conditions),
        format_date(first.isoformat()) if first else "undated",
        format_date(last.isoformat()) if last else "undated",
        deadline,
        say_stage(life.stage) + moved,
        format_date(heard.isoformat()) if heard else "undated",
        say_age(first, lives.newest),
        next((record.project for record in reversed(entry.records) if record.project), ""),
        entry.matter,
    )
    records = [*entry.records, *(s.record for s in life.steps if s.move.is_movement or s.move.is_setback)]
    shown = list(
        {r.id: r for r in (records if len(records) <= 2 * _CITED else [*records[:_CITED], *records[-_CITED:]])}.values()
    )
    # The latest wording gives the line its status and date, the citations go by time.
    line = desk.make_line(
        [latest, *(r for r in shown if r.id != latest.id)], _say(latest, life, first, last, deadline, lives)
    )
    return replace(line, cells=cells)


def _say(
    latest: Pledge,
    life: Life,
    first: datetime.date | None,
    last: datetime.date | None,
    deadline: str,
    lives: Lives,
) -> str:
    words = [lives.desk.say(latest)]
    if first is None or last is None:
        words.append("In a text without a date.")
    else:
        span = format_date(first.isoformat()) + ("" if first == last else f" to {format_date(last.isoformat())}")
        words.append(f"In {'a text' if first == last else 'texts'} of {span} ({say_age(first, lives.newest)} old).")
    if deadline:
        words.append(f"Deadline {deadline}.")
    words.append(f"{say_stage(life.stage)}; {lives.say_silence(life)}.")
    return " ".join(words)


def _latest_deadline(entry: Entry) -> str | None:
    """The deadline that was given last."""
    return next((record.deadline for record in reversed(entry.records) if record.deadline), None)


def _say_deadline(deadline: str | None, newest: datetime.date | None, life: Life) -> str:
    """A deadline, and whether it has passed without completion being on record."""
    if deadline is None:
        return ""
    day = find_day(deadline) if deadline[:1].isdigit() else None
    words = format_date(deadline) if deadline[:1].isdigit() else f"“{deadline}”"
    if day is None or newest is None or day >= newest or life.stage == STAGES["completion"]:
        return words
    return f"{words}: passed {say_age(day, newest)} ago, completion not on record"
