import logging
import os
import re
import stat
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.errors import SettingsError
from dragoman.server.app import serve
from dragoman.server.guard.forms import FormKey, make_visitor, read_visitor
from dragoman.server.guard.gate import CONTENT_SECURITY_POLICY, TOKEN_COOKIE, VISITOR_COOKIE, Limits
from dragoman.server.guard.hosts import is_cross_site, is_known_host, is_local, is_loopback, read_host
from dragoman.server.guard.rates import RateLimit, name_network
from dragoman.server.guard.tokens import TokenFile
from dragoman.server.problems import Problem
from dragoman.service import Dragoman
from tests.server.conftest import Open

API = "/api/v1"
STRANGER = "198.51.100.7"
TEXT = {"text": "Nothing was said."}


def tell(client: TestClient, path: str = f"{API}/status", **headers: str) -> int:
    return client.get(path, headers=headers).status_code


# ---------------------------------------------------------------- names and addresses


@pytest.mark.parametrize(
    ("host", "is_so"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("[::1]", True), ("localhost", True),
     ("::ffff:127.0.0.1", True), ("0.0.0.0", False), ("192.168.1.5", False), ("example.com", False), ("", False),
     ("localhost.evil.example", False)],
)  # fmt: skip
def test_what_stands_for_this_machine(host: str, is_so: bool) -> None:
    assert is_loopback(host) == is_so


@pytest.mark.parametrize(
    ("header", "host"),
    [("127.0.0.1:8700", "127.0.0.1"), ("[::1]:8700", "::1"), ("LOCALHOST", "localhost"), (None, None), ("", None),
     ("a@b", None), ("a/b", None), ("a:b", None), ("[::1", None), ("a b", None)],
)  # fmt: skip
def test_a_host_header_is_read(header: str | None, host: str | None) -> None:
    assert read_host(header) == host


def test_a_server_goes_by_addresses_and_its_own_names() -> None:
    assert is_known_host("203.0.113.9", ())
    assert is_known_host("localhost", ())
    assert not is_known_host("rebound.example", ())
    assert is_known_host("Dragoman.example".casefold(), {"dragoman.example"})


def test_what_a_proxy_passes_on_is_not_local() -> None:
    assert is_local("127.0.0.1", {"host": "localhost:8700"})
    assert not is_local("127.0.0.1", {"host": "localhost", "x-forwarded-for": STRANGER})
    assert not is_local("127.0.0.1", {"host": "dragoman.example"})
    assert not is_local(STRANGER, {"host": "localhost"})


@pytest.mark.parametrize(
    ("headers", "is_so"),
    [
        ({}, False),
        ({"origin": "http://127.0.0.1:8700"}, False),
        ({"origin": "http://127.0.0.1:8701"}, True),
        ({"origin": "https://127.0.0.1:8700"}, True),
        ({"origin": "http://evil.example"}, True),
        ({"origin": "null"}, True),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8700"}, True),
    ],
)
def test_a_browser_says_whose_page_asks(headers: dict[str, str], is_so: bool) -> None:
    assert is_cross_site({"host": "127.0.0.1:8700", **headers}, "http") == is_so


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8700", "", "127.0.0.1.evil.example", "a@127.0.0.1"])
def test_a_rebound_name_reaches_nothing(client: TestClient, host: str) -> None:
    for path in ("/", f"{API}/records", "/static/dragoman.css", "/login"):
        reply = client.get(path, headers={"host": host})
        assert reply.status_code == 421
        assert reply.json()["parameter"] == "Host"


def test_a_name_that_was_given_is_taken(open_client: Open) -> None:
    assert tell(open_client(names=["Dragoman.Example"]), host="dragoman.example") == 401
    assert tell(open_client(), host="dragoman.example") == 421


# ---------------------------------------------------------------- tokens


def test_other_machines_need_a_token(open_client: Open, tmp_path: Path) -> None:
    client = open_client(client=STRANGER, base="http://203.0.113.9:8700")
    for path in ("/", f"{API}/status", f"{API}/openapi.json", f"{API}/documents", "/nothing"):
        reply = client.get(path)
        assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert client.post(f"{API}/documents", json=TEXT).status_code == 401
    tokens = TokenFile(tmp_path / "test.tokens")
    secret = tokens.create("ana")
    assert tell(client, authorization=f"Bearer {secret}") == 200
    assert tell(client, authorization=f"bearer {secret}") == 200
    for wrong in (
        "Bearer",
        "Bearer ",
        f"Bearer {secret}x",
        f"Basic {secret}",
        secret,
        "Bearer \udcff".encode("utf-8", "replace").decode(),
    ):
        assert tell(client, authorization=wrong) == 401
    tokens.revoke("ana")
    assert tell(client, authorization=f"Bearer {secret}") == 401


def test_a_wrong_token_is_refused_on_this_machine_too(client: TestClient) -> None:
    assert tell(client) == 200
    assert tell(client, authorization="Bearer nonsense") == 401


def test_a_forwarded_request_needs_a_token(client: TestClient) -> None:
    assert tell(client, **{"x-forwarded-for": STRANGER}) == 401
    assert tell(client, forwarded=f"for={STRANGER}") == 401


def test_a_person_goes_in_by_a_page(open_client: Open, tmp_path: Path) -> None:
    client = open_client(client=STRANGER, base="http://203.0.113.9:8700")
    secret = TokenFile(tmp_path / "test.tokens").create("ana")
    refused = client.get("/", headers={"accept": "text/html"})
    assert refused.status_code == 401
    assert 'href="/login"' in refused.text
    page = client.get("/login")
    field = re.search(r'name="form_token" value="(\w+)"', page.text)
    assert field
    assert client.post("/login", data={"token": secret}).status_code == 403
    assert client.post("/login", data={"token": "wrong", "form_token": field[1]}).status_code == 401
    entered = client.post("/login", data={"token": secret, "form_token": field[1]})
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"]
    assert cookie.startswith(f"{TOKEN_COOKIE}=")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/"))
    assert client.get("/").status_code == 200
    assert client.post(f"{API}/documents", json=TEXT, headers={"origin": "http://evil.example"}).status_code == 403


def test_tokens_are_kept_as_hashes_that_only_their_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "x.tokens"
    tokens = TokenFile(path)
    assert tokens.list() == ()
    first, second = tokens.create("ana"), tokens.create("ben")
    assert first != second
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert first not in path.read_text()
    assert (tokens.find(first), tokens.find(second), tokens.find(""), tokens.find("x")) == ("ana", "ben", None, None)
    assert [token.name for token in TokenFile(path).list()] == ["ana", "ben"]
    with pytest.raises(SettingsError, match="already"):
        tokens.create("ana")
    with pytest.raises(SettingsError, match="no token"):
        tokens.revoke("eve")
    for name in ("", "a b", "../x", "x" * 65, "a\nb"):
        with pytest.raises(SettingsError):
            tokens.create(name)
    assert os.listdir(tmp_path) == ["x.tokens"]


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"name": "x"}]', '{"a": 1}'])
def test_a_file_that_holds_no_tokens_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.tokens"
    path.write_text(content)
    with pytest.raises(SettingsError, match=re.escape("x.tokens")):
        TokenFile(path).list()


def test_nothing_is_served_to_others_without_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Dragoman(tmp_path / "x.sqlite") as dragoman, pytest.raises(SettingsError, match="token create"):
        serve(dragoman, "0.0.0.0", 8700, lambda text: None)


# ---------------------------------------------------------------- other sites


def test_another_site_cannot_write(client: TestClient) -> None:
    for headers in (
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9999"},
    ):
        for content in (
            {"json": TEXT},
            {"files": {"file": ("a.txt", b"Nothing.")}},
            {"data": {"text": "x"}},
            {"content": b'{"text": "x"}', "headers": {"content-type": "text/plain"}},
        ):
            merged = {**content, "headers": {**content.get("headers", {}), **headers}}  # type: ignore[dict-item]
            reply = client.post(f"{API}/documents", **merged)  # type: ignore[arg-type]
            assert reply.status_code == 403, headers
            assert reply.json()["type"].endswith("cross-site")


def test_no_other_site_is_let_read(client: TestClient) -> None:
    reply = client.get(f"{API}/records", headers={"origin": "http://evil.example"})
    assert "access-control-allow-origin" not in reply.headers


def test_a_form_belongs_to_its_visitor() -> None:
    key, one, other = FormKey(), make_visitor(), make_visitor()
    key.check(one, key.make(one))
    for given in (None, "", key.make(other), FormKey().make(one), key.make(one)[:-1], "\udcff", b"x"):
        with pytest.raises(Problem, match="load it again"):
            key.check(one, given)
    assert read_visitor(one) == one
    assert [read_visitor(cookie) for cookie in (None, "", "short", one + "x", "é" * 43)] == [None] * 5


def test_a_visitor_is_named_once(open_client: Open) -> None:
    client = open_client()
    first = client.get("/add").headers["set-cookie"]
    assert first.startswith(f"{VISITOR_COOKIE}=")
    assert all(part in first for part in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert "set-cookie" not in client.get("/add").headers
    assert "set-cookie" not in open_client().get(f"{API}/status").headers


# ---------------------------------------------------------------- headers, sizes, rates


def test_every_response_tells_the_browser_what_it_may_do(client: TestClient) -> None:
    replies = [
        client.get("/"),
        client.get("/login"),
        client.get("/static/dragoman.css"),
        client.get(f"{API}/records"),
        client.get(f"{API}/export"),
        client.get(f"{API}/nothing"),
        client.get("/nothing", headers={"accept": "text/html"}),
        client.get("/", headers={"host": "evil.example"}),
        client.post(f"{API}/documents", content=b"x"),
    ]
    for reply in replies:
        assert reply.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "same-origin"
        assert "cache-control" in reply.headers
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY


def test_a_failure_is_told_without_its_inside(
    open_client: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: Dragoman) -> None:
        raise ZeroDivisionError("the inside")

    for verb in ("status", "count"):
        monkeypatch.setattr(Dragoman, verb, fail)
    client = open_client()
    with caplog.at_level(logging.CRITICAL):
        reply = client.get(f"{API}/status")
        page = client.get("/", headers={"accept": "text/html"})
    assert reply.status_code == page.status_code == 500
    assert reply.json()["type"].endswith("internal")
    assert "inside" not in reply.text + page.text
    assert reply.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_a_body_has_a_limit_whatever_its_header_says(open_client: Open) -> None:
    client = open_client(limits=Limits(body_bytes=1000))
    big = b'{"text": "' + b"x" * 2000 + b'"}'
    kind = {"content-type": "application/json"}
    assert client.post(f"{API}/documents", content=big, headers=kind).status_code == 413
    chunks = client.post(f"{API}/documents", content=iter([big[:800], big[800:]]), headers=kind)
    assert (chunks.status_code, chunks.json()["type"]) == (413, "urn:dragoman:problem:too-large")
    upload = client.post(f"{API}/documents", files={"file": ("a.txt", b"x" * 2000)})
    assert upload.status_code == 413
    for length in ("x", "-1", "9" * 50):
        assert client.post(f"{API}/documents", content=b"{}", headers={"content-length": length}).status_code == 413


def test_who_asks_too_often_is_told_when_to_come_back(open_client: Open) -> None:
    client = open_client(limits=Limits(per_minute=5, writes_per_minute=2))
    assert [client.post(f"{API}/documents", content=b"x").status_code for _ in range(3)] == [415, 415, 429]
    assert tell(client) == 200
    assert tell(client) == 200
    refused = client.get(f"{API}/status")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    rate = RateLimit(60, clock=lambda: now[0])
    assert [rate.take("a") for _ in range(60)] == [0] * 60
    assert rate.take("a") == 1
    assert rate.take("b") == 0
    now[0] = 1.0
    assert (rate.take("a"), rate.take("a")) == (0, 1)
    now[0] = 1000.0
    assert [rate.take("a") for _ in range(61)] == [0] * 60 + [1]


def test_buckets_do_not_fill_the_memory() -> None:
    rate = RateLimit(60)
    for number in range(12_000):
        rate.take(str(number))
    assert len(rate._buckets) == 10_000


def test_a_household_is_one_client() -> None:
    assert name_network("2001:db8:1:2:3::4") == name_network("2001:db8:1:2:ffff::9") != name_network("2001:db8:1:3::4")
    assert name_network("192.0.2.1") == name_network("::ffff:192.0.2.1") != name_network("192.0.2.2")


def test_no_secret_is_logged(open_client: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    secret = TokenFile(tmp_path / "test.tokens").create("ana")
    with caplog.at_level(logging.DEBUG, "dragoman"):
        client = open_client(client=STRANGER, base="http://203.0.113.9:8700")
        tell(client, authorization=f"Bearer {secret}")
        tell(client, authorization=f"Bearer {secret}x")
        client.post(f"{API}/documents", json=TEXT)
    assert secret not in caplog.text
