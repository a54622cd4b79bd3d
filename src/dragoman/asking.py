"""The verbs that answer: questions as people ask them, from the point of view that they take."""

import logging
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypedDict, Unpack

from dragoman.deciding import Deciding
from dragoman.errors import BadFilter, UnknownName
from dragoman.exchange.csv_ import iter_csv
from dragoman.exchange.jsonl import dump_json, make_row
from dragoman.memory.near import find_near
from dragoman.memory.offices import make_office_finder
from dragoman.model.answer import Answer
from dragoman.model.document import Document
from dragoman.model.filter import MOST_LAST, Filter
from dragoman.model.record import KINDS, STATUSES, Record
from dragoman.model.view import View
from dragoman.queries.agenda import prepare_agenda
from dragoman.queries.brief import build_brief, fold_mechanism
from dragoman.queries.compare import compare_accounts
from dragoman.queries.decided import load_ruling
from dragoman.queries.decisions import list_decided
from dragoman.queries.desk import Desk
from dragoman.queries.holdings import list_documents
from dragoman.queries.ledger import list_pledges
from dragoman.queries.listing import list_records
from dragoman.queries.offices import list_offices
from dragoman.queries.review import DOUBTS, Doubt, find_doubts
from dragoman.queries.searching import search_words
from dragoman.queries.show import show_record
from dragoman.queries.sight import check_sight, say_left_out
from dragoman.queries.subject import find_thing, get_actor_key, make_state_namer, suggest_names, suggest_recorded
from dragoman.queries.thread import tell_thread

if TYPE_CHECKING:
    from dragoman.store.base import DocumentOrder, Store

__all__ = ["EXPORT_FORMATS", "RELATIONS", "TYPES", "Asked", "Asking", "Times", "check_values", "read_during"]

log = logging.getLogger(__name__)

EXPORT_FORMATS = ("jsonl", "csv")
# PLOVER's sixteen types and the relations of ties, to name what a filter takes when it is given something else.
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
# What terms of office can be narrowed by; they are no records, and have neither kind nor document of their own.
_OFFICE_FILTERS = ("states", "person", "since", "until", "during", "as_of", "undated", "known_by", "limit")
RELATIONS = ("designation", "office", "membership", "mechanism", "anniversary", "part-of", "founded")


class Times(TypedDict, total=False):
    """The three times that every answering verb may be asked by; they combine.

    `during` is when it happened (EDTF: a year, month, day or interval), `as_of` by when a document must have been
    published to count (a day, month or year; undated ones count only with `undated`), and `known_by` by when this
    database must have learned it (an ISO date or datetime; of each document the version that it held then).
    """

    during: str | None
    as_of: str | None
    undated: bool
    known_by: str | None


class Asked(Times, total=False):
    """What an answering verb may be narrowed by, as people write it: names, codes and plain dates."""

    states: Sequence[str]
    person: str | None
    issue: str | None
    project: str | None
    mechanism: str | None
    kinds: Sequence[str]
    statuses: Sequence[str]
    types: Sequence[str]
    relations: Sequence[str]
    document: str | None
    since: str | None
    until: str | None
    limit: int | None
    last: int | None


class Asking(Deciding):
    """The part of `Dragoman` that answers. Every verb raises DragomanError and its kinds."""

    def _look(self, asked: Times) -> "Store":
        """The database from the point of view asked for. Raises BadFilter, also where nothing is seen from there."""
        view = View(asked.get("as_of"), bool(asked.get("undated")), asked.get("known_by"))
        view.check()
        store = self._open()
        if not view.is_whole:
            store = store.at(view)
            check_sight(store)
        return store

    def _make_desk(self, asked: Times) -> Desk:
        return self._make_decided_desk(load_ruling(self._look(asked)))

    def _narrow(self, asked: Asked) -> Filter:
        """What was asked for as a filter. Raises UnknownName and BadFilter."""
        check_values("kind", asked.get("kinds") or (), KINDS)
        check_values("status", asked.get("statuses") or (), STATUSES)
        check_values("type", asked.get("types") or (), TYPES)
        check_values("relation", asked.get("relations") or (), RELATIONS)
        limit = asked.get("limit")
        if limit is not None and limit < 1:
            raise BadFilter(f"limit {limit} is not a positive number")
        last = asked.get("last")
        if last is not None and not 0 < last <= MOST_LAST:
            raise BadFilter(f"last {last} is not a number from 1 to {MOST_LAST}")
        narrow = Filter(
            actors=tuple(dict.fromkeys(get_actor_key(name, self.codebook) for name in asked.get("states") or ())),
            person=asked.get("person"),
            issue=self._find_thing("issue", asked.get("issue")),
            project=self._find_thing("project", asked.get("project")),
            mechanism=self._find_thing("mechanism", asked.get("mechanism")),
            kinds=tuple(asked.get("kinds") or ()),
            statuses=tuple(asked.get("statuses") or ()),
            types=tuple(asked.get("types") or ()),
            relations=tuple(asked.get("relations") or ()),
            document=asked.get("document"),
            since=asked.get("since"),
            until=asked.get("until"),
            during=asked.get("during"),
            limit=limit,
            last=last,
        )
        _ = narrow.days
        return narrow

    def _find_thing(self, kind: str, name: str | None) -> str | None:
        """The codebook's name for it, else the name as given where a document uses it. Raises UnknownName."""
        if name is None:
            return None
        entry = find_thing(kind, name, self.codebook)
        if entry:
            return entry.name
        fields: dict[str, Filter] = {
            "issue": Filter(issue=name),
            "project": Filter(project=name),
            "mechanism": Filter(mechanism=name),
        }
        view = load_ruling(self._open()).view
        if next(iter(view.find_records(fields[kind])), None) is None:
            recorded = suggest_recorded(name, (kind,), view)
            known = suggest_names(name, self.codebook, (kind,))
            raise UnknownName(name, kind, tuple(dict.fromkeys((*recorded, *known))))
        return name

    def brief(self, *names: str, **asked: Unpack[Asked]) -> Answer:
        """Where a relation, or a state, organisation, issue, project, mechanism or person stands, each line cited.

        Two names ask for a pair of states or organisations; `limit` is the number of lines a section may have.
        """
        if not names:
            raise BadFilter("a briefing needs a name: `dragoman brief STATE [STATE]`")
        desk = self._make_desk(asked)
        return build_brief(names, self._narrow(asked), desk, self.codebook)

    def _list(self, verb: str, asked: Asked) -> Answer:
        desk = self._make_desk(asked)
        return list_records(verb, self._narrow(asked), desk)

    def timeline(self, **asked: Unpack[Asked]) -> Answer:
        """Events and pledges in the order of their dates, undated ones last; `kinds` asks for others."""
        return self._list("timeline", asked)

    def pledges(self, **asked: Unpack[Asked]) -> Answer:
        """The ledger of promises, one line a promise: who, to whom, what, when said, by when, and what is heard of it.

        Ages and deadlines are counted to the newest document held, never to today.
        """
        return list_pledges(self._narrow(asked), self._make_desk(asked))

    def positions(self, **asked: Unpack[Asked]) -> Answer:
        """Who holds which stance on which issue, and in whose words."""
        return self._list("positions", asked)

    def figures(self, **asked: Unpack[Asked]) -> Answer:
        """Quantities with their unit, period and source; those that disagree stand side by side."""
        return self._list("figures", asked)

    def ties(self, **asked: Unpack[Asked]) -> Answer:
        """Designations, offices, mechanisms, memberships and other standing relations."""
        return self._list("ties", asked)

    def quotes(self, **asked: Unpack[Asked]) -> Answer:
        """Who said what, directly or in a reporter's words."""
        return self._list("quotes", asked)

    def show(self, record: str, **times: Unpack[Times]) -> Answer:
        """Everything about one record: fields, what was decided, evidence in context, whose word, rules, document.

        `record` is its id or an unambiguous beginning of it. Raises UnknownRecord.
        """
        store = self._look(times)
        desk = Desk(store, make_state_namer(self.codebook), find_office=make_office_finder(self.codebook))
        return show_record(record, desk, load_ruling(store), read_during(times))

    def review(self, doubts: Sequence[str] = (), **asked: Unpack[Asked]) -> Iterator[Doubt]:
        """What an analyst had better look at, one question after the other; what is decided is not asked again.

        `doubts` are confidence, contradiction and duplicate, all where none is named; `limit` is left to the asker.
        """
        check_values("doubt", doubts, DOUBTS)
        self._open_held()
        ruling = load_ruling(self._look(asked))
        desk, find_office = self._make_decided_desk(ruling), make_office_finder(self.codebook)
        return find_doubts(
            self._narrow(asked), desk, ruling, find_office, lambda records: find_near(records, desk.place), doubts
        )

    def compare(self, matter: str, limit: int | None = None, **times: Unpack[Times]) -> Answer:
        """The accounts of one matter side by side: what each says, where they differ, and who is silent.

        `matter` is its id or that of a record in it; `limit` is the number of lines of a section. Raises UnknownRecord.
        """
        asked: Asked = {"during": times.get("during"), "limit": limit}
        return compare_accounts(matter, self._narrow(asked), self._make_desk(times))

    def thread(self, name: str, **asked: Unpack[Asked]) -> Answer:
        """The life of a promise, project, forum or instrument in order: its stage, what moved, what came of plans.

        `name` is the id of a matter or record, or a name. Raises UnknownRecord, UnknownName and BadFilter.
        """
        return tell_thread(
            name, self._narrow(asked), self._make_desk(asked), self.codebook, partial(fold_mechanism, self.codebook)
        )

    def agenda(self, *names: str, **asked: Unpack[Asked]) -> Answer:
        """What to have on the table at the next meeting of a forum, or of two states or organisations, each line cited.

        `since` counts from a day instead of the last round or year. Raises UnknownName and BadFilter.
        """
        codebook = self.codebook
        fold = partial(fold_mechanism, codebook)
        desk, find_office = self._make_desk(asked), make_office_finder(codebook)
        return prepare_agenda(names, self._narrow(asked), desk, codebook, find_office, fold)

    def offices(self, **asked: Unpack[Asked]) -> Answer:
        """Who held which office for whom, from when to when, as all documents together attest it; contradictions are
        named. Takes `states`, `person`, the times and `limit`; raises BadFilter for others.
        """
        unfit = sorted(name for name, value in asked.items() if value and name not in _OFFICE_FILTERS)
        if unfit:
            raise BadFilter(f"offices are not narrowed by {', '.join(unfit)}: ask by {', '.join(_OFFICE_FILTERS)}")
        return list_offices(self._narrow(asked), self._make_desk(asked), make_office_finder(self.codebook))

    def search(self, words: str, limit: int = 20, **times: Unpack[Times]) -> Answer:
        """Documents and records that hold the words, best first."""
        return search_words(words, self._make_desk(times), limit, read_during(times))

    def documents(
        self,
        limit: int | None = None,
        offset: int = 0,
        order: "DocumentOrder" = "first published",
        **times: Unpack[Times],
    ) -> Answer:
        """The documents held, with publisher, date, genre and number of records; `offset` passes over so many."""
        return list_documents(self._look(times), limit, read_during(times), offset, order)

    def export(
        self, form: str = "jsonl", *, is_known: bool = False, is_as_said: bool = False, **asked: Unpack[Asked]
    ) -> Iterator[str]:
        """Records as lines of JSON or CSV, each line ending in a line break; `is_known` adds when they were learned.

        They are as analysts decided, with a field `decided` where they did; with `is_as_said`, as sources said.
        Raises BadFilter for a form that is not one of EXPORT_FORMATS, before the first line. What is left out of an
        export as of a date for want of one is said as a warning to the log.
        """
        if form not in EXPORT_FORMATS:
            raise BadFilter(f"unknown format “{form}”: it is one of {', '.join(EXPORT_FORMATS)}")
        narrow = self._narrow(asked)
        store = self._look(asked)
        if left_out := say_left_out(store):
            log.warning("%s", left_out)
        ruling = None if is_as_said else load_ruling(store)
        rows = self._iter_rows(ruling.view if ruling else store, narrow, is_known)
        decided = {id: list_decided(ruling.get(id)) for id in ruling.records} if ruling else {}
        if form == "csv":
            return iter_csv(rows, decided)
        return (
            f"{dump_json(make_row(record, document, known, decided.get(record.id)))}\n"
            for record, document, known in rows
        )

    def _iter_rows(
        self, store: "Store", narrow: Filter, is_known: bool
    ) -> Iterator[tuple[Record, Document | None, str | None]]:
        held = {known.document.id: known for known in store.find_documents()}
        for record in store.find_records(narrow):
            known = held.get(record.document)
            yield record, known.document if known else None, (known.known_from if known else "") if is_known else None


def check_values(name: str, values: Sequence[str], known: Sequence[str]) -> None:
    """Raise BadFilter for a value that is none of the known ones."""
    if isinstance(values, str):
        raise BadFilter(f"{name} takes a list of names, not one")
    for value in values:
        if value not in known:
            raise BadFilter(f"unknown {name} “{value}”: it is one of {', '.join(known)}")


def read_during(times: Times) -> str | None:
    """The range of the `during` that is asked for, checked. Raises BadFilter."""
    narrow = Filter(during=times.get("during"))
    _ = narrow.days
    return narrow.during
