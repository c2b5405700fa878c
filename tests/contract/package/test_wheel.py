"""A wheel built from the repository holds the program with all its data."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rasd import __version__

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(call, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def files_of(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT / "src").as_posix()


def test_the_wheel_holds_every_module_and_data_file(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = set(files_of(ROOT / "src/rasd"))
    assert len(wanted) > 200
    assert wanted - held == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    info = f"rasd-{__version__}.dist-info/"
    assert [name for name in names if not name.startswith(("rasd/", info))] == []
    assert {f"{info}licenses/LICENSE", f"{info}licenses/NOTICE"} <= set(names)


def test_the_program_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """Unpacked beside the libraries, it reads its own data and codes a sentence."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "one.txt").write_text("انفجرت عبوة ناسفة في مدينة بعقوبة وقتل شرطيان", "utf-8")
    program = (
        "import sys; sys.path.insert(0, 'site'); import rasd, runpy; "
        "assert 'site' in rasd.__file__; "
        "sys.argv = ['rasd', 'extract', 'one.txt', '--published', '2023-06-15']; "
        "from rasd.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"RASD_CACHE": str(tmp_path / "cache"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert '"sub_event_type": "remote_explosive"' in done.stdout, done.stderr
