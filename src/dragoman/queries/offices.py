"""Who holds which office for whom, as all documents together attest it, and what that adds to one record."""

from collections.abc import Sequence

from dragoman.memory.offices import OfficeFinder
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.filter import Filter
from dragoman.model.record import Record
from dragoman.model.term import Derived, Term
from dragoman.queries.desk import Desk
from dragoman.queries.learned import find_office_terms
from dragoman.queries.listing import describe_filter
from dragoman.queries.wording.dates import format_date

__all__ = ["learned_section", "list_offices"]

# Of a term that many documents attest, so many places are cited from its beginning and from its end.
_CITED = 2
_COLUMNS = ("For whom", "Office", "Who", "First in a text of", "Last in a text of", "Texts", "Remark")


def list_offices(narrow: Filter, desk: Desk, find_office: OfficeFinder) -> Answer:
    """The terms of office of the states or bodies asked for, and of the person; contradictions are named.

    `since`, `until` and `during` keep who is attested in a text of that time.
    """
    holders = [Filter(actors=(holder,)) for holder in narrow.actors] or [Filter()]
    terms = [
        term
        for term in find_office_terms(desk.find_records, desk.get_published, find_office, holders)
        if _is_wanted(term, narrow)
    ]
    shown = terms if narrow.limit is None else terms[: narrow.limit]
    lines = tuple(_line(term, desk) for term in shown)
    looked_for = describe_filter(narrow, desk.name_state)
    notes = []
    if len(shown) < len(terms):
        notes.append(f"The first {len(shown)} of {len(terms)}; raise --limit to see more.")
    if not lines:
        notes.append(f"No office on record for {looked_for or 'anybody'}.")
    title = f"Offices: {looked_for}" if looked_for else "Offices"
    return desk.finish("offices", title, [Section("Offices", lines, _COLUMNS)], notes)


def _is_wanted(term: Term, narrow: Filter) -> bool:
    if narrow.actors and term.holder not in narrow.actors:
        return False
    if narrow.person is not None and narrow.person.casefold() not in term.person.casefold():
        return False
    first, last = narrow.days
    if first is not None and (term.last is None or term.last < first.isoformat()):
        return False
    return last is None or (term.first is not None and term.first <= last.isoformat())


def _line(term: Term, desk: Desk) -> Line:
    remarks = []
    if term.rivals:
        remarks.append(f"also attested then: {', '.join(term.rivals)}")
    if term.past is not None:
        remarks.append(f"called former in a text of {format_date(term.past)}")
    if term.first is None:
        remarks.append("only in texts without a date" if term.past is None else "only as a former holder")
    shown = term.records if len(term.records) <= 2 * _CITED else (*term.records[:_CITED], *term.records[-_CITED:])
    if len(shown) < len(term.records):
        remarks.append(f"the first and last {_CITED} of {len(term.records)} places cited")
    records = [record for id in shown if (record := desk.store.get_record(id)) is not None]
    holder = desk.name_state(term.holder) if len(term.holder) == 3 else term.holder_name
    first = format_date(term.first) if term.first else ""
    last = format_date(term.last) if term.last else ""
    cells = (holder, term.title, term.person, first, last, str(term.documents), "; ".join(remarks))
    span = (
        f", in texts from {first} to {last}" if first and first != last else f", in a text of {first}" if first else ""
    )
    words = f" ({'; '.join(remarks)})" if remarks else ""
    return desk.make_line(records, f"{term.person}, {holder}’s {term.title}{span}{words}.", cells)


def learned_section(record: Record, desk: Desk) -> Section | None:
    """What other documents tell of the persons and offices of a record; null where they add nothing."""
    lines: Sequence[Line] = [
        Line(
            text=f"{item.field}: {item.person}, {item.title} ({_say_basis(item)})",
            records=item.records,
            cells=(item.field, f"{item.person}, {item.title} of {item.holder}", _say_basis(item)),
        )
        for item in desk.derive(record)
    ]
    if not lines:
        return None
    note = "Not in this document: derived, and no part of the record."
    return Section("Learned from other documents", tuple(lines), ("Actor", "Who", "Basis"), note)


def _say_basis(item: Derived) -> str:
    return f"{item.basis}; others name {', '.join(item.rivals)}" if item.rivals else item.basis
