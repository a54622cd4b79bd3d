"""A newcomer's path in a real browser: from nothing to a decision and an export, without an error or a request away."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from dragoman.codebook.book import Codebook
from dragoman.server.app import make_app
from dragoman.server.guard.tokens import TokenFile
from tests.server.conftest import PATIENT, make_dragoman

_CHROMIUM = shutil.which("chromium")
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(_CHROMIUM is None, reason="there is no chromium on PATH")


@pytest.fixture
def address(tmp_path: Path, codebook: Codebook) -> Iterator[str]:
    """A server over an empty database, on a port of its own."""
    import uvicorn

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with make_dragoman(tmp_path / "new.sqlite", codebook) as dragoman:
        app = make_app(dragoman, tokens=TokenFile(tmp_path / "t.tokens"), limits=PATIENT)
        app.state.lobby.writing.__dict__["codebook"] = codebook
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(30)


@pytest.fixture
def page(address: str) -> Iterator[Any]:
    """A page whose errors and requests are watched."""
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_context(base_url=address, viewport={"width": 390, "height": 844}).new_page()
        faults: list[str] = []
        opened.on("console", lambda message: faults.append(message.text) if message.type != "log" else None)
        opened.on("pageerror", lambda error: faults.append(str(error)))
        own = urlsplit(address).netloc
        opened.on("request", lambda asked: faults.append(asked.url) if urlsplit(asked.url).netloc != own else None)
        yield opened
        browser.close()
        assert faults == []


def _fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_newcomer_finds_the_way(page: Any) -> None:
    page.goto("/")
    page.get_by_role("button", name="Read the samples").click()
    page.wait_for_url("**/job/*")
    page.wait_for_selector('[data-state="done"]', timeout=120_000)
    page.get_by_role("link", name="See what is held").click()
    assert _fits(page)
    page.get_by_label("State, organisation or issue").fill("Kenya")
    page.get_by_label("and (optional)").fill("Türkiye")
    page.get_by_role("button", name="Show the relation").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Kenya – Türkiye"
    assert page.locator("svg.timeline circle").count() > 5
    assert _fits(page)
    # From a line to its words in the document.
    page.locator("a.cite").first.click()
    assert page.locator("mark#at").first.inner_text()
    assert _fits(page)
    # From a record in its margin to its page, and a decision.
    page.locator("aside a.line").first.click()
    assert page.locator(".passage mark").count() > 0
    assert _fits(page)
    page.get_by_text("Reject: it is wrong").click()
    form = page.locator("form", has=page.locator('input[name="verb"][value="reject"]'))
    form.get_by_label("Why").fill("Read amiss")
    form.get_by_role("button", name="Reject").click()
    assert "Read amiss" in page.locator("#decisions").inner_text()
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state()
    # And out of the house.
    page.goto("/relation/Kenya/T%C3%BCrkiye")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Records as CSV").click()
    assert Path(caught.value.path()).read_text(encoding="utf-8").count("\n") > 10


def test_reading_needs_no_script_and_the_keyboard_is_enough(page: Any, address: str) -> None:
    page.goto("/add")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    plain = page.context.browser.new_context(base_url=address, java_script_enabled=False).new_page()
    for path in ("/", "/add", "/pledges", "/network"):
        assert plain.goto(path).status == 200
        assert plain.locator("h1").count() == 1
