"""What holds for every text, however odd: nothing raises, every record keeps the promises of its type."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model.document import Document
from dragoman.model.record import STATUSES, Record, from_json, to_json
from dragoman.model.when import is_edtf
from dragoman.pipeline import read_document
from tests.reading import the_analyser, the_codebook, write_document

SENTENCES = [
    "Kenyan President Grace Mwangi met Tongan King Sione Vaea in Apia on Monday.",
    "The two leaders agreed to build a harbour by 2030.",
    "“We will not leave the valley,” she said, “unless the rains fail.”",
    "Madrid urged Rabat to reopen the border at Ceuta, which has been shut since March 2020.",
    "It is hoped that the emir will visit Dushanbe soon.",
    "Trade between Kenya and Uganda reached $2.1 billion in 2020, up 12% from the previous year.",
    "According to the ministry, 12 soldiers were killed near the border with Chad.",
    "He did not say whether talks with Niger would resume.",
    "The sixth round of the China-Pakistan Strategic Dialogue was held in Islamabad.",
    "This year marks the 50th anniversary of diplomatic relations between Japan and Mongolia.",
    "Peru’s Foreign Minister Rosa Quispe and her Chilean counterpart, Ana Rojas, signed a treaty.",
    "China and Pakistan are all-weather strategic cooperative partners.",
    "Fiji, Tonga, Samoa and Vanuatu condemned the test; New Zealand did so too.",
    "If Seoul lifts the tariffs, Hanoi will buy Korean trains.",
    "The UN Security Council called on both sides to lay down their arms.",
    "Washington should lift the embargo on Cuba, Professor Ines Duarte of Lisbon University wrote.",
    "Hamas and Israel held indirect talks in Doha, Qatar’s prime minister told Al Jazeera on Thursday.",
    "India opposes the corridor because it runs through Kashmir.",
    "They thanked each other.",
    "Its neighbours, among them Ethiopia’s, Sudan’s and Eritrea’s, have yet to answer.",
    "On February 30 the ministers of Laos and Nepal met.",
    "In the 31st of April, 0000, Malta met Cyprus.",
    "Between 1999 and 1998, Norway gave Mali aid worth €-5 million.",
    "Chad pledged 1,000,000,000,000,000,000,000 dollars to Niger by the year 99999.",
]

TEXTS = [
    *SENTENCES,
    "",
    "Peru",
    "Peru.",
    "“Peru",
    "Peru’s",
    "of Peru and Chile and",
    "“““”””",
    '"Peru" "Chile" "',
    "``Peru met Chile'' said ``Chile",
    "Peru met Chile" * 3,
    "PERU AND CHILE SIGN TREATY IN LIMA",
    "peru and chile signed a treaty in lima",
    "Peru met Chile and met Chile and met Chile and met Chile.",
    "Peru\n\n\n\nmet\n\n\n\nChile",
    "Peru met\nChile on\nMonday, and it\nsaid so.",
    "Peru\tmet\tChile.\r\n\r\nIt said: “So?”\r\n",
    "Peru\u00a0met\u2009Chile\u3000on\u202fMonday.",
    "Peru\x00met\x00Chile.",
    "\ufeffPeru met Chile.",
    "P\u200beru met Ch\u200bile.",
    "🇵🇪 met 🇨🇱. Peru 🤝 Chile.",
    "Peru, Chile, Fiji, Tonga, Chad, Niger, Mali, Laos, Oman, Iran, Iraq, Cuba, Haiti, Kenya and Togo met.",
    "- Peru met Chile\n- Chile met Peru\n* Fiji\n1. Tonga\n2) Samoa",
    "| Peru | Chile |\n|---|---|\n| 12% | $3bn |",
    "<p>Peru met <b>Chile</b>.</p>",
    "# Peru met Chile\n\n**Fiji** [met](https://example.org) _Tonga_.",
    "LIMA, March 3 (AFP) — Peru met Chile.\n\nAFP",
    "Said Peru said Chile said Fiji said Tonga said it met it.",
    "He she it they we you who which that Peru.",
    "not not never no Peru did not not meet Chile",
    "Peru (the Republic of Peru (formerly: Peru)) met Chile [sic].",
    "Kenyan President Gra“ The two leaders agreed to build a harbour by 2030.…",
    "He said he said he said he said he said Peru met Chile.",
    "Peru’s Peru’s Peru’s minister of Peru’s Peru met Peru.",
    "The 1st 2nd 3rd 21st 999th anniversary of Peru.",
    "President President President of Peru President.",
    "Mr. Mrs. Dr. H.E. of Peru met Ms.",
    "Москва встретила Перу. Peru met 秘鲁 και το Περού.",
    "Peru met Chile" + "!" * 400,
    "Peru " + "very " * 400 + "met Chile.",
    "Peru met " + ", ".join(["Chile"] * 200) + ".",
    "(" * 200 + "Peru met Chile" + ")" * 200,
]


def check(document: Document) -> tuple[Record, ...]:
    """Read a document and hold each record to the contract."""
    records = read_document(document, the_codebook(), the_analyser())
    assert len({record.id for record in records}) == len(records)
    for record in records:
        assert record.document == document.id
        assert record.status in STATUSES
        assert record.when.edtf is None or is_edtf(record.when.edtf), record.when
        assert record.when.basis
        assert record.attribution
        assert 0 < record.confidence <= 1
        assert record.rules
        assert any(item.field == "record" for item in record.evidence)
        for item in record.evidence:
            item.check(document.text)
            assert document.text[item.start : item.end] == item.quote
            assert item.quote == item.quote.strip()
        assert from_json(json.loads(json.dumps(to_json(record)))) == record
    return records


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_read_and_its_records_keep_the_contract(text: str) -> None:
    check(write_document(text))


@pytest.mark.parametrize("genre", ["news", "opinion", "readout", "joint-statement", "speech", "other"])
@pytest.mark.parametrize("published", ["2021-03-12", "2021-03", "2021", None])
def test_every_genre_and_publication_date_is_read(genre: str, published: str | None) -> None:
    text = "\n\n".join(SENTENCES)
    records = check(write_document(text, genre=genre, published=published))
    assert len(records) > 10
    if published is None:
        assert all("publication 2" not in record.when.basis for record in records)


def test_the_same_text_gives_the_same_records_byte_for_byte() -> None:
    document = write_document("\n\n".join(SENTENCES))
    once, twice = (json.dumps([to_json(record) for record in check(document)]) for _ in range(2))
    assert once == twice


def test_a_text_of_five_thousand_words_is_read() -> None:
    text = "\n\n".join(" ".join(SENTENCES) for _ in range(19))
    assert len(text.split()) > 5_000
    assert check(write_document(text))


def test_one_sentence_without_end_is_read() -> None:
    check(write_document("Peru met Chile and " * 250 + "Fiji."))


@pytest.mark.parametrize(
    "text",
    [
        "Peru met " + ", ".join(["Chile"] * 300) + ".",
        "Peru met " + ", ".join(["Chile"] * 1500) + ".",
        "Peru met the minister " + "of the minister " * 300 + "of Chile.",
        "He said that " * 300 + "Peru met Chile.",
        "Peru" + "’s minister" * 300 + " met Chile.",
        "Peru met the king who " + "met the king who " * 300 + "met Chile.",
    ],
    ids=["list", "endless list", "of", "that", "possessors", "relatives"],
)
def test_words_that_hang_on_words_without_end_are_read(text: str) -> None:
    check(write_document(text))


@pytest.mark.parametrize("text", SENTENCES)
def test_capitals_are_read(text: str) -> None:
    check(write_document(text.upper()))
    check(write_document(text.lower()))


CUT = st.tuples(st.integers(0, 60), st.integers(20, 120))
SPACES = st.sampled_from([" ", "\n", "\n\n", "\t", "\r\n", "\u00a0", "  \n ", " — ", "", "\x00", "\u200b", "…"])
MARKS = st.sampled_from(["", "", "", "“", "”", '"', "''", "``", "(", "’s", ",", ":", ";", "-"])


@st.composite
def odd_texts(draw: st.DrawFn) -> str:
    """Sentences cut anywhere, joined by anything, with a mark that nothing closes."""
    parts = []
    for sentence in draw(st.lists(st.sampled_from(SENTENCES), max_size=6)):
        start, length = draw(CUT)
        whole = draw(st.booleans())
        parts.append(sentence if whole else sentence[start : start + length])
        parts.append(draw(MARKS))
        parts.append(draw(SPACES))
    return "".join(parts)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_texts(), st.sampled_from(["news", "opinion", "readout", "joint-statement"]))
def test_no_text_breaks_the_reader_or_the_contract(text: str, genre: str) -> None:
    check(write_document(text, genre=genre))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(SENTENCES).map(lambda order: " ".join(order[:8])))
def test_sentences_in_any_order_are_read(text: str) -> None:
    check(write_document(text))
