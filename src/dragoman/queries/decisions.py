"""The list of decisions, each with what became of it, and what was decided about one record."""

from collections.abc import Sequence

from dragoman.memory.carrying import Applied
from dragoman.memory.decisions import Decided, find_taken_back, slot_of
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.decision import Decision
from dragoman.model.record import Record, to_json
from dragoman.queries.decided import Ruling
from dragoman.queries.desk import Desk
from dragoman.queries.wording.decisions import say_action, say_decided_value

__all__ = ["decision_sections", "list_decided", "list_decisions", "tell_decision"]

_COLUMNS = ("Decision", "When", "Who", "Record", "What", "Why", "Now")


def _say_states(ruling: Ruling) -> dict[str, str]:
    """What became of each decision, by its id: it holds, was overruled or taken back, or no longer applies."""
    taken = find_taken_back(ruling.decisions)
    applied = {item.decision.id: item for item in ruling.applied}
    holding: dict[tuple[str, ...], Applied] = {_slot(item): item for item in ruling.applied if item.reason is None}
    states = {}
    for decision in ruling.decisions:
        item = applied.get(decision.id)
        if decision.id in taken:
            undo = taken[decision.id]
            states[decision.id] = f"taken back by {undo.by} ({undo.id})"
        elif item is None:
            states[decision.id] = "holds"
        elif item.reason is not None:
            states[decision.id] = f"no longer applies: {item.reason}"
        else:
            last = holding[_slot(item)].decision
            words = "holds" if last.id == decision.id else f"overruled by {last.by} ({last.id})"
            places = " and ".join(id for id in (item.record, item.other) if id)
            states[decision.id] = f"{words}; carried over to {places}" if item.is_carried else words
    return states


def _slot(item: Applied) -> tuple[str, ...]:
    """The slot of a decision on the records that it applies to now."""
    slot = slot_of(item.decision)
    if slot[0] == "pair":
        return ("pair", *sorted((item.record or "", item.other or "")))
    return (slot[0], item.record or "", *slot[2:])


def _line(decision: Decision, state: str) -> Line:
    cells = (decision.id, decision.at, decision.by, decision.record or "", say_action(decision), decision.why, state)
    about = f" {decision.record}" if decision.record else ""
    why = f" ({decision.why})" if decision.why else ""
    text = f"{decision.id}, {decision.at}, {decision.by}:{about} {say_action(decision)}{why}; {state}."
    records = tuple(id for id in (decision.record, decision.other) if id and decision.action != "undo")
    return Line(text=text, records=records, when=decision.at[:10], cells=cells)


def list_decisions(
    ruling: Ruling, *, record: Record | None = None, by: str | None = None, is_lapsed: bool = False
) -> Answer:
    """The decisions as they were appended, all or those about a record or of an analyst, with what became of each.

    `is_lapsed` keeps those that no longer apply after documents were read again.
    """
    states = _say_states(ruling)
    shown = _about(record.id, ruling) if record else list(ruling.decisions)
    if by is not None:
        shown = [item for item in shown if item.by.casefold() == by.casefold()]
    if is_lapsed:
        lapsed = {item.decision.id for item in ruling.applied if item.reason is not None}
        shown = [item for item in shown if item.id in lapsed]
    notes = () if shown else ("No decision that fits is on record.",)
    lines = tuple(_line(item, states[item.id]) for item in shown)
    return Answer("decisions", "Decisions", (Section("Decisions", lines, _COLUMNS),), notes=notes)


def _about(id: str, ruling: Ruling) -> list[Decision]:
    """The decisions that name a record or were carried over to it, and what takes these back, in order."""
    carried = {item.decision.id for item in ruling.applied if id in (item.record, item.other)}
    found: set[str] = set()
    for item in ruling.decisions:
        if id in (item.record, item.other) or item.id in carried or (item.action == "undo" and item.other in found):
            found.add(item.id)
    return [item for item in ruling.decisions if item.id in found]


def decision_sections(record: Record, ruling: Ruling, desk: Desk) -> list[Section]:
    """For a record that something was decided about: how it stands decided, and every decision with who, when and why.

    `record` is what the source says.
    """
    about = _about(record.id, ruling)
    if not about:
        return []
    states = _say_states(ruling)
    lines = tuple(_line(item, states[item.id]) for item in about)
    decided = ruling.get(record.id)
    sections = [Section("Decisions", lines, _COLUMNS)]
    if decided is not None:
        sections.insert(0, _as_decided(decided, desk))
    return sections


def _as_decided(decided: Decided, desk: Desk) -> Section:
    said, now = to_json(decided.said), to_json(decided.record)
    lines = [Line(text=desk.say(decided.record), status=decided.record.status, kind=decided.record.kind)]
    if decided.is_rejected:
        lines = [Line(text="Rejected: no answer tells it.")]
    for name, value in now.items():
        if value != said[name]:
            old, new = (_say(name, item) for item in (said[name], value))
            lines.append(Line(text=f"{name}: {new}, where the source has {old}"))
    return Section("As decided", tuple(lines))


def _say(name: str, value: object) -> str:
    if name == "when" and isinstance(value, dict):
        return str(value["edtf"] or "no date")
    return say_decided_value(value)


def list_decided(decided: Decided | None) -> list[dict[str, object]]:
    """The decisions about a record, for an export: each with who, when, why, what, and whether it holds."""
    if decided is None:
        return []
    rows = []
    for item in decided.decisions:
        what = {"field": item.field, "value": item.value} if item.action == "correct" else {}
        body = {"id": item.id, "action": item.action, **what, "by": item.by, "at": item.at, "why": item.why}
        rows.append({**body, "holds": item.id in decided.holding})
    return rows


def tell_decision(decision: Decision, records: Sequence[Record], desk: Desk) -> Answer:
    """What was just appended, and how the records stand now."""
    line = _line(decision, "holds")
    told = tuple(desk.make_line([record]) for record in records)
    sections = [Section("Decided", (line,))]
    if told:
        sections.append(Section("Record" if len(told) == 1 else "Records", told))
    notes = [f"`dragoman undo {decision.id}` takes it back."]
    return desk.finish(decision.action, f"Decision {decision.id}", sections, notes)
