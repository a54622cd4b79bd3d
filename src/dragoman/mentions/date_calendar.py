"""Reading stated dates at a position: days, months, years, quarters, seasons, decades, clocks, weekdays."""

import re
from dataclasses import replace

from dragoman.mentions.date_context import is_month_here, is_year_here
from dragoman.mentions.date_words import (
    DAY_PARTS,
    HOLIDAYS,
    MONTHS,
    ORDINALS,
    SEASONS,
    SPACE,
    WEEKDAYS,
    alternation,
    day,
    month,
    weekday,
    year,
)
from dragoman.model.expression import DateExpression

__all__ = [
    "Reading",
    "number_of",
    "read_calendar",
    "read_clock",
    "read_decade",
    "read_fiscal",
    "read_holiday",
    "read_quarter",
    "read_season",
    "read_weekday",
    "read_years",
]

# Where the reading ends, and what was read.
Reading = tuple[int, DateExpression]

_TO = rf"(?:\s{{0,2}}[-–—]\s{{0,2}}|{SPACE}(?:to|and|through|until|till){SPACE}(?:the{SPACE})?)"
_ON = rf"(?:{weekday('w')}(?:,?{SPACE}|,{SPACE}on{SPACE})(?:the{SPACE})?)?"
_OF = rf"(?:{SPACE}(?:day{SPACE})?(?:of{SPACE})?|-)"
_TAIL = (
    rf"(?:(?:,?{SPACE}(?:of{SPACE}|in{SPACE})?|-){year('y')}|"
    rf",?{SPACE}(?:of{SPACE})?(?P<yd>this|last|next|that){SPACE}year\b)?"
)
_CALENDAR = [
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})(?P<sep>[-/.])(?P<mm>\d\d)(?P=sep)(?P<d>\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)",
        r"(?P<d>\d{1,2})(?P<sep>[./])(?P<mm>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)",
        rf"{_ON}{day('d')}{_TO}{day('d2')}{_OF}{month('m2')}{_TAIL}",
        rf"{_ON}{day('d')}{_OF}{month('m')}(?:,?{SPACE}{year('y0')})?{_TO}"
        rf"(?:{weekday('w2')},?{SPACE})?{day('d2')}{_OF}{month('m2')}{_TAIL}",
        rf"{_ON}{month('m')}{SPACE}{day('d')}(?:,?{SPACE}{year('y0')})?{_TO}"
        rf"(?:{weekday('w2')},?{SPACE})?{month('m2')}{SPACE}{day('d2')}{_TAIL}",
        rf"{_ON}{month('m')}{SPACE}{day('d')}{_TO}{day('d2')}{_TAIL}",
        rf"{_ON}{day('d')}{_OF}{month('m')}{_TAIL}",
        rf"{_ON}{month('m')}{SPACE}(?:the{SPACE})?{day('d')}{_TAIL}",
        rf"{month('m')}(?:,?{SPACE}{year('y0')})?{_TO}{month('m2')}{_TAIL}",
        rf"{month('m')}{_TAIL}",
        r"(?P<y>(?:19|20)\d\d)-(?P<mm>0[1-9]|1[0-2])(?![-\d])",
    )
]
# After "March 15": then 15 counts something and is no day.
_COUNTS = re.compile(
    r"\s{1,2}(?:percent|per\s|people|persons|million|billion|thousand|countries|states|dollars|troops|soldiers|members)"
)
_YEAR_STEPS = {"this": 0, "last": -1, "next": 1}


def number_of(table: dict[str, int], words: str) -> int:
    """A month's, weekday's or season's number from its name, with or without the dot."""
    return table[words.rstrip(".").casefold()]


def _is_weekday_word(word: str) -> bool:
    return word.casefold().endswith("day")


def read_calendar(text: str, pos: int) -> Reading | None:
    """The longest date that names a day or a month at this position."""
    best: Reading | None = None
    for pattern in _CALENDAR:
        match = pattern.match(text, pos)
        if match and (best is None or match.end() > best[0]):
            expression = _build_calendar(text, match)
            if expression is not None:
                best = match.end(), expression
    return best


def _build_calendar(text: str, match: re.Match[str]) -> DateExpression | None:
    part = match.groupdict()
    if "mm" in part:
        return _build_numeric(part)
    first, last = part.get("m"), part.get("m2")
    d, d2 = part.get("d"), part.get("d2")
    if (d2 or d) and not part.get("y") and _COUNTS.match(text, match.end()):
        return None
    if first is not None and d is None and part.get("y") is None and part.get("yd") is None:
        word_end = match.start("m") + len(first)
        if not is_month_here(text, match.start("m"), word_end):
            return None
    whole = DateExpression(
        kind="calendar",
        year=int(part["y"]) if part.get("y") else None,
        month=number_of(MONTHS, last or first or ""),
        day=int(d2 or d or 0) or None,
    )
    if part.get("yd"):
        whole = replace(whole, unit="year", steps=_YEAR_STEPS.get(part["yd"] or ""))
        if part["yd"] == "that":
            whole = replace(whole, steps=None)
    if not last and not d2:
        return replace(whole, weekday=number_of(WEEKDAYS, part["w"]) if part.get("w") else None)
    lower = replace(whole, month=number_of(MONTHS, first or last or ""), day=int(d) if d else None)
    if part.get("y0"):
        lower = replace(lower, year=int(part["y0"] or 0))
    return _build_range(lower, whole, match)


def _build_range(lower: DateExpression, upper: DateExpression, match: re.Match[str]) -> DateExpression | None:
    low, high = (lower.month or 0, lower.day or 0), (upper.month or 0, upper.day or 0)
    if (lower.year or 0) == (upper.year or 0) and low >= high:
        if low == high or lower.month == upper.month or upper.year is None:
            # "December to February": the year turns in between; "9 to 6 May" is no range.
            return replace(lower, end=upper) if low[0] > high[0] and lower.year is None else None
        lower = replace(lower, year=upper.year - 1)
    if " and " in match[0] and lower.day is None and high[0] - low[0] > 1:
        return None
    return replace(lower, end=upper)


def _build_numeric(part: dict[str, str | None]) -> DateExpression | None:
    year_, month_, day_ = int(part["y"] or 0), int(part["mm"] or 0), int(part.get("d") or 0)
    if not 1000 <= year_ <= 2199:
        return None
    if not part.get("d"):
        # 2009-10 is two years, 2009-04 a month.
        return None if month_ == (year_ + 1) % 100 else DateExpression(kind="calendar", year=year_, month=month_)
    if part.get("sep") == "/" and len(part["y"] or "") == 4 and day_ <= 12 and month_ <= 12 and day_ != month_:
        # 04/06/2021 is April in one country and June in another; 2021/04/06 is not in doubt.
        if not _is_year_first(part):
            return None
    if month_ > 12 and day_ <= 12 and part.get("sep") == "/":
        month_, day_ = day_, month_
    if not (1 <= month_ <= 12 and 1 <= day_ <= 31):
        return None
    return DateExpression(kind="calendar", year=year_, month=month_, day=day_)


def _is_year_first(part: dict[str, str | None]) -> bool:
    return next(iter(part)) == "y"


_YEARS = re.compile(rf"{year('y')}(?:\s?[-–—/]\s?(?P<y2>(?:1\d|20|21)\d\d|\d\d)(?![\d-]))?")


def read_years(text: str, pos: int) -> Reading | None:
    """A year, or two years joined by a dash."""
    match = _YEARS.match(text, pos)
    if not match:
        return None
    first = int(match["y"])
    if match["y2"]:
        last = int(match["y2"]) if len(match["y2"]) == 4 else first - first % 100 + int(match["y2"])
        if first < last <= first + 150 and is_year_here(text, pos, match.end()):
            upper = DateExpression(kind="calendar", year=last)
            return match.end(), DateExpression(kind="calendar", year=first, end=upper)
    if not is_year_here(text, pos, match.end("y")):
        return None
    return match.end("y"), DateExpression(kind="calendar", year=first)


_PART = rf"(?:{SPACE}(?P<part>{'|'.join(DAY_PARTS)})\b)?"
_WEEKDAY = re.compile(rf"{weekday('w')}{_PART}(?:{SPACE}(?P<dir>last|this|next){SPACE}week\b)?")
_WEEKDAYS_SET = re.compile(r"(?P<w>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\b")
_NAMED_DAY = re.compile(r"(?:Black|Good|Bloody|Super|Holy|Ash|Palm|Maundy)\s$")
_NEWSPAPER = re.compile(r"\s(?:Times|Telegraph|Mirror|Express|Mail|Guardian|Herald|Post|Tribune)\b")


def read_weekday(text: str, pos: int) -> Reading | None:
    """A weekday, with the part of the day; in the plural, a set."""
    plural = _WEEKDAYS_SET.match(text, pos)
    if plural:
        number = number_of(WEEKDAYS, plural["w"] + "day")
        return plural.end(), DateExpression(kind="set", timex="SET", unit="week", amount=1, weekday=number)
    match = _WEEKDAY.match(text, pos)
    if not match or _NEWSPAPER.match(text, match.end()) or _NAMED_DAY.search(text[max(0, pos - 8) : pos]):
        return None
    if not _is_weekday_word(match["w"]):
        # "Sun" and "Sat." alone are other words.
        if not re.search(r"\b(?:on|On|last|next|this)\s{1,4}$", text[max(0, pos - 8) : pos]):
            return None
    steps = _YEAR_STEPS[match["dir"]] if match["dir"] else None
    return match.end(), DateExpression(
        kind="weekday",
        timex="TIME" if match["part"] else "DATE",
        weekday=number_of(WEEKDAYS, match["w"]),
        part=match["part"],
        unit="week" if match["dir"] else None,
        steps=steps,
    )


_CLOCKS = (
    re.compile(
        r"(?P<h>\d{1,2})(?:[:.](?P<mi>[0-5]\d))?\s?(?P<ap>[AaPp])\.?[Mm]\b\.?"
        r"(?:\s(?:GMT|UTC|local\stime|[A-Z]{1,3}T)\b)?"
    ),
    re.compile(r"(?P<h>[01]?\d|2[0-3]):(?P<mi>[0-5]\d)(?!:?\d)(?:\s(?:GMT|UTC|hours|hrs|local\stime|[A-Z]{1,3}T)\b)?"),
    re.compile(r"(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)\s?(?:GMT|UTC|hours|hrs)\b"),
    re.compile(r"(?P<h>\d{1,2})\so[’']clock(?:\sin\sthe\s(?P<part>morning|afternoon|evening))?"),
    re.compile(r"(?P<h>\d{1,2})\sin\sthe\s(?P<part>morning|afternoon|evening)\b"),
    re.compile(r"(?<![Hh]igh\s)(?P<name>noon|midday|midnight)\b", re.IGNORECASE),
)


def read_clock(text: str, pos: int) -> Reading | None:
    """A time of day; a day that follows is joined by the caller."""
    for pattern in _CLOCKS:
        match = pattern.match(text, pos)
        if not match:
            continue
        parts = match.groupdict()
        if parts.get("name"):
            hour = 0 if parts["name"].casefold() == "midnight" else 12
        else:
            hour = int(parts["h"])
            late = (parts.get("ap") or "").casefold() == "p" or parts.get("part") in ("afternoon", "evening")
            if (parts.get("ap") or parts.get("part")) and not 1 <= hour <= 12:
                return None
            hour = hour % 12 + 12 * late if parts.get("ap") or parts.get("part") else hour
        if hour > 23:
            return None
        clock = f"{hour:02}:{int(parts.get('mi') or 0):02}"
        return match.end(), DateExpression(kind="clock", timex="TIME", clock=clock)
    return None


_QUARTER = re.compile(
    rf"(?:the{SPACE})?(?P<o>{alternation(ORDINALS)})[-\s]{{1,2}}quarter\b(?:,?{SPACE}(?:of{SPACE}|in{SPACE})?{year('y')})?|"
    rf"(?P<q>[QH])(?P<n>[1-4])(?:(?:\s{{0,2}}|{SPACE}of{SPACE}|/|-){year('yq')}|\b)",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"(?:the{SPACE})?(?P<o>first|second|latter|last)[-\s]half{SPACE}(?:of|in){SPACE}{year('y')}", re.IGNORECASE
)


def read_quarter(text: str, pos: int) -> Reading | None:
    """A quarter or a half of a year, with the year where it follows."""
    half = _HALF.match(text, pos)
    if half:
        number = 1 if half["o"].casefold() == "first" else 2
        return half.end(), DateExpression(kind="calendar", half=number, year=int(half["y"]))
    match = _QUARTER.match(text, pos)
    if not match:
        return None
    stated = match["y"] or match["yq"]
    year_ = int(stated) if stated else None
    if match["q"] in ("H", "h"):
        if match["n"] not in "12" or year_ is None:
            return None
        return match.end(), DateExpression(kind="calendar", half=int(match["n"]), year=year_)
    if match["o"] and match["o"].casefold() == "last" and year_ is None:
        return None
    number = int(match["n"]) if match["n"] else ORDINALS[match["o"].casefold()]
    return match.end(), DateExpression(kind="calendar", quarter=number, year=year_)


_SEASON = re.compile(
    rf"(?:the{SPACE})?(?P<s>spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter)\b"
    rf"(?:,?{SPACE}(?:of{SPACE}|in{SPACE})?{year('y')}|{SPACE}of{SPACE}(?P<yd>this|last|next){SPACE}year\b)?"
)
_SEASON_BEFORE = re.compile(
    r"\b(?:in|during|by|since|until|before|after|over|through|for|late|early|mid)[\s-]{1,2}(?:the\s)?$", re.I
)
_FALLING = re.compile(r"\s{1,2}(?:of|in|from|to|short|apart|under|into|between)\b")


def read_season(text: str, pos: int) -> Reading | None:
    """A season; without a year only where a preposition makes it one."""
    match = _SEASON.match(text, pos)
    if not match:
        return None
    number = SEASONS[match["s"].casefold()]
    if match["y"]:
        return match.end(), DateExpression(kind="calendar", season=number, year=int(match["y"]))
    if match["yd"]:
        steps = _YEAR_STEPS[match["yd"]]
        return match.end(), DateExpression(kind="calendar", season=number, unit="year", steps=steps)
    if match["s"][0].isupper() or not _SEASON_BEFORE.search(text[max(0, pos - 12) : pos]):
        return None
    if match["s"] == "fall" and _FALLING.match(text, match.end()):
        return None
    return match.end(), DateExpression(kind="calendar", season=number)


_DECADE = re.compile(rf"(?:the{SPACE})?(?:(?P<c>1\d|20)|[’'])(?P<d>\d)0[’']?s\b")
_CENTURY_NAMES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
_CENTURY = re.compile(
    rf"(?:the{SPACE})?(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)|(?P<o>{'|'.join(_CENTURY_NAMES)}))[-\s]century\b",
    re.IGNORECASE,
)


def read_decade(text: str, pos: int) -> Reading | None:
    """A decade or a century."""
    match = _DECADE.match(text, pos)
    if match:
        decade = int(match["c"] or 19) * 100 + int(match["d"]) * 10
        return match.end(), DateExpression(kind="calendar", decade=decade)
    match = _CENTURY.match(text, pos)
    if not match:
        return None
    number = int(match["n"]) if match["n"] else _CENTURY_NAMES[match["o"].casefold()]
    return (match.end(), DateExpression(kind="calendar", century=number - 1)) if 1 <= number <= 22 else None


_FISCAL = re.compile(
    rf"(?:the{SPACE})?(?:(?:fiscal|financial)(?:{SPACE}years?)?{SPACE}(?:FY)?|FY\s?-?)"
    r"(?P<y>(?:19|20)\d\d|[’']?\d\d(?!\d))(?:\s?[-–/]\s?(?P<y2>20\d\d|\d\d))?(?![\d%])",
    re.IGNORECASE,
)


def read_fiscal(text: str, pos: int) -> Reading | None:
    """A fiscal year by number."""
    match = _FISCAL.match(text, pos)
    if not match:
        return None
    first = int(match["y"].lstrip("’'"))
    first += 2000 if first < 100 else 0
    found = DateExpression(kind="calendar", year=first, is_fiscal=True)
    if match["y2"]:
        last = int(match["y2"]) if len(match["y2"]) == 4 else first - first % 100 + int(match["y2"])
        if last <= first:
            return None
        found = replace(found, end=DateExpression(kind="calendar", year=last, is_fiscal=True))
    return match.end(), found


_HOLIDAY = re.compile(
    rf"(?P<h>{alternation(HOLIDAYS).replace(chr(39), '[’' + chr(39) + ']')})\b(?:,?{SPACE}{year('y')})?", re.I
)
_NO_HOLIDAY = re.compile(r"(?:Lunar|Chinese|Orthodox|Persian|Jewish|Tamil|Tibetan)\s$")


def read_holiday(text: str, pos: int) -> Reading | None:
    """A holiday whose day is known in any year."""
    match = _HOLIDAY.match(text, pos)
    if not match or not match["h"][0].isupper() or _NO_HOLIDAY.search(text[max(0, pos - 10) : pos]):
        return None
    if re.match(r"\s(?:Island|Islands|Message|Rising)\b", text[match.end() : match.end() + 10]):
        return None
    key = HOLIDAYS[re.sub(r"\s+", " ", match["h"].casefold().replace("’", "'"))]
    year_ = int(match["y"]) if match["y"] else None
    found = DateExpression(kind="calendar", holiday=key, year=year_)
    if key[0].isdigit():
        found = replace(found, month=int(key[:2]), day=int(key[3:]))
    return match.end(), found
