"""What a quantity measures: its metric, by the words that name it, by a verb, or by the noun that the text counts."""

from dragoman.codebook.lexicon import Lexicon
from dragoman.model.analysis import Analysis, Token
from dragoman.model.expression import Quantity
from dragoman.model.frame import Span
from dragoman.model.grammar import clause_verb, prepositional, subjects_of
from dragoman.model.mention import Mention

__all__ = ["COUNTED", "MetricReader", "is_money"]

# Metrics of what is counted by the head, never of money: "$20 million for refugees" is no number of refugees.
COUNTED = {
    "refugees", "troops", "casualties", "doses", "jobs", "students", "tourists", "population", "distance", "capacity",
}  # fmt: skip
_BEFORE_NOUN = {"compound", "amod", "nmod", "nummod"}
# What may be told of people without saying what they are, by the words beside them.
_OF_PEOPLE = ("casualties", "refugees")
_MONEY = 3  # letters of a currency's code
_OF_WHOLE = {"including", "include", "among", "of"}
_PART = {"part", "some", "rest", "half", "most", "portion", "share", "piece", "bulk", "total", "worth"}


def is_money(value: Quantity) -> bool:
    """Whether the unit is a currency's code."""
    return bool(value.unit) and len(value.unit or "") == _MONEY and (value.unit or "").isupper()


class MetricReader:
    """Reads what the quantities of one document measure; `sums` are where its amounts of money begin."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon, sums: set[int]) -> None:
        self.analysis = analysis
        self.lexicon = lexicon
        self.words = lexicon.figures
        self.nationals: set[int] = set()
        self.sum_starts = sums

    def metric(self, head: Token, mention: Mention, clause: Span) -> str | None:
        """The metric of a quantity, or null where nothing tells it and it is no money."""
        value: Quantity = mention.value
        if value.unit is not None and value.unit in self.words.units:
            return self.words.units[value.unit]
        if self.is_count(value):
            return self.counted(head, mention)
        is_sum = is_money(value)
        if value.unit == "%" and self.is_of_output(head):
            return self.metric_of_subject(head) or "share"
        told = self.named_metric(head, is_sum) or self.antecedent_metric(head, is_sum)
        if told is not None:
            return told
        name = self.noun_of(head) if is_sum else None
        if name is not None and self.is_levied_on(head):
            return name  # "tariffs on $20 billion of goods": the goods, and not the tariffs
        near: list[tuple[int, str]] = []
        for word in self.analysis.tokens_in(*clause):
            distance = min(abs(word.start - mention.end), abs(mention.start - word.end))
            if word.start >= mention.end:
                distance = word.start - mention.end
            metric = self.metric_of(word, is_sum)
            if metric is None or (value.unit != "%" and metric == "growth"):
                continue
            near.append((distance, metric))
        if near:
            return min(near)[1]
        if is_sum:
            verb = clause_verb(self.analysis, head)
            return name or ("aid" if verb is not None and verb.lemma in self.words.giving else "value")
        return "share" if value.unit == "%" else None

    def metric_of(self, word: Token, is_sum: bool) -> str | None:
        """What a word measures; of money "GDP" and "the economy" are a level, and no growth."""
        metric = self.words.metrics.get(word.lemma)
        if is_sum and metric in COUNTED:
            return None
        return "GDP" if is_sum and word.lemma in self.words.outputs else metric

    def counted(self, head: Token, mention: Mention) -> str | None:
        """What a plain count is of. A counted noun says itself what is counted; a word beside it says something else,
        except of people told by their nationality alone ("700 Ghanaians")."""
        value: Quantity = mention.value
        verb = clause_verb(self.analysis, head)
        if verb is not None and self.words.metrics.get(verb.lemma) == "casualties":
            return "casualties"
        inside = {self.words.metrics.get(word.lemma) for word in self.analysis.tokens_in(mention.start, mention.end)}
        inside |= {self.words.metrics.get(word.lemma) for word in self.analysis.children(head, "acl", "amod")}
        if value.unit != "person":
            return None if "-" in mention.quote else _plural(value.unit or "")
        known = next((metric for metric in _OF_PEOPLE if metric in inside), None)
        if known is not None or mention.start not in self.nationals:
            return known
        return self.whole_of(head) or self.done_by(head) or "people"

    def done_by(self, head: Token) -> str | None:
        """What people are who do something: those who "work in the zone" are workers."""
        clauses = self.analysis.children(head, "acl", "relcl")
        verb = self.analysis.head(head) if head.dep in {"nsubj", "nsubjpass"} else None
        verbs = [*clauses, *([verb] if verb is not None else [])]
        return next((self.words.doers[word.lemma] for word in verbs if word.lemma in self.words.doers), None)

    def whole_of(self, head: Token) -> str | None:
        """Of whom people are a part: "200 employees, including 70 Ghanaians", wherever the parse hangs "including"."""
        above = self.analysis.head(head)
        if head.dep != "pobj" or above.lemma not in _OF_WHOLE:
            return None
        wholes: list[Token] = []
        for word in self.analysis.ancestors(above):
            wholes += subjects_of(self.analysis, word) if word.pos in {"VERB", "AUX"} else [word]
        whole = next((word for word in wholes if word.pos == "NOUN" and word.lemma in self.words.employed), None)
        return None if whole is None else self.words.metrics.get(whole.lemma) or whole.text.lower()

    def named_metric(self, head: Token, is_sum: bool) -> str | None:
        """What the words say that the amount is of or in ("$1 billion in loans", "a $50 billion loan")."""
        of = prepositional(self.analysis, head, "in", "of")
        above = [word for word in self.analysis.ancestors(head)][:2] if head.dep in _BEFORE_NOUN else []
        for word in [*of, *above]:
            for noun in [word, *self.analysis.children(word, "compound", "amod")]:
                metric = self.metric_of(noun, is_sum)
                if word.pos in {"NOUN", "PROPN"} and metric is not None:
                    return metric
        return None

    def noun_of(self, head: Token) -> str | None:
        """The noun that a sum is of, where the text counts something by it: "the $6 million theft", "tents worth
        $4 million", "$9 billion of goods", "$2 million in transactions, including $1 million from"."""
        things = [self.analysis.head(head)] if head.dep in _BEFORE_NOUN else []
        things += prepositional(self.analysis, head, "in", "of")
        above = self.analysis.head(head)
        if above.lemma == "worth" or (head.dep == "npadvmod" and above.pos == "ADJ"):
            things += [word for word in self.analysis.ancestors(above) if word.pos == "NOUN"][:1]
        if head.dep == "pobj" and above.lemma in _OF_WHOLE - {"of"}:
            whole = self.analysis.head(above)
            persons = self.lexicon.occupations | self.lexicon.sources | self.words.persons
            wholes = [whole, *(word for word in self.analysis.ancestors(whole) if word.pos == "NOUN")]
            things += prepositional(self.analysis, whole, "in", "of")
            things += [word for word in wholes if word.lemma not in persons][:1]
        if head.dep == "conj" and not things:
            return self.noun_of(above)
        for thing in things:
            inner = prepositional(self.analysis, thing, "of") if thing.lemma in self.words.packed else []
            for noun in [*inner, thing]:
                if noun.pos == "NOUN" and self.is_named_by(noun):
                    return noun.text.lower()
        return None

    def is_named_by(self, noun: Token) -> bool:
        """Whether a noun can stand for what is measured: no unit of money, and no mere part."""
        is_unit = any(start <= noun.start < start + len("US dollars") for start in self.sum_starts)
        return not (is_unit or noun.lemma in _PART or noun.lemma in self.words.coins or noun.text[:1].isupper())

    def is_levied_on(self, head: Token) -> bool:
        """Whether a sum is what a tariff or the like is put on, whatever the parse hangs "on" upon."""
        above = self.analysis.head(head)
        before = self.analysis.tokens[above.index - 1] if above.index else above
        return above.lemma == "on" and self.words.metrics.get(before.lemma) == "tariff"

    def is_of_output(self, head: Token) -> bool:
        """ "65 percent of its GDP": a level told as a part of what a state earns."""
        return any(word.lemma in self.words.outputs for word in prepositional(self.analysis, head, "of"))

    def metric_of_subject(self, head: Token) -> str | None:
        """What the subject of the clause measures: "debt reached", "exports are"."""
        verb = clause_verb(self.analysis, head)
        subjects = subjects_of(self.analysis, verb) if verb is not None else []
        words = [w for s in subjects for w in (s, *self.analysis.children(s, "compound", "amod"))]
        return next(
            (metric for w in words if (metric := self.words.metrics.get(w.lemma)) not in {None, "growth"}), None
        )

    def antecedent_metric(self, head: Token, is_sum: bool) -> str | None:
        """What a relative clause measures whose subject is the pronoun: "trade, which reached $4 billion"."""
        verb = clause_verb(self.analysis, head)
        if verb is None or verb.dep != "relcl" or not self.is_pronoun_subject(verb):
            return None
        for word in [w for n in self.antecedents(verb) for w in (n, *self.analysis.children(n, "compound", "amod"))]:
            metric = self.metric_of(word, is_sum)
            if metric is not None:
                return metric
        return None

    def is_pronoun_subject(self, verb: Token) -> bool:
        """Whether the subject of a relative clause is its pronoun."""
        return any(word.tag in {"WDT", "WP"} for word in self.analysis.children(verb, "nsubj"))

    def antecedents(self, verb: Token) -> list[Token]:
        """The nouns that a relative clause may be about: a thing, or behind the name of a party the thing that it has
        ("trade between Peru and Chile, which reached": the trade did, and not Chile)."""
        noun = self.analysis.head(verb)
        found = [noun]
        for above in self.analysis.ancestors(noun) if noun.pos == "PROPN" else ():
            if above.pos not in {"NOUN", "PROPN", "ADP"}:
                break
            found.append(above)
        return found

    def is_share(self, head: Token) -> bool:
        """Whether a percentage is a part of something that is named: "60% of its imports"."""
        return bool(prepositional(self.analysis, head, "of"))

    def is_count(self, value: Quantity) -> bool:
        """Whether a unit is a plain noun: neither money, nor a share, nor a measure."""
        unit = value.unit or ""
        return unit.isalpha() and unit.islower() and unit == value.noun


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"
