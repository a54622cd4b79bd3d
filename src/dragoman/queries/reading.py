"""What a document says of time and of whose words are whose, as tables; nothing of it is kept in the database."""

from collections.abc import Iterable

from dragoman.model.answer import Answer, Line, Section
from dragoman.model.document import Document
from dragoman.model.reading import Attributed, TimeMention

__all__ = ["list_attributions", "list_times"]

# How many characters of somebody's words a line shows.
_SHOWN = 200


def list_times(found: Iterable[tuple[Document, tuple[TimeMention, ...]]]) -> Answer:
    """Every time expression with its place in the text, its TIMEX3 type and value, its EDTF and the rule behind it."""
    lines = []
    for document, mentions in found:
        for mention in mentions:
            when = mention.when
            cells = (
                document.id, str(mention.start), str(mention.end), " ".join(mention.quote.split()), mention.timex,
                mention.value or "", when.edtf or "", when.basis,
            )  # fmt: skip
            text = (
                f"{document.id}: “{cells[3]}” is {mention.timex} {mention.value or 'open'} ({when.edtf or when.basis})"
            )
            lines.append(Line(text=text, when=when.edtf, cells=cells))
    columns = ("Document", "Start", "End", "Words", "TIMEX3 type", "TIMEX3 value", "EDTF", "How it was resolved")
    notes = () if lines else ("No time expression was found.",)
    return Answer("times", "Time expressions", (Section("Time expressions", tuple(lines), columns),), notes=notes)


def list_attributions(found: Iterable[tuple[Document, tuple[Attributed, ...]]]) -> Answer:
    """Every stretch of text that is somebody's: who, how, by which cue, and the words."""
    lines = []
    for document, attributions in found:
        for item in attributions:
            words = " … ".join(" ".join(document.text[start:end].split()) for start, end in item.content)
            cue = " ".join(document.text[item.cue[0] : item.cue[1]].split()) if item.cue else ""
            spans = " ".join(f"{start}-{end}" for start, end in item.content)
            shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
            cells = (document.id, item.speaker or "", item.mode, cue, spans, shown)
            text = (
                f"{document.id}: {item.speaker or 'somebody unnamed'} ({item.mode}{', ' + cue if cue else ''}): {shown}"
            )
            lines.append(Line(text=text, cells=cells))
    columns = ("Document", "Whose", "Mode", "Cue", "Where", "Words")
    notes = () if lines else ("Nobody is reported to say or hold anything.",)
    return Answer("attributions", "Whose words", (Section("Whose words", tuple(lines), columns),), notes=notes)
