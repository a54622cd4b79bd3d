"""Joining in a database: whole or not at all, the same in any order, and made anew where a document changes."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dragoman.memory.clusters import Links
from dragoman.memory.joining import RULES, Joiner
from dragoman.memory.standing import IdentityNames
from dragoman.model.document import Document
from dragoman.model.record import Record
from dragoman.model.view import View
from dragoman.store.base import Store
from dragoman.store.sql import open_store
from tests.fakes import actor, make_document, write
from tests.store.places import ENGINES, SHARED_ENGINES, make_place

Reading = tuple[Document, list[Record]]


def find_office(title: str) -> str | None:
    return title.casefold()


def join(store: Store, links: Links | None = None, at_once: int = 2) -> None:
    joiner = Joiner(IdentityNames(find_office, lambda issue: issue == "human rights"), links)
    while True:
        with store.joining() as session:
            if not joiner.join(session, at_once):
                return


def make_readings(number: int, seed: int = 7) -> list[Reading]:
    """Documents of two records each: calls of a few days, told by several, and promises in a few wordings."""
    chance = random.Random(seed)
    made = []
    for turn in range(number):
        day = f"2024-05-{chance.randint(1, 9):02}"
        said = f"2024-05-{chance.randint(1, 12):02}"
        what = chance.choice(["dredge the Nadi quay", "dredging the quay at Nadi", "train twelve harbour pilots"])
        text = f"Report {turn}. They spoke by phone. Norway will {what}."
        document = make_document(f"d{turn:04}", text, published=said)
        who = chance.choice([actor("KEN"), actor("KEN", "Musalia Mudavadi"), actor("KEN", "William Ruto")])
        told = chance.choice([day, day, None])
        event = write(
            "event", document, "spoke by phone", told, type="CONSULT", form="call", symmetric=True,
            initiators=(who,), targets="NOR",
        )  # fmt: skip
        pledge = write("pledge", document, what, None, pledgers="NOR", content=what, strength="pledged")
        made.append((document, [event, pledge]))
    return made


def add(store: Store, readings: Sequence[Reading]) -> None:
    for document, records in readings:
        store.add_document(document, records, "test")


def find_matters(store: Store, readings: Sequence[Reading]) -> dict[str, str]:
    return store.get_matters([record.id for _, records in readings for record in records])


def sign(matters: dict[str, str]) -> str:
    return hashlib.sha256(repr(sorted(matters.items())).encode()).hexdigest()


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with make_place(request.param, tmp_path, request) as made:
        yield made


@pytest.fixture(params=SHARED_ENGINES)
def own_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with make_place(request.param, tmp_path, request, "own") as made:
        yield made


def test_the_same_matters_in_any_order_and_in_any_number_of_steps() -> None:
    readings = make_readings(40)
    signs = set()
    for seed in range(4):
        shuffled = random.Random(seed).sample(readings, len(readings))
        with open_store(":memory:") as store:
            for start in range(0, len(shuffled), 1 + 9 * seed):
                add(store, shuffled[start : start + 1 + 9 * seed])
                join(store, at_once=1 + seed)
            matters = find_matters(store, readings)
            assert len(matters) == 80
            assert 2 < len(set(matters.values())) < 60
            signs.add(sign(matters))
    assert len(signs) == 1


def test_every_engine_finds_the_same_matters(place: str) -> None:
    readings = make_readings(40)
    signs = set()
    for where in (":memory:", place):
        with open_store(where) as store:
            add(store, readings)
            join(store, at_once=7)
            signs.add(sign(find_matters(store, readings)))
    assert len(signs) == 1


def test_what_is_read_is_waiting_until_it_is_joined(place: str) -> None:
    readings = make_readings(5)
    with open_store(place) as store:
        add(store, readings)
        assert store.count_unjoined(RULES) == 5
        assert find_matters(store, readings) == {}
        join(store)
        assert store.count_unjoined(RULES) == 0
        assert store.count_unjoined("other rules") == 5
        assert set(store.count_matters()) == {"event", "pledge"}


def test_a_matter_has_its_records_in_the_order_of_publication(place: str) -> None:
    with open_store(place) as store:
        readings = make_readings(30)
        add(store, readings)
        join(store)
        published = {document.id: document.published or "" for document, _ in readings}
        sizes = []
        for matter in set(find_matters(store, readings).values()):
            days = [published[record.document] for record in store.get_matter(matter)]
            assert days == sorted(days)
            sizes.append(len(days))
        assert max(sizes) > 2
        assert sum(sizes) == 60
        assert store.get_matter("m0") == []
        early = store.at(View(as_of="2024-05-06"))
        matter = max(set(find_matters(store, readings).values()), key=lambda id: len(store.get_matter(id)))
        seen = {record.document for record in early.get_matter(matter)}
        assert seen == {r.document for r in store.get_matter(matter) if published[r.document] <= "2024-05-06"}


def test_a_document_that_changes_leaves_its_matters() -> None:
    readings = make_readings(30)
    (old, records), rest = readings[0], readings[1:]
    new = make_document(old.id, old.text + " Corrected.", published="2019-01-01")
    changed = (new, [write("event", new, "spoke by phone", "2019-01-01", type="CONSULT", form="call",
                           symmetric=True, initiators="KEN", targets="NOR")])  # fmt: skip
    with open_store(":memory:") as store:
        add(store, readings)
        join(store)
        add(store, [changed])
        join(store)
        assert store.get_matters([record.id for record in records]) == {}
        after = find_matters(store, [changed, *rest])
    with open_store(":memory:") as store:
        add(store, [*rest, changed])
        join(store)
        assert find_matters(store, [changed, *rest]) == after


def test_another_reading_of_the_same_version_is_joined_anew(place: str) -> None:
    readings = make_readings(20)
    with open_store(place) as store:
        add(store, readings)
        join(store)
        before = sign(find_matters(store, readings))
        document, records = readings[3]
        store.add_document(document, records, "another reader")
        assert 0 < store.count_unjoined(RULES) <= 20
        join(store)
        assert sign(find_matters(store, readings)) == before


def test_other_rules_join_everything_anew(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = make_readings(10)
    with open_store(place) as store:
        add(store, readings)
        join(store)
        before = find_matters(store, readings)
        monkeypatch.setattr("dragoman.memory.joining.RULES", "later")
        monkeypatch.setattr("dragoman.memory.joining.compare", lambda left, right: None)
        join(store)
        after = find_matters(store, readings)
        assert len(set(after.values())) > len(set(before.values()))
        assert store.count_unjoined("later") == 0


def test_an_analysts_decision_is_heard_when_its_records_are_unjoined(place: str) -> None:
    readings = make_readings(30)
    with open_store(place) as store:
        add(store, readings)
        join(store)
        before = find_matters(store, readings)
        left = readings[0][1][0]
        right = next(r[0] for _, r in readings if before[r[0].id] != before[left.id])
        links = Links(joined=[(left.id, right.id)])
        store.unjoin([left.id, right.id])
        join(store, links)
        after = find_matters(store, readings)
        assert after[left.id] == after[right.id]
        store.unjoin([left.id, right.id])
        join(store)
        assert find_matters(store, readings) == before


JOIN = """
import sys
from dragoman.store.sql import open_store
from tests.store.test_matters import join, make_readings
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    join(store, at_once=3)
"""


def test_a_killed_joiner_leaves_nothing_half_joined(own_place: str) -> None:
    readings = make_readings(150)
    with open_store(own_place) as store:
        add(store, readings)
    chance = random.Random(3)
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", JOIN, own_place], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with open_store(own_place) as store:
            joined = 150 - store.count_unjoined(RULES)
            assert len(find_matters(store, readings)) == 2 * joined
    with open_store(own_place) as store:
        join(store)
        found = find_matters(store, readings)
    with open_store(":memory:") as store:
        add(store, readings)
        join(store, at_once=150)
        assert find_matters(store, readings) == found
