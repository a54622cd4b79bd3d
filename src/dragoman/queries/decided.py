"""A store as analysts decided: what is rejected is not there, and corrected records are found by what they say now."""

import datetime
import heapq
import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from dragoman.memory.carrying import Applied, apply_decisions, list_seen
from dragoman.memory.decisions import Decided, decide_record, find_standing, link_pairs
from dragoman.model.decision import Decision
from dragoman.model.filter import Filter
from dragoman.model.record import Record, from_json
from dragoman.store.base import Found, Hit, Store
from dragoman.store.passing import Traits, place_in_order

__all__ = ["Ruling", "load_ruling"]


class Ruling:
    """What all decisions of a store come to, worked out once for an answer; `view` is the store under them."""

    def __init__(self, store: Store, decisions: Sequence[Decision]) -> None:
        self.decisions = decisions
        standing = find_standing(decisions)
        # Most records have not changed since: those are not fetched, so that thousands of decisions cost little.
        unchanged = store.find_unchanged_decisions() if standing else frozenset()
        seen = [pair for item in standing if item.id not in unchanged for pair in list_seen(item)]
        self._current = {record.id: record for record in store.get_records({id for id, _ in seen})} if seen else {}
        gone = {body["document"] for id, body in seen if id not in self._current and body}
        of_document: dict[str, list[Record]] = {}
        for record in store.get_records_of(gone) if gone else ():
            of_document.setdefault(record.document, []).append(record)
        self.applied = tuple(apply_decisions(standing, self._current, of_document, unchanged))
        self._current |= {record.id: record for records in of_document.values() for record in records}
        self._about: dict[str, list[Applied]] = {}
        for item in self.applied:
            if item.record is not None and item.decision.action in ("confirm", "reject", "correct"):
                self._about.setdefault(item.record, []).append(item)
        self._decided: dict[str, Decided] = {}
        self.view = self._make_view(store) if self._about else store

    @property
    def records(self) -> Sequence[str]:
        """The ids of all records that something was decided about."""
        return tuple(self._about)

    def get(self, record: str) -> Decided | None:
        """The record (an id in full) with what was decided about it, null where nothing was."""
        items = self._about.get(record)
        if items and record not in self._decided:
            # What is not fetched is as it was when the analyst saw it.
            said = self._current.get(record) or from_json(items[0].decision.seen)
            carried = frozenset(item.decision.id for item in items if item.is_carried)
            self._decided[record] = decide_record(said, [item.decision for item in items], carried)
        return self._decided.get(record)

    def list_links(self) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """`memory.decisions.links` of what still applies, by the ids that the records have now."""
        held = (item for item in self.applied if item.record and item.other)
        return link_pairs(replace(item.decision, record=item.record, other=item.other) for item in held)

    def _make_view(self, store: Store) -> Store:
        rejected, corrected = set(), []
        for id, items in self._about.items():
            verdicts = [item.decision.action for item in items if item.decision.action != "correct"]
            if verdicts and verdicts[-1] == "reject":
                rejected.add(id)
            elif len(verdicts) < len(items) and (decided := self.get(id)):
                corrected.append(decided.record)
        return cast(Store, _View(store, frozenset(rejected), corrected))


def load_ruling(store: Store) -> Ruling:
    """The decisions of a store as they apply now, or as they stood when its view ends."""
    decisions = store.find_decisions()
    if (end := store.view.last_second) is not None:
        decisions = [item for item in decisions if datetime.datetime.fromisoformat(item.at) <= end]
    return Ruling(store, decisions)


class _View:
    """A store under decisions; what it does not answer itself, the store answers."""

    def __init__(self, store: Store, rejected: frozenset[str], corrected: Sequence[Record]) -> None:
        self._store = store
        self._rejected = rejected
        self._corrected = {record.id: record for record in corrected}
        self._hidden = rejected | self._corrected.keys()
        self._traits = sorted(map(Traits.of, corrected), key=lambda traits: traits.place)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def get_record(self, record_id: str) -> Record | None:
        """One record as it is decided; null for one that is rejected."""
        found = self._store.get_record(record_id)
        if found is None or found.id in self._rejected:
            return None
        return self._corrected.get(found.id, found)

    def get_records(self, ids: Collection[str]) -> list[Record]:
        """Records as they are decided, without those that are rejected."""
        return self._decide(self._store.get_records(ids))

    def find_records(self, narrow: Filter) -> Iterator[Record]:
        """Records that pass the filter as they are decided, in the store's order."""
        if not self._hidden:
            return self._store.find_records(narrow)
        seen = (
            None if narrow.after is None else self._corrected.get(narrow.after) or self._store.get_record(narrow.after)
        )
        place = None if seen is None else place_in_order(seen)
        if narrow.after in self._corrected:
            # The store would go on from where the record stood before it was corrected.
            whole = self.find_records(replace(narrow, after=None, limit=None, offset=0))
            behind = (record for record in whole if place is None or place_in_order(record) > place)
            return itertools.islice(
                behind, narrow.offset, None if narrow.limit is None else narrow.offset + narrow.limit
            )
        end = None if narrow.limit is None else narrow.offset + narrow.limit
        # As many more as may be left out, so that the limit stays right without a walk through everything.
        asked = replace(narrow, limit=None if end is None else end + len(self._hidden), offset=0)
        kept = (record for record in self._store.find_records(asked) if record.id not in self._hidden)
        added = [traits.record for traits in self._traits if traits.is_passing(narrow)]
        added = [record for record in added if place is None or place_in_order(record) > place]
        found = heapq.merge(kept, added, key=place_in_order)
        return itertools.islice(found, narrow.offset, end)

    def find_of_projects(
        self, asked: Collection[tuple[str, str]], narrow: Filter
    ) -> dict[tuple[str, str], list[Record]]:
        """The records last said of projects with a party, as they are decided."""
        told = self._store.find_of_projects(asked, narrow)
        if not self._hidden:
            return told
        found = {}
        for (project, party), own in told.items():
            of_both = replace(narrow, project=project, actors=(party,))
            kept = (record for record in own if record.id not in self._hidden)
            added = (traits.record for traits in self._traits if traits.is_passing(of_both))
            found[project, party] = list(heapq.merge(kept, added, key=place_in_order))
        return found

    def find_joined(self, narrow: Filter) -> tuple[list[Record], dict[str, str]]:
        """Records that pass the filter as they are decided, and their matters."""
        if not self._hidden:
            return self._store.find_joined(narrow)
        found = list(self.find_records(narrow))
        return found, self._store.get_matters([record.id for record in found])

    def get_matter(self, matter: str) -> list[Record]:
        """The records of a matter as they are decided, without those that are rejected."""
        return self._decide(self._store.get_matter(matter))

    def get_matter_records(self, ids: Sequence[str], most: int) -> dict[str, list[Record]]:
        """The records of matters as they are decided, without those that are rejected."""
        return {id: self._decide(found) for id, found in self._store.get_matter_records(ids, most).items()}

    def _decide(self, found: Sequence[Record]) -> list[Record]:
        return [self._corrected.get(record.id, record) for record in found if record.id not in self._rejected]

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Hits without the records that are rejected."""
        return self._store.add_snippets(words, self.find_hits(words, limit).hits)

    def find_hits(self, words: str, limit: int) -> Found:
        """Hits without the records that are rejected, and without snippets."""
        found = self._store.find_hits(words, limit + len(self._rejected))
        return replace(found, hits=tuple(hit for hit in found.hits if hit.record not in self._rejected)[:limit])
