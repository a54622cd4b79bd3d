import csv
import io
import json
import re

from dragoman.exchange.csv_ import COLUMNS, iter_csv, make_cells, protect_cell
from dragoman.exchange.jsonl import dump_json, make_row
from dragoman.model.filter import Filter
from dragoman.model.record import from_json, to_json
from tests.fakes import actor, make_document, voice, write
from tests.queries.world import build_world


def test_a_row_is_the_record_with_its_publication_date() -> None:
    store = build_world()
    for record in store.find_records(Filter()):
        row = make_row(record, store.get_document(record.document))
        assert row.pop("published") == store.documents[record.document].published
        assert row == to_json(record)
        assert from_json(json.loads(dump_json(row))) == record


def test_known_from_is_there_only_when_asked_for() -> None:
    record = next(build_world().find_records(Filter()))
    assert "known_from" not in make_row(record, None)
    assert make_row(record, None, "2026-01-01T00:00:00Z")["known_from"] == "2026-01-01T00:00:00Z"


def test_json_shows_nothing_that_a_terminal_would_obey_and_loses_nothing() -> None:
    text = "a\x1b[31m\x9b2J\u202e\x7f\u2028b\ud800"
    dumped = dump_json({"x": text})
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u202a-\u202e]", dumped)
    dumped.encode("utf-8")
    assert json.loads(dumped)["x"] == text


def test_csv_has_the_documented_columns_one_row_a_record() -> None:
    store = build_world()
    records = list(store.find_records(Filter()))
    lines = iter_csv((record, store.get_document(record.document), None) for record in records)
    rows = list(csv.DictReader(io.StringIO("".join(lines))))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["id"] for row in rows] == [record.id for record in records]
    pledge = next(row for row in rows if row["kind"] == "pledge")
    assert (pledge["actor_states"], pledge["other_states"], pledge["deadline"]) == ("TUR", "KEN", "2026")
    assert next(row for row in rows if row["kind"] == "figure")["value"] == "350000000"


def test_csv_of_nothing_is_a_header() -> None:
    assert "".join(iter_csv([])).strip() == ",".join(COLUMNS)


def test_csv_adds_known_from_when_asked() -> None:
    record = next(build_world().find_records(Filter()))
    rows = list(csv.DictReader(io.StringIO("".join(iter_csv([(record, None, "2026-01-01")])))))
    assert rows[0]["known_from"] == "2026-01-01"


def test_quotes_name_speaker_and_persons() -> None:
    document = make_document("q.txt", "We agreed, she said.")
    nes = actor("NOR", "Kari Nes")
    quote = write("quote", document, "We agreed", speaker=nes, mode="direct", content="We agreed",
                  attribution=(voice("Kari Nes", "NOR", mode="direct"),))  # fmt: skip
    cells = make_cells(quote, document)
    assert (cells["actors"], cells["persons"], cells["voice"], cells["mode"]) == (
        "Norway",
        "Kari Nes",
        "Kari Nes",
        "direct",
    )


def test_cells_that_a_spreadsheet_would_run_are_defused() -> None:
    assert [protect_cell(text) for text in ("=1+1", "@x", "-2", "plain", "a\x00b")] == [
        "'=1+1",
        "'@x",
        "'-2",
        "plain",
        "ab",
    ]
