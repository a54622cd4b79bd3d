"""Speakers whom the text told of before: "the spokesman", "the paper", "it said in the statement"."""

import re
from dataclasses import replace

from dragoman.model.actor import Actor
from dragoman.model.analysis import Token
from dragoman.model.frame import Speech
from dragoman.model.grammar import conjuncts, modifiers, prepositional, subjects_of
from dragoman.resolve.surroundings import Surroundings

__all__ = ["Tellers"]

# How many sentences back somebody may have spoken who speaks on under another word.
_REACH = 6
# What publishes for itself: whose land it is in says nothing of a state.
_OUTLETS = {
    "newspaper", "paper", "daily", "weekly", "magazine", "medium", "media", "radio", "television", "tv", "broadcaster",
    "network", "channel", "tabloid", "gazette", "website", "newswire", "outlet", "press", "station", "wire",
}  # fmt: skip
# These are outlets only with such a word before them: "the news agency", "local news reports".
_OUTLETS_OF_NEWS = {"agency", "service"}
_NEWS = {"news", "press", "wire", "media"}
# What an outlet publishes: "the report said" after "the Herald reported".
_PUBLISHED = {"report", "article", "story", "editorial"}
_SPOKESMEN = {"spokesman", "spokeswoman", "spokesperson", "secretary"}
_OFFICIALS = {"official", "spokesman", "spokeswoman", "spokesperson"}
_ARMS = {"military", "army", "police", "navy", "government", "ministry", "foreign", "defense", "defence", "interior"}
_RANKS = {"senior", "top", "high-ranking", "unnamed", "other", "several", "two", "three", "some", "unidentified"}
_FIRMS = {"agency", "company", "bank", "firm", "group", "organization", "organisation", "airline"}
_CALLED = re.compile(r"[ ]((?:The[ ])?[A-Z][\w’'&-]+(?:[ ](?:(?:and|of|&|for)[ ])?[A-Z][\w’'&-]+)*)")
_NO_NAME = {"man", "woman", "other", "people", "one", "some", "many", "most", "few", "someone", "resident"}


class Tellers(Surroundings):
    """Finds, among those who spoke before, who speaks now."""

    def teller_of(self, speech: Speech, token: Token) -> tuple[Actor, ...] | None:
        """Who speaks under a word that only points back; null where the word is to be linked like any other, nothing
        where it points to somebody whom the text does not name."""
        if token.lemma == "it" and token.pos == "PRON":
            return self._it_said(speech, token)
        if token.pos != "NOUN":
            return None
        if self.is_outlet(token):
            return self._outlet(token)
        behind = self._behind(token)
        if behind is not None:
            return self._outlet(behind)
        alone = self._of_the_only(token)
        if alone is not None:
            return (alone,)
        is_bare = not self.analysis.children(token, "prep", "relcl", "poss", "appos", "acl")
        words = {word.lemma.lower() for word in modifiers(self.analysis, token)}
        if not is_bare or not self._is_the(token):
            return None
        if token.lemma in _PUBLISHED and not words:
            return self._of_outlet(token)
        if token.lemma in _FIRMS and token.tag == "NN" and not words and not self.linker.link(token):
            return self._called_so(token)
        if token.tag == "NNS":
            return None
        if token.lemma in _SPOKESMEN and (token.lemma != "secretary" or "press" in words):
            return self._spokesman(token, words)
        return None

    def is_outlet(self, token: Token) -> bool:
        """Whether a noun is a press outlet, not a body of the state that is named before it."""
        if token.lemma in _OUTLETS:
            return True
        words = {word.lemma.lower() for word in modifiers(self.analysis, token)}
        return token.lemma in _OUTLETS_OF_NEWS and bool(words & _NEWS)

    def _behind(self, token: Token) -> Token | None:
        """ "reports by Peruvian media", "a story in the Herald daily": the outlet that has published it."""
        if token.lemma not in _PUBLISHED:
            return None
        near = prepositional(self.analysis, token, "by", "in", "from", "of") + self.analysis.children(token, "poss")
        return next((word for word in near if word.pos == "NOUN" and self.is_outlet(word)), None)

    def _is_the(self, token: Token) -> bool:
        return any(child.lemma == "the" for child in self.analysis.children(token, "det"))

    def _speakers_before(self, token: Token) -> list[Token]:
        """The heads of whoever spoke in the sentences before, the nearest first."""
        found = []
        for speech in reversed(self.speeches):
            if not speech.speaker or speech.label is not None:
                continue
            held = self.analysis.tokens[speech.speaker[0]]
            if held.start < token.start and token.sentence - held.sentence <= _REACH and held.index != token.index:
                found.append(held)
        return sorted(found, key=lambda word: -word.start)

    def _it_said(self, speech: Speech, token: Token) -> tuple[Actor, ...] | None:
        """ "…, it added": the body, the paper or the statement whose words were told last."""
        if token.start < speech.content[0] and self.linker.link(token):
            return None  # "Lima shut the port. It said …": the subject goes on
        for held in self._speakers_before(token):
            if speech.holds(held.start) or held.pos == "PRON":
                continue
            linked = self.linker.link(held)
            if any(actor.person for actor in linked) or held.lemma in _SPOKESMEN or held.tag in {"NNS", "NNPS"}:
                continue
            if held.lemma in self.codebook.lexicon.occupations and not linked:
                continue
            return self.named(held)
        return None

    def named(self, held: Token) -> tuple[Actor, ...]:
        """The actor of a word that spoke; under its own words where it is nobody known."""
        if self.is_outlet(held):
            return self._outlet(held)
        if held.lemma in self.codebook.lexicon.sources and held.pos == "NOUN":
            owner = self.linker.issuer(held)
            if owner is not None:
                return (owner,)
        linked = self.linker.link(held)
        return linked or (Actor(name=self.linker.words_of(held.index)),)

    def _outlet(self, token: Token) -> tuple[Actor, ...]:
        """An outlet under its own words, or "the paper" under the name that it bore before."""
        if self._is_the(token) and not modifiers(self.analysis, token):
            named = self._of_outlet(token)
            if named:
                return named
        called = _CALLED.match(self.analysis.text, token.end)
        if called is not None and self._is_free(called.start(1)):  # "the English daily The Nation"
            return (Actor(name=called.group(1)),)
        return (Actor(name=self.linker.words_of(token.index)),)

    def _is_free(self, offset: int) -> bool:
        return not any(m.start <= offset < m.end for m in self.mentions)

    def _called_so(self, token: Token) -> tuple[Actor, ...] | None:
        """ "the agency", after "the ratings agency Moody's": the name that the same word bore when last it bore one."""
        for other in reversed(self.analysis.tokens[: token.index]):
            if other.lemma == token.lemma and other.pos == "NOUN":
                called = _CALLED.match(self.analysis.text, other.end)
                if called is not None and self._is_free(called.start(1)):
                    return (Actor(name=called.group(1)),)
        return None

    def _of_the_only(self, token: Token) -> Actor | None:
        """ "officials say", "a military official": of the one state whose officials or military the text has named."""
        words = {word.lemma.lower() for word in modifiers(self.analysis, token)} - _RANKS
        is_some = token.tag == "NNS" and not words
        if token.lemma not in _OFFICIALS or not (is_some or (words and words <= _ARMS)):
            return None
        if self.analysis.children(token, "prep", "poss") or self.linker.link(token):
            return None
        wanted = words or {token.lemma}
        whose: dict[str, Actor] = {}
        for other in self.analysis.tokens[: token.index]:
            if other.lemma.lower() in wanted and other.pos in {"NOUN", "PROPN"}:
                whose |= {actor.key: actor.as_state() for actor in self.linker.owners(other)}
        if len(whose) != 1:
            return None
        owner = next(iter(whose.values()))
        return replace(owner, office=self.linker.words_of(token.index)) if owner.state else None

    def _of_outlet(self, token: Token) -> tuple[Actor, ...] | None:
        """The outlet that was last told to report: a name that is no person's and no state's."""
        for held in self._speakers_before(token):
            behind = self._behind(held)
            if behind is not None:
                return self._outlet(behind)
            is_name = held.tag in {"NNP", "NNPS"} and not self.linker.link(held)
            if is_name or (self.is_outlet(held) and modifiers(self.analysis, held)):
                words = self.linker.words_of(held.index)
                return (Actor(name=self._fullest(words, held)),)
        return None

    def _fullest(self, words: str, held: Token) -> str:
        """ "The Times" under "New York Times", if the text wrote it out before."""
        for speech in self.speeches:
            for index in speech.speaker:
                other = self.analysis.tokens[index]
                longer = self.linker.words_of(index) if other.lemma == held.lemma else ""
                if other.start < held.start and longer.endswith(f" {words}"):
                    return longer
        return words

    def _spokesman(self, token: Token, words: set[str]) -> tuple[Actor, ...] | None:
        """Whoever spoke last as a spokesman, named or not, if no other body's is meant."""
        for held in self._speakers_before(token):
            linked = self.linker.link(held)
            is_same = held.lemma in _SPOKESMEN and held.pos == "NOUN"
            office = (linked[0].office or "").lower().split() if len(linked) == 1 else []
            if not is_same and not set(office) & _SPOKESMEN:
                continue
            if words - {"press", "spokesman"} and not is_same:
                return None  # "the ministry spokesman", after the palace's
            if linked:
                return linked
            whose = self.linker.owners(held)
            return (
                (Actor(whose[0].name, whose[0].state, whose[0].id, whose[0].sector, None, held.text),)
                if whose
                else None
            )
        return None

    def together(self, heads: tuple[int, ...]) -> str:
        """The words of several speakers whom nobody knows: "officials and medics"."""
        lexicon = self.codebook.lexicon
        found: list[str] = []
        for index in heads:
            head = self.analysis.tokens[index]
            for word in conjuncts(self.analysis, head):
                can_speak = word.tag in {"NNP", "NNPS"} or word.lemma in lexicon.sources | lexicon.occupations
                if word.index != index and not (can_speak or word.lemma in lexicon.collectives):
                    continue
                words = self.linker.words_of(word.index)
                if words and words not in found:
                    found.append(words)
        return " and ".join(found)

    def sender(self, token: Token) -> Actor | None:
        """ "The palace sent a letter saying that …": whoever sends, signs or issues it."""
        if token.dep != "dobj":
            return None
        verb = self.analysis.head(token)
        if verb.lemma not in {"issue", "release", "publish", "send", "write", "sign", "deliver", "post", "submit"}:
            return None
        actors = self.linker.link_all(tuple(word.index for word in subjects_of(self.analysis, verb)))
        return actors[0] if actors else None
