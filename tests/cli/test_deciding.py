"""Deciding and reviewing in the shell, line by line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.cli import review
from dragoman.cli.app import app
from dragoman.model.filter import Filter
from dragoman.store.sql import open_store
from tests.queries.test_decided import make_odd
from tests.queries.world import build_world


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small world, and the one full of contradictions, as database files."""
    folder = tmp_path_factory.mktemp("worlds")
    world = build_world()
    with open_store(str(folder / "world")) as store:
        for name, document in world.documents.items():
            store.add_document(document, world.records[name], "by-hand")
    odd = make_odd()
    with open_store(str(folder / "odd")) as store:
        for known in list(odd.find_documents()):
            records = list(odd.find_records(Filter(document=known.document.id)))
            document_ = odd.get_document(known.document.id)
            assert document_
            store.add_document(document_, records, "by-hand")
    return {name: (folder / name).read_bytes() for name in ("world", "odd")}


@pytest.fixture
def run(files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("DRAGOMAN_ANALYST", "Ada")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    def invoke(*arguments: str, world: str = "world", keys: str = "") -> Any:
        return CliRunner().invoke(app, ["--database", str(tmp_path / world), *arguments], input=keys)

    return invoke


def rows(run: Callable[..., Any], *arguments: str, **how: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("export", *arguments, **how).stdout.splitlines()]


def decisions(run: Callable[..., Any], *arguments: str, **how: Any) -> list[dict[str, Any]]:
    done = run("decisions", *arguments, "--format", "jsonl", **how)
    assert done.exit_code == 0, done.output
    return [json.loads(line)["cells"] for line in done.stdout.splitlines()]


def test_every_verb_decides_and_every_decision_is_listed(run: Callable[..., Any]) -> None:
    events = [row["id"] for row in rows(run, "--kind", "event")]
    figure = rows(run, "--kind", "figure")[0]["id"]
    for arguments in (
        ["confirm", events[0]],
        ["reject", events[1], "--why", "no such thing", "--by", "Ben"],
        ["correct", figure, "value", "12.5", "--why", "a misprint"],
        ["correct", figure, "--why", "it fell", "--", "change", "-3.5"],
        ["merge", events[0], events[2], "--why", "one"],
        ["split", events[0], events[3], "--why", "two"],
    ):
        done = run(*arguments)
        assert done.exit_code == 0, done.output
        assert "takes it back" in done.stdout
    listed = decisions(run)
    assert [row["Who"] for row in listed] == ["Ada", "Ben", "Ada", "Ada", "Ada", "Ada"]
    assert listed[3]["What"] == "change is down 3.5%"
    assert run("undo", listed[1]["Decision"]).exit_code == 0
    assert decisions(run, "--by", "ben")[0]["Now"].startswith("taken back by Ada")
    assert len(decisions(run, figure)) == 2
    assert decisions(run, "--lapsed") == []
    assert "decided" not in "".join(run("export", "--as-said").stdout)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["confirm", "zzz"], "no record “zzz”"),
        (["reject", "EVENT"], "to reject takes a reason: give one with --why"),
        (["merge", "EVENT", "FIGURE", "--why", "x"], "takes one kind"),
        (["correct", "EVENT", "evidence", "x", "--why", "x"], "“evidence” may not be corrected"),
        (["correct", "EVENT", "stance", "x", "--why", "x"], "“stance” is no field of an event"),
        (["correct", "EVENT", "round", "third", "--why", "x"], "it takes a whole number"),
        (["correct", "EVENT", "status"], "Missing argument"),
        (["undo", "d123"], "no decision “d123”"),
        (["review", "--doubt", "everything"], "unknown doubt “everything”"),
    ],
)
def test_what_cannot_be_decided_is_told_in_a_line_and_exits_2(
    run: Callable[..., Any], arguments: list[str], words: str
) -> None:
    ids = {kind.upper(): rows(run, "--kind", kind)[0]["id"] for kind in ("event", "figure")}
    done = run(*(ids.get(argument, argument) for argument in arguments))
    assert done.exit_code == 2, done.output
    assert words in done.stderr
    assert "Traceback" not in done.output
    assert decisions(run) == []


def test_a_review_goes_on_where_it_stopped(run: Callable[..., Any]) -> None:
    first = run("review", world="odd", keys="c\ns\nq\n")
    assert first.exit_code == 0, first.output
    assert "Confidence: its confidence is 0.40" in first.stdout
    assert "»Papers of«" in first.stdout
    assert "Decided: 1 confirm." in first.stdout
    second = run("review", "--limit", "1", world="odd", keys="c\nc\nc\n")
    assert "— 2 —" not in second.stdout
    assert "Contradiction: others put the figure otherwise" in second.stdout
    assert "Beside it" in second.stdout
    assert [row["What"] for row in decisions(run, world="odd")] == ["confirmed", "confirmed"]


def test_a_review_rejects_corrects_undoes_and_asks_again_for_what_cannot_be(run: Callable[..., Any]) -> None:
    keys = "x\ne\nvalue\nmuch\nsure\ne\nvalue\n7\nthe table has it\nu\nr\n\nr\nwrong year\ns\n"
    done = run("review", "--kind", "figure", world="odd", keys=keys)
    assert done.exit_code == 0, done.output
    assert "“x” is none of the keys." in done.stdout
    assert "value cannot be “much”: it takes a number" in done.stdout
    assert "Left as it was." in done.stdout
    made = [(row["What"], row["Why"]) for row in decisions(run, world="odd")]
    assert made[0] == ("value is 7", "the table has it")
    assert made[2:] == [("rejected", "wrong year")]


def test_a_review_without_answers_or_doubts_ends(run: Callable[..., Any]) -> None:
    assert "Nothing decided." in run("review", world="odd").stdout
    assert "Nothing to review." in run("review", "--kind", "figure").stdout
    rejected = run("review", "--kind", "figure", world="odd", keys="r\nwrong\n")
    assert "— 2 —" not in rejected.stdout, "the other figure contradicts nothing any more"


def test_keys_of_a_terminal_are_read_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pressed = iter(["c", "\x03"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(review.typer, "getchar", lambda: next(pressed))
    keys = review.read_keys()
    assert (keys.read_key(), keys.read_key()) == ("c", None)
