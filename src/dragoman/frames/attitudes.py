"""What somebody is told to want, think, fear, praise, oppose or call for: whose it is, though nobody's words are given.

Speech proper is `attribution`'s. Here the text tells of a stance; its content is no words of the holder, and no quote.
"""

from dragoman.codebook.lexicon import Lexicon
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import Span, Speech
from dragoman.model.grammar import agent_of, conjuncts, is_passive, subjects_of

__all__ = ["find_attitudes"]

_PARTS = ("dobj", "dative", "ccomp", "xcomp", "oprd", "prep", "pcomp")
# Prepositions that carry the content of the verbs of `attitudes.prepositional`.
_CARRIES = {"for", "of", "on", "upon", "about", "to", "against", "with", "at", "in", "over", "as", "from", "into"}
# These say when, where or before whom a stance was taken.
_PLACES = {"in", "at", "on", "during", "after", "before", "since", "until", "by", "with"}


def find_attitudes(analysis: Analysis, lexicon: Lexicon, speeches: tuple[Speech, ...]) -> tuple[Speech, ...]:
    """Every stance told of a person, a state or a body, in order of the text; what `speeches` hold is left out."""
    finder = _Finder(analysis, lexicon, speeches)
    found = [speech for token in analysis.tokens if (speech := finder.find(token)) is not None]
    return tuple(found)


class _Finder:
    def __init__(self, analysis: Analysis, lexicon: Lexicon, speeches: tuple[Speech, ...]) -> None:
        self.analysis = analysis
        self.lexicon = lexicon
        self.cues = {speech.cue[0] for speech in speeches if speech.cue is not None}
        self.speeches = speeches
        self.words = lexicon.attitudes

    def find(self, token: Token) -> Speech | None:
        if token.start in self.cues or any(speech.holds(token.start) for speech in self.speeches):
            return None
        if token.pos == "VERB" and token.dep != "amod":
            return self.of_verb(token)
        if (
            token.pos == "ADJ"
            and token.lemma in self.words.adjectives
            and token.dep in {"acomp", "ROOT", "conj", "amod"}
        ):
            return self.of_adjective(token)
        if token.pos == "NOUN" and token.lemma in self.words.nouns:
            return self.of_noun(token)
        return None

    # ---- "wants Lima to free the crew", "praised the accord", "called for a truce"

    def of_verb(self, verb: Token) -> Speech | None:
        broad = self.words.verbs | self.lexicon.speech_verbs
        takes_clause = verb.lemma in self.words.clausal
        if verb.lemma not in broad | self.words.impersonal | self.words.prepositional and not takes_clause:
            return None
        if verb.lemma in self.words.impersonal:
            return self.of_impersonal(verb)
        if is_passive(self.analysis, verb):
            return self.of_passive(verb)
        content = self.content_of(verb, only_clause=takes_clause and verb.lemma not in broad)
        if content is None:
            return None
        holders = tuple(token for token in subjects_of(self.analysis, verb) if self.can_hold(token))
        if not holders:
            return None
        return self.speech(verb, holders, content)

    def content_of(self, verb: Token, only_clause: bool) -> Span | None:
        clauses = self.analysis.children(verb, "ccomp", "xcomp")
        if only_clause:
            return self.span(clauses[:1], verb) if clauses else None
        if verb.lemma in self.words.prepositional:
            for prep in self.analysis.children(verb, "prep", "prt", "advmod"):
                if verb.lemma in {"speak", "talk"} and prep.lemma not in {"about", "of", "against", "for"}:
                    continue
                if prep.lemma in _CARRIES and prep.start > verb.start:
                    inner = self.analysis.children(prep, "pobj", "pcomp", "ccomp")
                    if inner and not self.is_temporal(inner[0]):
                        return self.span([*inner, *clauses], verb)
        parts = [child for child in self.analysis.children(verb, *_PARTS) if child.start > verb.start]
        if not parts:
            return None
        if parts[0].dep == "prep" and not clauses:
            return None
        core = [part for part in parts if part.dep != "prep"]
        tail = (
            [p for p in parts if p.dep == "prep" and p.start > core[0].start and p.lemma not in _PLACES] if core else []
        )
        return self.span([*core, *tail], verb) if core else None

    def of_impersonal(self, verb: Token) -> Speech | None:
        """ "The talks appear to have failed": it is so for nobody in particular."""
        clauses = self.analysis.children(verb, "xcomp", "ccomp", "oprd")
        if not clauses:
            return None
        subjects = [s for s in self.analysis.children(verb, "nsubj", "nsubjpass") if s.lemma not in {"it", "there"}]
        return self.speech(verb, (), self.span([*subjects, *clauses], None))

    def of_passive(self, verb: Token) -> Speech | None:
        """ "was condemned by Oslo", "is expected to resign": the subject is what the stance is on."""
        subject = self.analysis.children(verb, "nsubjpass")
        if not subject and verb.dep == "acl":
            subject = [self.analysis.head(verb)]
        holders = tuple(token for token in agent_of(self.analysis, verb) if self.can_hold(token))
        clauses = self.analysis.children(verb, "xcomp", "ccomp", "oprd")
        if not holders and not (clauses and verb.lemma in self.words.clausal | self.words.verbs):
            return None
        if not subject:
            return None
        if not holders:
            return self.speech(verb, (), self.span([*subject, *clauses], None))
        return self.speech(verb, holders, self.span(clauses or subject, verb if clauses else None))

    # ---- "is confident that", "was critical of"

    def of_adjective(self, word: Token) -> Speech | None:
        verb = self.analysis.head(word)
        holders = tuple(token for token in subjects_of(self.analysis, verb) if self.can_hold(token))
        inner = [
            part
            for part in self.analysis.children(word, "ccomp", "xcomp", "prep")
            + (self.analysis.children(verb, "ccomp", "xcomp") if verb.lemma == "be" else [])
            if part.start > word.start
        ]
        if not holders or not inner or verb.pos not in {"VERB", "AUX"}:
            return None
        part = inner[0]
        if part.dep == "prep":
            below = self.analysis.children(part, "pobj", "pcomp")
            if not below:
                return None
            part = below[0]
        return self.speech(word, holders, self.span([part], word))

    # ---- "Oslo's support for the plan", "criticism of the raid by Lima"

    def of_noun(self, noun: Token) -> Speech | None:
        owners = [w for owner in self.analysis.children(noun, "poss") for w in conjuncts(self.analysis, owner)]
        for prep in self.analysis.children(noun, "prep"):
            if prep.lemma in {"by", "from", "among"} and not owners:
                owners = [w for inner in self.analysis.children(prep, "pobj") for w in conjuncts(self.analysis, inner)]
        verb = self.analysis.head(noun)
        if not owners and noun.dep == "dobj" and verb.lemma in self.words.light:
            owners = subjects_of(self.analysis, verb)
        holders = tuple(token for token in owners if self.can_hold(token))
        if not holders:
            return None
        clause = [c for c in self.analysis.children(noun, "acl", "ccomp", "relcl")
                  if c.dep != "relcl" and c.tag != "VBN" and c.start > noun.start]  # fmt: skip
        if clause:
            return self.speech(noun, holders, self.span(clause[:1], noun))
        for prep in self.analysis.children(noun, "prep"):
            if prep.lemma in {"for", "of", "on", "to", "about", "against", "with", "over", "in"}:
                inner = self.analysis.children(prep, "pobj", "pcomp")
                if inner and not any(holder in inner for holder in holders) and not self.is_temporal(inner[0]):
                    return self.speech(noun, holders, self.span(inner, prep))
        return None

    # ---- all

    def can_hold(self, token: Token) -> bool:
        """Whether a word names somebody: a name, a person's pronoun, or a noun for people or a body."""
        if token.tag in {"NNP", "NNPS"}:
            return True
        if token.pos == "PRON":
            return token.lemma.lower() in {"he", "she", "they", "who", "many", "some", "most", "both", "others", "one",
                                           "few", "everyone", "everybody", "someone"}  # fmt: skip
        lexicon = self.lexicon
        if token.lemma in lexicon.sources | lexicon.occupations | lexicon.collectives | self.words.holders:
            return True
        return token.tag == "NNS" and token.lemma.endswith(("er", "or", "ist", "an", "ee", "ent", "ant", "ive"))

    def is_temporal(self, token: Token) -> bool:
        return any(c.isdigit() for c in token.text) or token.text.endswith("day") or token.lemma in {
            "year", "month", "week", "day", "time", "interview", "statement", "conference", "speech", "event",
        }  # fmt: skip

    def span(self, parts: list[Token], after: Token | None) -> Span:
        words = [
            word
            for part in parts
            for word in self.analysis.subtree(part)
            if word.pos != "PUNCT" and (after is None or word.start > after.start)
        ]
        words = words or parts
        return min(word.start for word in words), max(word.end for word in words)

    def speech(self, cue: Token, holders: tuple[Token, ...], content: Span) -> Speech | None:
        if (holders and content[0] <= cue.start < content[1]) or content[1] - content[0] < 3:
            return None
        extent = (min(content[0], cue.start), max(content[1], cue.end))
        indices = tuple(holder.index for holder in holders)
        return Speech(0, indices, "indirect", content, extent, (cue.start, cue.end), cue.lemma)
