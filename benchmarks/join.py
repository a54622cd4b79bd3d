"""How joining grows: `python benchmarks/join.py [documents] [folder]`, by default 100,000 documents of ten records.

Writes prepared documents into one database and joins them 200 at a time, as `read` does, and prints the documents a
second of both, window by window: a growing store must not slow reading. What they hold: `prepared.py`. Seconds are
those of the CPU, which other work on the machine hardly moves; the clock's stand beside them.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from prepared import Maker

from dragoman.memory.joining import Joiner
from dragoman.memory.standing import IdentityNames
from dragoman.store.sql import SqlStore, open_store

BATCH, WINDOW = 200, 5_000


def run(store: SqlStore, documents: int) -> list[tuple[int, float, float]]:
    """Write and join; after each window the documents so far, and CPU seconds of writing and of joining in it."""
    maker = Maker()
    joiner = Joiner(IdentityNames(str.casefold, lambda issue: False))
    spans: list[tuple[int, float, float]] = []
    began = time.perf_counter()
    writing = joining = 0.0
    for number in range(0, documents, BATCH):
        made = list(maker.take(min(BATCH, documents - number)))
        start = time.process_time()
        for document, records in made:
            store.add_document(document, records, "benchmark")
        writing += time.process_time() - start
        start = time.process_time()
        with store.joining() as session:
            joiner.join(session, BATCH)
        joining += time.process_time() - start
        done = number + len(made)
        if done % WINDOW == 0 or done == documents or done == 1000:
            spans.append((done, writing, joining))
            show(spans, time.perf_counter() - began)
            writing = joining = 0.0
    return spans


def show(spans: Sequence[tuple[int, float, float]], clock: float) -> None:
    """One line for the last window, beside the first."""
    before = spans[-2][0] if len(spans) > 1 else 0
    done, writing, joining = spans[-1]
    rate = (done - before) / (writing + joining)
    first = spans[0][0] / (spans[0][1] + spans[0][2])
    sys.stdout.write(
        f"{done:8} documents: {rate:7.1f} a second ({writing:6.1f} s written, {joining:6.1f} s joined), "
        f"{rate / first:.2f} of the first window, {clock:.0f} s by the clock\n"
    )
    sys.stdout.flush()


def main() -> None:
    """Write and join, then count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="?", type=int, default=100_000)
    parser.add_argument("folder", nargs="?")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.folder or folder) / "join.sqlite"
        with open_store(str(path)) as store:
            run(store, options.documents)
            sys.stdout.write(f"{store.count_matters()}, {path.stat().st_size / 1e6:.0f} MB\n")


if __name__ == "__main__":
    main()
