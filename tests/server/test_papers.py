"""Answers as a page and as a PDF over HTTP: with what a hostile document says, and the links that lead there."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.render.test_papers import read_pdf
from tests.server.hostile import TRICKS
from tests.server.test_escaping import Page

API = "/api/v1"
ASKED = {"name": ["Kenya", "Türkiye"]}


def test_a_briefing_as_a_page_stands_alone(client: TestClient) -> None:
    reply = client.get(f"{API}/brief", params={**ASKED, "form": "html"})
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["content-disposition"] == 'inline; filename="dragoman-brief.html"'
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'; style-src 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    # Its style is the one thing that the finder of faults would not let pass; the policy knows it by its hash.
    assert Page(reply.text).faults == ["<style>"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", reply.text)
    assert "--limit" not in reply.text


def test_a_briefing_as_a_pdf_says_the_same(client: TestClient) -> None:
    first, again = (client.get(f"{API}/brief", params={**ASKED, "form": "pdf"}) for _ in range(2))
    assert first.headers["content-type"] == "application/pdf"
    assert first.headers["content-disposition"] == 'attachment; filename="dragoman-brief.pdf"'
    assert first.content == again.content
    text = read_pdf(first.content).replace(" ", "")
    body = client.get(f"{API}/brief", params=ASKED).json()
    lines = [line for section in body["sections"] for line in section["lines"]]
    assert len(lines) > 5
    for line in lines:
        # The text of the hostile document is long, and its tricks lose what turns the writing.
        assert line["text"].partition(" <script>")[0][:60].replace(" ", "") in text
    for citation in body["citations"]:
        assert f"[{citation['number']}]" in text
    assert "alert(1)" in text


@pytest.mark.parametrize("verb", ["timeline", "pledges", "search"])
def test_hostile_lists_are_text(client: TestClient, verb: str) -> None:
    asked = {"words": "Kenya"} if verb == "search" else {"state": "KEN"}
    page = client.get(f"{API}/{verb}", params={**asked, "form": "html", "limit": 500}).text
    assert Page(page).faults == ["<style>"]
    assert TRICKS[0] in "".join(Page(page).words)
    assert client.get(f"{API}/{verb}", params={**asked, "form": "pdf", "limit": 500}).content.startswith(b"%PDF-")


@pytest.mark.parametrize("path", ["/relation/KEN/TUR", "/pledges", "/records/timeline", "/decisions"])
def test_pages_lead_to_what_can_be_printed(client: TestClient, path: str) -> None:
    page = client.get(path, headers={"accept": "text/html"}).text
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/api/v1/[^"]*form=(?:html|pdf)[^"]*)"', page)]
    assert len(links) >= 2
    for link in links:
        reply = client.get(link)
        assert reply.status_code == 200, link
        assert reply.headers["content-type"].split(";")[0] in ("text/html", "application/pdf")
