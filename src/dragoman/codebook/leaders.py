"""For whom well-known persons act, where a text names them and does not say.

A name is compared by its words: without case, accents, initials, titles and particles, in any order, and with the
spellings of one transcription as one ("Sergei", "Sergey"; "Jae-in", "Jae In", "Jaein"). A surname alone counts where
all who bear it act for the same state or organisation.
"""

import re
from collections.abc import Iterable, Mapping

from dragoman.codebook.entries import Leader
from dragoman.codebook.names import fold
from dragoman.errors import CodebookError

__all__ = ["Home", "LeaderIndex", "check_leaders"]

# A state's ISO code or null, and an organisation's id or null.
Home = tuple[str | None, str | None]
_Words = tuple[str, ...]

# Words that a text adds or leaves out freely, before a name's last word and at its end.
_LOOSE = frozenset(
    "al el bin ibn bint von van der den de da dos del sir dame sheikh sheikha shaikh shaykh mr mrs ms dr".split()
)
# Before a name that is no surname: "King Charles", "Pope Leo".
_TITLES = frozenset("king queen pope prince princess crown grand emperor sultan mullah dalai".split())
_JUNIOR = re.compile(r" [js]r$")
_NUMERAL = re.compile(r"[ivx]+$")
# One name in many transcriptions from Arabic.
_MOHAMMED = re.compile(r"m[ou]hamm?[ae]d$")
# The endings of one Slavic, Persian or Indian name: "Zelensky", "Zelenskyy", "Zelenskiy"; "Sergei", "Sergey".
_ENDING = re.compile(r"(?<=\w\w\w)[yij]+$")
# States where the family name stands first, and those where people go by the first word as well as by the last.
_FAMILY_FIRST = frozenset({"CHN", "HKG", "KOR", "PRK", "TWN"})
_EITHER = frozenset({"ERI", "ETH", "KHM", "THA", "VNM"})


class LeaderIndex:
    """The listed persons by the words of their names.

    Raises CodebookError where two entries give one full name different homes.
    """

    def __init__(self, leaders: Iterable[Leader]) -> None:
        self._full: dict[_Words, set[Home | None]] = {}
        self._short: dict[_Words, set[Home | None]] = {}
        for leader in leaders:
            home = None if leader.several else (leader.state, leader.organisation)
            for name in leader.names:
                for words in _spellings(name):
                    self._add(leader, home, words)
            if leader.surname:
                for words in _spellings(leader.surname):
                    self._short.setdefault(_key(words), set()).add(home)

    def find_home(self, name: str) -> Home | None:
        """Whom a name stands for, null for one that is not listed or that bearers with different homes share."""
        for words in _spellings(name):
            for key in _keys_asked(words):
                homes = (len(key) > 1 and self._full.get(key)) or self._short.get(key)
                if homes:
                    return next(iter(homes)) if len(homes) == 1 else None
        return None

    def _add(self, leader: Leader, home: Home | None, words: _Words) -> None:
        key = _key(words)
        if len(words) > 1:
            homes = self._full.setdefault(key, set())
            homes.add(home)
            if len(homes) > 1:
                raise CodebookError(f"leaders: “{leader.name}”: its words are also those of a name with another home")
        for part in _short_forms(words, leader):
            self._short.setdefault(_key(part), set()).add(home)


def check_leaders(leaders: Mapping[str, Leader], states: Iterable[str], organisations: Iterable[str]) -> None:
    """Raises CodebookError for a leader of a state or an organisation that the codebook does not have."""
    known_states, known_organisations = frozenset(states), frozenset(organisations)
    for leader in leaders.values():
        if leader.state is not None and leader.state not in known_states:
            raise CodebookError(f"leaders: “{leader.name}”: the codebook has no state “{leader.state}”")
        if leader.organisation is not None and leader.organisation not in known_organisations:
            raise CodebookError(f"leaders: “{leader.name}”: the codebook has no organisation “{leader.organisation}”")


# Given names borne by so many that two of them name nobody.
_COMMON = {"ali", "mohammed", "ahmed", "ahmad", "hassan", "hussein", "omar", "ibrahim", "abdullah", "abdul", "khalid"}


def _key(words: _Words) -> _Words:
    return tuple(sorted(words))


def _spellings(name: str) -> tuple[_Words, ...]:
    """The words of a name, once with hyphenated words as one and once as several, where that differs."""
    plain = re.sub(r"[.,']", "", re.sub(r"(?<=\b\w)\.(?=\w)", " ", fold(name).casefold()))
    joined = _clean(re.sub(r"\b(?:al|el)-", "", plain).replace("-", ""))
    split = _clean(plain.replace("-", " "))
    return (joined,) if joined == split else (joined, split)


def _clean(plain: str) -> _Words:
    words = _JUNIOR.sub("", plain.strip()).split()
    kept = [word for word in words[:-1] if len(word) > 1 and word not in _LOOSE] + words[-1:]
    return tuple("mohammed" if _MOHAMMED.match(word) else _ENDING.sub("i", word) for word in kept)


def _short_forms(words: _Words, leader: Leader) -> list[_Words]:
    """What else a person is called: the last words, the first where the family name stands there, first and last."""
    if len(words) > 1 and words[0] in _TITLES:
        return []
    forms = [words[start:] for start in range(1, len(words) - 1)]
    if len(words) == 1:
        forms.append(words)
    elif leader.surname is None:
        if leader.state not in _FAMILY_FIRST and not _NUMERAL.match(words[-1]):
            forms.append(words[-1:])
        if leader.state in _FAMILY_FIRST | _EITHER:
            forms.append(words[:1])
    if len(words) > 2:
        forms.append((words[0], words[-1]))
    return forms


def _keys_asked(words: _Words) -> list[_Words]:
    """What a name is looked up by: all its words, its first words, and the first with the last."""
    keys = [_key(words)]
    if len(words) > 2:
        keys.extend(_key(words[:end]) for end in range(len(words) - 1, 1, -1))
        keys.append(_key((words[0], words[-1])))
    return keys[:1] + [key for key in keys[1:] if not _COMMON.issuperset(key)]
