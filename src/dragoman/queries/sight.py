"""What an answer says about the point of view it is given from, and what cannot be seen from there."""

from dataclasses import replace
from datetime import datetime

from dragoman.errors import BadFilter
from dragoman.model.answer import Answer
from dragoman.model.view import View
from dragoman.queries.wording.dates import format_date
from dragoman.queries.wording.views import say_view
from dragoman.store.base import Store

__all__ = ["check_sight", "put_in_view", "say_left_out"]

# As of this year every dated document is seen.
_LAST_YEAR = "9999"


def say_left_out(store: Store) -> str | None:
    """How many documents the view leaves out for want of a publication date, with the cure; null if none."""
    undated = store.count_undated()
    if not undated:
        return None
    documents, them = ("document", "it") if undated == 1 else ("documents", "them")
    return f"{undated} undated {documents} left out: --undated admits {them}."


def put_in_view(answer: Answer, store: Store) -> Answer:
    """The answer with the store's view said in its title, and a note on what is left out for want of a date."""
    if store.view.is_whole:
        return answer
    left_out = say_left_out(store)
    notes = (*answer.notes, left_out) if left_out else answer.notes
    return replace(answer, title=f"{answer.title}, {say_view(store.view)}", notes=notes)


def check_sight(store: Store) -> None:
    """Raise BadFilter, saying from when on there is something, if a database that holds documents shows none."""
    if not store.is_empty():
        return
    view, first_known = store.view, store.get_first_known()
    if first_known is None:
        return
    moment = view.last_second
    if moment is not None and moment < datetime.fromisoformat(first_known):
        raise BadFilter(
            f"known-by {view.known_by} is before this database learned anything: "
            f"its first document was learned at {first_known}"
        )
    undated = store.count_undated()
    admits = f"; --undated admits {undated} without a date" if undated else ""
    first = next(store.at(View(as_of=_LAST_YEAR, known_by=view.known_by)).find_documents(), None)
    if first is None or first.document.published is None:
        raise BadFilter(f"no document here has a publication date to be seen by as of {view.as_of}{admits}")
    day = format_date(first.document.published)
    raise BadFilter(f"as-of {view.as_of} is before anything here: the first dated document here is of {day}{admits}")
