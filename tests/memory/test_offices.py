"""Offices that only several documents together tell: terms, contradictions, and what they add beside a record."""

import itertools
from collections.abc import Sequence

import pytest

from dragoman.memory.offices import OfficeFinder, derive, find_terms, learn_terms, make_office_finder
from dragoman.model.record import Tie
from dragoman.model.term import Term
from tests.fakes import actor, make_document, write
from tests.reading import the_codebook


@pytest.fixture(scope="module")
def find_office() -> OfficeFinder:
    return make_office_finder(the_codebook())


def tie(person: str, office: str, state: str = "KEN", day: str | None = "2024-05-14", label: str | None = None) -> Tie:
    text = f"{label or office} {person} spoke."
    document = make_document(f"{person}-{office}-{day}.txt", text, published=day)
    made = write(
        "tie",
        document,
        text,
        None,
        relation="office",
        subjects=[actor(state, person, office)],
        label=label or office,
        status="occurred" if label else "ongoing",
    )
    assert isinstance(made, Tie)
    return made


def learn(find_office: OfficeFinder, *ties: tuple[Tie, str | None]) -> tuple[Term, ...]:
    return learn_terms(ties, find_office)


def dated(person: str, office: str, day: str | None, **more: str) -> tuple[Tie, str | None]:
    return tie(person, office, day=day, **more), day


def names(terms: Sequence[Term]) -> list[str]:
    return [term.person for term in terms]


def test_a_term_runs_from_the_first_document_that_gives_it_to_the_last(find_office: OfficeFinder) -> None:
    (term,) = learn(
        find_office,
        dated("Amina Okello", "Foreign Minister", "2024-05-14"),
        dated("Amina J. Okello", "Minister of Foreign Affairs", "2023-02-01"),
        dated("Okello", "Foreign Minister", "2024-09-30"),
    )
    assert (term.person, term.office, term.holder) == ("Amina J. Okello", "office:foreign-minister", "KEN")
    assert (term.first, term.last, term.documents, term.is_single) == ("2023-02-01", "2024-09-30", 3, True)


def test_the_order_of_documents_makes_no_difference(find_office: OfficeFinder) -> None:
    ties = [
        dated("Amina Okello", "Foreign Minister", "2024-05-14"),
        dated("Brian Otieno", "Foreign Minister", "2024-05-20"),
        dated("Okello", "Foreign Minister", None),
        dated("Kari Nes", "Foreign Minister", "2024-01-02", state="NOR"),
    ]
    told = {learn(find_office, *order) for order in itertools.permutations(ties)}
    assert len(told) == 1


def test_two_holders_at_once_are_both_shown_as_rivals(find_office: OfficeFinder) -> None:
    terms = learn(
        find_office,
        dated("Amina Okello", "Foreign Minister", "2024-05-14"),
        dated("Amina Okello", "Foreign Minister", "2024-07-14"),
        dated("Brian Otieno", "Foreign Minister", "2024-06-01"),
    )
    assert [(term.person, term.rivals) for term in terms] == [
        ("Amina Okello", ("Brian Otieno",)),
        ("Brian Otieno", ("Amina Okello",)),
    ]
    assert names(find_terms(terms, "KEN", "office:foreign-minister", "2024-06-01")) == ["Amina Okello", "Brian Otieno"]
    silent = write("event", make_document("e.txt", "Kenya's foreign minister met"), "Kenya's foreign minister met",
                   "2024-06-01", type="CONSULT", initiators=[actor("KEN", None, "foreign minister")])  # fmt: skip
    found = derive(silent, "2024-06-01", terms, find_office)
    assert [(item.person, item.rivals) for item in found] == [
        ("Amina Okello", ("Brian Otieno",)),
        ("Brian Otieno", ("Amina Okello",)),
    ]


def test_of_ambassadors_there_are_many(find_office: OfficeFinder) -> None:
    terms = learn(
        find_office,
        dated("Amina Okello", "Ambassador", "2024-05-14"),
        dated("Brian Otieno", "Ambassador", "2024-05-14"),
    )
    assert [term.rivals for term in terms] == [(), ()]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-05-14", ["Amina Okello"]),
        ("2024-08", ["Amina Okello"]),
        ("2024-12-01", ["Brian Otieno"]),
        ("2029-01-01", []),
        (None, []),
    ],
)
def test_who_held_an_office_is_told_by_the_dates_of_the_documents(
    find_office: OfficeFinder, on: str | None, expected: list[str]
) -> None:
    terms = learn(
        find_office,
        dated("Amina Okello", "Foreign Minister", "2024-05-14"),
        dated("Amina Okello", "Foreign Minister", "2024-08-20"),
        dated("Brian Otieno", "Foreign Minister", "2024-12-01"),
        dated("Amina Okello", "Foreign Minister", "2024-12-02", label="former Foreign Minister"),
    )
    assert names(find_terms(terms, "KEN", "office:foreign-minister", on)) == expected


def test_who_is_only_called_former_or_is_yet_to_come_holds_nothing(find_office: OfficeFinder) -> None:
    terms = learn(
        find_office,
        dated("Amina Okello", "President", "2024-05-14", label="former President"),
        dated("Brian Otieno", "President-elect", "2024-05-14"),
    )
    assert [(term.person, term.first, term.past) for term in terms] == [("Amina Okello", None, "2024-05-14")]
    assert find_terms(terms, "KEN", "office:president", "2024-05-14") == ()


def test_an_unnamed_holder_and_an_office_left_out_are_learned_and_marked(find_office: OfficeFinder) -> None:
    terms = learn(find_office, dated("Amina Okello", "Foreign Minister", "2024-05-14"))
    text = "Kenya's foreign minister met Amina Okello"
    record = write(
        "event", make_document("e.txt", text), text, "2024-06-01", type="CONSULT",
        initiators=[actor("KEN", None, "foreign minister")], targets=[actor("Amina Okello", "Amina Okello")],
    )  # fmt: skip
    found = derive(record, "2024-06-02", terms, find_office)
    assert [(item.field, item.person, item.title) for item in found] == [
        ("initiators", "Amina Okello", "Foreign Minister"),
        ("targets", "Amina Okello", "Foreign Minister"),
    ]
    assert found[0].basis == "learned from 1 document of 2024-05-14"
    assert found[0].records == terms[0].records
    assert derive(record, None, terms, find_office) == ()


def test_a_title_that_the_codebook_does_not_know_is_its_own_words(find_office: OfficeFinder) -> None:
    assert find_office("Warden of the Salt Lakes") == ("warden of the salt lakes", False)
    assert find_office("Acting Foreign Minister") == find_office("Minister of Foreign Affairs")
