import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.cli.options import Format
from dragoman.cli.reference import build_reference
from dragoman.holding import Holding
from dragoman.render.formats import BINARY_FORMATS, FORMATS
from dragoman.service import Dragoman
from dragoman.store.sql import open_store
from tests.queries.world import build_world

VERBS = ["timeline", "pledges", "positions", "figures", "ties", "quotes", "documents", "status"]
# Verbs that need to be told what about.
ASKED = {
    "brief": ("kenya", "TUR"),
    "agenda": ("kenya", "TUR"),
    "thread": ("Joint Economic Commission",),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small world in a real database."""
    path = str(tmp_path_factory.mktemp("cli") / "world.sqlite")
    world = build_world()
    store = open_store(path)
    for name, document in world.documents.items():
        store.add_document(document, world.records[name], "by-hand")
    store.close()
    return path


@pytest.fixture
def run(database: str) -> Callable[..., Any]:
    return lambda *arguments: CliRunner().invoke(app, ["--database", database, *arguments])


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("verb", [*VERBS, *ASKED])
def test_every_verb_in_every_format(run: Callable[..., Any], verb: str, form: str) -> None:
    result = run(verb, *ASKED.get(verb, ()), "--format", form)
    assert result.exit_code == 0, result.output
    if form == "json":
        assert json.loads(result.stdout)["verb"] == verb


@pytest.mark.parametrize("form", FORMATS)
def test_accounts_in_every_format(run: Callable[..., Any], form: str) -> None:
    exported = run("export", "--document", "ministry.txt", "--kind", "event").stdout
    result = run("compare", json.loads(exported)["id"], "--format", form)
    assert result.exit_code == 0, result.output
    assert "Ministry of Trade of Kenya" in result.stdout


def test_formats_are_those_of_render() -> None:
    assert tuple(Format) == FORMATS + BINARY_FORMATS


def test_a_briefing_cites_and_says_what_is_hoped(run: Callable[..., Any]) -> None:
    result = run("brief", "kenya", "Ankara")
    assert "[1]" in result.stdout
    assert "hoped" in result.stdout
    assert "Bosphorus Wire, 2024-05-15" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["brief", "kenia"], "did you mean Kenya"),
        (["timeline", "--state", "kenia"], "did you mean Kenya"),
        (["timeline", "--kind", "treaty"], "unknown kind “treaty”"),
        (["timeline", "--status", "real"], "unknown status"),
        (["timeline", "--type", "meet"], "unknown type"),
        (["timeline", "--since", "yesterday"], "since “yesterday” is no date"),
        (["timeline", "--since", "2024", "--until", "2020"], "later"),
        (["timeline", "--limit", "0"], "limit 0"),
        (["pledges", "--project", "No Such Canal"], "unknown project"),
        (["show", "zzz"], "no record “zzz”"),
        (["timeline", "--no-such-option"], "no-such-option"),
        (["brief"], "Missing argument"),
        (["brief", "kenya", "turkey", "norway"], "takes one name"),
    ],
)
def test_wrong_usage_is_told_in_a_line_and_exits_2(run: Callable[..., Any], arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.output


def test_filters_narrow(run: Callable[..., Any]) -> None:
    rows = run("export", "--state", "kenya", "--kind", "event", "--status", "hoped").stdout.splitlines()
    assert [json.loads(row)["status"] for row in rows] == ["hoped"]
    rows = run("export", "--since", "2024-05", "--until", "2024-06", "--type", "CONSULT").stdout.splitlines()
    assert len(rows) == 3
    rows = run("export", "--person", "odhiambo").stdout.splitlines()
    assert len(rows) == 1


TIMES = ["--during", "2024", "--as-of", "2024-05-15", "--known-by", "2100"]


@pytest.mark.parametrize("verb", [*VERBS, "offices", "export"])
def test_every_answering_verb_takes_the_three_times(
    run: Callable[..., Any], verb: str, caplog: pytest.LogCaptureFixture
) -> None:
    result = run(verb, *TIMES)
    assert result.exit_code == 0, result.output
    # An export has no place for notes: the log, which stands on stderr, tells.
    assert "1 undated document left out: --undated admits it." in result.output + caplog.text
    caplog.clear()
    assert "undated document left out" not in run(verb, *TIMES, "--undated").output + caplog.text
    if verb != "export":
        said = " ".join(result.stdout.split())
        assert ", as of 15 May 2024, as known here by 2100" in said
        assert "during 2024" in said


def test_a_briefing_a_search_and_a_record_take_them_too(run: Callable[..., Any], database: str) -> None:
    assert "Briefing: Kenya and Türkiye, as of 15 May 2024" in run("brief", "kenya", "TUR", *TIMES).stdout
    found = run("search", "third", *TIMES, "--format", "csv").stdout
    assert "wire.txt" in found
    assert "opinion.txt" not in found
    with Dragoman(database) as dragoman:
        (tie,) = [json.loads(row)["id"] for row in dragoman.export(kinds=["tie"])]
    assert run("show", tie, "--as-of", "2024-05-14").exit_code == 0
    for times, words in (
        (["--during", "2024"], "is undated"),
        (["--known-by", "2001"], "before this database learned"),
    ):
        result = run("show", tie, *times)
        assert result.exit_code == 2
        assert words in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--as-of", "1999"], "the first dated document here is of 14 May 2024; --undated admits 1 without a date"),
        (["--as-of", "May"], "as-of “May” is no date: write 2021"),
        (["--undated"], "give as-of with undated, or leave undated away"),
        (["--known-by", "2001"], "its first document was learned at 20"),
        (["--known-by", "soon"], "known-by “soon” is no date or time"),
        (["--during", "2025/2024"], "ends before it begins"),
        (["--during", "whenever"], "during “whenever” is no date"),
    ],
)
@pytest.mark.parametrize("verb", ["timeline", "offices", "status", "documents", "export"])
def test_times_that_cannot_be_are_told_with_the_cure(
    run: Callable[..., Any], verb: str, arguments: list[str], words: str
) -> None:
    result = run(verb, *arguments)
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.stderr.split())


def test_export_to_a_file_and_back(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    assert run("export", "--known", "--output", str(path)).exit_code == 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 10
    assert all(row["known_from"] and row["document"] for row in rows)
    assert run("export", "--format", "csv").stdout.startswith("id,kind,status")
    assert run("export", "--output", str(tmp_path / "no" / "folder")).exit_code == 1


def test_show_takes_the_beginning_of_an_id(run: Callable[..., Any], database: str) -> None:
    with Dragoman(database) as dragoman:
        record = json.loads(next(dragoman.export()))["id"]
    result = run("show", record[:10], "--format", "markdown")
    assert record in result.stdout
    assert "Evidence" in result.stdout


def test_search_and_empty_search(run: Callable[..., Any]) -> None:
    assert "wire.txt" in run("search", "third", "round").stdout
    assert "Nothing holds “zebra”" in run("search", "zebra").stdout


def test_programs_are_told_of_notes_on_stderr(run: Callable[..., Any]) -> None:
    result = run("quotes", "--format", "jsonl")
    assert result.stdout == ""
    assert "No quotes on record" in result.stderr


def test_a_missing_database_is_not_created(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    result = CliRunner().invoke(app, ["--database", str(path), "brief", "kenya"])
    assert result.exit_code == 1
    assert "run `dragoman read PATH` first" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_environment_names_the_database(database: str) -> None:
    result = CliRunner().invoke(app, ["status"], env={"DRAGOMAN_DATABASE": database})
    assert "world.sqlite" in result.stdout.replace("\n", "")


def run_process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "dragoman", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, **options)


def test_exit_codes_of_the_process(database: str) -> None:
    assert run_process("--version").stdout.startswith("dragoman ")
    assert run_process("--database", database, "status").returncode == 0
    unknown = run_process("--database", database, "brief", "kenia")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert run_process("--nonsense").returncode == 2


def test_output_survives_an_ascii_locale(database: str) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "dragoman", "--database", database, "positions"]
    result = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert result.returncode == 0, result.stderr
    assert "Türkiye" in result.stdout.decode("utf-8")


def test_a_closed_pipe_is_quiet(database: str) -> None:
    command = f'"{sys.executable}" -m dragoman --database "{database}" export | head -c 10'
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert len(result.stdout) == 10


def test_the_reference_is_up_to_date() -> None:
    path = Path(__file__).parents[2] / "docs" / "cli.md"
    assert path.read_text(encoding="utf-8") == build_reference(), "run `python -m dragoman.cli.reference > docs/cli.md`"


def test_every_verb_is_a_method_and_the_other_way_round() -> None:
    verbs = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    # A review asks its questions one at a time, in words that `tell_doubt` gives.
    beside = {"close", "codebook", "reader", "tell_doubt"} | {name for name in vars(Holding) if name[0] != "_"}
    methods = {name for name in dir(Dragoman) if not name.startswith("_")} - beside
    # What is no verb of the service: the door over HTTP, and the tokens that open it.
    assert verbs - {"serve", "token"} == methods


def test_help_tells_the_exit_codes() -> None:
    assert "Exit codes: 0 all went well" in " ".join(CliRunner().invoke(app, ["--help"]).stdout.split())


def test_a_briefing_as_a_page_and_as_a_pdf(run: Callable[..., Any]) -> None:
    page = run("brief", "Kenya", "Türkiye", "--format", "html")
    assert page.stdout.startswith("<!DOCTYPE html>")
    assert "Türkiye" in page.stdout
    paper = run("brief", "Kenya", "Türkiye", "--format", "pdf")
    assert (paper.exit_code, paper.stdout_bytes[:5]) == (0, b"%PDF-")
    assert run("brief", "Kenya", "Türkiye", "--format", "pdf").stdout_bytes == paper.stdout_bytes


def test_a_terminal_is_given_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.cli.options._is_terminal", lambda: True)
    words = ["--database", str(tmp_path / "new.sqlite"), "read", str(tmp_path), "--format", "pdf"]
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--format pdf > answer.pdf" in result.stderr
    assert not (tmp_path / "new.sqlite").exists()
