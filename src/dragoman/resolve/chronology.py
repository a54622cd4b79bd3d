"""The dates of one document in the order of its text: each in the tense of its clause, and counted from one another."""

import re
from dataclasses import replace

from dragoman.codebook.lexicon import Lexicon
from dragoman.model.analysis import Analysis, Token
from dragoman.model.document import Document
from dragoman.model.expression import DateExpression
from dragoman.model.grammar import clause_verb, is_plain_present
from dragoman.model.mention import Mention
from dragoman.model.reading import TimeMention
from dragoman.model.when import When
from dragoman.resolve.calendar import Anchor
from dragoman.resolve.counting import count_from, has_unit
from dragoman.resolve.time import resolve_time
from dragoman.resolve.timex import Timex, make_timex

__all__ = ["Chronology", "read_chronology"]

_FUTURE = {"will", "shall", "'ll", "’ll", "wo", "sha", "may", "might", "should", "must", "can", "would", "'d", "’d"}
# What these verbs' past tense sets lies ahead of it: "planned a march on Saturday", "put the vote off to Monday".
_SETS = {
    "plan", "schedule", "set", "slate", "postpone", "delay", "expect", "extend", "arrange", "fix", "book", "give",
}  # fmt: skip
_MODIFIES = {"poss", "compound", "nmod", "amod", "nummod"}
# "the day after the vote" names what it counts from; "two days later" leaves it to the text before.
_NAMES_ITS_ORIGIN = re.compile(r"\b(?:after|before|following|prior\s+to|ahead\s+of|eve\s+of)\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"\s{1,3}[\w“\"'’]")
# "That day" is said of a date two sentences back at most; further off it is another day.
_REACH = 2
_NEAR = 60
_STANDS = {"calendar", "weekday", "relative"}


class Chronology:
    """Places every date mention of a document, also those that count from another ("the day after", "that month")."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon, dates: list[Mention], anchor: Anchor) -> None:
        self.analysis = analysis
        self.lexicon = lexicon
        self.dates = dates
        self.anchor = anchor
        self._origins: dict[Mention, When | None] = {}

    def when(self, mention: Mention, tense: str | None) -> When:
        """A date in the calendar; what counts from another time is placed only where the text fixes that time."""
        expression: DateExpression = mention.value
        if expression.kind != "event":
            return resolve_time(expression, self.anchor, tense)
        origin = self._origin(mention)
        if origin is None or origin.edtf is None:
            return resolve_time(expression, self.anchor, tense)
        return count_from(expression, origin.edtf)

    def timex(self, mention: Mention) -> Timex:
        """The TIMEX3 type and value of a date mention, in the tense of its clause."""
        expression: DateExpression = mention.value
        tense = self.tense(mention)
        if expression.kind == "clock":
            day = self._day_of_clock(mention)
            if day is not None:
                return make_timex(
                    replace(day.value, clock=expression.clock, timex="TIME"), self.when(day, self.tense(day))
                )
        return make_timex(expression, self.when(_without_preposition(mention), tense))

    # ---- tense

    def is_ahead(self, mention: Mention, verb: Token) -> bool:
        """Whether a plain present tense is a calendar's: "meet next Friday", "resume in May", "opens on Monday"."""
        auxiliaries = {word.text.lower() for word in self.analysis.children(verb, "aux")}
        coming = (
            verb.tag == "VBG"
            and bool(auxiliaries & {"is", "are", "'s", "’s", "'re", "’re"})
            and "been" not in auxiliaries
        )
        if not coming and (not is_plain_present(self.analysis, verb) or auxiliaries):
            return False
        value: DateExpression = mention.value
        if value.direction == 1 or (value.steps or 0) > 0:
            return True
        return (
            value.kind in {"weekday", "calendar"} and value.year is None and value.direction is None and not value.steps
        )

    def tense(self, mention: Mention) -> str | None:
        """Past or future, by the clause in which a date stands; null where that does not tell."""
        head = self.analysis.head_of(mention.start, mention.end)
        verb = clause_verb(self.analysis, head) if head is not None else None
        if head is None or verb is None:
            return None
        tense = self._tense_of(verb, mention, 0)
        is_epithet = head.dep in _MODIFIES and self.analysis.head(head).pos in {"NOUN", "PROPN"}
        if tense == "future" and is_epithet:
            return None  # "would appeal Wednesday's ruling": the ruling has been
        if mention.value.relation in {"by", "until"} and tense is None:
            return "future"
        return tense

    def _tense_of(self, verb: Token, mention: Mention, depth: int) -> str | None:
        words = self.analysis.children(verb, "aux", "auxpass")
        names = {word.text.lower() for word in words}
        if names & _FUTURE or ("could" in names and not self.analysis.children(verb, "neg")):
            return "future"
        if self.is_ahead(mention, verb):
            return "future"
        sets = verb.lemma in _SETS or self.lexicon.verb_status.get(verb.lemma) == "scheduled"
        if (
            sets
            and mention.start > verb.end + 1
            and (verb.tag != "VBD" or self.analysis.children(verb, "dobj", "prep"))
        ):
            return "future"
        if verb.tag == "VBD" or names & {"was", "were", "had", "did"}:
            return "past"
        if verb.tag == "VBN":
            return "past"
        if "to" in names or verb.tag in {"VB", "VBG"}:
            return self._governed_tense(verb, mention, depth)
        return None

    def _governed_tense(self, verb: Token, mention: Mention, depth: int) -> str | None:
        """An infinitive's or a participle's: what governs it tells."""
        governor = self.analysis.head(verb)
        if governor.index == verb.index or depth > 4:
            return "future" if self.analysis.children(verb, "aux") else None
        if verb.dep == "xcomp" and self.lexicon.verb_status.get(governor.lemma) in {"intended", "hoped", "scheduled"}:
            return "future"
        if governor.pos in {"VERB", "AUX"}:
            return self._tense_of(governor, mention, depth + 1) if verb.tag == "VBG" or verb.dep == "xcomp" else None
        return None

    # ---- counting from one another

    def _origin(self, mention: Mention) -> When | None:
        if mention not in self._origins:
            self._origins[mention] = None  # two that count from each other fix nothing
            self._origins[mention] = self._find_origin(mention)
        return self._origins[mention]

    def _find_origin(self, mention: Mention) -> When | None:
        expression: DateExpression = mention.value
        unit = expression.unit or "day"
        named = _NAMES_ITS_ORIGIN.search(mention.quote) and _GOES_ON.match(self.analysis.text, mention.end)
        candidates = self._named(mention) if named else self._before(mention)
        for candidate in candidates:
            when = self.when(candidate, self.tense(candidate))
            if when.edtf is not None and has_unit(when.edtf, unit, expression.direction or 0):
                return when
            if not named and candidate.value.kind in _STANDS:
                return None  # the nearest date is too coarse to count from; a farther one is another matter
        return None

    def _before(self, mention: Mention) -> list[Mention]:
        """Dates that "that day" may speak of, the nearest first."""
        sentence = self._sentence(mention.start)
        found = [
            date
            for date in self.dates
            if date.end <= mention.start
            and 0 <= sentence - self._sentence(date.start) <= _REACH
            and (date.value.kind in _STANDS or date.value.kind == "event")
            and date.value.end is None
            and date.value.relation is None
        ]
        return found[::-1]

    def _named(self, mention: Mention) -> list[Mention]:
        """The date of what "the day after the vote" names: beside its name, or where the text told of it before."""
        beside = [d for d in self.dates if 0 <= d.start - mention.end < _NEAR and d.value.kind in _STANDS]
        if beside and self._sentence(beside[0].start) == self._sentence(mention.start):
            between = self.analysis.text[mention.end : beside[0].start]
            if not re.search(r"[,;:.]", between):
                return beside[:1]
        origin = self._origin_noun(mention)
        if origin is None:
            return []
        found = []
        for date in self.dates:
            if date.end > mention.start or date.value.kind not in _STANDS or date.value.end or date.value.relation:
                continue
            head = self.analysis.head_of(date.start, date.end)
            verb = clause_verb(self.analysis, head) if head is not None else None
            if head is None or verb is None:
                continue
            told = [*self.analysis.ancestors(head), *self.analysis.children(verb, "nsubj", "nsubjpass", "dobj")]
            if any(word.lemma == origin.lemma and word.index != origin.index for word in told):
                found.append(date)
        return found[::-1]

    def _origin_noun(self, mention: Mention) -> Token | None:
        for token in self.analysis.tokens_in(mention.end, mention.end + _NEAR):
            if token.pos == "NOUN" and token.dep not in {"compound", "poss"}:
                return token
            if token.pos in {"PUNCT", "VERB"}:
                return None
        return None

    def _sentence(self, offset: int) -> int:
        tokens = self.analysis.tokens_in(offset, offset + 1) or self.analysis.tokens_in(offset, offset + 20)
        return tokens[0].sentence if tokens else -10

    def _day_of_clock(self, mention: Mention) -> Mention | None:
        """The day to which a time of day belongs: in its sentence after or before it, or the nearest before."""
        sentence = self._sentence(mention.start)
        days = [d for d in self.dates if d.value.kind in _STANDS and d.value.end is None and not d.value.clock]
        own = [d for d in days if self._sentence(d.start) == sentence]
        if own:
            return min(own, key=lambda d: (abs(d.start - mention.start), d.start))
        before = [d for d in days if d.end <= mention.start and sentence - self._sentence(d.start) <= _REACH]
        return before[-1] if before else None


def read_chronology(
    document: Document, analysis: Analysis, lexicon: Lexicon, dates: list[Mention]
) -> tuple[TimeMention, ...]:
    """The date mentions of one document placed in the calendar and in TIMEX3, each in the tense of its clause."""
    anchor = Anchor(document.published, document.dateline.date if document.dateline is not None else None)
    chronology = Chronology(analysis, lexicon, dates, anchor)
    found = []
    for mention in dates:
        timex = chronology.timex(mention)
        start, end = mention.value.core_start, mention.value.core_end
        when = chronology.when(mention, chronology.tense(mention))
        found.append(TimeMention(start, end, document.text[start:end], timex.type, timex.value, when))
    return tuple(found)


def _without_preposition(mention: Mention) -> Mention:
    """A mention without its preposition's meaning: TIMEX3 annotates the date alone."""
    expression: DateExpression = mention.value
    modifier = "week" if expression.modifier == "week" else None
    return replace(mention, value=replace(expression, relation=None, modifier=modifier, end=None))
