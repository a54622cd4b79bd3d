"""Who vouches for what: the attribution chain of a frame, and the speakers of a speech."""

import re

from dragoman.model.actor import AUTHOR, Actor, Voice
from dragoman.model.analysis import Token
from dragoman.model.frame import FigureFrame, Frame, PositionFrame, Speech
from dragoman.model.grammar import clause_verb, modifiers, prepositional, subjects_of
from dragoman.resolve.tellers import Tellers

__all__ = ["Voices", "join_actors", "make_voice"]


# What speaks for whoever issued it, so many sentences back at most, and how it is told that somebody did.
_ISSUED = {
    "statement",
    "report",
    "communique",
    "communiqué",
    "release",
    "document",
    "letter",
    "note",
    "readout",
    "text",
}
_ISSUING = {"issue", "release", "publish", "send", "write", "sign"}
_REACH = 6
# What whoever holds an office can be called.
_ANY_OFFICE = {"official", "leader", "diplomat", "chief", "head", "politician", "envoy"}
# Labels that say only that somebody answers.
_NAMELESS = {"A", "Answer", "ANSWER"}


class Voices(Tellers):
    """Names the voices behind frames."""

    def voices(self, frame: Frame) -> tuple[Voice, ...]:
        """The attribution chain: whose words hold the frame, innermost first; the author where nobody speaks."""
        chain = []
        for speech in self.speeches_at(frame):
            chain.append(self.voice_of(speech))
        if chain:
            return tuple(chain)
        teller = self.teller(frame) if isinstance(frame, FigureFrame) else None
        if teller is not None:
            return (make_voice(teller, "indirect"),)
        if self.document.genre == "joint-statement":
            parties = self.linker.declaring()
            if parties:
                name = " and ".join(actor.name for actor in parties)
                return (Voice(name=name, mode="document", state=None),)
        return (AUTHOR,)

    def speeches_at(self, frame: Frame) -> list[Speech]:
        offset = self.analysis.tokens[frame.trigger].start if not isinstance(frame, FigureFrame) else frame.cue[0]
        holding = [s for s in self.speeches if s.holds(offset)]
        return sorted(holding, key=lambda s: s.content[1] - s.content[0])

    def teller(self, frame: FigureFrame) -> Actor | None:
        """Whose count a figure is where nobody speaks: "Lima put the losses at $2 million", "by UNHCR's count"."""
        words = self.codebook.lexicon.figures
        below = self.analysis.tokens[frame.trigger]
        for above in self.analysis.ancestors(below):
            if above.pos == "VERB":
                by = prepositional(self.analysis, above, "by", "on", "per")
                counts = [owner for noun in by if noun.lemma in words.counts
                          for owner in self.analysis.children(noun, "poss")]  # fmt: skip
                is_told = above.lemma in words.tellers and below.dep in {"ccomp", "dobj", "prep"}
                if is_told and (below.dep != "prep" or below.lemma == "at"):
                    counts += subjects_of(self.analysis, above)
                actors = self.linker.link_all(tuple(owner.index for owner in counts))
                if actors:
                    return actors[0]
            below = above
        return None

    def voice_of(self, speech: Speech) -> Voice:
        """Who speaks, as one link of a chain."""
        if speech.label is not None:
            person = self.linker.holder(speech.label)
            if person is not None:
                return make_voice(self.linker.actor_of(person), speech.mode)
            is_nameless = speech.label in _NAMELESS
            return Voice(name=None if is_nameless else speech.label.title(), mode=speech.mode)
        actors = self.speakers(speech)
        if actors:
            return make_voice(join_actors(actors), speech.mode)
        if speech.speaker:
            is_pronoun = self.analysis.tokens[speech.speaker[0]].pos == "PRON"
            name = None if is_pronoun else self.together(speech.speaker)
            return Voice(name=name, mode=speech.mode)
        return Voice(name=None, mode=speech.mode)

    def speakers(self, speech: Speech) -> tuple[Actor, ...]:
        """Who speaks; for a statement or data, the body whose they are."""
        found: list[Actor] = []
        for index in speech.speaker:
            token = self.analysis.tokens[index]
            told = self.teller_of(speech, token)
            if told is not None:
                found += told
            elif token.lemma in self.codebook.lexicon.sources and token.pos == "NOUN":
                owner = self.linker.issuer(token) or self.sender(token)
                found += [owner] if owner is not None else self.issuer_before(token) or self.role_in(speech, token)
            elif token.pos == "NOUN" and token.lemma in self.codebook.lexicon.occupations:
                found += self.role_in(speech, token)
            else:
                found += self.linker.link(token)
        unique = {(actor.name, actor.person): actor for actor in found}
        return tuple(self.linker.at_home(actor) for actor in unique.values())

    def role_in(self, speech: Speech, token: Token) -> tuple[Actor, ...]:
        """Whom a word for people stands for: "the two leaders", "the analyst" who was named before and spoke or acted;
        not somebody whom only the words themselves name."""
        if token.lemma not in self.codebook.lexicon.occupations | self.codebook.lexicon.pairs:
            return ()
        actors = self.linker.link(token)
        if len(actors) > 1 and self.document.genre in {"news", "opinion"}:
            return actors if all(actor.person for actor in actors) else ()
        if len(actors) != 1 or not actors[0].person or self.linker.owners(token):
            return actors
        spans = [s for person in self.linker.people.persons if person.name == actors[0].person for s in person.mentions]
        near = self.analysis.subtree(token)  # "the minister, Ana Rojas"
        if any(near[0].start <= start < near[-1].end for start, _ in spans):
            return actors
        is_outside = any(start < token.start and not speech.holds(start) for start, _ in spans)
        return actors if is_outside and self.can_bear(token, actors[0].office) else ()

    def can_bear(self, token: Token, office: str | None) -> bool:
        """Whether who holds an office can be called by a word: "the minister", "the official", not "the officer"."""
        if office is None:
            return not self.analysis.children(token, "amod", "compound")
        return token.lemma in _ANY_OFFICE or token.lemma in office.lower()

    def issuer_before(self, token: Token) -> list[Actor]:
        """Whose "the statement" is that stands alone: whoever was told to issue one shortly before."""
        if token.lemma not in _ISSUED or not any(w.lemma == "the" for w in self.analysis.children(token, "det")):
            return []
        first = self.analysis.sentences[max(0, token.sentence - _REACH)].first
        for other in reversed(self.analysis.tokens[first : token.index]):
            if other.lemma != token.lemma or other.pos != "NOUN":
                continue
            owner = self.linker.issuer(other)
            if owner is not None:
                return [owner]
            verb = clause_verb(self.analysis, other)
            if verb is not None and verb.lemma in self.codebook.lexicon.speech_verbs | _ISSUING:
                by = subjects_of(self.analysis, verb)
                actors = self.linker.link_all(tuple(word.index for word in by if word.index != other.index))
                if actors:
                    return [actors[0]]
        return []

    def is_worded(self, speech: Speech, actors: tuple[Actor, ...]) -> bool:
        """Whether a state or body really speaks: verbs of speech also name what it does, so words must follow."""
        if speech.mode != "indirect" or any(actor.person for actor in actors):
            return True
        heads = {self.analysis.tokens[index].text.lower().removesuffix("s") for index in speech.speaker}
        if heads & {"leader", "minister", "president", "premier"}:
            return True  # persons speak, though the text names only their states
        cue = self.analysis.tokens_in(*speech.cue)[0] if speech.cue else None
        if cue is None or cue.lemma not in self.codebook.lexicon.speech_nominal | {"consider", "view", "see", "note"}:
            return True
        return bool(self.analysis.children(cue, "ccomp"))

    def unknown_speaker(self, speech: Speech) -> Actor | None:
        """A speaker whom only the text's words name ("experts"); a pronoun that leads nowhere names nobody, nor do
        statements of whom nobody is told."""
        token = self.analysis.tokens[speech.speaker[0]]
        lexicon = self.codebook.lexicon
        can_speak = lexicon.sources | lexicon.occupations | lexicon.collectives
        if token.pos == "PRON" and token.lemma not in {"many", "some", "others", "one", "most", "few", "another"}:
            return None
        if token.lemma not in can_speak and token.tag not in {"NNP", "NNPS"}:
            return None
        if token.pos == "NOUN" and token.lemma in lexicon.sources and not self.is_worded(speech, ()):
            return None  # "reports such as these underscore the need": that is the text's own view
        is_of_some = token.tag == "NNS" and not modifiers(self.analysis, token)
        if token.lemma in _ISSUED and is_of_some and self.is_of_clause(speech, token):
            return None
        words = self.together(speech.speaker)
        return Actor(name=words) if words else None

    def is_of_clause(self, speech: Speech, token: Token) -> bool:
        """ "Statements insisting that …": a cue that only says which ones are meant."""
        cue = self.analysis.tokens_in(*speech.cue) if speech.cue is not None else []
        return bool(cue) and cue[0].dep in {"acl", "relcl"} and cue[0].head == token.index

    def position_voices(self, frame: PositionFrame, holders: tuple[Actor, ...]) -> tuple[Voice, ...]:
        if frame.voicers:
            voicers = self.linker.link_all(frame.voicers)
            if voicers:
                quoted = re.search(r"[“”\"]", self.analysis.text[frame.clause[0] : frame.clause[1]])
                mode = "mixed" if quoted else "indirect"
                return (make_voice(join_actors(voicers), mode), *(v for v in self.voices(frame) if v.mode != "author"))
        return self.voices(frame)


def join_actors(actors: tuple[Actor, ...]) -> Actor:
    """Several who speak with one voice as one actor, under all their names; of one state where all are of it."""
    if len(actors) == 1:
        return actors[0]
    name = " and ".join(actor.person or actor.name for actor in actors)
    states = {actor.state for actor in actors}
    return Actor(name=name, state=states.pop() if len(states) == 1 else None)


def make_voice(actor: Actor, mode: str) -> Voice:
    """An actor as one link of an attribution chain."""
    return Voice(name=actor.person or actor.name, mode=mode, office=actor.office, state=actor.state)
