"""Who said what, as frames: reported speech, and the author's own advice where nobody else speaks."""

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.attribution import speech_at
from dragoman.frames.factuality import read_factuality
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Factuality, QuoteFrame, Speech
from dragoman.model.grammar import clause_span, subjects_of

__all__ = ["find_quotes"]

_SAID = Factuality("occurred")
_ADVICE = {"should", "must", "ought"}
_MATTERS = {"important", "crucial", "imperative", "essential", "vital", "necessary"}
# Genres in which the text's own voice is an author's and not a state's.
_AUTHORED = {"opinion", "news", "other"}


def find_quotes(analysis: Analysis, lexicon: Lexicon, speeches: tuple[Speech, ...], genre: str) -> list[QuoteFrame]:
    """Every speech with a speaker, and in authored texts the author's explicit advice."""
    found = [frame for speech in speeches if (frame := _from_speech(analysis, speech)) is not None
             and not _is_unsaid(analysis, lexicon, speech, frame)]  # fmt: skip
    if genre in _AUTHORED:
        found += _advice(analysis, lexicon, speeches, genre)
    return found


def _from_speech(analysis: Analysis, speech: Speech) -> QuoteFrame | None:
    least = 8 if speech.mode == "direct" else 12
    if not speech.speaker or speech.content[1] - speech.content[0] < least:
        return None
    mode = "indirect" if speech.mode == "document" else speech.mode
    anchor = analysis.tokens_in(*(speech.cue or speech.content))
    if not anchor:
        return None
    return QuoteFrame(
        rule=f"quote.{speech.lemma or 'continued'}",
        trigger=anchor[0].index,
        cue=speech.cue or speech.content,
        clause=speech.extent,
        factuality=_SAID,
        speech=speech.index,
        confidence=0.85 if speech.cue else 0.65,
        speaker=speech.speaker,
        mode=mode,
        content=speech.content,
        rest=speech.rest,
    )


def _is_unsaid(analysis: Analysis, lexicon: Lexicon, speech: Speech, frame: QuoteFrame) -> bool:
    """ "will announce", "is expected to confirm", "to highlight": nobody has said it yet."""
    trigger = analysis.tokens[frame.trigger]
    if speech.mode != "indirect" or speech.cue is None or trigger.pos != "VERB":
        return False
    if trigger.lemma == "see" and any(c.tag == "VB" for c in analysis.children(trigger, "ccomp")):
        return True  # "saw the war become a quagmire"
    return read_factuality(analysis, trigger, lexicon).status in {"scheduled", "intended", "hoped"}


def _advice(analysis: Analysis, lexicon: Lexicon, speeches: tuple[Speech, ...], genre: str) -> list[QuoteFrame]:
    """ "The two sides should …", "it is crucial to …", "there is a need to …", outside anybody's speech."""
    found: list[QuoteFrame] = []
    taken = -1
    for token in analysis.tokens:
        if token.sentence == taken or speech_at(speeches, token.start) is not None:
            continue
        anchor = _advises(analysis, token, lexicon, genre)
        if anchor is None:
            continue
        taken = token.sentence
        start, end = clause_span(analysis, anchor)
        found.append(
            QuoteFrame(
                rule="quote.advice",
                trigger=token.index,
                cue=(token.start, token.end),
                clause=(start, end),
                factuality=_SAID,
                confidence=0.6,
                speaker=(),
                mode="author",
                content=(start, end),
            )
        )
    return found


def _advises(analysis: Analysis, token: Token, lexicon: Lexicon, genre: str) -> Token | None:
    head = analysis.head(token)
    if token.dep == "aux" and token.text.lower() in _ADVICE and genre == "opinion" and head.dep != "relcl":
        subjects = subjects_of(analysis, head)
        if any(subject.start > token.start for subject in subjects):
            return None  # "should Congress sign one": a condition
        return head if subjects and not any(s.lemma in lexicon.own for s in subjects) else None
    if token.lemma in _MATTERS and token.dep == "acomp" and head.lemma == "be":
        impersonal = any(c.lemma == "it" for c in analysis.children(head, "nsubj", "expl"))
        gerund = any(c.pos in {"NOUN", "VERB"} for c in analysis.children(head, "nsubj", "csubj"))
        infinitive = analysis.children(head, "xcomp", "ccomp", "advcl") or analysis.children(token, "xcomp", "ccomp")
        return head if (impersonal and infinitive) or (gerund and genre == "opinion") else None
    if token.lemma == "need" and token.pos == "NOUN" and token.dep == "attr" and head.lemma == "be":
        return head if analysis.children(head, "expl") else None
    if token.lemma == "need" and token.pos == "VERB" and token.dep not in {"relcl", "acl"} and genre == "opinion":
        return token if analysis.children(token, "xcomp") else None
    return None
