"""Records that almost tell of one thing: what an analyst decides better than a weight."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from dragoman.memory.blocks import find_keys, find_sought
from dragoman.memory.likeness import compare
from dragoman.memory.traits import Traits, find_traits
from dragoman.model.matter import Likeness, Placed
from dragoman.model.record import Event, Figure, Pledge, Position, Record

__all__ = ["find_near", "say_likeness"]

# So little is missing of what would join them.
_SHORT = 2.0
# A key that more records bear is a formula's: its pairs are no news to anybody.
_MOST_BEARERS = 60


def find_near(records: Sequence[Record], place: Callable[[Record], Placed]) -> Iterator[tuple[str, str, str]]:
    """Pairs of ids of records that fall short of being joined by little, the nearest first, each with what agrees."""
    traits = [
        find_traits(record, place(record))
        for record in records
        if isinstance(record, Event | Pledge | Figure | Position)
    ]
    bearers: dict[str, list[Traits]] = defaultdict(list)
    for item in traits:
        for key in {*find_keys(item), *find_sought(item)}:
            bearers[key].append(item)
    found: dict[tuple[str, str], Likeness] = {}
    for items in bearers.values():
        for index, left in enumerate(items if len(items) <= _MOST_BEARERS else ()):
            for right in items[:index]:
                first, second = sorted((left.id, right.id))
                likeness = compare(left, right) if (first, second) not in found else None
                if likeness is not None and likeness.needed - _SHORT <= likeness.score < likeness.needed:
                    found[first, second] = likeness
    for (first, second), likeness in sorted(found.items(), key=lambda item: (-_share(item[1]), item[0])):
        yield first, second, say_likeness(likeness)


def _share(likeness: Likeness) -> float:
    return likeness.score / likeness.needed


def say_likeness(likeness: Likeness) -> str:
    """What agrees, what each weighs, and the sum beside the one that joins."""
    agreed = "; ".join(f"{item.words} ({item.weight:+g})" for item in likeness.agreements if item.weight)
    return f"{agreed}: {likeness.score:g} of the {likeness.needed:g} needed"
