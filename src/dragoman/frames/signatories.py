"""Whom a list after a colon names: "The Declaration was endorsed by:" and a party a line."""

from dragoman.model.analysis import Analysis, Sentence, Token
from dragoman.model.grammar import agent_of, subjects_of

__all__ = ["find_signatories"]

_FINITE = {"VBD", "VBZ", "VBP", "MD"}
# What a list that follows is announced by, besides a "by" that stands alone.
_COUNTED = {
    "state", "country", "nation", "member", "government", "party", "participant", "leader", "minister", "delegation",
    "signatory", "partner", "head", "ambassador", "envoy", "official", "representative", "person", "organization",
    "organisation",
}  # fmt: skip
# No list of states is longer than there are states, and a line of one holds a name and its titles.
_MOST_LINES = 200
_LONGEST_LINE = 25


def find_signatories(analysis: Analysis, verb: Token) -> list[Token]:
    """The words that can name the parties of a list that a verb's clause announces and a colon opens."""
    sentence = analysis.sentence_of(verb)
    words = analysis.tokens[verb.index + 1 : sentence.last]
    colon = next((word for word in words if word.text == ":"), None)
    if colon is None or not _is_announced(analysis, verb):
        return []
    found = [word for word in analysis.tokens[colon.index + 1 : sentence.last] if _names(word)]
    if not found:
        for line in analysis.sentences[sentence.index + 1 : sentence.index + 1 + _MOST_LINES]:
            if not _is_entry(analysis, line):
                break
            found += [word for word in analysis.tokens[line.first : line.last] if _names(word)]
    return found


def _is_announced(analysis: Analysis, verb: Token) -> bool:
    by = [child for child in analysis.children(verb, "agent", "prep") if child.lemma == "by"]
    if any(not analysis.children(child, "pobj") for child in by):
        return True
    counted = [w for w in [*subjects_of(analysis, verb), *agent_of(analysis, verb)] if w.lemma in _COUNTED]
    return any(child.lemma in {"follow", "following"} for w in counted for child in analysis.children(w, "amod"))


def _is_entry(analysis: Analysis, line: Sentence) -> bool:
    words = analysis.tokens[line.first : line.last]
    return len(words) <= _LONGEST_LINE and not any(word.tag in _FINITE for word in words)


def _names(word: Token) -> bool:
    return word.text[:1].isupper()
