"""The order in which a document is read; the only place that knows it."""

from dataclasses import replace
from typing import Protocol

from dragoman.codebook.book import Codebook
from dragoman.frames.attitudes import find_attitudes
from dragoman.frames.attribution import find_speech
from dragoman.frames.events import find_events
from dragoman.frames.figures import find_figures
from dragoman.frames.pledges import find_pledges
from dragoman.frames.positions import find_positions
from dragoman.frames.projects import find_stages
from dragoman.frames.quotes import find_quotes
from dragoman.frames.ties import find_rounds, find_ties
from dragoman.frames.turns import find_turns, is_asked
from dragoman.mentions.actors import find_actors
from dragoman.mentions.dates import find_dates
from dragoman.mentions.quantities import find_quantities
from dragoman.model.analysis import Analysis
from dragoman.model.document import Document
from dragoman.model.frame import Frame, Speech
from dragoman.model.grammar import phrase_span
from dragoman.model.mention import Mention
from dragoman.model.reading import Attributed, Scope, TimeMention
from dragoman.model.record import Record
from dragoman.records.assemble import assemble_records
from dragoman.resolve.chronology import read_chronology
from dragoman.resolve.claims import Claimer
from dragoman.resolve.link import Linker
from dragoman.resolve.people import find_people
from dragoman.resolve.voices import Voices

__all__ = ["Analyser", "read_attributions", "read_document", "read_times"]


class Analyser(Protocol):
    """What parses a document."""

    def analyse(self, document: Document) -> Analysis:
        """The grammar of one document, boilerplate left out."""
        ...


def read_document(
    document: Document, codebook: Codebook, analyser: Analyser, *, scope: Scope = "international"
) -> tuple[Record, ...]:
    """What one document says, in order of the text; nothing but the document and the codebook is looked at.

    An event is `international` where its parties are different states, bodies or groups, or officials of such; the
    scope `all` takes in what courts, police, parties, firms and crowds do within one state, under their own names.
    """
    mentions = _find_mentions(document, codebook)
    if scope == "international" and not _is_ours(mentions):
        return ()
    lexicon = codebook.lexicon
    analysis = analyser.analyse(document)
    speeches = find_speech(analysis, lexicon, find_turns(document))
    people = find_people(document, analysis, mentions, codebook)
    linker = Linker(document, analysis, mentions, people, speeches, codebook, lexicon)
    frames: list[Frame] = [
        *find_events(analysis, codebook.relations, lexicon, speeches, is_domestic=scope == "all"),
        *find_rounds(analysis, mentions, lexicon, speeches),
        *find_stages(analysis, mentions, lexicon, speeches),
        *find_pledges(analysis, lexicon, speeches, document.genre),
        *find_positions(analysis, mentions, lexicon, speeches),
        *find_figures(analysis, mentions, lexicon, speeches),
        *find_ties(analysis, mentions, lexicon, speeches),
        *find_quotes(analysis, lexicon, speeches, document.genre),
    ]
    frames = [frame for frame in frames if not is_asked(frame, speeches)]
    claimer = Claimer(document, analysis, mentions, speeches, linker, codebook, scope)
    return assemble_records(document, analysis, [*claimer.claims(frames), *claimer.offices()], codebook)


def read_times(document: Document, codebook: Codebook, analyser: Analyser) -> tuple[TimeMention, ...]:
    """Every time expression of a document, in order of the text; a dateline's and what is masked are left out."""
    hidden = document.dateline
    dates = [
        mention
        for mention in find_dates(document.text)
        if not document.is_masked(mention.start, mention.end)
        and not (hidden is not None and hidden.start <= mention.start < hidden.end)
    ]
    return read_chronology(document, analyser.analyse(document), codebook.lexicon, dates)


def read_attributions(document: Document, codebook: Codebook, analyser: Analyser) -> tuple[Attributed, ...]:
    """Whose every stretch of a document is: speech with its speaker, and stances told of somebody, in order."""
    mentions = _find_mentions(document, codebook)
    analysis, lexicon = analyser.analyse(document), codebook.lexicon
    speeches = find_speech(analysis, lexicon, find_turns(document))
    people = find_people(document, analysis, mentions, codebook)
    linker = Linker(document, analysis, mentions, people, speeches, codebook, lexicon)
    voices = Voices(document, analysis, mentions, speeches, linker, codebook)
    found: list[Attributed] = []
    before: Speech | None = None
    for speech in speeches:
        spans = (speech.content,) if speech.rest is None else (speech.content, speech.rest)
        if speech.is_continued and before is not None and before.speaker == speech.speaker:
            # A quotation that goes on is one with what it goes on from.
            found[-1] = replace(found[-1], content=(*found[-1].content, *spans))
            continue
        before = speech
        source = tuple(phrase_span(analysis, analysis.tokens[index]) for index in speech.speaker)
        found.append(Attributed(voices.voice_of(speech).name, speech.mode, source, speech.cue, spans))
    for stance in find_attitudes(analysis, lexicon, speeches):
        source = tuple(phrase_span(analysis, analysis.tokens[index]) for index in stance.speaker)
        found.append(Attributed(voices.voice_of(stance).name, "attitude", source, stance.cue, (stance.content,)))
    return tuple(sorted(found, key=lambda item: (item.content[0], item.cue or item.content[0])))


def _find_mentions(document: Document, codebook: Codebook) -> tuple[Mention, ...]:
    dates = find_dates(document.text)
    dated = [m for m in (*dates, *find_quantities(document.text, dates))
             if not document.is_masked(m.start, m.end)]  # fmt: skip
    return tuple(sorted((*find_actors(document, codebook), *dated), key=lambda m: (m.start, m.end, m.kind)))


def _is_ours(mentions: tuple[Mention, ...]) -> bool:
    """The gate: a document that names no state, no international body and no office of state is not parsed."""
    return any(
        mention.kind in {"state", "demonym", "seat", "organisation", "mechanism", "office"} for mention in mentions
    )
