"""Whose words a stretch of text is: reporting verbs, quotation marks, "according to", and what goes on after them."""

import re
from dataclasses import replace

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.quotations import Beside, blocks_of, find_quotations, shares
from dragoman.frames.reporting import Reporting
from dragoman.frames.sourcing import Sourcing
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Span, Speech

__all__ = ["find_speech", "speech_at"]

# A quotation of fewer words is a phrase that the author borrows, not something said on its own.
_MIN_FREE_WORDS = 6


def speech_at(speeches: tuple[Speech, ...], offset: int) -> Speech | None:
    """The innermost speech whose content holds a character."""
    holding = [speech for speech in speeches if speech.holds(offset)]
    return min(holding, key=lambda speech: speech.content[1] - speech.content[0], default=None)


def find_speech(analysis: Analysis, lexicon: Lexicon, turns: tuple[Speech, ...] = ()) -> tuple[Speech, ...]:
    """Everything in a document that somebody is reported to say, with a transcript's turns, in order of the text."""
    blocks = blocks_of(analysis)
    quotations = find_quotations(analysis.text, blocks)
    beside = Beside(analysis, lexicon, quotations, blocks).find()
    reporting, sourcing = Reporting(analysis, lexicon, quotations), Sourcing(analysis, lexicon, quotations)
    drafts = [draft for token in analysis.tokens if (draft := reporting.from_cue(token)) is not None]
    drafts += sourcing.according_to()
    drafts += sourcing.from_nouns()
    drafts += sourcing.headed(drafts)
    drafts += sourcing.hearsay()
    drafts = [_by_who_is_quoted(draft, [*beside, *drafts], quotations) for draft in drafts]
    drafts = [draft for draft in drafts if not _leaves_its_quotation(draft, quotations)]
    drafts = [*beside, *_without_doubles([d for d in _without_rings(drafts) if not _is_told(d, beside)])]
    drafts += _free_quotations(analysis, quotations, drafts)
    drafts += turns
    drafts.sort(key=lambda speech: (speech.extent[0], -speech.extent[1]))
    return tuple(replace(s, index=index) for index, s in enumerate(drafts))


def _by_who_is_quoted(draft: Speech, drafts: list[Speech], quotations: list[Span]) -> Speech:
    """ "“We asked for it,” she said, before adding": the parser takes "we" inside the marks for who adds."""
    if draft.cue is None or len(draft.speaker) != 1 or draft.extent[0] >= draft.cue[0]:
        return draft
    words = next((q for q in quotations if q[0] <= draft.extent[0] < q[1] and draft.cue[0] >= q[1]), None)
    if words is None or words[0] <= draft.content[0] < words[1]:
        return draft
    saying = [d for d in drafts if d is not draft and d.speaker and d.content[0] <= words[0] + 1 <= d.content[1]]
    if not saying:
        return draft
    return replace(draft, speaker=saying[0].speaker, extent=(draft.cue[0], draft.extent[1]))


def _without_doubles(drafts: list[Speech]) -> list[Speech]:
    """Of two cues that claim the same words, keep the one that names a speaker, then the one nearer to them."""
    kept: list[Speech] = []
    for draft in sorted(drafts, key=lambda s: (not s.speaker, s.extent[1] - s.extent[0], s.extent[0])):
        if any(draft.content == other.content or _same(draft.content, other.content) for other in kept):
            continue
        kept.append(draft)
    return kept


def _is_told(draft: Speech, beside: list[Speech]) -> bool:
    """Whether a cue's words are a quotation that what stands beside it has attributed, or the rest of one."""
    return any(
        shares(draft.content, span) and span[1] - span[0] >= 0.5 * (draft.content[1] - draft.content[0])
        for speech in beside
        for span in (speech.content, speech.rest)
        if span is not None and not (span[0] <= draft.extent[0] and draft.extent[1] <= span[1])
    )


def _same(left: Span, right: Span) -> bool:
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return shared > 0.9 * max(left[1] - left[0], right[1] - right[0])


def _leaves_its_quotation(draft: Speech, quotations: list[Span]) -> bool:
    """Whether a cue inside a quotation claims words outside: '“We asked for rice,” the minister told …'."""
    if draft.cue is None:
        return False
    around = [q for q in quotations if q[0] <= draft.cue[0] < q[1]]
    return any(draft.content[0] < q[0] or draft.content[1] > q[1] + 1 for q in around)


def _without_rings(drafts: list[Speech]) -> list[Speech]:
    """Of two cues each of which takes the other for its words, the one that comes last has said it."""
    kept = []
    for draft in drafts:
        rings = [
            other
            for other in drafts
            if other is not draft
            and draft.cue
            and other.cue
            and draft.holds(other.cue[0])
            and other.holds(draft.cue[0])
        ]
        if all(other.cue is not None and other.cue[0] < draft.cue[0] for other in rings if draft.cue):
            kept.append(draft)
    return kept


def _free_quotations(analysis: Analysis, quotations: list[Span], drafts: list[Speech]) -> list[Speech]:
    """Quotations that no cue claims: they belong to the speaker before, if he spoke just before."""
    found: list[Speech] = []
    for start, end in quotations:
        words = analysis.tokens_in(start, end)
        if any(shares(span, (start, end)) for d in drafts for span in (d.content, d.rest) if span is not None):
            continue
        has_verb = any(word.pos in {"VERB", "AUX"} and word.tag != "VBG" for word in words)
        if len(words) < _MIN_FREE_WORDS or not has_verb or not _stands_alone(analysis, start, words):
            continue
        before = [draft for draft in [*drafts, *found] if draft.extent[1] <= start + 1 and draft.speaker]
        last = max(before, key=lambda draft: draft.extent[1], default=None)
        near = last is not None and words[0].sentence - _sentence_at(analysis, last.extent[1] - 1) <= 2
        speaker = last.speaker if last is not None and near else ()
        found.append(Speech(0, speaker, "direct", (start, end), (start, end), is_continued=bool(speaker)))
    return found


def _sentence_at(analysis: Analysis, offset: int) -> int:
    tokens = analysis.tokens_in(max(0, offset - 1), offset + 1)
    return tokens[0].sentence if tokens else -10


def _stands_alone(analysis: Analysis, start: int, words: list[Token]) -> bool:
    """A quotation that begins a sentence, not a phrase borrowed in the middle of one."""
    if not words:
        return False
    sentence = analysis.sentences[words[0].sentence]
    lead = re.sub(r"\W", "", analysis.text[sentence.start : start])
    return not lead
