"""Turns of a transcript: each is its speaker's direct speech, and a reporter's question tells nothing."""

from dragoman.model.document import SPEAKER_LABEL, Document
from dragoman.model.frame import Frame, Speech

__all__ = ["find_turns", "is_asked"]

# Who only asks or gives the floor, besides whoever's outlet stands in brackets: "Jane Doe (Wire)".
_ASKS = {"QUESTION", "Q", "MODERATOR", "OPERATOR", "HOST", "REPORTER", "INTERVIEWER", "PRESS"}


def find_turns(document: Document) -> tuple[Speech, ...]:
    """One speech a turn, from its label to the next; none where the document is no transcript."""
    labels = [mask for mask in document.masks if mask.reason == SPEAKER_LABEL]
    ends = [*(mask.start for mask in labels[1:]), len(document.text)][: len(labels)]
    return tuple(
        Speech(
            index=-1,
            speaker=(),
            mode="direct",
            content=(label.end, end),
            extent=(label.start, end),
            label=document.text[label.start : label.end].rstrip(": \t"),
        )
        for label, end in zip(labels, ends, strict=True)
    )


def is_asked(frame: Frame, speeches: tuple[Speech, ...]) -> bool:
    """Whether a frame stands in a question or a moderator's words: what is asked is not told."""
    return any(
        (speech.label.upper() in _ASKS or speech.label.endswith(")"))
        and speech.content[0] <= frame.cue[0] < speech.content[1]
        for speech in speeches
        if speech.label is not None
    )
