"""Whether a text is English, told by its function words; the reader reads no other language yet."""

import re
from collections import Counter

__all__ = ["find_language"]

# Frequent words of English. Dutch and German share a few of them, but have more of their own.
_ENGLISH = frozenset(
    "the of and to that for with by from has have will would been are were their which this his its at said not "
    "it they he she who between after about these those there when "
    "a an in is was on as had be or but also here".split()
)
# The same for the languages of neighbouring diplomatic services; each list holds the commonest words it alone has.
_OTHERS = {
    "fr": "le les des du et est une dans pour que qui par sur avec au aux ce cette ont été".split(),
    "es": "el los las y del en una con por para se su al lo como más fue han sus".split(),
    "pt": "os do da dos das em uma com não ao pela pelo são à foi mais seu entre".split(),
    "it": "il gli della di che per del alla nel con sono delle è dei anche ha più dal".split(),
    "de": "der die und das den von zu mit dem des ist nicht sich auf eine im für ein auch".split(),
    "nl": "het een van en dat niet zijn voor met aan de te er ook naar werd heeft".split(),
    "id": "yang dan di dari dengan untuk ini pada dalam tidak akan oleh itu ke".split(),
    "tr": "ve bir bu için ile da olarak olan çok daha göre kadar".split(),
}
_SCRIPTS = (
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
# Running English has about 40 of a hundred words in the list, headlines still more than 10, other languages a few.
_ENGLISH_SHARE = 0.08
# Another language must show twice as many of its own words as English of its.
_OTHER_SHARE = 0.10
# Fewer words than this may hold no function word at all ("Ceasefire agreed") and prove nothing.
_ENOUGH_WORDS = 12
# Enough words to settle it, whatever the length.
_SAMPLE = 5_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; null if it is too short to tell, "und" for one that is not known here."""
    sample = text[:_SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    for code, pattern in _SCRIPTS:
        # Japanese mixes its own letters with Chinese ones, so that a quarter of them is enough.
        if letters and len(pattern.findall(sample)) > letters * 0.5:
            return "ja" if code == "zh" and len(_SCRIPTS[1][1].findall(sample)) > letters * 0.1 else code
    words = [word.casefold() for word in _WORD.findall(sample)]
    if not words:
        return None
    english = sum(word in _ENGLISH for word in words) / len(words)
    counts = Counter(words)
    shares = {code: sum(counts[word] for word in listed) / len(words) for code, listed in _OTHERS.items()}
    best = max(shares, key=lambda code: shares[code])
    if len(words) >= _ENOUGH_WORDS and shares[best] >= _OTHER_SHARE and shares[best] > 2 * english:
        return best
    if english >= _ENGLISH_SHARE:
        return "en"
    return None if len(words) < _ENOUGH_WORDS or english > 0 else "und"
