"""What people do with an event, each action from a form to the judgements that it makes.

Every judgement says who made it and when, and can be taken back.
"""

from fastapi import APIRouter

from rasd.review.actions import adding, deciding, editing, grouping, picking

router = APIRouter()
for _each in (adding, editing, deciding, grouping, picking):
    router.include_router(_each.router)
