"""What "they", "the two sides" and "the leaders" stand for: the parties that a document has just brought together."""

from collections import Counter

from dragoman.model.actor import Actor
from dragoman.model.analysis import Analysis, Token
from dragoman.model.grammar import agent_of, conjuncts, is_passive, modifiers, objects_of, prepositional, subjects_of
from dragoman.resolve.trail import Trail, distinct_actors

__all__ = ["Plurals", "is_plural", "own_start"]

# How many sentences back tell who is spoken of now.
_FOCUS = 3
_GENERIC_HEADS = {"leader", "minister", "president", "official", "two", "premier", "diplomat", "counterpart",
                  "man", "woman"}  # fmt: skip
_PEOPLE = {"man", "woman"}
# What names some of those whom a plural counts: "senior officials, including Minister Rojas".
_INCLUDES = {"including", "include", "namely", "like", "notably"}
# Of three or more who met, these are all; how far back it may have been told, how many they are.
_COMPANY = {"leader", "minister", "president", "official", "participant", "secretary", "diplomat", "principal"}
_RANKS = {"foreign", "prime", "defense", "defence", "finance", "senior", "national"}
_MEETING_REACH = 6
_CROWD = 3
# Verbs after which both sides can be "they".
_BRINGS_TOGETHER = {"meet", "hold", "have", "host", "receive", "phone", "telephone", "join", "visit", "speak", "talk",
                    "welcome", "confer", "discuss", "sign", "conduct", "greet", "call", "convene", "gather",
                    "chair", "co-chair"}  # fmt: skip
# Who brings two sides together is not one of them.
_CONVENERS = {"org:un", "org:unsc", "org:unga"}


class Plurals(Trail):
    """Follows plurals back along the trail of named actors."""

    def _included(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """ "senior officials, including Minister Rojas": of a plural those whom it goes on to name."""
        if not is_plural(token) or token.lemma not in self.lexicon.collectives | self.lexicon.occupations:
            return ()
        if token.lemma in _COMPANY and self._is_bare_plural(token):
            company = self._company(token)
            if company:
                ranks = {word.lemma.lower() for word in modifiers(self.analysis, token)} & _RANKS
                return tuple(a if all(r in (a.office or "").lower() for r in ranks) else a.as_state() for a in company)
        named = prepositional(self.analysis, token, *_INCLUDES)
        found = [a for a in self.link_all(tuple(w.index for w in named), depth=depth + 1) if a.person]
        owners = {actor.key for actor in self._owners(token, depth)} if found else set()
        return tuple(found) if owners <= {actor.key for actor in found} else ()

    def _is_bare_plural(self, token: Token) -> bool:
        """ "the leaders", "the foreign ministers": with nothing that says how many or whose they are."""
        if self._names_in(token) or self.analysis.children(token, "relcl", "poss", "nummod", "appos", "prep"):
            return False
        words = self.analysis.children(token, "amod", "compound", "nmod")
        return self._is_definite(token) and all(word.lemma.lower() in _RANKS for word in words)

    def _company(self, token: Token) -> tuple[Actor, ...]:
        """ "spoke with President X, Chancellor Y and Prime Minister Z. The leaders agreed": all of the three."""
        first = max(0, token.sentence - _MEETING_REACH)
        for sentence in range(token.sentence - 1, first - 1, -1):
            verb = next((v for v in self._main_verbs(sentence) if v.lemma in _BRINGS_TOGETHER), None)
            if verb is None:
                continue
            named = [a for i, a in self._before(token) if self.analysis.tokens[i].sentence == sentence]
            parties = distinct_actors([a for a in named if a.person and (a.state or a.id)])
            if len({actor.key for actor in parties}) < _CROWD:
                around = [*subjects_of(self.analysis, verb), *prepositional(self.analysis, verb, "with")]
                told = self.link_all(tuple(word.index for word in around), depth=1)
                parties = [actor for actor in told if actor.state or actor.id]
            return tuple(parties) if len({actor.key for actor in parties}) >= _CROWD else ()
        return ()

    def _told_whose_it_is(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """ "A Kenyan delegation arrived. The delegation met": of whose the text has spoken last."""
        for word in reversed(self.analysis.tokens[: token.index]):
            if token.sentence - word.sentence > 2 * _MEETING_REACH:
                break
            if word.lemma == token.lemma and word.tag == token.tag:
                whose = self._owners(word, depth + 1)
                if whose:
                    return tuple(actor.as_state() for actor in whose) if len(whose) == 1 else ()
        return ()

    def _is_pair(self, token: Token) -> bool:
        if token.lemma not in self.lexicon.pairs:
            return False
        if token.lemma in {"two", "both"}:
            return token.dep in {"nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj"} and not self._number_of(token)
        if not is_plural(token):
            return False
        words = {child.lemma for child in self.analysis.children(token)}
        if token.lemma in _PEOPLE and (self.analysis.children(token, "relcl", "acl", "amod", "prep") or '"' in words):
            return False  # "the two young women whom he had met" are told of for the first time
        if token.lemma == "party" and (self.analysis.children(token, "prep") or self.document.genre == "news"):
            return False  # "members of both parties in Congress", "urged the parties to stop"
        if "two" in words and not words & {"the", "these", "those", "our", "their", "its", "both"}:
            return bool(self.analysis.children(token, "appos"))  # "a deal is made by two countries"
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

    def _counts_two(self, token: Token) -> bool:
        return any(child.lemma in {"two", "both", "2"} for child in self.analysis.children(token))

    def _number_of(self, token: Token) -> bool:
        return token.dep == "nummod"

    def _names_in(self, token: Token) -> bool:
        return any(
            (mention := self._named.get(word.index)) is not None and mention.kind in {"demonym", "state"}
            for word in [*modifiers(self.analysis, token), *self.analysis.children(token, "poss")]
        ) or bool(prepositional(self.analysis, token, "of", "from"))

    def _pair(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """The two parties that a plural stands for; in a readout that has named others since, the two who met."""
        found = self._pair_told(token, depth)
        if token.lemma in _PEOPLE and not all(actor.person for actor in found):
            return ()  # "the two men" are no states
        if found or self.document.genre != "readout" or token.lemma not in _GENERIC_HEADS | {"two", "side"}:
            return found
        for sentence in self.analysis.sentences[:2]:
            verb = next((v for v in self._main_verbs(sentence.index) if v.lemma in _BRINGS_TOGETHER), None)
            if verb is None or sentence.index >= token.sentence:
                continue
            named = [
                a for i, a in self._before(token, token.sentence) if self.analysis.tokens[i].sentence == sentence.index
            ]
            persons = distinct_actors([actor for actor in named if actor.person and actor.state])
            if len(persons) == len({actor.state for actor in persons}) == 2:
                return tuple(persons)
        return ()

    def _pair_told(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """The two parties that the text has just been about; with persons where leaders are meant.

        In a readout of two states "the leaders" are theirs, whoever else it has just spoken of.
        """
        apposed = [w for c in self.analysis.children(token, "appos") for w in conjuncts(self.analysis, c)]
        beside = self.link_all(tuple(word.index for word in apposed), depth=depth + 1)
        if beside:  # "two close partners, Peru and Chile"
            return beside
        found = self._recent_pair(token)
        is_vague = token.lemma not in {"two", "both"} and not self._counts_two(token)
        told = self._told_whose(token, depth) if is_vague else ()
        if told:
            return told
        if is_vague and not self._is_of_two and self.document.genre != "readout":
            return ()  # "the ministers", in a text about more states than two
        are_persons = all(actor.person for actor in found)
        if is_vague and token.lemma in _GENERIC_HEADS and self.document.genre == "news" and not are_persons:
            return ()  # "the leaders", where the text has only named "French and Dutch voters"
        if len(found) == 2 and sum(actor.person is not None for actor in found) == 1:
            if self.document.genre == "readout":
                return ()  # a person and a state are no two leaders
            return tuple(actor.as_state() for actor in found)
        if self.document.genre not in {"readout", "joint-statement"} or not self._is_of_two:
            return found
        if {actor.state for actor in found} == set(self._dominant):
            return found
        wants_persons = token.lemma in _GENERIC_HEADS | {"both"}
        named = [actor for _, actor in self._before(token) if actor.person] if wants_persons else []
        return tuple(
            next((a for a in reversed(named) if a.state == state), self.state_actor(state)) for state in self._dominant
        )

    def _told_whose(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """ "The ASEAN leaders met. The leaders agreed": the same word, of which the text has just said whose it is."""
        first = self.analysis.sentences[max(0, token.sentence - _FOCUS)].first
        for word in reversed(self.analysis.tokens[first : token.index]):
            if word.lemma == token.lemma and word.tag in {"NNS", "NNPS"}:
                whose = self._owners(word, depth + 1)
                return whose if len({actor.key for actor in whose}) == 1 and not whose[0].state else ()
        return ()

    def _recent_pair(self, token: Token) -> tuple[Actor, ...]:
        wants_persons = token.lemma in _GENERIC_HEADS | {"both"}
        recent = [(index, actor) for index, actor in self._before(token) if not self._is_gone(index)]
        by_sentence: dict[int, list[Actor]] = {}
        for index, actor in recent:
            by_sentence.setdefault(self.analysis.tokens[index].sentence, []).append(actor)
        own: list[Actor] = []
        main = self._dominant[:1]
        for sentence in sorted(by_sentence, reverse=True):
            own = [*by_sentence[sentence], *own] if sentence == token.sentence else by_sentence[sentence]
            strangers = {a.person for a in own if a.person and not (a.state or a.id)}
            if len(strangers) >= 2:
                return ()  # "Rojas alerted Díaz. The two met": two private persons
            parties = _parties(distinct_actors(own), wants_persons)
            if main and sentence != token.sentence and not any(actor.state in main for actor in parties):
                continue  # two others whom the text only mentions
            persons = [actor for actor in parties if actor.person]
            if wants_persons and len(persons) == 2:
                return tuple(persons)
            if len(parties) == 2:
                return self._as_wanted(parties, wants_persons)
            if len(parties) > 2 and sentence != token.sentence:
                two = self._top_two(parties) if self._is_of_two else self._in_focus(parties, token)
                return self._as_wanted(two, wants_persons)
        parties = _parties(distinct_actors([actor for _, actor in recent]), wants_persons)
        if len(parties) >= 2 and (self._is_of_two or len(parties) == 2):
            return self._as_wanted(self._top_two(parties[-2:]), wants_persons)
        if len(self._dominant) == 2:
            return tuple(self.state_actor(state) for state in self._dominant)
        return ()

    def _is_gone(self, index: int) -> bool:
        """ "praised former Prime Minister Rojas": who is spoken of so does not sit at the table."""
        return any(word.lemma in {"former", "late"} for word in self.analysis.tokens[max(0, index - 4) : index])

    def _in_focus(self, parties: list[Actor], token: Token) -> list[Actor]:
        """Of more than two, the two of whom the last sentences speak oftener than of any other; else nobody."""
        named = Counter(actor.key for _, actor in self._before(token, _FOCUS))
        ranked = named.most_common(3)
        if len(ranked) < 3 or ranked[1][1] == ranked[2][1]:
            return []
        keys = {key for key, _ in ranked[:2]}
        found = [actor for actor in parties if actor.key in keys]
        return found if len(found) == 2 else []

    def _top_two(self, parties: list[Actor]) -> list[Actor]:
        """Of more than two, the two that the document is about, else the first two named."""
        dominant = [actor for actor in parties if actor.state in self._dominant]
        return dominant[:2] if len(dominant) >= 2 else parties[:2]

    def _as_wanted(self, parties: list[Actor], wants_persons: bool) -> tuple[Actor, ...]:
        return tuple(actor if wants_persons else actor.as_state() for actor in parties)

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

    def _opened(self, token: Token) -> Token | None:
        """The main verb of a sentence in one of whose phrases or clauses a word stands; null anywhere else."""
        top = token
        for above in self.analysis.ancestors(token):
            if above.pos in {"VERB", "AUX"} and above.dep == "ROOT":
                return above if top.dep in {"prep", "advcl"} else None
            top = above
        return None

    def _both_ahead(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """ "During their meeting, the Minister and Mr Rojas affirmed": the pair that follows an opening phrase."""
        verb = self._opened(token)
        if verb is None or token.start > verb.start:
            return ()
        subjects = [w for w in subjects_of(self.analysis, verb) if w.start > token.start]
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
        if is_passive(self.analysis, verb):  # "decisions made by Rojas and Díaz during their meeting"
            subjects += [word for word in agent_of(self.analysis, verb) if word.start < token.start]
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
            if not self._is_gone(index):
                by_sentence.setdefault(self.analysis.tokens[index].sentence, []).append(actor)
        for sentence in sorted(by_sentence, reverse=True):
            parties = _parties(distinct_actors(by_sentence[sentence]), True)
            persons = [actor for actor in parties if actor.person]
            if len(persons) == 2:
                return tuple(persons)
        return ()


def is_plural(token: Token) -> bool:
    """Whether a noun is plural, also where capitals made the tagger take it for a name ("the Foreign Ministers")."""
    looks_plural = token.tag == "NNP" and token.text.lower() == f"{token.lemma.lower()}s"
    return token.tag in {"NNS", "NNPS"} or looks_plural


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


def own_start(analysis: Analysis, token: Token, start: int) -> int:
    """Where a phrase of several begins that the parser has joined to a noun before it: "a move experts say"."""
    has_one = any(child.lemma == "a" and child.start >= start for child in analysis.children(token, "det"))
    is_several = token.tag == "NNS" and token.index > 0 and analysis.tokens[token.index - 1].tag == "NN"
    return token.start if has_one and is_several and analysis.children(token, "compound") else start
