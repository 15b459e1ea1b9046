# `make` alone lists the targets. Stamps of what is installed and built are kept in .make/.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
export HOST ?= 127.0.0.1
export PORT ?= 8000
# The environment's own programs first: its Node is used where it was needed.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# npm speaks only when something is wrong.
NPM := npm --prefix static --no-audit --no-fund --no-update-notifier --loglevel=error
FLASK := flask --app wsgi

PAGE_SOURCES := $(shell find static -path static/node_modules -prune -o -path static/dist -prune -o -type f -print)

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | \
	  awk -F ':.*## ' '{ printf "  make %-16s %s\n", $$1, $$2 }'

# --- run ---------------------------------------------------------------------------------------

.PHONY: serve
serve: .make/python .make/page ## install, build, migrate, load the starter deck, serve (HOST, PORT, DATABASE_URL)
	@$(FLASK) prepare
	@exec gunicorn --config server/gunicorn.conf.py wsgi:app

.PHONY: serve-phone
serve-phone: .make/python .make/page ## the same over HTTPS on the local network, with a QR code for the phone
	@$(FLASK) prepare
	@exec python -m server.phone

# --- check -------------------------------------------------------------------------------------

.PHONY: test
test: .make/tests .make/page ## install what tests need, then run them all: Python, JavaScript, browser
	$(NPM) test
	pytest -n auto

.PHONY: soak
soak: .make/tests .make/node-modules ## random lives of devices: LIVES=10000, from SEED=1 on; Ctrl-C stops
	@cd static && exec node --import ./test-setup.js ../tests/sync/soak.js

.PHONY: planted-bugs
planted-bugs: .make/tests .make/node-modules ## plant each known kind of sync bug and see which test catches it
	@python -m tests.sync.planted_bugs $(BUGS)

.PHONY: lint
lint: .make/tests .make/node-modules ## the linters and type checkers of both languages
	ruff check .
	ruff format --check .
	mypy
	$(NPM) run check

.PHONY: format
format: .make/tests .make/node-modules ## format the code of both languages
	ruff check --fix-only --quiet .
	ruff format --quiet .
	$(NPM) run format

# --- look, measure ------------------------------------------------------------------------------

.PHONY: screenshots
screenshots: .make/tests .make/page ## make docs/screenshots/ from the real app
	python -m docs.screenshots

.PHONY: bench
bench: .make/tests .make/page ## measure the figures of benchmarks/README.md (NAMES="page_size …" for some)
	pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	python -m benchmarks $(NAMES)

# --- keep ---------------------------------------------------------------------------------------

.PHONY: requirements
requirements: .make/tests ## resolve pyproject.toml's pins into the requirements files
	pip install --quiet uv
	uv pip compile $(UV_FLAGS) pyproject.toml -o requirements.txt
	uv pip compile $(UV_FLAGS) pyproject.toml --group test -c requirements.txt -o tests/requirements.txt
	uv pip compile $(UV_FLAGS) --group bench -c requirements.txt -o benchmarks/requirements.txt
	uv pip compile $(UV_FLAGS) --group anki -o benchmarks/anki-requirements.txt
	uv pip compile $(UV_FLAGS) --group node -o static/node-requirements.txt
UV_FLAGS := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
            --custom-compile-command "make requirements"

.PHONY: clean
clean: ## remove what was installed and built; the database in instance/ stays
	rm -rf .make .venv static/dist static/node_modules .pytest_cache .mypy_cache .ruff_cache

# --- what the targets stand on -------------------------------------------------------------------

.make/python: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jiyao needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 …")'
	@mkdir -p .make
	@echo "Installing Python packages into .venv …"
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv || { echo "The venv module is missing: on Debian, apt install python3-venv"; rm -rf .venv; exit 1; }
	@python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.make/tests: tests/requirements.txt tests/system-packages.sh .make/python
	@echo "Installing what the tests need …"
	@python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@bash tests/system-packages.sh
	@touch $@

# A Node of 22.19 or newer if there is one, else one from PyPI inside the environment.
.make/node: static/node-requirements.txt .make/python
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 19) ? 0 : 1)' 2>/dev/null \
	  || { echo "Installing Node into .venv …"; python -m pip install --quiet --disable-pip-version-check --require-hashes -r static/node-requirements.txt; }
	@touch $@

.make/node-modules: static/package-lock.json .make/node
	@echo "Installing the page's packages …"
	@$(NPM) ci
	@touch $@

.make/page: $(PAGE_SOURCES) .make/node-modules
	@echo "Building the page …"
	@$(NPM) run --silent build -- --logLevel warn
	@python -m whitenoise.compress --quiet static/dist
	@touch $@
