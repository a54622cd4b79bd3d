"""What English words imply of what they govern: hopes, plans, denials, speech, and how a text refers back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from dragoman.codebook.words import (
    FigureWords,
    OrderedWords,
    PersonWords,
    PledgeWords,
    PositionWords,
    ProjectWords,
    TieWords,
    Words,
    load_words,
    reject_doubles,
)

__all__ = ["Attitudes", "Lexicon", "load_lexicon"]

_Class = Literal["hoped", "intended", "scheduled", "hypothetical", "denied", "ongoing", "through", "background"]
_GROUPS = ("verbs", "nouns", "adjectives", "phrases")


class _Governors(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: Words = frozenset()
    nouns: Words = frozenset()
    adjectives: Words = frozenset()
    phrases: Words = frozenset()


class _Speech(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: Words
    manner: Words
    acts: Words
    nominal: Words
    nouns: Words
    names: Words
    according: OrderedWords


class Attitudes(BaseModel):
    """The words that tell of a stance without giving its words, by how they take their content."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: Words
    clausal: Words
    impersonal: Words
    prepositional: Words
    adjectives: Words
    nouns: Words
    light: Words
    holders: Words


class _Coreference(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    pairs: Words
    singles: Words
    collectives: Words
    persons: Words
    plurals: Words
    things: Words
    own: Words


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    status: dict[_Class, _Governors]
    negation: Words
    conditions: Words
    speech: _Speech
    attitudes: Attitudes
    coreference: _Coreference
    suffered: Words
    sources: Words
    occupations: Words

    @model_validator(mode="after")
    def _has_one_class(self) -> "_File":
        for group in _GROUPS:
            try:
                reject_doubles(word for words in self.status.values() for word in getattr(words, group))
            except ValueError as error:
                raise ValueError(f"status.*.{group}: {error}") from error
        return self

    def by_word(self, group: str) -> dict[str, str]:
        """The class of each word of a group ("verbs")."""
        return {word: name for name, words in self.status.items() for word in getattr(words, group)}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon of one language, as look-ups by lemma.

    `verb_status`, `noun_status` and `adjective_status` give the class of what the word governs (a status, or
    `through` where the complement is as real as the word, or `background`); `phrase_status` does so for
    verb-and-particle pairs such as ("call", "for"). The words of single finders stand by theme: `pledges.verbs`.
    """

    verb_status: Mapping[str, str]
    noun_status: Mapping[str, str]
    adjective_status: Mapping[str, str]
    phrase_status: Mapping[tuple[str, ...], str]
    negations: frozenset[str]
    conditions: frozenset[str]
    attitudes: Attitudes
    suffered: frozenset[str]
    speech_verbs: frozenset[str]
    speech_manner: frozenset[str]
    speech_acts: frozenset[str]
    speech_nominal: frozenset[str]
    speech_nouns: frozenset[str]
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
    figures: FigureWords
    people: PersonWords
    pledges: PledgeWords
    positions: PositionWords
    projects: ProjectWords
    ties: TieWords


def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of a folder. Raises CodebookError naming the file and the field."""
    general = load_words(folder / "en.yml", _File)
    phrases = general.by_word("phrases")
    return Lexicon(
        verb_status=general.by_word("verbs"),
        noun_status=general.by_word("nouns"),
        adjective_status=general.by_word("adjectives"),
        phrase_status={tuple(phrase.split()): name for phrase, name in phrases.items()},
        negations=general.negation,
        conditions=general.conditions,
        attitudes=general.attitudes,
        suffered=general.suffered,
        speech_verbs=general.speech.verbs,
        speech_manner=general.speech.manner,
        speech_acts=general.speech.acts,
        speech_nominal=general.speech.nominal,
        speech_nouns=general.speech.nouns,
        speech_names=general.speech.names,
        according=general.speech.according,
        pairs=general.coreference.pairs,
        singles=general.coreference.singles,
        collectives=general.coreference.collectives,
        persons=general.coreference.persons,
        plurals=general.coreference.plurals,
        things=general.coreference.things,
        own=general.coreference.own,
        sources=general.sources,
        occupations=general.occupations,
        figures=load_words(folder / "figures.yml", FigureWords),
        people=load_words(folder / "people.yml", PersonWords),
        pledges=load_words(folder / "pledges.yml", PledgeWords),
        positions=load_words(folder / "positions.yml", PositionWords),
        projects=load_words(folder / "projects.yml", ProjectWords),
        ties=load_words(folder / "ties.yml", TieWords),
    )
