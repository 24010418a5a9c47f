"""Settings that Kontor does not start with are named."""

from __future__ import annotations

import pytest

import config


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ENV", "prod"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "nonsense"),
        ("SECRET_KEY", "short"),
        ("PUBLIC_URL", "kontor.example.com"),
        ("PUBLIC_URL", "https://kontor.example.com/sub"),
        ("TRUSTED_PROXIES", "many"),
        ("MAX_UPLOAD_MB", "0"),
        ("MAX_UPLOAD_MB", "-1"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("WEB_THREADS", "1"),
        ("REDIS_URL", "http://x"),
    ],
)
def test_unusable(tmp_path, name, value):
    with pytest.raises(config.UnusableSetting, match=name):
        config.read({"DATA_DIR": str(tmp_path), name: value})


def test_production_needs_its_secret(tmp_path):
    with pytest.raises(config.UnusableSetting, match="SECRET_KEY"):
        config.read({"DATA_DIR": str(tmp_path), "APP_ENV": "production"})
    config.read({"DATA_DIR": str(tmp_path), "APP_ENV": "production", "SECRET_KEY": "x" * 32})


def test_defaults(tmp_path):
    first = config.read({"DATA_DIR": str(tmp_path)})
    assert first.database_url == f"sqlite+pysqlite:///{tmp_path / 'kontor.db'}"
    assert config.read({"DATA_DIR": str(tmp_path)}).secret_key == first.secret_key, "the secret is kept"
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    written = config.read({"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgres://u:p@h/d"})
    assert written.database_url == "postgresql+psycopg://u:p@h/d"


def test_a_folder_that_cannot_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(config.UnusableSetting, match="DATA_DIR"):
        config.read({"DATA_DIR": str(tmp_path / "file")})
