# Each target does its own set-up: a machine needs Python 3.11 or newer, make and the package registry.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report test lab lint bench bench-large faults clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# A virtual environment does not outlive a move of its folder: one that was made elsewhere is made anew.
MOVED := $(shell test -s $(READY) && test "$$(cat $(READY))" != "$$(pwd -P)" && rm -f $(READY) $(BIN)/pip)
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(READY) ## extract the texts, run the notebooks, write the briefs to reports/latest/
	$(BIN)/policy-compare run

test: $(READY) lint ## style, types and every test
	$(BIN)/python -m pytest -n auto --dist loadgroup

lab: $(READY) ## JupyterLab on the notebooks (this machine only, with a token)
	@folder=$$(mktemp -d /tmp/pc-lab.XXXXXX) && trap 'rm -rf "$$folder"' EXIT INT TERM && \
	JUPYTER_RUNTIME_DIR="$$folder" $(BIN)/jupyter lab --ip=127.0.0.1 --KernelManager.transport=ipc notebooks

lint: $(READY) ## style and types
	$(BIN)/ruff check src tests notebooks benchmarks tools
	$(BIN)/mypy

bench: $(READY) ## measure runs and extraction on this machine
	$(BIN)/python benchmarks/runs.py
	$(BIN)/python benchmarks/scale.py

bench-large: $(READY) ## measure extraction up to 100,000 documents
	$(BIN)/python benchmarks/scale.py --large

faults: $(READY) ## stop a small run at a hundred random moments and look at what is left
	$(BIN)/python -m pytest tests/test_faults.py --moments 100

clean: ## remove what set-up and caches made (reports and tables stay)
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python3 ..." >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make $(VENV). On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@pwd -P > $@
