"""What pronouns and descriptions stand for: a walk back over the actors that a document has named."""

from dragoman.model.actor import Actor
from dragoman.model.analysis import Token
from dragoman.model.grammar import modifiers, objects_of, prepositional, subjects_of
from dragoman.resolve.trail import Trail, distinct_actors

__all__ = ["Referrer"]

_GENERIC_HEADS = {"leader", "minister", "president", "official", "two", "premier", "diplomat", "counterpart"}
# Verbs after which both sides can be "they".
_BRINGS_TOGETHER = {"meet", "hold", "have", "host", "receive", "phone", "telephone", "join", "visit", "speak", "talk",
                    "welcome", "confer", "discuss", "sign", "conduct", "greet", "call"}  # fmt: skip
# Who brings two sides together is not one of them.
_CONVENERS = {"org:un", "org:unsc", "org:unga"}


class Referrer(Trail):
    """Looks back over the trail of named actors."""

    def _is_pair(self, token: Token) -> bool:
        if token.lemma not in self.lexicon.pairs:
            return False
        if token.lemma in {"two", "both"}:
            return token.dep in {"nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj"} and not self._number_of(token)
        if token.tag not in {"NNS", "NNPS"}:
            return False
        words = {child.lemma for child in self.analysis.children(token)}
        if words & {"two", "both", "2"}:
            return True
        if self._names_in(token):
            return False
        # "The leaders also discussed", "the sides": two of them when nothing else is said.
        return (
            token.lemma in {"side", "leader", "minister", "president", "country", "party"}
            and "the" in words
            and not (self.analysis.children(token, "prep", "relcl", "amod", "compound", "nmod", "poss"))
        )

    def _number_of(self, token: Token) -> bool:
        return token.dep == "nummod"

    def _names_in(self, token: Token) -> bool:
        return any(
            (mention := self._named.get(word.index)) is not None and mention.kind in {"demonym", "state"}
            for word in [*modifiers(self.analysis, token), *self.analysis.children(token, "poss")]
        ) or bool(prepositional(self.analysis, token, "of", "from"))

    def _pair(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """The two parties that the text has just been about; with persons where leaders are meant.

        In a readout of two states "the leaders" are theirs, whoever else it has just spoken of.
        """
        del depth
        found = self._recent_pair(token)
        if self.document.genre not in {"readout", "joint-statement"} or not self._is_of_two:
            return found
        if {actor.state for actor in found} == set(self._dominant):
            return found
        wants_persons = token.lemma in _GENERIC_HEADS | {"both"}
        named = [actor for _, actor in self._before(token) if actor.person] if wants_persons else []
        return tuple(
            next((a for a in reversed(named) if a.state == state), self.state_actor(state)) for state in self._dominant
        )

    def _recent_pair(self, token: Token) -> tuple[Actor, ...]:
        wants_persons = token.lemma in _GENERIC_HEADS | {"both"}
        recent = self._before(token)
        by_sentence: dict[int, list[Actor]] = {}
        for index, actor in recent:
            by_sentence.setdefault(self.analysis.tokens[index].sentence, []).append(actor)
        own: list[Actor] = []
        main = self._dominant[:1]
        for sentence in sorted(by_sentence, reverse=True):
            own = [*by_sentence[sentence], *own] if sentence == token.sentence else by_sentence[sentence]
            parties = _parties(distinct_actors(own), wants_persons)
            if main and sentence != token.sentence and not any(actor.state in main for actor in parties):
                continue  # two others whom the text only mentions
            persons = [actor for actor in parties if actor.person]
            if wants_persons and len(persons) == 2:
                return tuple(persons)
            if len(parties) == 2:
                return self._as_wanted(parties, wants_persons)
            if len(parties) > 2 and sentence != token.sentence:
                return self._as_wanted(self._top_two(parties), wants_persons)
        parties = _parties(distinct_actors([actor for _, actor in recent]), wants_persons)
        if len(parties) >= 2:
            return self._as_wanted(self._top_two(parties[-2:]), wants_persons)
        if len(self._dominant) == 2:
            return tuple(self.state_actor(state) for state in self._dominant)
        return ()

    def _top_two(self, parties: list[Actor]) -> list[Actor]:
        """Of more than two, the two that the document is about, else the first two named."""
        dominant = [actor for actor in parties if actor.state in self._dominant]
        return dominant[:2] if len(dominant) >= 2 else parties[:2]

    def _as_wanted(self, parties: list[Actor], wants_persons: bool) -> tuple[Actor, ...]:
        return tuple(actor if wants_persons else actor.as_state() for actor in parties)

    def _single(self, token: Token) -> tuple[Actor, ...]:
        """ "the country": the state last named that is not the subject of the same clause."""
        subject = self._clause_subject(token)
        for _, actor in reversed(self._before(token, 3)):
            if actor.state and actor.state != subject:
                return (actor.as_state(),)
        return ()

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
                    return mention.key if mention is not None else None
        return None

    def _last_person(self, token: Token) -> tuple[Actor, ...]:
        """ "The minister": the person last named; a plural, or one with a description of its own, is somebody else."""
        if token.tag in {"NNS", "NNPS"} or self.analysis.children(token, "prep", "relcl"):
            return ()
        demonyms = [
            mention.key
            for word in modifiers(self.analysis, token)
            if (mention := self._named.get(word.index)) is not None
        ]
        for _, actor in reversed(self._before(token)):
            if actor.person and (not demonyms or actor.state in demonyms):
                return (actor,)
        return ()

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
                return self._floor(speech.label)
            return tuple(actor.as_state() for actor in self.link_all(speech.speaker, depth=depth + 1))
        if self.document.genre == "opinion":
            return ()
        if self.document.genre == "joint-statement":
            declared = self.declaring()
            if declared:
                return declared
        publisher = self.publisher_state
        return (self.state_actor(publisher),) if publisher else ()

    def _floor(self, label: str) -> tuple[Actor, ...]:
        """For whom the holder of the floor says "we": a spokesman without a title speaks for the publisher."""
        person = self.people.person_of_label(label)
        if person is not None and (person.state or person.organisation):
            return (self.actor_of(person).as_state(),)
        plain = label.split()[0].rstrip(".") in {"MR", "MS", "MRS"}
        return (self.state_actor(self.publisher_state),) if plain and self.publisher_state else ()

    def declaring(self) -> tuple[Actor, ...]:
        """Who issues a joint statement: those whom its opening says it is by, or who act together in its first lines.

        States that it only speaks of ("on Syria", "Russia's war") do not sign it.
        """
        for sentence in self.analysis.sentences[:5]:
            words = self.analysis.tokens[sentence.first : sentence.last]
            by = next((word.index for word in words if word.lemma == "by"), None)
            issued = [word for word in words if by is not None and word.index > by]
            joint = [
                subject
                for word in words
                if word.pos in {"VERB", "AUX"}
                for subject in subjects_of(self.analysis, word)
                if subject.lemma not in self.lexicon.own
            ]
            for group in (issued, joint):
                actors = distinct_actors(
                    [a.as_state() for w in group for a in self.link(w, depth=1) if a.state or a.id]
                )
                if len(actors) >= 2:
                    return tuple(actors)
        return ()

    def _he(self, token: Token) -> tuple[Actor, ...]:
        """A person named before: the subject of the sentence before all others, then the nearest."""
        ahead = self._ahead(token)
        if ahead is not None:
            return (ahead,)
        speaker = self._speaking(token)
        if speaker is not None:
            return speaker
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
                return (subjects[-1] if sentence == token.sentence else subjects[0],)
            if sentence != token.sentence or len(by_sentence[sentence]) == 1:
                return (by_sentence[sentence][0 if sentence != token.sentence else -1][1],)
        return (recent[-1][1],)

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
        top = token
        for above in self.analysis.ancestors(token):
            if above.pos in {"VERB", "AUX"} and above.dep == "ROOT":
                break
            top = above
        else:
            return None
        if top.dep not in {"prep", "advcl"}:
            return None
        for subject in self.analysis.children(self.analysis.head(top), "nsubj", "nsubjpass"):
            if subject.start > token.start:
                person = self.people.person_at(subject.start, subject.end)
                return self.actor_of(person) if person is not None else None
        return None

    def _they(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """A plural named before: the subject that governs the clause, then that of the sentence before, with whom it
        met; then two persons of one sentence. A plural that leads to nobody known ends the search."""
        both = self._both_ahead(token, depth)
        if both:
            return both
        for above in self.analysis.ancestors(token):
            if above.pos in {"VERB", "AUX"}:
                settled = self._plural_subject(above, token, depth)
                if settled is not None:
                    return settled
        before = token.sentence - 1
        if before >= 0 and self.analysis.sentences[before].paragraph == self.analysis.sentence_of(token).paragraph:
            for verb in self._main_verbs(before):
                settled = self._plural_subject(verb, token, depth)
                if settled is not None:
                    return settled
        return self._two_persons(token)

    def _both_ahead(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """ "During their meeting, the Minister and Mr Rojas affirmed": the pair that follows an opening phrase."""
        top = token
        for above in self.analysis.ancestors(token):
            if above.pos in {"VERB", "AUX"} and above.dep == "ROOT":
                break
            top = above
        else:
            return ()
        if top.dep not in {"prep", "advcl"} or top.start > self.analysis.head(top).start:
            return ()
        subjects = [w for w in subjects_of(self.analysis, self.analysis.head(top)) if w.start > token.start]
        if len(subjects) < 2:
            return ()
        actors = distinct_actors(list(self.link_all(tuple(w.index for w in subjects), depth=depth + 1)))
        return tuple(actors) if len(actors) >= 2 else ()

    def _main_verbs(self, sentence: int) -> list[Token]:
        span = self.analysis.sentences[sentence]
        words = self.analysis.tokens[span.first : span.last]
        return [word for word in words if word.dep == "ROOT" and word.pos in {"VERB", "AUX"}]

    def _plural_subject(self, verb: Token, token: Token, depth: int) -> tuple[Actor, ...] | None:
        """Two or more actors that a verb brings together; nobody, if its plural subject names nobody known; null to
        look further."""
        subjects = [word for word in subjects_of(self.analysis, verb) if word.start < token.start]
        subjects = [word for word in subjects if word.index != token.index and word.pos != "PRON"]
        if not subjects:
            return None
        actors = distinct_actors(list(self.link_all(tuple(word.index for word in subjects), depth=depth + 1)))
        if len({actor.key for actor in actors}) >= 2 or (actors and not actors[0].state and not actors[0].person):
            return tuple(actors)
        if not actors and any(word.tag in {"NNS", "NNPS"} for word in subjects):
            return ()
        if len(subjects) >= 2:  # "the Secretary and the Minister", of whom one is not known
            return self._pair(subjects[0], depth) if self._is_of_two else ()
        others = prepositional(self.analysis, verb, "with")
        if verb.lemma in _BRINGS_TOGETHER:
            others += objects_of(self.analysis, verb)
            others += [word for thing in objects_of(self.analysis, verb) for word in
                       prepositional(self.analysis, thing, "with")]  # fmt: skip
            met = [a for a in self.link_all(tuple(word.index for word in others), depth=depth + 1) if a.state or a.id]
            if actors and met:
                return tuple(distinct_actors([*actors, *met]))
        return None

    def _two_persons(self, token: Token) -> tuple[Actor, ...]:
        by_sentence: dict[int, list[Actor]] = {}
        for index, actor in self._before(token, 3):
            by_sentence.setdefault(self.analysis.tokens[index].sentence, []).append(actor)
        for sentence in sorted(by_sentence, reverse=True):
            parties = _parties(distinct_actors(by_sentence[sentence]), True)
            persons = [actor for actor in parties if actor.person]
            if len(persons) == 2:
                return tuple(persons)
        return ()

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
        candidates = [(i, a) for i, a in self._before(token, 2) if not a.person]
        subjects = [actor for index, actor in candidates if self._is_subject(index)]
        if subjects:
            return (subjects[-1],)
        # "the disease reached Arcadia. It killed …": Arcadia did not; but "its" anniversary is Arcadia's.
        return (candidates[-1][1],) if candidates and token.tag == "PRP$" else ()

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
        return bool(subjects) and subjects[0].tag == "NN" and not self.link(subjects[0], depth=1)


def _parties(actors: list[Actor], wants_persons: bool) -> list[Actor]:
    """States or bodies, each once; persons stand for theirs."""
    found: list[Actor] = []
    for actor in actors:
        if not (actor.state or actor.id) or actor.id in _CONVENERS:
            continue
        if wants_persons and not actor.state and not actor.person:
            continue  # "the two leaders": a body leads nobody
        clash = next((n for n, other in enumerate(found) if other.key == actor.key), None)
        if clash is None:
            found.append(actor)
        elif wants_persons and actor.person and not found[clash].person:
            found[clash] = actor
    return found
