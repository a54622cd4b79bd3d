"""Who the persons of a document are, and which office each holds for whom, learned from the text alone."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.codebook.book import Codebook
from dragoman.model.analysis import Analysis, Token
from dragoman.model.claim import Person
from dragoman.model.document import Document
from dragoman.model.frame import Span
from dragoman.model.grammar import clause_verb, objects_of, prepositional, subjects_of
from dragoman.model.mention import Mention

__all__ = ["People", "find_people"]

_HONORIFICS = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|Sheikh|H\.?E|His Excellency|Her Excellency|Hon|Madam|Gen|Lt|Col|Maj|"
    r"Adm|Capt|Sgt|Rep|Sen|Gov)\.?\s+)+"
)
_RANKS = re.compile(
    r"(?:(?:Lieutenant|Major|Brigadier|Field|Rear|Vice) )?(?:Colonel|General|Captain|Admiral|Major|Marshal|Sheikh|Prince|"
    r"Princess|Sir|Lord|Dame|Professor|Father|Archbishop|Cardinal) $"
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
    "Covid-19", "COVID-19", "Dialogue", "Agreement", "Treaty", "Today", "House", "Office", "Committee", "Both", "Also", "League", "Excellency", "I", "Division", "Cup", "Open",
}  # fmt: skip
_MAX_NAME_WORDS = 6
# What a person states, offers or shows as their own state's.
_OWN_THINGS = {
    "determination", "commitment", "position", "perspective", "desire", "readiness", "willingness", "support", "resolve",
    "stance", "view", "intention", "concern", "appreciation", "gratitude", "proposal", "offer", "policy", "vision",
    "condolence", "interest", "call", "appeal", "opposition", "pledge", "priority", "plan",
}  # fmt: skip
_CONTACT_VERBS = {"meet", "call", "visit", "phone", "receive", "host", "telephone", "recall", "invite", "congratulate",
                  "thank", "urge", "hold", "have", "discuss", "extend", "welcome", "tell", "ask", "speak", "talk"}  # fmt: skip
# Two hints one way outweigh a chance one.
_ENOUGH = 2
# How much oftener than any other a state must be named for a document to be about it.
_DOMINANT = 3
# How many characters of an office's own words may stand between its title and the name: "General Secretary of the …".
_LONG_OFFICE = 95


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


def find_people(document: Document, analysis: Analysis, mentions: tuple[Mention, ...], codebook: Codebook) -> People:
    """Persons with the offices that this document gives them; surnames and bare offices are followed back to them."""
    finder = _Finder(document, analysis, mentions, codebook)
    return finder.people()


class _Finder:
    def __init__(
        self, document: Document, analysis: Analysis, mentions: tuple[Mention, ...], codebook: Codebook
    ) -> None:
        self.document = document
        self.codebook = codebook
        self.text = document.text
        self.analysis = analysis
        self.lexicon = codebook.lexicon
        self.publisher_state = codebook.official_state(document.publisher)
        self.offices = [_without_preposition(m) for m in mentions if m.kind == "office"]
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
        junior = re.match(r",?[ ](?:Jr|Sr)\.", self.text[start + len(words) : start + len(words) + 6])
        if junior:
            words += junior.group()
        if not words.endswith(("Jr.", "Sr.")):
            words = _TAIL.sub("", words)
        return (start, start + len(words)) if words else None

    def after_office(self, office: Mention) -> Span | None:
        """The capitalised words right after an office: "Foreign Minister Ana Rojas of Chile" → Ana Rojas."""
        position = office.end
        gap = re.match(r",?[ ]+(?:(?:Mr|Mrs|Ms|Dr)\.?[ ]+)?", self.text[position : position + 8])
        if not gap:
            return None
        start = position + gap.end()
        words: list[Span] = []
        for token in self.analysis.tokens_in(start, start + 60):
            if token.start < start:
                continue
            if words and token.start > words[-1][1] + 1:
                break
            if not self.is_name_word(token.text, bool(words)) or self.is_fixed(token.start):
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
        before = self.office_before(self.rank_start(start))
        after = None if before else self.office_after(end)
        if before is None and after is None:
            words = self.occupation_after(start, end)
            state, organisation = self.owner_of(words[0], words[1], end) if words else (None, None)
            owner = next((s.key for s in self.states if s.end <= start and self.text[s.end : start] in {"'s ", "’s "}), None)
            state = state or owner
            return _Named(start, end, name, None, words, state, organisation, "apposition" if words else "not stated")
        if before is not None:
            office, span = before
        else:
            assert after is not None
            office, span = after, self.with_post(after)
        state, organisation = self.owner_of(span[0], span[1], end)
        if state is None and organisation is None:  # "Malta's Elena Farrugia, the foreign minister"
            state = next((s.key for s in self.states if s.end <= start and self.text[s.end : start] in {"'s ", "’s "}), None)
        basis = "stated with the office" if state or organisation else "not stated"
        return _Named(start, end, name, office, span, state, organisation, basis)

    def rank_start(self, start: int) -> int:
        """Where the rank before a name begins: "the interim president of Gabon, Colonel Hervé Mba"."""
        lead = self.text[max(0, start - 24) : start]
        rank = _RANKS.search(lead)
        return start - len(lead) + rank.start() if rank else start

    def with_post(self, office: Mention) -> Span:
        """An office with the post that follows its title: "Ambassador to China", "Special Envoy for Yemen"."""
        match = re.match(r"[ ](?:to|for)[ ](?:the[ ])?", self.text[office.end : office.end + 9])
        if match:
            where = office.end + match.end()
            post = next((m for m in [*self.states, *self.bodies, *self.fixed] if m.start == where), None)
            if post is not None:
                return office.start, post.end
        return office.start, office.end

    def office_before(self, start: int) -> tuple[Mention, Span] | None:
        """The office that a name follows, with its own words: "the President of Peru, Ana Rojas"."""
        best = None
        for office in self.offices:
            gap = self.text[office.end : start]
            if office.end > start or len(gap) > _LONG_OFFICE or "\n" in gap:
                continue
            if re.fullmatch(r"[ ,]*(?:-elect[ ]+|(?:Mr|Mrs|Ms|Dr|H\.E)\.?[ ]*)?", gap) and len(gap) <= 8:
                best = office, (office.start, office.end)
            elif re.fullmatch(r"[ ]+(?:of|for|to)[ ][A-Z\w][\w’'()&. \-]*,[ ]+", gap):
                best = office, (office.start, start - len(gap) + len(gap.rstrip(" ,")))
        return best

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
        self, start: int, end: int, name_end: int
    ) -> tuple[str | None, tuple[str, str] | None]:
        """Whose office it is: a state or body right before it, in its words, or after "of"."""
        before = [s for s in self.states if s.end <= start and self.joins(s.end, start)]
        inside = [s for s in self.states if start <= s.start and s.end <= end and not self.is_post(s, start)]
        for choice in (before[-1:], inside[:1]):
            if choice:
                return choice[0].key, None
        body_before = [b for b in self.bodies if b.end <= start and self.joins(b.end, start)]
        body_in = [b for b in self.bodies if start <= b.start and b.end <= end and not self.is_post(b, start)]
        for bodies in (body_before[-1:], body_in[:1]):
            if bodies:
                return None, (bodies[0].key or bodies[0].quote, bodies[0].quote)
        for position in (end, max(name_end, end)):
            match = re.match(r"[ ]+of[ ]+(?:the[ ]+)?", self.text[position : position + 12])
            if match is None:
                continue
            for mention in [*self.states, *self.bodies]:
                if mention.start == position + match.end():
                    if mention.kind == "organisation":
                        return None, (mention.key or mention.quote, mention.quote)
                    return mention.key, None
        return None, None

    def is_post(self, mention: Mention, office_start: int) -> bool:
        """Whether a state in an office's words is where the post lies, not whose it is: "Ambassador to China"."""
        lead = self.text[office_start : mention.start].rstrip().lower()
        return lead.endswith((" to", " for", " to the", " for the", " on", " with"))

    def joins(self, end: int, start: int) -> bool:
        gap = re.sub(r"\([A-Z]{2,6}\)", "", self.text[end:start])
        return bool(
            re.fullmatch(
                r"(?:['’]s?)?[ ]*(?:(?:then|current|new|former|newly appointed|visiting|outgoing|late|acting|top|senior|"
                r"caretaker|interim|deputy|state|long-time|first|longtime|powerful|embattled)[ ]+)*",
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
            first, last = (item.office.start, item.office.end) if item.is_counterpart else item.words
            inside = [s for s in [*self.states, *self.bodies] if first == s.start and s.end < last]
            if inside:
                # "Pakistan's Foreign Minister" holds the office "Foreign Minister".
                first = inside[0].end
            quote = re.sub(r"^(?:['’]s)?\s*", "", self.text[first:last])
            for state in self.states:
                if state.key == item.state and not self.is_post(state, first) and first < state.start and state.end <= last:
                    quote = re.sub(r"\s+(?:of|for)\s+(?:the\s+)?" + re.escape(state.quote) + r"$", "", quote)
            return " ".join(quote.split())
        words = " ".join(self.text[item.words[0] : item.words[1]].split())
        words = re.sub(r"^(?:an?|the|its)\s+", "", words)
        return re.split(r"\s+(?:at|of|with|for|in|under)\s+(?=(?:the\s+)?[A-Z])", words)[0]

    def place_the_rest(self, persons: list[Person]) -> list[Person]:
        """States for officials whose own words give none; left open rather than guessed."""
        placed = []
        for person in persons:
            if not person.state and not person.organisation:
                state, organisation, basis = self.home_of(person, persons)
                person = replace(person, state=state, organisation=organisation, basis=basis)
            placed.append(person)
        return placed

    def home_of(
        self, person: Person, persons: Iterable[Person]
    ) -> tuple[str | None, tuple[str, str] | None, str]:
        """For whom somebody acts whose office names no state: what the clauses around the name imply, then the
        codebook's list of well-known names, then the publisher; else it stays open."""
        votes = self.votes(person)
        known = self.codebook.leader_home(person.name)
        if known is not None:
            state, body = known
            if state:
                return state, None, "well-known name"
            if body:
                return None, (body, self.codebook.organisation(body).name), "well-known name"
        if not person.is_official:
            return None, None, "not stated"
        taken = {p.state for p in persons if p is not person and p.office and p.office == person.office}
        best = [(state, score) for state, score in votes.most_common() if score >= _ENOUGH and state not in taken]
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            return best[0][0], None, "implied by its clauses"
        titled = self.home_in_title(person)
        if titled:
            return titled, None, "the document's title"
        publisher = self.publisher_state
        if self.is_head(person):
            # Whoever leads the publisher's own state is a well-known name; another president is somebody else's.
            publisher = None
        if publisher and publisher not in taken and votes[publisher] >= 0:
            return publisher, None, "publisher's own office"
        ranked = self.counts.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] >= _DOMINANT * ranked[1][1]):
            if votes[ranked[0][0]] >= 0 and ranked[0][0] not in taken:
                return ranked[0][0], None, "the state that the document is about"
        return None, None, "not stated"

    def is_head(self, person: Person) -> bool:
        words = set((person.office or "").casefold().split())
        return bool(words & {"president", "premier", "king", "queen", "emir", "sultan", "chancellor"}) or (
            {"prime", "minister"} <= words or {"foreign", "minister"} <= words
        )

    def home_in_title(self, person: Person) -> str | None:
        """ "Readout of the Meeting with Prime Minister Kishida of Japan": a title is short enough to say whose."""
        title = self.document.title or ""
        for name in person.name.split():
            match = re.search(re.escape(name) + r"[ ]of[ ](?:the[ ])?", title)
            if match:
                for mention in self.codebook.find_mentions(title):
                    if mention.start == match.end() and mention.kind == "state":
                        return mention.key
        return None

    def votes(self, person: Person) -> Counter[str]:
        """What the clauses around a name say of whose it is: "restated Peru's determination" for Peru, "visited Peru"
        and "received by Peru's minister" against it."""
        votes: Counter[str] = Counter()
        for start, end in person.mentions:
            head = self.analysis.head_of(start, end)
            if head is None:
                continue
            verb = clause_verb(self.analysis, head)
            if verb is None:
                continue
            if head.index in {word.index for word in subjects_of(self.analysis, verb)}:
                self.vote_as_subject(votes, verb)
            else:
                self.vote_as_object(votes, verb, head)
        return votes

    def vote_as_subject(self, votes: Counter[str], verb: Token) -> None:
        for thing in objects_of(self.analysis, verb):
            for owner in self.analysis.children(thing, "poss"):
                state = self.state_at(owner)
                if state and thing.lemma in _OWN_THINGS:
                    votes[state] += _ENOUGH
                elif state:
                    votes[state] -= 1
            state = self.state_at(thing)
            if state:
                votes[state] -= _ENOUGH
        for word in prepositional(self.analysis, verb, "with", "to", "against"):
            state = self.state_at(word)
            if state:
                votes[state] -= _ENOUGH
        for word in [*prepositional(self.analysis, verb, "with"), *objects_of(self.analysis, verb)]:
            host = self.accredited_to(word)
            if host:
                votes[host] += _ENOUGH

    def vote_as_object(self, votes: Counter[str], verb: Token, head: Token) -> None:
        for subject in subjects_of(self.analysis, verb):
            if subject.index == head.index or verb.lemma not in _CONTACT_VERBS:
                continue
            # An official without a state of his own acts for the publisher; whom he meets does not.
            state = self.state_at(subject) or self.stated_home(subject) or self.publisher_state
            if state:
                votes[state] -= _ENOUGH
        top = verb
        while top.dep == "conj" and self.analysis.head(top).pos == "VERB":
            top = self.analysis.head(top)
        for clause in {verb.index: verb, top.index: top}.values():
            if clause.lemma == "visit":
                for thing in objects_of(self.analysis, clause):
                    state = self.state_at(thing)
                    if state:
                        votes[state] += _ENOUGH

    def accredited_to(self, token: Token) -> str | None:
        """Where an ambassador serves: it is that state's officials whom he meets."""
        office = next((o for o in self.offices if o.start <= token.start < o.end), None)
        if office is None or "mbassador" not in office.quote:
            return None
        start, end = self.with_post(office)
        post = next((s for s in self.states if start <= s.start and s.end <= end and self.is_post(s, start)), None)
        return post.key if post is not None else None

    def state_at(self, token: Token) -> str | None:
        return next((s.key for s in self.states if s.start <= token.start < s.end and s.kind != "demonym"), None)

    def stated_home(self, token: Token) -> str | None:
        """The state that a name's own title gives, where the name stands."""
        before = self.office_before(token.start) or self.office_before(self.name_start(token))
        if before is None:
            return None
        state, _ = self.owner_of(before[1][0], before[1][1], token.end)
        return state

    def name_start(self, token: Token) -> int:
        words = [token, *self.analysis.children(token, "compound")]
        names = [w.start for w in words if not any(o.start <= w.start < o.end for o in self.offices)]
        return min(names, default=token.start)


def _without_preposition(office: Mention) -> Mention:
    """ "under Prime Minister Okello": the preposition is no part of the title."""
    match = re.match(r"(?:under|by|with)\s+(?=[A-Z])", office.quote)
    if match is None:
        return office
    return replace(office, start=office.start + match.end(), quote=office.quote[match.end() :])


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
