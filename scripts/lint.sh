#!/bin/sh
# Everything of `make check` that runs no test. All of it runs, then it fails if anything did.
set -u
cd "$(dirname "$0")/.."
PATH="$(pwd -P)/.venv/bin:$PATH"
broken=

try() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        printf '  ✓ %s\n' "$name"
    else
        printf '  ✗ %s: %s\n%s\n' "$name" "$*" "$output"
        broken="$broken $name"
    fi
}

try format ruff format --check .
try lint ruff check .
try types mypy
try imports lint-imports
try templates djlint templates --lint --quiet
try translations python -m scripts.check_translations
try vendored python -m scripts.check_vendor
try locks python -m scripts.check_locks
try paths python -m scripts.check_paths

[ -z "$broken" ] || { echo "make check:$broken" >&2 && exit 1; }
