"""From RawItem to Document: masks, dateline, genre, language, publisher and publication date."""

from dragoman.text.clean import find_masks
from dragoman.text.dateline import find_dateline
from dragoman.text.document import make_document
from dragoman.text.genre import find_genre

__all__ = ["find_dateline", "find_genre", "find_masks", "make_document"]
