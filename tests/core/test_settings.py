"""Settings come from code, environment and file, in this order; what is wrong is said in one line."""

from pathlib import Path

import pytest

from floorwalker.core import UnusableInput, load_settings


def test_environment_beats_file_and_code_beats_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "floorwalker.toml").write_text('currency = "USD"\nthreads = 3\nmessage_max_chars = 7\n')
    monkeypatch.setenv("FLOORWALKER_CURRENCY", "CNY")
    monkeypatch.setenv("FLOORWALKER_THREADS", "5")
    settings = load_settings(tmp_path, threads=9)
    assert (settings.currency, settings.threads, settings.message_max_chars) == ("CNY", 9, 7)


def test_the_data_directory_is_made_and_can_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLOORWALKER_DATA", str(tmp_path / "new" / "data"))
    assert load_settings().data.is_dir()


@pytest.mark.parametrize("text", ["threads = 'many'", "no_such_setting = 1", "threads = [[["])
def test_a_wrong_file_is_one_clear_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "floorwalker.toml").write_text(text)
    with pytest.raises(UnusableInput) as error:
        load_settings(tmp_path)
    assert "\n" not in str(error.value)
    assert error.value.remedy


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgres://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:////x.db", "sqlite:////x.db"),
    ],
)
def test_postgresql_urls_get_our_driver(tmp_path: Path, given: str, url: str) -> None:
    assert load_settings(tmp_path, database_url=given).sqlalchemy_url == url


def test_the_admin_token_is_not_printed(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, admin_token="hush-hush")
    assert "hush-hush" not in repr(settings)
    assert settings.admin_token.get_secret_value() == "hush-hush"
