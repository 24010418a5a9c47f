#!/bin/sh
# A Chromium for the browser tests and a PostgreSQL, where they can be had.
# What is missing is said in one line and those tests are skipped; with CI=true it is a failure.
set -eu
cd "$(dirname "$0")/.."
log=build/test-needs.log
missing=0

say() { printf '%s\n' "$*" >&2; }

lacking() {
    say "$*"
    missing=1
}

on_debian_as_root() { [ "$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release; }

apt_install() {
    on_debian_as_root || return 1
    say "Installing $1 …"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y "$1"; } >>"$log" 2>&1
}

playwrights_chromium() {
    .venv/bin/python - 2>>"$log" <<'PYTHON'
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    sys.exit(not Path(playwright.chromium.executable_path).is_file())
PYTHON
}

playwright_install() {
    say "Installing Playwright's Chromium …"
    if [ "$(id -u)" = 0 ]; then set -- --with-deps; else set --; fi
    .venv/bin/playwright install "$@" chromium >>"$log" 2>&1
}

postgresql() { ls -d /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; }

mkdir -p build
: >"$log"

[ -x /usr/bin/chromium ] || playwrights_chromium || apt_install chromium || playwright_install ||
    lacking "No Chromium could be had ($log): the browser tests are skipped."

[ -n "${TEST_DATABASE_URL:-}" ] || postgresql || apt_install postgresql ||
    lacking "No PostgreSQL could be had (install one, or set TEST_DATABASE_URL): its tests are skipped."

if [ "$missing" = 1 ] && [ "${CI:-}" = true ]; then
    say "With CI=true that is a failure."
    exit 1
fi
