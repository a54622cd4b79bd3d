"""Documents and records for the tests of the store: built by hand, and drawn by Hypothesis."""

from typing import Any

from hypothesis import strategies as st

from dragoman.model.actor import AUTHOR, Actor, Place, Voice
from dragoman.model.document import GENRES, Dateline, Document, Mask
from dragoman.model.ids import make_document_version, make_record_id
from dragoman.model.record import (
    STATUSES,
    Change,
    Event,
    Evidence,
    Figure,
    Pledge,
    Position,
    Quote,
    Record,
    Tie,
)
from dragoman.model.when import When

__all__ = [
    "BOLIVIA",
    "CHAD",
    "FIJI",
    "READER",
    "any_text",
    "make_document",
    "make_event",
    "make_records",
    "readings",
    "with_span",
]

READER = "0.1.0+abc"
BOLIVIA = Actor("Bolivia", "BOL", "BOL", person="Rogelio Mayta Ñáñez", office="Foreign Minister")
CHAD = Actor("Chad", "TCD", "TCD")
FIJI = Actor("Fiji", "FJI", "FJI")

TEXT = (
    "Envoys of Bolivia and Chad met in Suva on Monday. Fiji, which hosted them, pledged to dredge the Nadi Quay. "
    "“We oppose the tolls,” the minister said. Trade came to 40 million dollars. The two are strategic partners."
)


def make_document(
    name: str = "a.txt", text: str = TEXT, published: str | None = "2024-05-07", **fields: Any
) -> Document:
    """A document whose version is made as the reader makes it."""
    return Document(name, make_document_version(text, published), text, published=published, **fields)


def with_span(document: Document, quote: str, field: str = "record") -> Evidence:
    """Evidence for the first place where the document holds the quote."""
    start = document.text.index(quote)
    return Evidence(document.id, start, start + len(quote), quote, field)


def common(document: Document, kind: str, quote: str, edtf: str | None = None, ordinal: int = 0) -> dict[str, Any]:
    """The fields that every record has."""
    span = with_span(document, quote)
    return {
        "id": make_record_id(document.id, document.version, kind, span.start, span.end, ordinal),
        "document": document.id,
        "version": document.version,
        "status": "occurred",
        "when": When(edtf, "day" if edtf else None),
        "attribution": (AUTHOR,),
        "evidence": (span,),
        "confidence": 0.9,
        "rules": ("test.1",),
    }


def make_event(document: Document, edtf: str | None = "2024-05-06", ordinal: int = 0, **fields: Any) -> Event:
    """A meeting of Bolivia and Chad on the document's first words."""
    base = common(document, "event", document.text[:20], edtf, ordinal)
    actors = {"initiators": (BOLIVIA,), "targets": (CHAD,)}
    return Event(**{**base, "type": "CONSULT", "form": "meeting", **actors, **fields})


def make_records(document: Document) -> list[Record]:
    """One record of each kind, for a document of TEXT."""
    return [
        make_event(
            document,
            participants=(FIJI,),
            mechanism="Joint Fisheries Commission",
            topics=("Fishing rights",),
            place=Place("Suva", "FJI"),
        ),
        Pledge(
            **common(document, "pledge", "pledged to dredge the Nadi Quay", "2024-06/2024-09") | {"status": "intended"},
            pledgers=(FIJI,),
            beneficiaries=(CHAD,),
            content="to dredge the Nadi Quay",
            strength="pledged",
            project="Nadi Quay",
        ),
        Position(
            **common(document, "position", "We oppose the tolls")
            | {"attribution": (Voice("The minister", "direct", state="TCD"),)},
            holders=(BOLIVIA,),
            issue="Canal tolls",
            stance="opposes",
            toward=(Actor("African Union", id="org:au"),),
        ),
        Figure(
            **common(document, "figure", "40 million dollars", "2023"),
            metric="trade",
            subjects=(BOLIVIA, CHAD),
            value=4e7,
            unit="USD",
            change=Change(3.5, "up", "2022"),
        ),
        Tie(
            **common(document, "tie", "strategic partners") | {"status": "ongoing"},
            relation="designation",
            subjects=(CHAD, FIJI),
            label="strategic partners",
        ),
        Quote(
            **common(document, "quote", "the minister said"),
            speaker=BOLIVIA,
            mode="direct",
            content="We oppose the tolls",
            cue="said",
        ),
    ]


# Any string that Python can hold: NUL, lone surrogates, the escape itself, and every script.
any_text = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("\x00\ud800\udfff\u241b«»\"'%_")), max_size=30
)
_words = any_text.filter(bool)
_maybe = st.none() | any_text
_dates = st.none() | st.sampled_from(
    [
        "2021",
        "2021-05",
        "2021-05-03",
        "XXXX-08-25",
        "202X",
        "2021-33",
        "2020/2022",
        "../2019",
        "2019/..",
        "nonsense",
        "1987~",
    ]
)
_voices = st.builds(Voice, _maybe, st.sampled_from(["direct", "indirect", "document", "author"]), _maybe, _maybe)
_actors = st.builds(Actor, _words, *[_maybe] * 5)
_groups = st.lists(_actors, max_size=3).map(tuple)
_texts = st.lists(any_text, max_size=2).map(tuple)
_whens = st.builds(When, _dates, _maybe, _maybe, any_text)
_numbers = st.floats(allow_nan=False)

_KINDS: dict[type[Record], dict[str, st.SearchStrategy[Any]]] = {
    Event: {
        "type": any_text, "initiators": _groups, "targets": _groups, "participants": _groups, "mode": _maybe,
        "form": _maybe, "symmetric": st.booleans(), "place": st.none() | st.builds(Place, any_text, _maybe),
        "topics": _texts, "mechanism": _maybe, "round": st.none() | st.integers(), "instrument": _maybe,
        "project": _maybe, "cameo": _maybe, "score": st.none() | _numbers,
    },
    Pledge: {
        "pledgers": _groups, "content": any_text, "strength": any_text, "beneficiaries": _groups,
        "condition": _maybe, "deadline": _maybe, "project": _maybe, "lifecycle": _maybe,
    },
    Position: {"holders": _groups, "issue": any_text, "stance": any_text, "toward": _groups, "terms": _texts},
    Figure: {
        "metric": any_text, "subjects": _groups, "value": _numbers, "unit": _maybe, "comparator": any_text,
        "period": _maybe, "change": st.none() | st.builds(Change, st.none() | _numbers, _maybe, _maybe),
        "project": _maybe,
    },
    Tie: {
        "relation": any_text, "subjects": _groups, "object": _maybe, "label": _maybe, "level": _maybe,
        "since": _maybe, "since_basis": _maybe, "until": _maybe, "until_basis": _maybe,
    },
    Quote: {"speaker": _actors, "mode": any_text, "content": any_text, "cue": _maybe},
}  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document that has a text."""
    text = draw(_words)
    dateline = st.none() | st.builds(Dateline, st.integers(0, 5), st.integers(0, 9), _maybe, _maybe, _maybe)
    masks = st.lists(st.builds(Mask, st.integers(0, 9), st.integers(0, 9), any_text), max_size=2).map(tuple)
    return Document(
        draw(_words),
        make_document_version(text),
        text,
        *draw(st.tuples(*[_maybe] * 4)),
        genre=draw(st.sampled_from(GENRES)),
        published=draw(_dates),
        published_basis=draw(any_text),
        dateline=draw(dateline),
        language=draw(_maybe),
        masks=draw(masks),
    )


@st.composite
def readings(draw: st.DrawFn) -> tuple[Document, list[Record]]:
    """Any document, with any records whose evidence holds."""
    document = draw(documents())
    records: list[Record] = []
    for ordinal, kind in enumerate(draw(st.lists(st.sampled_from(list(_KINDS)), max_size=4))):
        start = draw(st.integers(0, len(document.text) - 1))
        end = draw(st.integers(start + 1, len(document.text)))
        span = Evidence(document.id, start, end, document.text[start:end], draw(st.sampled_from(["record", "cue"])))
        fields = {name: draw(strategy) for name, strategy in _KINDS[kind].items()}
        records.append(
            kind(
                id=make_record_id(document.id, document.version, kind.__name__.lower(), start, end, ordinal),
                document=document.id,
                version=document.version,
                status=draw(st.sampled_from(STATUSES)),
                when=draw(_whens),
                attribution=tuple(draw(st.lists(_voices, max_size=2))),
                evidence=(span,),
                confidence=draw(st.floats(0, 1)),
                rules=draw(_texts),
                is_background=draw(st.booleans()),
                **fields,
            )
        )
    return document, records
