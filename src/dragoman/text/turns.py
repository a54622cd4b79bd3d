"""Labels of transcripts ("SECRETARY DOE:", "QUESTION:"): who has the floor, not words of the text."""

import re

from dragoman.model.document import SPEAKER_LABEL, Mask

__all__ = ["find_labels"]

# Capitals before a colon, at the start of a line or after the end of a sentence.
_LABEL = re.compile(
    r"(?:(?<=\n)|^|(?<=[.?!”\"\])] ))[ \t]*((?:[A-Z][A-Z'’.\-]+)(?:[ ](?:[A-Z][A-Z'’.\-]*|of|and)){0,6}|Q):(?=\s)"
)
# One label may be a heading in capitals; a transcript has turns.
_MIN_TURNS = 2


def find_labels(text: str) -> tuple[Mask, ...]:
    """The speakers' labels of a transcript, colon included; none where the text is no transcript."""
    found = tuple(Mask(match.start(1), match.end(), SPEAKER_LABEL) for match in _LABEL.finditer(text))
    return found if len(found) >= _MIN_TURNS else ()
