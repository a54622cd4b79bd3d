"""From the outside to RawItems: files, folders and standard input."""

from dragoman.sources.encodings import MAX_CHARACTERS
from dragoman.sources.files import iter_items

__all__ = ["MAX_CHARACTERS", "iter_items"]
