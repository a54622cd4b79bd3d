# Verbs for people; `make` lists them. Everything is installed into $(VENV), from pinned and hashed files.
# Another Python: make PYTHON=python3.12 demo. Worse or better floors: make gate FLAGS=--update.

PYTHON ?= python3
VENV ?= .venv
FLAGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet --quiet
SAMPLES := src/dragoman/samples/documents
DEMO := demo.sqlite

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check format docs gate clean

help:  ## list the verbs
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

demo: $(VENV)/.installed  ## read the sample documents and print a briefing of Kenya and Türkiye
	@rm -f $(DEMO) $(DEMO)-shm $(DEMO)-wal
	@$(BIN)/dragoman --database $(DEMO) read $(SAMPLES)
	@$(BIN)/dragoman --database $(DEMO) brief Kenya Türkiye
	@echo
	@echo 'Ask on, for instance: $(BIN)/dragoman --database $(DEMO) timeline --state Kenya'

test: $(VENV)/.developed  ## run all tests
	@DRAGOMAN_REQUIRE_POSTGRESQL=1 $(BIN)/python -m pytest -n auto --maxprocesses 2

check: $(VENV)/.developed  ## format, lint, types, walls, fresh docs and all tests: what CI runs
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m dragoman.cli.reference | diff docs/cli.md - || { echo 'docs/cli.md is stale: make docs'; exit 1; }
	@DRAGOMAN_REQUIRE_POSTGRESQL=1 $(BIN)/python -m pytest -n auto --maxprocesses 2

format: $(VENV)/.developed  ## format the code and put right what the linter can
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

docs: $(VENV)/.installed  ## write docs/cli.md afresh from the commands
	@$(BIN)/python -m dragoman.cli.reference > docs/cli.md.new
	@mv docs/cli.md.new docs/cli.md

gate: $(VENV)/.developed  ## measure against the gold standard and the stories, and hold their floors
	@status=0; \
		$(BIN)/python -m tests.gate $(FLAGS) || status=1; \
		$(BIN)/python -m tests.stories_match $(FLAGS) || status=1; \
		exit $$status

clean:  ## remove what the other verbs made
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@rm -f $(DEMO) $(DEMO)-shm $(DEMO)-wal docs/cli.md.new
	@find src tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo 'Dragoman needs Python 3.11, 3.12 or 3.13; name one: make PYTHON=python3.12 …'; exit 1; }
	@echo 'Making $(VENV) …'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo 'Installing what requirements.txt pins into $(VENV) (about 680 MB on disk, a minute or two the first time) …'
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.developed: requirements-dev.txt | $(VENV)/.installed
	@echo 'Installing what requirements-dev.txt pins into $(VENV) …'
	@$(PIP) install --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@
