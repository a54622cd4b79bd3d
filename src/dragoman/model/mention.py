"""What is found in the raw text, before any grammar."""

from dataclasses import dataclass
from typing import Any

__all__ = ["MENTION_KINDS", "Mention"]

# state: a country's name · demonym: its adjective or people · seat: a capital or a seat of government ·
# city: any other place of a state · organisation: an organisation, group or company · region: several states ·
# mechanism, project, issue, designation: codebook entries · office: a title · date, quantity: values
MENTION_KINDS = (
    "state",
    "demonym",
    "seat",
    "city",
    "organisation",
    "region",
    "mechanism",
    "project",
    "issue",
    "designation",
    "office",
    "date",
    "quantity",
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text that names something: `text[start:end] == quote`.

    `key` is the codebook's id of what is named ("PAK", "org:eu", "issue:taiwan"), the ISO 3166-1 alpha-3 code for
    state, demonym, seat and city; for dates and quantities it is null and `value` holds what was read.
    """

    kind: str
    start: int
    end: int
    quote: str
    key: str | None = None
    value: Any = None
