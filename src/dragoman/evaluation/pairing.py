"""Which record of the reader answers to which record of the gold: one to one, as many as possible, then the best."""

import re
from collections.abc import Mapping, Sequence

from dragoman.evaluation.compare import (
    Row,
    actors_of,
    agrees,
    alternatives,
    is_same_issue,
    is_same_number,
    is_same_person,
    is_same_speaker,
    jaccard,
    persons_of,
    role_actors,
    share_words,
    speaks_for,
    unit_of,
)

__all__ = ["is_found", "is_neutral", "overlap", "pair_up"]

# What a pair weighs before its similarity (0-1) is added: more pairs go before better pairs, core before the rest.
_CORE, _OTHER = 100, 60
# Actors, words or names in common from which a record is taken for the gold's.
_HALF = 0.5
_WORDS = {
    "pledge": "content", "quote": "content", "position": "issue", "figure": "metric", "tie": "object",
    "event": "mechanism",
}  # fmt: skip
_ENUMS = {
    "event": ("type", "form"), "pledge": ("strength", "lifecycle"), "position": ("stance",), "figure": ("comparator",),
    "tie": ("relation",), "quote": ("mode",),
}  # fmt: skip


def _spans(record: Row, document: str) -> list[Row]:
    here = [item for item in record["evidence"] if (item.get("document") or "").rpartition("/")[2] in ("", document)]
    return [item for item in here if item.get("field") in (None, "record", "cue")] or here


def overlap(gold: Row, record: Row, document: str) -> float:
    """Characters in both clauses as a share of the shorter; 0 unless a letter or digit is shared."""
    best = 0.0
    for mine in _spans(gold, document):
        for theirs in _spans(record, document):
            low, high = max(mine["start"], theirs["start"]), min(mine["end"], theirs["end"])
            if low < high and re.search(r"\w", mine["quote"][low - mine["start"] : high - mine["start"]]):
                shorter = min(mine["end"] - mine["start"], theirs["end"] - theirs["start"])
                best = max(best, (high - low) / shorter)
    return best


def _is_event(gold: Row, record: Row) -> bool:
    has_form = bool(gold.get("form") or alternatives(gold, "form")) and record.get("form") is not None
    is_alike = agrees(gold, record, "type") or (has_form and agrees(gold, record, "form"))
    return is_alike and jaccard(role_actors(gold), role_actors(record)) >= _HALF


def _is_figure(gold: Row, record: Row) -> bool:
    values = [gold["value"], *alternatives(gold, "value")]
    units = {unit_of(unit) for unit in [gold.get("unit"), *alternatives(gold, "unit")]}
    unit = unit_of(record.get("unit"))
    return any(is_same_number(value, record.get("value")) for value in values) and (
        unit is None or None in units or unit in units
    )


def _is_tie(gold: Row, record: Row) -> bool:
    if not agrees(gold, record, "relation"):
        return False
    ours, theirs = actors_of(gold, "subjects"), actors_of(record, "subjects")
    if gold["relation"] == "office":
        names, others = list(persons_of(gold)), list(persons_of(record))
        # A tie that names the person as the actor itself is as good.
        others = others or [name for a in theirs if not a.get("office") and (name := a.get("name") or a.get("id"))]
        if names and others:
            return any(is_same_person(name, other) for name in names for other in others)
    accepted = [{"state": state} for state in alternatives(gold, "subjects")]
    return jaccard(ours, theirs) >= _HALF or (bool(accepted) and jaccard(accepted, theirs) >= _HALF)


def _is_quote(gold: Row, record: Row, people: frozenset[str]) -> bool:
    speaker = record.get("speaker") or {}
    is_voice = is_same_speaker(gold.get("speaker") or {}, speaker, people, is_loose=True)
    is_voice = is_voice or any(speaks_for(wanted, speaker) for wanted in alternatives(gold, "speaker"))
    return is_voice and share_words(gold["content"], record.get("content")) >= _HALF


def is_found(gold: Row, record: Row, people: frozenset[str]) -> bool:
    """Whether the key fields of the kind agree; that the clauses overlap is asked elsewhere."""
    kind = gold["kind"]
    if record.get("kind") != kind:
        return False
    if kind == "event":
        return _is_event(gold, record)
    if kind == "pledge":
        return jaccard(role_actors(gold), role_actors(record)) >= _HALF
    if kind == "position":
        issues = [gold["issue"], *alternatives(gold, "issue")]
        return agrees(gold, record, "stance") and any(is_same_issue(issue, record.get("issue")) for issue in issues)
    if kind == "figure":
        return _is_figure(gold, record)
    return _is_tie(gold, record) if kind == "tie" else _is_quote(gold, record, people)


def _similarity(gold: Row, record: Row, document: str) -> float:
    """0 to 1, to choose among candidates."""
    kind = gold["kind"]
    parts = [
        overlap(gold, record, document),
        jaccard(role_actors(gold), role_actors(record)),
        float(record.get("status") == gold.get("status")),
    ]
    names, others = persons_of(gold), persons_of(record)
    if names or others:
        hits = sum(any(is_same_person(name, other) for other in others) for name in names)
        parts.append(hits / max(len(names), len(others)))
    text = _WORDS[kind]
    parts.append(share_words(gold[text], record.get(text)) if gold.get(text) else 0.5)
    parts += [float(record.get(field) == gold.get(field)) for field in _ENUMS[kind]]
    if kind == "event" and not gold.get("symmetric"):
        parts.append(jaccard(actors_of(gold, "initiators"), actors_of(record, "initiators")))
    if kind == "tie":
        parts.append(share_words(gold.get("label"), record.get("label")))
    parts.append(float(gold["when"].get("edtf") == record["when"].get("edtf")))
    return sum(parts) / len(parts)


def _assign(weights: Mapping[tuple[int, int], float], rows: int, columns: int) -> dict[int, int]:
    """The one-to-one assignment of greatest weight (Hungarian method, shortest augmenting paths); rows → columns."""
    if rows > columns:
        turned = {(column, row): weight for (row, column), weight in weights.items()}
        return {row: column for column, row in _assign(turned, columns, rows).items()}
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(row, weights, row_price, column_price, owner)
    return {
        owner[column] - 1: column - 1
        for column in range(1, columns + 1)
        if owner[column] and (owner[column] - 1, column - 1) in weights
    }


def _augment(
    row: int,
    weights: Mapping[tuple[int, int], float],
    row_price: list[float],
    column_price: list[float],
    owner: list[int],
) -> None:
    """Give one more row a column, moving others along the cheapest path; column 0 stands for "none yet"."""
    size = len(owner)
    least, came_from, is_done = [float("inf")] * size, [0] * size, [False] * size
    owner[0], column = row, 0
    while owner[column]:
        is_done[column] = True
        current, step, following = owner[column], float("inf"), 0
        for other in range(1, size):
            if is_done[other]:
                continue
            cost = -weights.get((current - 1, other - 1), 0.0) - row_price[current] - column_price[other]
            if cost < least[other]:
                least[other], came_from[other] = cost, column
            if least[other] < step:
                step, following = least[other], other
        for other in range(size):
            if is_done[other]:
                row_price[owner[other]] += step
                column_price[other] -= step
            else:
                least[other] -= step
        column = following
    while column:
        owner[column] = owner[came_from[column]]
        column = came_from[column]


def pair_up(gold: Sequence[Row], records: Sequence[Row], document: str, people: frozenset[str]) -> dict[int, int]:
    """Indices of gold to indices of records, both of one kind and document."""
    weights = {
        (i, j): (_CORE if mine.get("core", True) else _OTHER) + _similarity(mine, record, document)
        for i, mine in enumerate(gold)
        for j, record in enumerate(records)
        if overlap(mine, record, document) and is_found(mine, record, people)
    }
    return _assign(weights, len(gold), len(records))


def is_neutral(record: Row, gold: Sequence[Row], document: str) -> bool:
    """Whether the gold leaves it out on purpose: AGREE on a pledge's words, or a level's growth as its own figure."""
    for mine in gold:
        if record["kind"] == "event" and record.get("type") == "AGREE" and mine["kind"] == "pledge":
            actors = actors_of(record, "initiators", "targets")
            if overlap(mine, record, document) and jaccard(role_actors(mine), actors) >= _HALF:
                return True
        if record["kind"] == "figure" and mine["kind"] == "figure" and overlap(mine, record, document):
            percent = (mine.get("change") or {}).get("percent")
            value = record.get("value")
            if is_same_number(percent, value) and not is_same_number(mine["value"], value):
                return True
    return False
