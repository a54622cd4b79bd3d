"""What the environment and a file say about how Dragoman runs here; only `service` and the doors see it."""

import tomllib
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from dragoman.errors import SettingsError
from dragoman.model.reading import Scope

__all__ = ["Settings", "load_settings"]

_PREFIX = "DRAGOMAN_"
_FILE = "dragoman.toml"


class Settings(BaseSettings):
    """The settings; each is read from `DRAGOMAN_…` in the environment, else from `dragoman.toml` in this folder."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, toml_file=_FILE, frozen=True, extra="forbid")

    database: str = Field(
        default="dragoman.sqlite",
        min_length=1,
        description="The database: a path, sqlite:///…, postgresql://… or :memory:.",
    )
    scope: Scope = Field(
        default="international",
        description="Which events are read: `international`, or `all`, those within one state too.",
    )
    analyst: str | None = Field(
        default=None,
        min_length=1,
        description="Who decides, where `--by` does not say: a name; without one, the operating system's user.",
    )

    tokens: str = Field(
        default="dragoman.tokens",
        min_length=1,
        description="The file that keeps the hashes of the tokens of `dragoman serve`.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given wins over the environment, and the environment over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**given: Any) -> Settings:
    """The settings that hold here; what is given (and not null) wins. Raises SettingsError, naming the setting."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        problems = "; ".join(f"{_name(problem['loc'])}: {problem['msg']}" for problem in error.errors())
        raise SettingsError(
            f"a setting cannot be used: {problems} (see the option, {_PREFIX}… in the environment, and {_FILE})"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{_FILE} is no TOML: {error}") from error
    except OSError as error:
        raise SettingsError(f"{_FILE} cannot be read: {error.strerror}") from error


def _name(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)
