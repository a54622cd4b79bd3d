"""States as people write them, and the traps among their names."""

import pytest

from dragoman.codebook import Codebook, load_codebook
from dragoman.errors import CodebookError, UnknownName


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


def test_every_member_of_the_united_nations_is_there(codebook: Codebook) -> None:
    statuses = [state.status for state in codebook.states.values()]
    assert statuses.count("member") == 193
    assert statuses.count("observer") == 2
    assert {"XKX", "TWN", "SUN", "YUG"} <= set(codebook.states)


def test_every_member_can_be_recognised_and_identified(codebook: Codebook) -> None:
    for state in codebook.states.values():
        if state.status == "member":
            assert state.iso2, state.id
            assert state.qid, state.id
            assert state.cow, state.id
            # Two small states share their demonym with a larger one, or have none of their own in English.
            assert state.demonyms or state.id in {"DMA", "COG"}, state.id


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("pakistan", "PAK"), ("PAK", "PAK"), ("pk", "PAK"), ("islamabad", "PAK"), ("Pakistani", "PAK"),
        ("the US", "USA"), ("u.s.", "USA"), ("United States of America", "USA"), ("washington", "USA"),
        ("America", "USA"), ("the White House", "USA"), ("UK", "GBR"), ("Britain", "GBR"), ("downing street", "GBR"),
        ("türkiye", "TUR"), ("Turkey", "TUR"), ("turkiye", "TUR"), ("Cote d'Ivoire", "CIV"), ("Côte d’Ivoire", "CIV"),
        ("ivory coast", "CIV"), ("burma", "MMR"), ("Myanmar", "MMR"), ("DPRK", "PRK"), ("north korea", "PRK"),
        ("ROK", "KOR"), ("south korea", "KOR"), ("the Emirates", "ARE"), ("UAE", "ARE"), ("uae", "ARE"),
        ("DR Congo", "COD"), ("Congo-Brazzaville", "COG"), ("republic of the congo", "COG"), ("Congo", "COD"),
        ("guinea-bissau", "GNB"), ("Guinea", "GIN"), ("equatorial guinea", "GNQ"), ("Papua New Guinea", "PNG"),
        ("niger", "NER"), ("Nigeria", "NGA"), ("Dominica", "DMA"), ("dominican republic", "DOM"),
        ("south sudan", "SSD"), ("Sudan", "SDN"), ("the Netherlands", "NLD"), ("Holland", "NLD"), ("NO", "NOR"),
        ("Norway", "NOR"), ("czech republic", "CZE"), ("swaziland", "SWZ"), ("holy see", "VAT"), ("Vatican", "VAT"),
        ("Palestine", "PSE"), ("Kosovo", "XKX"), ("Soviet Union", "SUN"), ("ussr", "SUN"), ("Kyiv", "UKR"),
        ("kiev", "UKR"), ("the Kremlin", "RUS"), ("St. Petersburg", "RUS"), ("St Petersburg", "RUS"),
        ("timor leste", "TLS"), ("east timor", "TLS"), ("cabo verde", "CPV"), ("cape verde", "CPV"),
        ("Lao PDR", "LAO"), ("sao tome and principe", "STP"), ("St. Lucia", "LCA"), ("macedonia", "MKD"),
    ],
)  # fmt: skip
def test_names_as_people_write_them(codebook: Codebook, name: str, iso: str) -> None:
    assert codebook.find_state(name) == iso


def test_unknown_names_are_null_and_come_with_suggestions(codebook: Codebook) -> None:
    assert codebook.find_state("Ruritania") is None
    assert "Pakistan" in codebook.suggest("Pakstan")
    assert "Kazakhstan" in codebook.suggest("kazahstan", "state")
    assert codebook.suggest("qqqqqqqqqqqqqq") == ()
    assert any("Shanghai" in name for name in codebook.suggest("shangai cooperation organisation", "organisation"))
    with pytest.raises(UnknownName) as caught:
        codebook.get_entry("state", "Pakstan")
    assert "Pakistan" in caught.value.suggestions


def test_entries_are_found_by_name_and_id(codebook: Codebook) -> None:
    assert codebook.find_entry("organisation", "nato") == "org:nato"
    assert codebook.find_entry("organisation", "org:eu") == "org:eu"
    assert codebook.find_entry("project", "cpec") == "project:cpec"
    assert codebook.find_entry("issue", "Kashmir") == "issue:kashmir"
    assert codebook.find_entry("issue", "IIOJK") is None
    assert codebook.find_entry("mechanism", "FOCAC") == "mechanism:focac"
    assert codebook.find_entry("state", "Ankara") == "TUR"
    with pytest.raises(CodebookError, match="no entries of kind"):
        codebook.find_entry("planet", "Mars")
    with pytest.raises(CodebookError, match="no state"):
        codebook.state("XYZ")


def test_publishers_speak_for_states_or_for_none(codebook: Codebook) -> None:
    assert codebook.publisher_state("U.S. Department of State") == "USA"
    assert codebook.publisher_state("Xinhua") == "CHN"
    assert codebook.publisher_state("tass") == "RUS"
    assert codebook.publisher_state("Reuters") is None
    assert codebook.publisher_state("The Village Gazette") is None
    assert codebook.publishers["publisher:fmprc"].official
    assert not codebook.publishers["publisher:xinhua"].official


def test_scores_come_from_the_table(codebook: Codebook) -> None:
    assert codebook.score("ACCUSE") == -3.0
    assert codebook.score("CONSULT", "visit") == 4.0
    assert codebook.score("CONSULT", "no such mode") == codebook.score("CONSULT")
    assert len(codebook.plover) == 16
    assert codebook.cameo["042"].plover == "CONSULT"
    with pytest.raises(CodebookError):
        codebook.score("DANCE")
