"""What pages draw: marks that lose nothing of a text, a timeline, bars and the ring."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.record import Figure
from dragoman.server.drawing.bars import draw_charts, say_number
from dragoman.server.drawing.marks import Span, cut_paragraphs, cut_stretches
from dragoman.server.drawing.ring import SIZE, count_pairs, draw_ring
from dragoman.server.drawing.timeline import HEIGHT, WIDTH, Act, draw_timeline
from tests.fakes import make_document, write

_SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


@given(text=st.text("ab \n", max_size=50), places=_SPANS)
def test_stretches_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, end, number) for number, (start, end) in enumerate(places)]
    stretches = cut_stretches(text, spans)
    assert "".join(stretch.text for stretch in stretches) == text
    begun = [span.what for stretch in stretches for span in stretch.begun]
    assert sorted(begun) == [span.what for span in spans if span.start < min(span.end, len(text))]
    place = 0
    for stretch in stretches:
        inside = {span.what for span in spans if span.start <= place and place + len(stretch.text) <= span.end}
        assert {span.what for span in stretch.covering} == {
            what for what in inside if spans[what].start < spans[what].end
        }
        place += len(stretch.text)


@given(text=st.text("ab\n ", max_size=50), places=_SPANS)
def test_paragraphs_lose_only_their_breaks(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, end, number) for number, (start, end) in enumerate(places) if start < end]
    paragraphs = cut_paragraphs(text, spans)
    told = "".join(stretch.text for paragraph in paragraphs for stretch in paragraph.stretches)
    assert told.split() == text.split() or told.replace(" ", "") == text.replace("\n", "").replace(" ", "")
    begun = [span.what for paragraph in paragraphs for span in paragraph.begun]
    assert len(begun) == len(set(begun))


def test_the_shortest_span_comes_first() -> None:
    (_, inner, _) = cut_stretches("abcdef", [Span(0, 6, "long"), Span(2, 4, "short")])
    assert [span.what for span in inner.covering] == ["short", "long"]


def make_act(when: str, score: float = 2.5) -> Act:
    return Act("0" * 16, when, score, "occurred", "They met.")


def test_cooperation_is_above_and_conflict_below() -> None:
    drawn = draw_timeline([make_act("2024-05-14", 5.0), make_act("2024-06", -6.0), make_act("2024-07-01", 0.0)])
    assert drawn is not None
    above, below, on = drawn.dots
    assert above.y < drawn.base < below.y
    assert on.y == drawn.base
    assert above.x < below.x < on.x
    assert below.width > above.width
    assert drawn.ticks


@given(st.lists(st.tuples(st.sampled_from(["1963-12-12", "2024", "2024-05-14", "2025-06", "0001", "9999", "20XX"]),
                          st.floats(-50, 50)), max_size=40))  # fmt: skip
def test_everything_is_drawn_within(acts: list[tuple[str, float]]) -> None:
    drawn = draw_timeline([make_act(when, score) for when, score in acts])
    assert (drawn is None) == (not acts)
    if drawn:
        assert len(drawn.dots) + drawn.earlier == len(acts)
        assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in drawn.dots)


def test_a_long_silence_is_left_out() -> None:
    acts = [make_act("1963-12-12"), *(make_act(f"2024-05-{day:02}") for day in range(1, 9))]
    drawn = draw_timeline(acts)
    assert drawn is not None
    assert drawn.earlier == 1
    assert drawn.since == 2024
    assert draw_timeline([make_act("soon")]) is None


def test_figures_of_one_metric_and_unit_stand_together() -> None:
    document = make_document("d.txt", "Trade was 2 and 4 dollars and 5 euros.")

    def figure(value: float, unit: str | None, period: str) -> Figure:
        made = write("figure", document, "Trade", period, metric="trade", subjects=["KEN"], value=value, unit=unit,
                     period=period)  # fmt: skip
        assert isinstance(made, Figure)
        return made

    charts = draw_charts([figure(4e9, "USD", "2024"), figure(2e9, "USD", "2023"), figure(5, None, "2023")])
    assert [chart.title for chart in charts] == ["Trade, USD", "Trade"]
    assert [(bar.period, bar.width, bar.value) for bar in charts[0].bars] == [
        ("2023", 100.0, "USD 2 billion"),
        ("2024", 200.0, "USD 4 billion"),
    ]
    assert [say_number(value) for value in (0.5, 30_000, 1.3e6, 2.5e12)] == [
        "0.5",
        "30,000",
        "1.3 million",
        "2.5 trillion",
    ]


def test_pairs_are_signed_and_weighted() -> None:
    document = make_document("d.txt", "They met. They quarrelled. They hope to meet.")

    def event(words: str, score: float, status: str = "occurred", **named: object) -> object:
        return write("event", document, words, "2024-05-14", status=status, type="CONSULT", score=score,
                     **{"initiators": ["KEN"], "targets": ["TUR"], **named})  # fmt: skip

    (pair, other) = count_pairs(
        [event("met", 2.5), event("quarrelled", -2.0), event("hope", 2.5, "hoped"),
         event("They", -7.0, initiators=["ETH"])], {}
    )  # fmt: skip
    assert (pair.left, pair.right, pair.cooperation, pair.conflict, pair.ahead, pair.net) == (
        "KEN",
        "TUR",
        1,
        1,
        1,
        0.5,
    )
    assert other.net == -7.0
    ring = draw_ring([pair, other])
    assert [edge.tone for edge in ring.edges] == ["conflict", "cooperation"]
    assert {node.key for node in ring.nodes} == {"KEN", "TUR", "ETH"}
    assert all(0 <= node.x <= SIZE and 0 <= node.y <= SIZE for node in ring.nodes)
    assert draw_ring([]).nodes == ()


def test_reports_of_one_matter_are_one_act_of_their_mean_score() -> None:
    document = make_document("d.txt", "They met. They talked. They quarrelled. They may meet.")
    said = [("met", 2.0, "occurred"), ("talked", 4.0, "occurred"), ("quarrelled", -9.0, "scheduled")]
    records = [
        write("event", document, words, "2024-05-14", status=status, type="CONSULT", score=score, initiators=["KEN"],
              targets=["TUR"])
        for words, score, status in said
    ]  # fmt: skip
    (pair,) = count_pairs(records, {record.id: "m1" for record in records})
    assert (pair.cooperation, pair.conflict, pair.ahead, pair.net, pair.last) == (1, 0, 0, 3.0, "2024-05-14")
    (pair,) = count_pairs(records, {records[0].id: "m1", records[1].id: "m1"})
    assert (pair.cooperation, pair.conflict, pair.ahead, pair.net) == (1, 0, 1, 3.0)
