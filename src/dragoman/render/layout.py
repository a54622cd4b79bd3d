"""What every rendering shares: the columns of a table, the words of a citation."""

from dragoman.model.answer import Citation, Section

__all__ = ["list_columns", "say_numbers", "say_source"]


def say_numbers(numbers: tuple[int, ...]) -> str:
    """ "[1] [4]"."""
    return " ".join(f"[{number}]" for number in numbers)


def list_columns(section: Section) -> list[tuple[str, list[str]]]:
    """The columns of a table with their values: the section's own, then status, whose word and citations.

    A column that is empty in every line is left out.
    """
    columns = [(name, [line.cells[i] if i < len(line.cells) else "" for line in section.lines])
               for i, name in enumerate(section.columns)]  # fmt: skip
    columns.append(("Status", [line.status_word or "" for line in section.lines]))
    columns.append(("Whose word", [line.voice or "" for line in section.lines]))
    columns.append(("Cited", [say_numbers(line.citations) for line in section.lines]))
    return [(name, values) for name, values in columns if any(values)]


def say_source(citation: Citation) -> str:
    """Document, title, publisher and date of a citation: what a reader needs to find the words again."""
    published = citation.published or f"undated ({citation.published_basis})"
    parts = [citation.document]
    if citation.title:
        parts.append(f"“{citation.title}”")
    parts += [citation.publisher or "publisher unknown", published]
    return ", ".join(parts)
