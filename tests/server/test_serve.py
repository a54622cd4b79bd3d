"""The server as people start it, in a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app


def find_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture
def served(filled: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "dragoman", "--database", str(filled), "serve", "--port", str(find_port())]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        address = re.search(r"http://\S+", line)
        assert address, line
        try:
            yield process, address[0]
        finally:
            process.kill()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(served: tuple[subprocess.Popen[str], str], how: signal.Signals) -> None:
    process, address = served
    transport = httpx.HTTPTransport(retries=20)
    with httpx.Client(transport=transport, base_url=address, trust_env=False, timeout=60) as client:
        reply = None
        for _ in range(200):
            try:
                reply = client.get("/api/v1/status")
                break
            except httpx.ConnectError:
                continue
        assert reply is not None
        assert reply.status_code == 200
        assert "server" not in reply.headers
        assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    process.send_signal(how)
    assert process.wait(40) in (0, -how, 128 + how)


def test_tokens_are_made_listed_and_revoked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    made = runner.invoke(app, ["token", "create", "ana"])
    assert re.fullmatch(r"drg_[\w-]{43}\n", made.stdout)
    assert runner.invoke(app, ["token", "list"]).stdout.endswith("Z  ana\n")
    assert made.stdout.strip() not in (tmp_path / "dragoman.tokens").read_text()
    assert runner.invoke(app, ["token", "create", "ana"]).exit_code == 1
    assert runner.invoke(app, ["token", "revoke", "ana"]).exit_code == 0
    assert runner.invoke(app, ["token", "list"]).stdout == ""
    assert runner.invoke(app, ["token", "revoke", "ana"]).exit_code == 1
    assert runner.invoke(app, ["token", "create"]).exit_code == 2


def test_others_are_not_served_without_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["serve", "--host", "0.0.0.0"])
    assert done.exit_code == 1
    assert "dragoman token create" in done.stderr
