"""Actors, lists and numbers in running text."""

import re
from collections.abc import Callable, Sequence

from dragoman.model.actor import Actor

__all__ = [
    "NameState",
    "is_plural",
    "join_names",
    "ordinal",
    "possessive",
    "quote_words",
    "say_actor",
    "say_actors",
    "say_number",
    "with_article",
]

NameState = Callable[[str], str]
"""ISO 3166-1 alpha-3 to the name of the state."""

# Names of states and organisations that English says with "the".
_ARTICLE = re.compile(
    r"^(?:United |Republic of|Democratic |Central African|Dominican|Czech Republic|Federated|Holy See|Netherlands|"
    r"Philippines|Maldives|Bahamas|Gambia|Comoros|Ivory Coast|Vatican|Soviet|Marshall|Solomon|Cook|Falkland|Cayman|"
    r"European |African Union|Arab League|Gulf|Shanghai|Association|Organi[sz]ation|International|World|Security|"
    r"League|Non-Aligned|North Atlantic|Economic|East African|Southern African|Commonwealth|Pacific|Taliban|Houthi|"
    r"Forum |Conference )"
    r"|\b(?:Union|Organi[sz]ation|League|Islands|Nations|Council|Commission|[Cc]ommunity|Bank|Fund|Agency|Committee|"
    r"Corridor|Initiative|[Pp]ipeline|Railway|Highway|Project|Agreement|Treaty|Dialogue|Consultations|Forum|"
    r"Conference|Summit|Process|Programme|Partnership)$"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_INNER_QUOTES = {ord("“"): "‘", ord("”"): "’", ord('"'): "’"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def with_article(name: str) -> str:
    """The name as it stands in a sentence: "the United States", "Kenya"."""
    if name.casefold().startswith("the ") or not _ARTICLE.search(name):
        return name
    return f"the {name}"


def possessive(name: str) -> str:
    """ "Kenya’s", "the United States’"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _has_state(office: str, state: str) -> bool:
    """Whether the office already names its state or its adjective ("Pakistani Prime Minister")."""
    stem = re.escape(state.removeprefix("the ")[:4])
    return re.search(rf"\b{stem}", office, re.IGNORECASE) is not None


def _with_office(person: str, office: str, body: str | None) -> str:
    if body is None or _has_state(office, body):
        return f"{person}, {office}" if " of " in office else f"{office} {person}"
    return f"{possessive(body)} {office} {person}"


def say_actor(actor: Actor, name_state: NameState) -> str:
    """An actor with the person and office that act for it: "Norway’s Foreign Minister Kari Nes", "Kenya"."""
    body = with_article(name_state(actor.state)) if actor.state else None
    if body is None and actor.name and actor.name not in (actor.person, actor.office):
        body = with_article(actor.name) if actor.name != "author" else "the author"
    if actor.person:
        if actor.office:
            return _with_office(actor.person, actor.office, body)
        return f"{possessive(body)} {actor.person}" if body else actor.person
    if actor.office:
        return actor.office if body is None or _has_state(actor.office, body) else f"{possessive(body)} {actor.office}"
    return body or "an unnamed party"


def is_plural(actors: Sequence[Actor]) -> bool:
    """Whether several actors, or several persons for one, are the subject of a verb."""
    return len({(actor.key, actor.person) for actor in actors}) > 1


def join_names(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"; a repeated name stands once."""
    names = list(dict.fromkeys(names))
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def say_actors(actors: Sequence[Actor], name_state: NameState) -> str:
    """Actors as one list in a sentence."""
    return join_names([say_actor(actor, name_state) for actor in actors])


def ordinal(number: int) -> str:
    """ "third", "14th"."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    suffix = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def say_number(value: float) -> str:
    """A number without loss: "23.1 billion", "50,000", "0.35"."""
    for scale, word in _SCALES:
        scaled = round(value / scale, 3)
        if abs(value) >= scale and abs(scaled * scale - value) <= abs(value) * 1e-12:
            return f"{scaled:g} {word}" if abs(scaled) < 1000 else f"{scaled:,.0f} {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def quote_words(text: str) -> str:
    """Words of a document between quotation marks, its own marks turned into single ones inside."""
    inner = text.strip()
    if inner[:1] in ("“", '"') and inner[-1:] in ("”", '"') and not any(mark in inner[1:-1] for mark in '“”"'):
        inner = inner[1:-1]
    opened = re.sub(r'"(?=\w)', "‘", inner)
    return "“" + opened.translate(_INNER_QUOTES) + "”"
