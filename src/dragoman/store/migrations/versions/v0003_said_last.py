"""When a record's document was published, beside the record and whom and what it names: what was said last is found
without a look at all that ever was. Office ties are found by their titles.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from dragoman.model.record import from_json
from dragoman.store.columns import NUMBER, AnyText, Json
from dragoman.store.names import record_names
from dragoman.store.passing import UNDATED, UNSAID

revision = "0003"
down_revision = "0002"

_CURRENT: dict[str, Any] = {"sqlite_where": sa.text("is_current = 1"), "postgresql_where": sa.text("is_current")}
# Rows that are made in one go.
_BATCH = 2000


def upgrade() -> None:
    """Add the day, move both tables into their new order, and name the titles."""
    op.add_column("records", sa.Column("said", sa.Date, nullable=False, server_default=UNSAID.isoformat()))
    op.execute(
        sa.text(
            "UPDATE records SET said = (SELECT sort_day FROM documents WHERE documents.number = document_number) "
            "WHERE document_number IN (SELECT number FROM documents WHERE sort_day <> :undated)"
        ).bindparams(sa.bindparam("undated", UNDATED, sa.Date))
    )
    op.create_index("records_said", "records", ["kind", "said"], **_CURRENT)
    op.create_index("documents_publisher", "documents", ["publisher_state", "sort_day"], **_CURRENT)
    _rebuild("record_actors", ("key",), ("role",))
    _rebuild("record_names", ("field", "name"), ())
    _name_titles()


def _rebuild(table: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """The table with the kind and the day in its key, between these columns and the record."""
    op.rename_table(table, f"{table}_former")
    op.drop_index(f"{table}_record", f"{table}_former")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER INDEX {table}_pkey RENAME TO {table}_former_pkey")
    op.create_table(
        table,
        *(sa.Column(name, AnyText, primary_key=True) for name in (*before, "kind")),
        sa.Column("said", sa.Date, primary_key=True),
        sa.Column("record", NUMBER, sa.ForeignKey("records.number", ondelete="CASCADE"), primary_key=True),
        *(sa.Column(name, AnyText, primary_key=True) for name in after),
        sqlite_with_rowid=False,
    )
    own = ", ".join((*before, *after))
    op.execute(
        f"INSERT INTO {table} ({own}, kind, said, record) "
        f"SELECT {own}, records.kind, records.said, record FROM {table}_former JOIN records ON number = record"
    )
    op.drop_table(f"{table}_former")
    op.create_index(f"{table}_record", table, ["record"])


def _name_titles() -> None:
    connection = op.get_bind()
    ties = sa.text(
        "SELECT number, said, body FROM records "
        "WHERE kind = 'tie' AND relation = 'office' AND number > :after ORDER BY number LIMIT :limit"
    ).columns(number=NUMBER, said=sa.Date, body=Json)
    names = sa.table(
        "record_names",
        *(sa.column(name) for name in ("field", "name", "kind")),
        sa.column("said", sa.Date),
        sa.column("record"),
    )
    after = 0
    while rows := connection.execute(ties, {"after": after, "limit": _BATCH}).all():
        after = rows[-1].number
        made = [
            {"field": field, "name": name, "kind": "tie", "said": row.said, "record": row.number}
            for row in rows
            for field, name in sorted(record_names(from_json(row.body)))
            if field == "title"
        ]
        if made:
            connection.execute(sa.insert(names), made)
