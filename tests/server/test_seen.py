"""What is new since a reader was last here: told by a cookie of theirs, and by nothing that the server keeps."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from dragoman.server.seen import SEEN_COOKIE
from tests.server.conftest import Open

# The test database was filled at the clock's time: readers come long before and long after.
BEFORE = datetime(2020, 1, 1, 9, 0, tzinfo=UTC)
AFTER = datetime.now(UTC) + timedelta(days=30)


def visit(client: TestClient, at: datetime) -> str:
    client.app.state.lobby.now = lambda: at  # type: ignore[attr-defined]
    return client.get("/", headers={"accept": "text/html"}).text


def test_the_first_visit_has_no_last_one(open_client: Open) -> None:
    assert "New since" not in visit(open_client(), BEFORE)


def test_what_was_read_since_the_visit_before_is_new(open_client: Open) -> None:
    client = open_client()
    visit(client, BEFORE)
    page = visit(client, AFTER)
    assert "New since 2020-01-01 09:00 UTC" in page
    assert 'href="/documents?order=learned"' in page
    # As long as one is here, it stays new.
    assert "New since 2020-01-01 09:00 UTC" in visit(client, AFTER + timedelta(minutes=20))
    assert "New since 2020-01-01 09:00 UTC" in visit(client, AFTER + timedelta(minutes=45))
    later = visit(client, AFTER + timedelta(days=1))
    assert "Nothing was read since then." in later
    assert "order=learned" not in later


@pytest.mark.parametrize("cookie", ["x", "~", "~2999-01-01T00:00:00Z", "2020~2020", "<b>~2020-01-01T00:00:00"])
def test_a_cookie_that_is_none_of_ours_is_as_good_as_none(open_client: Open, cookie: str) -> None:
    client = open_client()
    client.cookies.set(SEEN_COOKIE, cookie)
    assert "New since" not in visit(client, AFTER)


def test_documents_can_be_listed_as_they_were_learned(client: TestClient) -> None:
    published = client.get("/documents", headers={"accept": "text/html"}).text
    learned = client.get("/documents?order=learned", headers={"accept": "text/html"}).text
    assert published.count('href="/document/') == learned.count('href="/document/') > 3
