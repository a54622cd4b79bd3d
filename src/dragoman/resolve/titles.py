"""Which title stands with a name, in its own words, and whose title those words make it."""

import re
from dataclasses import dataclass

from dragoman.model.frame import Span
from dragoman.model.mention import Mention
from dragoman.resolve.formerly import is_formerly, tells_former
from dragoman.resolve.leads import lead_start
from dragoman.resolve.scene import BODY_WORDS, HONORIFIC, OF_MINISTRIES, Scene

__all__ = ["Named", "TitleReader", "unshouted"]

_RANKS = re.compile(rf"(?<![\w-])(?:retired )?(?:{HONORIFIC} )+$")
# "Secretary General Lars Holm": here "General" is no rank.
_NO_RANK = re.compile(r"(?:Secretary|Attorney|Director|Governor|Consul|Solicitor|Surgeon|Inspector)[- ]General $")
_RANK_REACH = 40
# How long what stands between a title and its holder may be: " (WHO), Mr. ".
_SHORT_GAP = 16
_WHERE = re.compile(r"\b(?:in|at|to|from|near|outside|into|via)[ ](?:[A-Z]\w+,[ ])?$")
# Who is made something stands before the office: "appointed Mr Rojas as the next Peruvian Ambassador to".
_APPOINTED = re.compile(r"\bas[ ](?:(?:the|its|his|her|their)[ ])?(?:(?:next|new|first)[ ])?(?:[A-Z][\w.’']*[ ]){0,3}$")
# Bodies whose officials act for a state; the parties of the codebook with a state are those that rule it alone.
_STATES_BODIES = {"agency", "armed-forces", "intelligence", "legislature", "government", "party"}
# Kinds of office that are any body's: spokesmen, heads, directors, analysts.
_OPEN = {"spokesperson", "generic", "academic", "executive"}
# How many characters of an office's own words may stand between its title and the name: "General Secretary of the …".
_LONG_OFFICE = 95


# What stands between a title and its holder; a full stop only after a single letter, for it ends the sentence.
_OF_WHAT = re.compile(r"[ ]+(?:of|for|to)[ ]\w(?:[\w’'()& \-]|(?<=\b[A-Z])\.)*,[ ]+")


_SMALL_WORDS = {"OF", "FOR", "AND", "THE", "TO", "IN", "ON", "AT", "BIN", "DE", "VAN", "VON"}


_WITH_MINISTRIES = re.compile(rf"(?:[ ]\([A-Z]{{2,6}}\))?{OF_MINISTRIES},[ ]")


@dataclass(frozen=True, slots=True)
class Named:
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


# "chair of the foreign affairs" goes on with "select committee", and "spokeswoman" with "for the National Council".
_BODY_GOES_ON = re.compile(
    r"(?:[ ][a-z][\w-]*){0,2}[ ](?:sub)?(?:committee|commission|council|panel|board)\b(?=[,.;]|[ ][a-z])"
)
_FOR_BODY = re.compile(
    r"[ ](?:for|at)[ ](?:the[ ])?(?:[A-Z][\w’'&-]*[ ](?:of[ ]|and[ ]|for[ ])?){0,6}[A-Z]\w+\b(?=[,.;]|[ ][a-z])"
)
# "… of Peru", also where the ministry stands between: "Permanent Secretary Rojas of the Ministry of Health of Peru".
_OF_OWNER = re.compile(
    r"(?:[ ]Extraordinary(?:[ ](?:and|&)[ ]Plenipotentiary)?)?[ ]+of[ ]+(?:the[ ]+)?"
    r"(?:(?:Ministry|Department)[ ]of[ ](?:the[ ])?[A-Z]\w+(?:[ ](?:and[ ])?[A-Z]\w+){0,4}[ ]of[ ](?:the[ ])?)?"
)
# "the vice-chair of the federation", whose full name the text has told.
_OF_THE_BODY = re.compile(r"[ ]of[ ]the[ ]([a-z]+)(?=[,.;]|[ ](?:and|in|who|said|told)\b)")
_ELECTED = re.compile(r"\b(?:Sen|Rep)\.[ ]$")
_NEXT_HOLDER = re.compile(rf"[ ](?:{HONORIFIC}[ ])*([A-Z][\w’'-]+)")
_NEXT_NAME = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\b\.?\s+[A-Z]")


def unshouted(words: str) -> str:
    """Words of a line of capitals as they are written elsewhere: "MINISTER FOR TRADE" as "Minister for Trade"."""
    if not words.isupper() or " " not in words:
        return words
    return " ".join(
        w.lower() if w in _SMALL_WORDS else w.capitalize() for w in re.findall(r"[^\s-]+|-", words)
    ).replace(" - ", "-")


class TitleReader(Scene):
    """Reads the title beside a name."""

    def describe(self, start: int, end: int) -> Named:
        """A name with the office and the state that its own words give it."""
        name = unshouted(" ".join(re.sub(r"[()\[\]]", "", self.text[start:end]).split()))
        before = self.office_before(self.rank_start(start))
        if before is not None and before[0].quote == "Ambassador" and self.text[before[0].start - 2 :].startswith(", "):
            # "the Director-General of the agency, Ambassador Rojas": there it is a rank.
            before = self.head_of_body(before[0].start) or before
        after = None if before else self.office_after(end)
        if before is None and after is None:
            words = self.occupation_after(start, end)
            state, organisation = self.owner_of(words[0], words[1], end) if words else (None, None)
            if words and tells_former(self.text, words):
                organisation = None
            owner = next(
                (s.key for s in self.states if s.end <= start and self.text[s.end : start] in {"'s ", "’s "}), None
            )
            state = state or owner
            return Named(start, end, name, None, words, state, organisation, "apposition" if words else "not stated")
        if before is not None:
            office, span = before
        else:
            assert after is not None
            office, span = after, self.with_post(after)
        state, organisation = self.owner_of(span[0], span[1], end)
        if before is not None and organisation is None:
            span = (self.lead_of(span[0], office.quote, is_open=self.is_open(office)), span[1])
            state, organisation = (state, None) if state else self.owner_of(span[0], span[1], end)
        if state is None and organisation is None:  # "Malta's Elena Farrugia, the foreign minister"
            state = next(
                (s.key for s in self.states if s.end <= start and self.text[s.end : start] in {"'s ", "’s "}), None
            )
        if organisation is not None and is_formerly(self.text, span[0]):
            organisation = None  # a former head of an agency acts for it no more
        if organisation is not None and (home := self.home_of_body(organisation[0])) is not None:
            state, organisation, span = home, None, (self.body_start(span[0]), span[1])
        basis = "stated with the office" if state or organisation else "not stated"
        return Named(start, end, name, office, span, state, organisation, basis)

    def head_of_body(self, start: int) -> tuple[Mention, Span] | None:
        """The office of an organisation that an apposition beginning at `start` fills."""
        office = self.office_before(start)
        if office is None:
            return None
        _, organisation = self.owner_of(office[1][0], office[1][1], start)
        return office if organisation is not None else None

    def lead_of(self, start: int, title: str, *, is_open: bool) -> int:
        """Where the words begin that tell, before a title, of what it is; those of a state stay outside."""
        owners = [s for s in self.states if s.kind != "seat" or self.is_capital(s)]
        callings = self.lexicon.occupations
        return lead_start(self.analysis, start, title, [*owners, *self.dates], callings, is_open=is_open)

    def is_open(self, office: Mention) -> bool:
        """Whether a title says so little by itself that a body's name before it belongs to it."""
        title = self.codebook.offices.get(office.key or "")
        return title is not None and title.holder in _OPEN

    def is_capital(self, seat: Mention) -> bool:
        """Whether a seat of government is a city, and no house or institution."""
        entry = self.codebook.states.get(seat.key or "")
        return entry is not None and seat.quote in entry.capitals

    def home_of_body(self, key: str) -> str | None:
        """The state of which an agency, army or secret service is: its officials act for that state."""
        entry = self.codebook.organisations.get(key)
        return entry.state if entry is not None and entry.kind in _STATES_BODIES else None

    def body_start(self, title: int) -> int:
        """Where a title begins whose first word is the body's name: "USAID Administrator"."""
        return next((b.start for b in self.bodies if b.end <= title and self.joins(b.end, title)), title)

    def with_post(self, office: Mention) -> Span:
        """An office with the post that follows its title: "Ambassador to China", "Special Envoy for Yemen"."""
        match = re.match(r"[ ](?:to|for)[ ](?:the[ ])?", self.text[office.end : office.end + 9])
        if match:
            where = office.end + match.end()
            post = next((m for m in [*self.states, *self.bodies, *self.fixed] if m.start == where), None)
            if post is not None:
                return office.start, post.end
        body = _BODY_GOES_ON.match(self.text, office.end)
        if body is None and self.is_open(office):
            body = _FOR_BODY.match(self.text, office.end)
            last = body.group().split()[-1] if body is not None else ""
            body = body if last in BODY_WORDS else None
        return office.start, office.end if body is None else body.end()

    def rank_start(self, start: int) -> int:
        """Where the rank before a name begins: "the interim president of Gabon, Colonel Hervé Mba"."""
        lead = self.text[max(0, start - _RANK_REACH) : start]
        rank = None if _NO_RANK.search(lead) else _RANKS.search(lead)
        return start - len(lead) + rank.start() if rank else start

    def office_before(self, start: int) -> tuple[Mention, Span] | None:
        """The office that a name follows, with its own words: "the President of Peru, Ana Rojas"."""
        best = None
        for office in self.offices:
            gap = self.text[office.end : start]
            head = self.after_state(office)
            if head is not None and start in {head[0], self.rank_start(head[0])}:
                return office, (office.start, head[1])  # "… of Peru Ambassador Ana Rojas": there it is a rank
            if office.end > start or len(gap) > _LONG_OFFICE or "\n" in gap:
                continue
            if "," in gap and _APPOINTED.search(self.text[max(0, office.start - _RANK_REACH) : office.start]):
                continue  # "Mr Rojas as the next Ambassador to Peru, Ms Sosa as the next Ambassador to Chile"
            if (
                re.fullmatch(r"(?:[ ]\([A-Z]{2,8}\))?[\])]?[ ,]*(?:-[Ee]lect[ ]+|(?:Mr|Mrs|Ms|Dr|H\.E)\.?[ ]*)?", gap)
                and len(gap) <= _SHORT_GAP
            ):
                best = office, (office.start, office.end)
            elif _WITH_MINISTRIES.fullmatch(gap):
                best = office, (office.start, office.end + len(gap.rstrip(" ,")))
            elif _OF_WHAT.fullmatch(gap):
                best = office, (office.start, start - len(gap) + len(gap.rstrip(" ,")))
        return best

    def office_after(self, end: int) -> Mention | None:
        """ "Tim Lenderking, the U.S. Special Envoy for Yemen," and "Smith, who is Norway's foreign minister"."""
        for office in self.offices:
            gap = self.text[end : office.start]
            if office.start < end or len(gap) > 45 or self.is_of_the_next(office):
                continue
            if self.text[office.end : office.end + 2] in {"'s", "’s"}:  # "Prince Karl, who is the Queen's third child"
                continue
            inner = gap
            for state in [*self.states, *self.bodies]:
                if end <= state.start and state.end <= office.start:
                    inner = inner.replace(state.quote, "")
            if re.fullmatch(
                r"[ ]is[ ](?:(?:currently|also|now)[ ])?(?:the[ ])?|"
                r",\s*(?:(?:who\s+(?:is|was)\s+)?(?:the|a|an|its|his|her|their)?\s*)?(?:then|current|new|former|newly"
                r" appointed|visiting|outgoing|late)?[\s’'s]*",
                inner,
            ):
                return office
        return None

    def is_of_the_next(self, office: Mention) -> bool:
        """ "…, Mr Rojas, Minister for Health Ms Díaz": the office after the comma is that of the name after it."""
        following = _NEXT_HOLDER.match(self.text, office.end)
        return following is not None and following.group(1) not in self.lexicon.people.not_names

    def occupation_after(self, start: int, end: int) -> Span | None:
        """An apposition that tells what somebody is without an office of state: "a researcher at the Academy of …"."""
        head = self.analysis.head_of(start, end)
        if head is None:
            return None
        elected = _ELECTED.search(self.text[max(0, start - len("Rep. ")) : start])
        if elected is not None:
            return start - len(elected.group()), start - 1
        for child in self.analysis.children(head, "appos"):
            if child.start >= end and child.lemma in self.lexicon.occupations:
                words = self.analysis.subtree(child)
                if ";" in self.text[end : child.start]:
                    continue  # "…; Minister of State Ana Rojas": another of a list
                if _NEXT_NAME.search(self.text[child.end : words[-1].end]):
                    continue  # "Mr Rojas, Minister for Health Ms Díaz": hers
                stop = next(
                    (w.start for w in words if w.dep == "relcl" or w.tag in {"WP", "WDT"} or w.text == ","),
                    words[-1].end,
                )
                first = words[0].start
                first -= 3 if self.text[max(0, first - 3) : first].lower() == "co-" else 0  # "co-director of the trust"
                if stop < child.end:
                    continue  # "Rojas, a Lima, Peru, lawyer": the words are not told in one piece
                return first, len(self.text[: min(stop, words[-1].end)].rstrip(" ,"))
        following = re.match(
            r",\s+((?:an?|the|its)?\s*(?:[\w\-’']+\s+){0,4}?(\w[\w\-]*)\s+(?:at|of|with|for|in)\s+(?:the\s+)?[A-Z][^,.;]{2,80})",
            self.text[end : end + 140],
        )
        is_own = following is not None and _NEXT_NAME.search(following.group(1)) is None
        if following and is_own and following.group(2).lower() in self.lexicon.occupations:
            return end + following.start(1), end + following.end(1)
        following = re.match(r",\s+((?:an?|the)\s+(?:[\w\-’']+\s+){0,3}?(\w[\w\-]*))[,.]", self.text[end : end + 80])
        if following and following.group(2).lower() in self.lexicon.occupations:
            return end + following.start(1), end + following.end(1)
        start = self.rank_start(start)  # "police chief General Rojas"
        before = re.search(r"\b([\w\-]+)\s+$", self.text[max(0, start - 30) : start])
        if before and before.group(1).lower() in self.lexicon.occupations and before.group(1).islower():
            first = start - len(before.group())
            return self.lead_of(first, before.group(1), is_open=False), start - 1
        return None

    def owner_of(self, start: int, end: int, name_end: int) -> tuple[str | None, tuple[str, str] | None]:
        """Whose office it is: a state or body right before it, in its words, or after "of"."""
        before = [s for s in self.states if s.end <= start and self.joins(s.end, start) and not self.is_where(s, start)]
        inside = [s for s in self.states if start <= s.start and s.end <= end and not self.is_post(s, start)]
        for choice in (before[-1:], inside[:1]):
            if choice:
                return choice[0].key, None
        body_before = [b for b in self.bodies if b.end <= start and self.joins(b.end, start)]
        if "mbassador" in self.text[start:end]:
            body_before = []  # "U.N. Ambassador" is a state's, at the United Nations
        body_in = [b for b in self.bodies if start <= b.start and b.end <= end and not self.is_post(b, start)]
        for bodies in (body_before[-1:], body_in[:1]):
            if bodies:
                return None, (bodies[0].key or bodies[0].quote, bodies[0].quote)
        for position in (end, max(name_end, end)):
            match = _OF_OWNER.match(self.text, position)
            if match is None:
                continue
            for mention in [*self.states, *self.bodies]:
                is_half = self.text[mention.end : mention.end + 1] == "-"  # "of the Peru-Chile Association"
                if mention.start == match.end() and mention.kind != "demonym" and not is_half:
                    if mention.kind == "organisation":
                        return None, (mention.key or mention.quote, mention.quote)
                    return mention.key, None
        city = next((c for c in self.cities if c.start == start or c.end == start - 1), None)
        if city is not None and self.text[city.end : city.end + 1] == " " and not self.is_where(city, start):
            return city.key, None  # "Texas Governor": of a part of the state
        body = self.unlisted_body(start, end)
        return (self.introduced(body[0]) if body is not None else None) or (None, body)

    def is_where(self, seat: Mention, title: int) -> bool:
        """ "in Washington, D.C. Deputy Secretary Rojas": a capital after a preposition is where something was."""
        if seat.kind not in {"seat", "city"} or set("'’") & set(self.text[seat.end : title]):
            return False
        return _WHERE.search(self.text[max(0, seat.start - len("Washington, from the ")) : seat.start]) is not None

    def unlisted_body(self, start: int, end: int) -> tuple[str, str] | None:
        """A body that only the text knows: "president of the Rhine Valley Bank", "ECA President"."""
        after = re.match(
            r"[ ]+of[ ]+(?:the[ ]+)?([A-Z][\w’'&-]+(?:[ ](?:(?:of|and|for|on)[ ](?:the[ ])?)*[A-Z][\w’'&-]+)*)",
            self.text[end : end + 90],
        )
        small = _OF_THE_BODY.match(self.text, end)
        if after and any(m.kind == "demonym" and after.group(1) == m.quote for m in self.states):
            return None  # "president of Peruvian oil company": nothing is named
        if after or (small and small.group(1).capitalize() in BODY_WORDS):
            body = self.whole_body(after.group(1) if after else small.group(1).capitalize() if small else "")
            return (body, body) if body is not None else None
        if self.text[start:end].isupper():
            return None  # in a line of capitals they tell nothing
        before = re.search(r"\b([A-Z]{2,6})(?:['’]s)?[ ]$", self.text[max(0, start - 10) : start])
        return (before.group(1), before.group(1)) if before else None

    def whole_body(self, words: str) -> str | None:
        """A body's whole name where the text uses its last word alone: "the University" for "Lima University"; null
        where it has none."""
        if words not in BODY_WORDS:
            return words
        full = re.search(rf"(?:[A-Z][\w.&’'-]*[ ])+{words}(?:[ ]of(?:[ ](?:and[ ])?[A-Z]\w+)+)?", self.text)
        return re.sub(r"^(?:The|At|Of)[ ]", "", full.group()) if full is not None else None

    def introduced(self, acronym: str) -> tuple[str | None, tuple[str, str] | None] | None:
        """Whose a short form is that the text has put in brackets after the name: "the Palestinian Authority (PA)"."""
        where = self.text.find(f" ({acronym})")
        mention = next((m for m in [*self.states, *self.bodies] if where >= 0 and m.end == where), None)
        if mention is None or mention.key is None:
            return None
        return (None, (mention.key, mention.quote)) if mention.kind == "organisation" else (mention.key, None)

    def is_post(self, mention: Mention, office_start: int) -> bool:
        """Whether a state in an office's words is where the post lies, not whose it is: "Ambassador to China"."""
        lead = self.text[office_start : mention.start].rstrip().lower()
        links = re.findall(r"\b(to|for|on|with|against|of)\b", lead)
        return bool(links) and links[-1] != "of"

    def joins(self, end: int, start: int) -> bool:
        if start - end > _LONG_OFFICE:
            return False
        gap = re.sub(r"\([A-Z]{2,6}\)", "", self.text[end:start])
        return bool(
            re.fullmatch(
                r"(?:['’]s?)?[ ]*(?:(?:then|current|new|former|newly appointed|visiting|outgoing|late|acting|top|"
                r"senior|caretaker|interim|deputy|state|long-time|first|longtime|powerful|embattled)[ ]+)*",
                gap,
                re.IGNORECASE,
            )
        )
