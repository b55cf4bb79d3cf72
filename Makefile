# make demo   the map of the sample articles at http://127.0.0.1:8000 (another port: PORT=8001 make demo)
# make test   everything that must hold before a change is merged
# make soak   hours of it: two hundred kills of each writer, an hour of fuzzing
# make lint   the part of it that runs nothing
# make docs   write the commands' help and output into docs/ and README.md anew
# make clean  remove what the others made

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := demo
.NOTPARALLEL:
.PHONY: demo test soak lint docs picture clean

PYTHON ?= python3
PORT ?= 8000
KILLS ?= 200
FUZZ_SECONDS ?= 3600
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

PACKAGING := setup.cfg setup.py pyproject.toml
# What setup.py compiles: whatever has a .pxd beside it, and all rules.
TYPES := $(wildcard gazetteer/*.pxd geomap/*/*.pxd)
SOURCES := $(TYPES) $(TYPES:.pxd=.py) $(wildcard geomap/parsing/*.py)
COMPILED := *.so gazetteer/*.so gazetteer/*.c geomap/*/*.so geomap/*/*.c
READERS := $(wildcard gazetteer/*.py gazetteer/data/* geomap/*.py geomap/*/*.py geomap/store/*.sql \
	geomap/parsing/data/* geomap/parsing/data/*/*)
DATABASE := .demo/geomap.db
SAY_IF_INTERPRETED := compgen -G "gazetteer/kernel.*.so" >/dev/null || echo "geomap runs interpreted, \
	and slowly; to compile it: apt-get install gcc python3-dev, then make clean and again"
BROWSERS := chromium chromium-browser google-chrome

demo: .demo/made
	@exec $(BIN)/geomap serve --db $(DATABASE) --port $(PORT)

# Made anew, not added to: what is stored already would keep its old reading.
.demo/made: $(VENV)/installed seeds/dispatches.jsonl $(READERS)
	@mkdir -p .demo && rm -f $(DATABASE) $(DATABASE)-wal $(DATABASE)-shm
	@$(BIN)/geomap ingest seeds/dispatches.jsonl --db $(DATABASE)
	@touch $@

test: lint
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit; done; \
	echo "No Chromium found: the browser tests stand aside; to run them: apt-get install chromium"
	@command -v ogr2ogr >/dev/null || \
	echo "No GDAL found: its tests stand aside; to run them: apt-get install gdal-bin python3-gdal"
	$(BIN)/pytest -rs --numprocesses auto --maxprocesses 4 --dist loadfile

soak: $(VENV)/installed-test
	GEOMAP_KILLS=$(KILLS) $(BIN)/pytest tests/test_geomap_durability.py
	while ((SECONDS < $(FUZZ_SECONDS))); do \
	$(BIN)/pytest --quiet -m hypothesis --hypothesis-seed=$$RANDOM; done

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/installed-test
	$(BIN)/python tools/build_docs.py

picture: $(VENV)/installed-test .demo/made
	$(BIN)/python tools/screenshot.py $(DATABASE) docs

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "geomap needs Python 3.11 or later; name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	{ echo "Python cannot make $(VENV); on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

# What was compiled from older source must not outlive a failed compilation.
$(VENV)/installed: $(VENV)/made $(PACKAGING) $(SOURCES)
	@echo "Installing into $(VENV)"
	@rm -f $(COMPILED)
	@$(PIP) install --editable .
	@$(SAY_IF_INTERPRETED)
	@touch $@

$(VENV)/installed-test: $(VENV)/made $(PACKAGING) $(SOURCES)
	@echo "Installing into $(VENV), with what the tests need"
	@rm -f $(COMPILED)
	@$(PIP) install --editable '.[test]'
	@$(SAY_IF_INTERPRETED)
	@touch $(VENV)/installed $@

clean:
	rm -rf $(VENV) .demo build dist *.egg-info $(COMPILED)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
