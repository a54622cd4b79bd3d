"""The lexicon validates, holds no word twice, and says which file and field is wrong where it does not."""

import dataclasses
import re
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from dragoman.codebook.lexicon import load_lexicon
from dragoman.codebook.reading import load_yaml
from dragoman.errors import CodebookError

FOLDER = Path(str(resources.files("dragoman.codebook"))) / "lexicon"
FILES = sorted(FOLDER.glob("*.yml"))
THEMES = ("figures", "people", "pledges", "positions", "projects", "ties")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "lexicon"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def lists_in(body: Any, field: str = "") -> Iterator[tuple[str, list[Any]]]:
    if isinstance(body, list):
        yield field, body
    elif isinstance(body, dict):
        for key, value in body.items():
            yield from lists_in(value, f"{field}.{key}".strip("."))


# ---------------------------------------------------------------- the files


def test_every_file_is_a_theme_or_the_general_one() -> None:
    assert {path.stem for path in FILES} == {*THEMES, "en"}


def test_the_words_come_out_as_they_stand_in_the_files() -> None:
    lexicon = load_lexicon(FOLDER)
    for theme in THEMES:
        body = load_yaml(FOLDER / f"{theme}.yml")
        words = getattr(lexicon, theme)
        assert body.keys() == {field.name for field in dataclasses.fields(words)}
        for name, listed in body.items():
            held = getattr(words, name)
            if isinstance(listed, list):
                assert set(held) == set(listed)
            elif name != "ordinals":
                assert held == {word: group for group, group_words in listed.items() for word in group_words}


def test_words_are_reached_by_theme() -> None:
    lexicon = load_lexicon(FOLDER)
    assert lexicon.pledges.verbs["vow"] == "pledged"
    assert lexicon.positions.adjectives["opposed"] == "opposes"
    assert lexicon.figures.metrics["vaccine"] == "doses"
    assert lexicon.ties.ordinals["twelfth"] == 12
    assert "construction" in lexicon.projects.parts
    assert {"On", "May"} <= lexicon.people.not_names  # words of YAML's that mean something else elsewhere
    assert "y" in lexicon.people.open_particles


def test_a_longer_base_is_tried_before_the_shorter_one_in_it() -> None:
    bases = load_lexicon(FOLDER).figures.bases
    for index, base in enumerate(bases):
        assert not any(base.startswith(f"{earlier} ") for earlier in bases[:index])


def test_lists_that_narrow_another_stay_within_it() -> None:
    """A word of the narrower list that the wider one lost would be a rule that never fires."""
    lexicon = load_lexicon(FOLDER)
    pledges, positions, people, figures = lexicon.pledges, lexicon.positions, lexicon.people, lexicon.figures
    assert pledges.past_only | pledges.objects | pledges.leave_to_modal <= pledges.verbs.keys()
    assert pledges.that_clause <= pledges.verbs.keys() | pledges.nouns.keys()
    assert positions.demanding <= positions.calling_for
    assert positions.evils <= positions.issue_heads
    assert positions.open <= positions.verbs.keys() | positions.nouns.keys() | positions.adjectives.keys()
    assert positions.aiding <= positions.nouns.keys()
    assert pledges.not_conditions <= lexicon.conditions
    assert not pledges.tentative & (pledges.not_undertaken | pledges.verbs.keys())
    assert positions.obeying | positions.objecting <= positions.verbs.keys()
    assert positions.silent_carriers <= positions.carriers | positions.phrase_carriers
    assert people.open_particles <= people.particles
    assert figures.growing | figures.rates <= set(figures.metrics.values())
    assert not figures.up & figures.down
    assert lexicon.speech_names | lexicon.speech_nominal <= lexicon.speech_verbs


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lines_are_short_and_every_list_says_what_it_decides(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120] == []
    if path.stem in THEMES:
        for number, line in enumerate(lines):
            if re.match(r"\w+:", line):
                assert lines[number - 1].startswith("# "), line


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_word_twice_in_any_list_is_refused(path: Path, folder: Path) -> None:
    """List by list, so that a field whose shape forgets to look is found."""
    for field, words in lists_in(load_yaml(path)):
        text = path.read_text(encoding="utf-8")
        key = field.rpartition(".")[2]
        lead = text
        for part in field.split("."):
            match = re.search(rf"^ *{re.escape(part)}:", lead, re.MULTILINE)
            assert match is not None
            lead = lead[match.end() :]
        at = len(text) - len(lead) + lead.index("[") + 1
        (folder / path.name).write_text(text[:at] + f'"{words[-1]}", ' + text[at:], encoding="utf-8")
        with pytest.raises(CodebookError, match=re.escape(path.name)) as caught:
            load_lexicon(folder)
        assert str(words[-1]) in str(caught.value), key
        assert field.partition(".")[0] in str(caught.value), key
        (folder / path.name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("pledges.yml", "past_only: [", "past_only: [7, ", r"pledges\.yml: past_only"),
        ("pledges.yml", "  willing: [look]", "  wavering: [look]", r"pledges\.yml: verbs.*'willing'"),
        ("pledges.yml", "modals: [", "models: [", r"pledges\.yml: modals: .*required.*models: .*[Uu]nexpected"),
        ("positions.yml", "  concerned: [raise]", "  concerned: [raise, oppose]", r"positions\.yml: verbs: .*oppose"),
        ("positions.yml", "  concerned: [raise]", "  concerned: raise", r"positions\.yml: verbs: .*list of its words"),
        ("projects.yml", "parts: [", "parts: [construction, ", r"projects\.yml: parts: .*construction"),
        ("ties.yml", "  fifth: 5", "  fifth: five", r"ties\.yml: ordinals\.fifth"),
        ("ties.yml", "  fifth: 5", "  fifth: 5\n  fourth: 5", r"ties\.yml: .*stands twice: fourth"),
        ("figures.yml", "  debt: [debt, owe]", "  debt: [debt, loan]", r"figures\.yml: metrics: .*loan"),
        ("figures.yml", "up: [", "up: increase\nmore: [", r"figures\.yml: up"),
        ("people.yml", "heads: [", "heads: [true, ", r"people\.yml: heads"),
        ("en.yml", "  ongoing:\n    verbs: [", "  ongoing:\n    verbs: [refuse, ", r"en\.yml: .*verbs: .*refuse"),
        ("en.yml", "  ongoing:\n", "  eternal:\n", r"en\.yml: status\.eternal"),
        ("en.yml", "  own: [", "  owned: [", r"en\.yml: coreference\.own"),
    ],
)
def test_a_bad_file_is_named_with_its_field(folder: Path, file: str, old: str, new: str, message: str) -> None:
    change(folder / file, old, new)
    with pytest.raises(CodebookError, match=message):
        load_lexicon(folder)


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CodebookError, match=rf"{re.escape(name)}: cannot be read"):
        load_lexicon(folder)
