"""Speech without a reporting verb: "according to", headlines with a name before a colon, nouns of saying."""

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.quotations import mode_of, strip_end, trim
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Span, Speech
from dragoman.model.grammar import clause_span, conjuncts, prepositional

__all__ = ["Sourcing"]

_MIN_HEADED = 4
# "There were reports that …": somebody's word, though nobody is named.
_UNOWNED = {"report", "rumor", "rumour", "allegation", "claim", "accusation", "suggestion"}
_HEARSAY = {"reportedly", "allegedly", "supposedly", "purportedly"}


class Sourcing:
    """Finds who is named as the source of a sentence by other means than a verb of saying."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon, quotations: list[Span]) -> None:
        self.analysis = analysis
        self.lexicon = lexicon
        self.quotations = quotations

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
            joins = self.analysis.tokens[token.index - 1] if token.index > sentence.first else token
            if joins.pos == "CCONJ" and end < sentence.end:  # "…, but according to Lima, the truce holds"
                content = (end, sentence.end)
            content = trim(self.analysis.text, strip_end(self.analysis.text, content))
            if content[1] - content[0] < 15:
                continue
            mode = "document" if mode_of(self.quotations, content) == "indirect" else mode_of(self.quotations, content)
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
            if not (name.tag in {"NNP", "NNPS"} or name.lemma in can_speak) or (
                name.text.isupper() and len(name.text) > 4
            ):
                continue
            has_verb = any(word.pos in {"VERB", "AUX"} for word in said)
            if (
                len(said) < _MIN_HEADED
                or not has_verb
                or any(d.extent[0] <= words[0].start < d.extent[1] for d in drafts)
            ):
                continue
            content = trim(
                self.analysis.text, (said[0].start, strip_end(self.analysis.text, (said[0].start, sentence.end))[1])
            )
            mark = words[colon]
            found.append(
                Speech(
                    0,
                    (name.index,),
                    mode_of(self.quotations, content),
                    content,
                    (sentence.start, sentence.end),
                    (mark.start, mark.end),
                    ":",
                )
            )
        return found

    def from_nouns(self) -> list[Speech]:
        """ "the minister's insistence that the map is final", "a warning from Accra that …": a noun and its clause."""
        found = []
        for noun in self.analysis.tokens:
            if noun.pos != "NOUN" or noun.lemma not in self.lexicon.speech_nouns:
                continue
            clauses = [c for c in self.analysis.children(noun, "acl", "ccomp", "relcl") if self.is_that_clause(c, noun)]
            owners = [w for owner in self.analysis.children(noun, "poss") for w in conjuncts(self.analysis, owner)]
            owners = owners or prepositional(self.analysis, noun, "by", "from", "of")
            owners = [w for w in owners if w.pos != "PRON"]
            if not clauses or not (owners or noun.lemma in _UNOWNED):
                continue
            words = [w for w in self.analysis.subtree(clauses[0]) if w.pos != "PUNCT" and w.lemma != "that"]
            content = trim(self.analysis.text, (words[0].start, words[-1].end))
            ends = [noun, *owners]
            extent = (min(w.start for w in ends), max(content[1], *(w.end for w in ends)))
            found.append(
                Speech(
                    0,
                    tuple(w.index for w in owners),
                    mode_of(self.quotations, content),
                    content,
                    extent,
                    (noun.start, noun.end),
                    noun.lemma,
                )
            )
        return found

    def hearsay(self) -> list[Speech]:
        """ "The envoy reportedly met the rebels": told by somebody whom the text does not name."""
        found = []
        for adverb in self.analysis.tokens:
            if adverb.lemma.lower() not in _HEARSAY or adverb.pos != "ADV":
                continue
            verb = self.analysis.head(adverb)
            if verb.pos not in {"VERB", "AUX"}:
                continue
            start, end = clause_span(self.analysis, verb)
            content = trim(self.analysis.text, strip_end(self.analysis.text, (start, end)))
            found.append(Speech(0, (), "indirect", content, content, (adverb.start, adverb.end), adverb.lemma))
        return found

    def is_that_clause(self, clause: Token, noun: Token) -> bool:
        """Whether a clause gives what a noun says, and not which of several it is ("the warning that he gave")."""
        marks = self.analysis.children(clause, "mark")
        has_own_subject = bool(self.analysis.children(clause, "nsubj", "nsubjpass", "expl"))
        return clause.start > noun.end and has_own_subject and any(m.lemma == "that" and m.tag == "IN" for m in marks)
