# `make ingest` sets up and runs the main job, `make test` sets up and passes the tests. Needs Python 3.11 or later only.
PYTHON ?= python3
VENV ?= .venv
RAW ?= raw
BIN = $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup ingest test lint types tests format samples docs bench clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1: /p' $(MAKEFILE_LIST)

$(VENV)/.run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Socle needs Python 3.11 or later; set PYTHON=…"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setting up $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

setup: $(VENV)/.run ## set up the virtual environment

ingest: $(VENV)/.run ## set up and ingest what is new in raw/
	@$(BIN)/socle ingest $(RAW)

test: $(VENV)/.dev lint types tests ## set up, then check format, lint and types and run the tests

lint: $(VENV)/.dev ## check format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev ## check types
	$(BIN)/mypy

tests: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

format: $(VENV)/.dev ## put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

samples: $(VENV)/.dev ## build raw/ and the gold from tests/samples/sources (needs Chromium, LibreOffice and CJK fonts)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,samples]'
	$(BIN)/python -m tests.samples.build

docs: $(VENV)/.run ## write the generated pages anew
	$(BIN)/python -m warehouse.dictionary

bench: $(VENV)/.dev ## measure speed and quality beside peers
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m bench

clean: ## remove the environment and caches; the warehouse stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
