"""Answers for programs: JSON, JSON lines and CSV, the same lines with the same citations."""

import csv
import dataclasses
import io
from collections.abc import Iterator
from typing import Any

from dragoman.exchange.csv_ import protect_cell
from dragoman.exchange.jsonl import dump_json
from dragoman.model.answer import Answer, Line, Section
from dragoman.render.layout import say_numbers, say_source

__all__ = ["build_body", "render_csv", "render_json", "render_jsonl"]


def _line(line: Line, section: Section) -> dict[str, Any]:
    body = dataclasses.asdict(line)
    cells = dict(zip(section.columns, body.pop("cells"), strict=False))
    return {**body, "status_word": line.status_word, **({"cells": cells} if cells else {})}


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "lines": [_line(line, section) for line in section.lines],
        "note": section.note,
        "sections": [_section(inner) for inner in section.sections],
    }


def build_body(answer: Answer) -> dict[str, Any]:
    """The whole answer as plain JSON values."""
    return {
        "verb": answer.verb,
        "title": answer.title,
        "sections": [_section(section) for section in answer.sections],
        "citations": [dataclasses.asdict(citation) for citation in answer.citations],
        "notes": list(answer.notes),
    }


def render_json(answer: Answer) -> str:
    """The whole answer as one indented JSON object."""
    return dump_json(build_body(answer), indent=2) + "\n"


def _walk(sections: tuple[Section, ...], path: str = "") -> Iterator[tuple[str, Section, Line]]:
    for section in sections:
        title = f"{path} / {section.title}" if path else section.title
        for line in section.lines:
            yield title, section, line
        yield from _walk(section.sections, title)


def render_jsonl(answer: Answer) -> str:
    """A line of JSON for each line of the answer, its citations written out in it."""
    cited = {citation.number: dataclasses.asdict(citation) for citation in answer.citations}
    rows = []
    for title, section, line in _walk(answer.sections):
        body = _line(line, section)
        rows.append(dump_json({"section": title, **body, "citations": [cited[n] for n in line.citations]}))
    return "".join(f"{row}\n" for row in rows)


def render_csv(answer: Answer) -> str:
    """A row for each line of the answer; the columns of its tables come after the common ones."""
    cited = {citation.number: citation for citation in answer.citations}
    own = list(dict.fromkeys(name for _, section, _ in _walk(answer.sections) for name in section.columns))
    common = ["section", "text", "status", "voice", "when", "records", "citations", "sources", "quotes"]
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(common + own)
    for title, section, line in _walk(answer.sections):
        cells = dict(zip(section.columns, line.cells, strict=False))
        sources = [cited[number] for number in line.citations]
        row = [
            title, line.text, line.status or "", line.voice or "", line.when or "", "; ".join(line.records),
            say_numbers(line.citations), "; ".join(say_source(item) for item in sources),
            " | ".join(item.quote for item in sources), *(cells.get(name, "") for name in own),
        ]  # fmt: skip
        writer.writerow([protect_cell(cell) for cell in row])
    return buffer.getvalue()
