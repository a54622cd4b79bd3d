"""The front page tells the truth: its commands run, what it shows is printed, its Python works, its links lead on."""

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLES = "src/dragoman/samples/documents"
CUT = "…"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def sessions() -> Iterator[tuple[str, list[str]]]:
    """Each command of the `console` blocks with the lines shown below it, in the page's order."""
    for block in blocks("console"):
        for command, _, shown in (part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]):
            yield command, shown.splitlines()


def find_missing(shown: list[str], printed: str) -> str | None:
    """The first line shown that is not printed after those before it; a cut line stands for any lines, none too."""
    rest = iter(line.rstrip() for line in printed.splitlines())
    wanted = (line.rstrip() for line in shown)
    return next((line for line in wanted if line not in ("", CUT) and line not in rest), None)


def run(command: str) -> str:
    """What a command prints on standard output, which `>` sends to a file as a shell would."""
    program, *arguments = shlex.split(command)
    assert program == "dragoman"
    target = None
    if ">" in arguments:
        arguments, target = arguments[: arguments.index(">")], arguments[-1]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, f"{command}\n{result.output}"
    if target:
        Path(target).write_text(result.stdout, encoding="utf-8")
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the samples where the page has them, in which its first command has run."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / SAMPLES, folder / SAMPLES)
    with contextlib.chdir(folder):
        yield folder


@pytest.fixture(scope="module")
def printed(folder: Path) -> list[tuple[str, list[str], str]]:
    """The page's commands in its order, each with what is shown of it and what it printed."""
    return [(command, shown, run(command)) for command, shown in sessions()]


def test_a_line_that_is_not_printed_is_noticed() -> None:
    assert find_missing(["one", CUT, "three"], "one\ntwo\nthree  \n") is None
    assert find_missing(["three", "one"], "one\ntwo\nthree\n") == "one"
    assert find_missing(["one", "two!"], "one\ntwo\n") == "two!"


def test_the_page_shows_a_session() -> None:
    shown = [line for _, lines in sessions() for line in lines if line not in ("", CUT)]
    assert README.splitlines()[2] == "```console"
    assert len(shown) >= 20
    assert all(command.startswith("dragoman ") for command, _ in sessions())
    assert len(README.splitlines()) <= 200


def test_every_command_runs_and_prints_what_is_shown(printed: list[tuple[str, list[str], str]]) -> None:
    for command, shown, told in printed:
        assert find_missing(shown, told) is None, f"$ {command}\n{told}"


def test_commands_without_output_have_something_to_say(printed: list[tuple[str, list[str], str]]) -> None:
    for command, _, told in printed:
        assert len(told.splitlines()) > 2, command
        assert "on record for" not in told, f"$ {command}\n{told}"


@pytest.mark.usefixtures("printed")
def test_the_python_works() -> None:
    (source,) = blocks("python")
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(compile(source, "README.md", "exec"), {})
    assert "Norway" in told.getvalue()


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert len(links) >= 8
    missing = {link for link in links if "://" not in link and not (ROOT / link.partition("#")[0]).exists()}
    assert missing == set()
