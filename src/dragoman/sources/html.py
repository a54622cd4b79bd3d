"""An HTML page → the article in it, found by trafilatura; scripts, menus and forms never come along."""

import codecs
import re

import trafilatura
from lxml.etree import LxmlError

from dragoman.errors import SourceError
from dragoman.model.document import RawItem
from dragoman.sources.encodings import check_text, decode_bytes, mend_characters

__all__ = ["read_html"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# How far into a page the HTML standard lets its charset declaration stand, with room for pages that break it.
_CHARSET_WITHIN = 4096
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Only what the page states (meta elements, JSON-LD, time elements): htmldate's extensive search guesses.
_DATES = {"extensive_search": False, "original_date": True}

# Where there is no article trafilatura returns what words there are; fewer than a short sentence are a menu.
_MIN_WORDS = 8


def read_html(raw: bytes, identifier: str) -> RawItem:
    """The article of a page with its title, site name, date and address as the page states them.

    Raises SourceError when the page holds no article text.
    """
    page = _XML_DECLARATION.sub("", _decode(raw, identifier))
    if not page.strip():
        raise SourceError(identifier, "empty", f"{identifier}: empty; there is no text in it")
    try:
        article = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_images=False,
            include_links=False,
            date_extraction_params=_DATES,
        )
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _no_article(identifier, f"it cannot be parsed: {type(error).__name__}") from None
    if article is None or isinstance(article, dict) or len((article.text or "").split()) < _MIN_WORDS:
        raise _no_article(identifier, "menus, scripts or pictures only")
    text = mend_characters(article.text or "")
    check_text(text, identifier)
    return RawItem(
        id=identifier,
        text=text,
        markup="html",
        title=article.title or None,
        url=article.url or None,
        publisher=_publisher(article.sitename, article.hostname),
        published=article.date or None,
        origin=identifier,
    )


def _decode(raw: bytes, identifier: str) -> str:
    declared = _CHARSET.search(raw[:_CHARSET_WITHIN])
    has_mark = raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if declared and not has_mark and b"\x00" not in raw:
        try:
            return raw.decode(declared.group(1).decode("ascii", "replace"))
        except (LookupError, ValueError):
            pass  # an unknown or a false declaration: the bytes themselves decide
    return decode_bytes(raw, identifier)


def _publisher(sitename: str | None, hostname: str | None) -> str | None:
    # trafilatura falls back to the host name, which is an address and not a publisher.
    if not sitename or (hostname and sitename.casefold().removeprefix("www.") == hostname.casefold()):
        return None
    return sitename


def _no_article(identifier: str, why: str) -> SourceError:
    return SourceError(
        identifier,
        "no article text",
        f"{identifier}: no article text found ({why}); save the article itself as text or PDF",
    )
