"""What a stance is on and how it is told: the issue in a phrase, its words, and the frame that is made of them."""

from collections.abc import Sequence

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.attribution import speech_at
from dragoman.frames.factuality import read_factuality
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import PositionFrame, Span, Speech
from dragoman.model.grammar import conjuncts, objects_of, phrase_span, prepositional, subjects_of
from dragoman.model.mention import Mention

__all__ = ["StanceFinder"]

# Clauses in a phrase that tell of something else than what the phrase is about.
_ASIDE = {"relcl", "advcl", "ccomp"}
_JOINED = {"cc", "conj"}
# Stances that can be taken on anything, however it is called.
_OPEN = {"concerned", "opposes"}
# Statuses under which nobody is told to hold the stance.
_NOT_HELD = {"denied", "hoped", "hypothetical"}
_LONGEST, _LONGEST_ACT = 12, 20  # words of an issue, and of what is to be ensured
_POINTERS = {"this", "these", "that", "those", "such"}


class StanceFinder:
    """One document's analysis, mentions and speeches, and what they hold of issues."""

    def __init__(
        self, analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon, speeches: tuple[Speech, ...]
    ) -> None:
        self.analysis = analysis
        self.issues = [m for m in mentions if m.kind == "issue"]
        self.dates = [m for m in mentions if m.kind == "date"]
        self.names = [m for m in mentions if m.kind in {"state", "organisation", "project", "mechanism"}]
        self.lexicon = lexicon
        self.words = lexicon.positions
        self.speeches = speeches

    def frames(
        self,
        trigger: Token,
        anchor: Token,
        holders: list[Token],
        things: list[Token],
        on: list[Token],
        toward: list[Token],
        stance: str,
        voicers: Sequence[Token] = (),
        *,
        judged: Token | None = None,
        is_open: bool = False,
    ) -> list[PositionFrame]:
        """A frame for each issue in the phrases of `things` and `on`, or one in the text's own words; `judged` is the
        word whose factuality decides, if not the trigger's; `is_open` takes in matters that no list knows."""
        if not holders or read_factuality(self.analysis, judged or trigger, self.lexicon).status in _NOT_HELD:
            return []
        clause = self.clause(trigger, anchor, holders, [*things, *on])
        toward = toward or self.owners_of(things)
        found = []
        seen: set[str | None] = set()
        for thing in [*things, *on]:
            for mention in self.issues_of([thing]):
                if self.is_issue(thing) and not mention.start <= thing.start < mention.end:
                    continue  # "a ceasefire between all parties in Gaza" is no side on Gaza
                if mention.key in seen:
                    continue
                seen.add(mention.key)
                several = stance == "supports" and len(self.issues_of([thing])) > 1
                deed = self.deed_on(thing, mention) if stance in {"opposes", "supports"} and not several else None
                deed = deed or self.placed(thing, mention)
                found.append(self.frame(trigger, clause, holders, toward, mention, deed, stance, 0.8, voicers))
        if found:
            return found
        if stance == "concerned" and trigger.lemma == "raise":
            return []
        for head in [word for word in on if not self.is_date(word)][:1] if toward else []:
            if head.pos in {"NOUN", "PROPN"}:
                span = phrase_span(self.analysis, head, whole=True)
                return [self.frame(trigger, clause, holders, toward, None, span, stance, 0.65, voicers)]
        for thing in things[:2]:
            words = self.free_issue(thing, is_open or (stance in _OPEN and trigger.lemma in self.words.open))
            if words is not None:
                found.append(self.frame(trigger, clause, holders, toward, None, words, stance, 0.6, voicers))
                break
        return found

    def is_issue(self, token: Token) -> bool:
        """Whether a word belongs to an issue that the codebook knows."""
        return any(m.start <= token.start < m.end for m in self.issues)

    def is_actor(self, token: Token) -> bool:
        """Whether a word names a state or a body."""
        return any(m.start <= token.start < m.end and m.kind in {"state", "organisation"} for m in self.names)

    def is_date(self, token: Token) -> bool:
        """Whether a word belongs to a date."""
        return any(m.start <= token.start < m.end for m in self.dates)

    def owners_of(self, things: list[Token]) -> list[Token]:
        """Whose the things are that are backed or opposed: "Peru's claim"."""
        return [
            owner
            for thing in things[:1]
            for owner in self.analysis.children(thing, "poss")
            if owner.tag != "PRP$" and self.is_actor(owner)
        ]

    def inner(self, head: Token) -> list[Token]:
        """The words of a phrase without its asides, and without what is coordinated with its head."""
        found: list[Token] = []
        queue = [head]
        while queue:
            word = queue.pop()
            found.append(word)
            left = _ASIDE | _JOINED if word.index == head.index else _ASIDE
            queue += [child for child in self.analysis.children(word) if child.dep not in left]
        return sorted(found, key=lambda word: word.index)

    def issues_of(self, heads: list[Token]) -> list[Mention]:
        """Issues named in the phrases of these heads, nearest phrase first."""
        found: list[Mention] = []
        for head in heads:
            words = self.inner(head)
            mine = {word.index for word in words}
            start, end = words[0].start, words[-1].end
            for mention in self.issues:
                token = self.analysis.token_at(mention.start)
                within = start <= mention.start and mention.end <= end and mention not in found
                if within and (token is None or token.index in mine):
                    found.append(mention)
        return found

    def deed_on(self, thing: Token, issue: Mention) -> Span | None:
        """What is opposed where it is something done about the issue: "interference in Tibet", "acts of politicising
        the pandemic"; null where the issue itself is opposed."""
        if issue.start <= thing.start < issue.end or thing.lemma in {"issue", "question", "matter", "situation"}:
            return None
        words = [word for word in self.inner(thing) if word.pos != "PUNCT" and not _is_mark(word, thing)]
        start, end = words[0].start, words[-1].end
        return (start, end) if len(self.analysis.text[start:end].split()) <= _LONGEST else None

    def free_issue(self, thing: Token, is_open: bool = False) -> Span | None:
        """The phrase itself, where the codebook has no issue for it: "a permanent ceasefire in Yemen"."""
        if thing.pos == "VERB":
            return self.free_act(thing, is_open)
        if thing.pos not in {"NOUN", "PROPN"} or self.is_actor(thing) or self.points_back(thing):
            return None
        if thing.lemma not in self.words.issue_heads and not self.is_matter(thing, is_open):
            return self.told_of(thing) if thing.lemma in self.words.steps else None
        if self.is_coreless(thing):
            return None
        start, end = phrase_span(self.analysis, thing, whole=True)
        text = self.analysis.text[start:end]
        return (start, end) if 2 <= len(text.split()) <= _LONGEST or len(text) > 8 else None

    def is_coreless(self, thing: Token) -> bool:
        """Whether a phrase does not say which matter it means: "the deal", "their security", "lasting peace"."""
        words = [word for word in self.analysis.tokens_in(*phrase_span(self.analysis, thing, whole=True))]
        others = [word for word in words if word.index != thing.index and word.dep not in {"det", "poss", "punct"}]
        owned = any(word.dep == "poss" and word.tag != "PRP$" for word in words)
        if not others and not owned:
            return len(words) > 1
        is_good = thing.lemma in self.words.goods and not owned
        return is_good and all(word.pos in {"ADJ", "DET", "CCONJ", "ADV", "PRON"} or word.lemma in self.words.goods
                               for word in others)  # fmt: skip

    def placed(self, thing: Token, issue: Mention) -> Span | None:
        """A matter without a name of its own, with where it is: "a political solution in Chad"."""
        if not issue.start <= thing.start < issue.end or issue.quote != issue.quote.lower():
            return None
        where = prepositional(self.analysis, thing, "in")
        if not where or self.analysis.text[issue.end : where[0].start].split() != ["in"] or not self.is_actor(where[0]):
            return None
        return issue.start, where[0].end

    def told_of(self, step: Token) -> Span | None:
        """The matter that a clause on a step names: "opportunities that build on the peace efforts"."""
        for word in self.analysis.subtree(step):
            kinds = [word, *self.analysis.children(word, "compound")]
            is_thing = word.pos == "NOUN" and word.dep in {"dobj", "pobj"} and word.lemma not in self.words.evils
            if word.index > step.index and is_thing:
                if any(kind.lemma in self.words.issue_heads for kind in kinds):
                    return phrase_span(self.analysis, word, whole=True)
        return None

    def is_matter(self, thing: Token, is_open: bool) -> bool:
        """Whether a phrase is about a matter that one can take a side on: steps towards one, or, where anything will
        do, whatever is not a person, goodwill or a mere pronoun."""
        if thing.lemma in self.words.steps or thing.lemma in self.words.goodwill:
            start, end = phrase_span(self.analysis, thing, whole=True)
            words = [word for word in self.analysis.tokens_in(start, end) if word.index != thing.index]
            return any(word.lemma in self.words.issue_heads and word.pos in {"NOUN", "PROPN"} for word in words)
        if not is_open or thing.pos != "NOUN":
            return False
        persons = self.lexicon.occupations | self.lexicon.collectives | self.lexicon.sources
        return thing.lemma not in persons and bool(
            self.analysis.children(thing, "amod", "compound", "poss", "prep", "acl")
        )

    def points_back(self, thing: Token) -> bool:
        """Whether a phrase names nothing itself: "these claims", "such a policy"."""
        return any(word.lemma in _POINTERS for word in self.analysis.children(thing, "det", "predet", "amod"))

    def free_act(self, verb: Token, is_open: bool = False) -> Span | None:
        """What is to be done, with its object or clause: "strengthening the embargo", "ensuring that women vote"."""
        things = objects_of(self.analysis, verb) or prepositional(
            self.analysis, verb, "to", "for", "on", "toward", "towards"
        )
        for thing in things[:1]:
            if self.is_coreless(thing):
                return None
            if thing.lemma in self.words.issue_heads or self.is_matter(thing, is_open):
                end = phrase_span(self.analysis, thing, whole=True)[1]
                return (verb.start, end) if end > verb.start else None
        clauses = self.analysis.children(verb, "ccomp") if is_open and not things else []
        for clause in clauses:
            end = max(word.end for word in self.inner(clause) if word.pos != "PUNCT")
            return (verb.start, end) if len(self.analysis.text[verb.start : end].split()) <= _LONGEST_ACT else None
        return None

    def holders_of(self, noun: Token) -> tuple[list[Token], Token | None]:
        """Whose a noun of stance is, and the verb that carries it: "its support", "voiced concern"."""
        owners = [w for child in self.analysis.children(noun, "poss") for w in conjuncts(self.analysis, child)]
        if not owners:  # "U.S. support for"
            owners = [child for child in self.analysis.children(noun, "compound", "nmod") if self.is_actor(child)]
        head = self.analysis.head(noun)
        carrier = head if noun.dep == "dobj" and head.lemma in self.words.carriers else None
        above = self.analysis.head(head)
        if noun.dep == "pobj" and (above.lemma in self.words.phrase_carriers or self.is_in_aid(noun, head)):
            carrier = above
        if carrier is not None and (not owners or all(o.tag == "PRP$" for o in owners)):
            owners = subjects_of(self.analysis, carrier) or owners
        return owners, carrier

    def is_in_aid(self, noun: Token, preposition: Token) -> bool:
        """ "spoke in favour of", "voted in support of": whoever does it takes the side."""
        above = self.analysis.head(preposition)
        return preposition.lemma == "in" and above.pos in {"VERB", "AUX"} and noun.lemma in self.words.aiding

    def clause(self, trigger: Token, anchor: Token, holders: list[Token], things: list[Token]) -> Span:
        """Characters from the first to the last word of a stance, its holders and its things."""
        words = [trigger, anchor, *(h for h in holders if h.sentence == trigger.sentence)]
        for thing in things:
            words += [w for w in self.inner(thing) if w.pos != "PUNCT"]
        return min(w.start for w in words), max(w.end for w in words)

    def frame(
        self,
        trigger: Token,
        clause: Span,
        holders: list[Token],
        toward: list[Token],
        issue: Mention | None,
        words: Span | None,
        stance: str,
        confidence: float,
        voicers: Sequence[Token] = (),
    ) -> PositionFrame:
        """One stance on one issue."""
        speech = speech_at(self.speeches, trigger.start)
        return PositionFrame(
            rule=f"position.{trigger.lemma}",
            trigger=trigger.index,
            cue=(trigger.start, trigger.end),
            clause=clause,
            factuality=read_factuality(self.analysis, trigger, self.lexicon),
            speech=speech.index if speech else None,
            confidence=confidence,
            holders=tuple(token.index for token in holders),
            voicers=tuple(token.index for token in voicers),
            toward=tuple(token.index for token in toward),
            issue=issue,
            issue_words=words,
            stance=stance,
        )


def _is_mark(word: Token, thing: Token) -> bool:
    """Whether a word is the "to" of an infinitive."""
    return word.head == thing.index and word.dep == "aux" and word.lemma == "to"
