# The two commands of the README are `make demo` and `make test`; each sets up all it needs.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
# Any command with a real PostgreSQL and a real Redis-compatible server beside it.
SERVED := $(BIN)/python -m recovery.front.demo.servers .local/test
export DATABASE_URL REDIS_URL DATES

.PHONY: help setup demo test test-dates lint lock journeys faults migrations messages diagrams clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: $(READY)  ## install everything into .venv

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Recovery needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	@echo "Installing into $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on --require-hashes -r requirements.txt
	@touch $@

demo: $(READY)  ## run everything at http://localhost:8000 (PORT=8123 moves it)
	@$(BIN)/python -m recovery.front.demo --port $(PORT)

test: $(READY)  ## every test, on two cores; ARGS=tests/patients runs a part in one process
	@$(if $(ARGS),$(SERVED) $(BIN)/python -m pytest $(ARGS),$(BIN)/python -m tests.halves)

test-dates: $(READY)  ## the tests on other days, all processes: DATES="+40 leap autumn", ARGS=; see tests/dates.py
	@$(BIN)/python -m tests.dates $(ARGS)

journeys: $(READY)  ## the journeys in a real browser
	@$(SERVED) $(BIN)/python -m pytest tests/journeys $(ARGS)

faults: $(READY)  ## processes killed in the middle of a send
	@$(SERVED) $(BIN)/python -m pytest tests/faults $(ARGS)

lint: $(READY)  ## format, types, import directions, migrations, security
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(SERVED) $(BIN)/mypy
	@$(SERVED) $(BIN)/python manage.py makemigrations --check --dry-run
	@EXTRA_APPS=django_migration_linter LOG_LEVEL=WARNING $(SERVED) $(BIN)/python manage.py lintmigrations --no-cache \
		--ignore-initial-migrations --quiet ok ignore
	@$(BIN)/bandit -q -ll -r recovery intake treatment aftercare -c pyproject.toml

migrations: $(READY)  ## write the migrations for changed models
	@$(SERVED) $(BIN)/python manage.py makemigrations $(ARGS)

messages: $(READY)  ## collect the texts patients read and compile their Spanish
	@$(SERVED) $(BIN)/python -m recovery.core.messages

lock: $(READY)  ## write requirements.txt anew from pyproject.toml
	@$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--group embedded --group test --group lint --custom-compile-command "make lock" -q pyproject.toml -o requirements.txt

diagrams: $(READY)  ## draw the states into README.md and docs/states.md
	@$(SERVED) $(BIN)/python -m recovery.core.diagrams

clean:  ## throw away the demo's and the tests' data, not the code
	@rm -rf .local .mypy_cache .ruff_cache .pytest_cache
