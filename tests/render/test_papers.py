"""What is printed: one HTML page and one PDF, which say the same, obey no document and are the same every time."""

import re
from html.parser import HTMLParser

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.answer import STATUS_WORDS, Answer, Citation, Line, Section
from dragoman.render.formats import encode_answer
from dragoman.render.html import get_policy, render_html
from dragoman.render.pdf import render_pdf
from dragoman.render.sheet import build_sheet

TRICKS = (
    "</style><script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "#panic(1) $x$ @label <tag> _a_ *b* \\u{41}",
    "\u202egnp.exe\u202c \u2066flipped\u2069 \x1b[31m \x00 \ud800", "& &amp; ' \"", "]]> {{ 7*7 }}", "a" * 300,
)  # fmt: skip
LETTERS = "Şırnak, İğdır, ćevap, Łódź, Київ, Αθήνα, Việt Nam"


def cite(number: int, quote: str = "the words", **given: str) -> Citation:
    fields = {"document": "d.txt", "title": "On talks", "publisher": "The Fjord", "published": "2024-05-14", **given}
    return Citation(number, fields["document"], "v1", fields["title"], fields["publisher"], fields["published"],
                    "stated", 0, 9, quote)  # fmt: skip


def make_answer(text: str = LETTERS) -> Answer:
    told = Line(text, ("r1",), "event", "hoped", text, "2024-05-14", (1, 2), (text, "b"))
    wide = tuple(f"Column {number}" for number in range(9))
    return Answer(
        "brief",
        f"Briefing: {text}",
        (
            Section("Told", (told, Line("No status")), note=text),
            Section("Table", (told,), ("When", text)),
            Section("Wide", (Line("", status="denied", citations=(2,), cells=(text,) * 9),), wide),
            Section("Outer", sections=(Section("Inner", (told,)),)),
            Section("Empty"),
        ),
        (cite(1, text), cite(2, document="https://example.org/a?b=c&d", title=text)),
        (text,),
    )


def read_pdf(content: bytes) -> str:
    """All words of a PDF, with the places for breaking lines taken out."""
    pages = pypdfium2.PdfDocument(content)
    words = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(words.replace("\u200b", "").replace("\ufffe", "-").split())


class Words(HTMLParser):
    """The text of a page, its tags and the addresses that it leads to."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_both_say_the_lines_and_the_citations() -> None:
    answer = make_answer()
    page = " ".join("".join(Words(render_html(answer)).words).split())
    for text in (page, read_pdf(render_pdf(answer))):
        assert f"Briefing: {LETTERS}" in text
        assert "hoped" in text
        assert "denied" in text
        assert "[1] [2]" in text
        assert "d.txt, “On talks”, The Fjord, 2024-05-14: “Şırnak" in text
        assert "Column 8: Şırnak" in text
        assert "Inner" in text
        assert "Empty" not in text


@pytest.mark.parametrize("status", STATUS_WORDS)
def test_a_status_is_seen_in_word_and_colour(status: str) -> None:
    page = render_html(Answer("brief", "x", (Section("s", (Line("t", status=status),)),)))
    assert f'<span class="badge s-{status}">{STATUS_WORDS[status]}</span>' in page
    assert f".s-{status}" in page
    assert f"--{status}: #" in page


@pytest.mark.parametrize("trick", TRICKS)
def test_nothing_that_a_document_says_is_obeyed(trick: str) -> None:
    answer = make_answer(trick)
    page = render_html(answer)
    found = Words(page)
    assert found.tags <= {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul", "ol",
                          "li", "span", "bdi", "a", "table", "thead", "tbody", "tr", "th", "td", "div", "dl", "dt",
                          "dd"}  # fmt: skip
    assert not any(name.startswith("on") or name == "style" for name in found.attributes)
    assert {link for link in found.links if not link.startswith("#c")} == {"https://example.org/a?b=c&d"}
    assert page.count("<style>") == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    shown = build_sheet(answer).title
    assert shown in "".join(found.words)
    assert shown.replace(" ", "") in read_pdf(render_pdf(answer)).replace(" ", "")


@pytest.mark.parametrize(
    "document", ["javascript:alert(1)", "//example.org", "data:text/html,x", "file.txt", "ftp://a"]
)
def test_only_web_addresses_are_links(document: str) -> None:
    answer = Answer("brief", "x", (Section("s", (Line("t", citations=(1,)),)),), (cite(1, document=document),))
    assert Words(render_html(answer)).links == ["#c1"]
    assert b"/URI" not in render_pdf(answer)


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_the_same_answer_is_the_same_file(form: str) -> None:
    assert encode_answer(make_answer(), form) == encode_answer(make_answer(), form)


def test_the_pdf_knows_no_clock() -> None:
    kept = pypdfium2.PdfDocument(render_pdf(make_answer())).get_metadata_dict()
    assert kept["Title"].startswith("Briefing: ")
    assert (kept["CreationDate"], kept["ModDate"]) == ("", "")


def test_the_page_brings_its_own_policy_and_fetches_nothing() -> None:
    page = render_html(make_answer())
    assert "default-src &#x27;none&#x27;" in page
    assert get_policy().startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in page
    assert "@import" not in page


def test_letters_that_the_fonts_lack_are_owned_up_to() -> None:
    def read(text: str) -> str:
        return read_pdf(render_pdf(Answer("brief", "x", (Section("s", (Line(text),)),))))

    assert "do not have" not in read(f"{LETTERS}, ירושלים, القاهرة, Երևան, თბილისი, € ₺ №")
    text = read("東京 and Bangkok กรุงเทพ")
    assert "fonts do not have (CJK, Thai)" in text


def test_a_citation_that_is_not_there_breaks_nothing() -> None:
    answer = Answer("brief", "x", (Section("s", (Line("t", citations=(7,)),)),))
    assert "#c7" not in render_html(answer)
    assert "[7]" not in read_pdf(render_pdf(answer))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_either(text: str) -> None:
    answer = make_answer(text)
    assert render_pdf(answer).startswith(b"%PDF-")
    assert render_html(answer).encode("utf-8")
