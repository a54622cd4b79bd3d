"""What documents say is text on every page: the routes are those that the app has, so that a new page is tried too."""

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model.ids import make_record_id
from dragoman.render.clean import make_link
from tests.server.hostile import TRICKS, build_hostile

_MARKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "ping", "srcset")


class Page(HTMLParser):
    """Finds what a browser would run or fetch."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.words: list[str] = []
        self._is_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._is_script = tag == "script"
        if (
            tag == "script"
            and not (values.get("src") or "").startswith("/static/")
            and values.get("type") != "application/json"
        ):
            self.faults.append(f"a script in the page: {attrs}")
        if tag in ("iframe", "object", "embed", "base", "style"):
            self.faults.append(f"<{tag}>")
        if tag == "img" and not (values.get("src") or "").startswith("/static/"):
            self.faults.append(f"a picture from elsewhere: {attrs}")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.faults.append(f"{tag} {name}={value}")
            address = re.sub(r"[\s\x00-\x20]", "", value or "").casefold()
            if name in _ADDRESSES and not re.match(r"https?:|[/#?]|$", address):
                self.faults.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self._is_script = False

    def handle_data(self, data: str) -> None:
        if not self._is_script:
            self.words.append(data)


def find_faults(page: str) -> list[str]:
    marks = [f"a mark of direction or control: {mark[0]!r}" for mark in _MARKS.finditer(page)]
    return Page(page).faults + marks


def iter_routes(routes: object) -> list[str]:
    """The paths of all pages; those of routers within the app too."""
    found: list[str] = []
    for route in routes:  # type: ignore[attr-defined]
        inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
        path, methods = getattr(route, "path", ""), getattr(route, "methods", None) or ()
        if inner:
            found += iter_routes(inner)
        elif "GET" in methods and getattr(route, "include_in_schema", True) is False:
            found.append(path)
    return found


def fill(client: TestClient, path: str) -> str:
    """The path with what is hostile in the database in place of its parameters."""
    document, _ = build_hostile()
    (record,) = client.get("/api/v1/records", params={"document": document.id, "kind": "event"}).json()["items"]
    matters = client.get("/api/v1/matters", params={"kind": "event"}).json()["items"]
    values = {
        "document": document.id,
        "record": record["id"],
        "matter": matters[0]["id"],
        "left": "KEN",
        "right": "TUR",
    }
    named = {
        "state": "KEN",
        "actor": "KEN",
        "issue": TRICKS[0],
        "job": "0",
        "listing": "timeline",
        "id": record["id"],
        "first": "KEN",
        "second": "TUR",
    }
    known = {**values, **named}
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda part: quote(known.get(part[1], TRICKS[0]), safe=""), path)


def test_no_page_obeys_a_document(client: TestClient) -> None:
    paths = [path for path in iter_routes(client.app.routes) if not path.startswith("/api/")]  # type: ignore[attr-defined]
    assert "/" in paths
    for path in paths:
        for asked in ({}, {"q": TRICKS[0]}, {"state": "KEN"}, {"words": "met"}):
            reply = client.get(fill(client, path), params=asked, headers={"accept": "text/html"})
            assert reply.status_code < 500, path
            if reply.headers.get("content-type", "").startswith("text/html"):
                assert find_faults(reply.text) == [], path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    trick=st.sampled_from(TRICKS),
    around=st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    where=st.sampled_from(["/{}", "/static/{}", "/login?next={}", "/?{}={}", "/records/{}", "/documents/{}"]),
)
def test_what_is_asked_for_is_not_obeyed_either(client: TestClient, trick: str, around: str, where: str) -> None:
    asked = quote(f"{around}{trick}", safe="")
    reply = client.get(where.replace("{}", asked), headers={"accept": "text/html"})
    assert reply.status_code < 500
    if reply.headers.get("content-type", "").startswith("text/html"):
        assert find_faults(reply.text) == []


@pytest.mark.parametrize("trick", TRICKS)
def test_the_finder_finds(trick: str) -> None:
    """The tests above would pass over anything if what they look with were blind."""
    pages = (f"<p>{trick}</p>", f'<a href="{trick}">x</a>', f"<p title='{trick}'>", f"<b>{trick}<b onclick=x>")
    assert any(find_faults(page) for page in pages)


def test_templates_escape_every_trick(client: TestClient) -> None:
    from dragoman.server.html import _ENVIRONMENT

    made = _ENVIRONMENT.from_string(
        '<p title="{{ x }}">{{ x }}</p><a {% if x | link %}href="{{ x | link }}"{% endif %}>a</a>'
    )
    for trick in (*TRICKS, "a\x1b[31mb", "\ud800", "javascript:x", "JaVaScRiPt:x", "java\nscript:x"):
        page = made.render(x=trick)
        assert find_faults(page) == []
        # One sign for one sign: a highlighted place in a text stays where it is.
        assert len("".join(Page(page).words)) == len(trick) + 1


@pytest.mark.parametrize(
    ("address", "is_good"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        (" https://example.org", False),
        ("https://exa mple.org", False),
        ("https://example.org/\u202e", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("/local", False),
        ("https://", False),
        ("https://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address: str | None, is_good: bool) -> None:
    assert make_link(address) == (address if is_good else None)


def test_ids_of_records_do_not_hold_what_is_hostile() -> None:
    assert re.fullmatch("[0-9a-f]{16}", make_record_id(TRICKS[0], TRICKS[1], "event", 0, 1, 0))
