"""Figures → bars: those of one metric and unit together, in the order of their periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model.record import Figure, Record

__all__ = ["Bar", "Chart", "draw_charts", "say_number"]

_WIDTH = 200.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: `width` of 200 at most, `period` and `value` in words, `about` whom it is."""

    record: Figure
    width: float
    period: str
    value: str
    about: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures that can be laid side by side."""

    title: str
    bars: tuple[Bar, ...]


def say_number(value: float) -> str:
    """A number as people read it: "1.3 billion", "30,000", "0.5"."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:.3g} {word}"
    return f"{value:,.10g}"


def draw_charts(records: Iterable[Record], most: int = 12) -> list[Chart]:
    """One chart for each metric and unit; those with most figures first."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for record in records:
        if isinstance(record, Figure):
            groups.setdefault((record.metric, record.unit or ""), []).append(record)
    charts = []
    for (metric, unit), figures in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        title = f"{metric.replace('-', ' ').capitalize()}{f', {unit}' if unit else ''}"
        charts.append(Chart(title, tuple(_draw(figures, unit))))
    return charts[:most]


def _draw(figures: Sequence[Figure], unit: str) -> Iterable[Bar]:
    largest = max(abs(figure.value) for figure in figures) or 1.0
    for figure in sorted(figures, key=lambda item: (item.period or item.when.edtf or "9", item.id)):
        sign = {"=": "", "~": "about ", ">": "more than ", "<": "less than "}.get(figure.comparator, "")
        value = f"{sign}{unit + ' ' if len(unit) == 3 and unit.isupper() else ''}{say_number(figure.value)}"
        about = ", ".join(actor.name for actor in figure.subjects)
        width = max(2.0, round(abs(figure.value) / largest * _WIDTH, 1))
        yield Bar(figure, width, figure.period or figure.when.edtf or "no period", value, about)
