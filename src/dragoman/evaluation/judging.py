"""What is right and wrong about a pair, and which records state as fact what the text does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.evaluation.compare import (
    Row,
    actors_of,
    agrees,
    alternatives,
    is_same_speaker,
    jaccard,
    role_actors,
    speaks_for,
)
from dragoman.evaluation.pairing import overlap

__all__ = ["UNREAL", "Marks", "find_false_fact", "judge"]

_REAL = {"occurred", "ongoing"}
UNREAL = frozenset({"scheduled", "intended", "hoped", "hypothetical", "denied"})
_VERBAL = ("REQUEST", "AGREE", "ACCUSE", "REJECT", "SUPPORT")
_MATERIAL = ("COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
# What must all be right for a pair to count as strictly found.
_STRICT = ("status", "actors", "direction", "when", "speaker")


@dataclass(frozen=True, slots=True)
class Marks:
    """One found pair: attribute → right or wrong (absent where it does not apply), and its date."""

    right: dict[str, bool]
    is_date_invented: bool
    is_date_missing: bool

    @property
    def is_strict(self) -> bool:
        """Whether status, actors, direction, date and speaker are all right."""
        return all(self.right.get(name, True) for name in _STRICT)


def _are_actors_right(gold: Row, record: Row, people: frozenset[str]) -> bool:
    if jaccard(role_actors(gold), role_actors(record)) == 1.0:
        return True
    if gold["kind"] == "quote":
        speaker = record.get("speaker") or {}
        return is_same_speaker(gold.get("speaker") or {}, speaker, people, is_loose=True) or any(
            speaks_for(wanted, speaker) for wanted in alternatives(gold, "speaker")
        )
    accepted = [{"state": state} for state in alternatives(gold, "subjects")]
    return gold["kind"] == "tie" and bool(accepted) and jaccard(accepted, role_actors(record)) == 1.0


def _innermost(record: Row) -> Row:
    chain = record.get("attribution") or []
    return chain[0] if chain else {}


def judge(gold: Row, record: Row, people: frozenset[str]) -> Marks:
    """Mark one found pair."""
    kind, right = gold["kind"], {}
    statuses = {gold.get("status"), record.get("status")}
    right["status"] = agrees(gold, record, "status") or (kind not in ("event", "pledge") and statuses <= _REAL)
    right["actors"] = _are_actors_right(gold, record, people)
    if kind == "event":
        if not gold.get("symmetric") and True not in alternatives(gold, "symmetric"):
            sides = ("initiators", "targets")
            right["direction"] = all(jaccard(actors_of(gold, s), actors_of(record, s)) == 1.0 for s in sides)
        right["type"] = agrees(gold, record, "type")
        if gold.get("form") or record.get("form"):
            right["form"] = agrees(gold, record, "form")
    dates = [gold["when"].get("edtf") or None, *alternatives(gold, "when")]
    date = record["when"].get("edtf") or None
    right["when"] = date in dates
    entry = _innermost(record)
    accepted = any(speaks_for(wanted, entry) for wanted in alternatives(gold, "speaker"))
    right["speaker"] = accepted or is_same_speaker(_innermost(gold), entry, people)
    if kind == "pledge":
        right["strength"] = agrees(gold, record, "strength")
    return Marks(
        right,
        is_date_invented=date is not None and None in dates and date not in dates,
        is_date_missing=date is None and None not in dates,
    )


def find_false_fact(gold: Row, partner: Row | None, loose: Sequence[Row], document: str) -> Row | None:
    """Who states this scheduled, promised, hoped, possible or denied thing as a fact.

    Its partner; else an unpaired record of its kind on the same words and actors; else, for a pledge, an unpaired
    event of a material type.
    """
    facts = _REAL - set(alternatives(gold, "status"))
    if partner is not None:
        return partner if partner.get("status") in facts else None
    for record in loose:
        if record.get("status") not in facts or not overlap(gold, record, document):
            continue
        if jaccard(role_actors(gold), role_actors(record)) < 0.5:
            continue
        if record["kind"] == gold["kind"] == "pledge":
            return record
        if record["kind"] == gold["kind"] == "event":
            if record.get("type") not in _VERBAL or record.get("type") == gold.get("type"):
                return record
        if gold["kind"] == "pledge" and record["kind"] == "event" and record.get("type") in _MATERIAL:
            return record
    return None
