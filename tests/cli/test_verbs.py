"""The verbs as a whole: each is there, documented, and imported only when it is called."""

from __future__ import annotations

import keyword
import sys
from importlib import import_module

import click
import pytest

import mllm_kg
from mllm_kg.cli import VERBS, main
from tests.cli.shell import ROOT, run


def command(verb: str) -> click.Command:
    """Return the command of a verb; the module of one that is a word of Python ends in an underscore."""
    found = import_module(f"mllm_kg.cli.{verb}{'_' * keyword.iskeyword(verb)}").command
    assert isinstance(found, click.Command)
    return found


def test_each_verb_is_a_module_of_its_own() -> None:
    for verb in VERBS:
        assert command(verb).name == verb


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_helped_with_examples_and_exit_codes(verb: str) -> None:
    told = run(verb, "--help")
    assert told.exit_code == 0
    assert f"mllm-kg {verb}" in told.output
    assert "Examples:" in told.output
    assert "Exit codes:" in told.output


@pytest.mark.parametrize("verb", VERBS)
def test_each_option_is_helped(verb: str) -> None:
    for param in command(verb).params:
        if isinstance(param, click.Option):
            assert param.help, f"{verb} {param.name}"


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_a_page(verb: str) -> None:
    assert (ROOT / "docs" / "commands" / f"{verb}.md").is_file()


def test_the_help_lists_all_verbs() -> None:
    told = run("--help")
    assert all(f"  {verb} " in told.output for verb in VERBS)
    assert [*main.list_commands(click.Context(main))] == [*VERBS]


def test_help_stays_right_after_the_verb_list_was_imported() -> None:
    assert run("list").exit_code == 0
    assert run("--help").exit_code == 0


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_both_spellings_of_help_work(option: str) -> None:
    assert run("query", option).output.startswith("Usage: mllm-kg query")


def test_the_version_is_the_package_s() -> None:
    told = run("--version")
    assert (told.exit_code, told.output) == (0, f"mllm-kg {mllm_kg.__version__}\n")


def test_an_unknown_command_gets_the_nearest() -> None:
    told = run("qery", "x")
    assert told.exit_code == 2
    assert told.stderr == "Error [unknown-name]: No command is called 'qery'.\nDid you mean: query?\n"


def test_an_unknown_option_is_a_usage_error() -> None:
    told = run("query", "--fromat", "csv", "papers-by-strategy")
    assert told.exit_code == 2
    assert "--format" in told.stderr


@pytest.mark.parametrize("verb", ["query", "show", "search"])
def test_a_missing_argument_is_a_usage_error(verb: str) -> None:
    told = run(verb)
    assert told.exit_code == 2
    assert "Missing argument" in told.stderr


def test_the_package_s_name_for_lists_is_not_taken_by_a_verb() -> None:
    import_module("mllm_kg.cli.list")
    assert not hasattr(sys.modules["mllm_kg.cli.verbs"], "list")
