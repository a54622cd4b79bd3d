"""For whom well-known persons act: full names in any spelling, surnames only where they say it."""

from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from dragoman.codebook.entries import Leader
from dragoman.codebook.leaders import LeaderIndex, check_leaders
from dragoman.codebook.load import load_codebook
from dragoman.errors import CodebookError


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Vladimir Putin", "RUS"),
        ("Putin", "RUS"),
        ("Vladimir Vladimirovich Putin", "RUS"),
        ("LAVROV", "RUS"),
        ("Sergey Lavrov", "RUS"),
        ("Merkel", "DEU"),
        ("Joseph R. Biden Jr.", "USA"),
        ("Biden", "USA"),
        ("George H. W. Bush", "USA"),
        ("Netanyahu", "ISR"),
        ("Volodymyr Zelenskyy", "UKR"),
        ("Zelenskiy", "UKR"),
        ("Kishida Fumio", "JPN"),
        ("Fumio Kishida", "JPN"),
        ("Kishida", "JPN"),
        ("Xi Jinping", "CHN"),
        ("Xi", "CHN"),
        ("Wang", "CHN"),
        ("Yang Jiechi", "CHN"),
        ("Liu Jianchao", "CHN"),
        ("Moon Jae In", "KOR"),
        ("Jae-in Moon", "KOR"),
        ("Kim Jongun", "PRK"),
        ("Kim Dae-jung", "KOR"),
        ("Recep Tayyip Erdogan", "TUR"),
        ("Erdoğan", "TUR"),
        ("Peña Nieto", "MEX"),
        ("Claudia Sheinbaum Pardo", "MEX"),
        ("Luiz Inacio Lula da Silva", "BRA"),
        ("Lula", "BRA"),
        ("Mohammad bin Salman", "SAU"),
        ("Muhammed bin Zayed Al Nahyan", "ARE"),
        ("Abdel Fattah al-Sisi", "EGY"),
        ("El-Sisi", "EGY"),
        ("S. Jaishankar", "IND"),
        ("Sheikh Hasina", "BGD"),
        ("Hasina", "BGD"),
        ("Abiy", "ETH"),
        ("Yingluck", "THA"),
        ("Jokowi", "IDN"),
        ("Ruto", "KEN"),
        ("Nana Akufo-Addo", "GHA"),
        ("Mswati III", "SWZ"),
        ("Pope Francis", "VAT"),
        ("Sogavare", "SLB"),
        ("Lai", "TWN"),
        ("Blair", "GBR"),
    ],
)
def test_state_of(name: str, state: str) -> None:
    assert load_codebook().leader_home(name) == (state, None)


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("Ban Ki-moon", "org:un"),
        ("Antonio Guterres", "org:un"),
        ("Ursula von der Leyen", "org:eu"),
        ("Josep Borrell", "org:eu"),
        ("Stoltenberg", "org:nato"),
        ("Rafael Mariano Grossi", "org:iaea"),
        ("Tedros", "org:who"),
        ("Hassan Nasrallah", "grp:hezbollah"),
    ],
)
def test_organisation_of(name: str, organisation: str) -> None:
    assert load_codebook().leader_home(name) == (None, organisation)


@pytest.mark.parametrize(
    "name",
    [
        "Kim",  # both Koreas
        "Lee",  # Korea, Taiwan, Singapore and every English-speaking state
        "Chen",
        "Khan",
        "Smith",
        "Johnson",  # a name that says nothing without its first name
        "Mohammed",
        "Ali",
        "da Silva",
        "Mark Rutte",  # acted for the Netherlands and for NATO
        "Rutte",
        "Kallas",
        "Donald Tusk",
        "Donald",  # given names are no surnames
        "Vladimir",
        "Fumio",
        "Jinping",
        "Charles",
        "Paul",
        "William",
        "III",
        "Tatiana Putin",  # a surname with another first name is somebody else
        "Vladimir Smith",
        "Anna Kowalska",
        "al",
        "",
        " ",
        "...",
    ],
)
def test_nothing_is_said_of_the_unknown_and_the_ambiguous(name: str) -> None:
    assert load_codebook().leader_home(name) is None


def test_a_shared_surname_needs_the_whole_name() -> None:
    book = load_codebook()
    assert book.leader_home("Boris Johnson") == ("GBR", None)
    assert book.leader_home("Pedro Sánchez") == ("ESP", None)
    assert book.leader_home("Imran Khan") == ("PAK", None)
    assert book.leader_home("Irfaan Ali") == ("GUY", None)


def test_the_list_reaches_round_the_world() -> None:
    book = load_codebook()
    listed = {leader.state for leader in book.leaders.values()}
    missing = [state.id for state in book.states.values() if state.status == "member" and state.id not in listed]
    assert missing == []
    assert sum(not leader.several for leader in book.leaders.values()) > 900


def test_every_name_of_the_list_finds_its_own_home() -> None:
    book = load_codebook()
    wrong = {
        name: found
        for leader in book.leaders.values()
        for name in leader.names
        if len(name.split()) > 1 and not leader.several
        if (found := book.leader_home(name)) != (leader.state, leader.organisation)
    }
    assert wrong == {}


def test_one_name_with_two_homes_is_refused() -> None:
    leaders = [Leader(name="Ana Petrova", state="BGR"), Leader(name="Ana B. Petrova", state="MKD")]
    with pytest.raises(CodebookError, match="another home"):
        LeaderIndex(leaders)


def test_a_surname_counts_while_its_bearers_agree() -> None:
    bearers = [Leader(name="Ana Petrova", state="BGR"), Leader(name="Vera Petrova", state="BGR")]
    assert LeaderIndex(bearers).find_home("Petrova") == ("BGR", None)
    assert LeaderIndex([*bearers, Leader(name="Olga Petrova", state="RUS")]).find_home("Petrova") is None
    assert LeaderIndex([*bearers, Leader(name="Petrova", several=True)]).find_home("Petrova") is None


@pytest.mark.parametrize(
    "fields", [{}, {"state": "FRA", "organisation": "org:un"}, {"state": "FRA", "several": True}, {"state": "fr"}]
)
def test_a_leader_has_one_home(fields: Mapping[str, object]) -> None:
    with pytest.raises(ValidationError):
        Leader.model_validate({"name": "Ana Petrova", **fields})


@pytest.mark.parametrize("fields", [{"state": "XQQ"}, {"organisation": "org:nowhere"}])
def test_homes_must_be_in_the_codebook(fields: Mapping[str, object]) -> None:
    leader = Leader.model_validate({"name": "Ana Petrova", **fields})
    with pytest.raises(CodebookError, match="Ana Petrova"):
        check_leaders({leader.name: leader}, ["BGR"], ["org:un"])
