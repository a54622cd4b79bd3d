"""What is read in other people's annotated sets, in the form that their scorers want, on standard output.

    python benchmarks/predict.py times SET.jsonl > predicted.jsonl
    python benchmarks/predict.py attributions SET.jsonl > predicted.jsonl
    python benchmarks/predict.py records SET.jsonl > predicted.jsonl
    python benchmarks/predict.py contacts CORPUS.jsonl.gz ... > predicted.jsonl

A set has one document a line: `doc_id` or `id`, `text` and its date (`dct`, `date` or `published`). Offsets are into
`text`. `records` reads with the scope `all` and writes records as they are exported; `contacts` reads with the scope
`international` and writes one line a dated contact: its days and the names of who took part.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.codebook.book import Codebook
from dragoman.codebook.load import load_codebook
from dragoman.language.spacy_ import SpacyAnalyser
from dragoman.model.document import Document, RawItem
from dragoman.model.record import Event, Record, to_json
from dragoman.model.when import day_bounds
from dragoman.pipeline import read_attributions, read_document, read_times
from dragoman.text.document import make_document

_TASKS = ("times", "attributions", "records", "contacts")


def _document(row: dict[str, Any]) -> Document:
    published = str(row.get("dct") or row.get("date") or row.get("published") or "")[:10] or None
    item = RawItem(
        id=row.get("doc_id") or row["id"],
        text=row["text"],
        title=row.get("title"),
        publisher=row.get("publisher"),
        published=published,
    )
    return make_document(item, load_codebook())


def _iter_rows(path: Path) -> Iterator[dict[str, Any]]:
    lines = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with lines:
        yield from map(json.loads, lines)


def _predict(task: str, document: Document, codebook: Codebook, analyser: SpacyAnalyser) -> Iterator[dict[str, Any]]:
    if task == "times":
        timexes = [
            {"start": time.start, "end": time.end, "type": time.timex, "value": time.value}
            for time in read_times(document, codebook, analyser)
        ]
        yield {"doc_id": document.id, "timexes": timexes}
    elif task == "attributions":
        attributions = [
            {"source": item.source, "cue": [item.cue] if item.cue else [], "content": item.content}
            for item in read_attributions(document, codebook, analyser)
        ]
        yield {"doc_id": document.id, "attributions": attributions}
    elif task == "records":
        yield from map(to_json, read_document(document, codebook, analyser, scope="all"))
    else:
        yield from _contacts(read_document(document, codebook, analyser))


def _contacts(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    for record in records:
        if not isinstance(record, Event) or record.type != "CONSULT" or record.status in {"denied", "hoped"}:
            continue
        bounds = day_bounds(record.when.edtf) if record.when.edtf else None
        if bounds is None:
            continue
        actors = [*record.initiators, *record.targets]
        names = [" ".join(word for word in (actor.office, actor.person, actor.name) if word) for actor in actors]
        yield {"date": str(bounds[0]), "date_end": str(bounds[1]), "actors": names, "type": record.form}


def main(task: str, paths: Iterable[Path]) -> None:
    """Write what is found, in order."""
    codebook, analyser = load_codebook(), SpacyAnalyser()
    for path in paths:
        for row in _iter_rows(path):
            for found in _predict(task, _document(row), codebook, analyser):
                sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in _TASKS:
        sys.exit(f"usage: predict.py {'|'.join(_TASKS)} SET ...")
    main(sys.argv[1], [Path(argument) for argument in sys.argv[2:]])
