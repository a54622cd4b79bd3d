"""Amounts in running English text: money, percentages, measures and counts, each with its unit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.mentions.dates import find_dates
from dragoman.mentions.numbers import FIGURES, SCALES, WORD_NUMBER, read_number
from dragoman.mentions.quantity_context import read_change, read_comparator
from dragoman.mentions.units import (
    CURRENCY_CODES,
    CURRENCY_SYMBOLS,
    CURRENCY_WORDS,
    MEASURES,
    NATIONAL_CURRENCIES,
    PER_UNITS,
    RUPEES,
    UNCOUNTED,
    is_plural,
    singular_of,
)
from dragoman.model.expression import Quantity
from dragoman.model.mention import Mention

__all__ = ["find_quantities"]


def _any_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", r"\s{1,2}") for word in ordered)


_WORD_SCALES = [word for word in SCALES if len(word) > 3 or word == "lac"]
_SHORT_SCALES = ["mn", "mln", "bn", "bln", "trn", "tn"]
_CURRENCY = rf"(?:(?:{_any_of(CURRENCY_SYMBOLS)})|(?-i:{'|'.join(CURRENCY_CODES)})(?=[\s\d]))"
_SCALE = (
    rf"(?:[\s-]{{1,2}}(?:(?:{_any_of(_WORD_SCALES)})(?:s(?=\sof))?|(?:{'|'.join(_SHORT_SCALES)}))\b|"
    rf"(?:{'|'.join(_SHORT_SCALES)})\b|(?<=\d)(?:[mMbBkK]|[Bb]n)\b)"
)
_FIGURE = rf"(?:{FIGURES}|(?:{WORD_NUMBER})\b)"
_LOOSE = r"(?:half\s{1,2}a|an?)(?=\s{1,2}(?:hundred|thousand|lakh|million|crore|billion|trillion)\b)"
_NUMBER = re.compile(
    rf"(?<![\w.,/#$€£¥₹:])(?<!\w[-–’'])(?P<cur>{_CURRENCY}\s{{0,2}})?(?P<n>(?P<neg>[-−](?=\d))?(?:{_FIGURE}|{_LOOSE}))"
    rf"(?P<scale>{_SCALE})?",
    re.IGNORECASE,
)
_UPPER = re.compile(
    rf"(?P<to>\s?[-–—]\s?|\s{{1,2}}(?:to|or|and)\s{{1,2}})(?:{_CURRENCY}\s{{0,2}})?(?P<n>{_FIGURE})(?P<scale>{_SCALE})?",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\b(?P<tens>tens|hundreds)\s{1,2}of\s{1,2}(?P<scale>thousands|millions|billions)\b|"
    r"\b(?P<plain>hundreds|thousands|millions|billions|trillions)\s{1,2}(?=of\b)",
    re.IGNORECASE,
)

_CURRENCY_AFTER = re.compile(
    rf"[\s-]{{1,2}}(?:(?P<code>(?-i:{'|'.join(CURRENCY_CODES)}|RMB))\b|"
    rf"(?:(?P<us>U\.?S\.?|American)\s{{1,2}}|(?P<adj>{_any_of({a for a, _ in NATIONAL_CURRENCIES})})\s{{1,2}})?"
    rf"(?P<word>{_any_of(CURRENCY_WORDS)}|reais|lei|leva|kronor|kroner|zlotych)(?P<pl>e?s)?\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\s?(?:%|(?:-|\s{0,2})(?:percent(?!age)|per\s{1,2}cent|pct)\b)|[\s-]{1,2}(?P<points>percentage[\s-]{1,2}points?)\b",
    re.IGNORECASE,
)
_FEET = {"feet": "foot", "square feet": "square foot", "cubic feet": "cubic foot", "inches": "inch"}
_MEASURE = re.compile(
    rf"(?:[\s-]{{1,2}}|(?<=\d))(?P<u>{_any_of([*_FEET, 'degrees celsius', *MEASURES])})(?P<pl>s)?(?![\w²])"
    rf"(?:\s{{1,2}}(?:of\s(?:\w+\s){{1,3}}?)?(?:per|a|an|each|every)\s{{1,2}}(?P<per>{'|'.join(PER_UNITS)})\b|/(?P<slash>day|month|year|d|h)\b)?",
    re.IGNORECASE,
)
_METRES = re.compile(r"(?<=\d)\s?m\b(?!\.)")
_POUND_OF = re.compile(r"[\s-]{1,2}(?:pounds?|lbs?)\b", re.IGNORECASE)

_HARM = r"killed|dead|missing|wounded|injured|displaced|hospitali[sz]ed|homeless"
_HARMED_AFTER = re.compile(
    rf"\s{{1,2}}(?:(?P<state>{_HARM})\b|(?:others\s)?(?:were|was|are|have\sbeen|had\sbeen)\s{{1,2}}(?:{_HARM})\b|died\b)",
    re.IGNORECASE,
)
_HARMED_BEFORE = re.compile(
    r"\b(?:killing|wounding|injuring|displacing|killed|wounded|injured)\s{1,2}"
    r"(?:(?:at\sleast|more\sthan|about|around|some|nearly|almost|over|up\sto|another|an\sestimated)\s{1,2})?$",
    re.IGNORECASE,
)

_SERIAL = re.compile(
    r"\b(?:resolutions?|res|unsc\w*|unga\w*|no|nos|number|articles?|route|highway|law|decree|flight|regulation|directive|"
    r"order|section|paragraphs?|para|rule|room|unit|battalion|regiment|brigade|type|model|channel|pages?|vision|agenda|"
    r"chapter|pillar|tier|level|class|category|boeing|airbus|mark|phase|part|title|zone|area|gate|sector|block|expo|track|"
    r"annex|appendix|figure|table|goals?|step|tel|fax|phone|apollo|version|protocol|windows|aged|age|group\sof|sdg|"
    r"grade|line|stage|lot|box|district)\b\.?[\s:-]{1,2}(?:\d+(?:,\s|\sand\s|\sto\s))*$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|these|those|our|their|his|her|its|your|my|both|last|next|past|first|other|any)\s{1,2}$", re.IGNORECASE
)

_NEXT_WORD = re.compile(r"\s{1,2}(?P<w>[A-Za-z][\w’'.-]*)")
_STOP = frozenset(
    "in on at for with by from as than but or nor that which who whom whose to into onto over under after "
    "before during since until is are was were be been being has have had will would could may might shall "
    "should can must said says say told of about against between among through per if when while because not "
    "also then there it they he she we you i this these those the a an".split()
)
_ENOUGH_WORDS = 6
_HYPHENED = re.compile(r"-(?P<w>[a-z]{3,})(?![\w])(?!-)")
_NO_UNIT = frozenset(
    "way sided state fold third thirds half fifth fifths quarter quarters star pronged step stage tier track time year "
    "day week month hour minute decade old plus odd some off on and strong digit edged".split()
)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it stands: its value and upper end, its bounds, the currency before it."""

    start: int
    number_start: int
    end: int
    value: float
    upper: float | None
    currency: str | None
    is_scaled: bool
    is_figure: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    end: int
    unit: str | None
    noun: str | None


def _scale_of(words: str | None) -> float:
    return SCALES[words.strip(" -\n\t\u00a0").casefold().removesuffix("s")] if words else 1.0


def _value_of(words: str) -> float | None:
    plain = " ".join(words.casefold().split())
    if plain in ("a", "an"):
        return 1.0
    if plain == "half a":
        return 0.5
    return read_number(plain.replace("−", "-"))


def _read_currency(words: str | None) -> str | None:
    if not words:
        return None
    word = words.strip()
    for symbol, code in CURRENCY_SYMBOLS.items():
        if symbol.casefold() == word.casefold():
            return code
    return word.upper() if word.upper() in CURRENCY_CODES else None


def _read_number_at(text: str, match: re.Match[str]) -> _Number | None:
    value = _value_of(match["n"])
    if value is None or (match["n"][0] == "0" and match["n"][1:2].isdigit()):
        return None
    scale, end = _scale_of(match["scale"]), match.end()
    currency = _read_currency(match["cur"])
    if match["scale"] and len(match["scale"]) == 1 and currency is None:
        # "50m" may be metres, "5k" a race: a lone letter scales money only.
        scale, end = 1.0, match.end("n")
    upper = None
    beyond = _UPPER.match(text, end)
    if beyond and _is_range(text, match, beyond):
        high = _value_of(beyond["n"])
        high_scale = _scale_of(beyond["scale"])
        if high is not None and high * high_scale > value * scale:
            upper, end = high * high_scale, beyond.end()
            # "10-15 million" says the scale once for both.
            scale = high_scale if scale == 1.0 else scale
    return _Number(
        start=match.start(),
        number_start=match.start("n"),
        end=end,
        value=value * scale,
        upper=upper,
        currency=currency,
        is_scaled=scale >= 1000 or "," in match["n"],
        is_figure=match["n"].lstrip("-−")[0].isdigit(),
    )


def _is_range(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two numbers are the ends of a range: "10-15", "10 to 15", "between 10 and 15"; not "from 10 to 15"."""
    before = text[max(0, first.start() - 9) : first.start()].casefold()
    word = second["to"].strip().casefold()
    if first["scale"] and not second["scale"]:
        return False
    if word == "and":
        return before.endswith("between ")
    if word in ("to", "or"):
        return not before.endswith("from ")
    return second["n"][0].isdigit()


def _find_unit(text: str, number: _Number, rupee: str) -> _Unit | None:
    """What the number counts or measures, and where that ends."""
    if number.currency:
        return _Unit(number.end, rupee if number.currency == "rupee" else number.currency, None)
    percent = _PERCENT.match(text, number.end)
    if percent:
        return _Unit(percent.end(), "%", "percentage point" if percent["points"] else "percent")
    money = _CURRENCY_AFTER.match(text, number.end)
    if money and (found := _read_money(number, money, rupee)):
        return found
    if pound := _POUND_OF.match(text, number.end):
        return _Unit(pound.end(), "[lb_av]", "pound")
    measure = _MEASURE.match(text, number.end)
    if measure:
        return _read_measure(measure)
    if metres := _METRES.match(text, number.end):
        return _Unit(metres.end(), "m", "metre")
    hyphened = _HYPHENED.match(text, number.end)
    if hyphened:
        noun = hyphened["w"]
        if noun in _NO_UNIT or number.value == 1 or noun.endswith(("ed", "th")):
            return None
        return _Unit(hyphened.end(), singular_of(noun), singular_of(noun))
    return _find_counted(text, number) or _find_harmed(text, number)


# Plurals of currencies that no rule makes.
_MANY = {"reais": "real", "lei": "leu", "leva": "lev", "kronor": "krona", "kroner": "krone", "zlotych": "zloty"}


def _read_money(number: _Number, match: re.Match[str], rupee: str) -> _Unit | None:
    if match["code"]:
        return _Unit(match.end(), "CNY" if match["code"].upper() == "RMB" else match["code"].upper(), None)
    word = _MANY.get(match["word"].casefold(), match["word"].casefold())
    adjective = " ".join((match["adj"] or "").casefold().split())
    if adjective and (adjective, word) not in NATIONAL_CURRENCIES:
        return None
    if word in ("won", "real", "sol", "som", "rand", "pound", "lev") and not (adjective or number.is_scaled):
        # "five won", "two real", "10 pounds": other words first, unless a large amount tells.
        return None
    code = "USD" if match["us"] else NATIONAL_CURRENCIES.get((adjective, word), CURRENCY_WORDS.get(word))
    unit = rupee if code == "rupee" else code or word
    return _Unit(match.end(), unit, word)


def _read_measure(match: re.Match[str]) -> _Unit:
    word = " ".join(match["u"].casefold().split())
    word = {"degrees celsius": "degree celsius"}.get(word, _FEET.get(word, word))
    unit = MEASURES[word]
    per = match["per"] or {"d": "day", "h": "hour"}.get(match["slash"] or "", match["slash"])
    if per and "/" not in unit:
        unit = f"{unit}/{PER_UNITS[per.casefold()]}"
    return _Unit(match.end(), unit, word)


def _find_harmed(text: str, number: _Number) -> _Unit | None:
    """People who are counted without a noun: "killing 388", "96 missing", "12 were wounded"."""
    after = _HARMED_AFTER.match(text, number.end)
    if after:
        return _Unit(after.end("state") if after["state"] else number.end, "person", "person")
    before = text[max(0, number.start - 40) : number.start]
    is_whole = number.value == int(number.value) and not re.match(r"[-–/:.,]?\d|\s?[ap]\.?m", text[number.end :])
    return _Unit(number.end, "person", "person") if is_whole and _HARMED_BEFORE.search(before) else None


def _find_counted(text: str, number: _Number) -> _Unit | None:
    """The head noun of a counted phrase: the last of the first plurals that follow, past adjectives."""
    if number.value == 1 and not number.is_scaled:
        return None
    pos, best, seen = number.end + text.startswith("+", number.end), None, 0
    while seen < _ENOUGH_WORDS:
        match = _NEXT_WORD.match(text, pos)
        if not match:
            break
        word = match["w"].rstrip(".'’")
        end = match.start("w") + len(word)
        lower = word.casefold()
        if best is None and seen == 0 and lower == "of":
            pos, seen = match.end(), seen + 1
            continue
        is_joint = lower in ("and", "to") and best is None and seen > 0
        if (lower in _STOP or lower == "and") and not is_joint and not (best is None and lower == "the" and seen == 1):
            break
        if is_plural(word):
            best = end, word
        elif best is not None or word != match["w"]:
            break
        pos, seen = match.end(), seen + 1
        if word != match["w"]:
            break
    if best is None:
        return None
    noun = singular_of(best[1])
    return None if noun in UNCOUNTED else _Unit(best[0], noun, noun)


# Below this a number after "the" or "their" points back to what was counted before.
_SMALL = 10
_DOZEN = re.compile(r"[\s-]{1,2}(?:dozens?|scores?)\b", re.IGNORECASE)


def _is_excluded(text: str, number: _Number, unit: _Unit | None) -> bool:
    """Whether the number names or dates something instead of counting it."""
    if _DOZEN.match(text, number.end) or (number.currency == "COP" and not number.is_scaled):
        # "two dozen" is not two of anything; "COP 27" is a conference.
        return True
    if _SERIAL.search(text, max(0, number.start - 40), number.start):
        return True
    after = text[number.end : number.end + 3]
    if unit is None:
        return not number.is_scaled or bool(re.match(r"[-–/:]\d|\s?[ap]\.?m|[A-Za-z]", after))
    is_small = not number.is_figure or number.value < _SMALL
    if is_small and number.currency is None and unit.unit == unit.noun and not number.is_scaled:
        # "the two sides", "these three goals": told apart before, not counted here.
        return _DEFINITE.search(text, max(0, number.start - 8), number.start) is not None
    return False


def _guess_rupee(text: str) -> str:
    counts = {code: text.count(country) for country, code in RUPEES.items()}
    return max(counts, key=lambda code: counts[code])


def _make_mention(text: str, number: _Number, unit: _Unit | None) -> Mention:
    end = unit.end if unit else number.end
    is_change, direction = read_change(text, number.start, end)
    sign, start, last = read_comparator(text, number.start, end)
    if sign == "=" and text[number.end : number.end + 1] == "+":
        sign = ">"
    value = Quantity(
        value=number.value,
        unit=unit.unit if unit else None,
        comparator=sign,
        noun=unit.noun if unit else None,
        upper=number.upper,
        change=is_change,
        direction=direction,
        number_start=number.number_start,
        number_end=number.end,
    )
    return Mention(kind="quantity", start=start, end=last, quote=text[start:last], value=value)


def _find_orders(text: str, rupee: str) -> Iterator[Mention]:
    """ "tens of thousands of people": at least the order that is named, so the least of it with ">"."""
    for match in _ORDERS.finditer(text):
        if match["plain"]:
            value, end = SCALES[match["plain"].casefold().removesuffix("s")], match.end("plain")
        else:
            factor = 10.0 if match["tens"].casefold() == "tens" else 100.0
            value, end = factor * SCALES[match["scale"].casefold().removesuffix("s")], match.end()
        number = _Number(match.start(), match.start(), end, value, None, None, True, False)
        unit = _find_money_of(text, number, rupee) or _find_unit(text, number, rupee)
        last = unit.end if unit else end
        yield Mention(
            kind="quantity",
            start=match.start(),
            end=last,
            quote=text[match.start() : last],
            value=Quantity(
                value=value,
                unit=unit.unit if unit else None,
                comparator=">",
                noun=unit.noun if unit else None,
                number_start=match.start(),
                number_end=end,
            ),
        )


_OF = re.compile(r"\s{1,2}of(?=\s)")


def _find_money_of(text: str, number: _Number, rupee: str) -> _Unit | None:
    """ "billions of dollars": the unit after "of"."""
    link = _OF.match(text, number.end)
    money = _CURRENCY_AFTER.match(text, link.end()) if link else None
    return _read_money(number, money, rupee) if money else None


def find_quantities(text: str, dates: tuple[Mention, ...] | None = None) -> tuple[Mention, ...]:
    """Find money, percentages, measures and counts, in order and without overlap, each with a `Quantity` as value.

    The span takes in the words that compare ("more than 100 firms"). Dates, durations, ages, ordinals and the numbers
    of resolutions, articles and models are none; `dates` saves finding the dates again. A bare rupee is that of the
    country which the text names most. "Tens of thousands" is its least, 10000, with ">".
    """
    taken = [(date.start, date.end) for date in (find_dates(text) if dates is None else dates)]
    rupee = _guess_rupee(text)
    found: list[Mention] = []
    done, index = 0, 0
    for match in _NUMBER.finditer(text):
        if match.start() < done:
            continue
        number = _read_number_at(text, match)
        if number is None:
            continue
        while index < len(taken) and taken[index][1] <= number.start:
            index += 1
        if index < len(taken) and taken[index][0] < number.end:
            continue
        unit = _find_unit(text, number, rupee)
        if _is_excluded(text, number, unit):
            continue
        mention = _make_mention(text, number, unit)
        found.append(mention)
        done = mention.end
    return _merge(found, list(_find_orders(text, rupee)))


def _merge(found: list[Mention], orders: list[Mention]) -> tuple[Mention, ...]:
    merged: list[Mention] = []
    for mention in sorted([*found, *orders], key=lambda item: (item.start, -item.end)):
        if not merged or mention.start >= merged[-1].end:
            merged.append(mention)
    return tuple(merged)
