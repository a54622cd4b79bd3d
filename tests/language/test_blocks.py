"""What is parsed together: paragraphs, headings, wrapped lines; what is blanked keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.blocks import find_blocks, make_readable
from dragoman.model.document import Dateline, Mask
from tests.reading import write_document

WRAPPED = (
    "The foreign ministers of the two island states met on\n"
    "Monday to settle the fishing dispute that had soured\n"
    "relations since the spring.\n"
)


def blocks_of(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in find_blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("One line.", ["One line."]),
        ("First.\n\nSecond.", ["First.", "Second."]),
        ("First.\n   \nSecond.\n\n\n\nThird.", ["First.", "Second.", "Third."]),
        (WRAPPED, [WRAPPED.strip()]),
        ("Kings meet in Apia\nThe kings met on Monday.", ["Kings meet in Apia", "The kings met on Monday."]),
        ("The pact was signed.\nIt lapsed.", ["The pact was signed.", "It lapsed."]),
        ("The pact was signed\nin Apia on Monday.", ["The pact was signed\nin Apia on Monday."]),
        ("First.\r\n\r\nSecond.", ["First.", "Second."]),
    ],
)
def test_paragraphs_headings_and_wrapped_lines_are_told_apart(text: str, expected: list[str]) -> None:
    assert blocks_of(text) == expected


def test_a_paragraph_too_long_to_parse_is_cut_at_a_full_stop() -> None:
    text = "The king flew to Apia. " * 2000
    pieces = [text[start:end] for start, end in find_blocks(text)]
    assert len(pieces) > 1
    assert all(len(piece) <= 20_000 for piece in pieces)
    assert all(piece.rstrip().endswith(".") for piece in pieces)
    assert "".join(pieces) == text


def test_a_dump_without_a_full_stop_is_cut_all_the_same() -> None:
    assert max(end - start for start, end in find_blocks("x" * 50_000)) <= 20_000


def test_masks_and_the_dateline_are_blanked_in_place() -> None:
    text = "SUVA, Aug 3 — The king left.\nSubscribe\nnow!\nHe met Fiji."
    mask = Mask(text.index("Subscribe"), text.index("now!") + 4, "promotion")
    document = write_document(text, masks=(mask,), dateline=Dateline(0, 13, "SUVA", "XXXX-08-03"))
    readable = make_readable(document)
    assert readable == " " * 13 + " The king left.\n" + " " * 9 + "\n" + " " * 4 + "\nHe met Fiji."


def test_overlapping_masks_blank_each_character_once() -> None:
    document = write_document("abcdefgh", masks=(Mask(1, 5, "a"), Mask(3, 4, "b"), Mask(4, 7, "c")))
    assert make_readable(document) == "a      h"


@pytest.mark.parametrize("mark", ["\r", "\x00", "\u200b", "\ufeff", "\u200e"])
def test_characters_that_nobody_sees_become_spaces(mark: str) -> None:
    assert make_readable(write_document(f"Fiji{mark}left.")) == "Fiji left."


TEXTS = st.text(alphabet=st.sampled_from("aZ .,\n\r\t\x00\u200b“”é🕊"), max_size=300)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)), max_size=4))
def test_a_readable_text_is_as_long_as_the_document(text: str, spans: list[tuple[int, int]]) -> None:
    masks = tuple(Mask(start, min(start + size, len(text)), "x") for start, size in spans if start < len(text))
    readable = make_readable(write_document(text, masks=masks))
    assert len(readable) == len(text)
    assert [i for i, c in enumerate(readable) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert all(readable[m.start : m.end].strip() == "" for m in masks)


@given(TEXTS)
def test_blocks_hold_every_word_once_and_in_order(text: str) -> None:
    position = 0
    for start, end in find_blocks(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()
