"""The codebook and the parser, loaded once for all tests that read, and short ways to read a few sentences."""

import warnings
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from dragoman.codebook.book import Codebook
from dragoman.codebook.load import load_codebook
from dragoman.frames.attribution import find_speech
from dragoman.language.spacy_ import SpacyAnalyser
from dragoman.mentions.actors import find_actors
from dragoman.mentions.dates import find_dates
from dragoman.mentions.quantities import find_quantities
from dragoman.model.analysis import Analysis, Token
from dragoman.model.document import Document
from dragoman.model.mention import Mention
from dragoman.model.reading import Scope
from dragoman.model.record import Record
from dragoman.pipeline import read_document
from dragoman.resolve.link import Linker
from dragoman.resolve.people import find_people

__all__ = [
    "find_mentions",
    "make_linker",
    "parse",
    "read",
    "the_analyser",
    "the_codebook",
    "word",
    "write_document",
    "wrong",
]


@cache
def the_codebook() -> Codebook:
    return load_codebook()


@cache
def the_analyser() -> SpacyAnalyser:
    analyser = SpacyAnalyser()
    with warnings.catch_warnings():
        # spaCy's command line imports what click 8 deprecates; nothing of ours does.
        warnings.filterwarnings("ignore", "Importing 'parser.split_arg_string'", DeprecationWarning)
        analyser.analyse(write_document("Load the model."))
    return analyser


def write_document(text: str, **fields: Any) -> Document:
    """A news report of Friday, 12 March 2021, unless its fields say otherwise."""
    known: dict[str, Any] = {
        "id": "d",
        "version": "v",
        "genre": "news",
        "published": "2021-03-12",
        "published_basis": "stated",
    }
    return Document(text=text, **{**known, **fields})


@cache
def parse(text: str) -> Analysis:
    return the_analyser().analyse(write_document(text))


def word(analysis: Analysis, text: str, *, nth: int = 0) -> Token:
    """The nth token with this text. Raises IndexError where the sentence has none, so that a typing slip is seen."""
    return [token for token in analysis.tokens if token.text == text][nth]


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """All mentions of a document in the order in which the pipeline hands them on."""
    dates = find_dates(document.text)
    found: Sequence[Mention] = [
        *find_actors(document, the_codebook()),
        *dates,
        *find_quantities(document.text, dates),
    ]
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.kind)))


@cache
def read(text: str, scope: Scope = "international", **fields: Any) -> tuple[Record, ...]:
    """The records of a text: a news report of Friday, 12 March 2021, unless its fields say otherwise."""
    return read_document(write_document(text, **fields), the_codebook(), the_analyser(), scope=scope)


def make_linker(text: str, **fields: Any) -> Linker:
    """The linker of a document, with everything that it looks at."""
    document = write_document(text, **fields)
    analysis = parse(text)
    mentions = find_mentions(document)
    people = find_people(document, analysis, mentions, the_codebook())
    lexicon = the_codebook().lexicon
    speeches = find_speech(analysis, lexicon)
    return Linker(document, analysis, mentions, people, speeches, the_codebook(), lexicon)


# What a test raises whose expectation is not met; any other exception is a failure, expected or not.
_NOT_MET = (AssertionError, ValueError)


def wrong(reason: str, *values: object) -> object:
    """A row of a table that the reader gets wrong today; it fails the build on the day on which it is right."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, raises=_NOT_MET, reason=reason))
