"""What all verbs of the shell share: the service they call, and how an answer is written."""

import sys
from typing import cast

import typer

from dragoman.cli.options import Format
from dragoman.model.answer import Answer
from dragoman.render.clean import clean_text
from dragoman.render.formats import BINARY_FORMATS, encode_answer, write_answer
from dragoman.service import Asked, Dragoman

__all__ = ["SCREEN_LINES", "get_dragoman", "set_limit", "write"]

# What a screen takes; programs get everything.
SCREEN_LINES = 100
_EVERYTHING = 1_000_000
_FOR_PROGRAMS = (Format.JSON, Format.JSONL, Format.CSV)


def get_dragoman(context: typer.Context) -> Dragoman:
    """What the command line holds while a verb runs."""
    return cast(Dragoman, context.obj)


def write(answer: Answer, form: Format) -> None:
    """Write an answer to standard output; what a form has no place for goes to stderr."""
    if form in BINARY_FORMATS:
        sys.stdout.buffer.write(encode_answer(answer, form.value))
    else:
        write_answer(answer, form.value, sys.stdout)
    if form in (Format.JSONL, Format.CSV):
        # These have no place for a note, and what is not there must not go unsaid.
        for note in answer.notes:
            typer.echo(clean_text(note), err=True)


def set_limit(asked: Asked, form: Format, screen: int | None) -> Asked:
    """The filter with a limit: what fits a screen for people, everything for programs, unless one was given."""
    if "limit" in asked:
        return asked
    limit = _EVERYTHING if form in _FOR_PROGRAMS else screen
    return {**asked, "limit": limit} if limit is not None else asked
