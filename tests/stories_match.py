"""Stories: a text of one to three sentences, the records it must yield and the records it must not.

The functions here are pure: they load stories, compare one with a list of records and count. `README.md` in the folder
`stories` describes the format. As a script, `python -m tests.stories_match` reads all stories with the real reader,
prints what fails, and with `--update` raises the floors.
"""

import argparse
import datetime
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dragoman.model.actor import Actor
from dragoman.model.document import Document, RawItem
from dragoman.model.record import KINDS, STATUSES, Change, Record

__all__ = [
    "FIELDS",
    "FLOORS",
    "STORIES",
    "Outcome",
    "Story",
    "Tally",
    "check_story",
    "count",
    "load_floors",
    "load_stories",
    "main",
    "make_reader",
    "match_record",
    "match_story",
    "raise_floors",
    "raw_item",
    "report",
]

STORIES = Path(__file__).parent / "stories"
FLOORS = STORIES / "floors.yml"

# Floors are shares rounded down to this many digits, so that rounding never lifts one above what was measured.
_DIGITS = 3
_STORY_KEYS = {"id", "text", "published", "publisher", "genre", "held", "records", "nothing", "single"}
_STOP = set("the of and a an for in on to at by its his her their with".split())

Reader = Callable[["Story"], Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Story:
    """One story; `records` must each be found, each of `nothing` must be absent, each of `single` found once."""

    id: str
    text: str
    published: str | None = None
    publisher: str | None = None
    genre: str | None = None
    held: bool = False
    records: tuple[Mapping[str, Any], ...] = ()
    nothing: tuple[Mapping[str, Any], ...] = ()
    single: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one story went; `failures` are sentences for a reader."""

    story: Story
    expected: int
    found: int
    forbidden: int
    absent: int
    failures: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Counts over the stories of one file, held or open."""

    expected: int = 0
    found: int = 0
    forbidden: int = 0
    absent: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one story in."""
        self.expected += outcome.expected
        self.found += outcome.found
        self.forbidden += outcome.forbidden
        self.absent += outcome.absent
        self.failures.extend(f"{outcome.story.id}: {line}" for line in outcome.failures)

    @property
    def shares(self) -> dict[str, float]:
        """Shares found and absent, rounded down; 1 where nothing is asked."""
        return {"found": _share(self.found, self.expected), "absent": _share(self.absent, self.forbidden)}


def _share(part: int, whole: int) -> float:
    scale = 10**_DIGITS
    return part * scale // whole / scale if whole else 1.0


# ---------------------------------------------------------------- words


def _words(text: object) -> list[str]:
    folded = unicodedata.normalize("NFKD", str(text or "").casefold()).replace("’", "'").replace("'s", "")
    folded = "".join(letter for letter in folded if not unicodedata.combining(letter)).replace("ı", "i")
    folded = re.sub(r"[-_/–:]", " ", folded)
    return [word for word in re.findall(r"\w+|[%$€£]", folded) if word not in _STOP]


def _same_name(wanted: object, got: object) -> bool:
    """All words of one in the other, half of all words in common, or one the other's initials."""
    left, right = _words(wanted), _words(got)
    if not left or not right:
        return False
    one, two = set(left), set(right)
    if one <= two or two <= one or 2 * len(one & two) >= len(one | two):
        return True
    return _initials(left) == "".join(right) or _initials(right) == "".join(left)


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _same_person(wanted: object, got: object) -> bool:
    """All words of the shorter name in the longer: "Solberg" is "Ane Solberg", "Per Solberg" is not."""
    one, two = set(_words(wanted)), set(_words(got))
    return bool(one and two) and (one <= two or two <= one)


def _contains(wanted: object, got: object) -> bool:
    """The wanted words stand in the given order and together."""
    return f" {' '.join(_words(wanted))} " in f" {' '.join(_words(got))} "


def _same_topic(wanted: object, got: object) -> bool:
    """Half of the words of the shorter phrase in common."""
    one, two = set(_words(wanted)), set(_words(got))
    return bool(one and two) and 2 * len(one & two) >= min(len(one), len(two))


def _same_unit(wanted: object, got: object) -> bool:
    def plain(unit: object) -> str:
        return re.sub(r"(?<=\w{2})s$", "", str(unit or "").strip().casefold())

    return plain(wanted) == plain(got)


def _same_number(wanted: object, got: object) -> bool:
    if not isinstance(wanted, int | float) or not isinstance(got, int | float):
        return False
    return abs(wanted - got) <= 1e-6 * max(abs(wanted), abs(got), 1e-12)


# ---------------------------------------------------------------- actors

_ACTOR_FIELDS = (
    "initiators",
    "targets",
    "participants",
    "pledgers",
    "beneficiaries",
    "holders",
    "toward",
    "subjects",
    "speaker",
)


def _actors(record: Record, *names: str) -> tuple[Actor, ...]:
    found: list[Actor] = []
    for name in names:
        value = getattr(record, name, ())
        found.extend([value] if isinstance(value, Actor) else value or ())
    return tuple(found)


def _is_actor(wanted: str, actor: Actor) -> bool:
    """A state by its code; anybody else by name, whatever its seat. Persons are asked for by other fields."""
    is_code = re.fullmatch("[A-Z]{3}", wanted) is not None
    return actor.state == wanted or ((actor.state is None or not is_code) and _same_name(wanted, actor.name))


def _covers(wanted: Sequence[str], actors: Sequence[Actor]) -> bool:
    return all(any(_is_actor(name, actor) for actor in actors) for name in wanted)


def _exactly(wanted: Sequence[str], actors: Sequence[Actor]) -> bool:
    return _covers(wanted, actors) and all(any(_is_actor(name, actor) for name in wanted) for actor in actors)


def _match_role(role: str) -> Callable[[Any, Record, Mapping[str, Any]], bool]:
    def match(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
        if role in ("initiators", "targets") and wish.get("symmetric"):
            # Of a symmetric act it does not matter who is named first.
            both = [*wish.get("initiators", ()), *wish.get("targets", ())]
            actors = _actors(record, "initiators", "targets")
            return _exactly(both, actors) if {"initiators", "targets"} <= wish.keys() else _covers(both, actors)
        return _exactly(wanted, _actors(record, role))

    return match


def _match_some(role: str) -> Callable[[Any, Record, Mapping[str, Any]], bool]:
    return lambda wanted, record, wish: _covers(wanted, _actors(record, role))


def _match_actors(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    return _exactly(wanted, _actors(record, "initiators", "targets"))


def _match_persons(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    persons = [actor.person for actor in _actors(record, *_ACTOR_FIELDS) if actor.person]
    return all(any(_same_person(name, person) for person in persons) for name in wanted)


def _match_person(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    return any(_same_person(wanted, actor.person) for actor in _actors(record, *_ACTOR_FIELDS) if actor.person)


def _match_office(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    offices = [actor.office for actor in _actors(record, *_ACTOR_FIELDS)]
    offices += [getattr(record, "object", None), getattr(record, "label", None)]
    return any(_same_name(wanted, office) for office in offices if office)


def _match_state(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    return any(actor.state == wanted for actor in _actors(record, *_ACTOR_FIELDS))


def _voice_is(wanted: Any, person: str | None, name: str | None, state: str | None, mode: str | None) -> bool:
    is_author = mode == "author" or (name or "").casefold() == "author"
    if wanted == "author" or is_author:
        return wanted == "author" and is_author
    if wanted is None:
        return not person and not name and not state
    if re.fullmatch("[A-Z]{3}", str(wanted)) and state == wanted:
        return True
    return _same_person(wanted, person) if person else _same_name(wanted, name)


def _match_speaker(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    return any(
        _voice_is(wanted, actor.person, actor.name, actor.state, getattr(record, "mode", None))
        for actor in _actors(record, "speaker")
    )


def _match_said_by(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    if not record.attribution:
        return wanted is None
    voice = record.attribution[0]
    return _voice_is(wanted, None, voice.name, voice.state, voice.mode)


# ---------------------------------------------------------------- one field


def _match_when(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    text = wanted.isoformat() if isinstance(wanted, datetime.date) else wanted
    return record.when.edtf == (None if text is None else str(text))


def _match_said_mode(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    return bool(record.attribution) and record.attribution[0].mode == wanted


def _match_place(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    place = getattr(record, "place", None)
    return place is None if wanted is None else place is not None and _same_name(wanted, place.name)


def _match_change(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
    change = getattr(record, "change", None)
    return _same_number(wanted, change.percent) if isinstance(change, Change) else wanted is None


def _match_with(name: str, same: Callable[[object, object], bool]) -> Callable[[Any, Record, Mapping[str, Any]], bool]:
    def match(wanted: Any, record: Record, wish: Mapping[str, Any]) -> bool:
        got = getattr(record, name, None)
        return got is None if wanted is None else got is not None and same(wanted, got)

    return match


def _equal(wanted: object, got: object) -> bool:
    return wanted == got


# Every field a story may name. Fields that take a list of actors compare the whole list, the rest one value; a list
# where one value is asked for means "any of these".
_LISTS: dict[str, Callable[[Any, Record, Mapping[str, Any]], bool]] = {
    "initiators": _match_role("initiators"),
    "targets": _match_role("targets"),
    "actors": _match_actors,
    "participants": _match_some("participants"),
    "pledgers": _match_role("pledgers"),
    "beneficiaries": _match_some("beneficiaries"),
    "holders": _match_role("holders"),
    "toward": _match_role("toward"),
    "subjects": _match_some("subjects"),
    "persons": _match_persons,
}
_VALUES: dict[str, Callable[[Any, Record, Mapping[str, Any]], bool]] = {
    **{
        name: _match_with(name, _equal)
        for name in "kind status type mode form symmetric round strength lifecycle stance comparator relation".split()
    },
    **{name: _match_with(name, _same_name) for name in "mechanism project instrument object level".split()},
    **{name: _match_with(name, _contains) for name in "condition content label cue deadline since until".split()},
    "issue": _match_with("issue", _same_topic),
    "metric": _match_with("metric", _same_topic),
    "value": _match_with("value", _same_number),
    "unit": _match_with("unit", _same_unit),
    "change_percent": _match_change,
    "place": _match_place,
    "when": _match_when,
    "person": _match_person,
    "office": _match_office,
    "state": _match_state,
    "speaker": _match_speaker,
    "said_by": _match_said_by,
    "said_mode": _match_said_mode,
}
FIELDS = frozenset(_LISTS) | frozenset(_VALUES)


def match_record(wish: Mapping[str, Any], record: Record) -> bool:
    """Whether a record agrees with every field that a description gives."""
    for name, wanted in wish.items():
        if name in _LISTS:
            agrees = _LISTS[name](wanted, record, wish)
        else:
            options = wanted if isinstance(wanted, list) else [wanted]
            agrees = any(_VALUES[name](option, record, wish) for option in options)
        if not agrees:
            return False
    return True


# ---------------------------------------------------------------- one story


def _pair(wishes: Sequence[Mapping[str, Any]], records: Sequence[Record]) -> dict[int, int]:
    """As many descriptions as possible with a record each of their own (augmenting paths): wish → record."""
    candidates = [[j for j, record in enumerate(records) if match_record(wish, record)] for wish in wishes]
    owner: dict[int, int] = {}

    def place(wish: int, seen: set[int]) -> bool:
        for record in candidates[wish]:
            if record not in seen:
                seen.add(record)
                if record not in owner or place(owner[record], seen):
                    owner[record] = wish
                    return True
        return False

    for wish in range(len(wishes)):
        place(wish, set())
    return {wish: record for record, wish in owner.items()}


def _show(wish: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in wish.items())


def match_story(story: Story, records: Sequence[Record]) -> Outcome:
    """Compare a story with what the reader made of it."""
    pairs = _pair(story.records, records)
    failures = [f"not found: {_show(wish)}" for number, wish in enumerate(story.records) if number not in pairs]
    found = len(pairs)
    for wish in story.single:
        matches = sum(match_record(wish, record) for record in records)
        found += matches == 1
        if matches != 1:
            failures.append(f"found {matches} times, not once: {_show(wish)}")
    absent = 0
    for wish in story.nothing:
        culprit = next((record for record in records if match_record(wish, record)), None)
        absent += culprit is None
        if culprit is not None:
            failures.append(f"must not be found: {_show(wish)} ({culprit.span.quote!r})")
    expected = len(story.records) + len(story.single)
    return Outcome(story, expected, found, len(story.nothing), absent, tuple(failures))


def count(stories: Iterable[Story], read: Reader) -> dict[str, Tally]:
    """Read every story and count, open and held apart."""
    tallies = {"open": Tally(), "held": Tally()}
    for story in stories:
        tallies["held" if story.held else "open"].add(match_story(story, read(story)))
    return tallies


# ---------------------------------------------------------------- files


def check_story(body: Mapping[str, Any]) -> list[str]:
    """What is wrong with a story as written; an empty list if nothing is."""
    wrong = [f"unknown key {key!r}" for key in body.keys() - _STORY_KEYS]
    wrong += [f"no {key}" for key in ("id", "text") if not body.get(key)]
    wishes = [wish for key in ("records", "nothing", "single") for wish in body.get(key) or ()]
    if not wishes:
        wrong.append("neither records nor nothing")
    for wish in wishes:
        wrong += [f"unknown field {name!r}" for name in wish.keys() - FIELDS]
        if wish.get("kind") not in KINDS:
            wrong.append(f"kind {wish.get('kind')!r}")
        statuses = wish.get("status", [])
        wrong += [
            f"status {status!r}"
            for status in (statuses if isinstance(statuses, list) else [statuses])
            if status not in STATUSES
        ]
        wrong += [f"{name} is not a list" for name in wish.keys() & _LISTS.keys() if not isinstance(wish[name], list)]
    return wrong


def load_stories(path: Path) -> tuple[Story, ...]:
    """The stories of one file. Raises ValueError on one that is not well formed."""
    stories: list[Story] = []
    for body in yaml.safe_load(path.read_text(encoding="utf-8")):
        wrong = check_story(body)
        if wrong:
            raise ValueError(f"{path.name}, {body.get('id')}: {'; '.join(wrong)}")
        values = dict(body)
        if values.get("published") is not None:
            values["published"] = str(values["published"])
        for key in ("records", "nothing", "single"):
            values[key] = tuple(values.get(key) or ())
        stories.append(Story(**values))
    return tuple(stories)


def load_floors(path: Path = FLOORS) -> dict[str, dict[str, dict[str, float]]]:
    """File name → open or held → found and absent → least share."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {} if path.exists() else {}


def raise_floors(
    floors: Mapping[str, Mapping[str, Mapping[str, float]]],
    measured: Mapping[str, Mapping[str, Mapping[str, float]]],
    allow_regression: bool = False,
) -> tuple[dict[str, dict[str, dict[str, float]]], list[str]]:
    """Floors set to what was measured, and what has sunk below its old floor.

    Where something has sunk, the old floors are returned whole unless a regression is allowed.
    """
    sunk = [
        f"{name} {part} {share}: {value:.3f} is below {floors[name][part][share]:.3f}"
        for name, parts in measured.items()
        for part, shares in parts.items()
        for share, value in shares.items()
        if value < floors.get(name, {}).get(part, {}).get(share, 0.0)
    ]
    source = floors if sunk and not allow_regression else measured
    return {name: {part: dict(shares) for part, shares in parts.items()} for name, parts in source.items()}, sunk


def report(name: str, tallies: Mapping[str, Tally]) -> str:
    """One line a part: how many expected records were found, how many forbidden ones are absent."""
    return "\n".join(
        f"{name:<38} {part:<5} found {tally.found:>4}/{tally.expected:<4} absent {tally.absent:>4}/{tally.forbidden:<4}"
        for part, tally in tallies.items()
    )


# ---------------------------------------------------------------- the real reader


def raw_item(story: Story) -> RawItem:
    """A story as a source would yield it."""
    return RawItem(id=story.id, text=story.text, publisher=story.publisher, published=story.published)


def make_reader() -> Reader:
    """The program's own reader, as a function of a story."""
    from dataclasses import replace

    from dragoman.codebook.load import load_codebook
    from dragoman.language.spacy_ import SpacyAnalyser
    from dragoman.pipeline import read_document
    from dragoman.text.document import make_document

    codebook = load_codebook()
    analyser = SpacyAnalyser()

    def read(story: Story) -> Sequence[Record]:
        document: Document = make_document(raw_item(story), codebook)
        if story.genre:
            document = replace(document, genre=story.genre)
        return read_document(document, codebook, analyser)

    return read


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure all stories; exit code 1 if a floor would have to be lowered."""
    parser = argparse.ArgumentParser(description="Read the stories and compare with the floors.")
    parser.add_argument("files", nargs="*", help="names of story files; all by default")
    parser.add_argument("--update", action="store_true", help="write what was measured as the new floors")
    parser.add_argument("--allow-regression", action="store_true", help="write floors even where they sink")
    parser.add_argument("--held", action="store_true", help="list the failures of held stories too")
    options = parser.parse_args(arguments)
    paths = [path for path in sorted(STORIES.glob("*.yml")) if path != FLOORS]
    if options.files:
        paths = [path for path in paths if path.name in options.files or path.stem in options.files]
    read = make_reader()
    floors, measured = load_floors(), {}
    for path in paths:
        tallies = count(load_stories(path), read)
        measured[path.name] = {part: tally.shares for part, tally in tallies.items()}
        failures = tallies["open"].failures + (tallies["held"].failures if options.held else [])
        sys.stdout.write("\n".join([report(path.name, tallies), *(f"    {line}" for line in failures)]) + "\n")
    kept, sunk = raise_floors(floors, {**floors, **measured}, options.allow_regression)
    sys.stdout.write("".join(f"SUNK {line}\n" for line in sunk))
    if options.update and (not sunk or options.allow_regression):
        FLOORS.write_text(yaml.safe_dump(kept, sort_keys=True), encoding="utf-8")
    return 1 if sunk and not options.allow_regression else 0


if __name__ == "__main__":
    sys.exit(main())
