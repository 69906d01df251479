# What there is to do here: `make help`. Needs Python 3.11+ (with venv and pip), make and git.

PYTHON ?= python3
BIN := .venv/bin
# The checks look at the code, not at anybody's data.
ALONE := DATABASE_URL= SECRET_KEY=only-for-the-checks-which-sign-nothing-and-serve-nobody \
	DATA_DIR=.venv/check $(BIN)/python
CHECK := $(ALONE) manage.py

.DEFAULT_GOAL := help
.PHONY: help run test check lint types imports django migrations schemas words messages bench mutate

help:  ## List what there is to do
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '%-18s%s\n' "$$name" "$$text"; done

run: .venv/run.stamp  ## Start the registry; HOST, PORT, DATA_DIR and PUBLIC_URL say where, DEMO=0 leaves it empty
	@exec $(BIN)/python manage.py serve

test: .venv/dev.stamp  ## Run every test, on SQLite and, where one is reachable, on PostgreSQL; ARGS go to pytest
	@exec $(BIN)/python tests/suite.py $(ARGS)

check: lint types imports django migrations schemas words  ## Check style, types, import contracts, settings, migrations, schemas, translations

lint: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/dev.stamp
	$(BIN)/mypy .

imports: .venv/dev.stamp
	$(BIN)/lint-imports

django: .venv/dev.stamp
	$(CHECK) check --fail-level WARNING
	PUBLIC_URL=https://registry.example $(CHECK) check --deploy --fail-level WARNING

migrations: .venv/dev.stamp
	$(CHECK) makemigrations --check --dry-run

schemas: .venv/dev.stamp
	$(CHECK) check_schemas

words: .venv/dev.stamp
	$(ALONE) -m tools.messages --check

messages: .venv/dev.stamp  ## Bring the translations of the pages up to date with code and templates, and compile them
	$(ALONE) -m tools.messages $(ARGS)

bench: .venv/dev.stamp  ## Run the benchmarks, or those that BENCH names
	@exec $(BIN)/python -m benchmarks $(BENCH)

mutate: .venv/dev.stamp  ## Mutation testing of the trust and access code; slow; ARGS may name mutants
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
		DATABASE_URL= DATA_DIR=$$folder $(BIN)/mutmut run --max-children 1 $(ARGS)
	@$(BIN)/mutmut results

.venv/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed. Name one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@echo 'Installing what the registry needs into .venv'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	@echo 'Installing what the tests and checks need into .venv'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
