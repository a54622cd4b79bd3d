"""Words → actors: persons, states, organisations, and whose minister, statement or soldiers somebody is."""

import re

from dragoman.model.actor import Actor
from dragoman.model.analysis import Token
from dragoman.model.claim import Person
from dragoman.model.grammar import agent_of, conjuncts, modifiers, phrase_span, prepositional
from dragoman.model.mention import Mention
from dragoman.resolve.coref import Referrer
from dragoman.resolve.plurals import is_plural, own_start
from dragoman.resolve.trail import is_same_actor

__all__ = ["Linker"]

# Nouns that only count or group what follows "of".
# Words for a whole state, which are no office of it.
_WHOLE = {"side", "government", "delegation", "nation", "country", "state", "people", "party"}
_MEASURES = {
    "group", "number", "range", "series", "variety", "majority", "couple", "host", "array", "handful", "member",
    "some", "one", "most", "all", "many", "several", "people", "dozen", "hundred", "thousand", "rest",
}  # fmt: skip
# Within how many sentences one of two holders of an office is meant by "the president".
_NEAR = 2
# What makes an office another than the one that it stands beside: "the President" is no vice president.
_DEPUTIES = {"vice", "deputy", "under", "assistant", "sub"}
# Whose officials a state's own release need not name: "senior administration officials".
_OWN_HOUSE = {"administration", "department", "ministry", "government", "interagency"}
# How many words one reference may lead over: "his counterpart's minister" is deep enough.
_DEEPEST = 4
# Of these "of" tells whose they are, not who suffered them.
_THINGS_OF = {
    "decision", "policy", "action", "leadership", "effort", "role", "claim", "proposal", "territory", "city", "town",
    "part", "capital", "coast", "candidacy", "contribution", "behaviour", "behavior", "presidency", "work", "stance",
    "position", "integrity", "sovereignty", "independence", "defence", "defense", "right",
}  # fmt: skip
# A nationality before these makes nobody's state a party.
_PRIVATE = {
    "critic", "opponent", "fan", "prisoner", "inmate", "actor", "actress", "singer", "player", "athlete", "film",
    "song", "wine", "food", "restaurant", "newspaper", "artist", "relationship", "relation", "tie", "friendship",
    "institution", "lender", "investor", "businessman", "priest", "believer", "worshipper", "immigrant", "voter",
    "proxy", "tourist", "celebrity", "comedian", "boxer", "footballer", "designer", "architect", "painter", "chef",
}  # fmt: skip
# What a state's full name before it is the subject of.
_TOPICAL = {
    "plan", "policy", "crisis", "issue", "war", "strategy", "debate", "question", "problem", "file", "conflict",
    "withdrawal", "situation", "bid", "vote", "accession", "membership", "summit", "deal", "accord", "pact",
    "intervention", "invasion", "campaign", "mission", "occupation", "pullout",
}  # fmt: skip
# What a person has and the state behind the person has not.
_ONES_OWN = {
    "lawyer", "attorney", "campaign", "family", "son", "daughter", "wife", "husband", "aide", "supporter", "friend",
    "foundation", "company", "book", "predecessor", "successor", "memoir", "biographer", "brother", "sister", "father",
    "mother", "fan", "voter", "base", "team", "associate", "confidant",
}  # fmt: skip
# Whoever has them is not one of them.
_OTHERS = {"ally", "partner", "neighbor", "neighbour", "rival", "foe", "enemy", "adversary", "friend", "creditor"}
# Whoever sends them is told once and not again.
_SENT = {"delegation", "mission", "embassy", "team", "troop", "force"}
# Who holds power "in" a state acts for it.
_RULERS = {"regime", "junta", "authorities", "military"}
# What has left the body that is named before it.
_LANDS = {"country", "republic", "colony", "state", "territory", "protectorate", "satellite", "bloc"}
_PARTED = {"breakaway", "splinter", "offshoot", "rival", "dissident"}
# Nor does a state's name in the name of one of these.
_BODIES = {"group", "institute", "foundation", "association", "society", "daily", "times", "post", "airlines", "club",
           "university", "center", "centre", "museum", "orchestra", "college"}  # fmt: skip


class Linker(Referrer):
    """Turns head tokens of one document into actors."""

    def link_all(self, heads: tuple[int, ...], *, depth: int = 0) -> tuple[Actor, ...]:
        """The actors of several heads, each once, in order."""
        found: list[Actor] = []
        for index in heads:
            for actor in self.link(self.analysis.tokens[index], depth=depth):
                if not any(is_same_actor(actor, other) for other in found):
                    found.append(actor)
        return tuple(found)

    def link(self, token: Token, *, depth: int = 0) -> tuple[Actor, ...]:
        """The actors that a noun phrase stands for; none where it names a thing, a place or nobody known."""
        if depth > _DEEPEST or token.index in self._asked:
            return ()  # what leads back to itself leads to nobody
        self._asked.add(token.index)
        try:
            return self._link(token, depth)
        finally:
            self._asked.discard(token.index)

    def _link(self, token: Token, depth: int) -> tuple[Actor, ...]:
        person = self.people.person_at(token.start, token.end)
        if person is not None:
            return (*self._joined(token, person), self.actor_of(person))
        mention = self._named.get(token.index)
        if len(self._paired.get(token.index, ())) > 1:
            return self.named_by(token)
        if mention is not None and (mention.kind != "demonym" or self._is_people(token)):
            return (*self._from_name(token, mention), *self._listed(token, mention))
        if token.pos == "PRON" or token.lemma in self.lexicon.own or token.tag == "PRP$":
            return self._from_pronoun(token, depth)
        appositive = self._apposed(token)
        if appositive:
            return appositive
        included = self._included(token, depth)
        if included:
            return included
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
            between = self.analysis.text[word.end : token.start]
            is_listed = "," in between or " and " in between  # "Rojas adviser Kim Doe" is one person
            if other is not None and other is not person and word.start < token.start and is_listed:
                actor = self.actor_of(other)
                found += [actor] if actor not in found else []
            queue += self.analysis.children(word, "nmod", "compound", "conj", "amod")
        return tuple(found)

    def _from_name(self, token: Token, mention: Mention) -> tuple[Actor, ...]:
        head = self.analysis.head_of(mention.start, mention.end) or token
        if mention.kind == "demonym" and mention.key:
            if token.tag in {"NN", "NNP"} and mention.quote.endswith("an") and self._is_definite(token):
                return ()  # "said the Croatian": one person, and which the text has told before
            state = self.state_actor(mention.key)
            return (Actor(state.name, state.state, state.id, "CVL"),)
        if mention.kind in {"state", "seat"} and mention.key:
            if mention.kind == "seat" and self.is_place(head):
                return ()
            return (self.state_actor(mention.key),)
        if mention.kind == "organisation":
            key = mention.key or mention.quote
            return (Actor(self._organisation_name(key, mention.quote), id=mention.key, sector=self._sector(key)),)
        return (Actor(name=mention.quote, id=mention.key),)

    def _is_people(self, token: Token) -> bool:
        """ "a group of Yemenis", "the Dutch": a demonym that stands for people, not before a noun."""
        return token.pos in {"NOUN", "PROPN"} and token.dep not in {"amod", "compound", "nmod", "npadvmod"}

    def _apposed(self, token: Token) -> tuple[Actor, ...]:
        """ "Assistant Foreign Minister, Deng Li": the name stands beside the office."""
        for child in self.analysis.children(token, "appos"):
            beside = [self.people.person_at(word.start, word.end) for word in conjuncts(self.analysis, child)]
            if beside[0] is not None:  # "the two presidents, Ana Rojas of Peru and Jean Okello of Kenya"
                told = beside if is_plural(token) else beside[:1]
                return tuple(self.actor_of(person) for person in told if person is not None)
        if token.dep == "appos":
            above = self.analysis.head(token)
            person = self.people.person_at(above.start, above.end)
            if person is not None:
                return (self.actor_of(person),)
        return ()

    def _listed(self, token: Token, mention: Mention) -> tuple[Actor, ...]:
        """States that the parser took for another name of the one before: "Peru, Chile, and Bolivia launched"."""
        if mention.kind not in {"state", "organisation"} or not mention.key:
            return ()
        found: list[Actor] = []
        for child in self.analysis.children(token, "appos", "nmod"):
            for word in conjuncts(self.analysis, child) if child.start > token.start else ():
                other = self._named.get(word.index)
                if other is not None and other.kind == mention.kind and other.key not in {None, mention.key}:
                    found += self._from_name(word, other)
        return tuple(found)

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
        holders: set[str] = set()
        bearers: set[str] = set()
        for person in self.people.persons:
            if not person.office or not person.is_official:
                continue
            holder = person.state or (person.organisation[0] if person.organisation else None)
            if wanted and holder not in wanted:
                continue
            if not words <= _office_words(person.office) or _is_deputy(person.office) > _is_deputy(office):
                continue
            is_own = person.label is not None and person.label[0] <= offset < person.label[1]
            before = [start for start, _ in person.mentions if start < offset or is_own]
            after = [start for start, _ in person.mentions if start > offset]
            if not before and (not after or (self.publisher_state not in {None, holder} and office[:1].isupper())):
                continue  # "The President has been briefed", before a guest who is president too is named
            # Somebody named before the office counts first, the nearest before the farther.
            rank = max(before) if before else -min(after)
            bearers.add(person.name)
            if holder is not None:
                holders.add(holder)
            if not wanted and holder == self.publisher_state and holder is not None:
                rank += len(self.analysis.text)  # "the President" in a presidency's own release
            if best is None or rank > best[0]:
                best = (rank, person)
        if not wanted and len(holders) > 1 and office.islower():
            return None  # "he briefed the president", in a text with presidents of two states
        if len(bearers) > 1 and best is not None and not self._is_near(best[1], offset):
            return None  # two presidents of one state, one after the other
        return best[1] if best else None

    def _is_near(self, person: Person, offset: int) -> bool:
        """Whether somebody is named in the same sentence or in one of the two before."""
        here = self.analysis.token_at(offset)
        last = max((start for start, _ in person.mentions if start < offset), default=None)
        there = self.analysis.token_at(last) if last is not None else None
        return here is not None and there is not None and here.sentence - there.sentence <= _NEAR

    def _counterpart(self, head: Token, states: tuple[Actor, ...]) -> tuple[Actor, ...]:
        person = next((self.people.person_at(c.start, c.end) for c in self.analysis.children(head, "appos")), None)
        if person is not None:
            return (self.actor_of(person),)
        office = None
        if head.tag not in {"NNS", "NNPS"}:  # "our Japanese and Korean counterparts" hold nobody's office
            office = next((a.office for i, a in reversed(self._before(head))
                           if a.office and a.person and self._is_subject(i)), None)  # fmt: skip
        office = None if office == "Secretary" else office  # whose counterparts are ministers
        return tuple(Actor(a.name, a.state, a.id, "GOV", None, office) for a in states)

    def _from_description(self, token: Token, depth: int) -> tuple[Actor, ...]:
        if token.lemma in {"counterpart", "colleague"}:
            return self._counterpart(token, self._owners(token, depth))
        if token.lemma in self.lexicon.collectives or token.lemma in self.lexicon.occupations:
            owners = self._owners(token, depth)
            if owners:
                words = self.body_words(token)
                plain = token.lemma in _WHOLE
                return tuple(
                    actor
                    if plain or actor.person
                    else Actor(actor.name, actor.state, actor.id, actor.sector, None, words)
                    for actor in owners
                )
        if token.lemma == "official" and self.publisher_state is not None:
            if any(word.lemma in _OWN_HOUSE for word in modifiers(self.analysis, token)):
                return (self.state_actor(self.publisher_state),)
        if token.lemma in _MEASURES:
            inner = prepositional(self.analysis, token, "of")
            if inner:
                return self.link_all(tuple(word.index for word in inner), depth=depth + 1)
        if token.lemma in _SENT and self._is_definite(token):
            return self._told_whose_it_is(token, depth)
        if token.lemma in self.lexicon.singles and self._is_definite(token):
            return self._single(token)
        if token.lemma in self.lexicon.occupations and self._is_definite(token):
            return self._last_person(token)
        if token.tag in {"NNP", "NNPS"} and token.lemma not in self.lexicon.collectives:
            return ()
        return ()

    def _owners(self, head: Token, depth: int, *, is_whole: bool = True) -> tuple[Actor, ...]:
        """Whose side, government or minister: demonyms and names before the noun, possessors, and "of …"."""
        found: list[Actor] = []
        if head.tag == "NNP" and head.lemma.lower() in _BODIES:
            return ()
        if head.lemma in _OTHERS:  # "its trading partners", "the allies of Lima" are not its own
            is_whole = False
        for child in self.analysis.children(head, "poss") if head.lemma not in _OTHERS else ():
            if head.lemma in {"counterpart", "colleague"} and child.tag == "PRP$":
                continue  # "her Chilean counterpart" is Chile's
            for word in conjuncts(self.analysis, child):
                for actor in self.link(word, depth=depth + 1):
                    if actor.person and head.lemma in _ONES_OWN:
                        continue  # "Rojas's lawyers" are not Peru's
                    found.append(actor.as_state() if actor.state else actor)
        words = {word.lemma for word in modifiers(self.analysis, head)}
        if words & _PARTED or ("former" in words and head.lemma in _LANDS):
            return tuple(found)  # "an al-Qaeda breakaway group" is al-Qaeda no more
        for word in modifiers(self.analysis, head):
            mention = self._named.get(word.index)
            possessors = self.analysis.children(word, "poss")
            if possessors:  # "Canada's G7 presidency": the parser gives the possessor to the first noun
                found += [actor.as_state() for w in possessors for actor in self.link(w, depth=depth + 1)]
            elif mention is not None and mention.key:
                if mention.kind in {"demonym", "state", "seat"}:
                    found.append(self.state_actor(mention.key))
                elif mention.kind == "organisation":
                    name = self._organisation_name(mention.key, mention.quote)
                    found.append(Actor(name, id=mention.key, sector=self._sector(mention.key)))
            elif head.lemma in {"regime", "government", "administration"}:
                found += self._of_ruler(word)
        whose = ("of", "from", "in") if head.lemma in _RULERS else ("of", "from")
        for word in prepositional(self.analysis, head, *whose) if is_whole else ():
            mention = self._named.get(word.index)
            if mention is not None and mention.kind in {"state", "organisation", "seat"}:
                found.extend(self._from_name(word, mention))
            elif word.lemma in self.lexicon.collectives or word.lemma in {"republic", "affairs"}:
                found.extend(self._owners(word, depth + 1))
        unique: list[Actor] = []
        for actor in found:
            if not any(is_same_actor(actor, other) for other in unique):
                unique.append(actor)
        return tuple(unique)

    def _of_ruler(self, word: Token) -> tuple[Actor, ...]:
        """ "the Rojas regime": the state of a well-known ruler, or of one whom the text has introduced."""
        person = self.people.person_at(word.start, word.end)
        home = self.codebook.leader_home(word.text)
        state = (person.state if person is not None else None) or (home[0] if home is not None else None)
        return (self.state_actor(state),) if state else ()

    def owners(self, head: Token) -> tuple[Actor, ...]:
        """The actors whose thing a noun is: possessors, demonyms, "of …"."""
        return self._owners(head, 0)

    def doers(self, head: Token) -> tuple[Actor, ...]:
        """Who stands behind what a noun names: "by …", a possessor or a demonym; "of …" only after a collective,
        for "the murder of a minister" is not the minister's."""
        if head.lemma in _PRIVATE:
            return ()
        doing = [word for clause in self.analysis.children(head, "acl") for word in agent_of(self.analysis, clause)]
        by = self.link_all(tuple(word.index for word in [*prepositional(self.analysis, head, "by"), *doing]))
        if by:
            return by
        if head.lemma in self.lexicon.suffered and not prepositional(self.analysis, head, "of"):
            return ()  # "Rojas's abduction" is not his deed, but "Lima's abduction of Rojas" is Lima's
        if head.lemma in self.lexicon.collectives or head.lemma in _THINGS_OF:
            return self._owners(head, 0)
        found = self._owners(head, 0, is_whole=False)
        topics = self._topics_of(head)
        return tuple(actor for actor in found if actor.key not in topics)

    def _topics_of(self, head: Token) -> set[str]:
        """States and bodies named in full before a thing are what it is about: "the Syria withdrawal plan".

        "US plan" and "EU proposal" are of those; where a possessor stands ("Skopje's EU accession"), they too are not.
        """
        has_owner = bool(self.analysis.children(head, "poss"))
        if head.lemma not in _TOPICAL and not has_owner:
            return set()
        found = set()
        for word in modifiers(self.analysis, head):
            mention = self._named.get(word.index)
            if mention is None or mention.key is None or mention.kind not in {"state", "organisation"}:
                continue
            if has_owner or (mention.kind == "state" and not mention.quote.replace(".", "").isupper()):
                found.add(mention.key)
        return found

    def issuer(self, token: Token) -> Actor | None:
        """The body or state whose statement, data or report it is, under the body's own name where the text has one."""
        told = self._told_in(token)
        for word in self.analysis.subtree(token):
            if word.index == token.index or word.index in told or word.pos not in {"PROPN", "NOUN"}:
                continue  # "a letter stating that the premier": who is told of has not written it
            actors = [a for a in self.link(word) if a.state or a.id] or list(self._owners(word, 1))
            if not actors:
                continue
            if word.pos == "PROPN" and actors[0].state and not (self._named.get(word.index) or actors[0].person):
                start, end = phrase_span(self.analysis, word, whole=True)
                return Actor(" ".join(self.analysis.text[start:end].split()), actors[0].state, actors[0].id, "GOV")
            return self.as_issuer(token, actors[0])
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
        pair = self._paired.get(token.index, ())
        if len(pair) > 1:
            return tuple(self.actor_by_key(mention.key) for mention in pair if mention.key)
        mention = self._named.get(token.index)
        if mention is None or not mention.key:
            return ()
        if mention.kind in {"state", "demonym", "seat"}:
            return (self.state_actor(mention.key),)
        return self._from_name(token, mention)

    def words_of(self, index: int) -> str:
        """The words of a phrase that names nobody known ("experts", "two residents")."""
        start, end = phrase_span(self.analysis, self.analysis.tokens[index])
        start = own_start(self.analysis, self.analysis.tokens[index], start)
        return re.sub(r"^(?:the|an?)\s+", "", " ".join(self.analysis.text[start:end].split()), flags=re.IGNORECASE)


def _bare_office(quote: str, inside: list[Mention]) -> str:
    for mention in inside:
        if quote.startswith(mention.quote):
            quote = re.sub(r"^(?:['’]s)?\s*", "", quote[len(mention.quote) :])
    return " ".join(quote.split())


def _is_deputy(office: str) -> bool:
    return bool(_office_words(office) & _DEPUTIES)


def _office_words(office: str) -> set[str]:
    return {word for word in re.findall(r"\w+", office.casefold()) if word not in {"of", "the", "for", "and"}}
