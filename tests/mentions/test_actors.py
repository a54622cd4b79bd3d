"""Mentions of a document: outside its masks, in order, without overlaps of one kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook import load_codebook
from dragoman.mentions.actors import find_actors
from dragoman.model.document import Document, Mask

CODEBOOK = load_codebook()


def make_document(text: str, *masks: tuple[int, int]) -> Document:
    return Document(
        id="d", version="1", text=text, masks=tuple(Mask(start, end, "boilerplate") for start, end in masks)
    )


def test_masked_text_names_nobody() -> None:
    text = "SOURCE: Peru Times\nChile thanked Japan."
    quotes = [mention.quote for mention in find_actors(make_document(text, (0, 18)), CODEBOOK)]
    assert quotes == ["Chile", "Japan"]


def test_mentions_come_in_order_and_kinds_may_overlap() -> None:
    mentions = find_actors(make_document("The Kenyan Foreign Minister raised Taiwan in Nairobi."), CODEBOOK)
    assert [(item.kind, item.quote) for item in mentions] == [
        ("demonym", "Kenyan"),
        ("office", "Foreign Minister"),
        ("issue", "Taiwan"),
        ("state", "Taiwan"),
        ("seat", "Nairobi"),
    ]


@given(
    st.lists(st.sampled_from(["South", "Sudan", "Congo", "Republic of the", "Guinea", "-", "Bissau", "UN", "Council"]))
)
def test_mentions_of_a_kind_never_overlap(words: list[str]) -> None:
    text = " ".join(words).replace(" - ", "-")
    mentions = find_actors(make_document(text), CODEBOOK)
    for left in mentions:
        assert text[left.start : left.end] == left.quote
        for right in mentions:
            if left is not right and left.kind == right.kind:
                assert left.end <= right.start or right.end <= left.start


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("US-backed Yemeni forces", ["YEM"]),
        ("a pro-Iranian militia", []),
        ("Kosovo Albanian leaders", ["XKX"]),
        ("a Vienna-based agency", []),
        ("the U.S.-led coalition", ["USA"]),
    ],
)
def test_a_state_that_only_tints_what_follows_is_not_named(text: str, keys: list[str]) -> None:
    document = make_document(text)
    assert [m.key for m in find_actors(document, CODEBOOK) if m.kind in {"state", "demonym", "seat"}] == keys
