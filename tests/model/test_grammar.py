"""Who stands in which slot: coordination, control, passives, relatives, and the words of phrases and clauses."""

import pytest

from dragoman.model.analysis import Token
from dragoman.model.grammar import (
    agent_of,
    clause_span,
    clause_verb,
    conjuncts,
    has_passive_subject,
    is_passive,
    modifiers,
    objects_of,
    phrase_span,
    prepositional,
    subjects_of,
)
from tests.reading import parse, word


def texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


SUBJECTS = [
    ("Tonga and Samoa signed the pact.", "signed", ["Tonga", "Samoa"]),
    ("China, Laos and Vietnam held drills.", "held", ["China", "Laos", "Vietnam"]),
    ("The premier landed in Nadi and met the king.", "met", ["premier"]),
    ("The envoy who visited Juba has left.", "visited", ["envoy"]),
    ("The envoy, who flew to Juba and met the rebels, has left.", "met", ["envoy"]),
    ("Paris urged Algiers to free the writer.", "free", ["Algiers"]),
    ("Jakarta invited the Sultan to visit Bali.", "visit", ["Sultan"]),
    ("Rome promised to send a ship.", "send", ["Rome"]),
    ("Madrid called on Rabat to reopen the gate.", "reopen", ["Rabat"]),
    ("Lima was urged to free the crew.", "free", ["Lima"]),
    ("Before leaving Accra, the minister thanked his hosts.", "leaving", ["minister"]),
    ("Baku insisted on building the dam.", "building", ["Baku"]),
    ("Chile’s promise to fund the telescope stands.", "fund", ["Chile"]),
    ("Manila made a promise to release the boats.", "release", ["Manila"]),
    ("Oman is ready to mediate.", "mediate", ["Oman"]),
    ("The treaty signed in Lomé has lapsed.", "signed", ["treaty"]),
    ("The minister said that trade had grown.", "grown", ["trade"]),
    ("It was agreed to meet again.", "meet", ["It"]),
]


@pytest.mark.parametrize(("sentence", "verb", "expected"), SUBJECTS)
def test_subjects_are_found_over_coordination_and_control(sentence: str, verb: str, expected: list[str]) -> None:
    analysis = parse(sentence)
    assert texts(subjects_of(analysis, word(analysis, verb))) == expected


OBJECTS = [
    ("Doha hosted Hamas and Fatah.", "hosted", ["Hamas", "Fatah"]),
    ("The pact that Tonga signed has lapsed.", "signed", ["pact"]),
    ("The island it occupied is bare.", "occupied", ["island"]),
    ("The army slept.", "slept", []),
    ("The envoy who visited Juba has left.", "visited", ["Juba"]),
]


@pytest.mark.parametrize(("sentence", "verb", "expected"), OBJECTS)
def test_objects_are_found_over_coordination_and_relatives(sentence: str, verb: str, expected: list[str]) -> None:
    analysis = parse(sentence)
    assert texts(objects_of(analysis, word(analysis, verb))) == expected


@pytest.mark.parametrize(
    ("sentence", "verb", "passive", "suffers", "agents"),
    [
        ("The boat was seized by Guinea.", "seized", True, True, ["Guinea"]),
        ("The text was drafted by Oslo and Bergen.", "drafted", True, True, ["Oslo", "Bergen"]),
        ("The talks held in Oslo failed.", "held", True, False, []),
        ("Guinea seized the boat.", "seized", False, False, []),
    ],
)
def test_passives_turn_their_roles_round(
    sentence: str, verb: str, passive: bool, suffers: bool, agents: list[str]
) -> None:
    analysis = parse(sentence)
    token = word(analysis, verb)
    assert is_passive(analysis, token) is passive
    assert has_passive_subject(analysis, token) is suffers
    assert texts(agent_of(analysis, token)) == agents


@pytest.mark.parametrize(
    ("sentence", "anchor", "prepositions", "expected"),
    [
        ("The king met with Mali and Niger in Dakar.", "met", ("with",), ["Mali", "Niger"]),
        ("Oslo spoke with Riga about fish.", "spoke", ("about",), ["fish"]),
        ("Oslo spoke with Riga about fish.", "spoke", ("about", "with"), ["Riga", "fish"]),
        ("The talks between Cyprus and Malta went on.", "talks", ("between",), ["Cyprus", "Malta"]),
        ("Oman worked together with Iran.", "worked", ("with",), ["Iran"]),
        ("The king slept.", "slept", ("with",), []),
    ],
)
def test_phrases_hang_on_by_their_preposition(
    sentence: str, anchor: str, prepositions: tuple[str, ...], expected: list[str]
) -> None:
    analysis = parse(sentence)
    assert texts(prepositional(analysis, word(analysis, anchor), *prepositions)) == expected


def test_conjuncts_run_to_the_right_only() -> None:
    analysis = parse("Chad, Niger and Mali signed.")
    assert texts(conjuncts(analysis, word(analysis, "Chad"))) == ["Chad", "Niger", "Mali"]
    assert texts(conjuncts(analysis, word(analysis, "Mali"))) == ["Mali"]


def test_modifiers_are_what_stands_before_a_noun() -> None:
    analysis = parse("The new Kenyan fishing pact lapsed.")
    assert set(texts(modifiers(analysis, word(analysis, "pact")))) == {"new", "Kenyan", "fishing"}


PHRASES = [
    ("The former foreign minister of Peru, who flew home, slept.", "minister", False, "The former foreign minister"),
    (
        "The former foreign minister of Peru, who flew home, slept.",
        "minister",
        True,
        "The former foreign minister of Peru",
    ),
    ("Malta and Cyprus slept.", "Malta", True, "Malta"),
]


@pytest.mark.parametrize(("sentence", "head", "whole", "expected"), PHRASES)
def test_a_phrase_ends_where_clauses_and_coordination_begin(
    sentence: str, head: str, whole: bool, expected: str
) -> None:
    analysis = parse(sentence)
    start, end = phrase_span(analysis, word(analysis, head), whole=whole)
    assert sentence[start:end] == expected


CLAUSES = [
    ("The king said that Tonga had signed the pact.", "signed", "Tonga had signed the pact"),
    ("The king flew home on Monday and Tonga signed the pact.", "flew", "The king flew home on Monday and"),
    ("On Monday Oslo urged Lima to free the crew.", "urged", "On Monday Oslo urged Lima to free the crew"),
]


@pytest.mark.parametrize(("sentence", "trigger", "expected"), CLAUSES)
def test_a_clause_leaves_other_finite_clauses_out(sentence: str, trigger: str, expected: str) -> None:
    analysis = parse(sentence)
    start, end = clause_span(analysis, word(analysis, trigger))
    assert sentence[start:end].removeprefix("that ") == expected


def test_the_clause_of_a_noun_is_that_of_its_verb() -> None:
    analysis = parse("They had held long talks in Oslo.")
    verb = clause_verb(analysis, word(analysis, "talks"))
    assert verb is not None
    assert verb.text == "held"
    assert clause_verb(parse("Peace at last!"), parse("Peace at last!").tokens[0]) is None
