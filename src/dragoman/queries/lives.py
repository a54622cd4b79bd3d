"""What is on record of the life of promises: their steps, the stage that these add up to, and what may be another."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dragoman.memory.threads import Move, Rarity, Stage, find_move, find_stage, say_movement
from dragoman.memory.traits import Traits
from dragoman.model.filter import Filter
from dragoman.model.record import Event, Pledge, Record
from dragoman.queries.desk import Desk
from dragoman.queries.matters import find_day, find_newest, find_newest_day, find_parties, order_by_saying, trait
from dragoman.queries.wording.dates import format_date

__all__ = ["Life", "Lives", "Step", "drop_told_twice", "say_stage"]

# What part of the telling words of a promise a later record must share to be offered as on the same subject, and of
# how many records at most: they are candidates, and many would bury the promise.
_SHARE, _OFFERED = 0.5, 6
_ACTS = ("AGREE", "COOPERATE", "AID", "RETREAT", "SANCTION", "REJECT")
# Of what was said so many days before the documents end, nobody can have heard yet.
_TOO_SOON = 30
# Records of one party alone that are searched for what may be on the same subject.
_POOL = 20_000
# Events and promises of one project, those said last with a party, that the life of a promise is told from; and how
# many of its parties are looked for.
_OF_PROJECT, _PARTIES = 40, 3
# What `say_movement` says of silence.
_SILENCE = "no evidence of movement"


@dataclass(frozen=True, slots=True)
class Step:
    """One record in a life, and what it tells of it."""

    record: Record
    move: Move


@dataclass(frozen=True, slots=True)
class Life:
    """A promise with what is on record of it.

    `steps` tell of the promise itself or of its named project, in the order in which they were said; `related` are
    later acts and promises of the same parties in much the same words, which may be on the same subject or not.
    """

    steps: tuple[Step, ...]
    related: tuple[Record, ...]

    @property
    def stage(self) -> Stage:
        """The stage that the steps add up to."""
        return find_stage(step.move for step in self.steps)

    @property
    def movement(self) -> str:
        """Whether later records tell of movement, of none, or of neither."""
        return say_movement([step.move for step in self.steps[1:]])


class Lives:
    """Tells lives of promises from one store; what several promises share is looked up once."""

    def __init__(self, desk: Desk, narrow: Filter) -> None:
        self.desk = desk
        # Whatever narrows what a database shows (as of when) holds for what is looked up beside, too.
        self._base = replace(
            narrow, actors=(), person=None, issue=None, project=None, mechanism=None, kinds=(), statuses=(), types=(),
            relations=(), document=None, since=None, until=None, limit=None, offset=0, last=None,
        )  # fmt: skip
        self._pools: dict[tuple[str, ...], tuple[list[tuple[Event | Pledge, Traits]], Rarity]] = {}
        self._reaches: dict[tuple[str, ...], datetime.date | None] = {}
        self._projects: dict[tuple[str, str], list[Record]] = {}

    @cached_property
    def newest(self) -> datetime.date | None:
        """The day that ages and deadlines are counted to."""
        return find_newest(self.desk)

    def tell_all(self, matters: Sequence[Sequence[Record]]) -> list[Life]:
        """The lives of many matters of promises, without what may be related; whatever they are told from, and
        `say_silence` wants of them, is looked up in one go.
        """
        self.prepare(matters)
        lives = [self.tell(pledges, is_searched=False) for pledges in matters]
        self._learn_reaches({_name_parties(life.steps) for life in lives if life.movement == _SILENCE})
        return lives

    def prepare(self, matters: Sequence[Sequence[Record]]) -> None:
        """Look up in one go what `tell` wants of the projects of many matters."""
        asked = dict.fromkeys(
            (project, party)
            for pledges in matters
            if (project := _find_project(pledges))
            for party in find_parties(pledges)[:_PARTIES]
        )
        self._learn_projects([pair for pair in asked if pair not in self._projects])

    def tell(self, pledges: Sequence[Record], is_searched: bool = True) -> Life:
        """The life of one matter of promises; `is_searched` whether what may be related is looked for."""
        first = pledges[0]
        project = _find_project(pledges)
        same = list(pledges)
        if project:
            own = {record.id for record in same}
            told = [record for party in find_parties(pledges)[:_PARTIES] for record in self._of_project(project, party)]
            same += [
                record
                for record in {record.id: record for record in told}.values()
                if record.id not in own and not self._is_before(record, first)
            ]
        ordered = order_by_saying(drop_told_twice(same), self.desk)
        steps = tuple(Step(record, find_move(record, number == 0)) for number, record in enumerate(ordered))
        related = self._find_related(pledges, {record.id for record in same}) if is_searched else ()
        return Life(steps, related)

    def _of_project(self, name: str, party: str) -> list[Record]:
        if (name, party) not in self._projects:
            self._learn_projects([(name, party)])
        return self._projects[name, party]

    def _learn_projects(self, asked: Sequence[tuple[str, str]]) -> None:
        if asked:
            narrow = replace(self._base, kinds=("event", "pledge"), last=_OF_PROJECT)
            self._projects |= self.desk.store.find_of_projects(asked, narrow)
            self.desk.know(record for pair in asked for record in self._projects[pair])

    def _is_before(self, record: Record, first: Record) -> bool:
        one, other = (find_day(self.desk.get_published(item)) for item in (record, first))
        return one is not None and other is not None and one < other

    def _find_related(self, pledges: Sequence[Record], own: set[str]) -> tuple[Record, ...]:
        """Later acts and promises of the same parties that share most of the telling words, likest first."""
        parties = find_parties(pledges)[:2]
        if not parties:
            return ()
        pool, rarity = self._pool(parties)
        seeds = [trait(record, self.desk) for record in pledges if isinstance(record, Event | Pledge)]
        words = max((seed.words for seed in seeds), key=len, default=frozenset())
        documents = {record.document for record in pledges}
        first = min((day for r in pledges if (day := find_day(self.desk.get_published(r)))), default=None)
        found = []
        for record, traits in pool:
            if record.id in own or record.document in documents or first is None:
                continue
            if traits.said is None or traits.said < first:
                continue
            share = rarity.share(words, traits.words)
            if share >= _SHARE:
                found.append((-share, traits.said, record.id, record))
        return tuple(item[3] for item in sorted(found, key=lambda item: item[:3])[:_OFFERED])

    def _pool(self, parties: tuple[str, ...]) -> tuple[list[tuple[Event | Pledge, Traits]], Rarity]:
        if parties not in self._pools:
            asked = replace(self._base, actors=parties, kinds=("event", "pledge"), limit=_POOL)
            found = [
                (record, trait(record, self.desk))
                for record in self.desk.store.find_records(asked)
                if isinstance(record, Pledge) or (isinstance(record, Event) and record.type in _ACTS)
            ]
            self._pools[parties] = found, Rarity(traits.words for _, traits in found)
        return self._pools[parties]

    def _find_reach(self, steps: Sequence[Step]) -> datetime.date | None:
        """How far the documents go in which one would hear of it.

        That is the newest that tells of both parties or, of one party alone, the newest of its own publishers; where
        there is none, the newest of all.
        """
        parties = _name_parties(steps)
        if parties not in self._reaches:
            self._learn_reaches({parties})
        return self._reaches[parties]

    def _learn_reaches(self, asked: Iterable[tuple[str, ...]]) -> None:
        missing = sorted(parties for parties in asked if parties not in self._reaches)
        for parties in missing:
            if len(parties) == 1 and (day := find_newest_day(self.desk, parties[0])) is not None:
                self._reaches[parties] = day
        missing = [parties for parties in missing if parties not in self._reaches]
        if missing:
            for parties, published in self.desk.store.find_last_published(missing, ("event", "pledge")).items():
                self._reaches[parties] = max(filter(None, map(find_day, published)), default=self.newest)

    def say_silence(self, life: Life) -> str:
        """What is on record of movement; where nothing is, since when, and how far the documents reach."""
        movement = life.movement
        days = [day for step in life.steps if (day := find_day(self.desk.get_published(step.record)))]
        if movement != _SILENCE or not days:
            return movement
        reach = self._find_reach(life.steps)
        if reach is None:
            return movement
        last = format_date(max(days).isoformat())
        if (reach - max(days)).days < _TOO_SOON:
            return f"last heard {last}, where the documents on the parties end: too soon for evidence of movement"
        until = format_date(reach.isoformat())
        return f"no evidence of movement since {last}; documents on the parties reach to {until}"


def _find_project(pledges: Sequence[Record]) -> str | None:
    """The project that the first of the records names that names any."""
    return next((name for record in pledges if (name := getattr(record, "project", None))), None)


def _name_parties(steps: Sequence[Step]) -> tuple[str, ...]:
    """Whom the first step is of, at most two, in the order in which a reach is kept by them."""
    return tuple(sorted(find_parties([step.record for step in steps[:1]])[:2]))


def drop_told_twice(records: Sequence[Record]) -> list[Record]:
    """Without the agreements whose clause is told as a promise, too: a joint promise is both, and one step."""
    promised: dict[str, list[tuple[int, int]]] = {}
    for record in records:
        if isinstance(record, Pledge):
            promised.setdefault(record.document, []).append((record.span.start, record.span.end))
    return [
        record
        for record in records
        if not (isinstance(record, Event) and record.type == "AGREE" and record.status != "denied")
        or not any(
            low < record.span.end and record.span.start < high for low, high in promised.get(record.document, ())
        )
    ]


def say_stage(stage: Stage) -> str:
    """A stage in AidData's word with IATI's code."""
    return f"{stage.aiddata} (IATI {stage.iati})"
