"""Reading times told from the report or from another time: "last month", "two days ago", "the day after", "soon"."""

import re
from dataclasses import replace

from dragoman.mentions.date_calendar import Reading, number_of
from dragoman.mentions.date_words import (
    AMOUNT_WORDS,
    DIRECTIONS,
    HOLIDAYS,
    MONTHS,
    SEASONS,
    SPACE,
    UNITS,
    VAGUE,
    WEEKDAYS,
    alternation,
    amount,
    month,
    weekday,
)
from dragoman.mentions.numbers import read_number
from dragoman.model.expression import DateExpression

__all__ = [
    "amount_of",
    "read_amount",
    "read_bare_unit",
    "read_deictic",
    "read_direction",
    "read_event",
    "read_vague",
]

_UNIT = alternation(UNITS)
_PART = rf"(?:{SPACE}(?P<part>morning|afternoon|evening|night)\b)?"
_DEICTIC = re.compile(
    rf"(?P<far>the{SPACE}day{SPACE}(?:before{SPACE}yesterday|after{SPACE}tomorrow))|"
    rf"(?P<w>today|yesterday|tomorrow|tonight|overnight)\b{_PART}",
    re.IGNORECASE,
)
_STEPS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0}
_PAPER = re.compile(r"[A-Za-z]\s$")


def read_deictic(text: str, pos: int) -> Reading | None:
    """ "today" and its like; a capital inside a sentence ("USA Today") is a newspaper."""
    match = _DEICTIC.match(text, pos)
    if not match:
        return None
    if match["far"]:
        steps = -2 if match["far"].casefold().endswith("yesterday") else 2
        return match.end(), DateExpression(kind="relative", unit="day", steps=steps)
    if match["w"][0].isupper() and _PAPER.search(text[max(0, pos - 2) : pos]):
        return None
    word = match["w"].casefold()
    part = match["part"] or ("night" if word in ("tonight", "overnight") else None)
    return match.end(), DateExpression(
        kind="relative",
        timex="TIME" if part else "DATE",
        unit="day",
        steps=_STEPS[word],
        part=part,
        modifier="approx" if word == "overnight" else None,
    )


_KIND = r"(?:(?P<fiscal>fiscal|financial)|calendar|academic|school|business|working|full|consecutive|successive|odd)"
_DIRECTION = re.compile(
    rf"(?P<the>the{SPACE})?(?P<dir>last|past|this|next|coming|upcoming|current|previous|preceding|following|ensuing|recent|"
    rf"intervening|subsequent)[\s-]{{1,4}}(?:{amount('n')}{SPACE})?(?:{_KIND}{SPACE})?(?P<u>{_UNIT})(?P<pl>s)?\b",
    re.IGNORECASE,
)
_TOWARD = {"recent": -1, "intervening": -1, "previous": -1, "preceding": -1, **DIRECTIONS}
_PICKED = re.compile(
    rf"(?:(?:the|this){SPACE})?(?P<dir>last|past|this|next|coming|upcoming){SPACE}"
    rf"(?:{weekday('w')}|{month('m')}|(?P<s>{alternation(SEASONS)})\b|"
    rf"(?P<part>morning|afternoon|evening|night)\b|(?P<h>Christmas|Thanksgiving|Easter)\b)"
    + _PART.replace("<part>", "<wpart>"),
)
_WEEKEND = re.compile(rf"the{SPACE}weekend\b", re.IGNORECASE)
_OPENING = re.compile(
    rf"(?:the{SPACE})?(?P<o>first|opening|last|final){SPACE}{amount('n')}{SPACE}(?P<u>{_UNIT})s?{SPACE}(?:of|in){SPACE}"
    rf"(?:(?P<y>(?:19|20)\d\d)\b|(?P<dir>this|the|last|next){SPACE}year\b)?",
    re.IGNORECASE,
)


def amount_of(words: str) -> float | None:
    """How many units: a number, or null where the words ("several") leave it open."""
    plain = " ".join(words.casefold().split())
    if plain in AMOUNT_WORDS:
        return AMOUNT_WORDS[plain]
    if plain.endswith(" 1/2"):
        return float(plain[:-4]) + 0.5
    return read_number(plain)


def read_direction(text: str, pos: int) -> Reading | None:
    """ "last year", "the past two decades", "next Monday", "the first nine months of 2023"."""
    opening = _OPENING.match(text, pos)
    if opening and (opening["y"] or opening["dir"]):
        return _build_opening(opening)
    weekend = _WEEKEND.match(text, pos)
    if weekend:
        return weekend.end(), DateExpression(kind="relative", unit="weekend")
    picked = _PICKED.match(text, pos)
    if picked:
        return picked.end(), _build_picked(picked)
    match = _DIRECTION.match(text, pos)
    return _build_direction(text, match) if match else None


def _build_opening(match: re.Match[str]) -> Reading | None:
    months = amount_of(match["n"])
    if match["u"].casefold() != "month" or months is None or not 1 <= months <= 12:
        return None
    is_first = match["o"].casefold() in ("first", "opening")
    found = DateExpression(kind="calendar", first_months=int(months) if is_first else -int(months))
    if match["y"]:
        return match.end(), replace(found, year=int(match["y"]))
    steps = {"this": 0, "the": 0, "last": -1, "next": 1}[match["dir"].casefold()]
    return match.end(), replace(found, unit="year", steps=steps)


def _build_picked(match: re.Match[str]) -> DateExpression:
    direction = DIRECTIONS[match["dir"]]
    if match["w"]:
        timex = "TIME" if match["wpart"] else "DATE"
        weekday_ = number_of(WEEKDAYS, match["w"])
        return DateExpression(kind="weekday", timex=timex, weekday=weekday_, direction=direction, part=match["wpart"])
    if match["m"]:
        return DateExpression(kind="calendar", month=number_of(MONTHS, match["m"]), direction=direction)
    if match["s"]:
        return DateExpression(kind="calendar", season=SEASONS[match["s"]], direction=direction)
    if match["h"]:
        key = HOLIDAYS[match["h"].casefold()]
        fixed = (int(key[:2]), int(key[3:])) if key[0].isdigit() else (None, None)
        return DateExpression(kind="calendar", holiday=key, month=fixed[0], day=fixed[1], direction=direction)
    # "last night" was yesterday's.
    steps = -1 if direction < 0 else direction
    return DateExpression(kind="relative", timex="TIME", unit="day", steps=steps, part=match["part"])


def _build_direction(text: str, match: re.Match[str]) -> Reading | None:
    word, unit = match["dir"].casefold(), match["u"].casefold()
    kept, size = UNITS[unit]
    is_plural, has_article = match["pl"] is not None, match["the"] is not None
    if kept in ("second", "minute", "hour") and match["n"] is None and not is_plural:
        return None
    if match["n"] is not None or is_plural:
        return _build_window(text, match, kept, size)
    if word in ("previous", "preceding", "following", "ensuing", "subsequent", "intervening") or (
        has_article and word == "next" and kept != "decade"
    ):
        direction = -1 if word in ("previous", "preceding") else 1
        return match.end(), DateExpression(kind="event", unit=kept, amount=size, direction=direction)
    if word == "recent":
        return None
    is_window = word == "past" or (kept in ("decade", "century") and word in ("last", "next", "coming"))
    if is_window or (has_article and word == "last" and kept != "century"):
        found = DateExpression(kind="window", timex="DURATION", unit=kept, amount=size, direction=_TOWARD[word])
        return match.end(), found
    found = DateExpression(kind="relative", unit=kept, steps=_TOWARD[word] * int(size), is_fiscal=bool(match["fiscal"]))
    if unit == "night":
        found = replace(found, timex="TIME", part="night")
    return match.end(), found


def _build_window(text: str, match: re.Match[str], kept: str, size: float) -> Reading | None:
    word = match["dir"].casefold()
    if word == "this" or (word == "current" and match["n"] is None):
        return None
    number = amount_of(match["n"]) if match["n"] else None
    direction = _TOWARD.get(word, 1)
    if number is None:
        found = DateExpression(kind="vague", timex="DURATION", unit=kept, direction=direction)
        return match.end(), found
    if word in ("previous", "preceding", "following", "ensuing", "subsequent", "intervening"):
        found = DateExpression(kind="event", timex="DURATION", unit=kept, amount=number * size, direction=direction)
        return match.end(), found
    return match.end(), DateExpression(
        kind="window", timex="DURATION", unit=kept, amount=number * size, direction=direction
    )


_AMOUNT = re.compile(
    rf"(?:(?P<cmp>more{SPACE}than|less{SPACE}than|at{SPACE}least|nearly|almost|about|around|over|roughly|approximately|"
    rf"some|just{SPACE}under|just{SPACE}over|barely){SPACE})?"
    rf"{amount('n')}(?P<hy>-|{SPACE})(?:(?:more|full|whole|consecutive|straight|business|working|calendar|long|short|"
    rf"additional|further|solid|odd|academic|fiscal){SPACE})?(?P<u>{_UNIT})(?P<pl>s)?(?![A-Za-z])(?P<poss>[’']s?)?"
    rf"(?P<half>{SPACE}and{SPACE}a{SPACE}half)?",
    re.IGNORECASE,
)
_AGE = re.compile(r"[-\s]{1,2}olds?\b|\s{1,2}of\sage\b")
_AGE_BEFORE = re.compile(r"\b(?:aged|age|turned|turns)\s{1,2}$")
_AGO = re.compile(r"\s{1,4}ago\b")
_HENCE = re.compile(r"\s{1,4}(?:from\s{1,2}(?:now|today)|hence)\b")
_EARLIER = re.compile(r"\s{1,4}(?:earlier|before|prior|previously)\b(?!\s{1,2}(?:the\s)?(?:19|20)\d\d)")
_LATER = re.compile(r"\s{1,4}(?:later|after|afterwards?|following|thereafter|on(?=[,.;]))(?![A-Za-z])")
_RATE = re.compile(r"\s{1,2}(?:a|an|per|each|every)\s{1,2}(?:day|week|month|year)\b")
_DURING = re.compile(
    r"\b(?:for|in|within|about|than|least|most|after|before|over|nearly|almost|takes?|took|lasts?|lasted|half|last|every|"
    r"spent|under|once|and|as)\s{1,4}$",
    re.IGNORECASE,
)
_LONG = re.compile(r"-long\b")


def read_amount(text: str, pos: int) -> Reading | None:
    """So many units: a duration, or with "ago" and "later" a time; ages are none."""
    match = _AMOUNT.match(text, pos)
    if not match:
        return None
    number, (kept, size) = amount_of(match["n"]), UNITS[match["u"].casefold()]
    end = match.end()
    if _AGE.match(text, end) or _AGE_BEFORE.search(text[max(0, pos - 8) : pos]) or _RATE.match(text, end):
        return None
    total = None if number is None else (number + (0.5 if match["half"] else 0.0)) * size
    modifier = _SIZES.get(" ".join(match["cmp"].casefold().split())) if match["cmp"] else None
    found = DateExpression(kind="duration", timex="DURATION", unit=kept, amount=total, modifier=modifier)
    for pattern, kind, direction in (
        (_AGO, "relative", -1),
        (_HENCE, "relative", 1),
        (_EARLIER, "event", -1),
        (_LATER, "event", 1),
    ):
        tail = pattern.match(text, end)
        if tail:
            return tail.end(), _offset(found, kind, direction)
    if match["u"][0].isupper() and not match["n"].isupper():
        # "60 Minutes" is a title.
        return None
    is_article = match["n"].casefold() in ("a", "an", "the") or match["n"].casefold() == "one"
    if match["hy"] == "-" and is_article and match["n"].casefold() != "one":
        return None
    if is_article and match["hy"] != "-" and not match["cmp"] and not _DURING.search(text[max(0, pos - 10) : pos]):
        return None
    if kept == "second" and is_article:
        return None
    if kept == "quarter" and not (match["pl"] and match["n"].isalpha()):
        return None
    if number is not None and number > 1 and not match["pl"] and match["hy"] != "-" and match["n"].isdigit():
        if int(number) >= 1000:
            return None
    long = _LONG.match(text, end)
    return (long.end() if long else end), found


_SIZES = {
    "more than": "more",
    "over": "more",
    "just over": "more",
    "at least": "more",
    "less than": "less",
    "just under": "less",
    "barely": "less",
    "nearly": "approx",
    "almost": "approx",
    "about": "approx",
    "around": "approx",
    "some": "approx",
    "roughly": "approx",
    "approximately": "approx",
}


def _offset(found: DateExpression, kind: str, direction: int) -> DateExpression:
    timex = "TIME" if found.unit in ("second", "minute", "hour") else "DATE"
    if kind == "event":
        return replace(found, kind="event", timex=timex, direction=direction)
    if found.amount is None:
        return replace(found, kind="vague", timex=timex, direction=direction)
    steps = direction * int(found.amount)
    modifier = found.modifier or ("approx" if found.amount != int(found.amount) else None)
    return replace(found, kind="relative", timex=timex, steps=steps, direction=direction, modifier=modifier)


_BARE = re.compile(
    r"(?P<l>day|week|month|year|decade|hour|centur)(?:(?:s|ies|y)?-?long|(?:s|ies)-old)\b|year-?end\b|year[’']s\send\b|"
    r"(?P<u>day|week|month|year|decade|centurie|hour|minute)s(?![A-Za-z'’])"
    r"(?P<tail>\s{1,4}(?:ago|later|earlier|before|after|ahead|to\scome)\b)?",
    re.IGNORECASE,
)
_BARE_BEFORE = re.compile(
    r"\b(?:for|in|within|after|of|took|takes|lasted|spanning|through|over|recent|last)\s{1,4}$", re.IGNORECASE
)


def read_bare_unit(text: str, pos: int) -> Reading | None:
    """Units without a number: "for decades", "years ago", "a decades-long dispute", "year-end"."""
    match = _BARE.match(text, pos)
    if not match:
        return None
    if match["l"]:
        unit = {"centur": "century"}.get(match["l"].casefold(), match["l"].casefold())
        number = None if re.search(r"(?:s|ies)-?(?:long|old)$", match[0]) else 1.0
        return match.end(), DateExpression(kind="duration", timex="DURATION", unit=unit, amount=number)
    if not match["u"]:
        return match.end(), DateExpression(kind="relative", unit="year", steps=0, modifier="end")
    unit = UNITS[match["u"].casefold()][0]
    tail = (match["tail"] or "").strip().casefold()
    if tail == "ago":
        return match.end(), DateExpression(kind="vague", unit=unit, direction=-1)
    if tail in ("ahead", "to come"):
        return match.end(), DateExpression(kind="vague", unit=unit, direction=1)
    if tail:
        direction = 1 if tail in ("later", "after") else -1
        return match.end(), DateExpression(kind="event", unit=unit, direction=direction)
    before = text[max(0, pos - 12) : pos]
    if not _BARE_BEFORE.search(before) or (before.endswith("of ") and unit in ("hour", "minute", "day")):
        return None
    return match.end(), DateExpression(kind="duration", timex="DURATION", unit=unit)


_EVENT = re.compile(
    rf"(?:(?:the|that|this){SPACE})?(?:very{SPACE})?same{SPACE}(?P<u1>day|week|month|year|morning|evening|afternoon|night)\b|"
    rf"(?:the{SPACE})?(?:following|next|previous|preceding){SPACE}(?P<u2>morning|evening|afternoon|night)\b|"
    rf"(?:the{SPACE})?(?P<u3>day|week|month|year|night|morning|evening){SPACE}(?P<rel>after|before|following|prior{SPACE}to)\b|"
    rf"that{SPACE}(?P<u4>day|week|month|year|decade|morning|evening|afternoon|night)\b|"
    rf"(?:at{SPACE})?(?:that|the){SPACE}(?P<u5>time)\b(?!{SPACE}(?:of|to|for|has|is)\b)|"
    rf"(?:the{SPACE})?eve{SPACE}of\b",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(r"\b(?:by|since|until|before|from)\s{1,4}$", re.IGNORECASE)


def read_event(text: str, pos: int) -> Reading | None:
    """A time told from another time in the text: "that day", "the day after"."""
    match = _EVENT.match(text, pos)
    if not match:
        return None
    words = match[0].casefold()
    if match["u5"] and not words.startswith("at") and not _TIME_BEFORE.search(text[max(0, pos - 8) : pos]):
        return None
    unit = match["u1"] or match["u2"] or match["u3"] or match["u4"] or match["u5"] or "day"
    part = unit.casefold() if unit.casefold() in ("morning", "evening", "afternoon", "night") else None
    kept = "day" if part else unit.casefold()
    direction = 0
    if match["u3"]:
        direction = 1 if match["rel"].casefold() in ("after", "following") else -1
    elif match["u2"]:
        direction = 1 if re.search(r"following|next", words) else -1
    elif words.endswith("of"):
        direction = -1
    return match.end(), DateExpression(
        kind="event", timex="TIME" if part else "DATE", unit=kept, amount=abs(direction), direction=direction, part=part
    )


_VAGUE = re.compile(rf"(?P<w>{alternation(VAGUE)})(?![A-Za-z-])", re.IGNORECASE)
_IN_BEFORE = re.compile(r"\b(?:in|for|into)\s{1,4}$", re.IGNORECASE)
_OVER_BEFORE = re.compile(r"\b(?:over|through|throughout|down)\s{1,4}$", re.IGNORECASE)
_DEGREE_BEFORE = re.compile(r"\b(?:as|too|how|so|very)\s{1,2}$", re.IGNORECASE)
_FOLLOWED = re.compile(r"\s{1,2}(?:after|before|afterwards?|thereafter)\b")


def read_vague(text: str, pos: int) -> Reading | None:
    """Words that name a time and fix none: "soon", "recently", "in the near future"."""
    match = _VAGUE.match(text, pos)
    if not match:
        return None
    word = " ".join(match["w"].casefold().split())
    before = text[max(0, pos - 12) : pos]
    followed = _FOLLOWED.match(text, match.end())
    if word in ("soon", "shortly") and followed:
        direction = -1 if "before" in followed[0] else 1
        return followed.end(), DateExpression(kind="event", unit="day", direction=direction)
    if word == "soon" and _DEGREE_BEFORE.search(before):
        return None
    if word in ("future", "near future") and not _IN_BEFORE.search(before):
        return None
    if word in ("the past", "the future", "future") and re.match(
        r"\s{1,2}(?:of|[a-z]+s\b(?<!was)(?<!is)(?<!has))", text[match.end() : match.end() + 24]
    ):
        return None
    if word in ("the years", "the decades", "the centuries") and not _OVER_BEFORE.search(before):
        return None
    return match.end(), DateExpression(kind="vague", direction=VAGUE[word])
