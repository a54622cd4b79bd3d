"""When a reader was last here: what a database has learned since is new to them. A cookie knows it, and nobody else."""

from datetime import UTC, datetime, timedelta

from fastapi import Request
from fastapi.responses import Response

__all__ = ["SEEN_COOKIE", "Seen", "read_seen"]

SEEN_COOKIE = "dragoman_seen"
# Who comes back within this time is still on the same visit.
_PAUSE = timedelta(minutes=30)
_YEAR = 365 * 24 * 3600


class Seen:
    """The visit of a reader: `since` is when the one before it ended (ISO 8601, UTC), null for the first."""

    def __init__(self, since: str | None, latest: datetime) -> None:
        self.since = since
        self._latest = latest

    def keep(self, response: Response) -> None:
        """Have the reader's browser remember this visit."""
        value = f"{self.since or ''}~{_say(self._latest)}"
        response.set_cookie(SEEN_COOKIE, value, max_age=_YEAR, httponly=True, samesite="strict", path="/")


def read_seen(request: Request, now: datetime) -> Seen:
    """The visit that a request belongs to; a cookie that is none of ours is as good as none."""
    since, _, latest = request.cookies.get(SEEN_COOKIE, "").partition("~")
    before, last = _read(since), _read(latest)
    if last is None or last > now:
        return Seen(None, now)
    if now - last > _PAUSE:
        before = last
    return Seen(_say(before) if before else None, now)


def _say(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
