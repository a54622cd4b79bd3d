"""The shell's verbs that answer."""

from collections.abc import Callable
from typing import Annotated

import typer

from dragoman.cli.options import Format, FormatOption, with_filters, with_times
from dragoman.cli.writing import SCREEN_LINES, get_dragoman, set_limit, write
from dragoman.model.answer import Answer
from dragoman.service import Asked, Times

__all__ = ["add_asking"]

# The verbs in the order of use, each with its help where its docstring does not give it.
_VERBS: list[tuple[str, str | None, Callable[..., None]]] = []


def _verb(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(run: Callable[..., None]) -> Callable[..., None]:
        _VERBS.append((name, None, run))
        return run

    return add


@_verb("brief")
@with_filters
def _brief(
    context: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [NAME]",
            help="A state, or two; or an organisation, issue, project, mechanism or person.",
        ),
    ],
    asked: Asked,
    form: FormatOption = Format.TABLE,
) -> None:
    """Where a relation stands: contacts, pledges, positions, figures, frictions, each line with its citation."""
    write(get_dragoman(context).brief(*names, **set_limit(asked, form, None)), form)


def _add_listing(verb: str, text: str) -> None:
    """A command for a verb that lists records; all take the same filters."""

    @with_filters
    def run(context: typer.Context, asked: Asked, form: FormatOption = Format.TABLE) -> None:
        method: Callable[..., Answer] = getattr(get_dragoman(context), verb)
        write(method(**set_limit(asked, form, SCREEN_LINES)), form)

    _VERBS.append((verb, text, run))


_add_listing("timeline", "Events and pledges by date, undated ones last; --kind asks for other kinds.")
_add_listing(
    "pledges", "The ledger of promises: who undertook what to whom, since when, by when, and what is heard of it."
)
_add_listing("positions", "Who holds which stance on which issue, and in whose words.")
_add_listing("figures", "Quantities with unit, period and source; those that disagree stand side by side.")
_add_listing("ties", "Designations, offices, mechanisms, memberships and other standing relations.")
_add_listing("offices", "Who held which office for whom, and when, as all documents together attest it.")
_add_listing("quotes", "Who said what, directly or in a reporter's words.")


@_verb("show")
@with_times
def _show(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A record's id, or the beginning of it.")],
    times: Times,
    form: FormatOption = Format.TABLE,
) -> None:
    """Everything about one record: fields, evidence in context, whose word it is, and the rules that made it."""
    write(get_dragoman(context).show(record, **times), form)


@_verb("compare")
@with_times
def _compare(
    context: typer.Context,
    matter: Annotated[str, typer.Argument(metavar="MATTER|RECORD", help="The id of a matter, or of a record in it.")],
    times: Times,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many lines a section.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """The accounts of one event or promise side by side: what each says, where they differ, and who is silent."""
    write(get_dragoman(context).compare(matter, limit, **times), form)


@_verb("thread")
@with_filters
def _thread(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="PLEDGE|PROJECT|MATTER",
            help="The id of a pledge or matter, or the name of a project, forum or instrument.",
        ),
    ],
    asked: Asked,
    form: FormatOption = Format.TABLE,
) -> None:
    """The life of a promise, project or forum in order: announced, restated, moved, stopped, or silent."""
    write(get_dragoman(context).thread(name, **set_limit(asked, form, None)), form)


@_verb("agenda")
@with_filters
def _agenda(
    context: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(metavar="MECHANISM|STATE [STATE]", help="A forum, or two states or organisations."),
    ],
    asked: Asked,
    form: FormatOption = Format.TABLE,
) -> None:
    """What to have on the table at the next meeting: promises, what moved, what is unanswered, who will be there."""
    write(get_dragoman(context).agenda(*names, **set_limit(asked, form, None)), form)


@_verb("search")
@with_times
def _search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words to look for.")],
    times: Times,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 20,
    form: FormatOption = Format.TABLE,
) -> None:
    """Documents and records that hold the words, best first."""
    write(get_dragoman(context).search(" ".join(words), limit, **times), form)


@_verb("documents")
@with_times
def _documents(
    context: typer.Context,
    times: Times,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """The documents held, with publisher, date, genre and number of records."""
    write(get_dragoman(context).documents(limit, **times), form)


@_verb("status")
@with_times
def _status(context: typer.Context, times: Times, form: FormatOption = Format.TABLE) -> None:
    """Where the database is, its schema, how much it holds, and what would read into it."""
    write(get_dragoman(context).status(**times), form)


def add_asking(app: typer.Typer) -> None:
    """Add the verbs to the command line, in the order of use."""
    for name, text, run in _VERBS:
        app.command(name, help=text)(run)
