# Everything a clone needs: `make demo` to see it work, `make check` to see that it is right.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# For the libraries, and for what builds the package.
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt

.PHONY: demo check check-sites format test bench docs clean

demo: $(VENV)/.runtime
	@rm -rf build/demo
	@echo '$$ wpconv fixtures/site -o build/demo'
	@$(BIN)/wpconv fixtures/site -o build/demo
	@first=$$(find build/demo -name '*.md' | LC_ALL=C sort | head -n 1); printf '\n$$ cat %s\n' "$$first"; cat "$$first"

check: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto

# The generators that pip cannot install: Eleventy (npm), Jekyll (apt). What is missing is skipped, with its reason.
check-sites: $(VENV)/.test
	$(BIN)/pytest -q -rs tests/test_sites.py --sites

format: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: $(VENV)/.test
	$(BIN)/pytest -q

# Measures against other converters and writes benchmarks/README.md; some ten minutes.
bench: $(VENV)/.test
	$(BIN)/python benchmarks/measure.py

# Writes what is generated: the options in README.md, docs/rules.md.
docs: $(VENV)/.test
	$(BIN)/python tools/update_docs.py

clean:
	rm -rf $(VENV) build

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.runtime
