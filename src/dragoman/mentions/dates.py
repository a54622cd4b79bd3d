"""Time expressions in running English text, each with what it says as a structured value."""

import re
from collections.abc import Callable
from dataclasses import replace

from dragoman.mentions.date_calendar import (
    Reading,
    read_calendar,
    read_clock,
    read_decade,
    read_fiscal,
    read_holiday,
    read_quarter,
    read_season,
    read_weekday,
    read_years,
)
from dragoman.mentions.date_relative import (
    read_amount,
    read_bare_unit,
    read_deictic,
    read_direction,
    read_event,
    read_vague,
)
from dragoman.mentions.date_sets import read_set
from dragoman.mentions.date_words import (
    AMOUNT_WORDS,
    HOLIDAYS,
    MODIFIERS,
    MONTHS,
    ORDINALS,
    RELATIONS,
    SEASONS,
    SPACE,
    VAGUE,
    WEEKDAYS,
    alternation,
    year,
)
from dragoman.mentions.numbers import NUMBER_WORDS
from dragoman.model.expression import DateExpression
from dragoman.model.mention import Mention

__all__ = ["find_dates"]

_Reader = Callable[[str, int], Reading | None]

_MODIFIED = re.compile(
    rf"(?:the{SPACE})?(?:very{SPACE})?(?P<mod>{alternation(MODIFIERS)})[-\s]{{1,4}}"
    rf"(?P<def>the{SPACE}(?:current{SPACE})?(?P<u>year|month|week|decade|century|day|summer|spring|winter|autumn)\b)?",
    re.IGNORECASE,
)
_PICKED_UNIT = re.compile(
    rf"(?:the{SPACE})?(?P<o>first|second|third|fourth|last|final|opening|closing){SPACE}"
    rf"(?P<u>half|days?|weeks?|weekend|months?|years?|part|quarter){SPACE}(?:of|in){SPACE}"
    rf"(?P<def>(?:the|this){SPACE}(?P<v>year|month|week|decade|century)\b)?",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"(?P<rel>post|pre)-{year('y')}", re.IGNORECASE)
_UNSURE_SEASON = re.compile(r"spring|summer|autumn|winter")


def _read_modified(text: str, pos: int) -> Reading | None:
    """A part of a date: "early 2019", "late on Thursday", "the end of last year", "later this month"."""
    beside = _BESIDE.match(text, pos)
    if beside:
        relation = "after" if beside["rel"].casefold() == "post" else "before"
        return beside.end(), DateExpression(kind="calendar", year=int(beside["y"]), relation=relation)
    match = _MODIFIED.match(text, pos)
    picked = None if match else _PICKED_UNIT.match(text, pos)
    if picked:
        return _read_picked(text, picked)
    if not match:
        return None
    modifier = MODIFIERS[" ".join(match["mod"].casefold().split())]
    if match["def"]:
        return _definite(text, match, modifier)
    return _modify(_read_at(text, match.end(), is_inner=True), modifier)


def _definite(text: str, match: re.Match[str], modifier: str) -> Reading | None:
    unit = match["u"].casefold()
    if re.match(rf"{SPACE}of{SPACE}", text[match.end() : match.end() + 8]):
        return None
    if _UNSURE_SEASON.match(unit):
        return match.end(), DateExpression(kind="calendar", season=SEASONS[unit], modifier=modifier)
    return match.end(), DateExpression(kind="relative", unit=unit, steps=0, modifier=modifier)


def _read_picked(text: str, match: re.Match[str]) -> Reading | None:
    ordinal = match["o"].casefold()
    modifier = {"first": "start", "opening": "start"}.get(
        ordinal, "end" if ordinal in ("last", "final", "closing") else "mid"
    )
    unit = match["u"].casefold().removesuffix("s")
    if match["v"]:
        inner = match.end(), DateExpression(kind="relative", unit=match["v"].casefold(), steps=0)
    else:
        inner_or_none = _read_at(text, match.end(), is_inner=True)
        if inner_or_none is None:
            return None
        inner = inner_or_none
    end, found = inner
    is_year = found.unit == "year" and found.steps is not None and found.kind == "relative"
    number = ORDINALS.get(ordinal, 1)
    if is_year and unit == "half":
        return end, replace(found, kind="calendar", half=1 if number == 1 else 2)
    if unit == "quarter" and (is_year or (found.year and not found.month)):
        return end, replace(found, kind="calendar", quarter=number)
    return _modify(inner, modifier)


def _modify(reading: Reading | None, modifier: str) -> Reading | None:
    if reading is None:
        return None
    end, found = reading
    if found.kind not in ("calendar", "weekday", "relative", "event") or found.modifier or found.timex == "DURATION":
        return None
    if found.steps is not None and found.kind == "relative" and found.direction is not None:
        # "earlier two days ago" is not one time.
        return None
    return end, replace(found, modifier=modifier)


_CLOCK_LINK = re.compile(rf",?{SPACE}(?:on{SPACE})?")


def _read_clock_with_day(text: str, pos: int) -> Reading | None:
    """A time of day, joined to the day that follows it."""
    reading = read_clock(text, pos)
    if reading is None:
        return None
    end, clock = reading
    link = _CLOCK_LINK.match(text, end)
    dated = _read_at(text, link.end(), is_inner=True) if link else None
    if dated and dated[1].kind in ("calendar", "weekday", "relative") and not dated[1].clock and _is_day(dated[1]):
        return dated[0], replace(dated[1], timex="TIME", clock=clock.clock)
    return reading


def _is_day(found: DateExpression) -> bool:
    return found.end is None and (found.weekday is not None or found.day is not None or found.unit == "day")


def _with_weekday_lead(text: str, pos: int) -> Reading | None:
    """A weekday or a date that a weekday opens, whichever is longer."""
    found = [reading for reading in (read_calendar(text, pos), read_weekday(text, pos)) if reading]
    return max(found, key=lambda reading: reading[0], default=None)


_BY_LEAD: dict[str, list[_Reader]] = {}


def _register(reader: _Reader, *words: str) -> None:
    for word in words:
        first = re.split(r"[^A-Za-z]", word.casefold())[0]
        readers = _BY_LEAD.setdefault(first, [])
        if reader not in readers:
            readers.append(reader)


_register(read_calendar, *MONTHS)
_register(
    _with_weekday_lead, *WEEKDAYS, "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"
)
_register(read_holiday, *HOLIDAYS)
_register(read_season, *SEASONS, "the")
_register(read_quarter, *ORDINALS, "the", "Q", "H")
_register(read_fiscal, "the", "fiscal", "financial", "FY")
_register(read_decade, "the", "eighteenth", "nineteenth", "twentieth", "twenty")
_register(_read_clock_with_day, "noon", "midday", "midnight")
_register(read_deictic, "the", "today", "yesterday", "tomorrow", "tonight", "overnight")
_register(
    read_direction,
    *"the last past this next coming upcoming current previous preceding following ensuing recent intervening "
    "subsequent first opening final".split(),
)
_register(
    read_amount,
    *AMOUNT_WORDS,
    *NUMBER_WORDS,
    *"more less at nearly almost about around over roughly approximately some just barely".split(),
)
_register(
    read_bare_unit,
    *"days weeks months years decades centuries hours minutes day week month year decade century hour daylong weeklong "
    "monthlong yearlong decadelong hourlong".split(),
)
_register(
    read_set,
    *"every each once twice two three four five six several many hourly daily nightly weekly fortnightly biweekly "
    "monthly bimonthly quarterly semiannual semiannually biannual biannually annual annually yearly biennial "
    "biennially".split(),
)
_register(
    read_event,
    *"the that this very same following next previous preceding day week month year night morning at eve".split(),
)
_register(read_vague, *VAGUE)
_register(_read_modified, *MODIFIERS, "the", "very", "first", "second", "third", "fourth", "last", "final", "opening")
_register(_read_modified, "post", "pre", "closing")
_BY_LEAD["0"] = [read_calendar, _read_clock_with_day, read_years, read_decade, read_amount, read_set]
_BY_LEAD["’"] = [read_decade]

_LEAD = re.compile(r"[A-Za-z]+|\d|[’'](?=\d0s)")
# A lead starts a word: not inside one, not after a sign that ties figures together.
_SCAN = re.compile(r"(?<![\w$€£¥₹#])(?:[A-Za-z]+|\d[\d,.]*|[’'](?=\d0s))")
# These read a further expression within theirs, and not again within that: so no text can nest without end.
_NESTED = (_read_modified, _read_clock_with_day)


def _read_at(text: str, pos: int, is_inner: bool = False) -> Reading | None:
    """The longest time expression that starts here, without what stands before it."""
    lead = _LEAD.match(text, pos)
    if not lead:
        return None
    key = lead[0].casefold()
    readers = _BY_LEAD.get("0" if key.isdigit() else "’" if key == "'" else key, ())
    best: Reading | None = None
    for reader in readers:
        if is_inner and reader in _NESTED:
            continue
        reading = reader(text, pos)
        if reading and (best is None or reading[0] > best[0]):
            best = reading
    return best


_BEFORE = re.compile(rf"\b(?P<p>{alternation(RELATIONS)}){SPACE}$", re.IGNORECASE)
_TO = re.compile(rf"{SPACE}(?P<w>to|until|till|through|and){SPACE}(?:the{SPACE})?|\s?[–—-]\s?(?=[A-Z\d])")
_POSSESSIVE = re.compile(r"[’']s?\s")
_PERSON_MAY = re.compile(r"\b(?:Theresa|Minister|Mrs\.?|Ms\.?|PM|Lady|Premier)\s{1,2}May\b")
_PERSON_PREPOSITIONS = ("by", "before", "after", "from", "for", "about", "around", None)


def _join_range(text: str, start: int, reading: Reading, preposition: str | None) -> Reading:
    """Join "from X to Y", "between X and Y", "Monday to Friday"."""
    end, lower = reading
    if lower.end or lower.kind not in ("calendar", "weekday", "relative") or lower.relation:
        return reading
    link = _TO.match(text, end)
    if not link:
        return reading
    word = (link["w"] or "").casefold()
    allowed = {"from": ("to", "until", "till", "through"), "between": ("and", "to")}.get(preposition or "", ())
    if word not in allowed and not (lower.kind == "weekday" and word in ("to", "through", "")):
        return reading
    following = _read_at(text, link.end())
    if following is None or following[1].kind not in ("calendar", "weekday", "relative") or following[1].end:
        return reading
    upper = following[1]
    if word == "" and upper.kind != "weekday":
        return reading
    if lower.month and not lower.year and upper.year:
        turns = upper.month is not None and upper.month < lower.month
        lower = replace(lower, year=upper.year - turns)
    return following[0], replace(lower, end=upper)


def _governed(text: str, start: int, end: int, found: DateExpression, preposition: str | None) -> DateExpression:
    """What its preposition adds to a date, unless it governs another word ("after Friday's talks")."""
    relation = RELATIONS.get(preposition or "")
    if relation is None or _POSSESSIVE.match(text, end):
        return found
    if found.kind in ("duration", "set", "event", "vague", "clock", "window"):
        return found
    if relation == "approx":
        return replace(found, modifier=found.modifier or "approx")
    if found.end is not None:
        return found
    is_deadline = relation == "by" or (relation == "before" and found.modifier == "end")
    return replace(found, relation="by" if is_deadline else relation, is_deadline=is_deadline)


def _make_mention(text: str, start: int, reading: Reading, done: int, may_is_person: bool) -> Mention | None:
    """The mention of a reading, with its preposition if that is still free; null where May is a person."""
    before = _BEFORE.search(text, max(done, start - 24), start)
    preposition = " ".join(before["p"].casefold().split()) if before else None
    reading = _join_range(text, start, reading, preposition)
    end, found = reading
    if may_is_person and text[start:end] == "May" and preposition in _PERSON_PREPOSITIONS:
        return None
    found = _governed(text, start, end, found, preposition)
    first = before.start() if before else start
    quote = text[first:end]
    value = replace(found, words=quote, core_start=start, core_end=end)
    return Mention(kind="date", start=first, end=end, quote=quote, value=value)


def find_dates(text: str) -> tuple[Mention, ...]:
    """Find every English time expression, in order and without overlap, each with a `DateExpression` as value.

    The span takes in the preposition ("by 2030"); the value's core bounds leave it out. Ages, resolution and article
    numbers, counts and amounts of money are no dates; "May" and "March" count only where the words around say so.
    """
    mentions: list[Mention] = []
    may_is_person = _PERSON_MAY.search(text) is not None
    done = 0
    for word in _SCAN.finditer(text):
        pos = word.start()
        if pos < done:
            continue
        reading = _read_at(text, pos)
        if reading is None:
            continue
        mention = _make_mention(text, pos, reading, done, may_is_person)
        if mention is not None:
            mentions.append(mention)
            done = mention.end
    return tuple(mentions)
