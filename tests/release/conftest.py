"""A small checkout, the release of it, and the validator of RO-Crates.

The validator stands in an environment of its own, which ``tests/release/setup`` makes; where it is missing, its tests are
left out. With ``MLLM_KG_REQUIRE_VALIDATOR=1`` they fail instead.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.release.checkouts import VERSION, Checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """The sources of two models."""
    return Checkout(tmp_path / "checkout")


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the first release of the small checkout."""
    folder = tmp_path_factory.mktemp("first")
    made = Checkout(folder / "checkout").release("-o", str(folder / "dist"))
    assert made.returncode == 0, made.stderr
    return folder / "dist"


@pytest.fixture(scope="session")
def bundle(first: Path) -> Path:
    """The bundle of that release; nobody changes it."""
    return first / f"mllm-kg-{VERSION}"


@pytest.fixture(scope="session")
def validator() -> Path:
    """The Python of the environment that has the validator."""
    python = Path(os.environ.get("MLLM_KG_VALIDATOR", Path(sys.prefix) / "rocrate")) / "bin/python"
    if (python.parent / "rocrate-validator").exists():
        return python
    if os.environ.get("MLLM_KG_REQUIRE_VALIDATOR") == "1":
        pytest.fail("there is no validator of RO-Crates: tests/release/setup .venv/rocrate")
    return pytest.skip("there is no validator of RO-Crates: tests/release/setup .venv/rocrate")
