"""In a real browser, without an error or a request away: a newcomer's path, the map, and a span on the timeline."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dragoman.codebook.book import Codebook
from dragoman.server.app import make_app
from dragoman.server.guard.tokens import TokenFile
from tests.server.browser import needs_chromium, open_browser, open_page, serve_app
from tests.server.conftest import PATIENT, make_dragoman

pytestmark = needs_chromium

_TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as opened:
        yield opened


@contextmanager
def serve(database: Path, tokens: Path, codebook: Codebook) -> Iterator[str]:
    """A server over a database."""
    with make_dragoman(database, codebook) as dragoman:
        app = make_app(dragoman, tokens=TokenFile(tokens), limits=PATIENT)
        app.state.lobby.writing.__dict__["codebook"] = codebook
        with serve_app(app) as served:
            yield served


@pytest.fixture
def address(tmp_path: Path, codebook: Codebook) -> Iterator[str]:
    """A server over an empty database."""
    with serve(tmp_path / "new.sqlite", tmp_path / "t.tokens", codebook) as made:
        yield made


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page on a telephone whose errors and requests are watched."""
    with open_page(browser, address, viewport=_TELEPHONE) as opened:
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
    for path in ("/", "/add", "/pledges", "/network", "/map"):
        assert plain.goto(path).status == 200
        assert plain.locator("h1").count() == 1


_RELATION = "/relation/Kenya/T%C3%BCrkiye"


@pytest.fixture
def held(filled: Path, tmp_path: Path, codebook: Codebook) -> Iterator[str]:
    """A server over a copy of the filled database."""
    path = tmp_path / "held.sqlite"
    path.write_bytes(filled.read_bytes())
    with serve(path, tmp_path / "t.tokens", codebook) as made:
        yield made


def _wait_until(page: Any, expression: str) -> None:
    """Playwright's own waiting evaluates strings in the page, which the policy of the pages forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {expression}")


def _find_timeline(page: Any) -> Any:
    """The timeline's box, in view."""
    page.locator("svg.timeline").scroll_into_view_if_needed()
    return page.locator("svg.timeline").bounding_box()


def _drag(page: Any, begin: float, end: float) -> None:
    """Press at a part of the timeline's width and move to another; it is not let go."""
    box = _find_timeline(page)
    y = box["y"] + box["height"] * 0.8
    page.mouse.move(box["x"] + box["width"] * begin, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, y, steps=5)


def _read_span(page: Any) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_span_is_chosen_with_the_mouse(browser: Any, held: str) -> None:
    with open_page(browser, held, viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{_RELATION}?limit=20&during=2024")
        told = page.locator("#span output")
        assert told.inner_text() == ""
        assert not page.get_by_role("button", name="Show this span").is_visible()
        _drag(page, 0.3, 0.6)
        assert " – " in told.inner_text()
        page.keyboard.press("Escape")
        assert told.inner_text() == ""
        page.mouse.up()
        assert "since" not in page.url
        _drag(page, 0.6, 0.3)
        page.mouse.up()
        page.wait_for_url("**since=*")
        span = _read_span(page)
        assert "2024-04" < span["since"] < span["until"] < "2024-07"
        assert span["limit"] == "20"
        assert "during" not in span
        page.get_by_role("link", name="Whole time").first.click()
        assert _read_span(page) == {"limit": "20"}


def test_a_mark_is_opened_by_a_click_and_not_by_a_drag(browser: Any, held: str) -> None:
    with open_page(browser, held, viewport={"width": 1280, "height": 900}) as page:
        page.goto(_RELATION)
        _find_timeline(page)
        mark = page.locator("svg.timeline circle.dot").first.bounding_box()
        x, y = mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 200, y, steps=5)
        page.mouse.up()
        page.wait_for_url("**since=*")
        assert "/relation/" in page.url
        page.go_back()
        assert page.locator("#span output").inner_text() == ""
        _find_timeline(page)
        page.locator("svg.timeline circle.dot").first.click()
        page.wait_for_url("**/record/*")


def test_a_span_is_chosen_with_the_keyboard(browser: Any, held: str) -> None:
    with open_page(browser, held, viewport=_TELEPHONE) as page:
        page.goto(_RELATION)
        begin = page.get_by_role("slider", name="Beginning of the span")
        first = begin.get_attribute("aria-valuetext")
        begin.focus()
        for key in ("PageUp", "PageUp", "ArrowRight", "ArrowLeft"):
            page.keyboard.press(key)
        assert begin.get_attribute("aria-valuetext") != first
        page.keyboard.press("Escape")
        assert begin.get_attribute("aria-valuetext") == first
        page.get_by_role("slider", name="End of the span").focus()
        page.keyboard.press("PageDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**until=*")
        # An end that was left alone stays open.
        assert list(_read_span(page)) == ["until"]
        assert _fits(page)


def test_a_finger_scrolls_until_it_is_held(browser: Any, held: str) -> None:
    with open_page(browser, held, viewport=_TELEPHONE, has_touch=True, is_mobile=True) as page:
        page.goto(_RELATION)
        box = _find_timeline(page)
        y = box["y"] + box["height"] * 0.8
        touch = page.context.new_cdp_session(page)

        def send(kind: str, *places: float) -> None:
            points = [{"x": x, "y": y} for x in places]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        send("touchStart", 300)
        for x in (280, 240, 180, 120):
            send("touchMove", x)
        send("touchEnd")
        _wait_until(page, "document.querySelector('svg.timeline').parentElement.scrollLeft > 50")
        # Until what the finger set in motion rests.
        page.wait_for_timeout(1000)
        assert page.locator("#span output").inner_text() == ""
        send("touchStart", 100)
        _wait_until(page, "document.querySelector('#span output').textContent !== ''")
        for x in (120, 160, 220):
            send("touchMove", x)
        send("touchEnd")
        page.wait_for_url("**until=*")
        assert _read_span(page)["since"] < _read_span(page)["until"]


def test_the_map_begins_in_its_middle_and_leads_on(browser: Any, held: str) -> None:
    with open_page(browser, held, viewport=_TELEPHONE) as page:
        page.goto("/map")
        assert _fits(page)
        _wait_until(page, "document.querySelector('.middle').scrollLeft > 50")
        assert page.locator("svg.world a title").first.text_content()
        page.get_by_role("link", name="Africa").click()
        assert _read_span(page) == {"part": "Africa"}
        page.locator("tbody a").first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "Kenya – Türkiye"
