"""One door to every rendering."""

from typing import TextIO

from dragoman.model.answer import Answer
from dragoman.render.markdown import render_markdown
from dragoman.render.programs import render_csv, render_json, render_jsonl
from dragoman.render.terminal import make_console, render_terminal

__all__ = ["FORMATS", "write_answer"]

_TEXTS = {"json": render_json, "jsonl": render_jsonl, "csv": render_csv, "markdown": render_markdown}
FORMATS = ("table", *_TEXTS)


def write_answer(answer: Answer, form: str, stream: TextIO) -> None:
    """Write an answer in one of FORMATS. Raises KeyError for another format."""
    if form == "table":
        render_terminal(answer, make_console(stream))
    else:
        stream.write(_TEXTS[form](answer))
