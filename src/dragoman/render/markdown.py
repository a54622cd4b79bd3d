"""Answers as Markdown, with citations as a numbered list below."""

from dragoman.model.answer import Answer, Citation, Line, Section
from dragoman.render.clean import escape_markdown
from dragoman.render.layout import list_columns, say_source

__all__ = ["render_markdown"]


def _line(line: Line) -> str:
    status = f"**{line.status_word}**: " if line.status_word else ""
    numbers = "".join(f" \\[{number}\\]" for number in line.citations)
    return f"- {status}{escape_markdown(line.text)}{numbers}"


def _table(section: Section) -> list[str]:
    columns = list_columns(section)
    rows = ["| " + " | ".join(name for name, _ in columns) + " |", "|" + " --- |" * len(columns)]
    for index in range(len(section.lines)):
        rows.append("| " + " | ".join(escape_markdown(values[index]) for _, values in columns) + " |")
    return rows


def _section(section: Section, level: int) -> list[str]:
    parts = ["", f"{'#' * level} {escape_markdown(section.title)}", ""]
    if section.columns and section.lines:
        parts += _table(section)
    else:
        parts += [_line(line) for line in section.lines]
    if section.note:
        parts += ["", f"_{escape_markdown(section.note)}_"]
    for inner in section.sections:
        parts += _section(inner, level + 1)
    return parts


def _citation(citation: Citation) -> str:
    return f"{citation.number}. {escape_markdown(say_source(citation))}: “{escape_markdown(citation.quote)}”"


def render_markdown(answer: Answer) -> str:
    """The whole answer as one Markdown document that ends in a line break."""
    parts = [f"# {escape_markdown(answer.title)}"]
    for section in answer.sections:
        parts += _section(section, 2)
    if answer.notes:
        parts += ["", *(f"_{escape_markdown(note)}_" for note in answer.notes)]
    if answer.citations:
        parts += ["", "## Citations", "", *(_citation(citation) for citation in answer.citations)]
    return "\n".join(parts) + "\n"
