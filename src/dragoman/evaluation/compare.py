"""When two names, persons, numbers, units or actors count as the same for a score."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = [
    "ROLES",
    "Row",
    "actors_of",
    "agrees",
    "alternatives",
    "is_author",
    "is_same_actor",
    "is_same_issue",
    "is_same_name",
    "is_same_number",
    "is_same_person",
    "is_same_speaker",
    "jaccard",
    "persons_of",
    "role_actors",
    "share_words",
    "speaks_for",
    "unit_of",
]  # fmt: skip

Row = Mapping[str, Any]
"""A record as JSON: gold's with `core` and `alt`, the reader's without."""

ROLES = {
    "event": ("initiators", "targets"), "pledge": ("pledgers",), "position": ("holders",), "figure": ("subjects",),
    "tie": ("subjects",), "quote": ("speaker",),
}  # fmt: skip
_ALL_ROLES = (
    "initiators", "targets", "participants", "pledgers", "beneficiaries", "holders", "toward", "subjects", "speaker",
)  # fmt: skip
_STOP = frozenset("the of and a an for in on to at by its his her their s with".split())
_UNITS = {
    "$": "usd", "us$": "usd", "usd": "usd", "dollar": "usd", "dollars": "usd", "us dollars": "usd",
    "u.s. dollars": "usd", "us dollar": "usd", "%": "%", "percent": "%", "per cent": "%", "pct": "%",
    "people": "person", "persons": "person", "[cft_i]/d": "cft/d", "cubic feet per day": "cft/d",
    "cubic foot per day": "cft/d", "cubic feet/day": "cft/d",
}  # fmt: skip
_ISO = re.compile("[A-Z]{3}")


def _words(text: object, hyphen: str = " ") -> list[str]:
    plain = unicodedata.normalize("NFKD", str(text or "").casefold()).replace("’", "'").replace("'s", "")
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return [word for word in re.findall(r"\w+", re.sub(r"[-_/–]", hyphen, bare)) if word not in _STOP]


def is_same_name(left: object, right: object) -> bool:
    """Equal, one inside the other, one the other's initials, or half of all words shared; hyphens do not matter."""
    if not left or not right:
        return False
    for hyphen in (" ", ""):
        first, second = _words(left, hyphen), _words(right, hyphen)
        if not first or not second:
            continue
        one, two = set(first), set(second)
        if one <= two or two <= one or 2 * len(one & two) >= len(one | two):
            return True
        if "".join(word[0] for word in first) == "".join(second) or "".join(w[0] for w in second) == "".join(first):
            return True
    return False


def is_same_issue(left: object, right: object) -> bool:
    """At least half of the shorter name's words are shared."""
    pairs = ((set(_words(left, hyphen)), set(_words(right, hyphen))) for hyphen in (" ", ""))
    return any(one and two and 2 * len(one & two) >= min(len(one), len(two)) for one, two in pairs)


def is_same_person(left: object, right: object) -> bool:
    """One surname, or one name within the other."""
    first, second = _words(left), _words(right)
    if not first or not second:
        return False
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)


def share_words(left: object, right: object) -> float:
    """Words in common as a share of the shorter text."""
    first, second = Counter(_words(left)), Counter(_words(right))
    return (first & second).total() / min(first.total(), second.total()) if first and second else 0.0


def is_same_number(left: object, right: object) -> bool:
    """Equal up to a millionth."""
    try:
        one, two = float(left), float(right)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return abs(one - two) <= 1e-6 * max(abs(one), abs(two), 1e-12)


def unit_of(text: object) -> str | None:
    """A unit under one name: "US dollars" is "usd", a plural its singular."""
    if text is None:
        return None
    plain = str(text).strip().casefold()
    return _UNITS.get(plain) or re.sub(r"(?<=\w)s$", "", plain)


def alternatives(gold: Row, field: str) -> list[Any]:
    """Other values of a field that the gold accepts."""
    return (gold.get("alt") or {}).get(field) or []


def agrees(gold: Row, record: Row, field: str) -> bool:
    """Whether a field has the gold's value or an accepted other."""
    return record.get(field) in [gold.get(field), *alternatives(gold, field)]


def _name_of(actor: Row) -> Any:
    return actor.get("name") or actor.get("person") or actor.get("id")


def is_same_actor(left: Row, right: Row) -> bool:
    """By state where both have one, else by name."""
    if left.get("state") and right.get("state"):
        return bool(left["state"] == right["state"])
    return is_same_name(_name_of(left), _name_of(right))


def actors_of(record: Row, *roles: str) -> list[Row]:
    """The actors in some roles, each once; persons of one state are one actor."""
    found: list[Row] = []
    for role in roles:
        value = record.get(role) or []
        for item in value if isinstance(value, list) else [value]:
            actor = item if isinstance(item, Mapping) else {"name": item}
            if not any(is_same_actor(actor, other) for other in found):
                found.append(actor)
    return found


def role_actors(record: Row) -> list[Row]:
    """The actors in the roles that identify a record of its kind."""
    return actors_of(record, *ROLES[record["kind"]])


def jaccard(left: Sequence[Row], right: Sequence[Row]) -> float:
    """Actors in common as a share of all; 1 where neither side has any."""
    if not left and not right:
        return 1.0
    rest = list(right)
    for actor in left:
        hit = next((index for index, other in enumerate(rest) if is_same_actor(actor, other)), None)
        if hit is not None:
            del rest[hit]
    common = len(right) - len(rest)
    return common / (len(left) + len(right) - common)


def persons_of(record: Row) -> dict[str, str | None]:
    """Every person named in a role with the office stated."""
    found: dict[str, str | None] = {}
    for role in _ALL_ROLES:
        value = record.get(role) or []
        for actor in value if isinstance(value, list) else [value]:
            if isinstance(actor, Mapping) and actor.get("person"):
                found.setdefault(actor["person"], actor.get("office"))
    return found


def is_author(actor: Row) -> bool:
    """Whether the text's own voice speaks."""
    return str(actor.get("name") or "").casefold() == "author" or actor.get("mode") == "author"


def speaks_for(wanted: str | None, entry: Row) -> bool:
    """Whether a speaker answers to one of gold's other accepted ones: "author", a state's code, or a name."""
    name = entry.get("person") or entry.get("name")
    if wanted is None:
        return not name and not entry.get("state")
    if wanted == "author":
        return is_author(entry)
    if _ISO.fullmatch(wanted):
        return bool(entry.get("state") == wanted)
    return is_same_person(wanted, name) or is_same_name(wanted, name)


def is_same_speaker(gold: Row, record: Row, people: frozenset[str], is_loose: bool = False) -> bool:
    """Author only with author, a person by name, a body by state or name.

    `people` are all persons of the gold. Loosely, a person's state is enough where the record names nobody.
    """
    if is_author(gold) or is_author(record):
        return is_author(gold) and is_author(record)
    wanted, name = gold.get("person") or gold.get("name"), record.get("person") or record.get("name")
    mine, theirs = gold.get("state"), record.get("state")
    if not wanted and not mine:
        return not name and not theirs
    if mine and theirs and mine != theirs:
        return False
    if wanted not in people:
        return (bool(mine) and mine == theirs) or is_same_name(wanted, name)
    if is_same_person(wanted, name):
        return True
    is_nobody = not name or (is_loose and not any(is_same_person(name, person) for person in people))
    return is_loose and not record.get("person") and is_nobody and bool(mine) and mine == theirs
