"""What a clause says before anybody knows who "he" is: the words in their roles, and how real the act is."""

from dataclasses import dataclass, field

from dragoman.model.mention import Mention

__all__ = [
    "EventFrame",
    "Factuality",
    "FigureFrame",
    "Frame",
    "PledgeFrame",
    "PositionFrame",
    "QuoteFrame",
    "Span",
    "Speech",
    "TieFrame",
]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Factuality:
    """How real the text makes an act. `cue` is the word that decides, `condition` the clause it depends on.

    `tense` is past, present or future: which side of the report a weekday lies on.
    """

    status: str
    cue: Span | None = None
    condition: Span | None = None
    is_background: bool = False
    tense: str = "past"


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of text that somebody says: `speaker` are head tokens (empty where nobody is named).

    `mode` is direct, indirect, mixed, document or author; `extent` covers speaker, cue and content.
    `rest` is the second half of a quotation that its cue divides. `is_continued` marks words that go on under the
    speaker before, `label` the turn of a transcript that it names.
    """

    index: int
    speaker: tuple[int, ...]
    mode: str
    content: Span
    extent: Span
    cue: Span | None = None
    lemma: str | None = None
    is_continued: bool = False
    label: str | None = None
    rest: Span | None = None

    def holds(self, offset: int) -> bool:
        """Whether a character is among the words said."""
        inside = self.content[0] <= offset < self.content[1]
        return inside or (self.rest is not None and self.rest[0] <= offset < self.rest[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every frame has: its trigger token, its words, its clause, its reality, and the speech it stands in."""

    rule: str
    trigger: int
    cue: Span
    clause: Span
    factuality: Factuality
    speech: int | None = None
    confidence: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFrame(Frame):
    """A contact or an act. Roles are head tokens; `needs` says who must be known (two, target, one).

    `is_anaphoric` marks a mention that only points back ("the meeting", "the talks"), `is_personal` an act whose
    target must be a person or an office ("called on the Prime Minister"), `is_apart` one done to each target by itself.
    """

    relation: str
    type: str
    mode: str | None = None
    form: str | None = None
    cameo: str | None = None
    symmetric: bool = False
    needs: str = "two"
    initiators: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    is_anaphoric: bool = False
    is_personal: bool = False
    is_apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeFrame(Frame):
    """An undertaking: who, in which strength, and its words; `is_made` unless it is itself still to come."""

    pledgers: tuple[int, ...]
    beneficiaries: tuple[int, ...] = ()
    content: Span
    strength: str = "pledged"
    is_made: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionFrame(Frame):
    """A stance: who holds it, on which words, for or against whom. `issue` is a mention or null (then the words).

    `voicers` are those who voice it, where the clause itself has somebody say it.
    """

    holders: tuple[int, ...]
    voicers: tuple[int, ...] = ()
    toward: tuple[int, ...] = ()
    issue: Mention | None = None
    issue_words: Span | None = None
    stance: str = "supports"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFrame(Frame):
    """A quantity with what it measures and whose it is; `beyond` is where its owners stand if not in its clause, `rate`
    the words that tell in how much time it comes anew ("every day")."""

    quantity: Mention
    metric: str
    subjects: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()
    change: Mention | None = None
    change_direction: str | None = None
    change_base: str | None = None
    rate: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TieFrame(Frame):
    """A standing relation; `subjects` are head tokens, `label` its words, `object` a codebook id or the text's name."""

    relation: str
    subjects: tuple[int, ...] = ()
    subject_keys: tuple[str, ...] = ()
    object: str | None = None
    label: Span | None = None
    level: str | None = None
    ordinal: int | None = None
    mentions: tuple[Span, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFrame(Frame):
    """What somebody says, or what the author advises: `speaker` are head tokens, none where nobody is named.

    `rest` is the second half of what a cue divides.
    """

    speaker: tuple[int, ...]
    mode: str
    content: Span
    rest: Span | None = None
