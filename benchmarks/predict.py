"""What is read in other people's annotated sets, in the form that their scorers want, on standard output.

    python benchmarks/predict.py times SET.jsonl > predicted.jsonl
    python benchmarks/predict.py attributions SET.jsonl > predicted.jsonl

A set has one document a line: `doc_id`, `text` and its date (`dct` or `date`). Offsets are into `text`.
"""

import json
import sys
from pathlib import Path
from typing import Any

from dragoman.codebook.load import load_codebook
from dragoman.language.spacy_ import SpacyAnalyser
from dragoman.model.document import Document, RawItem
from dragoman.pipeline import read_attributions, read_times
from dragoman.text.document import make_document

_TASKS = ("times", "attributions")


def _document(row: dict[str, Any]) -> Document:
    published = str(row.get("dct") or row.get("date") or "")[:10] or None
    item = RawItem(id=row["doc_id"], text=row["text"], publisher=row.get("publisher"), published=published)
    return make_document(item, load_codebook())


def main(task: str, path: Path) -> None:
    """Write one line a document."""
    codebook, analyser = load_codebook(), SpacyAnalyser()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = _document(row)
        found: dict[str, Any] = {"doc_id": row["doc_id"]}
        if task == "times":
            found["timexes"] = [
                {"start": time.start, "end": time.end, "type": time.timex, "value": time.value}
                for time in read_times(document, codebook, analyser)
            ]
        else:
            found["attributions"] = [
                {"source": item.source, "cue": [item.cue] if item.cue else [], "content": item.content}
                for item in read_attributions(document, codebook, analyser)
            ]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in _TASKS:
        sys.exit(f"usage: predict.py {'|'.join(_TASKS)} SET.jsonl")
    main(sys.argv[1], Path(sys.argv[2]))
