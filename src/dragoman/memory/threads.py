"""The life of a promise, project or mechanism: its stage, what moves it, and what came of what was planned.

Pure functions over records; what they say is derived and shown beside the records, never written into them.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.memory.traits import Span, Traits, fold
from dragoman.model.record import Event, Pledge, Record

__all__ = [
    "STAGES",
    "Move",
    "Outcome",
    "Rarity",
    "Stage",
    "find_move",
    "find_outcome",
    "find_stage",
    "is_same_name",
    "say_movement",
]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far an undertaking has come: AidData's word for it and the code of IATI's list ActivityStatus.

    `order` is its place in the life; suspended and cancelled have none and may follow any.
    """

    name: str
    aiddata: str
    iati: int
    order: int | None


# AidData GCDF 2.0, field "Status", and IATI 2.03, codelist ActivityStatus: a pledge and a commitment are both in the
# pipeline (1), and tell apart by the transaction (12 pledge, 2 commitment).
STAGES = {
    stage.name: stage
    for stage in (
        Stage("pledge", "Pipeline: Pledge", 1, 0),
        Stage("commitment", "Pipeline: Commitment", 1, 1),
        Stage("implementation", "Implementation", 2, 2),
        Stage("completion", "Completion", 4, 3),
        Stage("suspended", "Suspended", 6, None),
        Stage("cancelled", "Cancelled", 5, None),
    )
}


@dataclass(frozen=True, slots=True)
class Move:
    """What one record tells of the life of its object.

    `word` says it to a reader, `stage` is the stage that it shows (null where it shows none), `is_movement` whether
    something was done beyond saying, `is_setback` whether it tells that nothing is done, or no more.
    """

    word: str
    stage: str | None = None
    is_movement: bool = False
    is_setback: bool = False


# Words that tell of an act on an object what became of it; an act's own cue alone counts, not the clause around it.
_CANCELLED = re.compile(r"\b(?:cancel|scrap|abandon|terminat|abrogat|revok|call(?:ed|ing)? off|annul)", re.IGNORECASE)
_SUSPENDED = re.compile(r"\b(?:suspend|halt|paus|postpon|shelv|fr[eo]ez|stall)", re.IGNORECASE)
_COMPLETED = re.compile(
    r"\b(?:complet|finish|inaugurat|open(?:ed|s)?\b|commission|deliver|hand(?:ed|s)? over|fulfil|came into force|"
    r"entered into force)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\b(?:sign|ratif|conclud|initiall?ed)", re.IGNORECASE)
# AidData counts what is signed but does not bind (memoranda, letters of intent, statements) among the pledges.
_NOT_BINDING = re.compile(
    r"\b(?:mou|memorand\w*|understanding|intent|declaration|statement|communiqu|roadmap|plan)", re.I
)
_DONE = ("occurred", "ongoing")
_AHEAD_WORDS = {
    "scheduled": "scheduled",
    "intended": "planned",
    "hoped": "hoped for",
    "hypothetical": "possible",
}
_WORDS: dict[tuple[str, str | None], str] = {
    ("AGREE", None): "agreed",
    ("CONSULT", "dialogue-round"): "round held",
    ("CONSULT", None): "talks",
    ("SUPPORT", None): "backed",
    ("REQUEST", None): "asked for",
    ("CONCEDE", None): "conceded",
    ("REJECT", None): "rejected",
    ("ACCUSE", None): "disputed",
    ("PROTEST", None): "disputed",
    ("THREATEN", None): "disputed",
    ("SANCTION", None): "sanctioned",
}


def find_move(record: Record, is_first: bool = False) -> Move:
    """What a record tells of the life of what it is about; the first to tell of a promise announces it."""
    if isinstance(record, Pledge):
        return _pledge_move(record, is_first)
    if isinstance(record, Event):
        return _event_move(record)
    if record.kind == "figure":
        return Move("a figure")
    return Move("spoken of")


def _pledge_move(pledge: Pledge, is_first: bool) -> Move:
    if pledge.lifecycle in ("suspended", "cancelled"):
        return Move(pledge.lifecycle, pledge.lifecycle, is_setback=True)
    if pledge.status == "denied":
        return Move("ruled out", is_setback=True)
    if pledge.status == "occurred" or pledge.lifecycle == "completion":
        return Move("kept", "completion", is_movement=True)
    if pledge.status == "ongoing" or pledge.lifecycle == "implementation":
        return Move("under way", "implementation", is_movement=True)
    if not is_first:
        return Move("restated", "pledge")
    return Move("agreed" if pledge.strength == "agreed" else "announced", "pledge")


def _event_move(event: Event) -> Move:
    if event.status == "denied":
        return Move("said not to be so", is_setback=True)
    if event.status not in _DONE:
        return Move(_AHEAD_WORDS[event.status])
    cue = " ".join(item.quote for item in event.evidence if item.field == "cue")
    if _CANCELLED.search(cue):
        return Move("cancelled", "cancelled", is_setback=True)
    if _SUSPENDED.search(cue):
        return Move("suspended", "suspended", is_setback=True)
    if event.type == "AGREE" and event.instrument and _SIGNED.search(cue):
        if _NOT_BINDING.search(event.instrument):
            return Move("signed, not binding", "pledge", is_movement=True)
        return Move("signed", "commitment", is_movement=True)
    if event.type in ("COOPERATE", "AID"):
        if event.status == "occurred" and _COMPLETED.search(cue):
            return Move("completed", "completion", is_movement=True)
        return Move("under way" if event.status == "ongoing" else "done", "implementation", is_movement=True)
    return Move(_WORDS.get((event.type, event.form)) or _WORDS.get((event.type, None)) or "spoken of")


def find_stage(moves: Iterable[Move]) -> Stage:
    """The stage that moves, in the order in which they were said, add up to.

    What was done is not undone by a later promise; suspended or cancelled stands until something moves again.
    """
    reached, stopped = STAGES["pledge"], None
    for move in moves:
        stage = STAGES[move.stage] if move.stage else None
        if stage is None:
            continue
        if stage.order is None:
            stopped = stage
        elif move.is_movement:
            stopped = None
            reached = max(reached, stage, key=lambda item: item.order or 0)
    return stopped or reached


def say_movement(later: Sequence[Move]) -> str:
    """Whether what was said after the first saying tells of movement, of none, or of neither."""
    if any(move.is_setback for move in later):
        if any(move.is_movement for move in later):
            return "evidence of movement and of a setback"
        return "evidence of no movement"
    if any(move.is_movement for move in later):
        return "evidence of movement"
    return "no evidence of movement"


class Rarity:
    """How much sharing a word tells: the fewer of a pool's records hold it, the more."""

    def __init__(self, pool: Iterable[frozenset[str]]) -> None:
        counts: Counter[str] = Counter()
        size = 0
        for words in pool:
            counts.update(words)
            size += 1
        self._counts = counts
        self._size = size

    def weigh(self, words: Iterable[str]) -> float:
        """The sum of the words' weights; summed in one order, so that it is the same on every run."""
        return sum(math.log((self._size + 2) / (self._counts[word] + 1)) for word in sorted(words))

    def share(self, left: frozenset[str], right: frozenset[str]) -> float:
        """What part of the lighter one's weight both have in common, 0-1; chance words of two short clauses count 0."""
        shared = left & right
        if len(shared) < _FEWEST_SHARED:
            return 0.0
        least = min(self.weigh(left), self.weigh(right))
        return self.weigh(shared) / least if least else 0.0


# Two clauses with fewer words in common than this share a phrase, not a subject.
_FEWEST_SHARED = 3
# Words in names of projects and forums that many share.
_GENERIC = frozenset(
    "the of and for on in a an project agreement dialogue treaty memorandum understanding mou initiative programme "
    "program partnership joint cooperation natural new plan pact accord corridor".split()
)


def is_same_name(left: str | None, right: str | None) -> bool:
    """Whether two names of a project, instrument or forum may be one: the telling words of one are all in the other."""
    if not left or not right:
        return False
    one, other = fold(left), fold(right)
    if one == other:
        return True
    fewer, more = sorted((frozenset(name.split()) - _GENERIC for name in (one, other)), key=len)
    return len(fewer) >= 2 and fewer <= more


# ------------------------------------------------------------------ what came of what was planned


@dataclass(frozen=True, slots=True)
class Outcome:
    """What took place and fits a plan. `is_dated`: the plan gave the time that it fits; `words` say how."""

    event: Event
    is_dated: bool
    words: str


_PLANNED = ("planned", "hoped", "possible")
# A visit that is announced without a date takes place within half a year or is announced anew.
_UNDATED_REACH = 183
_VISITED_IN = ("meeting", "summit")


def find_outcome(
    planned: tuple[Event, Traits], told: Sequence[tuple[Event, Traits]], days: int = _UNDATED_REACH
) -> tuple[Outcome, ...]:
    """The events that may be what was planned, told by other documents; the same form first, then nearest in time.

    Parties, kind of contact, forum, round, and where both name them persons and place, must agree. A plan that gives a
    time is met at that time only; one without is met by the first that follows within `days` of its announcement.
    """
    found = []
    for event, traits in told:
        words = _say_fit(planned, (event, traits), days)
        if words is not None and traits.span is not None:
            # Of a visit and the meetings it was paid for, the visit is what was planned.
            order = (event.form != planned[0].form, traits.span.low, event.document, event.id)
            found.append((order, Outcome(event, bool(planned[0].when.edtf), words)))
    return tuple(outcome for _, outcome in sorted(found, key=lambda item: item[0]))


def _say_fit(planned: tuple[Event, Traits], told: tuple[Event, Traits], days: int) -> str | None:
    (plan, mine), (done, theirs) = planned, told
    if mine.group[3] not in _PLANNED or theirs.group[3] != "done" or mine.document == theirs.document:
        return None
    if not _is_same_kind(plan, done, mine, theirs) or not _is_same_company(plan, mine, theirs):
        return None
    for name in ("mechanism", "round"):
        # A meeting that names no forum is no sign that the forum met.
        wanted = getattr(mine, name)
        if wanted is not None and wanted != getattr(theirs, name):
            return None
    if plan.place and done.place and _places_differ(mine, theirs):
        return None
    return _say_time(plan, mine, theirs, days)


def _is_same_kind(plan: Event, done: Event, mine: Traits, theirs: Traits) -> bool:
    if plan.type != done.type:
        return False
    if plan.form == "visit" and done.form in _VISITED_IN:
        # What a visit is paid for: the visitor is named in it.
        visitors = {name for actor in plan.initiators for name in mine.persons.get(actor.key, ())}
        met = {name for actor in plan.initiators for name in theirs.persons.get(actor.key, ())}
        return bool(visitors & met)
    return mine.group[1:3] == theirs.group[1:3]


def _is_same_company(plan: Event, mine: Traits, theirs: Traits) -> bool:
    if mine.parties != theirs.parties:
        return False
    if plan.form == "visit" and theirs.group[2] == "visit" and mine.sides[0] != theirs.sides[0]:
        return False
    for key in mine.parties:
        one, other = mine.persons.get(key), theirs.persons.get(key)
        if one and other and not one & other:
            return False
    return True


def _places_differ(mine: Traits, theirs: Traits) -> bool:
    if mine.place_state and theirs.place_state and mine.place_state != theirs.place_state:
        return True
    return mine.place != theirs.place and not (mine.place_state and theirs.place_state)


def _say_time(plan: Event, mine: Traits, theirs: Traits, days: int) -> str | None:
    span = theirs.span
    if span is None or (mine.said is not None and span.high < mine.said):
        return None
    if plan.when.edtf and mine.span is not None:
        return "at the time planned" if _touch(mine.span, span) else None
    if mine.said is None:
        return None
    gap = (span.low - mine.said).days
    if gap > days:
        return None
    return f"{max(gap, 0)} days after it was spoken of; the plan gives no date"


def _touch(planned: Span, done: Span) -> bool:
    # Between far time zones one meeting has two dates.
    return planned.gap(done) <= (1 if planned.is_day and done.is_day else 0)
