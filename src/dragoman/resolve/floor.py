"""Who holds the floor in a transcript whose text names him by his label alone: told by the title and the byline."""

import re

from dragoman.codebook.book import Codebook
from dragoman.model.claim import Person
from dragoman.model.document import Document
from dragoman.model.mention import Mention
from dragoman.resolve.scene import HONORIFIC

__all__ = ["find_holder"]

# A byline stands within so many characters of the text's beginning.
_HEAD = 400
_LEAST = 3
_HONORIFIC = re.compile(rf"^(?:{HONORIFIC}\s+)+")
_STATES = {"state", "demonym", "seat"}
# How far a state may end before the office that is its own: "Kenya's Foreign Minister", "Kenyan Minister".
_GAP = 4


def find_holder(label: str, document: Document, codebook: Codebook) -> Person | None:
    """The person whom a label names ("SECRETARY DOE", "Minister Ana Rojas"), with office and state; null where
    neither the label nor the document's head tells an office, or the label gives no name."""
    words = label.split("(")[0].strip()
    words = words.title() if words.isupper() else words
    own = next((m for m in codebook.find_mentions(words) if m.kind == "office" and m.start == 0), None)
    name = _bare(words[own.end :] if own is not None else words)
    if len(name) < _LEAST:
        return None  # "MINISTER:", "A:"
    state = codebook.official_state(document.publisher)
    headings = (document.title or "", document.text[:_HEAD])
    told = [found for heading in headings if (found := _in_heading(name.split()[-1], heading, codebook)) is not None]
    if told:
        office = max((item[1] for item in told), key=len)
        home = next((item[2] for item in told if item[2] is not None), state)
        return Person(told[0][0], office, home, basis="transcript's heading", is_official=True)
    if own is None:
        return None
    known = codebook.leader_home(name)
    return Person(name, own.quote, known[0] if known is not None else None, is_official=True)


def _in_heading(surname: str, heading: str, codebook: Codebook) -> tuple[str, str, str | None] | None:
    """Full name, office and state of who bears a surname in a title or a byline; null where no office is beside it."""
    # Not the label itself, which ends with a colon.
    match = re.search(rf"(?:[A-Z][\w.’'-]*[ ]+){{0,8}}\b(?i:{re.escape(surname)})\b(?!:)", heading)
    if match is None:
        return None
    mentions = codebook.find_mentions(heading)
    offices = [m for m in mentions if m.kind == "office"]
    before = max((m for m in offices if match.start() - 80 <= m.start and m.end < match.end()
                  and _is_name(heading[m.end : match.end()])), key=lambda m: m.end, default=None)  # fmt: skip
    if before is not None:
        return _bare(heading[before.end : match.end()]), before.quote, _home(before, mentions)
    comma = re.match(r",[ ]+", heading[match.end() :])
    after = next((m for m in offices if comma is not None and m.start == match.end() + comma.end()), None)
    if after is None:
        return None
    line = heading[after.start :].split("\n")[0]
    return _bare(match.group()), line.strip() if len(line) <= _HEAD // 4 else after.quote, None


def _is_name(words: str) -> bool:
    return re.fullmatch(r"(?:[ ]+[A-Z][\w.’'-]*){1,6}", words) is not None


def _bare(words: str) -> str:
    return _HONORIFIC.sub("", " ".join(words.split()))


def _home(office: Mention, mentions: tuple[Mention, ...]) -> str | None:
    near = [m for m in mentions if m.kind in _STATES and 0 <= office.start - m.end <= _GAP]
    inside = [m for m in mentions if m.kind in _STATES and m.start == office.start]
    return next((m.key for m in (*near, *inside)), None)
