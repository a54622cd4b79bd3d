"""Records that are alike enough become sets that contradict themselves nowhere, whatever order they came in."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dragoman.memory.likeness import excludes
from dragoman.memory.traits import Traits

__all__ = ["Edge", "Links", "cluster"]

Edge = tuple[float, str, str]
"""A score and two nodes, the lesser first. A node is a record by its id, or all promises of one signature."""

# A report without a day that fits two things which exclude each other is left alone, unless one fits better by this.
_MARGIN = 1.0


class Links:
    """Pairs of records that an analyst joined or parted; ids in any order."""

    def __init__(self, joined: Iterable[tuple[str, str]] = (), parted: Iterable[tuple[str, str]] = ()) -> None:
        self.joined = frozenset(frozenset(pair) for pair in joined)
        self.parted = frozenset(frozenset(pair) for pair in parted)

    def names(self, id: str) -> bool:
        """Whether an analyst joined or parted this record."""
        return any(id in pair for pair in itertools.chain(self.joined, self.parted))

    def partners(self, id: str) -> list[str]:
        """The records that somebody joined with this one, directly or by way of others."""
        found, waiting = {id}, [id]
        while waiting:
            near = {other for pair in self.joined if waiting[-1] in pair for other in pair}
            waiting.pop()
            waiting.extend(near - found)
            found |= near
        return sorted(found - {id})


def cluster(items: Mapping[str, Traits], edges: Iterable[Edge], links: Links) -> list[tuple[str, ...]]:
    """Sets of nodes, each sorted, in the order of their first nodes; a function of the nodes alone.

    `items` holds the traits by node. The best edges are taken first; two sets are joined only if no record of one
    excludes a record of the other and nobody parted them. What an analyst joined is joined first, whatever it is.
    """
    ordered = sorted(set(edges), key=lambda edge: (-edge[0], edge[1], edge[2]))
    doubtful = _find_doubtful(items, ordered)
    sets: dict[str, list[str]] = {id: [id] for id in items}
    chosen = [tuple(sorted(pair)) for pair in links.joined if len(pair) == 2 and all(id in items for id in pair)]
    for left, right in sorted(chosen):
        _merge(sets, left, right)
    for _, left, right in ordered:
        if left in doubtful or right in doubtful or sets[left] is sets[right]:
            continue
        if _may_join(sets[left], sets[right], items, links):
            _merge(sets, left, right)
    unique = {id(group): group for group in sets.values()}
    return sorted(tuple(sorted(group)) for group in unique.values())


def _merge(sets: dict[str, list[str]], left: str, right: str) -> None:
    mine, theirs = sets[left], sets[right]
    if mine is theirs:
        return
    mine.extend(theirs)
    for id in theirs:
        sets[id] = mine


def _may_join(mine: Sequence[str], theirs: Sequence[str], items: Mapping[str, Traits], links: Links) -> bool:
    chosen = {id for pair in links.joined for id in pair}
    for left in mine:
        for right in theirs:
            if frozenset((left, right)) in links.parted:
                return False
            # What an analyst put into a set is no reason to keep others out of it.
            if not chosen & {left, right} and excludes(items[left], items[right]):
                return False
    return True


def _find_doubtful(items: Mapping[str, Traits], ordered: Sequence[Edge]) -> set[str]:
    """Records without a day that fit, about equally well, two which exclude each other."""
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for score, left, right in ordered:
        near[left].append((score, right))
        near[right].append((score, left))
    doubtful = set()
    for id, others in near.items():
        traits = items[id]
        if traits.kind != "event" or (traits.span and traits.span.is_day) or len(others) < 2:
            continue
        best = others[0][0]
        close = [other for score, other in others if score > best - _MARGIN]
        first = items[close[0]]
        if any(excludes(first, items[other]) for other in close[1:] if items[other].document != first.document):
            doubtful.add(id)
    return doubtful
