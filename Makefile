# The only commands anyone types. `make` alone lists them.

PY := .venv/bin/python
FLASK := .venv/bin/flask --app wsgi
CATALOGUES := $(wildcard app/translations/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run setup dev test check lint fmt migration vendor bench proof routes i18n tools compiled

help:
	@echo 'make …'
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' Makefile

run: setup ## start Kontor on http://127.0.0.1:8000 (HOST, PORT; DEMO=0 starts empty)
	@scripts/run.sh

setup: ## only set up: .venv from the lock file, the compiled translations
	@scripts/setup.sh requirements.lock
	@$(MAKE) compiled

dev: setup ## development server that reloads (HOST, PORT)
	@scripts/run.sh --reload

test: tools ## the whole suite, on SQLite and PostgreSQL, with what it needs (PYTEST_ARGS)
	@scripts/test_needs.sh
	@.venv/bin/pytest $(or $(PYTEST_ARGS),-n auto --dist loadfile)

check: lint test ## what CI runs: format, lint, types, imports, templates, translations, licences, locks, tests

lint: tools
	@scripts/lint.sh

fmt: tools ## put the code into its format, and fix what can be fixed safely
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format .

migration: tools ## a new migration from what the models say: make migration m="add invoice lines"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="add invoice lines"'; exit 2; }
	@$(FLASK) db migrate -m "$(m)"

vendor: ## fetch the files of static/vendor again (needs npm)
	@python3 scripts/vendor.py

bench: tools ## measure the published figures
	@$(PY) -m tests.bench

proof: tools ## the long proofs: kills, floods, hundreds of PDFs (PYTEST_ARGS)
	@scripts/test_needs.sh
	@PROOF=1 .venv/bin/pytest tests/proof $(PYTEST_ARGS)

routes: setup ## every address with the permission it needs
	@$(FLASK) permissions

i18n: tools ## take the texts out of code and templates into the catalogues, and compile them
	@$(PY) -m scripts.translations
	@$(MAKE) compiled

# The development tools, in the same .venv: the development lock holds the runtime's pins as well.
tools:
	@scripts/setup.sh requirements-dev.lock
	@$(MAKE) compiled

# Asked of a second make, after .venv and perhaps new catalogues are there.
compiled: $(COMPILED)
	@:

%.mo: %.po
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
