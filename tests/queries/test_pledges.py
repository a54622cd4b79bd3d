"""Undertakings in plain English: firmness, grammar of the words, parties and terms."""

import pytest

from dragoman.model.record import Pledge
from dragoman.queries.subject import make_state_namer
from dragoman.queries.wording.pledges import say_pledge
from tests.fakes import FakeNames, make_document, write

NAMER = make_state_namer(FakeNames())


def say(words: str, content: str, strength: str, **fields: object) -> str:
    document = make_document("x.txt", words)
    given = {"pledgers": "NOR", "content": content, "strength": strength, **fields}
    pledge = write("pledge", document, words, "2020", **given)
    assert isinstance(pledge, Pledge)
    return say_pledge(pledge, NAMER).removesuffix(", said in 2020")


@pytest.mark.parametrize(
    ("strength", "words"),
    [
        ("agreed", "Norway agreed to “build a port”"),
        ("pledged", "Norway pledged to “build a port”"),
        ("intends", "Norway intends to “build a port”"),
        ("willing", "Norway is willing to “build a port”"),
    ],
)
def test_firmness_chooses_the_verb(strength: str, words: str) -> None:
    assert say("Norway is ready to build a port", "build a port", strength) == words


@pytest.mark.parametrize(
    ("content", "strength", "words"),
    [
        ("building a port", "pledged", "Norway is committed to “building a port”"),
        ("quickly building a port", "agreed", "Norway agreed on “quickly building a port”"),
        ("a loan of 5 million euros", "willing", "Norway offers “a loan of 5 million euros”"),
        ("its full support", "pledged", "Norway pledged “its full support”"),
        ("the port would be built", "pledged", "Norway gave assurances that “the port would be built”"),
        ("bring a pilot", "intends", "Norway intends to “bring a pilot”"),
        ("to build a port", "intends", "Norway intends to “build a port”"),
    ],
)
def test_the_grammar_of_the_words_decides_what_they_follow(content: str, strength: str, words: str) -> None:
    assert say(f"Norway: {content}", content, strength) == words


def test_a_word_before_the_content_tells_an_infinitive() -> None:
    assert say("Norway promised to further peace", "further peace", "pledged") == "Norway pledged to “further peace”"
    assert say("its commitment to the port", "the port", "pledged") == "Norway is committed to “the port”"
    assert say("Norway spoke of further talks", "further talks", "pledged") == "Norway pledged “further talks”"


def test_what_is_hoped_is_not_promised() -> None:
    assert say("Norway: importing tea", "importing tea", "willing", status="hoped") == (
        "Norway looks forward to “importing tea”"
    )
    assert say("Norway hopes to buy tea", "buy tea", "willing", status="hoped") == "Norway hopes to “buy tea”"


def test_what_is_denied_is_said_to_be() -> None:
    assert say("Norway will not buy tea", "buy tea", "intends", status="denied") == (
        "it is denied or ruled out that Norway will “buy tea”"
    )


def test_several_share_a_plural_verb_and_whom_they_agree_with() -> None:
    both = ["NOR", "KEN"]
    assert say("They want to fish", "fish", "intends", pledgers=both) == "Norway and Kenya intend to “fish”"
    assert say("They agreed to fish", "fish", "agreed", beneficiaries="ETH") == "Norway agreed with Ethiopia to “fish”"


def test_parties_and_conditions_that_the_words_hold_are_not_told_twice() -> None:
    assert say("will pay Kenya if it asks", "pay Kenya if it asks", "pledged", beneficiaries="KEN",
               condition="if it asks") == "Norway pledged to “pay Kenya if it asks”"  # fmt: skip
    assert say("Once signed, it will pay", "pay", "pledged", beneficiaries="KEN", condition="Once signed") == (
        "Norway pledged to “pay”, towards Kenya, “Once signed”"
    )
