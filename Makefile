# Callsheet's everyday commands. `make` alone lists them.

PYTHON ?= python3
# CI has little time, and a file of tests for each core.
PYTEST_FLAGS ?= $(if $(CI),-n 2 --dist loadfile)
PIN_FLAGS ?=
BENCH_FLAGS ?=

VENV := .venv
BIN := $(VENV)/bin
CALLSHEET := $(abspath $(BIN))/callsheet
LOCAL_PYTHON := $(BIN)/python
NPM := $(abspath $(BIN))/npm
NPM_FLAGS := --ignore-scripts --no-audit --no-fund --loglevel=error
NPM_RUN := PATH="$(abspath $(BIN)):$$PATH" $(NPM) --loglevel=error run
VSCODE := .editors/vscode
CLIENT := client-vscode
PIP := $(LOCAL_PYTHON) -m pip --disable-pip-version-check
# No registry address, folder or folder's link of the machine ends up in a pin file.
PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" $(PIN_FLAGS)

VERSION := $(shell sed -n 's/^__version__ = "\(.*\)"/\1/p' server/callsheet/__init__.py)
WHEEL := dist/callsheet-$(VERSION)-py3-none-any.whl
WHEEL_SOURCES := $(shell find server/callsheet schemas docs/rules -type f -not -name '*.pyc') pyproject.toml README.md LICENSE
VSIX := dist/callsheet-$(VERSION).vsix
# What is built in its folder, and what does not end up in the package.
NO_SOURCES := node_modules dist out bundled schemas LICENSE test/unit media/readme
VSIX_SOURCES := $(shell find $(CLIENT) $(foreach name,$(NO_SOURCES),-path $(CLIENT)/$(name) -prune -o) -type f -print)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install editors demo test lint unit client format generate schemas docs pictures bench pins wheel vsix clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+( [a-z]+)*:.*## / {printf "  %-13s %s\n", $$1, $$2}' Makefile

install: $(VENV)/.installed ## Make the private environment .venv with the pinned libraries and Callsheet itself

$(BIN)/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.requirements: requirements/dev.txt | $(BIN)/pip
	$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/.installed: $(VENV)/.requirements pyproject.toml server/callsheet/__init__.py
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

editors: $(VSCODE)/.installed ## Install what the end-to-end tests drive: VS Code into .editors/, in CI the system's editors too
	@$(if $(CI),scripts/install_editors.sh)

# What code-server carries in lib/vscode is a package of its own; its lock file is not one that `npm ci` takes.
$(VSCODE)/.installed: tests/e2e/vscode/package-lock.json tests/e2e/vscode/spdlog.js | $(VENV)/.installed
	rm -rf $(VSCODE)
	mkdir -p $(VSCODE)
	cp tests/e2e/vscode/package.json tests/e2e/vscode/package-lock.json $(VSCODE)
	cd $(VSCODE) && $(NPM) ci $(NPM_FLAGS)
	cd $(VSCODE)/node_modules/code-server/lib/vscode && $(NPM) install --omit=dev $(NPM_FLAGS)
	cp tests/e2e/vscode/spdlog.js $(VSCODE)/node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog/index.js
	@touch $@

demo: install ## Check and plan the example workspaces
	$(CALLSHEET) check examples/order-management
	cd examples/order-management && $(CALLSHEET) plan
	@echo "The next workspace has mistakes in it:"
	$(CALLSHEET) check examples/faulty || test $$? -eq 1

test: editors vsix lint unit ## Everything CI checks: lint and unit, with the editors and the extension that are tested

lint: install $(CLIENT)/node_modules/.installed ## Style, format, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	cd $(CLIENT) && $(NPM_RUN) lint

unit: install $(CLIENT)/node_modules/.installed ## Run the tests; PYTEST_FLAGS="-n 2 tests/syntax" passes options on
	cd $(CLIENT) && $(NPM_RUN) unit
	$(LOCAL_PYTHON) -m pytest $(PYTEST_FLAGS)

client: install $(CLIENT)/node_modules/.installed ## Build the extension for VS Code, lint it, run its unit tests
	cd $(CLIENT) && $(NPM_RUN) build && $(NPM_RUN) lint && $(NPM_RUN) unit

$(CLIENT)/node_modules/.installed: $(CLIENT)/package-lock.json | $(VENV)/.installed
	cd $(CLIENT) && $(NPM) ci $(NPM_FLAGS)
	@touch $@

format: install $(CLIENT)/node_modules/.installed ## Order the imports and format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	cd $(CLIENT) && $(NPM_RUN) format

generate: install ## Write the published schemas and the rule reference anew from the code
	$(LOCAL_PYTHON) -m scripts.generate

schemas docs: generate ## The same as generate

pictures: install $(VSIX) $(VSCODE)/.installed ## Take the pictures of the README of the extension anew
	$(LOCAL_PYTHON) -m scripts.extension_pictures

bench: install ## Run the benchmarks; BENCH_FLAGS="--quick --only keystroke" passes options on
	$(LOCAL_PYTHON) -m bench $(BENCH_FLAGS)

pins: install ## Pin the libraries anew from pyproject.toml; PIN_FLAGS=--upgrade takes the newest versions
	$(PIN) pyproject.toml --output-file requirements/runtime.txt
	$(PIN) pyproject.toml --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt

wheel: $(WHEEL) ## Build the wheel into dist/

$(WHEEL): $(WHEEL_SOURCES) | $(VENV)/.installed
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

vsix: $(VSIX) ## Package the extension for VS Code, with the wheel and the pins in it, into dist/

$(VSIX): $(VSIX_SOURCES) $(WHEEL) requirements/runtime.txt schemas/configuration.schema.json LICENSE scripts/extension_readme.py | $(CLIENT)/node_modules/.installed
	@grep -q '^  "version": "$(VERSION)"' $(CLIENT)/package.json || \
		{ echo "$(CLIENT)/package.json has to have the version of the server, $(VERSION)." >&2; exit 1; }
	rm -rf $(CLIENT)/dist $(CLIENT)/bundled $(CLIENT)/schemas
	mkdir $(CLIENT)/bundled $(CLIENT)/schemas
	cp $(WHEEL) $(CLIENT)/bundled/
	cp requirements/runtime.txt $(CLIENT)/bundled/requirements.txt
	cp schemas/configuration.schema.json $(CLIENT)/schemas/
	cp LICENSE $(CLIENT)/
	$(LOCAL_PYTHON) -m scripts.extension_readme > $(CLIENT)/bundled/README.md
	cd $(CLIENT) && $(NPM_RUN) build -- --minify && $(NPM_RUN) package -- --readme-path bundled/README.md --out $(abspath $@)

clean: ## Remove what was built and what was cached; the environment stays
	rm -rf $(addprefix $(CLIENT)/,dist out bundled schemas LICENSE)
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find server tests bench scripts -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
