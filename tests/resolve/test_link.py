"""What words stand for: names, sides, pronouns; and that nothing is guessed where nothing is said."""

import pytest

from tests.reading import make_linker, word, wrong


def link(text: str, name: str, nth: int = 0, **fields: object) -> list[tuple[str | None, str | None]]:
    """(state or id, person) of every actor that the nth token with this text stands for."""
    linker = make_linker(text, **fields)
    return [(actor.state or actor.id, actor.person) for actor in linker.link(word(linker.analysis, name, nth=nth))]


def keys(text: str, name: str, nth: int = 0, **fields: object) -> list[str | None]:
    return [key for key, _ in link(text, name, nth, **fields)]


NAMES = [
    ("Tonga signed the pact.", "Tonga", ["TON"]),
    ("Moscow recalled its envoy.", "Moscow", ["RUS"]),
    ("The Kremlin recalled its envoy.", "Kremlin", ["RUS"]),
    ("The ministers met in Moscow.", "Moscow", []),
    ("The African Union sent monitors.", "Union", ["org:au"]),
    ("The Kenyan delegation left.", "delegation", ["KEN"]),
    ("The government of Peru fell.", "government", ["PER"]),
    ("Peru’s navy sailed.", "navy", ["PER"]),
    ("Officials from Chad and Niger met.", "Officials", ["TCD", "NER"]),
    ("The Indian and Nepali ambassadors met.", "ambassadors", ["IND", "NPL"]),
    ("The prime minister of Tonga slept.", "minister", ["TON"]),
    ("The NATO secretary general slept.", "general", ["org:nato"]),
    ("The dog slept.", "dog", []),
    ("The river flooded.", "river", []),
]


@pytest.mark.parametrize(("text", "name", "expected"), NAMES)
def test_names_and_descriptions_stand_for_their_actors(text: str, name: str, expected: list[str]) -> None:
    assert keys(text, name) == expected


PAIRS = [
    ("Chad and Niger met. The two sides signed a pact.", "sides", ["TCD", "NER"]),
    ("Chad and Niger met. Both countries signed a pact.", "countries", ["TCD", "NER"]),
    ("Chad met Niger in Rome. The two countries signed a pact.", "countries", ["TCD", "NER"]),
    ("The envoys of Fiji and Tonga met. The two nations are old friends.", "nations", ["FJI", "TON"]),
    ("Fiji wrote to Tonga, and the two governments made peace.", "governments", ["FJI", "TON"]),
    ("The UN brought Chad and Niger together. The two sides signed.", "sides", ["TCD", "NER"]),
]


@pytest.mark.parametrize(("text", "name", "expected"), PAIRS)
def test_the_two_sides_are_the_two_that_were_named(text: str, name: str, expected: list[str]) -> None:
    assert keys(text, name) == expected


def test_two_leaders_are_persons() -> None:
    text = "Kenyan President Grace Mwangi met Tongan King Sione Vaea in Apia. The two leaders signed a pact."
    assert link(text, "leaders") == [("KEN", "Grace Mwangi"), ("TON", "Sione Vaea")]


PRONOUNS = [
    ("Kenyan President Grace Mwangi left. She slept.", "She", [("KEN", "Grace Mwangi")]),
    (
        "Kenyan President Grace Mwangi met Fijian envoy Josefa Naulu. She thanked him.",
        "She",
        [("KEN", "Grace Mwangi")],
    ),
    wrong(
        "an office without a name leaves nobody for a pronoun to lead back to",
        "Peru’s president flew to Lima. He slept.",
        "He",
        [("PER", None)],
    ),
    ("Fiji signed the pact. It then left the bloc.", "It", [("FJI", None)]),
    ("Chad and Niger met. They signed a pact.", "They", [("TCD", None), ("NER", None)]),
    ("The African Union met. It sent monitors.", "It", [("org:au", None)]),
    (
        "During her visit to Suva, Kenyan President Grace Mwangi met the press.",
        "her",
        [("KEN", "Grace Mwangi")],
    ),
    ("The Kenyan minister, who met Fiji’s envoy, left.", "who", [("KEN", None)]),
    ("Kenyan President Grace Mwangi said: “We will send rice to Fiji.”", "We", [("KEN", None)]),
]


@pytest.mark.parametrize(("text", "name", "expected"), PRONOUNS)
def test_pronouns_lead_back_to_whom_they_mean(
    text: str, name: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert link(text, name) == expected


COUNTRY = [
    ("Kenyan President Grace Mwangi flew to Tonga. The country is small.", "country", ["TON"]),
    ("Fiji has asked Tonga to help the country.", "country", ["TON"]),
]


@pytest.mark.parametrize(("text", "name", "expected"), COUNTRY)
def test_the_country_is_the_one_last_named(text: str, name: str, expected: list[str]) -> None:
    assert keys(text, name) == expected


def test_we_in_a_ministrys_release_is_its_state() -> None:
    text = "We welcome the release of the crew by Guinea."
    assert keys(text, "We", publisher="Ministry of Foreign Affairs of Japan", genre="readout") == ["JPN"]


def test_we_in_a_joint_statement_are_those_who_declare() -> None:
    text = "The leaders of Fiji and Tonga met in Suva. We will protect the reef."
    assert keys(text, "We", genre="joint-statement") == ["FJI", "TON"]


def test_we_in_an_essay_is_nobody() -> None:
    assert link("Fiji and Tonga met. We should be glad.", "We", genre="opinion") == []


COUNTERPARTS = [
    (
        "Peru’s Foreign Minister Rosa Quispe met her Chilean counterpart in Arica.",
        "counterpart",
        ("CHL", None, "Foreign Minister"),
    ),
    (
        "Peru’s Foreign Minister Rosa Quispe met her Chilean counterpart, Ana Rojas, in Arica.",
        "counterpart",
        ("CHL", "Ana Rojas", "Foreign Minister"),
    ),
]


@pytest.mark.parametrize(("text", "name", "expected"), COUNTERPARTS)
def test_a_counterpart_has_the_same_office_for_another_state(
    text: str, name: str, expected: tuple[str, str | None, str]
) -> None:
    linker = make_linker(text)
    actors = linker.link(word(linker.analysis, name))
    assert [(a.state, a.person, a.office) for a in actors] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        ("Oman said that it had offered to mediate."),
        "Oman said that it was ready to mediate.",
    ],
)
def test_a_state_that_is_ready_is_meant_by_it(text: str) -> None:
    assert keys(text, "it") == ["OMN"]


def test_an_office_leads_back_to_who_holds_it() -> None:
    text = "Kenyan President Grace Mwangi landed in Suva. The President then met the press."
    assert link(text, "President", 1) == [("KEN", "Grace Mwangi")]


def test_an_office_of_another_state_is_not_the_known_holders() -> None:
    text = "Kenyan President Grace Mwangi landed in Suva. The Fijian president met the press."
    assert link(text, "president") == [("FJI", None)]


UNTOLD = [
    ("She slept in the garden.", "She"),
    ("They signed a pact.", "They"),
    ("The two sides signed a pact.", "sides"),
    ("It rained in Suva.", "It"),
    ("The minister slept.", "minister"),
    ("Experts doubt it.", "Experts"),
]


@pytest.mark.parametrize(("text", "name"), UNTOLD)
def test_where_nobody_was_named_nobody_is_meant(text: str, name: str) -> None:
    assert link(text, name) == []


FAR = [
    ("Chad and Niger met.\n\n" + "\n\n".join(["Rain fell on the hills."] * 9) + "\n\nThey signed a pact.", "They"),
    ("Kenyan President Grace Mwangi left.\n\n" + "\n\n".join(["Rain fell."] * 9) + "\n\nShe slept.", "She"),
    ("Fiji signed.\n\n" + "\n\n".join(["Rain fell on the hills."] * 9) + "\n\nThe country slept.", "country"),
]


@pytest.mark.parametrize(("text", "name"), FAR)
def test_a_reference_does_not_reach_back_many_paragraphs(text: str, name: str) -> None:
    assert link(text, name) == []


def test_each_head_of_several_is_linked_once_and_in_order() -> None:
    linker = make_linker("Niger, Chad and Niger met.")
    heads = tuple(word(linker.analysis, "Niger", nth=n).index for n in (0, 1))
    assert [a.state for a in linker.link_all((*heads, word(linker.analysis, "Chad").index))] == ["NER", "TCD"]
