"""States, organisations, places, offices, mechanisms, projects, issues and designations that a document names."""

import re
from collections.abc import Iterable

from dragoman.codebook import Codebook
from dragoman.model.document import Document
from dragoman.model.mention import Mention

__all__ = ["find_actors"]


# "Led", "brokered" and "imposed" are not among these: they say who acted.
_TINTS = re.compile(
    r"[-‐‑–](?:backed|based|born|made|built|owned|held|occupied|controlled|funded|financed|trained|supported|armed|style|"
    r"speaking|linked|aligned|friendly|allied|dominated|run|administered|supplied|bound|educated|registered|flagged)\b",
    re.IGNORECASE,
)
_SIDES = re.compile(r"\b(?:pro|anti|non|post|pre|ex)[-‐‑–]\Z", re.IGNORECASE)


def find_actors(document: Document, codebook: Codebook) -> tuple[Mention, ...]:
    """The codebook's mentions outside the document's masks, in order of the text.

    Mentions of one kind never overlap (the longest wins); those of different kinds may.
    """
    mentions = codebook.find_mentions(document.text)
    found = _resolve(mention for mention in mentions if not document.is_masked(mention.start, mention.end))
    return _without_epithets(found, document.text)


def _without_epithets(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """Without states that only tint what follows: "US-backed armies", "pro-Iranian", the Serb of "Bosnian Serb"."""
    kept: list[Mention] = []
    ended: Mention | None = None
    for mention in mentions:
        if mention.kind in {"state", "demonym", "seat"}:
            before, ended = ended, mention
            if _TINTS.match(text, mention.end) or _SIDES.search(text[max(0, mention.start - 5) : mention.start]):
                continue
            if before is not None and mention.kind == "demonym" and text[before.end : mention.start] == " ":
                if before.kind in {"state", "demonym"} and mention.key != before.key:
                    continue
        kept.append(mention)
    return tuple(kept)


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
