"""The rules of the house that no other tool holds: names that are public, sizes, pins, documents that cannot lie."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

import dragoman
from dragoman import errors
from dragoman.cli.app import app
from dragoman.codebook.load import load_codebook
from dragoman.errors import CodebookError, DragomanError
from dragoman.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "dragoman"
CODEBOOK = PACKAGE / "codebook"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

MODULE_LINES = 450
FUNCTION_LINES = 80

# Longer than the limit, each with the reason. An entry of these lists that is no longer needed fails, so that they only
# shrink.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
# Public by their form, used inside their own room only, and not in `__all__` yet.
UNLISTED: dict[str, set[str]] = {}
# Public, and without a docstring yet.
BARE: dict[str, set[str]] = {}
# Alembic finds what a migration consists of by its names.
MIGRATIONS = "store/migrations/"
# Named in pyproject.toml though no line of ours imports them.
NEVER_IMPORTED = {
    "click": "spaCy imports it and does not say so",
    "lxml-html-clean": "an extra of trafilatura's that old pips do not resolve",
    "python-multipart": "FastAPI reads uploads with it",
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def listed(path: Path) -> list[str] | None:
    """What `__all__` says, or None where a module has none."""
    for node in parse(path).body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            names: list[str] = ast.literal_eval(node.value)
            return names
    return None


def is_command(node: ast.stmt) -> bool:
    """Whether a function is a verb of the command line: typer finds it by its decorator, nobody by its name."""
    return isinstance(node, ast.FunctionDef) and any("app." in ast.unparse(part) for part in node.decorator_list)


def defined(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Names that a module makes at its top level, without what it imports."""
    for node in parse(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from ((part.id, node) for part in ast.walk(target) if isinstance(part, ast.Name))


def public(path: Path) -> set[str]:
    return {
        name
        for name, node in defined(path)
        if not name.startswith("_") and name != "log" and not is_command(node)
    }  # fmt: skip


def imported(path: Path) -> set[str]:
    """Names that a module imports, and those that its `__getattr__` loads."""
    return {
        alias.asname or alias.name
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tracked() -> list[Path]:
    """The files of the repository. A checkout without git (an archive) has no list of them."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this is no git checkout")
    done = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    assert len(paths) > 100
    return [path for path in paths if path.is_file()]


# ---------------------------------------------------------------- modules


@pytest.mark.parametrize("path", [path for path in MODULES if MIGRATIONS not in name_of(path)], ids=name_of)
def test_what_is_public_is_listed(path: Path) -> None:
    names = listed(path)
    assert names is not None or not public(path), "public names, but no __all__"
    names = names or []
    hidden = public(path) - set(names)
    assert hidden == UNLISTED.get(name_of(path), set()), "list them, or let them begin with an underscore"
    made = {name for name, _ in defined(path)}
    assert set(names) - made - imported(path) == set(), "listed in __all__ but not there"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_all_is_sorted_and_says_nothing_twice(path: Path) -> None:
    names = listed(path) or []
    # Constants, then classes, then functions: the order that ruff's RUF022 keeps.
    assert names == sorted(set(names), key=lambda name: (0 if name.isupper() else 1 if name[0].isupper() else 2, name))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_is_public_has_a_docstring(path: Path) -> None:
    assert ast.get_docstring(parse(path)), "the module says nothing of itself"
    bare = {
        name
        for name, node in defined(path)
        if not name.startswith("_")
        and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not ast.get_docstring(node)
    }
    assert bare == BARE.get(name_of(path), set())


def test_no_module_is_too_long() -> None:
    lengths = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert {
        name: length for name, length in lengths.items() if length > MODULE_LINES and name not in LONG_MODULES
    } == {}
    assert [name for name in LONG_MODULES if lengths.get(name, 0) <= MODULE_LINES] == [], "strike them off the list"


def test_no_function_is_too_long() -> None:
    lengths: dict[str, int] = {}
    for path in MODULES:
        for node in functions(path):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            name = f"{name_of(path)}: {node.name}"
            lengths[name] = max(length, lengths.get(name, 0))
    too_long = {name: length for name, length in lengths.items() if length > FUNCTION_LINES}
    assert {name: length for name, length in too_long.items() if name not in LONG_FUNCTIONS} == {}
    assert LONG_FUNCTIONS.keys() - too_long.keys() == set(), "strike them off the list"


def test_no_room_is_a_drawer_for_everything() -> None:
    banned = {"utils", "util", "helpers", "helper", "common", "core", "misc"}
    assert [name_of(path) for path in MODULES if banned & {*path.relative_to(PACKAGE).with_suffix("").parts}] == []


def test_every_folder_of_tests_is_a_package() -> None:
    """Two test files of one name collide unless their folders are packages."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_the_walls_stand() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    command = [str(program)] if program.exists() else ["lint-imports"]
    done = subprocess.run([*command, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    assert f"{len(contracts)} kept, 0 broken" in done.stdout


# ---------------------------------------------------------------- the tree of errors


def read_drawn_tree(text: str) -> dict[str, str]:
    """Name → parent, as drawn with branches of four characters."""
    parents: dict[str, str] = {}
    path: list[str] = []
    for line in text.splitlines():
        found = re.match(r"^([│├└─\s]*)([A-Z][A-Za-z]+)(?=\s{2}|$)", line)
        if not found:
            continue
        depth = len(found[1]) // 4
        path[depth:] = [found[2]]
        if depth:
            parents[found[2]] = path[depth - 1]
    return parents


def test_the_tree_of_errors_is_as_drawn() -> None:
    classes = [thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, DragomanError)]
    real = {kind.__name__: kind.__bases__[0].__name__ for kind in classes if kind is not DragomanError}
    assert len(real) > 10
    assert read_drawn_tree(errors.__doc__ or "") == real


# ---------------------------------------------------------------- documents that cannot lie


def test_the_version_is_one() -> None:
    version = PROJECT["project"]["version"]
    entries = re.findall(r"^## (\S+) – (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert dragoman.__version__ == version
    assert entries[0][0] == version
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for _, date in entries)


def test_every_setting_is_documented_as_it_is() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| `DRAGOMAN_(\w+)` \| `(.*?)` \| (.*?) \|$",
        (ROOT / "docs" / "settings.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    fields = Settings.model_fields
    assert rows == [
        (name, name.upper(), str(field.default), field.description) for name, field in fields.items()
    ]  # fmt: skip


def test_every_command_is_documented() -> None:
    group: Any = typer.main.get_command(app)
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert re.findall(r"^## `dragoman (\S+)`$", text, re.MULTILINE) == list(group.commands)
    assert all(command.help for command in group.commands.values())


def test_every_room_is_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [
        f"{path.name}/" if path.is_dir() else path.name
        for path in sorted(PACKAGE.iterdir())
        if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("__")
    ]
    assert len(rooms) > 15
    assert [room for room in rooms if f"| `{room}` |" not in text] == []


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_paths_that_are_named_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:src|tests|docs|benchmarks|\.ci)/[\w./-]+)`", text)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_makefile_is_small_and_lists_its_verbs() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony
    verbs = phony[1].split()
    assert re.findall(r"^([a-z]+):.*  ## \S", text, re.MULTILINE) == verbs
    assert len(verbs) <= 10


# ---------------------------------------------------------------- the codebook


CODEBOOK_FILES = sorted(path.relative_to(CODEBOOK) for path in CODEBOOK.rglob("*.yml"))


def test_the_codebook_loads() -> None:
    assert len(CODEBOOK_FILES) > 10
    assert load_codebook().states


@pytest.mark.parametrize("name", CODEBOOK_FILES, ids=str)
def test_every_file_of_the_codebook_is_validated(name: Path, tmp_path: Path) -> None:
    """A file that nobody reads, or reads without looking, would let the same slip of the pen pass."""
    folder = tmp_path / "codebook"
    shutil.copytree(CODEBOOK, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (folder / name).write_text("- {unheard_of: true}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=re.escape(name.name)):
        load_codebook(folder)


# ---------------------------------------------------------------- dependencies


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    return {canonical(re.split(r"[\s<>=!~;\[]", line, maxsplit=1)[0]) for line in requirements}


def pinned(name: str) -> dict[str, str]:
    """Package → its block of lines in a requirements file."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return {canonical(line.split("==")[0]): line for line in text.splitlines() if line and not line.startswith("#")}


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    owners = importlib.metadata.packages_distributions()
    used: set[str] = set()
    for path in MODULES:
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Import):
                used |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                used.add(node.module.partition(".")[0])
    foreign = used - sys.stdlib_module_names - {"dragoman"}
    assert foreign - owners.keys() == set(), "imported, but not installed"
    wanted = {canonical(owner) for name in foreign for owner in owners[name]}
    extras = [line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines]
    named = declared(PROJECT["project"]["dependencies"] + extras)
    assert wanted - named == set(), "imported, but not named in pyproject.toml"
    assert named - wanted == NEVER_IMPORTED.keys()


def test_everything_is_pinned_and_hashed() -> None:
    run, dev = pinned("requirements.txt"), pinned("requirements-dev.txt")
    groups = PROJECT["dependency-groups"]
    assert declared(PROJECT["project"]["dependencies"] + groups["build"]) <= run.keys()
    extras = [line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines]
    assert declared(groups["dev"] + extras) <= dev.keys()
    for name, line in {**run, **dev}.items():
        assert re.match(r"[\w.-]+==[^\s;]+", line), name
        assert "--hash=sha256:" in line, name
    for name in run.keys() & dev.keys():
        assert run[name].split()[0] == dev[name].split()[0], f"{name} is pinned twice, differently"
    backend = PROJECT["build-system"]["requires"]
    assert len(backend) == 1
    assert run["hatchling"].startswith(backend[0] + " ")


def test_every_pinned_package_has_its_licence_written_down() -> None:
    rows = dict(
        re.findall(
            r"^\| ([a-z][\w.-]*) \| (.+?) \| .+ \|$",
            (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    rows.pop("package")
    assert rows.keys() == pinned("requirements.txt").keys() | pinned("requirements-dev.txt").keys()
    assert [name for name, licence in rows.items() if re.search(r"\bA?GPL", licence)] == []


# ---------------------------------------------------------------- nothing of one machine


def test_no_file_names_a_registry_or_a_checkout() -> None:
    """Written in pieces, so that this file does not name them either."""
    hosts = [re.escape(host + "." + end) for host, end in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("crates", "io"),
        ("anaconda", "org"), ("debian", "org"), ("golang", "org"), ("maven", "org"),
    )]  # fmt: skip
    homes = [r"(?<![\w.:/])/" + home + "/" for home in ("work", "root", "home", "Users")]
    pattern = re.compile("|".join([*hosts, *homes]))
    found = []
    for path in tracked():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}:{n}: {line.strip()[:100]}" for n, line in enumerate(lines, 1)
                  if pattern.search(line) or f"{ROOT}/" in line]  # fmt: skip
    assert found == []
