"""One event of one document is one record; what differs in date, host, form or reality stays apart."""

import pytest

from dragoman.model.record import Event, Evidence
from tests.reading import read

MWANGI = "Kenyan President Grace Mwangi"
VAEA = "Tongan King Sione Vaea"


def events(text: str, **fields: object) -> list[Event]:
    return [record for record in read(text, **fields) if isinstance(record, Event)]


def mentions(event: Event) -> list[Evidence]:
    return [item for item in event.evidence if item.field == "record"]


def test_a_meeting_told_three_times_is_one_record_with_three_mentions() -> None:
    text = f"Mwangi and Vaea meet in Apia\n\n{MWANGI} met {VAEA} on Monday.\n\nThe meeting lasted two hours."
    (event,) = events(text)
    assert [item.quote for item in mentions(event)] == [
        "Mwangi and Vaea meet in Apia",
        f"{MWANGI} met {VAEA} on Monday",
        "The meeting lasted two hours",
    ]
    assert event.when.edtf == "2021-03-08"
    assert event.place is not None
    assert event.place.name == "Apia"


def test_what_later_mentions_add_is_kept() -> None:
    text = f"The leaders of Kenya and Tonga met in Apia. {MWANGI} and {VAEA} met on Monday."
    (event,) = events(text)
    assert {actor.person for actor in (*event.initiators, *event.targets)} == {"Grace Mwangi", "Sione Vaea"}
    assert event.when.edtf == "2021-03-08"


def test_a_meeting_in_which_things_were_discussed_is_one_contact() -> None:
    text = f"{MWANGI} met {VAEA} in Apia on Monday. During the talks, Mwangi and Vaea discussed fishing."
    assert [event.form for event in events(text)] == ["meeting"]


APART = [
    (
        "visit and meeting",
        f"{MWANGI} visited Tonga on Monday. She met King Sione Vaea of Tonga in Apia.",
        ["visit", "meeting"],
    ),
    (
        "two hosts",
        "Peruvian Foreign Minister Rosa Quispe met Chilean Foreign Minister Ana Rojas on Monday. "
        "Quispe met Bolivian Foreign Minister Juan Choque on Tuesday.",
        ["meeting", "meeting"],
    ),
    (
        "two hosts of one state",
        "Peruvian Foreign Minister Rosa Quispe met Chilean President Ana Rojas on Monday. "
        "Quispe also met Chilean Foreign Minister Juan Araya.",
        ["meeting", "meeting"],
    ),
    (
        "two dates",
        "Fiji and Tonga held talks on 3 March. Fiji and Tonga held talks on 9 March.",
        ["meeting", "meeting"],
    ),
    (
        "done and planned",
        "Fiji and Tonga held talks on Monday. Fiji and Tonga will hold talks in May.",
        ["meeting", "meeting"],
    ),
    ("done and denied", "Fiji met Tonga in Suva. Fiji did not meet Tonga in Apia.", ["meeting", "meeting"]),
    ("meeting and call", "Fiji’s king met Tonga’s king. Fiji’s king phoned Tonga’s king.", ["meeting", "call"]),
    ("two places", "Fiji and Tonga held talks in Suva. Fiji and Tonga held talks in London.", ["meeting", "meeting"]),
]


@pytest.mark.parametrize(("name", "text", "forms"), APART)
def test_different_occasions_stay_apart(name: str, text: str, forms: list[str]) -> None:
    assert [event.form for event in events(text)] == forms


def test_acts_of_other_types_inside_a_meeting_are_their_own_records() -> None:
    text = f"{MWANGI} met {VAEA} in Apia. Mwangi urged Tonga to open the port."
    assert [event.type for event in events(text)] == ["CONSULT", "REQUEST"]


def test_two_thanks_are_two_records() -> None:
    text = "Brazil thanked Argentina for its help. Brazil also thanked Argentina for its patience."
    assert [event.type for event in events(text)] == ["SUPPORT", "SUPPORT"]


def test_two_mentions_of_one_invasion_are_one_record() -> None:
    text = "Iraq invaded Kuwait in August 1990.\n\nIraq invaded Kuwait without warning."
    (event,) = events(text)
    assert len(mentions(event)) == 2


def test_a_meeting_that_only_is_pointed_to_is_no_record() -> None:
    assert events("The meeting lasted two hours, Fiji said.") == []


def test_a_joint_undertaking_is_an_agreement_and_a_pledge() -> None:
    found = read("Astana and Tashkent agreed to build a dam.")
    assert sorted(record.kind for record in found) == ["event", "pledge"]
    (event,) = [record for record in found if isinstance(record, Event)]
    assert (event.type, event.status, event.symmetric) == ("AGREE", "occurred", True)


def test_one_sides_promise_is_no_agreement() -> None:
    assert [record.kind for record in read("Vietnam pledged to send rice to Cuba.")] == ["pledge"]


def test_a_headlines_present_is_the_reports_past() -> None:
    assert [event.status for event in events("Ministers of Kenya and Uganda meet in Kisumu")] == ["occurred"]


def test_a_headlines_present_with_a_date_to_come_is_scheduled() -> None:
    assert [event.status for event in events("Kenya and Uganda meet in Kisumu next Friday.")] == ["scheduled"]


def test_a_plain_will_announces_a_contact() -> None:
    assert [event.status for event in events("Kenya and Uganda will meet in Kisumu.")] == ["scheduled"]
    assert [event.status for event in events("Kenya and Uganda plan to meet in Kisumu.")] == ["intended"]
