"""How fast pages are: `python benchmarks/serve.py DATABASE [requests]`, over a database that `join.py` has written.

Asks for relations, ledgers and searches of states drawn by how much is told of them, and prints the median, the 95th
percentile and the slowest of the server's time for each sort of page: the CPU's and the clock's. Between the requests a
fixed piece of work is timed: where it takes longer than at its fastest, other work slows the whole machine, and the
line "at rest" says what the CPU would have taken at its fastest. Then 50 readers ask while another program reads the
sample documents into the database, and every answer that is not a page is counted. Work on a copy: this writes.
"""

import argparse
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from urllib.parse import quote

import httpx
from fastapi.testclient import TestClient
from prepared import Maker

from dragoman.codebook.load import load_codebook
from dragoman.server.app import make_app
from dragoman.server.guard.gate import Limits
from dragoman.server.guard.tokens import TokenFile
from dragoman.service import Dragoman
from dragoman.settings import Settings

BASE = "http://127.0.0.1:8700"
READERS, SECONDS = 50, 60.0
# Requests of each sort before time is taken: statements are made, and the disk's pages are in memory.
WARMING = 10
PATIENT = Limits(per_minute=10_000_000)


def draw_pages(states: Sequence[str], words: Sequence[str], chance: random.Random) -> dict[str, Callable[[], str]]:
    """For each sort of page what makes the next address; states are drawn as often as documents tell of them."""
    weights = [1 / (rank + 6) for rank in range(len(states))]

    def pick() -> str:
        return quote(chance.choices(states, weights)[0])

    def pair() -> str:
        left = right = pick()
        while right == left:
            right = pick()
        return f"{left}/{right}"

    return {
        "relation of two": lambda: f"/relation/{pair()}",
        "relation of one": lambda: f"/relation/{pick()}",
        "ledger": lambda: "/pledges",
        "ledger of one state": lambda: f"/pledges?state={pick()}",
        "search, two words": lambda: f"/search?q={'+'.join(chance.sample(words, 2))}",
        "search, one word": lambda: f"/search?q={chance.choice(words)}",
        "documents": lambda: f"/documents?page={chance.randint(1, 50)}",
        "home": lambda: "/",
        "map": lambda: "/map",
    }


def work() -> float:
    """CPU seconds of a fixed piece of work."""
    begun, total = time.process_time(), 0
    for number in range(200_000):
        total += number * number
    return time.process_time() - begun


def time_pages(client: TestClient, pages: dict[str, Callable[[], str]], requests: int) -> None:
    """Ask for each sort of page so often, one after the other, and print what it took."""
    fastest = min(work() for _ in range(50))
    for sort, make in pages.items():
        for _ in range(WARMING):
            client.get(make(), headers={"accept": "text/html"})
        spent: list[tuple[float, float, float]] = []
        for _ in range(requests):
            before = work()
            clock, cpu = time.perf_counter(), time.process_time()
            reply = client.get(make(), headers={"accept": "text/html"})
            took, waited = time.process_time() - cpu, time.perf_counter() - clock
            slowed = (before + work()) / 2 / fastest
            spent.append((took, waited, took / slowed))
            if reply.status_code != 200:
                raise SystemExit(f"{reply.url}: {reply.status_code}")
        for name, column in (("CPU", 0), ("clock", 1), ("at rest", 2)):
            times = sorted(item[column] * 1000 for item in spent)
            middle, late = times[len(times) // 2], times[min(len(times) - 1, round(0.95 * len(times)))]
            sys.stdout.write(f"{sort:22} {name:8} {middle:7.0f} {late:7.0f} {times[-1]:7.0f} ms\n")
        sys.stdout.flush()


def ask_at_once(path: Path, tokens: Path, pages: dict[str, Callable[[], str]]) -> None:
    """Fifty readers of a server of its own while another program reads documents."""
    import uvicorn

    with Dragoman(path, settings=Settings(database=str(path), tokens=str(tokens))) as dragoman:
        app = make_app(dragoman, tokens=TokenFile(tokens), limits=PATIENT)
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=8701, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        samples = str(resources.files("dragoman.samples").joinpath("documents"))
        writer = subprocess.Popen(
            [sys.executable, "-m", "dragoman", "--database", str(path), "read", samples],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        seen: Counter[str] = Counter()
        end = time.monotonic() + SECONDS
        readers = [threading.Thread(target=read, args=(pages, end, seen)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        _, errors = writer.communicate()
        server.should_exit = True
        thread.join(60)
    sys.stdout.write(f"{READERS} readers: {dict(sorted(seen.items()))}; the writer ended with {writer.returncode}\n")
    if writer.returncode:
        sys.stdout.write(errors)


def read(pages: dict[str, Callable[[], str]], end: float, seen: Counter[str]) -> None:
    """One reader, until the end."""
    makers = list(pages.values())
    with httpx.Client(base_url="http://127.0.0.1:8701", timeout=120, headers={"accept": "text/html"}) as client:
        while time.monotonic() < end:
            try:
                status = str(client.get(random.choice(makers)()).status_code)
            except httpx.HTTPError as error:
                status = type(error).__name__
            seen[status] += 1


def main() -> None:
    """Time pages one by one, then many at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("requests", nargs="?", type=int, default=40)
    options = parser.parse_args()
    codebook, tokens = load_codebook(), options.database.with_suffix(".tokens")
    maker = Maker(codebook=codebook)
    pages = draw_pages(maker.busiest, maker.words, random.Random(20260102))
    with Dragoman(options.database, settings=Settings(database=str(options.database), tokens=str(tokens))) as dragoman:
        app = make_app(dragoman, tokens=TokenFile(tokens), limits=PATIENT)
        with TestClient(app, base_url=BASE, client=("127.0.0.1", 50_000)) as client:
            time_pages(client, pages, options.requests)
    ask_at_once(options.database, tokens, pages)


if __name__ == "__main__":
    main()
