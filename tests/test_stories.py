"""The stories, read by the real reader: each file stays at or above its floor."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dragoman.model.record import Record
from tests.stories_match import FLOORS, STORIES, Story, count, load_floors, load_stories, make_reader, report

FILES = [path for path in sorted(STORIES.glob("*.yml")) if path != FLOORS]


@pytest.fixture(scope="session")
def read() -> Callable[[Story], Sequence[Record]]:
    return make_reader()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_stories_stays_above_its_floor(path: Path, read: Callable[[Story], Sequence[Record]]) -> None:
    tallies = count(load_stories(path), read)
    floors = load_floors().get(path.name, {})
    sunk = [
        f"{part} {share} {value:.3f} is below its floor {floors[part][share]:.3f}"
        for part, tally in tallies.items()
        for share, value in tally.shares.items()
        if value < floors.get(part, {}).get(share, 0.0)
    ]
    failures = tallies["open"].failures  # what is held back stays unseen by whoever writes the rules
    assert not sunk, "\n".join([report(path.name, tallies), *sunk, *failures])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_has_a_floor(path: Path) -> None:
    floors = load_floors()
    assert path.name in floors, "run `python -m tests.stories_match --update`"
    assert set(floors[path.name]) == {"open", "held"}
