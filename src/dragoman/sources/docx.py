"""A DOCX → its paragraphs and table cells, in the order in which they stand."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from dragoman.errors import SourceError
from dragoman.model.document import RawItem
from dragoman.sources.encodings import check_text, mend_characters

__all__ = ["read_docx"]

# A DOCX is a ZIP: what it unpacks to is checked first, so that a small hostile file cannot fill the memory.
_MAX_UNPACKED = 200_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_docx(path: Path, identifier: str) -> RawItem:
    """The text of a DOCX and the title its properties state; when it was saved is not when it was published.

    Raises SourceError for a broken, encrypted or over-large file.
    """
    with path.open("rb") as opened:
        is_old = opened.read(4) == _OLD_OFFICE
    if is_old:
        raise SourceError(
            identifier,
            "encrypted DOCX",
            f"{identifier}: encrypted, or an old .doc under a new name; save it again as .docx without a password",
        )
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > _MAX_UNPACKED:
            raise SourceError(identifier, "too long", f"{identifier}: too long ({unpacked:,} bytes); split it")
        document = docx.Document(str(path))
        text = "\n".join(_iter_lines(document))
        title = document.core_properties.title.strip()
    except (zipfile.BadZipFile, OpcError, LxmlError, KeyError, ValueError, AttributeError, EOFError):
        raise SourceError(
            identifier, "broken DOCX", f"{identifier}: broken DOCX; open it in a word processor and save it again"
        ) from None
    check_text(text, identifier)
    return RawItem(id=identifier, text=mend_characters(text), title=mend_characters(title) or None, origin=identifier)


def _iter_lines(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        rows = getattr(block, "rows", None)
        if rows is None:
            yield block.text
            continue
        for row in rows:
            cells: list[Any] = []
            for cell in row.cells:
                # A merged cell comes once for each column it spans.
                if not any(cell._tc is other._tc for other in cells):
                    cells.append(cell)
            yield "\t".join(" ".join(_iter_lines(cell)) for cell in cells)
