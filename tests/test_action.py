"""The action for pull requests, run step by step as a runner of GitHub Actions runs it.

A repository is made of the sources of this one, with a base and a head, and an event as GitHub writes it. Only the steps
that fetch something are left out: the Python that runs the tests has the package.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.findings.test_github import commands
from tests.gits import GitFolder

ROOT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
FETCHING = ("Set up Python", "Install")
EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")

TOWER = """\
id: model/tower
type: LanguageModel
label: Tower
base_on: [model/llama-2]
parameter_count: [7B]
evidence: [https://arxiv.org/abs/2402.17733]
checked: 2026-11-22
"""
RIGHT = TOWER.replace("base_on", "based_on").replace("7B", "7000000000")
PLACE = "data/models/tower.yaml"


@dataclass
class Ran:
    """How a run of the action ended."""

    code: int
    output: str
    errors: str
    summary: str


class Runner:
    """Runs the action in a repository.

    :param git: the repository
    :param temporary: a folder of the runner's own
    """

    def __init__(self, git: GitFolder, temporary: Path) -> None:
        self.git, self.temporary = git, temporary

    def __call__(self, event: Any, **inputs: str) -> Ran:
        """Run the steps in order until one fails."""
        (self.temporary / "event.json").write_text(json.dumps(event), encoding="utf-8")
        summary = self.temporary / "summary.md"
        summary.write_text("", encoding="utf-8")
        values = {f"inputs.{name}": declared.get("default", "") for name, declared in ACTION["inputs"].items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        values["runner.temp"] = str(self.temporary)
        done = Ran(0, "", "", "")
        for step in STEPS:
            if step["name"] in FETCHING:
                continue
            ran = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.git.folder,
                env=self.environment(step, values),
                capture_output=True,
                check=False,
                timeout=300,
            )
            done.code, done.output, done.errors = ran.returncode, done.output + ran.stdout.decode(), ran.stderr.decode()
            if done.code:
                break
        done.summary = summary.read_text(encoding="utf-8")
        return done

    def environment(self, step: dict[str, Any], values: dict[str, str]) -> dict[str, str]:
        """Return what a runner gives to a step."""
        own = {
            name: EXPRESSION.sub(lambda found: values[found[1]], str(text))
            for name, text in step.get("env", {}).items()
        }
        return {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.temporary),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(self.temporary / "event.json"),
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary.md"),
            "GITHUB_WORKSPACE": str(self.git.folder),
            **own,
        }


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """Return a runner in a repository with the sources of this one at its base."""
    folder = tmp_path_factory.mktemp("repository")
    for name in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    git = GitFolder(folder)
    git.commit()
    git("tag", "base")
    return Runner(git, tmp_path_factory.mktemp("runner"))


def commits(runner: Runner, **files: str | None) -> tuple[str, str]:
    """Commit files on top of the base; return base and head."""
    runner.git("checkout", "--quiet", "--force", "--detach", "base")
    return runner.git("rev-parse", "HEAD"), runner.git.commit(**files)


def pull(runner: Runner, **files: str | None) -> dict[str, Any]:
    """Return the event of a pull request with these files, as much of it as says what is compared."""
    base, head = commits(runner, **files)
    sides = {"base": {"ref": "main", "sha": base}, "head": {"ref": "topic", "sha": head}}
    return {"action": "opened", "number": 1, "pull_request": {"number": 1, **sides}}


def test_wrong_records_are_annotated_and_fail(runner: Runner) -> None:
    ran = runner(pull(runner, **{PLACE: TOWER}))
    assert ran.code in (1, 2), ran.errors
    told = {properties["title"]: (name, properties, message) for name, properties, message in commands(ran.output)}
    name, place, message = told["unknown-key"]
    assert (name, place["file"], place["line"], place["col"]) == ("error", PLACE, "4", "1")
    assert "Did you mean 'based_on'" in message
    name, place, message = told["record-datatype"]
    assert (name, place["file"], place["line"], place["col"]) == ("error", PLACE, "5", "19")
    assert ran.summary.startswith("## Validation of the records\n\nDoes not conform: 2 errors.\n")
    assert "'base&#95;on' is no key of a record" in ran.summary
    assert ran.summary.endswith("Checked 1 changed record.\n") or ran.summary.endswith("and the whole graph.\n")


def test_right_records_pass(runner: Runner) -> None:
    ran = runner(pull(runner, **{PLACE: RIGHT}))
    assert ran.code == 0, ran.output + ran.errors
    assert [name for name, _, _ in commands(ran.output) if name == "error"] == []
    assert ran.output.startswith("Checked 1 changed record.\n")


def test_a_record_in_the_wrong_folder_is_found_by_building(runner: Runner) -> None:
    ran = runner(pull(runner, **{"data/papers/tower.yaml": RIGHT}))
    assert ran.code in (1, 2)
    assert [(name, told["file"]) for name, told, _ in commands(ran.output) if told["title"] == "record-file"] == [
        ("error", "data/papers/tower.yaml")
    ]


def test_another_repository_s_records_are_layered_over_the_graph(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "runner").mkdir()
    runner = Runner(GitFolder(tmp_path / "records"), tmp_path / "runner")
    runner.git.commit(**{"mine/models/tower.yaml": RIGHT})
    runner.git("tag", "base")
    child = RIGHT.replace("model/tower", "model/tower-2").replace("Tower", "Tower 2").replace("llama-2", "tower")
    right = runner(pull(runner, **{"mine/models/tower-2.yaml": child}), folder="mine")
    assert right.code == 0, right.output + right.errors
    wrong = runner(
        pull(runner, **{"mine/models/tower-2.yaml": child.replace("model/tower]", "model/towel]")}), folder="mine"
    )
    assert wrong.code in (1, 2)
    ((name, place, _),) = [told for told in commands(wrong.output) if told[0] == "error"]
    assert (name, place["file"], place["line"]) == ("error", "mine/models/tower-2.yaml", "4")


def test_without_changed_records_nothing_is_checked(runner: Runner) -> None:
    ran = runner(pull(runner, **{"README.md": "Read.\n"}))
    assert (ran.code, ran.output) == (0, "Checked 0 changed records.\nConforms: no findings.\n")
    assert ran.summary == "## Validation of the records\n\nConforms: no findings.\n\nChecked 0 changed records.\n"


def test_a_push_is_compared_with_what_was_there_before(runner: Runner) -> None:
    before, after = commits(runner, **{"README.md": "Read.\n"})
    assert runner({"ref": "refs/heads/main", "before": before, "after": after}).code == 0


def test_inputs_stand_in_for_the_event_and_choose_the_language(runner: Runner) -> None:
    before, after = commits(runner, **{"README.md": "Read.\n"})
    ran = runner({"ref": "x"}, base=before, head=after, lang="ko")
    assert ran.code == 0, ran.errors
    assert ran.summary.startswith("## 레코드 검증\n\n적합: 발견된 문제 없음.\n")


@pytest.mark.parametrize("event", [{"ref": "x"}, {"pull_request": {"base": None}}, [1]])
def test_an_event_without_commits_is_an_error(runner: Runner, event: Any) -> None:
    ran = runner(event)
    assert ran.code == 2
    assert "Error [usage]: The event has no commits to compare." in ran.errors


@pytest.mark.parametrize("evil", ["$(touch evil)", "`touch evil`", "'; touch evil; '", "--head=x", "a\nb"])
@pytest.mark.parametrize("name", ["base", "folder", "fail_on", "lang"])
def test_inputs_are_never_run(runner: Runner, name: str, evil: str) -> None:
    ran = runner(pull(runner, **{"README.md": "Read.\n"}), **{name: evil})
    assert not (runner.git.folder / "evil").exists()
    assert ran.code == (0 if name == "folder" else 2), ran.errors


def test_a_module_of_the_pull_request_is_not_imported(runner: Runner) -> None:
    files = {"mllm_kg/__init__.py": "raise SystemExit('taken over')\n", "json.py": "raise SystemExit('taken over')\n"}
    ran = runner(pull(runner, **files))
    assert ran.code == 0, ran.output + ran.errors


class TestTheFile:
    """What can be read off ``action.yml`` itself."""

    def test_scripts_have_no_expressions(self) -> None:
        for step in STEPS:
            assert "${{" not in step.get("run", "")

    def test_every_input_is_described_and_used(self) -> None:
        text = (ROOT / "action.yml").read_text(encoding="utf-8")
        for name, declared in ACTION["inputs"].items():
            assert declared["description"]
            assert f"inputs.{name} " in text, name

    def test_every_expression_is_an_input_or_the_runner_s(self) -> None:
        found = set(EXPRESSION.findall((ROOT / "action.yml").read_text(encoding="utf-8")))
        assert found <= {f"inputs.{name}" for name in ACTION["inputs"]} | {"runner.temp"}

    def test_it_is_composite_and_installs_what_stands_beside_it(self) -> None:
        assert ACTION["runs"]["using"] == "composite"
        (install,) = [step for step in STEPS if step["name"] == "Install"]
        assert '"$GITHUB_ACTION_PATH"' in install["run"]
        assert all("uses" in step or step["shell"] == "bash" for step in STEPS)
