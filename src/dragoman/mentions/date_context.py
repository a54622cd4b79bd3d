"""Telling by the words around it whether a name is a month and whether four figures are a year."""

import re

from dragoman.mentions.date_words import MONTHS

__all__ = ["is_month_here", "is_year_here"]

# Months whose names are other words or given names when they stand alone.
_UNSURE_MONTHS = {"march", "april", "may", "june", "august"}
_MONTH_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Bb]efore|[Aa]fter|[Ff]rom|[Tt]hrough|[Dd]uring|of|[Bb]etween|"
    r"[Ee]arly|[Ll]ate|[Ll]ast|[Tt]his|[Nn]ext|[Ee]very|[Ee]ach|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: and| to| or| through|,))"
    r"\s{1,4}(?:the\s)?$"
)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|its|their|his|her|a|[Tt]he)\s{1,4}$")
_NOUN_AFTER = re.compile(r"\s{1,4}(?!on\b|to\b|of\b|for\b|in\b|through\b|against\b)[a-z]")
_NAME_BEFORE = re.compile(r"[A-Z][a-z]+\.?\s{1,2}$")
_NAME_AFTER = re.compile(r"\s{1,2}[A-Z][a-z]")


def is_month_here(text: str, start: int, end: int) -> bool:
    """Whether a month's name that stands alone is the month, by the words around it."""
    word = text[start:end]
    before = text[max(0, start - 24) : start]
    if _MONTH_BEFORE.search(before):
        return True
    if word.endswith(".") or (word.isupper() and word.casefold() in _UNSURE_MONTHS) or word.casefold()[:4] in MONTHS:
        # "Dec." and "Sept" alone, and MAY in a headline, need a preposition.
        return word.casefold() not in _UNSURE_MONTHS and word.casefold() in MONTHS and len(word) > 4
    if word.casefold() not in _UNSURE_MONTHS:
        return True
    if _ARTICLE_BEFORE.search(before):
        return _NOUN_AFTER.match(text, end) is not None
    if word in ("May", "March"):
        return False
    return not _NAME_BEFORE.search(before) and not _NAME_AFTER.match(text, end)


_SERIAL_BEFORE = re.compile(
    r"(?:\b(?:resolutions?|res|unsc\w*|unga\w*|nos?|number|articles?|route|highway|law|decree|flight|regulation|directive|"
    r"order|section|paragraphs?|rule|room|unit|battalion|regiment|brigade|type|model|channel|page|vision|agenda|horizon|"
    r"form|windows|some|nearly|almost|approximately|roughly|over|than|least|most|under|exactly|only|another|other|us|"
    r"rs|rmb|usd|eur|gbp|cny|jpy|inr|pkr|up to|tel|fax|phone)\b\.?|[$€£¥₹₽#])"
    r"[\s:(]{0,3}(?:(?<!\()\d{3,4}(?:\s\(\d{4}\))?(?:,\s{0,2}|\s(?:and|or|to)\s))*$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"(?:\s{0,2}(?:%|[€°])|-[A-Za-z\d]|[–/]\d|\s{1,2}(?:percent|per\s|million|billion|thousand|dollars?|euros?|yuan|yen|rubles?|"
    r"roubles?|rupees?|pounds|people|persons|troops|soldiers|fighters|militants|workers|jobs|homes|houses|families|students|"
    r"refugees|migrants|prisoners|detainees|civilians|members|employees|tons?|tonnes|kilomet\w+|km|meters|metres|miles|"
    r"feet|acres|hectares|megawatts?|mw|kilos?|kg|barrels|doses|tanks|vehicles|schools|hospitals|hours?|hrs|GMT|UTC|"
    r"square|cubic|metric|kilograms?|volts?|watts?|times|points|votes|seats|deaths|casualties|cases|children|women|men)\b)"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|before|after|during|between|to|and|circa|through|year|early|late|mid|"
    r"spring|summer|autumn|fall|winter)\s{1,4}|\(|mid-)$",
    re.IGNORECASE,
)
_PLURAL_AFTER = re.compile(r"\s{1,2}(?:[a-z]+\s{1,2})?[a-z]{3,}s\b")
_UNSURE_ABOUT = re.compile(r"\b(?:about|around)\s{1,4}$", re.IGNORECASE)
# Outside these, four figures are a year only where a preposition or a bracket says so.
_USUAL_YEARS = range(1900, 2100)


def is_year_here(text: str, start: int, end: int) -> bool:
    """Whether four figures that stand alone are a year, by the words around them."""
    before = text[max(0, start - 40) : start]
    if before and (before[-1].isalnum() or before[-1] in "$€£¥₹₽#.,:/+_@"):
        return False
    if before.endswith(("-", "–")) and not before.endswith(("mid-", "Mid-")):
        return False
    if _COUNTED_AFTER.match(text, end) or _SERIAL_BEFORE.search(before):
        return False
    number = int(text[start : start + 4])
    if _YEAR_BEFORE.search(before):
        return number in _USUAL_YEARS or not _PLURAL_AFTER.match(text, end)
    if _UNSURE_ABOUT.search(before):
        return not re.match(r"\s{1,2}[A-Za-z]", text[end : end + 3])
    return number in _USUAL_YEARS and not (number % 100 == 0 and _PLURAL_AFTER.match(text, end) is not None)
