import io
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient

from dragoman.model.document import Document
from dragoman.model.record import Record
from dragoman.server.guard.gate import Limits
from dragoman.sources.web import Page
from tests.server.conftest import PATIENT, Open
from tests.service.test_service import read_meetings

API = "/api/v1"
ADD = f"{API}/documents"
TEXT = "Kenya and Norway met in the spring, and both sides said that they would meet again."

Reader = Callable[[Document], tuple[Record, ...]]


@pytest.fixture
def writer(open_client: Open, tmp_path: Path) -> Callable[..., TestClient]:
    """Makes a client of an empty database; what is sent is read by a reader that knows one word."""

    def make(reader: Reader = read_meetings, limits: Limits = PATIENT) -> TestClient:
        client = open_client(tmp_path / "new.sqlite", limits=limits)
        client.app.state.lobby.writing.__dict__["_find_records"] = reader  # type: ignore[attr-defined]
        return client

    return make


def wait(client: TestClient, address: str) -> dict[str, object]:
    for _ in range(500):
        job: dict[str, object] = client.get(address).json()
        if job["state"] not in ("waiting", "reading"):
            return job
        time.sleep(0.01)
    raise AssertionError(f"still {job}")


def send(client: TestClient, **given: object) -> dict[str, object]:
    reply = client.post(ADD, **given)  # type: ignore[arg-type]
    assert reply.status_code == 202, reply.text
    assert reply.json()["state"] in ("waiting", "reading", "done")
    assert reply.headers["location"] == f"{API}/jobs/{reply.json()['id']}"
    return wait(client, reply.headers["location"])


def make_docx(text: str) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


def test_an_empty_database_is_served_and_filled(writer: Callable[..., TestClient]) -> None:
    client = writer()
    assert client.get(f"{API}/records").json() == {"items": [], "next": None}
    assert client.get("/").status_code == 200
    given = {"text": TEXT, "id": "spring.txt", "title": "Spring", "publisher": "The Strand", "published": "2024-05-01"}
    job = send(client, json=given)
    assert (job["state"], job["read"], job["records"], job["documents"]) == ("done", 1, 1, ["spring.txt"])
    assert job["finished"] is not None
    (record,) = client.get(f"{API}/records").json()["items"]
    assert (record["document"], record["published"]) == ("spring.txt", "2024-05-01")
    assert client.get(f"{API}/matters").json()["items"]
    again = send(client, json=given)
    assert (again["read"], again["unchanged"], again["documents"]) == (0, 1, ["spring.txt"])
    assert [item["id"] for item in client.get(f"{API}/jobs").json()["items"]] == [again["id"], job["id"]]


def test_a_text_without_a_name_goes_by_its_hash(writer: Callable[..., TestClient]) -> None:
    client = writer()
    first, second = send(client, json={"text": TEXT}), send(client, json={"text": TEXT})
    assert first["documents"] == second["documents"]
    assert str(first["documents"][0]).startswith("text-")  # type: ignore[index]
    assert second["unchanged"] == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.txt", TEXT.encode()),
        ("report.md", f"# Spring\n\n{TEXT}".encode()),
        ("report.html", f"<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode()),
        ("report.docx", make_docx(TEXT)),
        ("Report.TXT", TEXT.encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_are_read_as_the_command_line_reads_them(
    writer: Callable[..., TestClient], name: str, content: bytes
) -> None:
    client = writer()
    job = send(client, files={"file": (name, content)})
    assert (job["state"], job["read"], job["documents"]) == ("done", 1, [name])
    assert client.get(f"{API}/documents/{name}").json()["id"] == name


def test_json_lines_are_several_documents(writer: Callable[..., TestClient]) -> None:
    lines = b'{"id": "a", "text": "Kenya and Norway met in the spring."}\n{"id": "b"}\n'
    job = send(writer(), files={"file": ("feed.jsonl", lines)})
    assert job["documents"] == ["a"]
    assert [skip["reason"] for skip in job["skipped"]] == ["no text"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("../../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\system.txt", "system.txt"),
        ("/etc/cron.d/x.txt", "x.txt"),
        ("a\x00b\x1b[31m.txt", None),
        ("\u202etxt.exe.txt", "txt.exe.txt"),
        ("x" * 500 + ".txt", "x" * 196 + ".txt"),
        (".txt", ".txt"),
    ],
)
def test_a_file_name_is_a_name_and_never_a_path(
    writer: Callable[..., TestClient], tmp_path: Path, given: str, expected: str | None
) -> None:
    before = {path for path in tmp_path.rglob("*") if "sqlite" not in path.name}
    job = send(writer(), files={"file": (given, TEXT.encode())})
    assert job["state"] == "done"
    (name,) = job["documents"]  # type: ignore[misc]
    assert expected is None or name == expected
    assert not set("/\\\x00\x1b\u202e") & set(str(name))
    assert {path for path in tmp_path.rglob("*") if "sqlite" not in path.name} == before


def test_nothing_of_an_upload_is_left_behind(
    writer: Callable[..., TestClient], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    send(writer(), files={"file": ("a.txt", TEXT.encode())})
    assert list(place.iterdir()) == []


def make_bomb() -> bytes:
    """A DOCX of some hundred kilobytes that unpacks to 300 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for number in range(3):
            packed.writestr(f"word/document{number}.xml", b"\0" * 100_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bomb.docx", make_bomb, "too long"),
        ("broken.docx", lambda: b"PK\x03\x04nonsense", "broken DOCX"),
        ("empty.txt", lambda: b"", "empty"),
        ("picture.txt", lambda: b"\x89PNG\r\n" + bytes(range(256)), "binary"),
        ("menu.html", lambda: b"<html><body><nav>Home</nav></body></html>", "no article text"),
        ("broken.pdf", lambda: b"%PDF-1.4 nonsense", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_told_in_the_words_of_the_command_line(
    writer: Callable[..., TestClient], name: str, content: Callable[[], bytes], reason: str | None
) -> None:
    job = send(writer(), files={"file": (name, content())})
    (skip,) = job["skipped"]  # type: ignore[misc]
    assert (job["state"], job["read"], job["documents"]) == ("done", 0, [])
    assert skip["name"] == name
    assert reason is None or skip["reason"] == reason
    assert name in skip["message"]


def test_a_page_is_fetched_by_its_address(writer: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(address: str) -> Page:
        return Page(f"{address}/", TEXT.encode(), ".txt")

    monkeypatch.setattr("dragoman.sources.files.fetch_page", fetch)
    client = writer()
    job = send(client, json={"url": "https://example.org/spring"})
    assert job["documents"] == ["https://example.org/spring"]
    document = client.get(f"{API}/documents/https%3A%2F%2Fexample.org%2Fspring").json()
    assert document["url"] == "https://example.org/spring/"


def test_a_private_address_is_not_fetched(writer: Callable[..., TestClient]) -> None:
    job = send(writer(), json={"url": "http://127.0.0.1:8700/"})
    assert [skip["reason"] for skip in job["skipped"]] == ["not public"]  # type: ignore[attr-defined]


def test_the_samples_are_read(writer: Callable[..., TestClient]) -> None:
    job = send(writer(), json={"samples": True})
    assert (job["state"], job["skipped"]) == ("done", [])
    assert len(job["documents"]) > 10  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "status", "parameter"),
    [
        ({"json": {}}, 422, "text"),
        ({"json": []}, 422, None),
        ({"json": "text"}, 422, None),
        ({"json": 3}, 422, None),
        ({"json": {"text": ""}}, 422, "text"),
        ({"json": {"text": 3}}, 422, "text"),
        ({"json": {"text": "x", "titel": "y"}}, 422, "titel"),
        ({"json": {"text": "x", "title": "y" * 1001}}, 422, "title"),
        ({"json": {"url": "ftp://example.org/"}}, 422, "url"),
        ({"json": {"url": "file:///etc/passwd"}}, 422, "url"),
        ({"json": {"url": "https://" + "x" * 3000}}, 422, "url"),
        ({"json": {"url": "https://user:secret@example.org/"}}, 422, "url"),
        ({"json": {"samples": False}}, 422, "samples"),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400, None),
        ({"content": b"[" * 100_000, "headers": {"content-type": "application/json"}}, 400, None),
        ({"content": b"\xff\xfe", "headers": {"content-type": "application/json"}}, 400, None),
        ({"content": b"text", "headers": {"content-type": "text/plain"}}, 415, "Content-Type"),
        ({"content": b"text"}, 415, "Content-Type"),
        ({"data": {"text": "x"}}, 415, "Content-Type"),
        ({"files": {"other": ("a.txt", b"x")}}, 422, "file"),
        ({"files": [("file", ("a.txt", b"x")), ("file", ("b.txt", b"x"))]}, 400, None),
        ({"files": {"file": ("a.exe", b"x")}}, 415, "file"),
        ({"files": {"file": ("a.jsonl.gz", b"x")}}, 415, "file"),
        ({"files": {"file": ("noending", b"x")}}, 415, "file"),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400, None),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data; boundary=y"}}, 400, None),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_cannot_be_taken_is_named(
    client: TestClient, given: dict[str, object], status: int, parameter: str | None
) -> None:
    reply = client.post(ADD, **given)  # type: ignore[arg-type]
    assert reply.headers["content-type"] == "application/problem+json"
    assert (reply.status_code, reply.json()["parameter"]) == (status, parameter), reply.text
    assert client.get(f"{API}/jobs").json()["items"] == []


def test_progress_can_be_watched_and_readers_go_on_meanwhile(writer: Callable[..., TestClient]) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def read_slowly(document: Document) -> tuple[Record, ...]:
        if document.id == "b":
            begun.set()
            assert go_on.wait(20)
        return read_meetings(document)

    client = writer(read_slowly)
    lines = b"".join(b'{"id": "%s", "text": "Kenya and Norway met in the spring."}\n' % name for name in (b"a", b"b"))
    place = client.post(ADD, files={"file": ("two.jsonl", lines)}).headers["location"]
    assert begun.wait(20)
    job = client.get(place).json()
    assert (job["state"], job["read"], job["documents"], job["finished"]) == ("reading", 1, ["a"], None)
    assert len(client.get(f"{API}/records").json()["items"]) == 1
    waiting = client.post(ADD, json={"text": TEXT}).json()
    assert waiting["state"] == "waiting"
    go_on.set()
    assert wait(client, place)["read"] == 2
    assert wait(client, f"{API}/jobs/{waiting['id']}")["read"] == 1


def test_too_many_jobs_are_refused(writer: Callable[..., TestClient]) -> None:
    go_on = threading.Event()

    def block(document: Document) -> tuple[Record, ...]:
        assert go_on.wait(20)
        return ()

    client = writer(block, limits=Limits(waiting_jobs=2))
    replies = [client.post(ADD, json={"text": f"{TEXT} {number}"}) for number in range(3)]
    go_on.set()
    assert [reply.status_code for reply in replies] == [202, 202, 503]
    assert replies[2].headers["retry-after"] == "60"


def test_a_job_that_fails_says_so(writer: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("the inside")

    client = writer()
    monkeypatch.setattr("dragoman.service.Dragoman.read_entry", fail)
    job = send(client, json={"text": TEXT})
    assert (job["state"], job["detail"]) == ("failed", "The server failed; its log says where.")


def test_many_readers_while_one_writes(writer: Callable[..., TestClient]) -> None:
    """Threads share one store for reading; a writer beside them disturbs nobody."""
    client = writer()
    lines = "".join(f'{{"id": "{number}", "text": "Kenya and Norway met, {number}."}}\n' for number in range(60))
    place = client.post(ADD, files={"file": ("many.jsonl", lines.encode())}).headers["location"]
    failed: list[str] = []

    def ask() -> None:
        for path in ("records", "timeline", "documents", "status", "matters") * 3:
            reply = client.get(f"{API}/{path}")
            if reply.status_code != 200:
                failed.append(reply.text)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert wait(client, place)["read"] == 60
