"""How fast documents are read: words a second of the whole reading wing, and of the parse alone, in one run.

    python benchmarks/read.py [FOLDER] [repetitions]

Without a folder the sample documents are read. Machines differ and are noisy: compare the two figures' ratio, or two
versions in one run.
"""

import sys
import time
from pathlib import Path

from dragoman.codebook.load import load_codebook
from dragoman.errors import SourceError
from dragoman.language.spacy_ import SpacyAnalyser
from dragoman.pipeline import read_document
from dragoman.sources.files import iter_items
from dragoman.text.document import make_document

_SAMPLES = Path(__file__).parent.parent / "src" / "dragoman" / "samples" / "documents"


def main(folder: Path, repetitions: int) -> None:
    """Print words, records and words a second."""
    codebook, analyser = load_codebook(), SpacyAnalyser()
    items = [item for item in iter_items([folder]) if not isinstance(item, SourceError)]
    documents = [make_document(item, codebook) for item in items]
    words = sum(len(document.text.split()) for document in documents) * repetitions
    analyser.analyse(documents[0])  # the model is loaded before the clock starts
    start = time.process_time()
    for _ in range(repetitions):
        for document in documents:
            analyser.analyse(document)
    parsed = time.process_time() - start
    start = time.process_time()
    records = sum(len(read_document(d, codebook, analyser)) for _ in range(repetitions) for d in documents)
    read = time.process_time() - start
    sys.stdout.write(
        f"{len(documents)} documents, {words} words, {records} records in {repetitions} repetitions\n"
        f"parse alone {words / parsed:8.0f} words a CPU second\n"
        f"everything  {words / read:8.0f} words a CPU second ({read / parsed:.2f} times the parse)\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _SAMPLES, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
