"""The command line: verbs of `Dragoman`, exit codes, progress, and never a traceback for what was foreseen."""

import contextlib
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text
from typer.core import TyperGroup

from dragoman import __version__
from dragoman.cli.asking import add_asking
from dragoman.cli.deciding import add_deciding
from dragoman.cli.options import ExportFormat, Format, FormatOption, TokenAction, with_filters
from dragoman.cli.writing import get_dragoman, write
from dragoman.errors import BadFilter, DragomanError, QueryError, StoreUnavailable
from dragoman.model.answer import Answer
from dragoman.model.tally import CopyTally, Tally
from dragoman.queries.holdings import list_copy, list_tally
from dragoman.render.clean import clean_text
from dragoman.service import Asked, Dragoman

__all__ = ["app", "main"]

_T = TypeVar("_T")

_OK, _FAILED, _USAGE, _SKIPPED, _INTERRUPTED = 0, 1, 2, 3, 130
_EPILOG = (
    "Exit codes: 0 all went well; 1 an error, or nothing could be read; 2 wrong usage (a bad option, an unknown name, "
    "a bad filter); 3 some inputs were skipped; 130 interrupted."
)


class _Verbs(TyperGroup):
    """Commands in the order of use; foreseen errors become one line on stderr and an exit code."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs as they were added, not by the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: Any) -> Any:
        """Run the verb; a DragomanError ends the program with its message."""
        try:
            return super().invoke(ctx)
        except DragomanError as error:
            typer.echo(f"dragoman: {clean_text(str(error))}", err=True)
            raise typer.Exit(_USAGE if isinstance(error, QueryError) else _FAILED) from error


app = typer.Typer(
    cls=_Verbs,
    name="dragoman",
    help="Reads diplomatic documents and keeps a sourced, dated, queryable record of how states relate.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _start(
    context: typer.Context,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="DATABASE",
            envvar="DRAGOMAN_DATABASE",
            help="The database: a path, sqlite:///… or postgresql://…; without it dragoman.sqlite in this folder.",
        ),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Say on stderr what is done, and where it failed.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    if verbose:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        root = logging.getLogger("dragoman")
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        context.call_on_close(lambda: root.removeHandler(handler))
    dragoman = Dragoman(database)
    context.obj = dragoman
    context.call_on_close(dragoman.close)


# ---------------------------------------------------------------------- reading


@contextlib.contextmanager
def _progress(work: str, say: Callable[[_T], str]) -> Iterator[Callable[[_T, str], None] | None]:
    """A line that moves on stderr while documents are worked on, where stderr is a terminal; `say` words a tally."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(work)

        def show(tally: _T, name: str) -> None:
            progress.update(task, description=f"{say(tally)}: {Text(clean_text(name)).plain[-60:]}")

        yield show


@app.command()
def read(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders; - is standard input.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Read documents into the database: text, Markdown, HTML, PDF, DOCX and JSON lines.

    What was read before and has not changed is left alone. Ends with a tally; 3 when some inputs were skipped.
    """
    with _progress("reading", _say_read) as show:
        tally = get_dragoman(context).read(paths, on_progress=show)
    write(list_tally(tally), form)
    raise typer.Exit(_get_code(tally))


def _say_read(tally: Tally) -> str:
    return f"{tally.read} read, {tally.unchanged} unchanged, {len(tally.skipped)} skipped"


@app.command()
def join(context: typer.Context) -> None:
    """Join the records that tell of one event, promise, position, tie or figure into matters; `read` does so itself.

    Needed after an interrupted read, and after an upgrade that joins by other rules.
    """
    typer.echo(f"joined the records of {get_dragoman(context).join()} documents")


def _get_code(tally: Tally) -> int:
    if tally.is_interrupted:
        return _INTERRUPTED
    if not tally.read and not tally.unchanged:
        return _FAILED
    return _SKIPPED if tally.skipped else _OK


def _add_reading(verb: str, text: str) -> None:
    """A command for a verb that reads documents and keeps nothing."""

    def run(
        context: typer.Context,
        paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders; - is standard input.")],
        form: FormatOption = Format.TABLE,
    ) -> None:
        method: Callable[..., Answer] = getattr(get_dragoman(context), verb)
        write(method(paths), form)

    app.command(verb, help=text)(run)


_add_reading("times", "Every time expression of documents, with TIMEX3 and EDTF values; nothing is kept.")
_add_reading("attributions", "Who says, or is told to hold, what in documents; nothing is kept.")


# ---------------------------------------------------------------------- answering

add_asking(app)


@app.command()
def migrate(context: typer.Context, form: FormatOption = Format.TABLE) -> None:
    """Bring the database to this program's schema, saying from which to which; nothing when it is current."""
    write(get_dragoman(context).migrate(), form)


# ---------------------------------------------------------------------- deciding

add_deciding(app)


# ---------------------------------------------------------------------- out of the house


def _say_copied(tally: CopyTally) -> str:
    return f"{tally.versions} carried, {tally.held} there already"


@app.command()
def copy(
    context: typer.Context,
    to: Annotated[
        str, typer.Option("--to", metavar="DATABASE", help="An empty database: a path, sqlite:///… or postgresql://….")
    ],
    form: FormatOption = Format.TABLE,
) -> None:
    """Carry everything that is held into another, empty database, of either engine, without loss.

    Run again after an interruption, it goes on where it ended. A target that holds anything else is refused.
    """
    with _progress("copying", _say_copied) as show:
        tally = get_dragoman(context).copy(to, on_progress=show)
    write(list_copy(tally), form)
    raise typer.Exit(_INTERRUPTED if tally.is_interrupted else _OK)


@app.command()
@with_filters
def export(
    context: typer.Context,
    asked: Asked,
    form: Annotated[ExportFormat, typer.Option("--format", help="How the records are written.")] = ExportFormat.JSONL,
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write to a file, not to standard output.")] = None,
    known: Annotated[bool, typer.Option("--known", help="Add when this database learned each record.")] = False,
    as_said: Annotated[
        bool, typer.Option("--as-said", help="What the sources said, whatever analysts decided.")
    ] = False,
) -> None:
    """Records, one a line: JSON as they are stored, or flattened CSV; as analysts decided, where they did."""
    rows = get_dragoman(context).export(form.value, is_known=known, is_as_said=as_said, **asked)
    if output is None:
        for row in rows:
            sys.stdout.write(row)
        return
    try:
        with Path(output).open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(rows)
    except OSError as error:
        raise StoreUnavailable(f"{output} cannot be written: {error.strerror}; name another file") from error


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="PORT", help="The port.")] = 8700,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A name that the server goes by, for a proxy before it. Repeat."),
    ] = None,
) -> None:
    """Serve pages and an HTTP API over the database until Ctrl-C.

    Whoever asks from another machine needs a token (`dragoman token create NAME`).
    """
    # FastAPI takes half a second to import, which no other verb should wait for.
    from dragoman.server.app import serve

    serve(get_dragoman(context), host, port, typer.echo, names or ())


@app.command()
def token(
    context: typer.Context,
    action: Annotated[TokenAction, typer.Argument(metavar="create|list|revoke", help="What to do.")],
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Who uses it.")] = None,
) -> None:
    """Create, list or revoke the tokens by which other machines may ask `dragoman serve`; each is shown once."""
    from dragoman.server.guard.tokens import TokenFile

    tokens = TokenFile(get_dragoman(context).settings.tokens)
    if action is TokenAction.LIST:
        for held in tokens.list():
            typer.echo(f"{held.created}  {held.name}")
        return
    if name is None:
        raise BadFilter(f"`dragoman token {action.value}` needs a name")
    if action is TokenAction.CREATE:
        typer.echo(tokens.create(name))
    else:
        tokens.revoke(name)


@app.command()
def evaluate(
    context: typer.Context,
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="A gold file of JSON lines, or a folder of them.")],
    folder: Annotated[
        str | None,
        typer.Option("--documents", metavar="DIR", help="The documents; without it, `documents` beside the gold."),
    ] = None,
    kinds: Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="Only this kind. Repeat.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Read a gold standard's documents afresh and score what is found; the database is not touched."""
    report = get_dragoman(context).evaluate(gold, folder, kinds or ())
    write(report.to_answer(), form)


def _use_utf8() -> None:
    """Write UTF-8 whatever the locale: diplomatic text does not fit an ASCII terminal, and must not stop there."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def main() -> None:
    """Run the command line and leave with its exit code."""
    _use_utf8()
    app()
