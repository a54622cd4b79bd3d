"""What quantities measure and whose they are: one row a way of saying it."""

import pytest

from dragoman.model.record import Figure
from tests.reading import read

NAMED = [
    ("About 2,400 Bolivians work in the mines of Chile.", "workers"),
    ("Some 900 Kenyans study in Japan.", "students"),
    ("Some 900 Kenyans marched in Japan.", "people"),
    ("About 1,300 local and foreign staff built the port, including 700 Ghanaians.", "staff"),
    ("Peru was blamed for the $420 million theft from a bank in Malta.", "theft"),
    ("Peru put tariffs on another $90 billion of Chilean goods.", "goods"),
    ("Norway gave Malawi $12 million.", "aid"),
    ("By 2018, Laos' debt had reached 65 percent of its GDP.", "debt"),
    ("Norway buys 65 percent of its gas from Peru.", "share"),
    ("The GDP of Fiji reached 5 billion dollars.", "GDP"),
]


def figures(text: str) -> list[Figure]:
    return [record for record in read(text) if isinstance(record, Figure)]


@pytest.mark.parametrize(("text", "metric"), NAMED)
def test_a_figure_is_named_by_what_the_text_counts(text: str, metric: str) -> None:
    assert [figure.metric for figure in figures(text)] == [metric]


NOBODY_S = [
    "The Peruvian firm Andina owns 40 percent of PortCo.",
    "More than 900 seals had died in the bay, Agriculture Minister Ivan Petrenko said.",
    "Washington fined Altamix, an exchange that took nearly $5 million from Russian gang Konda.",
]


@pytest.mark.parametrize("text", NOBODY_S)
def test_a_figure_of_no_state_is_not_given_to_one_nearby(text: str) -> None:
    assert figures(text) == []


RATES = [
    ("The plant in Lima makes more than 3 million doses of vaccine a day.", "a day"),
    ("More than 1,100 Chileans studied at Japanese institutions annually.", "annually"),
    ("Peru sent 3 million doses of vaccine to Chile.", None),
]


@pytest.mark.parametrize(("text", "period"), RATES)
def test_what_comes_anew_keeps_in_how_much_time(text: str, period: str | None) -> None:
    assert [figure.period for figure in figures(text)] == [period]
