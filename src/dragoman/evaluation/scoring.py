"""The reader's records against the gold's: counts, ratios, false facts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.evaluation.compare import Row, persons_of
from dragoman.evaluation.judging import UNREAL, Marks, find_false_fact, judge
from dragoman.evaluation.pairing import is_neutral, pair_up
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.record import KINDS

__all__ = ["Report", "Score", "score_records"]


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(slots=True)
class Score:
    """Counts for one kind, or for all: `core` gold records, `predicted` ones, those that count neither way, pairs."""

    core: int = 0
    predicted: int = 0
    not_counted: int = 0
    found: int = 0
    strict: int = 0
    invented_dates: int = 0
    missing_dates: int = 0
    right: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def enter(self, is_core: bool, marks: Marks) -> None:
        """Count one found pair; one that is not core counts neither for nor against."""
        if not is_core:
            self.not_counted += 1
            return
        self.found += 1
        self.strict += marks.is_strict
        self.invented_dates += marks.is_date_invented
        self.missing_dates += marks.is_date_missing
        for name, is_right in marks.right.items():
            self.right[name][0] += is_right
            self.right[name][1] += 1

    @property
    def precision(self) -> float | None:
        """Found of those predicted that count."""
        return _ratio(self.found, self.predicted - self.not_counted)

    @property
    def recall(self) -> float | None:
        """Found of the core gold records."""
        return _ratio(self.found, self.core)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return _f1(self.precision, self.recall)

    @property
    def strict_f1(self) -> float | None:
        """The same over pairs whose status, actors, direction, date and speaker are all right."""
        return _f1(_ratio(self.strict, self.predicted - self.not_counted), _ratio(self.strict, self.core))

    @property
    def accuracy(self) -> dict[str, float]:
        """Attribute → share of the found core pairs, to which it applies, that have it right."""
        return {name: right / total for name, (right, total) in sorted(self.right.items())}


@dataclass(frozen=True, slots=True)
class Report:
    """Scores by kind and over all; `false_facts` are ids of gold records, `unreal` those that could be such."""

    kinds: dict[str, Score]
    overall: Score
    false_facts: tuple[str, ...]
    unreal: int

    @property
    def false_share(self) -> float | None:
        """The share of what is scheduled, promised, hoped, possible or denied that was stated as fact."""
        return _ratio(len(self.false_facts), self.unreal)

    def to_answer(self) -> Answer:
        """The report as tables."""
        columns = (
            "Kind", "Core", "Predicted", "Not counted", "Found", "Precision", "Recall", "F1", "Strict F1",
            "Invented dates", "Missing dates",
        )  # fmt: skip
        rows = [*self.kinds.items(), ("all", self.overall)]
        found = Section("Found", tuple(_score_line(name, score) for name, score in rows), columns)
        accuracy = tuple(
            Line(text=f"{name}: {_percent(value)}", cells=(name, _percent(value), str(self.overall.right[name][1])))
            for name, value in self.overall.accuracy.items()
        )
        share = f"{_percent(self.false_share)} ({len(self.false_facts)} of {self.unreal})"
        lies = tuple(Line(text=identity, cells=(identity,)) for identity in self.false_facts)
        return Answer(
            "evaluate",
            "Evaluation, in percent",
            (
                found,
                Section("Right on found core pairs", accuracy, ("What", "Right", "Pairs")),
                Section(
                    f"Stated as fact though scheduled, promised, hoped, possible or denied: {share}", lies, ("Gold",)
                ),
            ),
            notes=() if lies else (f"False facts: {share}.",),
        )


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _score_line(name: str, score: Score) -> Line:
    counts = (score.core, score.predicted, score.not_counted, score.found)
    ratios = (score.precision, score.recall, score.f1, score.strict_f1)
    dates = (score.invented_dates, score.missing_dates)
    cells = (name, *map(str, counts), *map(_percent, ratios), *map(str, dates))
    return Line(text=f"{name}: F1 {_percent(score.f1)}", cells=cells)


def _document_of(record: Row) -> str:
    return str(record["document"]).rpartition("/")[2]


def _first(record: Row) -> tuple[int, str]:
    return min((item["start"] for item in record["evidence"]), default=0), str(record.get("id"))


def score_records(gold: Sequence[Row], records: Sequence[Row], kinds: Sequence[str] = KINDS) -> Report:
    """Pair what was read with the gold, document by document, and count. Documents go by file name.

    Records of documents without gold are left out.
    """
    people = frozenset(name for row in gold for name in persons_of(row))
    scores, overall = {kind: Score() for kind in kinds}, Score()
    false_facts: list[str] = []
    unreal = 0
    for document in sorted({_document_of(row) for row in gold}):
        ours = sorted((row for row in gold if _document_of(row) == document), key=_first)
        theirs = sorted((row for row in records if _document_of(row) == document), key=_first)
        partners, loose = _pair_document(ours, theirs, document, people)
        for kind in kinds:
            for score in (scores[kind], overall):
                _count(score, kind, ours, theirs, partners, loose, document, people)
        for row in ours:
            if row["kind"] in kinds and row.get("status") in UNREAL:
                unreal += 1
                if find_false_fact(row, partners.get(id(row)), loose, document) is not None:
                    false_facts.append(str(row["id"]))
    return Report(scores, overall, tuple(false_facts), unreal)


def _pair_document(
    ours: Sequence[Row], theirs: Sequence[Row], document: str, people: frozenset[str]
) -> tuple[dict[int, Row], list[Row]]:
    """The partner of each gold record, by identity, and the records that have none."""
    partners: dict[int, Row] = {}
    taken: set[int] = set()
    for kind in KINDS:
        mine = [row for row in ours if row["kind"] == kind]
        candidates = [row for row in theirs if row["kind"] == kind]
        for i, j in pair_up(mine, candidates, document, people).items():
            partners[id(mine[i])] = candidates[j]
            taken.add(id(candidates[j]))
    return partners, [row for row in theirs if id(row) not in taken]


def _count(
    score: Score,
    kind: str,
    ours: Sequence[Row],
    theirs: Sequence[Row],
    partners: dict[int, Row],
    loose: Sequence[Row],
    document: str,
    people: frozenset[str],
) -> None:
    score.predicted += sum(row["kind"] == kind for row in theirs)
    score.not_counted += sum(row["kind"] == kind and is_neutral(row, ours, document) for row in loose)
    for row in ours:
        if row["kind"] != kind:
            continue
        score.core += row.get("core", True)
        partner = partners.get(id(row))
        if partner is not None:
            score.enter(row.get("core", True), judge(row, partner, people))
