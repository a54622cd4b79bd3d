"""A document by somebody who would like its words to be obeyed."""

from typing import Any

from dragoman.model.document import Document
from dragoman.model.record import Record
from tests.fakes import actor, make_document, write

__all__ = ["TRICKS", "build_hostile"]

TRICKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "' onmouseover='alert(4)",
    "javascript:alert(5)",
    "\u202egnp.exe\u202c",
    "\u2066flipped\u2069",
    "]]><!--",
    "{{ 7*7 }}",
    "</textarea></title></style>",
)
_ALL = " ".join(TRICKS)


def build_hostile() -> tuple[Document, list[Record]]:
    """One document with every trick in every field, and a record of each kind that names them."""
    text = f"Kenya and Türkiye met {_ALL} in the spring. Kenya pledged to pay. Norway backs it. It came to 3 dollars."
    document = make_document(
        "evil/<script>alert(0)</script>.txt",
        text,
        title=_ALL,
        publisher=_ALL,
        url="javascript:alert(document.domain)",
        published="2024-06-01",
        published_basis=_ALL,
    )
    named: dict[str, Any] = {"initiators": [actor("KEN", _ALL, _ALL), actor("TUR")], "symmetric": True}
    return document, [
        write("event", document, f"met {_ALL}", "2024-06-01", type="CONSULT", form="meeting", place=_ALL,
              mechanism=_ALL, topics=TRICKS, **named),
        write("pledge", document, "pledged to pay", "2024-06-01", pledgers="KEN", beneficiaries="TUR", content=_ALL,
              strength="pledged", condition=_ALL, deadline="2026", project=_ALL),
        write("position", document, "Norway backs it", "2024-06-01", holders="NOR", issue=_ALL, stance="supports",
              terms=TRICKS),
        write("figure", document, "It came to 3 dollars", "2024", metric="trade", subjects=["KEN", "TUR"], value=3.0,
              unit=_ALL, period="2024", project=_ALL),
        write("tie", document, "Kenya and Türkiye", relation="designation", subjects=["KEN", "TUR"], label=_ALL,
              object=_ALL),
        write("quote", document, f"met {_ALL} in", "2024-06-01", speaker=actor("KEN", _ALL, _ALL), mode="direct",
              content=_ALL, cue="said"),
    ]  # fmt: skip
