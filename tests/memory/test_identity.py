"""What is one event, promise, position, tie or figure across documents, and what is not."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.memory.blocks import find_keys, find_sought
from dragoman.memory.clusters import Links
from dragoman.memory.joining import Joiner
from dragoman.memory.likeness import compare
from dragoman.memory.standing import IdentityNames
from dragoman.memory.traits import find_traits
from dragoman.model.matter import Placed
from dragoman.model.record import Change, Event, Record
from tests.fakes import MemoryStore, actor, make_document, write


def find_office(title: str) -> str | None:
    known = {"foreign minister": "foreign-minister", "minister of foreign affairs": "foreign-minister"}
    return known.get(title.casefold())


def tell(
    kind: str, name: str, text: str, published: str | None = None, when: str | None = None, **fields: Any
) -> Record:
    """The one record of a document of its own, resting on all its words."""
    record = write(kind, make_document(name, text, published=published), text, when, **fields)
    published_by[name] = published
    return record


published_by: dict[str, str | None] = {}


def join(records: Sequence[Record], links: Links | None = None, at_once: int = 1) -> set[frozenset[str]]:
    """The matters, as sets of the names of the documents that tell of them; a document has one record here."""
    store = MemoryStore()
    for record in records:
        text = record.span.quote
        document = make_document(record.document, text, published=published_by[record.document])
        store.add_document(document, [record], "test")
    joiner = Joiner(IdentityNames(find_office, lambda issue: issue == "human rights"), links)
    while joiner.join(store.joining_state, at_once):
        pass
    names = {store.joining_state.numbers[record.id]: record.document for record in records}
    matters: dict[str, set[str]] = {}
    for number, matter in store.joining_state.matters.items():
        matters.setdefault(matter, set()).add(names[number])
    return {frozenset(group) for group in matters.values()}


def are_one(*records: Record) -> bool:
    return len(join(records)) == 1


def call(
    name: str,
    published: str | None,
    when: str | None = None,
    text: str = "spoke by phone on the grain corridor",
    **fields: Any,
) -> Record:
    given: dict[str, Any] = {
        "type": "CONSULT", "form": "call", "symmetric": True,
        "initiators": actor("KEN", "Musalia Mudavadi", "Foreign Minister"),
        "targets": actor("NOR", "Espen Barth Eide", "Foreign Minister"),
    }  # fmt: skip
    return tell("event", name, text, published, when, **{**given, **fields})


# Contacts


def test_a_call_announced_by_both_sides_two_days_apart_is_one_call() -> None:
    assert are_one(call("ken", "2024-05-06", "2024-05-05"), call("nor", "2024-05-07"))
    assert are_one(call("ken", "2024-05-06"), call("nor", "2024-05-08"))


def test_two_meetings_four_days_apart_are_two() -> None:
    assert not are_one(call("a", "2024-05-06", "2024-05-06"), call("b", "2024-05-10", "2024-05-10"))
    assert not are_one(call("a", "2024-05-06"), call("b", "2024-05-10"))


def test_who_reports_a_day_late_reports_the_same_call() -> None:
    assert are_one(call("a", "2024-05-06", "2024-05-06"), call("b", "2024-05-07", "2024-05-07"))
    # One desk's "today" is another day each day.
    desk = [call("a", "2024-05-06", "2024-05-06"), call("b", "2024-05-07", "2024-05-07")]
    placed = [Placed(number, f"2024-05-0{6 + number}", "KEN") for number in (0, 1)]
    assert compare(*(find_traits(item, where) for item, where in zip(desk, placed, strict=True))) is None
    # Without the persons, days next to each other are too little.
    bare = {"initiators": "KEN", "targets": "NOR"}
    assert not are_one(call("a", None, "2024-05-06", **bare), call("b", None, "2024-05-07", **bare))
    assert are_one(call("a", None, "2024-05-06", **bare), call("b", None, "2024-05-06", **bare))


def test_the_first_visit_in_nine_years_is_the_visit_it_speaks_of() -> None:
    visit = {
        "type": "CONSULT", "form": "visit", "initiators": actor("TUR", "Hakan Fidan", "Foreign Minister"),
        "targets": "ETH", "place": "Addis Ababa",
    }  # fmt: skip
    dated = tell("event", "a", "Hakan Fidan arrived in Addis Ababa on Monday", "2024-05-06", "2024-05-06", **visit)
    told = tell("event", "b", "the first visit to Addis Ababa in nine years", "2024-05-07", None, **visit)
    assert are_one(dated, told)


def test_a_visit_told_by_its_month_and_by_its_days_is_one() -> None:
    def visit(name: str, when: str, person: str = "Hakan Fidan", **fields: Any) -> Record:
        words = f"{person} visited Ethiopia, {name}"
        given = {"initiators": actor("TUR", person, "Foreign Minister"), "targets": "ETH", **fields}
        return tell("event", name, words, "2024-07-30", when, type="CONSULT", form="visit", **given)

    assert are_one(visit("a", "2024-05"), visit("b", "2024-05-06/2024-05-07"))
    assert are_one(visit("a", "2024-05"), visit("b", "2024-05-06"))
    assert not are_one(visit("a", "2024-05-02"), visit("b", "2024-05-06"))
    assert not are_one(visit("a", "2024-05"), visit("b", "2024-05-06", "Mehmet Demir"))
    assert not are_one(visit("a", "2024-05"), visit("b", "2024-05-06", targets="KEN"))
    assert not are_one(visit("a", "2024"), visit("b", "2024-05-06"))


def test_other_persons_or_another_office_make_another_meeting() -> None:
    presidents = {"initiators": actor("KEN", "William Ruto", "President"), "targets": actor("NOR", None, "King")}
    assert not are_one(call("a", "2024-05-06", "2024-05-06"), call("b", "2024-05-06", "2024-05-06", **presidents))
    office = {"initiators": actor("KEN", None, "President"), "targets": "NOR"}
    minister = {"initiators": actor("KEN", None, "Foreign Minister"), "targets": "NOR"}
    assert not are_one(call("a", None, "2024-05-06", **office), call("b", None, "2024-05-06", **minister))


def test_a_surname_alone_is_the_person() -> None:
    short = {"initiators": actor("KEN", "Mudavadi"), "targets": actor("NOR", "Eide")}
    assert are_one(call("a", "2024-05-06", "2024-05-06"), call("b", "2024-05-06", None, **short))


def test_a_plan_a_hope_and_a_denial_are_not_what_took_place() -> None:
    for status in ("scheduled", "hoped", "hypothetical", "denied"):
        assert not are_one(call("a", "2024-05-06", "2024-05-06"), call("b", "2024-05-05", "2024-05-06", status=status))
    # A plan told twice, once as agreed and once as announced, is one plan.
    assert are_one(
        call("a", "2024-05-01", "2024-05-06", status="scheduled"),
        call("b", "2024-05-02", "2024-05-06", status="intended"),
    )


def test_a_plan_told_weeks_apart_is_one_plan() -> None:
    fields = {"status": "scheduled", "form": "summit", "initiators": "KEN", "targets": "NOR"}
    first = call("a", "2022-04-16", "2022-05-12/2022-05-13", "the leaders' summit", **fields)
    forum = {"mechanism": "U.S.-Kenya Special Summit"}
    assert are_one(first, call("b", "2022-04-29", "2022-05-12/2022-05-13", "the summit in May", **fields))
    other = call("b", "2022-05-09", None, "to attend it", **fields, mechanism="Kenya-US Special Summit")
    assert are_one(replace(first, **forum), other)


def test_a_call_is_no_meeting_and_a_visit_neither() -> None:
    assert not are_one(call("a", None, "2024-05-06"), call("b", None, "2024-05-06", form="meeting"))
    assert not are_one(call("a", None, "2024-05-06"), call("b", None, "2024-05-06", form="visit"))


def test_a_round_is_known_by_its_number_whenever_it_is_told_of() -> None:
    third = {"mechanism": "Joint Economic Commission", "round": 3, "form": "dialogue-round"}
    assert are_one(call("a", "2021-03-02", "2021-03-01", **third), call("b", "2024-01-01", "2021", **third))
    elsewhere = {**third, "initiators": actor("TUR"), "targets": actor("ETH")}
    assert not are_one(call("a", None, "2021-03-01", **third), call("b", None, "2021-03-01", **elsewhere))
    fourth = {**third, "round": 4}
    assert not are_one(call("a", None, "2021-03-01", **third), call("b", None, "2021-03-01", **fourth))


def test_a_meeting_of_the_day_is_not_the_round_of_a_forum_without_its_persons() -> None:
    forum = {"mechanism": "Joint Economic Commission", "form": "dialogue-round", "initiators": "KEN", "targets": "NOR"}
    assert not are_one(
        call("a", None, "2021-03-01", **forum), call("b", None, "2021-03-01", "met over lunch", form="meeting")
    )


def test_two_events_of_one_document_stay_two() -> None:
    text = "They spoke in the morning. They spoke in the evening."
    document = make_document("a", text, published="2024-05-06")
    fields = {"type": "CONSULT", "form": "call", "symmetric": True, "initiators": "KEN", "targets": "NOR"}
    one = write("event", document, "spoke in the morning", "2024-05-06", **fields)
    two = write("event", document, "spoke in the evening", "2024-05-06", **fields)
    assert isinstance(one, Event)
    assert isinstance(two, Event)
    placed = Placed(1, "2024-05-06", None)
    assert compare(find_traits(one, placed), find_traits(two, placed)) is None


def test_a_report_without_a_day_that_fits_two_calls_joins_neither() -> None:
    records = [call("a", "2024-05-06", "2024-05-06"), call("b", "2024-05-08", "2024-05-08"), call("c", "2024-05-08")]
    for order in (records, records[::-1]):
        assert join(order) == {frozenset({"a"}), frozenset({"b"}), frozenset({"c"})}


def test_what_one_does_and_what_the_other_does_are_two_acts() -> None:
    def accuse(name: str, who: str, whom: str, text: str) -> Record:
        return tell("event", name, text, "2024-05-06", "2024-05-06", type="ACCUSE", initiators=who, targets=whom)

    words = "condemned the seizure of the trawler off Lamu"
    assert are_one(
        accuse("a", "KEN", "ETH", words), accuse("b", "KEN", "ETH", "condemned the trawler's seizure off Lamu")
    )
    assert not are_one(accuse("a", "KEN", "ETH", words), accuse("b", "ETH", "KEN", words))
    # The same day and the same parties do not make one act of two.
    assert not are_one(accuse("a", "KEN", "ETH", words), accuse("b", "KEN", "ETH", "condemned shelling of a clinic"))


def test_most_of_a_gathering_is_the_gathering() -> None:
    many = ["KEN", "NOR", "ETH", "TUR"]
    fields = {"form": "summit", "initiators": many, "targets": ()}
    assert are_one(
        call("a", None, "2024-05-06", mechanism="Joint Economic Commission", **fields),
        call("b", None, "2024-05-06", mechanism="Joint Economic Commission", **{**fields, "initiators": many[:3]}),
    )


def test_a_war_is_one_however_often_it_is_named() -> None:
    def war(name: str, words: str, published: str) -> Record:
        text = f"spoke of {words}"
        record = tell("event", name, text, published, type="ASSAULT", initiators="ETH", targets="KEN")
        cue = write("event", make_document(name, text), words, type="ASSAULT").evidence[0]
        return replace(record, evidence=(*record.evidence, replace(cue, field="cue")))

    assert are_one(war("a", "aggression", "2022-03-01"), war("b", "invasion", "2022-09-01"))
    assert not are_one(war("a", "strike", "2022-03-01"), war("b", "strike", "2022-09-01"))


# Promises


def pledge(name: str, content: str, published: str | None = "2024-05-06", **fields: Any) -> Record:
    return tell(
        "pledge", name, content, published, content=content, strength="pledged", **{"pledgers": "NOR", **fields}
    )


def test_a_promise_is_known_by_its_words() -> None:
    first = pledge("a", "finance two ferries for the crossing at Likoni")
    assert are_one(first, pledge("b", "financing two ferries for the Likoni crossing", "2025-02-01"))
    assert not are_one(first, pledge("b", "finance a harbour school at Malindi"))
    assert not are_one(first, pledge("b", "finance two ferries for the crossing at Likoni", pledgers="TUR"))


def test_the_same_words_to_somebody_else_are_another_promise() -> None:
    words = "finance two ferries for the crossing at Likoni"
    to_kenya = pledge("a", words, beneficiaries="KEN")
    assert are_one(to_kenya, pledge("b", words, beneficiaries="KEN"))
    assert are_one(to_kenya, pledge("b", words)), "whom a text leaves open may be anybody"
    assert not are_one(to_kenya, pledge("b", words, beneficiaries="TUR"))
    assert are_one(
        pledge("a", words, beneficiaries="KEN", project="Likoni"),
        pledge("b", words, beneficiaries="TUR", project="Likoni"),
    )


def test_other_amounts_deadlines_or_projects_are_other_promises() -> None:
    words = "grant 40 million dollars for drought relief in Turkana"
    assert are_one(pledge("a", words), pledge("b", words))
    assert not are_one(pledge("a", words), pledge("b", words.replace("40", "25")))
    assert not are_one(pledge("a", words, deadline="2025"), pledge("b", words, deadline="2030"))


def test_a_formula_in_many_releases_is_one_promise_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def count(left: Any, right: Any) -> Any:
        compared.append((left.id, right.id))
        return compare(left, right)

    monkeypatch.setattr("dragoman.memory.joining.compare", count)
    records = [pledge(f"d{i}", "keep the northern corridor open to humanitarian convoys") for i in range(40)]
    assert len(join(records, at_once=7)) == 1
    assert not compared


def test_a_promise_in_too_few_words_is_another_each_time() -> None:
    assert not are_one(pledge("a", "accept"), pledge("b", "accept"))
    assert not are_one(pledge("a", "work together"), pledge("b", "work together"))


# Standing things


def test_positions_figures_and_ties_are_known_by_their_fields() -> None:
    def position(name: str, text: str = "backs the plan", **fields: Any) -> Record:
        given = {"holders": "KEN", "issue": "Western Sahara", "stance": "supports", "toward": "NOR"}
        return tell("position", name, text, **{**given, **fields})

    assert are_one(position("a"), position("b", issue="western sahara"))
    assert not are_one(position("a"), position("b", stance="opposes"))
    # Of a broad issue there is much to uphold.
    rights = {"issue": "human rights", "toward": ()}
    assert not are_one(position("a", **rights), position("b", text="freed journalists in Lamu", **rights))
    same = "upheld the rights of nomads in the drylands"
    assert are_one(position("a", text=same, **rights), position("b", text=f"again {same}", **rights))

    def office(name: str, person: str, title: str) -> Record:
        return tell(
            "tie", name, f"{title} {person}", relation="office", subjects=(actor("NOR", person, title),), label=title
        )

    eide = office("a", "Espen Barth Eide", "Foreign Minister")
    assert are_one(eide, office("b", "Eide", "Minister of Foreign Affairs"))
    assert are_one(eide, office("b", "Espen Barth Eyde Jr.", "Foreign Minister"))
    assert not are_one(eide, office("b", "Ine Eriksen", "Foreign Minister"))


def test_figures_of_one_period_are_one_quantity_however_they_disagree() -> None:
    def figure(name: str, metric: str, value: float, text: str = "stood at", **fields: Any) -> Record:
        given = {"metric": metric, "value": value, "subjects": ("KEN", "NOR"), "unit": "USD", "period": "2023"}
        return tell("figure", name, text, **{**given, **fields})

    assert are_one(figure("a", "trade", 4e7), figure("b", "trade", 4.6e7, change=Change(3.0, "up")))
    assert not are_one(figure("a", "trade", 4e7), figure("b", "trade", 4e7, period="2022"))
    # Of aid there are many packages in a year.
    words = "for wells in Turkana after the drought"
    assert not are_one(figure("a", "aid", 4e7), figure("b", "aid", 4.6e7))
    assert are_one(figure("a", "aid", 4e7, words), figure("b", "aid", 4e7, f"granted {words}"))
    # So round a value may be that of anything.
    assert not are_one(figure("a", "aid", 4e7, words), figure("b", "aid", 4e7, "a loan for school buses in Kisumu"))
    assert not are_one(figure("a", "aid", 4e7, words), figure("b", "aid", 4e7, words, period="2019"))


# Analysts, order, keys


def test_what_an_analyst_joined_or_parted_stays_so() -> None:
    one, other = call("a", "2024-05-06", "2024-05-06"), call("b", "2024-09-09", "2024-09-09")
    assert join([one, other], Links(joined=[(other.id, one.id)])) == {frozenset({"a", "b"})}
    third = call("c", "2024-12-01", "2024-12-01")
    assert len(join([one, other, third], Links(joined=[(one.id, other.id), (third.id, other.id)]))) == 1
    # The rest of a matter stays in it when one of its records is joined with another.
    beside = call("d", "2024-05-06", "2024-05-06")
    assert len(join([one, beside, other], Links(joined=[(one.id, other.id)]))) == 1
    stances = [tell("position", name, "backs it", holders="KEN", issue=name, stance="supports") for name in "efg"]
    chain = Links(joined=[(stances[0].id, stances[1].id), (stances[1].id, stances[2].id)])
    assert len(join(stances, chain)) == 1
    same = call("c", "2024-05-06", "2024-05-06")
    assert len(join([one, same], Links(parted=[(same.id, one.id)]))) == 2
    words = "keep the northern corridor open to humanitarian convoys"
    twins = [pledge("d", words), pledge("e", words), pledge("f", words)]
    assert len(join(twins, Links(parted=[(twins[0].id, twins[1].id)]))) == 2


_DAYS = st.sampled_from([None, "2024-05-05", "2024-05-06", "2024-05-07", "2024-05-09", "2024-05", "2024"])
_WHO = st.sampled_from([actor("KEN"), actor("KEN", "Musalia Mudavadi"), actor("KEN", "William Ruto", "President")])
_CALLS = st.lists(
    st.tuples(_DAYS, _DAYS, _WHO, st.sampled_from(["occurred", "ongoing", "scheduled"])), min_size=2, max_size=8
)


@settings(max_examples=60, deadline=None)
@given(_CALLS, st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_order_of_reading_makes_no_difference(rows: list[Any], rng: random.Random, at_once: int) -> None:
    records = [
        call(f"d{number}", published, when, initiators=who, status=status)
        for number, (published, when, who, status) in enumerate(rows)
    ]
    records += [pledge(f"p{number}", f"open {number % 2 + 1} ferry lines across the sound") for number in range(3)]
    first = join(records)
    rng.shuffle(records)
    assert join(records, at_once=at_once) == first


@settings(max_examples=60, deadline=None)
@given(_CALLS)
def test_whatever_is_alike_shares_a_key(rows: list[Any]) -> None:
    traits = [
        find_traits(record, Placed(number, published, None))
        for number, (published, when, who, status) in enumerate(rows)
        if isinstance(record := call(f"d{number}", published, when, initiators=who, status=status), Event)
    ]
    for left in traits:
        for right in traits:
            likeness = compare(left, right)
            if likeness is not None and likeness.is_enough:
                assert set(find_sought(left)) & set(find_keys(right))
