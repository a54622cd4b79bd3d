"""What pages call states and organisations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dragoman.errors import UnknownName
from dragoman.server.problems import Problem, explain_error
from dragoman.service import Dragoman

__all__ = ["find_filter", "make_namer", "nothing_there"]


@contextmanager
def nothing_there() -> Iterator[None]:
    """A name that stands in a page's address and is not known: there is no such page. Raises Problem (404)."""
    try:
        yield
    except UnknownName as error:
        found = explain_error(error)
        raise Problem(404, "unknown-name", found.detail, suggestions=found.suggestions) from error


def make_namer(dragoman: Dragoman) -> Callable[[str], str]:
    """Makes the codebook's name of an actor's key; a key that it does not know stands for itself."""
    book = dragoman.codebook

    def name(key: str) -> str:
        entry = book.states.get(key) or book.organisations.get(key)
        return entry.name if entry else key

    return name


def find_filter(dragoman: Dragoman, name: str) -> str:
    """Which filter of the service takes a name: `states`, `issue`, `project`, `mechanism` or `person`."""
    book = dragoman.codebook
    if book.find_state(name) or name in book.organisations or book.find_entry("organisation", name):
        return "states"
    return next((kind for kind in ("issue", "project", "mechanism") if book.find_entry(kind, name)), "person")
