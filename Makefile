# make setup | demo | test | test-all | lint | lock | clean
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: help setup demo test test-all lint format lock clean
help:
	@echo "make demo      set everything up and run the whole way on the sample portals"
	@echo "make test      set everything up and pass the tests (under 5 minutes)"
	@echo "make test-all  the same with browser, slow and soak tests"
	@echo "make setup     only the environment, in .venv"
	@echo "make lint      ruff, mypy, import-linter"
	@echo "make lock      write requirements/*.lock anew (needs uv)"

# What a user needs, and what a contributor needs besides, are two locks into one environment.
$(VENV)/.run: requirements/run.lock pyproject.toml
	@echo "[setup] making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "vanban needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "[setup] installing what vanban runs on (requirements/run.lock)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	@echo "[setup] installing what the tests need (requirements/dev.lock)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

setup: $(VENV)/.dev
	@echo "[setup] ready: $(BIN)/vanban --help"

demo: $(VENV)/.run
	@$(BIN)/vanban demo

lint: $(VENV)/.dev
	@echo "[lint] ruff, mypy, import-linter"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: lint
	@echo "[test] pytest"
	@$(BIN)/pytest -n 2 -m "not slow and not browser"

test-all: lint
	@echo "[test-all] pytest, with browser and slow tests"
	@$(BIN)/pytest -n 2

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock:
	uv pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements/run.lock pyproject.toml requirements/build.in
	uv pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --group dev -o requirements/dev.lock pyproject.toml requirements/build.in -c requirements/run.lock

clean:
	rm -rf $(VENV) data .mypy_cache .ruff_cache .hypothesis
