"""The words and pattern fragments that English time expressions are made of."""

import re
from collections.abc import Iterable

from dragoman.mentions.numbers import WORD_NUMBER

__all__ = [
    "AMOUNT_WORDS",
    "DAY_PARTS",
    "DIRECTIONS",
    "HOLIDAYS",
    "MODIFIERS",
    "MONTHS",
    "ORDINALS",
    "RELATIONS",
    "SEASONS",
    "SPACE",
    "UNITS",
    "VAGUE",
    "WEEKDAYS",
    "alternation",
    "amount",
    "day",
    "month",
    "weekday",
    "year",
]

# Bounded, so that a long run of blanks cannot be tried in every division.
SPACE = r"\s{1,4}"

_MONTH_NAMES = "January February March April May June July August September October November December".split()
_WEEKDAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = {name.casefold(): number for number, name in enumerate(_MONTH_NAMES, start=1)}
MONTHS |= {name[:3].casefold(): number for number, name in enumerate(_MONTH_NAMES, start=1)} | {"sept": 9}
WEEKDAYS = {name.casefold(): number for number, name in enumerate(_WEEKDAY_NAMES)}
WEEKDAYS |= {name[:3].casefold(): number for number, name in enumerate(_WEEKDAY_NAMES)}
WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}

# EDTF: 21 spring, 22 summer, 23 autumn, 24 winter.
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
    "final": 4,
}
DAY_PARTS = ("morning", "afternoon", "evening", "night", "noon", "midday", "midnight")
DIRECTIONS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1}

# Unit as written (singular) → unit as kept and how many of it.
UNITS: dict[str, tuple[str, float]] = {
    "second": ("second", 1),
    "minute": ("minute", 1),
    "hour": ("hour", 1),
    "day": ("day", 1),
    "night": ("day", 1),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "weekend": ("weekend", 1),
    "month": ("month", 1),
    "quarter": ("quarter", 1),
    "year": ("year", 1),
    "decade": ("decade", 1),
    "century": ("century", 1),
    "centurie": ("century", 1),
}

AMOUNT_WORDS: dict[str, float | None] = {
    "a": 1,
    "an": 1,
    "the": 1,
    "half a": 0.5,
    "half an": 0.5,
    "one and a half": 1.5,
    "two and a half": 2.5,
    "three and a half": 3.5,
    "a dozen": 12,
    "a couple of": 2,
    "couple of": 2,
    "several": None,
    "a few": None,
    "few": None,
    "some": None,
    "many": None,
}

# Fixed days are month and day; the movable ones are computed where the year is known.
HOLIDAYS: dict[str, str] = {
    "christmas eve": "12-24",
    "christmas day": "12-25",
    "christmas": "12-25",
    "new year's eve": "12-31",
    "new year's day": "01-01",
    "new year's": "01-01",
    "boxing day": "12-26",
    "thanksgiving day": "thanksgiving",
    "thanksgiving": "thanksgiving",
    "good friday": "good-friday",
    "easter sunday": "easter",
    "easter monday": "easter-monday",
    "easter": "easter",
}

MODIFIERS: dict[str, str] = {
    "early": "start",
    "early in": "start",
    "early on": "start",
    "beginning of": "start",
    "start of": "start",
    "turn of": "start",
    "mid": "mid",
    "middle of": "mid",
    "late": "end",
    "late in": "end",
    "late on": "end",
    "end of": "end",
    "close of": "end",
    "remainder of": "end",
    "rest of": "end",
    "earlier": "earlier",
    "earlier in": "earlier",
    "earlier on": "earlier",
    "later": "later",
    "later in": "later",
    "later on": "later",
    "week of": "week",
    "around": "approx",
    "circa": "approx",
}

# What a preposition adds to the date it governs; the others ("in", "on", "during") only place it.
RELATIONS: dict[str, str | None] = {
    "since": "since",
    "from": "from",
    "starting": "from",
    "starting from": "from",
    "starting in": "from",
    "starting on": "from",
    "beginning": "from",
    "beginning in": "from",
    "beginning on": "from",
    "effective": "from",
    "as from": "from",
    "until": "until",
    "till": "until",
    "through": "until",
    "up to": "until",
    "up until": "until",
    "by": "by",
    "no later than": "by",
    "not later than": "by",
    "before": "before",
    "prior to": "before",
    "ahead of": "before",
    "after": "after",
    "around": "approx",
    "about": "approx",
    "circa": "approx",
    "in": None,
    "on": None,
    "at": None,
    "as of": None,
    "during": None,
    "throughout": None,
    "within": None,
    "over": None,
    "for": None,
    "between": None,
}

# Words that name a time and fix none; the number is the direction, 0 the present.
VAGUE: dict[str, int] = {
    "now": 0,
    "right now": 0,
    "nowadays": 0,
    "currently": 0,
    "presently": 0,
    "at present": 0,
    "at the moment": 0,
    "these days": 0,
    "to date": 0,
    "soon": 1,
    "shortly": 1,
    "in due course": 1,
    "the future": 1,
    "the near future": 1,
    "the foreseeable future": 1,
    "the immediate future": 1,
    "the not too distant future": 1,
    "near future": 1,
    "future": 1,
    "recently": -1,
    "lately": -1,
    "long ago": -1,
    "the past": -1,
    "the recent past": -1,
    "the distant past": -1,
    "historically": -1,
    "the other day": -1,
    "the years": -1,
    "the decades": -1,
    "the centuries": -1,
}


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, blanks matched loosely."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", SPACE) for word in ordered)


def _name_pattern(names: list[str], short: list[str]) -> str:
    full = "|".join(name for base in names for name in (base, base.upper()))
    abbreviated = "|".join(name for base in short for name in (base, base.upper()))
    return rf"(?:(?:{full})|(?:{abbreviated})\b\.?)(?![A-Za-z])"


_MONTH = _name_pattern(_MONTH_NAMES, ["Sept", *(name[:3] for name in _MONTH_NAMES)])
_WEEKDAY = _name_pattern(_WEEKDAY_NAMES, ["Tues", "Thurs", "Thur", *(name[:3] for name in _WEEKDAY_NAMES)])


def month(name: str) -> str:
    """A month's name as the group `name`; capitalised or in capitals, for "may" and "march" are other words."""
    return rf"(?P<{name}>{_MONTH})"


def weekday(name: str) -> str:
    """A weekday's name as the group `name`."""
    return rf"(?P<{name}>{_WEEKDAY})"


def day(name: str) -> str:
    """A day of the month in figures, an ordinal ending allowed, as the group `name`."""
    return rf"(?P<{name}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%A-Za-z]|[.,:]\d)"


def year(name: str) -> str:
    """Four figures that may be a year, as the group `name`."""
    return rf"(?P<{name}>1\d{{3}}|20\d\d|21\d\d)(?![\dA-Za-z]|[.,]\d)"


def amount(name: str) -> str:
    """How many units, in figures or in words, as the group `name`."""
    words = alternation(word for word in AMOUNT_WORDS if word != "the")
    figures = rf"\d{{1,4}}{SPACE}1/2|\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?:\.\d)?"
    return rf"(?P<{name}>(?:{figures})|(?:{words})\b|(?:{WORD_NUMBER})\b)"
