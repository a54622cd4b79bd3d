"""Numbers in figures and in words, as dates and quantities share them."""

import re

__all__ = ["FIGURES", "NUMBER_WORDS", "SCALES", "WORD_NUMBER", "read_number"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

NUMBER_WORDS: dict[str, int] = {word: number for number, word in enumerate(_ONES)}
NUMBER_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}

# English short scale, the Indian system, and the abbreviations that money is written with.
SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "lac": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "trn": 1e12,
    "tn": 1e12,
    "k": 1e3,
}

# 1,234,567.8 · 1,50,000 (Indian grouping) · 1234.5
FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}|\d+(?:\.\d+)?)(?![\d])"

_SIMPLE = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
# At most eight words, so that no text can make the pattern wander.
WORD_NUMBER = (
    rf"(?:{_SIMPLE})"
    rf"(?:(?:-|\s{{1,4}})(?:and\s{{1,4}})?(?:{_SIMPLE}|hundred|thousand|million|billion|trillion)\b){{0,7}}"
)
_SPLIT = re.compile(r"[-\s]+")


def read_number(words: str) -> float | None:
    """The value of a number in figures or in words; null if it is neither."""
    plain = words.replace(",", "")
    try:
        return float(plain)
    except ValueError:
        pass
    total, current, seen = 0.0, 0.0, False
    for word in _SPLIT.split(words.casefold()):
        if word in NUMBER_WORDS:
            current += NUMBER_WORDS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total += max(current, 1) * SCALES[word]
            current = 0.0
        elif word != "and":
            return None
        seen = True
    return total + current if seen else None
