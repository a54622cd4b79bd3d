"""The dateline before a report, and the lone date line under a headline."""

import re
from collections.abc import Iterator, Sequence

from dragoman.model.document import Dateline, Mask
from dragoman.text.clean import iter_lines
from dragoman.text.days import DAY, WEEKDAY, read_day

__all__ = ["find_date_line", "find_dateline", "read_dateline"]

# A dateline opens the first paragraph, after a headline, a standfirst and a byline at most.
_MAX_LINES = 10
# A line as long as this is the report itself: after one, no dateline of the whole text can follow.
_BODY = 300

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_CAPITALS = rf"{_CAPITAL}(?:{_CAPITAL}|['’.])+"
_PLACE_UPPER = re.compile(rf"{_CAPITALS}(?:(?:\s?[-/–]\s?|\s(?:de\s|DE\s|es\s)?){_CAPITALS}){{0,3}}(?![\w])")
_PLACE_MIXED = re.compile(
    rf"{_CAPITAL}[\w'’.]+(?:[-/\s](?:(?:de|la|del|al|el|es|am|an|der|of|the)[\s-])?{_CAPITAL}[\w'’.]+){{0,3}}"
)
_REGION = re.compile(rf"\s*,\s*{_CAPITAL}[\w.'’-]*(?:[ -][\w.'’-]+){{0,3}}?(?=\s*[,(:/]|\s+[-–—]|\s*[—–]|\s*$)")
_DATE = re.compile(rf"\s*[,.]?\s*\(?({DAY})(?:\s*,\s*(?:{WEEKDAY}|\d{{4}}))?\)?\.?(?=\W|$)", re.IGNORECASE)
_AGENCY = re.compile(r"\s*,?\s*(?:\(([^()]{2,40})\)|/([A-Z][\w. -]{1,24})/)")
_BARE_AGENCY = re.compile(r"\s*,\s*([A-Z]{2,8}|Xinhua|Reuters|Bernama|Antara|Kyodo|Yonhap)(?=\s*[-–—:])")
_DASH = re.compile(r"\s*(?:[—–]|--+|\s-)\s*")
_COLON = re.compile(r"\s*:\s+")
_FULL_STOP = re.compile(r"\s*[.|_]+\s+")
_AGENCY_ONLY = re.compile(r"\(([A-Z][\w. /]{1,24})\)")
# Place names do not hold these: what looks like a dateline with one of them is a label or a speaker's name.
_NO_PLACE = re.compile(
    r"(?<![\w'’-])(?:SECRETARY|PRESIDENT|MINISTER|AMBASSADOR|GENERAL|SENATOR|CHAIR(?:MAN|WOMAN)?|DIRECTOR|SPOKES\w+|"
    r"MODERATOR|MRS?|MS|DR|SIR|"
    r"Q|A|QUESTIONS?|ANSWERS?|REPLY|REPORTER|OFFICIAL|STAFF|HOST|INTERVIEWER|PARTICIPANTS?|TRANSCRIPT|UPDATED?|"
    r"BREAKING|ALERT|BULLETIN|"
    r"URGENT|FLASH|ANALYSIS|OPINION|EDITORIAL|COMMENTARY|EXPLAINER|FACTBOX|FACT|SHEET|BACKGROUND|NOTE|NEWS|"
    r"WATCH|READ|LISTEN|MORE|FILE|"
    r"PHOTOS?|VIDEO|SOURCES?|SUBJECT|DATE|TO|FROM|BY|ABOUT|STATEMENT|RELEASE|PRESS|REMARKS|READOUT|INTERVIEW|"
    r"EXCLUSIVE|SUMMARY|TEXT|"
    r"EDITORS?|NOMINATIONS?|CORRECTED|ADDS|WRAPUP|LEAD|LIVE|INTRODUCTION|CONCLUSION|ANNEX|PART|SECTION|CHAPTER|"
    r"MEMORANDUM|AGENDA|"
    r"I|WE|THE(?! (?:HAGUE|GAMBIA|VATICAN|VALLEY))|THIS|TODAY|IN|ON|AT)(?![\w'’-])",
)  # fmt: skip
# Agencies that stand between a place in small letters and the report ("Nairobi (CNN) The ..."): any other name in
# brackets there may be the abbreviation of what went before.
_KNOWN_AGENCY = re.compile(
    r"(?:AP|AFP|CNN|UPI|DPA|EFE|ANSA|TASS|IRNA|ANI|PTI|IANS|APP|WAM|SPA|KUNA|QNA|PNA|VNA|NNA|RIA Novosti|"
    r"Reuters|Xinhua|"
    r"Sputnik|Bernama|Antara|Kyodo|Yonhap|Anadolu|AA|Interfax|Bloomberg|Ukrinform|VOA|RFE/RL)(?: .*)?"
)
# Agencies whose name is no abbreviation in capitals.
_AGENCY_NAMES = re.compile(
    r"[A-Z]{2,}(?:[/ -][A-Z]{2,})*|.*\b(?:Reuters|Xinhua|Sputnik|Bernama|Antara|Kyodo|Yonhap|Anadolu|"
    r"Interfax|Bloomberg|Tass|Ukrinform|Belga|Tanjug|Hina|Agerpres|News|Agency|Agencies|Press|Service|Times|"
    r"Post|Media|Monitoring|Desk|"
    r"Staff|Wire|Writer|Reporter|Correspondent|Bureau|Web)\b.*"
)
_LABEL = re.compile(rf"^[ \t]*{_CAPITALS}(?:[ ,./-]+{_CAPITALS}){{0,6}}\s?:", re.MULTILINE)
_STARTS_DATE = re.compile(rf"\s*[,.]?\s*\(?{DAY}", re.IGNORECASE)

_DATE_LINE = re.compile(
    rf"(?:(?:published|posted|dated?|released|issued|first published)\s*(?:on|at)?\s*:?\s*)?({DAY})", re.IGNORECASE
)
# What may stand after the date on its line: the date again, a time, a zone.
_BESIDE_DATE = re.compile(
    rf"{DAY}|\b\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?|\b[ap]\.?m\b\.?|\b(?:gmt|utc|[a-z]{{1,2}}[sd]?t|at|on|hrs)\b|[\W_]",
    re.IGNORECASE,
)
# Fewer words after the dash are no report.
_MIN_REPORT = 3
# The longest such line with room to spare.
_MAX_DATE_LINE = 80


def find_dateline(text: str, masks: Sequence[Mask] = ()) -> Dateline | None:
    """The dateline that opens the report ("NAIROBI, May 3 (Agency) -"), or null; `end` is where the report begins."""
    for start, end in _iter_head(text, masks):
        line = text[start:end]
        found = _read_line(line, start, text)
        if found:
            return found
        if len(line) >= _BODY:
            break
    return None


def read_dateline(stated: str) -> Dateline | None:
    """A dateline that came apart from the text; it has no span in it, so `start` and `end` are 0."""
    parsed = _parse(stated.strip())
    if parsed is None:
        return None
    place, date, agency, _ = parsed
    return Dateline(0, 0, place, date, agency)


def find_date_line(text: str, masks: Sequence[Mask] = ()) -> tuple[int, int, str] | None:
    """Span and EDTF day of a line near the head that holds nothing but a full date, or null."""
    for start, end in _iter_head(text, masks):
        match = _DATE_LINE.match(text, start, end) if end - start <= _MAX_DATE_LINE else None
        edtf = read_day(match.group(1)) if match and not _BESIDE_DATE.sub("", text[match.end() : end]) else None
        if edtf and not edtf.startswith("X"):
            return start, end, edtf
        if end - start >= _BODY:
            break
    return None


def _iter_head(text: str, masks: Sequence[Mask]) -> Iterator[tuple[int, int]]:
    count = 0
    for start, end in iter_lines(text):
        if any(mask.start <= start and end <= mask.end for mask in masks):
            continue
        inside = [mask.end for mask in masks if mask.start <= start < mask.end]
        start = max([start, *inside])
        yield start, end
        count += 1
        if count >= _MAX_LINES:
            return


def _parse(line: str) -> tuple[str | None, str | None, str | None, int] | None:
    """Place, date, agency and where they end; null if the line does not open with a place."""
    match = _PLACE_UPPER.match(line)
    is_upper = match is not None and len(match.group()) > 2
    if not is_upper:
        match = _PLACE_MIXED.match(line)
    if match is None or _NO_PLACE.search(match.group().upper()):
        return None
    at, date, agency = match.end(), None, None
    place_end, has_date = at, False
    while True:
        found = _DATE.match(line, at) if not has_date else None
        if found:
            date, at, has_date = read_day(found.group(1)), found.end(), True
            continue
        found = (
            (_AGENCY.match(line, at) or (_BARE_AGENCY.match(line, at) if has_date else None)) if not agency else None
        )
        if found:
            name = next(group for group in found.groups() if group).strip()
            if _AGENCY_NAMES.fullmatch(name):
                agency = name
            elif has_date:
                return None
            else:
                place_end = found.end()
            at = found.end()
            continue
        found = _REGION.match(line, at) if not has_date and not agency and not _STARTS_DATE.match(line, at) else None
        if found is None:
            break
        at = place_end = found.end()
    if not (is_upper or has_date or (agency and _KNOWN_AGENCY.fullmatch(agency))):
        return None
    return line[:place_end].strip(), date, agency, at


def _read_line(line: str, offset: int, text: str) -> Dateline | None:
    only = _AGENCY_ONLY.match(line)
    if only and _AGENCY_NAMES.fullmatch(only.group(1)):
        dash = _DASH.match(line, only.end())
        return Dateline(offset, offset + (dash.end() if dash else only.end()), None, None, only.group(1))
    parsed = _parse(line)
    if parsed is None:
        return None
    place, date, agency, at = parsed
    if at == len(line):
        # "Geneva, 3 March 2021" on a line of its own heads a release.
        return Dateline(offset, offset + at, place, date, agency) if date and not date.startswith("X") else None
    separator = _DASH.match(line, at)
    if separator is None:
        is_label = not date and not _is_colon_dateline(line[:at], text)
        separator = None if is_label else _COLON.match(line, at)
    if separator is None and agency and (date or _KNOWN_AGENCY.fullmatch(agency)):
        separator = _FULL_STOP.match(line, at) or re.compile(r"\s+(?=[A-Z“\"])").match(line, at)
    if separator is None and date and line[at - 1] == ".":
        separator = re.compile(r"\s+").match(line, at)
    if separator is None:
        return None
    following = line[separator.end() :].split()
    stands_alone = not following and (agency or date)  # "HARARE, May 3 (Agency) --" on a line of its own
    if len(following) < _MIN_REPORT and not stands_alone:
        return None
    return Dateline(offset, offset + separator.end(), place, date, agency)


def _is_colon_dateline(label: str, text: str) -> bool:
    """Whether "NEW DELHI:" is a dateline: where other lines begin so too, the labels are speakers or headings."""
    return label.upper() == label and len(label.split()) <= 4 and len(_LABEL.findall(text)) == 1
