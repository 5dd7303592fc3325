# Two commands matter: `make run` and `make test`. Each sets up what it needs, and does it once.

.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:

# Everything an installation writes lives in this folder.
export HOMETOWN_HOME ?= $(CURDIR)/var
# Name another interpreter with `make setup PYTHON=python3.12`.
PYTHON ?=
TEST_ARGS ?= -n auto --dist worksteal
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
# Wheels only: building from source would download build tools that no lock names.
INSTALL := $(PIP) install --require-hashes --only-binary :all:
CATALOGUES := $(shell find src -name '*.po' 2>/dev/null)

.PHONY: help
help: ## Show this help
	@echo "Second Hometown 第二故乡"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- set-up: each step leaves a stamp in .venv, so that it happens once --------------------------------------------

.venv/bin/python:
	@scripts/venv.sh $(PYTHON)

.venv/stamp-run: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what it runs on (requirements/run.txt) ..."
	@$(INSTALL) -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/stamp-dev: requirements/dev.txt .venv/stamp-run
	@echo "Installing what it is tested with (requirements/dev.txt) ..."
	@$(INSTALL) -r requirements/dev.txt
	@touch $@

.venv/stamp-words: .venv/stamp-run $(CATALOGUES)
	@$(BIN)/python -m hometown.face.catalogues compile
	@touch $@

.PHONY: setup
setup: .venv/stamp-run .venv/stamp-words ## Make the environment in .venv and compile the language catalogues

# --- the work --------------------------------------------------------------------------------------------------

.PHONY: run
run: setup ## Load the first batch (invented records) once, and serve it
	@[ -e "$$HOMETOWN_HOME/demo-sign-ins.txt" ] || $(BIN)/hometown demo --if-empty
	@exec $(BIN)/hometown serve

.PHONY: test
test: setup .venv/stamp-dev ## Run every test (TEST_ARGS="tests/projects -x" for some)
	@$(BIN)/python -m pytest $(TEST_ARGS)

.PHONY: check
check: setup .venv/stamp-dev ## Lint, types, import contracts, migrations, words
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target check-types check-lint check-floors check-migrations check-words

.PHONY: check-lint check-types check-floors check-migrations check-words
check-lint:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted; run: ruff format ."; $(BIN)/ruff format --check . | head -20; exit 1; }

check-types:
	@$(BIN)/mypy --no-error-summary

check-floors:
	@$(BIN)/lint-imports --no-logo > .venv/floors.txt 2>&1 || { cat .venv/floors.txt; exit 1; }

check-migrations:
	@$(BIN)/django-admin makemigrations --check --dry-run --settings hometown.config.settings

check-words:
	@$(BIN)/python -m hometown.face.catalogues check

.PHONY: words
words: setup ## Take new sentences from the code into the language catalogues
	@$(BIN)/python -m hometown.face.catalogues update

.PHONY: lock
lock: ## Renew the locked dependencies (needs uv)
	@command -v uv >/dev/null || [ -x $(BIN)/uv ] || { echo "make lock needs uv: https://docs.astral.sh/uv"; exit 1; }
	@for part in run dev spark; do \
	  PATH="$$PATH:$(CURDIR)/$(BIN)" uv pip compile pyproject.toml $$([ $$part = spark ] && echo --extra spark || echo --extra postgresql --group build) \
	    $$([ $$part = dev ] && echo --group dev) \
	    --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet $(LOCK_ARGS) \
	    --output-file requirements/$$part.txt || exit 1; \
	done

.PHONY: bench
bench: setup .venv/stamp-dev ## Measure speed (benchmarks/)
	@$(BIN)/python -m benchmarks

.PHONY: shots
shots: setup .venv/stamp-dev ## Take the pictures of the documents (needs Chromium)
	@$(BIN)/python -m scripts.shots

.PHONY: clean
clean: ## Take away what was built; never touches $HOMETOWN_HOME
	@rm -rf .venv build src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src -name '*.mo' -delete
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
