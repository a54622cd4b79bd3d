"""Undertakings: who promises, agrees, plans or is willing to do what, in the document's words."""

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.attribution import speech_at
from dragoman.frames.factuality import read_factuality
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Factuality, PledgeFrame, Span, Speech
from dragoman.model.grammar import agent_of, clause_verb, conjuncts, is_passive, prepositional, subjects_of

__all__ = ["find_pledges"]


def find_pledges(analysis: Analysis, lexicon: Lexicon, speeches: tuple[Speech, ...], genre: str) -> list[PledgeFrame]:
    """Every undertaking with its content, in order of the text; one by "will" only where its subject can promise."""
    finder = _Finder(analysis, lexicon, speeches)
    words = lexicon.pledges
    found: list[PledgeFrame] = []
    for token in analysis.tokens:
        frame = None
        if token.pos == "VERB" and token.lemma in words.verbs:
            frame = finder.from_verb(token)
        elif token.text.lower() in words.adjectives and token.pos in {"ADJ", "VERB"}:
            frame = finder.from_adjective(token)
        elif token.pos == "NOUN" and token.lemma in words.nouns:
            frame = finder.from_noun(token)
        elif token.dep == "aux" and token.text.lower() in words.modals:
            frame = finder.from_modal(token, genre)
        elif token.lemma == "be" and token.tag in {"VBZ", "VBP"}:
            frame = finder.from_copula(token)
        if frame is not None:
            found.append(frame)
    return found


_MADE = {"occurred", "ongoing"}
# Forms of "would", which stands for "will" only in retold words.
_BACKSHIFTED = {"would", "'d", "’d"}
# Of oneself: "he hopes he will return".
_OWN_FORMS = {"he", "she", "it", "they", "i"}
_CLOSE = 4  # words from "is" to what it "is to" do
_ENOUGH = 3  # words of an undertaking by "will"


class _Finder:
    def __init__(self, analysis: Analysis, lexicon: Lexicon, speeches: tuple[Speech, ...]) -> None:
        self.analysis = analysis
        self.lexicon = lexicon
        self.words = lexicon.pledges
        self.speeches = speeches

    def from_verb(self, verb: Token) -> PledgeFrame | None:
        strength = self.words.verbs[verb.lemma]
        if verb.lemma == "look" and not self.looks_forward(verb):
            return None
        if verb.lemma == "seek" and (not self.infinitives(verb) or verb.tag in {"VBD", "VBN"}):
            return None  # "has sought to" was tried, and not undertaken
        if verb.lemma in self.words.leave_to_modal and self.has_modal(verb):
            return None
        content = self.complement(verb)
        if content is None:
            return None
        if verb.lemma == "look" and self.is_courtesy(content):
            return None
        if verb.tag == "VBG" and verb.dep == "advcl" and verb.start < self.analysis.head(verb).start:
            return None  # "Aiming to promote trade, the forum has become": what it is for
        if verb.lemma in self.words.past_only and verb.tag not in {"VBD", "VBN"}:
            return None
        subjects = agent_of(self.analysis, verb) if self.is_true_passive(verb) else subjects_of(self.analysis, verb)
        return self.frame(verb, verb, subjects, content, strength)

    def has_modal(self, verb: Token) -> bool:
        return any(word.text.lower() in self.words.modals for word in self.analysis.children(verb, "aux"))

    def is_courtesy(self, content: Span) -> bool:
        words = self.analysis.tokens_in(*content)
        return bool(words) and words[0].lemma in self.words.greetings and any(w.lemma == "you" for w in words)

    def is_true_passive(self, verb: Token) -> bool:
        """ "was pledged by" against "is committed to", whose subject is the one that promises."""
        return is_passive(self.analysis, verb) and verb.lemma != "commit"

    def looks_forward(self, verb: Token) -> bool:
        return any(child.lemma == "forward" for child in self.analysis.children(verb, "advmod", "prt"))

    def from_adjective(self, word: Token) -> PledgeFrame | None:
        if word.dep in {"amod", "conj"} and self.analysis.head(word).pos in {"NOUN", "PROPN"}:
            return None
        content = self.complement(word)
        if content is None:
            return None
        if self.is_over(word):
            return None
        subjects = subjects_of(self.analysis, word)
        if not subjects and word.dep in {"acomp", "attr", "oprd", "xcomp", "conj"}:
            above = self.analysis.head(word)
            subjects = subjects_of(self.analysis, above)
        return self.frame(word, word, subjects, content, self.words.adjectives[word.text.lower()])

    def is_over(self, word: Token) -> bool:
        """ "“He was ready to leave”, she said", "after being ready to leave": a readiness of the past, which only
        retold words put into the past tense."""
        verb = self.analysis.head(word) if word.dep in {"acomp", "attr", "oprd"} else word
        if verb.dep == "pcomp" and self.analysis.head(verb).lemma == "after":
            return True
        past = verb.tag == "VBD" or any(
            c.tag == "VBD" and c.lemma == "be" for c in self.analysis.children(verb, "auxpass", "aux")
        )
        if any(mark in self.analysis.text[verb.end : word.start] for mark in '“"'):
            return False  # "Lima was “willing to help”": retold, but for the adjective
        speech = speech_at(self.speeches, verb.start)
        return past and speech is not None and speech.mode == "direct"

    def from_noun(self, noun: Token) -> PledgeFrame | None:
        content = self.complement(noun)
        if content is None:
            return None
        inner = self.analysis.head_of(*content)
        if self.is_judged(noun, content) or (inner is not None and self.is_unnamed(inner)):
            return None
        owners = [w for child in self.analysis.children(noun, "poss") for w in conjuncts(self.analysis, child)]
        if not owners:
            owners = [w for child in self.analysis.children(noun, "compound", "amod", "nmod") for w in (child,)
                      if child.tag in {"NNP", "NNPS"} or child.pos == "PROPN" or child.text[:1].isupper()]  # fmt: skip
        head = self.analysis.head(noun)
        if not owners:
            verb = self.analysis.head(head) if head.pos == "ADP" else head
            if verb.pos in {"VERB", "AUX"} and noun.dep in {"dobj", "pobj", "attr"}:
                undone = self.words.reactions | self.words.undone
                if any(word.lemma in undone for word in self.joined(verb)):
                    return None  # "announced, and then withdrew, plans to"
                owners = (
                    agent_of(self.analysis, verb)
                    if is_passive(self.analysis, verb)
                    else subjects_of(self.analysis, verb)
                )
        return self.frame(noun, noun, owners, content, self.words.nouns[noun.lemma])

    def is_judged(self, noun: Token, content: Span) -> bool:
        """Whether somebody judges what is already decided ("defended its decision to"), or has praise for what one
        stands for and no act is named ("appreciates Peru's commitment to security")."""
        verb = self.analysis.head(noun)
        verb = self.analysis.head(verb) if verb.pos == "ADP" else verb
        if noun.dep not in {"dobj", "pobj", "nsubjpass"} or verb.pos not in {"VERB", "AUX"}:
            return False
        if noun.lemma == "decision" and verb.lemma in self.words.judging:
            return True
        inner = self.analysis.head_of(*content)
        return inner is not None and inner.pos in {"NOUN", "PROPN"} and verb.lemma in self.words.praises

    def is_unnamed(self, thing: Token) -> bool:
        """ "our commitment to their security": neither an act nor whose the thing is."""
        rest = [word for word in self.analysis.subtree(thing) if word.index != thing.index and word.pos != "PUNCT"]
        return thing.pos == "NOUN" and bool(rest) and all(word.tag == "PRP$" or word.pos == "DET" for word in rest)

    def joined(self, verb: Token) -> list[Token]:
        """The verbs that share a verb's object, on either side of it."""
        first = self.analysis.head(verb) if verb.dep == "conj" else verb
        return [first, *self.analysis.children(first, "conj")]

    def from_modal(self, modal: Token, genre: str) -> PledgeFrame | None:
        verb = self.analysis.head(modal)
        if modal.text.lower() == "would" and not (
            self.is_reported(verb) or self.condition_near(modal, (verb.start, verb.end))
        ):
            return None
        if self.is_no_act(verb) or is_passive(self.analysis, verb) or verb.dep == "relcl" or self.is_expected(verb):
            return None
        if modal.text.lower() in _BACKSHIFTED and self.is_word_for_word(modal):
            return None
        if any(child.dep == "neg" for child in self.analysis.children(verb)):
            return None
        tells_itself = verb.lemma in self.words.verbs and verb.lemma not in self.words.leave_to_modal
        if tells_itself and self.complement(verb) is not None:
            return None
        subjects = subjects_of(self.analysis, verb)
        own = any(word.lemma in self.lexicon.own for word in subjects)
        if modal.text.lower() == "shall" and not own and not any(w.tag in {"NNS", "NNPS"} for w in subjects):
            return None  # "The Secretary shall report": an order, and nobody's undertaking
        if genre == "opinion" and speech_at(self.speeches, modal.start) is None:
            return None
        if not subjects or (verb.dep == "advcl" and not own):
            return None
        words = [w for w in self.analysis.subtree(verb) if w.start >= verb.start and w.pos != "PUNCT"]
        if len(words) < _ENOUGH:
            return None
        adverbs = [c for c in self.analysis.children(verb, "advmod") if modal.end <= c.start < verb.start]
        start = min([verb.start, *(c.start for c in adverbs)])
        strength = "willing" if verb.lemma in self.words.tentative else "intends"
        return self.frame(verb, modal, subjects, (start, words[-1].end), strength)

    def from_copula(self, copula: Token) -> PledgeFrame | None:
        """ "Tanzania is to send": what is settled that one does."""
        for verb in self.analysis.children(copula, "xcomp"):
            marked = any(word.lemma == "to" for word in self.analysis.children(verb, "aux"))
            between = verb.index - copula.index
            if not marked or between > _CLOSE or is_passive(self.analysis, verb) or self.is_no_act(verb):
                continue
            subjects = self.analysis.children(copula, "nsubj")
            subjects = [word for subject in subjects for word in conjuncts(self.analysis, subject)]
            words = [w for w in self.analysis.subtree(verb) if w.start >= verb.start and w.pos != "PUNCT"]
            if len(words) >= _ENOUGH:
                return self.frame(verb, copula, subjects, (verb.start, words[-1].end), "intends")
        return None

    def is_word_for_word(self, modal: Token) -> bool:
        """ "“We would be leaving them alone,” she said": "would" stands for "will" only where words are retold."""
        speech = speech_at(self.speeches, modal.start)
        if speech is None or speech.mode != "direct":
            return False
        return self.condition_near(modal, (modal.start, modal.end)) is None

    def is_expected(self, verb: Token) -> bool:
        """ "hoped that the two would coexist", "wanted them to know that we will recover": no undertaking of whoever
        does it, unless one expects it of oneself."""
        step = verb
        while step.dep == "conj":
            step = self.analysis.head(step)
        above = self.analysis.head(step)
        if step.dep != "ccomp" or above.lemma not in self.words.expectations:
            return False
        own = {w.lemma for w in subjects_of(self.analysis, step)}
        return not own <= {w.lemma for w in subjects_of(self.analysis, above)} | _OWN_FORMS

    def is_no_act(self, verb: Token) -> bool:
        """Whether a verb after a modal tells a state, a contact or an act of speech: "will meet", "will do so"."""
        if verb.lemma in self.words.not_undertaken:
            return True
        if verb.lemma == "do" and any(word.lemma == "so" for word in self.analysis.children(verb, "advmod")):
            return True
        return any(thing.lemma in self.words.occasions for thing in self.analysis.children(verb, "dobj"))

    def is_reported(self, verb: Token) -> bool:
        return any(
            above.dep in {"ccomp", "parataxis"} and self.analysis.head(above).lemma in self.lexicon.speech_verbs
            for above in (verb, *self.analysis.ancestors(verb))
        )

    # ---- content

    def infinitives(self, word: Token) -> list[Token]:
        found = []
        for child in self.analysis.children(word, "xcomp", "acl", "ccomp", "advcl", "relcl"):
            if any(c.lemma == "to" for c in self.analysis.children(child, "aux")) and child.start > word.start:
                found.append(child)
        for prep in self.analysis.children(word, "prep"):
            if prep.start > word.start and prep.lemma in {"to", "on", "for", "of"}:
                found += self.analysis.children(prep, "pcomp")
        for adverb in self.analysis.children(word, "advmod", "prt"):  # look forward to
            for prep in self.analysis.children(adverb, "prep"):
                found += self.analysis.children(prep, "pcomp", "pobj")
        return found

    def complement(self, word: Token) -> Span | None:
        """The words of what is undertaken: an infinitive, a gerund after a preposition, a that-clause, or a noun."""
        given = self.analysis.children(word, "dobj") if word.lemma in self.words.objects and word.pos == "VERB" else []
        for child in self.infinitives(word):
            words = [w for w in self.analysis.subtree(child) if w.pos != "PUNCT" and w.end > word.end]
            words = [w for w in words if not (w.head == child.index and w.dep == "aux" and w.lemma == "to")]
            words = self.own_words(child, words)
            if words:
                sums = [
                    w for w in given if w.start < child.start and self.is_amount(w)
                ]  # "pledged $5 million to build"
                start = self.analysis.subtree(sums[0])[0].start if sums else words[0].start
                return start, words[-1].end
        if word.lemma in self.words.that_clause:
            for child in self.analysis.children(word, "ccomp", *(("acl",) if word.pos == "NOUN" else ())):
                modal = any(c.text.lower() in {"will", "would"} for c in self.analysis.children(child, "aux"))
                if modal and child.start > word.start:
                    words = [w for w in self.analysis.subtree(child) if w.pos != "PUNCT" and w.lemma != "that"]
                    return words[0].start, words[-1].end
        if word.lemma in self.words.objects and word.pos == "VERB":
            for child in self.analysis.children(word, "dobj"):
                words = [w for w in self.analysis.subtree(child) if w.pos != "PUNCT"]
                if child.lemma not in self.words.not_objects:
                    return words[0].start, words[-1].end
        if word.lemma == "agree" and word.pos == "VERB":
            for head in prepositional(self.analysis, word, "to", "on", "upon"):
                words = [w for w in self.analysis.subtree(head) if w.pos != "PUNCT"]
                if head.pos == "NOUN" and head.start > word.start:
                    return words[0].start, words[-1].end
        if word.text.lower() in self.words.to_forms or word.lemma in self.words.to_lemmas:
            for head in prepositional(self.analysis, word, "to"):
                words = [w for w in self.analysis.subtree(head) if w.pos != "PUNCT"]
                if head.start > word.start:
                    return words[0].start, words[-1].end
        return None

    def is_amount(self, noun: Token) -> bool:
        """Whether what is given is a number of something."""
        return any(word.pos == "NUM" for word in self.analysis.subtree(noun))

    def own_words(self, act: Token, words: list[Token]) -> list[Token]:
        """The words of an act without those that tell how somebody spoke of it: "to allow the raid by saying that"."""
        for child in self.analysis.children(act, "prep"):
            inner = self.analysis.children(child, "pcomp")
            if child.lemma == "by" and inner and inner[0].lemma in self.lexicon.speech_verbs:
                return [word for word in words if word.start < child.start]
        return words

    def frame(
        self, trigger: Token, cue: Token, subjects: list[Token], content: Span, strength: str
    ) -> PledgeFrame | None:
        if not subjects or all(word.pos in {"PRON", "DET"} for word in self.analysis.tokens_in(*content)):
            return None
        factuality = self.status(trigger, content)
        if factuality is None:
            return None
        sentence = self.analysis.sentence_of(trigger)
        subject = [s for s in subjects if s.sentence == trigger.sentence]
        start = min([cue.start, trigger.start, content[0], *(s.start for s in subject)])
        start = max(start, sentence.start)
        speech = speech_at(self.speeches, trigger.start)
        return PledgeFrame(
            rule=f"pledge.{trigger.lemma if cue is trigger else 'will'}",
            trigger=trigger.index,
            cue=(cue.start, cue.end),
            clause=(start, max(content[1], trigger.end)),
            factuality=factuality,
            speech=speech.index if speech else None,
            confidence=0.75 if cue is trigger else 0.6,
            pledgers=tuple(token.index for token in subjects),
            content=content,
            strength=strength,
            is_made=not self.is_stance(trigger)
            and (cue is not trigger or read_factuality(self.analysis, trigger, self.lexicon).status in _MADE),
        )

    def is_stance(self, trigger: Token) -> bool:
        """ "are committed to": what two are bent on they have not therefore agreed."""
        return trigger.lemma == "commit" and is_passive(self.analysis, trigger)

    def condition_near(self, trigger: Token, content: Span) -> Span | None:
        """A conditional clause on the trigger, on what carries it, or on the act undertaken."""
        inner = self.analysis.head_of(*content)
        verb = clause_verb(self.analysis, trigger)
        for word in (trigger, verb, inner):
            if word is None:
                continue
            clauses = self.analysis.children(word, "advcl", "prep")
            for adverb in self.analysis.children(word, "advmod"):
                clauses += self.analysis.children(adverb, "advcl")
            for clause in clauses:
                words = self.analysis.subtree(clause)
                marks = {w.lemma for w in self.analysis.children(clause, "mark", "advmod")} | {clause.text.lower()}
                opening = self.analysis.text[words[0].start : words[0].start + 14].lower()
                if marks & (self.lexicon.conditions - self.words.not_conditions) or opening.startswith("as soon as"):
                    return words[0].start, words[-1].end
        return None

    def is_supposed(self, trigger: Token) -> bool:
        """ "if they agree to": an undertaking that is only a condition itself."""
        verb = clause_verb(self.analysis, trigger)
        marks = {w.lemma for w in self.analysis.children(verb, "mark")} if verb is not None else set()
        return bool(marks & self.words.suppositions)

    def status(self, trigger: Token, content: Span) -> Factuality | None:
        """The status of the thing undertaken, or null where nothing was: "did not promise", "if it promises"."""
        own = read_factuality(self.analysis, trigger, self.lexicon)
        ensured = any(above.lemma == "ensure" for above in self.analysis.ancestors(trigger))
        if own.status == "denied" or self.is_supposed(trigger) or (ensured and trigger.pos == "ADJ"):
            return None
        inner = self.analysis.head_of(*content)
        condition = own.condition
        if inner is not None and inner.pos == "VERB":
            condition = condition or read_factuality(self.analysis, inner, self.lexicon).condition
        if condition is None:
            condition = self.condition_near(trigger, content)
        if trigger.lemma == "look":
            return Factuality("hoped", own.cue or (trigger.start, trigger.end), condition, tense="future")
        if condition is not None:
            return Factuality("hypothetical", own.cue, condition, tense="future")
        if own.status == "hypothetical":
            # "appeared to agree to"; but "Will Oslo open a mission?" undertakes nothing.
            is_asked = self.analysis.text[self.analysis.sentence_of(trigger).end - 1] == "?"
            return None if is_asked else own
        if own.status == "hoped" and trigger.lemma != "look":
            return None  # "urged Lima to agree to pay" is a request, not an undertaking
        return Factuality("intended", (trigger.start, trigger.end), None, own.is_background, own.tense)
