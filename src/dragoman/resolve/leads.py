"""What an office is of, where the words stand before its title: "Pentagon spokesman", "chief ceasefire negotiator"."""

import re
from collections.abc import Iterable

from dragoman.model.analysis import Analysis, Token
from dragoman.model.mention import Mention

__all__ = ["lead_start"]

# Words before a title that tell of its holder or of the time, and not of what the office is.
_NO_PART = frozenset(
    "new current late former ex ousted own other another same last next fellow veteran longtime long-time outgoing "
    "incoming embattled visiting young old unidentified unnamed then top senior leading prominent powerful influential "
    "local mr mrs ms dr sir today yesterday week month year and".split()
)
_NOUNS = {"NN", "NNS", "NNP", "NNPS"}
_BEFORE_NOUNS = {*_NOUNS, "JJ", "CD", "VBG"}
# What joins two callings of one person: "researcher and religion expert".
_AND = re.compile(r"\b([\w-]+) and $")
_AND_REACH = 24
_LONGEST = 7  # words
_ARGUMENTS = {"ROOT", "nsubj", "nsubjpass", "dobj", "pobj"}
# Capitalised titles tell what they are of in a body's name alone: "Expo 2020 President", "California Governor".
_NAMED = {"ORG", "EVENT", "GPE", "FAC"}
# Titles of states that bodies give to their heads too.
_BODIES_HEADS = {"President", "Vice President", "Chancellor"}
_NUMBERED = re.compile(r"\b(?:[A-Z]{2,6}-?\d{1,4}|[A-Z][a-z]+ (?:19|20)\d\d) $")
_NUMBERED_REACH = 24
_SHORT = re.compile(r"[A-Z]{2,6}")


def lead_start(
    analysis: Analysis, start: int, title: str, owners: Iterable[Mention], callings: frozenset[str], *, is_open: bool
) -> int:
    """Where the words begin that stand before a title and tell what it is of; the title's own start where none do.

    `owners` are the states, peoples and dates at which the words end; `is_open` tells whether the title says little by
    itself ("spokesman", "Governor"), so that a body's name before it is part of it.
    """
    text = analysis.text
    ends = {position for owner in owners for position in range(owner.start, owner.end)}
    numbered = _NUMBERED.search(text[max(0, start - _NUMBERED_REACH) : start])
    if numbered is not None:  # "COP28 President"
        return start - len(numbered.group())
    if title.rpartition(" ")[2][:1].isupper():
        return _body_start(analysis, start, ends) if is_open or title in _BODIES_HEADS else start
    first = _first_noun(analysis, start, ends)
    if _SHORT.fullmatch(text[first:start].strip()):
        return start  # "ECA chairman": an organisation's, and told so
    joined = _AND.search(text[max(0, first - _AND_REACH) : first])
    if joined is not None and joined.group(1).lower() in callings:
        return _first_noun(analysis, first - len(joined.group()), ends)
    return first


def _body_start(analysis: Analysis, start: int, ends: set[int]) -> int:
    """Where a body or place begins that the model has named right before a title."""
    text = analysis.text
    body = next((n for n in analysis.names if n.label in _NAMED and n.end == start - 1), None)
    if body is None:
        return _run_start(analysis, start, ends)
    if text[start - 1] != " ":
        return start
    if _SHORT.fullmatch(text, body.start, body.end):
        return start
    first = body.start + (4 if text.startswith(("the ", "The "), body.start) else 0)
    return first if text[first].isupper() and ends.isdisjoint(range(first, body.end)) else start


def _run_start(analysis: Analysis, start: int, ends: set[int]) -> int:
    """Where two or more capitalised nouns begin before a title: "Harbour Watch President"."""
    token = analysis.token_at(start)
    if token is None:
        return start
    run: list[Token] = []
    bound = start
    for word in reversed(analysis.tokens[max(analysis.sentence_of(token).first, token.index - _LONGEST) : token.index]):
        is_beside = analysis.text[word.end : bound] == " "
        if not is_beside or word.start in ends or word.tag not in {"NNP", "NNPS"} or not word.text[0].isupper():
            break
        if word.text.rstrip(".").lower() in _NO_PART | {"president", "minister", "secretary", "leader", "general"}:
            return start
        bound = word.start
        run.append(word)
    is_person = any(n.label == "PERSON" and bound < n.end <= start for n in analysis.names)
    return bound if len(run) > 1 and not is_person and bound not in ends else start


def _first_noun(analysis: Analysis, start: int, ends: set[int]) -> int:
    """The first of the nouns that stand right before a title, with the adjectives before them."""
    token = analysis.token_at(start)
    if token is None:
        return start
    sentence = analysis.sentence_of(token)
    first, bound = start, start
    for word in reversed(analysis.tokens[max(sentence.first, token.index - _LONGEST) : token.index]):
        is_beside = analysis.text[word.end : bound] in {" ", "-", ""}
        if not is_beside or word.start in ends or word.tag not in _BEFORE_NOUNS or word.dep in _ARGUMENTS:
            break
        if word.lemma in _NO_PART or (word.tag not in _NOUNS and first == start):
            break
        if word.tag == "CD" and not (word.text.isdigit() and analysis.text[bound : bound + 1].isupper()):
            break  # "38 North analyst"
        first = bound = word.start
    return first
