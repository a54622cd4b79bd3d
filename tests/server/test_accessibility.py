"""axe-core over every page, light and dark, on a telephone and on a desk: nothing that keeps people from using them."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from dragoman.codebook.book import Codebook
from dragoman.model.tally import Tally
from dragoman.server.app import make_app
from dragoman.server.guard.tokens import TokenFile
from dragoman.service import Dragoman
from tests.server.browser import needs_chromium, open_browser, open_page, serve_app
from tests.server.conftest import PATIENT, make_dragoman
from tests.server.test_escaping import fill, iter_routes

axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
pytestmark = needs_chromium

# A page that is added to the app is tried without a line here.
ROUTES = [path for path in iter_routes(make_app(Dragoman(":memory:")).routes) if not path.startswith("/api/")]
MORE = {
    "search with hits": "/search?q=Kenya",
    "ledger narrowed": "/pledges?state=Kenya&as_of=2025",
    "nothing found": "/records/timeline?state=Peru",
    "problem": "/record/none",
    "no such page": "/nowhere",
    "printed briefing": "/api/v1/brief?name=Kenya&name=T%C3%BCrkiye&form=html",
    "printed ledger": "/api/v1/figures?form=html",
}
VIEWS = (("light", 390), ("dark", 1280), ("light", 1280), ("dark", 390))
# Contrast takes most of the time, and what a page is made of is the same in all views: every page is looked at by day
# on a telephone and by night on a desk, the fullest ones the other way round too.
_TWO = VIEWS[:2]
# Everything that axe has but what would fetch the style sheets once more.
_OPTIONS = '{resultTypes: ["violations"], preload: false}'


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def addresses(filled: Path, codebook: Codebook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server over the filled database and one over an empty one; neither reads what it is given."""
    folder = tmp_path_factory.mktemp("axe")
    shutil.copy(filled, folder / "filled.sqlite")
    with (
        make_dragoman(folder / "filled.sqlite", codebook) as full,
        make_dragoman(folder / "empty.sqlite", codebook) as empty,
    ):
        apps = [make_app(one, tokens=TokenFile(folder / "none.tokens"), limits=PATIENT) for one in (full, empty)]
        for app in apps:
            app.state.lobby.writing.__dict__["codebook"] = codebook
            app.state.lobby.writing._read_items = lambda items, progress: Tally()
        with serve_app(apps[0]) as first, serve_app(apps[1]) as second:
            yield first, second


def find_violations(page: Any, views: tuple[tuple[str, int], ...] = _TWO) -> list[str]:
    """What axe finds in each view, with the elements."""
    found: list[str] = []
    page.evaluate(axe.AXE_SCRIPT)
    for scheme, width in views:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        for fault in page.evaluate(f"axe.run({_OPTIONS})")["violations"]:
            places = [f"{node['target'][0]}: {node['failureSummary']}" for node in fault["nodes"][:3]]
            found.append(f"{scheme} {width}: {fault['impact']} {fault['id']}: {places}")
    return found


def try_page(browser: Any, address: str, path: str) -> None:
    # The console tells of a page that is not there.
    with browser.new_context(base_url=address, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(path, wait_until="load")
        assert find_violations(page) == []


@pytest.mark.parametrize("route", ROUTES)
def test_every_page_can_be_used_by_everybody(
    browser: Any, addresses: tuple[str, str], client: TestClient, route: str
) -> None:
    try_page(browser, addresses[0], fill(client, route))


@pytest.mark.parametrize("path", MORE.values(), ids=MORE)
def test_so_can_what_is_found_or_not(browser: Any, addresses: tuple[str, str], path: str) -> None:
    try_page(browser, addresses[0], path)


def test_a_page_with_everything_open(browser: Any, addresses: tuple[str, str], client: TestClient) -> None:
    """Forms and lists that are folded away are looked at too."""
    (record,) = client.get("/api/v1/records", params={"limit": 1, "kind": "pledge"}).json()["items"][:1]
    with open_page(browser, addresses[0], reduced_motion="reduce") as page:
        for path in (f"/record/{quote(record['id'])}", "/relation/KEN/TUR"):
            page.goto(path)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert find_violations(page, VIEWS) == []


def test_the_first_steps(browser: Any, addresses: tuple[str, str]) -> None:
    with open_page(browser, addresses[1], reduced_motion="reduce") as page:
        page.goto("/")
        assert find_violations(page, VIEWS) == []
        page.get_by_role("button", name="Read the samples").click()
        page.wait_for_selector('[data-state="done"]')
        assert find_violations(page) == []
