"""Frames → claims: every role linked, every date resolved, every voice named; what nobody can be named for is left out."""

import re
from collections.abc import Iterable

from dragoman.codebook.book import Codebook
from dragoman.model.actor import AUTHOR, Actor, Place, Voice
from dragoman.model.analysis import Analysis, Token
from dragoman.model.claim import Claim
from dragoman.model.document import Document
from dragoman.model.frame import (
    EventFrame,
    Factuality,
    FigureFrame,
    Frame,
    PledgeFrame,
    PositionFrame,
    QuoteFrame,
    Span,
    Speech,
    TieFrame,
)
from dragoman.model.grammar import clause_verb, prepositional
from dragoman.model.mention import Mention
from dragoman.model.when import NOT_STATED, When
from dragoman.resolve.dating import Dater
from dragoman.resolve.link import Linker

__all__ = ["Claimer"]

# Contacts in which a mere topic, not a party, may stand where the other side is expected.
# What a figure may measure of one party alone; a count of anything else wants a second party or a project.
_OF_ONE = {
    "aid", "loan", "debt", "doses", "troops", "jobs", "trade", "trade-growth", "exports", "exports-growth", "imports",
    "imports-growth", "investment", "investment-growth", "refugees", "capacity", "tariff", "defence spending",
}  # fmt: skip
# What makes an undertaking of one state more than its own affair.
_FOREIGN = {"state", "demonym", "seat", "organisation", "region", "mechanism", "project", "issue", "quantity"}
_FOREIGN_MATTERS = {
    "aid", "assistance", "troop", "ceasefire", "truce", "relation", "relationship", "tie", "cooperation", "treaty", "agreement",
    "sanction", "border", "nuclear", "uranium", "weapon", "missile", "refugee", "embassy", "consulate", "hostage", "peace",
    "talk", "negotiation", "trade", "investment", "tariff", "ally", "partner", "partnership", "alliance", "dialogue",
    "diplomatic", "humanitarian", "neighbor", "neighbour", "terrorism", "export", "import", "vaccine", "visa", "bond",
    "friendship", "exchange", "stability", "bilateral", "multilateral", "regional", "international", "global", "protocol",
    "accord", "pact", "summit", "withdrawal", "war", "defence", "defense", "attack", "military", "regime",
}  # fmt: skip
_BORDERS = {"border", "frontier", "coast", "water", "boundary", "shore"}
_OWNED = {
    "SUPPORT",
    "ACCUSE",
    "REQUEST",
    "REJECT",
    "THREATEN",
    "COERCE",
    "ASSAULT",
    "AID",
    "SANCTION",
    "CONCEDE",
    "RETREAT",
}


class Claimer:
    """Resolves the frames of one document, in order."""

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        mentions: tuple[Mention, ...],
        speeches: tuple[Speech, ...],
        linker: Linker,
        codebook: Codebook,
    ) -> None:
        self.document = document
        self.analysis = analysis
        self.speeches = speeches
        self.linker = linker
        self.codebook = codebook
        self.dater = Dater(document, analysis, mentions)
        self.places = {t.index: m for m in mentions if m.kind in {"city", "seat", "state", "region"}
                       for t in analysis.tokens_in(m.start, m.end)}  # fmt: skip
        self.mentions = mentions
        self.mechanisms = [m for m in mentions if m.kind == "mechanism"]
        self.projects = [m for m in mentions if m.kind == "project"]
        self.issues = [m for m in mentions if m.kind == "issue"]

    def claims(self, frames: Iterable[Frame]) -> list[Claim]:
        """The claims of these frames; a frame whose parties cannot be told yields none."""
        found = []
        settled: set[int] = set()
        for frame in frames:
            is_event = isinstance(frame, EventFrame) and frame.relation not in {"round", "stage"}
            if is_event and frame.trigger in settled:
                continue
            claim = self.claim(frame)
            if claim is not None:
                found.append(claim)
                if is_event:
                    settled.add(frame.trigger)
        return found

    def claim(self, frame: Frame) -> Claim | None:
        """One frame resolved, or null where its parties cannot be told."""
        if isinstance(frame, EventFrame):
            return self.event(frame)
        if isinstance(frame, PledgeFrame):
            return self.pledge(frame)
        if isinstance(frame, PositionFrame):
            return self.position(frame)
        if isinstance(frame, FigureFrame):
            return self.figure(frame)
        if isinstance(frame, TieFrame):
            return self.tie(frame)
        return self.quote(frame) if isinstance(frame, QuoteFrame) else None

    # ---- events

    def event(self, frame: EventFrame) -> Claim | None:
        if frame.relation == "round":
            return self.round(frame)
        if frame.relation == "stage":
            return self.stage(frame)
        initiators = self.event_initiators(frame)
        targets = self.event_targets(frame)
        targets = tuple(t for t in targets if not any(t.key == i.key for i in initiators))
        if frame.is_personal and not any(t.person or t.office for t in targets):
            return None
        if not frame.is_anaphoric:
            settled = self.settle(frame, initiators, targets)
            if settled is None:
                return None
            initiators, targets = settled
        place, span = self.place(frame, targets)
        when, when_span = self.dater.date(frame)
        return Claim(
            frame=frame, roles={"initiators": initiators, "targets": targets}, when=when, when_span=when_span,
            voices=self.voices(frame), place=place, place_span=span, mechanism=self.mechanism_near(frame),
            project=self.project_in(frame.clause), instrument=self.instrument(frame), topics=self.topics(frame.clause),
            is_ahead=self.dater.ahead(frame, when_span),
        )  # fmt: skip

    def event_initiators(self, frame: EventFrame) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for index in frame.initiators:
            token = self.analysis.tokens[index]
            actors = self.linker.link(token)
            if not actors and token.dep in {"amod", "compound", "nmod", "npadvmod", "conj"}:
                actors = self.linker.named_by(token)
            found += [
                actor for actor in actors if not any(a.key == actor.key and a.person == actor.person for a in found)
            ]
        return self.parties(tuple(found))

    def event_targets(self, frame: EventFrame) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for index in frame.targets:
            token = self.analysis.tokens[index]
            actors = self.linker.link(token)
            if not actors and token.lemma in _BORDERS:
                near = prepositional(self.analysis, token, "with", "of", "off")
                actors = self.linker.link_all(tuple(word.index for word in near)) or self.linker.owners(token)
            mention = self.places.get(index)
            if frame.form == "visit" and mention is not None and mention.key and mention.kind != "region":
                actors = (self.linker.state_actor(mention.key),)
            if not actors and frame.type in _OWNED:
                actors = self.linker.owners(token)
            found += [
                actor for actor in actors if not any(a.key == actor.key and a.person == actor.person for a in found)
            ]
        if not found and frame.type == "AID":
            found = self.receivers(frame)
        return self.parties(tuple(found))

    def receivers(self, frame: EventFrame) -> list[Actor]:
        """Whom help goes to, deep in its own words: "a drawdown to provide further assistance to Ukraine"."""
        verb = self.analysis.tokens[frame.trigger]
        for thing in self.analysis.children(verb, "dobj", "nsubjpass"):
            for word in self.analysis.subtree(thing):
                for head in prepositional(self.analysis, word, "to", "for"):
                    actors = self.linker.link(head)
                    if actors:
                        return list(actors)
        return []

    def parties(self, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Actors that can be party to a relation: states, bodies, groups, and officials of any of them."""
        return tuple(a for a in actors if a.state or a.id or (a.person and a.office))

    def settle(
        self, frame: EventFrame, initiators: tuple[Actor, ...], targets: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]] | None:
        """Both sides of an event, or null where the act is nobody's, domestic, or lacks the side it needs."""
        if frame.symmetric and not targets and len({a.key for a in initiators}) >= 2:
            first = initiators[0].key
            targets = tuple(a for a in initiators if a.key != first)
            initiators = tuple(a for a in initiators if a.key == first)
        each_other = any(self.analysis.tokens[i].lemma in {"other", "another"} for i in frame.targets)
        if each_other and not targets and len({a.key for a in initiators}) == 2:
            return initiators[:1], initiators[1:]
        if frame.symmetric and targets and not initiators and len({a.key for a in targets}) >= 2:
            first = targets[0].key
            initiators = tuple(a for a in targets if a.key == first)
            targets = tuple(a for a in targets if a.key != first)
        if frame.needs == "two" and not (initiators and targets):
            return None
        if frame.needs == "target" and not targets:
            return None
        return (initiators, targets) if initiators or targets else None

    def round(self, frame: EventFrame) -> Claim | None:
        mention = next((m for m in self.mechanisms if (m.start, m.end) == frame.cue), None)
        if mention is None:
            return None
        parties = self.parties(self.linker.link_all(frame.initiators))
        states = [key for key in mention.value] if isinstance(mention.value, tuple) else []
        actors = list(parties)
        if len(states) == 2:
            actors = [a for a in actors if a.key in states]
            for key in states:
                if not any(a.key == key for a in actors):
                    actors.append(self.linker.actor_by_key(key))
        if not actors:
            return None
        first = actors[0].key
        initiators = tuple(a for a in actors if a.key == first)
        targets = tuple(a for a in actors if a.key != first)
        if not targets and len(states) == 2:
            return None
        place, span = self.place(frame, targets)
        when, when_span = self.dater.date(frame)
        lead = self.analysis.text[max(0, frame.cue[0] - 60) : frame.cue[0]]
        return Claim(
            frame=frame, roles={"initiators": initiators, "targets": targets}, when=when, when_span=when_span,
            voices=self.voices(frame), place=place, place_span=span, mechanism=self.mechanism_name(mention),
            round=_round_number(lead, mention.quote), project=None, topics=(),
        )  # fmt: skip

    def stage(self, frame: EventFrame) -> Claim | None:
        """A project's change of stage is its parties' joint act; a project of one state is that state's own affair."""
        token = self.analysis.tokens[frame.initiators[0]]
        mention = next((m for m in self.projects if m.start <= token.start < m.end), None)
        entry = self.codebook.projects.get(mention.key or "") if mention is not None else None
        states = list(entry.states) if entry is not None else []
        if mention is None or len(states) < 2:
            return None
        named = [actor.state for actor in self.actors_in(frame.clause) if actor.state in states]
        ordered = [*dict.fromkeys(s for s in named if s), *(s for s in states if s not in named)]
        when, when_span = self.dater.date(frame)
        return Claim(
            frame=frame,
            roles={
                "initiators": (self.linker.state_actor(ordered[0]),),
                "targets": tuple(self.linker.state_actor(state) for state in ordered[1:]),
            },
            when=when, when_span=when_span, voices=self.voices(frame), project=entry.name if entry else None,
        )  # fmt: skip

    def place(self, frame: EventFrame, targets: tuple[Actor, ...]) -> tuple[Place | None, Span | None]:
        """Where it happened: a named place after "in" or "at" in the act's own words, or the city of a visit."""
        trigger = self.analysis.tokens[frame.trigger]
        anchors = [trigger]
        verb = clause_verb(self.analysis, trigger)
        if verb is not None and verb.index != trigger.index:
            anchors.append(verb)
        words = [w for a in anchors for w in prepositional(self.analysis, a, "in", "at")]
        if frame.form == "visit":
            words += [self.analysis.tokens[i] for i in frame.targets]
        for word in list(words):
            words += [child for child in self.analysis.children(word, "appos")]
        for word in words:
            mention = self.places.get(word.index)
            if mention is not None and (mention.kind != "state" or frame.form != "visit" or not targets):
                return Place(mention.quote, mention.key if mention.kind != "region" else None), (
                    mention.start,
                    mention.end,
                )
        if frame.form != "visit":
            return None, None
        for word in words:
            mention = self.places.get(word.index)
            if mention is not None:
                return Place(mention.quote, mention.key), (mention.start, mention.end)
        return None, None

    def instrument(self, frame: EventFrame) -> str | None:
        """What was signed, in the text's words."""
        if frame.form != "signing":
            return None
        trigger = self.analysis.tokens[frame.trigger]
        things = self.analysis.children(trigger, "dobj", "nsubjpass") or prepositional(self.analysis, trigger, "of")
        for thing in things:
            words = [w for w in [*self.analysis.children(thing, "amod", "compound", "nmod"), thing]]
            start, end = min(w.start for w in words), max(w.end for w in words)
            return " ".join(self.analysis.text[start:end].split())
        return None

    # ---- the other kinds

    def pledge(self, frame: PledgeFrame) -> Claim | None:
        pledgers = self.parties(self.linker.link_all(frame.pledgers))
        if not pledgers:
            return None
        keys = {actor.key for actor in pledgers}
        content = self.actors_in(frame.content)
        is_vow = frame.strength in {"pledged", "willing"} and not frame.rule.endswith(".will")
        if len(keys) == 1 and not is_vow and not self.is_international(frame, keys):
            return None
        beneficiaries = tuple(a for a in content if a.key not in keys)
        when, when_span = self.dater.date(frame, outside=frame.content)
        return Claim(
            frame=frame, roles={"pledgers": pledgers, "beneficiaries": beneficiaries[:3]}, when=when,
            when_span=when_span, voices=self.voices(frame), project=self.project_in(frame.clause),
        )  # fmt: skip

    def is_international(self, frame: PledgeFrame, keys: set[str]) -> bool:
        """Whether an undertaking of one party concerns anybody or anything beyond its own affairs."""
        start, end = frame.clause
        for mention in self.mentions:
            if start <= mention.start < end and mention.kind in _FOREIGN and mention.key not in keys:
                return True
        start, end = frame.content
        return any(token.lemma in _FOREIGN_MATTERS for token in self.analysis.tokens_in(start, end))

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

    def position(self, frame: PositionFrame) -> Claim | None:
        holders = self.parties(self.linker.link_all(frame.holders))
        if not holders:
            return None
        keys = {actor.key for actor in holders}
        toward = tuple(a for a in self.parties(self.linker.link_all(frame.toward)) if a.key not in keys)
        if frame.issue is not None and frame.issue.key is not None and self.is_own_name(frame.issue, toward):
            return None
        when, when_span = self.dater.date(frame)
        return Claim(
            frame=frame, roles={"holders": holders, "toward": toward}, when=when, when_span=when_span,
            voices=self.position_voices(frame, holders),
        )  # fmt: skip

    def is_own_name(self, issue: Mention, toward: tuple[Actor, ...]) -> bool:
        """Whether the "issue" is only the party's name over again."""
        return any(actor.name == issue.quote for actor in toward)

    def position_voices(self, frame: PositionFrame, holders: tuple[Actor, ...]) -> tuple[Voice, ...]:
        if frame.voicers:
            voicers = self.linker.link_all(frame.voicers)
            if voicers:
                quoted = re.search(r"[“”\"]", self.analysis.text[frame.clause[0] : frame.clause[1]])
                mode = "mixed" if quoted else "indirect"
                return (_voice(voicers[0], mode), *(v for v in self.voices(frame) if v.mode != "author"))
        return self.voices(frame)

    def figure(self, frame: FigureFrame) -> Claim | None:
        subjects: list[Actor] = []
        for token in frame.subjects:
            actors = self.parties(self.linker.link(self.analysis.tokens[token])) or self.modifier_states(token)
            subjects += [a.as_state() for a in actors if not any(a.key == b.key for b in subjects)]
        project = self.project_in(frame.clause)
        if len(subjects) < 2 and project is None and frame.metric not in _OF_ONE:
            return None
        if not subjects and project is not None:
            subjects = [Actor(name=project)]
        if not subjects:
            return None
        when, when_span = self.dater.date(frame)
        return Claim(
            frame=frame, roles={"subjects": tuple(subjects[:4])}, when=when, when_span=when_span,
            voices=self.voices(frame), project=project,
        )  # fmt: skip

    def modifier_states(self, index: int) -> tuple[Actor, ...]:
        return self.linker.owners(self.analysis.tokens[index])

    def tie(self, frame: TieFrame) -> Claim | None:
        subjects: list[Actor] = []
        for key in frame.subject_keys:
            subjects.append(self.linker.actor_by_key(key))
        if len(frame.subject_keys) < 2:
            for index in frame.subjects:
                token = self.analysis.tokens[index]
                for actor in self.parties(self.linker.link(token)) or self.demonym(token):
                    actor = actor.as_state()
                    if not any(a.key == actor.key for a in subjects):
                        subjects.append(actor)
        if frame.relation == "anniversary":
            subjects = [actor for actor in subjects if actor.state or actor.id]
        if frame.relation == "designation" and len(subjects) < 2 and not self.is_titled(frame):
            return None
        if not subjects:
            return None
        when, when_span = self.dater.date(frame)
        return Claim(
            frame=frame, roles={"subjects": tuple(subjects)}, when=when, when_span=when_span, voices=self.voices(frame)
        )

    def is_titled(self, frame: TieFrame) -> bool:
        """Whether a designation of one party alone is quoted as a title ("Major Defense Partner")."""
        start, end = frame.label or frame.clause
        return any(mark in self.analysis.text[max(0, start - 1) : end + 1] for mark in '“”"')

    def demonym(self, token: Token) -> tuple[Actor, ...]:
        return self.linker.named_by(token)

    def quote(self, frame: QuoteFrame) -> Claim | None:
        if frame.mode == "author":
            return Claim(
                frame=frame, roles={"speaker": (Actor(name="author"),)}, when=When(basis=NOT_STATED), voices=(AUTHOR,)
            )
        speech = self.speeches[frame.speech] if frame.speech is not None else None
        if speech is None:
            return None
        actors = self.speakers(speech)
        if actors and not self.is_worded(speech, actors):
            return None
        if len(actors) == 1:
            speaker = actors[0]
        elif actors:
            speaker = Actor(name=" and ".join(actor.person or actor.name for actor in actors))
        else:
            speaker = self.unknown_speaker(speech.speaker[0])
            if speaker is None:
                return None
        when, when_span = self.dater.date(frame, outside=frame.content)
        outer = [s for s in self.speeches_at(frame) if s.index != speech.index and s.content[0] <= speech.extent[0]]
        voices = (_voice(speaker, speech.mode), *(self.voice_of(s) for s in outer))
        return Claim(frame=frame, roles={"speaker": (speaker,)}, when=when, when_span=when_span, voices=voices)

    def speakers(self, speech: Speech) -> tuple[Actor, ...]:
        """Who speaks; for a statement or data, the body whose they are."""
        found: list[Actor] = []
        for index in speech.speaker:
            token = self.analysis.tokens[index]
            if token.lemma in self.codebook.lexicon.sources and token.pos == "NOUN":
                owner = self.linker.issuer(token)
                found += [owner] if owner is not None else []
            else:
                found += self.linker.link(token)
        unique = {(actor.key, actor.person): actor for actor in found}
        return tuple(unique.values())

    def is_worded(self, speech: Speech, actors: tuple[Actor, ...]) -> bool:
        """States and bodies do many things that verbs of speech also name: they speak where a clause or marks follow."""
        if speech.mode != "indirect" or any(actor.person for actor in actors):
            return True
        cue = self.analysis.tokens_in(*speech.cue)[0] if speech.cue else None
        if cue is None or cue.lemma not in self.codebook.lexicon.speech_nominal | {"consider", "view", "see", "note"}:
            return True
        return bool(self.analysis.children(cue, "ccomp"))

    def unknown_speaker(self, index: int) -> Actor | None:
        """A speaker whom only the text's words name ("experts"); a pronoun that leads nowhere names nobody."""
        token = self.analysis.tokens[index]
        lexicon = self.codebook.lexicon
        can_speak = lexicon.sources | lexicon.occupations | lexicon.collectives
        if token.pos == "PRON" and token.lemma not in {"many", "some", "others", "one", "most", "few", "another"}:
            return None
        if token.lemma not in can_speak and token.tag not in {"NNP", "NNPS"}:
            return None
        words = self.linker.words_of(index)
        return Actor(name=words) if words else None

    def offices(self) -> list[Claim]:
        """One tie a person whose office the document states."""
        found = []
        for person in self.linker.people.persons:
            if person.office is None or person.tie is None or person.label is None:
                continue
            head = self.analysis.head_of(*person.tie)
            if head is None:
                continue
            actor = self.linker.actor_of(person)
            holder = actor.name if (person.state or person.organisation) else None
            frame = TieFrame(
                rule="tie.office", trigger=head.index, cue=person.label, clause=person.tie,
                factuality=Factuality("ongoing", None, tense="present"), confidence=0.85 if person.is_official else 0.7,
                relation="office", object=f"{person.office} of {holder}" if holder else person.office, label=person.label,
            )  # fmt: skip
            found.append(
                Claim(
                    frame=frame,
                    roles={"subjects": (actor,)},
                    when=When(basis=NOT_STATED),
                    voices=(AUTHOR,),
                    basis={"state": person.basis},
                )  # fmt: skip
            )
        return found

    # ---- voices, topics, projects

    def voices(self, frame: Frame) -> tuple[Voice, ...]:
        """The attribution chain: whose words hold the frame, innermost first; the author where nobody speaks."""
        chain = []
        for speech in self.speeches_at(frame):
            chain.append(self.voice_of(speech))
        if chain:
            return tuple(chain)
        if self.document.genre == "joint-statement":
            parties = self.linker.declaring()
            if parties:
                name = " and ".join(actor.name for actor in parties)
                return (Voice(name=name, mode="document", state=None),)
        return (AUTHOR,)

    def speeches_at(self, frame: Frame) -> list[Speech]:
        offset = self.analysis.tokens[frame.trigger].start if not isinstance(frame, FigureFrame) else frame.cue[0]
        holding = [s for s in self.speeches if s.content[0] <= offset < s.content[1]]
        return sorted(holding, key=lambda s: s.content[1] - s.content[0])

    def voice_of(self, speech: Speech) -> Voice:
        """Who speaks, as one link of a chain."""
        actors = self.speakers(speech)
        if actors:
            return _voice(actors[0], speech.mode)
        if speech.speaker:
            return Voice(name=self.linker.words_of(speech.speaker[0]), mode=speech.mode)
        return Voice(name=None, mode=speech.mode)

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
        """The first project named in a span."""
        for mention in self.projects:
            if span[0] <= mention.start < span[1]:
                entry = self.codebook.projects.get(mention.key or "")
                return entry.name if entry is not None else " ".join(mention.quote.split())
        return None

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


def _voice(actor: Actor, mode: str) -> Voice:
    return Voice(name=actor.person or actor.name, mode=mode, office=actor.office, state=actor.state)


def _round_number(lead: str, quote: str) -> int | None:
    """The number of a round: before the name, at its start, or "the 10th … meeting"."""
    ordinals = {name: n for n, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)}  # fmt: skip
    near = re.findall(
        r"\b(\d{1,3})(?:st|nd|rd|th)\b|\b(" + "|".join(ordinals) + r")\b", lead.lower() + " " + quote.lower()
    )
    if not near:
        return None
    figure, word = near[-1]
    return int(figure) if figure else ordinals[word]
