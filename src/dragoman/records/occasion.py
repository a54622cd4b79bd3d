"""What is said in a dated meeting is said on that day: the occasion lends its date, and says so."""

from dataclasses import replace

from dragoman.model.analysis import Analysis
from dragoman.model.claim import Claim
from dragoman.model.frame import EventFrame, PledgeFrame, PositionFrame, QuoteFrame, TieFrame
from dragoman.model.when import NO_PUBLICATION_DATE, NOT_STATED, When, day_bounds

__all__ = ["OCCASION", "date_by_occasion"]

OCCASION = "occasion"
_VERBAL = {"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"}
_CONTACTS = {"meeting", "call", "visit", "dialogue-round", "summit", "negotiation", "signing", "ceremony"}
# Nouns of acts that are spoken of on an occasion, and done on another.
_JUDGED = {"sign.signing", "sign.signature", "sign.conclusion", "sign.ratification"}
# A meeting is an occasion of a few days; "in 2024" dates nothing that was said in it.
_MAX_DAYS = 10
# How many days after a meeting its report may come.
_MAX_AGE = 31


def date_by_occasion(claims: list[Claim], published: str | None, analysis: Analysis) -> list[Claim]:
    """Claims, in order of the text, with the date of the meeting in which they were voiced where they have none.

    `published` is the day of publication (EDTF): what an author tells in his own words of a party's plans is of that
    time, and not of a meeting long before it.
    """
    dated: list[Claim] = []
    occasions: list[tuple[frozenset[str], When, int]] = []
    for claim in sorted(claims, key=lambda c: (c.frame.cue[0], c.frame.clause)):
        undated = claim.when.edtf is None and claim.when.expression is None  # "last month" is another day
        if undated and claim.when.basis in {NOT_STATED, NO_PUBLICATION_DATE} and _is_voiced(claim):
            when = _occasion_of(claim, occasions, analysis)
            if when is not None and not (_is_told_by_author(claim) and _is_long_before(when, published)):
                claim = replace(claim, when=when)
        if _is_occasion(claim):
            occasions.append((_keys(claim), claim.when, claim.frame.cue[0]))
        dated.append(claim)
    return dated


def _is_told_by_author(claim: Claim) -> bool:
    return isinstance(claim.frame, PledgeFrame) and claim.frame.speech is None


def _is_long_before(when: When, published: str | None) -> bool:
    first, second = (day_bounds(day) if day else None for day in (when.edtf, published))
    return bool(first and second and (second[0] - first[1]).days > _MAX_AGE)


def _keys(claim: Claim) -> frozenset[str]:
    """Who takes part: persons where they are named, states and bodies besides."""
    found = set()
    for role in ("initiators", "targets", "pledgers", "holders", "speaker"):
        for actor in claim.roles.get(role, ()):
            found.add(actor.key)
    return frozenset(found)


def _is_occasion(claim: Claim) -> bool:
    frame = claim.frame
    if not isinstance(frame, EventFrame) or frame.type not in {"CONSULT", "AGREE"} or frame.form not in _CONTACTS:
        return False
    if frame.factuality.status not in {"occurred", "ongoing"} or claim.when.edtf is None:
        return False
    if frame.factuality.is_background:
        return False
    bounds = day_bounds(claim.when.edtf)
    return bounds is not None and (bounds[1] - bounds[0]).days <= _MAX_DAYS


def _is_voiced(claim: Claim) -> bool:
    """Whether a claim is something done by speaking, and so on an occasion of speech."""
    frame = claim.frame
    if frame.factuality.is_background:
        return False
    if isinstance(frame, EventFrame):
        if frame.rule in _JUDGED:
            return False  # "welcomed the signing of the accord": it was not signed there
        contact = frame.type == "CONSULT" and frame.relation in {"discuss", "meet", "talks", "call", "press-conference"}
        return (frame.type in _VERBAL or contact) and frame.factuality.status == "occurred" and not claim.is_umbrella
    if isinstance(frame, QuoteFrame):
        return frame.mode != "author"
    if isinstance(frame, PositionFrame):
        return bool(frame.voicers) or frame.speech is not None
    return isinstance(frame, PledgeFrame) and not isinstance(frame, TieFrame)


def _occasion_of(claim: Claim, occasions: list[tuple[frozenset[str], When, int]], analysis: Analysis) -> When | None:
    """The nearest occasion before a claim at which all its parties were present; of what several did together with
    words ("the ministers condemned the raid"), and of what one voiced ("restated Peru's support for"), who did it."""
    joint = claim.roles.get("initiators", ()) if isinstance(claim.frame, EventFrame) else ()
    doers = frozenset(actor.key for actor in joint)
    is_voiced = claim.frame.speech is not None and analysis.tokens[claim.frame.trigger].pos == "NOUN"
    keys = doers if (len(doers) > 1 or is_voiced) and doers and claim.roles.get("targets") else _keys(claim)
    if not keys:
        return None
    for parties, when, _ in reversed(occasions):
        # An umbrella names one side only: it dates contacts, and these what was said in them.
        is_contact = isinstance(claim.frame, EventFrame) and claim.frame.type == "CONSULT"
        if keys <= parties or (len(parties) == 1 and is_contact and keys & parties):
            return When(when.edtf, when.precision, when.expression, OCCASION)
    return None
