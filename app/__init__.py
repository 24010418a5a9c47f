"""Kontor, the back office that people trust. `create_app` reads like a table of contents."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import database, extensions, sitemap
from app.views import templates
from app.web import errors, guard, headers, hosts, languages, logs
from config import ROOT, Settings, read


def create_app(settings: Settings | None = None) -> Flask:
    """The application, from the environment or from given settings."""
    settings = settings or read()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    logs.init(app, settings.log_level, settings.log_format)
    hosts.init(app)
    _configure(app, settings)
    headers.init(app, settings.secure)
    database.init(app)
    extensions.migrate.init_app(
        app, database.db, directory=str(ROOT / "migrations"), compare_type=True, render_as_batch=True
    )
    extensions.babel.init_app(app, locale_selector=languages.choose, timezone_selector=languages.time_zone)
    extensions.csrf.init_app(app)
    guard.init(app)
    templates.init(app)
    errors.init(app)
    sitemap.init(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        APP_ENV=settings.app_env,
        DATA_DIR=str(settings.data_dir),
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=settings.max_upload,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=20_000,
        PUBLIC_URL=settings.public_url,
        SESSION_COOKIE_NAME="kontor",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE=languages.HOME_LANGUAGE,
        BABEL_DEFAULT_TIMEZONE=languages.HOME_ZONE,
        BABEL_TRANSLATION_DIRECTORIES=str(Path(app.root_path) / "translations"),
        TEMPLATES_AUTO_RELOAD=settings.app_env == "development" and app.debug,
        TESTING=settings.app_env == "test",
    )
    if settings.app_env == "production" and not settings.secure:
        logs.log.warning("PUBLIC_URL is not https: cookies are not marked Secure")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    if settings.trusted_proxies:
        proxies = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
