from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.mentions.dates import find_dates
from dragoman.model.expression import DATE_KINDS, DateExpression


def only(text: str) -> DateExpression:
    """The value of the one date of a text."""
    found = find_dates(text)
    assert len(found) == 1, [mention.quote for mention in found]
    value = found[0].value
    assert isinstance(value, DateExpression)
    return value


def stated(value: DateExpression) -> dict[str, object]:
    """What an expression says, without its kind, bounds and empty fields."""
    skipped = {"kind", "timex", "words", "core_start", "core_end", "end"}
    pairs = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in skipped}
    return {name: held for name, held in pairs.items() if held is not None and held is not False}


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Lagos, 9 July 2022: the envoys left.", "9 July 2022", {"year": 2022, "month": 7, "day": 9}),
        ("They signed it on October 3rd in Quito.", "on October 3rd", {"month": 10, "day": 3}),
        ("The note is dated the 5th of August, 1998.", "5th of August, 1998", {"year": 1998, "month": 8, "day": 5}),
        ("Hanoi replied on 2021-04-06.", "on 2021-04-06", {"year": 2021, "month": 4, "day": 6}),
        ("Talks opened in Sept. 2014.", "in Sept. 2014", {"year": 2014, "month": 9}),
        ("Exports fell in 2024 again.", "in 2024", {"year": 2024}),
        ("Growth in Q1 2023 was slow.", "in Q1 2023", {"year": 2023, "quarter": 1}),
        ("the third quarter of 2019", "the third quarter of 2019", {"year": 2019, "quarter": 3}),
        ("A raid in spring 2022 failed.", "in spring 2022", {"year": 2022, "season": 21}),
        ("the first half of 2020", "the first half of 2020", {"year": 2020, "half": 1}),
        ("the first nine months of 2023", "the first nine months of 2023", {"year": 2023, "first_months": 9}),
        ("Ghana borrowed in the 1990s.", "in the 1990s", {"decade": 1990}),
        ("the early 1970s", "the early 1970s", {"decade": 1970, "modifier": "start"}),
        ("a 19th-century treaty", "19th-century", {"century": 18}),
        ("It fell in mid-2019.", "in mid-2019", {"year": 2019, "modifier": "mid"}),
        ("fiscal year 2022", "fiscal year 2022", {"year": 2022, "is_fiscal": True}),
        ("It met Monday, 4 May 2020.", "Monday, 4 May 2020", {"year": 2020, "month": 5, "day": 4, "weekday": 0}),
        ("in March of this year", "in March of this year", {"month": 3, "unit": "year", "steps": 0}),
        ("We shall finish by 2030.", "by 2030", {"year": 2030, "relation": "by", "is_deadline": True}),
        ("since 2018", "since 2018", {"year": 2018, "relation": "since"}),
        ("until the end of May", "until the end of May", {"month": 5, "modifier": "end", "relation": "until"}),
        ("a post-1959 exile", "post-1959", {"year": 1959, "relation": "after"}),
        ("It closed last May.", "last May", {"month": 5, "direction": -1}),
        ("on Christmas Eve", "on Christmas Eve", {"month": 12, "day": 24, "holiday": "12-24"}),
        ("UN Resolution 2254 (2015)", "2015", {"year": 2015}),
    ],
)
def test_stated_dates(text: str, quote: str, expected: dict[str, object]) -> None:
    value = only(text)
    assert (value.kind, value.words, stated(value)) == ("calendar", quote, expected)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("on 6-7 April 2021", {"year": 2021, "month": 4, "day": 6}, {"year": 2021, "month": 4, "day": 7}),
        ("April 6–7, 2021", {"year": 2021, "month": 4, "day": 6}, {"year": 2021, "month": 4, "day": 7}),
        ("from 14 to 16 May", {"month": 5, "day": 14}, {"month": 5, "day": 16}),
        (
            "28 December 2020 to 3 January 2021",
            {"year": 2020, "month": 12, "day": 28},
            {"year": 2021, "month": 1, "day": 3},
        ),
        (
            "from December 28 to January 3, 2021",
            {"year": 2020, "month": 12, "day": 28},
            {"year": 2021, "month": 1, "day": 3},
        ),
        ("between 2015 and 2019", {"year": 2015}, {"year": 2019}),
        ("2015-19", {"year": 2015}, {"year": 2019}),
        ("from Monday to Wednesday", {"weekday": 0}, {"weekday": 2}),
    ],
)
def test_ranges(text: str, lower: dict[str, object], upper: dict[str, object]) -> None:
    value = only(text)
    assert value.words == text
    assert value.end is not None
    assert (stated(value), stated(value.end)) == (lower, upper)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("today", "relative", {"unit": "day", "steps": 0}),
        ("yesterday evening", "relative", {"unit": "day", "steps": -1, "part": "evening"}),
        ("the day after tomorrow", "relative", {"unit": "day", "steps": 2}),
        ("on Thursday", "weekday", {"weekday": 3}),
        ("Thursday morning", "weekday", {"weekday": 3, "part": "morning"}),
        ("last Thursday", "weekday", {"weekday": 3, "direction": -1}),
        ("next Monday", "weekday", {"weekday": 0, "direction": 1}),
        ("this week", "relative", {"unit": "week", "steps": 0}),
        ("last month", "relative", {"unit": "month", "steps": -1}),
        ("later this year", "relative", {"unit": "year", "steps": 0, "modifier": "later"}),
        ("at the end of last year", "relative", {"unit": "year", "steps": -1, "modifier": "end"}),
        ("two days ago", "relative", {"unit": "day", "amount": 2, "steps": -2, "direction": -1}),
        ("in the past decade", "window", {"unit": "decade", "amount": 1, "direction": -1}),
        ("over the next five years", "window", {"unit": "year", "amount": 5, "direction": 1}),
        ("for three days", "duration", {"unit": "day", "amount": 3}),
        ("in nine years", "duration", {"unit": "year", "amount": 9}),
        ("for decades", "duration", {"unit": "decade"}),
        ("a year earlier", "event", {"unit": "year", "amount": 1, "direction": -1}),
        ("three weeks later", "event", {"unit": "week", "amount": 3, "direction": 1}),
        ("the day after", "event", {"unit": "day", "amount": 1, "direction": 1}),
        ("that same day", "event", {"unit": "day", "amount": 0, "direction": 0}),
        ("in the coming days", "vague", {"unit": "day", "direction": 1}),
        ("recently", "vague", {"direction": -1}),
        ("in recent years", "vague", {"unit": "year", "direction": -1}),
        ("every year", "set", {"unit": "year", "amount": 1}),
        ("twice a month", "set", {"unit": "month", "amount": 1}),
        ("annually", "set", {"unit": "year", "amount": 1}),
        ("at 9:30 p.m.", "clock", {"clock": "21:30"}),
        ("at 10 a.m. on Tuesday", "weekday", {"weekday": 1, "clock": "10:00"}),
    ],
)
def test_times_told_from_others(text: str, kind: str, expected: dict[str, object]) -> None:
    value = only(text)
    assert (value.kind, value.words, stated(value)) == (kind, text, expected)


@pytest.mark.parametrize(
    ("text", "timex"),
    [("on Friday", "DATE"), ("Friday night", "TIME"), ("a two-day visit", "DURATION"), ("weekly", "SET")],
)
def test_timex_type(text: str, timex: str) -> None:
    assert only(text).timex == timex


@pytest.mark.parametrize(
    "text",
    [
        "The council adopted UNSCR 2254 and Resolution 1701.",
        "Resolutions 1701 and 1559 remain in force.",
        "Some 2,021 delegates came, and over 2000 troops.",
        "It cost $2024, or 1800 dollars, on Route 66.",
        "Theresa May said they may march on.",
        "A 70-year-old farmer and a man aged 45 crossed the border.",
        "Article 1950 of the code; flight 1978; 1999 workers.",
        "Readers of the Sunday Times and of USA Today objected.",
        "Prices rose to 100 barrels a day.",
        "They spring from the fall of the city.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_may_the_person_is_no_month() -> None:
    text = "Theresa May flew to Ankara. A deal signed by May was welcomed, and in May it took effect."
    assert [mention.quote for mention in find_dates(text)] == ["in May"]


def test_a_preposition_that_governs_another_word_adds_nothing() -> None:
    value = only("They left after Friday's talks.")
    assert value.relation is None


def test_core_leaves_the_preposition_out() -> None:
    text = "We met in Oslo before 3 June."
    value = only(text)
    assert text[value.core_start : value.core_end] == "3 June"


_PIECES = st.sampled_from(
    (
        "the a an last next this end of early late mid - from to until and in on by since May March Monday "
        "Sun. 12 3rd 1999 2021 9:30 p.m. two several years months day ago later every week Q1 spring 1990s ’ "
        ", . % $ \n first nine quarter weekend fiscal today yesterday before after Christmas post- 06/04/2021 "
        "12.03.2021 31 30 February noon decade"
    ).split(" ")
)


@given(st.lists(_PIECES, max_size=14).map(" ".join) | st.text(max_size=60))
def test_spans_hold_their_quotes(text: str) -> None:
    last = 0
    for mention in find_dates(text):
        assert mention.start >= last
        assert text[mention.start : mention.end] == mention.quote == mention.value.words
        assert mention.start <= mention.value.core_start < mention.value.core_end <= mention.end
        assert mention.value.kind in DATE_KINDS
        last = mention.end


def test_a_deep_nest_of_modifiers_ends() -> None:
    assert len(find_dates("late early " * 3000 + "2019")) == 1
