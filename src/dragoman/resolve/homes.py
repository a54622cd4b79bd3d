"""For whom an official acts whose own words do not say: what the clauses imply, well-known names, the publisher."""

import re
from collections import Counter
from collections.abc import Iterable

from dragoman.codebook.book import Codebook
from dragoman.model.analysis import Analysis, Token
from dragoman.model.claim import Person
from dragoman.model.document import Document
from dragoman.model.grammar import agent_of, clause_verb, modifiers, objects_of, prepositional, subjects_of
from dragoman.model.mention import Mention
from dragoman.resolve.titles import TitleReader

__all__ = ["DOMINANT", "HomeFinder"]

# Two hints one way outweigh a chance one.
_ENOUGH = 2
# How much oftener than any other a state must be named for a document to be about it.
DOMINANT = 3
# How far back an office without a name may have been told whose it is, in characters: a paragraph or two.
_OFFICE_REACH = 600
# What may stand between a title and its name: "Minister Ms ".
_TITLE_GAP = 8
# What stands between a name and the state of who is named after it, who is then another state's.
_AND_OTHER = re.compile(r",?\s+(?:and|met(?:\s+with)?)\s+(?:his\s+|her\s+|the\s+)?")
_AND_REACH = 16
# What stands between two names of one list, titles aside.
_LISTED = re.compile(r"(?:[,;]|,?\s+and)\s+(?:as well as\s+)?(?:Mr|Ms|Mrs|Dr|Prof|H\.E)?\.?\s*")
_OF_STATE = re.compile(r"[^.;]{0,120}?[ ](?:of|from)[ ](?:the[ ])?[A-Z]")
_GOES_ON = re.compile(r",|;|\s+and\b|\s+as well as\b|[.\n]|$")
_LONG_LIST = 5
_POSSESSES = {" ", "'s ", "’s "}
_SURE = {"stated with the office", "well-known name"}
_TOLD = {*_SURE, "stated with the office, named before", "coordinated with another office"}
# A heading over an envoy's life, and how a life tells of an office: "Ms Sosa is the current Ambassador of Peru".
_CREDENTIALS = re.compile(r"\s+(?=AMBASSADOR|HIGH[ ]COMMISSIONER)([A-Z’'\s,.-]{12,110})")
_PREDICATED = re.compile(
    r"(?:[^.\n]{0,120}\.\s+(?:He|She))?[ ](?:is|was|has[ ]been|became|serves)[ ]"
    r"(?:(?:currently|also|now|concurrently)[ ])?"
    r"(?:(?:appointed|named|accredited)[ ])?(?:as[ ])?(?:the[ ])?(?:(?:current|new|first)[ ])?"
)
_NOT_OF_THE_HOUSE = {
    "mayor", "legislator", "executive", "academic", "party-leader", "opposition-leader", "judge", "central-banker",
}  # fmt: skip
# "Crisis Group analyst", "COP28 President": whose body's name stands in the office is not the document's state's.
_OF_A_BODY = re.compile(
    r"(?!.*\b(?:Ministry|Department|Government|Cabinet|Presidential|Army|Navy|Police|Foreign|Prime|Minister)\b)"
    r"(?:(?:[A-Z][\w.&’'-]*[ ]|\d+[ ])+(?:[a-z-]+[ ])*[a-z-]+$|"
    r"(?!(?:First|Vice|Deputy|Senior|Executive|Acting|Interim|Former|Assistant|National|State|Managing|Central)\b)"
    r"(?:[A-Z][\w.&’'-]*[ ]){2,}(?:President|Director|Chair(?:man|woman|person)?)$|"
    r"[A-Z]+-?\d+[ ]|[A-Z][a-z]+[ ](?:19|20)\d\d[ ])"
)
# "Bavaria Governor": of a region, and of no state that the document only is about.
_OF_A_REGION = re.compile(
    r"(?!.*\b(?:Deputy|Vice|Acting|Bank|Former|Provincial|State|Regional)\b)"
    r"(?:[A-Z][\w.-]*[ ])+(?:Governor|Mayor|Premier)$"
)
# A delegation is made up of its members and led by its head.
_GROUPS = {"delegation", "team", "side", "party", "mission", "group"}
_COMPOSES = {"include", "comprise", "consist", "feature"}
_LEADS = {"lead", "head"}
# Words after "of the" that stand for the state itself.
_STATES_OWN = {"country", "republic", "nation", "state", "kingdom", "government", "cabinet", "foreign", "interior"}


class HomeFinder(TitleReader):
    """Finds the state or body of an official from the document around the name."""

    def __init__(
        self, document: Document, analysis: Analysis, mentions: tuple[Mention, ...], codebook: Codebook
    ) -> None:
        super().__init__(document, analysis, mentions, codebook)
        self._list_starts: dict[int, int] = {}

    # The persons as far as they are placed.
    placed: tuple[Person, ...] = ()

    def home_of(self, person: Person, persons: Iterable[Person]) -> tuple[str | None, tuple[str, str] | None, str]:
        """For whom somebody acts whose office names no state: what the clauses around the name imply, then the
        codebook's list of well-known names, then the publisher; else it stays open."""
        votes = self.votes(person)
        known = self.codebook.leader_home(person.name)
        bare = len(person.name.split()) == 1 and (person.office or "minister").casefold() == "minister"
        if known is not None and bare and known[0] and not self.counts[known[0]]:
            known = None  # "Minister Maliki", in a text that never names the state of the well-known bearer
        if known is not None and not self.has_other_nationality(person, known[0]):
            state, body = known
            if state:
                return state, None, "well-known name"
            if body:
                return None, (body, self.codebook.organisation(body).name), "well-known name"
        if not person.is_official:
            return None, None, "not stated"
        told = self.home_in_predicate(person)
        if told is not None:
            return told, None, "stated with the office"
        announced = self.home_of_office(person)
        if announced is not None:
            return announced, None, "stated with the office, named before"
        if self.is_in_mixed_list(person, persons):
            return None, None, "not stated"
        beside = self.home_beside(person, persons)
        if beside is not None:
            return beside, None, "listed with others of that state"
        taken = {p.state for p in persons if p is not person and p.office and p.office == person.office}
        if person.label is not None:  # "Special Representative for Somalia" is not Somalia's
            taken |= {s.key for s in self.states if person.label[0] <= s.start < person.label[1]}
        best = [(state, score) for state, score in votes.most_common() if score >= _ENOUGH and state not in taken]
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            return best[0][0], None, "implied by its clauses"
        if self.has_other_owner(person):
            return None, None, "not stated"
        titled = self.home_in_title(person)
        if titled:
            return titled, None, "the document's title"
        publisher = self.publisher_state if self.is_of_the_house(person) else None
        if re.search(r"ambassador|high commissioner", person.office_words or "", re.IGNORECASE):
            publisher = None  # the ambassadors of whom a ministry speaks are for the most part accredited to it
        if self.is_head(person) and not any(score < 0 for score in votes.values()):
            # A ministry's release names its own minister without a state when he meets others; a president or minister
            # who only is spoken of may be anybody's.
            publisher = None
        if publisher and publisher not in taken and votes[publisher] >= 0:
            return publisher, None, "publisher's own office"
        ranked = self.counts.most_common(2) if self.is_of_the_house(person) else []
        if ranked and (len(ranked) == 1 or ranked[0][1] >= DOMINANT * ranked[1][1]):
            if votes[ranked[0][0]] >= 0 and ranked[0][0] not in taken:
                return ranked[0][0], None, "the state that the document is about"
        other = self.other_of_two(votes, taken) if self.is_of_the_house(person) else None
        if other:
            return other, None, "the other of the two states that the document is about"
        return None, None, "not stated"

    def home_in_predicate(self, person: Person) -> str | None:
        """ "Mr Dorji is the Ambassador of Bhutan to", "… is a diplomat. She was appointed Ambassador of Peru", or a
        heading in capitals, "AMBASSADOR TO PERU, KINGDOM OF BHUTAN"; null where they tell several."""
        homes = set()
        loud = [match.end() for match in re.finditer(re.escape(person.name.upper()), self.text)]
        for end in sorted({*(end for _, end in person.mentions), *loud}):
            heading = _CREDENTIALS.match(self.text, end)
            if heading is not None:
                inside = [s for s in self.states if heading.start(1) <= s.start and s.end <= heading.end(1)]
                homes |= {s.key for s in inside if not self.text[: s.start].rstrip().endswith((" TO", " TO THE"))}
            told = _PREDICATED.match(self.text, end)
            office = next((o for o in self.offices if told is not None and o.start == told.end()), None)
            if office is not None:
                homes.add(self.owner_of(office.start, office.end, office.end)[0])
        homes.discard(None)
        return homes.pop() if len(homes) == 1 else None

    def is_in_mixed_list(self, person: Person, persons: Iterable[Person]) -> bool:
        """Whether somebody stands in a long list of officials of several states, as below a photograph: next to whom
        then tells nothing."""
        spans = sorted(
            (self.list_start(start), end, p.state if p.basis in _SURE else "", p is person)
            for p in persons
            for start, end in p.mentions
        )
        run: list[tuple[int, int, str | None, bool]] = []
        for span in (*spans, None):
            if run and (span is None or _LISTED.fullmatch(self.text, run[-1][1], span[0]) is None):
                homes = {state for _, _, state, _ in run if state}
                if len(run) >= _LONG_LIST and len(homes) > 1 and any(is_own for *_, is_own in run):
                    return True
                run = []
            if span is not None:
                run.append(span)
        return False

    def list_start(self, start: int) -> int:
        """Where an entry of a list begins that ends with a name: at its title, or at the state before it."""
        if start not in self._list_starts:
            before = self.office_before(self.rank_start(start))
            first = before[1][0] if before is not None else start
            two = next((o for o in self.offices if self.text[o.end : first] == " and "), None)
            first = two.start if two is not None else first  # "Deputy Prime Minister and Minister for Trade Ana Rojas"
            owner = next((s for s in self.states if s.end <= first and self.text[s.end : first] in _POSSESSES), None)
            self._list_starts[start] = owner.start if owner is not None else first
        return self._list_starts[start]

    def home_beside(self, person: Person, persons: Iterable[Person]) -> str | None:
        """The state of those with whom somebody is listed ("Minister Rojas, Minister Díaz and Ms Sosa of Peru"); null
        where they are of several, or of none that is known."""
        homes = set()
        for start, end in person.mentions:
            first = self.with_title(person, start)
            for other in persons:
                # Who was only listed with others tells nothing of a third.
                if other is person or not other.state or other.basis not in _TOLD:
                    continue
                for left, right in other.mentions:
                    before = right <= first
                    gap = self.text[right:first] if before else self.text[end : self.with_title(other, left)]
                    if not before and not _OF_STATE.match(self.text, right):
                        continue  # "Secretary Rojas and Minister Sosa of Peru" is, "and Peru's Minister Sosa" is not
                    if _LISTED.fullmatch(gap) and (gap.strip() != "," or self.goes_on(max(end, right))):
                        homes.add(other.state)
        return homes.pop() if len(homes) == 1 else None

    def goes_on(self, end: int) -> bool:
        """Whether a list goes on after a name: a comma alone may end a clause ("With Mr Rojas, Mr Sosa said")."""
        return _GOES_ON.match(self.text, end) is not None

    def home_of_office(self, person: Person) -> str | None:
        """ "The Ambassador of Zimbabwe presented her credentials. Ambassador Moyo said": the state that the same office
        bears where it was last named before; null where it is named for several."""
        first = min(start for start, _ in person.mentions)
        label = person.label
        own = next((m for m in self.offices if label is not None and label[0] <= m.start < label[1]), None)
        if own is None or own.key is None:
            return None
        others = [p.label for p in self.placed if p.label is not None and p.label != label]
        homes = set()
        for office in self.offices:
            if any(start <= office.start < end for start, end in others):
                continue  # "Foreign Minister Ali of Oman and Second Minister for Foreign Affairs Tan": that is Ali's
            if office.key == own.key and office.end < own.start and first - office.end <= _OFFICE_REACH:
                start, end = self.with_post(office)
                state, _ = self.owner_of(start, end, end)
                if state is not None:
                    homes.add(state)
        return homes.pop() if len(homes) == 1 else None

    def with_title(self, person: Person, start: int) -> int:
        """Where the title begins that stands before a name."""
        label = person.label
        return label[0] if label is not None and label[0] <= start and 0 <= start - label[1] <= _TITLE_GAP else start

    def other_of_two(self, votes: Counter[str], taken: set[str | None]) -> str | None:
        """Where a document is about two states and somebody meets one of them, he is the other's."""
        ranked = self.counts.most_common(3)
        if len(ranked) < 2 or (len(ranked) == 3 and 2 * ranked[2][1] > ranked[1][1]):
            return None
        first, second = ranked[0][0], ranked[1][0]
        for met, own in ((first, second), (second, first)):
            if votes[met] < 0 <= votes[own] and own not in taken:
                return own
        return None

    def has_other_owner(self, person: Person) -> bool:
        """ "vice-president of the organising committee" is the committee's, whichever states the text is about."""
        if not person.office:
            return False
        if self.is_of_a_place(person.office) or _OF_A_BODY.match(person.office) or _OF_A_REGION.match(person.office):
            return True
        stated = re.compile(rf",\s+(?:the\s+)?{re.escape(person.office)}\s+of\s+(?:the|an?)\s+([a-z]+)")
        owners = [stated.match(self.document.text, end) for _, end in person.mentions]
        return any(owner is not None and owner[1] not in _STATES_OWN for owner in owners)

    def is_of_a_place(self, office: str) -> bool:
        """ "Sultan Ibrahim", where the text has "the Sultan of Johor": his own is no state, or none that is known."""
        for match in re.finditer(rf"{re.escape(office)}[ ]of[ ]([A-Z][a-z]+)", self.text):
            where = match.start(1)
            is_party = any(m.start <= where < m.end for m in [*self.states, *self.bodies, *self.offices])
            if not is_party and match.group(1) not in self.lexicon.people.not_names:
                return True
        return False

    def has_other_nationality(self, person: Person, state: str | None) -> bool:
        """ "US boxing legend Muhammad Ali" is not the president of that name."""
        for start, end in person.mentions:
            head = self.analysis.head_of(start, end)
            if head is None:
                continue
            words = [word for word in modifiers(self.analysis, head) if word.start < start]
            words += [inner for word in words for inner in modifiers(self.analysis, word)]
            said = {m.key for m in self.states for word in words if m.start <= word.start < m.end}
            if said and state not in said:
                return True
        return False

    def is_of_the_house(self, person: Person) -> bool:
        """Whether an office is of the kind that a ministry names without a state because it is its own; mayors, members
        of parliament and heads of firms of whom it speaks are mostly others'."""
        held = [m.key for m in self.codebook.find_mentions(person.office or "") if m.kind == "office" and m.key]
        return all(self.codebook.office(key).holder not in _NOT_OF_THE_HOUSE for key in held)

    def is_head(self, person: Person) -> bool:
        words = set((person.office or "").casefold().split())
        if words & {"second", "senior", "assistant", "junior"}:
            return False
        listed = self.lexicon.people
        # A bare "Minister" may be anybody's: the text around such a title often names the visitor so.
        return (
            words == {"minister"}
            or bool(words & listed.heads)
            or any(words.issuperset(phrase.split()) for phrase in listed.head_phrases)
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
            other = next((s for s in self.states if 0 < s.start - end < _AND_REACH), None)
            if other is not None and other.key and _AND_OTHER.fullmatch(self.text, end, other.start):
                votes[other.key] -= _ENOUGH  # "Prime Minister Rojas and Kenyan President Moi": she is not Kenya's
            head = self.analysis.head_of(start, end)
            if head is None:
                continue
            verb = clause_verb(self.analysis, head)
            if verb is None:
                continue
            self.vote_as_member(votes, verb, head)
            title = self.analysis.head_of(*person.label) if person.label is not None else None
            own = {head.index, title.index if title is not None and start > title.start else head.index}
            if own & {word.index for word in subjects_of(self.analysis, verb)}:
                self.vote_as_subject(votes, verb)
                self.vote_as_received(votes, verb)
            else:
                self.vote_as_object(votes, verb, head)
        return votes

    def vote_as_member(self, votes: Counter[str], verb: Token, head: Token) -> None:
        """ "The Chadian delegation included her", "a delegation from Chad led by her": she is of the delegation."""
        groups: list[Token] = []
        if verb.lemma in _COMPOSES:
            groups = [word for word in subjects_of(self.analysis, verb) if word.index != head.index]
        if verb.lemma in _LEADS:
            above = self.analysis.head(verb)
            groups = [*subjects_of(self.analysis, verb), *objects_of(self.analysis, verb), above]
        for group in groups:
            if group.lemma not in _GROUPS:
                continue
            words = [*modifiers(self.analysis, group), *self.analysis.children(group, "poss")]
            words += prepositional(self.analysis, group, "from", "of")
            homes = {s.key for s in self.states for word in words if s.start <= word.start < s.end and s.key}
            if len(homes) == 1:
                votes[homes.pop()] += 2 * _ENOUGH

    def vote_as_subject(self, votes: Counter[str], verb: Token) -> None:
        for thing in objects_of(self.analysis, verb):
            for owner in self.analysis.children(thing, "poss"):
                state = self.state_at(owner)
                if state and thing.lemma in self.lexicon.people.own_things:
                    votes[state] += _ENOUGH
                elif state:
                    votes[state] -= 1
            state = self.state_at(thing)
            if state:
                votes[state] -= _ENOUGH
        for word in prepositional(self.analysis, verb, "with", "to", "against", "on", "upon"):
            state = self.state_at(word) or self.stated_home(word)
            if state:
                votes[state] -= _ENOUGH
        for thing in objects_of(self.analysis, verb):
            for word in [*prepositional(self.analysis, thing, "to", "with"), *modifiers(self.analysis, thing)]:
                # "paid a visit to Kenya", "received her Turkish colleague": not one's own state
                state = next((s.key for s in self.states if s.start <= word.start < s.end), None)
                if state and (word.dep == "pobj" or thing.lemma in {"counterpart", "colleague"}):
                    votes[state] -= _ENOUGH
        for word in prepositional(self.analysis, verb, "as"):
            own = self.stated_office(word)
            if own:  # "she previously served as U.S. Ambassador to Peru"
                votes[own] += 2 * _ENOUGH
        for word in [*prepositional(self.analysis, verb, "with"), *objects_of(self.analysis, verb)]:
            host = self.accredited_to(word)
            if host:
                votes[host] += _ENOUGH

    def vote_as_received(self, votes: Counter[str], verb: Token) -> None:
        """ "She was received by President Rojas of Peru": she is not Peru's."""
        if verb.lemma not in self.lexicon.people.contacts:
            return
        for word in agent_of(self.analysis, verb):
            state = self.state_at(word) or self.stated_home(word) or self.home_at(word)
            if state:
                votes[state] -= _ENOUGH

    def vote_as_object(self, votes: Counter[str], verb: Token, head: Token) -> None:
        for subject in subjects_of(self.analysis, verb):
            if subject.index == head.index or verb.lemma not in self.lexicon.people.contacts:
                continue
            # An official without a state of his own acts for the publisher; whom he meets does not.
            state = self.state_at(subject) or self.stated_home(subject) or self.home_at(subject)
            if state is None and subject.pos != "PRON":
                state = self.publisher_state
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

    def home_at(self, token: Token) -> str | None:
        """The state of the person named by a word, if the text has given one."""
        held = (p for p in self.placed if any(s <= token.start < e for s, e in p.mentions))
        return next((person.state for person in held if person.state), None)

    def state_at(self, token: Token) -> str | None:
        return next((s.key for s in self.states if s.start <= token.start < s.end and s.kind != "demonym"), None)

    def stated_office(self, token: Token) -> str | None:
        """Whose an office is that a word names, by its own words."""
        office = next((o for o in self.offices if o.start <= token.start < o.end), None)
        if office is None:
            return None
        start, end = self.with_post(office)
        return self.owner_of(start, end, end)[0]

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
