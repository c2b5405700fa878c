"""The names that `rasd.run` offers, each loaded from its module when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import rasd.run


@pytest.mark.parametrize("name", rasd.run.__all__)
def test_every_offered_name_is_found(name: str) -> None:
    assert getattr(rasd.run, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"rasd\.run.*nothing"):
        rasd.run.nothing  # noqa: B018


def test_extracting_waits_for_no_store_and_no_exporter() -> None:
    program = (
        "import sys; from rasd.run import extract_inputs;"
        "print([n for n in sys.modules if n.startswith(('rasd.store', 'rasd.export'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
