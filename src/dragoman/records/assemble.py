"""Claims → records: every field with the words it rests on, ids that stay, and what depends on who the parties are."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dragoman.codebook.book import Codebook
from dragoman.codebook.entries import Issue
from dragoman.model.actor import Actor
from dragoman.model.analysis import Analysis
from dragoman.model.claim import Claim
from dragoman.model.document import Document
from dragoman.model.expression import Quantity
from dragoman.model.frame import EventFrame, FigureFrame, PledgeFrame, PositionFrame, QuoteFrame, Span, TieFrame
from dragoman.model.grammar import clause_verb, phrase_span
from dragoman.model.ids import make_record_id
from dragoman.model.record import Change, Event, Evidence, Figure, Pledge, Position, Quote, Record, Tie
from dragoman.model.when import When, day_bounds
from dragoman.records.merge import Cluster, merge_events
from dragoman.records.occasion import date_by_occasion

__all__ = ["assemble_records"]

# What is not yet real is done by nobody: a record of it never bears the status of a fact.
_REAL = ("occurred", "ongoing")
# What an announcement opens with, and within how many sentences.
_SETS_OUT = {"travel", "visit", "attend", "host", "lead", "participate", "make", "pay", "undertake", "meet", "receive",
             "join", "arrive", "depart", "represent", "welcome", "chair", "co-chair", "convene"}  # fmt: skip
_OPENING = 3
# Wished for or planned, these say no more than the wish, the pledge or the advice that they stand in.
_GOODWILL = {"COOPERATE", "SUPPORT", "AGREE"}
# Joint acts with a day of their own, planned or not.
_MANOEUVRES = {"exercise", "drill", "manoeuvre", "maneuver", "patrol", "wargame"}
# Acts done at one point in time: a plain present cannot mean that they go on.
_POINTS = {
    "CONSULT", "AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "RETREAT", "SANCTION", "ASSAULT",
    "SUPPORT",
}  # fmt: skip


_CALL = re.compile(r"\b(?:Calls?|Phone Call|Telephone Conversation)\b(?! (?:on|for)\b)")
# Titles of lists of what is to come.
_SCHEDULE = re.compile(
    r"\b(?:public|daily|weekly)\s+(?:schedule|guidance)\b|\bitinerary\b|\bagenda of\b", re.IGNORECASE
)
# Titles of what comes before a contact.
_AHEAD_OF = re.compile(
    r"\b(?:ahead of|before|on eve of|prepar\w+ for)\b.{0,50}\b(?:visit|summit|talks|trip|meeting)\b", re.IGNORECASE
)
# Issues whose aliases can stand for their opposite: to oppose hegemony is not to oppose a multipolar world.
_ABSTRACT = {"principle", "policy"}
# Standing with somebody lasts; thanking or commending them is done once.
_LASTING = {"support", "back", "stand", "solidarity", "champion", "endorse", "backing"}
# How two parties undertake something together; a "commitment" that they hold is no agreement between them.
# So many characters of subject and auxiliary may stand between the beginnings of a pledge's two wordings.
_SUBJECT = 60
_JOINTLY = {"agree", "decide", "resolve", "pledge", "promise", "vow", "commit", "committed", "undertake", "agreement"}


def assemble_records(
    document: Document, analysis: Analysis, claims: Iterable[Claim], codebook: Codebook
) -> tuple[Record, ...]:
    """The records of one document, in order of the text. Raises EvidenceError if a span does not hold its quote."""
    dated = date_by_occasion(list(claims), document.published, analysis)
    builder = _Builder(document, analysis, codebook)
    records: list[Record] = []
    for claim in dated:
        frame = claim.frame
        if isinstance(frame, PledgeFrame):
            records.append(builder.pledge(claim, frame))
        elif isinstance(frame, PositionFrame):
            records.append(builder.position(claim, frame))
        elif isinstance(frame, FigureFrame):
            records.append(builder.figure(claim, frame))
        elif isinstance(frame, TieFrame):
            records.append(builder.tie(claim, frame))
        elif isinstance(frame, QuoteFrame):
            records.append(builder.quote(claim, frame))
    events = [
        claim
        for claim in [*dated, *_agreements(dated)]
        if not claim.is_umbrella and not _is_told_otherwise(claim, dated)
    ]
    records += [builder.event(cluster) for cluster in merge_events(events)]
    return _number(document, _without_doubles(records))


def _agreements(claims: list[Claim]) -> list[Claim]:
    """A joint "agreed to" or "pledged to" is an AGREE as well as a pledge."""
    found = []
    for claim in claims:
        frame = claim.frame
        if not isinstance(frame, PledgeFrame) or frame.strength not in {"agreed", "pledged"}:
            continue
        if frame.rule.rpartition(".")[2] not in _JOINTLY:
            continue
        pledgers = claim.roles["pledgers"]
        keys = list(dict.fromkeys(actor.key for actor in pledgers))
        if len(keys) < 2:
            continue
        roles = {
            "initiators": tuple(a for a in pledgers if a.key == keys[0]),
            "targets": tuple(a for a in pledgers if a.key != keys[0]),
        }
        if not frame.is_made:
            continue  # "appeared to agree", "will pledge"
        event = EventFrame(
            rule=f"agree.{frame.rule}", trigger=frame.trigger, cue=frame.cue, clause=frame.clause,
            factuality=replace(frame.factuality, status="occurred", cue=None, condition=None), speech=frame.speech,
            confidence=frame.confidence, relation="agree", type="AGREE", cameo="050", symmetric=True,
        )  # fmt: skip
        found.append(replace(claim, frame=event, roles=roles))
    return found


def _is_told_otherwise(claim: Claim, claims: list[Claim]) -> bool:
    """Whether an act that is not real is already a pledge's content, or mere goodwill that nobody has promised."""
    frame = claim.frame
    if not isinstance(frame, EventFrame) or frame.type == "CONSULT" or frame.factuality.status in _REAL:
        return False
    if frame.factuality.status == "denied":
        return False
    if frame.type in _GOODWILL and not _is_fixed(frame):
        return True
    return any(
        isinstance(other.frame, PledgeFrame) and other.frame.content[0] <= frame.cue[0] < other.frame.content[1]
        for other in claims
    )


def _is_fixed(frame: EventFrame) -> bool:
    """Whether a joint act is announced as certain: "will hold drills on Friday", "accords due to be signed"."""
    is_definite = frame.form == "signing" or frame.rule.rpartition(".")[2] in _MANOEUVRES
    return is_definite and frame.factuality.status in {"scheduled", "intended"}


class _Builder:
    def __init__(self, document: Document, analysis: Analysis, codebook: Codebook) -> None:
        self.document = document
        self.analysis = analysis
        self.codebook = codebook

    # ---- what all kinds share

    def common(self, claim: Claim, fields: dict[str, list[Span]], mentions: list[Span]) -> dict[str, Any]:
        frame = claim.frame
        evidence = [self.span("record", mention) for mention in mentions]
        fields = {"cue": [frame.cue], **fields}
        if frame.factuality.cue is not None and frame.factuality.status not in _REAL:
            fields["status"] = [frame.factuality.cue]
        if claim.when_span is not None:
            fields["when"] = [claim.when_span]
        if claim.place_span is not None:
            fields["place"] = [claim.place_span]
        for name, spans in fields.items():
            evidence += [self.span(name, span) for span in dict.fromkeys(spans) if span[1] > span[0]]
        return {
            "id": "",
            "document": self.document.id,
            "version": self.document.version,
            "status": frame.factuality.status,
            "when": claim.when,
            "attribution": tuple(dict.fromkeys(claim.voices)),
            "evidence": tuple(evidence),
            "confidence": round(frame.confidence, 2),
            "rules": (frame.rule,),
            "is_background": frame.factuality.is_background,
        }

    def span(self, field: str, span: Span) -> Evidence:
        start, end = span
        text = self.document.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        found = Evidence(self.document.id, start, end, text[start:end], field)
        found.check(text)
        return found

    def phrases(self, heads: tuple[int, ...]) -> list[Span]:
        return [phrase_span(self.analysis, self.analysis.tokens[index]) for index in heads]

    def words(self, span: Span) -> str:
        """The words of a span on one line; a quotation that it opens is closed if the next character does so."""
        start, end = span
        text = self.document.text
        if text[start:end].count("“") > text[start:end].count("”") and text[end : end + 1] == "”":
            end += 1
        return " ".join(text[start:end].split())

    # ---- kinds

    def event(self, cluster: Cluster) -> Event:
        claim, frame = cluster.folded(), cluster.frame
        fields = {"initiators": self.phrases(frame.initiators), "targets": self.phrases(frame.targets)}
        shared = self.common(claim, fields, list(dict.fromkeys(cluster.mentions)))
        mode, form = frame.mode, frame.form
        if form == "meeting" and frame.relation in {"talks", "discuss"} and _CALL.search(self.document.title or ""):
            mode, form = "phone", "call"  # a readout of a call seldom says again that it was one
        shared["rules"] = tuple(dict.fromkeys(c.frame.rule for c in cluster.claims))
        lasting = frame.type == "SUPPORT" and frame.rule.rpartition(".")[2] in _LASTING
        if shared["status"] == "ongoing" and frame.factuality.cue is None and frame.type in _POINTS and not lasting:
            # "The two ministers meet in Oslo": a headline's present is the report's past, unless its date is to come.
            shared["status"] = "scheduled" if claim.is_ahead or self.is_departing(claim) else "occurred"
        if frame.type == "CONSULT" and shared["status"] in _REAL and (claim.is_ahead or self.is_to_come(claim)):
            shared["status"] = "scheduled"
        if frame.type == "CONSULT" and shared["status"] == "intended":
            shared["status"] = "scheduled" if frame.factuality.cue and self.is_announced(frame) else "intended"
        return Event(
            **shared, type=frame.type, mode=mode, form=form, symmetric=frame.symmetric,
            initiators=claim.roles["initiators"], targets=claim.roles["targets"], place=claim.place,
            topics=claim.topics,
            mechanism=claim.mechanism, round=claim.round, instrument=claim.instrument, project=claim.project,
            cameo=frame.cameo, score=self.codebook.score(frame.type, mode),
        )  # fmt: skip

    def is_departing(self, claim: Claim) -> bool:
        """ "departs this evening for Oslo", "travels to Oslo June 11-19" on the eleventh: a present that announces."""
        if not isinstance(claim.frame, EventFrame) or claim.frame.form != "visit":
            return False
        ends = day_bounds(claim.when.edtf) if claim.when.edtf else None
        told = day_bounds(self.document.published) if self.document.published else None
        leaves = self.analysis.tokens[claim.frame.trigger].lemma in {"depart", "leave"}
        return leaves or (ends is not None and told is not None and ends[1] > told[1])

    def is_to_come(self, claim: Claim) -> bool:
        """Whether a contact cannot have happened yet: dated after the report, or listed in a schedule."""
        if _SCHEDULE.search(self.document.title or "") or self.is_announced_by_document(claim):
            return True
        trigger = self.analysis.tokens[claim.frame.trigger]
        verb = clause_verb(self.analysis, trigger)
        was_held = verb is not None and verb.tag == "VBD" and trigger.dep == "dobj"  # "we had a good meeting"
        is_ahead = claim.when.edtf is None and _AHEAD_OF.search(self.document.title or "") is not None
        if trigger.pos == "NOUN" and is_ahead and not was_held:
            return True  # "Town cleaned up ahead of Rojas visit": what is only named as "the visit" is that one
        above = self.analysis.head(trigger)
        if trigger.dep == "pobj" and above.lemma == "before" and claim.when.edtf is None:
            return True  # "said before his visit"
        happened = day_bounds(claim.when.edtf) if claim.when.edtf else None
        told = day_bounds(self.document.published) if self.document.published else None
        return happened is not None and told is not None and happened[0] > told[1]

    def is_announced_by_document(self, claim: Claim) -> bool:
        """Whether an undated contact is only named, in a state's release that opens with who will travel or receive."""
        trigger = self.analysis.tokens[claim.frame.trigger]
        if claim.when.edtf is not None or self.codebook.official_state(self.document.publisher) is None:
            return False
        if trigger.pos not in {"NOUN", "PROPN"}:
            return False
        verb = clause_verb(self.analysis, trigger)
        if verb is not None and (verb.tag in {"VBD", "VBN"} or self.analysis.children(verb, "nsubjpass")):
            return False
        for sentence in self.analysis.sentences[:_OPENING]:
            for word in self.analysis.tokens[sentence.first : sentence.last]:
                if word.dep != "ROOT" or word.lemma not in _SETS_OUT:
                    continue
                return any(child.text.lower() == "will" for child in self.analysis.children(word, "aux"))
        return False

    def is_announced(self, frame: EventFrame) -> bool:
        """Whether "will" announces a contact as certain: plain "will", not a plan or an agreement to do it."""
        assert frame.factuality.cue is not None
        return self.words(frame.factuality.cue).lower() in {"will", "'ll", "’ll", "shall"}

    def pledge(self, claim: Claim, frame: PledgeFrame) -> Pledge:
        fields = {"pledgers": self.phrases(frame.pledgers), "content": [frame.content]}
        if frame.factuality.condition is not None:
            fields["condition"] = [frame.factuality.condition]
        if claim.deadline_span is not None:
            fields["deadline"] = [claim.deadline_span]
        condition = self.words(frame.factuality.condition) if frame.factuality.condition else None
        return Pledge(
            **self.common(claim, fields, [frame.clause]), pledgers=claim.roles["pledgers"],
            beneficiaries=claim.roles["beneficiaries"], content=self.words(frame.content), strength=frame.strength,
            condition=condition, deadline=claim.deadline, project=claim.project, lifecycle="pledge",
        )  # fmt: skip

    def position(self, claim: Claim, frame: PositionFrame) -> Position:
        span: Span = (frame.issue.start, frame.issue.end) if frame.issue else frame.issue_words or frame.cue
        entry = self.codebook.issues.get(frame.issue.key) if frame.issue is not None and frame.issue.key else None
        if frame.issue_words is not None and entry is not None:
            span, entry = frame.issue_words, None  # what is done about the issue, not the issue
        elif entry is not None and entry.type == "conflict" and frame.stance == "supports":
            entry = None  # "supports the ceasefire in Gaza": nobody backs the conflict that it is filed under
        shared = self.common(claim, {"holders": self.phrases(frame.holders), "issue": [span]}, [frame.clause])
        shared["status"] = "ongoing"
        terms = self.terms(entry, frame, claim)
        return Position(
            **shared, holders=claim.roles["holders"], issue=self.issue_name(entry, span),
            stance=frame.stance, toward=claim.roles["toward"], terms=terms,
        )  # fmt: skip

    def terms(self, entry: Issue | None, frame: PositionFrame, claim: Claim) -> tuple[str, ...]:
        """Loaded wording that is the holder's own: between quotation marks, or the usage of the holder's state; in
        a reporter's paraphrase the words are the reporter's."""
        if entry is None or frame.issue is None:
            return ()
        quote = frame.issue.quote
        used_by = next((set(term.used_by) for term in entry.terms if term.term == quote), None)
        if used_by is None:
            return ()
        before = self.document.text[: frame.issue.start]
        is_quoted = before.count("“") > before.count("”")
        own = any(actor.state in used_by for actor in claim.roles["holders"])
        return (quote,) if is_quoted or own else ()

    def issue_name(self, entry: Issue | None, span: Span) -> str:
        """The codebook's name of an issue; of a principle under another name ("hegemony") the text's own words, for
        the other name may be its opposite."""
        words = self.words(span)
        if entry is None:
            return words
        shared = set(entry.name.casefold().split()) & set(words.casefold().split())
        return words if entry.type in _ABSTRACT and not shared else entry.name

    def figure(self, claim: Claim, frame: FigureFrame) -> Figure:
        value: Quantity = frame.quantity.value
        fields = {"value": [(frame.quantity.start, frame.quantity.end)], "subjects": self.phrases(frame.subjects)[:4]}
        change = None
        if frame.change is not None:
            percent = frame.change.value.value if frame.change.value.unit == "%" else None
            change = Change(percent=percent, direction=frame.change_direction, base=frame.change_base)
            fields["change"] = [(frame.change.start, frame.change.end)]
        period = claim.when.edtf or (self.words(frame.rate) if frame.rate is not None else None)
        return Figure(
            **self.common(claim, fields, [frame.clause]), metric=frame.metric, subjects=claim.roles["subjects"],
            value=value.value, unit=value.unit, comparator=value.comparator, period=period, change=change,
            project=claim.project,
        )  # fmt: skip

    def tie(self, claim: Claim, frame: TieFrame) -> Tie:
        label = frame.label or frame.clause
        since, basis = self.since(frame, claim.when)
        named = frame.object
        if named is not None:
            for entries in (self.codebook.mechanisms, self.codebook.projects, self.codebook.organisations):
                if named in entries:
                    named = entries[named].name
                    break
            else:
                if ":" in named:  # found by its shape: it has no name but the text's
                    named = self.words(label)
        shared = self.common(claim, {"label": [label]}, [frame.clause, *frame.mentions])
        if frame.relation == "anniversary":
            shared["when"] = When(basis=claim.when.basis) if claim.when.edtf is None else claim.when
        level = self.codebook.designation_level(self.words(label)) if frame.relation == "designation" else frame.level
        return Tie(
            **shared, relation=frame.relation, subjects=claim.roles["subjects"], object=named, label=self.words(label),
            level=level, since=since, since_basis=basis,
        )  # fmt: skip

    def since(self, frame: TieFrame, when: When) -> tuple[str | None, str | None]:
        """An anniversary's founding year, where the text fixes the year that it falls in."""
        if frame.relation != "anniversary":
            begun = (when.edtf or "").endswith("/..")
            return (when.edtf.removesuffix("/.."), "stated") if begun and when.edtf else (None, None)
        if frame.ordinal is None:
            return None, None
        year = (when.edtf or self.document.published or "")[:4]
        if not year.isdigit():
            return None, None
        return f"{int(year) - frame.ordinal:04}", "derived"

    def quote(self, claim: Claim, frame: QuoteFrame) -> Quote:
        speaker: Actor = claim.roles["speaker"][0]
        said = [frame.content] if frame.rest is None else sorted([frame.content, frame.rest])
        fields: dict[str, list[Span]] = {"content": said}
        if frame.speaker:
            fields["speaker"] = self.phrases(frame.speaker)
        shared = self.common(claim, fields, [frame.clause])
        cue = self.words(frame.cue) if frame.mode != "author" and frame.cue != frame.content else None
        content = " … ".join(self.words(span) for span in said)
        return Quote(**shared, speaker=speaker, mode=frame.mode, content=content, cue=cue)


def _without_doubles(records: list[Record]) -> list[Record]:
    """The same thing found twice on the same words is one record; ties are one a document."""
    kept: dict[tuple[Any, ...], Record] = {}
    for record in records:
        key = _key(record)
        held = kept.get(key)
        if held is None:
            kept[key] = record
        elif isinstance(record, Tie):
            extra = tuple(item for item in record.evidence if item.field == "record" and item not in held.evidence)
            kept[key] = replace(held, evidence=(*held.evidence, *extra))
    found = list(kept.values())
    pledges = [record for record in found if isinstance(record, Pledge)]
    return [record for record in found if not (isinstance(record, Pledge) and _is_told_by(record, pledges))]


def _is_told_by(pledge: Pledge, others: list[Pledge]) -> bool:
    """Whether another pledge is of these words already: "pledged that it would pay" is one undertaking, not two."""
    own = _content(pledge)
    who = {actor.key for actor in pledge.pledgers}
    return any(
        other is not pledge
        and _content(other).start < own.start
        and _content(other).end == own.end
        and own.start - _content(other).start <= _SUBJECT
        and who == {actor.key for actor in other.pledgers}
        for other in others
    )


def _content(pledge: Pledge) -> Evidence:
    return next(item for item in pledge.evidence if item.field == "content")


def _key(record: Record) -> tuple[Any, ...]:
    span = record.span
    if isinstance(record, Tie):
        subjects = tuple(sorted({a.key for a in record.subjects} | {a.person or "" for a in record.subjects}))
        words = (record.label or "").casefold() if record.relation in {"designation", "anniversary"} else record.object
        return ("tie", record.relation, subjects, words)
    if isinstance(record, Position):
        return ("position", span.start, record.issue, record.stance, tuple(a.key for a in record.holders))
    if isinstance(record, Pledge):
        return ("pledge", next(e.start for e in record.evidence if e.field == "content"))
    if isinstance(record, Event):
        actors = tuple(sorted(a.key for a in (*record.initiators, *record.targets)))
        return ("event", record.type, span.start, span.end, actors)
    if isinstance(record, Figure):
        return ("figure", record.value, next(e.start for e in record.evidence if e.field == "value"))
    return (
        record.kind,
        span.start,
        span.end,
        next(e.start for e in record.evidence if e.field in {"content", "record"}),
    )


def _number(document: Document, records: list[Record]) -> tuple[Record, ...]:
    """Ids by place; records of one kind on one span are told apart by their order."""
    ordered = sorted(records, key=lambda r: (r.span.start, r.span.end, r.kind, str(_key(r))))
    seen: dict[tuple[str, int, int], int] = {}
    numbered = []
    for record in ordered:
        place = (record.kind, record.span.start, record.span.end)
        ordinal = seen[place] = seen.get(place, -1) + 1
        identity = make_record_id(document.id, document.version, *place, ordinal)
        numbered.append(replace(record, id=identity))
    return tuple(numbered)
