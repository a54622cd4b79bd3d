"""What kind of text it is, since who speaks matters as much as what is said: a scored rule with named reasons.

Each sign adds its weight to one genre; the genre with the most wins if it reaches `_ENOUGH`. The weights are set by
hand: a title that names the genre outweighs any two signs in the body, and two signs in the body agree on most texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model.document import GENRES

__all__ = ["Sign", "find_genre", "find_signs"]

_ENOUGH = 2.0


@dataclass(frozen=True, slots=True)
class Sign:
    """One reason to take a text for a genre, and what it weighs."""

    genre: str
    weight: float
    reason: str


_TITLE_SIGNS = tuple(
    (genre, weight, re.compile(pattern, re.IGNORECASE), reason)
    for genre, weight, pattern, reason in (
        ("readout", 8.0, r"\bread-?outs?\b", "“readout” in the title"),
        (
            "joint-statement",
            7.0,
            r"^(?!.*\b(?:issues?d?|signs?|signed|adopts?|adopted|releases?d?|slams?|condemns?|hails?|rejects?|"
            r"after|says?|said|welcomes?)\b)"
            r".*\b(?:joint (?:press |media |leaders['’]? )?(?:statement|communiqu[eé]|declaration|readout|"
            r"vision|action plan)|"
            r"(?:leaders|ministers|chair|chairs|chairman|summit)(?:['’]s?)? (?:joint )?(?:statement|"
            r"communiqu[eé]|declaration)|"
            r"(?:statement|communiqu[eé]|declaration) (?:of|by) the (?:G-?(?:7|8|20)|quad|foreign ministers|"
            r"heads of|leaders|members))\b",
            "a title of a joint text",
        ),
        (
            "speech",
            6.0,
            r"^(?:(?:full )?(?:text|transcript)\b|.{0,80}\b(?:remarks|speech|address|toast|keynote|testimony|"
            r"lecture|intervention|"
            r"press (?:conference|briefing|availability|gaggle)|interview|national statement|town ?hall|"
            r"written reply|reply to (?:a )?(?:supplementary |parliamentary )?question)\b(?: (?:by|of|at|to|"
            r"with|from|on|before|in|"
            r"after|following|for|the|and|[A-Z])|:|,|$|\s))",
            "a title of a speech, briefing or interview",
        ),
        (
            "opinion",
            7.0,
            r"^(?:\[?(?:opinion|op-?ed|editorial|commentary|analysis|viewpoint|perspective|column|letters?|"
            r"essay|guest post)\]?\b\s*(?:[:|–—-]|$)"
            r"|.*[|–—-]\s*(?:opinion|op-?ed|editorial|commentary|analysis|viewpoint)\s*$)",
            "“opinion” or the like in the title",
        ),
        (
            "opinion",
            2.0,
            r"^(?:why|how|what|should|can|is|are|will|the case (?:for|against))\b.*(?:\?|must|should|matters?|needs?)",
            "a title that argues",
        ),
    )
)  # fmt: skip
# Columnists' names in capitals before the headline ("OKAFOR: The treaty nobody reads").
_COLUMNIST = re.compile(r"^(?:[A-Z][A-Z'’.-]{2,}(?: (?:and|&) [A-Z'’.-]{3,}| [A-Z'’.-]{2,}){0,2}): [A-Z‘“][a-z]?")
_REPORT_LABELS = re.compile(
    r"^(?:UPDATE|BREAKING|WATCH|READ|EXCLUSIVE|REPORT|POLL|VIDEO|FACT|LIVE|URGENT|BULLETIN|JOINT|STATEMENT|READOUT)\b"
)
_OPINION_URL = re.compile(
    r"/(?:opinions?|commentary|op-?eds?|editorials?|columnists?|columns?|comment(?:isfree)?)(?:[/.-]|$)",
    re.I,
)
_OFFICIAL = re.compile(
    r"\b(?:ministry|department of|state department|embassy|white house|government|delegation|presidency|kremlin|"
    r"chancellery|"
    r"foreign office|prime minister['’]?s? office|office of|permanent mission|secretariat|european (?:council|"
    r"commission|union|external)|council of|"
    r"united nations|nato|parliament|cabinet)\b",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"\b(?:reuters|xinhua|afp|ap|associated press|tass|interfax|anadolu|kyodo|yonhap|bernama|news|times|post|"
    r"herald|tribune|"
    r"daily|gazette|guardian|journal|broadcasting|bbc|cnn|npr|efe|ansa|dpa|agency|agence|press|wire|voice of|"
    r"radio|tv|networks?)\b",
    re.IGNORECASE,
)
_MARKED_OPINION = re.compile(
    r"analysis\s*/\s*opinion|^\W*(?:opinion|commentary|editorial|op-ed)\W*$|"
    r"\b(?:the )?(?:writer|author|columnist)s? (?:is|are|was|teaches|can be|works|serves)\b|"
    r"(?:opinions|views) (?:and \w+ )?expressed (?:in|by|here)\b",
    re.IGNORECASE | re.MULTILINE,
)
_JOINT_OPENING = re.compile(
    r"\bthe (?:text of the )?following (?:joint )?(?:statement|text|declaration|communiqu[eé]) was (?:released|"
    r"issued|adopted|agreed)\b"
    r"[^.]{0,80}\b(?:governments|ministers|leaders|by .{0,200}\band\b)|"
    r"^\W*we,? (?:,?the )?(?:\w+[ -]){0,4}(?:leaders|ministers|heads|representatives|"
    r"members|presidents|governments)\b[^.]{0,300},",
    re.IGNORECASE | re.MULTILINE,
)
_SPEAKER = re.compile(
    r"^[ \t]*(?:[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z(][A-Z.'’)-]*){0,6}|Q|A|Question|Answer|Reporter|Moderator)\s?:\s+\S",
    re.MULTILINE,
)
_VOCATIVE = re.compile(
    r"^\W*(?:(?:your )?(?:excellenc(?:y|ies)|majest(?:y|ies)|highness(?:es)?)|ladies and gentlemen|distinguished \w+|"
    r"(?:thank you(?: very much)?,? )?(?:mr|madam|madame)\.? (?:president|chair\w*|speaker|secretary|co-chair)|"
    r"(?:dear |my )?(?:friends|colleagues)|good (?:morning|afternoon|evening))\b",
    re.IGNORECASE | re.MULTILINE,
)
_CONTACT = re.compile(
    r"\b(?:met|meets|spoke|speaks|hosted|hosts|received|receives|held (?:a |an )?(?:\w+ ){0,3}(?:call|meeting|"
    r"talks|conversation|consultations?)|"
    r"called on|paid a|had (?:a |an )?(?:\w+ ){0,2}(?:call|meeting|conversation)|telephoned|convened|joined|"
    r"participated in|welcomed)\b"
)
_ANNOUNCED = re.compile(
    r"\b(?:will|is to|are to|is scheduled to|intends to) (?:also )?(?:visit|travel|meet|attend|make|host|lead|"
    r"participate|join|co-chair|represent|"
    r"be (?:in|on|travell?ing|visiting|accompanied|hosted)|release|issue|impose)\b"
)
_REPORTING = re.compile(
    r"\b(?:said|says|told|added|according to|reported|reporters|announced|stated|spokes(?:man|woman|person)|"
    r"noted|quoted|warned|asked)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:(?:on|late|early|last|since|this) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_ARGUING = re.compile(
    r"\b(?:must|should|ought to|needs? to|has to|have to|it is (?:crucial|imperative|essential|vital|worth|"
    r"high time|clear|important|evident|"
    r"necessary)|let us|cannot afford)\b",
    re.IGNORECASE,
)
_JUDGING = re.compile(
    r"\b(?:indeed|undoubtedly|clearly|of course|thus|hence|moreover|furthermore|therefore|after all|"
    r"in other words|to be sure|perhaps|"
    r"surely|obviously|unfortunately|needless to say|arguably|seems? to|appears? to be|poised to|paradox|irony|"
    r"historically|"
    r"significance|pivotal|testament|promising|rather than|so far|for decades|in fact|the reality is|"
    r"make no mistake)\b",
    re.IGNORECASE,
)
_FIRST_SINGULAR = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|myself)\b(?!\.)")
_FIRST_PLURAL = re.compile(r"\b(?:we|our|us|ours)\b(?!\.)", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”]{1,3000}”?|\"[^\"\n]{1,3000}\"?|‘[^‘’]{20,1000}’(?=\W)")
# Genre shows early; the rest of a long transcript adds nothing.
_SAMPLE = 30_000


def find_genre(
    title: str | None, text: str, publisher: str | None = None, url: str | None = None, *, has_dateline: bool = False
) -> str:
    """One of GENRES: "other" where no signs reach the threshold. `text` is the text without its boilerplate."""
    scores = dict.fromkeys(GENRES, 0.0)
    for sign in find_signs(title, text, publisher, url, has_dateline=has_dateline):
        scores[sign.genre] += sign.weight
    best = max(GENRES, key=lambda genre: scores[genre])
    return best if scores[best] >= _ENOUGH else "other"


def find_signs(
    title: str | None, text: str, publisher: str | None = None, url: str | None = None, *, has_dateline: bool = False
) -> tuple[Sign, ...]:
    """Every sign in title, address, publisher and text, so that a genre can be explained."""
    sample = text[:_SAMPLE]
    official = bool(publisher and _OFFICIAL.search(publisher))
    signs = [
        *_iter_outside(title, publisher, url, official),
        *_iter_forms(sample, official),
        *_iter_style(sample, official),
    ]
    if has_dateline:
        signs.append(Sign("news", 3.0 if not official else 0.5, "a dateline"))
    return tuple(signs)


def _iter_outside(title: str | None, publisher: str | None, url: str | None, official: bool) -> Iterator[Sign]:
    for genre, weight, pattern, reason in _TITLE_SIGNS:
        # "Why the address matters" is about a speech: outside official sites only a transcript's title counts fully.
        if title and pattern.search(title):
            yield Sign(genre, weight if official or genre != "speech" else weight / 4, reason)
    if title and not official and _COLUMNIST.match(title) and not _REPORT_LABELS.match(title):
        yield Sign("opinion", 4.0, "a columnist's name before the headline")
    if url and _OPINION_URL.search(url):
        yield Sign("opinion", 5.0, "the address of an opinion page")
    if official:
        yield Sign("other", 1.5, "an official publisher")
    elif publisher and _PRESS.search(publisher):
        yield Sign("news", 1.0, "a news publisher")


def _iter_forms(text: str, official: bool) -> Iterator[Sign]:
    head = text[:1500]
    if _JOINT_OPENING.search(head):
        yield Sign("joint-statement", 5.0, "an opening of a joint text")
    labels = [label.partition(":")[0].strip() for label in _SPEAKER.findall(text)]
    if len(labels) >= 3 and len(set(labels)) < len(labels):
        yield Sign("speech", 5.0, "speakers' labels")
    vocative = _VOCATIVE.search(head)
    if vocative:
        yield Sign("speech", 3.0 if len(_VOCATIVE.findall(text)) < 2 else 4.0, "words of address")
    if _MARKED_OPINION.search(text[:400]) or _MARKED_OPINION.search(text[-800:]):
        yield Sign("opinion", 5.0, "marked as opinion")
    opening = _QUOTED.sub(" ", text[:600])
    if official and _ANNOUNCED.search(opening):
        yield Sign("other", 1.5, "an official announcement")
    elif official and _CONTACT.search(opening):
        yield Sign("readout", 2.5, "an official account of a contact")


def _iter_style(text: str, official: bool) -> Iterator[Sign]:
    """Signs from the author's own words: what stands in quotation marks is somebody else's voice."""
    own = _QUOTED.sub(" ", text)
    words = max(len(own.split()), 1)

    def rate(pattern: re.Pattern[str]) -> float:
        return 100 * len(pattern.findall(own)) / words

    singular, plural, arguing, judging = (rate(p) for p in (_FIRST_SINGULAR, _FIRST_PLURAL, _ARGUING, _JUDGING))
    reporting = rate(_REPORTING)
    if official:
        if singular >= 1.0 or (singular > 0.3 and singular + plural >= 2.0):
            yield Sign("speech", 4.5, "an official who says “I”")
        return
    if reporting >= 1.0:
        yield Sign("news", 2.0, "words of reporting")
    elif reporting >= 0.5:
        yield Sign("news", 1.0, "some words of reporting")
    if _WEEKDAY.search(own[:1200]):
        yield Sign("news", 1.5, "a weekday near the start")
    elif words >= 200 and reporting < 1.0:
        yield Sign("opinion", 1.0, "no day near the start and little reporting")
    if singular >= 0.4:
        yield Sign("opinion", 2.0, "an author who says “I”")
    if plural >= 0.8:
        yield Sign("opinion", 1.0, "an author who says “we”")
    if arguing + judging >= 0.5 and reporting < 1.0:
        yield Sign("opinion", 1.5, "words of advice or judgement")
    if arguing + judging >= 1.2:
        yield Sign("opinion", 1.5, "many words of advice or judgement")
    if reporting < 0.4 and words >= 120:
        yield Sign("opinion", 1.0, "hardly a word of reporting")
