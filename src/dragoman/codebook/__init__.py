"""What the program knows before it reads: YAML, validated on load, and its names in a text."""

from dragoman.codebook.book import ENTRY_KINDS, Codebook
from dragoman.codebook.load import load_codebook
from dragoman.codebook.names import fold, make_slug, name_key
from dragoman.codebook.offices import OfficeTitle

__all__ = ["ENTRY_KINDS", "Codebook", "OfficeTitle", "fold", "load_codebook", "make_slug", "name_key"]
