"""Actors made from codebook keys and persons, and where one document names them."""

from dataclasses import replace

from dragoman.codebook.book import Codebook
from dragoman.codebook.lexicon import Lexicon
from dragoman.errors import CodebookError
from dragoman.model.actor import Actor
from dragoman.model.analysis import Analysis, Token
from dragoman.model.claim import Person
from dragoman.model.document import Document
from dragoman.model.frame import Speech
from dragoman.model.mention import Mention
from dragoman.resolve.floor import find_holder
from dragoman.resolve.people import People

__all__ = ["Naming"]

# What may stand in small letters in a body's name.
_LINKS = {"ADP", "CCONJ", "DET", "PUNCT"}

_PLACE_PREPOSITIONS = {"in", "at", "near", "around", "across", "inside", "outside", "through", "throughout", "within"}
# What somebody gives out, and speaks through.
_WRITTEN = {
    "statement", "remark", "comment", "word", "tweet", "memo", "report", "letter", "document", "note", "account",
    "post", "message", "speech", "article", "book", "figure", "datum", "data", "testimony", "email",
}  # fmt: skip


class Naming:
    """What one document names, token by token, and the actors that the names stand for."""

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
        self._asked: set[int] = set()
        self._asks_speaker = False
        self._holders: dict[str, Person | None] = {}
        self.offices = [m for m in mentions if m.kind == "office"]
        self._named: dict[int, Mention] = {}
        # Words that name two: "the U.S.-Japan accord" is one word to the parser.
        self._paired: dict[int, list[Mention]] = {}
        for mention in mentions:
            if mention.kind in {"state", "demonym", "seat", "organisation", "region"}:
                for token in analysis.tokens_in(mention.start, mention.end):
                    if token.start < mention.start or mention.end < token.end:
                        self._paired.setdefault(token.index, []).append(mention)
                    held = self._named.get(token.index)
                    if held is None or (held.end - held.start) < (mention.end - mention.start):
                        self._named[token.index] = mention

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
                name=self._organisation_name(key, name),
                id=key,
                sector=self._sector(key),
                person=person.name,
                office=person.office,
            )
        return Actor(name=person.name, person=person.name, office=person.office)

    def as_issuer(self, token: Token, actor: Actor) -> Actor | None:
        """ "Rojas's office said": not the holder of the office, but the state's, under the words for both; null for
        people who only are told by a person's name: "Rojas critics"."""
        if actor.person is None or token.lemma in _WRITTEN:
            return actor
        if token.lemma == "office" and actor.office is not None:
            return replace(actor, person=None, office=f"{actor.office}'s office")
        if token.lemma in {"spokesman", "spokeswoman", "spokesperson"}:
            return replace(actor, person=None, office=token.text)
        return None if token.tag == "NNS" or token.lemma in self.lexicon.occupations else actor

    def at_home(self, actor: Actor) -> Actor:
        """A speaker with the state where a person is at home who acts for none."""
        if actor.state or actor.person is None:
            return actor
        home = next((p.home for p in self.people.persons if p.name == actor.person and p.home), None)
        return actor if home is None else replace(actor, state=home)

    def body_words(self, head: Token) -> str:
        """How the text calls a part of a state, its state's name left out: "Civil Defence Force", "Ministry of
        Health"; a word in small letters stands for itself."""
        if not head.text[:1].isupper():
            return head.text
        first = last = head.index
        tokens = self.analysis.tokens
        while first and tokens[first - 1].dep in {"compound", "amod", "nmod"} and tokens[first - 1].text[:1].isupper():
            if first - 1 in self._named or tokens[first - 1].head < tokens[first - 1].index:
                break
            first -= 1
        for prep in self.analysis.children(head, "prep"):
            inner = self.analysis.children(prep, "pobj") if prep.lemma in {"of", "for"} else []
            words = self.analysis.subtree(prep)
            is_name = bool(inner) and inner[0].pos == "PROPN" and not any(word.index in self._named for word in words)
            if is_name and prep.index == last + 1 and all(w.text[:1].isupper() or w.pos in _LINKS for w in words):
                last = words[-1].index
        return " ".join(self.analysis.text[tokens[first].start : tokens[last].end].split())

    def holder(self, label: str) -> Person | None:
        """Whom a transcript's label names: somebody of the text, else of its title or byline."""
        if label not in self._holders:
            known = self.people.person_of_label(label)
            is_known = known is not None and (known.office is not None or known.state is not None)
            found = known if is_known else find_holder(label, self.document, self.codebook)
            self._holders[label] = found or known
        return self._holders[label]

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
                return Actor(name=entries[key].name, id=key, sector=self._sector(key))
        return Actor(name=key, id=key)

    def state_name(self, state: str) -> str:
        """The codebook's name of a state."""
        return self.codebook.state(state).name

    def _organisation_name(self, key: str, words: str) -> str:
        try:
            return self.codebook.organisation(key).name
        except CodebookError:
            return words

    def _sector(self, key: str) -> str | None:
        """PLOVER's sector of an organisation: a body of states, an armed group, a party, a company."""
        entry = self.codebook.organisations.get(key)
        return entry.sector if entry is not None else None

    def _told_in(self, token: Token) -> set[int]:
        """The words of what a statement tells and of whom it goes to: neither has issued it."""
        clauses = self.analysis.children(token, "acl")
        aside = [c for c in clauses if c.tag == "VBG"]
        if token.lemma == "source":  # "a source present at the talks with Lima"
            aside += [c for c in self.analysis.children(token, "amod", "relcl", "acl") if c.start > token.start]
        aside += [p for c in clauses for p in self.analysis.children(c, "prep", "dative") if p.lemma == "to"]
        return {word.index for head in aside for word in self.analysis.subtree(head)}

    def is_place(self, head: Token) -> bool:
        """Whether a name stands where things happen ("in Beijing") rather than for who acts."""
        if head.dep == "appos":  # "in Benghazi, Libya"
            above = self.analysis.head(head)
            return above.dep in {"pobj", "appos"} and above.pos == "PROPN" and self.is_place(above)
        if head.dep == "pobj":
            return self.analysis.head(head).lemma in _PLACE_PREPOSITIONS
        return head.dep == "npadvmod"
