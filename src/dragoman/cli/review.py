"""One doubtful record after the other, and one key for each answer."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TextIO

import typer

from dragoman.errors import QueryError
from dragoman.model.answer import Answer
from dragoman.queries.review import Doubt
from dragoman.render.clean import clean_text
from dragoman.render.formats import write_answer
from dragoman.service import Asked, Dragoman

__all__ = ["Keys", "Reviewer", "read_keys"]

_RECORD_KEYS = {"c": "confirm", "r": "reject", "e": "correct", "s": "skip", "u": "undo the last", "q": "quit"}
_PAIR_KEYS = {"m": "the same", "p": "two things", "r": "reject", "e": "correct", "s": "skip", "u": "undo the last",
              "q": "quit"}  # fmt: skip
_INTERRUPTS = ("\x03", "\x04")


@dataclass(frozen=True, slots=True)
class Keys:
    """How answers are read: `read_key` one key, `read_line` what a key needs; null at the end of input."""

    read_key: Callable[[], str | None]
    read_line: Callable[[], str | None]


def read_keys() -> Keys:
    """Single keys of a terminal, or else the lines of standard input."""

    def read_line() -> str | None:
        line = sys.stdin.readline()
        return line.rstrip("\r\n") if line else None

    def read_key() -> str | None:
        key = typer.getchar()
        return None if key in _INTERRUPTS else key

    return Keys(read_key if sys.stdin.isatty() else read_line, read_line)


@dataclass
class Reviewer:
    """Asks about doubtful records and decides by the answers; `stream` is where it writes."""

    dragoman: Dragoman
    keys: Keys
    stream: TextIO
    by: str | None = None
    _made: list[str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    # Decision → the record that it took out of the answers.
    _rejected: dict[str, str] = field(default_factory=dict)

    def walk(self, kinds: Sequence[str], asked: Asked) -> None:
        """Ask until there is nothing left to ask, the limit is reached, or the analyst stops."""
        limit = asked.get("limit")
        number = 0
        for doubt in self.dragoman.review(kinds, **asked):
            gone = set(self._rejected.values())
            if doubt.others and all(other.id in gone for other in doubt.others):
                continue  # an answer before this one left nothing that it is at odds with
            number += 1
            if not self._ask(doubt, number) or number == limit:
                break
        if not number:
            self._say("Nothing to review.")
        done = ", ".join(f"{count} {verb}" for verb, count in self._counts.items())
        self._say(f"Decided: {done}." if done else "Nothing decided.")

    def _say(self, words: str) -> None:
        self.stream.write(f"{clean_text(words)}\n")
        self.stream.flush()

    def _ask(self, doubt: Doubt, number: int) -> bool:
        """Put one question until it is answered; false where the analyst stops."""
        self._say(f"— {number} —")
        write_answer(self.dragoman.tell_doubt(doubt), "table", self.stream)
        keys = _PAIR_KEYS if doubt.kind == "duplicate" else _RECORD_KEYS
        while True:
            self._say("  ".join(f"[{key}] {verb}" for key, verb in keys.items()))
            key = self.keys.read_key()
            key = key.strip().casefold()[:1] if key is not None else "q"
            if key in ("q", "s"):
                return key == "s"
            if key not in keys:
                self._say(f"“{key}” is none of the keys.")
            elif self._decide(key, doubt):
                return True

    def _decide(self, key: str, doubt: Doubt) -> bool:
        """Whether the answer settled the question; what cannot be decided so is told, and asked again."""
        try:
            if key == "u":
                self._undo()
                return False
            answer = self._answer(key, doubt)
        except QueryError as error:
            self._say(str(error))
            return False
        if answer is None:
            self._say("Left as it was.")
            return False
        self._made.append(answer.title.removeprefix("Decision "))
        if answer.verb == "reject":
            self._rejected[self._made[-1]] = doubt.record.id
        self._counts[answer.verb] = self._counts.get(answer.verb, 0) + 1
        self._say(f"{answer.title}: {answer.verb}.")
        return True

    def _answer(self, key: str, doubt: Doubt) -> Answer | None:
        record, dragoman = doubt.record.id, self.dragoman
        if key == "c":
            return dragoman.confirm(record, by=self.by)
        named = [self._read(word) for word in ("field", "value")] if key == "e" else []
        why = self._read("why") if None not in named else None
        if why is None:
            return None
        if key == "e":
            return dragoman.correct(record, str(named[0]), str(named[1]), why=why, by=self.by)
        if key == "r":
            return dragoman.reject(record, why=why, by=self.by)
        other = doubt.others[0].id
        if key == "m":
            return dragoman.merge(record, other, why=why, by=self.by)
        return dragoman.split(record, other, why=why, by=self.by)

    def _read(self, word: str) -> str | None:
        """What is typed after a word; an empty line takes the key back."""
        self.stream.write(f"{word}: ")
        self.stream.flush()
        return self.keys.read_line() or None

    def _undo(self) -> None:
        if not self._made:
            self._say("Nothing was decided yet in this review.")
            return
        decision = self._made.pop()
        self.dragoman.undo(decision, by=self.by)
        self._rejected.pop(decision, None)
        self._counts["undo"] = self._counts.get("undo", 0) + 1
        self._say(f"Decision {decision} is taken back; its record is asked about in the next review.")
