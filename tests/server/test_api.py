import csv
import hashlib
import io
import json
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from dragoman.server.api.verbs import VERBS
from tests.server.hostile import TRICKS

API = "/api/v1"
STARTS = {"jsonl": "{", "csv": "section,", "markdown": "#", "html": "<!DOCTYPE html>", "pdf": "%PDF-"}
LISTS = ("records", "documents", "matters", "actors", "jobs")


def walk(client: TestClient, path: str, limit: int, **asked: object) -> list[dict[str, object]]:
    """All pieces of a list, one after the other."""
    pieces, cursor = [], None
    while True:
        given = {**asked, "limit": limit, **({"cursor": cursor} if cursor else {})}
        reply = client.get(f"{API}/{path}", params=given)
        assert reply.status_code == 200, reply.text
        pieces.append(reply.json())
        cursor = pieces[-1]["next"]
        assert (cursor is None) == ("link" not in reply.headers)
        if cursor is None:
            return pieces


# ---------------------------------------------------------------- verbs


def test_every_verb_answers_in_every_form(client: TestClient) -> None:
    record = client.get(f"{API}/records?limit=1").json()["items"][0]["id"]
    needs = {
        "brief": {"name": "Kenya"}, "search": {"words": "port"}, "show": {"record": record},
        "compare": {"matter": record}, "thread": {"name": record}, "agenda": {"name": ["Kenya", "Turkish"]},
    }  # fmt: skip
    for verb in VERBS:
        asked = needs.get(verb.name, {})
        body = client.get(f"{API}/{verb.name}", params=asked).json()
        assert body["verb"] == verb.name
        assert body["sections"]
        for form, start in STARTS.items():
            reply = client.get(f"{API}/{verb.name}", params={**asked, "form": form})
            assert reply.status_code == 200
            is_empty = form == "jsonl" and not any(section["lines"] for section in body["sections"])
            assert reply.text.startswith("" if is_empty else start), (verb, form)


def test_a_verb_answers_what_the_service_answers(client: TestClient) -> None:
    body = client.get(f"{API}/timeline", params={"state": ["Kenya", "Turkish"], "status": "occurred"}).json()
    dragoman = client.app.state.lobby.dragoman  # type: ignore[attr-defined]
    answer = dragoman.timeline(states=["KEN", "TUR"], statuses=["occurred"])
    assert [line["text"] for line in body["sections"][0]["lines"]] == [line.text for line in answer.sections[0].lines]
    assert {line["status"] for line in body["sections"][0]["lines"]} == {"occurred"}
    numbers = {citation["number"] for citation in body["citations"]}
    assert numbers == {number for line in body["sections"][0]["lines"] for number in line["citations"]}


@pytest.mark.parametrize("path", ["timeline", "pledges", "quotes", "positions", "figures", "ties", "offices"])
def test_the_pieces_of_a_listing_are_the_whole(client: TestClient, path: str) -> None:
    def lines(pieces: list[dict[str, object]]) -> list[object]:
        return [line["text"] for piece in pieces for section in piece["sections"] for line in section["lines"]]  # type: ignore[attr-defined]

    whole = walk(client, path, 500)
    assert len(whole) == 1
    for limit in (1, 3):
        pieces = walk(client, path, limit)
        assert lines(pieces) == lines(whole)
        assert all("--limit" not in str(piece["notes"]) for piece in pieces)


def test_the_accept_header_chooses_the_form(client: TestClient) -> None:
    def kind(accept: str) -> str:
        reply = client.get(f"{API}/timeline", headers={"accept": accept})
        return f"{reply.status_code} {reply.headers['content-type'].partition(';')[0]}"

    assert kind("text/csv") == "200 text/csv"
    assert kind("application/json;q=0.1, text/markdown") == "200 text/markdown"
    assert kind("application/pdf") == "200 application/pdf"
    assert kind("text/html, */*;q=0.1") == "200 text/html"
    assert kind("*/*") == "200 application/json"
    assert kind("text/csv;q=nonsense") == "200 text/csv"
    assert kind("text/csv;q=0, application/*") == "200 application/json"
    assert kind("image/png") == "406 application/problem+json"


# ---------------------------------------------------------------- nouns


@pytest.mark.parametrize("path", LISTS)
def test_the_pieces_of_a_list_are_the_whole(client: TestClient, path: str) -> None:
    limits = (100, 499) if path == "actors" else (1, 2, 7)
    whole = [item for piece in walk(client, path, 500) for item in piece["items"]]  # type: ignore[attr-defined]
    assert path == "jobs" or len(whole) > 3
    for limit in limits:
        assert [item for piece in walk(client, path, limit) for item in piece["items"]] == whole  # type: ignore[attr-defined]


def test_records_can_be_narrowed_while_they_are_walked(client: TestClient) -> None:
    pieces = walk(client, "records", 2, state="KEN", kind=["event", "pledge"])
    records = [item for piece in pieces for item in piece["items"]]  # type: ignore[attr-defined]
    assert len(records) > 3
    assert {record["kind"] for record in records} == {"event", "pledge"}
    assert len({record["id"] for record in records}) == len(records)


def test_a_record_and_its_document(client: TestClient) -> None:
    for record in walk(client, "records", 500)[0]["items"]:  # type: ignore[attr-defined]
        assert client.get(f"{API}/records/{record['id']}").json() == record
        document = client.get(f"{API}/documents/{quote(record['document'])}", params={"version": record["version"]})
        text = document.json()["text"]
        assert all(text[item["start"] : item["end"]] == item["quote"] for item in record["evidence"])
        plain = client.get(f"{API}/documents/{quote(record['document'])}", params={"form": "text"})
        assert plain.text == text
        assert plain.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_matter_holds_the_records_that_tell_of_it(client: TestClient) -> None:
    matters = walk(client, "matters", 500)[0]["items"]
    for matter in matters:  # type: ignore[attr-defined]
        body = client.get(f"{API}/matters/{matter['id']}").json()
        assert len(body["records"]) == matter["records"]
        assert {record["kind"] for record in body["records"]} == {body["kind"]}
    events = walk(client, "matters", 500, kind="event")[0]["items"]
    assert 0 < len(events) < len(matters)  # type: ignore[arg-type]


def test_an_actor_goes_by_all_its_names(client: TestClient) -> None:
    assert client.get(f"{API}/actors/Turkish").json()["id"] == "TUR"
    assert client.get(f"{API}/actors/org:eu").json()["kind"] == "organisation"
    reply = client.get(f"{API}/actors/Kenia")
    assert reply.status_code == 404
    assert "Kenya" in reply.json()["suggestions"]


def test_evidence_as_web_annotations(client: TestClient) -> None:
    profile = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    reply = client.get(f"{API}/records", params={"limit": 3, "kind": "event"}, headers={"accept": profile})
    assert reply.headers["content-type"] == profile
    page = reply.json()
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert page["next"].startswith("http://127.0.0.1:8700/api/v1/records?")
    assert len({item["id"] for item in page["items"]}) == len(page["items"]) >= 3
    for item in page["items"]:
        position, words = item["target"]["selector"]
        assert (position["type"], words["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        text = client.get(item["target"]["source"]).text
        assert text[position["start"] : position["end"]] == words["exact"]
        assert words["prefix"] + words["exact"] + words["suffix"] in text
        about = item["body"][0]["source"]
        assert client.get(about).status_code == 200
        assert client.get(about, params={"form": "annotation"}).json()["items"]


def test_export_streams_every_record(client: TestClient) -> None:
    records = walk(client, "records", 500)[0]["items"]
    rows = [json.loads(line) for line in client.get(f"{API}/export").text.splitlines()]
    assert rows == records
    reply = client.get(f"{API}/export", params={"form": "csv", "kind": "pledge", "known": True})
    assert reply.headers["content-disposition"] == 'attachment; filename="dragoman.csv"'
    table = list(csv.DictReader(io.StringIO(reply.text)))
    assert {row["kind"] for row in table} == {"pledge"}
    assert client.get(f"{API}/export", params={"state": "Atlantis"}).status_code == 422


# ---------------------------------------------------------------- ETags and methods


@pytest.mark.parametrize("path", ["timeline", "records", "documents", "documents/wire.txt", "matters", "status"])
def test_what_the_client_holds_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(f"{API}/{path}")
    tag = first.headers["etag"]
    assert tag == f'"{hashlib.sha256(first.content).hexdigest()[:32]}"'
    for held in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = client.get(f"{API}/{path}", headers={"if-none-match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"{API}/{path}", headers={"if-none-match": '"other"'}).status_code == 200


def test_each_form_has_its_own_tag(client: TestClient) -> None:
    replies = [client.get(f"{API}/timeline", params={"form": form}) for form in ("json", *STARTS)]
    assert len({reply.headers["etag"] for reply in replies}) == 1 + len(STARTS)
    assert all("Accept" in reply.headers["vary"] for reply in replies)


def test_head_tells_what_get_would(client: TestClient) -> None:
    for path in (f"{API}/timeline", "/", "/static/dragoman.css"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == get.headers["content-length"]


# ---------------------------------------------------------------- what cannot be answered

BAD = [
    ("timeline", {"state": "Atlantis"}, 422, "state"),
    ("timeline", {"kind": "rumour"}, 422, "kind"),
    ("timeline", {"status": "maybe"}, 422, "status"),
    ("timeline", {"type": "consult"}, 422, "type"),
    ("ties", {"relation": "friend"}, 422, "relation"),
    ("timeline", {"issue": "nothing of the kind"}, 422, "issue"),
    ("timeline", {"since": "yesterday"}, 422, "since"),
    ("timeline", {"since": "2024", "until": "2020"}, 422, "since"),
    ("timeline", {"limit": "0"}, 422, "limit"),
    ("timeline", {"limit": "501"}, 422, "limit"),
    ("timeline", {"limit": "ten"}, 422, "limit"),
    ("timeline", {"limit": ["1", "2"]}, 422, "limit"),
    ("timeline", {"limit": "9" * 5000}, 422, "limit"),
    ("timeline", {"states": "KEN"}, 422, "states"),
    ("timeline", {"form": "docx"}, 422, "form"),
    ("timeline", {"person": "x" * 301}, 422, "person"),
    ("timeline", {"person": ""}, 422, "person"),
    ("timeline", {"person": "…"}, 422, "person"),
    ("timeline", {"state": ["KEN"] * 21}, 422, "state"),
    ("timeline", {"cursor": "x"}, 422, "cursor"),
    ("records", {"cursor": "WyJ4IiwgInkiXQ"}, 422, "cursor"),
    ("records", {"cursor": "[" * 900}, 422, "cursor"),
    ("offices", {"issue": "Western Sahara"}, 422, "issue"),
    ("brief", {}, 422, "name"),
    ("brief", {"name": ["Kenya", "Norway", "Chad"]}, 422, "name"),
    ("brief", {"name": "Atlantis"}, 422, None),
    ("search", {}, 422, "words"),
    ("search", {"words": "x" * 301}, 422, "words"),
    ("show", {"record": "ffffffffffffffff"}, 404, None),
    ("records/ffffffffffffffff", {}, 404, "record"),
    ("records/ff", {}, 404, "record"),
    ("documents/no.txt", {}, 404, "document"),
    ("documents/../../etc/passwd", {}, 404, None),
    ("documents/wire.txt", {"version": "0"}, 404, "document"),
    ("matters/m0", {}, 404, "matter"),
    ("actors/Nobody", {}, 404, "actor"),
    ("jobs/0", {}, 404, "job"),
    ("jobs", {"cursor": "bm8"}, 422, "cursor"),
    ("nothing", {}, 404, None),
    ("timeline/", {}, 404, None),
]


@pytest.mark.parametrize(("path", "asked", "status", "parameter"), BAD, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_named(
    client: TestClient, path: str, asked: dict[str, object], status: int, parameter: str | None
) -> None:
    reply = client.get(f"{API}/{path}", params=asked)
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert (reply.status_code, body["status"]) == (status, status), body
    assert parameter is None or body["parameter"] == parameter, body
    assert body["type"].startswith("urn:dragoman:problem:")
    assert body["title"]
    assert body["detail"]
    assert set(body) == {"type", "title", "status", "detail", "parameter", "suggestions"}


def test_a_cursor_belongs_to_its_question(client: TestClient) -> None:
    cursor = client.get(f"{API}/records", params={"limit": 1}).json()["next"]
    assert client.get(f"{API}/records", params={"cursor": cursor, "limit": 5}).status_code == 200
    assert client.get(f"{API}/records", params={"cursor": cursor, "kind": "event"}).status_code == 422
    assert client.get(f"{API}/matters", params={"cursor": cursor}).status_code == 422


def test_other_methods_are_refused(client: TestClient) -> None:
    for method in ("DELETE", "PUT", "PATCH", "POST"):
        reply = client.request(method, f"{API}/timeline")
        assert (reply.status_code, reply.headers["allow"]) == (405, "GET")
        assert reply.headers["content-type"] == "application/problem+json"


def test_tricks_come_out_of_the_api_as_they_went_in_and_as_nothing_but_json(client: TestClient) -> None:
    reply = client.get(f"{API}/documents/{quote('evil/<script>alert(0)</script>.txt', safe='')}")
    assert reply.json()["title"] == " ".join(TRICKS)
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "\u202e" not in reply.text


# ---------------------------------------------------------------- the three times


def test_a_question_can_be_asked_from_another_time(client: TestClient) -> None:
    def documents(**asked: object) -> set[str]:
        reply = client.get(f"{API}/records", params={"limit": 500, **asked})
        assert reply.status_code == 200, reply.text
        return {record["document"] for record in reply.json()["items"]}

    assert documents(as_of="2024-05-14") == {"ministry.txt"}
    assert documents(as_of="2024-05-14", undated=True) == {"ministry.txt", "opinion.txt"}
    assert documents(during="2023") == {"wire.txt"}
    whole = walk(client, "records", 500, as_of="2024-05-15")
    pieces = walk(client, "records", 2, as_of="2024-05-15")
    assert [item for piece in pieces for item in piece["items"]] == whole[0]["items"]  # type: ignore[attr-defined]
    for asked, parameter in (({"known_by": "1999-01-01"}, "known_by"), ({"as_of": "soon"}, "as_of")):
        reply = client.get(f"{API}/timeline", params=asked)
        assert (reply.status_code, reply.json()["parameter"]) == (422, parameter), reply.text
