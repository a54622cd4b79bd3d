"""Pages for people, made on the server; everything on them can be read without JavaScript."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from dragoman.server.html import render_page
from dragoman.server.lobby import get_dragoman
from dragoman.service import Dragoman

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def _home(request: Request, dragoman: Annotated[Dragoman, Depends(get_dragoman)]) -> HTMLResponse:
    return render_page(request, "home.html", status_answer=dragoman.status())
