"""Which records an analyst had better look at, and why: the least certain, contradictions, doubles."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.memory.offices import OfficeFinder, learn_terms
from dragoman.model.actor import Actor
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Figure, Record, Tie
from dragoman.queries.decided import Ruling
from dragoman.queries.desk import Desk
from dragoman.queries.show import mark_words

__all__ = ["DOUBTS", "Doubt", "FindNear", "find_doubts", "tell_doubt"]

DOUBTS = ("confidence", "contradiction", "duplicate")
# Rules give 0.75 and more where the words leave them no choice; below this they had to guess at one.
_SURE = 0.7
# So many of the other accounts are shown beside a record.
_BESIDE = 5

FindNear = Callable[[Sequence[Record]], Iterable[tuple[str, str, str]]]
"""Of these records, the pairs of ids that may tell of one thing, each with the reason."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question to an analyst: `kind` is one of DOUBTS, `others` the records that `record` is at odds with.

    Of a duplicate, there is one other, and the question is whether they are one.
    """

    kind: str
    record: Record
    reason: str
    others: tuple[Record, ...] = ()


def find_doubts(
    narrow: Filter, desk: Desk, ruling: Ruling, find_office: OfficeFinder, find_near: FindNear, kinds: Sequence[str]
) -> Iterator[Doubt]:
    """The questions that nobody has answered yet, in the order of DOUBTS; each record and each pair once.

    A record is answered by any decision about it that holds, a pair by being joined or parted. The lowest confidence
    comes first. `kinds` are of DOUBTS, all of them where it is empty.
    """
    records = list(desk.store.find_records(replace(narrow, limit=None)))
    asked = set(ruling.records)
    finders: dict[str, Iterator[Doubt]] = {
        "confidence": _find_uncertain(records),
        "contradiction": _find_contradictions(records, desk, find_office),
    }
    for kind, found in finders.items():
        for doubt in found if not kinds or kind in kinds else ():
            if doubt.record.id not in asked:
                asked.add(doubt.record.id)
                yield doubt
    if not kinds or "duplicate" in kinds:
        yield from _find_doubles(records, ruling, find_near)


def _find_uncertain(records: Sequence[Record]) -> Iterator[Doubt]:
    weak = [record for record in records if record.confidence < _SURE]
    for record in sorted(weak, key=lambda item: (item.confidence, item.document, item.span.start, item.id)):
        yield Doubt("confidence", record, f"its confidence is {record.confidence:.2f}")


def _keys(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.key for actor in actors)


def _find_contradictions(records: Sequence[Record], desk: Desk, find_office: OfficeFinder) -> Iterator[Doubt]:
    yield from _find_odd_figures(records)
    yield from _find_rivals(records, desk, find_office)
    yield from _find_denied(records)


def _find_odd_figures(records: Sequence[Record]) -> Iterator[Doubt]:
    """Figures on one quantity of one time that have two values."""
    groups: dict[Hashable, list[Figure]] = defaultdict(list)
    for record in records:
        if isinstance(record, Figure) and record.comparator == "=" and record.status == "occurred":
            period = record.period or record.when.edtf
            if period and (record.subjects or record.project):
                groups[(record.metric, _keys(record.subjects), record.project, record.unit, period)].append(record)
    for group in groups.values():
        if len({figure.value for figure in group}) > 1:
            for figure in group:
                others = tuple(item for item in group if item.value != figure.value)
                yield Doubt("contradiction", figure, "others put the figure otherwise", others)


def _find_rivals(records: Sequence[Record], desk: Desk, find_office: OfficeFinder) -> Iterator[Doubt]:
    """Terms of an office that one person holds at a time while another is attested in it: the last place of each."""
    ties = {record.id: record for record in records if isinstance(record, Tie) and record.relation == "office"}
    terms = learn_terms(((tie, desk.get_published(tie)) for tie in ties.values()), find_office)
    for term in terms:
        if term.rivals:
            rivals = [item for item in terms if (item.holder, item.title) == (term.holder, term.title)]
            others = tuple(ties[item.records[-1]] for item in rivals if item.person in term.rivals)
            reason = f"{', '.join(term.rivals)} is attested as {term.title} then, too"
            yield Doubt("contradiction", ties[term.records[-1]], reason, others)


def _find_denied(records: Sequence[Record]) -> Iterator[Doubt]:
    """Acts of one day that are told as done and as not done."""
    groups: dict[Hashable, list[Event]] = defaultdict(list)
    for record in records:
        if isinstance(record, Event) and record.when.edtf and record.status in ("occurred", "ongoing", "denied"):
            sides: Hashable = (_keys(record.initiators), _keys(record.targets))
            if record.symmetric:
                sides = _keys(record.initiators + record.targets)
            groups[(record.type, record.form, sides, record.when.edtf)].append(record)
    for group in groups.values():
        denied = [event.status == "denied" for event in group]
        if any(denied) and not all(denied):
            for event, is_denied in zip(group, denied, strict=True):
                others = tuple(item for item in group if (item.status == "denied") != is_denied)
                yield Doubt("contradiction", event, "others tell it as done" if is_denied else "others deny it", others)


def _find_doubles(records: Sequence[Record], ruling: Ruling, find_near: FindNear) -> Iterator[Doubt]:
    by_id = {record.id: record for record in records}
    settled = {frozenset(pair) for pairs in ruling.list_links() for pair in pairs}
    for left, right, reason in find_near(records):
        pair = frozenset((left, right))
        if pair not in settled and left in by_id and right in by_id:
            settled.add(pair)
            yield Doubt("duplicate", by_id[left], reason, (by_id[right],))


def tell_doubt(doubt: Doubt, desk: Desk) -> Answer:
    """The question with its words in context, and the accounts it is at odds with."""
    sections = [Section(f"{doubt.kind.capitalize()}: {doubt.reason}", (desk.make_line([doubt.record]),))]
    for record in itertools.chain([doubt.record], doubt.others[:_BESIDE]):
        document = desk.store.get_document(record.document, record.version)
        words = mark_words(document.text, record.span) if document else record.span.quote
        line = Line(text=f"{words} ({record.document})", records=(record.id,))
        sections.append(Section(f"In {record.id}" if record is doubt.record else f"Beside it, {record.id}", (line,)))
    if len(doubt.others) > _BESIDE:
        sections.append(Section("Others", note=f"{len(doubt.others) - _BESIDE} more; `dragoman show` has them"))
    return desk.finish("review", f"Record {doubt.record.id}", sections)
