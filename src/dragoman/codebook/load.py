"""YAML files to a Codebook: read, validated entry by entry, and checked against each other."""

import functools
import hashlib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from dragoman.codebook.book import Codebook
from dragoman.codebook.entries import (
    CameoCode,
    Designation,
    Entry,
    Issue,
    Leader,
    Mechanism,
    Office,
    Organisation,
    PloverType,
    Project,
    Publisher,
    Region,
    Shapes,
    State,
    Trap,
)
from dragoman.codebook.leaders import check_leaders
from dragoman.codebook.lexicon import load_lexicon
from dragoman.codebook.reading import list_problems, load_yaml
from dragoman.codebook.relations import load_relations
from dragoman.errors import CodebookError

__all__ = ["load_codebook", "load_entries"]

_E = TypeVar("_E", bound=Entry)


def load_codebook(path: Path | None = None) -> Codebook:
    """The codebook in a folder, by default the one that comes with the program; read once a folder.

    Raises CodebookError, naming file and entry, for a file that is missing, is no YAML or does not validate.
    """
    return _load(path or Path(str(resources.files("dragoman.codebook"))))


@functools.cache
def _load(path: Path) -> Codebook:
    codebook = Codebook(
        relations=load_relations(path / "relations"),
        lexicon=load_lexicon(path / "lexicon"),
        hash=_digest(path),
        states=load_entries(path / "actors" / "states.yml", State, "id"),
        organisations=load_entries(path / "actors" / "organisations.yml", Organisation, "id"),
        regions=load_entries(path / "actors" / "regions.yml", Region, "id"),
        traps=load_entries(path / "actors" / "traps.yml", Trap, "words"),
        leaders=load_entries(path / "actors" / "leaders.yml", Leader, "name"),
        mechanisms=load_entries(path / "mechanisms.yml", Mechanism, "id"),
        projects=load_entries(path / "projects.yml", Project, "id"),
        issues=load_entries(path / "issues.yml", Issue, "id"),
        designations=load_entries(path / "designations.yml", Designation, "id"),
        offices=load_entries(path / "offices.yml", Office, "id"),
        publishers=load_entries(path / "publishers.yml", Publisher, "id"),
        plover=load_entries(path / "scales" / "plover.yml", PloverType, "type"),
        cameo=load_entries(path / "scales" / "cameo.yml", CameoCode, "code"),
        sectors=_load_sectors(path / "scales" / "sectors.yml"),
        shapes=_load_shapes(path / "shapes.yml"),
    )
    check_leaders(codebook.leaders, codebook.states, codebook.organisations)
    return codebook


def _digest(path: Path) -> str:
    """Eight hexadecimal digits that change when any file of the codebook does."""
    total = hashlib.sha256()
    for file in sorted(path.rglob("*.yml")):
        total.update(file.relative_to(path).as_posix().encode() + b"\x1f" + file.read_bytes())
    return total.hexdigest()[:8]


def load_entries(path: Path, model: type[_E], key: str) -> Mapping[str, _E]:
    """The entries of a file that is a list, by the field that names them; raises CodebookError as it says."""
    body = load_yaml(path)
    if not isinstance(body, list):
        raise CodebookError(f"{path}: must be a list of entries")
    entries: dict[str, _E] = {}
    for number, item in enumerate(body, start=1):
        label = item.get(key) if isinstance(item, dict) else None
        entry = _validate(path, f"entry {number} ({label})", model, item)
        id = getattr(entry, key)
        if id in entries:
            raise CodebookError(f"{path}: entry {number}: “{id}” is already taken; give it another {key}")
        entries[id] = entry
    return entries


def _load_shapes(path: Path) -> Shapes:
    return _validate(path, "the file", Shapes, load_yaml(path))


def _load_sectors(path: Path) -> Mapping[str, str]:
    body = load_yaml(path)
    if not isinstance(body, dict) or not all(isinstance(text, str) for pair in body.items() for text in pair):
        raise CodebookError(f"{path}: must map sector codes to their names")
    return body


def _validate(path: Path, label: str, model: type[_E], item: object) -> _E:
    try:
        return model.model_validate(item)
    except ValidationError as error:
        raise CodebookError(f"{path}: {label}: {list_problems(error, 'entry')}") from error
