"""Offices learned from all documents together: dated terms, and what they add where one document is silent.

Nothing here is looked at while a document is read, and no record is changed: a learned person or office is shown
beside the record as derived, by the dates of the documents that give it, and two that contradict each other are both
shown and fill nothing.
"""

import datetime
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.codebook.book import Codebook
from dragoman.memory.traits import SUFFIXES
from dragoman.model.actor import Actor
from dragoman.model.record import Event, Figure, Pledge, Position, Quote, Record, Tie
from dragoman.model.term import Derived, Term
from dragoman.model.when import day_bounds

__all__ = [
    "OfficeFinder",
    "derive",
    "find_silent",
    "find_terms",
    "learn_terms",
    "make_office_finder",
    "make_office_namer",
]

# Of these a state or body has one at a time; of ambassadors, ministers and spokesmen it has many.
_SINGLE = {
    "head-of-state", "head-of-government", "foreign-minister", "defence-minister", "finance-minister",
    "interior-minister", "trade-minister", "crown-prince", "secretary-general", "commission-president",
    "council-president", "high-representative", "foreign-policy-chief", "national-security-adviser",
    "central-banker", "chief-of-defence", "army-chief",
}  # fmt: skip
# How long before the first and after the last document that attests a holder the office is still taken for theirs:
# ministers stay in office for one to two years at the median, and a document half a year off is seldom another's.
_GRACE = datetime.timedelta(days=180)
_TO_COME = re.compile(r"\b(?:elect|designate|nominee|incoming)\b", re.IGNORECASE)
# Words that leave an office the same office.
_SAME_OFFICE = re.compile(r"\b(?:acting|interim|caretaker|then|current|new|newly|appointed|visiting|h\.?e\.?)\b")

OfficeFinder = Callable[[str], tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class _Attested:
    """One tie that gives one person one office, with the day of its document."""

    tie: Tie
    person: str
    office: str
    is_single: bool
    day: str | None
    is_past: bool


def make_office_namer(codebook: Codebook) -> Callable[[str], str | None]:
    """From the words of a title to the codebook's id of the office; null for a title that it does not know."""
    return lambda title: codebook.find_entry("office", _plain_title(title))


def make_office_finder(codebook: Codebook) -> OfficeFinder:
    """From the words of a title to the codebook's id of the office and whether only one person at a time can hold it;
    a title that the codebook does not know is its own folded words."""

    def find(title: str) -> tuple[str, bool]:
        plain = _plain_title(title)
        key = codebook.find_entry("office", plain)
        if key is None:
            return plain, False
        return key, codebook.office(key).holder in _SINGLE

    return find


def _plain_title(title: str) -> str:
    words = _SAME_OFFICE.sub(" ", _fold(title))
    return " ".join(re.sub(r"\bof the (?:republic|state)\b", " ", words).split())


def learn_terms(ties: Iterable[tuple[Tie, str | None]], find_office: OfficeFinder) -> tuple[Term, ...]:
    """Every person's time in every office, from ties with the EDTF date of the document of each.

    Ordered by holder, office and first day, whatever the order of the ties. One name alone joins the only full name
    that ends with it in the same office, and is left out where there is none or are several.
    """
    found = sorted(_attested(ties, find_office), key=lambda item: (item.day or "~", item.tie.id))
    groups: dict[tuple[str, str], dict[str, list[_Attested]]] = defaultdict(lambda: defaultdict(list))
    for item in found:
        groups[item.tie.subjects[0].key, item.office][_name_key(item.person)].append(item)
    terms: list[Term] = []
    for (holder, office), persons in sorted(groups.items()):
        own = [_term(holder, office, items) for items in _join_short_names(persons)]
        terms += [replace(term, rivals=_rivals(term, own)) for term in own]
    return tuple(sorted(terms, key=lambda term: (term.holder, term.office, term.first or "~", term.person)))


def find_terms(terms: Sequence[Term], holder: str, office: str, on: str | None) -> tuple[Term, ...]:
    """Who is attested in an office at a time (EDTF): all of them where the documents contradict each other.

    Without a time, or where no dated document attests anybody near it, nobody.
    """
    bounds = day_bounds(on) if on else None
    if bounds is None:
        return ()
    held = [term for term in terms if term.holder == holder and term.office == office and _covers(term, bounds, None)]
    return tuple(held or [
        term for term in terms if term.holder == holder and term.office == office and _covers(term, bounds, _GRACE)
    ])  # fmt: skip


def derive(record: Record, on: str | None, terms: Sequence[Term], find_office: OfficeFinder) -> tuple[Derived, ...]:
    """What other documents add to the actors of a record published `on` (EDTF): the person of an office that the text
    leaves unnamed, and the office of a person whom it only names. Of an office with two holders at the time both are
    told, each as the other's rival.
    """
    found = []
    for field, actor in _actors(record):
        held = _missing_person(actor, on, terms, find_office) or _missing_office(actor, on, terms)
        for term in held:
            if record.id not in term.records:
                rivals = tuple(other.person for other in held if other is not term)
                basis = _say_basis(term)
                found.append(Derived(field, term.person, term.title, term.holder, basis, term.records, rivals))
    return tuple(found)


def find_silent(record: Record, find_office: OfficeFinder) -> tuple[Actor, ...]:
    """The actors of a record whose person or office its document leaves open and other documents can fill: an office
    that one person holds at a time, a person named in full."""
    return tuple(
        actor
        for _, actor in _actors(record)
        if (actor.office and not actor.person and (actor.state or actor.id) and find_office(actor.office)[1])
        or (actor.person and not actor.office and len(actor.person.split()) > 1)
    )


def _attested(ties: Iterable[tuple[Tie, str | None]], find_office: OfficeFinder) -> Iterator[_Attested]:
    for tie, published in ties:
        holder = tie.subjects[0] if tie.relation == "office" and tie.subjects else None
        if holder is None or not holder.person or not holder.office or not (holder.state or holder.id):
            continue
        words = f"{tie.label or ''} {holder.office}"
        if _TO_COME.search(words):
            continue
        office, is_single = find_office(holder.office)
        bounds = day_bounds(published) if published else None
        day = bounds[0].isoformat() if bounds is not None else None
        yield _Attested(tie, holder.person, office, is_single, day, tie.status == "occurred")


def _join_short_names(persons: dict[str, list[_Attested]]) -> list[list[_Attested]]:
    """The mentions of each person: "Rojas" is "Ana Rojas" where nobody else of that name holds the office."""
    full = {name: list(items) for name, items in persons.items() if len(name.split()) > 1}
    for name, items in persons.items():
        if len(name.split()) > 1:
            continue
        bearers = [other for other in full if other.split()[-1] == name]
        if len(bearers) == 1:
            full[bearers[0]] += items
    return [full[name] for name in sorted(full)]


def _term(holder: str, office: str, items: list[_Attested]) -> Term:
    ordered = sorted(items, key=lambda item: (item.day or "~", item.tie.id))
    days = [item.day for item in ordered if item.day is not None and not item.is_past]
    past = [item.day for item in ordered if item.day is not None and item.is_past]
    names = Counter(item.person for item in ordered)
    titles = Counter(item.tie.subjects[0].office or "" for item in ordered)
    return Term(
        person=max(names, key=lambda name: (len(name.split()), names[name], name)),
        office=office,
        title=max(titles, key=lambda title: (titles[title], title)),
        holder=holder,
        holder_name=ordered[0].tie.subjects[0].name,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        past=past[0] if past else None,
        documents=len({item.tie.document for item in ordered}),
        records=tuple(item.tie.id for item in ordered),
        is_single=ordered[0].is_single,
    )


def _rivals(term: Term, others: Sequence[Term]) -> tuple[str, ...]:
    """Who else is attested in an office of one between the first and the last day of a term."""
    if not term.is_single or term.first is None or term.last is None:
        return ()
    surname = _name_key(term.person).split()[-1]
    return tuple(
        other.person for other in others
        if other.first and other.last and other.first <= term.last and term.first <= other.last
        # "Joe" and "Joseph" of one surname are one; two holders of one surname at a time are rare
        and _name_key(other.person).split()[-1] != surname
    )  # fmt: skip


def _covers(term: Term, bounds: tuple[datetime.date, datetime.date], grace: datetime.timedelta | None) -> bool:
    if term.first is None or term.last is None:
        return False
    first, last = datetime.date.fromisoformat(term.first), datetime.date.fromisoformat(term.last)
    if term.past is not None and datetime.date.fromisoformat(term.past) <= bounds[0]:
        return first <= bounds[0] <= last
    reach = grace or datetime.timedelta()
    return first - reach <= bounds[1] and bounds[0] <= last + reach


def _missing_person(actor: Actor, on: str | None, terms: Sequence[Term], find_office: OfficeFinder) -> tuple[Term, ...]:
    if actor.person or not actor.office or not (actor.state or actor.id):
        return ()
    office, is_single = find_office(actor.office)
    held = find_terms(terms, actor.key, office, on) if is_single else ()
    # "Joe" and "Joseph" of one surname are one person; who is attested oftenest gives the name.
    oftenest = sorted(held, key=lambda term: (-term.documents, term.person))
    surnames = [_name_key(term.person).split()[-1] for term in oftenest]
    return tuple(term for number, term in enumerate(oftenest) if surnames[number] not in surnames[:number])


def _missing_office(actor: Actor, on: str | None, terms: Sequence[Term]) -> tuple[Term, ...]:
    if not actor.person or actor.office or len(actor.person.split()) < 2:
        return ()
    bounds = day_bounds(on) if on else None
    if bounds is None:
        return ()
    name = _name_key(actor.person)
    held = [term for term in terms if _name_key(term.person) == name and _covers(term, bounds, _GRACE)]
    if actor.state or actor.id:
        held = [term for term in held if term.holder == actor.key]
    return tuple(held) if len(held) == 1 else ()


def _actors(record: Record) -> Iterator[tuple[str, Actor]]:
    roles: dict[str, tuple[Actor, ...]] = {}
    if isinstance(record, Event):
        roles = {"initiators": record.initiators, "targets": record.targets, "participants": record.participants}
    elif isinstance(record, Pledge):
        roles = {"pledgers": record.pledgers, "beneficiaries": record.beneficiaries}
    elif isinstance(record, Position):
        roles = {"holders": record.holders, "toward": record.toward}
    elif isinstance(record, Figure | Tie):
        roles = {"subjects": record.subjects}
    elif isinstance(record, Quote):
        roles = {"speaker": (record.speaker,)}
    for name, actors in roles.items():
        for number, actor in enumerate(actors, 1):
            yield (f"{name} {number}" if len(actors) > 1 else name), actor


def _say_basis(term: Term) -> str:
    texts = "1 document" if term.documents == 1 else f"{term.documents} documents"
    span = f"of {term.first}" if term.first == term.last else f"of {term.first} to {term.last}"
    return f"learned from {texts} {span}"


def _name_key(name: str) -> str:
    """First and last word of a name: initials, middle names and "Jr" come and go between documents."""
    words = [word for word in _fold(name).split() if word not in SUFFIXES]
    return " ".join(dict.fromkeys([words[0], words[-1]])) if words else _fold(name)


def _fold(words: str) -> str:
    """Case, accents and punctuation aside, in which one name or title is written in several ways."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace(".", " ").split())
