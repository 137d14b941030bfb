# Everything the project can do. `make` alone prints the list.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
GROUPS ?=
BIN := .venv/bin
DONE := .make
STATIC_SOURCES := $(shell find src -path '*/static/*' -type f 2>/dev/null)

export PATH := $(PATH):$(CURDIR)/$(DONE)/node/bin

# A stamp in .make/ is written only when its step has ended well, so an interrupted step is simply done again.
# Nor does it outlive what it stands for.
LOST := $(if $(wildcard .venv/bin/closeknit),,runtime dev) $(if $(wildcard build/vendor/icons.svg),,front) \
	$(if $(wildcard build/static/staticfiles.json),,static)
$(shell cd $(DONE) 2>/dev/null && rm -f $(LOST))

.PHONY: help
help: ## print this list
	@echo "Closeknit. What you can ask for:"
	sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

.PHONY: demo
demo: $(DONE)/runtime $(DONE)/static ## set everything up and open the invented borough of Loomwick in your browser
	@export CLOSEKNIT_DATA="$${CLOSEKNIT_DATA:-$(CURDIR)/data/demo}"
	export CLOSEKNIT_SECOND_FACTOR="$${CLOSEKNIT_SECOND_FACTOR:-off}" # reached from this machine alone
	$(BIN)/closeknit migrate --verbosity 0
	$(BIN)/closeknit demo --with-admin $(if $(GROUPS),--groups $(GROUPS))
	exec $(BIN)/closeknit serve --port $(PORT)

.PHONY: serve
serve: setup ## serve the hub that is in data/ (or in CLOSEKNIT_DATA)
	@$(BIN)/closeknit migrate --verbosity 0
	exec $(BIN)/closeknit serve --port $(PORT)

.PHONY: setup
setup: $(DONE)/runtime $(DONE)/static ## set everything up and stop there

.PHONY: develop
develop: $(DONE)/dev $(DONE)/front ## set up what building and testing need too

.PHONY: test
test: ## set up and run every test: checks, SQLite, PostgreSQL, browser
	@$(PYTHON) scripts/steps.py test

.PHONY: test-deep
test-deep: ## run the long programmes too (hours)
	@$(PYTHON) scripts/steps.py deep

.PHONY: check
check: develop ## look for faults without running: style, types, floors, templates, migrations
	@$(PYTHON) scripts/steps.py check

.PHONY: format
format: develop ## put Python, templates, scripts and styles in order
	@$(BIN)/ruff format -q .
	$(BIN)/ruff check -q --fix . || true
	node_modules/.bin/biome check --write src tests

.PHONY: bench
bench: develop $(DONE)/static ## measure speed; results go to benchmarks/results.json and docs/benchmarks.md
	@$(BIN)/python -m benchmarks

.PHONY: screenshots
screenshots: develop $(DONE)/static ## make the pictures in docs/screenshots/ from the demo
	@$(BIN)/python scripts/screenshots.py

.PHONY: lock
lock: $(DONE)/uv ## write the lock files anew after a change of dependencies (UPGRADE=1: newer versions too)
	@lock="scripts/uv.sh pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header"
	lock="$$lock --no-annotate --no-emit-index-url $(if $(UPGRADE),--upgrade)"
	$$lock pyproject.toml --group build -o requirements/runtime.txt
	$$lock pyproject.toml --group build --group dev -c requirements/runtime.txt -o requirements/dev.txt
	for tool in uv node; do $$lock requirements/$$tool.in -o requirements/$$tool.txt; done
	npm $(if $(UPGRADE),update,install) --package-lock-only --silent
	$(PYTHON) scripts/lock_npm.py

.PHONY: clean
clean: ## take away everything set-up made; data/ stays
	@rm -rf $(DONE) .venv build node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# ── Set-up, step by step ─────────────────────────────────────────────────────────────────────────

$(DONE)/uv: requirements/uv.txt scripts/bootstrap.sh
	@PYTHON="$(PYTHON)" scripts/bootstrap.sh uv

$(DONE)/node: requirements/node.txt scripts/bootstrap.sh
	@PYTHON="$(PYTHON)" scripts/bootstrap.sh node

$(DONE)/runtime: requirements/runtime.txt pyproject.toml CHANGELOG.md scripts/install.sh $(DONE)/uv
	@scripts/install.sh runtime "$(PYTHON)"

$(DONE)/dev: requirements/dev.txt $(DONE)/runtime
	@scripts/install.sh dev "$(PYTHON)"

$(DONE)/front: package-lock.json scripts/vendor.py scripts/icons.py src/closeknit/core/icons.txt scripts/install.sh $(if $(shell command -v npm),,$(DONE)/node)
	@scripts/install.sh front "$(PYTHON)"

$(DONE)/static: $(DONE)/front $(DONE)/runtime $(STATIC_SOURCES)
	@scripts/install.sh static "$(PYTHON)"
