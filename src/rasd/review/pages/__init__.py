"""The pages of the application, one module for each."""

from fastapi import APIRouter

from rasd.review import actions
from rasd.review.pages import event, home

ROUTERS: tuple[APIRouter, ...] = (home.router, event.router, actions.router)
"""Every page, in the order in which addresses are tried."""
