from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.codebook.book import Codebook
from dragoman.codebook.load import load_codebook
from dragoman.server.app import make_app
from dragoman.server.guard.gate import Limits
from dragoman.server.guard.tokens import TokenFile
from dragoman.service import Dragoman
from dragoman.settings import Settings
from dragoman.store.sql import open_store
from tests.queries.world import build_world
from tests.server.hostile import build_hostile

# The tests ask more in a minute than anybody by hand.
PATIENT = Limits(per_minute=1_000_000, writes_per_minute=1_000_000)
BASE = "http://127.0.0.1:8700"

Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of a few documents and records that were written by hand, one of them by somebody hostile."""
    path = tmp_path_factory.mktemp("server") / "world.sqlite"
    world = build_world()
    with open_store(str(path)) as store:
        for id, document in world.documents.items():
            store.add_document(document, world.records[id], "by-hand")
        document, records = build_hostile()
        store.add_document(document, records, "by-hand")
    with Dragoman(path) as dragoman:
        dragoman.join()
    return path


def make_dragoman(path: Path, codebook: Codebook) -> Dragoman:
    made = Dragoman(path, settings=Settings(database=str(path), tokens=str(path.with_suffix(".tokens"))))
    # The codebook takes a second to load, and is the same for all.
    made.__dict__["codebook"] = codebook
    return made


@pytest.fixture
def open_client(filled: Path, codebook: Codebook, tmp_path: Path) -> Iterator[Open]:
    """Makes a client of an app over the filled database or another one."""
    opened: list[tuple[TestClient, Dragoman]] = []

    def make(
        path: Path = filled, *, client: str = "127.0.0.1", base: str = BASE, limits: Limits = PATIENT, **given: object
    ) -> TestClient:
        dragoman = make_dragoman(path, codebook)
        tokens = TokenFile(tmp_path / "test.tokens")
        app = make_app(dragoman, tokens=tokens, limits=limits, **given)  # type: ignore[arg-type]
        app.state.lobby.writing.__dict__["codebook"] = codebook
        entered = TestClient(app, base_url=base, client=(client, 50_000), follow_redirects=False)
        entered.__enter__()
        opened.append((entered, dragoman))
        return entered

    yield make
    for entered, dragoman in opened:
        entered.__exit__(None, None, None)
        dragoman.close()


@pytest.fixture(scope="session")
def client(filled: Path, codebook: Codebook) -> Iterator[TestClient]:
    """A client on this machine, of the filled database, which it only reads."""
    with make_dragoman(filled, codebook) as dragoman:
        app = make_app(dragoman, tokens=TokenFile(filled.with_name("none.tokens")), limits=PATIENT)
        with TestClient(app, base_url=BASE, client=("127.0.0.1", 50_000), follow_redirects=False) as entered:
            yield entered
