"""A store as analysts decided: what is rejected is not there, and corrected records are found by what they say now."""

import heapq
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from dragoman.memory.carrying import Applied, apply_decisions, list_seen
from dragoman.memory.decisions import Decided, decide_record, find_standing
from dragoman.model.decision import Decision
from dragoman.model.filter import Filter
from dragoman.model.record import Record
from dragoman.store.base import Hit, Store
from dragoman.store.passing import Traits, place_in_order

__all__ = ["Ruling", "load_ruling"]


class Ruling:
    """What all decisions of a store come to, worked out once for an answer; `view` is the store under them."""

    def __init__(self, store: Store, decisions: Sequence[Decision]) -> None:
        self.decisions = decisions
        standing = find_standing(decisions)
        current = {record.id: record for record in store.get_records({id for item in standing for id in _ids(item)})}
        gone = {body["document"] for item in standing for id, body in list_seen(item) if id not in current and body}
        of_document: dict[str, list[Record]] = {}
        for record in store.get_records_of(gone) if gone else ():
            of_document.setdefault(record.document, []).append(record)
            current.setdefault(record.id, record)
        self.applied = tuple(apply_decisions(standing, current, of_document))
        about: dict[str, list[Applied]] = {}
        for item in self.applied:
            if item.record is not None and item.decision.action in ("confirm", "reject", "correct"):
                about.setdefault(item.record, []).append(item)
        self._decided = {id: _decide(current[id], items) for id, items in about.items()}
        self.view = cast(Store, _View(store, self._decided)) if self._decided else store

    def get(self, record: str) -> Decided | None:
        """The record (an id in full) with what was decided about it, null where nothing was."""
        return self._decided.get(record)

    def __iter__(self) -> Iterator[Decided]:
        """Every record that something was decided about."""
        return iter(self._decided.values())

    def list_links(self) -> list[Applied]:
        """The decisions to join or part two records that still apply, in order, with the records as they are now."""
        return [item for item in self.applied if item.decision.action in ("merge", "split") and item.record]


def load_ruling(store: Store) -> Ruling:
    """The decisions of a store as they apply now."""
    return Ruling(store, store.find_decisions())


def _ids(decision: Decision) -> list[str]:
    return [id for id, _ in list_seen(decision)]


def _decide(said: Record, items: Sequence[Applied]) -> Decided:
    carried = frozenset(item.decision.id for item in items if item.is_carried)
    return decide_record(said, [item.decision for item in items], carried)


class _View:
    """A store under decisions; what it does not answer itself, the store answers."""

    def __init__(self, store: Store, decided: dict[str, Decided]) -> None:
        self._store = store
        self._decided = decided
        changed = [item for item in decided.values() if item.is_rejected or item.is_corrected]
        self._hidden = frozenset(item.said.id for item in changed)
        self._rejected = frozenset(item.said.id for item in changed if item.is_rejected)
        corrected = (Traits.of(item.record) for item in changed if not item.is_rejected)
        self._corrected = sorted(corrected, key=lambda traits: traits.place)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def get_record(self, record_id: str) -> Record | None:
        """One record as it is decided; null for one that is rejected."""
        found = self._store.get_record(record_id)
        decided = self._decided.get(found.id) if found else None
        return decided.record if decided and not decided.is_rejected else None if decided else found

    def find_records(self, narrow: Filter) -> Iterator[Record]:
        """Records that pass the filter as they are decided, in the store's order."""
        if not self._hidden:
            return self._store.find_records(narrow)
        end = None if narrow.limit is None else narrow.offset + narrow.limit
        # As many more as may be left out, so that the limit stays right without a walk through everything.
        asked = replace(narrow, limit=None if end is None else end + len(self._hidden), offset=0)
        kept = (record for record in self._store.find_records(asked) if record.id not in self._hidden)
        added = [traits.record for traits in self._corrected if traits.is_passing(narrow)]
        found = heapq.merge(kept, added, key=place_in_order)
        return itertools.islice(found, narrow.offset, end)

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Hits without the records that are rejected."""
        hits = self._store.search(words, limit + len(self._rejected))
        return [hit for hit in hits if hit.record not in self._rejected][:limit]
