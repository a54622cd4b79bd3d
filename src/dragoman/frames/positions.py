"""Stances: who backs, opposes, worries about or wants peace on which issue, and in whose words."""

from collections.abc import Sequence

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.attribution import speech_at
from dragoman.frames.factuality import read_factuality
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import PositionFrame, Span, Speech
from dragoman.model.grammar import (
    agent_of,
    clause_span,
    conjuncts,
    is_passive,
    objects_of,
    phrase_span,
    prepositional,
    subjects_of,
)
from dragoman.model.mention import Mention

__all__ = ["find_positions"]


def find_positions(
    analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon, speeches: tuple[Speech, ...]
) -> list[PositionFrame]:
    """Every stance on an issue, one frame an issue, in order of the text."""
    finder = _Finder(analysis, mentions, lexicon, speeches)
    words = lexicon.positions
    found: list[PositionFrame] = []
    for token in analysis.tokens:
        if token.pos == "VERB" and token.lemma in words.verbs and token.dep not in {"amod", "compound"}:
            found += finder.from_verb(token)
        elif token.pos == "NOUN" and token.lemma in words.nouns and token.dep != "compound":
            found += finder.from_noun(token)
        elif token.text.lower() in words.adjectives and token.dep in {"acomp", "ROOT", "conj", "advcl", "ccomp", "acl"}:
            found += finder.from_adjective(token)
        if token.lemma in words.settling:
            found += finder.peaceful(token)
        if token.lemma in words.worth and token.pos == "NOUN":
            found += finder.worth(token)
    return _once(found)


def _once(frames: list[PositionFrame]) -> list[PositionFrame]:
    kept: list[PositionFrame] = []
    for frame in frames:
        double = any(
            other.issue is not None and frame.issue is not None and other.issue.key == frame.issue.key
            and other.clause[0] < frame.clause[1] and frame.clause[0] < other.clause[1] and other.stance == frame.stance
            for other in kept
        )  # fmt: skip
        if not double:
            kept.append(frame)
    return kept


class _Finder:
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

    def from_verb(self, verb: Token) -> list[PositionFrame]:
        passive = is_passive(self.analysis, verb)
        holders = agent_of(self.analysis, verb) if passive else subjects_of(self.analysis, verb)
        things = subjects_of(self.analysis, verb) if passive else objects_of(self.analysis, verb)
        if verb.lemma in self.words.obeying:
            things = prepositional(self.analysis, verb, "to", "by")
        if passive and not holders and prepositional(self.analysis, verb, "to"):
            # "is opposed to": the participle is an adjective
            holders, things = subjects_of(self.analysis, verb), prepositional(self.analysis, verb, "to")
        # What is only "the importance of" something is told by `worth`; "the one-China principle" is itself an issue.
        things = [thing for thing in things if thing.lemma not in self.words.worth or self.is_issue(thing)]
        if self.words.verbs[verb.lemma] == "supports":
            things = [thing for thing in things if thing.lemma not in self.words.harms]
        if verb.dep == "relcl" and not things:
            things = [self.analysis.head(verb)]
        if verb.lemma in self.words.objecting:
            things = prepositional(self.analysis, verb, "to")
        toward = [thing for thing in things if self.is_actor(thing)]
        on = prepositional(self.analysis, verb, "on", "over", "regarding", "in")
        return self.frames(verb, verb, holders, things, on, toward, self.words.verbs[verb.lemma])

    def from_noun(self, noun: Token) -> list[PositionFrame]:
        owners = [w for child in self.analysis.children(noun, "poss") for w in conjuncts(self.analysis, child)]
        head = self.analysis.head(noun)
        carrier = head if noun.dep == "dobj" and head.lemma in self.words.carriers else None
        if noun.dep == "pobj" and self.analysis.head(head).lemma in self.words.phrase_carriers:
            carrier = self.analysis.head(head)
        if carrier is not None and (not owners or all(o.tag == "PRP$" for o in owners)):
            owners = subjects_of(self.analysis, carrier) or owners
        if not owners:
            return []
        things = prepositional(self.analysis, noun, "for", "of", "to", "about", "over", "regarding", "at")
        on = prepositional(self.analysis, noun, "on", "in")
        if carrier is not None:
            things += prepositional(self.analysis, carrier, "for", "to", "about", "over", "regarding", "at")
            on += prepositional(self.analysis, carrier, "on")
        toward = [thing for thing in things if self.is_actor(thing)]
        voicers: list[Token] = []
        if carrier is not None and carrier.lemma not in self.words.silent_carriers:
            voicers = subjects_of(self.analysis, carrier)
        return self.frames(noun, carrier or noun, owners, things, on, toward, self.words.nouns[noun.lemma], voicers)

    def from_adjective(self, word: Token) -> list[PositionFrame]:
        holders = subjects_of(self.analysis, word)
        if not holders and word.dep in {"acomp", "conj"}:
            holders = subjects_of(self.analysis, self.analysis.head(word))
        things = prepositional(self.analysis, word, "to", "about", "over", "by", "of", "at")
        on = prepositional(self.analysis, word, "on", "in")
        return self.frames(word, word, holders, things, on, [], self.words.adjectives[word.text.lower()])

    def peaceful(self, word: Token) -> list[PositionFrame]:
        """Wanting a dispute settled by peaceful means takes no side in it."""
        sentence = self.analysis.sentence_of(word)
        near = {t.lemma for t in self.analysis.subtree(word)} | {t.text.lower() for t in self.analysis.subtree(word)}
        if not near & self.words.peaceful:
            return []
        start, end = clause_span(self.analysis, word)
        # A named dispute can be settled; "a ceasefire" or "the peace process" is itself what is wanted.
        issues = [m for m in self.issues if start <= m.start < end and _is_dispute(m) and m.quote != m.quote.lower()]
        if not issues:
            return []
        holder: list[Token] = []
        for above in [word, *self.analysis.ancestors(word)]:
            speaks = above.lemma in self.lexicon.speech_verbs or above.lemma in self.words.calling
            if above.pos == "VERB" and speaks:
                holder = subjects_of(self.analysis, above)
                start = min(start, *(h.start for h in holder if h.sentence == sentence.index), above.start)
                break
        if not holder:
            return []
        return [
            self.frame(word, (start, end), holder, [], issue, None, "neutral", 0.75, holder) for issue in issues[:1]
        ]

    def worth(self, noun: Token) -> list[PositionFrame]:
        """ "stressed the need for a ceasefire", "raised the importance of securing …": a stance for it."""
        head = self.analysis.head(noun)
        if head.lemma not in self.words.stressing or noun.dep not in {"dobj", "conj"}:
            return []
        holders = subjects_of(self.analysis, head)
        things = prepositional(self.analysis, noun, "for", "of")
        found = []
        for thing in things:
            if self.issues_of([thing]) or thing.pos in {"NOUN", "PROPN"}:
                found += self.frames(noun, head, holders, [thing], [], [], "supports", holders)
        return found

    # ---- frames

    def is_issue(self, token: Token) -> bool:
        return any(m.start <= token.start < m.end for m in self.issues)

    def is_actor(self, token: Token) -> bool:
        return any(m.start <= token.start < m.end and m.kind in {"state", "organisation"} for m in self.names)

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
    ) -> list[PositionFrame]:
        if not holders or read_factuality(self.analysis, trigger, self.lexicon).status in {"denied", "hoped"}:
            return []
        clause = self.clause(trigger, anchor, holders, [*things, *on])
        found = []
        seen: set[str | None] = set()
        for thing in [*things, *on]:
            for mention in self.issues_of([thing]):
                if mention.key in seen:
                    continue
                seen.add(mention.key)
                several = stance == "supports" and len(self.issues_of([thing])) > 1
                deed = self.deed_on(thing, mention) if stance in {"opposes", "supports"} and not several else None
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
            words = self.free_issue(thing)
            if words is not None:
                found.append(self.frame(trigger, clause, holders, toward, None, words, stance, 0.6, voicers))
                break
        return found

    def is_date(self, token: Token) -> bool:
        return any(m.start <= token.start < m.end for m in self.dates)

    def issues_of(self, heads: list[Token]) -> list[Mention]:
        """Issues named in the phrases of these heads, nearest phrase first."""
        found: list[Mention] = []
        for head in heads:
            aside = {word.index for clause in self.analysis.subtree(head) if clause.dep in {"relcl", "advcl"}
                     for word in self.analysis.subtree(clause)}  # fmt: skip
            words = [word for word in self.analysis.subtree(head) if word.index not in aside] or [head]
            start, end = words[0].start, words[-1].end
            for mention in self.issues:
                token = self.analysis.token_at(mention.start)
                within = start <= mention.start and mention.end <= end and mention not in found
                if within and (token is None or token.index not in aside):
                    found.append(mention)
        return found

    def deed_on(self, thing: Token, issue: Mention) -> Span | None:
        """What is opposed where it is something done about the issue: "interference in Tibet", "acts of politicising
        the pandemic"; null where the issue itself is opposed."""
        if issue.start <= thing.start < issue.end or thing.lemma in {"issue", "question", "matter", "situation"}:
            return None
        words = [word for word in self.analysis.subtree(thing) if word.pos != "PUNCT"]
        start, end = words[0].start, words[-1].end
        return (start, end) if len(self.analysis.text[start:end].split()) <= 12 else None

    def free_issue(self, thing: Token) -> Span | None:
        """The phrase itself, where the codebook has no issue for it: "a permanent ceasefire in Yemen"."""
        if thing.lemma not in self.words.issue_heads or thing.pos not in {"NOUN", "PROPN"} or self.is_actor(thing):
            return None
        start, end = phrase_span(self.analysis, thing, whole=True)
        text = self.analysis.text[start:end]
        return (start, end) if 2 <= len(text.split()) <= 12 else (start, end) if len(text) > 8 else None

    def clause(self, trigger: Token, anchor: Token, holders: list[Token], things: list[Token]) -> Span:
        words = [trigger, anchor, *(h for h in holders if h.sentence == trigger.sentence)]
        for thing in things:
            words += [w for w in self.analysis.subtree(thing) if w.pos != "PUNCT"]
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


def _is_dispute(mention: Mention) -> bool:
    return mention.key is not None
