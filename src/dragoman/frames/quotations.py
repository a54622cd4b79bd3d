"""Quotations, and who says them by what stands beside them: '“…,” said Rojas', 'Rojas added: “…”'."""

import re

from dragoman.codebook.lexicon import Lexicon
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Span, Speech
from dragoman.model.grammar import subjects_of

__all__ = ["Beside", "before_aside", "blocks_of", "find_quotations", "mode_of", "shares", "strip_end", "trim"]

_OPEN, _CLOSE = "“«„", "”»"
_MARKS = "“”«»„\"`'"
# British style: ‘…’ where a block has no double marks; an apostrophe inside a word closes nothing.
_SINGLE = re.compile(r"(?<![\w’])‘(?=\w)([^‘\n]{8,400}?)’(?=[\s.,;:!?)]|$)(?<!s’)")
# A paragraph that closes what a paragraph before it opened: "… on an agreed date.”"
_LONE_CLOSE = re.compile(r"\s*([^“”\"]{20,})”\s*$")
_MOST_BLOCKS = 6
_STOPS = {".", "!", "?", ";"}
# A cue stands within so many words of the quotation, appositions between speaker and verb included.
_REACH = 40
# "…, a move experts say could": others speak on. "called it “a shame” in an interview": that is where it was said.
_ASIDE = re.compile(
    r",[ ]an?[ ]\w+[ ](?:experts|analysts|observers|critics|officials|diplomats)[ ](?:say|said|believe|see|fear|warn)\b"
)
_WHERE_SAID = re.compile(
    r"(?<=[”\"])[ ](?:in|during|at|on)[ ](?:an?|the|his|her|their|its)[ ](?:[\w’'-]+[ ]){0,5}?"
    r"(?:interview|speech|statement|briefing|letter|tweet|post|conference|broadcast|address)\b[^”“\"]*$"
)
# Only a clause can be said on its own; fewer words are a phrase that the author borrows.
_MIN_WORDS = 3


def find_quotations(text: str, blocks: list[Span]) -> list[Span]:
    """Spans inside quotation marks, marks excluded; a paragraph that opens one and does not close it ends it."""
    found: list[Span] = []
    open_blocks: list[Span] | None = None  # what follows a paragraph that opened a quotation and did not close it
    for start, stop in blocks:
        end = min(stop, len(text))
        opened: int | None = None
        closing = _LONE_CLOSE.match(text, start, end) if open_blocks is not None else None
        if closing is not None and open_blocks is not None:
            found += [*open_blocks, closing.span(1)]
            open_blocks = None
        elif open_blocks is not None:
            is_inner = not any(mark in text[start:end] for mark in '“”"') and len(open_blocks) < _MOST_BLOCKS
            open_blocks = [*open_blocks, (start, end)] if is_inner else None
        position = start
        while position < end:
            character = text[position]
            double = text.startswith(("``", "''"), position)
            if opened is None and (character in _OPEN or character == '"' or text.startswith("``", position)):
                opened = position + (2 if double else 1)
            elif opened is not None and (character in _CLOSE or character == '"' or text.startswith("''", position)):
                if position > opened:
                    found.append((opened, position))
                opened = None
            position += 2 if double else 1
        if opened is not None and opened < end and text[opened - 1] != '"':
            found.append((opened, end))
            open_blocks = []
        if not any(start <= inner[0] < end for inner in found):
            found += [match.span(1) for match in _SINGLE.finditer(text, start, end)]
    return sorted(found)


def trim(text: str, span: Span) -> Span:
    """A span without marks, commas and blanks at its ends; a quotation that it opens and closes keeps its marks."""
    start, end = span
    while start < end and text[start] in ' \n\t,;:“"”':
        if text[start] == "“" and "”" in text[start:end]:
            break
        start += 1
    while end > start and text[end - 1] in ' \n\t,;:"':
        end -= 1
    return start, end


def strip_end(text: str, span: Span) -> Span:
    """A span without the full stop and blanks at its end."""
    end = span[1]
    while end > span[0] and text[end - 1] in " \n.!?":
        end -= 1
    return span[0], end


def before_aside(text: str, content: Span) -> Span:
    """What is said without where it was said, and without what others say of it."""
    aside = _ASIDE.search(text, *content) or _WHERE_SAID.search(text, *content)
    return content if aside is None or aside.start() <= content[0] else (content[0], aside.start())


def mode_of(quotations: list[Span], content: Span) -> str:
    """Direct, mixed or indirect: how much of what is said stands in quotation marks."""
    start, end = content
    inside = sum(max(0, min(end, q[1]) - max(start, q[0])) for q in quotations)
    if inside >= 0.85 * (end - start):
        return "direct"
    return "mixed" if inside else "indirect"


def shares(left: Span, right: Span) -> bool:
    """Whether two spans share half of the shorter."""
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return shared >= 0.5 * min(left[1] - left[0], right[1] - right[0])


def blocks_of(analysis: Analysis) -> list[Span]:
    """The paragraphs, as spans; a quotation does not reach from one into the next."""
    blocks: dict[int, Span] = {}
    for sentence in analysis.sentences:
        start, end = blocks.get(sentence.paragraph, (sentence.start, sentence.end))
        # A quotation mark may stand just outside the first or last token.
        blocks[sentence.paragraph] = (min(start, sentence.start), max(end, sentence.end + 1))
    return list(blocks.values())


class Beside:
    """Attributes whole quotations by the words right after or right before them.

    The parser cuts a long quotation into sentences of its own, so that its cue often hangs on nothing in the tree;
    what stands beside the marks tells all the same.
    """

    def __init__(self, analysis: Analysis, lexicon: Lexicon, quotations: list[Span], blocks: list[Span]) -> None:
        self.analysis = analysis
        self.lexicon = lexicon
        self.quotations = quotations
        self.blocks = blocks

    def find(self) -> list[Speech]:
        """One speech for each quotation whose cue stands beside it; the second half of a divided one is its `rest`."""
        found: list[Speech] = []
        for position, span in enumerate(self.quotations):
            if any(speech.rest == span for speech in found):
                continue
            if not self.is_said(span):
                continue
            led = self.before(span, position) if self.is_led(span) else None
            speech = led or self.after(span, position) or self.before(span, position)
            if speech is not None:
                found.append(speech)
        return found

    def is_led(self, span: Span) -> bool:
        """ "When Doe countered that “it is so”, Roe said": "that" before the marks has its cue before it."""
        return self.analysis.text[max(0, span[0] - 9) : span[0]].rstrip(_MARKS + " ").endswith(" that")

    def is_said(self, span: Span) -> bool:
        words = [word for word in self.analysis.tokens_in(*span) if word.pos != "PUNCT"]
        if len(words) < _MIN_WORDS:
            return False
        is_clause = any(word.pos in {"VERB", "AUX"} and word.tag != "VBG" for word in words)
        return is_clause or self.analysis.text[span[1] - 1] in ",?!"

    # ---- '“…,” said Rojas'

    def after(self, span: Span, position: int) -> Speech | None:
        text = self.analysis.text
        start = span[1]
        while start < len(text) and text[start] in _MARKS:
            start += 1
        if text[span[1] - 1] not in ",?!–—-" and text[start : start + 1] != ",":
            return None
        limit = self.quotations[position + 1][0] - 1 if position + 1 < len(self.quotations) else len(text)
        words = self.clause(start, min(limit, self.block_end(span[0])))
        verb = self.cue(words)
        if verb is None:
            return None
        speaker = self.speaker(verb, words)
        if not speaker:
            return None
        rest = self.rest(words, position)
        end = max(words[-1].end, rest[1] if rest else 0)
        return self.speech(verb, speaker, span, (span[0], end), rest)

    def clause(self, start: int, end: int) -> list[Token]:
        """The words from a closing mark to the end of the sentence or to the next quotation."""
        found: list[Token] = []
        for word in self.analysis.tokens_in(start, end)[:_REACH]:
            if word.start < start or "\n" in self.analysis.text[start : word.start]:
                continue
            if word.text in _STOPS:
                break
            found.append(word)
        return found

    def rest(self, words: list[Token], position: int) -> Span | None:
        """The other half of a quotation that the cue divides: '“The talks,” he said, “were useful.”'"""
        if position + 1 >= len(self.quotations) or not words:
            return None
        following = self.quotations[position + 1]
        between = self.analysis.text[words[-1].end : following[0]]
        joined = words[-1].text == "," or between.strip(" \n\t" + _MARKS) in {",", "—", "–"}
        return following if joined and "\n" not in between else None

    # ---- 'Rojas added: “…”'

    def before(self, span: Span, position: int) -> Speech | None:
        text = self.analysis.text
        opening = span[0] - 1
        floor = max(self.block_start(span[0]), self.quotations[position - 1][1] if position else 0)
        if not text[floor:opening].strip(_MARKS + " \n"):  # "the spokesman said:", and the words in a paragraph below
            above = next((b for b in reversed(self.blocks) if b[1] <= span[0] and text[slice(*b)].strip()), None)
            if above is not None and text[slice(*above)].rstrip().endswith(":"):
                floor, opening = above[0], above[0] + len(text[slice(*above)].rstrip())
        lead = text[floor:opening].rstrip(_MARKS + " ")
        words: list[Token] = []
        for word in reversed(self.analysis.tokens_in(floor, opening)):
            if word.text in {".", "!", "?"} or word.end > opening or "\n" in text[word.end : opening].strip(" "):
                break
            words.insert(0, word)
            if len(words) > _REACH:
                break
        words = [word for word in words if word.text not in _MARKS]
        if not words or not lead:
            return None
        last = next((word for word in reversed(words) if word.pos != "PUNCT"), None)
        opens = lead[-1] in ",:" or (last is not None and (last.lemma == "that" or self.is_cue(last)))
        if opens and lead[-1] not in ",:" and not self.ends_sentence(span) and not self.is_closed_off(span):
            return None  # '"It hurts" whenever he thinks of it': the clause goes on after the marks
        if floor < self.block_start(span[0]) and words[0].lemma == "I":
            return None  # "I quote:"
        verb = self.cue(words[::-1]) if opens else None
        if verb is None and lead[-1] == ":":
            verb = next((word for word in words if word.tag in {"VBD", "VBZ", "VBP"} and word.pos == "VERB"), None)
        if verb is None:
            return None
        speaker = self.speaker(verb, words)
        if not speaker:
            return None
        start = min(verb.start, *(self.analysis.tokens[index].start for index in speaker))
        return self.speech(verb, speaker, span, (start, span[1]), None)

    def is_closed_off(self, span: Span) -> bool:
        """ "countered that “it is so”, …": a comma ends the clause in which the quotation stands."""
        return self.is_led(span) and self.analysis.text[span[1] :].lstrip(_MARKS)[:1] == ","

    def ends_sentence(self, span: Span) -> bool:
        following = self.analysis.text[span[1] :].lstrip(_MARKS)[:2]
        return self.analysis.text[span[1] - 1] in ".!?" or not following.strip(" .") or following[0] in ".\n"

    # ---- both

    def speech(self, verb: Token, speaker: tuple[int, ...], span: Span, extent: Span, rest: Span | None) -> Speech:
        end = span[1]
        while end > span[0] and self.analysis.text[end - 1] in " ,":
            end -= 1
        particle = next((c for c in self.analysis.children(verb, "prt") if c.start > verb.start), None)
        cue = (verb.start, particle.end if particle else verb.end)
        return Speech(0, speaker, "direct", (span[0], end), extent, cue, verb.lemma, rest=rest)

    def is_cue(self, word: Token) -> bool:
        lemma = word.lemma.casefold()
        if lemma == "go":  # "she went on"
            following = self.analysis.tokens[word.index + 1 : word.index + 2]
            return bool(following) and following[0].text == "on"
        return word.pos in {"VERB", "AUX"} and lemma in self.lexicon.speech_verbs | self.lexicon.speech_manner

    def cue(self, words: list[Token]) -> Token | None:
        """The nearest verb of saying that no relative clause owns; "who leads the party, said" is `said`."""
        cues = [word for word in words if self.is_cue(word)]
        return next((word for word in cues if word.dep != "relcl"), None)

    def speaker(self, verb: Token, words: list[Token]) -> tuple[int, ...]:
        """The subject of a cue where it stands among the words beside; else the name next to the verb."""
        indices = {word.index for word in words}
        own = [child for child in self.analysis.children(verb, "nsubj", "nsubjpass") if child.index in indices]
        subjects = subjects_of(self.analysis, verb) if own or verb.dep in {"conj", "relcl", "advcl", "acl"} else []
        inside = [word.index for word in subjects if word.index in indices]
        if inside:
            return tuple(inside)
        following = self.name([word for word in words if word.start > verb.start])
        preceding = self.name([word for word in words if word.end <= verb.start][::-1], is_backward=True)
        found = preceding or following
        if found is None and own:
            return tuple(child.index for child in own)
        return (found.index,) if found is not None else ()

    def name(self, words: list[Token], is_backward: bool = False) -> Token | None:
        """The head of the first run of nouns beside a verb ("the ministry's spokesman", "Ana Rojas")."""
        run: list[Token] = []
        for word in words:
            if word.pos in {"NOUN", "PROPN", "PRON"} or (run and word.tag == "POS"):
                run.append(word)
            elif run or word.pos in {"VERB", "PUNCT", "ADP", "SCONJ"}:
                break
        run = [word for word in run if word.tag != "POS"]
        if not run or (run[0].dep in {"dobj", "pobj"} and is_backward):
            return None
        return run[0] if is_backward else run[-1]

    def block_end(self, offset: int) -> int:
        return next((end for start, end in self.blocks if start <= offset < end), len(self.analysis.text))

    def block_start(self, offset: int) -> int:
        return next((start for start, end in self.blocks if start <= offset < end), 0)
