"""What every engine's index of words is asked by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable

__all__ = ["WordIndex"]


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The statements that find words, each for documents and for records.

    `ask` makes what both take of parts (a word, or words side by side) and whether the last may be the beginning of
    one; null where none holds a word. `ranked` gives the numbers greater than `beyond` of what holds all the parts,
    the best first and at most `limit`, with their ranks on the engine's own scale; `last` gives numbers without
    ranks, the greatest first, at most `limit` of them behind the first `offset`.
    """

    ask: Callable[[Sequence[str], bool], dict[str, Any] | None]
    ranked: tuple[Executable, Executable]
    last: tuple[Executable, Executable]
