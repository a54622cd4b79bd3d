"""Compare, thread, ledger and agenda over the sample documents, as the reading wing really reads them."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app

SAMPLES = Path(__file__).parents[2] / "src/dragoman/samples/documents"
PIPELINE = "Ogaden–Lamu gas pipeline"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("matters") / "samples.sqlite")
    found = CliRunner().invoke(app, ["--database", path, "read", str(SAMPLES)])
    assert found.exit_code == 0, found.output
    return path


def ask(database: str, *words: str) -> dict[str, Any]:
    found = CliRunner().invoke(app, ["--database", database, *words, "--format", "json"])
    assert found.exit_code == 0, found.output
    answer: dict[str, Any] = json.loads(found.stdout)
    return answer


def lines_of(answer: dict[str, Any], title: str) -> list[str]:
    return [line["text"] for part in answer["sections"] if part["title"].startswith(title) for line in part["lines"]]


def find_meeting(database: str) -> str:
    """The record of the meeting of March 2025 in Kenya's readout."""
    rows = CliRunner().invoke(
        app, ["--database", database, "export", "--document", "02-readout-kenya.txt", "--type", "CONSULT"]
    )
    records = [json.loads(row) for row in rows.stdout.splitlines()]
    return next(str(r["id"]) for r in records if r["when"]["edtf"] == "2025-03-11" and r["place"])


def test_both_governments_accounts_of_one_meeting_are_laid_side_by_side(database: str) -> None:
    answer = ask(database, "compare", find_meeting(database))
    (table,) = [part for part in answer["sections"] if part["title"] == "The accounts"]
    assert set(table["lines"][0]["cells"]) >= {
        "A: Ministry of Foreign Affairs of Kenya",
        "B: Ministry of Foreign Affairs of Türkiye",
    }
    assert any("loan of USD 400 million" in text for text in lines_of(answer, "A ("))
    assert any("Cyprus" in text for text in lines_of(answer, "B ("))
    assert any("no deadline" in text or "2025-06" in text for text in lines_of(answer, "Where they differ"))


def test_the_pipeline_that_is_promised_again_and_again_does_not_move(database: str) -> None:
    answer = ask(database, "thread", PIPELINE)
    (standing,) = lines_of(answer, "Where it stands")
    assert standing.startswith("Pipeline: Pledge (IATI 1): evidence of no movement")
    steps = lines_of(answer, "What was said and done")
    assert any(text.startswith("20 May 2025, announced") or "20 May 2025, restated" in text for text in steps)
    assert "said not to be so" in steps[-1]


def test_a_deadline_that_passed_is_marked_in_the_ledger(database: str) -> None:
    answer = ask(database, "pledges", "--project", PIPELINE)
    deadlines = [line["cells"].get("Deadline", "") for line in answer["sections"][0]["lines"]]
    assert "June 2025: passed 5 months ago, completion not on record" in deadlines


def test_an_agenda_of_the_standing_dialogue(database: str) -> None:
    answer = ask(database, "agenda", "Kenya–Türkiye Political Consultations")
    (basis,) = lines_of(answer, "What this agenda counts from")
    assert "From 20 May 2025 (the last round on record)" in basis
    assert any("Joint Committee on Maritime Transport" in text for text in lines_of(answer, "Promised since"))
    assert all(line["citations"] for part in answer["sections"][1:] for line in part["lines"])
