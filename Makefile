# make demo: what the graph is, checked, and one question answered.   make test: every test, lint and type check.
# make release: the bundle to publish, in dist/ or DIST=folder; PREVIOUS=release says what it is compared with.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DEMO = $(VENV)/.demo
TEST = $(VENV)/.test
BROWSER = $(VENV)/.browser
CRATE = $(VENV)/.rocrate
SSSOM = $(VENV)/.sssom
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable

.PHONY: demo test check-code tests docs bench release clean

demo: $(DEMO)
	@$(BIN)/mllm-kg build
	@$(BIN)/mllm-kg stats
	@$(BIN)/mllm-kg validate
	@echo
	@echo "Which papers align languages, by which strategy and in which year?"
	@$(BIN)/mllm-kg query papers-by-strategy

test: $(TEST) check-code tests

check-code: $(TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

tests: $(TEST) $(BROWSER) $(CRATE) $(SSSOM)
	MLLM_KG_REQUIRE_BROWSER=1 MLLM_KG_REQUIRE_VALIDATOR=1 $(BIN)/pytest -n auto

docs: $(TEST)
	$(BIN)/python docs/refresh.py

bench: $(TEST)
	$(BIN)/python benchmarks/run.py

release: $(DEMO)
	@$(BIN)/python -m mllm_kg.release -o '$(or $(DIST),dist)' --since '$(PREVIOUS)'

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(DEMO): pyproject.toml | $(BIN)/python
	@echo "Installing mllm_kg into $(VENV) ..."
	@$(INSTALL) .
	@touch $@

$(TEST): pyproject.toml | $(BIN)/python
	@echo "Installing mllm_kg with its tests into $(VENV) ..."
	@$(INSTALL) '.[test]'
	@touch $@

$(BROWSER): web/package-lock.json tests/browser/setup | $(BIN)/python
	@tests/browser/setup
	@touch $@

$(CRATE): tests/release/setup tests/release/requirements.txt | $(BIN)/python
	@PYTHON=$(PYTHON) tests/release/setup $(VENV)/rocrate
	@touch $@

$(SSSOM): tests/export/setup tests/export/requirements.txt | $(BIN)/python
	@PYTHON=$(PYTHON) tests/export/setup $(VENV)/sssom
	@touch $@

clean:
	rm -rf $(VENV) web/node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
