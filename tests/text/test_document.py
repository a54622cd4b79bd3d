"""RawItem → Document: what is stated wins, what is found has its basis, what is unknown stays unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.document import RawItem
from dragoman.model.when import is_edtf
from dragoman.text import make_document

REPORT = "Georgia recalled its ambassador to Chad, officials said on Friday."


class States:
    """The one question that this room asks of a codebook."""

    def publisher_state(self, name: str) -> str | None:
        return {"Ministry of Foreign Affairs, Mongolia": "MNG", "TASS": "RUS"}.get(name)


def make(text: str = REPORT, **fields: str) -> RawItem:
    return RawItem(id="a.txt", text=text, **fields)


@pytest.mark.parametrize(
    ("item", "published", "basis"),
    [
        (make(published="2021-06-21T14:41:22+00:00"), "2021-06-21", "stated by the source"),
        (make(published="03/04/2021", url="https://a.example/2021/04/03/x"), None, "unreadable: 03/04/2021"),
        (make(url="https://a.example/2023/01/10/x"), "2023-01-10", "date in the URL"),
        (make(url="https://a.example/news/2013/may/24/x"), "2013-05-24", "date in the URL"),
        (make(url="https://a.example/t20230110_118.html"), None, "not stated"),
        (make(url="https://a.example/2019-02-30-x"), None, "not stated"),
        (make(url="https://a.example/2017/01/266544.htm"), "2017-01", "date in the URL"),
        (make(url="https://a.example/ps/20240508-reply"), "2024-05-08", "date in the URL"),
        (make(f"Chad\nMay 4, 2021\n{REPORT}"), "2021-05-04", "date line “May 4, 2021”"),
        (make(f"TBILISI, May 4, 2021 — {REPORT}"), "2021-05-04", "date in the dateline"),
        (make(f"TBILISI, May 4 — {REPORT}"), None, "dateline without a year"),
        (make(f"TBILISI, May 4 — {REPORT} Trade fell in 2020."), None, "dateline without a year"),
        (
            make(f"TBILISI, May 4 — {REPORT} The note is dated 4 May 2021."),
            "2021-05-04",
            "dateline with the year of “4 May 2021”",
        ),
        (
            make(f"TBILISI, May 4 — {REPORT} War began on May 4, 1990. By 2019 it was over."),
            None,
            "dateline without a year",
        ),
        (make(f"TBILISI, May 4 — {REPORT} It was the anniversary of May 4, 1990."), None, "dateline without a year"),
        (make(f"TBILISI, May 4 — {REPORT} Notes of May 4, 1990 and May 4, 1991."), None, "dateline without a year"),
        (make(dateline="TBILISI, May 4, 2021"), "2021-05-04", "date in the dateline"),
        (make(), None, "not stated"),
    ],
)
def test_publication_dates(item: RawItem, published: str | None, basis: str) -> None:
    document = make_document(item, States())
    assert (document.published, document.published_basis) == (published, basis)


@pytest.mark.parametrize(
    ("item", "publisher", "state"),
    [
        (make(publisher="Ministry of Foreign Affairs, Mongolia"), "Ministry of Foreign Affairs, Mongolia", "MNG"),
        (make(f"Chad\nSOURCE: Andina\n{REPORT}"), "Andina", None),
        (make(f"Chad\nPhoto: Ana Ruiz\n{REPORT}"), None, None),
        (make(f"TBILISI, May 4 (TASS) - {REPORT}"), "TASS", "RUS"),
        (make(), None, None),
    ],
)
def test_publishers(item: RawItem, publisher: str | None, state: str | None) -> None:
    document = make_document(item, States())
    assert (document.publisher, document.publisher_state) == (publisher, state)


def test_a_stated_dateline_fills_what_the_text_leaves_open() -> None:
    document = make_document(make(f"TBILISI — {REPORT}", dateline="TBILISI, May 4, 2021 (Interfax)"), States())
    assert document.dateline is not None
    assert document.text[document.dateline.start : document.dateline.end] == "TBILISI — "
    assert (document.dateline.date, document.dateline.agency) == ("2021-05-04", "Interfax")


def test_the_whole_document() -> None:
    text = f"<!-- top -->\r\nEnvoy leaves\r\nTBILISI, May 4 — {REPORT}\r\nADVERTISEMENT"
    document = make_document(make(text, title="Envoy leaves"), States())
    assert document.text == text
    assert [mask.reason for mask in document.masks] == ["tag remnant", "advertisement"]
    assert document.dateline is not None
    assert document.dateline.date == "XXXX-05-04"
    assert (document.genre, document.language, document.title) == ("news", "en", "Envoy leaves")


def test_the_version_changes_with_text_and_stated_metadata_only() -> None:
    first = make_document(make(), States()).version
    assert make_document(make(), States()).version == first
    changed = [
        make(f"{REPORT} "),
        make(title="T"),
        make(published="2020"),
        make(publisher="P"),
        make(url="u"),
        make(dateline="d"),
    ]
    versions = [make_document(item, States()).version for item in changed]
    assert len({first, *versions}) == len(changed) + 1


@given(st.text(max_size=400), st.none() | st.text(max_size=40), st.none() | st.text(max_size=40))
def test_any_text_makes_a_document(text: str, stated: str | None, url: str | None) -> None:
    document = make_document(RawItem(id="x", text=text, published=stated, url=url, dateline=stated), States())
    assert document.text == text
    assert document.published is None or is_edtf(document.published)
    assert all(0 <= mask.start < mask.end <= len(text) for mask in document.masks)
    if document.dateline:
        assert 0 <= document.dateline.start <= document.dateline.end <= len(text)
