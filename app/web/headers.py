"""The security headers of every answer."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.wrappers import Response

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors {ancestors}"
)


def _add(response: Response, secure: bool) -> Response:
    own_frame = response.mimetype == "application/pdf"
    set_header = response.headers.setdefault
    set_header("Content-Security-Policy", POLICY.format(ancestors="'self'" if own_frame else "'none'"))
    set_header("X-Frame-Options", "SAMEORIGIN" if own_frame else "DENY")
    set_header("X-Content-Type-Options", "nosniff")
    set_header("Referrer-Policy", "same-origin")
    set_header("Cross-Origin-Opener-Policy", "same-origin")
    set_header("Cross-Origin-Resource-Policy", "same-origin")
    set_header("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
    if secure:
        set_header("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint == "static" and response.status_code < 400:
        if request.args.get("v"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        set_header("Cache-Control", "no-store")
        response.vary.add("HX-Request-Type")
        response.vary.add("HX-Target")
        response.vary.add("Cookie")
    return response


def init(app: Flask, secure: bool) -> None:
    """Adds the headers to every answer, errors included."""
    app.after_request(lambda response: _add(response, secure))
