"""Recurring forums: which rounds are on record, and which are not."""

from collections.abc import Callable, Sequence

from dragoman.model.answer import Line
from dragoman.model.record import Event, Record, Tie
from dragoman.queries.desk import Desk
from dragoman.queries.wording.dates import format_date
from dragoman.queries.wording.names import ordinal
from dragoman.queries.wording.sentences import capitalise

__all__ = ["list_mechanisms", "say_missing_rounds"]

# A forum may be named in hundreds of records; its rounds come first among those cited.
_CITED = 12


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


def _say_round(desk: Desk, event: Event) -> str:
    words = [ordinal(event.round) if event.round is not None else "a round, its number not stated"]
    words.append(format_date(event.when.edtf) if event.when.edtf else f"undated: {event.when.basis}")
    words.append(f"in {event.place.name}" if event.place else "place not stated")
    if event.status not in ("occurred", "ongoing"):
        words.append({"denied": "denied", "hypothetical": "only possible"}.get(event.status, event.status))
    people = dict.fromkeys(actor.person for actor in event.initiators + event.targets if actor.person)
    if people:
        words.append(" and ".join(people))
    return ", ".join(words)


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
        events = [item for item in group if isinstance(item, Event) and item.round is not None]
        events.sort(key=lambda item: item.round or 0)
        text = capitalise(names[key])
        if events:
            text += f": {'; '.join(dict.fromkeys(_say_round(desk, event) for event in events))}"
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
