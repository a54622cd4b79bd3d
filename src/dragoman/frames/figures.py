"""Quantities with what they measure: trade, aid, doses, jobs, troops, capacities, and how they changed."""

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.attribution import speech_at
from dragoman.frames.factuality import read_factuality
from dragoman.model.analysis import Analysis, Token
from dragoman.model.expression import Quantity
from dragoman.model.frame import Factuality, FigureFrame, Span, Speech
from dragoman.model.grammar import clause_span, clause_verb, prepositional, subjects_of
from dragoman.model.mention import Mention

__all__ = ["find_figures"]


def find_figures(
    analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon, speeches: tuple[Speech, ...]
) -> list[FigureFrame]:
    """Every quantity that measures something, with its change where the same clause gives one."""
    finder = _Finder(analysis, lexicon, speeches)
    quantities = [m for m in mentions if m.kind == "quantity" and isinstance(m.value, Quantity)]
    changes: dict[int, Mention] = {}
    taken: set[Span] = set()
    for index, mention in enumerate(quantities):
        if mention.value.unit == "%":
            continue
        for other in quantities[index + 1 : index + 3]:
            if other.value.unit == "%" and finder.is_change_of(mention, other):
                changes[index] = other
                taken.add((other.start, other.end))
                break
    found = []
    for index, mention in enumerate(quantities):
        if (mention.start, mention.end) in taken:
            continue
        frame = finder.frame(mention, changes.get(index))
        if frame is not None:
            found.append(frame)
    return found


class _Finder:
    def __init__(self, analysis: Analysis, lexicon: Lexicon, speeches: tuple[Speech, ...]) -> None:
        self.analysis = analysis
        self.lexicon = lexicon
        self.words = lexicon.figures
        self.speeches = speeches

    def is_change_of(self, level: Mention, change: Mention) -> bool:
        """A growth rate beside its level: same sentence, with a word of rise or fall near."""
        left = self.analysis.token_at(level.start)
        right = self.analysis.token_at(change.start)
        if left is None or right is None or left.sentence != right.sentence:
            return False
        return self.direction(change) is not None and change.start - level.end < 90

    def direction(self, change: Mention) -> str | None:
        value: Quantity = change.value
        if value.direction:
            return value.direction
        words = self.analysis.tokens_in(max(0, change.start - 40), change.end + 25)
        sentence = self.analysis.token_at(change.start)
        words = [w for w in words if sentence is not None and w.sentence == sentence.sentence]
        lemmas = [w.lemma for w in words]
        if self.words.up.intersection(lemmas):
            return "up"
        return "down" if self.words.down.intersection(lemmas) else None

    def frame(self, mention: Mention, change: Mention | None) -> FigureFrame | None:
        value: Quantity = mention.value
        if value.unit is None or {value.unit, value.noun} & self.words.not_figures:
            return None
        head = self.analysis.head_of(mention.start, mention.end)
        if head is None:
            return None
        clause = self.clause(head, mention)
        metric = self.metric(head, mention, clause)
        if metric is None:
            return None
        direction = self.direction(mention) if value.unit == "%" else None
        if value.unit == "%" and direction is not None and metric in self.words.growing:
            metric = f"{metric}-growth"
        elif value.unit == "%" and direction is None and metric not in self.words.rates:
            return None
        speech = speech_at(self.speeches, mention.start)
        if change is not None:
            clause = (clause[0], max(clause[1], change.end))
        return FigureFrame(
            rule=f"figure.{metric}",
            trigger=head.index,
            cue=(mention.start, mention.end),
            clause=clause,
            factuality=self.factuality(head),
            speech=speech.index if speech else None,
            confidence=0.75,
            quantity=mention,
            metric=metric,
            subjects=tuple(token.index for token in self.subjects(head)),
            change=change or (mention if direction else None),
            change_direction=self.direction(change) if change else direction,
            change_base=self.base(change or mention),
        )

    def factuality(self, head: Token) -> Factuality:
        verb = clause_verb(self.analysis, head)
        read = read_factuality(self.analysis, verb or head, self.lexicon)
        if verb is not None and verb.dep in {"acl", "relcl"} and read.status == "occurred":
            purpose = next((word for word in self.analysis.children(verb, "aux") if word.lemma == "to"), None)
            if purpose is not None:  # "a project to carry 1.6 billion cubic feet": what it is for, not what it did
                return Factuality("intended", (purpose.start, purpose.end), tense="future")
        if read.status in {"ongoing", "denied"}:
            return Factuality("occurred", read.cue, read.condition, False, read.tense)
        return read

    def base(self, mention: Mention) -> str | None:
        """What a change is measured against: the words after "from", "compared with", "over", or "year on year"."""
        text = self.analysis.text[mention.end : mention.end + 80]
        for lead in self.words.bases:
            position = text.find(f"{lead} ")
            if 0 <= position < 25:
                words = text[position + len(lead) + 1 :].split(".")[0].split(",")[0].split()
                return " ".join(words[:4]) or None
        lowered = text.lower()
        return "previous year" if lowered.lstrip().startswith(self.words.yearly) else None

    def clause(self, head: Token, mention: Mention) -> Span:
        start, end = clause_span(self.analysis, head)
        if end - start > 260:
            words = self.analysis.subtree(head)
            start, end = words[0].start, words[-1].end
        return min(start, mention.start), max(end, mention.end)

    def metric(self, head: Token, mention: Mention, clause: Span) -> str | None:
        value: Quantity = mention.value
        if value.unit is not None and value.unit in self.words.units:
            return self.words.units[value.unit]
        if self.is_count(value):
            # A counted noun says itself what is counted; a word beside it says something else.
            harmed = clause_verb(self.analysis, head)
            if harmed is not None and self.words.metrics.get(harmed.lemma) == "casualties":
                return "casualties"
            return None if "-" in mention.quote else _plural(value.unit or "")
        near: list[tuple[int, str]] = []
        for word in self.analysis.tokens_in(*clause):
            distance = min(abs(word.start - mention.end), abs(mention.start - word.end))
            if word.start >= mention.end:
                distance = word.start - mention.end
            metric = self.words.metrics.get(word.lemma)
            if metric is not None and not (value.unit != "%" and metric == "growth"):
                near.append((distance, metric))
        if near:
            return min(near)[1]
        if value.unit and len(value.unit) == 3 and value.unit.isupper():
            return "value"
        return None

    def is_count(self, value: Quantity) -> bool:
        """Whether a unit is a plain noun: neither money, nor a share, nor a measure."""
        unit = value.unit or ""
        return unit.isalpha() and unit.islower() and unit == value.noun

    def subjects(self, head: Token) -> list[Token]:
        """Where the actors of a figure may stand: the clause's subject and its phrases, objects and possessors."""
        verb = clause_verb(self.analysis, head)
        found: list[Token] = []
        if verb is not None:
            for subject in subjects_of(self.analysis, verb):
                found += [subject, *self.around(subject)]
            found += prepositional(self.analysis, verb, "between", "to", "with", "for", "from", "in")
        found += self.around(head)
        for above in self.analysis.ancestors(head):
            if above.pos not in {"NOUN", "PROPN"}:
                break
            found += [above, *self.around(above)]
        return list({token.index: token for token in found}.values())

    def around(self, noun: Token) -> list[Token]:
        found = []
        for child in self.analysis.subtree(noun):
            if (
                child.index != noun.index
                and child.pos in {"PROPN", "NOUN", "PRON", "ADJ"}
                and child.index - noun.index < 25
            ):
                found.append(child)
        return found


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"
