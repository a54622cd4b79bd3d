"""In which sense a trigger is used: blows and words, visits and transport, whom and what about, doer and victim."""

from dragoman.model.analysis import Analysis, Token
from dragoman.model.grammar import is_plain_present, objects_of

__all__ = ["has_other_sense", "is_about", "is_impersonal", "is_place_of", "is_spoken", "is_victim_of"]

# What these talk over may itself be with somebody.
_TALKS_OVER = {"discuss", "deliberate", "exchange", "share", "brief"}
_RELATIONAL = {
    "trade", "relation", "relationship", "tie", "cooperation", "engagement", "war", "conflict", "talk", "negotiation",
    "deal", "partnership", "dispute", "tension", "peace", "competition", "border", "alliance", "link", "dialogue",
    "agreement",
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
# What another asks of somebody who can refuse it.
_WANTED = {
    "meet", "talk", "negotiate", "grant", "give", "allow", "let", "help", "sign", "accept", "extradite", "release",
    "pay", "support", "back", "join", "attend", "receive", "see", "cooperate", "provide", "sell", "send", "host",
    "hand", "return", "apologize", "apologise", "lift", "ease", "withdraw", "recognize", "recognise", "comply",
    "permit", "issue", "supply", "lend", "share", "open", "admit", "ratify", "renew", "extend", "speak", "answer",
    "respond", "discuss", "free", "leave", "transfer", "approve", "authorize", "authorise", "honor", "honour",
    "implement", "stop", "end", "halt", "shake", "participate", "take", "work", "deal", "engage", "contribute",
    "bow", "yield", "surrender", "endorse", "commit",
}  # fmt: skip
_TOPICS = {"issue", "question", "policy", "trade", "climate", "matter", "subject", "topic", "budget", "approach"}
_TOLD = {"name", "comment", "detail", "reason", "figure", "answer", "interview", "number", "date"}
_FREIGHT = {
    "dollar", "euro", "million", "billion", "money", "aid", "shipment", "cargo", "good", "oil", "gas", "supply", "dose",
    "vaccine", "food", "fund", "weapon", "parcel", "letter", "news", "storm", "virus", "rain", "flight", "pound", "ton",
    "tonne", "product", "equipment", "relief", "package", "export", "import", "fuel",
}  # fmt: skip
_SPORT = {
    "cup", "match", "semifinal", "quarterfinal", "semi-final", "quarter-final", "qualifier", "striker", "goalkeeper",
    "midfielder", "championship", "championships", "tournament", "league", "playoff", "kickoff", "kick-off", "halftime",
    "wicket", "innings", "finals", "final", "football", "soccer", "rugby", "cricket", "hockey", "basketball",
}  # fmt: skip
# Who fights so is an ally.
_BESIDE = {"alongside", "side", "together", "jointly", "shoulder"}


def has_other_sense(analysis: Analysis, verb: Token, form: str | None) -> bool:
    """Whether a verb that can tell a visit, a talk or an attack tells something else here."""
    if form == "visit" and verb.lemma in _CARRIES and objects_of(analysis, verb):
        return True  # "flew pilgrims to Mecca" visits nobody
    if form == "visit" and _is_freight(analysis, verb):
        return True
    if verb.lemma == "agree" and any(w.text.lower() in {"i", "we"} for w in analysis.children(verb, "nsubj")):
        return verb.tag in {"VBP", "VB"}  # "I agree with Lima that prices will fall" is an opinion
    if (form == "call" or verb.lemma in {"welcome", "host", "greet"}) and _is_named_so(analysis, verb):
        return True
    if verb.lemma == "clash" and any(
        w.lemma in _TOPICS for prep in analysis.children(verb, "prep") for w in analysis.children(prep, "pobj")
    ):
        return True  # "clashed with the premier on other issues"
    is_stative = is_plain_present(analysis, verb) or bool(analysis.children(verb, "auxpass"))
    if verb.lemma == "threaten" and is_stative:
        follows = analysis.children(verb, "xcomp", "ccomp") or any(
            c.lemma in {"with", "to"} for c in analysis.children(verb, "prep", "aux")
        )
        return not follows  # "the drought threatens Oslo" is a danger, no threat
    if verb.lemma in {"refuse", "decline"}:
        asked = [c for c in analysis.children(verb, "xcomp") if c.pos in {"VERB", "AUX"}]
        if asked and any(thing.lemma in _TOLD for thing in objects_of(analysis, asked[0])):
            return True  # "declined to give her name"
        if asked and asked[0].lemma not in _WANTED:
            return True  # "refused to condemn Lima" refuses Lima nothing
    if verb.lemma in {"meet", "face", "host", "beat"} and _is_match(analysis, verb):
        return True
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


def _is_freight(analysis: Analysis, verb: Token) -> bool:
    """Whether goods or money travel: "30 million dollars from Kuwait arrived in Ramallah"."""
    subjects = analysis.children(verb, "nsubj", "nsubjpass")
    subjects += [analysis.head(verb)] if verb.dep == "acl" else []
    return any(
        word.lemma in _FREIGHT or any(c.dep in {"quantmod", "nummod"} and c.lemma in {"$", "€", "£"} for c in
                                      analysis.children(word)) for word in subjects
    )  # fmt: skip


def _is_named_so(analysis: Analysis, verb: Token) -> bool:
    """Whether somebody is only called or received as something: "called him a liar", "welcomed her as director"."""
    if verb.lemma == "call":
        if analysis.children(verb, "oprd", "ccomp", "xcomp", "acomp") or len(analysis.children(verb, "dobj")) > 1:
            return True
        return any(c.lemma in {"for", "on", "upon", "off", "in", "as", "out"} for c in
                   analysis.children(verb, "prep", "prt"))  # fmt: skip
    things = objects_of(analysis, verb)
    wished = [c for word in (verb, *things) for c in analysis.children(word, "xcomp", "ccomp", "acl") if c.tag == "VB"]
    if wished:
        return True  # "welcome more companies to invest"
    return any(c.lemma == "as" for word in (verb, *things) for c in analysis.children(word, "prep"))


def _is_match(analysis: Analysis, verb: Token) -> bool:
    """Whether teams meet: "hosts Germany meet Costa Rica in the Cup"."""
    sentence = analysis.sentence_of(verb)
    if not any(word.lemma in _SPORT for word in analysis.tokens[sentence.first : sentence.last]):
        return False
    sides = [*analysis.children(verb, "nsubj"), *objects_of(analysis, verb)]
    return bool(sides) and all(word.pos == "PROPN" and not analysis.children(word, "appos") for word in sides)


def is_impersonal(analysis: Analysis, verb: Token) -> bool:
    """Whether nobody does an infinitive: "it takes courage to attack", "it is wrong to invade"."""
    above = analysis.head(verb)
    while above.pos not in {"VERB", "AUX"} and above.head != above.index:
        above = analysis.head(above)
    if verb.tag != "VB" or verb.dep not in {"xcomp", "ccomp", "advcl", "acl", "csubj"} or above.index == verb.index:
        return False
    if analysis.children(verb, "nsubj") or above.lemma not in {"take", "be", "cost", "need", "require", "seem", "make"}:
        return False
    subjects = analysis.children(above, "nsubj", "expl")
    return bool(subjects) and all(word.text.lower() in {"it", "there"} for word in subjects)


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
