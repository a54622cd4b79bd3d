"""Days as publishers write them, read strictly: a day is what the words say, or nothing."""

import datetime
import re

__all__ = ["DAY", "WEEKDAY", "make_edtf", "read_day", "read_published"]

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)}
_NUMBERS |= {name[:3]: number for name, number in _NUMBERS.items()} | {"sept": 9}

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|"
    r"july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?"
# "March 3, 2024", "3 March 2024", "the 3rd of March", "2024-03-03"; the year may be missing from the first two.
DAY = (
    rf"(?:(?:{WEEKDAY}\s*,?\s+)?(?:the\s+)?(?:(?:{_MONTH}\b\.?\s*\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:\s*,?\s*\d{{4}}(?!\d))?)"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s*(?:of\s+)?[-\s]?{_MONTH}\b\.?(?:[-\s,]*\d{{4}}(?!\d))?)"
    r"|(?:\d{4}-\d{2}-\d{2}\b)))"
)
_PARTS = re.compile(rf"({_MONTH})\b|(\d{{4}}-\d{{2}}-\d{{2}})|(\d{{4}})|(\d{{1,2}})", re.IGNORECASE)
_DAY_ONLY = re.compile(DAY, re.IGNORECASE)
# ISO 8601 with a time and a zone or without; the local date as written is the day of publication.
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_TIME = re.compile(
    r"[\s,]*(?:at\s+|\|\s*|[-–]\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{1,4}|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"({_MONTH})\.?,?\s+(\d{{4}})", re.IGNORECASE)
# Printing began later than this, and web forms write year 1 for "no date".
_FIRST_YEAR = 1500


def make_edtf(year: int | None, month: int, day: int) -> str | None:
    """A day as EDTF, its year unspecified ("XXXX-08-25") if none is given; null if the calendar has no such day."""
    try:
        # A leap year, so that 29 February without a year is a day.
        datetime.date(2000 if year is None else year, month, day)
    except ValueError:
        return None
    if year is not None and year < _FIRST_YEAR:
        return None
    return f"{'XXXX' if year is None else f'{year:04}'}-{month:02}-{day:02}"


def read_day(words: str) -> str | None:
    """The EDTF of words that `DAY` matches."""
    year = month = day = None
    for name, iso, four, two in _PARTS.findall(words):
        if iso:
            year, month, day = (int(part) for part in iso.split("-"))
        elif name:
            month = _NUMBERS[name.casefold()[:3]]
        elif four:
            year = int(four)
        elif two:
            day = int(two)
    return None if month is None or day is None else make_edtf(year, month, day)


def read_published(stated: str) -> str | None:
    """The publication date a source states, as EDTF; null if it cannot be read without guessing ("03/04/2024")."""
    stated = re.sub(r"\s+", " ", stated).strip()
    for pattern in (_ISO, _COMPACT, _SLASHED):
        match = pattern.fullmatch(stated)
        if match:
            parts = match.group(1).split("-") if pattern is _ISO else match.groups()
            return make_edtf(*(int(part) for part in parts))
    match = _DAY_ONLY.match(stated)
    if match:
        rest = stated[match.end() :]
        edtf = read_day(match.group())
        is_whole = not rest or _TIME.fullmatch(rest)
        return edtf if is_whole and edtf and not edtf.startswith("X") else None
    match = _MONTH_ONLY.fullmatch(stated)
    if match and int(match.group(2)) >= _FIRST_YEAR:
        return f"{match.group(2)}-{_NUMBERS[match.group(1).casefold()[:3]]:02}"
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", stated)
    return stated if match and int(match.group(1)) >= _FIRST_YEAR else None
