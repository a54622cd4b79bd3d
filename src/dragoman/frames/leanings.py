"""Stances told by what somebody stresses, praises, is committed to, calls for or stands against."""

from dragoman.frames.stances import StanceFinder
from dragoman.model.analysis import Token
from dragoman.model.frame import PositionFrame
from dragoman.model.grammar import agent_of, conjuncts, is_passive, objects_of, prepositional, subjects_of

__all__ = ["LeaningFinder"]

# What leads from a noun up to the verb that stresses it: "discussed the war, including the need for a truce".
_LEADS_UP = {"conj", "dobj", "prep", "pobj", "pcomp", "appos", "nsubjpass"}
_DEEPEST = 6


class LeaningFinder(StanceFinder):
    """Finds the stances that no verb of taking sides tells."""

    def leanings(self, token: Token) -> list[PositionFrame]:
        """Every such stance that a word tells."""
        words = self.words
        found: list[PositionFrame] = []
        if token.pos == "NOUN":
            if token.lemma in words.worth:
                found += self.worth(token)
            if token.lemma in words.thanks:
                found += self.thanked(token)
            if token.lemma in words.committing:
                found += self.committed(token, *self.holders_of(token))
        elif token.pos in {"VERB", "AUX", "ADJ"} and token.dep not in {"amod", "compound", "aux", "auxpass"}:
            if token.lemma in words.praising and token.pos == "VERB":
                found += self.praised(token)
            if token.lemma in words.committing or token.text.lower() in words.committing:
                found += self.committed(token, self.subjects(token), None)
            if token.lemma in words.calling_for:
                found += self.called(token)
            if token.lemma in words.standing:
                found += self.against(token)
        return found

    def subjects(self, word: Token) -> list[Token]:
        """The subject of a verb, or of the copula that a participle or adjective stands after."""
        found = subjects_of(self.analysis, word)
        if not found and word.dep in {"acomp", "conj", "oprd"}:
            found = subjects_of(self.analysis, self.analysis.head(word))
        if not found:  # a slip of the parser: "Sweden is committed" with Sweden hung on "is"
            for auxiliary in self.analysis.children(word, "auxpass", "aux"):
                found += self.analysis.children(auxiliary, "nsubj", "nsubjpass")
        return found

    def worth(self, noun: Token) -> list[PositionFrame]:
        """ "stressed the need for a ceasefire", "raised the importance of securing …": a stance for it."""
        verb = self.stressing(noun)
        if verb is None:
            return []
        is_told_of = noun.dep == "nsubjpass"
        holders = agent_of(self.analysis, verb) if is_told_of else subjects_of(self.analysis, verb)
        things = prepositional(self.analysis, noun, "for", "of")
        for act in self.analysis.children(noun, "acl"):
            if any(word.lemma == "to" for word in self.analysis.children(act, "aux")):
                things.append(act)
        found = []
        for thing in things:
            if thing.lemma in self.words.settling:
                continue  # a dispute wanted settled: no side taken
            if self.issues_of([thing]) or thing.pos in {"NOUN", "PROPN", "VERB"}:
                found += self.frames(
                    noun, verb, holders, [thing], [], [], "supports", holders, judged=verb, is_open=True
                )
        return found

    def stressing(self, noun: Token) -> Token | None:
        """The verb that stresses the importance of something, over lists and "including"."""
        word = noun
        for _ in range(_DEEPEST):
            if word.dep not in _LEADS_UP:
                return None
            head = self.analysis.head(word)
            if head.pos in {"VERB", "AUX"} and head.lemma != "include":
                return head if head.lemma in self.words.stressing else None
            word = head
        return None

    def praised(self, verb: Token) -> list[PositionFrame]:
        """ "welcomed the truce", "thanked Oman for its efforts to end the war": praise for a side taken."""
        passive = is_passive(self.analysis, verb)
        holders = agent_of(self.analysis, verb) if passive else subjects_of(self.analysis, verb)
        things = subjects_of(self.analysis, verb) if passive else objects_of(self.analysis, verb)
        toward = [thing for thing in things if self.is_actor(thing)]
        if toward or not passive:
            reasons = prepositional(self.analysis, verb, "for")
            things = reasons or [thing for thing in things if not self.is_actor(thing)]
        return self.approving(verb, verb, holders, things, toward)

    def thanked(self, noun: Token) -> list[PositionFrame]:
        """ "expressed appreciation for Peru's efforts to end the war"."""
        holders, carrier = self.holders_of(noun)
        if not holders and noun.dep in {"dobj", "pobj"}:
            return []
        return self.approving(noun, carrier or noun, holders, prepositional(self.analysis, noun, "for", "of"), [])

    def approving(
        self, trigger: Token, anchor: Token, holders: list[Token], things: list[Token], toward: list[Token]
    ) -> list[PositionFrame]:
        """Stances for things that are praised: only for what is known as an issue or called by the name of one."""
        left = (
            self.words.harms
            | self.words.courtesies
            | self.words.goodwill
            | set(self.words.nouns)
            | self.lexicon.collectives
        )
        things = [thing for thing in things if thing.lemma not in left]
        return self.frames(trigger, anchor, holders, things, [], toward, "supports") if things else []

    def committed(self, word: Token, holders: list[Token], carrier: Token | None) -> list[PositionFrame]:
        """ "remains committed to the truce", "its commitment to defend free trade": a stance for what is named."""
        things = prepositional(self.analysis, word, "to")
        for act in self.analysis.children(word, "xcomp", "acl", "advcl"):
            if any(child.lemma == "to" for child in self.analysis.children(act, "aux")):
                things += conjuncts(self.analysis, act)
        for act in [thing for thing in things if thing.lemma in {"continue", "keep", "help"}]:
            things += [word for inner in self.analysis.children(act, "xcomp", "ccomp")
                       for word in conjuncts(self.analysis, inner)]  # fmt: skip
        found = []
        for thing in things:
            if thing.lemma in self.words.courtesies or thing.lemma in self.words.goodwill:
                continue
            if thing.lemma in self.words.striving:
                aims = prepositional(self.analysis, thing, "toward", "towards", "to", "for")
                found += self.frames(word, carrier or word, holders, aims, [], [], "supports")
            elif thing.pos == "VERB" and thing.lemma in self.words.withstanding:
                against = objects_of(self.analysis, thing) or prepositional(self.analysis, thing, "to", "against")
                found += self.frames(word, carrier or word, holders, against, [], [], "opposes")
            elif thing.pos != "VERB" or thing.lemma in self.words.upholding:
                found += self.frames(word, carrier or word, holders, [thing], [], [], "supports")
        return found

    def called(self, verb: Token) -> list[PositionFrame]:
        """ "called for a ceasefire", "demanded an end to the blockade"."""
        things = prepositional(self.analysis, verb, "for")
        if verb.lemma in self.words.demanding:
            things += [thing for thing in objects_of(self.analysis, verb) if not self.is_actor(thing)]
        if is_passive(self.analysis, verb):
            return []
        holders = subjects_of(self.analysis, verb)
        found = []
        for thing in things:
            if thing.lemma in self.words.ends and not self.is_issue(thing):
                ended = prepositional(self.analysis, thing, "to", "of")
                found += self.frames(verb, verb, holders, ended, [], [], "opposes")
            elif thing.lemma not in self.words.peaceful:  # calls for calm take no side
                found += self.frames(verb, verb, holders, [thing], [], [], "supports")
        return found

    def against(self, verb: Token) -> list[PositionFrame]:
        """ "is against the plan", "spoke out against the blockade"."""
        things = prepositional(self.analysis, verb, "against")
        return self.frames(verb, verb, self.subjects(verb), things, [], [], "opposes") if things else []
