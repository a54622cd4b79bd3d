"""From the decisions as they were appended to what holds now; pure functions, rebuilt whenever something is asked.

A decision fills a *slot*: the verdict on a record (confirmed or rejected), one field of a record, or one pair of
records. Of the decisions on one slot that nobody took back the last one holds; those of different slots are
independent, and their order does not matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.memory.corrections import correct_record
from dragoman.model.decision import Decision
from dragoman.model.record import Record

__all__ = ["Decided", "decide_record", "find_standing", "find_taken_back", "link_pairs", "links", "slot_of"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A record with what was decided about it: `record` as it is shown, `said` as the source has it.

    `decisions` are those about this record that nobody took back, in order, overruled ones among them; `holding` the
    ids of those of them that hold, `carried` of those made about an earlier reading of the same words.
    """

    record: Record
    said: Record
    decisions: tuple[Decision, ...] = ()
    holding: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()

    def _is(self, action: str) -> bool:
        return any(item.action == action and item.id in self.holding for item in self.decisions)

    @property
    def is_rejected(self) -> bool:
        """Whether an analyst took it out of the answers."""
        return self._is("reject")

    @property
    def is_confirmed(self) -> bool:
        """Whether an analyst stands by it."""
        return self._is("confirm")

    @property
    def is_corrected(self) -> bool:
        """Whether a field has another value than the source's words gave."""
        return self._is("correct")


def find_taken_back(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """The ids of decisions that an undo which holds itself takes back, with that undo; an undo can be undone."""
    taken: dict[str, Decision] = {}
    for decision in reversed(decisions):
        if decision.action == "undo" and decision.id not in taken and decision.other is not None:
            taken[decision.other] = decision
    return taken


def find_standing(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions about records that nobody took back, in order."""
    taken = find_taken_back(decisions)
    return tuple(item for item in decisions if item.action != "undo" and item.id not in taken)


def slot_of(decision: Decision) -> tuple[str, ...]:
    """What a decision settles: of those on one slot the last holds."""
    if decision.action in ("merge", "split"):
        return ("pair", *sorted((decision.record or "", decision.other or "")))
    if decision.action == "correct":
        return "field", decision.record or "", decision.field or ""
    return "verdict", decision.record or ""


def _order(decision: Decision) -> tuple[bool, bool, str]:
    """By field, so that the order of independent corrections does not matter; a type clears what hung on the old one,
    so it comes first, and its mode next."""
    return decision.field != "type", decision.field != "mode", decision.field or ""


def decide_record(said: Record, about: Sequence[Decision], carried: frozenset[str] = frozenset()) -> Decided:
    """The record as it is decided, from the standing decisions about it (confirm, reject, correct) in order.

    Corrected fields have the decided values, the words that the record rests on stay as they are.
    """
    # What was carried over names another record, and settles the same.
    holding = frozenset({slot_of(item)[::2]: item.id for item in about}.values())
    record = said
    for item in sorted((item for item in about if item.id in holding), key=_order):
        if item.action == "correct" and item.field is not None:
            record = correct_record(record, item.field, item.value, f"decided by {item.by} on {item.at[:10]}")
    return Decided(record, said, tuple(about), holding, carried)


def link_pairs(standing: Iterable[Decision]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """`links` of decisions that nobody took back."""
    last: dict[tuple[str, ...], Decision] = {}
    for item in standing:
        if item.action in ("merge", "split") and item.record and item.other:
            last[slot_of(item)] = item
    joined, parted = (
        tuple(sorted((slot[1], slot[2]) for slot, item in last.items() if item.action == action))
        for action in ("merge", "split")
    )
    return joined, parted


def links(decisions: Sequence[Decision]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The pairs of record ids that analysts joined, and those that they parted, each pair and both lists in order.

    Given every decision as it was appended; of those on one pair the last one that nobody took back holds.
    """
    return link_pairs(find_standing(decisions))
