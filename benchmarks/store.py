"""How fast the store is: `python benchmarks/store.py [records] [folder]`, by default 100,000 records in a new folder.

Writes synthetic documents of ten records each, then times the questions that the verbs ask. The same seed writes the
same database. `--plans` prints how SQLite answers each.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import event

from dragoman.model.actor import AUTHOR, Actor
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.ids import make_document_version, make_record_id
from dragoman.model.record import Event, Evidence, Figure, Pledge, Position, Quote, Record
from dragoman.model.when import When
from dragoman.store.sql import SqlStore, open_store

STATES = [first + second + third for first in "ABCDEFG" for second in "AEIOU" for third in "KLMNR"]
PERSONS = [f"{first} {last}" for first in ("Ana", "Bo", "Chidi", "Dilek", "Élise") for last in ("Okoro", "Silva", "Võ")]
ISSUES = ["fishing rights", "visa rules", "river water", "grain transit", "border posts"]
PROJECTS = ["Coastal Railway", "Delta Port", "Highland Dam", "Northern Cable"]
WORDS = "ministers ambassador harbour treaty corridor tariff pilots envoy delegation grain quota loan survey".split()


def make_document(number: int, chance: random.Random) -> tuple[Document, list[Record]]:
    """One document of ten sentences, each of which states one record."""
    sentences = []
    for _ in range(10):
        left, right = chance.sample(STATES, 2)
        words = " ".join(chance.choices(WORDS, k=18))
        sentences.append((left, right, f"{left} and {right} discussed {words}."))
    text = "\n".join(sentence for _, _, sentence in sentences)
    day = f"{chance.randint(1995, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    name = f"archive/{number:06}.txt"
    version = make_document_version(text)
    document = Document(name, version, text, title=f"Report {number}", published=day, published_basis="stated")
    records: list[Record] = []
    start = 0
    for left, right, sentence in sentences:
        end = start + len(sentence)
        evidence = (Evidence(name, start, end, sentence, "record"),)
        records.append(make_record(name, version, evidence, left, right, day, chance))
        start = end + 1
    return document, records


def make_record(
    name: str, version: str, evidence: tuple[Evidence, ...], left: str, right: str, day: str, chance: random.Random
) -> Record:
    """A record of a kind drawn by chance, half of them events."""
    kind = chance.choice(["event"] * 5 + ["pledge", "position", "figure", "quote", "quote"])
    common = {
        "id": make_record_id(name, version, kind, evidence[0].start, evidence[0].end, 0),
        "document": name,
        "version": version,
        "status": chance.choice(["occurred", "occurred", "intended", "hoped", "denied"]),
        "when": When(day, "day", "on Friday", "weekday before publication") if chance.random() < 0.8 else When(),
        "attribution": (AUTHOR,),
        "evidence": evidence,
        "confidence": 0.8,
        "rules": ("benchmark",),
    }
    speaker = Actor(left, left, left, person=chance.choice(PERSONS), office="Foreign Minister")
    other = Actor(right, right, right)
    quote = evidence[0].quote
    if kind == "pledge":
        return Pledge(pledgers=(speaker,), content=quote, strength="pledged", project=chance.choice(PROJECTS), **common)
    if kind == "position":
        return Position(holders=(speaker,), issue=chance.choice(ISSUES), stance="supports", toward=(other,), **common)
    if kind == "figure":
        return Figure(metric="trade", subjects=(speaker, other), value=chance.random(), unit="USD", **common)
    if kind == "quote":
        return Quote(speaker=speaker, mode="indirect", content=quote, cue="said", **common)
    return Event(type="CONSULT", initiators=(speaker,), targets=(other,), form="meeting", **common)


def time_call(label: str, call: Callable[[], object], repeats: int = 5) -> None:
    """Print the median time of a call, and what it gave."""
    spans = []
    for _ in range(repeats):
        start = time.perf_counter()
        given = call()
        spans.append(time.perf_counter() - start)
    sys.stdout.write(f"{sorted(spans)[repeats // 2] * 1000:9.1f} ms  {label}: {given}\n")


def ask(store: SqlStore) -> None:
    """Time the questions that the verbs ask."""

    def found(**fields: object) -> Callable[[], int]:
        return lambda: sum(1 for _ in store.find_records(Filter(**fields)))  # type: ignore[arg-type]

    left, right = STATES[3], STATES[40]
    first = next(store.find_records(Filter(limit=1)))
    time_call("one state", found(actors=(left,)))
    time_call("a dyad", found(actors=(left, right)))
    time_call("a dyad's pledges", found(actors=(left, right), kinds=("pledge",)))
    time_call("one state in one year", found(actors=(left,), since="2010", until="2010"))
    time_call("one year", found(since="2010", until="2010"))
    time_call("first 50 of all", found(limit=50))
    time_call("first 50 of denied pledges", found(kinds=("pledge",), statuses=("denied",), limit=50))
    time_call("first 50 of one year", found(since="2010", until="2010", limit=50))
    time_call("a person", found(person="okoro"))
    time_call("an issue", found(issue="Visa rules"))
    time_call("a project", found(project="delta port"))
    time_call("one document", found(document=first.document))
    time_call("a record by prefix", lambda: store.get_record(first.id[:10]) is not None)
    time_call("search, common words", lambda: len(store.search("tariff envoy")))
    time_call("search, a rare name", lambda: len(store.search("GUM and GAK")))
    time_call("count", lambda: store.count().documents)
    time_call("documents", lambda: sum(1 for _ in store.find_documents()))
    time_call("every record", found(), repeats=1)


def print_plans(store: SqlStore) -> None:
    """Print SQLite's plan of each new statement before it runs."""

    seen: set[str] = set()

    def explain(connection, cursor, statement, parameters, context, many):  # type: ignore[no-untyped-def]
        if statement.startswith("SELECT") and statement not in seen:
            seen.add(statement)
            plan = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            sys.stdout.write("".join(f"             {row[3]}\n" for row in plan))

    event.listen(store._engine, "before_cursor_execute", explain)


def main() -> None:
    """Write, then ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", nargs="?", type=int, default=100_000)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--plans", action="store_true")
    options = parser.parse_args()
    chance = random.Random(20260101)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.folder or folder) / "benchmark.sqlite"
        made = [make_document(number, chance) for number in range(options.records // 10)]
        with open_store(str(path)) as store:
            start = time.perf_counter()
            for document, records in made:
                store.add_document(document, records, "benchmark")
            spent = time.perf_counter() - start
            size = path.stat().st_size / 1e6
            sys.stdout.write(
                f"{spent:9.1f} s   to write {options.records} records, {options.records / spent:.0f} a second"
            )
            sys.stdout.write(f", {size:.0f} MB\n")
            if options.plans:
                print_plans(store)
            ask(store)


if __name__ == "__main__":
    main()
