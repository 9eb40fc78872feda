# make demo: what the graph is, checked, and one question answered.   make test: every test, lint and type check.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DEMO = $(VENV)/.demo
TEST = $(VENV)/.test
BROWSER = $(VENV)/.browser
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable

.PHONY: demo test check-code tests docs bench clean

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

tests: $(TEST) $(BROWSER)
	MLLM_KG_REQUIRE_BROWSER=1 $(BIN)/pytest -n auto

docs: $(TEST)
	$(BIN)/python docs/refresh.py

bench: $(TEST)
	$(BIN)/python benchmarks/run.py

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

clean:
	rm -rf $(VENV) web/node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
