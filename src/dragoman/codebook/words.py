"""The word lists of the finders: one YAML file of the lexicon a theme, one frozen class of look-ups a file.

What each list decides, and why a word is on it, stands in the YAML beside the list; the classes here only say what
shape it has. A word that stands twice in a list, or in two classes of one list, is refused.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError, with_config

from dragoman.codebook.reading import list_problems, load_yaml
from dragoman.errors import CodebookError

__all__ = [
    "FigureWords",
    "OrderedWords",
    "PersonWords",
    "PledgeWords",
    "PositionWords",
    "ProjectWords",
    "TieWords",
    "Words",
    "load_words",
    "reject_doubles",
]

_T = TypeVar("_T")


def reject_doubles(words: Iterable[Any]) -> None:
    """Raises ValueError naming the words that stand more than once."""
    twice = [str(word) for word, count in Counter(map(str, words)).items() if count > 1]
    if twice:
        raise ValueError(f"stands twice: {', '.join(twice)}")


def _once(value: Any) -> Any:
    if isinstance(value, list):
        reject_doubles(value)
    return value


def _by_word(value: Any) -> Any:
    """A file lists the words of each class; a look-up asks for the class of a word."""
    if not isinstance(value, dict) or not all(isinstance(words, list) for words in value.values()):
        raise ValueError("must map each class to a list of its words")
    reject_doubles(word for words in value.values() for word in words)
    return {word: name for name, words in value.items() for word in words}


# No order, and no word twice.
Words = Annotated[frozenset[str], BeforeValidator(_once)]
# In the order of the file, where earlier ones win, and no word twice.
OrderedWords = Annotated[tuple[str, ...], BeforeValidator(_once)]

_Metrics = Annotated[Mapping[str, str], BeforeValidator(_by_word)]
_Strengths = Annotated[Mapping[str, Literal["agreed", "pledged", "intends", "willing"]], BeforeValidator(_by_word)]
_Stances = Annotated[Mapping[str, Literal["supports", "opposes", "concerned", "neutral"]], BeforeValidator(_by_word)]

_STRICT = ConfigDict(extra="forbid")


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class FigureWords:
    """What a quantity measures: `metrics` by lemma near it, `units` by its own unit; `bases` in order of trial."""

    metrics: _Metrics
    units: _Metrics
    growing: Words
    rates: Words
    up: Words
    down: Words
    bases: OrderedWords
    yearly: OrderedWords
    not_figures: Words
    tellers: Words
    counts: Words
    outputs: Words
    doers: _Metrics
    packed: Words
    coins: Words
    rate_adverbs: Words
    mourning: Words
    firms: Words
    owning: Words
    outlaws: Words
    employed: Words
    persons: Words
    giving: Words


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class PledgeWords:
    """Who undertakes what: `verbs`, `adjectives` (by form) and `nouns` give the strength of the undertaking."""

    verbs: _Strengths
    adjectives: _Strengths
    nouns: _Strengths
    modals: Words
    not_undertaken: Words
    leave_to_modal: Words
    tentative: Words
    past_only: Words
    that_clause: Words
    objects: Words
    not_objects: Words
    to_forms: Words
    to_lemmas: Words
    reactions: Words
    judging: Words
    praises: Words
    not_conditions: Words
    suppositions: Words
    occasions: Words
    greetings: Words
    expectations: Words
    undone: Words


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class PositionWords:
    """Who takes which side: `verbs`, `nouns` and `adjectives` (by form) give the stance."""

    verbs: _Stances
    nouns: _Stances
    adjectives: _Stances
    fought: Words
    armed: Words
    obeying: Words
    objecting: Words
    carriers: Words
    phrase_carriers: Words
    silent_carriers: Words
    worth: Words
    harms: Words
    stressing: Words
    settling: Words
    peaceful: Words
    calling: Words
    thanks: Words
    praising: Words
    courtesies: Words
    committing: Words
    withstanding: Words
    upholding: Words
    striving: Words
    calling_for: Words
    demanding: Words
    ends: Words
    standing: Words
    aiding: Words
    goods: Words
    open: Words
    issue_heads: Words
    evils: Words
    steps: Words
    goodwill: Words


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class ProjectWords:
    """How a project changes stage: verbs of `stages`, and `parts` that stand for the project."""

    stages: Words
    parts: Words


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class PersonWords:
    """What may stand in a person's name, and what tells for whom the person acts."""

    particles: Words
    open_particles: Words
    not_names: Words
    own_things: Words
    contacts: Words
    heads: Words
    head_phrases: Words


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class TieWords:
    """Standing relations: `ordinals` by word, and what tells a meeting of a mechanism."""

    ordinals: Mapping[str, int]
    meets: Words
    round_nouns: Words
    meeting_nouns: Words
    dialogue_names: Words
    summit_names: Words


def load_words(path: Path, shape: type[_T]) -> _T:
    """A file of word lists in its shape. Raises CodebookError naming the file and the field."""
    try:
        return TypeAdapter(shape).validate_python(load_yaml(path))
    except ValidationError as error:
        raise CodebookError(f"{path}: {list_problems(error, 'the file')}") from error
