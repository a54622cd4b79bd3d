"""Files, folders and standard input → items, in order, with what is skipped named."""

import codecs
import io
import json
import os
from pathlib import Path

import pytest

from dragoman.errors import SourceError
from dragoman.model.document import RawItem
from dragoman.sources import MAX_CHARACTERS, iter_items

SENTENCE = "The envoy of Lesotho called on the Croatian minister in Zagreb."


def read(*paths: Path | str, stdin: bytes = b"") -> list[RawItem | SourceError]:
    return list(iter_items(paths, io.BytesIO(stdin)))


def read_one(path: Path | str, stdin: bytes = b"") -> RawItem:
    (found,) = read(path, stdin=stdin)
    assert isinstance(found, RawItem), found
    return found


def skip_one(path: Path | str, stdin: bytes = b"") -> SourceError:
    (found,) = read(path, stdin=stdin)
    assert isinstance(found, SourceError), found
    return found


def test_text_is_kept_character_for_character(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\r\nZagreb – Tuesday\r\n\tIt rained.\n\n".encode())
    item = read_one(path)
    assert item.text == "\r\nZagreb – Tuesday\r\n\tIt rained.\n\n"
    assert (item.id, item.markup, item.origin) == ("a.txt", "plain", "a.txt")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "cp1252"),
        (b"", "utf-8"),
    ],
)
def test_every_usual_encoding_gives_the_same_text(tmp_path: Path, mark: bytes, encoding: str) -> None:
    text = f"{SENTENCE} “Très bien”, it said – and left.\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(mark + text.encode(encoding))
    assert read_one(path).text == text


def test_mixed_encodings_keep_what_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Malé spoke. ".encode() + "Malé answered “yes”.".encode("cp1252") + b" \x81 end")
    assert read_one(path).text == "Malé spoke. Malé answered “yes”. \ufffd end"


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02\x03" * 400,
        SENTENCE.encode() + b"\x00",
        bytes(range(1, 256)) * 20,
        b"%PDF-1.7\n" + SENTENCE.encode(),
        b"PK\x03\x04" + SENTENCE.encode(),
        codecs.BOM_UTF16_LE + "a\x00b".encode("utf-16-le"),
    ],
)
def test_binary_content_is_refused_by_name(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    error = skip_one(path)
    assert (error.name, error.reason) == ("a.txt", "binary")
    assert "a.txt" in str(error)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t ", codecs.BOM_UTF8, "\u200b\u2060 ".encode()])
def test_nothing_is_not_a_document(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert skip_one(path).reason == "empty"


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as opened:
        opened.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    error = skip_one(path)
    assert error.reason == "too long"
    assert "split" in str(error)


def test_the_limit_counts_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x " * (MAX_CHARACTERS // 2))
    assert len(read_one(path).text) == MAX_CHARACTERS
    path.write_text("x " * (MAX_CHARACTERS // 2) + "x")
    assert skip_one(path).reason == "too long"


def test_a_huge_stream_is_refused() -> None:
    assert skip_one("-", stdin=b"word " * 5_000_000).reason == "too long"


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.MARKDOWN", "c.py", ".hidden.txt", ".git/x.txt", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}: {SENTENCE}")
    found = read(tmp_path)
    assert [item.id for item in found if isinstance(item, RawItem)] == ["a/c.MARKDOWN", "a/z.md", "b.txt"]
    assert len(found) == 3
    assert [item.markup for item in found if isinstance(item, RawItem)] == ["markdown", "markdown", "plain"]


def test_a_link_to_its_own_folder_does_not_go_round(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert read_one(tmp_path).id == "a.txt"


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.py").write_text("x = 1")
    error = skip_one(tmp_path)
    assert (error.name, error.reason) == (str(tmp_path), "no documents")
    assert ".jsonl" in str(error)


def test_a_missing_path_costs_itself_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    missing, kept = read(tmp_path / "gone.txt", tmp_path / "a.txt")
    assert isinstance(missing, SourceError)
    assert missing.reason == "not found"
    assert isinstance(kept, RawItem)


def test_what_cannot_be_opened_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "a.txt").write_text(SENTENCE)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    error = skip_one(tmp_path)
    assert error.reason == "unreadable"
    assert "Permission denied" in str(error)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert skip_one(tmp_path / "pipe.txt").reason == "not a file"
    assert skip_one(tmp_path).reason == "no documents"


def test_other_kinds_are_read_when_named_and_text(tmp_path: Path) -> None:
    note, picture = tmp_path / "wire.log", tmp_path / "photo.png"
    note.write_text(SENTENCE)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert read_one(note).text == SENTENCE
    assert skip_one(picture).reason == "unknown kind"
    assert skip_one(tmp_path).reason == "no documents"


def test_a_sidecar_describes_its_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    sidecar = {"title": "A call in Zagreb", "text": "ignored", "published": "2022-02-03", "publisher": "Hina", "x": 1}
    (tmp_path / "a.json").write_text(json.dumps(sidecar))
    item = read_one(tmp_path)
    assert (item.id, item.text) == ("a.txt", SENTENCE)
    assert (item.title, item.published, item.publisher) == ("A call in Zagreb", "2022-02-03", "Hina")
    assert read_one(tmp_path / "a.txt") == item
    assert read(tmp_path / "a.json", tmp_path / "a.txt") == [item]
    assert skip_one(tmp_path / "a.json").reason == "sidecar"
    (tmp_path / "a.json").write_text('{"id": "hr-7"}')
    assert read_one(tmp_path).id == "hr-7"


@pytest.mark.parametrize("sidecar", ["{", "[]", '{"title": {"en": "x"}}', "[" * 100_000, "\x00"])
def test_a_broken_sidecar_does_not_cost_the_document(tmp_path: Path, sidecar: str) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "a.json").write_text(sidecar)
    error, item = read(tmp_path)
    assert isinstance(error, SourceError)
    assert error.name == "a.json"
    assert isinstance(item, RawItem)
    assert item.title is None


def test_an_id_is_read_once(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"{folder}: {SENTENCE}")
    first, second = read(tmp_path / "x", tmp_path / "y")
    assert isinstance(first, RawItem)
    assert isinstance(second, SourceError)
    assert second.reason == "duplicate id"
    assert [item.id for item in read(tmp_path) if isinstance(item, RawItem)] == ["x/a.txt", "y/a.txt"]
    assert len(read(tmp_path / "x", tmp_path / "x")) == 1


def test_standard_input_is_text_or_json_lines() -> None:
    item = read_one("-", stdin=f"{SENTENCE}\r\nMore.".encode())
    assert (item.id, item.text) == ("stdin", f"{SENTENCE}\r\nMore.")
    assert read_one("-", stdin=b'{"title": "no text here"}').text == '{"title": "no text here"}'
    assert skip_one("-").reason == "empty"
    lines = b'\n{"id": "a", "text": "One."}\n\n{"text": "Two."}\nbroken\n'
    first, second, third = read("-", stdin=lines)
    assert isinstance(first, RawItem)
    assert isinstance(second, RawItem)
    assert isinstance(third, SourceError)
    assert (first.id, second.id) == ("a", "stdin#4")
    assert "line 5" in str(third)


def test_a_file_name_that_is_not_utf8_gives_an_id_that_can_be_stored(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(SENTENCE)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert read_one(tmp_path).id == "caf\\xe9.txt"
