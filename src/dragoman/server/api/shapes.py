"""The shapes of replies for OpenAPI: records from the nouns of the model themselves, so that they cannot differ."""

import dataclasses
import typing
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from dragoman.model import record as nouns

__all__ = [
    "ActorPage",
    "AnswerBody",
    "DocumentBody",
    "DocumentPage",
    "DocumentSummary",
    "JobBody",
    "JobPage",
    "MatterBody",
    "MatterPage",
    "NamedActor",
    "RecordBody",
    "RecordPage",
]

_Next = Annotated[str | None, Field(description="Give it as `cursor` for the next piece; null at the end.")]


def _make_record_body(noun: type[nouns.Record]) -> Any:
    """The shape of one kind of record as `to_json` writes it, with when its document was published."""
    hints = typing.get_type_hints(noun)
    fields: dict[str, Any] = {item.name: (hints[item.name], ...) for item in dataclasses.fields(noun)}
    kind = noun.__name__.lower()
    return create_model(
        f"{noun.__name__}Record",
        __doc__=noun.__doc__,
        kind=(Literal[kind], ...),  # type: ignore[arg-type]
        published=(str | None, Field(description="When the document was published, as EDTF.")),
        **fields,
    )


_BODIES = tuple(
    _make_record_body(noun)
    for noun in (nouns.Event, nouns.Pledge, nouns.Position, nouns.Figure, nouns.Tie, nouns.Quote)
)
RecordBody = Annotated[typing.Union[_BODIES], Field(discriminator="kind")]  # type: ignore[valid-type]  # noqa: UP007


class RecordPage(BaseModel):
    """Records in the order of their dates (undated last), document and place."""

    items: list[RecordBody]
    next: _Next


class _Citation(BaseModel):
    number: int
    document: str
    version: str
    title: str | None
    publisher: str | None
    published: str | None
    published_basis: str
    start: int
    end: int
    quote: str


class _Line(BaseModel):
    text: str
    records: list[str]
    kind: str | None
    status: str | None
    status_word: str | None
    voice: str | None
    when: str | None
    citations: list[int]
    cells: dict[str, str] | None = None


class _Section(BaseModel):
    title: str
    lines: list[_Line]
    note: str | None
    sections: list["_Section"]


class AnswerBody(BaseModel):
    """An answer as the command line gives it with `--format json`; `next` goes on where it was cut."""

    verb: str
    title: str
    sections: list[_Section]
    citations: list[_Citation]
    notes: list[str]
    next: _Next


class DocumentSummary(BaseModel):
    """A document without its text. `published` is EDTF, `known_from` when this database learned it (UTC)."""

    id: str
    version: str
    title: str | None
    url: str | None
    publisher: str | None
    publisher_state: str | None
    genre: str
    published: str | None
    published_basis: str
    language: str | None
    records: int
    known_from: str


class DocumentPage(BaseModel):
    """Documents ordered by publication (undated last) and id."""

    items: list[DocumentSummary]
    next: _Next


class _Span(BaseModel):
    start: int
    end: int


class _Mask(_Span):
    reason: str


class _Dateline(_Span):
    place: str | None
    date: str | None
    agency: str | None


class DocumentBody(BaseModel):
    """One version of a document with its text; offsets everywhere are Unicode code points into `text`."""

    id: str
    version: str
    title: str | None
    url: str | None
    publisher: str | None
    publisher_state: str | None
    genre: str
    published: str | None
    published_basis: str
    language: str | None
    dateline: _Dateline | None
    masks: list[_Mask]
    text: str


class _MatterSummary(BaseModel):
    id: str
    records: int


class MatterPage(BaseModel):
    """Matters ordered by id, with how many records tell of each."""

    items: list[_MatterSummary]
    next: _Next


class MatterBody(BaseModel):
    """One thing in the world, and the records that tell of it, ordered by publication."""

    id: str
    kind: str
    records: list[RecordBody]


class NamedActor(BaseModel):
    """A state, organisation or group that the codebook knows; `id` is what records and filters call it."""

    id: str
    name: str
    names: list[str] = Field(description="Every name that a filter takes for it, the name first.")
    kind: Literal["state", "organisation"]


class ActorPage(BaseModel):
    """Actors ordered by kind and id."""

    items: list[NamedActor]
    next: _Next


class _Skipped(BaseModel):
    name: str
    reason: str
    message: str


class JobBody(BaseModel):
    """A reading: how far it has come, and what it came to. Times are UTC."""

    model_config = ConfigDict(title="Job")

    id: str
    input: str
    created: str
    state: Literal["waiting", "reading", "done", "failed", "stopped"]
    started: str | None
    finished: str | None
    read: int
    unchanged: int
    records: int
    documents: list[str]
    skipped: list[_Skipped]
    detail: str | None


class JobPage(BaseModel):
    """Jobs, the newest first."""

    items: list[JobBody]
    next: _Next
