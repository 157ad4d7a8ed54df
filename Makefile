# Waymark. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

EDGE := .venv
BRAIN := .venv-rasa
UV := .uv/bin/uv
FETCH := $(BRAIN)/bin/python -m bot.brain.components.minilm.fetch
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3
PINS := $(UV) pip compile --quiet --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: help run test setup setup-tests model lint train bench evaluate lock clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## set everything up and serve http://localhost:8080
	@$(FETCH) --optional
	@exec $(EDGE)/bin/waymark up

test: setup-tests ## set up what tests need and run all of them
	@scripts/run-tests

setup: $(EDGE)/.ready $(BRAIN)/.ready ## make the two environments

setup-tests: setup $(EDGE)/.tests-ready
	@scripts/install-test-programs

model: $(BRAIN)/.ready ## fetch the sentence model, once; the guide works without it, a little less well
	@$(FETCH)

lint: setup-tests ## ruff and mypy, strict
	@scripts/lint

train: setup ## train the model, also when nothing changed
	@$(EDGE)/bin/waymark train --force

bench: setup-tests ## measure speed, memory and quality; prints tables
	@$(EDGE)/bin/python -m bench

evaluate: setup ## measure how well messages are understood; tables, and pictures in var/evaluation/
	@$(FETCH) --optional
	@$(BRAIN)/bin/python -m bench.understanding $(EVALUATE)

lock: $(UV) ## make the pins again from pyproject.toml (UPGRADE=--upgrade for newer releases)
	@$(PINS) --python-version 3.10 --extra brain pyproject.toml -o requirements/brain.txt
	@$(PINS) --python-version 3.11 --extra edge pyproject.toml -o requirements/edge.txt
	@$(PINS) --python-version 3.11 --extra test -c requirements/edge.txt pyproject.toml -o requirements/test.txt

clean: ## remove the environments, the model and the data of this checkout
	rm -rf $(EDGE) $(BRAIN) .uv models var .rasa

$(UV):
	@echo "Fetching uv, which installs the rest ..."
	@scripts/find-python 3.11 | { read -r python && "$$python" -m venv .uv; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(EDGE)/.ready: requirements/edge.txt pyproject.toml | $(UV)
	@echo "Setting up the edge's environment ..."
	@scripts/make-environment $(EDGE) 3.11 requirements/edge.txt
	@$(UV) pip install --quiet --python $(EDGE)/bin/python --no-build-isolation --no-deps --editable .
	@touch $@

$(EDGE)/.tests-ready: requirements/test.txt $(EDGE)/.ready
	@echo "Adding what the tests need ..."
	@$(UV) pip install --quiet --python $(EDGE)/bin/python --require-hashes -r requirements/test.txt
	@touch $@

$(BRAIN)/.ready: requirements/brain.txt | $(UV)
	@echo "Setting up Rasa's environment ..."
	@scripts/make-environment $(BRAIN) 3.10 requirements/brain.txt
	@touch $@
