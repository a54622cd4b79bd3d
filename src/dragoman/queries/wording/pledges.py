"""An undertaking as one clause: who is bound to what, how firmly, towards whom and on which terms."""

import re

from dragoman.model.record import Pledge
from dragoman.queries.wording.dates import format_date, say_when
from dragoman.queries.wording.names import NameState, is_plural, quote_words, say_actors, with_article

__all__ = ["say_pledge"]

# How firmly → the verb before an infinitive, a gerund, a noun and a whole clause; each for one and for several.
_Verbs = tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]
_STRENGTHS: dict[str, _Verbs] = {
    "agreed": (("agreed to",) * 2, ("agreed on",) * 2, ("agreed on",) * 2, ("agreed that",) * 2),
    "pledged": (
        ("pledged to",) * 2,
        ("is committed to", "are committed to"),
        ("pledged",) * 2,
        ("gave assurances that",) * 2,
    ),
    "intends": (
        ("intends to", "intend to"),
        ("intends", "intend"),
        ("plans", "plan"),
        ("intends that", "intend that"),
    ),
    "willing": (
        ("is willing to", "are willing to"),
        ("is open to", "are open to"),
        ("offers", "offer"),
        ("is willing that", "are willing that"),
    ),
}
_HOPED: _Verbs = (
    ("hopes to", "hope to"),
    ("looks forward to", "look forward to"),
    ("hopes for", "hope for"),
    ("hopes that", "hope that"),
)
_DENIED: _Verbs = (("will",) * 2, ("is", "are"), ("undertook",) * 2, ("undertook that",) * 2)
_INFINITIVE, _GERUND, _NOUN, _CLAUSE = range(4)
# A word before the content that an infinitive follows.
_BEFORE_VERB = re.compile(r"\b(?:to|will|would|shall|should|can|could|must|may|might)[\s“\"‘'*]*(?:\w+ly\s+)?$", re.I)
_DETERMINER = re.compile(
    r"^[“\"‘'*]*(?:(?:a|an|the|its|their|his|her|our|this|these|those|all|any|some|more|further|full|continued|"
    r"increased|additional)\b|[\d$€£])",
    re.IGNORECASE,
)
_GERUND_WORD = re.compile(r"^[“\"‘'*]*(?:\w+ly )?(?!bring\b|spring\b|sing\b)\w{2,}ing\b", re.IGNORECASE)
_FINITE = re.compile(r"^[^,;:]*?\b(?:will|would|shall)\b", re.IGNORECASE)
_CONJUNCTION = re.compile(
    r"^(?:if|once|when|after|as soon as|as long as|provided|unless|on condition)\b", re.IGNORECASE
)


def _find_shape(pledge: Pledge) -> int:
    """What the content is: the words before it tell an infinitive, its own first words the rest."""
    content = pledge.content
    if _FINITE.match(content) and not _BEFORE_VERB.search(_words_before(pledge)):
        return _CLAUSE
    if _GERUND_WORD.match(content):
        return _GERUND
    before = _words_before(pledge)
    is_verb = _BEFORE_VERB.search(before) is not None
    if _DETERMINER.match(content) and not (is_verb and content.casefold().startswith("further")):
        # "its commitment to the pipeline": a noun after "to" is what somebody is committed to.
        return _GERUND if pledge.strength == "pledged" and before.rstrip("“\"‘' ").endswith(" to") else _NOUN
    return _INFINITIVE


def _words_before(pledge: Pledge) -> str:
    quote = pledge.span.quote
    where = quote.find(pledge.content)
    return quote[:where] if where > 0 else ""


def _say_core(pledge: Pledge, who: str, name_state: NameState) -> str:
    content = pledge.content.removeprefix("to ")
    shape = _INFINITIVE if content != pledge.content else _find_shape(pledge)
    firm = _STRENGTHS[pledge.strength]
    verbs = {"hoped": _HOPED, "denied": _DENIED}.get(pledge.status, firm)
    verb = verbs[shape][is_plural(pledge.pledgers)]
    # A party that the words name already needs no telling.
    others = say_actors(
        [actor for actor in pledge.beneficiaries if actor.name not in content and actor not in pledge.pledgers],
        name_state,
    )
    if pledge.status == "denied":
        return f"it is denied or ruled out that {who} {verb} {quote_words(content)}" + (
            f", towards {others}" if others else ""
        )
    if others and verb.startswith("agreed"):
        return f"{who} agreed with {others}{verb.removeprefix('agreed')} {quote_words(content)}"
    return f"{who} {verb} {quote_words(content)}" + (f", towards {others}" if others else "")


def _say_condition(condition: str) -> str:
    words = quote_words(condition)
    return words if _CONJUNCTION.match(condition) else f"on the condition {words}"


def say_pledge(pledge: Pledge, name_state: NameState) -> str:
    """The undertaking with its terms and when it was made; the words of the document stand between quotation marks."""
    who = say_actors(pledge.pledgers, name_state)
    parts = [_say_core(pledge, who, name_state)]
    if pledge.condition and pledge.condition not in pledge.content:
        parts.append(_say_condition(pledge.condition))
    if pledge.deadline:
        deadline = pledge.deadline
        parts.append(f"by {format_date(deadline)}" if deadline[:1].isdigit() else f"by the deadline “{deadline}”")
    if pledge.project and pledge.project.casefold() not in pledge.content.casefold():
        parts.append(f"for {with_article(pledge.project)}")
    said = say_when(pledge.when)
    parts.append(said if said.startswith("(") else f"said {said}")
    return ", ".join(parts).replace(", (", " (")
