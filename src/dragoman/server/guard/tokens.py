"""Tokens: who has one may ask from another machine. Kept as hashes, in a file that only its owner may read.

A file and no table: a token opens one server, and a database that is copied or sent to a colleague must not carry what
opens it. The file serves every engine alike, and needs no migration. A token holds 256 random bits, so that one round
of SHA-256 keeps it; nobody can try them all.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from dragoman.errors import SettingsError

__all__ = ["Token", "TokenFile"]

_PREFIX = "drg_"
_NAME = re.compile(r"[\w.@-]{1,64}")
_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept: what it is called, the SHA-256 of it in hexadecimal, and when it was made (UTC)."""

    name: str
    hash: str
    created: str


class TokenFile:
    """The tokens of one server, read again whenever the file has changed: what is revoked opens nothing more."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._stamp: tuple[int, int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def create(self, name: str) -> str:
        """A new token by the name of who will use it; it is told once. Raises SettingsError for a name in use."""
        if not _NAME.fullmatch(name):
            raise SettingsError(f"“{name}” names no token: take letters, digits and . _ - @, 64 at most")
        held = self.list()
        if any(token.name == name for token in held):
            raise SettingsError(f"there is a token “{name}” already: revoke it first, or take another name")
        secret = _PREFIX + secrets.token_urlsafe(32)
        created = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._save((*held, Token(name, _hash(secret), created)))
        return secret

    def revoke(self, name: str) -> None:
        """Make a token void. Raises SettingsError if there is none of this name."""
        held = self.list()
        if all(token.name != name for token in held):
            raise SettingsError(f"there is no token “{name}”: `dragoman token list` names them")
        self._save(tuple(token for token in held if token.name != name))

    def list(self) -> tuple[Token, ...]:
        """The tokens in the order in which they were made. Raises SettingsError for a file that is none of ours."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._stamp, self._tokens = None, ()
            return ()
        except OSError as error:
            raise SettingsError(f"{self.path} cannot be read: {error.strerror}") from error
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        if stamp != self._stamp:
            self._tokens = self._load()
            self._stamp = stamp
        return self._tokens

    def find(self, secret: str) -> str | None:
        """The name of the token that this is, or null. Takes the same time whichever it is, or none."""
        wanted, found = _hash(secret), None
        for token in self.list():
            if hmac.compare_digest(token.hash, wanted):
                found = token.name
        return found

    def _load(self) -> tuple[Token, ...]:
        try:
            return tuple(Token(**entry) for entry in json.loads(self.path.read_text(encoding="utf-8")))
        except OSError as error:
            raise SettingsError(f"{self.path} cannot be read: {error.strerror}") from error
        except (ValueError, TypeError) as error:
            raise SettingsError(f"{self.path} holds no tokens: remove it and make them anew") from error

    def _save(self, tokens: tuple[Token, ...]) -> None:
        text = json.dumps([asdict(token) for token in tokens], indent=1) + "\n"
        try:
            # Made with mode 0600 from the start, and moved into place whole.
            number, made = tempfile.mkstemp(dir=self.path.absolute().parent, prefix=".tokens-")
            with open(number, "w", encoding="utf-8") as stream:
                os.fchmod(stream.fileno(), _MODE)
                stream.write(text)
            os.replace(made, self.path)
        except OSError as error:
            raise SettingsError(f"{self.path} cannot be written: {error.strerror}") from error


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
