"""States, organisations, places, offices, mechanisms, projects, issues and designations that a document names."""

from collections.abc import Iterable

from dragoman.codebook import Codebook
from dragoman.model.document import Document
from dragoman.model.mention import Mention

__all__ = ["find_actors"]


def find_actors(document: Document, codebook: Codebook) -> tuple[Mention, ...]:
    """The codebook's mentions outside the document's masks, in order of the text.

    Mentions of one kind never overlap (the longest wins); those of different kinds may.
    """
    mentions = codebook.find_mentions(document.text)
    return _resolve(mention for mention in mentions if not document.is_masked(mention.start, mention.end))


def _resolve(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    kept: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda item: (item.start, -item.end, item.key or "")):
        same_kind = kept.setdefault(mention.kind, [])
        if not same_kind or mention.start >= same_kind[-1].end:
            same_kind.append(mention)
        elif mention.end - mention.start > same_kind[-1].end - same_kind[-1].start:
            same_kind[-1] = mention
    found = [mention for items in kept.values() for mention in items]
    return tuple(sorted(found, key=lambda item: (item.start, -item.end, item.kind)))
