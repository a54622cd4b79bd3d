"""Bytes → characters, without ever guessing a binary file into a text."""

import codecs
import logging
import re

from dragoman.errors import SourceError

__all__ = ["MAX_CHARACTERS", "check_text", "decode_bytes", "mend_characters"]

# The longest communiqués and hearing transcripts run to some hundred thousand characters. Five million is a whole
# library of them in one file: offsets, parses and evidence of such a "document" serve nobody, and would fill memory.
MAX_CHARACTERS = 5_000_000

_LOG = logging.getLogger(__name__)

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of kinds of file that people give a wrong name, and what to do about each.
_SIGNATURES = (
    (b"%PDF-", "a PDF: name it .pdf"),
    (b"PK\x03\x04", "a ZIP or Office file: unpack it, or name it .docx if it is one"),
    (b"\x1f\x8b", "gzipped: name it .jsonl.gz if it holds JSON lines, else unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old Office file: save it as .docx or .txt"),
    (b"{\\rtf", "rich text: save it as .docx or .txt"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)

# Random bytes hold about ten control characters in a hundred, real text none but tabs and line ends (stray form
# feeds and escapes are met): two in a hundred tells them apart with room on both sides.
_CONTROL_SHARE = 0.02
_CONTROLS = bytes([*sorted(set(range(32)) - set(b"\t\n\v\f\r\x1b")), 127])
# What Latin text in UTF-16 looks like: nearly every second byte is NUL, and on one side only.
_UTF16_NULS = 0.4
_SAMPLE = 65_536
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_INVISIBLE = str.maketrans("", "", "\ufeff\u200b\u200c\u200d\u2060\u00ad")


def _decode_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("dragoman-cp1252", _decode_as_cp1252)


def decode_bytes(raw: bytes, name: str) -> str:
    """The characters of a text file, line ends kept as they are and the byte order mark left out.

    Byte order marks, UTF-16 without one and UTF-8 are recognised; bytes that are not UTF-8 are read as cp1252 where
    they stand, so that a file of mixed encodings keeps what it can. Raises SourceError for binary content.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "replace")
            if "\x00" in text:
                raise _binary(name, "it holds NUL characters")
            return text
    for signature, advice in _SIGNATURES:
        if raw.startswith(signature):
            raise _binary(name, f"it looks like {advice}")
    sample = raw[:_SAMPLE]
    if b"\x00" in raw:
        return _decode_utf16(raw, sample, name)
    if sample and sum(map(sample.count, (bytes([code]) for code in _CONTROLS))) > _CONTROL_SHARE * len(sample):
        raise _binary(name, "too many control characters")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        _LOG.info("%s: not UTF-8 throughout; other bytes read as cp1252", name)
        return raw.decode("utf-8", "dragoman-cp1252")


def _decode_utf16(raw: bytes, sample: bytes, name: str) -> str:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = _UTF16_NULS * (len(sample) // 2)
    encoding = "utf-16-le" if odd >= enough > even else "utf-16-be" if even >= enough > odd else None
    if encoding is None:
        raise _binary(name, "it holds NUL bytes")
    try:
        text = raw[: len(raw) // 2 * 2].decode(encoding)
    except UnicodeDecodeError:
        raise _binary(name, "it holds NUL bytes") from None
    controls = sum(map(text[:_SAMPLE].count, map(chr, (0, *_CONTROLS))))
    if "\x00" in text or controls > _CONTROL_SHARE * len(text[:_SAMPLE]):
        raise _binary(name, "it holds NUL bytes")
    _LOG.info("%s: read as %s", name, encoding)
    return text


def _binary(name: str, why: str) -> SourceError:
    return SourceError(name, "binary", f"{name}: binary, not text ({why}); convert it to text, HTML, PDF or DOCX")


def check_text(text: str, name: str) -> None:
    """Raise SourceError for a text that holds nothing, or more than MAX_CHARACTERS."""
    if len(text) > MAX_CHARACTERS:
        raise SourceError(
            name,
            "too long",
            f"{name}: too long ({len(text):,} characters; {MAX_CHARACTERS:,} are taken); "
            "split it into one file or JSON line a document",
        )
    if not text[:_SAMPLE].translate(_INVISIBLE).strip() and not text.translate(_INVISIBLE).strip():
        raise SourceError(name, "empty", f"{name}: empty; there is no text in it")


def mend_characters(text: str) -> str:
    """Put U+FFFD for NUL and lone surrogates, which JSON escapes can hold and no database can; the length stays."""
    return _UNSTORABLE.sub("\ufffd", text)
