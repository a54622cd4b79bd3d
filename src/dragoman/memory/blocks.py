"""Keys that records which may tell of one thing share, so that nobody compares everything with everything."""

import hashlib
import itertools
import struct
from collections.abc import Iterable, Iterator, Sequence

from dragoman.memory.traits import FEWEST_WORDS, Traits

__all__ = ["find_keys", "find_sought"]

# Whom a promise is made to, where that is somebody, and where it is nobody in particular.
_ANYBODY, _NOBODY = "*", "-"

# A week: a dated event, with a day on either side, falls into one or two of them.
_WEEK = 7
# Beyond this many days a date says in which season it was: such a record is found by its forum's round alone.
_LONGEST = 62
# A gathering of more parties than this is found by its forum, or by all of them together.
_FEW_PARTIES = 6

# MinHash: two promises that share the fraction s of their words share one of the bands with the probability
# 1 - (1 - s²)^8, 97 % at s = 0.6 and 99.97 % at 0.8 (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4).
_BANDS, _ROWS = 8, 2
_PRIME = (1 << 61) - 1
_SEEDS = [struct.unpack("<QQ", hashlib.blake2b(bytes([i]), digest_size=16).digest()) for i in range(_BANDS * _ROWS)]


def find_keys(traits: Traits) -> tuple[str, ...]:
    """The keys that a record is found by, hashed and sorted; none where nothing but itself can be known again."""
    if traits.kind == "pledge":
        return _hash_keys(_promise_keys(traits, [*traits.sides[1], _ANYBODY] if traits.sides[1] else [_NOBODY]))
    return _hash_keys(_event_keys(traits) if traits.kind == "event" else _field_keys(traits))


def find_sought(traits: Traits) -> tuple[str, ...]:
    """The keys by which a record looks for others: a promise for those to the same, and to nobody in particular.

    So a formula that a state repeats to everybody is compared with its own like only.
    """
    if traits.kind == "pledge":
        return _hash_keys(_promise_keys(traits, [*(traits.sides[1] or [_ANYBODY]), _NOBODY]))
    return find_keys(traits)


def _hash_keys(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({_digest(key) for key in found}))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _event_keys(traits: Traits) -> Iterator[str]:
    group = "|".join(traits.group)
    if traits.mechanism and traits.round is not None:
        yield f"{group}|round|{traits.mechanism}|{traits.round}"
    span = traits.span
    if span is None or (span.high - span.low).days > _LONGEST:
        return
    first, last = span.low.toordinal() - 1, span.high.toordinal() + 1
    weeks = range(first // _WEEK, last // _WEEK + 1)
    for who in _who(traits):
        for week in weeks:
            yield f"{group}|{who}|{week}"


def _who(traits: Traits) -> Iterator[str]:
    parties = sorted(traits.parties)
    if traits.mechanism and len(parties) != 2:
        yield f"forum:{traits.mechanism}"
    if len(parties) > _FEW_PARTIES:
        yield f"all:{'|'.join(parties)}"
    elif len(parties) == 1:
        yield parties[0]
    else:
        for left, right in itertools.combinations(parties, 2):
            yield f"{left}~{right}"


def _field_keys(traits: Traits) -> Iterator[str]:
    yield "|".join(traits.group)


def _promise_keys(traits: Traits, beneficiaries: Sequence[str]) -> Iterator[str]:
    group = "|".join(traits.group)
    if traits.project:
        yield f"{group}|project|{traits.project}"
    hashes = [
        int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "little")
        for word in traits.words
    ]
    if len(hashes) < FEWEST_WORDS:
        return
    least = [min((a * value + b) % _PRIME for value in hashes) for a, b in _SEEDS]
    for band in range(_BANDS):
        rows = least[band * _ROWS : (band + 1) * _ROWS]
        for whom in beneficiaries:
            yield f"{group}|{whom}|{band}|{'.'.join(f'{row:x}' for row in rows)}"
