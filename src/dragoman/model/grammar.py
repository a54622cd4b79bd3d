"""Who stands in which grammatical slot of a verb or a noun: over coordination, control, passives and relatives."""

import re

from dragoman.model.analysis import Analysis, Sentence, Token

__all__ = [
    "agent_of",
    "clause_span",
    "clause_verb",
    "conjuncts",
    "has_passive_subject",
    "is_objected_to",
    "is_passive",
    "is_plain_present",
    "modifiers",
    "objects_of",
    "phrase_span",
    "prepositional",
    "subjects_of",
]

# How a line of a list begins.
_ITEM = re.compile(r"\s*(?:[-–—•*▪◦·]|\(?[a-z0-9]{1,2}[.)])\s")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = {"who", "which", "that", "whom"}
# Verbs whose infinitive is done by their object: "urged Lima to free", "invited her to visit".
_OBJECT_CONTROL = {
    "advise", "allow", "appoint", "ask", "authorize", "authorise", "beg", "cause", "challenge", "command", "compel",
    "direct", "enable", "encourage", "expect", "forbid", "force", "get", "help", "instruct", "invite", "lead", "let",
    "make", "oblige", "order", "permit", "persuade", "press", "pressure", "prompt", "push", "remind", "request",
    "require", "summon", "welcome", "task", "tell", "urge", "want", "warn", "call", "appeal",
}  # fmt: skip
# Verbs whose object has done what they thank or blame it for.
_KEPT_FROM = {
    "stop",
    "prevent",
    "keep",
    "dissuade",
    "deter",
    "bar",
    "block",
    "discourage",
    "restrain",
    "warn",
    "caution",
}
_JUDGES = {
    "thank", "praise", "commend", "congratulate", "condemn", "criticize", "criticise", "blame", "accuse", "applaud",
    "denounce", "credit", "recognize", "recognise", "fault", "laud", "censure", "rebuke", "suspect", "salute",
}  # fmt: skip
# Whose object does what follows "in".
_HELPED = {"support", "back", "assist", "help", "aid", "encourage", "commend", "follow"}
# Whoever has just "said that …" is the one who does these.
_SPEAKERS_OWN = {
    "urge", "exhort", "call", "warn", "accuse", "condemn", "praise", "criticize", "criticise", "thank", "stress", "vow",
    "pledge", "reiterate", "express", "welcome", "reject", "demand", "denounce", "commend", "invite",
}  # fmt: skip
_OPPOSES = {
    "oppose", "protest", "resist", "forbid", "prohibit", "prevent", "reject", "fear", "stop", "dislike", "favor",
    "favour", "support", "imagine", "envisage", "envision", "anticipate", "discourage",
}  # fmt: skip
_TOLD = {"say", "tell", "state", "add", "note", "write", "report"}
# Participles of speech behind reported words, which go on with the speaker and not with whom he speaks of.
_ADDED = {
    "add", "voice", "express", "cite", "note", "stress", "warn", "emphasize", "emphasise", "underline", "urge",
    "describe", "call", "accuse", "condemn", "reiterate", "insist",
}  # fmt: skip
# What hangs on a noun as its own words: clauses and asides end the phrase.
_OUTSIDE = {"relcl", "acl", "appos", "cc", "conj", "punct", "advcl", "parataxis"}


def conjuncts(analysis: Analysis, token: Token) -> list[Token]:
    """A token and what is coordinated with it to its right: "China, Laos and Vietnam" from "China"."""
    found, queue = [], [(token, False)]
    while queue:
        word, is_closed = queue.pop()
        found.append(word)
        has_and = bool(analysis.children(word, "cc"))
        if is_closed and not any(analysis.children(inner, "cc") for inner in analysis.subtree(word)):
            continue  # "talks between Japan and Laos, Li Bin met …": the list ended with the "and"
        queue.extend((inner, has_and) for inner in reversed(analysis.children(word, "conj")))
    return found


def is_passive(analysis: Analysis, verb: Token) -> bool:
    """Whether a verb is passive, with or without its auxiliary ("the talks held in Oslo")."""
    if analysis.children(verb, "auxpass", "nsubjpass"):
        return True
    return verb.tag == "VBN" and verb.dep == "acl"


def has_passive_subject(analysis: Analysis, verb: Token) -> bool:
    """Whether the verb's own subject suffers the act."""
    return bool(analysis.children(verb, "nsubjpass"))


def is_plain_present(analysis: Analysis, verb: Token) -> bool:
    """Whether a verb is in the simple present, also where the tagger took its plural for an infinitive."""
    if verb.tag in {"VBZ", "VBP"}:
        return True
    return verb.tag == "VB" and bool(analysis.children(verb, "nsubj")) and not analysis.children(verb, "aux")


def agent_of(analysis: Analysis, verb: Token) -> list[Token]:
    """Who does a passive verb: the "by" phrase."""
    found = []
    for child in analysis.children(verb, "agent", "prep"):
        if child.lemma == "by":
            for inner in analysis.children(child, "pobj"):
                found.extend(conjuncts(analysis, inner))
    return found


def subjects_of(analysis: Analysis, verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject of a verb, its own or the one it shares; not turned round for passives."""
    if depth > 8:
        return []
    own = analysis.children(verb, *_SUBJECTS)
    if own:
        return [
            word
            for subject in own
            for head in _antecedents(analysis, verb, subject)
            for word in conjuncts(analysis, head)
        ]
    if verb.dep == "acl" and verb.head != verb.index:
        head = analysis.head(verb)
        infinitive = verb.tag == "TO" or any(child.lemma == "to" for child in analysis.children(verb, "aux"))
        if infinitive and head.dep == "ROOT" and not analysis.children(head, "nsubj"):
            return conjuncts(analysis, head)  # a headline: "Fiji's president to visit Tonga"
        if infinitive:
            return _holders_of(analysis, head, depth)
        return conjuncts(analysis, head) if head.pos in {"NOUN", "PROPN", "PRON"} else []
    return _shared_subject(analysis, verb, depth)


def _antecedents(analysis: Analysis, verb: Token, subject: Token) -> list[Token]:
    """What a relative pronoun stands for; any other subject as it is."""
    if subject.lemma in _RELATIVE and subject.tag in {"WDT", "WP", "IN", "DT"}:
        clause = verb
        while clause.dep == "conj" and clause.head != clause.index:
            clause = analysis.head(clause)
        if clause.dep == "relcl":
            return [analysis.head(clause)]
    return [subject]


def _shared_subject(analysis: Analysis, verb: Token, depth: int) -> list[Token]:
    head = analysis.head(verb)
    if head.index == verb.index:
        return _before_verb(analysis, verb) or _of_list(analysis, verb, depth)
    if verb.dep == "conj" and verb.lemma in _SPEAKERS_OWN and verb.tag == "VBD" and head.dep == "ccomp":
        governor = analysis.head(head)
        if governor.lemma in {"say", "tell", "state", "add"} and governor.tag == "VBD":
            return subjects_of(analysis, governor, depth + 1)  # "said Lima was late and urged Oslo to wait"
    if is_objected_to(analysis, verb):
        return objects_of(analysis, head)
    if verb.dep == "advcl" and verb.tag == "VBG" and verb.lemma in _ADDED and head.dep == "ccomp":
        governor = analysis.head(head)
        if governor.lemma in _TOLD and analysis.tokens[verb.index - 1].pos == "PUNCT":
            return subjects_of(analysis, governor, depth + 1)  # "said Lima had lied, voicing alarm at"
    if verb.dep in {"conj", "auxpass", "aux"} and head.pos in {"VERB", "AUX", "ADJ"}:
        return subjects_of(analysis, head, depth + 1)
    if verb.dep == "conj" and head.pos in {"NOUN", "PROPN"}:
        return []
    if verb.dep in {"xcomp", "ccomp", "advcl", "pcomp", "dep"}:
        governor = head
        if governor.pos == "ADP":  # "insisted on building", "before leaving"
            governor = analysis.head(governor)
            if governor.lemma in _JUDGES and head.lemma in {"for", "of", "over"}:  # "thanked Peru for sending"
                return objects_of(analysis, governor)
            if governor.lemma in _HELPED and head.lemma == "in":  # "supports Manila in calling on"
                return objects_of(analysis, governor) or subjects_of(analysis, governor, depth + 1)
            if governor.lemma in _KEPT_FROM and head.lemma in {"from", "against"}:  # "warned Peru against sending"
                if has_passive_subject(analysis, governor):
                    return subjects_of(analysis, governor, depth + 1)
                return objects_of(analysis, governor)
        if governor.pos in {"NOUN", "PROPN"}:
            return _holders_of(analysis, governor, depth)
        if governor.lemma in _OBJECT_CONTROL and verb.dep in {"xcomp", "ccomp"}:
            objects = objects_of(analysis, governor) + prepositional(analysis, governor, "on", "upon", "to")
            if has_passive_subject(analysis, governor):
                return subjects_of(analysis, governor, depth + 1)
            if objects:
                return objects
        if verb.dep == "ccomp" and verb.tag in {"VBD", "VBZ", "VBP"}:
            return []
        return subjects_of(analysis, governor, depth + 1)
    if verb.dep in {"acomp", "attr", "oprd"} and head.pos in {"VERB", "AUX"}:
        return subjects_of(analysis, head, depth + 1)
    return []


def _of_list(analysis: Analysis, verb: Token, depth: int) -> list[Token]:
    """The subject that the items of a list share: "The ministers: ⏎ - thanked Lima; ⏎ - agreed to meet again"."""
    sentence = analysis.sentence_of(verb)
    if not _is_item(analysis, sentence) or analysis.children(verb, "aux"):
        return []
    position = sentence.index - 1
    while position >= 0 and _is_item(analysis, analysis.sentences[position]):
        position -= 1
    if position < 0:
        return []
    lead = analysis.sentences[position]
    if not analysis.text[lead.start : sentence.start].split("\n")[0].rstrip().endswith(":"):
        return []
    root = next((t for t in analysis.tokens[lead.first : lead.last] if t.head == t.index and t.pos != "PUNCT"), None)
    if root is None:
        return []
    return subjects_of(analysis, root, depth + 1) if root.pos in {"VERB", "AUX"} else conjuncts(analysis, root)


def _is_item(analysis: Analysis, sentence: Sentence) -> bool:
    line = analysis.text.rfind("\n", 0, sentence.start) + 1
    return _ITEM.match(analysis.text[line : sentence.start + 3]) is not None and line > 0


def _before_verb(analysis: Analysis, verb: Token) -> list[Token]:
    """The noun phrase right before a finite main verb to which the parse gave no subject, back to the last comma."""
    if verb.tag not in {"VBD", "VBZ", "VBP"}:
        return []
    first = analysis.sentence_of(verb).first
    position = verb.index - 1
    while position > first and analysis.tokens[position].pos in {"ADV", "AUX", "PART"}:
        position -= 1
    token = analysis.tokens[position]
    if position < first or token.pos not in {"NOUN", "PROPN", "PRON"} or token.dep == "pobj":
        return []
    found = [token]
    while token.dep == "conj":
        above = analysis.head(token)
        if any(word.text == "," for word in analysis.tokens[above.index : token.index]):
            break
        found.insert(0, above)
        token = above
    return found


def _holders_of(analysis: Analysis, noun: Token, depth: int) -> list[Token]:
    """Who holds a nominal: "Pakistan's determination to complete" → Pakistan; "made a promise to" → the promiser."""
    owners = [word for owner in analysis.children(noun, "poss") for word in conjuncts(analysis, owner)]
    owners += prepositional(analysis, noun, "by", "of") if noun.lemma in {"commitment", "decision", "pledge"} else []
    if owners:
        return owners
    if noun.dep in {"dobj", "pobj", "attr"}:
        above = analysis.head(noun)
        if above.pos == "ADP":
            above = analysis.head(above)
        if above.pos in {"VERB", "AUX"}:
            return subjects_of(analysis, above, depth + 1)
    return []


def is_objected_to(analysis: Analysis, verb: Token) -> bool:
    """ "opposed Chile signing a treaty": what somebody should not do, parsed as an aside after the object."""
    head = analysis.head(verb)
    if verb.dep != "advcl" or verb.tag != "VBG" or head.lemma not in _OPPOSES:
        return False
    return any(analysis.subtree(thing)[-1].index == verb.index - 1 for thing in analysis.children(head, "dobj"))


def objects_of(analysis: Analysis, verb: Token) -> list[Token]:
    """The direct objects of a verb with all they are coordinated with; a relative clause's is what it hangs on."""
    found = [word for child in analysis.children(verb, "dobj", "obj") for word in conjuncts(analysis, child)]
    resolved = []
    for word in found:
        if word.lemma in _RELATIVE and word.tag in {"WDT", "WP"} and verb.dep == "relcl":
            resolved.append(analysis.head(verb))
        else:
            resolved.append(word)
    is_placed = any(child.lemma in {"where", "when"} for child in analysis.children(verb, "advmod"))
    if not resolved and verb.dep == "relcl" and not is_placed and not _own_relative(analysis, verb):
        # "an agreement it signed with the Taliban": the object is the noun that the clause hangs on.
        resolved.append(analysis.head(verb))
    return resolved


def _own_relative(analysis: Analysis, verb: Token) -> bool:
    return any(child.lemma in _RELATIVE for child in analysis.children(verb, *_SUBJECTS)) or is_passive(analysis, verb)


def prepositional(analysis: Analysis, token: Token, *prepositions: str) -> list[Token]:
    """Heads of the phrases that hang on a token by one of these prepositions, coordination included."""
    found = []
    for prep in analysis.children(token, "prep", "dative", "agent", "prt", "advmod"):
        if prep.lemma not in prepositions and prep.text.lower() not in prepositions:
            continue
        for inner in analysis.children(prep, "pobj", "pcomp") or _stranded(analysis, prep):
            found.extend(conjuncts(analysis, inner))
        for deeper in analysis.children(prep, "prep"):  # "together with", "along with", "ahead of"
            for inner in analysis.children(deeper, "pobj"):
                found.extend(conjuncts(analysis, inner))
    return found


def _stranded(analysis: Analysis, preposition: Token) -> list[Token]:
    """The name after a preposition whose last word the parser took for a mark ("with Joseph R. Biden Jr.")."""
    following = preposition.index + 1
    if preposition.children or following >= len(analysis.tokens):
        return []
    token = analysis.tokens[following]
    while token.dep in {"compound", "nmod", "amod"} and token.index < analysis.head(token).index:
        token = analysis.head(token)
    return [token] if token.dep == "punct" and token.text[:1].isalpha() and token.index > following else []


def modifiers(analysis: Analysis, noun: Token) -> list[Token]:
    """Adjectives and nouns before a noun ("Chinese-Laotian railway talks" → Chinese, Laotian, railway)."""
    found: list[Token] = []
    queue = analysis.children(noun, "amod", "compound", "nmod", "npadvmod")
    while queue:
        word = queue.pop(0)
        joined = conjuncts(analysis, word)
        found.extend(other for other in joined if other not in found)
        queue.extend(analysis.children(word, "amod", "compound", "nmod", "npadvmod"))
    return found


def phrase_span(analysis: Analysis, head: Token, *, whole: bool = False) -> tuple[int, int]:
    """Characters of a noun phrase: head, determiners and modifiers; with `whole`, prepositional phrases too."""
    keep = [head]
    queue = [
        child for child in analysis.children(head) if child.dep not in _OUTSIDE and (whole or child.dep not in {"prep"})
    ]
    while queue:
        token = queue.pop()
        keep.append(token)
        queue.extend(child for child in analysis.children(token) if child.dep not in {"relcl", "appos", "punct"})
    return min(token.start for token in keep), max(token.end for token in keep)


def clause_verb(analysis: Analysis, token: Token) -> Token | None:
    """The nearest verb at or above a token: the clause it belongs to."""
    if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass", "amod"}:
        return token
    for above in analysis.ancestors(token):
        if above.pos in {"VERB", "AUX"} and above.dep not in {"aux", "auxpass", "amod"}:
            return above
    return None


def clause_span(analysis: Analysis, token: Token) -> tuple[int, int]:
    """Characters of the smallest clause around a token: its verb with all below it, other finite clauses left out."""
    verb = clause_verb(analysis, token) or token
    keep = [verb]
    queue = [child for child in analysis.children(verb) if not _starts_clause(analysis, verb, child)]
    while queue:
        word = queue.pop()
        keep.append(word)
        queue.extend(child for child in analysis.children(word) if not _starts_clause(analysis, word, child))
    words = [word for word in keep if word.pos != "PUNCT"] or keep
    start, end = min(word.start for word in words), max(word.end for word in words)
    sentence = analysis.sentence_of(token)
    return max(start, sentence.start), min(end, sentence.end)


def _starts_clause(analysis: Analysis, parent: Token, child: Token) -> bool:
    if child.dep == "conj" and child.pos in {"VERB", "AUX"} and parent.pos in {"VERB", "AUX"}:
        return True
    return child.dep in {"ccomp", "parataxis"} and any(
        word.dep in _SUBJECTS and word.start < child.start for word in analysis.children(child)
    )
