"""What a title is of: the portfolio after "of" or "for", however many members its list has.

"for Economic Growth, Energy, and the Environment", "of Foreign Affairs, African Integration and Expatriates": a member
belongs to the title where it ends in a word of a domain or of a body, so that the name of the holder, which may follow
without a comma, stays outside.
"""

import re
from collections.abc import Mapping

from dragoman.codebook.entries import Shapes
from dragoman.codebook.matcher import Hit
from dragoman.codebook.names import lower

__all__ = ["PortfolioReader"]

_WORD = re.compile(r"[\w'-]+")
_SMALL = r"(?:of|for|the|to)(?:[ ](?:of|for|the))*[ ]"
# Capitalised words, joined by spaces, small words, commas and "and"; the list is read member by member afterwards.
_PHRASE = re.compile(rf"[A-Z][\w'&-]*(?:(?:,?[ ](?:and|&)[ ](?:{_SMALL})?|,[ ]|[ ]|[ ]{_SMALL})[A-Z][\w'&-]*){{0,14}}")
_BETWEEN = re.compile(rf"(,?)[ ](?:and|&)[ ](?:{_SMALL})?|,[ ]")
_GOES_ON = re.compile(r",?[ ](?:and|&)[ ]|,[ ][A-Z]")
_LAST_LINK = re.compile(r"[ ](?:of|for|to)[ ](?:the[ ])?(?=[A-Z])")
_OF_BEFORE = re.compile(r"[ ](?:of|for)[ ](?:the[ ])?$")
# What a state's own bank or university is called by: "the Bank of Uganda".
_NAMED_AFTER = re.compile(r"(?:Bank|University)[ ]of[ ](?:the[ ])?$")
# A member of a list with one of these in it is the next title.
_HEADS = frozenset({
    "Minister", "Secretary", "President", "Vice-President", "Ambassador", "Governor", "Chairman", "Chairwoman", "Chair",
    "Chief", "Commissioner", "Director", "Envoy", "Representative", "Adviser", "Advisor", "Speaker", "Premier",
    "Chancellor", "Spokesperson", "Commander", "Coordinator", "Co-Chair", "Head", "Administrator",
})  # fmt: skip
# Nouns of so abstract a kind that nobody is named by them; shorter words may be names ("Clement", "Trinity").
_ABSTRACT = re.compile(r"\w*(?:tion|sion|ity|ment|ics|ship|ism|ture|ies|ness)")
_ABSTRACT_LENGTH = 8
# A name has two words at least: of three and more that are all unknown, the last two are the holder's.
_NAME_WORDS = 2


class PortfolioReader:
    """Reads how far the portfolio of a title goes."""

    __slots__ = ("_bodies", "_domain_words", "_final_words")

    def __init__(self, shapes: Shapes) -> None:
        self._domain_words = frozenset(part for domain in shapes.office_domains for part in domain.split()) - {"and"}
        self._final_words = self._domain_words - frozenset(shapes.office_adjectives)
        self._bodies = frozenset(shapes.office_bodies)

    def is_domain(self, word: str) -> bool:
        """Whether a word tells of what an office is, wherever it stands in the portfolio."""
        return lower(word) in self._domain_words

    def is_department(self, folded: str, start: int, end: int) -> bool:
        """Whether the capitalised words from `start` name, beyond `end`, a department and not only a region: "European
        and Eurasian Affairs"."""
        phrase = _PHRASE.match(folded, start)
        return phrase is not None and self._last_known(folded, end, phrase.end()) is not None

    def find_end(self, folded: str, start: int, owners: Mapping[int, Hit], *, is_of: bool) -> int | None:
        """Where the portfolio ends that begins at `start`; null where no capitalised word stands there.

        `owners` are the places where a state or body is named, whose the office is and which are no part of it. After
        "of", words that are all unknown are taken for a body's name, whole.
        """
        phrase = _PHRASE.match(folded, start)
        if phrase is None:
            return None
        end, is_named = self._before_owner(folded, start, phrase.end(), owners)
        if is_named:
            return end
        members = self._members(folded, start, end, owners)
        for first, last in reversed(members):
            known = self._last_known(folded, first, last)
            if known is not None:
                return known
        first, last = members[0]
        words = list(_WORD.finditer(folded, first, last))
        if is_of or len(words) <= _NAME_WORDS or end != last:
            return last
        return words[-_NAME_WORDS - 1].end()

    def find_rest(self, folded: str, start: int, end: int, owners: Mapping[int, Hit]) -> int:
        """Where a listed title ends whose portfolio goes on: "Minister of Trade", Industry and Tourism."""
        if _GOES_ON.match(folded, end) is None:
            return end
        links = list(_LAST_LINK.finditer(folded, start, end))
        if not links or lower(folded[start:end].rpartition(" ")[2]) not in self._final_words:
            return end
        return max(end, self.find_end(folded, links[-1].end(), owners, is_of=True) or end)

    def _before_owner(self, folded: str, start: int, end: int, owners: Mapping[int, Hit]) -> tuple[int, bool]:
        """Where "of <state>" ends a portfolio; or where a body's name ends that the state's is a part of, and that."""
        for position in range(start + 1, end):
            if position in owners and (cut := _OF_BEFORE.search(folded, start, position)):
                is_named = _NAMED_AFTER.search(folded, start, position) is not None
                return (owners[position].end if is_named else cut.start()), is_named
        return end, False

    def _members(self, folded: str, start: int, end: int, owners: Mapping[int, Hit]) -> list[tuple[int, int]]:
        """The members of a list that are portfolios: all of them, or those before the first that is a name, a party or
        another title. Commas count only in a list that "and" closes."""
        gaps = list(_BETWEEN.finditer(folded, start, end))
        firsts, lasts = [start, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), end]
        members = list(zip(firsts, lasts, strict=True))
        kept = 1
        for number, gap in enumerate(gaps, 1):
            first, last = members[number]
            words = [word.group() for word in _WORD.finditer(folded, first, last)]
            known = self._last_known(folded, first, last)
            closes = "and" in gap.group() or "&" in gap.group()
            if known is None or _HEADS & set(words) or (not closes and known != last):
                break
            if first in owners and folded[first:known].rpartition(" ")[2] in self._bodies:
                break  # "Minister of Finance and European Union officials"
            if closes or number == len(gaps):
                kept = number + 1 if closes else kept
                if known != last:
                    break
        return members[:kept]

    def _last_known(self, folded: str, start: int, end: int) -> int | None:
        """Where the last word ends that a portfolio or a body's name can end with."""
        known = None
        for word in _WORD.finditer(folded, start, end):
            text = word.group()
            is_abstract = len(text) >= _ABSTRACT_LENGTH and _ABSTRACT.fullmatch(lower(text)) is not None
            if text in self._bodies or lower(text) in self._final_words or is_abstract:
                known = word.end()
        return known
