"""RawItem → Document: the same text with what is known about where it came from."""

from dataclasses import replace
from typing import Protocol

from dragoman.model.document import Dateline, Document, Mask, RawItem
from dragoman.model.ids import make_document_version
from dragoman.text.clean import find_masks
from dragoman.text.dateline import find_dateline, read_dateline
from dragoman.text.genre import find_genre
from dragoman.text.publication import find_published, find_publisher
from dragoman.text.tongue import find_language
from dragoman.text.turns import find_labels

__all__ = ["PublisherStates", "make_document"]


class PublisherStates(Protocol):
    """What this room asks of the codebook."""

    def publisher_state(self, name: str) -> str | None:
        """ISO 3166-1 alpha-3 of the state a publisher speaks for, or null."""
        ...


def make_document(item: RawItem, codebook: PublisherStates) -> Document:
    """The document of one item; the text is the item's, unchanged.

    The version covers text and stated metadata alone, so that better rules do not make a new version.
    """
    masks = find_masks(item.text, item.markup)
    dateline = _find_dateline(item, masks)
    published, basis = find_published(item, masks, dateline)
    publisher = find_publisher(item, masks, dateline)
    words = _read_words(item.text, masks)
    return Document(
        id=item.id,
        version=make_document_version(item.text, item.title, item.published, item.publisher, item.url, item.dateline),
        text=item.text,
        title=item.title,
        url=item.url,
        publisher=publisher,
        publisher_state=codebook.publisher_state(publisher) if publisher else None,
        genre=find_genre(item.title, words, publisher, item.url, has_dateline=dateline is not None),
        published=published,
        published_basis=basis,
        dateline=dateline,
        language=find_language(words),
        masks=tuple(sorted((*masks, *find_labels(item.text)), key=lambda mask: (mask.start, mask.end))),
    )


def _find_dateline(item: RawItem, masks: tuple[Mask, ...]) -> Dateline | None:
    """The text's own dateline, with what one stated beside the text adds to it; or that alone, without a span."""
    found = find_dateline(item.text, masks)
    stated = read_dateline(item.dateline) if item.dateline else None
    if found is None or stated is None:
        return found or stated
    is_dated = found.date is not None and not found.date.startswith("X")
    return replace(
        found,
        place=found.place or stated.place,
        date=found.date if is_dated else stated.date or found.date,
        agency=found.agency or stated.agency,
    )


def _read_words(text: str, masks: tuple[Mask, ...]) -> str:
    """The text without its boilerplate, to count words in; it is not stored."""
    pieces, at = [], 0
    for mask in masks:
        pieces.append(text[at : mask.start])
        # What says that a text is opinion stands in the boilerplate.
        if mask.reason == "disclaimer":
            pieces.append(text[mask.start : mask.end])
        at = mask.end
    pieces.append(text[at:])
    return "".join(pieces)
