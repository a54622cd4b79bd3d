"""Dragoman reads diplomatic documents and keeps a sourced, dated, queryable record of how states relate."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.service import Dragoman

__all__ = ["Dragoman", "__version__"]

__version__ = "0.6.0"


def __getattr__(name: str) -> Any:
    """Load the service with its first use, so that importing the package costs nothing."""
    if name == "Dragoman":
        from dragoman.service import Dragoman

        return Dragoman
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), "Dragoman"])
