"""Whose words a stretch of text is: reporting verbs, quotation marks, "according to", and what goes on after them."""

import re
from dataclasses import replace

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.quotations import Beside, blocks_of, find_quotations
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Span, Speech
from dragoman.model.grammar import conjuncts, is_passive, prepositional, subjects_of

__all__ = ["find_speech", "speech_at"]

# A quotation of fewer words is a phrase that the author borrows, not something said on its own.
_MIN_FREE_WORDS = 6
# These tell what somebody thinks or what shows; they report words only of somebody who is named.
_OPINES = {"think", "believe", "see", "find", "show", "feel", "view", "consider", "hope", "estimate", "expect", "worry"}
# What these give in an infinitive is an undertaking, not words.
_UNDERTAKE = {"pledge", "promise", "vow", "agree", "propose"}
_MIN_CONTENT = 3
_MIN_HEADED = 4


def speech_at(speeches: tuple[Speech, ...], offset: int) -> Speech | None:
    """The innermost speech whose content holds a character."""
    holding = [speech for speech in speeches if speech.holds(offset)]
    return min(holding, key=lambda speech: speech.content[1] - speech.content[0], default=None)


def find_speech(analysis: Analysis, lexicon: Lexicon, turns: tuple[Speech, ...] = ()) -> tuple[Speech, ...]:
    """Everything in a document that somebody is reported to say, with a transcript's turns, in order of the text."""
    blocks = blocks_of(analysis)
    quotations = find_quotations(analysis.text, blocks)
    beside = Beside(analysis, lexicon, quotations, blocks).find()
    finder = _Finder(analysis, lexicon, quotations)
    drafts = [draft for token in analysis.tokens if (draft := finder.from_cue(token)) is not None]
    drafts += finder.according_to()
    drafts += finder.headed(drafts)
    drafts = [*beside, *_without_doubles([d for d in drafts if not _is_told(d, beside)])]
    drafts += finder.free_quotations(drafts)
    drafts += turns
    drafts.sort(key=lambda speech: (speech.extent[0], -speech.extent[1]))
    return tuple(replace(s, index=index) for index, s in enumerate(drafts))


def _without_doubles(drafts: list[Speech]) -> list[Speech]:
    """Of two cues that claim the same words, keep the one nearer to them."""
    kept: list[Speech] = []
    for draft in sorted(drafts, key=lambda s: (s.extent[1] - s.extent[0], s.extent[0])):
        if any(draft.content == other.content or _same(draft.content, other.content) for other in kept):
            continue
        kept.append(draft)
    return kept


def _is_told(draft: Speech, beside: list[Speech]) -> bool:
    """Whether a cue's words are a quotation that what stands beside it has attributed, or the rest of one."""
    return any(
        _shares(draft.content, span) and span[1] - span[0] >= 0.5 * (draft.content[1] - draft.content[0])
        for speech in beside
        for span in (speech.content, speech.rest)
        if span is not None and not (span[0] <= draft.extent[0] and draft.extent[1] <= span[1])
    )


def _same(left: Span, right: Span) -> bool:
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return shared > 0.9 * max(left[1] - left[0], right[1] - right[0])


class _Finder:
    def __init__(self, analysis: Analysis, lexicon: Lexicon, quotations: list[Span]) -> None:
        self.analysis = analysis
        self.lexicon = lexicon
        self.quotations = quotations

    # ---- reporting verbs

    def from_cue(self, verb: Token) -> Speech | None:
        """The speech that a reporting verb introduces, or null where it reports nothing."""
        if verb.lemma not in self.lexicon.speech_verbs or verb.pos not in {"VERB", "AUX"}:
            return None
        if verb.dep == "amod" or self.is_unsaid(verb):
            return None
        found = self.content_of(verb)
        if found is None:
            return None
        content, kind = found
        content = self.trim(self.whole_quotation(self.before_apposed(verb, content)))
        if content[1] - content[0] < _MIN_CONTENT or content[0] <= verb.start < content[1]:
            return None
        mode = self.mode_of(content)
        rest = self.rest_of(verb, content) if kind == "inserted" else None
        if kind == "inserted":
            kind = "clause"
        if verb.lemma in _UNDERTAKE and kind != "clause":
            return None
        if kind == "act" and mode == "indirect":
            return None
        speaker = self.speaker_of(verb)
        if verb.lemma in _OPINES and mode == "indirect" and not self.is_named(speaker):
            return None
        if not speaker and self.lexicon.verb_status.get(verb.lemma) in {"hoped", "intended", "hypothetical"}:
            return None  # "It is hoped that …" is the text's own voice
        if not speaker and mode == "indirect" and kind != "clause":
            return None
        words = [verb, *(self.analysis.tokens[index] for index in speaker)]
        spans = [content, rest] if rest is not None else [content]
        extent = (min(span[0] for span in (*spans, *((w.start, w.end) for w in words))),
                  max(span[1] for span in (*spans, *((w.start, w.end) for w in words))))  # fmt: skip
        return Speech(0, speaker, mode, content, extent, self.cue_of(verb), verb.lemma, rest=rest)

    def is_named(self, speaker: tuple[int, ...]) -> bool:
        """Whether a name or a source of statements speaks, not "we", "many" or a thing."""
        words = [self.analysis.tokens[index] for index in speaker]
        return any(
            word.tag in {"NNP", "NNPS"} or word.lemma in self.lexicon.sources or word.lemma in {"he", "she"}
            for word in words
        )

    def is_unsaid(self, verb: Token) -> bool:
        """ "did not say", "would not comment", "if he says": nothing was said."""
        for child in self.analysis.children(verb):
            if child.dep == "neg" and verb.lemma != "deny":
                return True
            if child.dep == "aux" and child.text.lower() in {"would", "could", "might", "should", "may", "must", "can"}:
                return True
            if child.dep == "aux" and child.lemma == "to" and verb.dep in {"xcomp", "acl", "advcl"}:
                return verb.lemma not in self.lexicon.speech_nominal
            if child.dep == "mark" and child.lemma == "if":
                return True
        return False

    def cue_of(self, verb: Token) -> Span:
        particle = next((c for c in self.analysis.children(verb, "prt") if c.start > verb.start), None)
        return verb.start, particle.end if particle else verb.end

    def speaker_of(self, verb: Token) -> tuple[int, ...]:
        bare = verb.tag == "VBN" and verb.dep in {"advcl", "acl"} and not self.analysis.children(verb, "aux", "nsubj")
        if bare or is_passive(self.analysis, verb):  # "asked whether he would go": somebody else asked
            agents = prepositional(self.analysis, verb, "by")
            return tuple(token.index for token in agents)
        misread = self.apposed_speaker(verb)
        if misread is not None:
            return (misread.index,)
        return tuple(token.index for token in subjects_of(self.analysis, verb) if token.lemma not in {"it", "there"}
                     or (token.dep == "nsubj" and not self.is_expletive(verb)))  # fmt: skip

    def apposed_speaker(self, verb: Token) -> Token | None:
        """ "…the proposal, a spokesman said": the parser takes what was said for who said it."""
        for subject in self.analysis.children(verb, "nsubj"):
            if subject.pos != "NOUN" or subject.lemma in self.lexicon.occupations | self.lexicon.sources:
                continue
            for child in self.analysis.children(subject, "appos"):
                if child.lemma in self.lexicon.occupations | self.lexicon.sources:
                    return child
        return None

    def before_apposed(self, verb: Token, content: Span) -> Span:
        misread = self.apposed_speaker(verb)
        if misread is None:
            return content
        words = self.analysis.subtree(misread)
        return self.analysis.sentence_of(verb).start, words[0].start

    def is_expletive(self, verb: Token) -> bool:
        return is_passive(self.analysis, verb)

    def content_of(self, verb: Token) -> tuple[Span, str] | None:
        """What was said, and how it hangs on the cue: a clause, a noun phrase, a name given, or an act's own words."""
        acts = verb.lemma in self.lexicon.speech_acts
        if is_passive(self.analysis, verb) and verb.lemma in self.lexicon.speech_names | self.lexicon.speech_nominal:
            return None
        for child in self.analysis.children(verb, "ccomp"):
            if child.start < verb.start and verb.dep in {"pcomp", "relcl"}:
                continue  # "what he calls corruption": what stands before is no words of his
            if self.is_clause(child, verb):
                finite = self.is_finite(child)
                naming = verb.lemma in self.lexicon.speech_names and not self.has_that(child)
                kind = "clause" if (finite or not acts) and not naming else "act"
                return self.subtree_span(child, verb), kind
        if verb.dep in {"parataxis", "ccomp", "dep"} and self.analysis.head(verb).pos in {"VERB", "AUX"}:
            inserted = self.around(verb)
            if inserted is not None:
                return inserted, "inserted"
        if verb.lemma in self.lexicon.speech_names:
            named = self.named(verb)
            if named is not None:
                return named, "clause" if verb.lemma in {"call", "term", "describe", "label", "dub"} else "act"
        for child in self.analysis.children(verb, "xcomp", "dobj", "prep", "oprd", "advcl"):
            if child.dep == "dobj" and verb.lemma in self.lexicon.speech_nominal:
                return self.subtree_span(child, verb), "nominal" if verb.lemma not in {"voice", "express"} else "act"
        rest = self.complement_span(verb)
        introduced = self.after_colon(verb)
        if introduced is not None:
            return introduced, "clause"
        return (rest, "act") if rest is not None else None

    def after_colon(self, verb: Token) -> Span | None:
        """ "wrote in a letter: “Let the fishermen come home.”" """
        sentence = self.analysis.sentence_of(verb)
        for start, end in self.quotations:
            if verb.end <= start <= sentence.end + 2 and self.analysis.text[verb.end : start].rstrip(' “"').endswith(
                ":"
            ):
                return start, end
        return None

    def is_clause(self, child: Token, verb: Token) -> bool:
        if child.pos not in {"VERB", "AUX"} and not self.analysis.children(child, "nsubj", "cop"):
            return child.start < verb.start or child.pos in {"ADJ", "NOUN", "PROPN"}
        return True

    def has_that(self, clause: Token) -> bool:
        return any(child.lemma == "that" for child in self.analysis.children(clause, "mark"))

    def is_finite(self, clause: Token) -> bool:
        if any(c.dep == "mark" and c.lemma == "that" for c in self.analysis.children(clause)):
            return True
        return bool(self.analysis.children(clause, "nsubj", "nsubjpass", "expl", "csubj"))

    def named(self, verb: Token) -> Span | None:
        """ "called the UAE “an important partner”", "termed the relationship constructive"."""
        parts = [
            child
            for child in self.analysis.children(verb, "dobj", "oprd", "ccomp", "xcomp", "prep", "acomp", "attr")
            if child.start > verb.start
        ]
        if not parts or (len(parts) == 1 and parts[0].dep == "dobj") or all(part.dep == "prep" for part in parts):
            return None
        if parts[0].dep == "prep" and parts[0].lemma in {"for", "on", "upon", "in", "off"}:
            return None
        spans = [self.subtree_span(part, verb) for part in parts]
        return min(span[0] for span in spans), max(span[1] for span in spans)

    def complement_span(self, verb: Token) -> Span | None:
        """All that follows a verb in its clause, if quotation marks stand in it."""
        parts = [
            child
            for child in self.analysis.children(verb)
            if child.start > verb.start and child.dep in {"dobj", "xcomp", "prep", "dative", "oprd", "ccomp", "advcl"}
        ]
        if not parts:
            return None
        spans = [self.subtree_span(part, verb) for part in parts]
        return min(span[0] for span in spans), max(span[1] for span in spans)

    def around(self, verb: Token) -> Span | None:
        """ "The corridor, he said, would open": the sentence less the words of the inserted clause."""
        head = self.analysis.head(verb)
        sentence = self.analysis.sentence_of(verb)
        own = self.analysis.subtree(verb)
        inserted = (own[0].start, own[-1].end)
        if inserted[0] <= head.start < inserted[1] or not subjects_of(self.analysis, verb):
            return None
        if inserted[0] > head.start:
            return sentence.start, inserted[0]
        # "The border, the spokesman said, would stay shut": the part with the verb
        return inserted[1], sentence.end

    def rest_of(self, verb: Token, content: Span) -> Span | None:
        """What stands on the other side of an inserted cue: "In the north, the envoy says, the truce holds"."""
        sentence = self.analysis.sentence_of(verb)
        own = self.analysis.subtree(verb)
        other = (own[-1].end, sentence.end) if content[1] <= own[0].start else (sentence.start, own[0].start)
        start, end = self.trim(self.strip_end(other))
        words = [word for word in self.analysis.tokens_in(start, end) if word.pos != "PUNCT"]
        return (start, end) if len(words) >= 3 and words[0].lemma not in {"add", "note"} else None

    def subtree_span(self, token: Token, verb: Token) -> Span:
        words = [
            word
            for word in self.analysis.subtree(token)
            if word.pos != "PUNCT" and not (word.dep == "mark" and word.lemma == "that" and word.head == token.index)
        ]
        if token.start > verb.start:
            words = [word for word in words if word.start > verb.end - 1]
        else:
            words = [word for word in words if word.start < verb.start]
        words = words or [token]
        return words[0].start, words[-1].end

    def whole_quotation(self, content: Span) -> Span:
        """Stretch content that is mostly one quotation to all of it: an unbroken quotation is one."""
        for start, end in self.quotations:
            shared = min(end, content[1]) - max(start, content[0])
            if shared <= 0:
                continue
            if shared >= 0.8 * (content[1] - content[0]):
                return start, end
            if start < content[1] < end:  # the parse ended inside the quotation
                content = (content[0], end)
        return content

    def trim(self, span: Span) -> Span:
        start, end = span
        text = self.analysis.text
        while start < end and text[start] in ' \n\t,;:“"”':
            if text[start] == "“" and "”" in text[start:end]:
                break
            start += 1
        while end > start and text[end - 1] in ' \n\t,;:"':
            end -= 1
        return start, end

    def mode_of(self, content: Span) -> str:
        start, end = content
        inside = sum(max(0, min(end, q[1]) - max(start, q[0])) for q in self.quotations)
        if inside >= 0.85 * (end - start):
            return "direct"
        return "mixed" if inside else "indirect"

    # ---- other ways

    def according_to(self) -> list[Speech]:
        """Sentences that name their source with a preposition; the rest of the sentence is what it says."""
        found = []
        for token in self.analysis.tokens:
            if token.lemma not in {"accord", "according"} or token.dep not in {"prep", "advcl", "advmod", "pcomp"}:
                continue
            source = [
                word
                for prep in [token, *self.analysis.children(token, "prep")]
                for head in self.analysis.children(prep, "pobj")
                for word in conjuncts(self.analysis, head)
            ]
            if not source:
                continue
            words = self.analysis.subtree(token)
            sentence = self.analysis.sentence_of(token)
            end = words[-1].end
            content = (
                (end, sentence.end)
                if token.start - sentence.start < sentence.end - end
                else (sentence.start, token.start)
            )
            content = self.trim(self.strip_end(content))
            if content[1] - content[0] < 15:
                continue
            mode = "document" if self.mode_of(content) == "indirect" else self.mode_of(content)
            found.append(
                Speech(
                    0,
                    tuple(w.index for w in source),
                    mode,
                    content,
                    (sentence.start, sentence.end),
                    (token.start, min(end, source[0].end)),
                    "according",
                )
            )
        return found

    def headed(self, drafts: list[Speech]) -> list[Speech]:
        """A headline that names who says it: "Rojas: The strait is open", "PM: No talks before June"."""
        found = []
        for sentence in self.analysis.sentences:
            words = self.analysis.tokens[sentence.first : sentence.last]
            colon = next((position for position, word in enumerate(words[:8]) if word.text == ":"), None)
            if not colon or any(word.pos in {"VERB", "AUX", "NUM", "PUNCT"} for word in words[:colon]):
                continue
            name, said = words[colon - 1], words[colon + 1 :]
            can_speak = self.lexicon.occupations | self.lexicon.sources
            if not (name.tag in {"NNP", "NNPS"} or name.lemma in can_speak) or name.text.isupper() and len(name.text) > 4:
                continue
            has_verb = any(word.pos in {"VERB", "AUX"} for word in said)
            if len(said) < _MIN_HEADED or not has_verb or any(d.extent[0] <= words[0].start < d.extent[1] for d in drafts):
                continue
            content = self.trim((said[0].start, self.strip_end((said[0].start, sentence.end))[1]))
            mark = words[colon]
            found.append(
                Speech(0, (name.index,), self.mode_of(content), content, (sentence.start, sentence.end),
                       (mark.start, mark.end), ":")  # fmt: skip
            )
        return found

    def strip_end(self, span: Span) -> Span:
        end = span[1]
        while end > span[0] and self.analysis.text[end - 1] in " \n.!?":
            end -= 1
        return span[0], end

    def free_quotations(self, drafts: list[Speech]) -> list[Speech]:
        """Quotations that no cue claims: they belong to the speaker before, if he spoke just before."""
        found: list[Speech] = []
        for start, end in self.quotations:
            words = self.analysis.tokens_in(start, end)
            if any(_shares(span, (start, end)) for d in drafts for span in (d.content, d.rest) if span is not None):
                continue
            has_verb = any(word.pos in {"VERB", "AUX"} and word.tag != "VBG" for word in words)
            if len(words) < _MIN_FREE_WORDS or not has_verb or not self.stands_alone(start, words):
                continue
            before = [draft for draft in [*drafts, *found] if draft.extent[1] <= start + 1 and draft.speaker]
            last = max(before, key=lambda draft: draft.extent[1], default=None)
            near = last is not None and words[0].sentence - self.sentence_at(last.extent[1] - 1) <= 2
            speaker = last.speaker if last is not None and near else ()
            found.append(Speech(0, speaker, "direct", (start, end), (start, end), is_continued=bool(speaker)))
        return found

    def sentence_at(self, offset: int) -> int:
        tokens = self.analysis.tokens_in(max(0, offset - 1), offset + 1)
        return tokens[0].sentence if tokens else -10

    def stands_alone(self, start: int, words: list[Token]) -> bool:
        """A quotation that begins a sentence, not a phrase borrowed in the middle of one."""
        if not words:
            return False
        sentence = self.analysis.sentences[words[0].sentence]
        lead = re.sub(r"\W", "", self.analysis.text[sentence.start : start])
        return not lead


def _shares(left: Span, right: Span) -> bool:
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return shared >= 0.5 * min(left[1] - left[0], right[1] - right[0])
