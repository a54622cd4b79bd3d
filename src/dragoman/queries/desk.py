"""Where an answer is written: documents are looked up once, citations are numbered as lines use them."""

from collections.abc import Iterable, Sequence

from dragoman.memory.offices import OfficeFinder
from dragoman.memory.traits import Traits, find_traits
from dragoman.model.answer import Answer, Citation, Line, Section
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.matter import Placed
from dragoman.model.record import Event, Figure, Pledge, Position, Record
from dragoman.model.term import Derived
from dragoman.queries.decided import Ruling
from dragoman.queries.grouping import group_records
from dragoman.queries.learned import Learner, say_derived
from dragoman.queries.sight import put_in_view
from dragoman.queries.wording.decisions import say_decided
from dragoman.queries.wording.names import NameState
from dragoman.queries.wording.sentences import say_clause, say_record
from dragoman.queries.wording.views import say_view
from dragoman.queries.wording.voices import say_voice
from dragoman.store.base import Store

__all__ = ["Desk"]


class Desk:
    """Turns records of one store into lines of one answer; `ruling` is what analysts decided about them."""

    def __init__(
        self,
        store: Store,
        name_state: NameState,
        ruling: Ruling | None = None,
        find_office: OfficeFinder | None = None,
    ) -> None:
        """`find_office` knows titles; without it nothing is derived from other documents."""
        self.store = store
        self.name_state = name_state
        self._ruling = ruling
        self._learner = (
            Learner(store, self.find_records, self.get_published, find_office) if find_office is not None else None
        )
        self._documents: dict[tuple[str, str], Document | None] = {}
        self._matters: dict[str, str | None] = {}
        # By the object, which is kept: one id may stand for a record as its source said it and as it was corrected.
        self._said: dict[int, tuple[Record, str]] = {}
        self._traits: dict[str, Traits] = {}
        self._citations: dict[tuple[str, str, int, int], Citation] = {}

    def find_records(self, narrow: Filter) -> list[Record]:
        """Records of the store that pass, with what is known about their documents looked up in one go."""
        records = list(self.store.find_records(narrow))
        self.know(records)
        return records

    def find_joined(self, narrow: Filter) -> list[Record]:
        """Records of the store that pass, read together with their matters."""
        records, matters = self.store.find_joined(narrow)
        self._matters |= {record.id: matters.get(record.id) for record in records}
        return records

    def know(self, records: Iterable[Record]) -> None:
        """Look up in one go what is known about the documents of records that an answer will tell of."""
        missing = {record.document for record in records if (record.document, record.version) not in self._documents}
        if missing:
            for document in self.store.get_documents(missing):
                self._documents[document.id, document.version] = document

    def get_document(self, record: Record) -> Document | None:
        """The document that a record stands in, without its text; null if its version is not in view."""
        key = (record.document, record.version)
        if key not in self._documents:
            self.know([record])
            self._documents.setdefault(key)
        return self._documents[key]

    def get_published(self, record: Record) -> str | None:
        """When the document was published, as EDTF, or null."""
        document = self.get_document(record)
        return document.published if document else None

    def group(self, records: Sequence[Record]) -> list[tuple[Record, ...]]:
        """The records in groups that say the same of one matter, in the order of their first records."""
        self.know(records)
        return group_records(records, self.find_matters(records))

    def find_matters(self, records: Iterable[Record]) -> dict[str, str]:
        """The matters of records by the records' ids, each looked up once; what is not joined is left out."""
        ids = [record.id for record in records]
        missing = [id for id in ids if id not in self._matters]
        if missing:
            self._matters |= {**dict.fromkeys(missing), **self.store.get_matters(missing)}
        return {id: matter for id in ids if (matter := self._matters[id]) is not None}

    def place(self, record: Record) -> Placed:
        """What identity wants to know of the record's document."""
        document = self.get_document(record)
        return Placed(0, document.published if document else None, document.publisher_state if document else None)

    def find_traits(self, record: Event | Pledge | Figure | Position) -> Traits:
        """The record as identity sees it, worked out once an answer."""
        if record.id not in self._traits:
            self._traits[record.id] = find_traits(record, self.place(record))
        return self._traits[record.id]

    def cite(self, record: Record) -> int:
        """The number of the citation of the record's clause; a new number on first use."""
        span = record.span
        key = (span.document, record.version, span.start, span.end)
        if key not in self._citations:
            document = self.get_document(record)
            self._citations[key] = Citation(
                number=len(self._citations) + 1,
                document=span.document,
                version=record.version,
                title=document.title if document else None,
                publisher=document.publisher if document else None,
                published=document.published if document else None,
                published_basis=document.published_basis if document else "document not held",
                start=span.start,
                end=span.end,
                quote=span.quote,
            )
        return self._citations[key].number

    def say(self, record: Record) -> str:
        """The record's sentence, made once for each record that was read."""
        if id(record) not in self._said:
            self._said[id(record)] = record, say_record(record, self.get_document(record), self.name_state)
        return self._said[id(record)][1]

    def say_clause(self, record: Record) -> str:
        """The record's sentence without whose word it is, for a table that has a column for that."""
        return say_clause(record, self.get_document(record), self.name_state)

    def say_voice(self, record: Record) -> str:
        """Whose word the record is."""
        return say_voice(record, self.get_document(record), self.name_state)

    def derive(self, record: Record) -> tuple[Derived, ...]:
        """The persons and offices that the record leaves open and other documents give; no part of the record."""
        return self._learner.derive(record) if self._learner is not None else ()

    def _say_derived(self, record: Record) -> tuple[str, tuple[int, ...]]:
        """What is derived for a record, marked, and the numbers of the citations that it rests on."""
        numbers: list[int] = []

        def cite(item: Derived) -> int | None:
            # The earliest text that tells it: one is enough to look it up.
            source = self.store.get_record(item.records[0])
            if source is None:
                return None
            numbers.append(self.cite(source))
            return numbers[-1]

        words = say_derived(self.derive(record), self.name_state, cite)
        return words, tuple(numbers)

    def make_line(self, records: Sequence[Record], text: str | None = None, cells: tuple[str, ...] = ()) -> Line:
        """A line that rests on one or more records that say the same; the first gives sentence, status and date.

        What other documents add to its persons and offices stands behind the sentence, marked as derived.
        """
        first = records[0]
        voices = dict.fromkeys(self.say_voice(record) for record in records)
        marks = self._list_marks(records)
        own = tuple(dict.fromkeys(self.cite(record) for record in records))
        derived, sources = self._say_derived(first)
        told = self.say(first) if text is None else text
        if marks:
            told = f"{told} ({'; '.join(marks)})"
        return Line(
            text=f"{told} {derived}" if derived else told,
            records=tuple(record.id for record in records),
            kind=first.kind,
            status=first.status,
            voice="; ".join((*voices, *marks)),
            when=first.when.edtf,
            citations=tuple(dict.fromkeys((*own, *sources))),
            cells=cells,
            derived=derived,
        )

    def say_held(self) -> str:
        """How much the database holds, as far as it is in view."""
        counts = self.store.count()
        documents, records = counts.documents, sum(counts.records.values())
        held = f"{documents} document{'s' * (documents != 1)} with {records} record{'s' * (records != 1)}"
        return f"This database holds {held}{', ' * (not self.store.view.is_whole)}{say_view(self.store.view)}"

    def _list_marks(self, records: Sequence[Record]) -> list[str]:
        """What analysts decided about the records, in words; nothing where nobody did."""
        if self._ruling is None:
            return []
        found = (self._ruling.get(record.id) for record in records)
        return list(dict.fromkeys(say_decided(decided) for decided in found if decided))

    def finish(self, verb: str, title: str, sections: Sequence[Section], notes: Sequence[str] = ()) -> Answer:
        """The answer with every citation its lines have used so far; the store's view is said in its title."""
        answer = Answer(verb, title, tuple(sections), tuple(self._citations.values()), tuple(notes))
        return put_in_view(answer, self.store)
