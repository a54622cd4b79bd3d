"""JSON lines and JSON files, plain or gzipped, line by line: one bad line costs that line only."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import LineError, SourceError
from dragoman.model.document import RawItem
from dragoman.sources.encodings import MAX_CHARACTERS, decode_bytes
from dragoman.sources.entries import make_item, parse_json

__all__ = ["is_entry_line", "iter_json_file", "iter_json_lines"]

# Four bytes for each character of the longest text, doubled because JSON may escape ("\u00e9" for "é").
_MAX_LINE = 8 * MAX_CHARACTERS
# A JSON list or an UTF-16 file is read whole; beyond this it should be JSON lines, which are not.
_MAX_WHOLE = 100_000_000
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def iter_json_file(path: Path, name: str) -> Iterator[RawItem | SourceError]:
    """The documents of a `.jsonl`, `.ndjson` or `.json` file, gzipped or not, named by its last letters."""
    with path.open("rb") as opened:
        is_gzipped = path.name.casefold().endswith(".gz")
        stream: io.BufferedReader[Any] = io.BufferedReader(gzip.GzipFile(fileobj=opened)) if is_gzipped else opened
        is_lines = not path.name.casefold().removesuffix(".gz").endswith(".json")
        count = 0
        try:
            for found in iter_json_lines(stream, name) if is_lines else _iter_json(stream, name):
                count += 1
                yield found
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield SourceError(
                name,
                "broken gzip",
                f"{name}: the compressed data end or break early ({error}); the {count} entries before that are kept; "
                "fetch the file again",
            )


def iter_json_lines(stream: "io.BufferedReader[Any]", name: str) -> Iterator[RawItem | SourceError]:
    """One item or LineError for each line that is not blank; a document without `id` is called `name#line`."""
    count = 0
    for number, line in _iter_lines(_as_utf8(stream)):
        if line is not None and not line.strip():
            continue
        count += 1
        try:
            yield _read_line(line, number, name)
        except SourceError as error:
            yield LineError(name, number, error.reason, str(error))
    if not count:
        yield SourceError(name, "empty", f"{name}: empty; there is no line in it")


def _read_line(line: bytes | None, number: int, name: str) -> RawItem:
    label = f"{name}, line {number}"
    if line is None:
        raise SourceError(label, "too long", f"{label}: too long (over {_MAX_LINE:,} bytes); split the document")
    try:
        entry = parse_json(decode_bytes(line, label).strip("\ufeff\x1e"))
    except ValueError as error:
        raise SourceError(label, "not JSON", f"{label}: not JSON ({error}); the other lines are read") from None
    return make_item(entry, f"{name}#{number}", label, name)


def is_entry_line(line: bytes) -> bool:
    """Whether a line is a JSON object that holds a document's text."""
    try:
        entry = parse_json(line.decode("utf-8-sig"))
    except ValueError:
        return False
    return isinstance(entry, dict) and isinstance(entry.get("text"), str)


def _iter_json(stream: "io.BufferedReader[Any]", name: str) -> Iterator[RawItem | SourceError]:
    """A `.json` file: one object, a list of objects, or (a common slip) JSON lines under the wrong name."""
    buffered = _as_utf8(stream)
    first = buffered.readline(_MAX_LINE)
    rest = buffered.read(_MAX_WHOLE)
    if buffered.read(1):
        yield SourceError(name, "too long", f"{name}: too long to read as one JSON value; save it as JSON lines")
        return
    if is_entry_line(first) and rest.strip():
        yield from iter_json_lines(io.BufferedReader(io.BytesIO(first + rest)), name)
        return
    try:
        whole = decode_bytes(first + rest, name)
        if not whole.strip():
            yield SourceError(name, "empty", f"{name}: empty; there is nothing in it")
            return
        value = parse_json(whole)
    except SourceError as error:
        yield error
        return
    except ValueError as error:
        yield SourceError(name, "not JSON", f"{name}: not JSON ({error})")
        return
    entries = value if isinstance(value, list) else [value]
    if not entries:
        yield SourceError(name, "empty", f"{name}: empty; the list holds nothing")
    for number, entry in enumerate(entries, start=1):
        is_alone = not isinstance(value, list)
        label = name if is_alone else f"{name}, entry {number}"
        try:
            yield make_item(entry, name if is_alone else f"{name}#{number}", label, name)
        except SourceError as error:
            yield error


def _as_utf8(stream: "io.BufferedReader[Any]") -> io.BufferedIOBase:
    """The stream as it is, or recoded if a UTF-16 mark opens it (in UTF-16 a line end is not one byte)."""
    if not stream.peek(2)[:2].startswith(_UTF16_MARKS):
        return stream
    raw = stream.read(_MAX_WHOLE)
    return io.BytesIO(raw.decode("utf-16", "replace").encode("utf-8", "replace"))


def _iter_lines(stream: io.BufferedIOBase) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None stands for a line over the limit, whose rest is passed over without being kept."""
    number = 0
    while line := stream.readline(_MAX_LINE):
        number += 1
        if len(line) < _MAX_LINE or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(_MAX_LINE)) and not rest.endswith(b"\n"):
            pass
        yield number, None
