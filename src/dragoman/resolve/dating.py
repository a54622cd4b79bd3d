"""Which date belongs to which clause: the act's own words first, its verb's next, never the nearest by chance."""

from dragoman.codebook.lexicon import Lexicon
from dragoman.model.analysis import Analysis, Token
from dragoman.model.document import Document
from dragoman.model.expression import DateExpression
from dragoman.model.frame import FigureFrame, Frame, PledgeFrame, Span, TieFrame
from dragoman.model.grammar import clause_verb
from dragoman.model.mention import Mention
from dragoman.model.when import NO_PUBLICATION_DATE, NOT_STATED, When
from dragoman.resolve.chronology import Chronology
from dragoman.resolve.time import Anchor, resolve_time

__all__ = ["Dater"]

# Nouns whose date is that of what was done there.
_OCCASIONS = {
    "meeting", "talk", "summit", "visit", "ceremony", "conference", "session", "round", "dialogue", "briefing", "call",
    "forum", "consultation", "trip", "statement", "speech", "interview", "letter", "dinner", "event", "negotiation",
}  # fmt: skip
# What a growth rate is told with.
_RATES = {"increase", "rise", "growth", "percent", "%", "decline", "drop", "fall", "decrease", "jump"}
# What makes a date a noun's own, and after which words the noun's date is that of what was done there.
_OF_THE_NOUN = {"poss", "compound", "nummod", "amod", "nmod"}
_THERE = {"at", "in", "during", "on", "from", "following", "after"}
# What is only looked forward to is not of the day on which that was told.
_TO_COME = {"scheduled", "intended", "hoped", "hypothetical"}
# What a journey is made for, and lies within its days.
_ATTENDS = {"attend", "participate", "join", "address"}
_UNPLACED = {"duration", "set", "clock"}


class Dater:
    """Dates the frames of one document."""

    def __init__(self, document: Document, analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.dates = [m for m in mentions if m.kind == "date" and isinstance(m.value, DateExpression)]
        dateline = document.dateline.date if document.dateline is not None else None
        self.anchor = Anchor(document.published, dateline)
        self.chronology = Chronology(analysis, lexicon, self.dates, self.anchor)
        self._missing = NOT_STATED if document.published or dateline else NO_PUBLICATION_DATE

    def ahead(self, frame: Frame, span: Span | None) -> bool:
        """Whether the words that date a frame place it after the report although its verb is in the present."""
        mention = next((m for m in self.dates if span is not None and (m.start, m.end) == span), None)
        return self.is_ahead(mention, self.analysis.tokens[frame.trigger])

    def date(self, frame: Frame, outside: Span | None = None) -> tuple[When, Span | None]:
        """When the act of a frame took place, with the words that say so; dates inside `outside` are not its own."""
        trigger = self.analysis.tokens[frame.trigger]
        tense = "future" if frame.factuality.tense == "future" else "past"
        if frame.factuality.status in {"occurred", "ongoing"} or isinstance(frame, PledgeFrame):
            tense = "past"
        best: tuple[int, Mention] | None = None
        for mention in self.dates:
            if outside is not None and outside[0] <= mention.start < outside[1]:
                continue
            if mention.value.kind in _UNPLACED:
                continue
            rank = self.rank(mention, trigger, frame)
            if rank is not None:  # "for the third time since 2011 … in July 2024": a day goes before a stretch of years
                rank = 2 * rank + (self.analysis.text[mention.start : mention.start + 5].lower() == "since")
            if rank is not None and (best is None or rank < best[0]):
                best = (rank, mention)
        if best is None:
            return When(basis=self._missing), None
        mention = best[1]
        if self.is_ahead(mention, trigger):
            tense = "future"
        when = self.chronology.when(mention, tense)
        return when, (mention.start, mention.end) if when.edtf else None

    def is_ahead(self, mention: Mention | None, trigger: Token) -> bool:
        """Whether a plain present tense is a calendar's: "meet next Friday", "resume in May", "opens on Monday"."""
        if mention is None or trigger.sentence != getattr(
            self.analysis.head_of(mention.start, mention.end), "sentence", -1
        ):
            return False
        verb = clause_verb(self.analysis, trigger)
        if verb is None:
            return False
        return self.chronology.is_ahead(mention, verb)

    def deadline(self, span: Span, said: str | None) -> tuple[When, Span] | None:
        """By when, if a stretch of words says so; counted from the day it was `said` (EDTF), if the text gives one."""
        anchor = Anchor(said) if said and not said.startswith("..") and "/" not in said else self.anchor
        for mention in self.dates:
            if span[0] <= mention.start < span[1] and mention.value.is_deadline:
                when = resolve_time(mention.value, anchor, "future")
                if when.edtf:
                    return when, (mention.start, mention.end)
        return None

    def rank(self, mention: Mention, trigger: Token, frame: Frame) -> int | None:
        """How closely a date belongs to a trigger: lower is closer, null is not at all."""
        head = self.analysis.head_of(mention.start, mention.end)
        if head is None or head.sentence != trigger.sentence:
            return None
        if isinstance(frame, TieFrame):
            return 0 if frame.clause[0] <= mention.start < frame.clause[1] + 12 else None
        chain = [head, *self.analysis.ancestors(head)]
        is_figure = isinstance(frame, FigureFrame)
        if not is_figure and any(token.lemma in _RATES for token in chain[:4]):
            return None  # "an increase of 28 percent over the previous year" dates the rate alone
        indices = [token.index for token in chain]
        if not is_figure and head.dep in _OF_THE_NOUN and len(chain) > 1 and chain[1].index != trigger.index:
            # "recognised Arcadia's 2020 elections", "discussed next month's summit": the noun's date, not the act's
            noun = chain[1]
            if noun.lemma not in _OCCASIONS or noun.dep != "pobj" or self.analysis.head(noun).lemma not in _THERE:
                return None
        if trigger.index in indices:
            between = chain[1 : indices.index(trigger.index)]
            if any(self.is_clause(token) for token in between):
                return None
            # "support for Kenya's seat in 2026": the year is the seat's.
            others = [token for token in between if token.pos in {"NOUN", "PROPN"} and token.lemma not in _OCCASIONS]
            return 1 if is_figure or trigger.pos in {"VERB", "AUX"} or not others else None
        verb = clause_verb(self.analysis, trigger)
        own = clause_verb(self.analysis, head)
        if verb is None or own is None:
            return None
        if own.index == verb.index:
            if trigger.dep == "pobj" and verb.tag == "VBD" and frame.factuality.status in _TO_COME:
                return None  # "spoke on Saturday about his summit": the day of the talk about it
            nominal = [token for token in chain if token.pos in {"NOUN", "PROPN"} and token.index != head.index]
            if is_figure or not nominal or nominal[0].index in self.above(trigger):
                return 2
            # "agreed at a meeting on Thursday" is dated by the meeting; "Kenya's bid for 2026" dates nothing else.
            return 4 if nominal[0].lemma in _OCCASIONS and nominal[0].dep == "pobj" else None
        if is_figure and verb.dep == "relcl" and mention.start < verb.start:
            told = self.analysis.head(verb).index  # "the attack in 2010 that killed four"
            return 3 if told in indices and not any(self.is_clause(t) for t in chain[: indices.index(told)]) else None
        if own.dep == "pcomp" and own.tag == "VBG" and verb.index in {a.index for a in self.analysis.ancestors(own)}:
            # "accused Peru of diverting the river on Tuesday": the day is that of the report's own verb.
            return 6 if mention.value.kind == "weekday" and verb.tag == "VBD" else None
        step = verb
        while step.dep == "conj" and self.analysis.head(step).pos in {"VERB", "AUX"}:
            step = self.analysis.head(step)
            if step.index == own.index and mention.start < verb.start:
                if mention.start > own.start and any(aux.tag == "MD" for aux in self.analysis.children(verb, "aux")):
                    return None  # "will be received on 12 April, and will meet": the day of the reception alone
                # "won it in the 1967 war but still holds 20,000": the war's year, and no figure's
                return None if is_figure and head.dep in _OF_THE_NOUN else 3
        if step.dep in {"xcomp", "advcl"} and step.lemma in _ATTENDS and self.analysis.head(step).index == own.index:
            return 5  # "will visit Rabat from 5 to 7 June to attend the summit"
        if step.dep in {"xcomp", "advcl"} and self.analysis.head(step).index == own.index and step.tag in {"VBG", "VB"}:
            return 5 if mention.start > step.start or step.tag == "VBG" else None
        return None

    def above(self, token: Token) -> set[int]:
        return {token.index, *(above.index for above in self.analysis.ancestors(token))}

    def is_clause(self, token: Token) -> bool:
        return token.pos in {"VERB", "AUX"} and token.dep in {
            "relcl",
            "ccomp",
            "advcl",
            "acl",
            "xcomp",
            "pcomp",
            "parataxis",
        }
