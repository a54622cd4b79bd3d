"""Names that no list can hold, found by their shape: bilateral dialogues, projects and designations.

A shape is searched from its last word ("Dialogue", "Pipeline", "partnership") backwards, so that the search costs
little where the word is missing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable

from dragoman.codebook.entries import Designation, Shapes
from dragoman.codebook.matcher import Hit, Pattern, compile_names, is_word, longest
from dragoman.codebook.names import fold, lower, make_slug

__all__ = ["ShapeFinder"]

_PARTY_KINDS = frozenset({"state", "demonym", "seat", "organisation", "region", "city"})
_LISTED_KINDS = frozenset({"organisation", "mechanism", "project", "issue", "designation"})
# How far before its last word a name may begin.
_REACH = 110
_CAPITAL_RUN = re.compile(
    r"(?:(?:[A-Z][\w'&.]*(?:-[\w'&.]+)*|\d\+\d(?:\+\d)*)(?:[ ]|[ ]?/[ ]?|,[ ](?=[\w' ,-]+\band\b))"
    r"(?:(?:of|on|for|and|the|in|to|&|de|du|al)[ ])*)+$"
)
_DESIGNATION_TAIL = re.compile(
    r"(?:[ ]of[ ](?:coordination|cooperation|co-operation|equals|choice))?(?:[ ](?:for|in)[ ](?:the|a)[ ]new[ ]era)?"
)
# A name does not go on over "and the", a possessive or the end of a sentence: "the Prespa Agreement and the Berlin
# Process", "in Lima. The Summit"; "St." ends none.
_CUT = re.compile(r"[ ]and[ ]the[ ]|(?<=\w)'s[ ]|(?<=[a-z][a-z])\.[ ]")
_WORD = re.compile(r"\S+[ ]*")
_NEXT_CAPITAL = re.compile(r"[ ][A-Z][a-z]")
_CONNECTIVES = frozenset({"of", "on", "for", "and", "the", "in", "to", "&", "de", "du", "al"})


class _Index:
    """Hits by where they start, so that those near a span are found without looking at all."""

    __slots__ = ("_hits", "_starts")

    def __init__(self, hits: list[Hit]) -> None:
        self._hits = sorted(hits, key=lambda hit: hit.start)
        self._starts = [hit.start for hit in self._hits]

    def within(self, start: int, end: int) -> list[Hit]:
        """The hits inside a span, in order."""
        near = self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [hit for hit in near if hit.end <= end]

    def around(self, start: int, end: int) -> list[Hit]:
        """The hits that touch a span, in order."""
        near = self._hits[bisect_left(self._starts, start - _REACH) : bisect_left(self._starts, end)]
        return [hit for hit in near if hit.end > start]


class ShapeFinder:
    """The compiled recognisers; `words` are the capitalised words that shapes are made of."""

    __slots__ = ("_adjectives", "_forums", "_levels", "_mechanism", "_nouns", "_project", "_stop", "words")

    def __init__(self, shapes: Shapes, designations: Iterable[Designation]) -> None:
        # The longest name decides, so "strategic partnership" yields to what it is part of.
        levels = {_plain(name): entry.level for entry in designations for name in (*entry.names, *entry.words)}
        self._levels = sorted(levels.items(), key=lambda pair: -len(pair[0]))
        self._mechanism = _noun_regex(shapes.mechanism_nouns)
        self._forums = frozenset(shapes.forum_nouns)
        self._project = _noun_regex(shapes.project_nouns)
        self._nouns = compile_names({noun: () for noun in shapes.designation_nouns})
        self._adjectives = _adjectives_regex(shapes.designation_adjectives)
        self._stop = frozenset(shapes.not_in_names)
        self.words = frozenset(
            part for noun in (*shapes.mechanism_nouns, *shapes.project_nouns) for part in noun.split()
        )

    def extend(self, folded: str, hits: list[Hit]) -> list[Hit]:
        """The hits with those of the shapes; a shape yields to a longer name of the codebook and swallows a shorter."""
        index = _Index(hits)
        parties = [hit for hit in hits if hit.pattern.kind in _PARTY_KINDS]
        found = [*self._find_mechanisms(folded, index), *self._find_projects(folded, index)]
        found.extend(self._find_designations(folded, parties))
        return _merge(hits, index, found)

    def level_of(self, words: str) -> str | None:
        """The level of the longest listed designation that the words hold, null where they hold none."""
        padded = f" {_plain(words)} "
        return next((level for name, level in self._levels if f" {name} " in padded), None)

    def _find_mechanisms(self, folded: str, index: _Index) -> Iterable[Hit]:
        for match in self._mechanism.finditer(folded):
            start = self._name_start(folded, match.start())
            if start == match.start():
                continue
            inside = index.within(start, match.end())
            dyad = _dyad(inside, folded)
            if dyad:
                start = dyad[0].start
            elif match.group() not in self._forums or not _is_specific(folded[start : match.start()]):
                if not any(hit.pattern.kind == "project" and hit.start == start for hit in inside):
                    continue
            if _NO_MECHANISM.match(folded, match.end()):
                continue  # "ASEAN Dialogue Partner"
            topic = _TOPIC.match(folded, match.end()) if dyad else None
            end = topic.end() if topic is not None else match.end()
            parties = _parties(dyad or inside)
            key = f"mechanism:{make_slug(folded[start:end])}"
            yield Hit(start, end, Pattern("mechanism", key, value=parties))

    def _find_projects(self, folded: str, index: _Index) -> Iterable[Hit]:
        for match in self._project.finditer(folded):
            start = self._name_start(folded, match.start())
            # "the Rogun Dam and Entebbe Airport" are two.
            earlier = max(
                (other.end() for other in self._project.finditer(folded, start, match.start())), default=start
            )
            if folded.startswith((" and ", ", "), earlier):
                start = folded.index(" ", earlier + 1) + 1
            if start >= match.start():
                continue
            if _NEXT_CAPITAL.match(folded, match.end()):
                continue
            states = tuple(key for key in _parties(index.within(start, match.end())) if len(key) == 3)
            key = f"project:{make_slug(folded[start : match.end()])}"
            yield Hit(start, match.end(), Pattern("project", key, value=states))
        for match in _ROUTE.finditer(folded):
            states = tuple(key for key in _parties(index.within(match.start(), match.end())) if len(key) == 3)
            yield Hit(match.start(), match.end(), Pattern("project", f"project:{make_slug(match[0])}", value=states))

    def _find_designations(self, folded: str, parties: list[Hit]) -> Iterable[Hit]:
        ends = {hit.end: index for index, hit in enumerate(parties)}
        text = lower(folded)
        for last, (length, _) in self._nouns.iter(text):
            start, end = last - length + 1, last + 1
            if not is_word(text, start, end) or text[start - 1 : start] not in ' "':
                continue
            reach = max(0, start - _REACH)
            adjectives = self._adjectives.search(text[reach:start])
            first = reach + adjectives.start() if adjectives else start
            index = ends.get(first - 1)
            dyad = _dyad_before(parties, index, folded) if index is not None else ()
            if not adjectives and not dyad:
                continue
            tail = _DESIGNATION_TAIL.match(text, end)
            first, end = (dyad[0].start if dyad else first), tail.end() if tail else end
            if folded[first - 1 : first] == '"' and folded[first:end].count('"') == 1:
                first -= 1
            elif folded[end : end + 1] == '"' and folded[first:end].count('"') == 1:
                end += 1
            level = self.level_of(folded[first:end])
            yield Hit(first, end, Pattern("designation", level, value=_parties(dyad)))

    def _name_start(self, folded: str, end: int) -> int:
        """Where the run of capitalised words before `end` begins, without words that only open a sentence."""
        reach = max(0, end - _REACH)
        match = _CAPITAL_RUN.search(folded[reach:end])
        if not match:
            return end
        start = reach + match.start()
        # A run cut off inside a word by the reach begins at its next word.
        if start == reach and start and folded[start - 1].isalnum():
            start += len(_WORD.match(folded, start).group())  # type: ignore[union-attr]
        for cut in _CUT.finditer(folded, start, end):
            start = cut.end()
        while start < end:
            word = _WORD.match(folded, start)
            if word is None or not (word.group().strip() in self._stop or word.group().strip() in _CONNECTIVES):
                break
            start = word.end()
        return start


# "the Peru-Chile Forum on Ocean Governance": the topic of a dialogue of two belongs to its name.
_TOPIC = re.compile(r"[ ](?:on|for)[ ](?:the[ ])?[A-Z][\w-]*(?:[ ](?:(?:and|of|the)[ ])*[A-Z][\w-]*){0,5}")
# What a dialogue is the first word of: "Dialogue Partner", "Dialogue Partnership".
_NO_MECHANISM = re.compile(r"[ ](?:Partners?|Partnership|Relations|Partner[ ]Status)\b")
# A line between two named ends needs no capitals to be a project of its own: "the Ogaden-Lamu gas pipeline".
_ROUTE = re.compile(
    r"(?<![\w-])[A-Z][\w']+(?:-[A-Z][\w']+)+[ ](?:(?:natural[ ])?(?:gas|oil|crude|water|hydrogen)[ ])?"
    r"(?:pipeline|railway|rail[ ]link|highway|interconnector|power[ ]line|canal|motorway|cable)\b"
)


def _noun_regex(nouns: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(nouns, key=lambda noun: (-len(noun), noun))
    return re.compile(rf"(?<=[ ])(?:{'|'.join(map(re.escape, ordered))})\b(?!-)")


def _adjectives_regex(adjectives: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(
        re.escape(lower(fold(word))).replace(r"\-", "[- ]?")
        for word in sorted(adjectives, key=lambda word: (-len(word), word))
    )
    return re.compile(rf"(?<![\w-])(?:\"?(?:{words})\"?(?:,?[ ](?:and[ ])?))+\"?$")


def _dyad(hits: list[Hit], folded: str) -> tuple[Hit, ...]:
    """The first two or more parties that hyphens join ("China-Pakistan", "U.S.-Japan-ROK")."""
    parties = [hit for hit in hits if hit.pattern.kind in _PARTY_KINDS]
    for index in range(len(parties) - 1):
        chain = [parties[index]]
        for hit in parties[index + 1 :]:
            if folded[chain[-1].end : hit.start] not in ("-", " - "):
                break
            chain.append(hit)
        if len(chain) > 1:
            return tuple(chain)
    return ()


def _dyad_before(parties: list[Hit], index: int, folded: str) -> tuple[Hit, ...]:
    chain = [parties[index]]
    while index and folded[parties[index - 1].end : chain[0].start] == "-":
        index -= 1
        chain.insert(0, parties[index])
    return tuple(chain) if len(chain) > 1 else ()


def _parties(hits: Iterable[Hit]) -> tuple[str, ...]:
    keys = (hit.pattern.key for hit in hits if hit.pattern.kind in _PARTY_KINDS and hit.pattern.kind != "city")
    return tuple(dict.fromkeys(key for key in keys if key and not key.startswith("region:")))


def _is_specific(words: str) -> bool:
    """Whether capitalised words before "Forum" or "Summit" make a name: two at least, or one with a place in it."""
    return len([word for word in words.split() if word[:1].isupper()]) >= 2


def _merge(hits: list[Hit], index: _Index, found: list[Hit]) -> list[Hit]:
    """Listed names and shaped ones of a kind together: the longer one stays, the listed one where they are equal."""
    by_kind: dict[str, list[Hit]] = {}
    for shape in found:
        around = index.around(shape.start, shape.end)
        is_listed = any(
            hit.pattern.kind in _LISTED_KINDS and hit.start <= shape.start and shape.end <= hit.end for hit in around
        )
        if not is_listed:
            by_kind.setdefault(shape.pattern.kind, []).append(shape)
    merged = [hit for hit in hits if hit.pattern.kind not in by_kind]
    for kind, shapes in by_kind.items():
        merged.extend(longest([*(hit for hit in hits if hit.pattern.kind == kind), *shapes]))
    return sorted(merged, key=lambda hit: (hit.start, hit.end, hit.pattern.kind, hit.pattern.key or ""))


def _plain(words: str) -> str:
    """Designations are compared without case, quotes, hyphens and commas."""
    return " ".join(re.sub(r"[\"',-]", " ", lower(fold(words))).split())
