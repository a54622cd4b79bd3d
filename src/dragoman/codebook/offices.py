"""Titles of office in a text: the whole title, however it is put together, and whose it is.

"Deputy Prime Minister and Foreign Minister", "U.S. Special Envoy for Yemen", "Commerce and Industry Minister": a
listed title or a bare head word ("Minister") grows over its modifiers, its domain and its of- or for-phrase.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.codebook.entries import Office, Shapes
from dragoman.codebook.matcher import Hit, Pattern, compile_names
from dragoman.codebook.names import fold, lower
from dragoman.codebook.portfolios import PortfolioReader

__all__ = ["OfficeFinder", "OfficeTitle", "without_titles"]

_OWNERS = frozenset({"state", "demonym", "seat", "organisation", "region"})
_LINK = re.compile(r"(?:[ ]\([A-Z]{2,6}\))?(?:[ ]and[ ]|[ ]&[ ]|[ ]?[-/][ ]?cum[ ]?-?[ ]?|[ ]cum[ ]|/)")
_OF = re.compile(r"[ ](of|for|to|on|at)[ ](?:the[ ])?")
_MINISTRY = re.compile(r"\b(?:Ministry|Department) of (?:the )?$")
_NAME_FOLLOWS = re.compile(r"[ ](?:(?:Mr|Ms|Mrs|Dr|H\.?E)\.?[ ])?[A-Z][\w.'-]*[ ][A-Z]")
# "Minister in the Prime Minister's Office", "Minister of State in the Ministry of Health".
_IN = re.compile(
    r"[ ]in[ ](?:the[ ])?(?:(?:Prime[ ]Minister|President|Chancellor)(?:'s)?[ ]Office|(?:Ministry|Office)[ ]of[ ]"
    r"(?:the[ ])?[A-Z][\w-]*(?:[ ](?:and[ ])?(?:Affairs|Health|Trade|Industry|Defence|Defense|Finance|Minister)\b)*)"
)
_SUPERIOR = re.compile(
    r"(?:UN[ ]|United[ ]Nations[ ])?(?:secretary[- ]general|president|prime[ ]minister|chancellor)(?!'s)\b",
    re.IGNORECASE,
)
_ENDS_IN_HOUSE = re.compile(r"\b(?:Senate|House|Assembly|Parliament)\Z")
_REST_OF_BODY = re.compile(r"(?:[ ](?:on[ ]|and[ ])?[A-Z][\w-]*){1,5}?[ ](?:Committee|Subcommittee|Caucus)\b")
_A_PERSON = re.compile(
    r"(?:(?:Vice|Prime|Foreign|Deputy|Defen[cs]e|First)[ ])*"
    r"(?:President|Minister|Secretary(?:[ ]of[ ][A-Z]\w+)?|Chancellor)[ ](?!of\b)[A-Z]"
)
_PART_OF_BODY = re.compile(
    r"(?:[ ]\([A-Z]{2,6}\))?(?:[ ][A-Z][\w-]*){0,3}?[ ](?:Committee|Commission|Bureau|Politburo)\b"
)
# "deputy head of Chile's Central Bank": the body's name goes on after the state's.
_STATES_BODY = re.compile(r"'s?[ ]((?:[A-Z][\w-]*[ ]){0,3}?[A-Z][\w-]*)\b(?![ ][A-Z])")
# "head of the Norwegian UN mission": what a state sends is named with its people's adjective.
_MISSION = re.compile(
    r"(?:[ ][\w.-]+){0,3}?[ ](?:mission|delegation|embassy|negotiating team|contingent|Embassy|Mission)\b"
)
_NEXT_CAPITAL = re.compile(r"(?:'s)?[ ](?:and[ ])?([A-Z][\w-]*)")
_PHRASE_WORD = re.compile(r"[\w'-]+")
# What may follow a title, by its holder; all others take "of" and a state or organisation only.
_PREPOSITIONS = {
    "generic": ("of", "for", "to"),
    "envoy": ("of", "for", "to", "on"),
    "ambassador": ("to", "at", "for"),
    "high-representative": ("of", "for"),
    "deputy-secretary-general": ("for",),
    "deputy-foreign-minister": ("for",),
    "deputy-defence-minister": ("for",),
}
_CAPITALS_BEFORE = re.compile(r"(?:[A-Z][\w'&-]*(?:,?[ ](?:and[ ]|&[ ])?))+$")
_FORMER = re.compile(r"\b(?:former|ex|late|ousted|deposed)\b", re.IGNORECASE)
_ACTING = re.compile(r"\b(?:acting|caretaker|interim|transitional)\b", re.IGNORECASE)
_DEPUTY = re.compile(r"\b(?:deputy|vice|assistant|under|associate)\b", re.IGNORECASE)
# A title ends where a word ends; "and" may join two in the plural ("Presidents and ...").
_END = re.compile(r"(?:s(?=[ ]and\b))?(?:-(?:[Ee]lect|[Dd]esignate)\b)?(?!\w|-(?!cum))")
_SUFFIX = re.compile(r"-(?:[Ee]lect|[Dd]esignate)\b")
_REACH = 70
# "The President and Foreign Minister" and "a diplomat and ambassador" join no titles of one office-holder.
_HEADS = ("head-of-state", "head-of-government")
# These lead a state or government besides; any other minister "and President Abishev" are two.
_ALSO_HEADS = ("party-leader", "crown-prince", "vice-president")
_NOT_JOINED = ("head-of-state", "diplomat", "executive", "academic", "legislator")


@dataclass(frozen=True, slots=True)
class OfficeTitle:
    """What a title says: the office's holder kind, sector and rank (1 the highest), whose it is, whether past.

    `actor` is a state's ISO code or an organisation's id, null where the title does not say.
    """

    office: str
    holder: str
    sector: str
    rank: int
    actor: str | None = None
    is_former: bool = False
    is_acting: bool = False
    is_deputy: bool = False


@dataclass(frozen=True, slots=True)
class _Title:
    start: int
    end: int
    title: OfficeTitle
    is_joined: bool = False
    is_bare: bool = False


class OfficeFinder:
    """The compiled titles; `words` are their capitalised words."""

    __slots__ = (
        "_as_written",
        "_bodies",
        "_core",
        "_domain",
        "_domain_before",
        "_keeps_state",
        "_modifier",
        "_names",
        "_only_as_written",
        "_opening",
        "_portfolios",
        "words",
    )

    def __init__(self, offices: Iterable[Office], shapes: Shapes) -> None:
        self._names: dict[str, Office] = {}
        as_written: set[str] = set()
        any_case: set[str] = set()
        for office in offices:
            for name in (*office.names, *office.as_written):
                self._names.setdefault(lower(fold(name)), office)
            as_written.update(map(fold, office.as_written))
            any_case.update(lower(fold(name)) for name in office.names)
        self._as_written = frozenset(as_written)
        self._only_as_written = frozenset(map(lower, as_written)) - any_case
        self._core = compile_names({name: (office.id,) for name, office in self._names.items()})
        modifiers = "|".join(_by_length(lower(word) for word in shapes.office_modifiers))
        self._modifier = re.compile(rf"(?<![\w-])(?:(?:{modifiers})[ -])+$", re.IGNORECASE)
        domains = "|".join(_by_length(shapes.office_domains))
        self._domain_before = re.compile(rf"(?<![\w-])(?:(?:{domains})(?:[ ]and)?[ ])+$", re.IGNORECASE)
        self._domain = re.compile(rf"(?:{domains})(?:(?:[ ]and|,)?[ ](?:{domains}))*\b", re.IGNORECASE)
        self._portfolios = PortfolioReader(shapes)
        self._bodies = frozenset(shapes.office_bodies)
        # "First Deputy Minister" keeps its "First", which elsewhere only opens a sentence.
        self._opening = frozenset(shapes.not_in_names) - frozenset(shapes.office_modifiers)
        self._keeps_state = frozenset(office.id for office in self._names.values() if office.keeps_state)
        listed = (*shapes.office_modifiers, *shapes.office_heads, *shapes.office_domains)
        names = (name for office in self._names.values() for name in office.names)
        self.words = frozenset(part.capitalize() for name in (*listed, *names) for part in re.split(r"[ -]", name))

    def find(self, folded: str, hits: list[Hit]) -> list[Hit]:
        """The titles in a folded text; `hits` are the names in it, which end a title and tell whose it is."""
        owners = [hit for hit in hits if hit.pattern.kind in _OWNERS]
        starts = {hit.start: hit for hit in owners}
        ends = {hit.end: hit for hit in owners}
        titles: list[_Title] = []
        for first, last in self._iter_cores(folded):
            if titles and first < titles[-1].end:
                continue
            title = self._read(folded, first, last, starts, ends, titles[-1].end if titles else 0)
            if title is not None:
                titles.append(title)
        joined = _join(folded, titles)
        return [Hit(item.start, item.end, Pattern("office", item.title.office, value=item.title)) for item in joined]

    def _iter_cores(self, folded: str) -> list[tuple[int, int]]:
        """The spans of listed titles, the longest where they overlap."""
        found: list[tuple[int, int]] = []
        for last, (length, _) in self._core.iter(lower(folded)):
            start, end = last - length + 1, last + 1
            if folded[start:end] not in self._as_written and lower(folded[start:end]) in self._only_as_written:
                continue
            if (start and (folded[start - 1].isalnum() or folded[start - 1] in ".@/-_")) or not _END.match(folded, end):
                continue
            while found and start <= found[-1][0]:
                found.pop()
            if not found or start >= found[-1][1]:
                found.append((start, end))
        return found

    def _read(
        self, folded: str, first: int, last: int, starts: dict[int, Hit], ends: dict[int, Hit], floor: int
    ) -> _Title | None:
        if folded[first - 2 : first] == " (" and folded[last : last + 1] == ")" and floor == first - 2:
            return None  # "Deputy Prime Minister (DPM)"
        office = self._names[lower(folded[first:last])]
        suffix = _SUFFIX.match(folded, last)
        last = suffix.end() if suffix else last
        start = self._extend_left(folded, first, office, ends, floor)
        end, owner = self._extend_right(folded, first, last, office, starts)
        is_bare = (start, end) == (first, last)
        if start < first and (ministry := _MINISTRY.search(folded[max(floor, start - _REACH) : start])):
            start -= len(ministry.group())  # "Ministry of Energy State Secretary Ana Rojas"
        if is_bare and not office.bare and folded[start].islower():
            return None
        before = ends.get(start - 1) or (ends.get(start - 3) if folded[start - 3 : start] == "'s " else None)
        if before is None and folded[start - 2 : start] == "' ":
            before = ends.get(start - 2)
        if before is not None:
            owner = before.pattern.key
            if office.id in self._keeps_state and before.end == start - 1 and _is_acronym(folded, before):
                start = before.start
        text = folded[start:end]
        title = OfficeTitle(
            office=office.id,
            holder=office.holder,
            sector=office.sector,
            rank=office.rank,
            actor=owner,
            is_former=bool(_FORMER.search(text)),
            is_acting=bool(_ACTING.search(text)),
            is_deputy=bool(_DEPUTY.search(folded[start:last])),
        )
        return _Title(start, end, title, is_bare=is_bare and office.holder == "generic" and " " not in text)

    def _extend_left(self, folded: str, start: int, office: Office, ends: dict[int, Hit], floor: int) -> int:
        """Over modifiers, and for a bare head word over the words that say of what it is."""
        while True:
            reach = max(floor, start - _REACH)
            if not reach < start or folded[start - 1] not in " -" or start in ends or start - 1 in ends:
                return start
            before = folded[reach:start]
            match = self._modifier.search(before)
            if match is not None:
                bound = self._first_own_word(folded, reach + match.start(), start, ends)
            elif office.holder == "generic":
                bound = self._domain_start(folded, reach, start, ends)
            else:
                return start
            if bound >= start:
                return start
            start = bound

    def _domain_start(self, folded: str, reach: int, start: int, ends: dict[int, Hit]) -> int:
        """Where the domain before a bare head word begins; unknown words count only after a state's name."""
        match = self._domain_before.search(folded[reach:start])
        if match is not None:
            return self._first_own_word(folded, reach + match.start(), start, ends)
        if not folded[start].isupper() or (match := _CAPITALS_BEFORE.search(folded[reach:start])) is None:
            return start
        run = reach + match.start()
        for position in range(start - 1, run - 2, -1):
            if position in ends:
                first = position + (3 if folded.startswith("'s ", position) else 1)
                return first if "," not in folded[first:start] and " and " not in folded[first:start] else start
        first = start
        for word in reversed(list(_PHRASE_WORD.finditer(folded, run, start))):
            if word.group() != "and" and not self._portfolios.is_domain(word.group()):
                break
            first = word.start() if word.group() != "and" else first
        return first

    def _first_own_word(self, folded: str, start: int, end: int, ends: dict[int, Hit]) -> int:
        """Skip what belongs to the sentence or to a name before the title."""
        for position in range(end, start, -1):
            if position in ends:
                start = position + (2 if folded.startswith("'s", position) else 0)
                break
        while start < end and (folded[start] in " ,-&" or folded.startswith("and ", start)):
            start += 4 if folded.startswith("and ", start) else 1
        while start < end:
            word = re.match(r"[\w'&-]+,?[ ]*", folded[start:end])
            if word is None or word.group().strip(" ,") not in self._opening:
                break
            start += word.end()
        return start

    def _extend_right(
        self, folded: str, first: int, end: int, office: Office, starts: dict[int, Hit]
    ) -> tuple[int, str | None]:
        """Over an of- or for-phrase; a state after "of" is whose office it is, and stays outside the title."""
        place = _IN.match(folded, end) if office.holder == "generic" else None
        if place is not None:
            return place.end(), None
        link = _OF.match(folded, end)
        if link is None or link.group(1) not in _PREPOSITIONS.get(office.holder, ("of",)):
            body = _REST_OF_BODY.match(folded, end) if _ENDS_IN_HOUSE.search(folded, first, end) else None
            if body is not None:  # "Chairman of the Senate Finance Committee"
                return body.end(), None
            return self._portfolios.find_rest(folded, first, end, starts), None
        start, is_of = link.end(), link.group(1) == "of"
        if link.group() == " to " and _A_PERSON.match(folded, start):
            return end, None  # "an adviser to Secretary of State Rojas"
        owner = starts.get(start)
        superior = _SUPERIOR.match(folded, start) if is_of and office.holder in _PREPOSITIONS else None
        if superior is not None:  # "Special Envoy of the UN Secretary-General for Libya"
            end, whose = self._extend_right(folded, first, superior.end(), office, starts)
            return end, owner.pattern.key if owner is not None else whose
        if owner is not None and owner.pattern.kind == "region":
            # "for European and Eurasian Affairs" names a department, "for the Sahel" a region.
            if office.holder in _PREPOSITIONS and self._portfolios.is_department(folded, start, owner.end):
                return self._portfolios.find_end(folded, start, {}, is_of=is_of) or end, None
            return (end if is_of else owner.end), None
        if owner is not None and owner.pattern.kind == "demonym" and is_of:
            mission = _MISSION.match(folded, owner.end)
            if mission is not None:
                return mission.end(), owner.pattern.key
        if owner is not None and owner.pattern.kind != "demonym":
            if not is_of:
                return owner.end, None
            if owner.pattern.kind != "organisation":
                body = _STATES_BODY.match(folded, owner.end)
                if body is not None and body.group(1).rpartition(" ")[2] in self._bodies:
                    return body.end(1), owner.pattern.key
                return end, owner.pattern.key
            return self._end_of_body(folded, owner.end), owner.pattern.key
        if office.holder not in _PREPOSITIONS:
            return end, None
        found = self._portfolios.find_end(folded, start, starts, is_of=is_of)
        if found is not None:
            # "Secretary of the Legal Affairs Commission of the Communist Party's Central Committee"
            onward = _OF.match(folded, found)
            whole = starts.get(onward.end()) if onward is not None and onward.group(1) == "of" else None
            if whole is not None and whole.pattern.kind == "organisation":
                return self._end_of_body(folded, whole.end), whole.pattern.key
            return found, None
        plain = self._domain.match(folded, start)
        return (plain.end() if plain else end), None

    def _end_of_body(self, folded: str, end: int) -> int:
        """Over "Central Committee" and "(CPC) Henan Provincial Committee" after an organisation's name."""
        part = _PART_OF_BODY.match(folded, end)
        if part is not None:
            return part.end()
        while (word := _NEXT_CAPITAL.match(folded, end)) and word.group(1) in self._bodies:
            end = word.end()
        return end


def without_titles(hits: list[Hit], offices: list[Hit]) -> list[Hit]:
    """The hits without organisations that are only a word of a title ("Security Council Secretary")."""
    kept: list[Hit] = []
    index = 0
    for hit in hits:
        while index < len(offices) and offices[index].end <= hit.start:
            index += 1
        office = offices[index] if index < len(offices) else None
        is_word = (
            office is not None
            and hit.pattern.kind == "organisation"
            and office.start <= hit.start
            and hit.end < office.end
            and office.pattern.value.actor != hit.pattern.key
        )
        if not is_word:
            kept.append(hit)
    return kept


def _join(folded: str, titles: list[_Title]) -> list[_Title]:
    """Two titles of one person ("State Councilor and Foreign Minister") as one span."""
    joined: list[_Title] = []
    for item in titles:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not last.is_joined
            and _LINK.fullmatch(folded, last.end, item.start)
            and last.title.holder not in _NOT_JOINED
            and not (item.title.holder in _HEADS and last.title.holder not in _ALSO_HEADS)
            # Two ministers are two persons, but "Minister for Trade and Minister for Energy Ana Rojas" is one.
            and (last.title.holder != item.title.holder or _NAME_FOLLOWS.match(folded, item.end))
            and not last.is_bare
        ):
            title = last.title if last.title.rank <= item.title.rank else item.title
            actor = last.title.actor or item.title.actor
            joined[-1] = _Title(last.start, item.end, replace(title, actor=actor), is_joined=True)
            continue
        joined.append(item)
    return joined


def _by_length(words: Iterable[str]) -> list[str]:
    return [re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))]


def _is_acronym(folded: str, hit: Hit) -> bool:
    return folded[hit.start : hit.end].replace(".", "").isupper()
