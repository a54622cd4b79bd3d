"""In which sense a trigger is used."""

import pytest

from tests.reading import read

NO_DEEDS = [
    "Kenya's president attacked the Ugandan premier over tariffs.",
    "Iraqi and Kurdish troops fought side by side with Jordan's.",
    "Iraq flew a hundred pilgrims to Saudi Arabia.",
    "Turkey and Russia exchanged bellicose language.",
    "Ghana and Togo traded threats.",
    "Oslo has stepped up its verbal attacks on Minsk.",
    "Egypt discussed its war with Sudan.",
    "Norway condemned the murder of a Lebanese minister.",
    "Trade actions coordinated with Canada and Mexico took effect.",
]


@pytest.mark.parametrize("text", NO_DEEDS)
def test_other_senses_are_no_events(text: str) -> None:
    wrongly = {"ASSAULT", "CONSULT", "COOPERATE", "ACCUSE"}
    assert [r for r in read(text) if r.kind == "event" and r.type in wrongly and r.status == "occurred"] == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Ethiopian jets attacked an Eritrean convoy.", "ASSAULT"),
        ("Kenya's foreign minister flew to Kampala.", "CONSULT"),
        ("Kenya and Uganda exchanged views on the border.", "CONSULT"),
        ("Kenya discussed the border with Uganda.", "CONSULT"),
        ("Norway condemned Syria's abduction of a diplomat.", "ACCUSE"),
    ],
)
def test_the_sense_that_is_meant_is_an_event(text: str, type_: str) -> None:
    assert type_ in [r.type for r in read(text) if r.kind == "event"]


def test_the_items_of_a_list_share_the_subject_before_the_colon() -> None:
    text = "The ministers of Chad and Niger:\n- called on Libya to reopen the post;\n- agreed to set up a patrol."
    found = [(r.type, [a.state for a in (*r.initiators, *r.targets)]) for r in read(text) if r.kind == "event"]
    assert ("REQUEST", ["TCD", "NER", "LBY"]) in found
    assert ("AGREE", ["TCD", "NER"]) in found


def test_a_line_without_a_list_before_it_has_no_such_subject() -> None:
    assert [r for r in read("The ministers of Chad and Niger left.\n- called on Libya.") if r.kind == "event"] == []
