"""Whether two records tell of one event or one promise: what agrees, what that weighs, and what rules it out.

The weights follow the usual record linkage after Fellegi and Sunter: a field counts by how seldom it agrees by chance.
They were set by reading joined and nearly joined pairs of ministries' readouts (docs/quality.md), not learned.
"""

import re
from collections.abc import Iterator

from dragoman.memory.traits import FEWEST_WORDS, Traits
from dragoman.model.matter import Agreement, Likeness

__all__ = ["compare", "excludes"]

# The sum that joins two records. Contacts are rare enough on a day that day and parties together reach it; of other
# acts (praise, accusations, sanctions) a state does many in a day, so that what it was about must agree, too.
_NEEDED_CONTACT = 7.0
_NEEDED_ACT = 9.0
_NEEDED_PLEDGE = 4.0
# Of figures the value, unit, metric and subject are the same already, of stances issue and stance: what it counts, or
# what about the issue is upheld, must be.
_NEEDED_WORDED = 2.0
# Round values are many things' ("100,000 jobs", "50 countries"): more of what is counted must be the same.
_NEEDED_ROUND = 3.5

_SAME_DAYS = 4.5
_SAME_DAY, _NEXT_DAY, _TOLD_SAME_DAY, _TOUCHING_DAYS, _TOUCHING_MONTHS = 5.0, 1.5, 4.5, 3.0, 1.0
_SAME_PARTIES, _MOST_PARTIES = 2.0, 1.0
_SAME_PERSON, _SAME_OFFICE = 3.0, 1.0
_SAME_VISIT = 3.0
_MECHANISM, _ROUND, _INSTRUMENT, _PROJECT = 3.0, 4.0, 2.0, 2.0
# A round of a forum and a meeting that names none may well be two contacts of one day.
_FORUM_UNSHARED = -2.0
_PLACE, _STATE_OF_PLACE = 2.0, 0.5
_WORDS = 6.0
_AMOUNTS = 2.0

# What an act is about: without it, day, parties and persons tell two acts of one day not apart.
_MATTER_FIELDS = {"words", "amounts", "instrument", "project", "mechanism"}
_LEAST_MATTER = 1.5

# Of gatherings of many, two reports seldom list the same ones.
_MANY = 3
_SHARED_PARTIES = 0.6
# Two promises of one state about other things share some of their words; beyond this share they are one.
_SHARED_WORDS = 0.6
# Where they share more than a few words, less of the rest may differ.
_SHARED_BY_MANY = 0.5
# So many are enough where both name the same amount, and so many each two of a set must share.
_LEAST_SHARED = 0.4
_YEAR = re.compile(r"(?:19|20)\d\d")
# So many days apart, reports that name no day may still be of the same news.
_SAME_NEWS = 3
# Longer spans than this say in which season it was, not when.
_LONGEST = 62


def compare(left: Traits, right: Traits) -> Likeness | None:
    """How like two records are, or null where something rules out that they tell of one thing."""
    if excludes(left, right):
        return None
    if left.kind == "pledge":
        found, needed = tuple(_promise(left, right)), _NEEDED_PLEDGE
    elif left.kind in ("figure", "position"):
        found = tuple(_worded(left, right))
        needed = _NEEDED_ROUND if left.kind == "figure" and _is_round(left.group[-1]) else _NEEDED_WORDED
    else:
        found = tuple(_event(left, right))
        needed = _NEEDED_CONTACT
        if left.group[1] != "CONSULT":
            needed = _NEEDED_ACT
            if sum(item.weight for item in found if item.field in _MATTER_FIELDS) < _LEAST_MATTER:
                return None
    return Likeness(round(sum(item.weight for item in found), 3), needed, found)


def excludes(left: Traits, right: Traits) -> bool:
    """Whether the two cannot be one thing, whatever else agrees. Symmetric."""
    if left.group != right.group or (left.document == right.document and left.kind == "event"):
        return True
    if left.kind in ("figure", "position"):
        return _differ(left.deadline, right.deadline)
    if left.kind == "pledge" and left.project is None and _share(left, right) < _LEAST_SHARED:
        return True
    if left.kind == "pledge" and left.project is None and left.sides[1] and right.sides[1]:
        if not left.sides[1] & right.sides[1]:
            return True  # in the same words to somebody else it is another promise
    if left.kind == "pledge":
        return _differ(left.deadline, right.deadline) or _differ(left.project, right.project) or (
            bool(left.amounts and right.amounts) and left.amounts != right.amounts
        )  # fmt: skip
    for name in ("round", "project", "place_state"):
        if _differ(getattr(left, name), getattr(right, name)):
            return True
    if _are_rounds(left, right):
        return False
    if left.mechanism and right.mechanism and not _is_one_forum(left.mechanism, right.mechanism):
        return True
    return (
        _parties(left, right) == 0
        or _persons_differ(left, right)
        or _times_differ(left, right)
        or (
            not left.group[1] == "CONSULT" and bool(left.amounts and right.amounts) and not left.amounts & right.amounts
        )
    )


def _is_round(amount: str) -> bool:
    """Whether an amount ("100000 jobs", "1e+06 USD") has but one digit that is not a zero."""
    number = amount.split(" ", 1)[0].split("e")[0].replace(".", "").strip("-0")
    return len(number) <= 1


def _is_one_forum(left: str, right: str) -> bool:
    """Whether two names may be one forum's: "U.S.–India 2+2 Dialogue" is the "2+2 Ministerial Dialogue" of the two."""
    mine, theirs = set(left.split()), set(right.split())
    return mine <= theirs or theirs <= mine


def _are_rounds(left: Traits, right: Traits) -> bool:
    """Whether both are the same numbered round of one forum: then it does not matter who else is named as present.

    Two parties must be shared: many pairs of states have a "Strategic Dialogue".
    """
    if left.round is None or left.round != right.round or left.mechanism is None or left.mechanism != right.mechanism:
        return False
    return len(left.parties & right.parties) >= max(1, min(2, len(left.parties), len(right.parties)))


def _share(left: Traits, right: Traits) -> float:
    all_ = left.words | right.words
    return len(left.words & right.words) / len(all_) if all_ else 0.0


def _differ(left: object, right: object) -> bool:
    return left is not None and right is not None and left != right


def _parties(left: Traits, right: Traits) -> float:
    """Weight of the parties: the same on both sides, or most of a gathering's."""
    if left.sides == right.sides:
        return _SAME_PARTIES
    if left.is_mutual != right.is_mutual and left.parties == right.parties:
        return _SAME_PARTIES  # "A met B" and "A and B met"
    shared, all_ = len(left.parties & right.parties), len(left.parties | right.parties)
    if min(len(left.parties), len(right.parties)) >= _MANY and shared >= _SHARED_PARTIES * all_:
        return _MOST_PARTIES
    return 0


def _persons_differ(left: Traits, right: Traits) -> bool:
    """Whether somebody else acts for one of the parties: another person, or, unnamed, another office."""
    for key in left.parties & right.parties:
        mine, theirs = left.persons.get(key), right.persons.get(key)
        if mine and theirs:
            if not mine & theirs:
                return True
            continue
        offices, others = left.offices.get(key), right.offices.get(key)
        if offices and others and not any(a in b or b in a for a in offices for b in others):
            return True
    return False


def _times_differ(left: Traits, right: Traits) -> bool:
    mine, theirs = left.span, right.span
    if mine is None or theirs is None or max((span.high - span.low).days for span in (mine, theirs)) > _LONGEST:
        # What is recalled without a date, or by its year, is known again by the number of its round alone, if any.
        return True
    if mine.is_day and theirs.is_day:
        # The other side may tell of it a day late, or be a day ahead; one publisher's "today" is another day each day.
        is_one_desk = left.publisher_state is not None and left.publisher_state == right.publisher_state
        return mine.gap(theirs) > (0 if is_one_desk else 1)
    if not mine.is_stated and not theirs.is_stated and left.said and right.said:
        return abs((left.said - right.said).days) > _SAME_NEWS
    return mine.gap(theirs) > 0


def _event(left: Traits, right: Traits) -> Iterator[Agreement]:
    yield from _time(left, right)
    if weight := _parties(left, right):
        yield Agreement("parties", weight, "the same parties" if weight == _SAME_PARTIES else "most of the parties")
    for key in sorted(left.parties & right.parties):
        shared = left.persons.get(key, frozenset()) & right.persons.get(key, frozenset())
        if shared:
            yield Agreement("persons", _SAME_PERSON, f"{max(shared, key=len).title()} for {key}")
        elif left.offices.get(key, frozenset()) & right.offices.get(key, frozenset()):
            yield Agreement("offices", _SAME_OFFICE, f"the same office for {key}")
    if _is_one_visit(left, right):
        yield Agreement("visit", _SAME_VISIT, "one person's visit to one state in those weeks")
    if left.mechanism and right.mechanism and _is_one_forum(left.mechanism, right.mechanism):
        yield Agreement("mechanism", _MECHANISM, f"forum {min(left.mechanism, right.mechanism, key=len)}")
    for name, weight in (
        ("round", _ROUND),
        ("instrument", _INSTRUMENT),
        ("project", _PROJECT),
    ):
        value = getattr(left, name)
        if value is not None and value == getattr(right, name):
            yield Agreement(name, weight, f"{name} {value}")
    if (left.mechanism is None) != (right.mechanism is None):
        yield Agreement("mechanism", _FORUM_UNSHARED, "only one names a forum")
    if left.place and left.place == right.place:
        yield Agreement("place", _PLACE, f"in {left.place.title()}")
    elif left.place_state and left.place_state == right.place_state:
        yield Agreement("place", _STATE_OF_PLACE, f"in {left.place_state}")
    yield from _shared_words(left, right)


def _is_one_visit(left: Traits, right: Traits) -> bool:
    """Whether one person goes to one state within weeks: hardly anybody does so twice, however the days are told."""
    if left.group[2] != "visit" or left.sides != right.sides or left.span is None or right.span is None:
        return False
    return any(
        left.persons.get(key, frozenset()) & right.persons.get(key, frozenset()) for key in left.sides[0]
    ) and _LONGEST >= max((span.high - span.low).days for span in (left.span, right.span))


def _time(left: Traits, right: Traits) -> Iterator[Agreement]:
    mine, theirs = left.span, right.span
    if mine is None or theirs is None:
        return
    if mine.is_day and theirs.is_day:
        if mine.low == theirs.low:
            yield Agreement("when", _SAME_DAY, f"both on {mine.low.isoformat()}")
        else:
            yield Agreement("when", _NEXT_DAY, "on days next to each other")
    elif mine.is_stated and mine == theirs and (mine.high - mine.low).days <= _LONGEST // 4:
        yield Agreement("when", _SAME_DAYS, f"both from {mine.low.isoformat()} to {mine.high.isoformat()}")
    elif not mine.is_stated and not theirs.is_stated and left.said is not None and left.said == right.said:
        yield Agreement("when", _TOLD_SAME_DAY, f"both told on {left.said.isoformat()}")
    elif max((span.high - span.low).days for span in (mine, theirs)) <= _LONGEST // 4:
        yield Agreement("when", _TOUCHING_DAYS, "told within days of each other")
    elif max((span.high - span.low).days for span in (mine, theirs)) <= _LONGEST:
        yield Agreement("when", _TOUCHING_MONTHS, "in one month")


def _shared_words(left: Traits, right: Traits) -> Iterator[Agreement]:
    shared = left.words & right.words
    if shared:
        share = len(shared) / min(len(left.words), len(right.words))
        # One word in common is chance, however short the clause.
        weight = round(_WORDS * share * min(1.0, len(shared) / 4), 3)
        yield Agreement("words", weight, f"words: {', '.join(sorted(shared)[:6])}")
    if left.amounts & right.amounts:
        yield Agreement("amounts", _AMOUNTS, f"amounts: {', '.join(sorted(left.amounts & right.amounts)[:3])}")


def _promise(left: Traits, right: Traits) -> Iterator[Agreement]:
    """Promises are known again by their words: two of one party that share most of them are one, restated."""
    shared, all_ = left.words & right.words, left.words | right.words
    has_amount = any(not _YEAR.fullmatch(amount) for amount in left.amounts & right.amounts)
    share = _LEAST_SHARED if has_amount else _SHARED_WORDS
    if len(shared) > FEWEST_WORDS:
        share = min(share, _SHARED_BY_MANY)
    if len(shared) >= FEWEST_WORDS and len(shared) >= share * len(all_):
        yield Agreement("words", round(10 * len(shared) / len(all_), 3), f"words: {', '.join(sorted(shared)[:6])}")
    elif left.project and left.project == right.project and shared:
        yield Agreement("words", round(5 * len(shared) / len(all_), 3), f"words: {', '.join(sorted(shared)[:6])}")
    if left.project and left.project == right.project:
        yield Agreement("project", _PROJECT, f"project {left.project}")
    if left.amounts and left.amounts == right.amounts:
        yield Agreement("amounts", _AMOUNTS, f"amounts: {', '.join(sorted(left.amounts)[:3])}")
    if left.deadline and left.deadline == right.deadline:
        yield Agreement("deadline", _PLACE, f"by {left.deadline}")


def _worded(left: Traits, right: Traits) -> Iterator[Agreement]:
    yield from _shared_words(left, right)
    if left.deadline is not None and left.deadline == right.deadline:
        yield Agreement("period", _NEEDED_WORDED / 2, f"for {left.deadline}")
    if left.project is not None:
        yield Agreement("project", _PROJECT, f"project {left.project}")
