"""Who speaks and when: holders of the floor, speakers told of before, the date that sayings in a row share."""

import pytest

from dragoman.model.record import Event, Pledge, Quote, Record
from dragoman.resolve.floor import find_holder
from tests.reading import read, the_codebook, write_document


def quotes(text: str, **fields: object) -> list[Quote]:
    return [record for record in read(text, **fields) if isinstance(record, Quote)]


def speakers(text: str, **fields: object) -> list[str | None]:
    return [q.speaker.person or q.speaker.name if q.speaker is not None else None for q in quotes(text, **fields)]


def days(records: list[Record] | list[Quote]) -> list[str | None]:
    return [record.when.edtf for record in records]


LABELS = [
    (
        "SECRETARY DOE",
        "Secretary Jane P. Doe And Tongan Foreign Minister Sione Fifita Before Their Meeting",
        "Jane P. Doe, Secretary of State\n\nTreaty Room\n\nSECRETARY DOE: Welcome.",
        ("Jane P. Doe", "Secretary of State", "USA"),
    ),
    (
        "FOREIGN MINISTER FIFITA",
        "Secretary Jane P. Doe And Tongan Foreign Minister Sione Fifita Before Their Meeting",
        "FOREIGN MINISTER FIFITA: Thank you.",
        ("Sione Fifita", "Foreign Minister", "TON"),
    ),
    ("MINISTER ROE", "On the Reef", "MINISTER ROE: Thank you.", ("Roe", "Minister", None)),
]


@pytest.mark.parametrize(("label", "title", "text", "expected"), LABELS)
def test_a_label_is_told_by_title_and_byline(
    label: str, title: str, text: str, expected: tuple[str, str, str | None]
) -> None:
    document = write_document(text, title=title, publisher="U.S. Department of State")
    found = find_holder(label, document, the_codebook())
    assert found is not None
    assert (found.name, found.office, found.state) == expected


@pytest.mark.parametrize("label", ["QUESTION", "A", "MINISTER", "Kim Roe (Lantern)"])
def test_a_label_without_office_or_name_is_nobody(label: str) -> None:
    document = write_document("QUESTION: Why?", title="On the Reef")
    assert find_holder(label, document, the_codebook()) is None


def test_what_is_said_in_a_row_is_of_one_day() -> None:
    text = "Tongan Foreign Minister Sione Fifita said on Monday that the reef was shut. “It is a pity,” Fifita said."
    assert days(quotes(text)) == ["2021-03-08", "2021-03-08"]


ANOTHER_DAY = [
    ("had said", "Fifita had said that the reef was open again."),
    ("earlier", "Fifita earlier said that the reef was open again."),
    ("has warned", "Fifita has warned that it will not last."),
    ("in writing", "Fifita tweeted that the reef was open again."),
    ("somebody else", "Fijian envoy Mere Vula said that the reef was open again."),
]


@pytest.mark.parametrize(("why", "second"), ANOTHER_DAY)
def test_what_is_said_at_another_time_keeps_no_date(why: str, second: str) -> None:
    first = "Tongan Foreign Minister Sione Fifita said on Monday that the reef was shut. "
    assert days(quotes(first + second)) == ["2021-03-08", None]


def test_an_undertaking_is_of_the_day_on_which_its_party_voices_it() -> None:
    text = "“Tonga will send rice to Fiji,” Tongan Foreign Minister Sione Fifita said on Monday."
    assert [p.when.edtf for p in read(text) if isinstance(p, Pledge)] == ["2021-03-08"]


TELLERS = [
    ("The Apia Lantern reported that Fiji had won. The paper said Samoa had lost.", ["Apia Lantern", "Apia Lantern"]),
    ("The Samoan Reef Council said Fiji had won. “Well done,” it added.", ["Samoan Reef Council"] * 2),
    (
        "Fijian spokesman Luis Vula said the king had left. “He is in Tonga,” said the spokesman.",
        ["Luis Vula", "Luis Vula"],
    ),
    ("The reef off Fiji was shut, some experts and traders said.", ["some experts and traders"]),
    ("Statements insisting that Fiji had won are false.", []),
]


@pytest.mark.parametrize(("text", "expected"), TELLERS)
def test_speakers_told_of_before_are_found_again(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


def test_two_who_speak_together_are_both_named_in_the_chain() -> None:
    text = (
        "Kenyan President Grace Mwangi met Tongan King Sione Vaea in Apia. "
        "Both Leaders underlined the importance of the reef for Fiji."
    )
    (found,) = quotes(text, genre="readout")
    assert [voice.name for voice in found.attribution] == ["Grace Mwangi and Sione Vaea"]


VOICED = [
    ("The Deputy Minister reiterated Norway’s support for Ukraine’s efforts to reach a ceasefire.", "2024-05-06"),
    ("Earlier Norway had condemned a raid by Chad.", None),
]


@pytest.mark.parametrize(("words", "day"), VOICED)
def test_an_act_of_words_is_of_the_day_of_the_talks(words: str, day: str | None) -> None:
    text = f"Norway’s Deputy Minister Wenche Sand spoke today with French Secretary General Luc Delatour. {words}"
    records = read(text, published="2024-05-06", genre="readout")
    acts = [record for record in records if isinstance(record, Event) and record.type in {"SUPPORT", "ACCUSE"}]
    assert [act.when.edtf for act in acts] == [day]
