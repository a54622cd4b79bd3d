"""JSON lines and JSON files: every good line is kept, every bad one named by its number."""

import gzip
import json
from pathlib import Path

import pytest

from dragoman.errors import LineError, SourceError
from dragoman.model.document import RawItem
from dragoman.sources import encodings, iter_items, jsonlines

GOOD = {"id": "np-1", "title": "A visit", "text": "Nepal’s minister\r\nvisited Fiji.", "published": "2021-03-04"}


def read(path: Path) -> list[RawItem | SourceError]:
    return list(iter_items([path]))


def write(path: Path, *lines: object) -> Path:
    raw = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines).encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz", "a.ndjson.gz", "a.json.gz", "a.json", "A.JSONL"])
def test_lines_in_every_wrapping(tmp_path: Path, name: str) -> None:
    found = read(write(tmp_path / name, GOOD, {"text": "Second."}))
    assert [(item.id, item.text) for item in found if isinstance(item, RawItem)] == [
        ("np-1", "Nepal’s minister\r\nvisited Fiji."),
        (f"{name}#2", "Second."),
    ]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("nonsense", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not an object"),
        ('"text"', "not an object"),
        ("{}", "no text"),
        ('{"text": null}', "no text"),
        ('{"text": 5}', "text is not a string"),
        ('{"text": ["a"]}', "text is not a string"),
        ('{"text": "  "}', "empty"),
        ('{"text": "x", "title": {}}', "title is not a string"),
        ('{"text": "x", "id": true}', "id is not a string"),
        ('{"text": "\x00"}', "binary"),
    ],
)
def test_a_bad_line_costs_that_line_only(tmp_path: Path, line: str, reason: str) -> None:
    first, second, third = read(write(tmp_path / "a.jsonl", {"text": "One."}, line, {"text": "Three."}))
    assert isinstance(first, RawItem)
    assert isinstance(third, RawItem)
    assert isinstance(second, LineError)
    assert (second.name, second.line, second.reason) == ("a.jsonl", 2, reason)
    assert "a.jsonl, line 2" in str(second)


def test_numbers_are_ids_and_blank_lines_are_counted(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.jsonl", "", {"id": 12, "text": "One."}, "", {"id": "", "text": "Two."}))
    assert [item.id for item in found if isinstance(item, RawItem)] == ["12", "a.jsonl#4"]


def test_a_repeated_id_is_reported(tmp_path: Path) -> None:
    first, second = read(write(tmp_path / "a.jsonl", GOOD, GOOD))
    assert isinstance(first, RawItem)
    assert isinstance(second, SourceError)
    assert second.reason == "duplicate id"


def test_characters_no_database_holds_are_replaced_one_for_one(tmp_path: Path) -> None:
    (item,) = read(write(tmp_path / "a.jsonl", r'{"text": "a\ud800b\u0000c\ud83d\ude00"}'))
    assert isinstance(item, RawItem)
    assert item.text == "a\ufffdb\ufffdc😀"


def test_encodings_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('\ufeff{"text": "Malé"}\n'.encode() + '{"text": "São Tomé"}\n'.encode("cp1252"))
    assert [item.text for item in read(path) if isinstance(item, RawItem)] == ["Malé", "São Tomé"]
    path.write_text('{"text": "Malé"}\r\n{"text": "Čad"}\r\n', encoding="utf-16")
    assert [item.text for item in read(path) if isinstance(item, RawItem)] == ["Malé", "Čad"]


def test_a_broken_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    whole = b"".join(json.dumps({"text": f"Sentence {n} {n * 7919 % 10007}."}).encode() + b"\n" for n in range(20_000))
    path = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(whole)
    path.write_bytes(packed[: len(packed) // 2])
    found = read(path)
    assert isinstance(found[-1], SourceError)
    assert found[-1].reason == "broken gzip"
    assert len(found) > 1000
    assert all(isinstance(item, RawItem) for item in found[:-1])
    path.write_bytes(b"not gzip at all")
    assert [getattr(item, "reason", None) for item in read(path)] == ["broken gzip"]


def test_long_lines_and_texts_are_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "MAX_CHARACTERS", 1000)
    monkeypatch.setattr(jsonlines, "_MAX_LINE", 8000)
    lines = ({"text": "x" * 1001}, {"text": "x" * 30_000}, {"text": "Short."})
    first, second, third = read(write(tmp_path / "a.jsonl", *lines))
    assert [getattr(item, "reason", None) for item in (first, second)] == ["too long", "too long"]
    assert isinstance(second, LineError)
    assert second.line == 2
    assert isinstance(third, RawItem)
    assert third.id == "a.jsonl#3"


def test_a_json_file_is_an_object_or_a_list(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"title": "T", "text": "One."}, indent=1))
    (item,) = read(path)
    assert isinstance(item, RawItem)
    assert (item.id, item.title) == ("a.json", "T")
    path.write_text(json.dumps([{"text": "One."}, {"title": "none"}, GOOD], indent=1))
    one, bad, good = read(path)
    assert isinstance(one, RawItem)
    assert isinstance(bad, SourceError)
    assert isinstance(good, RawItem)
    assert (one.id, bad.reason, good.id) == ("a.json#1", "no text", "np-1")


@pytest.mark.parametrize(
    ("raw", "reason"), [("", "empty"), ("[]", "empty"), ("{]", "not JSON"), ("7", "not an object")]
)
def test_a_json_file_that_holds_no_document(tmp_path: Path, raw: str, reason: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(raw)
    assert [getattr(item, "reason", None) for item in read(path)] == [reason]


def test_an_empty_lines_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n \n")
    assert [getattr(item, "reason", None) for item in read(tmp_path)] == ["empty"]
