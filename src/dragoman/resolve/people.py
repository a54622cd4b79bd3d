"""Who the persons of a document are, and which office each holds for whom, learned from the text alone."""

import re
from dataclasses import dataclass, replace

from dragoman.codebook.book import Codebook
from dragoman.model.analysis import Analysis
from dragoman.model.claim import Person
from dragoman.model.document import Document
from dragoman.model.frame import Span
from dragoman.model.mention import Mention
from dragoman.resolve.formerly import FORMERLY, past_start
from dragoman.resolve.homes import DOMINANT, HomeFinder
from dragoman.resolve.names import NameFinder
from dragoman.resolve.nationality import find_home
from dragoman.resolve.titles import Named, unshouted

__all__ = ["People", "find_people"]


_COORDINATED = "coordinated with another office"
# "His wife, Melinda Rojas" is not the Rojas of whom the text speaks.
_KIN = re.compile(
    r"\b(?:wife|husband|spouse|daughter|son|sons|brother|sister|mother|father|widow|niece|nephew|first lady|mrs)"
    r"[\s,.]{1,4}(?:[A-Z][\w.]*\s)?$",
    re.IGNORECASE,
)


_SHORT_FOR = {"Sen.": "Senator", "Rep.": "Representative"}
# Whose chiefs serve the state that a report is about.
_FORCES = re.compile(r"\b(?:police|army|military|navy|air force|armed forces)\b.*\b(?:chief|commander|spokes\w+)", re.I)
# Words that make an office another and not the same in full.
_DEPUTIES = {"vice", "deputy", "under", "assistant", "former", "acting", "prime", "associate", "second"}


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a document, findable by where they are named."""

    persons: tuple[Person, ...]
    _at: dict[int, int]

    def person_at(self, start: int, end: int) -> Person | None:
        """The person named in a span."""
        for offset in range(start, end):
            index = self._at.get(offset)
            if index is not None:
                return self.persons[index]
        return None

    def person_of_label(self, label: str) -> Person | None:
        """The person whom a transcript's label names by the surname: "SECRETARY DOE"."""
        surname = _fold(label.split()[-1])
        found = [person for person in self.persons if surname == _fold(person.name.split()[-1])]
        if not found:  # "Minister:", in a transcript in which one minister is named
            words = set(_fold(label).split())
            found = [p for p in self.persons if p.is_official and words <= set(_fold(p.office or "").split())]
        return found[0] if len(found) == 1 else None

    def mentions(self) -> list[tuple[Span, Person]]:
        """Every place where a person is named, in order of the text."""
        found = [(span, person) for person in self.persons for span in person.mentions]
        return sorted(found, key=lambda item: item[0])


def find_people(document: Document, analysis: Analysis, mentions: tuple[Mention, ...], codebook: Codebook) -> People:
    """Persons with the offices that this document gives them; surnames and bare offices are followed back to them."""
    finder = _Finder(document, analysis, mentions, codebook)
    return finder.people()


class _Finder(HomeFinder):
    """Joins the places where persons are named into persons."""

    def __init__(
        self, document: Document, analysis: Analysis, mentions: tuple[Mention, ...], codebook: Codebook
    ) -> None:
        super().__init__(document, analysis, mentions, codebook)
        self.names = NameFinder(document, analysis, mentions, codebook)

    def people(self) -> People:
        named = [self.describe(start, end) for start, end in self.names.name_spans()]
        named = self.counterparts(named)
        named = self.inherit(named)
        persons = self.merge(named)
        persons = self.place_the_rest(persons)
        at = {
            offset: index
            for index, person in enumerate(persons)
            for start, end in person.mentions
            for offset in range(start, end)
        }
        return People(tuple(persons), at)

    def counterparts(self, named: list[Named]) -> list[Named]:
        """ "his Chinese counterpart Wang Yi" holds the office of whom "his" stands for."""
        found = list(named)
        for index, item in enumerate(found):
            before = self.text[max(0, item.start - 60) : item.start]
            match = re.search(
                r"(?:counterparts?|colleague|opposite number),?\s+"
                r"(?:(?:Mr|Ms|Mrs|Dr|Minister|President|Secretary)\.?\s+)?$",
                before,
            )
            if not match:
                continue
            offset = max(0, item.start - 60) + match.start()
            state = next((s for s in reversed(self.states) if s.end <= offset and offset - s.end <= 3), None)
            above = next((p for p in reversed(found[:index]) if p.office is not None), None)
            if state is None or above is None:
                continue
            words = (state.start, item.start)
            found[index] = replace(
                item, office=above.office, words=words, state=state.key, basis="counterpart", is_counterpart=True
            )
        return found

    def inherit(self, named: list[Named]) -> list[Named]:
        """ "Chinese President Xi Jinping and Foreign Minister Wang Yi": the second office is the same state's."""
        found = list(named)
        for index in range(1, len(found)):
            item, before = found[index], found[index - 1]
            if item.office is None or item.state or item.organisation or not (before.state or before.organisation):
                continue
            gap = self.text[before.end : item.office.start]
            if re.fullmatch(r",?\s*(?:and|as well as|,)\s*(?:the\s+|his\s+|her\s+)?", gap) and (
                gap.strip() != "," or self.goes_on(item.end)
            ):
                found[index] = replace(item, state=before.state, organisation=before.organisation, basis=_COORDINATED)
        return found

    def merge(self, named: list[Named]) -> list[Person]:
        """One person for all the places that name them; two of one surname are kept apart by given name and office."""
        persons: list[Person] = []
        latest: dict[str, int] = {}
        for item in named:
            index = self.same_person(item, persons, latest)
            if index is None:
                persons.append(Person(item.name))
                index = len(persons) - 1
            persons[index] = self.enrich(persons[index], item)
            for key in _short_names(persons[index].name):
                latest[key] = index
        return persons

    def same_person(self, item: Named, persons: list[Person], latest: dict[str, int]) -> int | None:
        words = item.name.split()
        if len(words) == 1:
            index = self.bearer(item, persons, latest)
            if index is not None and item.office is not None and persons[index].office is not None:
                held = persons[index]
                is_told = item.basis != _COORDINATED or not _is_richer(item.office.quote, held.office or "")
                if item.state and held.state and item.state != held.state and is_told:
                    return None
            return index
        is_kin = item.office is None and _KIN.search(self.text[max(0, item.start - 40) : item.start]) is not None
        for index, person in enumerate(persons):
            if _fold(person.name) == _fold(item.name):
                return index
            if is_kin and len(person.name.split()) == 1:
                continue  # "Rojas and his wife, Ana Rojas"
            ours, theirs = {_fold(w) for w in words}, {_fold(w) for w in person.name.split()}
            if len(theirs) > 1 and (ours <= theirs or theirs <= ours):
                return index
            if len(theirs) == 1 and theirs <= {_fold(words[0]), _fold(words[-1])}:
                return index
            shares_surname = _fold(words[-1]) == _fold(person.name.split()[-1])
            if shares_surname and len(theirs) > 1 and _initials_fit(words, person.name.split()):
                return index
        return None

    def bearer(self, item: Named, persons: list[Person], latest: dict[str, int]) -> int | None:
        """Whom a bare name means: of several who bear it the one whose office it carries, then the one in office."""
        key = _fold(item.name)
        found = [i for i, person in enumerate(persons) if key in _short_names(person.name)]
        if (
            item.office is not None
        ):  # "Secretary Austin" is no "Austin Reed"; "Minister Retno" is "Minister Retno Marsudi"
            found = [i for i in found if self.can_be_called(item, persons[i])]
        if not found and item.office is not None:  # "Mohamad Maliki Osman" is called "Minister Maliki"
            inner = [i for i, person in enumerate(persons) if key in map(_fold, person.name.split()[1:])]
            return inner[0] if len(inner) == 1 else None
        if len(found) < 2:
            return found[0] if found else None
        if item.office is not None:
            wanted = _fold(item.office.quote)
            titled = [i for i in found if wanted in _fold(persons[i].office_words or "")]
            if titled:
                return titled[-1]
        official = [i for i in found if persons[i].is_official]
        return official[-1] if official else latest.get(key)

    def can_be_called(self, item: Named, person: Person) -> bool:
        """Whether a title with one name can mean a person: by the surname, or by the first name with the same title."""
        words = person.name.split()
        if len(words) == 1 or _fold(words[-1]) == _fold(item.name) or item.office is None:
            return True
        return bool(set(_fold(item.office.quote).split()) & set(_fold(person.office_words or "").split()))

    def enrich(self, person: Person, item: Named) -> Person:
        name = item.name if len(item.name.split()) > len(person.name.split()) else person.name
        changed = replace(person, name=name, mentions=(*person.mentions, (item.start, item.end)))
        if item.words is not None and (
            person.office is None or (not person.is_official and item.office) or self.tells_more(item, person)
        ):
            office = self.as_held(self.office_name(item), item.words)
            first = min(item.words[0], item.start)
            changed = replace(
                changed,
                office=office,
                office_words=self.text[item.words[0] : item.words[1]],
                label=item.words,
                tie=self.tie_span(item, first),
                is_official=item.office is not None,
            )
        if (item.state or item.organisation) and not (changed.state or changed.organisation):
            changed = replace(changed, state=item.state, organisation=item.organisation, basis=item.basis)
        return changed

    def as_held(self, office: str, words: Span) -> str:
        """An office under "former" where the text tells it as one that its holder has left."""
        begins = past_start(self.text, words)
        if begins is None or FORMERLY.match(self.text, begins) is None or FORMERLY.match(office):
            return office
        return f"former {office}"

    def tells_more(self, item: Named, person: Person) -> bool:
        """Whether a later place has the same office in full: "Assistant Secretary Rojas", and then "Assistant Secretary
        for European Affairs Ana Rojas"."""
        if item.office is None or item.words is None or not person.is_official or person.label is None:
            return False
        held = self.text[person.label[0] : person.label[1]]
        is_same_state = not item.state or not person.state or item.state == person.state
        is_past = past_start(self.text, item.words) is not None or past_start(self.text, person.label) is not None
        told = self.text[item.words[0] : item.words[1]]
        return is_same_state and not is_past and len(told) > len(held) and _is_richer(held, told)

    def tie_span(self, item: Named, first: int) -> Span:
        assert item.words is not None
        last = max(item.words[1], item.end)
        owner = [s for s in [*self.states, *self.bodies] if s.end <= first and self.joins(s.end, first)]
        return (owner[-1].start if owner else first), last

    def office_name(self, item: Named) -> str:
        assert item.words is not None
        if item.office is not None:
            first, last = (item.office.start, item.office.end) if item.is_counterpart else item.words
            states = [m for m in self.states if m.kind != "seat" or self.is_capital(m)]
            owners = [*states, *(b for b in self.bodies if self.home_of_body(b.key or "") is None)]
            inside = [s for s in owners if first == s.start and s.end < last]
            if inside:
                # "Pakistan's Foreign Minister" holds the office "Foreign Minister".
                first = inside[0].end
            quote = re.sub(r"^(?:['’]s)?\s*", "", self.text[first:last])
            for state in self.states:
                if (
                    state.key == item.state
                    and not self.is_post(state, first)
                    and first < state.start
                    and state.end <= last
                ):
                    quote = re.sub(r"\s+(?:of|for)\s+(?:the\s+)?" + re.escape(state.quote) + r"$", "", quote)
            return unshouted(re.sub(r"^(?:and|as well as)\s+", "", " ".join(quote.split())))
        words = " ".join(self.text[item.words[0] : item.words[1]].split())
        if words in _SHORT_FOR:
            return _SHORT_FOR[words]
        words = re.sub(r"^(?:an?\s+)?\d+-year-old\s+", "", words)
        words = re.sub(r"^(?:then[\s-])?(?:(?:an?|the|its)\s+)?", "", words)
        parts = re.split(r"\s+(?:at|of|with|for|in|under)\s+(?=(?:the\s+)?[A-Z])", words)
        # "commander of the navy's coast guard" is not the commander of the navy.
        return words if len(parts) == 2 and re.search(r"['’]s\s+\w", parts[1]) else parts[0]

    def place_the_rest(self, persons: list[Person]) -> list[Person]:
        """States for officials whose own words give none; left open rather than guessed."""
        placed = list(persons)
        self.placed = tuple(placed)
        for position, person in enumerate(placed):
            if not person.state and not person.organisation:
                state, organisation, basis = self.home_of(person, placed)
                placed[position] = replace(person, state=state, organisation=organisation, basis=basis)
                self.placed = tuple(placed)
        self.placed = ()
        lands = (*self.states, *self.cities)
        return [p if p.state else replace(p, home=self.home_besides(p, lands)) for p in placed]

    def home_besides(self, person: Person, lands: tuple[Mention, ...]) -> str | None:
        """Where somebody is at home who acts for no state; of forces without a name those of the state told of."""
        home = find_home(person, self.text, lands, self.codebook.find_mentions)
        if home is None and person.organisation is None and _FORCES.search(person.office or ""):
            ranked = self.counts.most_common(2)
            if ranked and (len(ranked) == 1 or ranked[0][1] >= DOMINANT * ranked[1][1]):
                return ranked[0][0]
        return home


def _is_richer(held: str, told: str) -> bool:
    """Whether an office's words begin or end another's of the same rank: "spokesman", "Foreign Ministry spokesman"."""
    short, full = _fold(held).split(), _fold(told).split()
    if not short or _DEPUTIES & (set(full) - set(short)):
        return False
    return full[: len(short)] == short or full[-len(short) :] == short


def _fold(word: str) -> str:
    return word.casefold().replace("’", "'").strip(".,'")


def _short_names(name: str) -> set[str]:
    words = name.split()
    tails = [word for word in words if _fold(word) not in {"jr", "sr", "ii", "iii"}]
    if len(tails) <= 1:
        return {_fold(word) for word in tails}
    return {_fold(tails[0]), _fold(tails[-1])}


def _initials_fit(left: list[str], right: list[str]) -> bool:
    """ "Antony J. Blinken" and "Antony Blinken", "R. Biden" and "Robert Biden"."""
    first, second = _fold(left[0]), _fold(right[0])
    return (
        first == second
        or (len(first) == 1 and second.startswith(first))
        or (len(second) == 1 and first.startswith(second))
    )
