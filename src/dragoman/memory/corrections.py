"""Which fields of a record an analyst may correct, what each of them takes, and the record with such a value."""

import dataclasses
import math
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Protocol

from dragoman.errors import BadDecision, UnknownName
from dragoman.model.actor import Actor, Place
from dragoman.model.record import STATUSES, Change, Event, Record, Tie
from dragoman.model.when import When, is_edtf

__all__ = ["CORRECTABLE", "ActorNames", "correct_record", "read_value"]


class ActorNames(Protocol):
    """What is looked up to read an actor, an issue or a place: the codebook."""

    def find_state(self, name: str) -> str | None:
        """The ISO 3166-1 alpha-3 code of a state as people write it."""
        ...

    def find_entry(self, kind: str, name: str) -> str | None:
        """The id of an entry by name or alias."""
        ...

    def state(self, iso: str) -> Any:
        """The state with this code."""
        ...

    def organisation(self, id: str) -> Any:
        """The organisation with this id."""
        ...

    def issue(self, id: str) -> Any:
        """The issue with this id."""
        ...

    def suggest(self, name: str, kind: str = "state") -> Sequence[str]:
        """The nearest names of a kind."""
        ...


_STATUS = ("one of", *STATUSES)
_TYPES = (
    "one of", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_FORMS = (
    "one of", "meeting", "visit", "call", "dialogue-round", "summit", "ceremony", "message", "negotiation", "signing",
    "statement", "null",
)  # fmt: skip
_LIFE = ("one of", "pledge", "commitment", "implementation", "completion", "suspended", "cancelled", "null")
_RELATIONS = ("one of", "designation", "office", "membership", "mechanism", "anniversary", "part-of", "founded")
_COMMON: dict[str, tuple[str, ...]] = {"status": _STATUS, "when": ("date", "null"), "is_background": ("yes or no",)}
# Kind → field → what it takes; "null" where the field may hold nothing. `words` must stand in the document. What is not
# here may not be corrected: names of the record and its place, its evidence, whose word it is and the rules behind it.
CORRECTABLE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "event": {
        **_COMMON, "type": _TYPES, "initiators": ("actors", "null"), "targets": ("actors", "null"),
        "participants": ("actors", "null"), "mode": ("text", "null"), "form": _FORMS, "symmetric": ("yes or no",),
        "place": ("place", "null"), "topics": ("texts", "null"), "mechanism": ("text", "null"),
        "round": ("whole number", "null"), "instrument": ("text", "null"), "project": ("text", "null"),
        "cameo": ("text", "null"), "score": ("number", "null"),
    },
    "pledge": {
        **_COMMON, "pledgers": ("actors",), "beneficiaries": ("actors", "null"), "content": ("words",),
        "strength": ("one of", "agreed", "pledged", "intends", "willing"), "condition": ("words", "null"),
        "deadline": ("date", "null"), "project": ("text", "null"), "lifecycle": _LIFE,
    },
    "position": {
        **_COMMON, "holders": ("actors",), "issue": ("issue",),
        "stance": ("one of", "supports", "opposes", "neutral", "concerned"), "toward": ("actors", "null"),
    },
    "figure": {
        **_COMMON, "metric": ("text",), "subjects": ("actors", "null"), "value": ("number",), "unit": ("text", "null"),
        "comparator": ("one of", "=", ">", "<", "~"), "period": ("date", "null"), "change": ("change", "null"),
        "project": ("text", "null"),
    },
    "tie": {
        **_COMMON, "relation": _RELATIONS, "subjects": ("actors",), "object": ("text", "null"),
        "label": ("text", "null"), "level": ("text", "null"), "since": ("date", "null"), "until": ("date", "null"),
    },
    "quote": {
        **_COMMON, "speaker": ("actor",), "mode": ("one of", "direct", "indirect", "mixed", "author"),
        "content": ("words",), "cue": ("words", "null"),
    },
}  # fmt: skip
_SAYS = {
    "actors": "states or organisations, by name or code, between semicolons; a person and office as “Kenya (Amina "
    "Odhiambo, Cabinet Secretary)”",
    "actor": "a state or organisation, by name or code; a person and office as “Kenya (Amina Odhiambo, Cabinet "
    "Secretary)”",
    "date": "a date in EDTF: 2021, 2021-03, 2021-03-15, 2020/2022",
    "yes or no": "yes or no",
    "text": "a text",
    "texts": "texts between semicolons",
    "words": "words that stand in the document",
    "whole number": "a whole number, 1 or more",
    "number": "a number",
    "place": "a place, with its state as “Ankara (Türkiye)” where it has one",
    "issue": "an issue, by the codebook's name or another",
    "change": "a change in percent: +12 or -3.5",
}
_ACTOR_FIELDS = (
    "initiators", "targets", "participants", "pledgers", "beneficiaries", "holders", "toward", "subjects", "speaker",
)  # fmt: skip
# More suggestions than these puzzle.
_SUGGESTED = 3
_BRACKETED = re.compile(r"^(.*?)\s*\(([^()]*)\)$")
_YES = {"yes": True, "true": True, "no": False, "false": False}
_DATE_PRECISION = ((re.compile(r"/|\.\."), "interval"), (re.compile(r"[~%?]"), "approximate"),
                   (re.compile(r"^-?\d{4}-\d\d-\d\d$"), "day"), (re.compile(r"^-?\d{4}-(?:0\d|1[0-2])$"), "month"),
                   (re.compile(r"^-?\d{4}-2[1-4]$"), "season"), (re.compile(r"^-?\d{4}-3[3-6]$"), "quarter"),
                   (re.compile(r"^-?\d{4}$"), "year"), (re.compile(r"^-?\d{3}X$"), "decade"))  # fmt: skip


def _say_taken(takes: tuple[str, ...]) -> str:
    if takes[0] == "one of":
        return f"one of {', '.join(takes[1:])}"
    return _SAYS[takes[0]] + (", or null" if "null" in takes else "")


def read_value(record: Record, field: str, given: str, names: ActorNames, text: str) -> Any:
    """The JSON value that an analyst means by `given`; `text` is the document's, for what must stand in it.

    Raises BadDecision for a field that the kind lacks or that may not be corrected, and for a value of another sort
    (naming what the field takes); UnknownName for an actor that the codebook does not know.
    """
    fields = CORRECTABLE[record.kind]
    if field not in fields:
        is_there = field == "kind" or any(item.name == field for item in dataclasses.fields(record))
        kind = f"{'an' if record.kind == 'event' else 'a'} {record.kind}"
        why = "may not be corrected" if is_there else f"is no field of {kind}"
        raise BadDecision(f"“{field}” {why}; of {kind} these may: {', '.join(fields)}")
    takes, given = fields[field], given.strip()
    if given == "null" and "null" in takes:
        return [] if takes[0] in ("actors", "texts") else None
    value = _READERS[takes[0]](given, takes, names, text) if given and given != "null" else None
    if value is None or value == []:
        raise BadDecision(f"{field} cannot be “{given}”: it takes {_say_taken(takes)}")
    if takes[0] in ("actors", "actor"):
        return _keep_persons(record, field, value)
    return value


def _keep_persons(record: Record, field: str, value: Any) -> Any:
    """An actor that stood there already keeps who acts for it, unless the analyst names somebody."""
    held = getattr(record, field)
    known = {actor.key: actor for actor in ((held,) if isinstance(held, Actor) else held)}

    def keep(actor: dict[str, Any]) -> dict[str, Any]:
        old = known.get(Actor(**actor).key)
        return dataclasses.asdict(old) if old and actor["person"] is None and actor["office"] is None else actor

    return [keep(actor) for actor in value] if isinstance(value, list) else keep(value)


def _read_actor(given: str, names: ActorNames) -> dict[str, Any]:
    match = _BRACKETED.match(given)
    name, inner = (match[1], match[2]) if match else (given, "")
    person, _, office = (part.strip() for part in inner.partition(","))
    found = names.find_state(name)
    if found is not None:
        actor = Actor(names.state(found).name, state=found, id=found, sector="GOV")
    else:
        entry = names.find_entry("organisation", name)
        if entry is None:
            near = {*names.suggest(name, "state"), *names.suggest(name, "organisation")}
            likest = sorted(
                near, key=lambda item: (-SequenceMatcher(None, name.casefold(), item.casefold()).ratio(), item)
            )
            raise UnknownName(name, "state or organisation", tuple(likest[:_SUGGESTED]))
        actor = Actor(names.organisation(entry).name, id=entry)
    return dataclasses.asdict(dataclasses.replace(actor, person=person or None, office=office or None))


def _read_actors(given: str, takes: tuple[str, ...], names: ActorNames, text: str) -> Any:
    found = [_read_actor(part.strip(), names) for part in given.split(";") if part.strip()]
    return list({(Actor(**actor).key, actor["person"]): actor for actor in found}.values())


def _read_one_of(given: str, takes: tuple[str, ...], names: ActorNames, text: str) -> Any:
    return next((value for value in takes[1:] if value.casefold() == given.casefold()), None)


def _read_number(given: str, takes: tuple[str, ...], names: ActorNames, text: str) -> Any:
    try:
        value = float(given.replace(",", "").replace("_", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _read_whole(given: str, takes: tuple[str, ...], names: ActorNames, text: str) -> Any:
    return int(given) if re.fullmatch(r"[1-9][0-9]{0,8}", given) else None


def _read_words(given: str, takes: tuple[str, ...], names: ActorNames, text: str) -> Any:
    words = " ".join(given.split())
    return words if words in " ".join(text.split()) else None


def _read_place(given: str, takes: tuple[str, ...], names: ActorNames, text: str) -> Any:
    match = _BRACKETED.match(given)
    name, state = (match[1], match[2]) if match else (given, given)
    found = names.find_state(state)
    if match and found is None:
        raise UnknownName(state, "state", tuple(names.suggest(state)))
    return dataclasses.asdict(Place(name, found))


def _read_change(given: str, takes: tuple[str, ...], names: ActorNames, text: str) -> Any:
    match = re.fullmatch(r"([+-])(\d+(?:\.\d+)?) ?%?", given)
    return {"percent": float(match[2]), "direction": "up" if match[1] == "+" else "down"} if match else None


def _read_issue(given: str, takes: tuple[str, ...], names: ActorNames, text: str) -> Any:
    found = names.find_entry("issue", given)
    return names.issue(found).name if found else given


_READERS: dict[str, Callable[[str, tuple[str, ...], ActorNames, str], Any]] = {
    "one of": _read_one_of,
    "actors": _read_actors,
    "actor": lambda given, takes, names, text: _read_actor(given, names),
    "date": lambda given, takes, names, text: given if is_edtf(given) else None,
    "yes or no": lambda given, takes, names, text: _YES.get(given.casefold()),
    "text": lambda given, takes, names, text: given,
    "texts": lambda given, takes, names, text: [part.strip() for part in given.split(";") if part.strip()],
    "words": _read_words,
    "whole number": _read_whole,
    "number": _read_number,
    "place": _read_place,
    "issue": _read_issue,
    "change": _read_change,
}


def correct_record(record: Record, field: str, value: Any, basis: str) -> Record:
    """The record with a field's value (JSON, as `read_value` gave it); `basis` says where a decided date is from.

    A record that has no such field stays as it is: what was decided about another kind says nothing of this one.
    """
    takes = CORRECTABLE[record.kind].get(field)
    if takes is None:
        return record
    changed: dict[str, Any] = {field: value}
    if field in _ACTOR_FIELDS:
        changed[field] = Actor(**value) if field == "speaker" else tuple(Actor(**actor) for actor in value)
    elif takes[0] == "texts":
        changed[field] = tuple(value)
    elif field == "when":
        precision = next((name for form, name in _DATE_PRECISION if value and form.search(value)), None)
        changed[field] = When(value, precision, record.when.expression, basis)
    elif field == "place" and value is not None:
        changed[field] = Place(**value)
    elif field == "change" and value is not None:
        old = getattr(record, "change", None)
        changed[field] = Change(value["percent"], value["direction"], old.base if old else None)
    elif isinstance(record, Tie) and field in ("since", "until"):
        changed[f"{field}_basis"] = basis if value is not None else None
    elif isinstance(record, Event) and field in ("type", "mode") and value != getattr(record, field):
        # These were looked up for the old type and mode.
        changed |= {"cameo": None, "score": None} | ({"mode": None} if field == "type" else {})
    return dataclasses.replace(record, **changed)
