"""What an event is called in a sentence: the verb for its type, mode and form, in the three shapes English needs."""

import re
from dataclasses import dataclass

from dragoman.model.record import Event
from dragoman.queries.wording.names import ordinal, with_article

__all__ = ["Act", "add_mechanism", "find_act"]


@dataclass(frozen=True, slots=True)
class Act:
    """A verb phrase; `link` joins the target ("" for a direct object), `topic` joins what it was about."""

    base: str
    past: str
    ing: str
    link: str = ""
    topic: str = "on"


def _regular(base: str, link: str = "", topic: str = "on") -> Act:
    """An act whose first word is a regular verb ("ask for help")."""
    verb, _, rest = base.partition(" ")
    stem = verb[:-1] if verb.endswith("e") else verb
    tail = f" {rest}" if rest else ""
    return Act(base, f"{stem}ed{tail}", f"{stem}ing{tail}", link, topic)


def _irregular(base: str, past: str, ing: str, rest: str, link: str = "", topic: str = "on") -> Act:
    return Act(f"{base} {rest}", f"{past} {rest}", f"{ing} {rest}", link, topic)


def _make(rest: str, link: str = "to", topic: str = "on") -> Act:
    return _irregular("make", "made", "making", rest, link, topic)


def _hold(rest: str, link: str = "with") -> Act:
    return _irregular("hold", "held", "holding", rest, link)


_MEET = Act("meet", "met", "meeting", topic="about")
_TALKS = _hold("talks")

_TYPES = {
    "AGREE": _irregular("reach", "reached", "reaching", "an agreement", "with"),
    "CONSULT": _irregular("be", "was", "being", "in contact", "with"),
    "SUPPORT": _regular("voice support or appreciation", "for"),
    "CONCEDE": _make("a concession"),
    "COOPERATE": _regular("work together", "with"),
    "AID": _irregular("give", "gave", "giving", "aid", "to", "for"),
    "RETREAT": _regular("pull back", "in relation to"),
    "REQUEST": _make("a request", topic="about"),
    "ACCUSE": Act("blame or condemn", "blamed or condemned", "blaming or condemning", "", "over"),
    "REJECT": _regular("turn down", "", "on"),
    "THREATEN": _regular("threaten", "", "over"),
    "PROTEST": _regular("protest", "against", "over"),
    "SANCTION": _irregular("take", "took", "taking", "sanctions", "against", "over"),
    "MOBILIZE": Act("mobilise forces", "mobilised forces", "mobilising forces", "against", "over"),
    "COERCE": _regular("use coercion", "against", "over"),
    "ASSAULT": _regular("attack", "", "over"),
}
# PLOVER modes that change what a reader should be told.
_MODES = {
    ("REQUEST", "assist"): _regular("ask", "", "for help on"),
    ("REQUEST", "meet"): _regular("propose a meeting or visit", "to", "on"),
    ("REQUEST", "change"): _regular("ask for a change", "from", "on"),
    ("REQUEST", "yield"): _regular("demand a concession", "from", "on"),
    ("ACCUSE", "disapprove"): Act("criticise", "criticised", "criticising", "", "over"),
    ("ACCUSE", "allege"): _regular("accuse", "", "over"),
    ("ACCUSE", "investigate"): _regular("open an inquiry", "into", "over"),
    ("RETREAT", "withdraw"): Act("withdraw forces", "withdrew forces", "withdrawing forces", "from"),
    ("RETREAT", "release"): _regular("release people or property", "of"),
    ("RETREAT", "disarm"): _regular("disarm", "in relation to"),
    ("RETREAT", "ceasefire"): _regular("observe a ceasefire", "with"),
    ("RETREAT", "access"): _regular("grant access", "to"),
    ("RETREAT", "return"): _regular("return property", "to"),
    ("RETREAT", "resign"): _regular("resign", "in relation to"),
    ("COERCE", "arrest"): Act("arrest or hold", "arrested or held", "arresting or holding", "", "over"),
    ("COERCE", "deport"): _regular("deport people", "of"),
    ("COERCE", "seize"): _regular("seize people, property or land", "of"),
    ("COERCE", "restrict"): _regular("impose restrictions", "on", "over"),
    ("COERCE", "curfew"): _regular("impose a curfew", "on"),
    ("COERCE", "martial-law"): _regular("declare a state of emergency", "over"),
    ("COERCE", "cyber"): _make("a cyberattack", "on"),
    ("ASSAULT", "abduct"): _regular("abduct people", "of"),
    ("PROTEST", "boycott"): _irregular("go", "went", "going", "on strike or into a boycott", "against", "over"),
    ("PROTEST", "riot"): _regular("riot", "against", "over"),
    ("PROTEST", "obstruct"): _regular("block roads", "against", "over"),
    ("MOBILIZE", "police"): _regular("deploy police", "against", "over"),
    ("SANCTION", "expel"): Act("expel people", "expelled people", "expelling people", "of", "over"),
    ("SANCTION", "discontinue"): Act("cut off dealings", "cut off dealings", "cutting off dealings", "with", "over"),
    ("SANCTION", "withdraw"): Act("withdraw", "withdrew", "withdrawing", "from dealings with", "over"),
    ("SANCTION", "convict"): _regular("convict people", "of", "over"),
    ("THREATEN", "violence"): _regular("threaten force", "against", "over"),
    ("THREATEN", "restrict"): _regular("threaten restrictions", "against", "over"),
    ("THREATEN", "relations"): _regular("threaten a break", "with", "over"),
    ("MOBILIZE", "troops"): Act("mobilise troops", "mobilised troops", "mobilising troops", "against", "over"),
    ("MOBILIZE", "weapons"): _regular("deploy weapons", "against", "over"),
}
# CAMEO codes that say more than type and mode do.
_CODES = {
    "055": _regular("apologise", "to", "for"),
    "054": _regular("recognise", "", "over"),
    "074": Act("send peacekeepers", "sent peacekeepers", "sending peacekeepers", "to"),
    "075": Act("give refuge", "gave refuge", "giving refuge", "to people of"),
    "045": _regular("mediate", "between"),
    "061": _regular("trade", "with", "in"),
    "085": Act("lift or ease restrictions", "lifted or eased restrictions", "lifting or easing restrictions", "on"),
    "162": Act(
        "cut or suspend aid or dealings",
        "cut or suspended aid or dealings",
        "cutting or suspending aid or dealings",
        "with",
    ),
    "115": Act("take legal action", "took legal action", "taking legal action", "against", "over"),
    "116": _regular("find guilty", "", "over"),
}
_FORMS = {
    "meeting": _MEET,
    "visit": _regular("visit"),
    "call": Act("speak by telephone", "spoke by telephone", "speaking by telephone", "with", "about"),
    "dialogue-round": _hold("a round of dialogue"),
    "summit": _hold("a summit"),
    "ceremony": _hold("a ceremony"),
    "message": Act("send a message", "sent a message", "sending a message", "to"),
    "negotiation": _TALKS,
    "signing": Act("sign an agreement", "signed an agreement", "signing an agreement", "with"),
}
# A shared word in public: a paper where its words say so, else an appearance, before the press where that is said.
_PAPER = re.compile(r"\bjoint (?:written )?(?:statement|communiqu[eé]|declaration|press release)\b", re.IGNORECASE)
_PRESS = re.compile(r"\bpress|\bmedia|\bnews conference|\breporters|\bjournalists", re.IGNORECASE)


def _instrument(name: str) -> str:
    if name[:1].isupper():
        return name if name.casefold().startswith("the ") else f"the {name}"
    if name.endswith("s") and not name.endswith("ss"):
        return name
    if name.casefold().split(" ")[0] in ("a", "an", "the", "two", "several", "three"):
        return name
    return f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"


def _occasion(event: Event) -> str | None:
    """The round of a mechanism, or the mechanism itself, as the object of "hold"."""
    name = event.mechanism.removeprefix("the ").removeprefix("The ") if event.mechanism else None
    if event.round is not None:
        rank = ordinal(event.round)
        if name and name.casefold().startswith((rank, f"{event.round}")):
            return f"the {name}"
        return f"the {rank} round of the {name}" if name else f"the {rank} round of dialogue"
    if name and event.form in ("dialogue-round", "summit", "negotiation"):
        return f"a round of the {name}" if event.form != "summit" else f"the {name}"
    return None


def _find_statement(event: Event) -> Act:
    words = event.span.quote
    if _PAPER.search(words):
        return _irregular("issue", "issued", "issuing", "a joint statement", "with")
    if _PRESS.search(words):
        return Act("face the press together", "faced the press together", "facing the press together", "with", "about")
    return _make("a public appearance or statement together", "with", "about")


def find_act(event: Event) -> Act:
    """The verb phrase for an event: by its instrument, its round, its form, its mode or its type."""
    if event.form == "signing" and event.type in ("AGREE", "COOPERATE", "CONSULT"):
        what = _instrument(event.instrument) if event.instrument else "an agreement"
        return Act(f"sign {what}", f"signed {what}", f"signing {what}", "with")
    if event.type == "AGREE" and event.instrument:
        what = _instrument(event.instrument)
        return Act(f"conclude {what}", f"concluded {what}", f"concluding {what}", "with")
    if event.type == "CONSULT":
        occasion = _occasion(event)
        if occasion:
            return _hold(occasion)
        if event.form == "meeting" and not event.symmetric and not event.targets:
            return _hold("a meeting")
        if event.form == "statement":
            return _find_statement(event)
        if event.form in _FORMS:
            return _FORMS[event.form]
    act = _CODES.get(event.cameo or "") or _MODES.get((event.type, event.mode or "")) or _TYPES.get(event.type)
    return act or _irregular("take", "took", "taking", f"an act of type {event.type}", "towards")


def add_mechanism(event: Event) -> str:
    """ " in the framework of …" where the verb phrase has not named the mechanism."""
    if not event.mechanism or (_occasion(event) and event.type == "CONSULT"):
        return ""
    return f" in the framework of {with_article(event.mechanism)}"
