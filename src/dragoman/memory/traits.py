"""What of a record decides whether another tells of the same thing: its parties, persons, time, place and words."""

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.model.actor import Actor
from dragoman.model.matter import Placed
from dragoman.model.record import Event, Figure, Pledge, Position, Record
from dragoman.model.when import day_bounds

__all__ = ["FEWEST_WORDS", "SUFFIXES", "Span", "Traits", "find_traits", "fold"]

# A plan and what came of it are two things, as are a hope and a denial; "is under way" and "took place" are one.
_REALITIES = {
    "occurred": "done",
    "ongoing": "done",
    "scheduled": "planned",
    "intended": "planned",
    "hoped": "hoped",
    "hypothetical": "possible",
    "denied": "denied",
}
# Talks under these names are the same kind of contact; a visit, a call or a message is another.
_MEETINGS = {"meeting", "summit", "dialogue-round", "negotiation", None}

# A text seldom reports what took place more than two days before it appears without naming the day.
_RECENT = datetime.timedelta(days=2)
# What is planned without a day is told of again for some days.
_ANNOUNCED = datetime.timedelta(days=5)

# A promise in fewer words than this ("work together", "help") is too plain to know again.
FEWEST_WORDS = 3

_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")
# Words that stand in most reports of any contact or promise, and so tell none from another.
_PLAIN = frozenset(
    "about above after again agreed also among announced been before being between both bilateral both call called "
    "close commit commitment committed conference continue continued cooperation countries country counterpart "
    "deepen delegation discuss discussed during each ensure enhance every expand expressed first foreign from "
    "further government have held here hold including into issues jointly last leader leaders look made make many "
    "meeting meetings member members minister ministers ministry more most nation national nations need next official "
    "officials other over partner partners partnership people phone president prime promote readout reiterated "
    "relations relationship said secretary shared sides spoke state statement states strengthen strengthening strong "
    "such support talks that their them these they this through today together visit visited wanted week were what "
    "when where which while will with work working world would year years".split()
)
SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_INITIALS = re.compile(r"\b(?:\w\.){2,}")
# Words that every amount has, and that tell nothing of what it counts.
_SCALES = frozenset("hundr thousand mill bill trill percent dollar euro than approximate total estimat worth".split())
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ions?|ed|es|s|ly)$")


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which it may have been, both included; `is_day` where the text gives the day itself.

    `is_stated` is false where the text gives no date, and the days are those around its publication.
    """

    low: datetime.date
    high: datetime.date
    is_day: bool
    is_stated: bool = True

    def gap(self, other: "Span") -> int:
        """Days between two spans; 0 where they touch."""
        return max((self.low - other.high).days, (other.low - self.high).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """A record as identity sees it; `group` must be equal for two records to be compared at all.

    `sides` are who acts and who is acted on, equal where the act is mutual. `persons` and `offices` map a party's key
    to the folded first and last words of its persons' names, and to their offices. `span` is when it was, or, for what
    just happened on a day that is not named, when it will have been; `said` is the day of publication, `deadline` that
    of a promise or the period of a figure. Promises with one `signature` (a hash of all that is compared of them) are
    one promise; events and figures have none.
    """

    number: int
    id: str
    document: str
    kind: str
    group: tuple[str, ...]
    parties: frozenset[str]
    sides: tuple[frozenset[str], frozenset[str]]
    said: datetime.date | None
    publisher_state: str | None
    words: frozenset[str]
    signature: str | None = None
    persons: dict[str, frozenset[str]] = field(default_factory=dict)
    offices: dict[str, frozenset[str]] = field(default_factory=dict)
    span: Span | None = None
    place: str | None = None
    place_state: str | None = None
    mechanism: str | None = None
    round: int | None = None
    instrument: str | None = None
    project: str | None = None
    deadline: str | None = None
    amounts: frozenset[str] = frozenset()
    is_mutual: bool = False


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Words without case, accents and punctuation; "U.S." is one word."""
    letters = unicodedata.normalize("NFKD", _INITIALS.sub(lambda found: found[0].replace(".", ""), text.casefold()))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def find_traits(record: Event | Pledge | Figure | Position, placed: Placed) -> Traits:
    """What identity compares of a record."""
    if isinstance(record, Event):
        return _event_traits(record, placed)
    if isinstance(record, Pledge):
        return _pledge_traits(record, placed)
    return _figure_traits(record, placed) if isinstance(record, Figure) else _position_traits(record, placed)


def _event_traits(event: Event, placed: Placed) -> Traits:
    reality = _REALITIES[event.status]
    form = "meeting" if event.type == "CONSULT" and event.form in _MEETINGS else event.form or ""
    initiators, targets = _keys(event.initiators), _keys(event.targets)
    both = initiators | targets
    # Who met whom is told one way round by the one and the other way by the other.
    is_mutual = event.symmetric or (event.type == "CONSULT" and form in ("meeting", "call"))
    said = _day(placed.published)
    actors = event.initiators + event.targets
    return Traits(
        number=placed.number,
        id=event.id,
        document=event.document,
        kind="event",
        group=("event", event.type, form, reality),
        parties=both,
        sides=(both, both) if is_mutual else (initiators, targets),
        persons=_persons(actors),
        offices=_offices(actors),
        span=_event_span(event, said, reality),
        said=said,
        publisher_state=placed.publisher_state,
        place=fold(event.place.name) if event.place else None,
        place_state=event.place.state if event.place else None,
        mechanism=_folded(event.mechanism),
        round=event.round,
        instrument=_folded(event.instrument),
        project=_folded(event.project),
        amounts=_amounts(event.span.quote),
        words=_words((event.span.quote, *event.topics), event),
        is_mutual=is_mutual,
    )


def _event_span(event: Event, said: datetime.date | None, reality: str) -> Span | None:
    bounds = day_bounds(event.when.edtf) if event.when.edtf else None
    if bounds is not None and bounds[0].year > 4 and bounds[1].year < 9996:
        return Span(*bounds, is_day=bounds[0] == bounds[1])
    if said is None or event.is_background:
        return None
    if reality == "done":
        return Span(said - _RECENT, said, is_day=False, is_stated=False)
    return Span(said - _ANNOUNCED, said + _ANNOUNCED, is_day=False, is_stated=False)


def _pledge_traits(pledge: Pledge, placed: Placed) -> Traits:
    pledgers, beneficiaries = _keys(pledge.pledgers), _keys(pledge.beneficiaries)
    group = ("pledge", "|".join(sorted(pledgers)), "denied" if pledge.status == "denied" else "")
    project, deadline = _folded(pledge.project), _folded(pledge.deadline)
    amounts = _amounts(pledge.content)
    # Whom a promise is made to tells it from others as its words do.
    words = _words((pledge.content,), pledge) | {f"@{key}" for key in beneficiaries}
    # "Accept" and "work together" are promises of something else each time.
    is_known = len(words) >= FEWEST_WORDS or project is not None or bool(amounts)
    signed = _sign(*group, project or "", deadline or "", *sorted(amounts), "", *sorted(words))
    return Traits(
        number=placed.number,
        id=pledge.id,
        signature=signed if is_known else None,
        document=pledge.document,
        kind="pledge",
        group=group,
        parties=pledgers | beneficiaries,
        sides=(pledgers, beneficiaries),
        persons=_persons(pledge.pledgers),
        said=_day(placed.published),
        publisher_state=placed.publisher_state,
        project=project,
        deadline=deadline,
        amounts=amounts,
        words=words,
    )


def _figure_traits(figure: Figure, placed: Placed) -> Traits:
    subjects = _keys(figure.subjects)
    amount = f"{figure.value:g} {figure.unit or ''} {'denied' if figure.status == 'denied' else ''}"
    project = _folded(figure.project)
    group = ("figure", figure.metric, "|".join(sorted(subjects)), project or "", amount)
    return _worded_traits(figure, placed, group, (subjects, frozenset()), project, figure.period)


def _position_traits(position: Position, placed: Placed) -> Traits:
    holders, toward = _keys(position.holders), _keys(position.toward)
    denied = "denied" if position.status == "denied" else ""
    about = ("position", "|".join(sorted(holders)), "|".join(sorted(toward)), fold(position.issue))
    return _worded_traits(position, placed, (*about, position.stance, denied), (holders, toward), None, None)


def _worded_traits(
    record: Record,
    placed: Placed,
    group: tuple[str, ...],
    sides: tuple[frozenset[str], frozenset[str]],
    project: str | None,
    period: str | None,
) -> Traits:
    """What is the same by its fields already, all but the words that tell what it is about."""
    return Traits(
        number=placed.number,
        id=record.id,
        document=record.document,
        kind=record.kind,
        group=group,
        parties=sides[0] | sides[1],
        sides=sides,
        said=_day(placed.published),
        publisher_state=placed.publisher_state,
        project=project,
        deadline=period,
        words=frozenset(word for word in _words((record.span.quote,), record) if not word[0].isdigit()) - _SCALES,
    )


def _sign(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _keys(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.key for actor in actors)


def _persons(actors: Iterable[Actor]) -> dict[str, frozenset[str]]:
    named: dict[str, set[str]] = {}
    for actor in actors:
        words = [word for word in fold(actor.person or "").split() if word not in SUFFIXES]
        if words:
            # Of "Wang Yi" the family name stands first, of most others last: either may be all that a text repeats.
            named.setdefault(actor.key, set()).update((words[0], words[-1]))
    return {key: frozenset(names) for key, names in named.items()}


def _offices(actors: Iterable[Actor]) -> dict[str, frozenset[str]]:
    held: dict[str, set[str]] = {}
    for actor in actors:
        if actor.office:
            held.setdefault(actor.key, set()).add(fold(actor.office))
    return {key: frozenset(offices) for key, offices in held.items()}


def _folded(name: str | None) -> str | None:
    return fold(name) if name else None


def _day(edtf: str | None) -> datetime.date | None:
    bounds = day_bounds(edtf) if edtf else None
    return bounds[0] if bounds and bounds[0] == bounds[1] else None


def _amounts(text: str) -> frozenset[str]:
    return frozenset(word.rstrip(".,").replace(",", "") for word in _WORD.findall(text) if word[0].isdigit())


def _words(texts: Iterable[str], record: Record) -> frozenset[str]:
    """The stems of what is told, without the names of who tells or does it."""
    own: set[str] = set()
    for name in ("initiators", "targets", "pledgers", "beneficiaries", "subjects", "holders", "toward"):
        for actor in getattr(record, name, ()):
            own.update(fold(" ".join(filter(None, (actor.name, actor.person, actor.office)))).split())
    for name in ("issue", "metric", "unit"):
        # What the two have in common by their fields already.
        own.update(fold(getattr(record, name, None) or "").split())
    found = set()
    for text in texts:
        for word in _WORD.findall(fold(text)):
            if word not in _PLAIN and word not in own:
                found.add(_ENDINGS.sub("", word) if len(word) > 5 else word)
    return frozenset(found)
