"""The pages of the application, one module for each."""

from fastapi import APIRouter

from rasd.review import actions
from rasd.review.pages import (
    api,
    document,
    documents,
    event,
    exporting,
    imports,
    joining,
    log,
    login,
    mapped,
    me,
    people,
    queue,
    round_item,
    rounds,
    saved,
    settling,
    table,
    timeline,
)

ROUTERS: tuple[APIRouter, ...] = (
    queue.router,
    table.router,
    mapped.router,
    timeline.router,
    event.router,
    actions.router,
    saved.router,
    exporting.router,
    joining.router,
    documents.router,
    document.router,
    imports.router,
    login.router,
    me.router,
    api.router,
    log.router,
    people.router,
    rounds.router,
    settling.router,
    round_item.router,
)
"""Every page, in the order in which addresses are tried."""
