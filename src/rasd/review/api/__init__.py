"""The JSON interface: the records of the store for programs, under `/api/v1`.

A program shows a token with every request; cookies count for nothing here, so no page elsewhere
can use the session of somebody who is logged in.
"""

from rasd.review.api.app import ADDRESS, api_of
from rasd.review.api.described import Address, Parameter, described

__all__ = ["ADDRESS", "Address", "Parameter", "api_of", "described"]
