"""Long lists of titles and names, read by their surface: the parser cuts them, but commas and capitals do not lie."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from dragoman.model.analysis import Analysis, Token
from dragoman.model.mention import Mention
from dragoman.resolve.people import People

__all__ = ["Rosters"]

# Words of a title between two names; no verb and no other word in small letters may stand there.
_TITLE = r"(?:(?:[A-Z][\w.’'\-]*|of|the|for|and|to|on|&)[ ,]+)*"
# "Kato, Foreign Minister of Uganda": what follows a name and says whose it is.
_HIS_STATE = re.compile(rf"\s*,?\s*{_TITLE}(?:of|from)\s+(?:the\s+)?(?:[A-Z]\w*\s+(?:of|and)\s+)*(?:the\s+)?$|\s*\($")
# "Peru's Foreign Minister Rojas", "Peruvian President Rojas": what leads from a state to its official.
_HIS_TITLE = re.compile(rf"(?:['’]s?)?\s+(?:{_TITLE})$")
# What stands between two entries of a list.
_NEXT = re.compile(rf"\)?\s*(?:[,;]|,?\s*\b(?:and|as well as)\b|&)\s*(?:(?:and|also|as well as)\s+)?{_TITLE}$")
# Two names are told together by the parser well enough; from three on it loses its way.
_LEAST = 3
# A gap between two names of one list holds a title at most.
_WIDEST = 120


@dataclass(frozen=True, slots=True)
class _Entry:
    """One party of a list: the person, else the state or body, by the place where it begins."""

    start: int
    end: int
    is_person: bool
    name_start: int


class Rosters:
    """Finds the lists of parties in one document."""

    def __init__(self, analysis: Analysis, people: People, mentions: tuple[Mention, ...]) -> None:
        self.analysis = analysis
        self._entries = self._find_entries(people, mentions)
        self._starts = [entry.start for entry in self._entries]

    def after(self, token: Token) -> tuple[Token, ...]:
        """The heads of the parties that follow in the list in which a word stands; none where there is no list."""
        position = bisect_right(self._starts, token.start) - 1
        if position < 0 or token.start >= self._entries[position].end:
            return ()
        first, last = position, position
        while first > 0 and self._are_joined(first - 1, first):
            first -= 1
        while last + 1 < len(self._entries) and self._are_joined(last, last + 1):
            last += 1
        if last - first + 1 < _LEAST:
            return ()
        found = []
        for entry in self._entries[position + 1 : last + 1]:
            head = self.analysis.token_at(entry.name_start)
            if head is None or self._begins_clause(head, token):
                break
            found.append(head)
        return tuple(found)

    def _begins_clause(self, head: Token, token: Token) -> bool:
        """ "In talks with Peru, Chile and Kenya agreed": who acts in a clause of its own is in no list before it."""
        above = head
        while above.dep in {"conj", "compound", "appos", "nmod"} and above.start > token.start:
            above = self.analysis.head(above)
        return above.dep in {"nsubj", "nsubjpass"} and above.start > token.start

    def _are_joined(self, left: int, right: int) -> bool:
        gap = self.analysis.text[self._entries[left].end : self._entries[right].start]
        return len(gap) <= _WIDEST and _NEXT.match(gap) is not None

    def _find_entries(self, people: People, mentions: tuple[Mention, ...]) -> list[_Entry]:
        text = self.analysis.text
        named = [_Entry(start, end, True, start) for (start, end), person in people.mentions()
                 if person.state or person.organisation]  # fmt: skip
        taken = {offset for entry in named for offset in (entry.start, entry.end - 1)}
        named += [
            _Entry(m.start, m.end, False, m.start)
            for m in mentions
            if m.kind in {"state", "organisation", "demonym"} and not {m.start, m.end - 1} & taken
        ]
        entries: list[_Entry] = []
        for entry in sorted(named, key=lambda e: (e.start, -e.end)):
            before = entries[-1] if entries else None
            if before is None or entry.start < before.end or entry.start - before.end > _WIDEST:
                if before is None or entry.start >= before.end:
                    entries.append(entry)
                continue
            gap = text[before.end : entry.start]
            if before.is_person and not entry.is_person and _HIS_STATE.match(gap):
                entries[-1] = _Entry(before.start, entry.end, True, before.name_start)
            elif not before.is_person and entry.is_person and "," not in gap and _HIS_TITLE.match(gap):
                entries[-1] = _Entry(before.start, entry.end, True, entry.name_start)
            else:
                entries.append(entry)
        return entries
