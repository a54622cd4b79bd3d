"""What a record names, folded so that case and accents do not matter when somebody asks for it."""

import unicodedata
from functools import lru_cache

from dragoman.model.actor import Actor
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Figure, Pledge, Position, Quote, Record, Tie

__all__ = [
    "ROLES",
    "actor_roles",
    "fold",
    "person_forms",
    "record_names",
    "record_words",
    "title_name",
    "title_names",
]

# Every field of a record that holds actors. Who merely vouches for a record (its attribution) is not in it.
ROLES = (
    "initiators",
    "targets",
    "participants",
    "pledgers",
    "beneficiaries",
    "holders",
    "toward",
    "subjects",
    "speaker",
)

# Letters that a keyboard without them replaces, and that Unicode does not decompose.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})

# Ties whose object and label name a mechanism, and those that name a project.
_MECHANISM_TIES = ("mechanism", "membership", "anniversary", "founded")
_PROJECT_TIES = ("part-of",)


# The same few hundred names recur in every document of a corpus.
@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A name without case, accents and punctuation: "São Tomé" and "sao tome" fold to one string."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold().translate(_LETTERS)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def person_forms(name: str) -> set[str]:
    """The folded name and every run of whole words that begins or ends it: surnames stand first or last."""
    words = fold(name).split()
    forms = {" ".join(words[:end]) for end in range(1, len(words) + 1)}
    forms.update(" ".join(words[start:]) for start in range(len(words)))
    return forms


def actor_roles(record: Record) -> list[tuple[str, Actor]]:
    """Every actor of a record with the field it stands in, in order."""
    found: list[tuple[str, Actor]] = []
    for role in ROLES:
        value = getattr(record, role, ())
        found.extend((role, actor) for actor in ((value,) if isinstance(value, Actor) else value))
    return found


def title_name(holder: str, title: str) -> str:
    """The name by which the office ties of a holder (an actor key) with a title are found: the title as written."""
    return f"{holder} {title}"


def title_names(narrow: Filter) -> list[str]:
    """The names that the titles of a filter stand for."""
    return [title_name(narrow.actors[0], title) for title in narrow.titles] if narrow.actors else []


def record_names(record: Record) -> set[tuple[str, str]]:
    """(field, name) pairs by which a filter finds the record; field is person, issue, project, mechanism or title.

    A person is found in any role and in the attribution, an issue also among an event's topics, a mechanism or
    project also where a tie names it.
    """
    named: list[tuple[str, str | None]] = []
    persons: list[str | None] = [actor.person for _, actor in actor_roles(record)]
    persons.extend(voice.name for voice in record.attribution if voice.mode != "author")
    if isinstance(record, Event):
        named.extend(("issue", topic) for topic in record.topics)
        named.append(("mechanism", record.mechanism))
    if isinstance(record, Position):
        named.append(("issue", record.issue))
    if isinstance(record, Event | Pledge | Figure):
        named.append(("project", record.project))
    if isinstance(record, Tie):
        if record.relation == "office":
            persons.append(record.object)
        if record.relation in _MECHANISM_TIES:
            named.extend((("mechanism", record.object), ("mechanism", record.label)))
        if record.relation in _PROJECT_TIES:
            named.extend(("project", name) for name in (record.object, *(actor.name for actor in record.subjects)))
    pairs = {(field, fold(name)) for field, name in named if name}
    pairs.update(("person", form) for person in persons if person for form in person_forms(person))
    if isinstance(record, Tie) and record.relation == "office":
        pairs.update(("title", title_name(actor.key, actor.office)) for actor in record.subjects[:1] if actor.office)
    return {(field, name) for field, name in pairs if name}


def record_words(record: Record) -> str:
    """What a search may find a record by besides its clause: names, offices and the words of its own fields."""
    words: list[str | None] = []
    for _, actor in actor_roles(record):
        words.extend((actor.name, actor.person, actor.office))
    words.extend(voice.name for voice in record.attribution if voice.mode != "author")
    if isinstance(record, Event):
        words.extend((record.form, record.mechanism, record.instrument, record.project, *record.topics))
        words.append(record.place.name if record.place else None)
    elif isinstance(record, Pledge):
        words.extend((record.content, record.condition, record.project))
    elif isinstance(record, Position):
        words.extend((record.issue, *record.terms))
    elif isinstance(record, Figure):
        words.extend((record.metric, record.unit, record.project))
    elif isinstance(record, Tie):
        words.extend((record.object, record.label, record.level))
    elif isinstance(record, Quote):
        words.append(record.content)
    clause = record.span.quote
    # A long content usually stands in the clause word for word: it need not be kept twice.
    return " · ".join(dict.fromkeys(word for word in words if word and (len(word) < 60 or word not in clause)))
