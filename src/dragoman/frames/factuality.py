"""How real an act is, told by the syntax around it: what it says of itself, and what governs it."""

from dataclasses import replace

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.foreseen import find_foreseen
from dragoman.frames.reality import OwnReality, Verdict, span_of
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Factuality
from dragoman.model.grammar import clause_verb, is_objected_to, is_plain_present

__all__ = ["read_factuality"]

# What is objected to, or not objected to, is not told as done.
_OBJECTING = {"object", "opposed", "objection", "opposition"}
# ANNOTATION.md: the first line that fits decides.
_RANK = {name: rank for rank, name in enumerate(
    ("denied", "hypothetical", "hoped", "scheduled", "intended", "ongoing", "occurred")
)}  # fmt: skip
# After these a clause waits for what governs it, or that for it.
_WAITS = {"after", "before", "until", "till", "once", "when", "whenever"}
_WARS = {"war", "aggression", "attack", "incursion", "assault", "offensive", "blockade", "crackdown", "violence"}
_LETS = {"see", "let", "make", "have", "watch", "help"}
_TRUE = {"true", "correct", "accurate", "case", "truth"}
_FALSE = {"false", "untrue", "incorrect", "inaccurate", "nonsense", "lie", "fabrication", "myth"}
# What joins one act to another of the same standing.
_BESIDES = {("addition", "to"), ("aside", "from"), ("apart", "from")}
_UNREAL = {"scheduled", "intended", "hoped", "hypothetical"}
# Who goes somewhere to do something has not yet done it; who meets somebody to discuss something has.
_SETS_OUT = {
    "go", "come", "travel", "rush", "visit", "send", "move", "fly", "arrive", "head", "leave", "return", "depart",
    "sail", "dispatch", "drive", "hurry", "lead", "get", "bring", "use", "make", "take", "act", "work",
}  # fmt: skip
# "the first to sign", "quick to condemn": what follows was done.
_DID = {"first", "second", "third", "last", "latest", "only", "next", "quick", "swift", "right", "wrong", "able",
        "kind", "slow"}  # fmt: skip
# "proud to stand with", "pleased to welcome you this week": it is so or under way, and not done with.
_MOVED = {"proud", "pleased", "glad", "happy", "delighted", "honored", "honoured", "grateful", "privileged", "thrilled",
          "humbled", "sorry", "sad", "saddened", "excited"}  # fmt: skip
# "It is forgotten that they signed": what is forgotten, regretted or celebrated was done.
_FACTIVE = {"forget", "regret", "remember", "deplore", "resent", "celebrate", "ignore", "overlook"}
# "ahead of the summit", "coincides with a visit": what it is ahead of has not been.
_AHEAD = {("coincide", "with"), ("advance", "of"), ("eve", "of"), ("preparation", "for"), ("prepare", "for"),
          ("run-up", "to"), ("runup", "to"), ("encouragement", "for"), ("agenda", "for"), ("hope", "for"),
          ("optimism", "about"), ("expectation", "for"), ("expectation", "about"), ("optimistic", "about"),
          ("excitement", "about"), ("discussion", "about"), ("speculation", "about"), ("question", "about"),
          ("debate", "about")}  # fmt: skip
# "took the opportunity to thank", "used the occasion to condemn".
_OCCASIONS = {"opportunity", "occasion", "chance", "floor", "time", "moment", "trouble", "liberty", "step", "courage"}
_SEIZES = {"take", "use", "seize", "have", "find"}
_MODALS = {
    "will", "shall", "'ll", "’ll", "wo", "sha", "may", "might", "could", "can", "should", "must", "ought", "would",
}  # fmt: skip
# What one does something "in" is its aim, whatever is done.
_AIMS = {"effort", "bid", "attempt", "move", "hope", "response", "return", "exchange"}
# What stands over "at a meeting" with these leaves the meeting as real as its own words say.
_TOLD_AT = {None, "through", "hypothetical", "intended", "scheduled"}
# Verbs whose subject, if it names an act, is told by them to take place.
_COMES_ABOUT = {
    "take", "occur", "happen", "begin", "start", "open", "end", "conclude", "resume", "come", "be", "continue", "last",
    "follow", "mark", "go", "run", "focus", "fail", "collapse",
}  # fmt: skip


def read_factuality(analysis: Analysis, trigger: Token, lexicon: Lexicon) -> Factuality:
    """The status of the act that a token tells, with the word that decided it."""
    reader = _Reader(analysis, lexicon)
    verdicts = [*reader.walk(trigger), *find_foreseen(analysis, trigger)]
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


class _Reader(OwnReality):
    """Walks from a trigger up through what governs it, collecting one verdict a word."""

    def walk(self, trigger: Token) -> list[Verdict]:
        verdicts: list[Verdict] = []
        token, steps = trigger, 0
        # "efforts to end Ruritania's war" take the war for granted; only what stands right over it can unsay it.
        reach = 1 if trigger.lemma in self.lexicon.suffered | _WARS and self.analysis.children(trigger, "poss") else 12
        while steps < reach:
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
        return verdicts or [Verdict("occurred", None)]

    def above_verb(self, verb: Token) -> tuple[Token | None, list[Verdict]]:
        head = self.analysis.head(verb)
        if head.index == verb.index:
            return None, []
        if self.is_listed(verb, head):
            return head, []  # "will call on the President, meet the Speaker and visit the port"
        if verb.dep in {"xcomp", "ccomp", "acl", "pcomp", "advcl", "dep"}:
            return self.governor(verb, head)
        if verb.dep in {"csubj", "csubjpass"}:
            return head, []  # "getting them to sign will take years" is as real as what it will do
        if verb.dep == "conj" and head.pos in {"VERB", "AUX"}:
            finite = verb.tag in {"VBD", "VBZ"} or bool(self.analysis.children(verb, "aux", "nsubj", "nsubjpass"))
            finite = finite or (verb.tag == "VBP" and not self.modals(head))  # "will call on Oslo, meet Lima"
            if not finite:
                return head, []
            own_subject = self.analysis.children(verb, "nsubj", "nsubjpass")
            return (None, []) if own_subject else self.above_verb(replace(verb, dep=head.dep, head=head.head))
        if (
            verb.dep == "relcl" and self.is_infinitive(verb) and not self.is_done(head)
        ):  # "a way for Oslo to help", "a pipeline to carry gas"
            status = "hypothetical" if self.analysis.children(verb, "nsubj") else "intended"
            return None, [Verdict(status, span_of(verb), tense="future")]
        return None, []

    def is_listed(self, verb: Token, head: Token) -> bool:
        """Whether a bare verb shares the modal of the verb before it in a list, though parsed as a clause."""
        return (
            verb.dep in {"advcl", "dep"}
            and verb.tag in {"VB", "VBP"}
            and verb.start > head.start
            and bool(self.modals(head))
            and not self.analysis.children(verb, "mark", "aux", "nsubj", "nsubjpass", "advmod")
        )

    def is_there(self, noun: Token, owner: Token) -> bool:
        """ "is in Kenya for a visit": whoever is there is on it, while talks for which he came lie ahead."""
        return noun.lemma in {"visit", "stay", "stopover"} and any(
            child.lemma in {"in", "here"} for child in self.analysis.children(owner, "prep", "advmod")
        )

    def is_definite(self, noun: Token) -> bool:
        """Whether a noun is spoken of as known, and is nothing that is only thought of: "the talks", no "the risk"."""
        known = any(child.lemma in {"the", "this", "these", "those"} for child in self.analysis.children(noun, "det"))
        return known and self.status_of(noun) is None

    def is_infinitive(self, verb: Token) -> bool:
        return any(child.lemma == "to" for child in self.analysis.children(verb, "aux"))

    def governor(self, verb: Token, head: Token) -> tuple[Token | None, list[Verdict]]:
        infinitive = self.is_infinitive(verb)
        if verb.dep == "ccomp" and any(c.lemma in {"whether", "if"} for c in self.analysis.children(verb, "mark")):
            return None, [Verdict("hypothetical", span_of(head))]  # "would not say whether it had signed"
        if verb.dep == "advcl" and head.pos in {"VERB", "AUX"}:
            return self.adverbial(verb, head, infinitive)
        if verb.dep == "acl" and verb.tag == "VBN" and head.pos == "NOUN" and self.is_definite(head):
            return None, []  # "seeks to build on the talks held in March": they were held, whatever is sought
        if verb.dep == "acl" and verb.tag == "VBG" and self.is_topic(head):
            return None, [Verdict("hypothetical", span_of(verb), tense="future")]
        preposition = None
        if head.pos == "ADP" or head.dep == "prep":
            preposition, head = head, self.analysis.head(head)
            phrase = self.three_words(head, preposition)
            if phrase is not None:
                return self.analysis.head(head), [Verdict(phrase, span_of(head), tense="future")]
            if preposition.lemma == "to" and head.lemma in _OBJECTING:
                return None, [Verdict("hypothetical", span_of(head), tense="future")]
            if head.lemma == "instead" or preposition.lemma == "instead":
                return None, [Verdict("denied", span_of(preposition))]
            if preposition.lemma in {"without", "against"}:
                return None, [Verdict("denied", span_of(preposition))]
            if (head.lemma, preposition.lemma) in _BESIDES or preposition.lemma == "besides":
                verbs = [word for word in self.analysis.ancestors(preposition) if word.pos in {"VERB", "AUX"}]
                return (verbs[0] if verbs else None), []  # "in addition to meeting Peru's president, she will travel"
            if (verb.dep == "pcomp" and preposition.lemma in {"about", "over"}) or (
                preposition.lemma in {"of", "against", "on"} and self.status_of(head, preposition) in {None, "through"}
            ):
                # "concerned about China arming", "accused Peru of attacking": talked about, not told.
                return None, [Verdict("hypothetical", span_of(preposition))]
            if preposition.lemma == "for" and verb.dep == "pcomp" and head.pos in {"NOUN", "PROPN"}:
                # "a platform for sending aid", "plans for arming them"
                return None, [Verdict("hypothetical", span_of(preposition), tense="future")]
            if preposition.lemma == "in" and self.status_of(head) in _UNREAL:  # "interest in hosting talks"
                return head, [Verdict(str(self.status_of(head)), span_of(head), tense="future")]
            if preposition.lemma in {"after", "upon", "since", "by", "through", "following", "while", "in"}:
                return (head, []) if head.pos in {"VERB", "AUX"} else (None, [])
        if verb.dep in {"acl", "ccomp"} and head.pos == "NOUN" and not infinitive and self.negation(head) is not None:
            return None, [Verdict("hypothetical", span_of(head))]  # "there is no evidence that"
        if verb.dep in {"ccomp", "advcl", "csubj"} and self.is_untrue(head):
            return None, [Verdict("denied", span_of(head))]
        status = self.status_of(head, preposition)
        if status == "denied" and verb.dep in {"xcomp", "pcomp"} and self.negation(head) is not None:
            if self.modals(head):
                return None, [Verdict("hypothetical", span_of(head), tense="future")]  # "would not prevent a visit"
            return None, []  # "has never stopped selling", "did not fail to pay"
        if head.lemma == "be" and infinitive and verb.dep == "xcomp":
            return head, [Verdict("scheduled", span_of(head), tense="future")]
        if head.lemma == "go" and infinitive and head.tag == "VBG":
            return head, [Verdict("intended", span_of(head), tense="future")]
        if head.lemma == "have" and infinitive and verb.dep == "xcomp":
            yet = any(child.lemma == "yet" for child in self.analysis.children(head, "advmod"))
            return head, [Verdict("denied" if yet else "hoped", span_of(head))]
        if verb.dep == "ccomp" and verb.tag == "VB" and head.lemma in _LETS:
            return head, []  # "would see the army pull out": as real as the seeing
        if verb.dep == "ccomp" and (status in {None, "through", "ongoing"} or head.lemma in _FACTIVE):
            return None, []
        if status in {None, "through", "ongoing"}:
            verdicts = [Verdict("ongoing", span_of(head))] if status == "ongoing" else []
            return self.pass_through(verb, head, infinitive, verdicts)
        if status == "background":
            return head, []
        if verb.dep == "ccomp" and head.lemma in {"agree", "decide", "expect", "suggest", "deny", "insist"}:
            return self.reported_by(verb, head, status)
        return head, [Verdict(status, span_of(head), tense=None if status == "denied" else "future")]

    def is_untrue(self, head: Token) -> bool:
        """ "it is not true that", "it was false that"."""
        words = [head, *self.analysis.children(head, "acomp", "attr", "oprd")]
        if any(word.lemma in _FALSE for word in words):
            return True
        return any(word.lemma in _TRUE for word in words) and any(self.negation(word) for word in words)

    def three_words(self, adverb: Token, preposition: Token) -> str | None:
        """The class of "fell short of", "look forward to": verb, adverb and preposition."""
        verb = self.analysis.head(adverb)
        return self.lexicon.phrase_status.get((verb.lemma, adverb.lemma, preposition.lemma))

    def is_topic(self, noun: Token) -> bool:
        """ "in terms of officials visiting Kyiv", "asked about troops crossing": spoken about, not told."""
        if noun.dep != "pobj":
            return False
        above = self.analysis.head(noun)
        if above.lemma == "to" and self.analysis.head(above).lemma in _OBJECTING:
            return True  # "did not object to Peru meeting Chile"
        return above.lemma in {"of", "about", "over", "against", "regarding", "for", "among"}

    def reported_by(self, verb: Token, head: Token, status: str) -> tuple[Token | None, list[Verdict]]:
        """A that-clause: "agreed that trade had grown" promises nothing; "denied that" denies whatever follows."""
        finite_past = verb.tag in {"VBD", "VBN"} and not self.modals(verb)
        if status == "denied":
            return head, [Verdict("denied", span_of(head))]
        if finite_past or head.lemma in {"suggest", "insist", "agree"}:
            return None, []
        return None, [Verdict(status, span_of(head), tense="future")]

    def modals(self, verb: Token) -> list[Token]:
        return [word for word in self.analysis.children(verb, "aux") if word.text.lower() in _MODALS]

    def pass_through(
        self, verb: Token, head: Token, infinitive: bool, verdicts: list[Verdict]
    ) -> tuple[Token | None, list[Verdict]]:
        if verb.dep == "ccomp" and head.lemma in self.lexicon.speech_verbs:
            return None, verdicts
        if head.pos in {"NOUN", "PROPN"}:
            if verb.dep == "acl" and infinitive and head.dep == "ROOT":
                return None, [*verdicts, Verdict("scheduled", span_of(verb), tense="future")]  # a headline
            if verb.dep in {"acl", "advcl", "xcomp"} and infinitive and not self.is_done(head):
                made_for = "hypothetical" if verb.dep == "acl" else "intended"
                return None, [*verdicts, Verdict(made_for, span_of(verb), tense="future")]
            return (self.analysis.head(head) if self.is_seized(head) else None), verdicts
        if infinitive and (head.lemma in _MOVED or head.text.lower() in _MOVED):
            if self.is_past(head):
                return head, verdicts  # "was delighted to receive her"
            return head, [*verdicts, Verdict("ongoing", span_of(head), tense="present")]
        if head.pos == "ADJ":
            if infinitive and head.lemma not in _DID:
                return head, [*verdicts, Verdict("hypothetical", span_of(verb), tense="future")]
            return (head, verdicts) if infinitive else (None, verdicts)
        is_known = self.status_of(head) is not None or head.lemma in {"be", "have", "do"}
        if infinitive and not is_known and not self.is_perfect(verb):
            return head, [*verdicts, Verdict("hypothetical", span_of(verb), tense="future")]
        return head, verdicts

    def is_past(self, word: Token) -> bool:
        """Whether what somebody is or is made to be is told of a time that has been: "was honoured"."""
        copulas = [self.analysis.head(word)] if word.pos == "ADJ" else self.analysis.children(word, "auxpass")
        return any(copula.lemma == "be" and copula.tag == "VBD" for copula in copulas)

    def is_perfect(self, verb: Token) -> bool:
        """ "is thought to have met": an infinitive that looks back."""
        return any(child.lemma == "have" for child in self.analysis.children(verb, "aux"))

    def is_done(self, noun: Token) -> bool:
        """Whether a noun's infinitive tells what was done: "the first to sign", "took the opportunity to thank"."""
        words = {noun.lemma, *(child.lemma for child in self.analysis.children(noun, "amod"))}
        return bool(words & _DID) or self.is_seized(noun)

    def is_seized(self, noun: Token) -> bool:
        return noun.lemma in _OCCASIONS and self.analysis.head(noun).lemma in _SEIZES

    def adverbial(self, verb: Token, head: Token, infinitive: bool) -> tuple[Token | None, list[Verdict]]:
        if infinitive:
            if self.lexicon.verb_status.get(head.lemma) == "through" and head.lemma not in _SETS_OUT:
                return head, []
            if head.pos == "VERB" or verb.tag == "VB":
                return head, [Verdict("intended", span_of(verb), tense="future")]
            return head, []
        if is_objected_to(self.analysis, verb):
            return None, [Verdict("hypothetical", span_of(head), tense="future")]
        marks = {child.lemma for child in self.analysis.children(verb, "mark", "advmod") if child.start < verb.start}
        if marks and not marks & _WAITS:
            return (None, []) if self.analysis.children(verb, "mark") else (head, [])
        if marks:
            # "could open only after Peru ratifies": as unreal as what waits for it
            unreal = [v for v in self.own_verb(head) if v.status in _UNREAL]
            if (
                not unreal
                and marks & {"when", "once", "before", "until", "till"}
                and is_plain_present(self.analysis, verb)
            ):
                return None, [Verdict("intended", None, tense="future")]  # "when the two meet": they have not met yet
            return None, [Verdict("hypothetical", v.cue, tense="future") for v in unreal[:1]]
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

    def above_noun(self, noun: Token) -> tuple[Token | None, list[Verdict]]:
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
                return None, [Verdict("denied", span_of(head))]
            if head.lemma == "of" and owner.lemma in {"event", "case"} and self.analysis.head(owner).lemma == "in":
                return None, [Verdict("hypothetical", span_of(owner), tense="future")]  # "in the event of an attack"
            if head.lemma == "in" and noun.lemma in _AIMS and owner.pos == "VERB":
                return None, []  # "postponed the vote in an effort to negotiate"
            if head.lemma in {"on", "upon"} and owner.lemma in {"build", "reflect", "capitalize", "follow"}:
                return None, []  # "seeks to build on the talks held"
            phrase = (owner.lemma, head.lemma)
            if phrase in _AHEAD or (owner.lemma == "ahead" and head.lemma == "of"):
                return None, [Verdict("scheduled", span_of(owner), tense="future")]
            if head.lemma == "for" and owner.lemma in _SETS_OUT | {"be", "trip"} and not self.is_there(noun, owner):
                return None, [Verdict("intended", span_of(head), tense="future")]  # "arrived for talks with"
            takes_part = owner.lemma in {"stand", "participate", "engage", "take", "join", "attend"}
            told_at = head.lemma in {"during", "at", "in", "on", "after", "since", "following", "from"}
            spoken = self.is_spoken_at(noun, head, owner)
            if told_at and not takes_part and (spoken or status in _TOLD_AT):
                if head.lemma in {"after", "since", "following"}:
                    coming = any(w.text.lower() == "will" for w in self.analysis.children(owner, "aux"))
                    coming = coming and not self.analysis.children(noun, "det", "poss")
                    # "will be in the stands after talks with": both are still to come
                    return None, [Verdict("scheduled", span_of(head), tense="future")] if coming else []
                if owner.pos not in {"VERB", "AUX"}:  # "I could reach an agreement during my meeting with"
                    verb = clause_verb(self.analysis, owner)
                    told = self.walk(verb) if verb is not None and noun.tag != "NNS" else []
                    return None, [v for v in told if v.status in {"hypothetical", "intended", "scheduled"}]
                if owner.dep == "acl" and owner.tag == "VBN":  # "will discuss decisions made during their meeting"
                    return None, [v for v in self.own_verb(owner) if v.status in _UNREAL]
                # What was said or not done at a meeting leaves the meeting as it is; what will be, does not.
                return None, [v for v in self.walk(owner) if v.status in _UNREAL]
            if status and status not in {"through", "ongoing", "background"}:
                return owner, [Verdict(status, span_of(owner))]
            if owner.pos in {"VERB", "AUX"}:
                return owner, []
            if head.lemma == "of" and owner.pos == "NOUN":  # "a further round of talks" is as real as the round
                return owner, []
        return None, []

    def is_spoken_at(self, noun: Token, preposition: Token, verb: Token) -> bool:
        """ "urged restraint during a visit", "in a call with Rojas, refused": what is asked there was asked there."""
        if verb.pos != "VERB":
            return False
        return preposition.lemma in {"during", "after", "following"} or noun.start < verb.start

    def object_of(self, noun: Token, verb: Token) -> tuple[Token | None, list[Verdict]]:
        status = self.status_of(verb)
        if verb.lemma in {"discuss", "welcome", "note", "recall", "mention", "agree"} and status == "hypothetical":
            return None, []
        if status in {None, "through", "ongoing", "background"} or verb.lemma in {"announce", "set"}:
            governing = [Verdict("ongoing", span_of(verb))] if status == "ongoing" else []
            return verb, governing
        return verb, [Verdict(status, span_of(verb), tense="future" if status != "denied" else None)]

    def subject_of(self, noun: Token, verb: Token) -> tuple[Token | None, list[Verdict]]:
        for word in self.analysis.children(verb, "acomp") if verb.lemma == "be" else ():
            status = self.lexicon.adjective_status.get(word.lemma)
            if status is not None and status not in {"background", "through"}:  # "a meeting is unlikely"
                return verb, [Verdict(status, span_of(word))]
        if noun.dep == "nsubjpass":
            status = self.status_of(verb)
            if status and status not in {"through", "ongoing", "background"} and verb.lemma not in {"discuss"}:
                return verb, [Verdict(status, span_of(verb))]
            return verb, []
        if verb.lemma in _COMES_ABOUT:
            return verb, []
        return None, [v for v in self.own_verb(verb) if v.status == "intended"]  # "their meeting will proceed"
