import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.when import When, day_bounds
from dragoman.queries.wording.dates import format_date, say_date, say_when, sort_key


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-05-14", "on 14 May 2024"),
        ("2024-05", "in May 2024"),
        ("2024", "in 2024"),
        ("2024-34", "in the second quarter of 2024"),
        ("2024-23", "in autumn 2024"),
        ("199X", "in the 1990s"),
        ("2012~", "around 2012"),
        ("2012-05?", "in May 2012 (uncertain)"),
        ("XXXX-08-25", "on 25 August of an unstated year"),
        ("2021-04-06/2021-04-07", "on 6–7 April 2021"),
        ("2021-04-28/2021-05-02", "from 28 April to 2 May 2021"),
        ("2019/2021", "from 2019 to 2021"),
        ("../2019", "in or before 2019"),
        ("../2019-03-02", "on or before 2 March 2019"),
        ("2019/..", "since 2019"),
        ("no date", "no date"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(edtf: str, words: str) -> None:
    assert say_date(edtf) == words


def test_a_date_on_its_own_has_no_preposition() -> None:
    assert format_date("2024-05-14") == "14 May 2024"
    assert format_date("../2019") == "in or before 2019"


def test_no_date_is_said_with_its_reason() -> None:
    assert say_when(When(basis="no publication date")) == "(undated: no publication date)"


@given(st.dates(datetime.date(1000, 1, 1)), st.dates(datetime.date(1000, 1, 1)))
def test_later_dates_sort_later_and_the_undated_last(left: datetime.date, right: datetime.date) -> None:
    early, late = sorted([left.isoformat(), right.isoformat()])
    assert sort_key(early) <= sort_key(late) < sort_key(None)
    assert sort_key(late, newest_first=True) <= sort_key(early, newest_first=True) < sort_key(None, newest_first=True)


@given(st.from_regex(r"\A[12X][0-9X]{3}(-[0-9X]{2}){0,2}[?~]?\Z"))
def test_any_date_can_be_said(edtf: str) -> None:
    words = say_date(edtf)
    assert words
    if day_bounds(edtf) and edtf.isdigit():
        assert edtf in words
