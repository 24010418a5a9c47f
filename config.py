"""Reads the environment once, and refuses to start when something needed is missing or unsafe."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent
SMALLEST_SECRET = 32
DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class UnusableSetting(SystemExit):
    """A setting that Kontor cannot start with; the message names it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Kontor does not start: {name} {why}")


@dataclass(frozen=True)
class Settings:
    """All that is set from outside. Sizes in bytes; `trusted_proxies` counts proxies in front."""

    app_env: str
    data_dir: Path
    database_url: str
    secret_key: str
    public_url: str | None
    trusted_proxies: int
    max_upload: int
    log_level: str
    log_format: str
    web_threads: int
    socket_limit: int
    redis_url: str | None

    @property
    def secure(self) -> bool:
        """Whether people reach the application over https."""
        return bool(self.public_url and self.public_url.startswith("https://"))


def _number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    written = env.get(name) or str(default)
    if not written.isascii() or not written.isdigit() or not least <= int(written) <= most:
        raise UnusableSetting(name, f"must be a whole number from {least} to {most}, not {written!r}.")
    return int(written)


def _choice(env: Mapping[str, str], name: str, default: str, choices: tuple[str, ...]) -> str:
    written = env.get(name) or default
    if written not in choices:
        raise UnusableSetting(name, f"must be one of {', '.join(choices)}, not {written!r}.")
    return written


def _database_url(env: Mapping[str, str], data_dir: Path) -> str:
    written = env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'kontor.db'}"
    try:
        url = make_url(written)
    except ArgumentError:
        raise UnusableSetting("DATABASE_URL", "cannot be read as the address of a database.") from None
    backend = url.drivername.split("+")[0]
    if backend not in DRIVERS:
        raise UnusableSetting("DATABASE_URL", f"must name SQLite or PostgreSQL, not {backend!r}.")
    return url.set(drivername=DRIVERS[backend]).render_as_string(hide_password=False)


def _secret_key(env: Mapping[str, str], app_env: str, data_dir: Path) -> str:
    written = env.get("SECRET_KEY", "")
    if written:
        if len(written.encode()) < SMALLEST_SECRET:
            raise UnusableSetting("SECRET_KEY", f"must be at least {SMALLEST_SECRET} bytes long.")
        return written
    if app_env == "production":
        raise UnusableSetting("SECRET_KEY", "must be set from outside when APP_ENV=production.")
    kept = data_dir / "secret_key"
    if not kept.exists():
        _make_secret(kept)
    secret = kept.read_text()
    if len(secret) < SMALLEST_SECRET:
        raise UnusableSetting("SECRET_KEY", f"is too short in {kept}; delete that file to have a new one.")
    return secret


def _make_secret(kept: Path) -> None:
    """Writes a new secret beside its place and links it there, so that nobody reads half of one."""
    draft = kept.with_name(f"secret_key.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):
        os.link(draft, kept)
    draft.unlink()


def _public_url(env: Mapping[str, str]) -> str | None:
    written = env.get("PUBLIC_URL", "").rstrip("/")
    if not written:
        return None
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise UnusableSetting("PUBLIC_URL", "must look like https://kontor.example.com.")
    return written


def read(env: Mapping[str, str] | None = None) -> Settings:
    """The settings; raises `UnusableSetting` with a sentence that names what is wrong."""
    env = os.environ if env is None else env
    app_env = _choice(env, "APP_ENV", "development", ("development", "production", "test"))
    data_dir = Path(env.get("DATA_DIR") or ROOT / "instance").absolute()
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o750)
    except OSError as error:
        raise UnusableSetting("DATA_DIR", f"cannot be used: {error.strerror}.") from None
    if not os.access(data_dir, os.W_OK):
        raise UnusableSetting("DATA_DIR", f"({data_dir}) cannot be written to.")
    redis_url = env.get("REDIS_URL") or None
    if redis_url and urlsplit(redis_url).scheme not in ("redis", "rediss"):
        raise UnusableSetting("REDIS_URL", "must begin with redis:// or rediss://.")
    return Settings(
        app_env=app_env,
        data_dir=data_dir,
        database_url=_database_url(env, data_dir),
        secret_key=_secret_key(env, app_env, data_dir),
        public_url=_public_url(env),
        trusted_proxies=_number(env, "TRUSTED_PROXIES", 0, 0, 10),
        max_upload=_number(env, "MAX_UPLOAD_MB", 25, 1, 1024) * 1024 * 1024,
        log_level=_choice(env, "LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
        log_format=_choice(env, "LOG_FORMAT", "text", ("text", "json")),
        web_threads=_number(env, "WEB_THREADS", 256, 2, 1024),
        socket_limit=_number(env, "SOCKET_LIMIT", 100, 0, 500),
        redis_url=redis_url,
    )
