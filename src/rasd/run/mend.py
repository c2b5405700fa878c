"""Decides how damaged rows are made good: what was found in a text is found in it again.

A mention or figure that cannot be read is coded anew from the document that the store holds; what
copies what and the events are derived anew. A damaged document has lost who published it when:
that takes its report, so it is an issue until a run reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rasd.engines.choice import EngineChoice
from rasd.model import Document, Issue, IssueKind, replace
from rasd.pipeline import recipe
from rasd.run.rows import Rows, own_rows
from rasd.store import Damaged, Store


def code_damaged(
    store: Store,
    damaged: Sequence[Damaged],
    *,
    workers: int,
    engine: EngineChoice,
    rows: Rows | None = None,
) -> tuple[Issue, ...]:
    """Codes the documents of damaged rows anew; the issues are the rows that this can't mend."""
    lost = [row for row in damaged if row.table == "document"]
    wanted = {row.doc_id for row in damaged if row.doc_id is not None}
    wanted -= {row.doc_id for row in lost}
    store.distrust(sorted(wanted))
    issues = [_issue(row) for row in lost]
    found = _documents(store, sorted(wanted))
    batches = rows(found) if rows else own_rows(found, workers=workers, engine=engine)
    for batch in batches:
        good = [item for item in batch if not isinstance(item, Issue)]
        store.write_rows(good, recipe(engine))
        issues += [item for item in batch if isinstance(item, Issue)]
    return tuple(issues)


def _documents(store: Store, doc_ids: Iterable[str]) -> Iterator[Document]:
    for doc_id in doc_ids:
        document = store.document(doc_id)
        if document is not None:
            yield replace(document, reuse=())


def _issue(row: Damaged) -> Issue:
    return Issue(
        source=row.id,
        kind=IssueKind.DAMAGED,
        message=f"its row in table {row.table!r} of the store is damaged ({row.reason})",
        remedy="run again on its report, or restore a backup; the others are unaffected",
    )
