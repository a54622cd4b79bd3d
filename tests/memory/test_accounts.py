from typing import Any

from dragoman.memory.accounts import Point, find_differences, gather_points
from dragoman.memory.traits import Traits, find_traits
from dragoman.model.document import Document
from dragoman.model.matter import Placed
from dragoman.model.record import Event, Pledge, Record
from tests.fakes import actor, make_document, write

LEFT = make_document("left.txt", "Norway and Kenya met. They agreed to deepen the Mombasa fish harbour.")
RIGHT = make_document("right.txt", "Kenya saw Norway. Deepening the fish harbour at Mombasa is to be done by 2027.")


def find(record: Event | Pledge) -> Traits:
    return find_traits(record, Placed(1, "2024-03-01", None))


def promise(document: Document, words: str, **fields: Any) -> Record:
    given = {"pledgers": ["KEN", "NOR"], "content": words, "strength": "agreed", **fields}
    return write("pledge", document, words, **given)


def figure(document: Document, value: float, **fields: Any) -> Record:
    given = {"metric": "trade", "subjects": ["KEN", "NOR"], "unit": "USD", "period": "2023", **fields}
    return write("figure", document, document.text, value=value, **given)


def fields_of(point: Point) -> dict[str, list[str | None]]:
    return {item.field: [value for _, value, _ in item.values] for item in find_differences(point)}


def test_promises_that_share_most_words_are_one_point_and_the_deadline_of_one_is_told() -> None:
    mine = promise(LEFT, "deepen the Mombasa fish harbour")
    theirs = promise(RIGHT, "Deepening the fish harbour at Mombasa is to be done by 2027", deadline="2027")
    (point,) = gather_points([(0, mine), (1, theirs)], {}, find)
    assert point.accounts == (0, 1)
    assert fields_of(point) == {"deadline": [None, "2027"]}


def test_promises_in_other_words_are_two_points() -> None:
    mine, theirs = promise(LEFT, "deepen the Mombasa fish harbour"), promise(RIGHT, "saw Norway")
    assert len(gather_points([(0, mine), (1, theirs)], {}, find)) == 2


def test_one_account_is_not_held_against_itself() -> None:
    first, second = promise(LEFT, "deepen the Mombasa fish harbour"), promise(LEFT, "the Mombasa fish harbour")
    assert len(gather_points([(0, first), (0, second)], {}, find)) == 2


def test_records_of_one_matter_are_one_point() -> None:
    mine, theirs = promise(LEFT, "deepen the Mombasa fish harbour"), promise(RIGHT, "saw Norway", strength="intends")
    (point,) = gather_points([(0, mine), (1, theirs)], {mine.id: "m", theirs.id: "m"}, find)
    assert fields_of(point) == {"how firmly": ["agreed", "intends"]}


def test_one_quantity_with_two_values_is_a_difference() -> None:
    (point,) = gather_points([(0, figure(LEFT, 2e8)), (1, figure(RIGHT, 3e8))], {}, find)
    assert fields_of(point) == {"value": ["200,000,000 USD", "300,000,000 USD"]}
    assert len(gather_points([(0, figure(LEFT, 2e8)), (1, figure(RIGHT, 3e8, period="2022"))], {}, find)) == 2


def test_a_day_within_a_span_and_a_name_within_a_name_agree() -> None:
    contact = {"type": "CONSULT", "form": "meeting", "symmetric": True}
    mine = write("event", LEFT, "met", "2024-03-01", initiators=[actor("KEN", "Ruth Achola"), actor("NOR")], **contact)
    theirs = write(
        "event", RIGHT, "saw", "2024-02-28/2024-03-02", initiators=[actor("KEN", "Achola"), actor("NOR")], **contact
    )
    matters = {mine.id: "m", theirs.id: "m"}
    (point,) = gather_points([(0, mine), (1, theirs)], matters, find)
    assert fields_of(point) == {}
    other = write("event", RIGHT, "saw", "2024-03-02", initiators=["KEN", "NOR"], place="Oslo", **contact)
    (point,) = gather_points([(0, mine), (1, other)], {mine.id: "m", other.id: "m"}, find)
    assert fields_of(point) == {"when": ["2024-03-01", "2024-03-02"]}


def test_a_promise_here_and_an_agreement_there_are_one_point_told_as_two_things() -> None:
    mine = promise(LEFT, "deepen the Mombasa fish harbour")
    theirs = write(
        "event", RIGHT, "Deepening the fish harbour at Mombasa", type="AGREE", initiators=["KEN", "NOR"], symmetric=True
    )
    (point,) = gather_points([(0, mine), (1, theirs)], {}, find)
    assert fields_of(point) == {"told as": ["an undertaking (agreed, no deadline)", "an act (agree)"]}
