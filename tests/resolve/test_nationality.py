"""Where somebody is at home who acts for no state, and offices that somebody has left."""

import pytest

from dragoman.model.claim import Person
from dragoman.resolve.people import find_people
from tests.reading import find_mentions, the_analyser, the_codebook, write_document


def find_person(text: str, surname: str, **fields: str) -> Person:
    document = write_document(text, **fields)
    people = find_people(document, the_analyser().analyse(document), find_mentions(document), the_codebook())
    return next(person for person in people.persons if person.name.endswith(surname))


@pytest.mark.parametrize(
    ("text", "surname", "home"),
    [
        ("Bolivian marathon champion Inés Mamani won in Quito.", "Mamani", "BOL"),
        ("The Namibia Dune Commission (NDC) met. NDC spokesman Petrus Amunyela spoke.", "Amunyela", "NAM"),
        ("Rep. Lucy Hart, D-Ohio, wrote to Palau.", "Hart", "USA"),
        ("Sen. Lucy Hart of Texas wrote to Palau.", "Hart", "USA"),
        ("A book about Bolivia from champion Inés Mamani won in Quito.", "Mamani", None),
        ("Sen. Lucy Hart wrote to Palau.", "Hart", None),
    ],
)
def test_home_of_somebody_who_acts_for_no_state(text: str, surname: str, home: str | None) -> None:
    person = find_person(text, surname)
    assert (person.state, person.home) == (None, home)


@pytest.mark.parametrize(
    ("text", "surname", "office"),
    [
        ("Oskar Lindh, a former Swedish trade minister, spoke in Oslo.", "Lindh", "former trade minister"),
        ("Swedish Trade Minister Oskar Lindh spoke in Oslo.", "Lindh", "Trade Minister"),
        ("Oslo heard Swedish President-Elect Oskar Lindh on Friday.", "Lindh", "President-Elect"),
    ],
)
def test_office_as_it_is_held(text: str, surname: str, office: str) -> None:
    assert find_person(text, surname).office == office


def test_envoys_home_is_the_one_of_her_own_heading() -> None:
    text = (
        "The Ambassador of Peru met the press.\nMS ROSA QUISPE\nAMBASSADOR TO SINGAPORE\nREPUBLIC OF ECUADOR\n"
        "Ambassador Rosa Quispe joined the service in 1995."
    )
    assert find_person(text, "Quispe").state == "ECU"


def test_head_of_a_body_is_no_head_of_state() -> None:
    text = "Harbour Trust President Moana Tipene spoke. New Zealand listened, and New Zealand's press wrote."
    person = find_person(text, "Tipene")
    assert (person.office, person.state) == ("Harbour Trust President", None)
