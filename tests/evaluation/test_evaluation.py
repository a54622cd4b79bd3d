import copy
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import GoldError
from dragoman.evaluation import evaluate, load_gold, score_records
from dragoman.evaluation.compare import is_same_issue, is_same_name, is_same_number, is_same_person, unit_of
from dragoman.model.record import to_json
from tests.fakes import actor, make_document, write

TEXT = make_document(
    "t.txt",
    "Bogotá urged Quito to reopen the bridge. Minister Paz visited Chile on 3 May 2020. "
    "It is hoped that Paz will return. Peru promised Chile two million dollars. Chile backed Peru on the strait.",
)


def gold() -> list[dict[str, Any]]:
    paz = actor("Colombia", "Ana Paz", "Minister")
    records = [
        write("event", TEXT, "Bogotá urged Quito to reopen the bridge", type="REQUEST", initiators=[actor("COL")],
              targets=[actor("ECU")]),
        write("event", TEXT, "Minister Paz visited Chile", "2020-05-03", type="CONSULT", form="visit",
              initiators=[paz], targets=[actor("CHL")]),
        write("event", TEXT, "It is hoped that Paz will return", type="CONSULT", form="visit", status="hoped",
              initiators=[paz], targets=[actor("CHL")]),
        write("pledge", TEXT, "Peru promised Chile two million dollars", pledgers=[actor("PER")],
              content="two million dollars", strength="pledged"),
        write("position", TEXT, "Chile backed Peru on the strait", holders=[actor("CHL")], issue="strait",
              stance="supports"),
    ]  # fmt: skip
    return [{**json.loads(json.dumps(to_json(record))), "core": True, "alt": {}} for record in records]


def test_perfect_reading_is_perfect() -> None:
    report = score_records(gold(), gold())
    assert (report.overall.f1, report.overall.strict_f1, report.false_share) == (1.0, 1.0, 0.0)
    assert report.unreal == 2


def test_reading_nothing_finds_nothing_and_lies_about_nothing() -> None:
    report = score_records(gold(), [])
    assert (report.overall.recall, report.overall.precision, report.false_facts) == (0.0, None, ())


def test_a_hope_told_as_fact_is_a_false_fact() -> None:
    rows, found = gold(), gold()
    found[2]["status"] = "occurred"
    assert score_records(rows, found).false_facts == (rows[2]["id"],)


def test_a_promise_told_as_delivery_is_a_false_fact() -> None:
    rows, found = gold(), gold()
    pledge = found.pop(3)
    delivered = {**copy.deepcopy(found[0]), "type": "AID", "initiators": pledge["pledgers"], "targets": []}
    found.append({**delivered, "evidence": pledge["evidence"], "id": "aid"})
    assert score_records(rows, found).false_facts == (rows[3]["id"],)


def test_a_date_that_the_text_does_not_give_is_invented() -> None:
    found = gold()
    found[0]["when"]["edtf"] = "2020-05-03"
    found[1]["when"]["edtf"] = None
    report = score_records(gold(), found)
    assert (report.overall.invented_dates, report.overall.missing_dates) == (1, 1)


def test_turned_direction_is_found_but_wrong() -> None:
    found = gold()
    found[0]["initiators"], found[0]["targets"] = found[0]["targets"], found[0]["initiators"]
    report = score_records(gold(), found)
    assert report.overall.f1 == 1.0
    assert report.overall.accuracy["direction"] < 1.0


def test_records_that_are_not_core_count_neither_way() -> None:
    rows = gold()
    rows[4]["core"] = False
    assert score_records(rows, gold()).kinds["position"].precision is None
    assert score_records(rows, gold()[:4]).overall.f1 == 1.0


def test_an_agreement_on_a_pledges_words_is_not_held_against_the_reader() -> None:
    found = gold()
    agree = {**copy.deepcopy(found[0]), "type": "AGREE", "initiators": found[3]["pledgers"], "targets": []}
    found.append({**agree, "evidence": found[3]["evidence"], "id": "agree"})
    assert score_records(gold(), found).overall.precision == 1.0


def test_records_of_other_documents_are_ignored() -> None:
    other = {**copy.deepcopy(gold()[0]), "document": "other.txt"}
    assert score_records(gold(), [*gold(), other]).overall.precision == 1.0


def test_report_as_answer() -> None:
    answer = score_records(gold(), gold()).to_answer()
    assert answer.sections[0].lines[-1].cells[:5] == ("all", "5", "5", "0", "5")
    assert answer.notes == ("False facts: 0.0 (0 of 2).",)


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "line 1: no JSON"), ('{"id": 1}', "lacks kind"), ("[]", "lacks"), ("", "holds no gold record")],
)
def test_bad_gold_is_named(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=words):
        evaluate(path)


def test_gold_without_its_documents_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in gold()), encoding="utf-8")
    assert len(load_gold(tmp_path)) == 5
    with pytest.raises(GoldError, match="--documents"):
        evaluate(path)
    with pytest.raises(GoldError, match=r"t\.txt"):
        evaluate(path, tmp_path)


def test_small_comparisons() -> None:
    assert is_same_name("Joint Committee", "the joint-committee of ministers")
    assert is_same_name("UN", "United Nations")
    assert not is_same_name("Peru", "Chile")
    assert is_same_person("Ana Paz", "Minister Paz")
    assert not is_same_person("Ana Paz", None)
    assert is_same_issue("the strait question", "strait")
    assert is_same_number("2e6", 2000000)
    assert not is_same_number(None, 1)
    assert [unit_of(unit) for unit in ("US dollars", "percent", "doses", None)] == ["usd", "%", "dose", None]
