"""Everything that Dragoman raises on purpose.

DragomanError
├── SourceError            this input cannot be read: it is skipped, counted and named
│   └── LineError          one line of a JSON lines file: that line only is skipped
├── CodebookError          the knowledge does not hold together: the run stops
├── EvidenceError          a span does not hold its quote: a defect of the program, never stored
├── QueryError             a question that cannot be understood as asked
│   ├── UnknownName        a state, issue, project or mechanism that the codebook does not know
│   ├── UnknownRecord      no record bears this id
│   ├── BadFilter          a filter value outside what the filter takes
│   └── BadDecision        a decision that cannot be made so: what it is about does not take it
├── StoreError             the database cannot be used: the run stops
│   ├── NewerSchema        the database was written by a later Dragoman
│   └── StoreUnavailable   it cannot be opened, created or written
├── SettingsError          a setting that cannot be used: nothing is done
└── GoldError              a gold file that cannot be scored against
"""

__all__ = [
    "BadDecision",
    "BadFilter",
    "CodebookError",
    "DragomanError",
    "EvidenceError",
    "GoldError",
    "LineError",
    "NewerSchema",
    "QueryError",
    "SettingsError",
    "SourceError",
    "StoreError",
    "StoreUnavailable",
    "UnknownName",
    "UnknownRecord",
]


class DragomanError(Exception):
    """The root of the tree: catch this to catch whatever Dragoman raises on purpose."""


class SourceError(DragomanError):
    """An input that cannot be read.

    `name` is the document or file, `reason` a short phrase used to count skipped inputs
    ("empty", "binary", "encrypted PDF"), the message a sentence that names the thing and the cure.
    """

    def __init__(self, name: str, reason: str, message: str | None = None) -> None:
        super().__init__(message or f"{name}: {reason}")
        self.name = name
        self.reason = reason


class LineError(SourceError):
    """One line of a JSON lines file that cannot be read; `line` counts from 1."""

    def __init__(self, name: str, line: int, reason: str, message: str | None = None) -> None:
        super().__init__(name, reason, message or f"{name}, line {line}: {reason}")
        self.line = line


class CodebookError(DragomanError):
    """A codebook file that does not validate, or two that contradict each other."""


class EvidenceError(DragomanError):
    """A span whose text is not its quote."""


class QueryError(DragomanError):
    """A question that cannot be understood as asked."""


class UnknownName(QueryError):
    """A name that the codebook does not know; `suggestions` holds the nearest it does know."""

    def __init__(self, name: str, kind: str, suggestions: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"unknown {kind} “{name}”{hint}")
        self.name = name
        self.kind = kind
        self.suggestions = suggestions


class UnknownRecord(QueryError):
    """No record in this database bears the id."""


class BadFilter(QueryError):
    """A filter value outside what the filter takes."""


class BadDecision(QueryError):
    """A decision that cannot be made so: the message says what the record or field takes."""


class StoreError(DragomanError):
    """The database cannot be used."""


class NewerSchema(StoreError):
    """The database was written by a later Dragoman: upgrade the program, or name another database."""


class StoreUnavailable(StoreError):
    """The database cannot be opened, created or written."""


class SettingsError(DragomanError):
    """A setting, from the environment or the file, that cannot be used."""


class GoldError(DragomanError):
    """A gold file that cannot be scored against."""
