from typing import Any

import pytest

from dragoman.memory.threads import (
    STAGES,
    Move,
    Rarity,
    find_move,
    find_outcome,
    find_stage,
    is_same_name,
    say_movement,
)
from dragoman.memory.traits import Traits, find_traits
from dragoman.model.matter import Placed
from dragoman.model.record import Event, Evidence, Pledge
from tests.fakes import actor, make_document, write


def tell(published: str | None, when: str | None = None, **fields: Any) -> tuple[Event, Traits]:
    """A contact of Chile and Fiji as a document of its own tells it."""
    document = make_document(f"{published}-{when}-{fields.get('status')}.txt", "They were to see each other.")
    given = {"type": "CONSULT", "form": "visit", "initiators": ["KEN"], "targets": ["NOR"], **fields}
    event = write("event", document, "were to see each other", when, **given)
    assert isinstance(event, Event)
    return event, find_traits(event, Placed(1, published, None))


def promise(**fields: Any) -> Pledge:
    document = make_document("p.txt", "Kenya will mend the lighthouse.")
    given = {"pledgers": "KEN", "content": "mend the lighthouse", "strength": "intends", **fields}
    record = write("pledge", document, "will mend the lighthouse", **given)
    assert isinstance(record, Pledge)
    return record


def act(cue: str, **fields: Any) -> Event:
    document = make_document("a.txt", f"Kenya {cue} the lighthouse with Norway.")
    given = {"type": "COOPERATE", "initiators": ["KEN"], "targets": ["NOR"], **fields}
    record = write("event", document, document.text, **given)
    assert isinstance(record, Event)
    start = document.text.index(cue)
    words = Evidence(document.id, start, start + len(cue), cue, "cue")
    return Event(**{name: getattr(record, name) for name in Event.__dataclass_fields__} | {"evidence": (words,)})


@pytest.mark.parametrize(
    ("fields", "word", "stage"),
    [
        ({}, "announced", "pledge"),
        ({"strength": "agreed"}, "agreed", "pledge"),
        ({"status": "occurred"}, "kept", "completion"),
        ({"status": "ongoing"}, "under way", "implementation"),
        ({"status": "denied"}, "ruled out", None),
        ({"lifecycle": "suspended"}, "suspended", "suspended"),
    ],
)
def test_what_a_promise_tells_of_its_life(fields: dict[str, Any], word: str, stage: str | None) -> None:
    move = find_move(promise(**fields), is_first=True)
    assert (move.word, move.stage) == (word, stage)


def test_a_promise_told_again_is_restated() -> None:
    assert find_move(promise()).word == "restated"


@pytest.mark.parametrize(
    ("cue", "fields", "word", "stage"),
    [
        ("completed", {}, "completed", "completion"),
        ("inaugurated", {}, "completed", "completion"),
        ("suspended", {}, "suspended", "suspended"),
        ("cancelled", {}, "cancelled", "cancelled"),
        ("works on", {"status": "ongoing"}, "under way", "implementation"),
        ("signed", {"type": "AGREE", "instrument": "loan agreement"}, "signed", "commitment"),
        ("signed", {"type": "AGREE", "instrument": "MoU"}, "signed, not binding", "pledge"),
        ("reached", {"type": "AGREE", "instrument": "loan agreement"}, "agreed", None),
        ("completed", {"status": "intended"}, "planned", None),
        ("completed", {"status": "hoped"}, "hoped for", None),
        ("completed", {"status": "denied"}, "said not to be so", None),
        ("criticised", {"type": "ACCUSE"}, "disputed", None),
    ],
)
def test_what_an_act_tells_of_the_life(cue: str, fields: dict[str, Any], word: str, stage: str | None) -> None:
    move = find_move(act(cue, **fields))
    assert (move.word, move.stage) == (word, stage)


def test_the_stage_is_not_lowered_by_a_promise_and_a_stop_holds_until_something_moves() -> None:
    announced, done = Move("announced", "pledge"), Move("done", "implementation", is_movement=True)
    stopped = Move("suspended", "suspended", is_setback=True)
    assert find_stage([announced]) == STAGES["pledge"]
    assert find_stage([announced, done, announced]) == STAGES["implementation"]
    assert find_stage([announced, done, stopped, announced]) == STAGES["suspended"]
    assert find_stage([stopped, done]) == STAGES["implementation"]


def test_silence_differs_from_what_says_that_nothing_moves() -> None:
    moved, stopped = Move("done", "implementation", is_movement=True), Move("ruled out", is_setback=True)
    assert say_movement([]) == "no evidence of movement"
    assert say_movement([Move("restated", "pledge")]) == "no evidence of movement"
    assert say_movement([moved]) == "evidence of movement"
    assert say_movement([stopped]) == "evidence of no movement"
    assert say_movement([moved, stopped]) == "evidence of movement and of a setback"


def test_stages_bear_the_codes_of_iati() -> None:
    assert {stage.name: stage.iati for stage in STAGES.values()} == {
        "pledge": 1, "commitment": 1, "implementation": 2, "completion": 4, "suspended": 6, "cancelled": 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "is_same"),
    [
        ("Tana Delta gas pipeline", "the Tana Delta Natural Gas Pipeline", True),
        ("Tana Delta gas pipeline", "Tana Delta road", False),
        ("Rift Blue Water Scheme", "Hill Green Power Scheme", False),
        ("Pipeline", "Gas Pipeline", False),
        (None, "Gas Pipeline", False),
    ],
)
def test_names_are_the_same_where_one_holds_the_others_telling_words(
    left: str | None, right: str | None, is_same: bool
) -> None:
    assert is_same_name(left, right) is is_same
    assert is_same_name(right, left) is is_same


def test_a_planned_visit_is_met_by_the_visit_at_its_time() -> None:
    plan = tell("2023-02-01", "2023-03", status="scheduled")
    held = tell("2023-03-09", "2023-03-08")
    (outcome,) = find_outcome(plan, [held])
    assert (outcome.event, outcome.is_dated) == (held[0], True)


@pytest.mark.parametrize(
    ("published", "when", "fields"),
    [
        ("2023-04-09", "2023-04-08", {}),  # another month
        ("2023-03-09", "2023-03-08", {"initiators": ["NOR"], "targets": ["KEN"]}),  # the other way
        ("2023-03-09", "2023-03-08", {"targets": ["TUR"]}),  # another host
        ("2023-03-09", "2023-03-08", {"status": "hoped"}),  # no deed
        ("2023-03-09", "2023-03-08", {"form": "call"}),  # another kind of contact
        ("2023-03-09", "2023-03-08", {"initiators": [actor("KEN", "Ruth Achola")]}),  # another person
        ("2023-01-09", "2023-01-08", {}),  # before the plan
    ],
)
def test_what_differs_is_not_what_was_planned(published: str, when: str, fields: dict[str, Any]) -> None:
    plan = tell("2023-02-01", "2023-03", status="scheduled", initiators=[actor("KEN", "Amina Odhiambo")])
    assert find_outcome(plan, [tell(published, when, **fields)]) == ()


def test_a_plan_without_a_day_is_met_by_what_follows_soon_and_nearest_first() -> None:
    plan = tell("2023-02-01", None, status="intended")
    near, later = tell("2023-03-09", "2023-03-08"), tell("2023-05-03", "2023-05-02")
    far = tell("2024-02-02", "2024-02-01")
    outcomes = find_outcome(plan, [far, later, near])
    assert [outcome.event for outcome in outcomes] == [near[0], later[0]]
    assert not outcomes[0].is_dated
    assert outcomes[0].words == "35 days after it was spoken of; the plan gives no date"


def test_a_round_is_met_by_that_round_alone() -> None:
    forum = {"form": "dialogue-round", "mechanism": "Joint Economic Commission", "symmetric": True}
    plan = tell("2023-02-01", "2023", status="scheduled", round=4, **forum)
    assert find_outcome(plan, [tell("2023-06-02", "2023-06-01", round=4, **forum)])
    assert not find_outcome(plan, [tell("2023-06-02", "2023-06-01", round=5, **forum)])
    assert not find_outcome(plan, [tell("2023-06-02", "2023-06-01", form="meeting", symmetric=True)])


def test_rare_words_tell_more_than_common_ones() -> None:
    common = frozenset({"trade", "growth", "green"})
    rarity = Rarity([common] * 20 + [frozenset({"lighthouse", "lantern", "keeper", *common})])
    rare = frozenset({"lighthouse", "lantern", "keeper", "trade"})
    assert rarity.share(rare, rare | common) == 1
    assert rarity.share(rare, common | {"lighthouse", "harbour", "wreck"}) == 0  # two words are chance
    assert rarity.share(frozenset({"lighthouse", *common}), frozenset({"wreck", *common})) < 0.5
