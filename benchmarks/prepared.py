"""Prepared documents for benchmarks: what reading would give, without the parser; the same seed makes the same ones.

Ten records a document, twelve documents a day, each sentence one record. States have the codebook's names and weights
that fall with their rank, so that a few pairs hold thousands of records, as in life; a third of what is told was told
before, a tenth of the promises are formulae that every release repeats.
"""

import datetime
import itertools
import random
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

from dragoman.codebook.book import Codebook
from dragoman.codebook.load import load_codebook
from dragoman.model.actor import AUTHOR, Actor
from dragoman.model.document import Document
from dragoman.model.ids import make_document_version, make_record_id
from dragoman.model.record import Event, Evidence, Figure, Pledge, Position, Quote, Record, Tie
from dragoman.model.when import When

__all__ = ["RECORDS", "Maker"]

RECORDS = 10
"""Records in a document."""
_DAILY = 12
_START = datetime.date(2000, 1, 1)
# How many of the last things a document may tell of again.
_REMEMBERED = 400
_KINDS = ("event",) * 7 + ("pledge",) * 4 + ("position", "position", "figure", "figure", "tie", "tie", "quote", "quote")
_ACTS = (
    *(("CONSULT", form, 0.0, 2.5) for form in ("meeting", "call", "visit")),
    *((type, None, score, score) for type, score in (
        ("AGREE", 6.5), ("COOPERATE", 7.0), ("AID", 7.5), ("SUPPORT", 4.0),
        ("REQUEST", -1.0), ("ACCUSE", -2.0), ("REJECT", -4.0), ("THREATEN", -6.0), ("SANCTION", -6.5),
    )),
)  # fmt: skip
_FIRST = ("Ana", "Bo", "Chidi", "Dilek", "Élise", "Farid", "Goran", "Hana")
_LAST = ("Okoro", "Silva", "Võ", "Karimov", "Nkemelu", "Ström", "Baptiste", "Özkan", "Morales", "Tamm", "Reid", "Cissé")
_FORMULAE = ("keep the corridor open to humanitarian convoys", "uphold the treaty on harbour pilots in full")


class Maker:
    """Makes one document after the other; `words` are those that the records' sentences are made of."""

    def __init__(self, seed: int = 20260101, codebook: Codebook | None = None) -> None:
        self._chance = random.Random(seed)
        book = codebook or load_codebook()
        self._states = sorted((iso, state.name) for iso, state in book.states.items())
        self._chance.shuffle(self._states)
        weights = [1 / (rank + 6) for rank in range(len(self._states))]
        self._weights = list(itertools.accumulate(weights))
        self._issues = sorted(entry.name for entry in book.issues.values())
        self._projects = sorted(entry.name for entry in book.projects.values())
        self.words = _list_words()
        self._told: list[dict[str, Any]] = []
        self._number = 0

    @property
    def busiest(self) -> list[str]:
        """The names of the states, those most told of first."""
        return [name for _, name in self._states]

    def take(self, documents: int) -> Iterator[tuple[Document, list[Record]]]:
        """The next documents with their records."""
        for _ in range(documents):
            yield self._make_document()
            self._number += 1

    def _pick_states(self) -> tuple[tuple[str, str], tuple[str, str]]:
        left, right = self._chance.choices(self._states, cum_weights=self._weights, k=2)
        while right == left:
            right = self._chance.choices(self._states, cum_weights=self._weights)[0]
        return left, right

    def _make_thing(self, day: datetime.date) -> dict[str, Any]:
        """Something in the world that documents may tell of: what does not differ between them."""
        chance = self._chance
        (left, name), (right, other) = self._pick_states()
        minister = f"{_FIRST[len(name) % len(_FIRST)]} {_LAST[sum(map(ord, left)) % len(_LAST)]}"
        words = chance.choice(_FORMULAE) if chance.random() < 0.1 else " ".join(chance.sample(self.words, 6))
        return {
            "kind": chance.choice(_KINDS),
            "left": Actor(name, left, left, "GOV", minister, "Foreign Minister"),
            "right": Actor(other, right, right),
            "day": (day - datetime.timedelta(days=chance.randint(0, 3))).isoformat(),
            "words": words,
            "act": chance.choice(_ACTS),
            "issue": chance.choice(self._issues),
            "project": chance.choice(self._projects) if chance.random() < 0.1 else None,
            "value": float(chance.randint(1, 5000)),
        }

    def _make_document(self) -> tuple[Document, list[Record]]:
        chance = self._chance
        day = _START + datetime.timedelta(days=self._number // _DAILY)
        things = []
        for _ in range(RECORDS):
            if self._told and chance.random() < 0.33:
                things.append(chance.choice(self._told))
            else:
                things.append(self._make_thing(day))
                self._told.append(things[-1])
        del self._told[:-_REMEMBERED]
        sentences = [f"{thing['left'].name} and {thing['right'].name}: {thing['words']}." for thing in things]
        text = "\n".join(sentences)
        name = f"archive/{self._number:06}.txt"
        version = make_document_version(text)
        document = Document(
            name, version, text, title=f"Bulletin {self._number}", publisher="Prepared Wire", genre="news",
            published=day.isoformat(), published_basis="stated",
        )  # fmt: skip
        records, start = [], 0
        for place, (thing, sentence) in enumerate(zip(things, sentences, strict=True)):
            evidence = Evidence(name, start, start + len(sentence), sentence, "record")
            records.append(self._make_record(document, evidence, thing, place))
            start += len(sentence) + 1
        return document, records

    def _make_record(self, document: Document, evidence: Evidence, thing: dict[str, Any], place: int) -> Record:
        """One account of a thing: the day is left out of a fifth of them."""
        kind, left, right = thing["kind"], thing["left"], thing["right"]
        is_dated = self._chance.random() < 0.8
        common: dict[str, Any] = {
            "id": make_record_id(document.id, document.version, kind, evidence.start, evidence.end, place),
            "document": document.id,
            "version": document.version,
            "status": "intended"
            if kind == "pledge"
            else self._chance.choice(["occurred"] * 8 + ["scheduled", "hoped"]),
            "when": When(thing["day"], "day", "on Friday", "weekday before publication") if is_dated else When(),
            "attribution": (AUTHOR,),
            "evidence": (evidence,),
            "confidence": 0.8,
            "rules": ("benchmark",),
        }
        if kind == "pledge":
            return Pledge(
                pledgers=(left,), beneficiaries=(right,), content=thing["words"], strength="pledged",
                project=thing["project"], **common,
            )  # fmt: skip
        if kind == "position":
            return Position(holders=(left,), issue=thing["issue"], stance="supports", toward=(right,), **common)
        if kind == "figure":
            return Figure(
                metric="trade",
                subjects=(left, right),
                value=thing["value"],
                unit="USD",
                period=thing["day"][:4],
                **common,
            )
        if kind == "tie":
            return Tie(relation="office", subjects=(left,), label="Foreign Minister", **common)
        if kind == "quote":
            return Quote(speaker=left, mode="indirect", content=evidence.quote, cue="said", **common)
        type, form, low, high = thing["act"]
        return Event(
            initiators=(left,), targets=(right,), symmetric=form in ("meeting", "call"), type=type, form=form,
            score=(low + high) / 2, project=thing["project"], **common,
        )  # fmt: skip


def _list_words() -> list[str]:
    """A few thousand words of diplomatic English: those of the codebook's own files."""
    found: set[str] = set()
    for folder in ("lexicon", "relations"):
        for file in sorted(resources.files("dragoman.codebook").joinpath(folder).iterdir(), key=lambda item: item.name):
            found.update(re.findall(r"\b[a-z]{4,12}\b", file.read_text(encoding="utf-8")))
    return sorted(found)
