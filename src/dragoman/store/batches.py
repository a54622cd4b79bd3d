"""Values in batches that one statement can name."""

import itertools
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["cut_batches"]

_T = TypeVar("_T")

# How many values one statement names at most: well below what any engine takes.
_MOST_VALUES = 500


def cut_batches(values: Iterable[_T], most: int = _MOST_VALUES) -> Iterator[list[_T]]:
    """The values in their order, at most so many at a time."""
    iterator = iter(values)
    while batch := list(itertools.islice(iterator, most)):
        yield batch
