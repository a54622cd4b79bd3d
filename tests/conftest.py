"""Fixtures for all tests, and the policy by which tests get what they need.

Where a test's material comes from, the cheapest first; take the first that can fail for the right reason:

1. **Written in the test.** Documents, records and tables are a few lines made with `tests/fakes.py` (records by hand, a
   store in memory, five names for a codebook), `tests/store/making.py` (whatever Hypothesis draws) or
   `tests/queries/world.py` (one meeting in three reports). A test of the answering wing never loads a parser or the
   real codebook.
2. **`codebook`**, where the knowledge itself is asked; loaded once a process and frozen, so that sharing it is safe.
3. **`analyser`**, where a parse is needed; loading it takes seconds. `tests/reading.py` has short ways to parse and
   read a sentence with both, for helpers that are no fixtures.
4. **The sample documents** in the package, where doors or the whole way are tested.
5. **`server`**, where PostgreSQL is asked: started for the first test that needs it, one for each process of the run;
   every test has a database of its own (`tests/postgresql.py`).
6. **`shared`**, the folder with the gold standard beside the repository, for measurements only. Such a test bears the
   mark `shared` and is skipped where the folder is absent: whatever guards behaviour must not need it.

A fixture moves up to this file when a second folder needs it, and not before. Files are written below `tmp_path` only,
nothing is fetched, nothing depends on the clock or on the order of tests, and the environment's own settings are taken
away before the first test. Hypothesis draws the same examples on every run; `--hypothesis-profile=default` draws new
ones, and what they break becomes a test of its own. Sentences in tests are our own. Warnings are errors.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dragoman.codebook.book import Codebook
from dragoman.language.spacy_ import SpacyAnalyser
from dragoman.settings import Settings
from tests.gate import find_shared
from tests.postgresql import Server, find_server

# A busy machine draws slowly, which says nothing about the code.
settings.register_profile("repeatable", derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeatable")


def pytest_configure() -> None:
    """Take away what the environment says of the program, so that no test reads or writes a person's database."""
    for name in Settings.model_fields:
        os.environ.pop(f"DRAGOMAN_{name.upper()}", None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs the shared folder where there is none."""
    if item.get_closest_marker("shared") and find_shared() is None:
        pytest.skip("the shared folder is not here: set DRAGOMAN_SHARED or put it beside the repository")


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """The codebook that comes with the program."""
    from tests.reading import the_codebook

    return the_codebook()


@pytest.fixture(scope="session")
def analyser() -> SpacyAnalyser:
    """The parser, with its model loaded."""
    from tests.reading import the_analyser

    return the_analyser()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the gold standard; only for tests that are marked `shared`."""
    found = find_shared()
    assert found is not None, "mark the test with pytest.mark.shared"
    return found


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of our own."""
    yield from find_server()
