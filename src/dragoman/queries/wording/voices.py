"""Whose word it is: the attribution chain in English."""

import re
from collections.abc import Iterable

from dragoman.model.actor import Actor, Voice
from dragoman.model.document import Document
from dragoman.model.record import Record, role_actors
from dragoman.queries.wording.names import NameState, say_actor

__all__ = ["is_argument", "is_author", "is_nameless", "is_own_word", "say_voice", "say_writer"]

_JOINED = re.compile(r", | and ")
_KINDS = {"readout": "the readout", "joint-statement": "the joint statement", "speech": "the speech"}


def is_argument(document: Document | None) -> bool:
    """Whether the text's own voice is somebody's argument, which is never told as plain fact.

    A text of unknown genre is taken for one, unless its publisher speaks for a state: then it is the state's word.
    """
    if document is None or document.genre == "opinion":
        return True
    return document.genre == "other" and document.publisher_state is None


def is_author(record: Record) -> bool:
    """Whether nobody but the text itself vouches for the record."""
    return not record.attribution or record.attribution[0].mode == "author"


def is_nameless(record: Record) -> bool:
    """Whether somebody other than the text vouches for the record, and the text names neither person nor body."""
    return not is_author(record) and not any(
        (v.name, v.office, v.state) != (None, None, None) for v in record.attribution
    )


def say_writer(document: Document | None, name: str) -> str:
    """The text's own voice: "the author of “Title”" for an argument, "a report by Publisher" for the rest."""
    if document is None:
        return f"the author of {name}"
    title = f"“{document.title}”" if document.title else name
    if is_argument(document):
        return f"the author of {title}"
    if document.genre == "news":
        return f"a report by {document.publisher}" if document.publisher else f"the report {title}"
    kind = _KINDS.get(document.genre, "a text")
    return f"{kind} of {document.publisher}" if document.publisher else f"{kind} {title}"


def _say_link(voice: Voice, name_state: NameState, writer: str) -> str:
    if voice.mode == "author":
        return writer
    name = voice.name
    state_name = name_state(voice.state) if voice.state else None
    if name is None and voice.office is None and state_name is None:
        return "an unnamed speaker"
    person = None if name is None or name in (state_name, voice.state) else name
    if state_name is None or voice.mode == "document":
        shown = name or voice.office or state_name or "a document"
        return (
            say_actor(Actor(name=shown), name_state) if voice.office is None else f"{voice.office} {name or ''}".strip()
        )
    return say_actor(Actor(name=state_name, state=voice.state, person=person, office=voice.office), name_state)


def say_voice(record: Record, document: Document | None, name_state: NameState) -> str:
    """Who vouches for a record, innermost first: "Norway’s Foreign Minister Kari Nes, as reported by NTB"."""
    writer = say_writer(document, record.document)
    if is_author(record):
        return writer
    links = [_say_link(voice, name_state, writer) for voice in record.attribution]
    return ", as reported by ".join(dict.fromkeys(links))


def _same(voice: Voice, actor: Actor) -> bool:
    if voice.state or actor.state:
        return voice.state == actor.state
    names = {name.casefold() for name in (actor.name, actor.person) if name}
    return voice.name is not None and voice.name.casefold() in names


def is_own_word(record: Record, actors: Iterable[Actor] | None = None) -> bool:
    """Whether the voice is one of the actors that the record is about."""
    if is_author(record):
        return False
    voice, those = record.attribution[0], tuple(role_actors(record) if actors is None else actors)
    names = {actor.name for actor in those}
    # A joint text speaks for its parties together: "Kenya and Türkiye".
    parts = set(_JOINED.split(voice.name)) if voice.name and voice.state is None else set()
    return (len(parts) > 1 and parts <= names) or any(_same(voice, actor) for actor in those)
