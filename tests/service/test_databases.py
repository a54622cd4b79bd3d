"""The verbs over databases of either engine: moved without loss, brought up to date, and never with a password."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.service import Dragoman
from dragoman.store.sql import open_store
from tests.postgresql import EMPTY, Server
from tests.queries.world import build_world


@pytest.fixture
def old(tmp_path: Path) -> str:
    """The small world in a file."""
    path = str(tmp_path / "world.sqlite")
    world = build_world()
    with open_store(path) as store:
        for name, document in world.documents.items():
            store.add_document(document, world.records[name], "by-hand")
    return path


@pytest.fixture
def new(server: Server) -> Iterator[str]:
    """An empty database on a server, named with a password."""
    with server.make_database(EMPTY) as name:
        yield server.get_url(name, "postgres:s3cr3t")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    assert "s3cr3t" not in result.output
    return result.output


def test_there_and_back_again_nothing_is_lost(old: str, new: str, tmp_path: Path) -> None:
    with Dragoman(old) as dragoman:
        dragoman.join()
        before = list(dragoman.export(is_known=True))
        matters = dragoman._open().count_matters()
        held = len(dragoman.documents().sections[0].lines)
    assert "Everything is there" in run("--database", old, "copy", "--to", new)
    back = str(tmp_path / "back.sqlite")
    told = json.loads(run("--database", new, "copy", "--to", back, "--format", "json"))
    assert told["verb"] == "copy"
    for place in (new, back):
        with Dragoman(place) as dragoman:
            assert list(dragoman.export(is_known=True)) == before
            assert dragoman._open().count_matters() == matters
            assert len(dragoman.documents().sections[0].lines) == held
    assert "versions there already" in run("--database", old, "copy", "--to", new)


def test_a_server_answers_every_verb(old: str, new: str) -> None:
    run("--database", old, "copy", "--to", new)
    for verb in (["brief", "kenya", "TUR"], ["timeline", "--since", "2000"], ["search", "kenya"], ["status"],
                 ["documents"], ["offices"], ["export", "--format", "csv"]):  # fmt: skip
        assert run("--database", new, *verb)


def test_migrating_is_told_and_done_once(new: str) -> None:
    assert "brought up to date" in run("--database", new, "migrate")
    assert "Nothing had to be done" in run("--database", new, "migrate")


def test_what_cannot_be_opened_is_one_line_without_a_password(new: str, tmp_path: Path) -> None:
    for place in (
        new.replace("/test_", "/none_"),
        new.replace("host=", "host=/nowhere"),
        "postgresql://a:s3cr3t@b@c/d",
    ):
        result = CliRunner().invoke(app, ["--database", place, "status"])
        assert result.exit_code == 1
        assert len(result.output.splitlines()) == 1
        assert "s3cr3t" not in result.output
