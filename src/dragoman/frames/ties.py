"""Standing relations that words state: designations, mechanisms and their rounds, anniversaries, membership, parts."""

import re

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.attribution import speech_at
from dragoman.frames.factuality import read_factuality
from dragoman.model.analysis import Analysis, Token
from dragoman.model.frame import EventFrame, Factuality, Span, Speech, TieFrame
from dragoman.model.grammar import clause_verb, modifiers, prepositional, subjects_of
from dragoman.model.mention import Mention

__all__ = ["find_rounds", "find_ties"]

_ANNIVERSARY = re.compile(
    r"\b(?P<ordinal>\d{1,3}(?:st|nd|rd|th)|first|fifth|tenth|twentieth|fortieth|fiftieth|sixtieth|seventieth)\s+"
    r"(?:[a-z]+\s+)?anniversary\b(?:\s+of\s+(?P<what>(?:(?!\band\s+(?:the\s+“|(?:we|they|I|he|she|it)\b))"
    # a full stop of "U.S." does not end the sentence, unless a short word with a capital follows it
    r"(?:[^.;,“”]|(?<=\b[A-Z])\.(?=[A-Z]\.)|(?<=\.[A-Z])\.(?=-|\s[a-z]|\s[A-Z][a-z]{4,})))+))?"
)
# "the Chad-Peru Friendship Year" is no friendship.
_NAME_GOES_ON = re.compile(r"[ ](?:and[ ]|&[ ])?[A-Z]")
# "the 15th anniversary of Peru-Chile dialogue relations in Arica": held there, and not the relations'.
_WHERE_HELD = re.compile(r"\b(relations|ties|partnership|friendship|cooperation|alliance)[ ](?:in|at)[ ](?=[A-Z])")
# "the 60th anniversary of relations and we look forward to", "… and the 90th anniversary of".
_GOES_ON = re.compile(
    r"[ ](?:and|but|as|which|where|when|while|with)[ ]"
    r"(?:(?:we|I|they|he|she|it|both)\b|(?:the[ ])?\d{1,3}(?:st|nd|rd|th)\b)"
)
_MONTH_CUT = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$")
_PART_OF = re.compile(
    r"\ba?\s*(?:flagship|key|major|central|core|signature|leading|important|pilot)\s+(?:project|component|part|element|"
    r"pillar|programme|program)\s+(?:of|in|under)\s+(?:the\s+)?"
)


def find_ties(
    analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon, speeches: tuple[Speech, ...]
) -> list[TieFrame]:
    """Designations, mechanisms, anniversaries, memberships and parts, in order of the text."""
    finder = _Finder(analysis, mentions, lexicon, speeches)
    found = [*finder.designations(), *finder.mechanisms(), *finder.anniversaries(), *finder.memberships(),
             *finder.parts()]  # fmt: skip
    return sorted(found, key=lambda frame: frame.clause)


def find_rounds(
    analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon, speeches: tuple[Speech, ...]
) -> list[EventFrame]:
    """Meetings of standing mechanisms, told by their name with a number, a year, a verb or a place."""
    return _Finder(analysis, mentions, lexicon, speeches).rounds()


class _Finder:
    def __init__(
        self, analysis: Analysis, mentions: tuple[Mention, ...], lexicon: Lexicon, speeches: tuple[Speech, ...]
    ) -> None:
        self.analysis = analysis
        self.text = analysis.text
        self.mentions = mentions
        self.lexicon = lexicon
        self.words = lexicon.ties
        self.offices = [m for m in mentions if m.kind == "office"]
        self.speeches = speeches

    def of_kind(self, *kinds: str) -> list[Mention]:
        return [m for m in self.mentions if m.kind in kinds]

    def frame(
        self, relation: str, span: Span, subjects: list[Token], *, label: Span | None = None, object: str | None = None,
        level: str | None = None, keys: tuple[str, ...] = (), ordinal: int | None = None, confidence: float = 0.75,
        mentions: tuple[Span, ...] = (),
    ) -> TieFrame | None:  # fmt: skip
        head = self.analysis.head_of(*span)
        if head is None:
            return None
        speech = speech_at(self.speeches, span[0])
        return TieFrame(
            rule=f"tie.{relation}", trigger=head.index, cue=label or span, clause=span,
            factuality=Factuality("ongoing", None, tense="present"), speech=speech.index if speech else None,
            confidence=confidence, relation=relation, subjects=tuple(t.index for t in subjects), subject_keys=keys,
            object=object, label=label or span, level=level, ordinal=ordinal, mentions=mentions,
        )  # fmt: skip

    # ---- designations

    def designations(self) -> list[TieFrame]:
        found = []
        for mention in self.of_kind("designation"):
            head = self.analysis.head_of(mention.start, mention.end)
            if head is None:
                continue
            is_named = bool(self.parties_in((mention.start, mention.end))) and mention.quote.split()[-1][:1].isupper()
            if (mention.key is None and not is_named) and not re.search(
                r"[“”\"]|strategic|special|all-weather|comprehensive", mention.quote, re.I
            ):
                continue  # "close ties", "their bilateral relationship": colour, not a title
            status = read_factuality(self.analysis, head, self.lexicon).status
            if status in {"denied", "hypothetical"} or (is_named and _NAME_GOES_ON.match(self.text, mention.end)):
                continue
            subjects = [w for child in self.analysis.children(head, "poss") for w in [child, *self.joined(child)]]
            subjects += modifiers(self.analysis, head)
            subjects += prepositional(self.analysis, head, "between", "with", "among", "of", "to")
            verb = clause_verb(self.analysis, head)
            if verb is not None and head.dep in {"dobj", "attr", "pobj", "oprd", "conj"}:
                subjects += [w for child in self.analysis.children(verb, "nsubj", "nsubjpass", "dobj")
                             for w in [child, *self.joined(child)] if w.index != head.index]  # fmt: skip
                subjects += prepositional(self.analysis, verb, "with", "between")
            subjects = [w for w in subjects if not mention.start <= w.start < mention.end or w.dep == "poss"]
            sentence = self.analysis.sentence_of(head)
            start = min([mention.start, *(w.start for w in subjects if w.start >= mention.start - 60)])
            span = (
                max(start, sentence.start),
                max(mention.end, *(w.end for w in subjects if w.end < mention.end + 60), 0),
            )
            frame = self.frame(
                "designation", span, subjects, label=(mention.start, mention.end), level=mention.key,
                keys=self.parties_in((mention.start, mention.end)),
            )  # fmt: skip
            if frame is not None:
                found.append(frame)
        return found

    def parties_in(self, span: Span) -> tuple[str, ...]:
        """The two whose relation the words name in themselves: "the U.S.-Peru Alliance"; none where they name one."""
        states = [m for m in self.of_kind("state", "demonym") if m.key is not None]
        inside = [m.key for m in states if span[0] <= m.start and m.end <= span[1]]
        keys = tuple(dict.fromkeys(key for key in inside if key is not None))
        return keys if len(keys) > 1 else ()

    def joined(self, token: Token) -> list[Token]:
        return [self.analysis.tokens[i] for i in token.children if self.analysis.tokens[i].dep == "conj"]

    # ---- mechanisms

    def mechanisms(self) -> list[TieFrame]:
        found: dict[str, TieFrame] = {}
        for mention in self.of_kind("mechanism"):
            key = mention.key or mention.quote
            if key in found:
                continue
            head = self.analysis.head_of(mention.start, mention.end)
            subjects = []
            if head is not None:
                subjects = prepositional(self.analysis, head, "between", "of", "with", "among")
            keys = tuple(mention.value) if isinstance(mention.value, tuple) else ()
            if len(keys) == 1 and not subjects and self.is_named_after(mention, keys[0]):
                continue  # "the Oslo Forum": where it is held, and not who is in it
            frame = self.frame("mechanism", (mention.start, mention.end), subjects, object=key, keys=keys)
            if frame is not None:
                found[key] = frame
        return list(found.values())

    def is_named_after(self, mention: Mention, key: str) -> bool:
        """Whether a forum only bears the name of one place, and no adjective of whose it is."""
        names = [m for m in self.of_kind("state", "seat", "city") if m.key == key]
        return any(m.start == mention.start and m.end < mention.end for m in names)

    def rounds(self) -> list[EventFrame]:
        found = []
        for mention in self.of_kind("mechanism"):
            head = self.analysis.head_of(mention.start, mention.end)
            if head is None:
                continue
            number, number_span = self.number_before(mention)
            verb = clause_verb(self.analysis, head)
            meets = verb is not None and verb.lemma in self.words.meets and self.is_argument(head, verb)
            dated = bool(
                re.match(r"\s*(?:\(|in\s|on\s|,\s)?(?:19|20)\d\d\b", self.text[mention.end : mention.end + 10])
            )
            dated = dated or bool(re.search(r"(?:19|20)\d\d\s+$", self.text[max(0, mention.start - 6) : mention.start]))
            is_title = any(o.start == mention.end + 1 for o in self.offices)  # "COP28 President Ana Rojas"
            if is_title or (number is None and not meets and not dated):
                continue
            found.append(self.round(mention, head, number, number_span))
        return found

    def number_before(self, mention: Mention) -> tuple[int | None, Span]:
        lead = self.text[max(0, mention.start - 60) : mention.start]
        match = re.search(
            r"\b(\w+)\s+(?:(?:round|session|meeting|edition|iteration)\s+of\s+)?(?:the\s+)?(?:annual\s+)?$", lead
        )
        start = mention.start
        if match:
            number = self.read_ordinal(match.group(1))
            if number is not None:
                start = mention.start - len(lead) + match.start()
                return number, (start, mention.end)
        first = mention.quote.split()[0]
        return self.read_ordinal(first), (start, mention.end)

    def read_ordinal(self, text: str) -> int | None:
        """The number of an ordinal in words or figures ("sixth", "6th", "21st"), or null."""
        match = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", text.lower())
        return int(match.group(1)) if match else self.words.ordinals.get(text.lower())

    def is_argument(self, head: Token, verb: Token) -> bool:
        if head.dep in {"nsubj", "nsubjpass", "dobj"}:
            return True
        if head.dep == "pobj":
            prep = self.analysis.head(head)
            return prep.lemma in {"at", "in", "for", "during", "on"}
        return head.dep in {"conj", "compound"}

    def round(self, mention: Mention, head: Token, number: int | None, span: Span) -> EventFrame:
        anchor = head
        above = self.analysis.head(head)
        if head.dep == "pobj" and self.analysis.head(above).lemma in self.words.round_nouns:
            anchor = self.analysis.head(above)
        elif head.dep == "compound" and above.lemma in self.words.meeting_nouns:
            anchor = above
        parties = prepositional(self.analysis, anchor, "between", "with", "among")
        parties += prepositional(self.analysis, head, "between", "with", "among")
        verb = clause_verb(self.analysis, anchor)
        if verb is not None and verb.lemma in self.words.meets:
            parties += [w for child in self.analysis.children(verb, "nsubj") for w in [child, *self.joined(child)]]
        speech = speech_at(self.speeches, mention.start)
        factuality = read_factuality(self.analysis, anchor, self.lexicon)
        is_summit = any(word in mention.quote.lower() for word in self.words.summit_names)
        dialogue = any(word in mention.quote.lower() for word in self.words.dialogue_names)
        return EventFrame(
            rule="mechanism.round", trigger=anchor.index, cue=(mention.start, mention.end),
            clause=(min(span[0], anchor.start), max(span[1], anchor.end)), factuality=factuality,
            speech=speech.index if speech else None, confidence=0.75, relation="round", type="CONSULT",
            mode="multilateral" if not isinstance(mention.value, tuple) or len(mention.value) != 2 else None,
            form="dialogue-round" if dialogue else "summit" if is_summit else "meeting", cameo="046", symmetric=True,
            needs="one", initiators=tuple(t.index for t in parties),
        )  # fmt: skip

    # ---- anniversaries, membership, parts

    def anniversaries(self) -> list[TieFrame]:
        found = []
        for match in _ANNIVERSARY.finditer(self.text):
            head = self.analysis.token_at(match.start("ordinal"))
            noun = next((t for t in self.analysis.tokens_in(*match.span()) if t.lemma == "anniversary"), None)
            if head is None or noun is None:
                continue
            words = self.analysis.subtree(noun)
            end = min(words[-1].end, match.end()) if match.group("what") else match.end()
            where = _WHERE_HELD.search(self.text, match.start(), match.end())
            last = where.end(1) if where else match.end()
            what = self.text[match.start("what") : last] if match.group("what") else ""
            ends = _GOES_ON.search(what)
            what = what[: ends.start()] if ends is not None else what
            last = match.start("what") + len(what) if what else last
            if _MONTH_CUT.search(what):
                continue  # "of the Sept. 11 attacks"
            end = min(end, last)
            subjects = [
                w for w in words if w.pos in {"PROPN", "ADJ", "PRON"} and match.start() - 40 <= w.start < end + 40
            ]
            span = (match.start(), max(end, noun.end))
            frame = self.frame(
                "anniversary", span, subjects, label=span, object=what.strip() or None,
                ordinal=self.read_ordinal(match.group("ordinal")), keys=self.parties_in(span),
            )  # fmt: skip
            if frame is not None:
                found.append(frame)
        return found

    def memberships(self) -> list[TieFrame]:
        """ "members of the African Union", "NATO allies Norway and Spain", "joined the bloc in 1995"."""
        found = []
        for body in self.of_kind("organisation"):
            tail = self.text[body.end : body.end + 24]
            lead = self.text[max(0, body.start - 40) : body.start]
            is_member = re.match(r"\s+(?:member|ally|allies|members|member\s+states?)\b", tail, re.IGNORECASE)
            of_member = re.search(
                r"\b(?:full\s+|founding\s+)?(?:member|membership|members)\s+of\s+(?:the\s+)?$", lead, re.I
            )
            if not (is_member or of_member) or lead.lower().endswith("non-"):
                continue
            head = self.analysis.head_of(body.start, body.end)
            if head is None:
                continue
            start = body.start - (len(lead) - of_member.start()) if of_member else body.start
            end = body.end + (is_member.end() if is_member else 0)
            verb = clause_verb(self.analysis, head)
            subjects = []
            if verb is not None:
                if read_factuality(self.analysis, verb, self.lexicon).status not in {"ongoing", "occurred"}:
                    continue
                subjects = subjects_of(self.analysis, verb)
            frame = self.frame("membership", (start, end), subjects, object=body.key or body.quote, confidence=0.65)
            if frame is not None:
                found.append(frame)
        return found

    def parts(self) -> list[TieFrame]:
        """A project said to be part of another: "the corridor, a flagship project of the initiative"."""
        found = []
        projects = self.of_kind("project")
        for match in _PART_OF.finditer(self.text):
            whole = next((p for p in projects if p.start == match.end()), None)
            part = next((p for p in reversed(projects) if p.end <= match.start() and match.start() - p.end < 25), None)
            if whole is None or part is None:
                continue
            frame = self.frame(
                "part-of", (part.start, whole.end), [], object=whole.key or whole.quote,
                keys=(part.key or part.quote,), label=(match.start(), whole.end),
            )  # fmt: skip
            if frame is not None:
                found.append(frame)
        return found
