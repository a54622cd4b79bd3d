"""Contacts and acts: triggers of the codebook's relations, and who stands in which role around them."""

from collections import defaultdict
from collections.abc import Sequence

from dragoman.codebook.lexicon import Lexicon
from dragoman.codebook.relations import Relation, Trigger
from dragoman.frames.attribution import speech_at
from dragoman.frames.factuality import read_factuality
from dragoman.frames.senses import has_other_sense, is_impersonal, is_spoken
from dragoman.frames.signatories import find_signatories
from dragoman.frames.slots import CALL, REMOTE, Slots
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import EventFrame, Factuality, Span, Speech
from dragoman.model.grammar import (
    agent_of,
    clause_span,
    is_passive,
    modifiers,
    objects_of,
    prepositional,
    subjects_of,
)

__all__ = ["find_events"]

# Verbs by which an event comes about: with the noun as their subject they tell that it happened.
_SETS_OUT = {"leave", "depart"}
_HAPPEN = {
    "take", "hold", "occur", "happen", "begin", "start", "open", "conclude", "end", "resume", "convene", "host",
    "come", "schedule", "continue", "follow", "run", "last", "set", "plan", "cancel", "postpone", "mark", "see",
}  # fmt: skip
# Verbs that hope for, plan or call off what their object names carry it as "hold" does.
_WEIGHING = {"hoped", "intended", "scheduled", "denied", "hypothetical"}
# What one has or puts "in" talks that may never be.
_PUT_IN = {
    "interest",
    "faith",
    "confidence",
    "hope",
    "point",
    "trust",
    "doubt",
    "role",
    "progress",
    "difference",
    "use",
}
# What only counts what stands after "of".
_MEASURES = {"amount", "number", "batch", "tranche", "series", "range", "round", "set", "shipment", "variety"}
# Who acts at, during or after a contact takes part in it: "said during a visit to Lima".
_OCCASIONS = {"during", "on", "in", "at", "after", "following", "upon"}
# A place, time or abstract noun after these cannot be who acts.
_ANAPHORIC = {
    "meeting", "visit", "talk", "conversation", "discussion", "call", "trip", "summit", "consultation",
}  # fmt: skip


def find_events(
    analysis: Analysis,
    relations: Sequence[Relation],
    lexicon: Lexicon,
    speeches: tuple[Speech, ...],
    *,
    is_domestic: bool = False,
) -> list[EventFrame]:
    """Every trigger of a relation with its roles, in order of the text; who the roles are is told later. Acts that
    only concern one state's own affairs ("resigned", "imposed a curfew") are looked for with `is_domestic`."""
    return _Finder(analysis, relations, lexicon, speeches, is_domestic).find()


class _Finder(Slots):
    def __init__(
        self,
        analysis: Analysis,
        relations: Sequence[Relation],
        lexicon: Lexicon,
        speeches: tuple[Speech, ...],
        is_domestic: bool,
    ) -> None:
        super().__init__(analysis, lexicon)
        self.speeches = speeches
        self.verbs: dict[str, list[tuple[Relation, Trigger]]] = defaultdict(list)
        self.nouns: dict[str, list[tuple[Relation, Trigger]]] = defaultdict(list)
        for relation in relations:
            for trigger in relation.triggers:
                if trigger.is_domestic and not is_domestic:
                    continue
                for lemma in trigger.verbs:
                    self.verbs[lemma].append((relation, trigger))
                for lemma in trigger.nouns:
                    self.nouns[lemma].append((relation, trigger))

    def find(self) -> list[EventFrame]:
        found: list[EventFrame] = []
        for token in self.analysis.tokens:
            if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass", "amod", "compound"}:
                found += self.from_verb(token)
            elif token.pos in {"NOUN", "PROPN"}:
                found += self.from_noun(token)
        return found

    # ---- verbs

    def from_verb(self, verb: Token) -> list[EventFrame]:
        found = []
        if self.is_guest_word(verb) or is_impersonal(self.analysis, verb):
            return []
        for relation, trigger in self.verbs.get(verb.lemma, ()):
            if not self.fits(verb, trigger, trigger.form or relation.form):
                continue
            initiators = find_signatories(self.analysis, verb) or self.fill(verb, trigger.initiators)
            targets = [token for token in self.fill(verb, trigger.targets) if token not in initiators]
            if not initiators and not targets:
                continue
            again = self.is_first_time(verb)
            found.append(self.frame(verb, verb, relation, trigger, initiators, targets, is_anaphoric=again))
        return self.most_specific(found)

    def is_guest_word(self, verb: Token) -> bool:
        """ "told visiting Kenyan President Mwai Kibaki": who visits is the one named after the word."""
        if verb.lemma != "visit" or not verb.text.lower().endswith("ing") or self.analysis.children(verb, "aux"):
            return False
        if verb.dep == "pcomp" and self.analysis.head(verb).lemma != "with":  # "after visiting the president"
            return False
        titles = {word.lemma.lower() for thing in objects_of(self.analysis, verb)
                  for word in modifiers(self.analysis, thing)}  # fmt: skip
        return bool(titles & self.lexicon.people.heads)

    def guests(self, word: Token) -> list[Token]:
        return objects_of(self.analysis, word) if self.is_guest_word(word) else [word]

    def is_first_time(self, verb: Token) -> bool:
        """ "It was the first time a minister had visited in nine years" speaks of the visit told before."""
        head = self.analysis.head(verb)
        if head.lemma != "time" or verb.dep not in {"relcl", "acl", "ccomp", "advcl"}:
            return False
        return any(child.lemma in {"first", "second", "third"} for child in self.analysis.children(head, "amod"))

    def most_specific(self, frames: list[EventFrame]) -> list[EventFrame]:
        """Of several relations of one verb, those first whose trigger asked for more; the first that holds counts."""
        return sorted(frames, key=lambda frame: -frame.confidence)

    def fits(self, verb: Token, trigger: Trigger, form: str | None) -> bool:
        things = [*self.things(verb), *self.kept(verb)]
        counted = [word for word in things if word.lemma in _MEASURES]  # "an amount of aid", "a batch of vaccines"
        heads = {w.lemma for word in counted for w in prepositional(self.analysis, word, "of")}
        heads |= {word.lemma for word in things}
        if trigger.objects and not heads & set(trigger.objects):
            is_named = trigger.is_named and any(word.pos == "PROPN" for word in self.things(verb))
            if not is_named:
                return False
        if trigger.not_objects and heads & set(trigger.not_objects):
            return False
        if has_other_sense(self.analysis, verb, form):
            return False
        if trigger.subjects and not {w.lemma for w in subjects_of(self.analysis, verb)} & set(trigger.subjects):
            return False
        if trigger.particle:
            near = ("prt", "prep", "advmod", "dative", "oprd", "acomp", "ccomp", "xcomp")
            words = {child.lemma for child in self.analysis.children(verb, *near)}
            for clause in self.analysis.children(verb, "advcl", "xcomp", "ccomp"):  # "calling for the regime to end"
                words |= {child.lemma for child in self.analysis.children(clause, "mark") if child.start > verb.start}
            if not words & set(trigger.particle):
                return False
        if trigger.complement is not None:
            follows = any(
                (child.tag == "VB" and child.dep != "advcl")  # "will call on the President, meet the Speaker"
                or (child.tag == "VBG" and child.dep != "advcl")  # "pushed them back, threatening"
                or any(c.lemma == "to" for c in self.analysis.children(child, "aux"))
                for child in self.complements(verb)
            )
            return follows == (trigger.complement == "infinitive")
        return True

    # ---- nouns

    def from_noun(self, noun: Token) -> list[EventFrame]:
        found = []
        for relation, trigger in self.nouns.get(noun.lemma, ()):
            if trigger.modifiers and not self.has_modifier(noun, trigger.modifiers):
                continue
            if noun.dep == "compound":
                continue
            carrier = self.carrier(noun, trigger)
            partakers = self.partakers(noun, trigger) if carrier is None and relation.type == "CONSULT" else []
            if carrier is None and not trigger.is_bare and not partakers:
                continue
            if is_spoken(self.analysis, noun, carrier, self.lexicon.speech_verbs):
                continue
            initiators, targets = self.noun_roles(noun, carrier, trigger)
            if targets and not initiators:
                initiators = [word for word in partakers if word not in targets]
            if self.is_predicate(noun):  # "This is the first visit by …": it says more of what was told, not another
                initiators, targets = [], []
            if not initiators and not targets:
                if self.is_anaphor(noun) or self.is_predicate(noun):
                    found.append(self.frame(noun, noun, relation, trigger, [], [], is_anaphoric=True))
                continue
            again = carrier is None and self.is_pointed_at(noun)
            found.append(self.frame(noun, carrier or noun, relation, trigger, initiators, targets, is_anaphoric=again))
        return found[:1]

    def has_modifier(self, noun: Token, wanted: Sequence[str]) -> bool:
        return any(word.lemma in wanted for word in modifiers(self.analysis, noun))

    def is_predicate(self, noun: Token) -> bool:
        head = self.analysis.head(noun)
        if noun.dep != "attr" or head.lemma != "be" or head.tag not in {"VBZ", "VBP", "VB"}:
            return False
        return any(child.lemma in {"this", "it", "that"} for child in self.analysis.children(head, "nsubj"))

    def is_pointed_at(self, noun: Token) -> bool:
        """ "these talks with A and B" are talks that the text has told already."""
        return any(child.lemma in {"this", "these", "that", "those"} for child in self.analysis.children(noun, "det"))

    def is_anaphor(self, noun: Token) -> bool:
        words = {child.lemma for child in self.analysis.children(noun, "det")}
        if self.analysis.children(noun, "poss") or prepositional(self.analysis, noun, "with", "between"):
            return False
        return noun.lemma in _ANAPHORIC and bool(words & {"the", "this", "that", "these"})

    def carrier(self, noun: Token, trigger: Trigger) -> Token | None:
        """The light verb that carries a noun: "held talks", "talks were held", "took part in talks"."""
        top = noun
        while top.dep == "conj" and self.analysis.head(top).pos in {"NOUN", "PROPN", "ADJ"}:
            top = self.analysis.head(top)
        head = self.analysis.head(top)
        weighs = trigger.is_bare and self.lexicon.verb_status.get(head.lemma) in _WEIGHING
        if head.lemma == "take" and self.analysis.children(head, "prt"):
            return None  # "takes up this call" calls nobody
        if top.dep in {"dobj", "nsubjpass", "attr", "oprd"} and (head.lemma in trigger.light or weighs):
            return head
        if top.dep == "pobj" and head.pos == "ADP":
            above = self.analysis.head(head)
            carries = above.lemma in trigger.light or above.lemma in {
                "invite",
                "call",
                "be",
                "come",
                "arrive",
                "gather",
            }
            if above.lemma == "be" and prepositional(self.analysis, noun, "between"):
                carries = False  # "the strait was on the agenda in a meeting between the two"
            if carries and trigger.is_bare and head.lemma in {"in", "into", "to", "at", "with", "for", "on"}:
                return above
            if above.pos == "NOUN" and above.lemma in {"series", "round", "number", "set"}:
                return self.carrier(above, trigger)
            place = self.analysis.head(self.analysis.head(above)) if above.dep == "pobj" else above
            if head.lemma == "for" and trigger.is_bare and place.lemma in {"be", "arrive", "travel", "come"}:
                return place  # "is in Canberra for talks with"
        if head.lemma in trigger.light and top.dep == "relcl":
            return head
        for child in self.analysis.children(noun, "relcl", "acl"):
            if child.lemma in trigger.light and child.lemma in _HAPPEN | {"hold", "have", "conduct", "sign", "launch"}:
                return child
        return None

    def noun_roles(self, noun: Token, carrier: Token | None, trigger: Trigger) -> tuple[list[Token], list[Token]]:
        initiators: list[Token] = []
        targets: list[Token] = []
        for slot in trigger.initiators:
            if slot == "subj":
                words = self.carrier_subject(noun, carrier)
            else:
                words = self.noun_slot(noun, slot)
                if carrier is not None and slot in {"between", "among", "by"}:
                    words += prepositional(self.analysis, carrier, slot)
            initiators += [word for word in words if word not in initiators]
        happening = self.happening(noun)
        for slot in trigger.targets:
            if slot in {"in", "into"} and targets and trigger.form != "visit":
                continue  # "the war in Iraq against the rebels": where, not whom
            words = self.noun_slot(noun, slot)
            for verb in (carrier, happening):
                if verb is not None and slot not in {"in", "obj"}:
                    words += prepositional(self.analysis, verb, slot)
            if not words and noun.dep == "conj" and slot == "to":  # "wishes and congratulations to"
                words += self.noun_slot(self.analysis.head(noun), slot)
            is_visit = trigger.form == "visit" or "visit" in trigger.nouns
            if carrier is not None and slot in {"in", "to"} and is_visit:
                words += prepositional(self.analysis, carrier, slot)
            if carrier is not None and slot == "iobj":
                words += [child for child in self.analysis.children(carrier, "dative") if child.pos != "ADP"]
            targets += [word for word in words if word not in targets and word not in initiators]
        if carrier is not None and carrier.lemma == "invite":
            targets += [word for word in self.things(carrier) if word not in targets]
        if happening is not None and not initiators:
            for slot in ("between", "among", "by"):
                initiators += prepositional(self.analysis, happening, slot)
        return initiators, targets

    def partakers(self, noun: Token, trigger: Trigger) -> list[Token]:
        """ "said during a visit to Lima", "in a call with its premier, Rojas urged": whoever acts there takes part."""
        prep = self.analysis.head(noun)
        verb = self.analysis.head(prep)
        if noun.dep != "pobj" or prep.lemma not in _OCCASIONS or verb.pos not in {"VERB", "AUX"}:
            return []
        if "subj" not in trigger.initiators or self.analysis.children(noun, "poss"):
            return []
        if prep.lemma in {"at", "in", "on"} and noun.start > verb.start and not self.is_told_there(verb, prep, trigger):
            return []
        return [word for word in subjects_of(self.analysis, verb) if word.index != noun.index]

    def is_told_there(self, verb: Token, prep: Token, trigger: Trigger) -> bool:
        """ "said in talks with Lima", not "hinted at talks with Lima", "set terms on talks with Lima"."""
        if prep.lemma == "on" and trigger.form != "visit" and "visit" not in trigger.nouns:
            return False
        if any(thing.lemma in _PUT_IN for thing in objects_of(self.analysis, verb)):
            return False
        told = self.analysis.children(verb, "dobj", "ccomp", "xcomp", "nsubjpass", "parataxis")
        return bool(told) or verb.lemma in {"speak", "appear"}

    def carrier_subject(self, noun: Token, carrier: Token | None) -> list[Token]:
        if carrier is None:
            return []
        if any(word.pos != "PRON" for word in self.analysis.children(noun, "poss")):
            return []  # "discussed Georgia's support for Kyiv": that support is Georgia's
        if is_passive(self.analysis, carrier):
            return agent_of(self.analysis, carrier)
        return [word for word in subjects_of(self.analysis, carrier) if word.index != noun.index]

    def happening(self, noun: Token) -> Token | None:
        """The verb by which a noun comes about as its subject: "talks took place between"."""
        top = noun
        while top.dep == "pobj" and self.analysis.head(top).lemma == "of":  # "a series of meetings will take place"
            top = self.analysis.head(self.analysis.head(top))
        head = self.analysis.head(top)
        if top.dep in {"nsubj", "nsubjpass"} and head.lemma in _HAPPEN:
            return head
        return None

    # ---- frames

    def frame(
        self,
        trigger_token: Token,
        anchor: Token,
        relation: Relation,
        trigger: Trigger,
        initiators: list[Token],
        targets: list[Token],
        *,
        is_anaphoric: bool = False,
    ) -> EventFrame:
        mode, form = trigger.mode or relation.mode, trigger.form or relation.form
        if relation.type == "CONSULT" and form in {"meeting", "call", "negotiation"}:
            mode, form = self.remote(trigger_token, anchor, mode, form)
        speech = speech_at(self.speeches, trigger_token.start)
        initiators, targets = (
            [guest for word in words for guest in self.guests(word)] for words in (initiators, targets)
        )
        extra = 0.01 * (len(trigger.objects) > 0) + 0.01 * (len(trigger.particle) > 0)
        return EventFrame(
            rule=f"{relation.relation}.{trigger_token.lemma}",
            trigger=trigger_token.index,
            cue=(trigger_token.start, trigger_token.end),
            clause=self.clause(trigger_token, anchor),
            factuality=self.factuality(trigger_token),
            speech=speech.index if speech else None,
            confidence=relation.confidence + extra,
            relation=relation.relation,
            type=relation.type,
            mode=mode,
            form=form,
            cameo=trigger.cameo or relation.cameo,
            symmetric=relation.symmetric if trigger.symmetric is None else trigger.symmetric,
            needs=trigger.sides or relation.sides,
            initiators=tuple(token.index for token in initiators),
            targets=tuple(token.index for token in targets),
            is_anaphoric=is_anaphoric,
            is_personal=trigger.person,
            is_apart=self.is_apart(trigger_token, anchor),
        )

    def is_apart(self, token: Token, anchor: Token) -> bool:
        """ "met the presidents of Peru and Chile separately", "held separate talks with": as many acts as parties."""
        words = [*modifiers(self.analysis, token), *self.analysis.children(anchor, "advmod")]
        return any(word.lemma in {"separately", "separate", "respectively", "individually"} for word in words)

    def factuality(self, token: Token) -> Factuality:
        read = read_factuality(self.analysis, token, self.lexicon)
        if token.lemma in _SETS_OUT and read.status == "occurred" and prepositional(self.analysis, token, "for"):
            return Factuality("intended", read.cue, read.condition, tense="future")  # "left Peru for Chile": on the way
        return read

    def remote(self, token: Token, anchor: Token, mode: str | None, form: str | None) -> tuple[str | None, str | None]:
        words = {word.lemma for word in modifiers(self.analysis, token)}
        for verb in {token.index: token, anchor.index: anchor}.values():
            words |= {child.lemma for child in self.analysis.children(verb, "advmod")}
            words |= {word.lemma for word in prepositional(self.analysis, verb, "by", "over", "on", "via", "through")}
        if words & CALL:
            return "phone", "call"
        if words & REMOTE:
            return "phone", form
        return mode, form

    def clause(self, token: Token, anchor: Token) -> Span:
        if anchor.pos in {"VERB", "AUX"}:
            return clause_span(self.analysis, anchor)
        happening = self.happening(token)
        if happening is not None:
            return clause_span(self.analysis, happening)
        words = [w for w in self.analysis.subtree(token) if w.pos != "PUNCT"]
        return words[0].start, words[-1].end
