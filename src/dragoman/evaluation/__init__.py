"""How well the reader does against a gold standard, by the rules of its scorer: found, right, and false facts.

A record is found when its clause overlaps the gold's and the key fields of its kind agree; pairs are one to one.
Records that the gold lists as not core count neither for nor against.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.codebook.load import load_codebook
from dragoman.errors import GoldError, SourceError
from dragoman.evaluation.compare import Row
from dragoman.evaluation.scoring import Report, Score, score_records
from dragoman.model.record import KINDS, to_json

__all__ = ["Report", "Score", "evaluate", "load_gold", "score_records"]

_NEEDED = ("id", "kind", "document", "status", "when", "evidence")


def load_gold(path: Path) -> list[dict[str, Any]]:
    """The records of a gold file of JSON lines, or of every .jsonl file in a folder. Raises GoldError."""
    if path.is_dir():
        return [row for file in sorted(path.glob("*.jsonl")) for row in load_gold(file)]
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} cannot be read as gold: {error}") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{path}, line {number}: no JSON ({error})") from error
        missing = [name for name in _NEEDED if not isinstance(row, dict) or name not in row]
        if missing:
            raise GoldError(f"{path}, line {number}: no gold record, it lacks {', '.join(missing)}")
        if row["kind"] not in KINDS:
            raise GoldError(f"{path}, line {number}: unknown kind “{row['kind']}”")
        rows.append(row)
    return rows


def _find_folder(gold: Path, names: Sequence[str]) -> Path:
    home = gold if gold.is_dir() else gold.parent
    for folder in (home / "documents", home):
        if any((folder / name).is_file() for name in names):
            return folder
    raise GoldError(f"the documents of {gold} are not beside it: name their folder with --documents")


def _read(folder: Path, names: Sequence[str]) -> list[Row]:
    """Every record that the reading wing finds in the documents."""
    from dragoman.language.spacy_ import SpacyAnalyser
    from dragoman.pipeline import read_document
    from dragoman.sources.files import iter_items
    from dragoman.text.document import make_document

    codebook, analyser = load_codebook(), SpacyAnalyser()
    rows: list[Row] = []
    for item in iter_items([folder / name for name in names]):
        if isinstance(item, SourceError):
            raise GoldError(f"a document of the gold cannot be read: {item}") from item
        document = make_document(item, codebook)
        rows.extend(to_json(record) for record in read_document(document, codebook, analyser))
    return rows


def evaluate(gold: Path, documents: Path | None = None, kinds: Sequence[str] = KINDS) -> Report:
    """Read the gold's documents afresh and score what is found.

    `documents` is their folder, by default `documents` beside the gold file or the gold's own folder. Raises
    GoldError where gold or documents cannot be read.
    """
    rows = load_gold(gold)
    if not rows:
        raise GoldError(f"{gold} holds no gold record")
    names = sorted({str(row["document"]).rpartition("/")[2] for row in rows})
    folder = documents or _find_folder(gold, names)
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise GoldError(f"{folder} lacks {len(missing)} of the gold's documents, {missing[0]} among them")
    return score_records(rows, _read(folder, names), kinds)
