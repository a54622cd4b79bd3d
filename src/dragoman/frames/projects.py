"""Projects that change stage: a corridor enters its second phase, a pipeline is completed, a port is put on hold."""

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.attribution import speech_at
from dragoman.frames.factuality import read_factuality
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import EventFrame, Speech
from dragoman.model.grammar import clause_span, clause_verb
from dragoman.model.mention import Mention

__all__ = ["find_stages"]


def find_stages(
    analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon, speeches: tuple[Speech, ...]
) -> list[EventFrame]:
    """One frame a clause in which a project is what moves or is moved; the parties are the project's."""
    found: list[EventFrame] = []
    seen: set[int] = set()
    for mention in mentions:
        if mention.kind != "project":
            continue
        head = analysis.head_of(mention.start, mention.end)
        verb = _stage_verb(analysis, head, lexicon) if head is not None else None
        if head is None or verb is None or verb.index in seen:
            continue
        seen.add(verb.index)
        speech = speech_at(speeches, mention.start)
        found.append(
            EventFrame(
                rule=f"stage.{verb.lemma}",
                trigger=verb.index,
                cue=(verb.start, verb.end),
                clause=clause_span(analysis, verb),
                factuality=read_factuality(analysis, verb, lexicon),
                speech=speech.index if speech else None,
                confidence=0.7,
                relation="stage",
                type="COOPERATE",
                cameo="060",
                symmetric=True,
                initiators=(head.index,),
            )
        )
    return found


def _stage_verb(analysis: Analysis, head: Token, lexicon: Lexicon) -> Token | None:
    """The verb that tells a stage of the project: the project, or a part of it, is its subject or its object."""
    word = head
    if word.dep == "pobj":
        above = analysis.head(analysis.head(word))
        if above.lemma not in lexicon.projects.parts:
            return None
        word = above
    elif word.dep in {"compound", "poss"} and analysis.head(word).lemma in lexicon.projects.parts:
        word = analysis.head(word)
    if word.dep not in {"nsubj", "nsubjpass", "dobj"}:
        return None
    verb = clause_verb(analysis, word)
    return verb if verb is not None and verb.lemma in lexicon.projects.stages and verb.index == word.head else None
