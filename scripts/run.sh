#!/bin/sh
# Prepare the database (back up, migrate, the demonstration company) and serve; --reload for development.
set -eu
cd "$(dirname "$0")/.."
umask 077
export HOST="${HOST:-127.0.0.1}" PORT="${PORT:-8000}"

if [ "${1:-}" = --reload ]; then
    .venv/bin/flask --app wsgi prepare
    exec .venv/bin/flask --app wsgi run --debug --host "$HOST" --port "$PORT"
fi
# One process: the jobs run inside it. Threads: a page takes one, an open socket two. The worker cuts off whoever
# sends half a request.
exec .venv/bin/gunicorn wsgi:app --config scripts/gunicorn.conf.py \
    --bind "$HOST:$PORT" \
    --worker-class app.web.worker.Worker --workers 1 --threads "${WEB_THREADS:-256}" --worker-connections 600 \
    --graceful-timeout 5 --no-control-socket
