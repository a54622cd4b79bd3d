from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.mentions.dates import find_dates
from dragoman.model.expression import DATE_KINDS, DateExpression
from dragoman.model.when import NO_PUBLICATION_DATE, TOO_VAGUE, When, is_edtf
from dragoman.resolve.time import Anchor, resolve_time
from dragoman.resolve.timex import make_timex

MONDAY = Anchor(published="2025-08-25")


def read(text: str) -> DateExpression:
    """The first date expression of a text."""
    value = find_dates(text)[0].value
    assert isinstance(value, DateExpression)
    return value


def when(text: str, anchor: Anchor = MONDAY, tense: str | None = None) -> When:
    return resolve_time(read(text), anchor, tense)


@pytest.mark.parametrize(
    ("text", "edtf", "precision"),
    [
        ("9 July 2022", "2022-07-09", "day"),
        ("in June 2019", "2019-06", "month"),
        ("in 2024", "2024", "year"),
        ("Q1 2023", "2023-33", "quarter"),
        ("spring 2022", "2022-21", "season"),
        ("the 1990s", "199X", "decade"),
        ("the early 1990s", "199X~", "approximate"),
        ("in late 2019", "2019~", "approximate"),
        ("on 6-7 April 2021", "2021-04-06/2021-04-07", "interval"),
        ("between 2015 and 2019", "2015/2019", "interval"),
        ("the first half of 2020", "2020-01/2020-06", "interval"),
        ("the first nine months of 2023", "2023-01/2023-09", "interval"),
        ("since 2018", "2018/..", "interval"),
        ("until 2030", "../2030", "interval"),
        ("by 2030", "2030", "year"),
        ("Christmas Day 2021", "2021-12-25", "day"),
        ("Thanksgiving 2023", "2023-11-23", "day"),
        ("Easter 2024", "2024-03-31", "day"),
    ],
)
def test_stated_dates_need_no_anchor(text: str, edtf: str, precision: str) -> None:
    found = when(text, Anchor())
    assert (found.edtf, found.precision, found.basis) == (edtf, precision, "stated")
    assert found.expression == text


@pytest.mark.parametrize(
    ("text", "tense", "edtf", "basis"),
    [
        ("today", None, "2025-08-25", "today = publication 2025-08-25"),
        ("yesterday", "past", "2025-08-24", "day before publication 2025-08-25"),
        ("on Thursday", "past", "2025-08-21", "weekday before publication 2025-08-25"),
        ("on Thursday", None, "2025-08-21", "weekday before publication 2025-08-25"),
        ("on Thursday", "future", "2025-08-28", "weekday after publication 2025-08-25"),
        ("on Monday", "past", "2025-08-25", "weekday = publication 2025-08-25"),
        ("on Monday", "future", "2025-08-25", "weekday = publication 2025-08-25"),
        ("last Monday", "past", "2025-08-18", "weekday before publication 2025-08-25"),
        ("next Friday", None, "2025-08-29", "weekday after publication 2025-08-25"),
        ("from Monday to Wednesday", "future", "2025-08-25/2025-08-27", "weekday = publication 2025-08-25"),
        ("from Monday to Wednesday", "past", "2025-08-18/2025-08-20", "weekday before publication 2025-08-25"),
        ("this week", None, "2025-08-25/2025-08-31", "week of publication 2025-08-25"),
        ("over the weekend", "past", "2025-08-23/2025-08-24", "weekend before publication 2025-08-25"),
        ("last month", "past", "2025-07", "month before publication 2025-08-25"),
        ("last year", "past", "2024", "year before publication 2025-08-25"),
        ("later this year", "future", "2025", "year of publication 2025-08-25"),
        ("at the end of last year", "past", "2024~", "year before publication 2025-08-25"),
        ("before the end of the year", "future", "2025", "year of publication 2025-08-25"),
        ("two days ago", "past", "2025-08-23", "2 days before publication 2025-08-25"),
        ("three years ago", "past", "2022", "3 years before publication 2025-08-25"),
        ("more than two years ago", "past", "../2023", "2 years before publication 2025-08-25"),
        ("a decade ago", "past", "2015~", "decade before publication 2025-08-25"),
        ("over the past four years", "past", "2021/2025", "4 years before publication 2025-08-25"),
        ("over the next six months", "future", "2025-08/2026-02", "6 months after publication 2025-08-25"),
        ("in March of this year", "past", "2025-03", "year of publication 2025-08-25"),
        ("on 3 March", None, "2025-03-03", "day in the text, nearest before publication 2025-08-25"),
        ("on 3 March", "future", "2026-03-03", "day in the text, nearest after publication 2025-08-25"),
        ("in November", "past", "2024-11", "month in the text, nearest before publication 2025-08-25"),
        ("in November", "future", "2025-11", "month in the text, nearest after publication 2025-08-25"),
        ("since February 24", "past", "2025-02-24/..", "day in the text, nearest before publication 2025-08-25"),
        (
            "from 14 to 16 May",
            "past",
            "2025-05-14/2025-05-16",
            "day in the text, nearest before publication 2025-08-25",
        ),
        ("by 2 September", "past", "2025-09-02", "day in the text, nearest after publication 2025-08-25"),
        (
            "the week of September 3",
            "future",
            "2025-09-01/2025-09-07",
            "day in the text, nearest after publication 2025-08-25",
        ),
    ],
)
def test_dates_told_from_the_report(text: str, tense: str | None, edtf: str, basis: str) -> None:
    found = when(text, MONDAY, tense)
    assert (found.edtf, found.basis) == (edtf, basis)


@pytest.mark.parametrize("text", ["in the coming days", "soon", "recently", "in recent years"])
def test_vague_words_stay_null(text: str) -> None:
    assert when(text) == When(None, None, text, TOO_VAGUE)


@pytest.mark.parametrize("text", ["on Thursday", "today", "last month", "in February", "last year", "on 3 March"])
def test_nothing_is_told_from_a_report_without_date(text: str) -> None:
    assert when(text, Anchor(), "past") == When(None, None, text, NO_PUBLICATION_DATE)
    assert when(text, Anchor(dateline="XXXX-08-25"), "past").edtf is None


@pytest.mark.parametrize("text", ["for three days", "every year", "a year earlier", "at 9 p.m."])
def test_what_is_no_date_says_why(text: str) -> None:
    found = when(text)
    assert found.edtf is None
    assert found.basis not in (TOO_VAGUE, NO_PUBLICATION_DATE)


def test_a_dateline_outweighs_the_publication_date() -> None:
    anchor = Anchor(published="2025-08-29", dateline="XXXX-08-25")
    assert when("on Thursday", anchor, "past").basis == "weekday before dateline 2025-08-25"
    assert when("on Thursday", anchor, "past").edtf == "2025-08-21"


def test_a_dateline_of_december_belongs_to_the_year_before() -> None:
    anchor = Anchor(published="2025-01-02", dateline="XXXX-12-30")
    assert when("today", anchor).edtf == "2024-12-30"


def test_a_publication_date_without_day_dates_no_weekday() -> None:
    assert when("on Thursday", Anchor("2025-08")).basis == "publication 2025-08 has no day"
    assert when("last month", Anchor("2025-08")).edtf == "2025-07"


def test_a_day_that_the_calendar_lacks() -> None:
    assert when("30 February 2021") == When(None, None, "30 February 2021", "not a date of the calendar")


def test_a_stated_weekday_picks_the_year() -> None:
    assert when("Sunday, 25 August", MONDAY, "past").edtf == "2024-08-25"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in spring 2022", "2022-SP"),
        ("Q1 2023", "2023-Q1"),
        ("last week", "2025-W34"),
        ("Thursday morning", "2025-08-21TMO"),
        ("at 9 a.m. on Friday", "2025-08-22T09:00"),
        ("for three days", "P3D"),
        ("a two-hour meeting", "PT2H"),
        ("for decades", "PXY"),
        ("twice a month", "P1M"),
        ("the past decade", "P10Y"),
        ("soon", "FUTURE_REF"),
        ("now", "PRESENT_REF"),
    ],
)
def test_timex3_values(text: str, value: str) -> None:
    expression = replace(read(text), relation=None)
    assert make_timex(expression, resolve_time(expression, MONDAY, None)).value == value


_NUMBERS = st.none() | st.integers(-20, 3000)
_EXPRESSIONS = st.builds(
    DateExpression,
    kind=st.sampled_from(DATE_KINDS),
    year=_NUMBERS,
    month=st.none() | st.integers(-1, 14),
    day=st.none() | st.integers(0, 32),
    quarter=st.none() | st.integers(0, 5),
    season=st.none() | st.integers(20, 25),
    decade=_NUMBERS,
    weekday=st.none() | st.integers(0, 6),
    holiday=st.none() | st.sampled_from(["easter", "thanksgiving", "12-25", "02-30", "unknown"]),
    unit=st.none() | st.sampled_from("second minute hour day week weekend month quarter year decade century".split()),
    amount=st.none() | st.floats(0, 1e9),
    steps=st.none() | st.integers(-100000, 100000),
    direction=st.sampled_from([None, -1, 0, 1]),
    modifier=st.sampled_from([None, "start", "mid", "end", "earlier", "later", "approx", "more", "less", "week"]),
    relation=st.sampled_from([None, "since", "from", "until", "by", "before", "after"]),
    first_months=st.none() | st.integers(-13, 13),
)
_ANCHORS = st.builds(
    Anchor,
    published=st.none()
    | st.dates().map(str)
    | st.sampled_from(["2025", "2025-08", "2020-02-29T10:00", "x", "2025-13"]),
    dateline=st.none() | st.sampled_from(["XXXX-08-25", "XXXX-02-29", "2024-02-29", "XXXX-13-40", "0001-01-01"]),
)


@given(_EXPRESSIONS, st.none() | _EXPRESSIONS, _ANCHORS, st.sampled_from([None, "past", "future", "present"]))
def test_whatever_is_resolved_is_edtf(
    expression: DateExpression, end: DateExpression | None, anchor: Anchor, tense: str | None
) -> None:
    found = resolve_time(replace(expression, end=end), anchor, tense)
    assert found.edtf is None or is_edtf(found.edtf)
    assert (found.edtf is None) == (found.precision is None)
    assert found.basis
