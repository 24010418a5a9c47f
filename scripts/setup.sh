#!/bin/sh
# Make .venv hold what a lock file says: setup.sh requirements.lock
# A stamp inside .venv remembers the lock that was installed, so that a second start costs nothing.
set -eu
cd "$(dirname "$0")/.."
lock=$1
here=$(pwd -P)
stamp=".venv/.installed-$lock"

say() { printf '%s\n' "$*" >&2; }

# A virtual environment knows its own path: one that was copied along with the folder belongs elsewhere.
usable() { [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null && grep -qF "$here/.venv" .venv/bin/activate; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if ! usable; then
    python=
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if new_enough "$candidate"; then python=$candidate && break; fi
    done
    if [ -z "$python" ]; then
        say "Kontor needs Python 3.11 or newer, and found none (make PYTHON=/path/to/python3 … names one)."
        exit 1
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        say "$python cannot make virtual environments: please install its venv package (Debian: apt install python3-venv)."
        exit 1
    fi
    say "Creating .venv …"
    "$python" -m venv --clear .venv
fi

wanted=$(.venv/bin/python -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$lock")
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
    say "Installing $lock …"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$lock"
    printf '%s\n' "$wanted" >"$stamp"
fi
