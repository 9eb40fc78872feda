# make demo: what the graph is, checked, and one question answered.   make test: every test, lint and type check.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

.PHONY: demo test check-code tests bench clean

demo: $(STAMP)
	@$(BIN)/mllm-kg build
	@$(BIN)/mllm-kg stats
	@$(BIN)/mllm-kg validate
	@echo
	@echo "Which papers align languages, by which strategy and in which year?"
	@$(BIN)/mllm-kg query papers-by-strategy

test: $(STAMP) check-code tests

check-code: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

tests: $(STAMP)
	$(BIN)/pytest -n auto

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py

$(STAMP): pyproject.toml hatch_build.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $(STAMP)

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
