"""What a run of reading came to."""

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["CopyTally", "Skip", "Tally"]


@dataclass(frozen=True, slots=True)
class Skip:
    """One input that was not read: its name, the short reason that it is counted by, and the sentence that explains."""

    name: str
    reason: str
    message: str


@dataclass(slots=True)
class Tally:
    """Counts of one run: filled while it reads, true at any moment, also when the run is interrupted.

    `joined` counts the documents whose records were joined with the others' into matters.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: list[Skip] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    joined: int = 0
    is_interrupted: bool = False

    @property
    def records(self) -> int:
        """Records written in this run."""
        return self.kinds.total()

    @property
    def reasons(self) -> Counter[str]:
        """How many inputs were skipped, by reason."""
        return Counter(skip.reason for skip in self.skipped)


@dataclass(slots=True)
class CopyTally:
    """Counts of one copy of a database: filled while it goes, true at any moment, also when it is interrupted.

    `versions` of documents and their `records` were carried, `others` (rows of what stands by itself) too; `held` are
    the versions that were there already.
    """

    versions: int = 0
    records: int = 0
    others: int = 0
    held: int = 0
    is_interrupted: bool = False
