"""How real an act is, told by the syntax around it: tense, modals, negation, conditions, and what governs it."""

from dataclasses import dataclass, replace

from dragoman.codebook.lexicon import Lexicon
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Factuality, Span
from dragoman.model.grammar import conjuncts, is_plain_present

__all__ = ["read_factuality"]

# ANNOTATION.md: the first line that fits decides.
_RANK = {name: rank for rank, name in enumerate(
    ("denied", "hypothetical", "hoped", "scheduled", "intended", "ongoing", "occurred")
)}  # fmt: skip
# After these a clause waits for what governs it, or that for it.
_WAITS = {"after", "before", "until", "till", "once", "when", "whenever"}
_UNREAL = {"scheduled", "intended", "hoped", "hypothetical"}
_FUTURE = {"will", "shall", "'ll", "’ll", "wo", "sha"}
_POSSIBLE = {"may", "might", "could", "can"}
_NEEDED = {"should", "must", "ought"}
# Adverbs that move a past tense behind the report's own news.
_BACKGROUND = {"previously", "historically", "formerly", "earlier", "already", "once", "then"}
# Verbs whose subject, if it names an act, is told by them to take place.
_COMES_ABOUT = {
    "take", "occur", "happen", "begin", "start", "open", "end", "conclude", "resume", "come", "be", "continue", "last",
    "follow", "mark", "go", "run", "focus", "fail", "collapse",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Verdict:
    status: str
    cue: Span | None
    condition: Span | None = None
    tense: str | None = None
    is_background: bool = False
    is_condition: bool = False


def read_factuality(analysis: Analysis, trigger: Token, lexicon: Lexicon) -> Factuality:
    """The status of the act that a token tells, with the word that decided it."""
    reader = _Reader(analysis, lexicon)
    verdicts = reader.walk(trigger)
    best = min(verdicts, key=lambda verdict: _RANK[verdict.status])
    supposed = next((v for v in verdicts if v.status == "hypothetical" and v.is_condition), None)
    if best.status == "denied" and supposed is not None:
        best = supposed  # "if they fail to free them" denies nothing
    tense = next((verdict.tense for verdict in verdicts if verdict.tense), "past")
    if best.status in {"scheduled", "intended", "hoped", "hypothetical"}:
        tense = "future"
    condition = next((verdict.condition for verdict in verdicts if verdict.condition), None)
    background = any(verdict.is_background for verdict in verdicts) and best.status == "occurred"
    return Factuality(best.status, best.cue, condition, background, tense)


class _Reader:
    """Walks from a trigger up through what governs it, collecting one verdict a word."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.lexicon = lexicon

    def walk(self, trigger: Token) -> list[_Verdict]:
        verdicts: list[_Verdict] = []
        token, steps = trigger, 0
        while steps < 12:
            steps += 1
            if self.is_verbal(token):
                verdicts += self.own_verb(token)
                step = self.above_verb(token)
            else:
                verdicts += self.own_noun(token)
                step = self.above_noun(token)
            above, governing = step
            verdicts += governing
            if above is None or above.index == token.index:
                break
            token = above
        return verdicts or [_Verdict("occurred", None)]

    def is_verbal(self, token: Token) -> bool:
        """A verb, or a word that the tagger took for a noun although "to" or an auxiliary stands before it."""
        return token.pos in {"VERB", "AUX"} or bool(self.analysis.children(token, "aux", "auxpass"))

    # ---- what a word says of itself

    def own_verb(self, verb: Token) -> list[_Verdict]:
        found = []
        auxiliaries = self.analysis.children(verb, "aux", "auxpass")
        if verb.dep == "ROOT" and any(word.lemma == "to" for word in auxiliaries):
            found.append(_Verdict("scheduled", _span(verb), tense="future"))  # "ministers to meet in Kisumu"
        if self.analysis.text[self.analysis.sentence_of(verb).end - 1] == "?":
            found.append(_Verdict("hypothetical", None, tense="future"))  # what is asked is not told
        names = {word.text.lower() for word in auxiliaries}
        lemmas = {word.lemma for word in auxiliaries}
        negation = self.negation(verb)
        if negation is not None:
            found.append(_Verdict("denied", negation))
        for word in auxiliaries:
            modal = self.modal(word, verb)
            if modal is not None:
                found.append(modal)
        found += self.conditions(verb, names)
        present = bool({"is", "are", "am", "'s", "’s", "'re", "’re", "be"} & names)
        if verb.tag == "VBG" and (present or {"has", "have"} & names):
            found.append(_Verdict("ongoing", _span(verb), tense="present"))
        if is_plain_present(self.analysis, verb) and not (names & (_FUTURE | _POSSIBLE | _NEEDED)):
            found.append(_Verdict("ongoing", None, tense="present"))
        if "had" in names or any(child.lemma in _BACKGROUND for child in self.analysis.children(verb, "advmod")):
            found.append(_Verdict("occurred", None, tense="past", is_background="had" in names))
        if verb.tag == "VBN" and lemmas <= {"have", "be"} and {"has", "have"} & names:
            found.append(_Verdict("occurred", None, tense="past"))
        if verb.tag == "VBD":
            found.append(_Verdict("occurred", None, tense="past"))
        return found

    def modal(self, word: Token, verb: Token) -> _Verdict | None:
        name = word.text.lower()
        if name in _FUTURE:
            return _Verdict("intended", _span(word), tense="future")
        if name in {"would", "'d", "’d"}:
            return _Verdict("intended" if self.is_reported(verb) else "hypothetical", _span(word), tense="future")
        if name in _POSSIBLE and not (name in {"could", "can"} and self.is_past_ability(verb)):
            return _Verdict("hypothetical", _span(word), tense="future")
        if name in _NEEDED:
            return _Verdict("hoped", _span(word), tense="future")
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
            return _span(token)
        for child in self.analysis.children(token):
            negative = child.dep == "neg" or (child.lemma in self.lexicon.negations and child.dep in {"advmod", "det"})
            if negative and not self.is_not_only(token, child):
                return _span(child)
            if child.dep in {"nsubj", "nsubjpass"}:
                if child.lemma in {"nobody", "none"}:
                    return _span(child)
                for inner in self.analysis.children(child, "det", "neg", "preconj", "cc"):
                    if inner.lemma in {"no", "neither", "nor"}:
                        return _span(inner)
            if child.dep == "advmod" and child.lemma in {"longer", "long"}:
                before = self.analysis.tokens[max(0, child.index - 1)]
                if before.lemma == "no":
                    return _span(before)
        return None

    def is_not_only(self, token: Token, negation: Token) -> bool:
        following = [word for word in self.analysis.children(token) if word.start > negation.start]
        return any(word.lemma in {"only", "just", "merely"} for word in following[:1])

    def conditions(self, verb: Token, names: set[str]) -> list[_Verdict]:
        found = []
        clauses = self.analysis.children(verb, "advcl")
        for adverb in self.analysis.children(verb, "advmod"):
            clauses += self.analysis.children(adverb, "advcl")  # "as soon as the port reopens"
        for clause in clauses:
            mark = self.condition_mark(clause)
            if mark is not None and names & (_FUTURE | {"would", "'d", "’d", "can", "could"}):
                words = self.analysis.subtree(clause)
                span = (words[0].start, words[-1].end)
                found.append(_Verdict("hypothetical", _span(mark), span, "future"))
        own = self.condition_mark(verb)
        if own is not None and verb.dep == "advcl":
            found.append(_Verdict("hypothetical", _span(own), tense="future", is_condition=True))
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

    def own_noun(self, noun: Token) -> list[_Verdict]:
        found = []
        for child in self.analysis.children(noun):
            if child.dep in {"amod", "nmod", "compound", "npadvmod"} or (child.dep == "acl" and child.tag == "VBN"):
                for word in conjuncts(self.analysis, child):
                    status = self.lexicon.adjective_status.get(word.text.lower()) or (
                        self.lexicon.verb_status.get(word.lemma) if child.dep == "acl" or word.tag == "VBN" else None
                    )
                    if status == "background":
                        found.append(_Verdict("occurred", _span(word), is_background=True))
                    elif status and status != "through":
                        found.append(_Verdict(status, _span(word)))
            if child.dep in {"neg", "det"} and child.lemma == "no":
                found.append(_Verdict("denied", _span(child)))
            if child.dep in {"relcl", "acl"} and (child.tag != "VBN" or child.dep == "relcl"):
                found += self.clause_on_noun(child)
        return found

    def clause_on_noun(self, clause: Token) -> list[_Verdict]:
        """ "the Forum, which is scheduled for June", "a summit to be held in Oslo": the noun's own clause."""
        infinitive = any(child.lemma == "to" for child in self.analysis.children(clause, "aux"))
        if infinitive and clause.lemma in {"hold", "take", "host", "convene", "be", "open", "start", "begin"}:
            return [_Verdict("scheduled", _span(clause), tense="future")]
        if clause.dep != "relcl":
            return []
        subject = self.analysis.children(clause, "nsubj", "nsubjpass")
        if not subject or subject[0].lemma not in {"which", "that"}:
            return []
        own = [verdict for verdict in self.own_verb(clause) if verdict.status not in {"ongoing", "occurred"}]
        status = self.lexicon.verb_status.get(clause.lemma)
        if status in {"scheduled", "denied", "hoped", "intended"} and self.analysis.children(clause, "nsubjpass"):
            own.append(_Verdict(status, _span(clause)))
        carried = {"take", "hold", "host", "schedule", "be", "occur", "happen", "convene", "begin", "open", "start"}
        return own if clause.lemma in carried or status in {"denied", "scheduled"} else []

    # ---- what governs a word

    def above_verb(self, verb: Token) -> tuple[Token | None, list[_Verdict]]:
        head = self.analysis.head(verb)
        if head.index == verb.index:
            return None, []
        if verb.dep in {"xcomp", "ccomp", "acl", "pcomp", "advcl", "dep"}:
            return self.governor(verb, head)
        if verb.dep == "conj" and head.pos in {"VERB", "AUX"}:
            finite = verb.tag in {"VBD", "VBZ", "VBP"} or self.analysis.children(verb, "aux", "nsubj", "nsubjpass")
            if not finite:
                return head, []
            own_subject = self.analysis.children(verb, "nsubj", "nsubjpass")
            return (None, []) if own_subject else self.above_verb(replace(verb, dep=head.dep, head=head.head))
        return None, []

    def governor(self, verb: Token, head: Token) -> tuple[Token | None, list[_Verdict]]:
        infinitive = any(child.lemma == "to" for child in self.analysis.children(verb, "aux"))
        if verb.dep == "advcl" and head.pos in {"VERB", "AUX"}:
            return self.adverbial(verb, head, infinitive)
        if verb.dep == "acl" and verb.tag == "VBG" and self.is_topic(head):
            return None, [_Verdict("hypothetical", _span(verb), tense="future")]
        preposition = None
        if head.pos == "ADP" or head.dep == "prep":
            preposition, head = head, self.analysis.head(head)
            phrase = self.three_words(head, preposition)
            if phrase is not None:
                return self.analysis.head(head), [_Verdict(phrase, _span(head), tense="future")]
            if head.lemma == "instead" or preposition.lemma == "instead":
                return None, [_Verdict("denied", _span(preposition))]
            if preposition.lemma in {"without", "against"}:
                return None, [_Verdict("denied", _span(preposition))]
            if (verb.dep == "pcomp" and preposition.lemma in {"about", "over"}) or (
                preposition.lemma in {"of", "against", "on"} and self.status_of(head, preposition) in {None, "through"}
            ):
                # "concerned about China arming", "accused Peru of attacking": talked about, not told.
                return None, [_Verdict("hypothetical", _span(preposition))]
            if preposition.lemma == "in" and self.status_of(head) in _UNREAL:  # "interest in hosting talks"
                return head, [_Verdict(str(self.status_of(head)), _span(head), tense="future")]
            if preposition.lemma in {"after", "upon", "since", "by", "through", "following", "while", "in"}:
                return (head, []) if head.pos in {"VERB", "AUX"} else (None, [])
        status = self.status_of(head, preposition)
        if head.lemma == "be" and infinitive and verb.dep == "xcomp":
            return head, [_Verdict("scheduled", _span(head), tense="future")]
        if head.lemma == "go" and infinitive and head.tag == "VBG":
            return head, [_Verdict("intended", _span(head), tense="future")]
        if head.lemma == "have" and infinitive and verb.dep == "xcomp":
            yet = any(child.lemma == "yet" for child in self.analysis.children(head, "advmod"))
            return head, [_Verdict("denied" if yet else "hoped", _span(head))]
        if verb.dep == "ccomp" and status in {None, "through", "ongoing"}:
            return None, []
        if status in {None, "through", "ongoing"}:
            verdicts = [_Verdict("ongoing", _span(head))] if status == "ongoing" else []
            return self.pass_through(verb, head, infinitive, verdicts)
        if status == "background":
            return head, []
        if verb.dep == "ccomp" and head.lemma in {"agree", "decide", "expect", "suggest", "deny", "insist"}:
            return self.reported_by(verb, head, status)
        return head, [_Verdict(status, _span(head), tense=None if status == "denied" else "future")]

    def three_words(self, adverb: Token, preposition: Token) -> str | None:
        """The class of "fell short of", "look forward to": verb, adverb and preposition."""
        verb = self.analysis.head(adverb)
        return self.lexicon.phrase_status.get((verb.lemma, adverb.lemma, preposition.lemma))

    def is_topic(self, noun: Token) -> bool:
        """ "in terms of officials visiting Kyiv", "asked about troops crossing": spoken about, not told."""
        if noun.dep != "pobj":
            return False
        return self.analysis.head(noun).lemma in {"of", "about", "over", "against", "regarding", "for", "among"}

    def reported_by(self, verb: Token, head: Token, status: str) -> tuple[Token | None, list[_Verdict]]:
        """A that-clause: "agreed that trade had grown" promises nothing; "denied that" denies whatever follows."""
        finite_past = verb.tag in {"VBD", "VBN"} and not self.modals(verb)
        if status == "denied":
            return head, [_Verdict("denied", _span(head))]
        if finite_past or head.lemma in {"suggest", "insist", "agree"}:
            return None, []
        return None, [_Verdict(status, _span(head), tense="future")]

    def modals(self, verb: Token) -> list[Token]:
        names = _FUTURE | _POSSIBLE | _NEEDED | {"would"}
        return [word for word in self.analysis.children(verb, "aux") if word.text.lower() in names]

    def pass_through(
        self, verb: Token, head: Token, infinitive: bool, verdicts: list[_Verdict]
    ) -> tuple[Token | None, list[_Verdict]]:
        if verb.dep == "ccomp" and head.lemma in self.lexicon.speech_verbs:
            return None, verdicts
        if head.pos in {"NOUN", "PROPN"}:
            if verb.dep == "acl" and infinitive and head.dep == "ROOT":
                return None, [*verdicts, _Verdict("scheduled", _span(verb), tense="future")]  # a headline
            if verb.dep == "acl" and infinitive:
                return None, [*verdicts, _Verdict("hypothetical", _span(verb), tense="future")]
            return None, verdicts
        if head.pos == "ADJ":
            return (head, verdicts) if infinitive else (None, verdicts)
        return head, verdicts

    def adverbial(self, verb: Token, head: Token, infinitive: bool) -> tuple[Token | None, list[_Verdict]]:
        if infinitive:
            if self.lexicon.verb_status.get(head.lemma) == "through":
                return head, []
            if head.pos == "VERB":
                return head, [_Verdict("intended", _span(verb), tense="future")]
            return head, []
        marks = {child.lemma for child in self.analysis.children(verb, "mark", "advmod") if child.start < verb.start}
        if marks and not marks & _WAITS:
            return (None, []) if self.analysis.children(verb, "mark") else (head, [])
        if marks:
            # "could open only after Peru ratifies": as unreal as what waits for it
            unreal = [v for v in self.own_verb(head) if v.status in _UNREAL]
            return None, [_Verdict("hypothetical", v.cue, tense="future") for v in unreal[:1]]
        return (head, []) if verb.tag in {"VBG", "VBN"} else (None, [])

    def status_of(self, word: Token, preposition: Token | None = None) -> str | None:
        """What class a governing word belongs to: with its preposition or particle first, then alone."""
        companions = [preposition] if preposition is not None else []
        companions += self.analysis.children(word, "prt", "prep")
        for companion in companions:
            phrase = self.lexicon.phrase_status.get((word.lemma, companion.lemma))
            if phrase:
                return phrase
            if word.lemma == "look" and companion.lemma == "forward":
                return "hoped"
        if word.lemma == "look" and any(c.lemma == "forward" for c in self.analysis.children(word)):
            return "hoped"
        if word.lemma == "rule" and any(c.lemma == "out" for c in self.analysis.children(word)):
            return "denied"
        if word.pos in {"NOUN", "PROPN"}:
            return self.lexicon.noun_status.get(word.lemma)
        if word.pos == "ADJ":
            return self.lexicon.adjective_status.get(word.lemma)
        return self.lexicon.verb_status.get(word.lemma) or self.lexicon.adjective_status.get(word.text.lower())

    def above_noun(self, noun: Token) -> tuple[Token | None, list[_Verdict]]:
        head = self.analysis.head(noun)
        if head.index == noun.index:
            return None, []
        if noun.dep in {"conj", "appos"} and head.pos in {"NOUN", "PROPN"}:
            return (head, []) if noun.dep == "conj" else (None, [])
        if noun.dep in {"dobj", "attr", "oprd"} and self.is_verbal(head):
            return self.object_of(noun, head)
        if noun.dep in {"nsubj", "nsubjpass"} and head.pos in {"VERB", "AUX"}:
            return self.subject_of(noun, head)
        if noun.dep == "acomp" and head.pos in {"VERB", "AUX"}:  # "would be pleased to visit"
            return head, []
        if noun.dep == "pobj":
            owner = self.analysis.head(head)
            status = self.status_of(owner, head)
            if head.lemma in {"without"}:
                return None, [_Verdict("denied", _span(head))]
            if head.lemma in {"during", "at", "in", "on", "after", "since", "following", "from"} and status in {
                None, "through", "hypothetical", "intended", "scheduled",
            }:  # fmt: skip
                if owner.pos not in {"VERB", "AUX"} or head.lemma in {"after", "since", "following"}:
                    return None, []
                # What was said or not done at a meeting leaves the meeting as it is; what will be, does not.
                return None, [v for v in self.own_verb(owner) if v.status in _UNREAL]
            if status and status not in {"through", "ongoing", "background"}:
                return owner, [_Verdict(status, _span(owner))]
            if owner.pos in {"VERB", "AUX"}:
                return owner, []
            if head.lemma == "of" and owner.pos == "NOUN":  # "a further round of talks" is as real as the round
                return owner, []
        return None, []

    def object_of(self, noun: Token, verb: Token) -> tuple[Token | None, list[_Verdict]]:
        status = self.status_of(verb)
        if verb.lemma in {"discuss", "welcome", "note", "recall", "mention", "agree"} and status == "hypothetical":
            return None, []
        if status in {None, "through", "ongoing", "background"} or verb.lemma in {"announce", "set"}:
            governing = [_Verdict("ongoing", _span(verb))] if status == "ongoing" else []
            return verb, governing
        return verb, [_Verdict(status, _span(verb), tense="future" if status != "denied" else None)]

    def subject_of(self, noun: Token, verb: Token) -> tuple[Token | None, list[_Verdict]]:
        for word in self.analysis.children(verb, "acomp") if verb.lemma == "be" else ():
            status = self.lexicon.adjective_status.get(word.lemma)
            if status is not None and status not in {"background", "through"}:  # "a meeting is unlikely"
                return verb, [_Verdict(status, _span(word))]
        if noun.dep == "nsubjpass":
            status = self.status_of(verb)
            if status and status not in {"through", "ongoing", "background"} and verb.lemma not in {"discuss"}:
                return verb, [_Verdict(status, _span(verb))]
            return verb, []
        return (verb, []) if verb.lemma in _COMES_ABOUT else (None, [])


def _span(token: Token) -> Span:
    return token.start, token.end
