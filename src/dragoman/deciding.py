"""The verbs by which analysts decide: each appends one decision, and none changes what a source said."""

import dataclasses
import getpass
from typing import TYPE_CHECKING

from dragoman.errors import BadDecision, BadFilter, SettingsError
from dragoman.memory.corrections import correct_record, read_value
from dragoman.memory.decisions import find_taken_back
from dragoman.memory.offices import make_office_finder
from dragoman.model.answer import Answer
from dragoman.model.decision import Decision
from dragoman.model.record import Record, to_json
from dragoman.queries.decided import Ruling, load_ruling
from dragoman.queries.decisions import list_decisions, tell_decision
from dragoman.queries.desk import Desk
from dragoman.queries.review import Doubt, tell_doubt
from dragoman.queries.show import get_record
from dragoman.queries.subject import make_state_namer

if TYPE_CHECKING:
    from dragoman.codebook.book import Codebook
    from dragoman.settings import Settings
    from dragoman.store.base import Store

__all__ = ["Deciding"]


class Deciding:
    """The part of `Dragoman` that decides. `by` is who does, by default the setting `analyst`, else the system's user.

    Records and decisions are named by their id or an unambiguous beginning of it. Raises UnknownRecord, BadDecision.
    """

    settings: "Settings"

    @property
    def codebook(self) -> "Codebook":
        """Where names are looked up."""
        raise NotImplementedError

    def _open(self, is_writing: bool = False) -> "Store":
        raise NotImplementedError

    def join(self) -> int:
        """Join what was not joined yet."""
        raise NotImplementedError

    def _open_held(self) -> "Store":
        """The database for writing; one that does not exist is not made."""
        self._open()
        return self._open(is_writing=True)

    def confirm(self, record: str, *, why: str = "", by: str | None = None) -> Answer:
        """Stand by a record: answers say so."""
        return self._judge("confirm", record, why, by)

    def reject(self, record: str, *, why: str, by: str | None = None) -> Answer:
        """Take a record out of all answers; `show` still has it. `why` is needed."""
        return self._judge("reject", record, why, by)

    def _judge(self, action: str, record: str, why: str, by: str | None) -> Answer:
        found = self._get_current(record)
        return self._append(Decision("", "", "", why, action, found.id, seen=to_json(found)), [found], by)

    def correct(self, record: str, field: str, value: str, *, why: str, by: str | None = None) -> Answer:
        """Give a field of a record another value; its evidence stays. `why` is needed.

        `value` is written as people write it; `null` empties a field that may be empty. Raises UnknownName for an actor
        that the codebook does not know.
        """
        found = self._get_current(record)
        document = self._open().get_document(found.document, found.version)
        decided = load_ruling(self._open()).get(found.id)
        now = decided.record if decided else found
        read = read_value(now, field, value, self.codebook, document.text if document else "")
        after, before = correct_record(now, field, read, ""), getattr(now, field)
        if getattr(after, field) == before or (field == "when" and now.when.edtf == read):
            raise BadDecision(f"{field} of {found.id} is {value} already")
        made = Decision("", "", "", why, "correct", found.id, None, field, read, to_json(found))
        return self._append(made, [found], by)

    def merge(self, record: str, other: str, *, why: str, by: str | None = None) -> Answer:
        """Say that two records tell of one thing in the world. `why` is needed."""
        return self._pair("merge", record, other, why, by)

    def split(self, record: str, other: str, *, why: str, by: str | None = None) -> Answer:
        """Say that two records tell of two things. `why` is needed."""
        return self._pair("split", record, other, why, by)

    def _pair(self, action: str, record: str, other: str, why: str, by: str | None) -> Answer:
        left, right = self._get_current(record), self._get_current(other)
        if left.id == right.id:
            raise BadDecision(f"{left.id} is one record: to {action} takes two")
        if left.kind != right.kind:
            raise BadDecision(f"{left.id} is {_name(left)} and {right.id} {_name(right)}: to {action} takes one kind")
        seen = [to_json(left), to_json(right)]
        return self._append(Decision("", "", "", why, action, left.id, right.id, seen=seen), [left, right], by)

    def undo(self, decision: str, *, why: str = "", by: str | None = None) -> Answer:
        """Take one decision back; an undo can be undone, too. Raises BadDecision if it was taken back already."""
        decisions = self._open_held().find_decisions()
        fitting = [item for item in decisions if decision and item.id.startswith(decision)]
        if not fitting:
            raise BadDecision(f"no decision “{decision}”: `dragoman decisions` lists them")
        if len(fitting) > 1:
            names = ", ".join(item.id for item in fitting[:5])
            raise BadFilter(f"“{decision}” fits several decisions: {names}; give more of the id")
        done = find_taken_back(decisions).get(fitting[0].id)
        if done is not None:
            raise BadDecision(
                f"{fitting[0].id} was taken back already, by {done.by} on {done.at[:10]}: "
                f"`dragoman undo {done.id}` lets it hold again"
            )
        return self._append(Decision("", "", "", why, "undo", None, fitting[0].id), [], by)

    def decisions(self, record: str | None = None, *, by: str | None = None, is_lapsed: bool = False) -> Answer:
        """What was decided, by whom, when and why, and what became of it: all, about one record, or of one analyst.

        `is_lapsed` keeps the decisions that no longer apply since documents were read again.
        """
        store = self._open()
        found = get_record(record, store) if record is not None else None
        return list_decisions(load_ruling(store), record=found, by=by, is_lapsed=is_lapsed)

    def tell_doubt(self, doubt: Doubt) -> Answer:
        """One question of a review, with its words in context and what it is at odds with."""
        return tell_doubt(doubt, self._make_decided_desk(load_ruling(self._open())))

    def _get_current(self, record: str) -> Record:
        """A record that is asked for by its id. Raises BadDecision for one of a version that is no longer current."""
        store = self._open_held()
        found = get_record(record, store)
        if not store.get_records([found.id]):
            raise BadDecision(
                f"{found.id} is of an earlier reading of {found.document}: decide about a record of the current one"
            )
        return found

    def _append(self, decision: Decision, about: list[Record], by: str | None) -> Answer:
        if decision.action in ("reject", "correct", "merge", "split") and not decision.why.strip():
            raise BadDecision(f"to {decision.action} takes a reason: give one with --why")
        store = self._open_held()
        who = (by or "").strip() or self._get_analyst()
        made = store.add_decision(dataclasses.replace(decision, by=who, why=decision.why.strip()))
        self._join_anew(store, made)
        ruling = load_ruling(store)
        shown = [decided.record if (decided := ruling.get(item.id)) else item for item in about]
        return tell_decision(made, shown, self._make_decided_desk(ruling))

    def _join_anew(self, store: "Store", made: Decision) -> None:
        """Have the matters follow what was joined, parted, or taken back."""
        about = {item.id: item for item in store.find_decisions()}
        while made.action == "undo" and made.other in about:
            made = about[made.other]
        if made.action in ("merge", "split"):
            store.unjoin([id for id in (made.record, made.other) if id])
            self.join()

    def _make_decided_desk(self, ruling: Ruling) -> Desk:
        return Desk(ruling.view, make_state_namer(self.codebook), ruling, make_office_finder(self.codebook))

    def _get_analyst(self) -> str:
        if self.settings.analyst:
            return self.settings.analyst
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError) as error:
            raise SettingsError("nobody is named who decides: give --by, or the setting `analyst`") from error


def _name(record: Record) -> str:
    return f"{'an' if record.kind == 'event' else 'a'} {record.kind}"
