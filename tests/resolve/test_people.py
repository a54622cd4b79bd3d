"""Persons and the offices that a document gives them: whose they are is told by its words or left open."""

import pytest

from dragoman.model.claim import Person
from tests.reading import make_linker, wrong


def persons_of(text: str, **fields: object) -> tuple[Person, ...]:
    return make_linker(text, **fields).people.persons


def person(text: str, surname: str, **fields: object) -> Person:
    found = [p for p in persons_of(text, **fields) if p.name.split()[-1] == surname]
    assert len(found) == 1, [p.name for p in persons_of(text, **fields)]
    return found[0]


OFFICES = [
    # before the name, with the state as demonym, possessor, "of"
    ("Kenyan Foreign Minister Achieng Odhiambo left Oslo.", "Achieng Odhiambo", "Foreign Minister", "KEN"),
    ("Peru’s Defence Minister Rosa Quispe landed in Lima.", "Rosa Quispe", "Defence Minister", "PER"),
    ("The President of Malta, Elena Farrugia, slept.", "Elena Farrugia", "President", "MLT"),
    ("Prime Minister Tomasi Vaea of Tonga slept.", "Tomasi Vaea", "Prime Minister", "TON"),
    ("Fiji’s Prime Minister, Josefa Naulu, slept.", "Josefa Naulu", "Prime Minister", "FJI"),
    # after the name
    ("Ingrid Solheim, Norway’s foreign minister, slept.", "Ingrid Solheim", "foreign minister", "NOR"),
    wrong(
        "the parser takes the name for a place, and only names before an office are found without it",
        "Amadou Keita, the president of Mali, slept.",
        "Amadou Keita",
        "president",
        "MLI",
    ),
    ("Marie Keita, the president of Mali, slept.", "Marie Keita", "president", "MLI"),
    ("Pavel Dvorak, who is the Czech defence minister, slept.", "Pavel Dvorak", "defence minister", "CZE"),
    # titles, ranks, honorifics
    ("Jordanian Foreign Minister Mr. Sami Haddad slept.", "Sami Haddad", "Foreign Minister", "JOR"),
    ("Former Ghanaian President Kojo Mensah slept.", "Kojo Mensah", "former President", "GHA"),
    # particles, hyphens, diacritics, initials
    ("Brazilian Foreign Minister João da Costa slept.", "João da Costa", "Foreign Minister", "BRA"),
    ("Omani Foreign Minister Salim bin Said Al-Amri slept.", "Salim bin Said Al-Amri", "Foreign Minister", "OMN"),
    ("South Korean President Park Jun-ho slept.", "Park Jun-ho", "President", "KOR"),
    ("Irish Prime Minister Sean P. Nolan slept.", "Sean P. Nolan", "Prime Minister", "IRL"),
    # what the office is of, before the title
    ("Pentagon spokesman Tom Reed slept.", "Tom Reed", "Pentagon spokesman", "USA"),
    ("State Department spokeswoman Nora Bell slept.", "Nora Bell", "State Department spokeswoman", "USA"),
    ("The new Libyan army chief Ali Haddad slept.", "Ali Haddad", "army chief", "LBY"),
    ("California Governor Ann Lee slept in Quito.", "Ann Lee", "California Governor", "USA"),
    ("Head of the Norwegian UN mission Ole Berg slept.", "Ole Berg", "Head of the Norwegian UN mission", "NOR"),
    # in lines of capitals, and after other titles
    ("Malaysian Minister of Works Datuk Seri Ir. Dr. Lim Boon slept.", "Lim Boon", "Minister of Works", "MYS"),
    # posts
    ("Thailand’s Ambassador to Laos Niran Chaiyo slept.", "Niran Chaiyo", "Ambassador to Laos", "THA"),
]  # fmt: skip


NOT_PART_OF_THE_OFFICE = [
    ("On Tuesday spokesman Tom Reed slept.", "Reed", "spokesman"),
    ("In Paris spokesman Tom Reed slept.", "Reed", "spokesman"),
    ("Former Bell campaign chairman Peter Falk slept.", "Falk", "former Bell campaign chairman"),
    ("DNC chairman Peter Falk slept.", "Falk", "chairman"),
]


@pytest.mark.parametrize(("text", "surname", "office"), NOT_PART_OF_THE_OFFICE)
def test_days_places_and_past_words_are_no_part_of_an_office(text: str, surname: str, office: str) -> None:
    assert person(text, surname).office == office


NOBODY = [
    "Thank you for watching the President Silva Show.",
    "The Rojas Prize went to Kenya.",
    "REMARKS BY MINISTER FOR TRADE DR",
]


@pytest.mark.parametrize("text", NOBODY)
def test_shows_prizes_and_titles_are_no_persons(text: str) -> None:
    assert [p.name for p in persons_of(text) if p.office] == []


def test_an_office_of_a_body_is_not_given_to_the_state_that_the_text_is_about() -> None:
    text = "COP28 President Ahmed Khoury slept in Kenya. Kenya was warm. Crisis Group analyst Laura Stone liked Kenya."
    assert person(text, "Khoury").state is None
    assert person(text, "Stone").state is None


def test_a_line_of_capitals_is_told_as_elsewhere() -> None:
    found = person("KENYAN MINISTER FOR HOME AFFAIRS DR ANA ROJAS AT THE DINNER", "Rojas")
    assert (found.name, found.office, found.state) == ("Ana Rojas", "Minister for Home Affairs", "KEN")


def test_who_is_named_before_another_states_president_is_not_of_that_state() -> None:
    assert person("Prime Minister Ana Rojas and Kenyan President Daniel Moi slept.", "Rojas").state is None


def test_an_appointment_belongs_to_the_name_before_it() -> None:
    text = "It named Mr Juan Luna as the next Peruvian Ambassador to Tonga, Ms Ana Rojas as Ambassador to Malta."
    assert [p.office for p in persons_of(text) if p.name == "Ana Rojas"] != ["Ambassador to Tonga"]


def test_the_office_in_full_goes_before_a_shorter_one_named_first() -> None:
    text = "Assistant Secretary Lowe left. Assistant Secretary for European Affairs Karen Lowe slept."
    assert person(text, "Lowe").office == "Assistant Secretary for European Affairs"


@pytest.mark.parametrize(("text", "name", "office", "state"), OFFICES)
def test_a_name_has_the_office_and_the_state_that_stand_beside_it(
    text: str, name: str, office: str, state: str
) -> None:
    found = person(text, name.split()[-1])
    assert (found.name, found.office, found.state) == (name, office, state)
    assert found.is_official


ORGANISATIONS = [
    ("NATO Secretary General Lars Holm slept.", "org:nato"),
    ("UN Secretary-General Lars Holm slept.", "org:un"),
    wrong("the office swallows the organisation", "European Commission President Lars Holm slept.", "org:eu"),
    ("Lars Holm, the secretary general of NATO, slept.", "org:nato"),
    ("African Union Chairperson Lars Holm slept.", "org:au"),
]


@pytest.mark.parametrize(("text", "organisation"), ORGANISATIONS)
def test_an_office_of_an_organisation_is_its_and_no_states(text: str, organisation: str) -> None:
    found = person(text, "Holm")
    assert found.state is None
    assert found.organisation is not None
    assert found.organisation[0] == organisation


def test_a_counterpart_holds_the_office_of_the_other() -> None:
    text = "Pakistan’s Foreign Minister Asim Baloch met his Chinese counterpart Gao Lian in Multan."
    found = person(text, "Lian")
    assert (found.office, found.state, found.basis) == ("Foreign Minister", "CHN", "counterpart")


def test_offices_that_are_coordinated_are_of_one_state() -> None:
    text = "Kazakh President Daniyar Abenov and Foreign Minister Aliya Serik flew to Baku."
    found = person(text, "Serik")
    assert (found.office, found.state) == ("Foreign Minister", "KAZ")


UNKNOWN = [
    "Foreign Minister Bela Orsos said that the fishermen were free.",
    "The fishermen thanked Bela Orsos.",
    "President Bela Orsos will fly to Chad and Niger, and Mali and Peru will send planes.",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_home_that_no_word_gives_stays_open(text: str) -> None:
    assert person(text, "Orsos").state is None


def test_an_office_of_a_body_without_a_name_is_no_states() -> None:
    text = "Argentina won in Berlin. Argentina met Wolfgang Braun, vice-president of the organising committee, there."
    assert person(text, "Braun").state is None
    text = text.replace("organising committee", "republic")
    assert person(text, "Braun").state == "DEU"


def test_the_state_that_is_visited_is_not_the_visitors() -> None:
    assert person("President Bela Orsos visited Peru on Monday. Peru is dry. Peru is high.", "Orsos").state != "PER"


def test_whose_determination_somebody_voices_tells_their_home() -> None:
    text = "Foreign Minister Bela Orsos restated Uruguay’s commitment to the Antarctic treaty."
    assert person(text, "Orsos").state == "URY"


def test_a_ministrys_own_release_is_about_its_own_officials() -> None:
    text = "Deputy Minister Bela Orsos met envoys of Peru and Chile."
    assert person(text, "Orsos", publisher="Ministry of Foreign Affairs of Japan").state == "JPN"
    assert person(text, "Orsos").state is None


@pytest.mark.parametrize(
    "text",
    [
        wrong(
            "the only state of a text is taken for everybody’s",
            "Foreign Minister Bela Orsos thanked the people of Peru.",
        ),
        wrong(
            "the only state of a text is taken for everybody’s", "Foreign Minister Bela Orsos met the envoy of Peru."
        ),
    ],
)
def test_the_state_of_whom_somebody_meets_is_not_their_own(text: str) -> None:
    assert person(text, "Orsos").state != "PER"


def test_a_surname_later_in_the_text_is_the_same_person() -> None:
    text = "Kenyan President Grace Mwangi left. Later Mwangi met the press, and Ms. Mwangi smiled."
    found = person(text, "Mwangi")
    assert [text[start:end] for start, end in found.mentions] == ["Grace Mwangi", "Mwangi", "Mwangi"]


def test_two_of_one_surname_are_kept_apart() -> None:
    text = "Kenyan President Grace Mwangi met Tanzanian Prime Minister Joseph Mwangi in Paris."
    found = {p.name: p.state for p in persons_of(text)}
    assert found == {"Grace Mwangi": "KEN", "Joseph Mwangi": "TZA"}


def test_a_full_name_without_office_gains_the_one_given_later() -> None:
    text = "Grace Mwangi landed in Oslo. Kenyan President Grace Mwangi then met the press."
    found = person(text, "Mwangi")
    assert (found.office, found.state) == ("President", "KEN")


def test_a_middle_initial_makes_no_second_person() -> None:
    text = "Irish Prime Minister Sean P. Nolan left. Sean Nolan will return."
    assert len(persons_of(text)) == 1


NOBODY = [
    "The Foreign Ministry of Peru slept.",
    "The Suez Canal, Mount Kenya and the Black Sea are far away.",
    "In Abu Dhabi, the United Arab Emirates hosted Chad on Monday.",
    "Chinese officials met the African Union in Addis Ababa.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_ministries_places_and_bodies_are_no_persons(text: str) -> None:
    assert [p.name for p in persons_of(text)] == []


def test_scholars_have_an_occupation_and_are_no_officials() -> None:
    text = "Maria Lund, a researcher at the Baltic Institute, said the pact would last."
    found = person(text, "Lund")
    assert found.office == "researcher"
    assert not found.is_official
    assert found.state is None


@pytest.mark.parametrize("text", [row[0] for row in OFFICES if type(row) is tuple])
def test_the_spans_of_a_person_hold_the_name_and_the_office(text: str) -> None:
    for found in persons_of(text):
        assert all(text[start:end].split()[-1] in found.name for start, end in found.mentions)
        assert found.tie is not None
        assert found.label is not None
        assert found.office is not None
        assert found.office.removeprefix("former ") in text[found.label[0] : found.label[1]]
        assert found.name in text[found.tie[0] : found.tie[1]]


def test_who_is_listed_with_others_is_of_their_state() -> None:
    text = (
        "The Australian envoy called on Minister for Trade Gan Li Wen of Singapore, Minister for Transport Rafi Osman, "
        "and Minister for Education Tan Mei Hua of Singapore. He slept."
    )
    assert person(text, "Osman").state is None or person(text, "Osman").state == "SGP"
    listed = (
        "Singapore’s Minister for Trade Gan Li Wen, Minister for Transport Rafi Osman and Minister for Education "
        "Tan Mei Hua met the Australian envoy."
    )
    assert [person(listed, name).state for name in ("Wen", "Osman", "Hua")] == ["SGP", "SGP", "SGP"]


def test_an_office_told_whose_it_is_before_its_holder_is_named() -> None:
    text = "The Ambassador of Zimbabwe presented her credentials on Monday. Ambassador Moyo studied in Oslo."
    assert person(text, "Moyo").state == "ZWE"


def test_a_title_with_one_name_is_a_surname_or_the_first_name_of_whoever_bears_the_title() -> None:
    text = "Austin Reed disappeared in 2012. Foreign Minister Retno Sari of Indonesia met US Secretary Austin in Oslo."
    assert {p.name for p in persons_of(text)} == {"Austin Reed", "Retno Sari", "Austin"}
    text = "Foreign Minister Retno Sari of Indonesia landed. Later Foreign Minister Retno spoke."
    assert {p.name for p in persons_of(text)} == {"Retno Sari"}


def test_a_body_is_nobodys_name() -> None:
    text = "Ana Rojas, Administrator, Federal Harvest Management Agency, spoke in Lima."
    assert "Federal Harvest Management Agency" not in [p.name for p in persons_of(text)]


def test_the_office_after_a_comma_is_that_of_the_name_after_it() -> None:
    text = "She met Mr Ole Berg, Minister for Health Ms Ida Kos and others in Oslo."
    assert person(text, "Kos").office == "Minister for Health"
    assert person(text, "Berg").office is None
