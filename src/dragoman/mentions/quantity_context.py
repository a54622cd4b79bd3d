"""What the words around a number say of it: more than, up to, about; a rise or a fall."""

import re

__all__ = ["read_change", "read_comparator"]

_COMPARATORS = (
    (
        "<",
        r"up\s{1,2}to|as\s{1,2}(?:much|many|high)\s{1,2}as|(?:no|not)\s{1,2}more\s{1,2}than|at\s{1,2}most|"
        r"(?:a\s)?maximum\s{1,2}of|less\s{1,2}than|lower\s{1,2}than|under|below|fewer\s{1,2}than|just\s{1,2}under",
    ),
    (
        ">",
        r"(?:much\s)?more\s{1,2}than|over|above|exceed(?:ing|ed|s)?|surpass(?:ing|ed|es)?|topp(?:ing|ed)|"
        r"in\s{1,2}excess\s{1,2}of|at\s{1,2}least|"
        r"no\s{1,2}(?:fewer|less)\s{1,2}than|(?:a\s)?minimum\s{1,2}of|upwards?\s{1,2}of|greater\s{1,2}than|"
        r"higher\s{1,2}than|well\s{1,2}over|just\s{1,2}over",
    ),
    (
        "~",
        r"nearly|almost|approximately|about|around|some|roughly|(?:an\s)?estimated|close\s{1,2}to|circa|"
        r"an?\s{1,2}(?:average|estimate)\s{1,2}of|approx\.",
    ),
)
_BEFORE = [
    (sign, re.compile(rf"\b(?:{words})\s{{1,2}}(?P<article>(?:a|an|the)\s{{1,2}})?$", re.IGNORECASE))
    for sign, words in _COMPARATORS
]
_AFTER = (
    (">", re.compile(r"\+(?=\s)|\s{1,2}(?:or|and)\s{1,2}(?:more|above|over)\b")),
    ("<", re.compile(r"\s{1,2}or\s{1,2}(?:less|fewer|under|below)\b")),
    ("~", re.compile(r"\s{1,2}or\s{1,2}so\b")),
)

_RISE = (
    r"(?:increas(?:e|es|ed|ing)|increment|ris(?:e|es|en|ing)|rose|gr(?:ew|own|owth|ows|owing)(?:\srate)?|jump(?:ed|s)?|surg(?:e|ed|es)|"
    r"gain(?:ed|s)?|climb(?:ed|s)?|expand(?:ed|s|ing)?|expansion|soar(?:ed|s)?|up|swell(?:ed)?|higher)"
)
_FALL = (
    r"(?:decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|drop(?:s|ped)?|f(?:all|alls|ell|allen)|cut(?:s)?|reduc(?:ed|tion|tions)|"
    r"down|shr(?:ank|unk)|slump(?:ed)?|plunge[ds]?|contract(?:ed|ion)|lower|slip(?:ped)?)"
)
_LINK = (
    r"(?:\s{1,2}(?:year-on-year|sharply|further|annually|slightly|again))?(?:\s{1,2}(?:of|by))?"
    r"(?:\s{1,2}(?:an?|some|about|around|nearly|almost|over|more\sthan|less\sthan|at\sleast|up\sto|roughly|approximately))*\s{1,2}$"
)
_CHANGE_BEFORE = {
    "up": re.compile(rf"\b{_RISE}{_LINK}", re.IGNORECASE),
    "down": re.compile(rf"\b{_FALL}{_LINK}", re.IGNORECASE),
}
_GAP = r"(?:\s{1,2}(?:year-on-year|annual|year-over-year|overall|real|sharp))?\s{1,2}"
_CHANGE_AFTER = {
    "up": re.compile(
        rf"{_GAP}(?:increase|rise|growth|jump|surge|gain|expansion|hike|higher|more\s(?:than|from))\b", re.IGNORECASE
    ),
    "down": re.compile(
        rf"{_GAP}(?:decrease|decline|drop|fall|cut|reduction|contraction|lower|less\s(?:than|from))\b", re.IGNORECASE
    ),
}
_YEARLY = re.compile(
    r",?\s{1,2}(?:year-on-year|year\son\syear|year-over-year|from\s(?:a|the\sprevious)\s(?:year|month))\b",
    re.IGNORECASE,
)


def read_comparator(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The comparator's sign and the bounds with its words."""
    before = text[max(0, start - 24) : start]
    for sign, pattern in _BEFORE:
        match = pattern.search(before)
        if match and not (match["article"] and text[start : start + 1].isdigit()):
            # "satisfaction over a 46 percent increase": the article is the noun's, and "over" not the number's.
            return sign, start - (len(before) - match.start()), end
    for sign, pattern in _AFTER:
        after = pattern.match(text, end)
        if after:
            return sign, start, after.end()
    return "=", start, end


def read_change(text: str, start: int, end: int) -> tuple[bool, str | None]:
    """Whether the words around a number say that it measures a change, and which way it went ("up", "down")."""
    before = text[max(0, start - 48) : start]
    for direction, pattern in _CHANGE_BEFORE.items():
        if pattern.search(before):
            return True, direction
    for direction, pattern in _CHANGE_AFTER.items():
        if pattern.match(text, end):
            return True, direction
    return _YEARLY.match(text, end) is not None, None
