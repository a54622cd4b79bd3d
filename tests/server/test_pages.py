from pathlib import Path

from fastapi.testclient import TestClient

from dragoman.server.app import make_app
from dragoman.service import Dragoman
from dragoman.store.sql import open_store


def test_the_home_page_says_what_is_held(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    open_store(str(path)).close()
    with Dragoman(path) as dragoman:
        with TestClient(make_app(dragoman), base_url="http://127.0.0.1:8700") as client:
            page = client.get("/")
    assert page.status_code == 200
    assert "Records by kind" in page.text or "records" in page.text
