"""One door to every rendering."""

from typing import TextIO

from dragoman.model.answer import Answer
from dragoman.render.html import render_html
from dragoman.render.markdown import render_markdown
from dragoman.render.pdf import render_pdf
from dragoman.render.programs import render_csv, render_json, render_jsonl
from dragoman.render.terminal import make_console, render_terminal

__all__ = ["BINARY_FORMATS", "FORMATS", "encode_answer", "write_answer"]

_TEXTS = {
    "json": render_json, "jsonl": render_jsonl, "csv": render_csv, "markdown": render_markdown, "html": render_html,
}  # fmt: skip
_FILES = {"pdf": render_pdf}
FORMATS = ("table", *_TEXTS)
"""The formats that are text."""
BINARY_FORMATS = tuple(_FILES)
"""The formats that are bytes, and nothing for a terminal."""


def encode_answer(answer: Answer, form: str) -> bytes:
    """An answer in one of FORMATS but `table`, in UTF-8, or of BINARY_FORMATS. Raises KeyError for another format."""
    if form in _FILES:
        return _FILES[form](answer)
    return _TEXTS[form](answer).encode("utf-8", "backslashreplace")


def write_answer(answer: Answer, form: str, stream: TextIO) -> None:
    """Write an answer in one of FORMATS. Raises KeyError for another format."""
    if form == "table":
        render_terminal(answer, make_console(stream))
    else:
        stream.write(_TEXTS[form](answer))
