"""Sentences and their grammar, in types of our own: who parsed them is nobody's business outside `language`."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Analysis", "NameSpan", "Sentence", "Token"]


@dataclass(frozen=True, slots=True)
class Token:
    """One word: offsets into the document, lemma, universal part of speech, Penn tag, and its place in the tree.

    `head` and `children` are indices into `Analysis.tokens`; a root is its own head. `dep` is a CLEAR label
    (nsubj, dobj, prep, pobj, relcl, …).
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its characters and its tokens (`first` inclusive, `last` exclusive); `paragraph` counts from 0."""

    index: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name that the model recognised, with its own label (PERSON, ORG, …)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """The grammar of one document."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[NameSpan, ...]
    _starts: tuple[int, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(token.start for token in self.tokens))

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a character, or null in the space between tokens."""
        position = bisect_right(self._starts, offset) - 1
        if position < 0:
            return None
        token = self.tokens[position]
        return token if offset < token.end else None

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """Tokens that touch a span."""
        position = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while position < len(self.tokens) and self.tokens[position].start < end:
            if self.tokens[position].end > start:
                found.append(self.tokens[position])
            position += 1
        return found

    def head_of(self, start: int, end: int) -> Token | None:
        """The token of a span whose head lies outside it: what the rest of the span hangs on."""
        inside = self.tokens_in(start, end)
        indices = {token.index for token in inside}
        for token in inside:
            if (token.head not in indices or token.head == token.index) and token.pos != "PUNCT":
                return token
        return inside[0] if inside else None

    def children(self, token: Token, *deps: str) -> list[Token]:
        """A token's children, in order of the text, of these dependencies or all."""
        found = [self.tokens[index] for index in token.children]
        return [child for child in found if child.dep in deps] if deps else found

    def head(self, token: Token) -> Token:
        """The token that this one hangs on."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """A token and all that hangs on it, in order of the text."""
        found, queue = [], [token.index]
        while queue:
            index = queue.pop()
            found.append(index)
            queue.extend(self.tokens[index].children)
        return [self.tokens[index] for index in sorted(found)]

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that a token stands in."""
        return self.sentences[token.sentence]
