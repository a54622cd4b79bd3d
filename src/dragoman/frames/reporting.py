"""Reporting verbs: what they give as said, by whom, and in whose words."""

import re
from collections.abc import Sequence

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.quotations import before_aside, mode_of, strip_end, trim
from dragoman.frames.unsaid import Unsaid
from dragoman.model.analysis import Analysis, Sentence, Token
from dragoman.model.frame import Span, Speech
from dragoman.model.grammar import conjuncts, is_passive, objects_of, phrase_span, prepositional, subjects_of

__all__ = ["Reporting"]

# These tell what somebody thinks or what shows; they report words only of somebody who is named.
_OPINES = {"think", "believe", "see", "find", "show", "feel", "view", "consider", "hope", "estimate", "expect", "worry"}
# What these give in an infinitive is an undertaking, not words.
_UNDERTAKE = {"pledge", "promise", "vow", "agree", "propose"}
# "claims to have shot it down": the claim of what one has done oneself.
_CLAIMS = {"claim", "profess", "admit", "deny", "acknowledge", "report", "declare", "boast", "recall"}
# "That said, …": these say nothing.
_NOBODY = {"it", "there", "that", "this", "these", "those", "what", "which"}
_MIN_CONTENT = 3
# After a trailing cue stand at most a place, a time and an audience.
_AFTER_CUE = 9
_MIN_SAID = 4
# What is no head of a noun phrase.
_NO_HEADS = {"compound", "amod", "poss", "pobj", "det", "nmod"}
# What is told, not to whom.
_MATTERS = {"story", "truth", "lie", "tale", "thing", "joke", "anecdote", "secret"}
# "was quoted as saying": whoever is quoted says it.
_QUOTES = {"quote", "cite", "paraphrase"}
# What an inserted clause stands between.
_EDGES = (",", "—", "–", "-", "”", '"', "(", ")", ";", ":")


class Reporting(Unsaid):
    """Reads the reporting verbs of one document."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon, quotations: list[Span]) -> None:
        super().__init__(analysis, lexicon)
        self.quotations = quotations

    # ---- reporting verbs

    def from_cue(self, verb: Token) -> Speech | None:
        """The speech that a reporting verb introduces, or null where it reports nothing."""
        if verb.lemma not in self.lexicon.speech_verbs or verb.pos not in {"VERB", "AUX"}:
            return None
        if verb.dep == "amod" or self.is_unsaid(verb):
            return None
        trailing = self.trailing(verb)
        found = (trailing[0], "clause") if trailing is not None else self.content_of(verb)
        if found is None:
            return None
        content, kind = found
        if trailing is None:
            content = self.before_another(self.before_apposed(verb, content))
        content = trim(self.analysis.text, self.whole_quotation(content))
        between = (content[1], verb.start) if content[1] <= verb.start else (verb.end, content[0])
        if ";" in self.analysis.text[between[0] : between[1]]:
            return None
        if content[1] - content[0] < _MIN_CONTENT or content[0] <= verb.start < content[1]:
            return None
        mode = mode_of(self.quotations, content)
        rest = self.rest_of(verb, content) if kind == "inserted" else self.antecedent(verb, content)
        if kind == "inserted":
            kind = "clause"
        if verb.lemma in _UNDERTAKE and kind != "clause":
            return None
        if kind == "act" and mode == "indirect":
            return None
        speaker = trailing[1] if trailing is not None else self.speaker_of(verb)
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

    def trailing(self, verb: Token) -> tuple[Span, tuple[int, ...]] | None:
        """ "The port had reopened, two envoys in Tunis said.": a cue at the end, which the parse may not tell.

        Before the verb stands a name or a noun for people, between commas perhaps another; before these a sentence.
        """
        sentence = self.analysis.sentence_of(verb)
        if (
            verb.tag not in {"VBD", "VBZ", "VBP"}
            or verb.dep in {"relcl", "acl"}
            or self.has_words_after(verb, sentence)
            or self.has_own_object(verb)
        ):
            return None
        words = self.analysis.tokens[sentence.first : verb.index]
        commas = [word.index for word in words if word.text == ","]
        if not commas:
            return None
        end, speaker = verb.index, None
        for comma in reversed(commas):
            segment = self.analysis.tokens[comma + 1 : end]
            if any(word.pos in {"VERB", "AUX"} and word.tag not in {"VBN", "VBG"} for word in segment):
                return None
            if segment and segment[0].pos in {"CCONJ", "SCONJ"}:
                return None  # "… was poor, and he worried": another act, not a cue
            named = [w for w in segment if self.can_say(w) and w.dep not in _NO_HEADS]
            is_apposed = bool(segment) and not named and speaker is not None  # "…, the worst this year, the envoy said"
            if segment and not named and not is_apposed:
                return None
            speaker = speaker or (named[0] if named else None)
            before = self.analysis.tokens[sentence.first : end if is_apposed else comma]
            clause = before[next((i + 1 for i in range(len(before) - 1, -1, -1) if before[i].text == ","), 0) :]
            if is_apposed:
                clause = before
            if any(word.tag in {"VBD", "VBZ", "VBP", "MD"} for word in clause):
                has_subject = any(word.dep in {"nsubj", "nsubjpass", "expl"} for word in before)
                if speaker is None or len(before) < _MIN_SAID or not has_subject:
                    return None
                if (
                    before[0].dep == "mark"
                    or before[0].pos == "SCONJ"
                    or (before[0].pos == "ADP" and not self.has_main_clause(before))
                    or before[0].tag in {"WRB", "VBG", "WP"}
                ):
                    return None  # "After the talks ended, the minister said": what was said comes after
                content = strip_end(self.analysis.text, (sentence.start, before[-1].end))
                return content, self.with_company(speaker, verb)
            end = comma
        return None

    def has_main_clause(self, words: Sequence[Token]) -> bool:
        """ "In two years, output will double": a clause with a subject of its own stands among the words."""
        inside = {word.index for word in words}
        return any(
            word.dep in {"nsubj", "nsubjpass", "expl"}
            and word.head in inside
            and self.analysis.head(word).dep not in {"relcl", "advcl", "acl", "pcomp"}
            for word in words
        )

    def with_company(self, speaker: Token, verb: Token) -> tuple[int, ...]:
        """ "officials and medics at the port said": all who stand together before a cue."""
        joined = [w for w in conjuncts(self.analysis, speaker) if w.end <= verb.start and self.can_say(w)]
        return tuple(word.index for word in joined) or (speaker.index,)

    def has_words_after(self, verb: Token, sentence: Sentence) -> bool:
        """Whether more than an audience, a place and a time follows a verb in its sentence."""
        rest = [w for w in self.analysis.tokens[verb.index + 1 : sentence.last] if w.pos not in {"PUNCT", "SPACE"}]
        if len(rest) > _AFTER_CUE or any(w.tag in {"VBD", "VBZ", "VBP", "MD"} for w in rest):
            return True
        following = self.analysis.text[verb.end : sentence.end]
        return any(mark in following for mark in '“":;')

    def is_named(self, speaker: tuple[int, ...]) -> bool:
        """Whether a name or a source of statements speaks, not "we", "many" or a thing."""
        words = [self.analysis.tokens[index] for index in speaker]
        return any(
            word.tag in {"NNP", "NNPS"} or word.lemma in self.lexicon.sources or word.lemma in {"he", "she"}
            for word in words
        )

    def cue_of(self, verb: Token) -> Span:
        particle = next((c for c in self.analysis.children(verb, "prt") if c.start > verb.start), None)
        return verb.start, particle.end if particle else verb.end

    def speaker_of(self, verb: Token) -> tuple[int, ...]:
        above = self.analysis.head(self.analysis.head(verb))
        if verb.dep == "pcomp" and above.lemma in _QUOTES:
            return tuple(
                w.index for w in self.analysis.children(above, "nsubjpass") or objects_of(self.analysis, above)
            )
        letter = self.letter_of(verb)
        if letter is not None:
            return (letter.index,)
        if self.is_participle(verb) or is_passive(
            self.analysis, verb
        ):  # "asked whether he would go": somebody else asked
            agents = prepositional(self.analysis, verb, "by")
            return tuple(token.index for token in agents)
        misread = self.apposed_speaker(verb)
        if misread is not None:
            return (misread.index,)
        outer = self.outer_speaker(verb)
        if outer is not None:
            return outer
        return tuple(self.addressing(w).index for w in subjects_of(self.analysis, verb)
                     if w.lemma not in _NOBODY or (w.dep == "nsubj" and not self.is_expletive(verb)))  # fmt: skip

    def letter_of(self, verb: Token) -> Token | None:
        """ "sent a letter to parliament stating that": the parser lets whoever gets a letter state what is in it."""
        noun = self.analysis.head(verb)
        to = self.analysis.head(noun)
        if verb.dep != "acl" or verb.tag != "VBG" or noun.dep != "pobj" or to.lemma != "to":
            return None
        above = self.analysis.head(to)
        near = [above, *(self.analysis.children(above, "dobj") if above.pos == "VERB" else ())]
        return next((word for word in near if word.pos == "NOUN" and word.lemma in self.lexicon.sources), None)

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

    def content_of(self, verb: Token) -> tuple[Span, str] | None:
        """What was said, and how it hangs on the cue: a clause, a noun phrase, a name given, or an act's own words."""
        acts = verb.lemma in self.lexicon.speech_acts
        if verb.lemma in _QUOTES and any(
            self.content_of(inner) is not None
            for prep in self.analysis.children(verb, "prep")
            for inner in self.analysis.children(prep, "pcomp")
        ):
            return None  # "quoted the doctors as saying that …": the doctors said it
        if is_passive(self.analysis, verb) and verb.lemma in self.lexicon.speech_names | self.lexicon.speech_nominal:
            return None
        for child in self.analysis.children(verb, "ccomp"):
            if child.start < verb.start and verb.dep in {"pcomp", "relcl"}:
                continue  # "what he calls corruption": what stands before is no words of his
            if child.end < verb.start and not self.is_fronted(child, verb):
                continue
            if self.is_clause(child, verb):
                finite = self.is_finite(child)
                naming = verb.lemma in self.lexicon.speech_names and not self.has_that(child)
                kind = "clause" if (finite or not acts) and not naming else "act"
                return self.subtree_span(child, verb), kind
        audience_clause = self.told_clause(verb)
        if audience_clause is not None:
            start, end = self.subtree_span(audience_clause, verb)
            whole = self.complement_span(verb)  # "… “on solutions”" may hang on the cue again
            return (start, max(end, whole[1]) if whole is not None else end), "clause"
        for child in self.analysis.children(verb, "xcomp"):
            looks_back = any(word.lemma == "have" for word in self.analysis.children(child, "aux"))
            if looks_back and child.start > verb.start and verb.lemma in _CLAIMS:
                return self.subtree_span(child, verb), "clause"
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
                return self.with_gerund(self.subtree_span(child, verb), verb), "nominal" if verb.lemma not in {
                    "voice",
                    "express",
                } else "act"
        rest = self.complement_span(verb)
        introduced = self.after_colon(verb)
        if introduced is not None:
            return introduced, "clause"
        return (rest, "act") if rest is not None else None

    def with_gerund(self, content: Span, verb: Token) -> Span:
        """ "reaffirmed the role of the pact in keeping the peace": the parser may hang the gerund on the cue."""
        for prep in self.analysis.children(verb, "prep"):
            is_next = 0 <= prep.start - content[1] <= 1
            gerunds = [c for c in self.analysis.children(prep, "pcomp") if c.lemma not in self.lexicon.speech_verbs]
            if is_next and prep.lemma in {"in", "of", "for", "to", "as"} and gerunds:
                return content[0], self.subtree_span(prep, verb)[1]
        return content

    def told_clause(self, verb: Token) -> Token | None:
        """ "told the paper she had been working": what the parser takes for a clause about the paper was told to it."""
        for audience in self.analysis.children(verb, "dobj") if verb.lemma == "tell" else ():
            for clause in self.analysis.children(audience, "relcl"):
                own = self.analysis.children(clause, "nsubj", "nsubjpass")
                if own and own[0].tag == "PRP" and audience.lemma not in _MATTERS:
                    return clause
        return None

    def is_fronted(self, clause: Token, verb: Token) -> bool:
        """Whether a clause before a cue is set off from it, as words that were said are."""
        words = [word for word in self.analysis.subtree(clause) if word.end <= verb.start]
        between = self.analysis.text[words[-1].start if words else clause.end : verb.start]
        return any(mark in between for mark in ',”"—–') and not re.search(r"\b(?:and|but)\b", between)

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
        own = [word for word in self.analysis.subtree(verb) if word.pos != "PUNCT"]
        inserted = (own[0].start, own[-1].end)
        if inserted[0] <= head.start < inserted[1] or not subjects_of(self.analysis, verb):
            return None
        if self.has_own_object(verb):
            return None
        text = self.analysis.text
        lead, tail = text[sentence.start : inserted[0]].rstrip(), text[inserted[1] : sentence.end].lstrip()
        if lead[-1:] not in _EDGES or tail[:1] not in (*_EDGES, ".", "!", "?", ""):
            return None  # "did not reveal what he had told her": nothing stands between commas
        if inserted[0] > head.start:
            return sentence.start, inserted[0]
        # "The border, the spokesman said, would stay shut": the part with the verb
        return inserted[1], sentence.end

    def rest_of(self, verb: Token, content: Span) -> Span | None:
        """What stands on the other side of an inserted cue: "In the north, the envoy says, the truce holds"."""
        sentence = self.analysis.sentence_of(verb)
        own = [word for word in self.analysis.subtree(verb) if word.pos != "PUNCT"]
        other = (own[-1].end, sentence.end) if content[1] <= own[0].start else (sentence.start, own[0].start)
        start, end = trim(self.analysis.text, strip_end(self.analysis.text, other))
        words = [word for word in self.analysis.tokens_in(start, end) if word.pos != "PUNCT"]
        return (start, end) if len(words) >= 3 and words[0].lemma not in {"add", "note"} else None

    def before_another(self, content: Span) -> Span:
        """ "said: “We asked for it” before adding that …": another cue's words end a quotation."""
        content = before_aside(self.analysis.text, content)
        inside = next((q for q in self.quotations if abs(q[0] - content[0]) <= 1 and q[1] < content[1]), None)
        if inside is None:
            return content
        after = self.analysis.tokens_in(inside[1], content[1])
        adds = [w for w in after if w.tag == "VBG" and w.lemma in self.lexicon.speech_verbs
                and not any(q[0] <= w.start < q[1] for q in self.quotations)]  # fmt: skip
        return inside if adds else content

    def antecedent(self, verb: Token, content: Span) -> Span | None:
        """ "the tanks that the rebels say Lima has sent": what stands before the cue belongs to what was said."""
        if verb.dep != "relcl" or content[0] < verb.end or self.analysis.head(verb).pos not in {"NOUN", "PROPN"}:
            return None
        said = [c for c in self.analysis.children(verb, "ccomp") if content[0] <= c.start < content[1]]
        whole = [
            c for c in said if c.lemma == "be" or any(w.start > c.start for w in self.analysis.children(c, "dobj"))
        ]
        if not said or whole or self.analysis.head(verb).index in {w.index for w in subjects_of(self.analysis, verb)}:
            return None
        start, end = phrase_span(self.analysis, self.analysis.head(verb), whole=True)
        return (start, end) if end <= verb.start else None

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
