"""A wheel of machine code gives the same records as the sources, byte for byte."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from tests.runs import REPORTS
from tests.tools import tool

from rasd.pipeline import recipe

CI = os.environ.get("CI") == "true"


def missing() -> str | None:
    """What this machine lacks to compile, if anything."""
    if not (shutil.which("gcc") or shutil.which("clang") or shutil.which("cc")):
        return "no C compiler"
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        return "no Python headers"
    if importlib.util.find_spec("mypyc") is None or importlib.util.find_spec("hatch_mypyc") is None:
        return "mypyc or hatch-mypyc is not installed"
    return None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the compiled package."""
    lack = missing()
    if lack is not None:
        pytest.fail(lack) if CI else pytest.skip(lack)
    wheel = tool("build_compiled").build(tmp_path_factory.mktemp("wheel"))
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def python(site: Path | None, cache: Path, program: str, *arguments: str) -> bytes:
    """What a program prints that takes rasd from a folder, or from the sources."""
    where = str(site) if site is not None else str(Path(__file__).resolve().parents[3] / "src")
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": where, "RASD_CACHE": str(cache), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


EXTRACT = "import sys; sys.argv[0] = 'rasd'; from rasd.cli import main; main()"


def test_the_wheel_of_machine_code_codes_as_the_sources_do(site: Path, tmp_path: Path) -> None:
    call = ("extract", str(REPORTS), "--published", "2031-05-20", "--workers", "1")
    compiled = python(site, tmp_path / "one", EXTRACT, *call)
    assert compiled == python(None, tmp_path / "two", EXTRACT, *call)
    assert compiled.count(b"\n") > 20


def test_the_wheel_of_machine_code_has_the_recipe_of_the_sources(
    site: Path, tmp_path: Path
) -> None:
    told = python(site, tmp_path, "from rasd.pipeline import recipe; print(recipe())")
    assert told.decode().strip() == recipe()


def test_both_kinds_keep_word_lists_of_their_own_in_one_cache(site: Path, tmp_path: Path) -> None:
    count = "from rasd.knowledge import load_knowledge as k; print(len(k().lexicon.phrases))"
    told = [python(where, tmp_path, count) for where in (None, site, None, site)]
    assert int(told[0]) > 10_000
    assert len(set(told)) == 1
    assert len(list(tmp_path.rglob("knowledge-*.pickle"))) == 2


def test_the_version_tells_of_machine_code(site: Path, tmp_path: Path) -> None:
    assert b"(machine code)" in python(site, tmp_path, EXTRACT, "--version")
    assert b"machine code" not in python(None, tmp_path, EXTRACT, "--version")
