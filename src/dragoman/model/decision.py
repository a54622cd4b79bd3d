"""What an analyst decided about records: appended with who, when and why, never changing what a source said."""

from dataclasses import dataclass
from typing import Any

__all__ = ["ACTIONS", "Decision"]

ACTIONS = ("confirm", "reject", "correct", "merge", "split", "undo")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, as it was appended.

    `action` is one of ACTIONS; `record` the id of the record it is about (of `undo`, null). `other` is the record that
    a `merge` joins it with or a `split` parts it from, or the decision that an `undo` takes back. `field` and `value`
    (JSON) are what `correct` sets. `seen` is the record's body (JSON) as the source's words gave it when the analyst
    decided, of two records a list of both, to tell later whether the decision still applies. `at` is ISO 8601 in UTC.
    A store gives `id` and `at` when it appends the decision; until then they are empty.
    """

    id: str
    at: str
    by: str
    why: str
    action: str
    record: str | None
    other: str | None = None
    field: str | None = None
    value: Any = None
    seen: Any = None
