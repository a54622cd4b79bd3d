"""When a document was published and by whom, and how that is known; never a guess."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from dragoman.model.document import Dateline, Mask, RawItem
from dragoman.model.when import NOT_STATED
from dragoman.text.boilerplate import SOURCE_LINE
from dragoman.text.dateline import find_date_line
from dragoman.text.days import DAY, make_edtf, read_day, read_published

__all__ = ["find_published", "find_publisher"]

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# "/2023/01/10/", "/2013/may/24/", "/2023-01-10-", "/20230110": how sites put the day into an address.
_URL_DAY = re.compile(
    r"[/_-]((?:19|20)\d{2})(?:[/_-](\d{1,2}|[a-z]{3})[/_-](\d{1,2})|(\d{2})(\d{2}))(?=[/_.-]|$|[a-z])", re.IGNORECASE
)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})/?(0[1-9]|1[0-2])(?=/)")
_FULL_DAY = re.compile(DAY, re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,$€£/-])(?:19|20)\d{2}(?![\d%]|[.,]\d)")
# A text that looks back on a day may name the same day of another year.
_LOOKS_BACK = re.compile(
    r"anniversar|commemorat|\byears? (?:ago|since|after|later|before|earlier)\b|\bon this day\b|\bremembrance\b",
    re.IGNORECASE,
)


def find_published(item: RawItem, masks: Sequence[Mask], dateline: Dateline | None) -> tuple[str | None, str]:
    """EDTF of the publication date (usually a day) and its basis; null with the reason where nothing fixes it.

    In this order: what the source states, a date in the address, a lone date line, the dateline. A dateline without a
    year takes one only where the text gives the very same day with a year, and nothing in it is later or looks back.
    """
    if item.published:
        edtf = read_published(item.published)
        return (edtf, "stated by the source") if edtf else (None, f"unreadable: {item.published[:60]}")
    edtf = _read_url(item.url)
    if edtf:
        return edtf, "date in the URL"
    line = find_date_line(item.text, masks)
    if line:
        start, end, edtf = line
        return edtf, f"date line “{item.text[start:end]}”"
    if dateline is None or dateline.date is None:
        return None, NOT_STATED
    if not dateline.date.startswith("X"):
        return dateline.date, "date in the dateline"
    same = _find_same_day(item.text, dateline)
    if same:
        return same[0], f"dateline with the year of “{same[1]}”"
    return None, "dateline without a year"


def _read_url(url: str | None) -> str | None:
    if not url:
        return None
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for year, month, day, month_digits, day_digits in _URL_DAY.findall(path):
        month, day = month or month_digits, day or day_digits
        if not month.isdigit():
            if month.casefold() not in _MONTHS:
                continue
            month = str(_MONTHS.index(month.casefold()) + 1)
        edtf = make_edtf(int(year), int(month), int(day))
        if edtf:
            return edtf
    match = _URL_MONTH.search(path)
    return f"{match.group(1)}-{match.group(2)}" if match else None


def _find_same_day(text: str, dateline: Dateline) -> tuple[str, str] | None:
    if dateline.date is None or _LOOKS_BACK.search(text):
        return None
    found: dict[str, str] = {}
    for match in _FULL_DAY.finditer(text, dateline.end):
        edtf = read_day(match.group())
        if edtf and not edtf.startswith("X") and edtf[4:] == dateline.date[4:]:
            found.setdefault(edtf, match.group())
    if len(found) != 1:
        return None
    ((edtf, words),) = found.items()
    latest = max((int(year) for year in _YEAR.findall(text)), default=0)
    return (edtf, words) if latest <= int(edtf[:4]) else None


def find_publisher(item: RawItem, masks: Sequence[Mask], dateline: Dateline | None) -> str | None:
    """Who published it: as the source states it, else its SOURCE line, else the dateline's agency."""
    if item.publisher:
        return item.publisher
    for mask in masks:
        if mask.reason == SOURCE_LINE:
            line = item.text[mask.start : mask.end]
            name = re.split(r"[:：]\s*|published (?:in|on|by)\s+", line, maxsplit=1, flags=re.IGNORECASE)[-1]
            name = name.strip(" \t*_[]().")
            # A picture's credit names its photographer, not the publisher.
            if name and line.lstrip("[(*_- ").casefold().startswith(("source", "originally", "first", "via")):
                return name
    return dateline.agency if dateline else None
