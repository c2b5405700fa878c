"""The rounds of coding of a store in a database: each call one transaction, by its clock."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, select, update

from rasd.model import Answer, CodingRound, RoundItem, StoreError
from rasd.store.clock import Clock
from rasd.store.sql_people import Access
from rasd.store.statements import put
from rasd.store.tables import CODING_ROUND, ROUND_ANSWER, ROUND_ITEM


class SqlRounds:
    """What `Rounds` promises, through a store's own reads and writes."""

    def __init__(self, *, read: Access, write: Access, clock: Clock) -> None:
        self._read = read
        self._write = write
        self._clock = clock

    def rounds(self) -> tuple[CodingRound, ...]:
        with self._read() as connection:
            rows = connection.execute(_ROUNDS).mappings().all()
        return tuple(_round(row) for row in rows)

    def round(self, round_id: str) -> CodingRound:
        with self._read() as connection:
            return _known(connection, round_id)

    def add(self, round_: CodingRound, items: Sequence[RoundItem]) -> None:
        record = {
            "id": round_.id,
            "name": round_.name,
            "author": round_.by,
            "at": round_.at,
            "fields": json.dumps(round_.fields),
            "coders": json.dumps(round_.coders, ensure_ascii=False),
            "assisted": int(round_.assisted),
            "seed": round_.seed,
            "items": len(items),
            "closed": round_.closed,
            "closed_by": round_.closed_by,
        }
        rows = [
            {
                "round_id": round_.id,
                "position": item.position,
                "event_id": item.event_id,
                "mention_ids": json.dumps(item.mention_ids),
                "doc_ids": json.dumps(item.doc_ids, ensure_ascii=False),
            }
            for item in items
        ]
        with self._write() as connection:
            if connection.execute(_ROUND, {"wanted": round_.id}).first() is not None:
                raise StoreError(
                    f"there is a round {round_.id!r} already; make one of another name"
                )
            put(connection, CODING_ROUND, [record])
            put(connection, ROUND_ITEM, rows)

    def items(self, round_id: str) -> tuple[RoundItem, ...]:
        with self._read() as connection:
            rows = connection.execute(_ITEMS, {"of": round_id}).mappings().all()
        return tuple(
            RoundItem(
                position=row["position"],
                event_id=row["event_id"],
                mention_ids=tuple(json.loads(row["mention_ids"])),
                doc_ids=tuple(json.loads(row["doc_ids"])),
            )
            for row in rows
        )

    def answer(self, round_id: str, answer: Answer) -> None:
        with self._write() as connection:
            # Asked inside the transaction: the round may be closed meanwhile.
            held = _known(connection, round_id)
            if held.closed is not None:
                raise StoreError(f"the round {held.name!r} is closed; its answers stay as they are")
            if answer.coder not in held.coders:
                raise StoreError(
                    f"{answer.coder!r} is no coder of the round {held.name!r}; it has: "
                    f"{', '.join(held.coders)}"
                )
            if not 1 <= answer.position <= held.items:
                raise StoreError(
                    f"the round {held.name!r} has items 1 to {held.items}, none {answer.position}"
                )
            last = connection.execute(_LAST, {"of": round_id}).scalar_one_or_none() or 0
            row = {
                "round_id": round_id,
                "seq": last + 1,
                "position": answer.position,
                "coder": answer.coder,
                "at": answer.at,
                "incident": int(answer.incident),
                "value": json.dumps(dict(answer.values), ensure_ascii=False, sort_keys=True),
                "note": answer.note,
                "done": int(answer.done),
            }
            put(connection, ROUND_ANSWER, [row])

    def answers(self, round_id: str, *, coder: str | None = None) -> tuple[Answer, ...]:
        with self._read() as connection:
            rows = connection.execute(_ANSWERS, {"of": round_id}).mappings().all()
        newest = {(row["position"], row["coder"]): row for row in rows}
        return tuple(
            _answer(newest[key]) for key in sorted(newest) if coder is None or key[1] == coder
        )

    def history(self, round_id: str, position: int) -> tuple[Answer, ...]:
        with self._read() as connection:
            rows = connection.execute(_ANSWERS, {"of": round_id}).mappings().all()
        return tuple(_answer(row) for row in rows if row["position"] == position)

    def close(self, round_id: str, *, by: str) -> CodingRound:
        with self._write() as connection:
            if _known(connection, round_id).closed is None:
                ended = {"wanted": round_id, "ended": self._clock(), "ender": by}
                connection.execute(_CLOSE, ended)
            return _known(connection, round_id)


def _known(connection: Connection, round_id: str) -> CodingRound:
    row = connection.execute(_ROUND, {"wanted": round_id}).mappings().first()
    if row is None:
        raise StoreError(f"the store holds no round of coding {round_id!r}")
    return _round(row)


def _round(row: RowMapping) -> CodingRound:
    return CodingRound(
        id=row["id"],
        name=row["name"],
        by=row["author"],
        at=row["at"],
        fields=tuple(json.loads(row["fields"])),
        coders=tuple(json.loads(row["coders"])),
        assisted=bool(row["assisted"]),
        seed=row["seed"],
        items=row["items"],
        closed=row["closed"],
        closed_by=row["closed_by"],
    )


def _answer(row: RowMapping) -> Answer:
    values: dict[str, Any] = json.loads(row["value"])
    return Answer(
        position=row["position"],
        coder=row["coder"],
        at=row["at"],
        incident=bool(row["incident"]),
        values=values,
        note=row["note"],
        done=bool(row["done"]),
    )


_ROUNDS = select(CODING_ROUND).order_by(CODING_ROUND.c.at.desc(), CODING_ROUND.c.id)
_ROUND = select(CODING_ROUND).where(CODING_ROUND.c.id == bindparam("wanted"))
_CLOSE = (
    update(CODING_ROUND)
    .where(CODING_ROUND.c.id == bindparam("wanted"))
    .values(closed=bindparam("ended"), closed_by=bindparam("ender"))
)
_ITEMS = (
    select(ROUND_ITEM)
    .where(ROUND_ITEM.c.round_id == bindparam("of"))
    .order_by(ROUND_ITEM.c.position)
)
_ANSWERS = (
    select(ROUND_ANSWER)
    .where(ROUND_ANSWER.c.round_id == bindparam("of"))
    .order_by(ROUND_ANSWER.c.seq)
)
_LAST = select(func.max(ROUND_ANSWER.c.seq)).where(ROUND_ANSWER.c.round_id == bindparam("of"))
