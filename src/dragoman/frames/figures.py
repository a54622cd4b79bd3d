"""Quantities with what they measure: trade, aid, doses, jobs, troops, capacities, and how they changed."""

import re
from dataclasses import replace

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.attribution import speech_at
from dragoman.frames.factuality import read_factuality
from dragoman.frames.metrics import COUNTED, MetricReader, is_money
from dragoman.model.analysis import Analysis, Token
from dragoman.model.expression import Quantity
from dragoman.model.frame import Factuality, FigureFrame, Span, Speech
from dragoman.model.grammar import clause_span, clause_verb, objects_of, prepositional, subjects_of
from dragoman.model.mention import Mention

__all__ = ["find_figures"]


def find_figures(
    analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon, speeches: tuple[Speech, ...]
) -> list[FigureFrame]:
    """Every quantity that measures something, with its change where the same clause gives one."""
    quantities = [m for m in mentions if m.kind == "quantity" and isinstance(m.value, Quantity)]
    finder = _Finder(analysis, lexicon, speeches, quantities)
    finder.places = [m.start for m in mentions if m.kind in _PLACES]
    peoples = {p for m in mentions if m.kind in {"demonym", "state"} for p in range(m.start, m.end)}
    finder.nationals = {m.start for m in quantities if _is_of_people(m, peoples)}
    quantities = [_as_people(m) if m.start in finder.nationals else m for m in quantities]
    changes: dict[int, Mention] = {}
    taken: set[Span] = set()
    for index, mention in enumerate(quantities):
        if mention.value.unit == "%":
            continue
        before = quantities[index - 1] if index else None
        if before is not None and before.value.unit == "%" and finder.leads_to(before, mention):
            changes[index] = before
            taken.add((before.start, before.end))
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


def _is_of_people(mention: Mention, peoples: set[int]) -> bool:
    """Whether a number is of people told by their nationality: "four Ghanaians" counts no thing of that name."""
    value: Quantity = mention.value
    return value.noun is not None and value.unit == value.noun and mention.end - 1 in peoples


def _as_people(mention: Mention) -> Mention:
    return replace(mention, value=replace(mention.value, unit="person", noun="person"))


_LED_TO = re.compile(r",?\s{1,2}(?:to|and\s{1,2}reached|reaching)\s{1,2}")
_PER = re.compile(r"\b(?:per|for every|for each)\s{1,2}$")
_PER_REACH = 12
_OPENS = re.compile(r"\s?\((?:about |around |some |nearly |roughly |approximately |or |equivalent to |i\.e\.,? )*")
_BRACKET_REACH = 24
_RECIPIENTS = ("between", "to", "with", "for", "from", "in")
_PLACES = {"state", "demonym", "seat", "city", "region", "issue"}
_TERMS = {"day", "week", "month", "year", "hour"}
_EACH = {"a", "an", "each", "every", "per"}
# Verbs by which things are somewhere, and not only met there for a while.
_STANDS = {"be", "exist", "live", "remain", "operate", "stand", "have", "stay"}
_DESIGNED = {"design", "intend", "plan", "build", "mean"}
_NEAR = 25  # words from a noun to what still belongs to its phrase


class _Finder(MetricReader):
    """Finds whose a quantity is and how it changed."""

    def __init__(
        self, analysis: Analysis, lexicon: Lexicon, speeches: tuple[Speech, ...], quantities: list[Mention]
    ) -> None:
        super().__init__(analysis, lexicon, {m.start for m in quantities if is_money(m.value)})
        self.sums = [m for m in quantities if is_money(m.value)]
        self.starts = [mention.start for mention in quantities]
        self.speeches = speeches
        self.places: list[int] = []

    def is_change_of(self, level: Mention, change: Mention) -> bool:
        """A growth rate beside its level: same sentence, with a word of rise or fall near."""
        left = self.analysis.token_at(level.start)
        right = self.analysis.token_at(change.start)
        if left is None or right is None or left.sentence != right.sentence:
            return False
        return self.direction(change) is not None and change.start - level.end < 90

    def leads_to(self, change: Mention, level: Mention) -> bool:
        """ "fell 12 percent to $1.4 billion": the change stands before the level that it led to."""
        between = self.analysis.text[change.end : level.start]
        return _LED_TO.fullmatch(between) is not None and self.direction(change) is not None

    def direction(self, change: Mention) -> str | None:
        value: Quantity = change.value
        if value.direction:
            return value.direction
        words = self.analysis.tokens_in(max(0, change.start - 40), change.end + 25)
        sentence = self.analysis.token_at(change.start)
        words = [w for w in words if sentence is not None and w.sentence == sentence.sentence
                 and not change.start <= w.start < change.end]  # fmt: skip
        lemmas = [w.lemma for w in words]
        if self.words.up.intersection(lemmas):
            return "up"
        return "down" if self.words.down.intersection(lemmas) else None

    def frame(self, mention: Mention, change: Mention | None) -> FigureFrame | None:
        value: Quantity = mention.value
        if value.unit is None or _PER.search(self.analysis.text[max(0, mention.start - _PER_REACH) : mention.start]):
            return None  # "90 dollars per 1,000 cubic metres": what the price is for
        head = self.analysis.head_of(mention.start, mention.end)
        if head is None or self.is_converted(mention):
            return None
        clause = self.clause(head, mention)
        metric = self.metric(head, mention, clause)
        is_person = value.unit == "person" and metric is not None
        names = {value.unit} if is_money(value) else {value.unit, value.noun}
        if metric is None or (names & self.words.not_figures and not is_person):
            return None
        direction = self.direction(mention) if value.unit == "%" else None
        if value.unit == "%" and direction is not None and metric in self.words.growing:
            metric = f"{metric}-growth"
        elif (
            value.unit == "%"
            and direction is not None
            and (metric in COUNTED or (metric == "share" and not self.is_share(head)))
        ):
            metric = "change"  # "a 25 percent increase in sessions for personnel"
        elif value.unit == "%" and self.is_of_output(head):
            pass  # "debt of 65 percent of GDP": a level of what is measured
        elif value.unit == "%" and direction is None and (metric not in self.words.rates or self.is_share(head)):
            if not self.is_share(head):
                return None
            metric = "share"
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
            subjects=tuple(token.index for token in self.subjects(head, mention)),
            beyond=tuple(token.index for token in self.beyond(head, metric)),
            rate=self.rate(head),
            change=change or (mention if direction else None),
            change_direction=self.direction(change) if change else direction,
            change_base=self.base(change or mention),
        )

    def is_converted(self, mention: Mention) -> bool:
        """Whether a sum in brackets gives the one before it in another currency: "35 million euros ($42 million)"."""
        if not is_money(mention.value):
            return False
        before = next((m for m in self.sums if 0 <= mention.start - m.end <= _BRACKET_REACH), None)
        return before is not None and _OPENS.fullmatch(self.analysis.text, before.end, mention.start) is not None

    def rate(self, head: Token) -> Span | None:
        """In how much time the quantity comes anew: "every day", "annually"; null where it comes once."""
        verb = clause_verb(self.analysis, head) or next(iter(self.analysis.children(head, "acl")), None)
        for word in self.analysis.subtree(verb) if verb is not None else []:
            if word.text.lower() in self.words.rate_adverbs and clause_verb(self.analysis, word) == verb:
                return (word.start, word.end) if word.dep == "advmod" else None
        for word in [head, *([verb] if verb is not None else [])]:
            for child in self.analysis.children(word, "advmod", "npadvmod", "prep"):
                inner = self.analysis.children(child, "pobj") if child.lemma in {"per", "in"} else [child]
                for noun in inner:
                    each = self.analysis.children(noun, "det") if child.lemma != "per" else [child]
                    if noun.lemma in _TERMS and noun.tag == "NN" and each and each[0].lemma in _EACH:
                        return each[0].start, noun.end
        return None

    def factuality(self, head: Token) -> Factuality:
        verb = clause_verb(self.analysis, head)
        read = read_factuality(self.analysis, verb or head, self.lexicon)
        if verb is not None and verb.dep == "xcomp" and self.analysis.head(verb).lemma in _DESIGNED:
            return Factuality("intended", read.cue, read.condition, tense="future")
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

    def subjects(self, head: Token, mention: Mention) -> list[Token]:
        """Where the actors of a figure may stand: the clause's subject and its phrases, objects and possessors; of two
        amounts in a row each has what follows it ("$2 million to Peru and $3 million to Chile")."""
        verb = clause_verb(self.analysis, head)
        if verb is not None and verb.dep == "prep":  # "the chemicals, including 20 tons of mustard gas"
            verb = clause_verb(self.analysis, self.analysis.head(verb))
        found: list[Token] = []
        if verb is not None:
            for subject in subjects_of(self.analysis, verb):
                found += [] if self.is_mourner(verb, subject, head) else [subject, *self.around(subject)]
            is_there = verb.lemma in _STANDS or not self.is_open_count(mention.value)
            found += prepositional(self.analysis, verb, *(_RECIPIENTS if is_there else _RECIPIENTS[:-1]))
            found += self.analysis.children(verb, "dative")  # "gave Malawi $3 million"
            if head.dep == "pobj":  # "brings Dutch aid to Mali to $9 million"
                found += [word for thing in objects_of(self.analysis, verb) for word in (thing, *self.around(thing))]
            for aim in self.analysis.children(verb, "advcl"):  # "gave $2 million to help Peru rebuild"
                if any(word.lemma == "to" for word in self.analysis.children(aim, "aux")):
                    found += [*objects_of(self.analysis, aim), *prepositional(self.analysis, aim, *_RECIPIENTS)]
                    for thing in objects_of(self.analysis, aim):
                        found += prepositional(self.analysis, thing, "to", "for")
        if mention.start in self.nationals:
            found.insert(0, head)
        if verb is not None and verb.dep == "relcl" and self.is_pronoun_subject(verb):
            for noun in self.antecedents(verb):  # "Peru's trade with Chile, which reached"
                found += [noun, *self.around(noun)]
        found += self.around(head)
        for above in self.analysis.ancestors(head):
            if above.pos not in {"NOUN", "PROPN"}:
                break
            found += [above, *self.around(above)]
            for clause in self.analysis.children(above, "relcl"):  # "tents, worth $4 million, that went to Nepal"
                found += prepositional(self.analysis, clause, "to", "for") if self.is_pronoun_subject(clause) else []
        # Whose people or things are counted stands before their noun; "Swiss francs" are nobody's.
        is_sum = is_money(mention.value)
        found = [token for token in found if not (token.lemma == "side" and self.analysis.head(token).lemma == "on")]
        if self.is_open_count(mention.value):
            found = [token for token in found if not self.is_only_there(token, head)]
        found = [token for token in found if not self.is_in_sum(token) and not self.is_of_private(verb, token)]
        mine = {token.index: token for token in found if not (is_sum and mention.start <= token.start < mention.end)}
        return self.uncrossed(list(mine.values()), mention)

    def is_mourner(self, verb: Token, subject: Token, head: Token) -> bool:
        """ "we remember those lost, including 80 people killed": who speaks of the dead, and not whose they are."""
        return (
            subject.tag == "PRP" and verb.index != self.analysis.head(head).index and verb.lemma in self.words.mourning
        )

    def is_open_count(self, value: Quantity) -> bool:
        """Whether a count is of things that no list knows: a place beside them says little of whose they are."""
        unit = value.unit or ""
        return self.is_count(value) and unit != "person" and unit not in {*self.words.metrics, *self.words.units}

    def is_only_there(self, token: Token, head: Token) -> bool:
        """ "50 swimmers qualified for a race in Peru": where something else is held than what is counted."""
        steps = 0
        for word in [token, *self.analysis.ancestors(token)]:
            if word.index == head.index:
                break
            prep = self.analysis.head(word)
            holder = self.analysis.head(prep)
            steps += word.dep == "appos" or (word.dep == "pobj" and prep.lemma != "of")
            if word.dep == "pobj" and prep.lemma in {"in", "at"}:
                return holder.index != head.index and holder.lemma not in _STANDS
        return steps > 1  # "a race, which ends on Sunday, in Arequipa, a city of Peru", however it is parsed

    def is_in_sum(self, token: Token) -> bool:
        """Whether a word is of the name of a currency: "3 trillion US dollars" are nobody's."""
        named = self.analysis.head(token).lemma.lower() in self.words.coins and token.dep in {
            "compound",
            "amod",
            "nmod",
        }
        return named or any(m.start <= token.start < m.end for m in self.sums)

    def is_of_private(self, verb: Token | None, token: Token) -> bool:
        """ "The Peruvian firm Andina owns 40 percent of", "$2 million from a Libyan gang": not their country's."""
        above = self.analysis.head(token) if token.dep in {"amod", "compound", "nmod", "appos"} else token
        is_firm = above.lemma in self.words.firms and verb is not None and verb.lemma in self.words.owning
        kinds = [above, *self.analysis.children(above, "compound", "appos")]
        return is_firm or any(word.lemma in self.words.outlaws for word in kinds)

    def uncrossed(self, tokens: list[Token], mention: Mention) -> list[Token]:
        """Without the recipients of the amounts before and after this one: those behind the next amount, if somebody
        stands behind this one, and those between the one before and this."""
        sentence = self.analysis.sentence_of(self.analysis.tokens_in(mention.start, mention.end)[0])
        after = next((start for start in self.starts if mention.end <= start < sentence.end), None)
        before = next((start for start in self.starts if sentence.start <= start < mention.start), None)
        given = {token.index for token in tokens if token.dep in {"pobj", "dative"}}
        end = after or sentence.end
        has_own = any(token.index in given and mention.end <= token.start < end for token in tokens)
        if not has_own:
            return tokens
        low, high = before if before is not None else mention.start, after if after is not None else sentence.end
        crossed = {
            t.index for t in tokens if t.index in given and not (t.start < low or mention.start <= t.start < high)
        }
        crossed |= {t.index for t in tokens if any(above.index in crossed for above in self.analysis.ancestors(t))}
        return [t for t in tokens if t.index not in crossed or mention.start <= t.start < high]

    def beyond(self, head: Token, metric: str) -> list[Token]:
        """Further off: the subjects and recipients of the clauses above the figure's own, the nearest first; of the
        dead not who tells of them."""
        own = clause_verb(self.analysis, head)
        if own is not None and own.dep == "prep":
            own = clause_verb(self.analysis, self.analysis.head(own))
        found: list[Token] = []
        if own is None or self.is_of_antecedent(own):
            return found
        for above in [*self.analysis.ancestors(own), *self.analysis.children(own, "advcl")]:
            if above.pos in {"VERB", "AUX"}:
                tells = metric == "casualties" and above.lemma in self.lexicon.speech_verbs | self.words.mourning
                for subject in subjects_of(self.analysis, above):
                    found += [] if tells and self.is_elsewhere(subject) else [subject, *self.around(subject)]
                found += prepositional(self.analysis, above, *_RECIPIENTS)
            if self.is_of_antecedent(above):
                break
        return list({token.index: token for token in found}.values())

    def is_of_antecedent(self, verb: Token) -> bool:
        """ "fined an exchange that took $3 million": the clause above tells of somebody else."""
        return verb.dep == "relcl" and self.is_pronoun_subject(verb)

    def is_elsewhere(self, teller: Token) -> bool:
        """Whether who tells of the dead says "we", or another place is named beside: then they are hardly his own."""
        sentence = self.analysis.sentence_of(teller)
        own = self.analysis.subtree(teller)
        named = [p for p in self.places if sentence.start <= p < sentence.end]
        return teller.tag == "PRP" or any(not own[0].start <= place < own[-1].end for place in named)

    def around(self, noun: Token) -> list[Token]:
        """What stands in a noun's phrase, near it, relative clauses left out: they tell of something else."""
        found: list[Token] = []
        queue = self.analysis.children(noun)
        while queue:
            child = queue.pop(0)
            if child.dep == "relcl" or child.index - noun.index >= _NEAR:
                continue
            queue += self.analysis.children(child)
            if child.pos in {"PROPN", "NOUN", "PRON", "ADJ"}:
                found.append(child)
        return sorted(found, key=lambda token: token.index)
