"""Where settings come from, and what is said of one that cannot be."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from dragoman.errors import SettingsError
from dragoman.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DRAGOMAN_{name.upper()}", raising=False)


def test_defaults() -> None:
    assert load_settings() == Settings(database="dragoman.sqlite")


def test_what_is_given_wins_over_the_environment_and_that_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("dragoman.toml").write_text('database = "file.sqlite"\n', encoding="utf-8")
    assert load_settings() == Settings(database="file.sqlite")
    monkeypatch.setenv("DRAGOMAN_DATABASE", "environment.sqlite")
    assert load_settings() == Settings(database="environment.sqlite")
    assert load_settings(database="given.sqlite") == Settings(database="given.sqlite")


def test_an_empty_database_is_refused() -> None:
    with pytest.raises(SettingsError, match="database"):
        load_settings(database="")


@pytest.mark.parametrize("content", [b"database = = 2", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_named(content: bytes) -> None:
    Path("dragoman.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"dragoman\.toml"):
        load_settings()


def test_a_mistyped_setting_in_the_file_is_named() -> None:
    Path("dragoman.toml").write_text("worker = 2\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="worker"):
        load_settings()


def test_other_variables_are_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_UNHEARD_OF", "1")
    monkeypatch.setenv("WORKERS", "7")
    assert load_settings() == Settings(database="dragoman.sqlite")


def test_settings_are_frozen_and_documented() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError):
        settings.database = "other.sqlite"  # type: ignore[misc]
    assert all(field.description for field in Settings.model_fields.values())
