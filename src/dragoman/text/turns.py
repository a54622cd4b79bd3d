"""Labels of transcripts ("SECRETARY DOE:", "Minister:", "Q:"): who has the floor, not words of the text."""

import re

from dragoman.model.document import SPEAKER_LABEL, Mask

__all__ = ["find_labels"]

# Capitals before a colon, at the start of a line or after the end of a sentence.
_LABEL = re.compile(
    r"(?:(?<=\n)|^|(?<=[.?!”\"\])] ))[ \t]*((?:[A-Z][A-Z'’.\-]+)(?:[ ](?:[A-Z][A-Z'’.\-]*|of|and)){0,6}|Q):(?=\s)"
)
# In ordinary letters only at the start of a line, and only what can be nothing but a speaker: a title, with or without
# a name, a name with an outlet ("Jane Doe (Wire):"), a question and its answer.
_PLAIN_LABEL = re.compile(
    r"(?:(?<=\n)|^)[ \t]*("
    r"(?:(?:Deputy |Prime |Foreign |Vice |State )*(?:Minister|President|Secretary|Ambassador|Chancellor|Premier)|"
    r"Dr|Mr|Ms|Mrs|Prof|Professor)\.?(?:[ ][A-Z][\w.’'-]*){0,5}|"
    r"[A-Z][\w.’'-]+(?:[ ][A-Z][\w.’'-]+){0,4}[ ]\([A-Z][\w&. -]{1,30}\)|"
    r"Q|A|Question|Answer|Interviewer|Moderator|Reporter|Host):(?=\s)"
)
# One label may be a heading in capitals; a transcript has turns.
_MIN_TURNS = 2


def find_labels(text: str) -> tuple[Mask, ...]:
    """The speakers' labels of a transcript, colon included; none where the text is no transcript."""
    matches = {match.start(1): match for pattern in (_LABEL, _PLAIN_LABEL) for match in pattern.finditer(text)}
    found = tuple(Mask(start, matches[start].end(), SPEAKER_LABEL) for start in sorted(matches))
    return found if len(found) >= _MIN_TURNS else ()
