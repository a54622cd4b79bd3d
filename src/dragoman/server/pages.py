"""Pages for people, made on the server; everything on them can be read without JavaScript."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.server.guard.forms import Form
from dragoman.server.guard.gate import TOKEN_COOKIE
from dragoman.server.html import render_page
from dragoman.server.lobby import Lobby, get_lobby
from dragoman.server.views import adding, document, home, lists, map, record, relation

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
for _part in (home, relation, record, document, lists, map, adding):
    router.include_router(_part.router)


@router.get("/login", response_class=HTMLResponse)
def _show_login(request: Request) -> HTMLResponse:
    return render_page(request, "login.html", is_wrong=False)


@router.post("/login", response_class=HTMLResponse)
def _log_in(request: Request, form: Form, lobby: Annotated[Lobby, Depends(get_lobby)]) -> Response:
    token = form.get("token")
    if not isinstance(token, str) or lobby.tokens.find(token) is None:
        return render_page(request, "login.html", 401, is_wrong=True)
    response = RedirectResponse("/", 303)
    is_secure = request.url.scheme == "https"
    response.set_cookie(TOKEN_COOKIE, token, httponly=True, samesite="strict", secure=is_secure, path="/")
    return response
