"""Records and what they rest on: words for every field, ids that stay, dates lent by an occasion, nothing twice."""

from typing import TypeVar

import pytest

from dragoman.model.document import Mask
from dragoman.model.ids import make_record_id
from dragoman.model.record import Event, Pledge, Quote, Record, Tie
from dragoman.pipeline import read_document
from tests.reading import read, the_analyser, the_codebook, write_document

MEETING = (
    "Peruvian Foreign Minister Rosa Quispe met Chilean Foreign Minister Ana Rojas on 3 March 2021. "
    "Rojas urged Peru to open the port. Quispe promised Chile to send a ship. “Peru wants peace,” Quispe said."
)


_R = TypeVar("_R", bound=Record)


def only(found: tuple[Record, ...], kind: type[_R]) -> _R:
    (record,) = [record for record in found if isinstance(record, kind)]
    return record


def quotes_of(record: Record, field: str) -> list[str]:
    return [item.quote for item in record.evidence if item.field == field]


def test_every_field_has_the_words_it_rests_on() -> None:
    event = only(read("On Tuesday Fiji and Tonga held talks in Suva."), Event)
    assert quotes_of(event, "record") == ["On Tuesday Fiji and Tonga held talks in Suva"]
    assert quotes_of(event, "cue") == ["talks"]
    assert quotes_of(event, "when") == ["On Tuesday"]
    assert quotes_of(event, "place") == ["Suva"]
    assert quotes_of(event, "initiators") == ["Fiji", "Tonga"]
    assert quotes_of(event, "status") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kenya and Uganda will meet in Kisumu.", "will"),
        ("Kenya and Uganda hope to meet in Kisumu.", "hope"),
        ("Kenya and Uganda did not meet in Kisumu.", "not"),
        ("Kenya and Uganda may meet in Kisumu.", "may"),
        ("Talks between Kenya and Uganda were called off.", "called"),
    ],
)
def test_the_word_that_decides_the_status_is_kept(text: str, word: str) -> None:
    assert quotes_of(only(read(text), Event), "status") == [word]


DATES = [
    ("Fiji met Tonga on 3 March 2021.", "2021-03-03", "stated"),
    ("Fiji met Tonga on Tuesday.", "2021-03-09", "weekday before publication 2021-03-12"),
    ("Fiji will meet Tonga on Tuesday.", "2021-03-16", "weekday after publication 2021-03-12"),
    ("Fiji met Tonga.", None, "not stated"),
]


@pytest.mark.parametrize(("text", "edtf", "basis"), DATES)
def test_an_event_is_dated_by_its_own_words_or_not_at_all(text: str, edtf: str | None, basis: str) -> None:
    when = only(read(text), Event).when
    assert (when.edtf, when.basis) == (edtf, basis)


def test_without_a_publication_date_a_weekday_stays_open() -> None:
    when = only(read("Fiji met Tonga on Tuesday.", published=None), Event).when
    assert when.edtf is None
    assert when.basis == "no publication date"


def test_what_is_said_in_a_dated_meeting_has_its_date_as_occasion() -> None:
    found = read(MEETING)
    request = next(r for r in found if isinstance(r, Event) and r.type == "REQUEST")
    for record in (request, only(found, Pledge), only(found, Quote)):
        assert (record.when.edtf, record.when.basis) == ("2021-03-03", "occasion")


@pytest.mark.parametrize(
    "text",
    [
        "Fiji and Tonga met in 2019. Fiji urged Tonga to open the port.",  # a year is no occasion
        "Fiji and Tonga will meet on 20 March. Fiji urged Tonga to open the port.",  # not yet held
        "Fiji and Tonga met on 3 March. Peru urged Chile to open the port.",  # others spoke
    ],
)
def test_an_occasion_dates_only_what_was_said_in_it(text: str) -> None:
    request = next(r for r in read(text) if isinstance(r, Event) and r.type == "REQUEST")
    assert request.when.edtf is None


@pytest.mark.parametrize(("published", "when"), [("2021-03-05", "2021-03-03"), ("2022-09-01", None)])
def test_plans_that_an_author_tells_are_not_of_a_meeting_long_ago(published: str, when: str | None) -> None:
    text = "Fiji and Tonga met in Suva on 3 March 2021. Fiji plans to raise the port with Tonga."
    assert only(read(text, published=published), Pledge).when.edtf == when


def test_ids_are_those_of_document_version_kind_and_place() -> None:
    for record in read(MEETING, id="a", version="1"):
        span = record.span
        candidates = {make_record_id("a", "1", record.kind, span.start, span.end, n) for n in range(5)}
        assert record.id in candidates


def test_ids_are_unique_and_change_with_the_document() -> None:
    first = [record.id for record in read(MEETING, id="a")]
    assert len(first) == len(set(first)) > 5
    assert [record.id for record in read(MEETING, id="a")] == first
    assert not set(first) & {record.id for record in read(MEETING, id="b")}
    assert not set(first) & {record.id for record in read(MEETING, id="a", version="2")}


def test_reading_afresh_gives_the_same_records_in_the_same_order() -> None:
    document = write_document(MEETING)
    once, twice = (read_document(document, the_codebook(), the_analyser()) for _ in range(2))
    assert once == twice
    assert list(once) == sorted(once, key=lambda r: (r.span.start, r.span.end, r.kind))


def test_an_office_is_one_tie_however_often_it_is_named() -> None:
    text = "Kenyan President Grace Mwangi left. Kenyan President Grace Mwangi slept. Mwangi will return."
    assert len([record for record in read(text) if isinstance(record, Tie)]) == 1


def test_a_label_named_twice_is_one_tie_with_two_mentions() -> None:
    text = "France and Greece have a strategic partnership. France and Greece value their strategic partnership."
    tie = only(read(text), Tie)
    assert len(quotes_of(tie, "record")) == 2


def test_no_two_records_say_the_same_on_the_same_words() -> None:
    seen = set()
    for record in read(MEETING):
        words = tuple((item.start, item.end, item.field) for item in record.evidence)
        assert (record.kind, words) not in seen
        seen.add((record.kind, words))


def test_the_state_of_a_tie_to_an_office_is_in_its_object() -> None:
    tie = only(read("Elena Farrugia, Malta’s foreign minister, slept."), Tie)
    assert tie.object == "foreign minister of Malta"
    assert tie.when.edtf is None


def test_masked_words_make_no_records() -> None:
    text = "Fiji met Tonga. Read more: Peru met Chile."
    mask = Mask(text.index("Read"), len(text), "link")
    (event,) = [r for r in read(text, masks=(mask,)) if isinstance(r, Event)]
    assert event.initiators[0].state == "FJI"


@pytest.mark.parametrize(("type", "text"), [("ASSAULT", "Iraq invaded Kuwait."), ("AID", "Oslo sent aid to Mali.")])
def test_the_score_is_the_types_from_the_table(type: str, text: str) -> None:
    event = only(read(text), Event)
    assert event.type == type
    assert event.score == the_codebook().score(type, event.mode)
    assert (event.score < 0) == (type == "ASSAULT")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Minister Haugland of Norway pledged that Norway would finance the Likoni ferry.", 1),
        ("Norway pledged to finance the Likoni ferry. Norway will also train twelve harbour pilots.", 2),
    ],
)
def test_what_somebody_pledges_that_his_state_would_do_is_one_undertaking(text: str, number: int) -> None:
    assert len([record for record in read(text) if isinstance(record, Pledge)]) == number
