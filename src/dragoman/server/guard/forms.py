"""Forms: a page's form carries a token that only this server could have put there, for this visitor.

A second wall behind the check of `Origin`: it also holds where a browser or a proxy leaves that header out.
"""

import hashlib
import hmac
import re
import secrets
from typing import Annotated

from fastapi import Depends, Request
from fastapi.datastructures import FormData

from dragoman.server.problems import Problem

__all__ = ["FIELD", "Form", "FormKey", "make_visitor", "read_form", "read_visitor"]

FIELD = "form_token"
_VISITOR = re.compile(r"[A-Za-z0-9_-]{43}")


class FormKey:
    """Makes and checks the tokens of one running server; a form that outlives the server must be loaded again."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def make(self, visitor: str) -> str:
        """The token that a form of this visitor carries in its field FIELD."""
        return hmac.new(self._key, visitor.encode(), hashlib.sha256).hexdigest()

    def check(self, visitor: str, given: object) -> None:
        """Raise Problem (403) unless the token is this visitor's."""
        if not isinstance(given, str) or not hmac.compare_digest(
            self.make(visitor).encode(), given.encode("utf-8", "replace")
        ):
            raise Problem(
                403,
                "cross-site",
                "The form is not from this page: load it again and send it once more.",
                parameter=FIELD,
            )


def make_visitor() -> str:
    """A new visitor's name: random, and kept in a cookie."""
    return secrets.token_urlsafe(32)


def read_visitor(cookie: str | None) -> str | None:
    """The visitor that a cookie names, or null where it is not one of ours."""
    return cookie if cookie and _VISITOR.fullmatch(cookie) else None


async def read_form(request: Request) -> FormData:
    """The fields of a form that a page of this server sent; a FastAPI dependency. Raises Problem (403)."""
    form = await request.form()
    key: FormKey = request.app.state.lobby.form_key
    key.check(request.state.visitor, form.get(FIELD))
    return form


Form = Annotated[FormData, Depends(read_form)]
"""The annotation of a page's parameter that takes a checked form."""
