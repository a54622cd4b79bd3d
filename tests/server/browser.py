"""A real browser for tests: the machine's own Chromium, headless, that speaks to nobody but the server under test."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for found in map(shutil.which, _NAMES) if found), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason=f"none of {', '.join(_NAMES)} is on PATH")
# What a browser does on its own: look for updates, sign in, measure itself. And root has no sandbox.
_FLAGS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic", "--disable-dev-shm-usage",
)  # fmt: skip


@contextmanager
def open_browser() -> Iterator[Any]:
    """Chromium until the end of the block. Tests share one a module: it takes a second to start."""
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield browser
        browser.close()


@contextmanager
def serve_app(app: FastAPI) -> Iterator[str]:
    """The app on a port of its own, and its address."""
    import uvicorn

    with socket.socket() as found:
        # Bound here and handed over, so that nobody else takes the port in between.
        found.bind(("127.0.0.1", 0))
        found.listen()  # who comes early waits
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [found]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{found.getsockname()[1]}"
        server.should_exit = True
        thread.join(30)


@contextmanager
def open_page(browser: Any, address: str, **given: Any) -> Iterator[Any]:
    """A page in a context of its own; at the end it fails for errors in the console and for requests elsewhere."""
    context = browser.new_context(base_url=address, **given)
    page = context.new_page()
    faults: list[str] = []
    own = urlsplit(address).netloc
    page.on("console", lambda message: faults.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    context.on("request", lambda asked: faults.append(asked.url) if urlsplit(asked.url).netloc != own else None)
    yield page
    context.close()
    assert faults == []
