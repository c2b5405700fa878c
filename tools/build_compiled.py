"""Builds a wheel of rasd whose inner layers are machine code, into dist/.

    python tools/build_compiled.py [FOLDER]

The modules that pyproject.toml names are compiled by mypyc, from the types that they state; their
sources stay in the wheel, so that recipes and tracebacks are the same. It needs a C compiler and
the development extra, and takes a few minutes. Built from a copy: the checkout stays as it is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_NEEDED = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "src")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=_ROOT / "dist")
    print(build(parser.parse_args().folder))


def build(folder: Path) -> Path:
    """The wheel, built by the interpreter that runs this.

    Raises `SystemExit` with what the compiler said where it refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        copy, made = Path(name) / "rasd", Path(name) / "made"
        copy.mkdir()
        for each in _NEEDED:
            source = _ROOT / each
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd")
                shutil.copytree(source, copy / each, ignore=ignored)
            else:
                shutil.copy2(source, copy / each)
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        ran = subprocess.run(
            [*pip, "--wheel-dir", str(made), str(copy)],
            env={**os.environ, "HATCH_BUILD_HOOKS_ENABLE": "1", "MYPYPATH": str(copy / "src")},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if ran.returncode:
            sys.exit(f"no compiled wheel:\n{ran.stdout[-4000:]}")
        (wheel,) = made.glob("*.whl")
        return Path(shutil.copy2(wheel, folder))


if __name__ == "__main__":
    main()
