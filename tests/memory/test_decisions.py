"""From decisions as they were appended to what holds, and what they come to when documents are read again."""

import dataclasses
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import BadDecision, UnknownName
from dragoman.memory.carrying import Applied, apply_decisions
from dragoman.memory.corrections import CORRECTABLE, correct_record, read_value
from dragoman.memory.decisions import decide_record, find_standing, find_taken_back, link_pairs, links
from dragoman.model.actor import Actor
from dragoman.model.decision import Decision
from dragoman.model.record import KINDS, Event, Evidence, Figure, Pledge, Record, Tie, to_json
from tests.fakes import FakeNames, actor, make_document, write
from tests.store.making import make_document as make_long_document
from tests.store.making import make_records

NAMES = FakeNames()
TEXT = "Kenya and Norway met in Oslo on 3 May 2021. Norway pledged to build a pier. Trade came to 40 million kroner."
NEWS = make_document("news.txt", TEXT)
MEETING = write(
    "event", NEWS, "Kenya and Norway met in Oslo", "2021-05-03", type="CONSULT", form="meeting", symmetric=True,
    initiators=[actor("KEN", "Amina Odhiambo"), "NOR"], score=2.5, mode="visit",
)  # fmt: skip
PLEDGE = write(
    "pledge", NEWS, "Norway pledged to build a pier", pledgers="NOR", content="build a pier", strength="pledged"
)
TRADE = write(
    "figure", NEWS, "Trade came to 40 million kroner", "2020", metric="trade", subjects=["NOR"], value=4e7, unit="NOK"
)
_numbers = itertools.count()


def decide(action: str, record: str | None, other: str | None = None, by: str = "Ada", **fields: Any) -> Decision:
    made = Decision(f"d{next(_numbers)}", "2026-01-02T00:00:00Z", by, "because", action, record, other)
    return dataclasses.replace(made, **fields)


def correct(record: Record, field: str, given_: str, **fields: Any) -> Decision:
    value = read_value(record, field, given_, NAMES, TEXT)
    return decide("correct", record.id, field=field, value=value, seen=to_json(record), **fields)


# What holds


def test_an_undo_takes_back_and_an_undo_of_it_lets_it_hold_again() -> None:
    first = decide("reject", "r")
    undo = decide("undo", None, first.id)
    again = decide("undo", None, undo.id)
    assert find_standing([first]) == (first,)
    assert find_standing([first, undo]) == ()
    assert find_taken_back([first, undo]) == {first.id: undo}
    assert find_standing([first, undo, again]) == (first,)
    assert find_standing([first, undo, again, decide("undo", None, again.id)]) == ()


def test_a_rejected_record_is_out_and_a_confirmed_one_is_marked() -> None:
    assert decide_record(MEETING, [decide("reject", MEETING.id)]).is_rejected
    confirmed = decide_record(MEETING, [decide("confirm", MEETING.id)])
    assert (confirmed.is_confirmed, confirmed.is_rejected, confirmed.is_corrected) == (True, False, False)
    assert confirmed.record == MEETING


def test_of_analysts_who_disagree_the_last_wins_and_both_are_kept() -> None:
    verdicts = [decide("reject", MEETING.id, by="Ada"), decide("confirm", MEETING.id, by="Ben")]
    decided = decide_record(MEETING, verdicts)
    assert decided.is_confirmed
    assert not decided.is_rejected
    assert [item.by for item in decided.decisions] == ["Ada", "Ben"]
    assert decided.holding == {verdicts[1].id}
    two = [correct(MEETING, "status", "hoped"), correct(MEETING, "status", "denied", by="Ben")]
    assert decide_record(MEETING, two).record.status == "denied"


def test_corrections_leave_evidence_and_what_was_said_alone() -> None:
    decisions = [correct(MEETING, "when", "2021-05"), correct(MEETING, "targets", "Türkiye; org:igad")]
    decided = decide_record(MEETING, decisions)
    assert isinstance(decided.record, Event)
    assert decided.said == MEETING
    assert decided.record.evidence == MEETING.evidence
    assert (decided.record.when.edtf, decided.record.when.precision) == ("2021-05", "month")
    assert decided.record.when.basis == "decided by Ada on 2026-01-02"
    assert [item.key for item in decided.record.targets] == ["TUR", "org:igad"]


def test_a_type_takes_away_what_hung_on_the_old_one_whatever_the_order() -> None:
    decisions = [correct(MEETING, "mode", "phone"), correct(MEETING, "type", "accuse"), correct(MEETING, "score", "-2")]
    for order in itertools.permutations(decisions):
        record = decide_record(MEETING, order).record
        assert isinstance(record, Event)
        assert (record.type, record.mode, record.score) == ("ACCUSE", "phone", -2)
    plain = decide_record(MEETING, decisions[1:2]).record
    assert isinstance(plain, Event)
    assert (plain.mode, plain.score) == (None, None)


def test_links_are_pairs_in_order_the_last_word_on_a_pair_wins() -> None:
    taken = decide("merge", "b", "c")
    decisions = [
        decide("merge", "b", "a"), decide("split", "c", "d"), decide("merge", "e", "f"), decide("split", "f", "e"),
        taken, decide("undo", None, taken.id), decide("confirm", "a"),
    ]  # fmt: skip
    assert links(decisions) == ((("a", "b"),), (("c", "d"), ("e", "f")))
    assert link_pairs(decisions[:1]) == ((("a", "b"),), ())


# What a correction takes


@pytest.mark.parametrize(
    ("record", "field", "given_", "value"),
    [
        (MEETING, "status", "HOPED", "hoped"),
        (MEETING, "form", "null", None),
        (MEETING, "round", "3", 3),
        (MEETING, "is_background", "yes", True),
        (MEETING, "place", "Oslo (Norway)", {"name": "Oslo", "state": "NOR"}),
        (MEETING, "topics", "fish; oil", ["fish", "oil"]),
        (MEETING, "topics", "null", []),
        (MEETING, "when", "null", None),
        (PLEDGE, "deadline", "2030", "2030"),
        (PLEDGE, "content", "build  a pier", "build a pier"),
        (TRADE, "value", "41,500,000", 41.5e6),
        (TRADE, "change", "+12%", {"percent": 12.0, "direction": "up"}),
    ],
)
def test_values_are_read_as_people_write_them(record: Record, field: str, given_: str, value: object) -> None:
    assert read_value(record, field, given_, NAMES, TEXT) == value
    correct_record(record, field, value, "decided")


@pytest.mark.parametrize(
    ("record", "field", "given_", "words"),
    [
        (MEETING, "evidence", "x", "may not be corrected"),
        (MEETING, "id", "x", "may not be corrected"),
        (MEETING, "kind", "pledge", "may not be corrected"),
        (MEETING, "document", "x", "may not be corrected"),
        (MEETING, "stance", "supports", "no field of an event"),
        (MEETING, "status", "maybe", "one of occurred"),
        (MEETING, "status", "null", "one of occurred"),
        (MEETING, "status", "", "one of occurred"),
        (MEETING, "when", "yesterday", "EDTF"),
        (MEETING, "round", "-1", "whole number"),
        (PLEDGE, "pledgers", "null", "by name or code"),
        (PLEDGE, "content", "build two piers", "stand in the document"),
        (TRADE, "value", "much", "a number"),
        (TRADE, "value", "nan", "a number"),
        (TRADE, "change", "12", r"\+12"),
    ],
)
def test_what_a_field_does_not_take_is_refused_and_what_it_takes_is_named(
    record: Record, field: str, given_: str, words: str
) -> None:
    with pytest.raises(BadDecision, match=words):
        read_value(record, field, given_, NAMES, TEXT)


def test_an_unknown_actor_gets_suggestions() -> None:
    with pytest.raises(UnknownName, match="did you mean Kenya"):
        read_value(MEETING, "targets", "Kenia", NAMES, TEXT)


def test_an_actor_that_stood_there_keeps_who_acts_for_it_unless_another_is_named() -> None:
    kept = read_value(MEETING, "initiators", "Kenyan; USA", NAMES, TEXT)
    assert [(item["state"], item["person"]) for item in kept] == [("KEN", "Amina Odhiambo"), ("USA", None)]
    (named,) = read_value(MEETING, "initiators", "Kenya (Musa Oloo, Cabinet Secretary)", NAMES, TEXT)
    assert (named["person"], named["office"]) == ("Musa Oloo", "Cabinet Secretary")


def test_what_may_be_corrected_are_fields_and_all_kinds_have_some() -> None:
    document = make_long_document()
    assert set(CORRECTABLE) == set(KINDS)
    for record in make_records(document):
        assert CORRECTABLE[record.kind].keys() <= {item.name for item in dataclasses.fields(record)}
        for field, takes in CORRECTABLE[record.kind].items():
            if "null" in takes:
                value = read_value(record, field, "null", NAMES, "")
                assert to_json(correct_record(record, field, value, "decided"))


# Whatever is decided can be taken back

_actions = st.sampled_from(
    [
        ("confirm", None, None),
        ("reject", None, None),
        ("correct", "status", "hoped"),
        ("correct", "status", "denied"),
        ("correct", "when", "2020"),
        ("correct", "type", "REQUEST"),
        ("correct", "form", None),
        ("correct", "mode", "a"),
    ]
)


def _make(drawn: list[tuple[str, str | None, Any]]) -> list[Decision]:
    return [decide(action, MEETING.id, field=field, value=value) for action, field, value in drawn]


@given(st.lists(_actions, max_size=6), st.lists(_actions, max_size=4), st.randoms())
def test_deciding_and_undoing_in_any_order_gives_back_the_same(before: Any, after: Any, random: Any) -> None:
    kept, added = _make(before), _make(after)
    undone = [decide("undo", None, item.id) for item in random.sample(added, len(added))]
    standing = find_standing([*kept, *added, *undone])
    assert standing == tuple(kept)
    assert decide_record(MEETING, standing) == decide_record(MEETING, kept)
    again = [decide("undo", None, item.id) for item in undone]
    assert find_standing([*kept, *added, *undone, *again]) == (*kept, *added)


@given(st.lists(_actions, max_size=7, unique_by=lambda item: item[1] or "verdict"), st.randoms())
def test_the_order_of_independent_decisions_does_not_matter(drawn: Any, random: Any) -> None:
    decisions = _make(drawn)
    shuffled = random.sample(decisions, len(decisions))
    left, right = decide_record(MEETING, decisions), decide_record(MEETING, shuffled)
    assert (left.record, left.is_rejected, left.is_confirmed, left.holding) == (
        right.record, right.is_rejected, right.is_confirmed, right.holding,
    )  # fmt: skip


# Documents are read again


def again(record: Record, by: int = 0, version: str | None = None, **fields: Any) -> Record:
    """The record as better rules give it: its clause `by` characters longer, and with another id where it is."""
    span = record.span
    end = span.end + by
    clause = Evidence(span.document, span.start, end, TEXT[span.start : end], "record")
    id = record.id if not by and version is None else f"{record.id}+{by}{version or ''}"
    return dataclasses.replace(record, id=id, evidence=(clause,), version=version or record.version, **fields)


def apply(decision: Decision, *records: Record) -> Applied:
    of_document: dict[str, list[Record]] = {}
    for record in records:
        of_document.setdefault(record.document, []).append(record)
    (applied,) = apply_decisions([decision], {record.id: record for record in records}, of_document)
    return applied


def test_a_decision_still_applies_to_a_record_that_says_the_same() -> None:
    confirm = decide("confirm", MEETING.id, seen=to_json(MEETING))
    assert apply(confirm, MEETING) == Applied(confirm, MEETING.id)
    # What the analyst did not judge may have become better.
    assert apply(confirm, dataclasses.replace(MEETING, confidence=0.1, topics=("fish",))).record == MEETING.id  # type: ignore[call-arg]


def test_a_verdict_on_something_else_no_longer_applies() -> None:
    reject = decide("reject", MEETING.id, seen=to_json(MEETING))
    applied = apply(reject, dataclasses.replace(MEETING, status="hoped"))
    assert (applied.record, applied.reason) == (None, "its status was occurred and is hoped now")
    assert "parties was KEN, NOR and is KEN now" in str(
        apply(reject, again(MEETING, initiators=(actor("KEN"),))).reason
    )


def test_a_correction_applies_while_the_field_is_as_it_was_or_as_it_was_corrected_to() -> None:
    decision = correct(MEETING, "status", "hoped")
    assert apply(decision, MEETING).reason is None
    assert apply(decision, again(MEETING, status="hoped")).reason is None
    assert apply(decision, again(MEETING, status="denied")).reason == "its status was occurred and is denied now"
    assert apply(correct(MEETING, "type", "REQUEST"), again(MEETING, type="REQUEST")).reason is None


@pytest.mark.parametrize("version", [None, "another version"])
def test_a_decision_is_carried_over_to_the_record_on_the_same_words(version: str | None) -> None:
    confirm = decide("confirm", MEETING.id, seen=to_json(MEETING))
    longer = again(MEETING, by=10, version=version)
    assert apply(confirm, longer, PLEDGE, TRADE) == Applied(confirm, longer.id, is_carried=True)


def test_what_cannot_be_carried_over_says_why() -> None:
    confirm = decide("confirm", MEETING.id, seen=to_json(MEETING))
    assert apply(confirm).reason == "news.txt holds no record any more"
    assert apply(confirm, PLEDGE).reason == "no event rests on its words any more"
    assert apply(confirm, again(MEETING, by=3, status="hoped")).reason == "its status was occurred and is hoped now"
    assert apply(confirm, again(MEETING, by=3, form="visit")).reason == "its form was meeting and is visit now"
    twins = [dataclasses.replace(again(MEETING, by=3), id=name) for name in "ab"]
    assert apply(confirm, *twins).reason == "2 records rest on its words now"
    assert "not kept" in str(apply(decide("confirm", "gone"), MEETING).reason)


def test_a_pair_is_carried_over_when_both_are_and_not_onto_one_record() -> None:
    other = dataclasses.replace(MEETING, id="other", document="b.txt")
    merge = decide("merge", MEETING.id, "other", seen=[to_json(MEETING), to_json(other)])
    longer = again(MEETING, by=5)
    assert apply(merge, longer, other) == Applied(merge, longer.id, "other", is_carried=True)
    assert apply(merge, longer).reason == "b.txt holds no record any more"
    twin = dataclasses.replace(MEETING, id="twin")
    both = decide("merge", MEETING.id, "twin", seen=[to_json(MEETING), to_json(twin)])
    assert apply(both, longer).reason == "the two are one record now"


def test_who_holds_an_office_is_part_of_the_tie() -> None:
    tie = write("tie", NEWS, "Norway", relation="office", subjects=[actor("NOR", "Kari Nes", "Foreign Minister")])
    assert isinstance(tie, Tie)
    confirm = decide("confirm", tie.id, seen=to_json(tie))
    other = dataclasses.replace(tie, subjects=(actor("NOR", "Liv Moe", "Foreign Minister"),))
    assert apply(confirm, tie).reason is None
    assert "Kari Nes NOR" in str(apply(confirm, other).reason)


def test_the_records_of_these_tests_are_what_they_seem() -> None:
    assert isinstance(MEETING, Event)
    assert isinstance(PLEDGE, Pledge)
    assert isinstance(TRADE, Figure)
    assert isinstance(MEETING.initiators[0], Actor)
