"""How joining grows: `python benchmarks/join.py [documents] [folder]`, by default 100,000 documents of ten records.

Writes prepared documents into one database and joins them 200 at a time, as `read` does, and prints the documents a
second of both, window by window: a growing store must not slow reading. A third of what is told was told before, a
tenth of the promises are formulae that every release repeats. The same seed writes the same database.
"""

import argparse
import datetime
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.memory.joining import Joiner
from dragoman.memory.standing import IdentityNames
from dragoman.model.actor import AUTHOR, Actor
from dragoman.model.document import Document
from dragoman.model.ids import make_document_version, make_record_id
from dragoman.model.record import Event, Evidence, Figure, Pledge, Position, Record, Tie
from dragoman.model.when import When
from dragoman.store.sql import SqlStore, open_store

RECORDS, BATCH, WINDOW = 10, 200, 5_000
STATES = [first + second + third for first in "ABCDEFG" for second in "AEIOU" for third in "KLMNR"]
NAMES = [f"{first} {last}" for first in ("Ana", "Bo", "Chidi", "Dilek", "Élise") for last in ("Okoro", "Silva", "Võ")]
WORDS = (
    "harbour treaty corridor tariff pilots envoy grain quota loan survey railway dam cable clinic vaccine border visa "
    "fishery satellite pipeline refinery tunnel bridge school museum archive border patrol radar convoy ferry turbine"
).split()
FORMULAE = ["keep the corridor open to humanitarian convoys", "uphold the treaty on harbour pilots in full"]
START = datetime.date(2000, 1, 1)


def make_thing(chance: random.Random, day: datetime.date) -> dict[str, Any]:
    """Something in the world that documents may tell of: what does not differ between them."""
    left, right = chance.sample(STATES, 2)
    return {
        "kind": chance.choice(["event"] * 4 + ["pledge"] * 3 + ["position", "figure", "tie"]),
        "left": Actor(left, left, left, person=chance.choice(NAMES), office="Foreign Minister"),
        "right": Actor(right, right, right),
        "day": (day - datetime.timedelta(days=chance.randint(0, 3))).isoformat(),
        "words": chance.choice(FORMULAE) if chance.random() < 0.1 else " ".join(chance.sample(WORDS, 6)),
        "form": chance.choice(["meeting", "call", "visit", None]),
        "value": float(chance.randint(1, 5000)),
    }


def make_document(number: int, chance: random.Random, told: list[dict[str, Any]]) -> tuple[Document, list[Record]]:
    """One document of ten sentences; `told` are the things of the last weeks, which grow by what is new in it."""
    day = START + datetime.timedelta(days=number // 12)
    things = []
    for _ in range(RECORDS):
        if told and chance.random() < 0.33:
            things.append(chance.choice(told[-400:]))
        else:
            things.append(make_thing(chance, day))
            told.append(things[-1])
    del told[:-400]
    sentences = [f"{thing['left'].name} and {thing['right'].name}: {thing['words']}." for thing in things]
    text = "\n".join(sentences)
    name = f"archive/{number:06}.txt"
    version = make_document_version(text)
    document = Document(name, version, text, published=day.isoformat(), published_basis="stated")
    records, start = [], 0
    for place, (thing, sentence) in enumerate(zip(things, sentences, strict=True)):
        evidence = Evidence(name, start, start + len(sentence), sentence, "record")
        records.append(make_record(document, evidence, thing, place, chance))
        start += len(sentence) + 1
    return document, records


def make_record(
    document: Document, evidence: Evidence, thing: dict[str, Any], place: int, chance: random.Random
) -> Record:
    """One account of a thing: the day is left out of a fifth of them."""
    kind, left, right = thing["kind"], thing["left"], thing["right"]
    is_dated = chance.random() < 0.8
    common: dict[str, Any] = {
        "id": make_record_id(document.id, document.version, kind, evidence.start, evidence.end, place),
        "document": document.id,
        "version": document.version,
        "status": "intended" if kind == "pledge" else "occurred",
        "when": When(thing["day"], "day", "on Friday", "weekday before publication") if is_dated else When(),
        "attribution": (AUTHOR,),
        "evidence": (evidence,),
        "confidence": 0.8,
        "rules": ("benchmark",),
    }
    if kind == "pledge":
        return Pledge(pledgers=(left,), beneficiaries=(right,), content=thing["words"], strength="pledged", **common)
    if kind == "position":
        return Position(holders=(left,), issue="River water", stance="supports", toward=(right,), **common)
    if kind == "figure":
        return Figure(metric="trade", subjects=(left, right), value=thing["value"], unit="USD", period="2024", **common)
    if kind == "tie":
        return Tie(relation="office", subjects=(left,), label="Foreign Minister", **common)
    act = {"type": "CONSULT", "form": thing["form"]} if thing["form"] else {"type": "ACCUSE"}
    return Event(initiators=(left,), targets=(right,), symmetric=thing["form"] in ("meeting", "call"), **act, **common)


def run(store: SqlStore, documents: int) -> list[tuple[int, float, float]]:
    """Write and join; after each window the documents so far, and seconds of writing and of joining in it."""
    chance = random.Random(20260101)
    joiner = Joiner(IdentityNames(str.casefold, lambda issue: False))
    told: list[dict[str, Any]] = []
    spans: list[tuple[int, float, float]] = []
    writing = joining = 0.0
    for number in range(0, documents, BATCH):
        made = [make_document(item, chance, told) for item in range(number, min(number + BATCH, documents))]
        start = time.perf_counter()
        for document, records in made:
            store.add_document(document, records, "benchmark")
        writing += time.perf_counter() - start
        start = time.perf_counter()
        with store.joining() as session:
            joiner.join(session, BATCH)
        joining += time.perf_counter() - start
        done = number + len(made)
        if done % WINDOW == 0 or done == documents or done == 1000:
            spans.append((done, writing, joining))
            show(spans)
            writing = joining = 0.0
    return spans


def show(spans: Sequence[tuple[int, float, float]]) -> None:
    """One line for the last window, beside the first."""
    before = spans[-2][0] if len(spans) > 1 else 0
    done, writing, joining = spans[-1]
    rate = (done - before) / (writing + joining)
    first = spans[0][0] / (spans[0][1] + spans[0][2])
    sys.stdout.write(
        f"{done:8} documents: {rate:7.1f} a second ({writing:6.1f} s written, {joining:6.1f} s joined), "
        f"{rate / first:.2f} of the first window\n"
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
