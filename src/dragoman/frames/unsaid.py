"""Reporting verbs that report nothing: what was not said, what one is only to say, what is seen or done instead."""

import re

from dragoman.codebook.lexicon import Lexicon
from dragoman.model.analysis import Analysis, Token
from dragoman.model.grammar import is_passive, subjects_of

__all__ = ["Unsaid"]

# "At no point did she say": what follows was not said.
_NEVER = re.compile(
    r"(?:at no (?:point|time|stage)|never|nowhere|not once|in no way|neither|nor|under no)\b", re.IGNORECASE
)
# What one is asked, let or made to say one has not said.
_MAKES_DO = {
    "demand", "let", "help", "make", "have", "insist", "recommend", "request", "require", "propose", "urge", "suggest",
}  # fmt: skip
# These take an audience as their object.
_TOLD_TO = {"tell", "inform", "remind", "assure", "notify", "warn", "advise", "ask", "caution", "write"}
# Whoever takes one of these to say something says it.
_TAKEN = {"opportunity", "occasion", "chance", "moment", "time"}
_PERCEIVES = {"see", "find", "watch"}


class Unsaid:
    """Tells, of one document's verbs of speech, which of them give no words."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.lexicon = lexicon

    def is_unsaid(self, verb: Token) -> bool:
        """ "did not say", "would not comment", "if he says": nothing was said."""
        sentence = self.analysis.sentence_of(verb)
        if self.analysis.children(verb, "aux") and _NEVER.match(self.analysis.text, sentence.start):
            return True
        if verb.lemma in {"say", "tell"} and any(c.lemma == "it" for c in self.analysis.children(verb, "dobj")):
            return True  # "to hear Tehran tell it"
        if self.is_no_saying(verb) or (verb.dep == "pcomp" and self.analysis.head(verb).lemma == "without"):
            return True
        joined = self.analysis.head(verb) if verb.dep == "conj" else verb
        if any(child.lemma == "neither" for child in self.analysis.children(joined, "preconj", "cc", "advmod", "det")):
            return True
        for child in self.analysis.children(verb):
            if child.dep == "neg" and verb.lemma != "deny":
                return True
            if child.dep == "aux" and child.text.lower() in {"would", "could", "might", "should", "may", "must", "can"}:
                return True
            if child.dep == "aux" and child.lemma == "to" and verb.dep == "acl":
                if self.analysis.head(verb).lemma not in _TAKEN:
                    return True  # "the ability to acknowledge one's faults"
            if child.dep == "aux" and child.lemma == "to" and verb.dep in {"xcomp", "acl", "advcl"}:
                return verb.lemma not in self.lexicon.speech_nominal and self.analysis.head(verb).lemma != "use"
            if child.dep == "mark" and child.lemma == "if":
                return True
        return False

    def is_no_saying(self, verb: Token) -> bool:
        """ "let us note", "demanded that he explain", "saw papers falling", "is underscoring two worries": what one is
        to do, what one sees, what a reporter reads out of an act."""
        if verb.tag == "VB" and verb.dep in {"ccomp", "xcomp"} and self.analysis.head(verb).lemma in _MAKES_DO:
            return not any(c.lemma == "to" for c in self.analysis.children(verb, "aux"))
        if verb.lemma in _PERCEIVES:
            seen = self.analysis.children(verb, "ccomp")
            bare = {"VB", "VBG", "VBP"} if verb.lemma == "see" else {"VB", "VBG"}
            return any(c.tag in bare and not self.analysis.children(c, "aux", "mark") for c in seen)
        is_nominal = verb.lemma in self.lexicon.speech_nominal and verb.tag == "VBG"
        is_going_on = is_nominal and any(c.lemma == "be" for c in self.analysis.children(verb, "aux"))
        return is_going_on and not self.analysis.children(verb, "ccomp")

    def is_participle(self, verb: Token) -> bool:
        """ "asked whether he would go", "Sheikh Omar, described as a judge": somebody else said it."""
        if self.analysis.children(verb, "aux", "auxpass") or verb.tag not in {"VBN", "VBD"}:
            return False
        if verb.dep in {"advcl", "acl"}:
            return not self.analysis.children(verb, "nsubj")
        return verb.tag == "VBN" and verb.index > 0 and self.analysis.tokens[verb.index - 1].text == ","

    def has_own_object(self, verb: Token) -> bool:
        """ "As you know, the president promised a port": what he promised follows, and is not what stands before."""
        given = [c for c in self.analysis.children(verb, "dobj", "ccomp") if c.start > verb.start]
        return verb.lemma not in _TOLD_TO and bool(given)

    def is_expletive(self, verb: Token) -> bool:
        return is_passive(self.analysis, verb)

    def can_say(self, word: Token) -> bool:
        can = self.lexicon.occupations | self.lexicon.sources | self.lexicon.collectives | self.lexicon.people.heads
        return word.tag in {"NNP", "NNPS", "PRP"} or word.lemma in can

    def outer_speaker(self, verb: Token) -> tuple[int, ...] | None:
        """ "said the standoff must be resolved, and added that": the parser joins what one adds to what one said."""
        top = verb
        while top.dep == "conj" and top.head != top.index:
            top = self.analysis.head(top)
        above = self.analysis.head(top)
        if top is verb or top.dep != "ccomp" or above.lemma not in self.lexicon.speech_verbs:
            return None
        subjects = subjects_of(self.analysis, verb)
        if not subjects or any(w.pos != "NOUN" or self.can_say(w) for w in subjects):
            return None
        return tuple(word.index for word in subjects_of(self.analysis, above)) or None

    def addressing(self, subject: Token) -> Token:
        """ "Mr. President, Nepal believes": not whom one addresses, but who stands after the comma."""
        before = self.analysis.tokens[subject.index - 1] if subject.index else subject
        if before.text.rstrip(".") not in {"Mr", "Madam", "Madame"}:
            return subject
        named = [c for c in self.analysis.children(subject, "appos") if c.pos in {"PROPN", "PRON"}]
        return named[0] if named and self.analysis.text[subject.end] == "," else subject
