"""A newcomer's path in a real browser: from nothing to a decision and an export, without an error or a request away."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.codebook.book import Codebook
from dragoman.server.app import make_app
from dragoman.server.guard.tokens import TokenFile
from tests.server.browser import needs_chromium, open_browser, open_page, serve_app
from tests.server.conftest import PATIENT, make_dragoman

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def address(tmp_path: Path, codebook: Codebook) -> Iterator[str]:
    """A server over an empty database."""
    with make_dragoman(tmp_path / "new.sqlite", codebook) as dragoman:
        app = make_app(dragoman, tokens=TokenFile(tmp_path / "t.tokens"), limits=PATIENT)
        app.state.lobby.writing.__dict__["codebook"] = codebook
        with serve_app(app) as served:
            yield served


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page on a telephone whose errors and requests are watched."""
    with open_page(browser, address, viewport={"width": 390, "height": 844}) as opened:
        yield opened


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
    with page.expect_download() as caught:
        page.get_by_role("link", name="Briefing as PDF").click()
    assert caught.value.suggested_filename == "dragoman-brief.pdf"
    assert Path(caught.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_role("link", name="Briefing as HTML").click()
    page.wait_for_url("**form=html**")
    assert page.locator(".badge").first.evaluate("one => getComputedStyle(one).borderStyle") != "none"
    assert _fits(page)


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
