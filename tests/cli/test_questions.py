"""The commands that docs/questions.md gives for the sample documents work, and cite words."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^On the samples[^\n]*:\n\n```console\n(.*?)```", re.MULTILINE | re.DOTALL)


def find_commands() -> list[str]:
    return [line for block in _BLOCK.findall(PAGE) for line in block.splitlines()]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("questions") / "samples.sqlite")
    found = CliRunner().invoke(app, ["--database", path, "read", str(ROOT / "src/dragoman/samples/documents")])
    assert found.exit_code == 0, found.output
    return path


def test_every_question_has_a_command_for_the_samples() -> None:
    assert len(_BLOCK.findall(PAGE)) == len(re.findall(r"^## \d+\.", PAGE, re.MULTILINE)) == 10


@pytest.mark.parametrize("command", find_commands())
def test_the_command_answers_with_citations(command: str, database: str) -> None:
    program, *words = shlex.split(command)
    assert program == "dragoman"
    found = CliRunner().invoke(app, ["--database", database, *words])
    assert found.exit_code == 0, found.output
    assert "[1]" in found.output
    assert "Citations" in found.output
