"""Records of actors from those that were said last, in SQL: through tables that lie in that order."""

import datetime
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, exists, select, union_all

from dragoman.store.passing import CROWD
from dragoman.store.tables import record_actor_table, record_pair_table

__all__ = ["is_involved", "walk_actors"]

_IsPassing = Callable[[ColumnElement[int]], ColumnElement[bool]]


def walk_actors(
    who: Sequence[BindParameter[str]],
    kind: BindParameter[str],
    is_passing: _IsPassing,
    most: BindParameter[int] | int,
    said: Collection[datetime.date] = (),
    sought: tuple[int, _IsPassing] | None = None,
) -> Select[Any]:
    """The records, and when they were said, of one kind that involve all of these and pass: `most` of them, last first.

    The first two of several have to be given as they are stored (`passing.order_pair`). `said` are the first and the
    last day to keep to, or nothing. `sought` is what is dear to look for: of so many that pass, those with it.
    """
    if len(who) == 1:
        alone = record_actor_table.alias("via").c
        return _take_last(alone, [alone.key == who[0]], kind, is_passing, most, said, sought)
    parts = []
    for is_crowd in (False, True):
        via = record_pair_table.alias(f"via_{'crowd' if is_crowd else 'pair'}").c
        pair = [via.one == who[0], via.other == (CROWD if is_crowd else who[1])]
        others = [is_involved(actor, kind, via.said, via.record) for actor in who[1 if is_crowd else 2 :]]
        part = _take_last(via, [*pair, *others], kind, is_passing, most, said, sought).subquery()
        parts.append(select(part.c.said, part.c.record))
    both = union_all(*parts).subquery().c
    return select(both.said, both.record).order_by(both.said.desc(), both.record.desc()).limit(most)


def _take_last(
    via: Any,
    conditions: Sequence[ColumnElement[bool]],
    kind: BindParameter[str],
    is_passing: _IsPassing,
    most: BindParameter[int] | int,
    said: Collection[datetime.date],
    sought: tuple[int, _IsPassing] | None,
) -> Select[Any]:
    """Rows of one table from its end."""
    in_time = [via.said.between(*said)] if said else []
    query = select(via.said, via.record).where(*conditions, via.kind == kind, *in_time, is_passing(via.record))
    # Somebody may be in one record in several roles.
    query = query.group_by(via.said, via.record).order_by(via.said.desc(), via.record.desc())
    if sought is None:
        return query.limit(most)
    looked, is_sought = sought
    near = query.limit(looked).subquery().c
    query = select(near.said, near.record).where(is_sought(near.record))
    return query.order_by(near.said.desc(), near.record.desc()).limit(most)


def is_involved(
    actor: BindParameter[str],
    kind: BindParameter[str],
    said: ColumnElement[datetime.date],
    number: ColumnElement[int],
) -> ColumnElement[bool]:
    """Whether somebody is in a record, too.

    A number between itself and itself is the number; said so, SQLite looks into the table's own order, where what was
    said together lies together, and not into the index of records, which takes it more than twice as long.
    """
    column = record_actor_table.alias().c
    is_same = (column.key == actor, column.kind == kind, column.said == said, column.record.between(number, number))
    return exists(select(column.record).where(*is_same))
