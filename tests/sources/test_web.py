import gzip
import ipaddress
import socket
from collections.abc import Callable, Sequence

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import SourceError
from dragoman.sources.files import iter_items
from dragoman.sources.web import MAX_BYTES, MAX_REDIRECTS, Page, fetch_page, is_address, is_public

PUBLIC = "93.184.216.34"
ADDRESS = "https://example.org/a"

Answer = Callable[[httpx.Request], httpx.Response]


def answer(
    text: str | bytes = "Nothing was said.", kind: str = "text/plain", status: int = 200, **headers: str
) -> Answer:
    content = text.encode() if isinstance(text, str) else text
    return lambda request: httpx.Response(status, content=content, headers={"content-type": kind, **headers})


def fetch(address: str = ADDRESS, reply: Answer | None = None, names: dict[str, Sequence[str]] | None = None) -> Page:
    def resolve(host: str, port: int) -> Sequence[str]:
        if names is None:
            return [PUBLIC]
        if host not in names:
            raise socket.gaierror(f"no {host}")
        return names[host]

    return fetch_page(address, resolve=resolve, transport=httpx.MockTransport(reply or answer()))


def refused(address: str = ADDRESS, reply: Answer | None = None, names: dict[str, Sequence[str]] | None = None) -> str:
    with pytest.raises(SourceError) as found:
        fetch(address, reply, names)
    assert found.value.name == address
    return found.value.reason


# ---------------------------------------------------------------- addresses

PRIVATE = [
    "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "0.1.2.3", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1",
    "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [PUBLIC, "8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_in_another_dress_is_judged_alike(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    dressed = (
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
    )
    assert {is_public(str(other)) for other in dressed} == {is_public(str(address))}


@pytest.mark.parametrize("address", [item for item in PRIVATE if item and item != "nonsense"])
def test_a_name_of_a_private_address_is_not_fetched(address: str) -> None:
    assert refused(names={"example.org": [address]}) == "not public"
    assert refused(names={"example.org": [PUBLIC, address]}) == "not public"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]",
     "[::ffff:7f00:1]", "localhost", "LOCALHOST", "localhost.", "169.254.169.254", "①②⑦.⓪.⓪.①"],
)  # fmt: skip
def test_this_machine_is_not_fetched_however_it_is_written(host: str) -> None:
    """With the real resolver, which takes decimal and octal forms as browsers do."""
    with pytest.raises(SourceError) as found:
        fetch_page(f"http://{host}/", transport=httpx.MockTransport(answer()))
    assert found.value.reason in ("not public", "unknown host", "bad address")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://example.org/", "bad address"),
        ("file:///etc/passwd", "bad address"),
        ("https:///a", "bad address"),
        ("https://", "bad address"),
        ("https://user:secret@example.org/", "bad address"),
        ("https://example.org:22/", "bad address"),
        ("https://example.org:99999/", "bad address"),
        ("https://[::1/", "bad address"),
        ("https://example.org/" + "x" * 2000, "bad address"),
        ("https://nobody.invalid/", "unknown host"),
        ("https://exa mple.org/", "unknown host"),
        ("https://" + "a" * 300 + ".org/", None),
    ],
)
def test_what_is_no_address(address: str, reason: str | None) -> None:
    with pytest.raises(SourceError) as found:
        fetch(address, names={"example.org": [PUBLIC]})
    assert reason is None or found.value.reason == reason
    assert "secret" not in str(found.value)


def test_a_path_is_no_address() -> None:
    assert all(is_address(name) for name in ("http://a", "HTTPS://a"))
    assert not any(is_address(name) for name in ("a.txt", "-", "http:", "ftp://a", "https.txt", "/https://a"))


# ---------------------------------------------------------------- connections


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    """A name that resolves differently a moment later reaches nothing: nobody asks it again."""
    asked: list[str] = []
    requests: list[httpx.Request] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(f"{host}:{port}")
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    def reply(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return answer()(request)

    page = fetch_page("https://example.org/a?b=c#d", resolve=resolve, transport=httpx.MockTransport(reply))
    assert asked == ["example.org:443"]
    (request,) = requests
    assert request.url == f"https://{PUBLIC}/a?b=c"
    assert request.headers["host"] == "example.org"
    assert request.extensions["sni_hostname"] == "example.org"
    assert page == Page("https://example.org/a?b=c#d", b"Nothing was said.", ".txt")


def test_an_ipv6_address_is_connected_to() -> None:
    seen: list[str] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return answer()(request)

    fetch(reply=reply, names={"example.org": ["2606:4700::1111"]})
    assert seen == ["2606:4700::1111"]


def redirect(*targets: str) -> Answer:
    left = iter(targets)

    def reply(request: httpx.Request) -> httpx.Response:
        target = next(left, None)
        return httpx.Response(302, headers={"location": target}) if target else answer()(request)

    return reply


def test_redirects_are_followed_by_name() -> None:
    names = {"example.org": [PUBLIC], "other.org": [PUBLIC]}
    page = fetch(reply=redirect("/b", "../c", "http://other.org/d"), names=names)
    assert page.url == "http://other.org/d"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://127.0.0.1/", "not public"),
        ("http://inside.example/", "not public"),
        ("//inside.example/", "not public"),
        ("file:///etc/passwd", "bad address"),
        ("gopher://example.org/", "bad address"),
        ("http://user:word@example.org/", "bad address"),
        ("http://[::1]/", "not public"),
        ("http://nobody.invalid/", "unknown host"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(target: str, reason: str) -> None:
    names = {"example.org": [PUBLIC], "inside.example": ["10.0.0.5"], "127.0.0.1": ["127.0.0.1"], "::1": ["::1"]}
    assert refused(reply=redirect("/b", target), names=names) == reason


def test_redirects_have_an_end() -> None:
    assert fetch(reply=redirect(*["/b"] * MAX_REDIRECTS)).url.endswith("/b")
    assert refused(reply=redirect(*["/b"] * (MAX_REDIRECTS + 1))) == "too many redirects"


# ---------------------------------------------------------------- sizes, times, kinds


def test_a_page_has_a_limit_whatever_it_states() -> None:
    assert refused(reply=answer("x", **{"content-length": str(MAX_BYTES + 1)})) == "too long"

    def endless(request: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200, headers={"content-type": "text/plain"}, content=(b"x" * 1_000_000 for _ in range(100))
        )

    assert refused(reply=endless) == "too long"


def test_what_is_packed_is_measured_unpacked() -> None:
    bomb = gzip.compress(b"\0" * (MAX_BYTES + 1))
    assert len(bomb) < 100_000
    assert refused(reply=answer(bomb, **{"content-encoding": "gzip"})) == "too long"


def test_a_slow_page_is_given_up() -> None:
    now = [0.0]

    def drip(request: httpx.Request) -> httpx.Response:
        def pieces() -> object:
            for _ in range(100):
                now[0] += 5
                yield b"x" * 70_000

        return httpx.Response(200, headers={"content-type": "text/plain"}, content=pieces())  # type: ignore[arg-type]

    with pytest.raises(SourceError) as found:
        fetch_page(
            ADDRESS, resolve=lambda host, port: [PUBLIC], transport=httpx.MockTransport(drip), clock=lambda: now[0]
        )
    assert found.value.reason == "timeout"


def fail(error: Exception) -> Answer:
    def reply(request: httpx.Request) -> httpx.Response:
        raise error

    return reply


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ConnectTimeout("slow"), "timeout"),
        (httpx.ReadTimeout("slow"), "timeout"),
        (httpx.ConnectError("no"), "unreachable"),
        (httpx.RemoteProtocolError("what"), "unreachable"),
    ],
)
def test_what_fails_on_the_way_is_named(error: Exception, reason: str) -> None:
    assert refused(reply=fail(error)) == reason


@pytest.mark.parametrize("status", [201, 204, 301, 304, 400, 401, 403, 404, 500, 503])
def test_a_page_that_is_not_there(status: int) -> None:
    assert refused(reply=answer(status=status)) == f"status {status}"


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("text/html; charset=utf-8", ".html"),
        ("TEXT/HTML", ".html"),
        ("application/xhtml+xml", ".html"),
        ("text/plain", ".txt"),
        ("application/pdf", ".pdf"),
        ("image/png", None),
        ("application/zip", None),
        ("application/json", None),
        ("", None),
    ],
)
def test_only_kinds_that_are_read_are_taken(kind: str, suffix: str | None) -> None:
    if suffix is None:
        assert refused(reply=answer(kind=kind)) == "unknown kind"
    else:
        assert fetch(reply=answer(kind=kind)).suffix == suffix


# ---------------------------------------------------------------- as an input


def test_an_address_is_an_input_like_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    html = b"""<html><head><title>Spring</title><link rel="canonical" href="javascript:alert(1)"></head><body><article>
        <h1>Spring</h1><p>Kenya and Norway met in the spring, and both said that they would meet again.</p>
        <p>They spoke of fish, and of the ports of both countries, for two hours.</p></article></body></html>"""
    monkeypatch.setattr("dragoman.sources.files.fetch_page", lambda address: Page(f"{address}/end", html, ".html"))
    (item,) = iter_items(["https://example.org/spring", "https://example.org/spring"])
    assert not isinstance(item, SourceError)
    assert (item.id, item.url) == ("https://example.org/spring", "https://example.org/spring/end")
    assert "spoke of fish" in item.text


def test_an_address_that_cannot_be_fetched_costs_only_itself() -> None:
    (error,) = iter_items(["http://127.0.0.1:8700/x"])
    assert isinstance(error, SourceError)
    assert (error.name, error.reason) == ("http://127.0.0.1:8700/x", "not public")
