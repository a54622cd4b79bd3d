"""Where persons are named: what the model recognises, what follows a title, and surnames of those named in full."""

import re

from dragoman.model.frame import Span
from dragoman.model.mention import Mention
from dragoman.resolve.scene import BODY_WORDS, HONORIFIC, OF_MINISTRIES, Scene

__all__ = ["NameFinder"]

# A prince is called so together with his name.
_HONORIFICS = re.compile(rf"^(?:(?!Prince){HONORIFIC}[ ]+)+")
_ONLY_HONORIFIC = re.compile(HONORIFIC, re.IGNORECASE)
# What may stand between a title and the name: a closing bracket ("[Peru's President] Ana Rojas"), honorifics and ranks.
_AFTER_TITLE = re.compile(
    rf"(?:-[Ee]lect|[ ]\([A-Z]{{2,6}}\)|[\])])?(?:{OF_MINISTRIES},)?,?[ ]+(?:retired[ ]+)?(?:{HONORIFIC}[ ]+)*"
)
_TAIL = re.compile(r"(?:['’]s?|[,.;:])+$")
# Where the model ends a name too early: before "bin Zayed", "Al Nahyan", "der Leyen" and "-soo".
_PARTICLE = r"(?:[Aa]l|[Ee]l|[Bb]in|[Bb]inti?e?|[Ii]bn|[Ii]bni|van|von|der|den|de|da|do|dos|del|della)"
_NAME_GOES_ON = re.compile(rf"(?:-[a-z]\w+|(?:[ ]{_PARTICLE})*[ ]{_PARTICLE}[ -][A-Z][\w’'-]*\w)+")
_ENDS_OPEN = re.compile(rf"[ ]{_PARTICLE}$")
_NAME_MUST_GO_ON = re.compile(rf"(?:[ ]{_PARTICLE})*[ -][A-Z][\w’'-]*\w")
_EXCELLENCY = re.compile(
    r"\b(?:(?:His|Her)[ ](?:Excellency|Majesty|Highness|Royal[ ]Highness)|H\.?E\.?)"
    rf"(?:[ ]{HONORIFIC})*[ ](?=[A-Z][a-z]+[ ][A-Z])"
)
# A name in a line of capitals, which ends at the possessive, a mark or a word that opens the occasion.
_SHOUTED = re.compile(
    rf"[ ](?i:((?:{HONORIFIC}[ ])*))([A-Z](?:[A-Z.-]|['’](?!S\b))*(?:[ ][A-Z](?:[A-Z.-]|['’](?!S\b))*){{1,4}}?)"
    r"(?=(['’]S\b)|,|\n|$|[ ]"
    r"(?:AT|TO|ON|IN|FOR|WITH|AND|DURING|FROM|OF|REMARKS|SPEECH|STATEMENT|ADDRESS|VISIT|BEFORE)\b)"
)
# Things called after persons: no person is named by "the President Silva Show" or "the Rojas Prize".
_THINGS = {
    "Show", "Hour", "Programme", "Podcast", "Prize", "Award", "Airport", "Stadium", "Boulevard", "Avenue", "Fellowship",
    "Scholarship", "Lecture", "Memorial", "Hotel", "Doctrine", "Amendment", "Hospital", "Library", "Trophy", "Act",
    "Museum", "Mausoleum",
}  # fmt: skip
_APPOSED_TO = re.compile(
    r"(?:(?<=[.\n”\"] )|(?<=\n)|^)((?:[A-Z][\w’'-]+[ ]){1,2}[A-Z][\w’'-]+),"
    r"[ ]an?[ ](?:former[ ]|senior[ ]|ex-)?(?:[A-Z]\w+[ ])?$"
)
_NAME_WORD = re.compile(r"^(?:[A-Z][\w’'\-.]*|[A-Z]\.)$")
_MAX_NAME_WORDS = 9
# How many characters after a title a name may take, and how long a word in capitals may be an initial or "Lee".
_NAME_REACH = 60
_ACRONYM = 3


class NameFinder(Scene):
    """Finds the spans that name a person."""

    def name_spans(self) -> list[Span]:
        spans = [self.tidy(name.start, name.end) for name in self.analysis.names if name.label == "PERSON"]
        spans += [span for office in self.offices if (span := self.after_office(office)) is not None]
        spans += self.after_address()
        spans += self.before_apposition()
        heads = {office.end: head[0] for office in self.offices if (head := self.after_state(office)) is not None}
        spans += [span for start in heads.values() if (span := self.name_from(start)) is not None]
        kept: list[Span] = []
        for start, end in sorted((s for s in spans if s is not None), key=lambda s: (s[0] - s[1], s[0])):
            if self.is_name(start, end) and not any(a < end and start < b for a, b in kept):
                kept.append(self.with_first_name((start, end)))
        kept += self.surnames(kept)
        return sorted(kept)

    def after_address(self) -> list[Span | None]:
        """The names after "His Excellency" and the like, which only a person is called."""
        return [self.name_from(match.end()) for match in _EXCELLENCY.finditer(self.text)]

    def tidy(self, start: int, end: int) -> Span | None:
        """A recognised name without titles, possessives and the office before it."""
        for office in self.offices:
            if office.start <= start < office.end < end:
                start = office.end
            elif start < office.start < end <= office.end:
                end = office.start
        words = self.text[start:end]
        lead = len(words) - len(words.lstrip(" ,\n"))
        start += lead
        words = words[lead:]
        honorific = _HONORIFICS.match(words)
        if honorific:
            start += honorific.end()
            words = words[honorific.end() :]
        cut = words.find("\n")
        words = (words[:cut] if cut > 0 else words).rstrip()
        junior = re.match(r",?[ ](?:Jr|Sr)\.", self.text[start + len(words) : start + len(words) + 6])
        if junior:
            words += junior.group()
        if not words.endswith(("Jr.", "Sr.")):
            words = _TAIL.sub("", words)
        if not words:
            return None
        goes_on = _NAME_MUST_GO_ON if _ENDS_OPEN.search(words) else _NAME_GOES_ON
        rest = goes_on.match(self.text, start + len(words))
        return start, rest.end() if rest is not None else start + len(words)

    def after_office(self, office: Mention) -> Span | None:
        """The capitalised words right after an office: "Foreign Minister Ana Rojas of Chile" → Ana Rojas."""
        position = office.end
        gap = _AFTER_TITLE.match(self.text, position)
        if not gap:
            return None
        if office.quote.isupper() and (shouted := _SHOUTED.match(self.text, position)):
            # a headline's verb is in capitals too: "PRESIDENT ROJAS ARRIVES IN PARIS"
            return shouted.span(2) if shouted[1] or shouted[3] else None
        # "Foreign Minister HAYASHI Yoshimasa": capitals are a way to write surnames where the title has small letters.
        span = self.name_from(gap.end(), is_loud=not office.quote.isupper() and not self.is_shouted(office))
        return None if span is None or ("," in gap.group() and " " not in self.text[slice(*span)]) else span

    def is_shouted(self, office: Mention) -> bool:
        """Whether a title stands in a line of capitals, where they tell nothing."""
        line = self.text[self.text.rfind("\n", 0, office.start) + 1 : office.end + _NAME_REACH].partition("\n")[0]
        words = [word for word in line.split() if len(word) > _ACRONYM]
        return sum(word.isupper() for word in words) * 2 > len(words)

    def name_from(self, start: int, *, is_loud: bool = False) -> Span | None:
        """The capitalised words from here on that can be a name; `is_loud` where a surname may be all capitals."""
        words: list[Span] = []
        for token in self.analysis.tokens_in(start, start + _NAME_REACH):
            if token.start < start:
                continue
            if len(words) == 1 and token.text in {")", "]"} and token.start == words[0][1]:
                continue  # "(Peru's President Ana) Rojas"
            if words and "\n" in self.text[words[-1][1] : token.start]:
                break
            if words and token.start > words[-1][1] + 1 + (self.text[words[-1][1]] in ")]"):
                break
            if words and token.start == words[-1][1] and (token.text == "-" or self.text[token.start - 1] == "-"):
                words.append((token.start, token.end))  # "Moon Jae-in"
                continue
            if not self.is_name_word(token.text, bool(words), is_loud=is_loud) or self.is_fixed(token.start):
                break
            words.append((token.start, token.end))
            if len(words) >= _MAX_NAME_WORDS:
                break
        while words and self.text[words[-1][0] : words[-1][1]].lower() in self.lexicon.people.particles:
            words.pop()
        return (words[0][0], words[-1][1]) if words else None

    def is_name_word(self, word: str, is_inside: bool, *, is_loud: bool = False) -> bool:
        if word in self.lexicon.people.not_names:
            return False
        if is_inside and word.lower() in self.lexicon.people.particles - self.lexicon.people.open_particles:
            return True
        return bool(_NAME_WORD.match(word)) and not (word.isupper() and len(word) > _ACRONYM and not is_loud)

    def is_fixed(self, offset: int) -> bool:
        return any(m.start <= offset < m.end for m in self.fixed) or any(
            o.start <= offset < o.end for o in self.offices
        )

    def is_name(self, start: int, end: int) -> bool:
        words = self.text[start:end].split()
        if BODY_WORDS & set(words) or BODY_WORDS & set(self.text[end : end + 24].split()[:1]):
            return False  # "Administrator, Federal Emergency Management Agency"
        if _ONLY_HONORIFIC.fullmatch(self.text, start, end) or _THINGS & {
            *words[-1:],
            *self.text[end : end + 24].split()[:1],
        }:
            return False
        if not words or len(words) > _MAX_NAME_WORDS or {words[0], words[-1]} & self.lexicon.people.not_names:
            return False
        if not words[0][:1].isupper() and words[0].lower() not in self.lexicon.people.particles:
            return False
        if any(m.start <= start and end <= m.end for m in self.fixed):
            return False
        if any(m.start <= start and end <= m.end and m.kind == "demonym" for m in self.states):
            return False
        return not any(o.start < end and start < o.end for o in self.offices)

    def surnames(self, known: list[Span]) -> list[Span]:
        """Later places where only the surname of somebody named in full stands."""
        keys: set[str] = set()
        for start, end in known:
            words = self.text[start:end].split()
            if len(words) > 1:
                ends = {words[0], words[-1]} - self.lexicon.people.not_names
                ends = {word for word in ends if not _ONLY_HONORIFIC.fullmatch(word)}
                keys.update(word for word in ends if len(word) > 1)
            else:
                keys.update(words)
        found = self.hyphened({key for key in keys if "-" in key}, known)
        for token in self.analysis.tokens:
            if token.text in keys and token.pos in {"PROPN", "NOUN", "ADJ", "INTJ", "VERB"}:
                span = (token.start, token.end)
                taken = any(a < span[1] and span[0] < b for a, b in known)
                is_thing = bool(_THINGS & set(self.text[token.end : token.end + 24].split()[:1]))
                if not taken and not is_thing and not self.is_fixed(token.start):
                    found.append(span)
        return found

    def hyphened(self, keys: set[str], known: list[Span]) -> list[Span]:
        """Later places of a surname with a hyphen, which the parser cuts: "El-Sayed said", after "Amal el-Sayed"."""
        found: list[Span] = []
        for key in sorted(keys):
            for match in re.finditer(rf"(?<![\w-]){re.escape(key)}(?![\w-])", self.text, re.IGNORECASE):
                taken = any(a < match.end() and match.start() < b for a, b in [*known, *found])
                if not taken and match.group()[0].isupper():
                    found.append(match.span())
        return found

    def before_apposition(self) -> list[Span | None]:
        """Names that the model has missed before an office: "Jean-Luc Moreau, a former interior minister, told"."""
        found: list[Span | None] = []
        for office in self.offices:
            lead = _APPOSED_TO.search(self.text[max(0, office.start - _NAME_REACH) : office.start])
            if lead is None or self.text[office.end : office.end + 1] not in {",", " "}:
                continue
            start, end = (max(0, office.start - _NAME_REACH) + place for place in lead.span(1))
            if not any(m.start < end and start < m.end for m in self.fixed):
                found.append((start, end))
        return found

    def with_first_name(self, span: Span) -> Span:
        """A surname with the first name that the model has left outside: "army chief Generoso Cruz"."""
        start, end = span
        token = self.analysis.token_at(start)
        if token is None or token.index < 2 or " " in self.text[start:end]:
            return span
        first, lead = self.analysis.tokens[token.index - 1], self.analysis.tokens[token.index - 2]
        is_beside = self.text[first.end : start] == " " and first.tag == "NNP" and first.text.istitle()
        is_after_noun = lead.tag == "NN" and lead.lemma in self.lexicon.occupations and lead.text.islower()
        is_free = not _ONLY_HONORIFIC.match(first.text) and first.text not in self.lexicon.people.not_names
        return (first.start, end) if is_beside and is_after_noun and is_free else span
