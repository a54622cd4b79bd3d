"""The pages: each stands, over a filled database and an empty one, and says status in words."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from dragoman.model.answer import STATUS_WORDS
from tests.server.conftest import Open

HTML = {"accept": "text/html"}
EVERY = (
    "/", "/relation/KEN", "/relation/Kenya/T%C3%BCrkiye", "/relation/Kari%20Nes", "/documents", "/document/wire.txt",
    "/pledges", "/records/timeline", "/records/positions", "/records/figures", "/records/ties", "/records/quotes",
    "/search", "/search?q=port", "/network", "/map", "/map?part=Africa&status=hoped",
    "/decisions", "/add", "/thread/LAPSSET%20Corridor", "/login",
)  # fmt: skip


def find_record(client: TestClient, **asked: str) -> str:
    id: str = client.get("/api/v1/records", params=asked).json()["items"][0]["id"]
    return id


@pytest.mark.parametrize("path", EVERY)
def test_every_page_stands(client: TestClient, path: str) -> None:
    reply = client.get(path, headers=HTML)
    assert reply.status_code == 200
    assert reply.text.count("<h1") == 1
    assert '<main id="main"' in reply.text
    assert "<title>" in reply.text


def test_every_record_has_its_page_and_matter(client: TestClient) -> None:
    for kind in ("event", "pledge", "position", "figure", "tie", "quote"):
        record = find_record(client, kind=kind)
        page = client.get(f"/record/{record}")
        assert page.status_code == 200
        assert "<mark" in page.text
        assert f"/record/{record}/decide" in page.text
    matter = client.get("/api/v1/matters", params={"kind": "event"}).json()["items"][0]["id"]
    assert "Accounts of" in client.get(f"/matter/{matter}").text


@pytest.mark.parametrize(
    "path", ["/", "/documents", "/pledges", "/network", "/map", "/search?q=port", "/records/timeline", "/add"]
)
def test_an_empty_database_has_pages_too(open_client: Open, tmp_path: Path, path: str) -> None:
    reply = open_client(tmp_path / "empty.sqlite").get(path, headers=HTML)
    assert reply.status_code == 200
    if path == "/":
        assert "Read the samples" in reply.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/relation/Atlantis", 404),
        ("/relation/Kenya/Atlantis", 404),
        ("/record/ffffffffffffffff", 404),
        ("/document/none.txt", 404),
        ("/matter/none", 404),
        ("/thread/none-such", 404),
        ("/job/none", 404),
        ("/records/none", 404),
        ("/pledges?state=Atlantis", 422),
        ("/pledges?status=wished", 422),
        ("/pledges?page=x", 422),
        ("/pledges?page=0", 422),
        ("/relation/KEN?limit=9999", 422),
        ("/relation/KEN?since=yesterday", 422),
        (f"/search?q={'x' * 400}", 422),
        ("/pledges?as_of=never", 422),
        ("/map?state=Atlantis", 422),
        ("/map?status=wished", 422),
        ("/map?since=yesterday", 422),
        ("/map?since=2025&until=2024", 422),
        ("/map?part=Atlantis", 422),
    ],
)
def test_what_is_not_known_is_told(client: TestClient, path: str, status: int) -> None:
    reply = client.get(path, headers=HTML)
    assert reply.status_code == status
    assert reply.headers["content-type"].startswith("text/html")


def test_every_status_has_a_word_and_a_look_of_its_own(client: TestClient) -> None:
    page = client.get("/").text
    style = client.get("/static/dragoman.css").text
    for status, word in STATUS_WORDS.items():
        assert f'<span class="badge s-{status}">{word}</span>' in page
        assert f".s-{status} {{ --tone: var(--{status}); }}" in style
        assert f".badge.s-{status}::before" in style
    signs = re.findall(r"\.badge\.s-\w+::before \{ content: (\S+)", style)
    assert len(set(signs)) == len(STATUS_WORDS)


def test_a_hope_is_shown_as_a_hope(client: TestClient) -> None:
    page = client.get("/relation/Kenya/Turkey").text
    place = page.index("hopes that" if "hopes that" in page else "visit")
    assert "s-hoped" in page[:place] or "s-hoped" in page[place : place + 2000]
    assert '<circle class="dot s-hoped' not in page or "s-occurred" in page


def test_the_map_says_what_its_table_says(client: TestClient) -> None:
    page = client.get("/map", params={"state": "KEN", "as_of": "2024-12", "undated": "true"}).text
    # Three reports tell of the third round, and somebody tells of the first.
    (row,) = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL)
    assert "Kenya → Türkiye" in row
    assert [int(number) for number in re.findall(r"</span> (\d+)</span>", row)] == [1, 3]
    assert row.index("s-hoped") < row.index("s-occurred")
    assert 'class="arc s-hoped w-visit"' in page
    assert 'class="arc s-occurred w-meet"' in page
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/(?:relation|records)/[^"]+)"', page)]
    assert any(link.startswith("/records/timeline?state=KEN&state=TUR&type=CONSULT") for link in links)
    for link in links:
        assert "as_of=2024-12" in link
        assert client.get(link).status_code == 200, link


def test_reports_of_one_act_are_one_act(client: TestClient) -> None:
    """Three documents tell of the third round of the commission."""
    events = client.get("/api/v1/records", params={"kind": "event", "state": "KEN", "status": "occurred"}).json()
    counted = {item["id"] for item in events["items"]}
    page = client.get("/network").text
    (cooperative,) = re.findall(r'Kenya – Türkiye</a></th><td class="num plus">[^<]*</td><td class="num">(\d+)', page)
    assert int(cooperative) < len(counted)
    assert f"{cooperative} cooperative" in client.get("/").text


def test_citations_lead_to_the_words(client: TestClient) -> None:
    page = client.get("/relation/KEN/TUR").text
    (link, *_) = re.findall(r'class="cite" href="([^"]+)#at"', page)
    address = urlsplit(link.replace("&amp;", "&"))
    start, end = parse_qs(address.query)["at"][0].split("-")
    document = client.get(link.replace("&amp;", "&")).text
    assert 'id="at"' in document
    text = client.get(f"/api/v1/documents/{address.path.rpartition('/')[2]}", params={"form": "text"}).text
    marked = re.search(r'<mark class="[^"]*\bat\b[^"]*" id="at">([^<]+)</mark>', document)
    assert marked
    assert text[int(start) : int(end)].startswith(marked[1].replace("&#39;", "'").replace("&amp;", "&"))


def test_the_point_of_view_goes_along(client: TestClient) -> None:
    page = client.get("/relation/KEN/TUR", params={"as_of": "2024-05-14", "undated": "true", "since": "2024"}).text
    links = re.findall(r'href="(/(?:record|document)/[^"]+)"', page)
    assert links
    assert all("as_of=2024-05-14" in link for link in links)
    assert '<input type="hidden" name="since" value="2024">' in page
    assert "/api/v1/export?since=2024" in page
    # A form sends what was left blank.
    assert client.get("/pledges?as_of=&undated=true&during=&state=").status_code == 200


def test_exports_that_pages_link_to_are_there(client: TestClient) -> None:
    record = find_record(client, kind="pledge")
    for path in ("/relation/KEN/TUR?since=2020", "/pledges?state=TUR", "/records/timeline?status=occurred",
                 "/document/wire.txt", f"/record/{record}", "/documents", "/decisions"):  # fmt: skip
        links = re.findall(r'href="(/api/v1/[^"]+)"', client.get(path).text)
        for link in links:
            assert client.get(link.replace("&amp;", "&")).status_code == 200, (path, link)


def test_names_in_a_form_lead_to_a_relation(client: TestClient) -> None:
    reply = client.get("/go", params={"left": "Kenya", "right": "Türkiye", "as_of": "2024"})
    assert reply.status_code == 303
    assert reply.headers["location"] == "/relation/Kenya/T%C3%BCrkiye?as_of=2024"
    assert client.get("/go", params={"left": "//evil.example"}).headers["location"] == "/relation/%2F%2Fevil.example"
    assert client.get("/go").headers["location"] == "/"


def read_token(page: str) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def test_decisions_are_made_on_the_page(open_client: Open, filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    path.write_bytes(filled.read_bytes())
    client = open_client(path)
    record = find_record(client, kind="pledge")
    token = read_token(client.get(f"/record/{record}").text)
    given = {"form_token": token, "verb": "reject", "why": "<b>wrong</b>", "by": "Ada"}
    assert client.post(f"/record/{record}/decide", data={**given, "form_token": "x"}).status_code == 403
    assert client.post(f"/record/{record}/decide", data={**given, "why": " "}).status_code == 422
    assert client.post(f"/record/{record}/decide", data={**given, "verb": "join"}).status_code == 422
    reply = client.post(f"/record/{record}/decide", data=given)
    assert reply.status_code == 303
    page = client.get(reply.headers["location"]).text
    assert "&lt;b&gt;wrong&lt;/b&gt;" in page
    assert "Ada" in page
    decision = client.get("/api/v1/decisions").json()["sections"][0]["lines"][0]["cells"]["Decision"]
    assert decision in client.get("/decisions").text
    undone = client.post(f"/record/{record}/decide", data={"form_token": token, "verb": "undo", "decision": decision})
    assert undone.status_code == 303


def test_documents_are_added_on_the_page(open_client: Open, tmp_path: Path) -> None:
    client = open_client(tmp_path / "new.sqlite")
    token = read_token(client.get("/add").text)
    assert client.post("/add", data={"form_token": token, "how": "text"}).status_code == 422
    assert (
        client.post("/add", data={"form_token": token, "how": "address", "url": "file:///etc/passwd"}).status_code
        == 422
    )
    assert client.post("/add", data={"form_token": token, "how": "file"}).status_code == 422
    assert client.post("/add", data={"how": "samples"}).status_code == 403
    # Nothing in it is read by the language model: a text of another language is refused before.
    words = "Les deux ministres se sont rencontrés à Dakar et ont signé un accord de coopération. " * 5
    reply = client.post("/add", data={"form_token": token, "how": "text", "text": words, "title": "Communiqué"})
    assert reply.status_code == 303
    for _ in range(200):
        page = client.get(reply.headers["location"]).text
        if 'data-state="done"' in page:
            break
    assert "only English is read yet" in page
