"""Event frames → claims: both sides of an act, its place, its round, its instrument; domestic acts are left out."""

import re
from collections.abc import Iterable
from dataclasses import replace

from dragoman.model.actor import Actor, Place
from dragoman.model.analysis import Token
from dragoman.model.claim import Claim
from dragoman.model.frame import EventFrame, Span
from dragoman.model.grammar import agent_of, clause_verb, prepositional
from dragoman.resolve.voices import Voices

__all__ = ["EventClaimer"]

_OWNED = {
    "SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "COERCE", "ASSAULT", "AID", "SANCTION", "CONCEDE",
    "RETREAT",
}  # fmt: skip
_PRIVATE_PERSONS = {"national", "citizen"}
# Whom one praises, asks or backs apart from their state, and often against it.
# Offices that are no person, and are praised rather than received.
_BODIES = {"leadership", "mission", "government", "administration", "military", "cabinet", "parliament", "presidency"}
_OF_STATES = {"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "AGREE", "COOPERATE"}
_CIVILIANS = {
    "protester", "protestor", "demonstrator", "dissident", "activist", "priest", "believer", "student", "journalist",
    "voter", "refugee", "exile", "migrant", "worker", "woman", "girl", "child", "athlete", "artist", "scientist",
}  # fmt: skip
# A state's own, on another's soil: who goes there does not go to that state.
_OUTPOSTS = {"pavilion", "embassy", "consulate", "base", "booth", "stand", "exhibition", "ship", "warship", "cemetery"}
# What is done to people by who rules them.
_RULERS_ACTS = {"arrest", "detention", "execution", "crackdown", "imprisonment", "repression", "coup", "sentencing"}
# What strikes, and is somebody's.
_BLOWS = {
    "attack", "strike", "airstrike", "bombing", "missile", "rocket", "drone", "shelling", "raid", "bomb", "fire",
    "bombardment", "offensive", "operation", "assault", "blast", "jet", "plane", "aircraft", "helicopter", "warplane",
    "shell", "bomber", "fighter", "gunfire", "artillery", "gunboat", "incursion", "air-strike", "mortar", "submarine",
}  # fmt: skip
_BORDERS = {"border", "frontier", "coast", "water", "boundary", "shore"}


class EventClaimer(Voices):
    """Resolves events."""

    def event(self, frame: EventFrame) -> Claim | None:
        if frame.relation == "round":
            return self.round(frame)
        if frame.relation == "stage":
            return self.stage(frame)
        initiators = self.event_initiators(frame)
        targets = self.event_targets(frame)
        targets = tuple(t for t in targets if not any(t.key == i.key for i in initiators))
        if frame.form == "visit" and any(actor.sector == "CVL" for actor in initiators):
            return None  # tourists, students and refugees travel too
        if frame.is_personal and not any(t.person or (t.office and t.office not in _BODIES) for t in targets):
            return None  # "welcomes Oslo's leadership", "welcomed the UN monitoring mission"
        if not frame.is_anaphoric:
            settled = self.settle(frame, initiators, targets)
            if settled is None:
                return self.umbrella(frame, initiators)
            initiators, targets = settled
        if frame.rule == "request.invite" and not any(t.person or t.office for t in targets):
            frame = replace(frame, mode="assist")  # "invites Russian investment" asks nobody to come
        place, span = self.place(frame, targets)
        when, when_span = self.dater.date(frame)
        return Claim(
            frame=frame,
            roles={"initiators": initiators, "targets": targets},
            when=when,
            when_span=when_span,
            voices=self.voices(frame),
            place=place,
            place_span=span,
            mechanism=self.mechanism_near(frame),
            project=self.project_in(frame.clause),
            instrument=self.instrument(frame),
            topics=self.topics(frame.clause),
            is_ahead=self.dater.ahead(frame, when_span),
        )

    def umbrella(self, frame: EventFrame, initiators: tuple[Actor, ...]) -> Claim | None:
        """ "On Thursday the minister met various delegates": no record of its own, but the day of those told after."""
        if frame.type != "CONSULT" or not initiators or frame.factuality.status != "occurred":
            return None
        when, span = self.dater.date(frame)
        if when.edtf is None:
            return None
        return Claim(
            frame=frame,
            roles={"initiators": initiators, "targets": ()},
            when=when,
            when_span=span,
            voices=self.voices(frame),
            is_umbrella=True,
        )

    def event_initiators(self, frame: EventFrame) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for index in frame.initiators:
            token = self.analysis.tokens[index]
            if token.lemma in _PRIVATE_PERSONS:
                continue  # "a Ruritanian national met the envoy": what one does is not one's state's act
            actors = self.linker.link(token)
            if not actors and token.dep in {"amod", "compound", "nmod", "npadvmod", "conj"}:
                actors = self.linker.named_by(token)
            _join(found, actors or self.deviser(frame, token) or self.anybody(token))
            _join(found, self.listed(frame, token, {a.key for a in found}))
        return _without_shadows(self.parties(tuple(found)))

    def listed(self, frame: EventFrame, token: Token, known: set[str]) -> tuple[Actor, ...]:
        """Those who follow in the list that a party opens, where the parser has lost them: "attended by President X of
        Peru, Prime Minister Y of Chile, …"."""
        if token.dep in {"compound", "amod", "nmod", "poss"}:
            return ()
        told = {*frame.initiators, *frame.targets} - {token.index}
        rest = self.rosters.after(token)
        for word in prepositional(self.analysis, token, "of", "from") if token.tag in {"NNS", "NNPS"} else ():
            rest = rest or self.rosters.after(word)  # "ministers from Peru, Chile, …"
        if told and any(self.analysis.tokens[i].start > token.start for i in told & {word.index for word in rest}):
            rest = tuple(word for word in rest if word.index not in told)
        actors = self.linker.link_all(tuple(word.index for word in rest))
        return tuple(actor for actor in actors if actor.person or actor.key not in known)

    def deviser(self, frame: EventFrame, token: Token) -> tuple[Actor, ...]:
        """Behind a blow that strikes, whoever struck it: "a Ruritanian air strike killed", "missiles fired by"."""
        if frame.type != "ASSAULT" or token.lemma not in _BLOWS:
            return ()
        by = [word for clause in self.analysis.children(token, "acl") for word in agent_of(self.analysis, clause)]
        return self.linker.link_all(tuple(word.index for word in by)) or self.linker.doers(token)

    def anybody(self, token: Token) -> tuple[Actor, ...]:
        """Where acts within one state are wanted too, whoever acts there under the text's own words."""
        if self.scope != "all" or token.pos not in {"NOUN", "PROPN"}:
            return ()
        return (Actor(name=self.linker.words_of(token.index)),)

    def event_targets(self, frame: EventFrame) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for index in frame.targets:
            token = self.analysis.tokens[index]
            actors = self.linker.link(token)
            if not actors and token.lemma in _BORDERS:
                near = prepositional(self.analysis, token, "with", "of", "off")
                actors = self.linker.link_all(tuple(word.index for word in near)) or self.linker.owners(token)
            if frame.type in _OF_STATES and token.lemma in _CIVILIANS:
                continue  # "stands with the Ruritanian protesters": not with Ruritania
            mention = self.places.get(index)
            if mention is not None and mention.kind == "region" and self.linker.is_place(token):
                continue  # "attacks in the Red Sea"
            if frame.form == "visit" and mention is not None and mention.key and mention.kind != "region":
                actors = (self.linker.state_actor(mention.key),)
            is_call = frame.type == "REQUEST" and self.analysis.tokens[frame.trigger].pos == "NOUN"
            is_outpost = frame.form == "visit" and token.lemma in _OUTPOSTS
            if not actors and (frame.type in _OWNED or not frame.symmetric) and not (is_call or is_outpost):
                actors = self.linker.doers(token) if token.dep != "conj" else ()
            _join(found, actors or self.anybody(token))
            _join(found, self.listed(frame, token, {a.key for a in found}))
            if not actors and frame.type == "ACCUSE" and token.lemma in _RULERS_ACTS:
                _join(found, self.where(token))
        if not found and frame.form == "visit":
            found = self.here(frame)
        if not found and frame.type == "AID":
            found = self.receivers(frame)
        return _without_shadows(self.parties(tuple(found)))

    def where(self, token: Token) -> tuple[Actor, ...]:
        """ "the arrest of protesters in Cuba": whose rulers do what only rulers do."""
        places = [w for word in self.analysis.subtree(token) for w in prepositional(self.analysis, word, "in")]
        states = [m.key for w in places if (m := self.places.get(w.index)) is not None and m.kind == "state" and m.key]
        return tuple(self.linker.state_actor(state) for state in dict.fromkeys(states)) if len(states) == 1 else ()

    def here(self, frame: EventFrame) -> list[Actor]:
        """ "arrived here on Monday": the state from whose city a report comes."""
        verb = clause_verb(self.analysis, self.analysis.tokens[frame.trigger])
        dateline = self.document.dateline
        if verb is None or dateline is None:
            return []
        if not any(word.lemma == "here" for word in self.analysis.children(verb, "advmod")):
            return []
        state = self.codebook.find_state(dateline.place) if dateline.place else None
        return [self.linker.state_actor(state)] if state else []

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

    def settle(
        self, frame: EventFrame, initiators: tuple[Actor, ...], targets: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]] | None:
        """Both sides of an event, or null where the act is nobody's, domestic, or lacks the side it needs."""
        if frame.symmetric and not targets and len({a.key for a in initiators}) >= 2:
            first = initiators[0].key
            targets = tuple(a for a in initiators if a.key != first)
            initiators = tuple(a for a in initiators if a.key == first)
        met = [self.analysis.tokens[i] for i in frame.targets]
        met += [owner for word in met for owner in self.analysis.children(word, "poss")]  # "on one another's goods"
        each_other = any(word.lemma in {"other", "another"} for word in met)
        if each_other and not targets and len({a.key for a in initiators}) == 2:
            return initiators[:1], initiators[1:]
        if self.scope == "all":
            return (initiators, targets) if initiators or targets else None
        if frame.needs == "two" and not (initiators and targets):
            return None
        if initiators and targets and self.is_likely_domestic(initiators, targets):
            return None
        if frame.needs == "target" and not targets:
            return None
        return (initiators, targets) if initiators or targets else None

    def is_likely_domestic(self, initiators: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
        """Whether one side are officials whose state nobody tells, and the other the state that a report is about:
        in the press the senator, the commissioner and the unlisted body of which it writes are mostly its own."""
        if self.document.genre not in {"news", "opinion"} or self.linker.publisher_state is not None:
            return False
        unknown = [all(not (a.state or ":" in (a.id or "")) for a in side) for side in (initiators, targets)]
        if not any(unknown):
            return False
        return all(unknown) or {a.state for a in (*initiators, *targets) if a.state} == {self.linker.main_state}

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
            frame=frame,
            roles={"initiators": initiators, "targets": targets},
            when=when,
            when_span=when_span,
            voices=self.voices(frame),
            place=place,
            place_span=span,
            mechanism=self.mechanism_name(mention),
            round=_round_number(lead, mention.quote),
            project=None,
            topics=(),
        )

    def stage(self, frame: EventFrame) -> Claim | None:
        """A project's change of stage is its parties' joint act; a project of one state is that state's own affair."""
        token = self.analysis.tokens[frame.initiators[0]]
        mention = next((m for m in self.projects if m.start <= token.start < m.end), None)
        entry = self.codebook.projects.get(mention.key or "") if mention is not None else None
        told = {m.key for m in self.mentions if m.kind in {"state", "demonym", "seat"}}
        states = [state for state in entry.states if state in told] if entry is not None else []
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
            when=when,
            when_span=when_span,
            voices=self.voices(frame),
            project=entry.name if entry else None,
        )

    def place(self, frame: EventFrame, targets: tuple[Actor, ...]) -> tuple[Place | None, Span | None]:
        """Where it happened: a named place after "in" or "at" in the act's own words, or the city of a visit."""
        trigger = self.analysis.tokens[frame.trigger]
        anchors = [trigger]
        verb = clause_verb(self.analysis, trigger)
        if verb is not None and verb.index != trigger.index:
            anchors.append(verb)
        named = self.analysis.head_of(*frame.cue)
        if named is not None and named.index != trigger.index:
            anchors.append(named)  # "the second round of the Dialogue in Hainan"
        words = [w for a in anchors for w in prepositional(self.analysis, a, "in", "at")]
        for occasion in [w for a in anchors for w in prepositional(self.analysis, a, "during", "at", "on")]:
            words += prepositional(self.analysis, occasion, "in", "at")  # "during the summit in Bishkek"
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
        for word in words:  # a place that the codebook does not hold: "met in Chipata"
            name = next((n for n in self.analysis.names if n.start <= word.start < n.end and n.label == "GPE"), None)
            if name is not None and word.index not in self.places and word.index not in frame.targets:
                return Place(self.analysis.text[name.start : name.end], None), (name.start, name.end)
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


def _join(found: list[Actor], actors: Iterable[Actor]) -> None:
    """Adds those who are not yet there."""
    found += [actor for actor in actors if not any(a.key == actor.key and a.person == actor.person for a in found)]


def _without_shadows(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A state beside its own official, told in one breath ("President and Ruler X"), is that official."""
    persons = {actor.key for actor in actors if actor.person}
    return tuple(actor for actor in actors if actor.person or actor.key not in persons)


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
