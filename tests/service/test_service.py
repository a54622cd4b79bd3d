import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.errors import BadFilter, SourceError, StoreUnavailable, UnknownName
from dragoman.model.actor import AUTHOR, Actor
from dragoman.model.document import Document
from dragoman.model.ids import make_record_id
from dragoman.model.record import Event, Evidence, Record
from dragoman.model.tally import Tally
from dragoman.model.when import When
from dragoman.service import Dragoman

Reader = Callable[[Document], tuple[Record, ...]]


def read_meetings(document: Document) -> tuple[Record, ...]:
    """A reading wing that knows one word: "met" is a meeting of Kenya and Norway."""
    if "boom" in document.text:
        raise ZeroDivisionError("boom")
    start = document.text.find("met")
    if start < 0:
        return ()
    return (
        Event(
            id=make_record_id(document.id, document.version, "event", start, start + 3, 0),
            document=document.id,
            version=document.version,
            status="occurred",
            when=When(),
            attribution=(AUTHOR,),
            evidence=(Evidence(document.id, start, start + 3, "met", "record"),),
            confidence=0.9,
            rules=("met@1",),
            type="CONSULT",
            form="meeting",
            symmetric=True,
            initiators=(Actor("Kenya", "KEN"), Actor("Norway", "NOR")),
        ),
    )


def open_dragoman(path: Path, reader: Reader = read_meetings) -> Dragoman:
    made = Dragoman(path)
    # The reading wing is a cached property: what stands there already is what reads.
    made.__dict__["_find_records"] = reader
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "documents"
    place.mkdir()
    (place / "a.txt").write_text("Kenya and Norway met in the spring.\n", encoding="utf-8")
    (place / "b.txt").write_text("Nothing happened between the two governments.\n", encoding="utf-8")
    return place


def test_reading_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        first = dragoman_.read([folder])
        before = list(dragoman_.export())
        second = dragoman_.read([folder])
        assert (first.read, first.new, first.unchanged, first.kinds["event"]) == (2, 2, 0, 1)
        assert (second.read, second.unchanged, second.records) == (0, 2, 0)
        assert list(dragoman_.export()) == before


def test_a_changed_file_is_a_new_version(folder: Path, tmp_path: Path) -> None:
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        dragoman_.read([folder])
        (folder / "a.txt").write_text("They did not speak at all this year.\n", encoding="utf-8")
        tally = dragoman_.read([folder])
        assert (tally.read, tally.new, tally.changed, tally.unchanged) == (1, 0, 1, 1)
        assert list(dragoman_.export()) == []


def test_another_reader_reads_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        dragoman_.read([folder])
        monkeypatch.setattr("dragoman.service.__version__", "99.0")
        assert dragoman_.read([folder]).read == 2


def test_one_bad_document_costs_only_itself(folder: Path, tmp_path: Path) -> None:
    (folder / "aa.txt").write_text("This one goes boom in the reader.\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        tally = dragoman_.read([folder, tmp_path / "missing.txt"])
        assert tally.read == 2
        assert {skip.name.rpartition("/")[2] for skip in tally.skipped} == {"aa.txt", "empty.txt", "missing.txt"}
        assert tally.reasons["unexpected ZeroDivisionError"] == 1


def test_other_languages_are_skipped_with_the_reason(folder: Path, tmp_path: Path) -> None:
    text = (
        "Le ministre des affaires étrangères a rencontré son homologue norvégien à Nairobi. Les deux ministres ont "
        "parlé de la coopération entre leurs pays, et ils ont signé un accord sur la pêche dans les eaux du nord. "
    )
    (folder / "c.txt").write_text(text * 3, encoding="utf-8")
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        (skip,) = dragoman_.read([folder]).skipped
        assert skip.reason == "language fr"
        assert "only English" in skip.message


def test_an_interrupt_leaves_a_clean_database_and_a_tally(folder: Path, tmp_path: Path) -> None:
    def interrupt(document: Document) -> tuple[Record, ...]:
        if document.id == "b.txt":
            raise KeyboardInterrupt
        return read_meetings(document)

    with open_dragoman(tmp_path / "x.sqlite", interrupt) as dragoman_:
        tally = dragoman_.read([folder])
        assert (tally.is_interrupted, tally.read) == (True, 1)
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        tally = dragoman_.read([folder])
        assert (tally.read, tally.unchanged) == (1, 1)


def test_progress_is_told_after_each_input(folder: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def note(tally: Tally, name: str) -> None:
        seen.append(f"{tally.read} {name}")

    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        dragoman_.read([folder], on_progress=note)
    assert seen == ["1 a.txt", "2 b.txt"]


def test_answers_open_the_database_for_reading_only_and_make_none(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "x.sqlite"
    with Dragoman(path) as dragoman_:
        for ask in (dragoman_.timeline, dragoman_.status, dragoman_.documents, lambda: list(dragoman_.export())):
            with pytest.raises(StoreUnavailable, match="dragoman read PATH"):
                ask()
    assert not path.exists()


def test_names_are_taken_as_people_write_them(folder: Path, tmp_path: Path) -> None:
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        dragoman_.read([folder])
        for names in (("kenya", "NOR"), ("Nairobi", "norwegian"), ("KEN", "Oslo")):
            assert dragoman_.brief(*names).title == "Briefing: Kenya and Norway"
        assert len(dragoman_.timeline(states=["oslo"]).sections[0].lines) == 1
        with pytest.raises(UnknownName):
            dragoman_.brief("Atlantis")


def test_filters_are_checked(tmp_path: Path, folder: Path) -> None:
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        dragoman_.read([folder])
        with pytest.raises(BadFilter, match="takes a list"):
            dragoman_.timeline(kinds="event")
        with pytest.raises(BadFilter, match="unknown format"):
            dragoman_.export("xml")
        with pytest.raises(BadFilter):
            dragoman_.brief()


def test_export_is_what_the_scorer_reads(tmp_path: Path, folder: Path) -> None:
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        dragoman_.read([folder])
        (row,) = [json.loads(line) for line in dragoman_.export()]
    assert (row["document"], row["kind"], row["evidence"][0]["quote"]) == ("a.txt", "event", "met")
    assert "known_from" not in row


def test_status_tells_path_schema_and_reader(tmp_path: Path, folder: Path) -> None:
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        dragoman_.read([folder])
        rows = {line.cells[0]: line.cells[1] for section in dragoman_.status().sections for line in section.lines}
        assert rows["database"].endswith("x.sqlite")
        assert rows["reader"] == dragoman_.reader
        assert rows["schema"]


def run_python(code: str) -> str:
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_the_front_door_loads_no_language_model() -> None:
    code = "import sys, dragoman; dragoman.Dragoman; print([n for n in ('spacy', 'rich', 'typer') if n in sys.modules])"
    assert run_python(code) == "[]"


def test_answering_loads_no_language_model(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "x.sqlite"
    with open_dragoman(path) as dragoman_:
        dragoman_.read([folder])
    code = (
        f"import sys, dragoman\nwith dragoman.Dragoman({str(path)!r}) as d:\n    d.timeline(); d.brief('kenya')\n"
        "print([n for n in ('spacy', 'trafilatura', 'pypdfium2', 'alembic') if n in sys.modules])"
    )
    assert run_python(code) == "[]"


def test_what_the_package_offers_is_there() -> None:
    assert set(dragoman.__all__) <= set(dir(dragoman))
    assert dragoman.Dragoman is Dragoman
    with pytest.raises(AttributeError):
        dragoman.nonsense  # noqa: B018 - asking is the test


def write_dated(folder: Path, name: str, text: str, published: str) -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps({"published": published}), encoding="utf-8")


def test_the_three_times_combine(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write_dated(folder, "c", "Kenya and Norway met again in the summer.\n", "2021-03-15")
    clock = iter(["2025-01-01T10:00:00+00:00"] * 3 + ["2025-02-01T10:00:00+00:00"] * 3)

    def learn(dragoman_: Dragoman) -> None:
        store = dragoman_._open(is_writing=True)
        store._now = lambda: datetime.fromisoformat(next(clock))  # type: ignore[attr-defined]
        dragoman_.read([folder])

    with open_dragoman(path) as dragoman_:
        learn(dragoman_)
        write_dated(folder, "c", "Kenya and Norway did not speak at all.\n", "2021-04-01")
        learn(dragoman_)

        def count(**times: Any) -> int:
            return len(list(dragoman_.export(**times)))

        assert count() == 1, "an undated document"
        assert count(known_by="2025-01-15") == 2
        assert count(known_by="2025-01-15", as_of="2021-03-15") == 1
        assert count(known_by="2025-01-15", as_of="2021-03-15", undated=True) == 2
        assert count(known_by="2025-01-15", as_of="2021-03-15", during="2021") == 0
        assert count(known_by="2025-02-01T10:00:00", as_of="2021-04") == 0
        answer = dragoman_.documents(as_of="2021-04-01")
        assert answer.title == "Documents, as of 1 April 2021"
        assert answer.notes == ("2 undated documents left out: --undated admits them.",)
        sections = dragoman_.status(as_of="2021-04").sections
        held = {line.cells[0]: line.cells[1] for section in sections for line in section.lines}
        assert (held["documents"], held["versions of documents"]) == ("1", "2")
        with pytest.raises(BadFilter, match="the first dated document here is of 15 March 2021"):
            dragoman_.timeline(as_of="2021-03-14", known_by="2025-01-15")
        with pytest.raises(BadFilter, match="the first dated document here is of 1 April 2021"):
            dragoman_.timeline(as_of="2021-03-15")


def test_as_of_needs_a_dated_document_unless_the_database_is_empty(folder: Path, tmp_path: Path) -> None:
    with open_dragoman(tmp_path / "x.sqlite") as dragoman_:
        dragoman_.read([])
        assert dragoman_.timeline(as_of="2021").title == "Timeline, as of 2021"
        dragoman_.read([folder])
        with pytest.raises(BadFilter, match=r"no document here has a publication date.*--undated admits 2"):
            dragoman_.timeline(as_of="2021")
        assert len(dragoman_.timeline(as_of="2021", undated=True).sections[0].lines) == 1


def test_times_and_attributions_keep_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_text("The king said on 4 May 2019 that the strait would open.", encoding="utf-8")
    database = tmp_path / "none.sqlite"
    with Dragoman(database) as dragoman:
        times = dragoman.times([folder / "c.txt"])
        voices = dragoman.attributions([folder / "c.txt"])
    assert not database.exists()
    assert [line.cells[3:7] for line in times.sections[0].lines] == [("4 May 2019", "DATE", "2019-05-04", "2019-05-04")]
    assert [line.cells[1:4] for line in voices.sections[0].lines] == [("king", "indirect", "said")]
    with Dragoman(database) as dragoman, pytest.raises(SourceError):
        dragoman.times([folder / "absent.txt"])


def test_terms_of_office_refuse_what_cannot_narrow_them() -> None:
    with Dragoman(":memory:") as dragoman, pytest.raises(BadFilter, match="offices are not narrowed by issue"):
        dragoman.offices(issue="Western Sahara")
