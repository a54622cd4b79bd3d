"""Where a search's words stand closest, marked."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.store.search import read_words
from dragoman.store.snippet import make_snippet
from tests.store.making import any_text


def snip(words: str, *texts: str | None) -> str:
    parts, is_prefix = read_words(words)
    return make_snippet(texts, parts, is_prefix)


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("rice quota", "A quota for rice.", "A «quota» for «rice»."),
        ("ri", "Rice and rivers, not price.", "«Rice» and «rivers», not price."),
        ("ri ", "Rice and ri.", "Rice and «ri»."),
        ("cote ivoire", "In Côte d’Ivoire.", "In «Côte» d’«Ivoire»."),
        ("CÔTE", "in cote", "in «cote»"),
        ('"port of spain"', "The port of Spain", "The «port» «of» «Spain»"),
        ("u.s. envoy", "The U.S. envoy", "The «U».«S». «envoy»"),
        ("zinc", "Nothing of it.", "Nothing of it."),
        ("İzmir", "From İzmir\n\n to  Patras", "From «İzmir» to Patras"),
        ("a", "\x00a\ud800b", "\ufffd«a»\ufffdb"),
    ],
)
def test_words_are_marked(words: str, text: str, expected: str) -> None:
    assert snip(words, text) == expected


def test_the_window_with_most_words_is_shown() -> None:
    filler = "and so the talks went on " * 40
    text = f"Rice. {filler} The quota for rice was raised in Hanoi. {filler} Quota."
    found = snip("rice quota", text)
    assert "The «quota» for «rice» was raised" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) < 250


def test_the_text_with_most_words_is_shown_and_of_equals_the_first() -> None:
    assert snip("rice quota", "Rice rose.", None, "The rice quota") == "The «rice» «quota»"
    assert snip("rice", "Rice rose.", "The rice quota") == "«Rice» rose."


def test_a_long_text_of_nothing_but_hits_takes_no_time() -> None:
    start = time.perf_counter()
    assert "«rice»" in snip("rice quota", "rice quota " * 500_000)
    assert "«zinc»" in snip("zinc", "rice " * 500_000 + "zinc")
    assert time.perf_counter() - start < 5


@given(words=any_text, texts=st.lists(st.none() | any_text, max_size=3))
def test_any_text_gives_a_snippet_that_can_be_printed(words: str, texts: list[str | None]) -> None:
    found = snip(words, *texts)
    found.encode()
    if not any(texts):
        assert found == ""


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=12))
def test_a_word_is_found_in_itself(word: str) -> None:
    assert snip(word, word) in (f"«{word}»", word)
    if word.isascii():
        assert snip(word, word) == f"«{word}»"
