"""What English words imply of what they govern: hopes, plans, denials, speech, and how a text refers back."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import CodebookError

__all__ = ["Lexicon", "load_lexicon"]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


class _Speech(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: tuple[str, ...]
    acts: tuple[str, ...]
    nominal: tuple[str, ...]
    names: tuple[str, ...]
    according: tuple[str, ...]


class _Coreference(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    pairs: tuple[str, ...]
    singles: tuple[str, ...]
    collectives: tuple[str, ...]
    persons: tuple[str, ...]
    plurals: tuple[str, ...]
    things: tuple[str, ...]
    own: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    status: dict[str, _Words]
    negation: tuple[str, ...]
    conditions: tuple[str, ...]
    speech: _Speech
    coreference: _Coreference
    sources: tuple[str, ...]
    occupations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon of one language, as look-ups by lemma.

    `verb_status`, `noun_status` and `adjective_status` give the class of what the word governs (a status, or
    `through` where the complement is as real as the word, or `background`); `phrase_status` does so for
    verb-and-particle pairs such as ("call", "for").
    """

    verb_status: dict[str, str]
    noun_status: dict[str, str]
    adjective_status: dict[str, str]
    phrase_status: dict[tuple[str, ...], str]
    negations: frozenset[str]
    conditions: frozenset[str]
    speech_verbs: frozenset[str]
    speech_acts: frozenset[str]
    speech_nominal: frozenset[str]
    speech_names: frozenset[str]
    according: tuple[str, ...]
    pairs: frozenset[str]
    singles: frozenset[str]
    collectives: frozenset[str]
    persons: frozenset[str]
    plurals: frozenset[str]
    things: frozenset[str]
    own: frozenset[str]
    sources: frozenset[str]
    occupations: frozenset[str]


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon of a file. Raises CodebookError naming the file and the entry."""
    try:
        file = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise CodebookError(f"{path.name}: {error}") from error
    return Lexicon(
        verb_status={lemma: name for name, words in file.status.items() for lemma in words.verbs},
        noun_status={lemma: name for name, words in file.status.items() for lemma in words.nouns},
        adjective_status={lemma: name for name, words in file.status.items() for lemma in words.adjectives},
        phrase_status={tuple(phrase.split()): name for name, words in file.status.items() for phrase in words.phrases},
        negations=frozenset(file.negation),
        conditions=frozenset(file.conditions),
        speech_verbs=frozenset(file.speech.verbs),
        speech_acts=frozenset(file.speech.acts),
        speech_nominal=frozenset(file.speech.nominal),
        speech_names=frozenset(file.speech.names),
        according=file.speech.according,
        pairs=frozenset(file.coreference.pairs),
        singles=frozenset(file.coreference.singles),
        collectives=frozenset(file.coreference.collectives),
        persons=frozenset(file.coreference.persons),
        plurals=frozenset(file.coreference.plurals),
        things=frozenset(file.coreference.things),
        own=frozenset(file.coreference.own),
        sources=frozenset(file.sources),
        occupations=frozenset(file.occupations),
    )
