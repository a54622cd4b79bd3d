"""What stands around a frame: parties that can be party, projects, mechanisms and topics named in its clause."""

from dragoman.codebook.book import Codebook
from dragoman.model.actor import Actor
from dragoman.model.analysis import Analysis
from dragoman.model.document import Document
from dragoman.model.frame import EventFrame, Span, Speech
from dragoman.model.mention import Mention
from dragoman.model.reading import Scope
from dragoman.resolve.dating import Dater
from dragoman.resolve.link import Linker
from dragoman.resolve.rosters import Rosters

__all__ = ["Surroundings"]


class Surroundings:
    """One document as its frames are resolved against it."""

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        mentions: tuple[Mention, ...],
        speeches: tuple[Speech, ...],
        linker: Linker,
        codebook: Codebook,
        scope: Scope = "international",
    ) -> None:
        self.scope = scope
        self.document = document
        self.analysis = analysis
        self.speeches = speeches
        self.linker = linker
        self.officials = {person.name for person in linker.people.persons if person.is_official}
        self.codebook = codebook
        self.dater = Dater(document, analysis, mentions, codebook.lexicon)
        self.rosters = Rosters(analysis, linker.people, mentions)
        self.places = {t.index: m for m in mentions if m.kind in {"city", "seat", "state", "region"}
                       for t in analysis.tokens_in(m.start, m.end)}  # fmt: skip
        self.mentions = mentions
        self.mechanisms = [m for m in mentions if m.kind == "mechanism"]
        self.projects = [m for m in mentions if m.kind == "project"]
        self.issues = [m for m in mentions if m.kind == "issue"]

    def parties(self, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Actors that can be party to a relation: states, bodies, groups, and officials of any of them."""
        if self.scope == "all":
            return actors
        return tuple(a for a in actors if a.state or a.id or (a.person in self.officials and a.office))

    def actors_in(self, span: Span) -> tuple[Actor, ...]:
        """Actors named as such inside a span: not as places, not as mere adjectives."""
        found: list[Actor] = []
        for token in self.analysis.tokens_in(*span):
            if token.pos not in {"PROPN", "NOUN"} or token.dep in {"compound", "amod"}:
                continue
            mention = self.places.get(token.index)
            if mention is not None and self.linker.is_place(token):
                continue
            for actor in self.parties(self.linker.link(token)):
                if not any(a.key == actor.key for a in found):
                    found.append(actor)
        return tuple(found)

    def mechanism_name(self, mention: Mention) -> str:
        """The codebook's name of a mechanism, or the text's for one that the codebook does not hold."""
        entry = self.codebook.mechanisms.get(mention.key or "")
        return entry.name if entry is not None else " ".join(mention.quote.split())

    def mechanism_near(self, frame: EventFrame) -> str | None:
        """The mechanism in whose frame a contact stands: named in its clause after "at", "during", "of"."""
        if frame.type not in {"CONSULT", "AGREE"}:
            return None
        start, end = frame.clause
        inside = [m for m in self.mechanisms if start <= m.start < end]
        return self.mechanism_name(inside[0]) if inside else None

    def project_in(self, span: Span) -> str | None:
        """The first project named in a span, unless it only gives the occasion ("during the anniversary of …")."""
        for mention in self.projects:
            if span[0] <= mention.start < span[1] and not self.is_occasion(mention):
                entry = self.codebook.projects.get(mention.key or "")
                return entry.name if entry is not None else " ".join(mention.quote.split())
        return None

    def is_occasion(self, mention: Mention) -> bool:
        head = self.analysis.head_of(mention.start, mention.end)
        if head is None:
            return False
        above = {token.lemma for token in self.analysis.ancestors(head) if token.sentence == head.sentence}
        return "anniversary" in above or ("during" in above and head.dep == "pobj")

    def topics(self, span: Span) -> tuple[str, ...]:
        """Issues named in a clause, each once."""
        found: list[str] = []
        for mention in self.issues:
            if span[0] <= mention.start < span[1]:
                entry = self.codebook.issues.get(mention.key or "")
                name = entry.name if entry is not None else mention.quote
                if name not in found:
                    found.append(name)
        return tuple(found)
