# Everything a user or developer does, one line each; `make` lists them.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
UV := $(VENV)/bin/python -m uv pip
READY := $(VENV)/ready
# Two processes, each with an engine of its own; a file's tests stay together, so that they share what they loaded, and
# files start in the order of tests/conftest.py, the longest first. Every command that a test starts reads the package, so
# its bytecode is kept even where the environment forbids it.
PYTEST := env PYTHONDONTWRITEBYTECODE= $(RUN) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

.PHONY: help setup demo test test-quick mutants check hunt kills neo4j test-neo4j bench lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with everything in it (UV_TORCH_BACKEND=cpu: the small build of torch, from the PyTorch project's own index)

$(READY): pyproject.toml requirements/base.txt requirements/gnn.txt requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit("riskgraph needs Python 3.11 or later; set PYTHON=...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@echo "installing the packages (a minute or two, depending on the network)"
	$(RUN) -m pip install --quiet --require-hashes --requirement requirements/uv.txt
	$(UV) install --quiet --compile-bytecode --require-hashes --requirement requirements/base.txt
	$(UV) install --quiet --no-deps --editable .
ifdef UV_TORCH_BACKEND
	@$(UV) install --quiet --compile-bytecode --requirement requirements/gnn.in --constraint requirements/base.txt || \
		{ echo "the small build of torch was not installed; if its index cannot be reached, run this again without UV_TORCH_BACKEND"; exit 1; }
else
	@echo "installing torch (fetches about 3 GB with its GPU libraries; UV_TORCH_BACKEND=cpu takes the small build)"
	$(UV) install --quiet --compile-bytecode --require-hashes --requirement requirements/gnn.txt
endif
	@touch $(READY)

demo: $(READY) ## load the fictional world, answer one real question, then serve the API
	$(VENV)/bin/riskgraph demo

test: $(READY) ## the tests, on the embedded engine
	$(PYTEST) -m "not neo4j"

test-quick: $(READY) ## the tests that need no engine, in less than a minute
	$(PYTEST) -m "not engine"

mutants: $(READY) ## break random lines in a clone and count how many the tests notice (ROOMS=engine, MUTANTS=200)
	MUTANT_PYTHON=$(CURDIR)/$(RUN) tests/mutants/clone.sh $(or $(ROOMS),rooms) $(or $(MUTANTS),150)

check: $(READY) ## format check, lint, types, tests
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(PYTEST) -m "not neo4j"

hunt: $(READY) ## draw small worlds and compare every answer with an oracle (WORLDS=5000, SEED=0, ENGINE=embedded or neo4j)
	$(if $(filter neo4j,$(ENGINE)),neo4j-server/with.sh) env WORLDS=$(or $(WORLDS),5000) SEED=$(or $(SEED),0) \
		ENGINE=$(or $(ENGINE),embedded) $(RUN) -W ignore -m tests.hunt

kills: $(READY) ## kill the loader or the engine at random moments of deliveries and undo, and compare the end (KILLS=200, SEED=0)
	env KILLS=$(or $(KILLS),200) SEED=$(or $(SEED),0) $(RUN) -W ignore -m tests.kills

neo4j: ## run a Neo4j 5.26 in the foreground without Docker (Java 17+, Maven; NEO4J_PASSWORD)
	neo4j-server/run.sh .neo4j

test-neo4j: $(READY) ## the same tests on a Neo4j 5.26 of their own, and both engines compared
	neo4j-server/with.sh $(RUN) -m pytest -m neo4j

bench: $(READY) ## the benchmarks, as ratios; writes benchmarks/results.md
	$(RUN) benchmarks/run.py

lock: $(READY) ## pin and hash the requirements anew
	requirements/lock.sh

clean: ## delete .venv, caches and the Neo4j of the tests
	rm -rf $(VENV) .neo4j .mutants build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
