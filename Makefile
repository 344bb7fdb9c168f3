PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: install demo test check bench clean
.DEFAULT_GOAL := install

install: .venv/.installed ## the command .venv/bin/floorwalker

.venv/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.dev: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: install ## a demo shop in its own data directory, open in the browser
	$(BIN)/floorwalker demo --port $(PORT)

test: check ## style, types, order of rooms, tests
	$(BIN)/python -m pytest

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev ## every benchmark, each with its table and JSON
	@set -e; for b in benchmarks/[a-z]*.py; do echo "== $$b"; $(BIN)/python $$b; done

clean:
	rm -rf .venv floorwalker-data
