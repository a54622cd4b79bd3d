"""One sentence of English for each record, built from its fields; the words themselves stand in its citations."""

import re
from collections.abc import Callable

from dragoman.model.actor import Actor
from dragoman.model.document import Document
from dragoman.model.record import Event, Figure, Pledge, Position, Quote, Record, Tie, role_actors
from dragoman.queries.wording.acts import Act, add_mechanism, find_act
from dragoman.queries.wording.dates import format_date, say_date, say_when
from dragoman.queries.wording.names import (
    NameState,
    is_plural,
    join_names,
    possessive,
    quote_words,
    say_actor,
    say_actors,
    say_number,
    with_article,
)
from dragoman.queries.wording.pledges import say_pledge
from dragoman.queries.wording.voices import is_argument, is_author, is_nameless, is_own_word, say_voice

__all__ = ["capitalise", "has_own_terms", "say_clause", "say_figure_value", "say_record", "say_tie"]

# What the word that made a record "hoped" tells about the asking; the first that fits.
_WISHES = (
    (("hope", "wish", "look forward", "looks forward", "looking forward", "expect"), "hopes", "hoped", "will "),
    (("invit", "propos", "suggest", "offer", "recommend"), "proposes", "proposed", ""),
    (("urg", "call", "ask", "request", "demand", "appeal"), "asks", "asked", ""),
    (("should", "must", "need", "ought"), "holds it needed", "held to be needed", ""),
)
_ANY_WISH = ((), "hopes or asks", "hoped or asked", "")
_STANCES = {
    "supports": "{0} support{s} {1}",
    "supports side": "{0} back{s} {2} on {1}",
    "supports name": "{0} voice{s} support on {1}",
    "opposes": "{0} oppose{s} {1}",
    "opposes side": "{0} oppose{s} {2} on {1}",
    "opposes name": "{0} voice{s} opposition on {1}",
    "neutral": "{0} want{s} a peaceful settlement of {1}",
    "aside": "{0} take{s} no side on {1}",
    "concerned": "{0} voice{s} concern about {1}",
}
# A neutral stance wants peace and dialogue, unless its words say that no side is taken.
_NO_SIDE = re.compile(r"\bneutral|\bno (?:position|side|stance)\b|\bnot (?:taken?|taking) (?:a|any)\b", re.IGNORECASE)
# Sectors whose offices are the state's own; a professor or a director is not "of" a state.
_OF_STATE = ("GOV", "MIL", "LEG", "JUD")
# Words for a party, which are no title of the relation.
_PARTNER = re.compile(r"\b(?:partner|ally|friend|brother|neighbou?r)[”\"’]?$", re.IGNORECASE)
# UCUM codes that a reader would not know at sight.
_UNITS = {"t": "tonne", "m3": "cubic metres", "m3/a": "cubic metres a year", "[cft_i]/d": "cubic feet a day"}
_COMPARATORS = {"=": "", ">": "more than ", "<": "less than ", "~": "about "}


def capitalise(sentence: str) -> str:
    """The sentence with its first letter raised; the rest is left as it is."""
    return sentence[:1].upper() + sentence[1:]


def _find_wish(record: Record) -> tuple[tuple[str, ...], str, str, str]:
    words = " ".join(item.quote.casefold() for item in record.evidence if item.field == "status")
    return next((wish for wish in _WISHES if any(stem in words for stem in wish[0])), _ANY_WISH)


def _shape(status: str, subject: str, is_several: bool, act: Act, tail: str, modal: str) -> str:
    """Subject and verb in the shape that the status calls for."""
    be = "are" if is_several else "is"
    past = act.past.replace("was in contact", "were in contact") if is_several else act.past
    shapes = {
        "occurred": f"{subject} {past}{tail}",
        "ongoing": f"{subject} {be} {act.ing}{tail}",
        "scheduled": f"{subject} {be} due to {act.base}{tail}",
        "intended": f"{subject} {be} to {act.base}{tail}",
        "hoped": f"{subject} {modal}{act.base}{tail}",
        "hypothetical": f"{subject} may {act.base}{tail}",
        "denied": f"it is denied or ruled out that {subject} {act.base}{tail}",
    }
    return shapes.get(status, shapes["occurred"])


def _event_tail(event: Event, act: Act, target: str) -> str:
    parts = []
    if target:
        parts.append(f" {act.link} {target}" if act.link else f" {target}")
    about = list(event.topics[:3])
    if event.project and not any(event.project in topic for topic in about):
        about.insert(0, with_article(event.project))
    if about:
        parts.append(f" {act.topic} {join_names(about)}")
    parts.append(add_mechanism(event))
    if event.place and not (event.form == "visit" and event.place.state in {actor.state for actor in event.targets}):
        parts.append(f" in {event.place.name}")
    return "".join(parts)


def _say_event(event: Event, name_state: NameState) -> str:
    act = find_act(event)
    subjects, targets = event.initiators, event.targets
    is_joint = event.symmetric or not subjects
    if event.symmetric:
        subjects, targets = subjects + targets, ()
    subject = say_actors(subjects, name_state) if subjects else "somebody not named"
    target = say_actors(targets, name_state)
    if is_joint and not target and not is_plural(subjects) and act.base == "meet":
        act = Act("hold a meeting", "held a meeting", "holding a meeting", "with")
    tail = _event_tail(event, act, target)
    tail += f" {say_when(event.when)}"
    if event.participants:
        tail += f", with {say_actors(event.participants, name_state)} taking part"
    return _shape(event.status, subject, is_plural(subjects), act, tail, _find_wish(event)[3])


def _say_position(position: Position, name_state: NameState) -> str:
    who, toward = say_actors(position.holders, name_state), say_actors(position.toward, name_state)
    text = _STANCES[_find_stance(position)].format(
        who,
        with_article(position.issue.removeprefix("peaceful settlement of ")),
        toward,
        s="" if is_plural(position.holders) else "s",
    )
    if toward and position.stance in ("neutral", "concerned"):
        text += f", with regard to {toward}"
    if position.terms:
        words = join_names([quote_words(term) for term in position.terms])
        text += f", in the terms {words}" if has_own_terms(position) else f" (the text’s term: {words})"
    if position.status == "denied":
        text = f"it is denied that {text}"
    elif position.status in ("hoped", "hypothetical"):
        text = f"{'it is asked or hoped' if position.status == 'hoped' else 'it may be'} that {text}"
    return f"{text}, said {say_when(position.when)}".replace(", said (", " (")


def has_own_terms(position: Position) -> bool:
    """Whether its terms are the holder's: in a reporter's words they are the text's, never said by the holder maybe."""
    return bool(position.attribution) and position.attribution[0].mode == "direct"


def _find_stance(position: Position) -> str:
    """The key of _STANCES: what is backed or opposed, a side or the issue itself, decides the words."""
    if position.stance == "neutral":
        return "aside" if _NO_SIDE.search(position.span.quote) else "neutral"
    if position.stance == "concerned":
        return "concerned"
    if position.toward:
        return f"{position.stance} side"
    # To support Tibet or Kashmir could be read as taking its side: of a proper name only the subject is told.
    return f"{position.stance} name" if position.issue[:1].isupper() else position.stance


def _pluralise(noun: str) -> str:
    if noun == "person":
        return "people"
    # Codes of units, "km" or "t", are the same for one and for many.
    if len(noun) < 3 or noun.endswith("s") or "/" in noun or not noun.isalpha():
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def say_figure_value(figure: Figure) -> str:
    """The value with its comparator and unit: "more than USD 23.1 billion", "46%", "50,000 doses"."""
    number = say_number(figure.value)
    unit = _UNITS.get(figure.unit or "", figure.unit)
    if unit == "%":
        number = f"{number}%"
    elif unit and len(unit) == 3 and unit.isupper():
        number = f"{unit} {number}"
    elif unit:
        number = f"{number} {unit if figure.value == 1 else _pluralise(unit)}"
    return _COMPARATORS.get(figure.comparator, "") + number


def _say_figure(figure: Figure, name_state: NameState) -> str:
    text = _say_amount(figure, name_state)
    if figure.status in ("intended", "hypothetical", "hoped", "scheduled"):
        text += " (a target, design or forecast)"
    if figure.period:
        # A period that could not be read as a date is told as it stands, "over the past decade" or "2021-22".
        is_date = figure.period[:1].isdigit() or figure.period.startswith(("X", ".."))
        return f"{text}, for {format_date(figure.period)}" if is_date else f"{text}, {figure.period}"
    return f"{text} {say_when(figure.when)}" if figure.when.edtf is None else f"{text}, {say_when(figure.when)}"


def _say_amount(figure: Figure, name_state: NameState) -> str:
    """Metric, value and change with whom they are about: "50,000 doses (Norway)", "trade between A and B: up 46%"."""
    names = [with_article(say_actor(actor, name_state)) for actor in figure.subjects]
    if figure.project and with_article(figure.project) not in names:
        names.append(with_article(figure.project))
    metric, value, change = figure.metric.replace("-", " "), say_figure_value(figure), _say_change(figure)
    if metric.endswith(" growth") and figure.change and figure.change.percent == figure.value and figure.unit == "%":
        # The rate is the change itself, which need not be told twice.
        metric, value, change = metric.removesuffix(" growth"), change, ""
    change = f", {change}" if change else ""
    if figure.unit and metric in (figure.unit, _pluralise(figure.unit)):
        return f"{value} ({', '.join(names) or 'no named subject'}){change}"
    if len(figure.subjects) > 1 and metric.startswith("trade"):
        about = f"{metric} between {join_names(names)}"
    else:
        about = f"{metric} of {join_names(names)}" if names else metric
    return f"{about}: {value}{change}"


def _say_change(figure: Figure) -> str:
    if figure.change is None or figure.change.percent is None:
        return ""
    base = f" on {figure.change.base}" if figure.change.base else ""
    return f"{figure.change.direction or 'changed'} {figure.change.percent:g}%{base}"


def say_tie(tie: Tie, name_state: NameState) -> str:
    """A standing relation as a clause, without its date."""
    who = say_actors([actor.as_state() for actor in tie.subjects], name_state)
    label = tie.label or tie.object or "no name given"
    other = f" with {with_article(tie.object)}" if tie.object and tie.object != label and len(tie.subjects) == 1 else ""
    if tie.relation == "office":
        return _say_office(tie, name_state)
    be, meet, mark = ("are", "meet", "mark") if len(tie.subjects) > 1 else ("is", "takes part", "marks")
    texts = {
        "designation": (
            f"one of {who}{other} is described as the other’s {quote_words(label)}"
            if _PARTNER.search(label)
            else f"the relation of {who}{other} is called {quote_words(label)}"
        )
        + (f" (level: {tie.level})" if tie.level else ""),
        "mechanism": f"{who} {meet} in {with_article(tie.object or label)}",
        "membership": f"{who} {be} in {with_article(tie.object or label)}",
        "anniversary": f"{who} {mark} the {quote_words(label)}",
        "part-of": f"{who} {be} part of {with_article(tie.object or label)}",
        "founded": f"{who} founded {with_article(tie.object)}" if tie.object else f"{who} was founded",
    }
    text = texts[tie.relation]
    for name, date, basis in (("since", tie.since, tie.since_basis), ("until", tie.until, tie.until_basis)):
        if date:
            text += f", {name} {format_date(date)}" + (f" ({basis})" if basis and basis != "stated" else "")
    return text


def _say_office(tie: Tie, name_state: NameState) -> str:
    actor = tie.subjects[0] if tie.subjects else Actor(name="an unnamed person")
    office = actor.office or tie.label or tie.object or "an office that is not named"
    state = with_article(name_state(actor.state)) if actor.state else None
    person = actor.person or actor.name
    if not state or state.removeprefix("the ").casefold()[:4] in office.casefold():
        return f"{person} is {office}"
    return f"{person} is {office} of {state}" if actor.sector in _OF_STATE else f"{person} is {office} ({state})"


def _say_tie(tie: Tie, name_state: NameState) -> str:
    text = say_tie(tie, name_state)
    return f"{text}, {say_date(tie.when.edtf)}" if tie.when.edtf else text


def _say_quote(quote: Quote, name_state: NameState) -> str:
    speaker = "the author" if quote.speaker.name == "author" else say_actor(quote.speaker, name_state)
    verb = "writes" if quote.mode == "author" else "said"
    how = {"indirect": ", in the reporter’s words", "mixed": ", partly in the reporter’s words"}.get(quote.mode, "")
    return f"{speaker} {verb}{how}: {quote_words(quote.content)} {say_when(quote.when)}".rstrip()


def say_record(record: Record, document: Document | None, name_state: NameState) -> str:
    """One sentence for a record, with whose word it is where that is not plain, ending in a full stop."""
    clause = _clause(record, name_state)
    if not isinstance(record, Quote):
        clause = _add_voice(record, clause, document, name_state)
    elif _is_reported(record):
        clause = f"according to {say_voice(record, document, name_state)}, {clause}"
    return f"{capitalise(clause)}."


def say_clause(record: Record, document: Document | None, name_state: NameState) -> str:
    """The sentence of say_record for a table with a column for whose word it is, which is told only for a wish."""
    if isinstance(record, Event) and record.status == "hoped":
        return say_record(record, document, name_state)
    return f"{capitalise(_clause(record, name_state))}."


def _is_reported(quote: Quote) -> bool:
    """Whether somebody other than the document passes the words on."""
    others = [voice for voice in quote.attribution[1:] if voice.mode != "author"]
    return any((voice.name, voice.state) != (quote.attribution[0].name, quote.attribution[0].state) for voice in others)


def _clause(record: Record, name_state: NameState) -> str:
    sayers: dict[type[Record], Callable[..., str]] = {
        Event: _say_event,
        Pledge: say_pledge,
        Position: _say_position,
        Figure: _say_figure,
        Tie: _say_tie,
        Quote: _say_quote,
    }
    return sayers[type(record)](record, name_state)


def _add_voice(record: Record, clause: str, document: Document | None, name_state: NameState) -> str:
    voice = say_voice(record, document, name_state)
    is_wish = isinstance(record, Event) and record.status == "hoped"
    if is_author(record):
        if is_wish:
            clause = f"it is {_find_wish(record)[2]} that {clause}"
        return f"{voice} writes that {clause}" if is_argument(document) else clause
    if is_wish:
        if is_nameless(record):
            return f"it is {_find_wish(record)[2]}, the text does not say by whom, that {clause}"
        return f"{voice} {_find_wish(record)[1]} that {clause}"
    is_first_hand = len({(link.name, link.state) for link in record.attribution}) == 1
    if is_own_word(record) and isinstance(record, Position | Pledge | Event) and is_first_hand:
        return f"{clause}, {_say_own_word(record, voice, name_state)}"
    return f"according to {voice}, {clause}"


def _say_own_word(record: Position | Pledge | Event, voice: str, name_state: NameState) -> str:
    """That one of those concerned says so; a name that the sentence has told already is not told in full again."""
    actors = role_actors(record)
    person = record.attribution[0].name
    told = [say_actor(actor, name_state) for actor in actors]
    if voice not in (*told, join_names(told)):
        if isinstance(record, Event):
            return f"by the account of {voice}"
        return (
            f"in the words of {voice}"
            if record.attribution[0].mode != "indirect"
            else f"as {voice} is reported to have said"
        )
    speaker = next((actor.person for actor in actors if actor.person and actor.person == person), None)
    if isinstance(record, Event):
        return f"by {possessive(speaker or voice)} {'account' if speaker else 'own account'}"
    if record.attribution[0].mode == "indirect":
        # Nobody's own words: the text tells what was said.
        return f"as {speaker or voice} is reported to have said"
    if len(actors) == 1 or voice == join_names(told):
        return "in their own words" if speaker or len(actors) > 1 else "in its own words"
    return f"in the words of {speaker or voice}"
