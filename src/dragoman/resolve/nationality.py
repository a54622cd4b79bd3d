"""Where somebody is at home who acts for no state: by the words before the name, or the name of the body."""

import re
from collections.abc import Callable

from dragoman.model.claim import Person
from dragoman.model.mention import Mention

__all__ = ["find_home"]

# What may stand between a nationality and a name: "American figure skating star Michelle".
_CALLING = re.compile(
    r"(?:[ -](?!(?:and|or|of|from|to|by|with|as|that|for|on|in|at|the|an?|his|her|its|is|was|has|had|who|said|says)\b)"
    r"(?![a-z]+ed\b)[a-z][a-z’'-]*){1,5}[ ]"
)
_WORDS = r"[A-Z][\w’'-]*(?:[ ](?:(?:of|for|and|on|the)[ ])*[A-Z][\w’'-]*){1,7}"
# How American legislators are told: "Sen. Ana Rojas of Texas", "(D-Texas)", "R-Texas", ", New Jersey Democrat".
_ELECTED = re.compile(r"\b(?:Sen|Rep|Senator|Representative|Gov|Congress(?:man|woman))\.?[ ]$")
_ELECTED_REACH = 20
_PARTY = re.compile(
    r",?[ ]\(?[DRI](?:[-).]|,[ ])|,[ ](?:(?:an?|the)[ ])?(?:[A-Z][\w.]+[ ]){0,2}(?:Democrat|Republican)\b"
)
_SEAT = re.compile(r"[ ]of[ ]|,[ ]of[ ]")
_AGAINST = re.compile(r"\b(?:Resistance|Liberation|Opposition|Exile|Rebel|Free|Against|Friends)\b")
_NAMED_STATES = {"state", "demonym"}
# States that share their name with a part of another, with a person or a river.
_AMBIGUOUS = {"GEO", "JOR", "TCD"}


def find_home(
    person: Person, text: str, mentions: tuple[Mention, ...], find_mentions: Callable[[str], tuple[Mention, ...]]
) -> str | None:
    """The state (ISO 3166-1 alpha-3) to which a person or the person's body belongs; null where the text tells none."""
    if person.organisation is not None and not person.organisation[0].startswith(("org:", "grp:", "party:")):
        return _of_body(person.organisation[1], text, find_mentions)
    if person.organisation is not None:
        return None
    lands = [m for m in mentions if m.kind in {*_NAMED_STATES, "seat", "city"} and m.key]
    return _by_nationality(person, text, lands) or _by_seat(person, text, lands)


def _of_body(name: str, text: str, find_mentions: Callable[[str], tuple[Mention, ...]]) -> str | None:
    """ "Zimbabwe Electoral Commission", also under the short form that the text puts in brackets after the name."""
    if name.isupper() and " " not in name:
        full = re.search(rf"({_WORDS})[ ]\([ ]?{re.escape(name)}[ ]?\)", text)
        if full is None:
            return None
        name = full.group(1)
    if _AGAINST.search(name):
        return None  # "National Council of Resistance of Ruritania" is none of the state's
    found = {m.key for m in find_mentions(name) if m.kind in _NAMED_STATES and m.key}
    home = found.pop() if len(found) == 1 else None
    return None if home in _AMBIGUOUS else home


def _by_nationality(person: Person, text: str, lands: list[Mention]) -> str | None:
    """ "American figure skating star Ana Rojas", "Lusaka police officer Ana Rojas"."""
    found = set()
    for start, _ in person.mentions:
        for land in lands:
            is_adjective = land.kind != "state" or land.quote.replace(".", "").isupper()  # "US boxer Ana Rojas"
            if is_adjective and land.end < start and _CALLING.fullmatch(text, land.end, start):
                before = text[max(0, land.start - 5) : land.start].split()
                if (
                    land.kind in {"seat", "city"}
                    and before
                    and before[-1].lower() in {"in", "at", "to", "from", "near"}
                ):
                    continue
                found.add(land.key)
    return found.pop() if len(found) == 1 else None


def _by_seat(person: Person, text: str, lands: list[Mention]) -> str | None:
    """ "Sen. Ana Rojas of Texas", "Rep. Ana Rojas, New Jersey Democrat"."""
    for start, end in person.mentions:
        if _ELECTED.search(text[max(0, start - _ELECTED_REACH) : start]) is None:
            continue
        if _PARTY.match(text, end):
            return "USA"
        seat = _SEAT.match(text, end)
        if seat is None:
            continue
        home = next((land.key for land in lands if land.kind == "city" and land.start == seat.end()), None)
        if home is not None:
            return home
    return None
