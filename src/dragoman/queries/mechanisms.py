"""Recurring forums: which rounds are on record, and which are not."""

from collections.abc import Callable, Sequence

from dragoman.model.answer import Line
from dragoman.model.record import Event, Record, Tie
from dragoman.model.when import day_bounds
from dragoman.queries.desk import Desk
from dragoman.queries.wording.dates import format_date, sort_key
from dragoman.queries.wording.names import ordinal
from dragoman.queries.wording.sentences import capitalise

__all__ = ["find_rounds", "list_mechanisms", "say_missing_rounds"]

# A forum may be named in hundreds of records; its rounds come first among those cited.
_CITED = 12
_HELD = ("occurred", "ongoing")
# Forms in which a forum meets.
_ROUND_FORMS = ("dialogue-round", "summit")


def say_missing_rounds(rounds: Sequence[int]) -> str | None:
    """The rounds before and between those on record, as words; null if there is none missing."""
    if not rounds:
        return None
    missing = sorted(set(range(1, max(rounds))) - set(rounds))
    spans: list[list[int]] = []
    for number in missing:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    if not spans:
        return None
    words = [str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans]
    return f"round {words[0]} is not on record" if len(missing) == 1 else f"rounds {', '.join(words)} are not on record"


def _say_round(events: Sequence[Event]) -> str:
    """One round, as all who tell of it give its number, dates, place, reality and persons."""
    first = events[0]
    words = [ordinal(first.round) if first.round is not None else "a round, its number not stated"]
    days = list(dict.fromkeys(format_date(event.when.edtf) for event in events if event.when.edtf))
    # A day within a span that another gives is no other date; what differs beyond that stands side by side.
    words.append(" or ".join(_drop_wider(events) if len(days) > 1 else days) or f"undated: {first.when.basis}")
    places = list(dict.fromkeys(event.place.name for event in events if event.place))
    words.append(f"in {' or '.join(places)}" if places else "place not stated")
    if first.status not in _HELD:
        words.append({"denied": "denied", "hypothetical": "only possible"}.get(first.status, first.status))
    people = dict.fromkeys(a.person for event in events for a in event.initiators + event.targets if a.person)
    if people:
        words.append(" and ".join(people))
    documents = len({event.document for event in events})
    if documents > 1:
        words.append(f"told by {documents} documents")
    return ", ".join(words)


def _drop_wider(events: Sequence[Event]) -> list[str]:
    spans = {edtf: bounds for event in events if (edtf := event.when.edtf) and (bounds := day_bounds(edtf))}
    kept = [
        edtf
        for edtf, mine in spans.items()
        if not any(o != mine and mine[0] <= o[0] and o[1] <= mine[1] for o in spans.values())
    ]
    return [format_date(edtf) for edtf in kept]


def find_rounds(desk: Desk, events: Sequence[Event]) -> list[list[Event]]:
    """The events of one forum as rounds, numbered ones in order, then those without a number by date.

    A round that several documents tell of is one: they share its number or, where none gives one, its matter. Of a
    round that was held its plans are left out; plans of one that was not are kept.
    """
    matters = desk.find_matters(events)
    numbers = {matters.get(event.id, event.id): event.round for event in events if event.round is not None}
    groups: dict[tuple[bool, int, str], list[Event]] = {}
    for event in events:
        matter = matters.get(event.id, event.id)
        number = event.round if event.round is not None else numbers.get(matter)
        key = (False, number, "") if number is not None else (True, 0, matter)
        groups.setdefault(key, []).append(event)
    rounds = []
    for key, group in groups.items():
        held = [event for event in group if event.status in _HELD] or group
        ordered = sorted(held, key=lambda event: (event.round is None, *sort_key(event.when.edtf), event.id))
        rounds.append((key[0], key[1], sort_key(ordered[0].when.edtf), ordered[0].id, ordered))
    return [item[4] for item in sorted(rounds, key=lambda item: item[:4])]


def _is_round(event: Event) -> bool:
    """Whether an event is a round: numbered, or a dated meeting of the forum."""
    if event.round is not None:
        return True
    return event.type == "CONSULT" and event.form in _ROUND_FORMS and event.when.edtf is not None


def _name_of(record: Record) -> str | None:
    if isinstance(record, Event):
        return record.mechanism
    if isinstance(record, Tie) and record.relation == "mechanism":
        return record.object or record.label
    return None


def list_mechanisms(desk: Desk, records: Sequence[Record], fold: Callable[[str], str]) -> list[Line]:
    """One line a mechanism: its rounds in order, and the gaps; `fold` gives the name that spellings share."""
    groups: dict[str, list[Record]] = {}
    names: dict[str, str] = {}
    for record in records:
        name = _name_of(record)
        if name:
            key = fold(name)
            groups.setdefault(key, []).append(record)
            names[key] = max(names.get(key, ""), name, key=len)
    lines = []
    for key, group in groups.items():
        rounds = find_rounds(desk, [item for item in group if isinstance(item, Event) and _is_round(item)])
        events = [event for found in rounds for event in found]
        text = capitalise(names[key])
        if events:
            text += f": {'; '.join(_say_round(found) for found in rounds)}"
            missing = say_missing_rounds([item.round for item in events if item.round is not None])
            text += f"; {missing}" if missing else ""
        else:
            text += f": on record in {len(group)} {'record' if len(group) == 1 else 'records'}, no round numbered"
        numbered = {item.id for item in events}
        cited = [*events, *(item for item in group if item.id not in numbered)][:_CITED]
        line = desk.make_line(cited, f"{text}.")
        # The rounds have statuses and voices of their own; the line has none.
        lines.append(Line(line.text, line.records, citations=line.citations))
    return lines
