"""Answers as one HTML page that stands alone: no script, nothing fetched, fit to be printed or sent on."""

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path

from dragoman.model.answer import Answer
from dragoman.render.sheet import Entry, Part, Sheet, Source, build_sheet

__all__ = ["get_policy", "render_html"]

_STYLE = Path(__file__).with_name("sheet.css")


@cache
def _read_style() -> str:
    return _STYLE.read_text(encoding="utf-8")


@cache
def get_policy() -> str:
    """The Content-Security-Policy that the page carries: its own style sheet, known by its hash, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_read_style().encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _say(text: str) -> str:
    """Text of somebody's, isolated: what is written from right to left cannot reorder the words around it."""
    return f"<bdi>{escape(text)}</bdi>" if text else ""


def _badge(entry: Entry) -> str:
    return f'<span class="badge s-{escape(entry.status)}">{escape(entry.word)}</span>' if entry.word else ""


def _cites(numbers: tuple[int, ...]) -> str:
    return " ".join(f'<a class="cite" href="#c{number}">[{number}]</a>' for number in numbers)


def _line(entry: Entry) -> str:
    voice = f'<span class="voice">{_say(entry.voice)}</span>' if entry.voice else ""
    words = " ".join(piece for piece in (_badge(entry), _say(entry.text), _cites(entry.numbers), voice) if piece)
    pairs = "".join(f"<div><dt>{escape(name)}:</dt> <dd>{_say(value)}</dd></div>" for name, value in entry.details)
    return f"<li>{words}{f'<dl>{pairs}</dl>' if pairs else ''}</li>"


def _cell(name: str, value: str, entry: Entry) -> str:
    is_status = name == "Status" and value == entry.word
    return f"<td>{_badge(entry) if is_status else _say(value)}</td>"


def _table(part: Part) -> list[str]:
    has_cites = any(entry.numbers for entry in part.entries)
    names = (*part.columns, "Cited") if has_cites else part.columns
    head = "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in names)
    rows = [f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(part.title)}"><table>',
            f"<thead><tr>{head}</tr></thead><tbody>"]  # fmt: skip
    for entry in part.entries:
        cells = [_cell(name, value, entry) for name, value in zip(part.columns, entry.values, strict=True)]
        cells += [f"<td>{_cites(entry.numbers)}</td>"] if has_cites else []
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return [*rows, "</tbody></table></div>"]


def _part(part: Part) -> list[str]:
    lines = [f"<h{part.level}>{_say(part.title)}</h{part.level}>"]
    if part.columns:
        lines += _table(part)
    elif part.entries:
        lines += ["<ul>", *(_line(entry) for entry in part.entries), "</ul>"]
    if part.note:
        lines.append(f'<p class="note">{_say(part.note)}</p>')
    return lines


def _source(source: Source) -> str:
    words = _say(source.words)
    if source.link:
        words = f'<a href="{escape(source.link)}" rel="noreferrer nofollow">{words}</a>'
    number = f"<span>[{source.number}]</span>"
    return f'<li id="c{source.number}">{number}<span>{words}: “{_say(source.quote)}”</span></li>'


def _body(sheet: Sheet) -> list[str]:
    lines = ["<main>", f"<h1>{_say(sheet.title)}</h1>"]
    for part in sheet.parts:
        lines += _part(part)
    lines += [f'<p class="note">{_say(note)}</p>' for note in sheet.notes]
    if sheet.sources:
        lines += ["<h2>Citations</h2>", '<ol class="sources">', *map(_source, sheet.sources), "</ol>"]
    return [*lines, "</main>"]


def render_html(answer: Answer) -> str:
    """The whole answer as one HTML document that ends in a line break; all that documents say is escaped."""
    sheet = build_sheet(answer)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(get_policy(), quote=True)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="generator" content="Dragoman">',
        f"<title>{escape(sheet.title)}</title>",
        f"<style>{_read_style()}</style>",
        "</head>",
        "<body>",
        *_body(sheet),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
