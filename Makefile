# Two commands for a newcomer: make run, make test. Both install what they need and are quick the second time.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 5000
BIN := .venv/bin
export PORT

# One thing at a time, whatever -j says: they share .venv.
.NOTPARALLEL:
.PHONY: help run test install requirements screens benchmarks measurements clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: export SITE_ADDRESS ?= http://127.0.0.1:$(PORT)
run: install ## Install, load the example council, and serve the site on http://127.0.0.1:$(PORT)
	@$(BIN)/feedback prepare-database
	@$(BIN)/feedback demo --if-empty
	@$(BIN)/feedback serve --port $(PORT)

test: $(BIN)/tests-installed install ## Install what tests need and run everything
	@$(BIN)/python -m tests.run

install: $(BIN)/installed build/built build/translated

$(BIN)/installed: requirements.lock pyproject.toml setup/install
	@setup/install run
	@touch $@

$(BIN)/tests-installed: requirements-test.lock pyproject.toml setup/install
	@setup/install test
	@touch $(BIN)/installed $@

build/built: package-lock.json build.mjs $(shell find feedback_app/web/styles feedback_app/web/browser -type f 2>/dev/null) | $(BIN)/installed
	@setup/build-pages
	@mkdir -p build && touch $@

build/translated: $(wildcard translations/*/LC_MESSAGES/*.po) | $(BIN)/installed
	@$(BIN)/python -m translations.compile
	@mkdir -p build && touch $@

requirements: install $(BIN)/tests-installed ## List every requirement and the tests that show it
	@$(BIN)/python -m tests.requirements

screens: install $(BIN)/tests-installed ## Take the pictures in docs/screens again
	@$(BIN)/python -m pytest tests/journeys -q --take-screens

benchmarks: install $(BIN)/tests-installed ## See that every benchmark runs, with small numbers
	@$(BIN)/python -m benchmarks

measurements: install $(BIN)/tests-installed ## Measure everything again and write benchmarks/results (hours)
	@$(BIN)/python -m benchmarks --whole

clean: ## Take away everything that was installed or built
	rm -rf .venv build node_modules feedback_app/web/static/built
