"""Stances: who backs, opposes, worries about or wants peace on which issue, and in whose words."""

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.leanings import LeaningFinder
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import PositionFrame, Speech
from dragoman.model.grammar import (
    agent_of,
    clause_span,
    is_passive,
    objects_of,
    prepositional,
    subjects_of,
)
from dragoman.model.mention import Mention

__all__ = ["find_positions"]


def find_positions(
    analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon, speeches: tuple[Speech, ...]
) -> list[PositionFrame]:
    """Every stance on an issue, one frame an issue, in order of the text."""
    finder = _Finder(analysis, mentions, lexicon, speeches)
    words = lexicon.positions
    found: list[PositionFrame] = []
    for token in analysis.tokens:
        if token.pos == "VERB" and token.lemma in words.verbs and token.dep not in {"amod", "compound"}:
            found += finder.from_verb(token)
        elif token.pos == "NOUN" and token.lemma in words.nouns and token.dep != "compound":
            found += finder.from_noun(token)
        elif token.text.lower() in words.adjectives and token.dep in {"acomp", "ROOT", "conj", "advcl", "ccomp", "acl"}:
            found += finder.from_adjective(token)
        if token.lemma in words.settling:
            found += finder.peaceful(token)
        found += finder.leanings(token)
    return _once(found)


def _once(frames: list[PositionFrame]) -> list[PositionFrame]:
    kept: list[PositionFrame] = []
    for frame in frames:
        double = any(
            other.issue is not None and frame.issue is not None and other.issue.key == frame.issue.key
            and other.clause[0] < frame.clause[1] and frame.clause[0] < other.clause[1] and other.stance == frame.stance
            for other in kept
        )  # fmt: skip
        if not double:
            kept.append(frame)
    return kept


class _Finder(LeaningFinder):
    """Finds the stances that words of taking sides tell, and calls for peace."""

    def from_verb(self, verb: Token) -> list[PositionFrame]:
        if self.is_wanted(verb) or self.is_purpose(verb):
            return []
        passive = is_passive(self.analysis, verb)
        shown = self.shown_by(verb)
        holders = agent_of(self.analysis, verb) if passive else shown or subjects_of(self.analysis, verb)
        things = subjects_of(self.analysis, verb) if passive else objects_of(self.analysis, verb)
        if verb.lemma in self.words.obeying:
            things = prepositional(self.analysis, verb, "to", "by")
        if passive and not holders and prepositional(self.analysis, verb, "to"):
            # "is opposed to": the participle is an adjective
            holders, things = subjects_of(self.analysis, verb), prepositional(self.analysis, verb, "to")
        if verb.lemma in self.words.fought and any(word.lemma in self.words.armed for word in holders):
            return []  # "forces are defending the town"
        # What is only "the importance of" something is told by `worth`; "the one-China principle" is itself an issue.
        things = [thing for thing in things if thing.lemma not in self.words.worth or self.is_issue(thing)]
        if self.words.verbs[verb.lemma] == "supports":
            things = [thing for thing in things if thing.lemma not in self.words.harms]
        if verb.dep == "relcl" and not things:
            things = [self.analysis.head(verb)]
        if verb.lemma in self.words.objecting:
            things = prepositional(self.analysis, verb, "to")
        toward = [thing for thing in things if self.is_actor(thing)]
        on = prepositional(self.analysis, verb, "on", "over", "regarding", "in")
        on = [word for word in on if word.lemma not in self.words.aiding]  # "in support of": what for, not on what
        return self.frames(verb, verb, holders, things, on, toward, self.words.verbs[verb.lemma])

    def is_wanted(self, verb: Token) -> bool:
        """ "it is important for Peru to abide by", "whether Peru will abide": no side that anybody has taken."""
        while verb.dep == "conj":
            verb = self.analysis.head(verb)
        marked = any(word.lemma == "to" for word in self.analysis.children(verb, "aux"))
        asked = any(word.lemma in {"whether", "if", "unless"} for word in self.analysis.children(verb, "mark"))
        return asked or (marked and bool(self.analysis.children(verb, "nsubj")))

    def is_purpose(self, verb: Token) -> bool:
        """ "To support the fight against the flood, Samoa sent nurses": aid, and no side taken."""
        marked = any(word.lemma == "to" for word in self.analysis.children(verb, "aux"))
        above = self.analysis.head(verb)
        is_act = above.lemma not in self.lexicon.speech_verbs and verb.start < above.start
        return marked and verb.dep == "advcl" and is_act and self.words.verbs[verb.lemma] == "supports"

    def shown_by(self, verb: Token) -> list[Token]:
        """ "as shown by a vote condemning the raid": who voted condemns it, not whom the sentence is about."""
        above = self.analysis.head(verb)
        if verb.tag != "VBG" or verb.dep not in {"xcomp", "advcl"} or above.tag != "VBN":
            return []
        return agent_of(self.analysis, above)

    def from_noun(self, noun: Token) -> list[PositionFrame]:
        owners, carrier = self.holders_of(noun)
        if not owners:
            return []
        things = prepositional(self.analysis, noun, "for", "of", "to", "about", "over", "regarding", "at")
        on = prepositional(self.analysis, noun, "on", "in")
        if carrier is not None:
            things += prepositional(self.analysis, carrier, "for", "to", "about", "over", "regarding", "at")
            on += prepositional(self.analysis, carrier, "on")
        stance = self.words.nouns[noun.lemma]
        if stance == "concerned" and not things and not on:
            things = self.feared(noun)
        toward = [thing for thing in things if self.is_actor(thing)]
        voicers: list[Token] = []
        if carrier is not None and carrier.lemma not in self.words.silent_carriers:
            voicers = subjects_of(self.analysis, carrier)
        return self.frames(noun, carrier or noun, owners, things, on, toward, stance, voicers)

    def from_adjective(self, word: Token) -> list[PositionFrame]:
        holders = self.subjects(word)
        things = prepositional(self.analysis, word, "to", "about", "over", "by", "of", "at")
        on = prepositional(self.analysis, word, "on", "in")
        stance = self.words.adjectives[word.text.lower()]
        if stance == "concerned" and not things and not on:
            things = self.feared(word)
        return self.frames(word, word, holders, things, on, [], stance)

    def feared(self, word: Token) -> list[Token]:
        """What a worry is about that is told in a clause: "concern that the arsenal could fall into other hands"."""
        clauses = self.analysis.children(word, "ccomp", "acl")
        return [thing for clause in clauses for thing in self.analysis.children(clause, "nsubj", "nsubjpass")]

    def is_aim(self, verb: Token) -> bool:
        """Whether a verb is what efforts are for ("efforts to seek a peaceful end"), and not what somebody says."""
        while verb.dep == "conj":
            verb = self.analysis.head(verb)
        return verb.dep in {"acl", "xcomp"}

    def peaceful(self, word: Token) -> list[PositionFrame]:
        """Wanting a dispute settled by peaceful means takes no side in it."""
        sentence = self.analysis.sentence_of(word)
        near = {t.lemma for t in self.analysis.subtree(word)} | {t.text.lower() for t in self.analysis.subtree(word)}
        if not near & self.words.peaceful:
            return []
        start, end = clause_span(self.analysis, word)
        # A named dispute can be settled; "a ceasefire" or "the peace process" is itself what is wanted.
        issues = [m for m in self.issues if start <= m.start < end and _is_dispute(m) and m.quote != m.quote.lower()]
        if not issues:
            return []
        holder: list[Token] = []
        is_voiced = False
        for above in [word, *self.analysis.ancestors(word)]:
            speaks = above.lemma in self.lexicon.speech_verbs or above.lemma in self.words.calling
            if above.pos == "VERB" and speaks:
                holder = subjects_of(self.analysis, above)
                is_voiced = not self.is_aim(above)
                start = min(start, *(h.start for h in holder if h.sentence == sentence.index), above.start)
                break
        if not holder:
            return []
        # "seek" and the like are what one does; only who calls for peace in words has said so himself.
        voicers = holder if is_voiced else []
        return [
            self.frame(word, (start, end), holder, [], issue, None, "neutral", 0.75, voicers) for issue in issues[:1]
        ]


def _is_dispute(mention: Mention) -> bool:
    return mention.key is not None
