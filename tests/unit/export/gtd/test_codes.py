"""Every code that a list of GTD names has a label, and every value of ours has a code."""

from __future__ import annotations

from importlib.resources import files

import pytest

from rasd.export.gtd import codes
from rasd.model import SubEventType


def column(path: str, name: str) -> list[str]:
    """The cells of a column of one of our lists."""
    lines = files("rasd.data").joinpath(*path.split("/")).read_text("utf-8").splitlines()
    at = lines[0].split("\t").index(name)
    return [line.split("\t")[at] for line in lines[1:] if line and not line.startswith("#")]


def pairs() -> list[tuple[str, int | None]]:
    """Each code with the variable that it is of."""
    found: list[tuple[str, int | None]] = []
    for kind in codes.kinds().values():
        weapon = kind.weapon or (None, None)
        found += [("attacktype", kind.attacktype), ("weaptype", weapon[0])]
        found += [("weapsubtype", weapon[1])]
    for each in codes.weapons().values():
        found += [("weaptype", each.type), ("weapsubtype", each.subtype)]
        found += [("attacktype", each.attacktype)]
    for target in codes.targets().values():
        found += [("targtype", target.type), ("targsubtype", target.subtype)]
    found += [("region", land.region) for land in codes.lands().values()]
    found += [("claimmode", mode) for mode in codes.claim_modes().values()]
    return sorted({(variable, code) for variable, code in found if code is not None})


@pytest.mark.parametrize(("variable", "code"), pairs())
def test_every_code_has_a_label(variable: str, code: int) -> None:
    assert codes.label(variable, code)


def test_every_kind_has_an_attack_type_or_a_reason() -> None:
    assert set(codes.kinds()) == set(SubEventType)
    for kind in codes.kinds().values():
        assert (kind.attacktype is None) is (kind.left_out is not None)


def test_every_weapon_is_known() -> None:
    assert set(codes.weapons()) == set(column("ar/weapons.tsv", "id"))


def test_no_two_countries_share_a_number() -> None:
    numbers = [land.code for land in codes.lands().values()]
    assert len(set(numbers)) == len(numbers)


def test_no_code_has_no_label() -> None:
    assert codes.label("weapsubtype", None) is None
