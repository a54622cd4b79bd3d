"""Paths → RawItems, in an order that depends on names only; what cannot be read comes out as a SourceError value."""

import io
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from dragoman.errors import SourceError
from dragoman.model.document import RawItem
from dragoman.sources.docx import read_docx
from dragoman.sources.encodings import MAX_CHARACTERS, check_text, decode_bytes
from dragoman.sources.entries import add_sidecar, load_sidecar
from dragoman.sources.html import read_html
from dragoman.sources.jsonlines import is_entry_line, iter_json_file, iter_json_lines
from dragoman.sources.pdf import read_pdf
from dragoman.sources.web import fetch_page, is_address

__all__ = [
    "STDIN",
    "UPLOADED",
    "iter_items",
    "iter_upload",
]

STDIN = "-"
_STDIN_ID = "stdin"

_MARKDOWN = (".md", ".markdown")
_HTML = (".html", ".htm")
_TEXTUAL = (".txt", *_MARKDOWN)
# A document that a `.json` of the same stem may describe.
_DESCRIBED = (*_TEXTUAL, *_HTML, ".pdf", ".docx")
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".json.gz")
# What is taken from a stranger: nothing gzipped, since what it unpacks to has no end that could be told beforehand.
UPLOADED = (*_DESCRIBED, ".json", ".jsonl", ".ndjson")
# UTF-8 takes at most four bytes a character: more bytes than this are certainly too many characters.
_MAX_BYTES = 4 * MAX_CHARACTERS


def iter_items(paths: Iterable[Path | str], stdin: BinaryIO | None = None) -> Iterator[RawItem | SourceError]:
    """Everything readable below the paths ("-" is standard input), and one SourceError for each input skipped.

    A path may be an address on the web. A document's id is its POSIX path below the folder that was given, the name of
    a file given directly, its address, or a JSON line's own `id`; an id met before is reported, not read again. Folders
    are walked in the order of names, without hidden files and without following links to folders. Nothing is raised
    for a bad input.
    """
    given = list(dict.fromkeys(str(path) for path in paths))
    seen: dict[str, str] = {}
    for found in chain.from_iterable(_iter_given(path, given, stdin) for path in given):
        if isinstance(found, RawItem):
            origin = found.origin or found.id
            if found.id in seen:
                yield SourceError(
                    found.id,
                    "duplicate id",
                    f"{found.id} (in {origin}): this id was read before, from {seen[found.id]}; "
                    "give one of the two another id or file name, or name their common folder",
                )
                continue
            seen[found.id] = origin
        yield found


def _iter_given(given: str, others: list[str], stdin: BinaryIO | None) -> Iterator[RawItem | SourceError]:
    if given == STDIN:
        yield from _iter_stdin(stdin or sys.stdin.buffer)
        return
    if is_address(given):
        yield _or_error(given, lambda: _read_address(given))
        return
    path = Path(given)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield SourceError(given, "not found", f"{given}: not found; check the path")
        return
    except (OSError, ValueError) as error:
        yield _unreadable(given, error)
        return
    if stat.S_ISDIR(mode):
        yield from _iter_folder(path, given)
    elif not stat.S_ISREG(mode):
        yield SourceError(given, "not a file", f"{given}: neither a file nor a folder; pipe it in and name “-” instead")
    elif _suffix(path) == ".json" and (described := _described(path)):
        # A shell's `folder/*` names documents and sidecars alike; a sidecar alone would be read as nothing.
        if not any(Path(other) in described for other in others):
            name = described[0].name
            yield SourceError(given, "sidecar", f"{given}: describes {name} and is no document; name {name} instead")
    else:
        yield from _iter_file(path, _make_id(path.name), is_named=True)


def iter_upload(path: Path, name: str) -> Iterator[RawItem | SourceError]:
    """The documents of one file that somebody sent under `name`, which names them and is never used as a path.

    `path` ends as the name does, in one of UPLOADED, and has no files beside it.
    """
    yield from _iter_file(path, name, is_named=True)


def _read_address(address: str) -> RawItem:
    page = fetch_page(address)
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        path = Path(folder) / f"page{page.suffix}"
        path.write_bytes(page.raw)
        item = _read_described(path, address)
    # Where it was found, not what the page calls itself: that may be any string.
    return replace(item, url=page.url)


def _iter_stdin(stream: BinaryIO) -> Iterator[RawItem | SourceError]:
    """JSON lines if the first line that is not blank is an object with `text`, else one plain text."""
    head, line = b"", b""
    while len(head) <= _MAX_BYTES and not line.strip():
        line = stream.readline(_MAX_BYTES + 1)
        if not line:
            break
        head += line
    if is_entry_line(line):
        replayed = io.BufferedReader(_Replay(head, stream))
        yield from iter_json_lines(replayed, _STDIN_ID)
        return
    raw = head + stream.read(max(0, _MAX_BYTES + 1 - len(head)))
    yield _or_error(_STDIN_ID, lambda: _read_text(raw, _STDIN_ID, "plain"))


class _Replay(io.RawIOBase):
    """A stream that first gives again what was read from it to look."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
        else:
            piece = self._stream.read(size)
        buffer[: len(piece)] = piece
        return len(piece)


def _iter_folder(folder: Path, given: str) -> Iterator[RawItem | SourceError]:
    is_empty = True
    for path in _walk(folder):
        if isinstance(path, SourceError):
            yield path
            is_empty = False
            continue
        if path.name.casefold().endswith(".json") and _described(path):
            continue
        for found in _iter_file(path, _make_id(path.relative_to(folder).as_posix()), is_named=False):
            yield found
            is_empty = False
    if is_empty:
        kinds = " ".join((*_DESCRIBED, ".json", *_LINES))
        yield SourceError(given, "no documents", f"{given}: a folder without documents; these are read: {kinds}")


def _walk(folder: Path) -> Iterator[Path | SourceError]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(str(folder), error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _iter_file(path: Path, identifier: str, *, is_named: bool) -> Iterator[RawItem | SourceError]:
    """The documents of one file; nothing for a kind that is not read, unless it was named outright."""
    lowered = path.name.casefold()
    try:
        if lowered.endswith((*_LINES, ".json")):
            yield from iter_json_file(path, identifier)
        elif _suffix(path) in _DESCRIBED:
            yield from _iter_described(path, identifier)
        elif is_named:
            yield _read_unknown(path, identifier)
    except OSError as error:
        yield _unreadable(identifier, error)


def _iter_described(path: Path, identifier: str) -> Iterator[RawItem | SourceError]:
    item = _or_error(identifier, lambda: _read_described(path, identifier))
    if isinstance(item, SourceError):
        yield item
        return
    sidecar = path.with_suffix(".json")
    if sidecar.is_file():
        name = str(PurePosixPath(identifier).with_suffix(".json"))
        try:
            item = add_sidecar(item, load_sidecar(sidecar, name), name)
        except SourceError as error:
            yield error
    yield item


def _read_described(path: Path, identifier: str) -> RawItem:
    suffix = _suffix(path)
    if path.stat().st_size == 0:
        raise SourceError(identifier, "empty", f"{identifier}: empty; there is no text in it")
    if suffix == ".pdf":
        return read_pdf(path, identifier)
    if suffix == ".docx":
        return read_docx(path, identifier)
    raw = _load_bytes(path, identifier)
    if suffix in _HTML:
        return read_html(raw, identifier)
    return _read_text(raw, identifier, "markdown" if suffix in _MARKDOWN else "plain")


def _read_unknown(path: Path, identifier: str) -> RawItem | SourceError:
    """A file of a kind that is not known but was named: read if its content is text."""
    item = _or_error(identifier, lambda: _read_text(_load_bytes(path, identifier), identifier, "plain"))
    if isinstance(item, SourceError) and item.reason == "binary":
        kinds = " ".join((*_DESCRIBED, ".json", *_LINES))
        message = f"{identifier}: a kind of file that is not read; convert it to one of {kinds}"
        return SourceError(identifier, "unknown kind", message)
    return item


def _read_text(raw: bytes, identifier: str, markup: str) -> RawItem:
    if len(raw) > _MAX_BYTES:
        raise _too_long(identifier, len(raw))
    text = decode_bytes(raw, identifier)
    check_text(text, identifier)
    return RawItem(id=identifier, text=text, markup=markup, origin=identifier)


def _load_bytes(path: Path, identifier: str) -> bytes:
    size = path.stat().st_size
    if size > _MAX_BYTES:
        raise _too_long(identifier, size)
    return path.read_bytes()


def _too_long(identifier: str, size: int) -> SourceError:
    return SourceError(
        identifier,
        "too long",
        f"{identifier}: too long ({size:,} bytes or more; {MAX_CHARACTERS:,} characters are taken); "
        "split it into one file or JSON line a document",
    )


def _or_error(identifier: str, read: Callable[[], RawItem]) -> RawItem | SourceError:
    try:
        return read()
    except SourceError as error:
        return error
    except OSError as error:
        return _unreadable(identifier, error)


def _described(sidecar: Path) -> list[Path]:
    """The documents beside a `.json` that it would be the sidecar of."""
    return [path for suffix in _DESCRIBED if (path := sidecar.with_suffix(suffix)).is_file()]


def _suffix(path: Path) -> str:
    return path.suffix.casefold()


def _make_id(name: str) -> str:
    # File names are bytes on some systems: what is not UTF-8 in them is spelt out, since no database can hold it.
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _unreadable(name: str, error: Exception) -> SourceError:
    why = getattr(error, "strerror", None) or str(error)
    return SourceError(name, "unreadable", f"{name}: cannot be opened ({why}); check its permissions")
