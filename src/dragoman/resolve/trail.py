"""The trail of actors that a document names, in order: what a later pronoun or description can stand for."""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import Counter

from dragoman.codebook.book import Codebook
from dragoman.codebook.lexicon import Lexicon
from dragoman.model.actor import Actor
from dragoman.model.analysis import Analysis, Token
from dragoman.model.claim import Person
from dragoman.model.document import Document
from dragoman.model.frame import Speech
from dragoman.model.mention import Mention
from dragoman.resolve.naming import Naming
from dragoman.resolve.people import People

__all__ = ["Trail", "distinct_actors", "is_same_actor"]

# How many sentences back a reference may reach before it is given up.
_REACH = 8
# How much oftener than the third the second state must be named for a document to be about two.
_CLEARLY = 2
# What a state in the title counts for, beside those that act in the text.
_IN_TITLE = 3


class Trail(Naming, ABC):
    """Keeps the trail; how words become actors is its subclasses' business."""

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
        super().__init__(document, analysis, mentions, people, speeches, codebook, lexicon)
        # What a document is about is known only when the trail is; until then "the sides" name nobody.
        self._dominant: list[str] = []
        self._is_of_two = False
        self._trail = self._make_trail()
        self._trail_starts = [index for index, _ in self._trail]
        self._trail = sorted([*self._trail, *self._office_trail()], key=lambda item: item[0])
        self._trail_starts = [index for index, _ in self._trail]
        counts = Counter(actor.state for index, actor in self._trail if actor.state and self._acts(index, actor))
        if len(counts) < 2:
            counts = Counter(actor.state for _, actor in self._trail if actor.state)
        for mention in self.codebook.find_mentions(self.document.title or ""):
            if mention.kind == "state" and mention.key:
                counts[mention.key] += _IN_TITLE
        ranked = counts.most_common(3)
        self._dominant = [state for state, _ in ranked[:2]]
        self._is_of_two = len(ranked) == 2 or (len(ranked) == 3 and ranked[1][1] >= _CLEARLY * ranked[2][1])

    @property
    def main_state(self) -> str | None:
        """The state that acts oftenest in the document."""
        return self._dominant[0] if self._dominant else None

    @abstractmethod
    def link(self, token: Token, *, depth: int = 0) -> tuple[Actor, ...]:
        """The actors that a noun phrase stands for."""

    @abstractmethod
    def link_all(self, heads: tuple[int, ...], *, depth: int = 0) -> tuple[Actor, ...]:
        """The actors of several heads."""

    @abstractmethod
    def _owners(self, head: Token, depth: int) -> tuple[Actor, ...]:
        """Whose thing a noun is."""

    @abstractmethod
    def _known_office(self, office: str, offset: int, states: tuple[Actor, ...]) -> Person | None:
        """Who, named before, holds an office."""

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
                trail.append((token.index, Actor(name, id=mention.key, sector=self._sector(mention.key))))
        return trail

    def _acts(self, index: int, actor: Actor) -> bool:
        """Whether a name is of somebody who acts or is met, not of what the text is only about ("Ruritania's war")."""
        return (
            actor.person is not None
            or self._is_subject(index)
            or (
                self.analysis.tokens[index].dep == "pobj"
                and self.analysis.head(self.analysis.tokens[index]).lemma in {"with", "between", "among", "by"}
            )
        )

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

    def _is_owner(self, index: int) -> bool:
        """Whether a name stands as somebody's whose the subject is: "Rojas's lawyer"."""
        token = self.analysis.tokens[index]
        while token.dep in {"compound", "nmod", "amod"}:
            token = self.analysis.head(token)
        return token.dep == "poss"

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


def distinct_actors(actors: list[Actor]) -> list[Actor]:
    """Each actor once, with its person where one is named."""
    found: list[Actor] = []
    for actor in actors:
        for position, other in enumerate(found):
            if is_same_actor(actor, other):
                if actor.person and not other.person:
                    found[position] = actor
                break
        else:
            found.append(actor)
    return found


def is_same_actor(left: Actor, right: Actor) -> bool:
    """Whether two actors are one: the same state or body, and not two different persons of it."""
    if left.key != right.key:
        return False
    return not (left.person and right.person and left.person != right.person)
