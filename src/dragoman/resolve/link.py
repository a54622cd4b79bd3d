"""Words → actors: persons, states, organisations, and what "the two sides", "his counterpart" or "it" stand for."""

import re
from bisect import bisect_left
from collections import Counter

from dragoman.codebook.book import Codebook
from dragoman.codebook.lexicon import Lexicon
from dragoman.errors import CodebookError
from dragoman.model.actor import Actor
from dragoman.model.analysis import Analysis, Token
from dragoman.model.claim import Person
from dragoman.model.document import Document
from dragoman.model.frame import Speech
from dragoman.model.grammar import conjuncts, modifiers, phrase_span, prepositional
from dragoman.model.mention import Mention
from dragoman.resolve.people import People

__all__ = ["Linker"]

# How many sentences back a reference may reach before it is given up.
_REACH = 8
_GENERIC_HEADS = {"leader", "minister", "president", "official", "two", "premier", "diplomat", "counterpart"}
# Nouns that only count or group what follows "of".
_MEASURES = {"group", "number", "range", "series", "variety", "majority", "couple", "host", "array", "handful", "member",
             "some", "one", "most", "all", "many", "several", "people", "dozen", "hundred", "thousand", "rest"}  # fmt: skip
# Who brings two sides together is not one of them.
_CONVENERS = {"org:un", "org:unsc", "org:unga"}
_PLACE_PREPOSITIONS = {"in", "at", "near", "around", "across", "inside", "outside", "through", "throughout", "within"}


class Linker:
    """Turns head tokens of one document into actors; looks back for what pronouns and descriptions stand for."""

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        mentions: tuple[Mention, ...],
        people: People,
        speeches: tuple[Speech, ...],
        codebook: Codebook,
        lexicon: Lexicon,
    ) -> None:
        self.document = document
        self.analysis = analysis
        self.people = people
        self.speeches = speeches
        self.codebook = codebook
        self.lexicon = lexicon
        self.publisher_state = codebook.official_state(document.publisher)
        self.offices = [m for m in mentions if m.kind == "office"]
        self._named: dict[int, Mention] = {}
        for mention in mentions:
            if mention.kind in {"state", "demonym", "seat", "organisation", "region"}:
                for token in analysis.tokens_in(mention.start, mention.end):
                    held = self._named.get(token.index)
                    if held is None or (held.end - held.start) < (mention.end - mention.start):
                        self._named[token.index] = mention
        self._trail = self._make_trail()
        self._trail_starts = [index for index, _ in self._trail]
        self._trail = sorted([*self._trail, *self._office_trail()], key=lambda item: item[0])
        self._trail_starts = [index for index, _ in self._trail]
        counts = Counter(actor.state for _, actor in self._trail if actor.state)
        self._dominant = [state for state, _ in counts.most_common(2)]

    # ---- actors of a phrase

    def link_all(self, heads: tuple[int, ...], *, depth: int = 0) -> tuple[Actor, ...]:
        """The actors of several heads, each once, in order."""
        found: list[Actor] = []
        for index in heads:
            for actor in self.link(self.analysis.tokens[index], depth=depth):
                if not any(_same(actor, other) for other in found):
                    found.append(actor)
        return tuple(found)

    def link(self, token: Token, *, depth: int = 0) -> tuple[Actor, ...]:
        """The actors that a noun phrase stands for; none where it names a thing, a place or nobody known."""
        if depth > 4:
            return ()
        person = self.people.person_at(token.start, token.end)
        if person is not None:
            return (*self._joined(token, person), self.actor_of(person))
        mention = self._named.get(token.index)
        if mention is not None and (mention.kind != "demonym" or self._is_people(token)):
            return self._from_name(token, mention)
        if token.pos == "PRON" or token.lemma in self.lexicon.own or token.tag == "PRP$":
            return self._from_pronoun(token, depth)
        appositive = self._apposed(token)
        if appositive:
            return appositive
        if self._is_pair(token):
            pair = self._pair(token, depth)
            if pair:
                return pair
        office = self._office_at(token)
        if office is not None:
            return self._from_office(token, office, depth)
        return self._from_description(token, depth)

    def _joined(self, token: Token, person: Person) -> tuple[Actor, ...]:
        """Persons whom the parser hung below another's name: "President Dorj and President Abishev held"."""
        found: list[Actor] = []
        queue = self.analysis.children(token, "nmod", "compound", "conj", "amod")
        while queue:
            word = queue.pop(0)
            other = self.people.person_at(word.start, word.end)
            if other is not None and other is not person and word.start < token.start:
                actor = self.actor_of(other)
                found += [actor] if actor not in found else []
            queue += self.analysis.children(word, "nmod", "compound", "conj", "amod")
        return tuple(found)

    def actor_of(self, person: Person) -> Actor:
        """The actor that a person acts for, with the person in it."""
        if person.state:
            return Actor(
                name=self.state_name(person.state), state=person.state, id=person.state,
                sector="GOV" if person.is_official else None, person=person.name, office=person.office,
            )  # fmt: skip
        if person.organisation:
            key, name = person.organisation
            return Actor(
                name=self._organisation_name(key, name), id=key, sector="IGO", person=person.name, office=person.office
            )
        return Actor(name=person.name, person=person.name, office=person.office)

    def state_actor(self, state: str) -> Actor:
        """A state as an actor."""
        return Actor(name=self.state_name(state), state=state, id=state, sector="GOV")

    def actor_by_key(self, key: str) -> Actor:
        """The actor that a codebook key names: a state, an organisation, a region, a mechanism or a project."""
        book = self.codebook
        if key in book.states:
            return self.state_actor(key)
        for entries in (book.organisations, book.regions, book.mechanisms, book.projects):
            if key in entries:
                return Actor(name=entries[key].name, id=key, sector="IGO" if entries is book.organisations else None)
        return Actor(name=key, id=key)

    def state_name(self, state: str) -> str:
        """The codebook's name of a state."""
        return self.codebook.state(state).name

    def _organisation_name(self, key: str, words: str) -> str:
        try:
            return self.codebook.organisation(key).name
        except CodebookError:
            return words

    def _from_name(self, token: Token, mention: Mention) -> tuple[Actor, ...]:
        head = self.analysis.head_of(mention.start, mention.end) or token
        if mention.kind == "demonym" and mention.key:
            state = self.state_actor(mention.key)
            return (Actor(state.name, state.state, state.id, "CVL"),)
        if mention.kind in {"state", "seat"} and mention.key:
            if mention.kind == "seat" and self.is_place(head):
                return ()
            return (self.state_actor(mention.key),)
        if mention.kind == "organisation":
            key = mention.key or mention.quote
            return (Actor(name=self._organisation_name(key, mention.quote), id=mention.key, sector="IGO"),)
        return (Actor(name=mention.quote, id=mention.key),)

    def _is_people(self, token: Token) -> bool:
        """ "a group of Yemenis", "the Dutch": a demonym that stands for people, not before a noun."""
        return token.pos in {"NOUN", "PROPN"} and token.dep not in {"amod", "compound", "nmod", "npadvmod"}

    def is_place(self, head: Token) -> bool:
        """Whether a name stands where things happen ("in Beijing") rather than for who acts."""
        if head.dep == "pobj":
            return self.analysis.head(head).lemma in _PLACE_PREPOSITIONS
        return head.dep == "npadvmod"

    def _apposed(self, token: Token) -> tuple[Actor, ...]:
        """ "Assistant Foreign Minister, Deng Li": the name stands beside the office."""
        for child in self.analysis.children(token, "appos"):
            person = self.people.person_at(child.start, child.end)
            if person is not None:
                return (self.actor_of(person),)
        if token.dep == "appos":
            above = self.analysis.head(token)
            person = self.people.person_at(above.start, above.end)
            if person is not None:
                return (self.actor_of(person),)
        return ()

    # ---- descriptions

    def _office_at(self, token: Token) -> Mention | None:
        return next((o for o in self.offices if o.start <= token.start and token.end <= o.end), None)

    def _from_office(self, token: Token, office: Mention, depth: int) -> tuple[Actor, ...]:
        """ "the Prime Minister", "Peru's foreign minister": a person known by the office, or the state it is of."""
        for word in self.analysis.tokens_in(office.start, office.end + 40):
            if word.start <= office.end + 2:
                person = self.people.person_at(word.start, word.end)
                if person is not None and word.start >= office.end:
                    return (self.actor_of(person),)
        head = self.analysis.head_of(office.start, office.end) or token
        states = self._owners(head, depth)
        quote = _bare_office(office.quote, [m for m in self._named.values() if office.start <= m.start < office.end])
        if "counterpart" in quote.lower():
            return self._counterpart(head, states)
        known = self._known_office(quote, token.start, states)
        if known is not None:
            return (self.actor_of(known),)
        if states:
            return tuple(
                Actor(a.name, a.state, a.id, a.sector or "GOV", None, quote) if not a.person else a for a in states
            )
        publisher = self.publisher_state
        if publisher and token.text[:1].isupper():
            return (Actor(self.state_name(publisher), publisher, publisher, "GOV", None, quote),)
        return ()

    def _known_office(self, office: str, offset: int, states: tuple[Actor, ...]) -> Person | None:
        """Who, named before, holds this office."""
        wanted = {actor.key for actor in states}
        words = _office_words(office)
        best: tuple[int, Person] | None = None
        for person in self.people.persons:
            if not person.office or not person.is_official:
                continue
            holder = person.state or (person.organisation[0] if person.organisation else None)
            if wanted and holder not in wanted:
                continue
            if not words <= _office_words(person.office):
                continue
            before = [start for start, _ in person.mentions if start < offset]
            after = [start for start, _ in person.mentions if start > offset]
            if not before and not after:
                continue
            # Somebody named before the office counts first, the nearest before the farther.
            rank = max(before) if before else -min(after)
            if not wanted and holder == self.publisher_state and holder is not None:
                rank += len(self.analysis.text)  # "the President" in a presidency's own release
            if best is None or rank > best[0]:
                best = (rank, person)
        return best[1] if best else None

    def _counterpart(self, head: Token, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        person = next((self.people.person_at(c.start, c.end) for c in self.analysis.children(head, "appos")), None)
        if person is not None:
            return (self.actor_of(person),)
        office = next(
            (actor.office for _, actor in reversed(self._before(head)) if actor.office and actor.person), None
        )
        return tuple(Actor(a.name, a.state, a.id, "GOV", None, office) for a in states)

    def _from_description(self, token: Token, depth: int) -> tuple[Actor, ...]:
        if token.lemma in {"counterpart"}:
            return self._counterpart(token, self._owners(token, depth))
        if token.lemma in self.lexicon.collectives or token.lemma in self.lexicon.occupations:
            owners = self._owners(token, depth)
            if owners:
                words = self.analysis.text[token.start : token.end]
                plain = token.lemma in {
                    "side",
                    "government",
                    "delegation",
                    "nation",
                    "country",
                    "state",
                    "people",
                    "party",
                }
                return tuple(
                    actor
                    if plain or actor.person
                    else Actor(actor.name, actor.state, actor.id, actor.sector, None, words)
                    for actor in owners
                )
        if token.lemma in _MEASURES:
            inner = prepositional(self.analysis, token, "of")
            if inner:
                return self.link_all(tuple(word.index for word in inner), depth=depth + 1)
        if token.lemma in self.lexicon.singles and self._is_definite(token):
            return self._single(token)
        if token.lemma in {"minister", "president", "leader", "official", "diplomat", "premier", "envoy", "ambassador",
                           "secretary", "chancellor", "spokesman", "spokeswoman", "spokesperson", "pontiff", "king"}:  # fmt: skip
            if self._is_definite(token):
                return self._last_person(token)
        if token.tag in {"NNP", "NNPS"} and token.lemma not in self.lexicon.collectives:
            return ()
        return ()

    def _owners(self, head: Token, depth: int) -> tuple[Actor, ...]:
        """Whose side, government or minister: demonyms and names before the noun, possessors, "of …"."""
        found: list[Actor] = []
        for child in self.analysis.children(head, "poss"):
            for word in conjuncts(self.analysis, child):
                for actor in self.link(word, depth=depth + 1):
                    found.append(actor.as_state() if actor.state else actor)
        for word in modifiers(self.analysis, head):
            mention = self._named.get(word.index)
            if mention is not None and mention.key:
                if mention.kind in {"demonym", "state", "seat"}:
                    found.append(self.state_actor(mention.key))
                elif mention.kind == "organisation":
                    found.append(
                        Actor(self._organisation_name(mention.key, mention.quote), id=mention.key, sector="IGO")
                    )
        for word in prepositional(self.analysis, head, "of", "from"):
            mention = self._named.get(word.index)
            if mention is not None and mention.kind in {"state", "organisation", "seat"}:
                found.extend(self._from_name(word, mention))
            elif word.lemma in self.lexicon.collectives or word.lemma in {"republic", "affairs"}:
                found.extend(self._owners(word, depth + 1))
        unique: list[Actor] = []
        for actor in found:
            if not any(_same(actor, other) for other in unique):
                unique.append(actor)
        return tuple(unique)

    def owners(self, head: Token) -> tuple[Actor, ...]:
        """The actors whose thing a noun is: possessors, demonyms, "of …"."""
        return self._owners(head, 0)

    # ---- reference back

    def _make_trail(self) -> list[tuple[int, Actor]]:
        """Every named actor in order of the text: what a later pronoun can stand for."""
        trail: list[tuple[int, Actor]] = []
        seen: set[tuple[int, int]] = set()
        for token in self.analysis.tokens:
            person = self.people.person_at(token.start, token.end)
            if person is not None:
                span = next(s for s in person.mentions if s[0] <= token.start < s[1])
                if span not in seen:
                    seen.add(span)
                    trail.append((token.index, self.actor_of(person)))
                continue
            mention = self._named.get(token.index)
            if mention is None or (mention.start, mention.end) in seen or not mention.key:
                continue
            seen.add((mention.start, mention.end))
            if mention.kind in {"state", "demonym", "seat"}:
                head = self.analysis.head_of(mention.start, mention.end)
                if head is not None and mention.kind == "seat" and self.is_place(head):
                    continue
                trail.append((token.index, self.state_actor(mention.key)))
            elif mention.kind == "organisation":
                name = self._organisation_name(mention.key, mention.quote)
                trail.append((token.index, Actor(name, id=mention.key, sector="IGO")))
        return trail

    def _office_trail(self) -> list[tuple[int, Actor]]:
        """Bare offices that stand for somebody named before ("the Prime Minister"): he can be meant by a pronoun."""
        found = []
        for office in self.offices:
            head = self.analysis.head_of(office.start, office.end)
            if head is None or not self._is_definite(head) or self._owners(head, 1):
                continue
            near = self.people.person_at(office.end, min(office.end + 3, len(self.analysis.text)))
            person = None if near is not None else self._known_office(office.quote, head.start, ())
            if person is not None:
                found.append((head.index, self.actor_of(person)))
        return found

    def _before(self, token: Token, reach: int = _REACH) -> list[tuple[int, Actor]]:
        position = bisect_left(self._trail_starts, token.index)
        first = max(0, token.sentence - reach)
        start = self.analysis.sentences[first].first
        return [item for item in self._trail[:position] if item[0] >= start]

    def _is_definite(self, token: Token) -> bool:
        words = {child.lemma for child in self.analysis.children(token, "det", "poss")}
        return bool(words & {"the", "this", "that", "his", "her", "their", "its"})

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
            and not (self.analysis.children(token, "prep", "relcl", "amod"))
        )

    def _number_of(self, token: Token) -> bool:
        return token.dep == "nummod"

    def _names_in(self, token: Token) -> bool:
        return any(
            (mention := self._named.get(word.index)) is not None and mention.kind in {"demonym", "state"}
            for word in [*modifiers(self.analysis, token), *self.analysis.children(token, "poss")]
        ) or bool(prepositional(self.analysis, token, "of", "from"))

    def _pair(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """The two parties that the text has just been about; with persons where leaders are meant."""
        del depth
        wants_persons = token.lemma in _GENERIC_HEADS | {"both"}
        recent = self._before(token)
        by_sentence: dict[int, list[Actor]] = {}
        for index, actor in recent:
            by_sentence.setdefault(self.analysis.tokens[index].sentence, []).append(actor)
        own: list[Actor] = []
        for sentence in sorted(by_sentence, reverse=True):
            own = _distinct([*by_sentence[sentence], *own]) if sentence == token.sentence else by_sentence[sentence]
            parties = _parties(_distinct(own), wants_persons)
            persons = [actor for actor in parties if actor.person]
            if wants_persons and len(persons) == 2:
                return tuple(persons)
            if len(parties) == 2:
                return self._as_wanted(parties, wants_persons)
            if len(parties) > 2 and sentence != token.sentence:
                return self._as_wanted(self._top_two(parties), wants_persons)
        parties = _parties(_distinct([actor for _, actor in recent]), wants_persons)
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
            return self._they(token)
        if plain in self.lexicon.things:
            return self._it(token)
        if plain in {"who", "which", "that"}:
            for above in self.analysis.ancestors(token):
                if above.dep == "relcl":
                    return self.link(self.analysis.head(above), depth=depth + 1)
        return ()

    def _own_voice(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """ "we", "our": whoever speaks, else the state or states that publish."""
        inside = [s for s in self.speeches if s.content[0] <= token.start < s.content[1] and s.speaker]
        if inside:
            speech = min(inside, key=lambda s: s.content[1] - s.content[0])
            return tuple(actor.as_state() for actor in self.link_all(speech.speaker, depth=depth + 1))
        if self.document.genre == "opinion":
            return ()
        if self.document.genre == "joint-statement":
            declared = self.declaring()
            if declared:
                return declared
        publisher = self.publisher_state
        return (self.state_actor(publisher),) if publisher else ()

    def issuer(self, token: Token) -> Actor | None:
        """The body or state whose statement, data or report it is, under the body's own name where the text has one."""
        words = self.analysis.subtree(token)
        for word in words:
            if word.index == token.index or word.pos not in {"PROPN", "NOUN"}:
                continue
            actors = [a for a in self.link(word) if a.state or a.id] or list(self._owners(word, 1))
            if not actors:
                continue
            if word.pos == "PROPN" and actors[0].state and not self._named.get(word.index):
                start, end = phrase_span(self.analysis, word, whole=True)
                return Actor(" ".join(self.analysis.text[start:end].split()), actors[0].state, actors[0].id, "GOV")
            return actors[0]
        owners = self._owners(token, 0)
        if owners:
            return owners[0]
        if token.dep in {"nsubj", "nsubjpass"}:
            return self._last_issuer(token)
        return None

    def _last_issuer(self, token: Token) -> Actor | None:
        """ "It further added", "the statement also mentioned": whoever's statement was named before."""
        for speech in reversed(self.speeches):
            if speech.extent[0] >= token.start or not speech.speaker:
                continue
            held = self.analysis.tokens[speech.speaker[0]]
            if held.lemma == token.lemma and held.start < token.start and token.sentence - held.sentence <= 4:
                return self.issuer(held)
        return None

    def named_by(self, token: Token) -> tuple[Actor, ...]:
        """The actor that a word names in itself, a demonym included: "Sino-Lao" words before a noun."""
        mention = self._named.get(token.index)
        if mention is None or not mention.key:
            return ()
        if mention.kind in {"state", "demonym", "seat"}:
            return (self.state_actor(mention.key),)
        return self._from_name(token, mention)

    def words_of(self, index: int) -> str:
        """The words of a phrase that names nobody known ("experts", "two residents")."""
        start, end = phrase_span(self.analysis, self.analysis.tokens[index])
        return re.sub(r"^(?:the|an?)\s+", "", " ".join(self.analysis.text[start:end].split()), flags=re.IGNORECASE)

    def declaring(self) -> tuple[Actor, ...]:
        """Who issues a joint statement: the states and bodies that its opening names."""
        last = 0
        for sentence in self.analysis.sentences[:4]:
            words = {t.lemma for t in self.analysis.tokens[sentence.first : sentence.last]}
            if words & {"we", "our"}:
                break
            last = sentence.last
        opening = [item for item in self._trail if item[0] < last]
        parties = _distinct([actor.as_state() for _, actor in opening if actor.state or actor.id])
        return tuple(parties) if len(parties) >= 2 else ()

    def _he(self, token: Token) -> tuple[Actor, ...]:
        """A person named before: the subject of the sentence before all others, then the nearest."""
        ahead = self._ahead(token)
        if ahead is not None:
            return (ahead,)
        recent = [(index, actor) for index, actor in self._before(token, 5) if actor.person]
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

    def _is_subject(self, index: int) -> bool:
        token = self.analysis.tokens[index]
        person_head = token
        for above in [token, *self.analysis.ancestors(token)]:
            if above.dep in {"nsubj", "nsubjpass"}:
                return True
            if above.dep not in {"compound", "amod", "appos", "conj", "nmod", "poss"}:
                break
            person_head = above
        del person_head
        return False

    def _they(self, token: Token) -> tuple[Actor, ...]:
        recent = self._before(token, 3)
        by_sentence: dict[int, list[Actor]] = {}
        for index, actor in recent:
            by_sentence.setdefault(self.analysis.tokens[index].sentence, []).append(actor)
        for sentence in sorted(by_sentence, reverse=True):
            parties = _parties(_distinct(by_sentence[sentence]), True)
            persons = [actor for actor in parties if actor.person]
            if len(persons) == 2:
                return tuple(persons)
            if len(parties) == 2:
                return tuple(parties)
            if len(parties) > 2:
                return tuple(self._top_two(parties))
        return ()

    def _it(self, token: Token) -> tuple[Actor, ...]:
        if token.dep in {"nsubj", "nsubjpass"} and self.analysis.head(token).lemma in {"be", "seem", "appear"}:
            return ()
        candidates = [(i, a) for i, a in self._before(token, 2) if not a.person]
        subjects = [actor for index, actor in candidates if self._is_subject(index)]
        if subjects:
            return (subjects[-1],)
        return (candidates[-1][1],) if candidates else ()


def _distinct(actors: list[Actor]) -> list[Actor]:
    found: list[Actor] = []
    for actor in actors:
        for position, other in enumerate(found):
            if _same(actor, other):
                if actor.person and not other.person:
                    found[position] = actor
                break
        else:
            found.append(actor)
    return found


def _parties(actors: list[Actor], wants_persons: bool) -> list[Actor]:
    """States or bodies, each once; persons stand for theirs."""
    found: list[Actor] = []
    for actor in actors:
        if not (actor.state or actor.id) or actor.id in _CONVENERS:
            continue
        clash = next((n for n, other in enumerate(found) if other.key == actor.key), None)
        if clash is None:
            found.append(actor)
        elif wants_persons and actor.person and not found[clash].person:
            found[clash] = actor
    return found


def _same(left: Actor, right: Actor) -> bool:
    if left.key != right.key:
        return False
    return not (left.person and right.person and left.person != right.person)


def _bare_office(quote: str, inside: list[Mention]) -> str:
    for mention in inside:
        if quote.startswith(mention.quote):
            quote = re.sub(r"^(?:['’]s)?\s*", "", quote[len(mention.quote) :])
    return " ".join(quote.split())


def _office_words(office: str) -> set[str]:
    return {word for word in re.findall(r"\w+", office.casefold()) if word not in {"of", "the", "for", "and"}}
