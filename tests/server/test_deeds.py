import shutil
from pathlib import Path

import pytest

from dragoman.server.api.deeds import DEEDS
from dragoman.server.guard.tokens import TokenFile
from tests.server.conftest import Open

API = "/api/v1"


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "copy.sqlite"))


def test_what_is_decided_over_http_holds_in_every_answer(open_client: Open, copy: Path) -> None:
    client = open_client(copy)
    record = client.get(f"{API}/records", params={"kind": "pledge"}).json()["items"][0]["id"]
    before = len(client.get(f"{API}/records").json()["items"])
    made = client.post(f"{API}/reject", json={"record": record, "why": "a misreading", "by": "Ana"})
    assert made.status_code == 200, made.text
    assert made.json()["verb"]
    assert len(client.get(f"{API}/records").json()["items"]) == before - 1
    (line,) = client.get(f"{API}/decisions", params={"by": "Ana"}).json()["sections"][0]["lines"]
    assert "a misreading" in str(line)
    decision = next(value for name, value in line["cells"].items() if name.casefold() in ("decision", "id"))
    assert client.post(f"{API}/undo", json={"decision": decision, "by": "Ana"}).status_code == 200
    assert len(client.get(f"{API}/records").json()["items"]) == before


def test_lists_are_walked_over_what_was_corrected(open_client: Open, copy: Path) -> None:
    client = open_client(copy)
    events = client.get(f"{API}/records", params={"kind": "event"}).json()["items"]
    for event, when in zip(events, ("2001", "2030-05", "2024-05-20"), strict=False):
        made = client.post(f"{API}/correct", json={"record": event["id"], "field": "when", "value": when, "why": "x"})
        assert made.status_code == 200, made.text
    assert client.post(f"{API}/reject", json={"record": events[3]["id"], "why": "x"}).status_code == 200
    whole = [item["id"] for item in client.get(f"{API}/records", params={"limit": 500}).json()["items"]]
    for limit in (1, 2, 5):
        walked: list[str] = []
        cursor: str | None = None
        while len(walked) <= len(whole):
            asked = {"limit": str(limit), **({"cursor": cursor} if cursor else {})}
            piece = client.get(f"{API}/records", params=asked).json()
            walked += [item["id"] for item in piece["items"]]
            cursor = piece["next"]
            if cursor is None:
                break
        assert walked == whole


def test_who_comes_with_a_token_decides_under_its_name(open_client: Open, copy: Path, tmp_path: Path) -> None:
    secret = TokenFile(tmp_path / "test.tokens").create("ben")
    client = open_client(copy, client="198.51.100.7", base="http://203.0.113.9")
    client.headers["authorization"] = f"Bearer {secret}"
    record = client.get(f"{API}/records").json()["items"][0]["id"]
    assert client.post(f"{API}/confirm", json={"record": record, "by": "somebody else"}).status_code == 200
    assert client.get(f"{API}/decisions", params={"by": "ben"}).json()["sections"][0]["lines"]


@pytest.mark.parametrize(
    ("verb", "given", "status", "parameter"),
    [
        ("reject", {"record": "zz", "why": "x"}, 404, None),
        ("reject", {"record": "RECORD"}, 422, "why"),
        ("reject", {"record": "RECORD", "why": "x", "because": "y"}, 422, "because"),
        ("confirm", {}, 422, "record"),
        ("confirm", {"record": 3}, 422, "record"),
        ("confirm", [], 422, None),
        ("correct", {"record": "RECORD", "field": "nothing", "value": "x", "why": "y"}, 422, None),
        ("merge", {"record": "RECORD", "other": "RECORD", "why": "x"}, 422, None),
        ("undo", {"decision": "zz"}, 422, "decision"),
    ],
)
def test_what_cannot_be_decided_is_named(
    open_client: Open, copy: Path, verb: str, given: object, status: int, parameter: str | None
) -> None:
    client = open_client(copy)
    record = client.get(f"{API}/records").json()["items"][0]["id"]
    if isinstance(given, dict):
        given = {name: record if value == "RECORD" else value for name, value in given.items()}
    reply = client.post(f"{API}/{verb}", json=given)
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.status_code == status, reply.text
    assert parameter is None or reply.json()["parameter"] == parameter, reply.text


def test_another_site_decides_nothing(open_client: Open, copy: Path) -> None:
    client = open_client(copy)
    for verb in DEEDS:
        reply = client.post(f"{API}/{verb}", json={}, headers={"origin": "http://evil.example"})
        assert reply.status_code == 403
