"""Datelines and date lines, and what only looks like one."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.when import is_edtf
from dragoman.text import find_dateline, find_masks
from dragoman.text.dateline import find_date_line, read_dateline
from dragoman.text.days import read_published

REPORT = "Georgia recalled its ambassador to Chad on Friday."


@pytest.mark.parametrize(
    ("opening", "place", "date", "agency"),
    [
        ("BEIJING, China, Aug 25 — ", "BEIJING, China", "XXXX-08-25", None),
        ("ISLAMABAD (Reuters) - ", "ISLAMABAD", None, "Reuters"),
        ("PARIS, March 3, 2024 (AFP) – ", "PARIS", "2024-03-03", "AFP"),
        ("MOSCOW, June 2 (TASS). ", "MOSCOW", "XXXX-06-02", "TASS"),
        ("MOSCOW, June 2. /TASS/. ", "MOSCOW", "XXXX-06-02", "TASS"),
        ("NEW DELHI: ", "NEW DELHI", None, None),
        ("ULAANBAATAR, Nov. 9 , 2006 (Xinhua) -- ", "ULAANBAATAR", "2006-11-09", "Xinhua"),
        ("Suva, 14 October 2019 - ", "Suva", "2019-10-14", None),
        ("Nairobi (CNN) ", "Nairobi", None, "CNN"),
        ("(Reuters) - ", None, None, "Reuters"),
        ("TEHRAN, June 3, IRNA – ", "TEHRAN", "XXXX-06-03", "IRNA"),
        ("GENEVA/NEW YORK (3 March 2021) – ", "GENEVA/NEW YORK", "2021-03-03", None),
        ("RIO DE JANEIRO, Brazil — ", "RIO DE JANEIRO, Brazil", None, None),
        ("THE HAGUE, April 3 (ANP) - ", "THE HAGUE", "XXXX-04-03", "ANP"),
        ("PORT-AU-PRINCE—", "PORT-AU-PRINCE", None, None),
        ("WASHINGTON, D.C. — ", "WASHINGTON, D.C.", None, None),
        ("KUALA LUMPUR, Sunday, 7 May (Bernama) -- ", "KUALA LUMPUR", "XXXX-05-07", "Bernama"),
        ("SANA’A, Feb 29 — ", "SANA’A", "XXXX-02-29", None),
    ],
)
def test_datelines(opening: str, place: str | None, date: str | None, agency: str | None) -> None:
    text = f"Envoy leaves N'Djamena\r\n\r\n{opening}{REPORT}\nMore."
    found = find_dateline(text)
    assert found is not None
    assert text[found.start : found.end] == opening
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert text[found.end :].startswith(REPORT)


@pytest.mark.parametrize(
    "line",
    [
        f"By Ana Ruiz in Lima: {REPORT}",
        f"SECRETARY OKORO: {REPORT}",
        f"QUESTION: {REPORT}",
        f"BREAKING — {REPORT}",
        f"ANALYSIS: {REPORT}",
        f"Georgia – which has no embassy in Chad – {REPORT}",
        f"In Tbilisi (Georgia) – {REPORT}",
        f"Today, the Pacific Trade Council (PTC) director – {REPORT}",
        f"U.S. officials said: {REPORT}",
        f"COTONOU: {REPORT}\nLOME: They left.\nCOTONOU: We stayed here.",
        REPORT,
        "NATO - EU",
        "OSLO, Feb 30, 2020",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    assert find_dateline(line) is None


def test_a_dateline_after_masks_and_headline_but_not_far_down() -> None:
    text = f"ADVERTISEMENT\nChad and Georgia\nBy Nino Beridze\nTBILISI, May 4 — {REPORT}"
    found = find_dateline(text, find_masks(text))
    assert found is not None
    assert found.place == "TBILISI"
    assert find_dateline(f"{REPORT * 8}\nTBILISI, May 4 — {REPORT}") is None


def test_a_dateline_on_a_line_of_its_own_needs_its_full_date() -> None:
    text = f"Geneva, 3 March 2021\n{REPORT}"
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.date, text[found.end :]) == ("Geneva", "2021-03-03", f"\n{REPORT}")
    assert find_dateline(f"Geneva, 3 March\n{REPORT}") is None


def test_a_dateline_beside_the_text() -> None:
    found = read_dateline("SAO PAULO, Dec 14 , 2005, 2005")
    assert found is not None
    assert (found.start, found.end, found.place, found.date) == (0, 0, "SAO PAULO", "2005-12-14")
    assert read_dateline("said on Friday") is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("January 25, 2021", "2021-01-25"),
        ("Published: 3 May 2019, 14:05 GMT", "2019-05-03"),
        ("Posted onJune 7, 2021June 7, 2021", "2021-06-07"),
        ("Thursday, 2 June 2016", "2016-06-02"),
        ("8 FEBRUARY 2024", "2024-02-08"),
    ],
)
def test_lone_date_lines(line: str, date: str) -> None:
    text = f"Chad and Georgia\nA standfirst.\n{line}\n{REPORT}"
    found = find_date_line(text)
    assert found is not None
    assert (text[found[0] : found[1]], found[2]) == (line, date)


@pytest.mark.parametrize(
    "line", ["May 4", "On May 4, 2021 they met.", "February 30, 2021", "Updated May 4, 2021", "2021"]
)
def test_lines_that_are_no_date_line(line: str) -> None:
    assert find_date_line(f"Chad and Georgia\n{line}\n{REPORT}") is None


@pytest.mark.parametrize(
    ("stated", "edtf"),
    [
        ("2021-06-21", "2021-06-21"),
        ("2021-06-21T14:41:22+00:00", "2021-06-21"),
        ("2021-06-21T23:30:00-05:00", "2021-06-21"),
        ("2021-06-21 14:41", "2021-06-21"),
        ("20210621", "2021-06-21"),
        ("2021/6/21", "2021-06-21"),
        ("March 3, 2024", "2024-03-03"),
        ("3rd March 2024", "2024-03-03"),
        ("Sun, 03 Mar 2024 10:00:00 GMT", "2024-03-03"),
        ("Sept. 9, 2015 at 7:30 p.m.", "2015-09-09"),
        ("March 2024", "2024-03"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("03/04/2024", None),
        ("2021-02-30", None),
        ("0001-01-01", None),
        ("March 3", None),
        ("yesterday", None),
        ("1622505600", None),
        ("March 3, 2024 or later", None),
    ],
)
def test_published_dates_are_read_strictly(stated: str, edtf: str | None) -> None:
    assert read_published(stated) == edtf


@given(st.text(alphabet=st.sampled_from("0123456789-/:, TZMarchJune.th"), max_size=24))
def test_whatever_is_read_is_a_date(stated: str) -> None:
    edtf = read_published(stated)
    assert edtf is None or is_edtf(edtf)


@given(st.dates(min_value=datetime.date(1500, 1, 1)))
def test_every_day_is_read_in_every_form(day: datetime.date) -> None:
    for form in ("%Y-%m-%d", "%B %-d, %Y", "%-d %b %Y", "%A, %d %B %Y"):
        assert read_published(day.strftime(form)) == day.isoformat()
