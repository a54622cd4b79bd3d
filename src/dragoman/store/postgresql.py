"""PostgreSQL: how a server is named and reached, and what its errors mean. psycopg is loaded when one is named."""

import re
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine

from dragoman.errors import StoreUnavailable

__all__ = ["SCHEMES", "explain_postgresql", "make_postgresql_engine", "name_server", "read_server"]

# What a server's URL may begin with; the last is SQLAlchemy's way to name the driver.
SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")

# The oldest that the tests run against; it is also the oldest that PostgreSQL itself still maintains.
_OLDEST = 15
# A server that does not answer within this time is down or elsewhere.
_CONNECT_SECONDS = 10

_REFUSED = (
    "the server refuses this user or password: check both in the URL, in PGUSER and PGPASSWORD or in ~/.pgpass, "
    "and that the server's pg_hba.conf admits you from here"
)
_UNKNOWN = "the server has no such database: make it (createdb NAME, or CREATE DATABASE), or name another"
_FULL = "the server has no connection to spare: try again later, or raise its max_connections"
_AWAY = "the server is starting, stopping or recovering: wait until it is up, then try again"
_LOST = (
    "the connection to the server was lost: nothing is half-written; see that the server runs, then do the same again"
)
_FORBIDDEN = "this role may not do that: GRANT it the right on the database, the schema and the tables"
_CLASH = "another program changed the same at once: try again"
_DAMAGED = "the database is damaged: restore it from a copy, or name another and read the documents again"
_MEANINGS = {
    "28P01": _REFUSED,
    "28000": _REFUSED,
    "3D000": _UNKNOWN,
    "53300": _FULL,
    "53100": "the server's disk is full: make room there, then try again",
    "53200": "the server has no memory left for this: try again later, or give it more",
    "55P03": "another program is writing to it: wait until it is done, then try again",
    "57014": "the server ended what took too long (statement_timeout): try again later, or raise that setting",
    "40001": _CLASH,
    "40P01": _CLASH,
    "23505": _CLASH,
    "25006": "it cannot be written to: the server or the role only reads; name the primary server, or another role",
    "42501": _FORBIDDEN,
    "57P01": _LOST,
    "57P02": _LOST,
    "57P03": _AWAY,
    "58030": "the server's disk failed to read or write: check it, then try again",
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
    "54000": "a name or identifier is longer than the server's indexes take (2,700 bytes): shorten it",
}
# A server that refuses to let somebody in says so in words only; its words stand in the message too, because they may
# be in the server's own language.
_PHRASES = (
    ("connection slots", _FULL),
    ("too many", _FULL),
    ("permission denied", _FORBIDDEN),
    ("pg_hba.conf", _REFUSED),
    ("authentication failed", _REFUSED),
    ("password", _REFUSED),
    ("role", _REFUSED),
    ("database", _UNKNOWN),
    ("starting up", _AWAY),
    ("shutting down", _AWAY),
    ("recovery", _AWAY),
)
_UNREACHED = "no connection came about: see that the server runs, and check host, port (or socket) and user"

# The driver's words about an address hold line breaks and advice that fits no terminal.
_SPACE = re.compile(r"\s+")
_MOST_WORDS = 300


def _load_driver() -> ModuleType:
    try:
        import psycopg
    except ImportError as error:
        raise StoreUnavailable(
            "PostgreSQL needs a driver that is not installed: pip install 'dragoman[postgresql]' "
            f"(psycopg 3 with its library; {error})"
        ) from error
    return psycopg


def read_server(url: str) -> str:
    """The URL as libpq takes it, checked; it may hold a password. Raises StoreUnavailable, without showing one."""
    driver = _load_driver()
    rest = url.split("://", 1)[1]
    server = f"postgresql://{rest}"
    # A bare @ or / in a password ends it early, and the rest would be taken for a host and told to everybody.
    place = rest.split("?", 1)[0]
    if "\x00" in url or place.count("@") > 1 or "@" in place.partition("/")[2]:
        raise StoreUnavailable(_not_readable("@, / and other signs in a user name or password are written as %40, %2F"))
    try:
        parts = driver.conninfo.conninfo_to_dict(server)
    except (driver.Error, UnicodeError):
        raise StoreUnavailable(_not_readable("signs like @ : / ? % in a password are written as %40 …")) from None
    ports = str(parts.get("port") or "")
    if any(port and not port.isdecimal() for port in ports.split(",")):
        raise StoreUnavailable(_not_readable("the port is no number"))
    return server


def _not_readable(hint: str) -> str:
    return f"this PostgreSQL URL cannot be read: write postgresql://user:password@host:port/database ({hint})"


def name_server(server: str) -> str:
    """What messages call a server's database: user, host, port and database, and never a password."""
    parts = _load_driver().conninfo.conninfo_to_dict(server)

    def say(key: str) -> str:
        return quote(str(parts.get(key) or ""), safe=",.:[]~")

    host, port, user = say("host") or say("hostaddr"), say("port"), say("user")
    query = ""
    if "%2F" in host:  # a socket's folder is easier to read behind the database
        host, query = "", f"?host={parts['host']}"
    place = f"{user}@" * bool(user) + host + f":{port}" * bool(port)
    return f"postgresql://{place}/{say('dbname')}{query}"


def make_postgresql_engine(server: str, wait: float) -> Engine:
    """An engine on a server; a lock is waited for `wait` seconds, and a connection that went dead is replaced."""
    driver = _load_driver()
    given = driver.conninfo.conninfo_to_dict(server)
    extra = {"connect_timeout": _CONNECT_SECONDS, "application_name": "dragoman"}
    name = name_server(server)
    options: dict[str, Any] = {key: value for key, value in extra.items() if key not in given}

    def connect() -> Any:
        connection = driver.connect(server, autocommit=True, client_encoding="utf8", **options)
        try:
            _check_server(connection, name)
            connection.execute(f"SET lock_timeout = {max(1, round(wait * 1000))}")
            connection.autocommit = False
        except BaseException:
            connection.close()
            raise
        return connection

    # The pool's own test of a connection, when it is taken: a server that was restarted is not noticed otherwise.
    return create_engine(
        "postgresql+psycopg://", creator=connect, pool_size=5, max_overflow=-1, pool_pre_ping=True, hide_parameters=True
    )


def _check_server(connection: Any, name: str) -> None:
    version = connection.info.server_version // 10_000
    if version < _OLDEST:
        raise StoreUnavailable(
            f"{name}: the server is PostgreSQL {version}; Dragoman needs {_OLDEST} or later: upgrade it"
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreUnavailable(
            f"{name}: its encoding is {encoding}, which cannot hold every text: make a database with "
            "CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0"
        )


def explain_postgresql(error: BaseException, is_lost: bool) -> str | None:
    """What an error of the driver's means and the cure, or null; `is_lost` when the connection went with it."""
    state = getattr(error, "sqlstate", None)
    if state in _MEANINGS:
        return _MEANINGS[state]
    if type(error).__module__.partition(".")[0] != "psycopg" or (state and not is_lost and not state.startswith("08")):
        return None
    if is_lost:
        return _LOST
    if type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    said = _SPACE.sub(" ", str(error)).strip()
    # What was asked for is quoted in it and could read like a reason.
    reason = re.sub(r'"[^"]*"', "", said).rpartition(" failed: ")[2].casefold()
    meaning = next((meaning for phrase, meaning in _PHRASES if phrase in reason), _UNREACHED)
    return f"{meaning} ({said[:_MOST_WORDS]})"
