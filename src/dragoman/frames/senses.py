"""In which sense a trigger is used: blows and words, visits and transport, whom and what about, doer and victim."""

from dragoman.model.analysis import Analysis, Token
from dragoman.model.grammar import objects_of

__all__ = ["has_other_sense", "is_about", "is_place_of", "is_spoken", "is_victim_of"]

# What these talk over may itself be with somebody.
_TALKS_OVER = {"discuss", "deliberate", "exchange", "share", "brief"}
_RELATIONAL = {
    "relation", "relationship", "tie", "cooperation", "engagement", "war", "conflict", "talk", "negotiation", "deal",
    "partnership", "dispute", "tension", "peace", "competition", "border", "alliance", "link", "dialogue", "agreement",
}  # fmt: skip
# With an object these carry somebody else.
_CARRIES = {"fly", "drive", "sail", "return", "take", "head", "jet"}
# These are also done with words.
_ALSO_VERBAL = {"attack", "strike", "assault", "kill", "shoot", "bomb", "hit", "clash", "fight", "battle", "spar"}
_ATTACKS = {"attack", "assault", "broadside", "strike", "clash", "war"}
_IN_WORDS = {
    "verbal", "scathing", "personal", "blistering", "rhetorical", "twitter", "trade", "tariff", "price", "diplomatic",
    "propaganda", "word", "legal", "media", "currency", "culture", "bureaucratic",
}  # fmt: skip
# Who fights so is an ally.
_BESIDE = {"alongside", "side", "together", "jointly", "shoulder"}


def has_other_sense(analysis: Analysis, verb: Token, form: str | None) -> bool:
    """Whether a verb that can tell a visit, a talk or an attack tells something else here."""
    if form == "visit" and verb.lemma in _CARRIES and objects_of(analysis, verb):
        return True  # "flew pilgrims to Mecca" visits nobody
    if verb.lemma in {"talk", "speak"}:
        words = {child.lemma for child in analysis.children(verb, "prep", "prt", "dative", "advmod")}
        return bool(words & {"about", "of", "out", "against", "for", "at"}) and not words & {"with", "to", "together"}
    if verb.lemma in {"give", "deserve", "take"} and any(w.lemma == "credit" for w in objects_of(analysis, verb)):
        return True  # "gave credit to Lima" praises
    if verb.lemma not in _ALSO_VERBAL:
        return False
    words = {child.lemma for child in analysis.children(verb, "prep", "prt")}
    if words & {"over", "for", "as", "out", "off"}:  # "attacked the premier over tariffs", "hit out at"
        return True
    near = analysis.tokens[verb.index + 1 : verb.index + 5]
    return verb.lemma in {"fight", "battle"} and any(word.lemma in _BESIDE for word in near)


def is_spoken(analysis: Analysis, noun: Token, carrier: Token | None, speech_verbs: frozenset[str]) -> bool:
    """Whether an attack is one in words: "verbal attacks", "launched an attack on Lima, calling its envoy a liar"."""
    if noun.lemma not in _ATTACKS:
        return False
    words = {child.lemma for child in analysis.children(noun, "amod", "nmod", "compound")}
    is_quarrel = noun.lemma == "clash" and any(child.lemma == "over" for child in analysis.children(noun, "prep"))
    if words & _IN_WORDS or is_quarrel:
        return True
    clauses = analysis.children(carrier, "advcl") if carrier is not None else []
    return any(clause.tag == "VBG" and clause.lemma in speech_verbs for clause in clauses)


def is_about(verb: Token, thing: Token, slot: str) -> bool:
    """Whether "with" belongs to what is talked over: "discussed relations with Lima" was not with Lima."""
    return slot == "with" and verb.lemma in _TALKS_OVER and thing.lemma in _RELATIONAL


def is_victim_of(thing: Token, slot: str, suffered: frozenset[str]) -> bool:
    """Whether "of" names a victim: "condemned the murder of a minister" accuses no minister."""
    return slot == "of" and thing.lemma in suffered


def is_place_of(analysis: Analysis, token: Token) -> bool:
    """Whether a relative clause hangs on the place of what it speaks of: "an attack in Benghazi, which killed"."""
    while token.dep == "appos":
        token = analysis.head(token)
    above = analysis.head(token)
    is_where = token.dep == "pobj" and token.pos == "PROPN" and above.lemma in {"in", "at", "near"}
    return is_where and analysis.head(above).pos == "NOUN"
