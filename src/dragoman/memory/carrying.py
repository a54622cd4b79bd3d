"""Whether a decision still applies after documents were read again, and to which record.

Better rules change records, and with their spans their ids. A decision about a record that is still there applies if
the record still says what the analyst judged; where the record is gone, another one of the same document and kind on
overlapping words that agrees in its identifying fields takes its place. Everything else is listed with the reason.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.memory.corrections import correct_record
from dragoman.model.actor import Actor
from dragoman.model.decision import Decision
from dragoman.model.record import Record, from_json

__all__ = ["Applied", "apply_decisions", "list_seen"]

# By these one knows a record again; actors by who they are, not by how a text calls them.
_IDENTIFYING = {
    "event": ("type", "form", "parties"),
    "pledge": ("pledgers", "project"),
    "position": ("holders", "issue", "stance"),
    "figure": ("subjects", "metric", "value", "unit"),
    "tie": ("relation", "subjects", "object"),
    "quote": ("speaker",),
}
# Whoever confirms or rejects judges these too.
_JUDGED = ("status", "when")


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision that nobody took back, and the current records that it applies to now.

    `record` and `other` are null, and `reason` says why, where it no longer applies; `is_carried` is true where it was
    made about an earlier reading and was carried over to these records.
    """

    decision: Decision
    record: str | None = None
    other: str | None = None
    reason: str | None = None
    is_carried: bool = False


def list_seen(decision: Decision) -> tuple[tuple[str, dict[str, Any] | None], ...]:
    """The records that a decision is about, by id, each with its body as the analyst had it."""
    bodies = decision.seen if isinstance(decision.seen, list) else [decision.seen]
    ids = [decision.record, decision.other] if decision.action in ("merge", "split") else [decision.record]
    return tuple((id, bodies[place] if place < len(bodies) else None) for place, id in enumerate(ids) if id)


def apply_decisions(
    standing: Iterable[Decision],
    current: Mapping[str, Record],
    of_document: Mapping[str, Sequence[Record]],
    unchanged: Collection[str] = (),
) -> list[Applied]:
    """Where each decision that nobody took back applies now, in their order.

    `current` holds the records of current documents that bear an id of a decision, `of_document` all current records
    of the documents where such a record is gone. `unchanged` are the ids of the decisions about one record that is
    word for word what the analyst saw: these apply as they are.
    """
    return [
        Applied(decision, decision.record) if decision.id in unchanged else _apply(decision, current, of_document)
        for decision in standing
    ]


def _apply(decision: Decision, current: Mapping[str, Record], of_document: Mapping[str, Sequence[Record]]) -> Applied:
    found: list[str] = []
    is_carried = False
    for id, body in list_seen(decision):
        seen = from_json(body) if body else None
        record = current.get(id)
        if record is None:
            record, reason = _find_again(seen, decision, of_document)
            is_carried = True
        else:
            reason = _say_difference(seen, record, decision, (*_IDENTIFYING[record.kind], *_judged(decision)))
        if record is None or reason is not None:
            return Applied(decision, reason=reason)
        found.append(record.id)
    if len(found) == 2 and found[0] == found[1]:
        return Applied(decision, reason="the two are one record now")
    return Applied(decision, found[0] if found else None, found[1] if len(found) > 1 else None, None, is_carried)


def _judged(decision: Decision) -> tuple[str, ...]:
    return _JUDGED if decision.action in ("confirm", "reject") else (decision.field,) if decision.field else ()


def _find_again(
    seen: Record | None, decision: Decision, of_document: Mapping[str, Sequence[Record]]
) -> tuple[Record | None, str | None]:
    """The one record that took the place of one that is gone, or null with the reason."""
    if seen is None:
        return None, "its record is gone, and what it said was not kept"
    if not of_document.get(seen.document):
        return None, f"{seen.document} holds no record any more"
    ranked = [(_overlap(seen, item), item) for item in of_document[seen.document] if item.kind == seen.kind]
    near = [(size, item) for size, item in ranked if size > 0]
    if not near:
        return None, f"no {seen.kind} rests on its words any more"
    alike = [(s, item) for s, item in near if not _say_difference(seen, item, decision, _IDENTIFYING[seen.kind])]
    if not alike:
        closest = max(near, key=lambda pair: (pair[0], pair[1].id))[1]
        return None, _say_difference(seen, closest, decision, _IDENTIFYING[seen.kind])
    agreeing = [pair for pair in alike if not _say_difference(seen, pair[1], decision, _judged(decision))]
    if not agreeing:
        return None, _say_difference(seen, alike[0][1], decision, _judged(decision))
    most = max(size for size, _ in agreeing)
    best = [item for size, item in agreeing if size == most]
    return (best[0], None) if len(best) == 1 else (None, f"{len(best)} records rest on its words now")


def _overlap(seen: Record, record: Record) -> int:
    """How many characters of their clauses two records share; of another version of the text, by its words."""
    mine, theirs = seen.span, record.span
    if seen.version == record.version:
        return min(mine.end, theirs.end) - max(mine.start, theirs.start)
    left, right = " ".join(mine.quote.split()), " ".join(theirs.quote.split())
    return min(len(left), len(right)) if left in right or right in left else 0


def _say_difference(seen: Record | None, record: Record, decision: Decision, fields: Sequence[str]) -> str | None:
    """In which of the fields a record is not what the analyst saw, in words; null where it is.

    A field that the decision corrects may also hold what it was corrected to: better rules came to the same.
    """
    if seen is None:
        return None
    if seen.kind != record.kind:
        return f"it was a {seen.kind} and is a {record.kind} now"
    decided = seen
    if decision.action == "correct" and decision.field is not None:
        decided = correct_record(seen, decision.field, decision.value, "")
    for field in fields:
        old, new = _value(seen, field), _value(record, field)
        if old != new and _value(decided, field) != new:
            return f"its {field} was {_say(old)} and is {_say(new)} now"
    return None


def _value(record: Record, field: str) -> object:
    """A field as it is compared: a date by its EDTF, actors by who they are (the holder of an office by name too)."""
    if field == "when":
        return record.when.edtf
    if field == "parties":
        sides = [_value(record, role) for role in ("initiators", "targets")]
        return frozenset().union(*sides) if getattr(record, "symmetric", False) else tuple(sides)  # type: ignore[arg-type]
    value = getattr(record, field, None)
    if isinstance(value, Actor):
        return value.key
    if isinstance(value, tuple) and all(isinstance(item, Actor) for item in value):
        is_named = getattr(record, "relation", None) == "office"
        return frozenset(f"{item.person or ''} {item.key}".strip() if is_named else item.key for item in value)
    return value


def _say(value: object) -> str:
    if isinstance(value, tuple):
        return " and ".join(_say(item) for item in value)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "nobody"
    return "null" if value is None else str(value)
