"""From when a database is looked at, in words."""

from dragoman.model.view import View
from dragoman.queries.wording.dates import format_date

__all__ = ["say_view"]


def say_view(view: View) -> str:
    """For a title: "as of 15 March 2021, undated documents too, as known here by 2 May 2022"; empty for the whole."""
    parts = []
    if view.as_of is not None:
        parts.append(f"as of {format_date(view.as_of)}")
    if view.has_undated:
        parts.append("undated documents too")
    moment = view.last_second
    if view.known_by is not None and moment is not None:
        is_moment = ":" in view.known_by or "T" in view.known_by
        words = f"{format_date(moment.date().isoformat())}, {moment:%H:%M:%S} UTC" if is_moment else view.known_by
        parts.append(f"as known here by {words if is_moment else format_date(view.known_by)}")
    return ", ".join(parts)
