"""Decides what an armed group's own province stands for on the map.

``ولاية الخير`` is Deir ez-Zor governorate and ``مدينة الخير`` its seat; ``ولاية الساحل`` is the
Sahel since 2022 and was the Syrian coast until 2014, so the date decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rasd.knowledge.tables import read_rows
from rasd.text.fold import fold_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupProvince:
    """A province or town as a group names it. `names` are folded and safe in any text; `bare`
    names mean it only where the group itself speaks. `active_from` and `active_to` are
    ``YYYY`` or ``YYYY-MM``, empty where open. `place_ids` are gazetteer ids, the chief one first,
    empty for a whole country.
    """

    id: str
    group: str
    name_ar: str
    names: tuple[str, ...]
    bare: tuple[str, ...]
    active_from: str
    active_to: str
    countries: tuple[str, ...]
    place_ids: tuple[str, ...]
    match: str
    where: str

    def active(self, month: str) -> bool:
        """Whether the province existed in a month (``2019-04``); an open end always has."""
        start, end = self.active_from, self.active_to
        return (not start or month[: len(start)] >= start) and (not end or month[: len(end)] <= end)


@cache
def load_group_provinces() -> tuple[GroupProvince, ...]:
    """The rows of `data/places/group_provinces.tsv`."""
    return tuple(
        GroupProvince(
            id=row["id"],
            group=row["group"],
            name_ar=row["name_ar"],
            names=tuple(map(fold_plain, (row["name_ar"], *row.many("aliases_ar")))),
            bare=tuple(map(fold_plain, row.many("bare_ar"))),
            active_from=row["active_from"],
            active_to=row["active_to"],
            countries=row.many("country"),
            place_ids=row.many("place_ids"),
            match=row["match"],
            where=row.where,
        )
        for row in read_rows("places/group_provinces.tsv")
    )
