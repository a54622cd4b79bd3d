"""The codebook holds together, and says where it does not."""

import dataclasses
import shutil
from importlib import resources
from pathlib import Path

import pytest

from dragoman.codebook import load_codebook
from dragoman.codebook.lint import lint_codebook
from dragoman.errors import CodebookError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(Path(str(resources.files("dragoman.codebook"))), tmp_path / "codebook")
    return tmp_path / "codebook"


def append(path: Path, line: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def test_the_codebook_holds_together() -> None:
    assert lint_codebook(load_codebook()) == ()


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        ("projects.yml", '- {id: "project:x", name: X Canal, states: [XXX]}', "“XXX” is no state"),
        ("projects.yml", '- {id: "project:x", name: X Canal, part_of: "project:none"}', "which is no project"),
        ("issues.yml", '- {id: "issue:x", name: Kashmir, type: territory}', "“Kashmir” (issue) stands for both"),
        ("actors/regions.yml", '- {id: "region:x", name: Kenya}', "“Kenya” (region) stands for both"),
        ("actors/organisations.yml", '- {id: "org:x", name: Xs, kind: y, members: [SUN]}', "no longer a state"),
        ("actors/organisations.yml", '- {id: "org:x", name: Xs, kind: y, sector: ZZZ}', "no sector"),
        ("actors/traps.yml", "- {words: Ruritania, given: true}", "guards no name"),
        ("scales/cameo.yml", "- {code: '999', name: x, plover: DANCE}", "no PLOVER type"),
        ("offices.yml", '- {id: "office:x", name: Prime Minister, holder: x, rank: 1}', "(office) stands for both"),
    ],
)
def test_contradictions_are_named(folder: Path, file: str, line: str, complaint: str) -> None:
    append(folder / file, line)
    assert any(complaint in problem for problem in lint_codebook(load_codebook(folder)))


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("projects.yml", '- {id: "project:cpec", name: Twice}', "project:cpec” is already taken"),
        ("projects.yml", '- {id: "project:x", name: X, colour: red}', r"project:x.*colour"),
        ("actors/states.yml", "- {id: pakistan, name: Pakistan}", "states.yml: entry .*pakistan.*id"),
        ("issues.yml", '- {id: "issue:x", name: X, type: quarrel}', "issues.yml.*issue:x.*type"),
        ("mechanisms.yml", "- [", "no valid YAML"),
    ],
)
def test_what_does_not_validate_names_file_and_entry(folder: Path, file: str, line: str, message: str) -> None:
    append(folder / file, line)
    with pytest.raises(CodebookError, match=message):
        load_codebook(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "issues.yml").unlink()
    with pytest.raises(CodebookError, match=r"issues\.yml: cannot be read"):
        load_codebook(folder)


def test_a_codebook_is_read_once_and_frozen() -> None:
    codebook = load_codebook()
    assert load_codebook() is codebook
    with pytest.raises(dataclasses.FrozenInstanceError):
        codebook.states = {}  # type: ignore[misc]
