"""The parser behind our own types: offsets hold over whatever a text contains, and the tree is whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.analysis import Analysis
from dragoman.model.document import Mask
from tests.reading import the_analyser, write_document

UNSEEN = "\r\x00\u200b\u200e\u200f\u2060\ufeff\n"


def check_whole(text: str, analysis: Analysis) -> None:
    """Every promise that the types make about offsets, heads, children and sentences."""
    assert analysis.text == text
    for index, token in enumerate(analysis.tokens):
        assert token.index == index
        held = "".join(" " if character in UNSEEN else character for character in text[token.start : token.end])
        assert held == token.text
        assert token.index in analysis.tokens[token.head].children or token.head == token.index
        assert all(analysis.tokens[child].head == index for child in token.children)
        sentence = analysis.sentences[token.sentence]
        assert sentence.first <= index < sentence.last
        assert analysis.tokens[token.head].sentence == token.sentence
    assert [token.start for token in analysis.tokens] == sorted(token.start for token in analysis.tokens)
    for index, sentence in enumerate(analysis.sentences):
        assert sentence.index == index
        assert 0 <= sentence.start < sentence.end <= len(text)
    for name in analysis.names:
        assert 0 <= name.start < name.end <= len(text)


TEXTS = [
    "Kenya’s president visited Kampala on Monday.\n\nHe met “the king”.",
    "Fiji\r\nand Tonga\r\n\r\nsigned a pact.\r\n",
    "The\tenvoy\tleft\tDili .\t\tHe slept.",
    "The king\u200b of Tonga\u200e flew\ufeff home.",
    "A dove 🕊️ flew over 🇰🇪 Nairobi. 👩🏽‍⚖️ The judge left.",
    "The pact\x00was signed\x00.",
    "\ufeffSUVA (Reuters) — The king left.",
    "   \n \n  Leading space.  \n\n\n Trailing space.   ",
    "Ünïcödé: Đặng Thị, Þórður, नेपाल, 東京, عمّان.",
    "ALL CAPITALS. NO KING. 3.5% — $2bn; 1,000 t.",
    "…!?…—“”‘’«»",
    "",
    " ",
    "\n\n\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_and_the_tree_hold_over_odd_texts(text: str) -> None:
    check_whole(text, the_analyser().analyse(write_document(text)))


PIECES = st.sampled_from(
    ["The king", " met ", "Fiji", "’s envoy", ".", "\n", "\n\n", "\r\n", "\t", "  ", "\u200b", "\x00", "🕊️", "“", "”",
     '"', "said ", "é", "U.S. ", "—", "can't", "3.5%", "\u00a0", "\u2028", "\x0b", "\x0c", "\x85"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_offsets_and_the_tree_hold_over_any_text(text: str) -> None:
    check_whole(text, the_analyser().analyse(write_document(text)))


def test_masked_words_are_not_parsed() -> None:
    text = "The king left. Subscribe now. He slept."
    mask = Mask(text.index("Subscribe"), text.index(" He"), "promotion")
    analysis = the_analyser().analyse(write_document(text, masks=(mask,)))
    assert "Subscribe" not in {token.text for token in analysis.tokens}
    assert analysis.token_at(text.index("slept")) is not None


def test_paragraphs_are_counted_and_never_share_a_sentence() -> None:
    analysis = the_analyser().analyse(write_document("The king left\n\nThe queen stayed. She slept."))
    assert [sentence.paragraph for sentence in analysis.sentences] == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("The Prime Ministers met.", "Ministers", "minister"),
        ("The Embassies closed.", "Embassies", "embassy"),
        ("The envoys left.", "envoys", "envoy"),
        ("The United States left.", "States", "states"),
    ],
)
def test_lemmas_are_lower_case_and_singular(text: str, word: str, lemma: str) -> None:
    analysis = the_analyser().analyse(write_document(text))
    assert next(token.lemma for token in analysis.tokens if token.text == word) == lemma


def test_a_document_is_parsed_alike_each_time() -> None:
    document = write_document("Kenya’s president visited Kampala. He met the king.")
    assert the_analyser().analyse(document) == the_analyser().analyse(document)
