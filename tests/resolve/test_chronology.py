"""Dates in the order of a text: in the tense of their clause, and counted from one another."""

import pytest

from dragoman.mentions.dates import find_dates
from dragoman.model.document import RawItem
from dragoman.model.expression import DateExpression
from dragoman.pipeline import read_times
from dragoman.resolve.counting import count_from, has_unit
from dragoman.text.document import make_document
from tests.reading import the_analyser, the_codebook, write_document


def times(text: str, **fields: str | None) -> list[tuple[str, str | None]]:
    """Each expression of a text with its EDTF; published on Friday, 12 March 2021, unless the fields say otherwise."""
    document = write_document(text, **fields)
    return [(t.quote, t.when.edtf) for t in read_times(document, the_codebook(), the_analyser())]


COUNTED = [
    ("They met on 4 May 2019. Two days later they signed the treaty.", ("Two days later", "2019-05-06")),
    ("They met on 4 May 2019. That month trade doubled.", ("That month", "2019-05")),
    ("The summit opened on 4 May 2019. The day after the summit, the king left.", ("The day after", "2019-05-05")),
    ("They met a week before the 5 June 2018 vote.", ("a week before", "2018-05-28/2018-06-03")),
    ("Trade fell in 2016. The following year it rose.", ("The following year", "2017")),
    # what would be counted from is too coarse, too far, or another thing
    ("They met in 2019. Two days later they signed the treaty.", ("Two days later", None)),
    ("They met on 4 May 2019. It rained. The king slept. Two days later they signed.", ("Two days later", None)),
    ("They met on 4 May 2019. The day after the vote, the king left.", ("The day after", None)),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_a_time_counts_from_the_time_that_the_text_gives(text: str, expected: tuple[str, str | None]) -> None:
    assert expected in times(text)


TENSES = [
    ("The envoy arrived on Tuesday.", "2021-03-09"),
    ("The envoy will arrive on Tuesday.", "2021-03-16"),
    ("The rulers have scheduled a parade on Tuesday.", "2021-03-16"),
    ("They would appeal Tuesday's ruling.", "2021-03-09"),
    ("The ruling, announced on Tuesday, will be appealed.", "2021-03-09"),
    ("The crew could not be reached on Tuesday.", "2021-03-09"),
    ("By Tuesday, officials hardened their stance.", "2021-03-09"),
    ("The envoy will arrive on Friday.", "2021-03-12"),
]


@pytest.mark.parametrize(("text", "edtf"), TENSES)
def test_the_clause_tells_whether_a_weekday_is_past(text: str, edtf: str) -> None:
    assert edtf in [found.split("/")[-1] for _, found in times(text) if found]


def test_a_time_of_day_takes_the_day_beside_it() -> None:
    document = write_document("The ferry left on 4 May 2019 at 9 a.m. sharp.")
    values = [(t.timex, t.value) for t in read_times(document, the_codebook(), the_analyser())]
    assert ("TIME", "2019-05-04T09:00") in values


def test_without_a_date_nothing_is_placed() -> None:
    assert times("The envoy arrived on Tuesday.", published=None) == [("Tuesday", None)]


def test_a_datelines_date_is_none_of_the_text() -> None:
    text = "HARARE, March 9 (Xinhua) --\n\nThe envoy arrived in the city yesterday."
    document = make_document(RawItem(id="d", text=text, published="2021-03-12"), the_codebook())
    found = read_times(document, the_codebook(), the_analyser())
    assert [(t.quote, t.when.edtf) for t in found] == [("yesterday", "2021-03-08")]


@pytest.mark.parametrize(
    ("edtf", "unit", "fits"),
    [("2019-05-04", "day", True), ("2019-05", "day", False), ("2019-05", "month", True), ("2019", "year", True),
     ("2019~", "year", False), ("2019/..", "year", False), ("2019-21", "month", False), ("201X", "year", False)],
)  # fmt: skip
def test_one_counts_only_in_what_is_fine_enough(edtf: str, unit: str, fits: bool) -> None:
    assert has_unit(edtf, unit, 1) is fits


@pytest.mark.parametrize("origin", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("direction", [-1, 1])
def test_counting_stays_in_the_calendar(origin: str, direction: int) -> None:
    expression = DateExpression(kind="event", unit="day", amount=400.0, direction=direction)
    found = count_from(expression, origin)
    assert found.basis
    assert (found.edtf is None) == (found.precision is None)


def test_an_open_amount_counts_nothing() -> None:
    (mention,) = [m for m in find_dates("several days later") if isinstance(m.value, DateExpression)]
    assert count_from(mention.value, "2019-05-04").edtf is None
