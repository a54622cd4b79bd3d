"""What one says in a row is said on one day: the date of a saying goes on to the words that follow it."""

import re
from dataclasses import replace

from dragoman.model.analysis import Analysis, Token
from dragoman.model.claim import Claim
from dragoman.model.frame import EventFrame, PledgeFrame, PositionFrame, QuoteFrame
from dragoman.model.grammar import prepositional
from dragoman.model.when import NOT_STATED, When, day_bounds

__all__ = ["date_by_sitting"]

# As for what is said in a dated meeting (ANNOTATION.md, "When").
_BASIS = "occasion"
# Further on than so many sentences a speaker may have been asked on another day.
_REACH = 10
# "In July" is a sitting, "in 2019" none.
_MAX_DAYS = 31
# What sets words apart from those that were just said.
_ANOTHER_TIME = {
    "earlier", "previously", "later", "once", "often", "repeatedly", "recently", "before", "ago", "already", "long",
    "separately", "meanwhile", "afterward", "afterwards", "subsequently", "frequently", "always", "originally",
}  # fmt: skip
_VENUES = {
    "interview", "speech", "statement", "letter", "conference", "briefing", "tweet", "post", "report", "address",
    "remark", "book", "article", "memo", "email", "message", "testimony", "hearing", "editorial", "op-ed", "video",
}  # fmt: skip
# Events that nothing but words make.
_OF_WORDS = {"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
_WRITTEN = {"write", "tweet", "post", "retweet", "text", "blog"}
_PAST = re.compile(r"VBD|VBN|VBG")


def date_by_sitting(analysis: Analysis, claims: list[Claim]) -> list[Claim]:
    """Claims with the date of what their speaker said just before, where they have none and the cue tells no other
    occasion; undertakings and stances with the date of the words in which their own party voices them."""
    sittings: dict[str, tuple[Token, When]] = {}
    said: dict[int, Claim] = {}
    dated: dict[int, Claim] = {}
    quotes = [c for c in claims if isinstance(c.frame, QuoteFrame) and c.frame.mode != "author"]
    for claim in sorted(quotes, key=lambda c: (c.frame.clause[0], -c.frame.clause[1])):
        speaker = claim.roles["speaker"][0].person
        cue = analysis.tokens[claim.frame.trigger]
        now = claim
        if speaker is not None:
            lent = sittings.get(speaker)
            if claim.when.edtf is not None or claim.when.expression is not None:
                sittings.pop(speaker, None)
                if _is_sitting(claim.when) and not _is_recalled(analysis, cue):
                    sittings[speaker] = (cue, claim.when)
            elif lent is not None and claim.when.basis == NOT_STATED:
                if _goes_on(analysis, claim, cue, lent[0]):
                    now = replace(claim, when=_lend(lent[1]))
                    sittings[speaker] = (cue, lent[1])
                elif not _is_recalled(analysis, cue):
                    del sittings[speaker]
        dated[id(claim)] = now
        if claim.frame.speech is not None:
            said[claim.frame.speech] = now
    return [dated.get(id(claim)) or _as_voiced(analysis, claim, said) for claim in claims]


def _lend(when: When) -> When:
    return When(when.edtf, when.precision, when.expression, _BASIS)


def _is_sitting(when: When) -> bool:
    bounds = day_bounds(when.edtf) if when.edtf else None
    return bounds is not None and (bounds[1] - bounds[0]).days <= _MAX_DAYS and ".." not in (when.edtf or "")


def _is_recalled(analysis: Analysis, cue: Token) -> bool:
    """ "had said", "has warned", "earlier said", "says": not of the sitting that is told."""
    if any(child.lemma == "have" for child in analysis.children(cue, "aux")) or cue.tag in {"VBZ", "VBP"}:
        return True
    return any(child.text.lower() in _ANOTHER_TIME for child in analysis.children(cue, "advmod"))


def _goes_on(analysis: Analysis, claim: Claim, cue: Token, before: Token) -> bool:
    if cue.sentence - before.sentence > _REACH:
        return False
    if isinstance(claim.frame, QuoteFrame) and claim.frame.cue == claim.frame.content:
        return True  # a quotation that goes on without a cue
    if cue.pos != "VERB" or not _PAST.match(cue.tag) or _is_recalled(analysis, cue):
        return False
    if (cue.lemma in _WRITTEN) != (before.lemma in _WRITTEN):
        return False
    venue, last = _venue(analysis, cue), _venue(analysis, before)
    return not venue or not last or bool(venue & last)


def _venue(analysis: Analysis, cue: Token) -> set[str]:
    """Where or to whom something was said: the lemmas of the occasion and of the audience."""
    found = {w.lemma for w in prepositional(analysis, cue, "in", "at", "on", "during", "to") if w.lemma in _VENUES}
    if cue.lemma == "tell":
        found |= {w.lemma for w in analysis.children(cue, "dobj", "dative") if w.pos != "PRON"}
    return found


def _is_in_words(analysis: Analysis, frame: EventFrame) -> bool:
    """Whether an event is done by the saying: a noun of support or blame ("reiterated its support for"), and not what
    the words tell of another day."""
    is_named = analysis.tokens[frame.trigger].pos == "NOUN"
    return frame.type in _OF_WORDS and is_named and frame.factuality.status in {"occurred", "ongoing"}


def _as_voiced(analysis: Analysis, claim: Claim, said: dict[int, Claim]) -> Claim:
    """An undertaking, a stance or an act of words without a date of its own, made in dated words of the party whose
    it is."""
    frame = claim.frame
    if not isinstance(frame, PledgeFrame | PositionFrame | EventFrame) or frame.speech is None:
        return claim
    if isinstance(frame, EventFrame) and not _is_in_words(analysis, frame):
        return claim
    words = said.get(frame.speech)
    if words is None or claim.when.basis != NOT_STATED or claim.when.expression or words.when.edtf is None:
        return claim
    roles = ("pledgers", "holders", "initiators")
    whose = {actor.key for role in roles for actor in claim.roles.get(role, ())}
    if words.roles["speaker"][0].key not in whose or frame.factuality.is_background:
        return claim
    return replace(claim, when=_lend(words.when))
