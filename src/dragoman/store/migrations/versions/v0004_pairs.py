"""Which two are in a record together: what is on record of a pair is found without a walk through all of either."""

import sqlalchemy as sa
from alembic import op

from dragoman.store.columns import NUMBER, AnyText

revision = "0004"
down_revision = "0003"

# Of a record with more than so many parties the pairs are not written out.
_MOST_PAIRED = 12


def upgrade() -> None:
    """Make the table and fill it from who is in which record."""
    op.create_table(
        "record_pairs",
        *(sa.Column(name, AnyText, primary_key=True) for name in ("one", "other", "kind")),
        sa.Column("said", sa.Date, primary_key=True),
        sa.Column("record", NUMBER, sa.ForeignKey("records.number", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    sizes = "SELECT record, count(DISTINCT key) AS parties FROM record_actors GROUP BY record"
    op.execute(
        "INSERT INTO record_pairs (one, other, kind, said, record) "
        "SELECT DISTINCT one.key, other.key, one.kind, one.said, one.record "
        f"FROM ({sizes}) AS sizes JOIN record_actors AS one ON one.record = sizes.record "
        "JOIN record_actors AS other ON other.record = one.record AND other.key > one.key "
        f"WHERE sizes.parties <= {_MOST_PAIRED}"
    )
    op.execute(
        "INSERT INTO record_pairs (one, other, kind, said, record) "
        "SELECT DISTINCT one.key, '', one.kind, one.said, one.record "
        f"FROM ({sizes}) AS sizes JOIN record_actors AS one ON one.record = sizes.record "
        f"WHERE sizes.parties > {_MOST_PAIRED}"
    )
    op.create_index("record_pairs_record", "record_pairs", ["record"])
