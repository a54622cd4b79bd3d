"""Reading how often something takes place: "every year", "twice a month", "annual"."""

import re

from dragoman.mentions.date_calendar import Reading, number_of
from dragoman.mentions.date_relative import amount_of
from dragoman.mentions.date_words import MONTHS, SPACE, UNITS, WEEKDAYS, alternation, amount, month, weekday
from dragoman.model.expression import DateExpression

__all__ = ["read_set"]

_UNIT = alternation(UNITS)
_PAPER = re.compile(r"[A-Za-z]\s$")
_ADVERBS: dict[str, tuple[float, str]] = {
    "hourly": (1, "hour"),
    "daily": (1, "day"),
    "nightly": (1, "day"),
    "weekly": (1, "week"),
    "fortnightly": (2, "week"),
    "biweekly": (2, "week"),
    "monthly": (1, "month"),
    "bimonthly": (2, "month"),
    "quarterly": (1, "quarter"),
    "semiannual": (6, "month"),
    "semiannually": (6, "month"),
    "biannual": (6, "month"),
    "biannually": (6, "month"),
    "annual": (1, "year"),
    "annually": (1, "year"),
    "yearly": (1, "year"),
    "biennial": (2, "year"),
    "biennially": (2, "year"),
}
_SET = re.compile(
    rf"(?:every|each){SPACE}(?:single{SPACE})?(?:(?P<other>other|second){SPACE}|{amount('n')}{SPACE})?"
    rf"(?:(?P<u>{_UNIT})s?\b|{weekday('w')}|{month('m')}|(?P<part>morning|afternoon|evening)\b)|"
    rf"(?:once|twice|(?:\d{{1,3}}|two|three|four|five|six|several|many){SPACE}times){SPACE}(?:a|an|every|per|each){SPACE}"
    rf"(?:{amount('nn')}{SPACE})?(?P<u2>{_UNIT})s?\b|(?P<adv>{alternation(_ADVERBS)})\b",
    re.IGNORECASE,
)


def read_set(text: str, pos: int) -> Reading | None:
    """How often: "every year", "twice a month", "annual"."""
    match = _SET.match(text, pos)
    if not match:
        return None
    if match["adv"]:
        if match["adv"][0].isupper() and _PAPER.search(text[max(0, pos - 2) : pos]):
            return None
        number, unit = _ADVERBS[match["adv"].casefold()]
        return match.end(), DateExpression(kind="set", timex="SET", unit=unit, amount=number)
    if match["w"]:
        found = DateExpression(kind="set", timex="SET", unit="week", amount=1, weekday=number_of(WEEKDAYS, match["w"]))
        return match.end(), found
    if match["m"]:
        found = DateExpression(kind="set", timex="SET", unit="year", amount=1, month=number_of(MONTHS, match["m"]))
        return match.end(), found
    if match["part"]:
        return match.end(), DateExpression(kind="set", timex="SET", unit="day", amount=1, part=match["part"])
    unit, size = UNITS[(match["u"] or match["u2"]).casefold()]
    words = match["n"] or match["nn"]
    count = 2 if match["other"] else (amount_of(words) if words else 1)
    return match.end(), DateExpression(
        kind="set", timex="SET", unit=unit, amount=None if count is None else count * size
    )
