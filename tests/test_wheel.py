"""What is shipped works: the built wheel, unpacked far from the sources, reads and answers."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    built, folder = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("unpacked")
    name = run([sys.executable, "-c", BUILD, str(built)], ROOT, {}).split()[-1]
    with zipfile.ZipFile(built / name) as wheel:
        wheel.extractall(folder)
    return folder


def test_everything_that_is_read_at_run_time_is_in_it(unpacked: Path) -> None:
    sources = ROOT / "src" / "dragoman"
    wanted = {
        path.relative_to(sources)
        for path in sources.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }  # fmt: skip
    assert wanted == {path.relative_to(unpacked / "dragoman") for path in (unpacked / "dragoman").rglob("*.*")}
    assert list(unpacked.glob("*.dist-info/licenses/LICENSE"))


def test_it_reads_and_answers_without_the_sources(unpacked: Path, tmp_path: Path) -> None:
    # Named first, the wheel's package stands before an editable install of the sources.
    environment = {"PYTHONPATH": str(unpacked), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    where = run([sys.executable, "-c", "import dragoman; print(dragoman.__file__)"], tmp_path, environment)
    assert Path(where.strip()).is_relative_to(unpacked)
    text = "WINDHOEK, 3 May 2022 - Namibia's President met Portugal's Foreign Minister in Windhoek on Monday.\n"
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    program = [sys.executable, "-m", "dragoman", "--database", "wheel.sqlite"]
    run([*program, "read", "report.txt"], tmp_path, environment)
    told = run([*program, "brief", "Namibia", "Portugal"], tmp_path, environment)
    assert "Windhoek" in told
    assert "2 May 2022" in told
