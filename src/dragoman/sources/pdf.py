"""A PDF → its text layer, with the lines of a paragraph joined again."""

import re
from pathlib import Path

import pypdfium2

from dragoman.errors import SourceError
from dragoman.model.document import RawItem
from dragoman.sources.encodings import MAX_CHARACTERS, check_text, mend_characters

__all__ = ["read_pdf"]

# pdfium writes U+0002 or U+FFFE where a word was divided at the end of a line.
_DIVIDED = re.compile("[\x02\ufffe][ \t]*\r?\n?|\u00ad\r?\n")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_LIST_ITEM = re.compile(r"(?:[•▪‣◦*·–—-]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
# A line shorter than this share of the page's full width ends its paragraph (or is a heading); full lines vary
# by the length of the next word, so the share must stay well under one.
_FULL_LINE = 0.75
# Titles that word processors write of their own accord.
_NO_TITLE = re.compile(r"^(?:microsoft\s+\w+\s*-|untitled|document\s*\d*$)|\.(?:docx?|pdf|indd|odt|rtf)$", re.I)


def read_pdf(path: Path, identifier: str) -> RawItem:
    """The text layer of a PDF and the title it states; its dates are those of the file, and are not taken.

    Raises SourceError for an encrypted, a broken or a scanned PDF, each with its cure.
    """
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise SourceError(
                identifier, "encrypted PDF", f"{identifier}: encrypted PDF; save a copy without its password"
            ) from None
        raise _broken(identifier) from None
    try:
        pages, size = [], 0
        for number in range(len(pdf)):
            text = _read_page(pdf, number)
            size += len(text)
            pages.append(text)
            if size > MAX_CHARACTERS:
                break
        title = pdf.get_metadata_dict().get("Title", "").strip()
    except pypdfium2.PdfiumError:
        raise _broken(identifier) from None
    finally:
        pdf.close()
    whole = "\n\n".join(page for page in pages if page.strip())
    if not whole.strip():
        raise SourceError(
            identifier,
            "PDF without text",
            f"{identifier}: PDF without a text layer (a scan?); run text recognition (OCR) over it first",
        )
    check_text(whole, identifier)
    is_title = bool(title) and not _NO_TITLE.search(title)
    return RawItem(
        id=identifier,
        text=mend_characters(whole),
        title=mend_characters(title) if is_title else None,
        origin=identifier,
    )


def _read_page(pdf: pypdfium2.PdfDocument, number: int) -> str:
    page = pdf[number]
    try:
        layer = page.get_textpage()
        try:
            return _join_lines(layer.get_text_range())
        finally:
            layer.close()
    finally:
        page.close()


def _join_lines(raw: str) -> str:
    """One line a paragraph: PDF keeps the lines of the page, which cut sentences in two."""
    lines = [line.strip() for line in _DIVIDED.sub("", raw).splitlines()]
    while lines and (not lines[0] or _PAGE_NUMBER.fullmatch(lines[0])):
        lines.pop(0)
    while lines and (not lines[-1] or _PAGE_NUMBER.fullmatch(lines[-1])):
        lines.pop()
    widths = sorted(len(line) for line in lines if line)
    full = widths[int(0.9 * (len(widths) - 1))] * _FULL_LINE if widths else 0
    joined: list[str] = []
    is_open = False
    for line in lines:
        if line and is_open and not _LIST_ITEM.match(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        is_open = len(line) >= full or (is_open and bool(line) and not _SENTENCE_END.search(line))
        is_open = is_open and bool(line)
    return "\n".join(joined)


def _broken(identifier: str) -> SourceError:
    return SourceError(identifier, "broken PDF", f"{identifier}: broken PDF; fetch it again, or print it to a new PDF")
