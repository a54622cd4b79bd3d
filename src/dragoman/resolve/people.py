"""Who the persons of a document are, and which office each holds for whom, learned from the text alone."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.codebook.lexicon import Lexicon
from dragoman.model.analysis import Analysis
from dragoman.model.claim import Person
from dragoman.model.document import Document
from dragoman.model.frame import Span
from dragoman.model.mention import Mention

__all__ = ["People", "find_people"]

_HONORIFICS = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|Sheikh|H\.?E|His Excellency|Her Excellency|Hon|Madam|Gen|Lt|Col|Maj|"
    r"Adm|Capt|Sgt|Rep|Sen|Gov)\.?\s+)+"
)
_TAIL = re.compile(r"(?:['’]s?|[,.;:])+$")
# What may join the words of one name.
_PARTICLES = {
    "al", "el", "bin", "ibn", "bint", "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von",
    "der", "den", "ter", "ten", "ul", "ur", "abu", "ould", "of", "y", "e", "st.", "ben", "-",
}  # fmt: skip
_NAME_WORD = re.compile(r"^(?:[A-Z][\w’'\-.]*|[A-Z]\.)$")
_NOT_NAMES = {
    "Minister", "President", "Ministry", "Government", "State", "Council", "The", "A", "An", "In", "On", "He", "She",
    "It", "But", "And", "Meanwhile", "During", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    "Sunday", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December", "Affairs", "Foreign", "Summit", "Forum", "Embassy", "Party", "University", "Department",
    "Covid-19", "COVID-19", "Dialogue", "Agreement", "Treaty", "Today", "House", "Office", "Committee", "Both", "Also",
}  # fmt: skip
_MAX_NAME_WORDS = 6
# How far before a name its office may stand, and after it its apposition.
_REACH = 6


@dataclass(frozen=True, slots=True)
class _Named:
    """One place where a name stands, before it is known whose."""

    start: int
    end: int
    name: str
    office: Mention | None
    words: Span | None
    state: str | None
    organisation: tuple[str, str] | None
    basis: str
    is_counterpart: bool = False


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

    def mentions(self) -> list[tuple[Span, Person]]:
        """Every place where a person is named, in order of the text."""
        found = [(span, person) for person in self.persons for span in person.mentions]
        return sorted(found, key=lambda item: item[0])


def find_people(document: Document, analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon) -> People:
    """Persons with the offices that this document gives them; surnames and bare offices are followed back to them."""
    finder = _Finder(document, analysis, mentions, lexicon)
    return finder.people()


class _Finder:
    def __init__(
        self, document: Document, analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon
    ) -> None:
        self.document = document
        self.text = document.text
        self.analysis = analysis
        self.lexicon = lexicon
        self.offices = [m for m in mentions if m.kind == "office"]
        self.states = [m for m in mentions if m.kind in {"state", "demonym", "seat"}]
        self.bodies = [m for m in mentions if m.kind == "organisation"]
        self.fixed = [m for m in mentions if m.kind not in {"office", "date", "quantity", "demonym"}]
        self.counts = Counter(m.key for m in self.states if m.key)

    # ---- names

    def people(self) -> People:
        named = [self.describe(start, end) for start, end in self.name_spans()]
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

    def name_spans(self) -> list[Span]:
        spans = [self.tidy(name.start, name.end) for name in self.analysis.names if name.label == "PERSON"]
        spans += [span for office in self.offices if (span := self.after_office(office)) is not None]
        kept: list[Span] = []
        for start, end in sorted((s for s in spans if s is not None), key=lambda s: (s[0] - s[1], s[0])):
            if self.is_name(start, end) and not any(a < end and start < b for a, b in kept):
                kept.append((start, end))
        kept += self.surnames(kept)
        return sorted(kept)

    def tidy(self, start: int, end: int) -> Span | None:
        """A recognised name without titles, possessives and the office before it."""
        for office in self.offices:
            if office.start <= start < office.end < end:
                start = office.end
            elif start < office.start < end <= office.end:
                end = office.start
        words = self.text[start:end]
        lead = len(words) - len(words.lstrip(" ,\n"))
        start += lead
        words = words[lead:]
        honorific = _HONORIFICS.match(words)
        if honorific:
            start += honorific.end()
            words = words[honorific.end() :]
        cut = words.find("\n")
        words = (words[:cut] if cut > 0 else words).rstrip()
        if not words.endswith(("Jr.", "Sr.")):
            words = _TAIL.sub("", words)
        return (start, start + len(words)) if words else None

    def after_office(self, office: Mention) -> Span | None:
        """The capitalised words right after an office: "Foreign Minister Ana Rojas of Chile" → Ana Rojas."""
        position = office.end
        of_state = re.match(r"\s+of\s+(?:the\s+)?", self.text[position : position + 12])
        if of_state:
            inside = next((s for s in self.states if s.start == position + of_state.end()), None)
            if inside is None:
                return None
            position = inside.end
        gap = re.match(r",?[ \n]+(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?", self.text[position : position + 8])
        if not gap or (of_state and "," not in gap.group()):
            return None
        start = position + gap.end()
        words: list[tuple[int, int]] = []
        for token in self.analysis.tokens_in(start, start + 60):
            if token.start < start:
                continue
            if words and token.start > words[-1][1] + 1:
                break
            plain = token.text
            if not self.is_name_word(plain, bool(words)) or self.is_fixed(token.start):
                break
            words.append((token.start, token.end))
            if len(words) >= _MAX_NAME_WORDS:
                break
        while words and self.text[words[-1][0] : words[-1][1]].lower() in _PARTICLES:
            words.pop()
        if not words or ("," in gap.group() and len(words) < 2):
            return None
        return words[0][0], words[-1][1]

    def is_name_word(self, word: str, is_inside: bool) -> bool:
        if word in _NOT_NAMES:
            return False
        if is_inside and word.lower() in _PARTICLES and word.lower() not in {"of", "y", "e"}:
            return True
        return bool(_NAME_WORD.match(word)) and not (word.isupper() and len(word) > 3)

    def is_fixed(self, offset: int) -> bool:
        return any(m.start <= offset < m.end for m in self.fixed) or any(
            o.start <= offset < o.end for o in self.offices
        )

    def is_name(self, start: int, end: int) -> bool:
        words = self.text[start:end].split()
        if not words or len(words) > _MAX_NAME_WORDS or words[0] in _NOT_NAMES or words[-1] in _NOT_NAMES:
            return False
        if not words[0][:1].isupper() and words[0].lower() not in _PARTICLES:
            return False
        if any(m.start <= start and end <= m.end for m in self.fixed):
            return False
        if any(m.start <= start and end <= m.end and m.kind == "demonym" for m in self.states):
            return False
        return not any(o.start < end and start < o.end for o in self.offices)

    def surnames(self, known: list[Span]) -> list[Span]:
        """Later places where only the surname of somebody named in full stands."""
        keys: set[str] = set()
        for start, end in known:
            words = self.text[start:end].split()
            if len(words) > 1:
                keys.update(word for word in (words[0], words[-1]) if len(word) > 1 and word not in _NOT_NAMES)
            else:
                keys.update(words)
        found = []
        for token in self.analysis.tokens:
            if token.text in keys and token.pos in {"PROPN", "NOUN", "ADJ", "INTJ", "VERB"}:
                span = (token.start, token.end)
                taken = any(a < span[1] and span[0] < b for a, b in known)
                if not taken and not self.is_fixed(token.start):
                    found.append(span)
        return found

    # ---- offices

    def describe(self, start: int, end: int) -> _Named:
        """A name with the office and the state that its own words give it."""
        name = " ".join(self.text[start:end].split())
        office = self.office_before(start) or self.office_after(end)
        if office is None:
            words = self.occupation_after(start, end)
            state, organisation = self.owner_of(words[0], words[1], start, end) if words else (None, None)
            return _Named(start, end, name, None, words, state, organisation, "apposition" if words else "not stated")
        state, organisation = self.owner_of(office.start, office.end, start, end)
        basis = "stated with the office" if state or organisation else "not stated"
        return _Named(start, end, name, office, (office.start, office.end), state, organisation, basis)

    def office_before(self, start: int) -> Mention | None:
        best = None
        for office in self.offices:
            gap = self.text[office.end : start]
            if office.end > start or len(gap) > 60:
                continue
            if re.fullmatch(r"[\s,]*(?:(?:Mr|Mrs|Ms|Dr|H\.E)\.?\s*)?", gap) and len(gap) <= 8:
                best = office
            elif re.fullmatch(r"\s+of\s+(?:the\s+)?[A-Z][\w’' .\-]{2,45}?(?:\([A-Z]+\))?,\s+", gap) and self.has_state(
                office.end, start
            ):
                best = office
            elif re.fullmatch(r"\s*[-–—]\s*designate\s+|\s*-elect\s+", gap):
                best = office
        return best

    def has_state(self, start: int, end: int) -> bool:
        return any(start <= s.start and s.end <= end for s in [*self.states, *self.bodies])

    def office_after(self, end: int) -> Mention | None:
        """ "Tim Lenderking, the U.S. Special Envoy for Yemen," and "Smith, who is Norway's foreign minister"."""
        for office in self.offices:
            gap = self.text[end : office.start]
            if office.start < end or len(gap) > 45:
                continue
            inner = gap
            for state in [*self.states, *self.bodies]:
                if end <= state.start and state.end <= office.start:
                    inner = inner.replace(state.quote, "")
            if re.fullmatch(
                r",\s*(?:(?:who\s+(?:is|was)\s+)?(?:the|a|an|its|his|her|their)?\s*)?(?:then|current|new|former|newly"
                r" appointed|visiting|outgoing|late)?[\s’'s]*",
                inner,
            ):
                return office
        return None

    def occupation_after(self, start: int, end: int) -> Span | None:
        """An apposition that tells what somebody is without an office of state: "a researcher at the Academy of …"."""
        head = self.analysis.head_of(start, end)
        if head is None:
            return None
        for child in self.analysis.children(head, "appos"):
            if child.start >= end and child.lemma in self.lexicon.occupations:
                words = self.analysis.subtree(child)
                stop = next((w.start for w in words if w.dep in {"relcl"} or w.text == ","), words[-1].end)
                return words[0].start, self.text[: min(stop, words[-1].end)].rstrip(" ,").__len__()
        following = re.match(
            r",\s+((?:an?|the|its)?\s*(?:[\w\-’']+\s+){0,4}?(\w[\w\-]*)\s+(?:at|of|with|for|in)\s+(?:the\s+)?[A-Z][^,.;]{2,80})",
            self.text[end : end + 140],
        )
        if following and following.group(2).lower() in self.lexicon.occupations:
            return end + following.start(1), end + following.end(1)
        following = re.match(r",\s+((?:an?|the)\s+(?:[\w\-’']+\s+){0,3}?(\w[\w\-]*))[,.]", self.text[end : end + 80])
        if following and following.group(2).lower() in self.lexicon.occupations:
            return end + following.start(1), end + following.end(1)
        before = re.search(r"\b([\w\-]+)\s+$", self.text[max(0, start - 30) : start])
        if before and before.group(1).lower() in self.lexicon.occupations and before.group(1).islower():
            return start - len(before.group()), start - 1
        return None

    def owner_of(
        self, start: int, end: int, name_start: int, name_end: int
    ) -> tuple[str | None, tuple[str, str] | None]:
        """Whose office it is: a state or body in its words, right before it, or after "of"."""
        limit = max(name_end, end)
        inside = [s for s in self.states if start <= s.start and s.end <= end and not self.is_post(s, start)]
        before = [s for s in self.states if s.end <= start and self.joins(s.end, start)]
        body_in = [b for b in self.bodies if start <= b.start and b.end <= end and not self.is_post(b, start)]
        body_before = [b for b in self.bodies if b.end <= start and self.joins(b.end, start)]
        for choice in (before[-1:], inside[:1]):
            if choice:
                return choice[0].key, None
        for choice in (body_before[-1:], body_in[:1]):
            if choice:
                return None, (choice[0].key or choice[0].quote, choice[0].quote)
        after = self.text[end : end + 8]
        for position in (end, limit):
            match = re.match(r"\s+(?:of|for|in)\s+(?:the\s+)?", self.text[position : position + 12])
            if match and "for" not in match.group():
                where = position + match.end()
                for mention in [*self.states, *self.bodies]:
                    if mention.start == where:
                        if mention.kind == "organisation":
                            return None, (mention.key or mention.quote, mention.quote)
                        return mention.key, None
        del after
        return None, None

    def is_post(self, mention: Mention, office_start: int) -> bool:
        """Whether a state in an office's words is where the post lies, not whose it is: "Ambassador to China"."""
        lead = self.text[office_start : mention.start].rstrip().lower()
        return lead.endswith((" to", " for", " to the", " for the", " on", " with"))

    def joins(self, end: int, start: int) -> bool:
        gap = self.text[end:start]
        gap = re.sub(r"\([A-Z]{2,6}\)", "", gap)
        return bool(
            re.fullmatch(
                r"(?:['’]s?)?\s*(?:(?:then|current|new|former|newly appointed|visiting|outgoing|late|acting|top|senior|"
                r"caretaker|interim|deputy|state|long-time|first|longtime|powerful|embattled)\s+)*",
                gap,
                re.IGNORECASE,
            )
        )

    # ---- what other words of the document add

    def counterparts(self, named: list[_Named]) -> list[_Named]:
        """ "his Chinese counterpart Wang Yi" holds the office of whom "his" stands for."""
        found = list(named)
        for index, item in enumerate(found):
            before = self.text[max(0, item.start - 60) : item.start]
            match = re.search(r"counterparts?,?\s+(?:(?:Mr|Ms|Mrs|Dr|Minister|President|Secretary)\.?\s+)?$", before)
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

    def inherit(self, named: list[_Named]) -> list[_Named]:
        """ "Chinese President Xi Jinping and Foreign Minister Wang Yi": the second office is the same state's."""
        found = list(named)
        for index in range(1, len(found)):
            item, before = found[index], found[index - 1]
            if item.office is None or item.state or item.organisation or not (before.state or before.organisation):
                continue
            gap = self.text[before.end : item.office.start]
            if re.fullmatch(r",?\s*(?:and|as well as|,)\s*(?:the\s+|his\s+|her\s+)?", gap):
                found[index] = replace(
                    item, state=before.state, organisation=before.organisation, basis="coordinated with another office"
                )
        return found

    def merge(self, named: list[_Named]) -> list[Person]:
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

    def same_person(self, item: _Named, persons: list[Person], latest: dict[str, int]) -> int | None:
        words = item.name.split()
        if len(words) == 1:
            index = latest.get(_fold(words[0]))
            if index is not None and item.office is not None and persons[index].office is not None:
                held = persons[index]
                if item.state and held.state and item.state != held.state:
                    return None
            return index
        for index, person in enumerate(persons):
            if _fold(person.name) == _fold(item.name):
                return index
            ours, theirs = {_fold(w) for w in words}, {_fold(w) for w in person.name.split()}
            if len(theirs) > 1 and (ours <= theirs or theirs <= ours):
                return index
            if len(theirs) == 1 and theirs <= {_fold(words[0]), _fold(words[-1])}:
                return index
            shares_surname = _fold(words[-1]) == _fold(person.name.split()[-1])
            if shares_surname and len(theirs) > 1 and _initials_fit(words, person.name.split()):
                return index
        return None

    def enrich(self, person: Person, item: _Named) -> Person:
        name = item.name if len(item.name.split()) > len(person.name.split()) else person.name
        changed = replace(person, name=name, mentions=(*person.mentions, (item.start, item.end)))
        if item.words is not None and (person.office is None or (not person.is_official and item.office)):
            office = self.office_name(item)
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

    def tie_span(self, item: _Named, first: int) -> Span:
        assert item.words is not None
        last = max(item.words[1], item.end)
        owner = [s for s in [*self.states, *self.bodies] if s.end <= first and self.joins(s.end, first)]
        return (owner[-1].start if owner else first), last

    def office_name(self, item: _Named) -> str:
        assert item.words is not None
        if item.office is not None:
            quote = item.office.quote
            inside = [s for s in [*self.states, *self.bodies] if item.office.start == s.start and s.end < item.office.end]
            if inside and not item.is_counterpart:
                # "Pakistan's Foreign Minister" holds the office "Foreign Minister".
                quote = re.sub(r"^(?:['’]s)?\s*", "", self.text[inside[0].end : item.office.end])
            return " ".join(quote.split())
        words = " ".join(self.text[item.words[0] : item.words[1]].split())
        words = re.sub(r"^(?:an?|the|its)\s+", "", words)
        return re.split(r"\s+(?:at|of|with|for|in|under)\s+(?=(?:the\s+)?[A-Z])", words)[0]

    def place_the_rest(self, persons: list[Person]) -> list[Person]:
        """States for officials whose own words give none: from the publisher, else the state the text is about."""
        placed = []
        for person in persons:
            if person.is_official and not person.state and not person.organisation:
                state, basis = self.home_of(person, persons)
                person = replace(person, state=state, basis=basis)
            placed.append(person)
        return placed

    def home_of(self, person: Person, persons: Iterable[Person]) -> tuple[str | None, str]:
        publisher = self.document.publisher_state
        same_office = {p.state for p in persons if p is not person and p.office and p.office == person.office}
        if publisher and publisher not in same_office:
            return publisher, "publisher's own office"
        ranked = [(state, n) for state, n in self.counts.most_common() if state not in same_office]
        if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return ranked[0][0], "the state that the document is about"
        sentence = self.sentence_states(person)
        others = [state for state, n in ranked[:2] if state not in sentence]
        if len(others) == 1 and len(ranked) >= 2:
            return others[0], "the other of the two states that the document is about"
        return None, "not stated"

    def sentence_states(self, person: Person) -> set[str]:
        start, end = person.mentions[0]
        token = self.analysis.head_of(start, end)
        if token is None:
            return set()
        sentence = self.analysis.sentence_of(token)
        return {s.key for s in self.states if s.key and sentence.start <= s.start < sentence.end}


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
    return first == second or (len(first) == 1 and second.startswith(first)) or (
        len(second) == 1 and first.startswith(second)
    )
