"""What is derived from many documents (matters, and what they were found by), and what analysts decide."""

import sqlalchemy as sa
from alembic import op

from dragoman.store.columns import NUMBER, AnyText, Json

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create them; whatever was read before is joined when next asked."""
    _create_matters()
    op.create_table(
        "decisions",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("id", AnyText, nullable=False),
        sa.Column("at", AnyText, nullable=False),
        sa.Column("by", AnyText, nullable=False),
        sa.Column("why", AnyText, nullable=False),
        sa.Column("action", AnyText, nullable=False),
        sa.Column("record", AnyText, nullable=True),
        sa.Column("other", AnyText, nullable=True),
        sa.Column("field", AnyText, nullable=True),
        sa.Column("value", Json, nullable=True),
        sa.Column("seen", Json, nullable=True),
    )
    op.create_index("decisions_id", "decisions", ["id"], unique=True)
    op.create_index("decisions_record", "decisions", ["record"])


def _create_matters() -> None:
    op.create_table(
        "joined_documents",
        sa.Column("document_number", NUMBER, sa.ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("rules", AnyText, nullable=False),
    )
    op.create_table(
        "record_blocks",
        sa.Column("key", AnyText, primary_key=True),
        sa.Column("record", NUMBER, sa.ForeignKey("records.number", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("record_blocks_record", "record_blocks", ["record"])
    op.create_table(
        "record_matters",
        sa.Column("record", NUMBER, sa.ForeignKey("records.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("matter", AnyText, nullable=False),
    )
    op.create_index("record_matters_matter", "record_matters", ["matter", "record"])
