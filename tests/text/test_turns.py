"""Who has the floor in a transcript: labels in capitals anywhere, plain ones only where they can be nothing else."""

import pytest

from dragoman.text.turns import find_labels


def labels(text: str) -> list[str]:
    return [text[mask.start : mask.end] for mask in find_labels(text)]


def test_capitals_are_labels_after_a_sentence_too() -> None:
    text = "SECRETARY DOE: We met. QUESTION: When? SECRETARY DOE: On Monday."
    assert labels(text) == ["SECRETARY DOE:", "QUESTION:", "SECRETARY DOE:"]


def test_plain_labels_stand_at_the_start_of_a_line() -> None:
    text = (
        "Jane Doe (Northern Wire): Did you meet?\n\nMinister: We did.\n\nQ: When?\n\nA: On Monday.\nDr Ida Kos: Indeed."
    )
    assert labels(text) == ["Jane Doe (Northern Wire):", "Minister:", "Q:", "A:", "Dr Ida Kos:"]


@pytest.mark.parametrize(
    "text",
    [
        "Minister: one label alone is a heading.",
        "He told the Minister: we came. They told the President: we left.",
        "Source: Ministry\nPhoto Credit: Ministry\nTel: 12345",
    ],
)
def test_what_else_stands_before_a_colon_is_none(text: str) -> None:
    assert labels(text) == []
