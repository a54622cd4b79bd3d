"""Frames → claims: roles linked, dates resolved, voices named; what nobody can be named for is left out."""

from collections.abc import Iterable
from dataclasses import replace

from dragoman.model.actor import AUTHOR, Actor
from dragoman.model.analysis import Token
from dragoman.model.claim import Claim, Person
from dragoman.model.frame import (
    EventFrame,
    Factuality,
    FigureFrame,
    Frame,
    PledgeFrame,
    PositionFrame,
    QuoteFrame,
    Span,
    TieFrame,
)
from dragoman.model.grammar import clause_verb, subjects_of
from dragoman.model.mention import Mention
from dragoman.model.when import NOT_STATED, When
from dragoman.resolve.contacts import EventClaimer
from dragoman.resolve.formerly import past_start
from dragoman.resolve.sittings import date_by_sitting
from dragoman.resolve.voices import join_actors, make_voice

__all__ = ["Claimer"]

# What a figure may measure of one party alone; a count of anything else wants a second party or a project.
_OF_ONE = {
    "aid", "loan", "debt", "doses", "troops", "jobs", "trade", "trade-growth", "exports", "exports-growth",
    "imports", "imports-growth", "investment", "investment-growth", "refugees", "capacity", "tariff",
    "defence spending", "casualties",
}  # fmt: skip
# The least amount of money, and the least count in digits, that is a figure of one party alone.
_SUM, _COUNT = 1000, 10
_WORKS = {
    "road", "railway", "railroad", "highway", "expressway", "motorway", "pipeline", "bridge", "tunnel", "canal", "dam",
    "plant", "station", "corridor", "fence", "wall", "cable", "interconnector", "link", "port", "refinery", "park",
}  # fmt: skip
# Sizes: a project's own.
_OF_SIZE = {"capacity", "distance", "length"}
# What is measured of projects: a project named before it in the sentence is what it is of.
_OF_PROJECTS = {"capacity", "distance", "cost", "value", "loan", "investment"}
_FOR = {"to", "for", "with", "between", "among"}
# Verbs whose object is served by what is undertaken.
_HELPS = {
    "support", "help", "assist", "back", "aid", "join", "give", "supply", "arm", "provide", "protect", "defend",
    "visit", "invite", "train", "equip", "fund", "strengthen", "enhance", "deepen", "expand", "uphold", "respect",
    "welcome",
}  # fmt: skip
# What goes to a state goes there for no good of its own.
_GOES = {
    "go", "head", "travel", "return", "fly", "move", "come", "depart", "trip", "journey", "withdraw", "relocate",
    "drive", "sail", "leave", "flee", "relate", "refer", "pertain", "due", "according", "similar", "contrary",
    "vulnerable", "subject", "deport", "extradite", "threat", "respond", "reply", "response", "reaction",
    "opposition", "belong",
}  # fmt: skip
# "hold Lima accountable for its raids": nobody is served.
_ANSWERS = {"accountable", "responsible", "punish", "blame", "condemn", "sanction", "prosecute", "answerable", "liable"}
# Who only foretells what others will do.
_FORECASTERS = {"analyst", "expert", "economist", "observer", "critic", "scholar", "report", "study", "survey", "poll"}
# What makes an undertaking of one state more than its own affair.
_FOREIGN = {"state", "demonym", "seat", "organisation", "region", "mechanism", "project", "issue", "quantity"}
_FOREIGN_MATTERS = {
    "aid", "assistance", "troop", "ceasefire", "truce", "relation", "relationship", "tie", "cooperation",
    "treaty", "agreement", "sanction", "border", "nuclear", "uranium", "weapon", "missile", "refugee",
    "embassy", "consulate", "hostage", "peace", "talk", "negotiation", "trade", "investment", "tariff", "ally",
    "partner", "partnership", "alliance", "dialogue", "diplomatic", "humanitarian", "neighbor", "neighbour",
    "terrorism", "export", "import", "vaccine", "visa", "bond", "friendship", "exchange", "stability",
    "bilateral", "multilateral", "regional", "international", "global", "protocol", "accord", "pact", "summit",
    "withdrawal", "war", "defence", "defense", "attack", "military", "regime",
}  # fmt: skip


class Claimer(EventClaimer):
    """Resolves the frames of one document, in order."""

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
                found += self.each_by_itself(claim)
                if is_event and not claim.is_umbrella:
                    settled.add(frame.trigger)
        return date_by_sitting(self.analysis, found)

    def each_by_itself(self, claim: Claim) -> list[Claim]:
        """A visit to two hosts is two visits, and whom one meets separately one meets twice (ANNOTATION.md)."""
        frame = claim.frame
        if not isinstance(frame, EventFrame) or not (frame.is_apart or frame.form == "visit"):
            return [claim]
        targets = claim.roles["targets"]
        if len({actor.key for actor in targets}) < 2:
            return [claim]
        found = []
        for key in dict.fromkeys(actor.key for actor in targets):
            mine = tuple(actor for actor in targets if actor.key == key)
            is_there = claim.place is None or claim.place.state in {None, *(actor.state for actor in mine)}
            roles = {**claim.roles, "targets": mine}
            found.append(claim if is_there else replace(claim, place=None, place_span=None))
            found[-1] = replace(found[-1], roles=roles)
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

    def pledge(self, frame: PledgeFrame) -> Claim | None:
        pledgers = self.parties(self.linker.link_all(frame.pledgers))
        if not pledgers:
            return None
        pledgers = self.with_spokesman(frame, pledgers)
        keys = {actor.key for actor in pledgers}
        content = self.served_in(frame.content)
        is_vow = frame.strength in {"pledged", "willing"} and not frame.rule.endswith(".will")
        if len(keys) == 1 and not is_vow and not self.is_international(frame, keys):
            return None
        if frame.rule.endswith(".will") and self.is_forecast(frame, keys):
            return None
        trigger = self.analysis.tokens[frame.trigger]
        start, end = frame.content
        told = self.analysis.children(trigger, "dative", "dobj", "npadvmod")
        told = [word for word in told if not start <= word.start < end or self.parties(self.linker.link(word))]
        promised = self.parties(self.linker.link_all(tuple(word.index for word in told)))  # "promised Bolivia a port"
        beneficiaries = tuple(a for a in (*promised, *content) if a.key not in keys)
        when, when_span = self.dater.date(frame, outside=frame.content)
        due = self.dater.deadline(frame.content, when.edtf)
        return Claim(
            frame=frame,
            deadline=due[0].edtf if due else None,
            deadline_span=due[1] if due else None,
            roles={"pledgers": pledgers, "beneficiaries": beneficiaries[:3]},
            when=when,
            when_span=when_span,
            voices=self.voices(frame),
            project=self.project_in(frame.clause),
        )

    def with_spokesman(self, frame: PledgeFrame, pledgers: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """ "The minister restated Peru's resolve": whoever utters the undertaking of his own state gives it."""
        verb = clause_verb(self.analysis, self.analysis.tokens[frame.trigger])
        if len(pledgers) != 1 or pledgers[0].person or verb is None:
            return pledgers
        heads = tuple(word.index for word in subjects_of(self.analysis, verb))
        said = [actor for actor in self.linker.link_all(heads) if actor.person and actor.key == pledgers[0].key]
        return (said[0],) if len(said) == 1 else pledgers

    def is_forecast(self, frame: PledgeFrame, keys: set[str]) -> bool:
        """Whether somebody else says what one "will" do: an analyst, or another state's official."""
        speech = self.speeches[frame.speech] if frame.speech is not None else None
        if speech is None or not speech.speaker:
            return False
        speakers = self.speakers(speech)
        if not speakers:
            heads = {self.analysis.tokens[index].lemma for index in speech.speaker}
            return bool(heads & _FORECASTERS)
        return all(speaker.state is not None and speaker.key not in keys for speaker in speakers)

    def served_in(self, span: Span) -> tuple[Actor, ...]:
        """Whom an undertaking is for: who stands in its words after "to", "for" and the like, or is helped in them; not
        whom it is aimed at ("impose tariffs on Peru", "prevent Peru from")."""
        found: list[Actor] = []
        for token in self.analysis.tokens_in(*span):
            first = token
            while first.dep == "conj":
                first = self.analysis.head(first)
            above = self.analysis.head(first)
            is_served = first.dep == "dative" or (first.dep == "pobj" and above.lemma in _FOR)
            is_helped = first.dep in {"dobj", "poss"} and self.verb_over(token) in _HELPS
            if not (is_served or is_helped) or self.is_destination(first, above):
                continue
            for actor in self.actors_in((token.start, token.end)) or self.modifier_states(token.index):
                if not any(a.key == actor.key for a in found):
                    found.append(actor)
        return tuple(found)

    def is_destination(self, token: Token, preposition: Token) -> bool:
        """ "head to Singapore", "return to Lima": where one goes is not served by it."""
        above = self.analysis.head(preposition).lemma
        goes = preposition.lemma in {"to", "for"} and above in _GOES
        return token.dep == "pobj" and (goes or (preposition.lemma == "for" and above in _ANSWERS))

    def verb_over(self, token: Token) -> str | None:
        verb = clause_verb(self.analysis, token)
        return verb.lemma if verb is not None else None

    def is_international(self, frame: PledgeFrame, keys: set[str]) -> bool:
        """Whether an undertaking of one party concerns anybody or anything beyond its own affairs."""
        start, end = frame.clause
        for mention in self.mentions:
            if start <= mention.start < end and mention.kind in _FOREIGN and mention.key not in keys:
                return True
        start, end = frame.content
        return any(token.lemma in _FOREIGN_MATTERS for token in self.analysis.tokens_in(start, end))

    def position(self, frame: PositionFrame) -> Claim | None:
        holders = self.parties(self.linker.link_all(frame.holders))
        if not holders:
            return None
        keys = {actor.key for actor in holders}
        toward = tuple(a for a in self.parties(self.linker.link_all(frame.toward)) if a.key not in keys)
        whole = frame.issue if frame.issue_words is None else None  # not "Peru's entry", where Peru alone is an issue
        if whole is not None and whole.key is not None and self.is_own_name(whole, toward):
            return None
        when, when_span = self.dater.date(frame)
        return Claim(
            frame=frame,
            roles={"holders": holders, "toward": toward},
            when=when,
            when_span=when_span,
            voices=self.position_voices(frame, holders),
        )

    def is_own_name(self, issue: Mention, toward: tuple[Actor, ...]) -> bool:
        """Whether the "issue" is only the party's name over again."""
        return any(actor.name == issue.quote for actor in toward)

    def figure(self, frame: FigureFrame) -> Claim | None:
        subjects = self.measured(frame.subjects)
        project = self.project_in(frame.clause)
        if project is None and frame.metric in _OF_PROJECTS:
            project = self.project_in((self.works_start(frame), frame.cue[0]))
        is_money = _is_money(frame)
        works = self.works(frame) if project is None else project
        if works is not None:
            # A size is the project's own; what it cost is also theirs who pay for it.
            thing = [Actor(name=works)]
            subjects = thing if frame.metric in _OF_SIZE else thing + subjects if is_money else subjects or thing
        elif not subjects and (is_money or frame.metric in _OF_ONE):
            subjects = self.measured(frame.beyond) or self.states_where(frame)
        if not subjects or not (len(subjects) > 1 or works is not None or _is_measured_of_one(frame)):
            return None
        when, when_span = self.dater.date(frame)
        return Claim(
            frame=frame,
            roles={"subjects": tuple(subjects[:4])},
            when=when,
            when_span=when_span,
            voices=self.voices(frame),
            project=project,
        )

    def states_where(self, frame: FigureFrame) -> list[Actor]:
        """The states in which people came to harm or money went, where nobody acts: "floods in Mozambique killed"."""
        found: list[Actor] = []
        for index in (*frame.subjects, *frame.beyond):
            actors = self.linker.named_by(self.analysis.tokens[index])
            found += [a.as_state() for a in actors if a.state and not any(a.key == b.key for b in found)]
        return found

    def works(self, frame: FigureFrame) -> str | None:
        """What is built that a size stands before, in the text's words: "an 80-kilometre railway"."""
        size = self.analysis.tokens[frame.trigger]
        noun = self.analysis.head(size)
        if frame.metric not in _OF_SIZE or size.dep not in {"nmod", "compound", "amod"} or noun.lemma not in _WORKS:
            return None
        first = next(word for word in self.analysis.tokens[size.index + 1 :] if word.pos not in {"PUNCT", "NUM"})
        return " ".join(self.analysis.text[min(first.start, noun.start) : noun.end].split())

    def works_start(self, frame: FigureFrame) -> int:
        """Where the words begin in which a figure's project may be named: its sentence's, or those of the thing that
        a relative clause measures ("a dam and a bridge, which cost $3 million")."""
        trigger = self.analysis.tokens[frame.trigger]
        verb = clause_verb(self.analysis, trigger)
        subjects = self.analysis.children(verb, "nsubj") if verb is not None and verb.dep == "relcl" else []
        if verb is not None and any(subject.tag == "WDT" for subject in subjects):
            return self.analysis.subtree(self.analysis.head(verb))[0].start
        return self.analysis.sentence_of(trigger).start

    def measured(self, indices: tuple[int, ...]) -> list[Actor]:
        """The actors among the words of a figure's clause, as states, each once."""
        found: list[Actor] = []
        for index in indices:
            actors = self.parties(self.linker.link(self.analysis.tokens[index])) or self.modifier_states(index)
            # What is measured is of a state, a body or a thing, and never of a person of whom no more is known.
            actors = tuple(actor for actor in actors if actor.person is None or actor.state or actor.id)
            found += [a.as_state() for a in actors if not any(a.key == b.key for b in found)]
        return found

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
        if frame.relation == "membership":
            subjects = [
                actor for actor in subjects if actor.id != frame.object
            ]  # "ISIS members" is no membership of ISIS
        if frame.relation == "anniversary":
            subjects = [actor for actor in subjects if actor.state or actor.id]
        if frame.relation == "designation" and len(subjects) < 2 and not self.is_titled(frame):
            return None
        if not subjects:
            return None
        when, when_span = (When(basis=NOT_STATED), None) if frame.relation == "mechanism" else self.dater.date(frame)
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
        if actors:
            speaker = join_actors(actors)
        else:
            unknown = self.unknown_speaker(speech)
            if unknown is None:
                return None
            speaker = unknown
        when, when_span = self.dater.date(frame, outside=frame.content)
        outer = [s for s in self.speeches_at(frame) if s.index != speech.index and s.content[0] <= speech.extent[0]]
        voices = (make_voice(speaker, speech.mode), *(self.voice_of(s) for s in outer))
        return Claim(frame=frame, roles={"speaker": (speaker,)}, when=when, when_span=when_span, voices=voices)

    def offices(self) -> list[Claim]:
        """One tie a person whose office the document states."""
        found = []
        for person in self.linker.people.persons:
            if not person.office or person.tie is None or person.label is None:
                continue
            head = self.analysis.head_of(*person.tie)
            if head is None:
                continue
            actor = self.linker.at_home(self.linker.actor_of(person))
            start, end = person.label
            begins = past_start(self.analysis.text, (start, end))
            holder = actor.name if (person.state or person.organisation) else None
            frame = TieFrame(
                rule="tie.office",
                trigger=head.index,
                cue=person.label,
                clause=person.tie if begins is None else (min(begins, person.tie[0]), person.tie[1]),
                factuality=Factuality("ongoing" if begins is None else "occurred", None, tense="present"),
                confidence=0.85 if person.is_official else 0.7,
                relation="office",
                label=person.label if begins is None else (min(begins, start), end),
                object=_say_office(person, holder),
            )
            found.append(
                Claim(
                    frame=frame,
                    roles={"subjects": (actor,)},
                    when=When(basis=NOT_STATED),
                    voices=(AUTHOR,),
                    basis={"state": person.basis},
                )
            )
        return found


def _say_office(person: Person, holder: str | None) -> str | None:
    """The office with whose it is, unless its own words say so: "President of Peru", "head of Peru's Central Bank"."""
    if person.office is None or holder is None or not person.is_official or holder in person.office:
        return person.office
    return f"{person.office} of {holder}"


def _is_money(frame: FigureFrame) -> bool:
    unit = frame.quantity.value.unit or ""
    return len(unit) == len("USD") and unit.isupper()


def _is_measured_of_one(frame: FigureFrame) -> bool:
    """Whether a figure of one party alone is worth keeping: sums, shares, counts in digits; no price of a gallon."""
    value = frame.quantity.value
    if frame.metric in _OF_ONE or value.unit == "%":
        return True
    return bool(value.value >= (_SUM if _is_money(frame) else _COUNT))
