"""Hostile acts that are only spoken of: "the consequences of a further invasion", "renewed aggression would be met"."""

from dragoman.frames.reality import Verdict, span_of
from dragoman.model.analysis import Analysis, Token
from dragoman.model.grammar import modifiers

__all__ = ["find_foreseen"]

# Acts that are feared and answered before they are done.
_HOSTILE = {
    "invasion", "aggression", "incursion", "intervention", "attack", "strike", "bombing", "offensive", "airstrike",
    "bombardment", "assault", "raid", "shelling", "war", "blockade", "siege", "annexation", "occupation", "seizure",
    "cyberattack", "cyber-attack", "escalation", "provocation", "violence", "hostility", "interference", "coercion",
}  # fmt: skip
# One more of them than there has been.
_MORE = {"further", "renewed", "new", "fresh", "additional", "another", "more", "repeated"}
# Whose act it is, or which, is said: it is one that there was ("Bolivia's further invasion", "the renewed attack").
_DEFINITE = {"the", "this", "that", "these", "those", "its", "their", "his", "her"}
# What tells of its own that the act was done: "victims of a renewed attack", "in the face of further aggression".
_FROM_DEEDS = {
    "victim", "target", "site", "scene", "wake", "aftermath", "face", "day", "hour", "week", "night", "start", "end",
    "beginning", "series", "wave", "result", "news", "report", "reports", "footage", "survivor", "perpetrator",
    "condemnation", "toll", "casualty", "author", "spate", "string", "round", "year", "month", "outbreak",
}  # fmt: skip
# What foretells any act, however it is named: "respond to an invasion", "the costs of an attack".
_FORETELLS = {
    "respond", "response", "consequence", "cost", "repercussion", "price", "prepare", "preparation", "readiness",
    "ready", "deterrent", "deterrence", "deter", "answer", "scenario", "brace", "plan", "withstand", "pretext",
    "defend", "protect", "protection", "case", "event",
}  # fmt: skip
# A past verb that only talks or takes care leaves open what comes after these; "responded to" does not.
_TALKED = {"about", "over", "against", "for", "of", "on", "regarding"}
# What tells a time that has been: "renewed attacks in recent weeks".
_BEEN = {"recent", "last", "past", "previous", "ago", "yesterday"}
_NEAR = 8  # words after the act
_COPULAS = {"be", "remain", "seem", "appear", "become", "stay"}
_MODALS = {"will", "shall", "would", "may", "might", "could", "can", "should", "must", "'ll", "’ll", "'d", "’d"}


def find_foreseen(analysis: Analysis, act: Token) -> list[Verdict]:
    """A verdict where a hostile act is one more that nothing tells of as done, or any that an answer is readied to."""
    if act.lemma not in _HOSTILE or act.pos == "VERB":
        return []
    words = {word.text.lower(): word for word in modifiers(analysis, act)}
    words |= {word.text.lower(): word for word in analysis.children(act, "det", "poss", "predet")}
    if words.keys() & _DEFINITE or analysis.children(act, "poss"):
        return []
    told = any(_is_told(analysis, clause) and clause.tag == "VBD" for clause in analysis.children(act, "relcl"))
    near = analysis.tokens[act.index + 1 : act.index + 1 + _NEAR]
    if told or any(word.lemma in _BEEN and word.sentence == act.sentence for word in near):
        return []
    more = [word for text, word in words.items() if text in _MORE]
    first = act
    while first.dep == "conj" and analysis.head(first).pos in {"NOUN", "PROPN"}:
        first = analysis.head(first)
    above = analysis.head(first)
    if first.dep == "pobj":
        above = analysis.head(above)
    if more:
        is_open = not _is_done(analysis, first)
    else:
        is_open = bool(words.keys() & {"a", "an"}) and above.lemma in _FORETELLS and not _is_told(analysis, above)
    return [Verdict("hypothetical", span_of(more[0] if more else act), tense="future")] if is_open else []


def _is_done(analysis: Analysis, act: Token) -> bool:
    """Whether what stands over an act tells it as done: "launched a new attack", "a further raid killed ten"."""
    above = analysis.head(act)
    if above.index == act.index:
        return True  # a headline's words
    if act.dep != "pobj":
        return above.pos in {"VERB", "AUX"} and _is_told(analysis, above)
    preposition, above = above, analysis.head(above)
    if preposition.lemma in {"amid", "after", "following", "since", "despite", "by"}:
        return above.pos not in {"VERB", "AUX"} or _is_told(analysis, above)
    if above.pos in {"VERB", "AUX"}:
        return preposition.lemma not in _TALKED and _is_told(analysis, above)
    return above.lemma in _FROM_DEEDS


def _is_told(analysis: Analysis, verb: Token) -> bool:
    """Whether a verb tells what was or is done, and not what will, may or should be, or what is like."""
    if verb.pos not in {"VERB", "AUX"}:
        return False
    names = {word.text.lower() for word in analysis.children(verb, "aux", "auxpass")}
    if names & _MODALS or "to" in names:
        return False
    if verb.tag == "VBG" and not names:  # "deterring", "launching": as its own verb
        return verb.dep in {"advcl", "acl"} and _is_told(analysis, analysis.head(verb))
    return verb.tag in {"VBD", "VBN"} or verb.lemma not in _COPULAS
