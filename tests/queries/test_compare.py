import pytest

from dragoman.errors import UnknownRecord
from dragoman.model.answer import Answer, Section
from dragoman.model.filter import Filter
from dragoman.queries.compare import compare_accounts
from dragoman.queries.desk import Desk
from dragoman.queries.subject import make_state_namer
from tests.fakes import FakeNames, MemoryStore, make_document, write
from tests.queries.accounts import build_accounts


def make_desk(store: MemoryStore) -> Desk:
    return Desk(store, make_state_namer(FakeNames()))


def ask(store: MemoryStore, document: str, number: int = 0) -> Answer:
    return compare_accounts(store.records[document][number].id, Filter(), make_desk(store))


def section(answer: Answer, title: str) -> Section:
    return next(item for item in answer.sections if item.title.startswith(title))


@pytest.fixture(scope="module")
def meeting() -> Answer:
    return ask(build_accounts(), "kenyan.txt")


def test_two_readouts_stand_in_two_columns(meeting: Answer) -> None:
    table = section(meeting, "The accounts")
    assert table.columns[1:] == (
        "A: Ministry of Foreign Affairs of Kenya",
        "B: Ministry of Foreign Affairs of Norway",
    )
    rows = {line.cells[0]: line.cells[1:] for line in table.lines}
    assert rows["When"] == ("5 June 2023", "5 June 2023")
    assert rows["Where"] == ("Nairobi", "—")


def test_every_statement_on_what_they_say_is_cited(meeting: Answer) -> None:
    lines = [line for item in meeting.sections if item.title != "Who is silent" for line in item.lines]
    assert all(line.citations for line in lines)
    assert {number for line in lines for number in line.citations} == {c.number for c in meeting.citations}


def test_differences_in_number_deadline_and_firmness_name_both_sides(meeting: Answer) -> None:
    told = [line.text for line in section(meeting, "Where they differ").lines]
    assert any("240,000,000 USD" in text and "210,000,000 USD" in text for text in told)
    assert any(text.startswith("Deadline") and ": 2027" in text and "not given" in text for text in told)
    assert any(text.startswith("How firmly") and "agreed" in text and "intends" in text for text in told)


def test_what_only_one_of_them_says(meeting: Answer) -> None:
    kenyan = [line.text for line in section(meeting, "A (").lines]
    norwegian = [line.text for line in section(meeting, "B (").lines]
    assert any("lend 90 million dollars" in text for text in kenyan)
    assert any("Western Sahara" in text for text in norwegian)
    assert not any("geothermal" in text for text in kenyan + norwegian)


def test_nobody_is_silent_where_both_speak(meeting: Answer) -> None:
    assert section(meeting, "Who is silent").note == (
        "every state that is party to it has a document of its own here that tells of it"
    )


def test_a_party_whose_documents_are_held_and_do_not_tell_is_silent() -> None:
    store = build_accounts()
    only = make_document(
        "only.txt", "Norway met Ethiopia.", publisher="Oslo", publisher_state="NOR", published="2023-06-07"
    )
    sides = {"initiators": ["NOR", "ETH"], "symmetric": True, "type": "CONSULT", "form": "meeting"}
    store.add_document(only, [write("event", only, "met", "2023-06-07", **sides)], "by-hand")
    answer = ask(store, "only.txt")
    assert answer.notes == ("One account only: no other document on record tells of it.",)
    (line,) = section(answer, "Who is silent").lines
    assert line.text.startswith("Ethiopia: no document of its publishers")
    other = make_document("eth.txt", "A new bridge.", publisher="Addis", publisher_state="ETH", published="2023-06-10")
    store.add_document(other, [], "by-hand")
    (line,) = section(ask(store, "only.txt"), "Who is silent").lines
    assert line.text == (
        "Ethiopia: 1 document of its publishers from 2023-05-24 to 2023-06-21 is held, and none is known to tell of it."
    )


def test_one_account_offers_near_ones_with_their_ids() -> None:
    store = build_accounts()
    answer = ask(store, "norwegian.txt", 1)  # the visit, which only one readout tells of
    (line,) = section(answer, "Near ones").lines[:1]
    assert "met" in line.text
    assert line.text.rstrip(")").rsplit("(", 1)[1].startswith("m")


def test_a_matter_is_found_by_its_id_an_old_id_and_the_beginning_of_a_records() -> None:
    store = build_accounts()
    desk = make_desk(store)
    record = store.records["norwegian.txt"][0]
    matter = store.get_matters([record.id])[record.id]
    titles = {
        compare_accounts(asked, Filter(), desk).title for asked in (matter, f"m{record.id}", record.id, record.id[:12])
    }
    assert len(titles) == 1
    with pytest.raises(UnknownRecord, match="no matter and no record “mffffffffffffffff”"):
        compare_accounts("mffffffffffffffff", Filter(), desk)
