"""Stances that the text tells of somebody without giving words."""

import pytest

from dragoman.frames.attitudes import find_attitudes
from dragoman.frames.attribution import find_speech
from tests.reading import parse, the_codebook

STANCES = [
    ("Oslo wants Lima to free the crew.", "Oslo", "Lima to free the crew"),
    ("The envoy called for a truce.", "envoy", "a truce"),
    ("Ghana opposes the dam.", "Ghana", "the dam"),
    ("The dam was condemned by Ghana.", "Ghana", "The dam"),
    ("The minister is confident that the bridge will open.", "minister", "that the bridge will open"),
    ("Togo voiced support for the plan.", "Togo", "the plan"),
    ("The talks appear to have failed.", None, "The talks appear to have failed"),
]


@pytest.mark.parametrize(("text", "holder", "content"), STANCES)
def test_a_stance_has_its_holder_and_its_words(text: str, holder: str | None, content: str) -> None:
    analysis = parse(text)
    lexicon = the_codebook().lexicon
    found = find_attitudes(analysis, lexicon, find_speech(analysis, lexicon))
    told = [
        (analysis.tokens[s.speaker[0]].text if s.speaker else None, text[s.content[0] : s.content[1]]) for s in found
    ]
    assert (holder, content) in told


@pytest.mark.parametrize("text", ["The bridge opened on Monday.", "“We want peace,” she said.", "It is raining."])
def test_what_is_no_stance_or_is_said_already_is_left_out(text: str) -> None:
    analysis = parse(text)
    lexicon = the_codebook().lexicon
    assert find_attitudes(analysis, lexicon, find_speech(analysis, lexicon)) == ()
