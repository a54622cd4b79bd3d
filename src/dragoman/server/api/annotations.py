"""Evidence as W3C Web Annotations: which words of which document support which field of a record."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from fastapi import Request

from dragoman.model.document import Document
from dragoman.model.record import Record

__all__ = ["LD_JSON", "build_annotation_page", "make_document_address"]

LD_JSON = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Words before and after a quote that find it again in a text that has changed a little.
_AROUND = 32


def make_document_address(request: Request, document: str, version: str) -> str:
    """Where the text of one version of a document is, which offsets count in."""
    return f"{request.base_url}api/v1/documents/{quote(document)}?form=text&version={quote(version, safe='')}"


def build_annotation_page(
    request: Request,
    records: Iterable[Record],
    get_document: Callable[[Record], Document | None],
    following: str | None = None,
) -> Mapping[str, Any]:
    """An AnnotationPage with one annotation for each piece of evidence; offsets are Unicode code points."""
    items = [item for record in records for item in _iter_annotations(request, record, get_document(record))]
    page: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": str(request.url),
        "type": "AnnotationPage",
        "items": items,
    }
    return {**page, "next": str(request.url.include_query_params(cursor=following))} if following else page


def _iter_annotations(request: Request, record: Record, document: Document | None) -> Iterable[dict[str, Any]]:
    about = f"{request.base_url}api/v1/records/{record.id}"
    for place, item in enumerate(record.evidence):
        yield {
            "id": f"{about}#evidence-{place + 1}",
            "type": "Annotation",
            "motivation": "describing",
            "body": [
                {"type": "SpecificResource", "source": about, "purpose": "describing"},
                {"type": "TextualBody", "value": item.field, "format": "text/plain", "purpose": "tagging"},
            ],
            "target": _make_target(request, record, document, item.start, item.end, item.quote),
        }


def _make_target(
    request: Request, record: Record, document: Document | None, start: int, end: int, words: str
) -> dict[str, Any]:
    selector: dict[str, Any] = {"type": "TextQuoteSelector", "exact": words}
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": make_document_address(request, record.document, record.version),
        "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, selector],
    }
    if document is not None:
        selector["prefix"] = document.text[max(0, start - _AROUND) : start]
        selector["suffix"] = document.text[end : end + _AROUND]
        if document.url:
            target["via"] = document.url
    return target
