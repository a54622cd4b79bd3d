"""The map's drawing: the projection, where states lie, arcs within the sheet, and who met or visited whom."""

import math
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook.book import Codebook
from dragoman.model.actor import Actor, Place
from dragoman.model.record import Record
from dragoman.server.drawing.arcs import draw_arc
from dragoman.server.drawing.contacts import Contacts, Link, count_contacts, draw_world, is_drawable
from dragoman.server.drawing.pairs import gather_pairs
from dragoman.server.drawing.world import PARTS, load_places, make_sheet, project
from tests.fakes import make_document, write

DOCUMENT = make_document("d.txt", "They met. They called. They visit. They hope to meet.")
WORLD = make_sheet("World")
_PLACES = st.tuples(st.floats(-180, 180), st.floats(-57, 84))


def make_contact(status: str = "occurred", **given: Any) -> Record:
    fields = {"type": "CONSULT", "form": "meeting", "initiators": ["KEN"], "targets": ["TUR"], "symmetric": True}
    return write("event", DOCUMENT, "They met", "2024-05-14", status=status, **{**fields, **given})


def make_visit(status: str = "occurred", **given: Any) -> Record:
    return make_contact(status, **{"form": "visit", "mode": "visit", "cameo": "042", "symmetric": False, **given})


def count(*records: Record, matters: dict[str, str] | None = None) -> Contacts:
    return count_contacts(records, matters or {})


def read_points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        # The extent that Šavrič, Patterson and Jenny give for a sphere of radius 1, and points of PROJ's `eqearth`.
        (0.0, 0.0, 0.0, 0.0),
        (180.0, 0.0, 2.7066299837, 0.0),
        (0.0, 90.0, 0.0, 1.3173627592),
        (0.0, -90.0, 0.0, -1.3173627592),
        (180.0, 90.0, 1.6035886483, 1.3173627592),
    ],
)
def test_equal_earth_is_where_its_authors_put_it(longitude: float, latitude: float, x: float, y: float) -> None:
    assert project(longitude, latitude) == pytest.approx((x, y), abs=1e-9)


@given(st.floats(-179, 179), st.floats(-88, 88))
def test_areas_are_equal(longitude: float, latitude: float) -> None:
    step = 1e-4
    (x1, y1), (x2, _), (x3, y3) = (
        project(longitude, latitude), project(longitude + step, latitude), project(longitude, latitude + step),
    )  # fmt: skip
    # The parallels are straight, so that the area between them is base by height.
    area = (x2 - x1) * (y3 - y1)
    true = math.radians(step) ** 2 * math.cos(math.radians(latitude + step / 2))
    assert area == pytest.approx(true, rel=1e-3)
    assert x3 == pytest.approx(x1, abs=1e-4)


def test_every_state_has_a_place_and_every_place_lies_on_the_map(codebook: Codebook) -> None:
    places = load_places()
    assert list(places) == list(codebook.states)
    for key, place in places.items():
        x, y = WORLD.place(*place)
        assert 0 < x < WORLD.width, key
        assert 0 < y < WORLD.height, key


def test_places_are_of_the_capitals_that_the_codebook_names(codebook: Codebook) -> None:
    import csv
    from importlib import resources

    text = (resources.files("dragoman.server") / "atlas" / "capitals.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        capitals = codebook.states[row["state"]].capitals
        # "Georgetown, Guyana" is told from other Georgetowns.
        assert not capitals or any(name.startswith(row["place"]) for name in capitals), row


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_a_sheet_with_land(part: str) -> None:
    sheet = make_sheet(part)
    assert sheet is make_sheet(part)
    assert sheet.width == 960
    assert 300 < sheet.height < 1000
    assert sheet.land.count("M") > 3
    assert len(sheet.land) < 60_000
    assert any(
        0 < x < sheet.width and 0 < y < sheet.height
        for x, y in (sheet.place(*place) for place in load_places().values())
    )


@given(_PLACES, _PLACES, st.floats(-4, 4))
def test_arcs_stay_on_the_sheet(start: tuple[float, float], end: tuple[float, float], bend: float) -> None:
    arc = draw_arc(WORLD, start, end, bend)
    assert (arc is None) == (start == end)
    if arc:
        assert arc == draw_arc(WORLD, start, end, bend)
        points = read_points(arc.line)
        assert all(-0.1 <= x <= WORLD.width + 0.1 and -0.1 <= y <= WORLD.height + 0.1 for x, y in points)
        assert arc.line.count("M") <= 2
        assert points[0] == pytest.approx(WORLD.place(*start), abs=0.06)
        assert points[-1] == pytest.approx(WORLD.place(*end), abs=0.06)


def test_an_arc_goes_the_shorter_way_round() -> None:
    places = load_places()
    over_the_ocean = draw_arc(WORLD, places["USA"], places["JPN"])
    assert over_the_ocean is not None
    west, east = (read_points(piece) for piece in over_the_ocean.line.split("M")[1:])
    assert all(x < WORLD.place(*places["USA"])[0] + 1 for x, _ in west)
    assert all(x > WORLD.place(*places["JPN"])[0] - 1 for x, _ in east)
    assert west[-1][1] == pytest.approx(east[0][1], abs=1)
    home = draw_arc(WORLD, places["USA"], places["GBR"])
    assert home is not None
    assert home.line.count("M") == 1


def test_an_arc_is_bent_to_the_right_of_its_way() -> None:
    there, back = draw_arc(WORLD, (0, 0), (60, 0), 1.0), draw_arc(WORLD, (60, 0), (0, 0), 1.0)
    assert there is not None
    assert back is not None
    middle = WORLD.place(30, 0)[1]
    assert max(y for _, y in read_points(there.line)) > middle + 5
    assert min(y for _, y in read_points(back.line)) < middle - 5
    tip = read_points(there.head)[1]
    assert WORLD.place(30, 0)[0] < tip[0] < WORLD.place(60, 0)[0]
    short = draw_arc(WORLD, (0, 0), (1, 0))
    assert short is not None
    assert short.head == ""


@pytest.mark.parametrize(
    ("fields", "way"),
    [
        ({}, "out"),
        ({"initiators": ["TUR"], "targets": ["KEN"]}, "back"),
        # CAMEO's 043: the host is named first.
        ({"cameo": "043", "symmetric": True}, "back"),
        # Where the record tells the place, whoever is at home there is the host.
        ({"place": Place("Nairobi", "KEN")}, "back"),
        ({"cameo": "043", "place": Place("Ankara", "TUR")}, "out"),
        # A third place says nothing of who came to whom.
        ({"place": Place("Oslo", "NOR")}, "out"),
        ({"form": "meeting", "mode": None}, "meet"),
        ({"form": "call", "mode": "phone"}, "meet"),
    ],
)
def test_a_visit_goes_from_home_to_host(fields: dict[str, Any], way: str) -> None:
    (link,) = count(make_visit(**fields)).links
    assert (link.left, link.right) == ("KEN", "TUR")
    assert link.told == {(way, "occurred"): 1}


def test_two_guests_of_one_host_do_not_visit_each_other() -> None:
    found = count(make_visit(initiators=["KEN", "ETH"], targets=["TUR"]))
    assert {(link.left, link.right): dict(link.told) for link in found.links} == {
        ("ETH", "TUR"): {("out", "occurred"): 1},
        ("KEN", "TUR"): {("out", "occurred"): 1},
    }


def test_a_matter_counts_once_as_far_as_it_went() -> None:
    records = [make_contact("scheduled"), make_visit("occurred"), make_contact("occurred"), make_contact("hoped")]
    joined = {record.id: "m1" for record in records[:3]}
    (link,) = count(*records, matters=joined).links
    assert link.told == {("out", "occurred"): 1, ("meet", "hoped"): 1}
    assert (link.said, link.ahead, link.denied, link.last) == (1, 1, 0, "2024-05-14")
    (apart,) = count(*records).links
    assert sum(apart.told.values()) == 4


def test_what_is_denied_is_counted_and_never_drawn() -> None:
    (link,) = count(make_visit("denied")).links
    assert (link.said, link.ahead, link.denied, link.last) == (0, 0, 1, "")
    assert not is_drawable(link, WORLD)
    (both,) = count(make_visit("denied"), make_contact("hoped")).links
    (drawn,) = draw_world(WORLD, [both], {}, 100).links
    assert [stroke.status for stroke in drawn.strokes] == ["hoped"]


def test_organisations_and_gatherings() -> None:
    crowd = [Actor(name=key, state=key) for key in ("KEN", "TUR", "NOR", "USA", "ETH", "FRA", "DEU", "ITA", "ESP")]
    union = Actor(name="European Union", id="org:eu")
    large = make_contact(initiators=crowd[:5], targets=crowd[5:])
    found = count(large, make_contact(initiators=[union]), make_contact(targets=["the rebels"]))
    assert found.large == 1
    assert [(link.left, link.right, link.is_between_states) for link in found.links] == [("TUR", "org:eu", False)]
    assert gather_pairs([large], {}).large == 1


def test_each_status_has_an_arc_of_its_own_and_what_happened_lies_on_top() -> None:
    link = Link("KEN", "TUR", {("out", "scheduled"): 1, ("out", "hoped"): 1, ("meet", "occurred"): 9})
    world = draw_world(WORLD, [link], {"KEN": "Kenya", "TUR": "Türkiye"}, 100)
    (drawn,) = world.links
    assert [(stroke.way, stroke.status) for stroke in drawn.strokes] == [
        ("out", "hoped"),
        ("out", "scheduled"),
        ("meet", "occurred"),
    ]
    assert len({stroke.arc.line for stroke in drawn.strokes}) == 3
    assert drawn.strokes[-1].width > drawn.strokes[0].width
    assert [spot.anchor for spot in world.spots] == ["start", "start"]


@given(
    st.lists(
        st.builds(
            Link,
            st.sampled_from(sorted(load_places())),
            st.sampled_from(["org:eu", *sorted(load_places())]),
            st.dictionaries(
                st.tuples(st.sampled_from(["out", "back", "meet"]), st.sampled_from(["occurred", "hoped", "denied"])),
                st.integers(1, 500),
                min_size=1,
            ),
        ),
        max_size=12,
    ),
    st.sampled_from(sorted(PARTS)),
)
def test_whatever_is_drawn_is_drawn_the_same_again(links: list[Link], part: str) -> None:
    sheet = make_sheet(part)
    world = draw_world(sheet, links, {}, 20)
    assert world == draw_world(sheet, links, {}, 20)
    assert all(0 <= spot.x <= sheet.width and 0 <= spot.y <= sheet.height for spot in world.spots)
    named = [spot for spot in world.spots if spot.anchor]
    assert all(0 <= spot.name_x <= sheet.width for spot in named)
    assert {drawn.link.left for drawn in world.links} <= set(load_places())


def test_a_map_with_too_much_on_it_keeps_the_strongest() -> None:
    links = [Link("KEN", key, {("meet", "occurred"): 9 - number}) for number, key in enumerate(["TUR", "NOR", "USA"])]
    world = draw_world(WORLD, links, {}, 2)
    assert [drawn.link.right for drawn in world.links] == ["NOR", "TUR"]
    assert draw_world(WORLD, [], {}, 2).spots == ()
