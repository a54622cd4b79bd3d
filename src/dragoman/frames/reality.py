"""What a verb or a noun says of its own reality: tense, modals, negation, conditions, the adjectives before it."""

import re
from dataclasses import dataclass

from dragoman.codebook.lexicon import Lexicon
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Span
from dragoman.model.grammar import conjuncts, is_plain_present, prepositional

__all__ = ["OwnReality", "Verdict", "span_of"]

_FUTURE = {"will", "shall", "'ll", "’ll", "wo", "sha"}
_POSSIBLE = {"may", "might", "could", "can"}
_NEEDED = {"should", "must", "ought"}
# What is acted or told there has not happened.
_FICTION = {
    "film", "movie", "novel", "simulation", "scenario", "drama", "thriller", "sitcom", "cartoon", "comic", "wargame",
    "videogame", "fiction", "dream", "legend", "tale", "script", "storyline",
}  # fmt: skip
# What is chosen against was not done: "rather than recall its envoy, Oslo".
_INSTEAD = re.compile(r"\b(?:rather than|instead of)\s+(?:to\s+)?(?:\w+ly\s+)?$", re.IGNORECASE)
# Adverbs that move a past tense behind the report's own news.
_BACKGROUND = {"previously", "historically", "formerly", "earlier", "already", "once", "then"}


# With these a present tense tells a habit.
_HABITS = {
    "often", "usually", "always", "regularly", "frequently", "typically", "routinely", "continuously", "continually",
    "constantly", "generally", "normally", "annually", "sometimes", "occasionally", "traditionally", "rarely", "seldom",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one word says of an act's reality; `is_condition` marks a clause that is only supposed."""

    status: str
    cue: Span | None
    condition: Span | None = None
    tense: str | None = None
    is_background: bool = False
    is_condition: bool = False


class OwnReality:
    """Reads what a word and its own auxiliaries, adverbs and adjectives say of an act."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.lexicon = lexicon

    def is_verbal(self, token: Token) -> bool:
        """A verb, or a word that the tagger took for a noun although "to" or an auxiliary stands before it."""
        return token.pos in {"VERB", "AUX"} or bool(self.analysis.children(token, "aux", "auxpass"))

    def own_verb(self, verb: Token) -> list[Verdict]:
        found = []
        auxiliaries = self.analysis.children(verb, "aux", "auxpass")
        if verb.dep == "ROOT" and any(word.lemma == "to" for word in auxiliaries):
            found.append(Verdict("scheduled", span_of(verb), tense="future"))  # "ministers to meet in Kisumu"
        if self.analysis.text[self.analysis.sentence_of(verb).end - 1] == "?":
            found.append(Verdict("hypothetical", None, tense="future"))  # what is asked is not told
        names = {word.text.lower() for word in auxiliaries}
        lemmas = {word.lemma for word in auxiliaries}
        negation = self.negation(verb)
        if negation is not None:
            found.append(Verdict("denied", negation))
        if any(word.lemma in _FICTION for word in prepositional(self.analysis, verb, "in", "during")):
            found.append(Verdict("hypothetical", None, tense="future"))
        instead = _INSTEAD.search(self.analysis.text[max(0, verb.start - 40) : verb.start])
        if instead is not None:
            found.append(Verdict("denied", span_of(verb)))
        for word in auxiliaries:
            modal = self.modal(word, verb)
            if modal is not None:
                found.append(modal)
        found += self.conditions(verb, names)
        present = bool({"is", "are", "am", "'s", "’s", "'re", "’re", "be"} & names)
        if verb.tag == "VBG" and (present or {"has", "have"} & names):
            found.append(Verdict("ongoing", span_of(verb), tense="present"))
        if is_plain_present(self.analysis, verb) and not (names & (_FUTURE | _POSSIBLE | _NEEDED)):
            found.append(Verdict("ongoing", self.habit(verb), tense="present"))
        if "had" in names or any(child.lemma in _BACKGROUND for child in self.analysis.children(verb, "advmod")):
            found.append(Verdict("occurred", None, tense="past", is_background="had" in names))
        if verb.tag == "VBN" and lemmas <= {"have", "be"} and {"has", "have"} & names:
            found.append(Verdict("occurred", None, tense="past"))
        if verb.tag == "VBD":
            found.append(Verdict("occurred", None, tense="past"))
        return found

    def habit(self, verb: Token) -> Span | None:
        """What keeps a plain present from being a report's past: "often meet", "the states that meet"; else null."""
        for child in self.analysis.children(verb, "advmod", "npadvmod"):
            if child.lemma in _HABITS or any(word.lemma in {"every", "each"} for word in self.analysis.children(child)):
                return span_of(child)
        return None if verb.dep in {"ROOT", "conj", "ccomp", "parataxis", "dep"} else span_of(verb)

    def modal(self, word: Token, verb: Token) -> Verdict | None:
        name = word.text.lower()
        if name in _FUTURE:
            return Verdict("intended", span_of(word), tense="future")
        if name in {"would", "'d", "’d"}:
            return Verdict("intended" if self.is_reported(verb) else "hypothetical", span_of(word), tense="future")
        if name in _POSSIBLE and not (name in {"could", "can"} and self.is_past_ability(verb)):
            return Verdict("hypothetical", span_of(word), tense="future")
        if name == "should" and any(w.start > word.start for w in self.analysis.children(verb, "nsubj", "nsubjpass")):
            return Verdict("hypothetical", span_of(word), tense="future")  # "costs should Peru attack"
        if name in _NEEDED:
            return Verdict("hoped", span_of(word), tense="future")
        return None

    def is_past_ability(self, verb: Token) -> bool:
        return any(child.lemma == "finally" for child in self.analysis.children(verb, "advmod"))

    def is_reported(self, verb: Token) -> bool:
        """Whether the verb stands in reported speech, where "would" is the future of a past."""
        for above in (verb, *self.analysis.ancestors(verb)):
            if above.dep in {"ccomp", "parataxis"}:
                governor = self.analysis.head(above)
                if governor.lemma in self.lexicon.speech_verbs or self.lexicon.noun_status.get(governor.lemma):
                    return True
            if any(child.lemma in self.lexicon.speech_verbs and child.dep in {"parataxis", "ccomp", "advcl"}
                   and child.tag in {"VBD", "VBZ", "VBP"} for child in self.analysis.children(above)):  # fmt: skip
                return True
        return False

    def negation(self, token: Token) -> Span | None:
        if any(child.lemma == "almost" for child in self.analysis.children(token, "advmod")):
            return span_of(token)
        for child in self.analysis.children(token):
            negative = child.dep == "neg" or (child.lemma in self.lexicon.negations and child.dep in {"advmod", "det"})
            if negative and not self.is_not_only(token, child):
                return span_of(child)
            if child.dep in {"nsubj", "nsubjpass"}:
                if child.lemma in {"nobody", "none"}:
                    return span_of(child)
                for inner in self.analysis.children(child, "det", "neg", "preconj", "cc"):
                    if inner.lemma in {"no", "neither", "nor"}:
                        return span_of(inner)
            if child.dep == "advmod" and child.lemma in {"longer", "long"}:
                before = self.analysis.tokens[max(0, child.index - 1)]
                if before.lemma == "no":
                    return span_of(before)
        return None

    def is_not_only(self, token: Token, negation: Token) -> bool:
        following = [word for word in self.analysis.children(token) if word.start > negation.start]
        return any(word.lemma in {"only", "just", "merely"} for word in following[:1])

    def conditions(self, verb: Token, names: set[str]) -> list[Verdict]:
        found = []
        clauses = self.analysis.children(verb, "advcl")
        for adverb in self.analysis.children(verb, "advmod"):
            clauses += self.analysis.children(adverb, "advcl")  # "as soon as the port reopens"
        for clause in clauses:
            mark = self.condition_mark(clause)
            general = mark is not None and mark.lemma == "if" and is_plain_present(self.analysis, verb)
            if mark is not None and (general or names & (_FUTURE | {"would", "'d", "’d", "can", "could"})):
                words = self.analysis.subtree(clause)
                span = (words[0].start, words[-1].end)
                found.append(Verdict("hypothetical", span_of(mark), span, "future"))
        own = self.condition_mark(verb)
        if own is not None and verb.dep == "advcl":
            found.append(Verdict("hypothetical", span_of(own), tense="future", is_condition=True))
        return found

    def condition_mark(self, clause: Token) -> Token | None:
        children = self.analysis.children(clause)
        if (
            clause.dep == "advcl"
            and children
            and children[0].dep == "aux"
            and children[0].text in {"Had", "Should", "Were"}
        ):
            return children[0]  # "Had Fiji signed, trade would have grown"
        for child in children:
            if child.dep in {"mark", "advmod", "prep"} and child.start < clause.start:
                if child.lemma in self.lexicon.conditions:
                    return child
                words = [word.text.lower() for word in self.analysis.subtree(child)]
                if child.lemma in {"soon", "long"} and ("as" in words or words == [child.lemma]):
                    return child
        if self.analysis.text[max(0, clause.start - 60) : clause.start].lower().rstrip().endswith("as soon as"):
            return clause
        return None

    def own_noun(self, noun: Token) -> list[Verdict]:
        found = []
        for child in self.analysis.children(noun):
            if child.dep in {"amod", "nmod", "compound", "npadvmod"} or (child.dep == "acl" and child.tag == "VBN"):
                for word in conjuncts(self.analysis, child):
                    status = self.lexicon.adjective_status.get(word.text.lower()) or (
                        self.lexicon.verb_status.get(word.lemma) if child.dep == "acl" or word.tag == "VBN" else None
                    )
                    if status == "background":
                        found.append(Verdict("occurred", span_of(word), is_background=True))
                    elif status and status != "through":
                        found.append(Verdict(status, span_of(word)))
            if child.dep in {"neg", "det"} and child.lemma == "no":
                found.append(Verdict("denied", span_of(child)))
            if child.dep == "det" and child.lemma == "any":  # "in response to any further aggression"
                found.append(Verdict("hypothetical", span_of(child), tense="future"))
            if child.dep in {"relcl", "acl"} and (child.tag != "VBN" or child.dep == "relcl"):
                found += self.clause_on_noun(child)
        return found

    def clause_on_noun(self, clause: Token) -> list[Verdict]:
        """ "the Forum, which is scheduled for June", "a summit to be held in Oslo": the noun's own clause."""
        infinitive = any(child.lemma == "to" for child in self.analysis.children(clause, "aux"))
        if infinitive and clause.lemma in {"hold", "take", "host", "convene", "be", "open", "start", "begin"}:
            return [Verdict("scheduled", span_of(clause), tense="future")]
        if clause.dep != "relcl":
            return []
        ahead = [word for word in self.analysis.children(clause, "aux") if word.text.lower() in _FUTURE]
        if ahead and any(word.tag == "WRB" for word in self.analysis.children(clause, "advmod")):
            return [Verdict("intended", span_of(ahead[0]), tense="future")]  # "travel to Oslo, where she will meet"
        subject = self.analysis.children(clause, "nsubj", "nsubjpass")
        if not subject or subject[0].lemma not in {"which", "that"}:
            return []
        own = [verdict for verdict in self.own_verb(clause) if verdict.status not in {"ongoing", "occurred"}]
        status = self.lexicon.verb_status.get(clause.lemma)
        if status in {"scheduled", "denied", "hoped", "intended"} and self.analysis.children(clause, "nsubjpass"):
            own.append(Verdict(status, span_of(clause)))
        carried = {"take", "hold", "host", "schedule", "be", "occur", "happen", "convene", "begin", "open", "start"}
        return own if clause.lemma in carried or status in {"denied", "scheduled"} else []


def span_of(token: Token) -> Span:
    """The characters of a token."""
    return token.start, token.end
