"""The shell's verbs by which analysts decide."""

import sys
from collections.abc import Callable
from typing import Annotated, cast

import typer

from dragoman.cli.options import Format, FormatOption, with_filters
from dragoman.cli.review import Reviewer, read_keys
from dragoman.cli.writing import get_dragoman, write
from dragoman.service import Asked

__all__ = ["add_deciding"]

_Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, kept with the decision.")]
_By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who decides; without it the setting `analyst`, else the system's user."),
]
_Record = Annotated[str, typer.Argument(metavar="RECORD", help="A record's id, or the beginning of it.")]
_Other = Annotated[str, typer.Argument(metavar="RECORD", help="The other record's id, or the beginning of it.")]


def _confirm(
    context: typer.Context, record: _Record, why: _Why = "", by: _By = None, form: FormatOption = Format.TABLE
) -> None:
    """Stand by a record: answers say who confirmed it."""
    write(get_dragoman(context).confirm(record, why=why, by=by), form)


def _reject(
    context: typer.Context, record: _Record, why: _Why = "", by: _By = None, form: FormatOption = Format.TABLE
) -> None:
    """Take a record out of all answers; show still has it, and undo brings it back. Needs --why."""
    write(get_dragoman(context).reject(record, why=why, by=by), form)


def _correct(
    context: typer.Context,
    record: _Record,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="A field of the record: status, when, targets …")],
    value: Annotated[
        str,
        typer.Argument(metavar="VALUE", help="A code, a date in EDTF, names between semicolons, a number; or null."),
    ],
    why: _Why = "",
    by: _By = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Give a field of a record another value; what the source says stays beside it. Needs --why.

    A value that begins with a hyphen is written after --, behind all options.
    """
    write(get_dragoman(context).correct(record, field, value, why=why, by=by), form)


def _merge(
    context: typer.Context, left: _Record, right: _Other, why: _Why = "", by: _By = None,
    form: FormatOption = Format.TABLE,
) -> None:  # fmt: skip
    """Say that two records tell of one thing in the world. Needs --why."""
    write(get_dragoman(context).merge(left, right, why=why, by=by), form)


def _split(
    context: typer.Context, left: _Record, right: _Other, why: _Why = "", by: _By = None,
    form: FormatOption = Format.TABLE,
) -> None:  # fmt: skip
    """Say that two records tell of two things. Needs --why."""
    write(get_dragoman(context).split(left, right, why=why, by=by), form)


def _undo(
    context: typer.Context,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="A decision's id, or the beginning of it.")],
    why: _Why = "",
    by: _By = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take one decision back; an undo can be undone, too."""
    write(get_dragoman(context).undo(decision, why=why, by=by), form)


def _decisions(
    context: typer.Context,
    record: Annotated[
        str | None, typer.Argument(metavar="[RECORD]", help="Only what was decided about this record.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only this analyst's.")] = None,
    lapsed: Annotated[
        bool, typer.Option("--lapsed", help="Only those that no longer apply since documents were read again.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """What was decided, by whom, when and why, and what became of each decision."""
    write(get_dragoman(context).decisions(record, by=by, is_lapsed=lapsed), form)


@with_filters
def _review(
    context: typer.Context,
    asked: Asked,
    doubts: Annotated[
        list[str] | None,
        typer.Option("--doubt", metavar="KIND", help="confidence, contradiction or duplicate. Repeat."),
    ] = None,
    by: _By = None,
) -> None:
    """Walk through doubtful records one at a time: the least certain, contradictions, possible duplicates.

    One key each, shown with the question. What is decided is not asked again, so that a walk can stop anywhere. Where
    standard input is no terminal, answers are read from its lines: a key, then what the key needs on the next lines.
    """
    Reviewer(get_dragoman(context), read_keys(), sys.stdout, by).walk(doubts or (), asked)


def add_deciding(app: typer.Typer) -> None:
    """Give the command line its verbs for decisions."""
    verbs = {
        "confirm": _confirm, "reject": _reject, "correct": _correct, "merge": _merge, "split": _split, "undo": _undo,
        "decisions": _decisions, "review": _review,
    }  # fmt: skip
    for name, verb in verbs.items():
        app.command(name)(cast(Callable[..., None], verb))
