# make help lists what there is to do.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
DAY ?= 1
PORT ?= 8080

.PHONY: help setup demo demo-reset airflow test test-setup format lint types layers unit quality clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: ## make .venv with everything the main job needs, and find or install a browser
	@bash scripts/setup.sh

test-setup:
	@bash scripts/setup.sh --test

demo: setup ## crawl the demo web through to the mails (DAY=2: its second state)
	@$(BIN)/python -m demo --day $(DAY)

demo-reset: ## forget what the demo has found
	@rm -rf var/demo

airflow: ## start a local Airflow with our DAGs, until Ctrl-C (PORT=8080)
	@bash scripts/setup.sh --airflow
	@exec $(BIN)/python -m deploy.local --port $(PORT)

test: test-setup lint types layers unit ## every check

format: ## rewrite the code in house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

unit:
	$(BIN)/pytest -n 2

quality: ## measure enrichment on the sets beside the checkout (ONLY="adverts lang" for some of them)
	@$(BIN)/python -m benchmarks.quality $(if $(ONLY),--only $(ONLY))

clean: ## remove the environment and all caches, but no data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
