"""The list of what boilerplate looks like: lines by reason, each form on a line of its own.

A form is matched from the start of a line without regard to case; it ends with `$` where the whole line must be it.
`words` is the most words such a line has, since what is longer is prose whatever it begins with.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["RULES", "SOURCE_LINE", "Rule"]

SOURCE_LINE = "source line"

_SMALL = {"of", "the", "and", "for", "in", "on", "at", "de", "la", "from", "by", "to", "via"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines of at most `words` words that begin as one of the forms, and pass the check if there is one."""

    reason: str
    pattern: re.Pattern[str]
    words: int
    check: Callable[[str], bool] | None

    def is_match(self, line: str, words: int) -> bool:
        """Whether a line, stripped of white space, is boilerplate of this kind."""
        return words <= self.words and bool(self.pattern.match(line)) and (self.check is None or self.check(line))


def _rule(reason: str, words: int, *forms: str, check: Callable[[str], bool] | None = None) -> Rule:
    return Rule(reason, re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE), words, check)


def _is_credited_name(line: str) -> bool:
    """Whether a name follows the colon and not a clause: mostly capitals, and no sentence that ends within."""
    value = line.partition(":")[2].strip() or line
    words = [word for word in re.findall(r"[^\W_][\w.&'’-]*", value) if word.casefold() not in _SMALL]
    if not words or re.search(r"[a-z]{2}[.!?;]\s", value):
        return False
    return sum(not word[0].islower() for word in words) > len(words) / 2


def _is_capitals(line: str) -> bool:
    return line.upper() == line


_PLATFORM = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|telegram|instagram|youtube|reddit|pinterest|tumblr|flipboard|e-?mail|"
    r"messenger|copy link|print|tweet|share|post|pin|weibo|wechat|viber|line|pocket|sms|comments?|more|save)"
)
_SIGN_UP_FOR = r"(?:newsletters?|e-?mails?|inbox|alerts?|updates|channel|briefing|podcast|app|digest|edition|here)"
_SPEAKING = (
    r"(?:spokes(?:person|man|woman)|press secretary|press service|media relations|public affairs|communications?|"
    r"information)"
)
_BULLET = r"[•*▪>»\-– ]*"

RULES = (
    _rule(
        "tag remnant",
        60,
        r"<?!--.*",
        r"[^.]*-->$",
        r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>$",
        r"[a-z-]+=\"[^\"]*\"(?:\s+[a-z-]+=\"[^\"]*\")*\s*/?>?$",
    ),
    _rule(
        "script remnant",
        400,
        r".*\bgtag\(",
        r".*\bdataLayer\b",
        r".*\bdocument\.(?:write|getElement|createElement)",
        r".*\bwindow\.\w+\s*=",
        r".*\bfunction\s*\w*\([^)]*\)\s*\{",
        r"var \w+\s*=",
        r".*\baddEventListener\b",
        r"[.#]?[\w-]+\s*\{\s*[\w-]+\s*:",
    ),
    _rule(
        "placeholder",
        20,
        r"\[(?:pullquote|embed|caption|gallery|video|image|photo|advert|related|[a-z_]+ id=)[^\]]*\]$",
    ),
    _rule("attribute list", 20, r"\{:[^{}]{0,200}\}$"),
    _rule(
        "print button",
        10,
        r"print(?:er)?[ -]friendly\b",
        r"(?:print|e-?mail|save|download|bookmark)(?: (?:this )?(?:page|article|story|pdf))?$",
        r"listen to (?:this )?(?:article|story)\b",
    ),
    _rule(
        "advertisement",
        14,
        r"[-–—*\s\[(]*(?:advertise?ments?|advertising|advt|ad|sponsored(?: content)?|promoted content)[-–—*\s\]):.]*$",
        r"advertisement\W+(?:continue|scroll|story|article)\b",
        r"sponsored by\b",
        r"[-–—*\s(]*(?:story|article|text|report) continue[sd] (?:below|after)\b",
        r"[-–—*\s(]*(?:scroll (?:down )?to continue|continue reading|skip)\b[^.]*$",
    ),
    _rule(
        "share line",
        30,
        rf"(?:listen to article [\d:]+ )?share(?: this)?(?: article| story| page| post)?\s*:?(?:[\s|"
        rf",/·•:]+{_PLATFORM})*$",
        rf"{_PLATFORM}(?:[\s|,/·•:]+{_PLATFORM})+$",
        r"(?:facebook|twitter|whatsapp|linkedin|telegram|tweet|comments?|share)\W*$",
        r"click to (?:share|e-?mail|print)\b",
        r"share (?:this|on|via|your) (?:article|story|page|post|link|thoughts|facebook|twitter|e-?mail)\b",
        r"read or share this\b",
        r"like us on\b",
        r"(?:follow|find|join) (?:us|me|our \w+) (?:on|at|in)\b",
        rf"{_BULLET}follow (?:[\w’' .]{{1,40}} )?(?:on (?:twitter|facebook|x|instagram|telegram)\b|@)",
        r"(?:[\w’']+ ){0,6}(?:can be (?:followed|reached) (?:on|at)|is on twitter)\b",
        r"leave a (?:reply|comment)\b",
        r"\d[\d,.]*k? (?:shares?|comments?|views|likes)$",
        r"(?:view|post|show|hide|add) (?:a |all |\d+ )?comments?$",
        r"join the (?:conversation|discussion)\b",
    ),
    _rule(
        "newsletter",
        45,
        rf"(?:please )?(?:sign[ -]?up|subscribe|register)\b.*\b{_SIGN_UP_FOR}\b",
        r"(?:sign up|subscribe)(?: now| today| here)?[.!]?$",
        r"get (?:the|our|all|more)\b.*\b(?:inbox|newsletters?|e-?mails?|app)\b",
        r"by (?:signing up|subscribing|registering|clicking),? you\b",
        r"(?:you have |you're )?(?:successfully|already) subscribed\b",
        r"(?:please )?enter (?:a valid |your )e-?mail\b",
        r"manage (?:your )?newsletters",
        r"thank you for (?:signing up|subscribing)\b",
        r".{0,60}\bdelivered to your inbox\b",
        r"download (?:the|our) .{0,40}\bapp\b",
        r"(?:support|donate to|become a (?:member|patron|subscriber))\b.{0,60}\bjournalism\b",
    ),
    _rule(
        "cookie notice",
        45,
        r".{0,80}\buses? cookies\b",
        r".{0,80}\b(?:cookie (?:policy|settings|preferences|notice|consent)|accept (?:all )?cookies)\b",
        r"(?:privacy policy|terms (?:of (?:use|service)|and conditions))(?:\s*[|·,&]|\s*$|\s+and\b)",
    ),
    _rule(
        "pointer",
        30,
        rf"{_BULLET}(?:also )?(?:read|see|watch|listen|view)(?: more| also| next| this| full \w+)?\s*(?::|>>|»|→)",
        rf"{_BULLET}(?:read|see|watch|view) the (?:full|rest|original|entire|complete)\b[^:]*(?::|here\b)",
        r"(?:read|see|view|learn|show) (?:more|on|further|all|also)\W*$",
        r"(?:read|see|view|download) the (?:[\w-]+ ){0,3}(?:statement|documents?|transcript|report|text|speech|"
        r"letter)\b",
        rf"{_BULLET}more\s*(?::|>>|»)",
        rf"{_BULLET}(?:related|recommended|trending|must[ -]read|top stories|"
        rf"editor['’]s picks?)(?: \w+){{0,2}}\s*(?::|$)",
        rf"{_BULLET}(?:in case you missed it|don['’]t miss|you (?:may|might) also like|also on\b[^.]*$|more on this)",
        rf"{_BULLET}(?:most (?:read|popular)|more (?:stories|news|from)|related (?:articles|stories|topics))\b[^.]*$",
        r"\(?for (?:more|further|additional|full) (?:information|details|news)\b.*"
        r"(?:visit|contact|click|see|call|https?:|www\.|@)",
        r"for media (?:inquir|enquir)",
        r".{0,80}\bclick (?:here|below|on the link|for (?:more|reprint))\b",
        r"check out (?:the|our)\b",
        r"(?:back to top|skip to (?:main )?content|next article|previous article|view gallery)",
        r"(?:next|prev|previous|loading)\W*$",
    ),
    _rule(
        "URL",
        16,
        r"(?:[\w ]{0,30}:\s*)?(?:https?://|www\.)\S+$",
        r"pic\.twitter\.com/\S+$",
        r"[—–-]\s?.{3,60}\(@\w+\)",
    ),
    _rule(
        SOURCE_LINE,
        16,
        r"[\[(*_-]*(?:sources?|via|courtesy|credits?)\s*[:：]\s*\S",
        r"[\[(*_-]*(?:originally|first) published (?:in|on|by):?\s",
        check=_is_credited_name,
    ),
    _rule(
        "picture",
        90,
        r"[\[(*_]*(?:(?:file|handout) )?(?:photos?|photographs?|images?|pictures?|pic|video|graphics?|caption)\s*[:：]",
        r"[\[(*_]*(?:photo|image|picture|video)s? (?:credits?|courtesy|by|copyright|caption|source)\b",
        r"(?:enlarge this image|toggle caption|media (?:playback is|caption)|image (?:copyright|caption)|"
        r"slideshow \(\d)",
        r"(?:prev|next) image \d",
        r"file(?: photo)?\s*[-–—:]\s",
        r"(?:photos?|video|gallery|slideshow|close|watch live)\W*$",
        r"\(?(?:ap|reuters|afp|epa|getty|xinhua|tass|efe|ansa|dpa)(?: images?| photo)?\s*/\s*[\w .'’-]{2,60}\)?$",
        r".{0,600}\((?:ap|epa|afp|reuters|file|getty|xinhua|courtesy) (?:photo|images?)[^()]{0,80}\)\W*$",
        r".{0,600}\((?:photo|image|picture)(?:\s*:| by\b| courtesy\b)[^()]{0,80}\)\W*$",
        r".{0,600}\{:[^{}]{0,80}cutline[^{}]{0,80}\}$",
    ),
    _rule(
        "credit",
        45,
        r".{0,160}\bcontributed (?:to|from) (?:this|the) (?:report|story|article|post)\b",
        r"contribut(?:ing|ors?)(?: to this \w+)?\s*:",
        r"\(?(?:(?:additional )?(?:reporting|editing|writing|research)|compiled|translated|edited) by [A-Z]",
        r"this (?:article|story|report|piece|post) (?:is|was|has been)?\b.{0,60}\b(?:re)?(?:published|updated|"
        r"syndicated)\b",
        r"this (?:article|story) is (?:based in part|more than \d+ \w+ old)\b",
        r"•?\s*this article is based in part\b",
        r"this is a rush transcript\b",
        r"\(?with (?:inputs?|files|reporting|agency inputs) (?:from|by)\b",
    ),
    _rule(
        "disclaimer",
        80,
        r"[*(\[_]*(?:the |all )?(?:views|opinions)(?:,? (?:and|or|opinions|views|thoughts))* expressed\b",
        r"[*(\[_]*(?:disclaimer|editor['’]s note)\s*:",
    ),
    _rule(
        "copyright",
        45,
        r"(?:©|\(c\)\s*\d{4})",
        r"copyright\s*(?:©|\(c\)|\d{4}|by\b)",
        r".{0,120}\ball rights reserved\b",
        r"(?:reprinted|republished|used) (?:with|by) permission\b",
    ),
    _rule(
        "letterhead",
        12,
        rf"office of (?:the )?(?:\w+ )?{_SPEAKING}\W*$",
        r"(?:the )?(?:press|information) (?:office|service|department)(?: of (?:the )?[\w ]+)?\W*$",
        r"(?:press|news|media) (?:release|note|advisory|communiqu[eé])(?: no\.? ?[\w/.-]+)?\W*$",
        r"categories\s?(?:press release|speech)",
        r"daily public schedule\W*$",
    ),
    _rule(
        "letterhead",
        14,
        r"(?:the )?(?:ministry|department|embassy|government|office|consulate|permanent mission|"
        r"prime minister['’]s office)\b"
        r"[^.:!?]*$",
        r"the white house(?:,? [a-z]+ \d{1,2}, \d{4}\.?)?$",
        check=_is_capitals,
    ),
    _rule(
        "release formula",
        12,
        r"\W*for immediate release\b",
        r"embargo(?:ed)?\b.{0,60}(?:until|till|:)",
        r"\W*(?:begin|end)s?(?: of)?(?: the)? (?:text|statement|transcript|release|item|quote|summary)\W*$",
        r"[\W_]*(?:end|ends|30)[\W_]*$",
        r"(?:[#*_=~•-]\s*){2,}$",
        r"check against delivery\b",
        r"as (?:prepared for delivery|delivered)\W*$",
        r"\(?the briefing was concluded\b",
        r"\W*(?:the daily public schedule|this schedule) is subject to change\b",
        r"\(?(?:closed|open|pooled) press coverage\)?$",
        r"unofficial translation\W*$",
    ),
    _rule(
        "contact",
        45,
        r"(?:(?:media|press|news)\s+)?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))(?: information)?\s*:",
        r"(?:tel|telephone|phone|fax|mobile|e-?mail|website)\b\s*(?:no|number|address)?\.?\s*[.:]",
        r"for further information media should contact\b",
    ),
    _rule(
        "page furniture",
        12,
        r"page \d+(?: (?:of|/) \d+)?$",
        r"\d{1,3}$",
        r"\d+ min(?:ute)?s?(?: read)?$",
        r"\d+ (?:second|minute|hour|day|week|month|year)s? ago$",
        r"(?:last )?updated?(?: on| at|:)?\s.{0,12}\d.{0,40}$",
        r"home\s*[>»/|]",
        r"from the (?:left|right)$",
        r"table of contents$",
        r"[\W_]+$",
    ),
)
