"""The options that verbs share, written once: a decorator gives a command the filters of `service.Asked`."""

import functools
import inspect
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import typer

__all__ = ["ExportFormat", "Format", "FormatOption", "TokenAction", "with_filters", "with_times"]


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


class ExportFormat(StrEnum):
    """How records are exported."""

    JSONL = "jsonl"
    CSV = "csv"


class TokenAction(StrEnum):
    """What is done to a token."""

    CREATE = "create"
    LIST = "list"
    REVOKE = "revoke"


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _refuse_terminal(form: Format) -> Format:
    """A PDF is no text: a terminal would obey some of its bytes. Told before anything is done."""
    if form is Format.PDF and _is_terminal():
        raise typer.BadParameter("a PDF is nothing for a terminal; send it to a file: … --format pdf > answer.pdf")
    return form


FormatOption = Annotated[
    Format,
    typer.Option("--format", help="How the answer is written; pdf goes to a file (>).", callback=_refuse_terminal),
]

# Parameter of `Asked` → its type and option. The order is that of the help.
_FILTERS: dict[str, tuple[Any, Any]] = {
    "states": (
        list[str] | None,
        typer.Option(
            "--state",
            metavar="STATE",
            help="A state or organisation that must be involved: name, code, capital or demonym. Repeat for several.",
        ),
    ),
    "person": (str | None, typer.Option(metavar="NAME", help="A person, by name or surname.")),
    "issue": (str | None, typer.Option(metavar="NAME", help="An issue: a dispute, territory, principle or policy.")),
    "project": (str | None, typer.Option(metavar="NAME", help="A project.")),
    "mechanism": (str | None, typer.Option(metavar="NAME", help="A recurring forum or dialogue.")),
    "kinds": (
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="event, pledge, position, figure, tie or quote. Repeat."),
    ),
    "statuses": (
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="occurred, ongoing, scheduled, intended, hoped, hypothetical or denied. Repeat.",
        ),
    ),
    "types": (
        list[str] | None,
        typer.Option("--type", metavar="TYPE", help="A PLOVER type of events: CONSULT, AGREE, ACCUSE … Repeat."),
    ),
    "relations": (
        list[str] | None,
        typer.Option("--relation", metavar="RELATION", help="A relation of ties: office, designation … Repeat."),
    ),
    "document": (str | None, typer.Option(metavar="ID", help="One document, by its id.")),
    "since": (str | None, typer.Option(metavar="DATE", help="Dated on or after: 2021, 2021-03, 2021-03-15 or EDTF.")),
    "until": (str | None, typer.Option(metavar="DATE", help="Dated on or before.")),
    "during": (
        str | None,
        typer.Option(metavar="RANGE", help="Happened then: a year, month, day or interval (2021-03/2021-06)."),
    ),
    "as_of": (
        str | None,
        typer.Option(metavar="DATE", help="Only what documents say that were published by then."),
    ),
    "undated": (bool, typer.Option("--undated", help="With --as-of: undated documents too.")),
    "known_by": (
        str | None,
        typer.Option(metavar="DATE", help="Only what this database held then: a date, or a date and time (UTC)."),
    ),
    "last": (
        int | None,
        typer.Option(metavar="N", help="Of each kind only the N records of the documents published last."),
    ),
    "limit": (int | None, typer.Option(metavar="N", help="At most so many lines (in a briefing: per section).")),
}
_TIMES = ("during", "as_of", "undated", "known_by")


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Replace a command's `asked` parameter by one option for each filter."""
    return _with_options(command, "asked", tuple(_FILTERS))


def with_times(command: Callable[..., None]) -> Callable[..., None]:
    """Replace a command's `times` parameter by the options for when it happened, was said and was learned."""
    return _with_options(command, "times", _TIMES)


def _with_options(command: Callable[..., None], replaced: str, names: tuple[str, ...]) -> Callable[..., None]:
    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name != replaced]
    added = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if kind is bool else None,
            annotation=Annotated[kind, option],
        )
        for name, (kind, option) in ((name, _FILTERS[name]) for name in names)
    ]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        asked = {name: given.pop(name) for name in names}
        # What was not given is left out, so that the service's defaults hold.
        kept = {
            name: value for name, value in asked.items() if value is not None and value is not False and value != []
        }
        command(**{replaced: kept}, **given)

    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own] + added
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters} | {"return": None}
    return run
