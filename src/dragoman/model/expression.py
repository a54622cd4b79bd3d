"""What a date or a quantity says in a text, before it is placed in the calendar or tied to an actor."""

from dataclasses import dataclass

__all__ = ["DATE_KINDS", "DateExpression", "Quantity"]

# calendar: a stated date, perhaps partial ("3 March", "Q1 2023", "last May") · weekday: "Thursday" ·
# relative: so many units from the report ("today", "last month", "two days ago") ·
# window: a stretch that ends or begins with the report ("the past decade", "the next five years") ·
# duration: how long ("for three days") · set: how often ("every year") · vague: "soon", "recently" ·
# event: counted from another time in the text ("the day after", "a year earlier") · clock: a time of day alone
DATE_KINDS = ("calendar", "weekday", "relative", "window", "duration", "set", "vague", "event", "clock")


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A time expression as read; nothing in it is guessed, so that `resolve_time` alone places it in the calendar.

    `words` are the whole expression with its preposition; `core_start` and `core_end` bound it without the
    preposition (code points into the text). `timex` is the TIMEX3 type: DATE, TIME, DURATION or SET.

    Stated parts: `year`, `month` (1-12), `day`, `quarter` (1-4), `half` (1-2), `season` (EDTF 21-24),
    `decade` (1990 for the 1990s), `century` (19 for 1900-1999), `weekday` (Monday is 0), `part` of the day,
    `clock` ("10:35"), `holiday` (its key).
    Relative parts: `unit` ("day", "week", …), `amount` of units (null where the words leave it open), `steps`
    from the report's unit (-1 for last month; with a month or a weekday: of the year or week that contains it),
    `direction` (-1 last or past, 0 this, 1 next or coming).
    Framing: `modifier` is start, mid, end, earlier, later or approx; `relation` is what a preposition adds
    (since, from, until, by, before, after); `end` is the other end of a range; `first_months` counts the months
    of "the first nine months of"; `is_deadline` marks "by 2030", `is_fiscal` a fiscal year.
    """

    kind: str
    timex: str = "DATE"
    words: str = ""
    core_start: int = 0
    core_end: int = 0
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: int | None = None
    decade: int | None = None
    century: int | None = None
    weekday: int | None = None
    part: str | None = None
    clock: str | None = None
    holiday: str | None = None
    unit: str | None = None
    amount: float | None = None
    steps: int | None = None
    direction: int | None = None
    modifier: str | None = None
    relation: str | None = None
    end: "DateExpression | None" = None
    first_months: int | None = None
    is_deadline: bool = False
    is_fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts or measures.

    `value` is the full number ("2.5 billion" is 2500000000); of a range it is the lower end and `upper` the other.
    `unit` is an ISO 4217 code, "%", a UCUM code ("km", "[cft_i]/d") or the singular head noun of what is
    counted ("job"); `noun` is the head noun or the unit's name as the text has it, singular. `comparator` is =, >,
    < or ~. `change` says that the number measures a rise or fall, `direction` which ("up", "down"). `number_start`
    and `number_end` bound the bare number, scale word included (code points into the text).
    """

    value: float
    unit: str | None
    comparator: str = "="
    noun: str | None = None
    upper: float | None = None
    change: bool = False
    direction: str | None = None
    number_start: int = 0
    number_end: int = 0
