"""All names of the codebook in a text, in one pass: two Aho-Corasick automata over the folded text.

A name written with capitals is matched as it is written; a name that the codebook writes in lower case is matched in
any case. Places and actors compete with each other (the longest name wins, so that "South Sudan" is not "Sudan");
mechanisms, projects, issues and designations compete within their kind only.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ahocorasick

from dragoman.codebook.entries import Trap
from dragoman.codebook.names import fold, lower

__all__ = [
    "ACTOR_KINDS",
    "Hit",
    "NameMatcher",
    "Pattern",
    "compile_names",
    "is_word",
    "longest",
    "without_swallowed",
]

# Kinds that compete with each other; "trap" hides what stands inside it and is never reported.
ACTOR_KINDS = frozenset({"state", "demonym", "seat", "city", "organisation", "region", "trap"})
# Inside a longer name of another kind these name no actor of their own ("Minsk agreements", "Munich Conference").
_SWALLOWED = frozenset({"seat", "city", "region"})
_SWALLOWING = frozenset({"mechanism", "project", "issue", "designation"})

# Shorter names are too often something else when a whole line is in capitals.
_MIN_UPPER = 4

_HONORIFICS = frozenset(
    "Mr Mrs Ms Miss Dr Sir Lady Lord Prof Sen Rep Gov Senator Congressman Congresswoman Judge Justice".split()
)
_NEXT_WORD = re.compile(r"[ ]([A-Z][\w'-]*)")
_LAST_WORD = re.compile(r"([\w'-]+)\.?[ ]$")
# A line with this share of capitalised words is a headline, where a capital after a name tells nothing.
_HEADLINE_SHARE = 0.7
_MAX_HEADLINE = 160


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a name of the codebook stands for. `hyphen` asks for a hyphen on one side ("Sino-Russian")."""

    kind: str
    key: str | None
    hyphen: bool = False
    value: Any = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in the folded text, before its mention is made."""

    start: int
    end: int
    pattern: Pattern


class NameMatcher:
    """The compiled names; `follow_words` are capitalised words that may follow a name without making it a person's."""

    __slots__ = ("_any_case", "_as_written", "_follow_words", "_has_any_case", "_traps")

    def __init__(
        self, names: Iterable[tuple[str, Pattern]], traps: Mapping[str, Trap], follow_words: Iterable[str]
    ) -> None:
        self._traps = dict(traps)
        self._follow_words = frozenset(follow_words)
        as_written: dict[str, dict[Pattern, None]] = {}
        any_case: dict[str, dict[Pattern, None]] = {}
        for name, pattern in names:
            folded = fold(name)
            if folded == lower(folded) and pattern.kind not in ACTOR_KINDS:
                any_case.setdefault(folded, {})[pattern] = None
                continue
            as_written.setdefault(folded, {})[pattern] = None
            if pattern.kind in ("state", "demonym", "seat") and len(folded) >= _MIN_UPPER and name not in traps:
                as_written.setdefault(folded.upper(), {})[pattern] = None
        self._as_written = compile_names(as_written)
        self._any_case = compile_names(any_case)
        self._has_any_case = bool(any_case)

    def find(self, text: str, folded: str) -> list[Hit]:
        """All hits in order of their start, overlaps resolved; `folded` is the folded `text`."""
        hits = [hit for hit in self._iter_hits(folded) if self._is_in_company(hit, text, folded)]
        actors = longest([hit for hit in hits if hit.pattern.kind in ACTOR_KINDS])
        others: list[Hit] = []
        for kind in sorted(_SWALLOWING):
            others.extend(longest([hit for hit in hits if hit.pattern.kind == kind]))
        actors = [hit for hit in actors if hit.pattern.kind != "trap"]
        return sorted([*without_swallowed(actors, others), *others], key=_order)

    def _iter_hits(self, folded: str) -> Iterator[Hit]:
        searches = [(self._as_written, folded)]
        if self._has_any_case:
            searches.append((self._any_case, lower(folded)))
        for automaton, text in searches:
            for last, (length, patterns) in automaton.iter(text):
                start, end = last - length + 1, last + 1
                if not is_word(folded, start, end):
                    continue
                for pattern in patterns:
                    if pattern.hyphen and "-" not in (folded[start - 1 : start], folded[end : end + 1]):
                        continue
                    yield Hit(start, end, pattern)

    def _is_in_company(self, hit: Hit, text: str, folded: str) -> bool:
        trap = self._traps.get(folded[hit.start : hit.end])
        if trap is None or hit.pattern.kind == "trap":
            return True
        if trap.exact and text[hit.start : hit.end] != trap.words:
            return False
        following = _NEXT_WORD.match(folded, hit.end)
        word = following.group(1).removesuffix("'s") if following else None
        if word is not None and word in trap.before:
            return False
        preceding = _LAST_WORD.search(folded, max(0, hit.start - 30), hit.start)
        if preceding and (preceding.group(1) in trap.after or (trap.given and preceding.group(1) in _HONORIFICS)):
            return False
        if not trap.given or word is None or word in self._follow_words:
            return True
        return _is_headline(folded, hit.start)


def compile_names(names: Mapping[str, Iterable[Any]]) -> ahocorasick.Automaton:
    """An automaton that yields, for the last character of each name found, its length and what it stands for."""
    automaton = ahocorasick.Automaton()
    for name, patterns in names.items():
        automaton.add_word(name, (len(name), tuple(patterns)))
    automaton.make_automaton()
    return automaton


def _order(hit: Hit) -> tuple[int, int, str, str]:
    return hit.start, hit.end, hit.pattern.kind, hit.pattern.key or ""


def is_word(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends where words do; "US$" is a currency and no state."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    if end < len(text) and ((text[end].isalnum() and text[end - 1].isalnum()) or text[end] == "$"):
        return False
    return True


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits left when each longer one removes what overlaps it; equal spans stay together."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.pattern.kind, hit.pattern.key or "")):
        if kept and hit.start < kept[-1].end and (hit.start, hit.end) != (kept[-1].start, kept[-1].end):
            if hit.end - hit.start <= kept[-1].end - kept[-1].start:
                continue
            while kept and hit.start < kept[-1].end:
                kept.pop()
        kept.append(hit)
    return kept


def without_swallowed(actors: list[Hit], others: list[Hit]) -> list[Hit]:
    """The actors without the cities, seats and regions that only lend their name to a longer one."""
    spans = sorted((hit.start, hit.end) for hit in others)
    kept: list[Hit] = []
    first = 0
    for hit in actors:
        while first < len(spans) and spans[first][1] <= hit.start:
            first += 1
        inside = any(
            start <= hit.start and hit.end <= end and (start, end) != (hit.start, hit.end)
            for start, end in spans[first : first + 6]
        )
        if not (inside and hit.pattern.kind in _SWALLOWED):
            kept.append(hit)
    return kept


def _is_headline(text: str, position: int) -> bool:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : end if end >= 0 else len(text)]
    if len(line) > _MAX_HEADLINE:
        return False
    words = [word for word in line.split() if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= _HEADLINE_SHARE * len(words)
