"""The matcher of stories, on records made by hand; and the stories themselves, without a reader."""

from pathlib import Path
from typing import Any

import pytest

from dragoman.model.actor import AUTHOR, Actor, Place, Voice
from dragoman.model.record import Change, Event, Evidence, Figure, Quote, Record, Tie
from dragoman.model.when import When, is_edtf
from tests.stories_match import (
    FLOORS,
    STORIES,
    Story,
    Tally,
    check_story,
    count,
    load_stories,
    match_record,
    match_story,
    raise_floors,
    report,
)

FILES = [path for path in sorted(STORIES.glob("*.yml")) if path != FLOORS]
TEXT = "Norwegian Foreign Minister Ane Solberg met her Chilean counterpart, Diego Rojas, in Oslo on Tuesday."


def common(status: str = "occurred", when: str | None = None, voice: Voice = AUTHOR) -> dict[str, Any]:
    return {
        "id": "r",
        "document": "d",
        "version": "v",
        "status": status,
        "when": When(edtf=when),
        "attribution": (voice,),
        "evidence": (Evidence(document="d", start=0, end=9, quote=TEXT[:9], field="record"),),
        "confidence": 0.9,
        "rules": ("by-hand",),
    }


SOLBERG = Actor(name="Norway", state="NOR", person="Ane Solberg", office="Foreign Minister")
ROJAS = Actor(name="Chile", state="CHL", person="Diego Rojas", office="Foreign Minister")
UNITED_NATIONS = Actor(name="United Nations", id="org:un")
MEETING = Event(
    **common(when="2024-05-07"),
    type="CONSULT",
    form="meeting",
    initiators=(SOLBERG,),
    targets=(ROJAS,),
    symmetric=True,
    place=Place(name="Oslo", state="NOR"),
)
VISIT = Event(**common(status="hoped"), type="CONSULT", form="visit", initiators=(ROJAS,), targets=(SOLBERG,))
OFFICE = Tie(**common(status="ongoing"), relation="office", subjects=(SOLBERG,), object="Foreign Minister of Norway")
TRADE = Figure(
    **common(when="2022"),
    metric="trade",
    subjects=(Actor(name="Norway", state="NOR"), Actor(name="Chile", state="CHL")),
    value=2.9e9,
    unit="USD",
    change=Change(percent=14.0, direction="up"),
)
QUOTE = Quote(
    **common(voice=Voice(name="Ane Solberg", mode="direct", state="NOR")),
    speaker=SOLBERG,
    mode="direct",
    cue="said",
    content="“The ferry will sail on Monday,”",
)
OPINION = Quote(**common(), speaker=Actor(name="author"), mode="author", content="Norway should wait")


@pytest.mark.parametrize(
    ("wish", "record"),
    [
        ({"kind": "event", "type": "CONSULT", "actors": ["CHL", "NOR"]}, MEETING),
        ({"symmetric": True, "initiators": ["CHL"], "targets": ["NOR"]}, MEETING),
        ({"initiators": ["CHL"], "targets": ["NOR"]}, VISIT),
        ({"persons": ["Ane Solberg", "Rojas"], "place": "Oslo", "when": "2024-05-07"}, MEETING),
        ({"form": ["summit", "meeting"], "status": ["occurred", "ongoing"]}, MEETING),
        ({"when": None, "place": None}, VISIT),
        ({"kind": "tie", "person": "Ane Solberg", "office": "Foreign Minister", "state": "NOR"}, OFFICE),
        ({"metric": "trade", "value": 2900000000, "unit": "usd", "change_percent": 14, "subjects": ["CHL"]}, TRADE),
        ({"speaker": "Ane Solberg", "cue": "said", "content": "the ferry will sail", "mode": "direct"}, QUOTE),
        ({"speaker": "NOR", "said_by": "Solberg", "said_mode": "direct"}, QUOTE),
        ({"speaker": "author", "said_by": "author"}, OPINION),
    ],
)
def test_a_description_matches_what_it_describes(wish: dict[str, Any], record: Record) -> None:
    assert match_record(wish, record)


@pytest.mark.parametrize(
    ("wish", "record"),
    [
        ({"kind": "pledge"}, MEETING),
        ({"actors": ["NOR"]}, MEETING),
        ({"actors": ["NOR", "CHL", "PER"]}, MEETING),
        ({"initiators": ["CHL"], "targets": ["NOR"]}, MEETING),
        ({"initiators": ["NOR"], "targets": ["CHL"]}, VISIT),
        ({"symmetric": True, "initiators": ["NOR"], "targets": ["PER"]}, MEETING),
        ({"persons": ["Per Solberg"]}, MEETING),
        ({"when": None}, MEETING),
        ({"when": "2024-05"}, MEETING),
        ({"status": "occurred"}, VISIT),
        ({"place": "Bergen"}, MEETING),
        ({"person": "Diego Rojas"}, OFFICE),
        ({"office": "Prime Minister"}, OFFICE),
        ({"value": 2.9e6}, TRADE),
        ({"unit": "EUR"}, TRADE),
        ({"change_percent": 15}, TRADE),
        ({"content": "sail the ferry"}, QUOTE),
        ({"speaker": "Ane Haugland"}, QUOTE),
        ({"speaker": "author"}, QUOTE),
        ({"said_by": "NOR"}, OPINION),
        ({"speaker": None}, QUOTE),
        ({"stance": "supports"}, MEETING),
    ],
)
def test_a_description_does_not_match_anything_else(wish: dict[str, Any], record: Record) -> None:
    assert not match_record(wish, record)


def test_an_organisation_goes_by_its_name_or_its_initials() -> None:
    event = Event(**common(), type="REQUEST", initiators=(UNITED_NATIONS,), targets=(ROJAS,))
    assert match_record({"initiators": ["United Nations"]}, event)
    assert match_record({"initiators": ["UN"]}, event)
    assert not match_record({"initiators": ["African Union"]}, event)


def test_each_expected_record_needs_one_of_its_own() -> None:
    wishes = ({"kind": "event", "type": "CONSULT"}, {"kind": "event", "form": "meeting"})
    assert match_story(Story(id="s", text=TEXT, records=wishes), [MEETING]).found == 1
    assert match_story(Story(id="s", text=TEXT, records=wishes), [MEETING, VISIT]).found == 2
    # The general description gives way to the one that only a single record fits.
    assert match_story(Story(id="s", text=TEXT, records=wishes), [VISIT, MEETING]).found == 2


def test_what_must_not_be_found_is_named_with_its_words() -> None:
    outcome = match_story(Story(id="s", text=TEXT, nothing=({"kind": "event"}, {"kind": "pledge"})), [MEETING])
    assert (outcome.absent, outcome.forbidden) == (1, 2)
    assert "Norwegian" in outcome.failures[0]


@pytest.mark.parametrize(("records", "found"), [([], 0), ([MEETING], 1), ([MEETING, MEETING], 0)])
def test_a_single_record_is_found_exactly_once(records: list[Record], found: int) -> None:
    assert match_story(Story(id="s", text=TEXT, single=({"form": "meeting"},)), records).found == found


def test_open_and_held_stories_are_counted_apart() -> None:
    wish = ({"kind": "event"},)
    stories = [Story(id="a", text=TEXT, records=wish), Story(id="b", text=TEXT, records=wish, held=True)]
    tallies = count(stories, lambda story: [MEETING] if story.held else [])
    assert tallies["open"].shares == {"found": 0.0, "absent": 1.0}
    assert tallies["held"].shares == {"found": 1.0, "absent": 1.0}
    assert tallies["open"].failures == ["a: not found: kind=event"]
    assert "0/1" in report("x.yml", tallies)


def test_shares_are_rounded_down() -> None:
    assert Tally(expected=3, found=2).shares["found"] == 0.666


def test_floors_rise_and_do_not_sink() -> None:
    old = {"a.yml": {"open": {"found": 0.5, "absent": 0.9}}}
    better = {"a.yml": {"open": {"found": 0.6, "absent": 0.9}}}
    worse = {"a.yml": {"open": {"found": 0.6, "absent": 0.8}}}
    assert raise_floors(old, better) == (better, [])
    kept, sunk = raise_floors(old, worse)
    assert kept == old
    assert sunk == ["a.yml open absent: 0.800 is below 0.900"]
    assert raise_floors(old, worse, allow_regression=True)[0] == worse
    assert raise_floors({}, better)[0] == better


def test_a_story_that_is_not_well_formed_is_named(tmp_path: Path) -> None:
    assert check_story({"id": "a", "text": "b", "records": [{"kind": "event", "initiators": ["NOR"]}]}) == []
    assert check_story({"id": "a", "text": "b"}) == ["neither records nor nothing"]
    wrong = check_story({"id": "a", "text": "b", "tags": [], "nothing": [{"kind": "evnt", "typ": 1, "actors": "NOR"}]})
    assert sorted(wrong) == ["actors is not a list", "kind 'evnt'", "unknown field 'typ'", "unknown key 'tags'"]
    path = tmp_path / "bad.yml"
    path.write_text("- {id: bad-1, text: x, records: [{kind: event, status: done}]}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.yml, bad-1: status 'done'"):
        load_stories(path)


def test_the_stories_are_many_and_their_names_unique() -> None:
    stories = [story for path in FILES for story in load_stories(path)]
    assert len({story.id for story in stories}) == len(stories) >= 260
    assert sum(bool(story.nothing) for story in stories) >= 70
    held = sum(story.held for story in stories)
    assert len(stories) / 4 < held < len(stories) / 2


def test_every_date_that_a_story_asks_for_can_be_placed_in_the_calendar() -> None:
    for path in FILES:
        for story in load_stories(path):
            for wish in (*story.records, *story.nothing, *story.single):
                dates = wish.get("when")
                for date in dates if isinstance(dates, list) else [dates]:
                    assert date is None or is_edtf(str(date)), f"{story.id}: {date}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_words_that_a_story_asks_for_stand_in_its_text(path: Path) -> None:
    """A content or condition that the text does not hold can never be found: a slip of the pen."""
    for story in load_stories(path):
        for wish in story.records:
            for name in ("content", "condition", "cue"):
                if name in wish:
                    plain = story.text.casefold().replace("“", "").replace("”", "")
                    assert str(wish[name]).casefold() in plain, f"{story.id}: {name} {wish[name]!r}"
