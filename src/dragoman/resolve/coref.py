"""What pronouns and descriptions stand for: a walk back over the actors that a document has named."""

import re
from collections.abc import Iterator

from dragoman.model.actor import Actor
from dragoman.model.analysis import Token
from dragoman.model.grammar import conjuncts, modifiers, objects_of, subjects_of
from dragoman.resolve.plurals import Plurals, is_plural
from dragoman.resolve.trail import distinct_actors

__all__ = ["Referrer"]

# What follows in a title is what a statement is about.
_ABOUT = re.compile(r"\b(?:on|regarding|about|concerning|against|after|following|in support of)\b", re.IGNORECASE)
# What is issued by those who sign it.
_ISSUED = {
    "statement", "declaration", "communiqué", "communique", "readout", "text", "issue", "release", "vision", "adopt",
    "publish", "make", "give", "sign",
}  # fmt: skip
# How many lines of names may close a joint text.
_MOST_NAMES = 100
# What leads from an act to another's deed that it answers.
_REASONS = {"over", "response", "retaliation", "reaction", "following", "after", "because", "amid", "reprisal"}
# Whom one thanks or blames for something, did it.
_JUDGES = {"thank", "praise", "commend", "congratulate", "criticize", "criticise", "condemn", "blame", "credit",
           "applaud", "accuse", "fault", "rebuke", "scold", "chide"}  # fmt: skip


class Referrer(Plurals):
    """Looks back over the trail of named actors."""

    def _single(self, token: Token) -> tuple[Actor, ...]:
        """ "the country": the state last named that is not the subject of the same clause."""
        if (token.tag in {"NNS", "NNPS"} and token.lemma != "authorities") or self.analysis.children(token, "compound"):
            return ()  # "the governments", "the police authorities"
        if any(word.text[:1].isupper() for word in self.analysis.children(token, "amod")):
            return ()  # "the Ruritanian regime", whose state the codebook does not hold
        own = self._speakers_own(token)
        if own is not None:
            return (own,)
        subject = self._clause_subject(token)
        named = [(index, actor) for index, actor in self._before(token, 3) if actor.state and actor.state != subject]
        if not named:
            return ()
        index, nearest = named[-1]
        governing = self._administration(token) if token.lemma == "administration" else None
        if governing is not None and governing != subject:
            nearest = self.state_actor(governing)
        elif (
            token.lemma not in {"country", "nation", "republic", "kingdom", "state"}
            and len({actor.state for _, actor in named}) > 1
            and nearest.state not in self._dominant[:1]
            and not self._is_subject(index)
        ):
            return ()  # of several about, neither the one that the text is about nor the one that has just acted
        return (nearest.as_state(),)

    def _administration(self, token: Token) -> str | None:
        """ "The administration": that of whom one was named before ("the Sosa administration"), else the one that the
        text is about where that is the United States, which call their government so; null where neither is."""
        for word in reversed(self.analysis.tokens[: token.index]):
            if word.lemma != "administration":
                continue
            persons = (self.people.person_at(w.start, w.end) for w in modifiers(self.analysis, word))
            states = [person.state for person in persons if person is not None]
            states += [actor.state for actor in self._owners(word, 1)]
            if any(states):
                return next(state for state in states if state)
        return "USA" if self.main_state == "USA" else None

    def _speakers_own(self, token: Token) -> Actor | None:
        """ "The government encourages exports, Zhang said": an official's "the government" is his own."""
        if token.lemma not in {"government", "administration", "authorities", "ministry"} or self._asks_speaker:
            return None
        inside = [s for s in self.speeches if s.speaker and s.holds(token.start)]
        if not inside:
            return None
        speech = min(inside, key=lambda s: s.content[1] - s.content[0])
        self._asks_speaker = True
        try:
            actors = self.link_all(speech.speaker, depth=1)
        finally:
            self._asks_speaker = False
        return actors[0].as_state() if len(actors) == 1 and actors[0].state and actors[0].person else None

    def _clause_subject(self, token: Token) -> str | None:
        for above in self.analysis.ancestors(token):
            if above.pos in {"VERB", "AUX"}:
                for child in self.analysis.children(above, "nsubj", "nsubjpass"):
                    if child.index == token.index or child.start >= token.start:
                        return None
                    mention = self._named.get(child.index)
                    person = self.people.person_at(child.start, child.end)
                    if person is not None:
                        return person.state
                    if child.tag == "PRP" or (mention is None and child.tag in {"NN", "NNP"}):
                        states = {actor.state for actor in self.link(child, depth=1)}
                        return states.pop() if len(states) == 1 else None
                    return mention.key if mention is not None else None
        return None

    def _last_person(self, token: Token) -> tuple[Actor, ...]:
        """ "The minister": the person last named; a plural, or one with a description of its own, is somebody else."""
        if is_plural(token) or self.analysis.children(token, "prep", "relcl"):
            return ()
        demonyms = [
            mention.key
            for word in modifiers(self.analysis, token)
            if (mention := self._named.get(word.index)) is not None
        ]
        for index, actor in reversed(self._before(token)):
            if actor.person and (not demonyms or actor.state in demonyms):
                return () if self._is_somebody_new(token, index) else (actor,)
        return ()

    def _is_somebody_new(self, token: Token, named: int) -> bool:
        """ "An intelligence official … The official": nobody is named, whoever was named before."""
        for word in self.analysis.tokens[named + 1 : token.index]:
            if word.lemma == token.lemma and {"a", "an", "one", "another"} & {
                child.lemma for child in self.analysis.children(word, "det", "nummod")
            }:
                return True
        return False

    def _from_pronoun(self, token: Token, depth: int) -> tuple[Actor, ...]:
        word = token.lemma if token.lemma != "-pron-" else token.text.lower()
        plain = token.text.lower()
        if plain in self.lexicon.own or word in self.lexicon.own:
            return self._own_voice(token, depth)
        if plain in self.lexicon.persons:
            return self._he(token)
        if plain in self.lexicon.plurals or plain in {"both"}:
            return self._they(token, depth)
        if plain in self.lexicon.things:
            return self._it(token)
        if plain in {"who", "which", "that"}:
            for above in self.analysis.ancestors(token):
                if above.dep == "relcl":
                    return self.link(self.analysis.head(above), depth=depth + 1)
        return ()

    def _own_voice(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """ "we", "our": whoever speaks, else the state or states that publish."""
        inside = [s for s in self.speeches if s.content[0] <= token.start < s.content[1] and (s.speaker or s.label)]
        if inside:
            speech = min(inside, key=lambda s: s.content[1] - s.content[0])
            if speech.label is not None:
                return self._floor(speech.label, token)
            own = tuple(actor.as_state() for actor in self.link_all(speech.speaker, depth=depth + 1))
            return self._with_company(token, own)
        if self.document.genre == "opinion":
            return ()
        if self.document.genre == "joint-statement":
            declared = self.declaring()
            if declared:
                return declared
        publisher = self.publisher_state
        return self._with_company(token, (self.state_actor(publisher),)) if publisher else ()

    def _with_company(self, token: Token, own: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """ "Minister Rojas and I exchanged views. We agreed": we two, where the speaker has just named the other."""
        first = self.analysis.sentences[max(0, token.sentence - 1)].first
        for word in reversed(self.analysis.tokens[first : token.index]):
            if word.text == "I" and word.index and self.analysis.tokens[word.index - 1].lemma == "and":
                # The parser joins "I" to the name, or gives the verb both as subjects.
                head = self.analysis.head(word)
                beside = [head] if word.dep == "conj" else self.analysis.children(head, "nsubj")
                other = self.link_all(tuple(w.index for w in beside if w.start < word.start), depth=1)
                if len(other) == 1 and other[0].state and other[0].key not in {actor.key for actor in own}:
                    return (*own, other[0])
                return own
        return own

    def _floor(self, label: str, token: Token) -> tuple[Actor, ...]:
        """For whom the holder of the floor says "we" (a spokesman without a title: the publisher); "I" is himself."""
        person = self.holder(label)
        if person is not None and (person.state or person.organisation):
            actor = self.actor_of(person)
            return (actor if token.text.lower() in {"i", "me", "my", "myself"} else actor.as_state(),)
        plain = label.split()[0].rstrip(".") in {"MR", "MS", "MRS"}
        return (self.state_actor(self.publisher_state),) if plain and self.publisher_state else ()

    def declaring(self) -> tuple[Actor, ...]:
        """Who issues a joint statement: those whom its opening says it is by, or who act together in its first lines.

        States that it only speaks of ("on Syria", "Russia's war") do not sign it.
        """
        title = _ABOUT.split(self.document.title or "", maxsplit=1)[0]
        titled = [m.key for m in self.codebook.find_mentions(title)
                  if m.kind in {"state", "organisation"} and m.key]  # fmt: skip
        if len(set(titled)) >= 2:  # "Joint Statement by the United States and the European Commission"
            return tuple(self.actor_by_key(key) for key in dict.fromkeys(titled))
        for sentence in self.analysis.sentences[:5]:
            words = self.analysis.tokens[sentence.first : sentence.last]
            by = next((word.index for word in words if word.lemma == "by"
                       and self.analysis.head(word).lemma in _ISSUED), None)  # fmt: skip
            issued = [word for word in words if by is not None and word.index > by]
            joint = [
                subject
                for word in words
                if word.pos in {"VERB", "AUX"}
                for subject in subjects_of(self.analysis, word)
                if subject.lemma not in self.lexicon.own
            ]
            we = [word for word in words if word.text == "We"]  # "We, the leaders of Peru and Chile, …"
            apposed = [w for word in we for child in self.analysis.children(word, "appos")
                       for w in conjuncts(self.analysis, child)]  # fmt: skip
            for group in (issued, joint, apposed):
                actors = distinct_actors(
                    [a.as_state() for w in group for a in self.link(w, depth=1) if a.state or a.id]
                )
                if len(actors) >= 2:
                    return tuple(actors)
        return self._signing()

    def _signing(self) -> tuple[Actor, ...]:
        """Whose names and offices close a joint text, a line each, below its last sentence."""
        found: list[Actor] = []
        for sentence in reversed(self.analysis.sentences[-_MOST_NAMES:]):
            words = self.analysis.tokens[sentence.first : sentence.last]
            if any(word.tag in {"VBD", "VBZ", "VBP", "MD"} for word in words):
                break
            found += [a.as_state() for w in words if w.pos == "PROPN" for a in self.link(w, depth=1) if a.state]
        parties = distinct_actors(found[::-1])
        return tuple(parties) if len(parties) >= 2 else ()

    def _he(self, token: Token) -> tuple[Actor, ...]:
        """A person named before: the subject of the sentence before all others, then the nearest."""
        ahead = self._ahead(token)
        if ahead is not None:
            return (ahead,)
        speaker = self._speaking(token)
        if speaker is not None:
            return speaker
        judged = self._judged(token)
        if judged is not None:
            return judged
        if self._is_of_another(token):
            return ()
        going_on = self._goes_on(token)
        if going_on is not None:
            return going_on
        recent = [(index, actor) for index, actor in self._before(token, 5) if actor.person]
        said = next((s for s in self.speeches if token.index in s.speaker and s.content[1] <= token.start), None)
        if said is not None:  # "… was attended by the envoy, he said": whom the words name did not say them
            outside = [(i, a) for i, a in recent if not said.holds(self.analysis.tokens[i].start)]
            recent = outside or recent
        quoting = self._quoting(token)
        if quoting:  # who speaks says "I"
            recent = [(index, actor) for index, actor in recent if actor.person not in quoting]
        if not recent:
            return ()
        own_verb = self.analysis.head(token)
        by_sentence: dict[int, list[tuple[int, Actor]]] = {}
        for index, actor in recent:
            by_sentence.setdefault(self.analysis.tokens[index].sentence, []).append((index, actor))
        for sentence in sorted(by_sentence, reverse=True):
            subjects = [
                actor for index, actor in by_sentence[sentence]
                if (self._is_subject(index) and self.analysis.head(self.analysis.tokens[index]).index != own_verb.index)
                or (token.tag == "PRP$" and self._is_subject(index))
            ]  # fmt: skip
            if subjects:
                owned = {a.person for i, a in by_sentence[sentence] if self._is_owner(i)}
                subjects = [a for a in subjects if a.person not in owned] or subjects  # "Rojas's lawyer, Luis Doe"
                return (subjects[-1] if sentence == token.sentence else subjects[0],)
            if sentence != token.sentence or len(by_sentence[sentence]) == 1:
                return (by_sentence[sentence][0 if sentence != token.sentence else -1][1],)
        return (recent[-1][1],)

    def _goes_on(self, token: Token) -> tuple[Actor, ...] | None:
        """ "He spoke with Rojas. He spoke with Díaz": a subject that goes on from one pronoun to the next."""
        if token.dep not in {"nsubj", "nsubjpass"} or token.sentence == 0:
            return None
        for verb in self._main_verbs(token.sentence - 1):
            for word in self.analysis.children(verb, "nsubj", "nsubjpass"):
                if word.text.lower() == token.text.lower():
                    return self.link(word, depth=1)
        return None

    def _judged(self, token: Token) -> tuple[Actor, ...] | None:
        """ "thanked the premier for his visit": what one is thanked or blamed for is one's own; null elsewhere."""
        for above in self.analysis.ancestors(token):
            if above.lemma in _JUDGES and above.pos == "VERB":
                persons = [p for o in objects_of(self.analysis, above) if o.end <= token.start
                           if (p := self.people.person_at(o.start, o.end)) is not None]  # fmt: skip
                return (self.actor_of(persons[0]),) if persons else None
            if above.pos in {"VERB", "AUX"}:
                return None
        return None

    def _is_of_another(self, token: Token) -> bool:
        """ "Hale said the director did not know the purpose of his trip": somebody unnamed stands nearer."""
        for above in self.analysis.ancestors(token):
            if above.pos not in {"VERB", "AUX"}:
                continue
            for subject in self.analysis.children(above, "nsubj"):
                if subject.start >= token.start or subject.tag == "PRP":
                    continue
                unnamed = subject.tag == "NN" and subject.lemma in self.lexicon.occupations | self.lexicon.people.heads
                person = self.people.person_at(subject.start, subject.end)
                apposed = self.analysis.children(subject, "appos")
                if unnamed and person is None and not apposed and not self.link(subject, depth=1):
                    return True
                return False
        return False

    def _quoting(self, token: Token) -> set[str]:
        """Who speaks the quotation in which a word stands."""
        if self._asks_speaker:
            return set()
        self._asks_speaker = True
        try:
            return {
                actor.person
                for speech in self.speeches
                if speech.mode == "direct" and speech.holds(token.start) and speech.label is None
                for index in speech.speaker
                for actor in self.link(self.analysis.tokens[index], depth=1)
                if actor.person
            }
        finally:
            self._asks_speaker = False

    def _speaking(self, token: Token) -> tuple[Actor, ...] | None:
        """ "The president said he had arrived": whoever speaks, known by name or not; null where nobody speaks."""
        for above in self.analysis.ancestors(token):
            if above.dep != "ccomp" or self.analysis.head(above).lemma not in self.lexicon.speech_verbs:
                continue
            subjects = self.analysis.children(self.analysis.head(above), "nsubj")
            if len(subjects) != 1 or subjects[0].tag != "NN" or self.analysis.children(subjects[0], "appos"):
                return None
            if subjects[0].lemma in self.lexicon.occupations | self.lexicon.people.heads:
                return self.link(subjects[0], depth=1)
            return None
        return None

    def _ahead(self, token: Token) -> Actor | None:
        """ "During his visit to Rabat, Minister Tavares met": the person named as subject after an opening phrase."""
        verb = self._opened(token)
        for subject in self.analysis.children(verb, "nsubj", "nsubjpass") if verb is not None else ():
            if subject.start > token.start:
                person = self.people.person_at(subject.start, subject.end)
                return self.actor_of(person) if person is not None else None
        return None

    def _is_expletive(self, verb: Token) -> bool:
        """ "It is important that …" names nobody; "it was ready to mediate" does."""
        if verb.lemma not in {"be", "seem", "appear"}:
            return False
        words = {child.text.lower() for child in self.analysis.children(verb, "acomp")}
        return not words & set(self.lexicon.pledges.adjectives)

    def _it(self, token: Token) -> tuple[Actor, ...]:
        if token.dep in {"nsubj", "nsubjpass"} and self._is_expletive(self.analysis.head(token)):
            return ()
        if self._is_a_thing(token):
            return ()
        if token.tag == "PRP$":
            return self._its(token)
        for above in self._clauses_around(token):
            settled = self._body_that_acts(above, token)
            if settled is not None:
                return settled
        if token.sentence > 0:
            for verb in self._main_verbs(token.sentence - 1):
                said = [c for c in self.analysis.children(verb, "ccomp") if verb.lemma in self.lexicon.speech_verbs]
                for clause in (verb, *said):  # "Rojas said the ministry had paid. It had …"
                    settled = self._body_that_acts(clause, token)
                    if settled is not None:
                        return settled
        return ()

    def _clauses_around(self, token: Token) -> Iterator[Token]:
        """The verbs over a word, before each the clauses that it reports or goes on from: "Peru was ready, it said"."""
        for above in self.analysis.ancestors(token):
            if above.pos in {"VERB", "AUX"}:
                yield from (
                    c for c in self.analysis.children(above, "ccomp", "parataxis", "advcl") if c.end <= token.start
                )
                yield above

    def _body_that_acts(self, verb: Token, token: Token) -> tuple[Actor, ...] | None:
        """The one state or body that does a clause; nobody, if a thing or body not known does it; null where it is done
        by persons, by several or by nobody: whom they speak of stands elsewhere."""
        subjects = [w for w in subjects_of(self.analysis, verb) if w.start < token.start and w.index != token.index]
        if len(subjects) != 1 or subjects[0].tag not in {"NN", "NNP", "PRP", "NNPS"}:
            return None
        subject = subjects[0]
        if subject.tag == "PRP" and subject.text.lower() != "it":
            return None
        if self.people.person_at(subject.start, subject.end) is not None:
            return None
        actors = self.link(subject, depth=1)
        if any(actor.person for actor in actors):
            return None
        if len(actors) == 1:
            return (actors[0].as_state(),)
        can_speak = self.lexicon.occupations | self.lexicon.sources
        return None if subject.lemma in can_speak and not actors else ()

    def _its(self, token: Token) -> tuple[Actor, ...]:
        """Whose: the subject's of its own clause, or after "over" and "in response to" that of whom this is about."""
        near = [a for i, a in self._before(token, 0) if not a.person]
        for above in self._clauses_around(token):
            settled = self._body_that_acts(above, token)
            if settled:
                return (near[-1].as_state(),) if near and self._is_reproached(token) else settled
            if settled is not None and near:  # "the prospect unsettled Lima so much that its minister"
                met = [w.index for w in objects_of(self.analysis, above) if w.end <= token.start]
                moved = self.link_all(tuple(met), depth=1)
                return (moved[0].as_state(),) if len(moved) == 1 and not moved[0].person else ()
        if len({actor.key for actor in near}) == 1:
            return (near[-1].as_state(),)
        if near or token.sentence == 0:
            return ()
        for verb in self._main_verbs(token.sentence - 1):
            settled = self._body_that_acts(verb, token)
            if settled is not None:
                return settled
        last = [a for _, a in self._before(token, 1) if not a.person]
        return (last[-1].as_state(),) if len({actor.key for actor in last}) == 1 else ()

    def _is_reproached(self, token: Token) -> bool:
        """ "imposed sanctions on Chile in response to its seizure of": what one answers is another's deed."""
        for above in self.analysis.ancestors(token):
            if above.pos in {"VERB", "AUX"}:
                return False
            if above.lemma in _REASONS:
                return True
            if above.lemma == "for" and self.analysis.head(above).lemma in _JUDGES | {"sanction", "punish", "sue"}:
                return True
        return False

    def _is_a_thing(self, token: Token) -> bool:
        """ "The draft omits it. It asks …": a subject goes on about the thing that the sentence before was about."""
        before = token.sentence - 1
        if token.dep not in {"nsubj", "nsubjpass"} or before < 0:
            return False
        opens = not [w for w in self.analysis.tokens_in(self.analysis.sentence_of(token).start, token.start)
                     if w.pos in {"NOUN", "PROPN"} and w.start < token.start]  # fmt: skip
        if not opens or self.analysis.sentences[before].paragraph != self.analysis.sentence_of(token).paragraph:
            return False
        subjects = [s for verb in self._main_verbs(before) for s in self.analysis.children(verb, "nsubj", "nsubjpass")]
        can_act = self.lexicon.collectives | self.lexicon.occupations | self.lexicon.singles | self.lexicon.pairs
        return bool(subjects) and subjects[0].tag == "NN" and subjects[0].lemma not in can_act
