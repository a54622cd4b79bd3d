"""Accounts of one thing laid side by side: which of their points are the same, and in what they differ.

A point is what one or several documents say of one act, promise, stance or quantity; nothing is chosen between them.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.memory.threads import is_same_name
from dragoman.memory.traits import Traits, fold
from dragoman.model.record import Event, Figure, Pledge, Position, Record, Tie
from dragoman.model.when import day_bounds

__all__ = ["Difference", "Point", "find_differences", "gather_points"]

# Two clauses about one point share at least so many telling words, and so much of the shorter one.
_SHARED_WORDS = 2
_SHARE = 0.4
# Beyond these an answer is no comparison, and pairing all with all would take long.
_MOST = 240


@dataclass(frozen=True, slots=True)
class Point:
    """What one or more accounts say of one thing: records, each with the number of its account (from 0)."""

    told: tuple[tuple[int, Record], ...]

    @property
    def accounts(self) -> tuple[int, ...]:
        """Which accounts tell of it."""
        return tuple(sorted({account for account, _ in self.told}))

    @property
    def records(self) -> tuple[Record, ...]:
        """The records, in the order of their accounts."""
        return tuple(record for _, record in self.told)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which accounts of one point differ: who gives which value; null where an account gives none."""

    field: str
    values: tuple[tuple[int, str | None, Record], ...]


def gather_points(
    told: Sequence[tuple[int, Record]], matters: Mapping[str, str], find: Callable[[Event | Pledge], Traits]
) -> tuple[Point, ...]:
    """What accounts tell, sorted into points, in the order in which they are first told.

    `matters` maps records to their matters: those of one matter are one point. Records of two accounts are one point,
    too, where they are on the same project, issue or quantity or share most of their words.
    """
    items = list(told)[:_MOST]
    traits = {record.id: find(record) for _, record in items if isinstance(record, Event | Pledge)}
    parent = list(range(len(items)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for right, (one, record) in enumerate(items):
        for left in range(right):
            other, earlier = items[left]
            is_joined = matters.get(record.id, record.id) == matters.get(earlier.id, earlier.id)
            if is_joined or (one != other and _is_same_point(record, earlier, traits)):
                low, high = sorted((root(left), root(right)))
                parent[high] = low
    groups: dict[int, list[tuple[int, Record]]] = {}
    for index, item in enumerate(items):
        groups.setdefault(root(index), []).append(item)
    return tuple(Point(tuple(sorted(group, key=lambda item: item[0]))) for _, group in sorted(groups.items()))


def _is_same_point(left: Record, right: Record, traits: Mapping[str, Traits]) -> bool:
    if isinstance(left, Figure) and isinstance(right, Figure):
        return _is_same_quantity(left, right)
    if isinstance(left, Position) and isinstance(right, Position):
        return _holders(left) == _holders(right) and (
            fold(left.issue) == fold(right.issue) or _is_part(left.issue, right.issue)
        )
    if isinstance(left, Tie) and isinstance(right, Tie):
        return left.relation == right.relation == "designation" and _keys(left) == _keys(right)
    mine, theirs = traits.get(left.id), traits.get(right.id)
    if mine is None or theirs is None or not _may_be_one(left, right):
        return False
    if not mine.parties & theirs.parties:
        return False
    shared = mine.words & theirs.words
    if is_same_name(mine.project, theirs.project):
        return bool(shared)
    fewest = min(len(mine.words), len(theirs.words))
    return len(shared) >= _SHARED_WORDS and len(shared) >= _SHARE * fewest


def _may_be_one(left: Record, right: Record) -> bool:
    """A promise of both is told as an agreement, too; acts of two types are two."""
    if isinstance(left, Event) and isinstance(right, Event):
        return left.type == right.type
    event = left if isinstance(left, Event) else right
    return not isinstance(event, Event) or event.type == "AGREE"


def _is_same_quantity(left: Figure, right: Figure) -> bool:
    if (left.metric, left.unit) != (right.metric, right.unit):
        return False
    if _keys(left) and _keys(right) and _keys(left) != _keys(right):
        return False
    one, other = left.period or left.when.edtf, right.period or right.when.edtf
    if one is not None and other is not None:
        return one == other
    return left.value == right.value


def _is_part(left: str, right: str) -> bool:
    fewer, more = sorted((set(fold(left).split()), set(fold(right).split())), key=len)
    return len(fewer) >= 2 and fewer <= more


def _keys(record: Figure | Tie) -> frozenset[str]:
    return frozenset(actor.key for actor in record.subjects)


def _holders(position: Position) -> frozenset[str]:
    return frozenset(actor.key for actor in position.holders)


# ------------------------------------------------------------------ differences


def _place(record: Record) -> str | None:
    return record.place.name if isinstance(record, Event) and record.place else None


def _persons(record: Record) -> str | None:
    if not isinstance(record, Event):
        return None
    names = dict.fromkeys(actor.person for actor in record.initiators + record.targets if actor.person)
    return ", ".join(names) or None


def _terms(record: Record) -> str | None:
    return "; ".join(f"“{term}”" for term in record.terms) or None if isinstance(record, Position) else None


def _voice(record: Record) -> str | None:
    """Whose word it is, by state or name; the text's own voice has none."""
    first = record.attribution[0] if record.attribution else None
    return None if first is None or first.mode == "author" else first.state or first.name


def _value(record: Record) -> str | None:
    if not isinstance(record, Figure):
        return None
    number = f"{record.value:,.10g} {record.unit or ''}".strip()
    return number if record.comparator == "=" else f"{record.comparator} {number}"


def _change(record: Record) -> str | None:
    if not isinstance(record, Figure) or record.change is None or record.change.percent is None:
        return None
    return f"{record.change.direction or 'changed'} {record.change.percent:g}%"


def _get(name: str) -> Callable[[Record], str | None]:
    def read(record: Record) -> str | None:
        value = getattr(record, name, None)
        return None if value is None else str(value)

    return read


# Field, and how its value is read; `when` and places are compared apart, for one date may lie within another.
_FIELDS: dict[str, Callable[[Record], str | None]] = {
    "status": _get("status"),
    "when": lambda record: record.when.edtf,
    "place": _place,
    "who": _persons,
    "form": _get("form"),
    "forum": _get("mechanism"),
    "round": _get("round"),
    "instrument": _get("instrument"),
    "how firmly": _get("strength"),
    "deadline": _get("deadline"),
    "condition": _get("condition"),
    "stance": _get("stance"),
    "terms": _terms,
    "value": _value,
    "change": _change,
    "period": _get("period"),
    "level": _get("level"),
    "label": _get("label"),
    "whose word": _voice,
}
# What many texts leave out: that one account gives it and another does not is told with what only one says.
_OFTEN_SILENT = frozenset({"place", "who", "forum", "round", "instrument", "whose word", "when", "form", "change"})


def find_differences(point: Point) -> tuple[Difference, ...]:
    """The fields in which accounts differ, or which one gives and another of the same kind leaves out."""
    found = []
    for field, read in _FIELDS.items():
        values: dict[int, tuple[str | None, Record]] = {}
        for account, record in point.told:
            value = read(record)
            if account not in values or (values[account][0] is None and value is not None):
                values[account] = (value, record)
        told = tuple((account, value, record) for account, (value, record) in sorted(values.items()))
        if _is_difference(field, told):
            found.append(Difference(field, told))
    if len({record.kind for record in point.records}) > 1:
        told_as = {account: (account, _say_kind(record), record) for account, record in reversed(point.told)}
        found.append(Difference("told as", tuple(told_as[account] for account in sorted(told_as))))
    return tuple(found)


def _say_kind(record: Record) -> str:
    """What one text makes of a thing that another tells as a record of another kind."""
    if isinstance(record, Pledge):
        return f"an undertaking ({record.strength}{f', by {record.deadline}' if record.deadline else ', no deadline'})"
    if isinstance(record, Event):
        return f"an act ({record.form or record.type.lower()}{f', {record.instrument}' if record.instrument else ''})"
    return record.kind


def _is_difference(field: str, told: Sequence[tuple[int, str | None, Record]]) -> bool:
    if len({record.kind for _, _, record in told}) > 1:
        return False  # an agreement in one text and a promise in another are told in other fields
    given = [(value, record) for _, value, record in told if value is not None]
    if field in _OFTEN_SILENT and len(given) < 2:
        return False
    values = {_plain(field, value) for _, value, _ in told if value is not None or field not in _OFTEN_SILENT}
    is_given = len(given) == len(told) or field in _OFTEN_SILENT
    return len(values) > 1 and not (is_given and _agree(field, given))


def _plain(field: str, value: str | None) -> Hashable:
    if value is None:
        return None
    if field == "whose word":
        # "Kenya and Türkiye" and "Türkiye and Kenya" vouch together.
        return frozenset(fold(value).split())
    return fold(value) if field not in ("when", "value", "deadline", "period") else value


def _agree(field: str, given: Sequence[tuple[str, Record]]) -> bool:
    """Whether values that are not the same words say nothing different: a day within a span, a name within a name."""
    values = [value for value, _ in given]
    if field == "when":
        spans = [span for value in values if (span := day_bounds(value)) is not None]
        return len(spans) == len(values) and max(s[0] for s in spans) <= min(s[1] for s in spans)
    if field in ("place", "forum", "label", "instrument"):
        names = sorted((fold(value) for value in values), key=len)
        return all(names[0] in name for name in names)
    if field == "who":
        words = [set(fold(value).split()) for value in values]
        return bool(set.intersection(*words))
    return False
