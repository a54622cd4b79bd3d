import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.answer import Answer, Citation, Line, Section
from dragoman.render.clean import clean_text, escape_markdown
from dragoman.render.formats import FORMATS, write_answer
from dragoman.render.terminal import STATUS_STYLES, make_console, render_terminal

EVIL = "[bold]Ankara[/bold] \x1b[31mred\x1b[0m \x9b2J \u202etxet \x07 `code` <b>x</b> | *a*"
CITATION = Citation(1, "d.txt", "v1", "On [link=x]talks[/link]", "The Fjord", "2024-05-14", "stated", 0, 9, EVIL)
LINE = Line(f"They met: {EVIL}", ("r1",), "event", "hoped", EVIL, "2024-05-14", (1,), ("14 May 2024", EVIL))
ANSWER = Answer(
    "timeline",
    f"Timeline: {EVIL}",
    (
        Section("Prose", (LINE,), note=EVIL),
        Section("Table", (LINE,), ("When", "What")),
        Section("Outer", sections=(Section("Inner", (LINE,)),)),
    ),
    (CITATION,),
    (EVIL,),
)


def write(answer: Answer, form: str) -> str:
    stream = io.StringIO()
    write_answer(answer, form, stream)
    return stream.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_reaches_the_terminal_that_it_would_obey(form: str) -> None:
    text = write(ANSWER, form)
    assert not re.search("[\x00-\x09\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("form", ["table", "json"])
def test_markup_in_documents_is_shown_as_it_is(form: str) -> None:
    assert "[bold]Ankara[/bold]" in " ".join(write(ANSWER, form).split())


@pytest.mark.parametrize("form", FORMATS)
def test_status_and_citation_are_in_every_format(form: str) -> None:
    text = write(ANSWER, form)
    assert "hoped" in text
    assert "d.txt" in text


def test_json_keeps_every_character() -> None:
    body = json.loads(write(ANSWER, "json"))
    assert body["citations"][0]["quote"] == EVIL
    assert body["sections"][0]["lines"][0]["status_word"] == "hoped"
    assert body["sections"][1]["lines"][0]["cells"] == {"When": "14 May 2024", "What": EVIL}
    assert body["sections"][2]["sections"][0]["title"] == "Inner"


def test_jsonl_lines_stand_alone() -> None:
    rows = [json.loads(row) for row in write(ANSWER, "jsonl").splitlines()]
    assert [row["section"] for row in rows] == ["Prose", "Table", "Outer / Inner"]
    assert all(row["citations"][0]["document"] == "d.txt" for row in rows)


def test_csv_has_common_and_own_columns() -> None:
    rows = list(csv.DictReader(io.StringIO(write(ANSWER, "csv"))))
    assert rows[1]["When"] == "14 May 2024"
    assert rows[0]["When"] == ""
    assert rows[0]["quotes"].startswith("[bold]Ankara[/bold] [31mred")


def test_csv_defuses_formulas() -> None:
    line = Line("=HYPERLINK(1)")
    text = write(Answer("x", "x", (Section("s", (line,)),)), "csv")
    assert "'=HYPERLINK(1)" in text


def test_markdown_escapes_what_it_would_interpret() -> None:
    text = write(ANSWER, "markdown")
    assert "\\[bold\\]" in text
    assert "\\<b\\>" in text
    assert "- **hoped**: " in text
    assert "| When | What |" in text
    assert escape_markdown("a | b") == "a \\| b"


@pytest.mark.parametrize("width", [20, 60, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    stream = io.StringIO()
    console = make_console(stream)
    console.width = width
    render_terminal(ANSWER, console)
    assert max(len(line.rstrip("\n")) for line in stream.getvalue().splitlines()) <= width


def test_a_narrow_terminal_gets_sentences_for_a_table() -> None:
    stream = io.StringIO()
    console = make_console(stream)
    console.width = 50
    columns = tuple(f"Column {number}" for number in range(9))
    section = Section("Wide", (Line("One sentence.", cells=tuple("word" for _ in columns)),), columns)
    render_terminal(Answer("x", "x", (section,)), console)
    assert "One sentence." in stream.getvalue()
    assert "Column 1" not in stream.getvalue()


def test_empty_columns_are_left_out() -> None:
    section = Section("s", (Line("t", cells=("a", "")),), ("Full", "Empty"))
    assert "Empty" not in write(Answer("x", "x", (section,)), "table")


def test_every_status_word_has_a_style() -> None:
    from dragoman.model.answer import STATUS_WORDS

    assert set(STATUS_STYLES) == set(STATUS_WORDS.values())


@given(st.text())
def test_clean_text_is_harmless_and_stable(text: str) -> None:
    cleaned = clean_text(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", cleaned)
    assert clean_text(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_plain_text_is_left_alone() -> None:
    text = "São Tomé’s “first” résumé — 東京, Київ"
    assert clean_text(text) == text
