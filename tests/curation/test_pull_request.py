"""What a pull request changes, and what of the findings it causes; the judge here is a stand-in that notes its calls."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mllm_kg.curation.pull_request import Change, Repository, Review, review
from mllm_kg.errors import NotAvailable, RecordErrors, UnreadableInput, UsageError
from mllm_kg.findings import Finding, Location, Related, Severity
from tests.gits import GitFolder

MODEL = "data/models/a.yaml"


def finding(rule: str, path: str | None = None, line: int | None = 1) -> Finding:
    place = Location(path, line, 1 if line else None) if path else None
    return Finding(rule, Severity.VIOLATION, f"{rule} is broken.", None, place)


class Judge:
    """Notes what it is asked about and finds what it is told to.

    :param causes: what additions cause
    :param before: what is found in the whole graph before
    :param after: what is found in the whole graph after
    :param broken: which graphs can't be built, ``before`` or ``after``
    """

    def __init__(
        self,
        causes: Sequence[Finding] = (),
        before: Sequence[Finding] = (),
        after: Sequence[Finding] = (),
        broken: Sequence[str] = (),
    ) -> None:
        self.found = {"before": before, "after": after}
        self.causes, self.broken = causes, broken
        self.calls: list[str] = []
        self.files: dict[str, str] = {}

    def additions(self, sources: Path, files: Sequence[str], folder: Path) -> Sequence[Finding]:
        self._ask("additions", sources)
        assert folder.name == "after"
        self.files = {file: (folder / file).read_text(encoding="utf-8") for file in files}
        return self.causes

    def whole(self, sources: Path) -> Sequence[Finding]:
        self._ask("whole", sources)
        return self.found[sources.name]

    def build(self, sources: Path) -> None:
        self._ask("build", sources)

    def _ask(self, what: str, sources: Path) -> None:
        self.calls.append(f"{what} {sources.name}")
        if sources.name in self.broken:
            raise RecordErrors([finding("broken", MODEL, 7)])


@pytest.fixture
def git(tmp_path: Path) -> GitFolder:
    """Return a repository with a record and a file that is none."""
    (tmp_path / "repository").mkdir()
    made = GitFolder(tmp_path / "repository")
    made.commit(**{MODEL: "id: model/a\n", "README.md": "Read.\n", "shapes/model.ttl": "# none\n"})
    return made


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return an empty folder."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def judged(git: GitFolder, scratch: Path, judge: Judge, folder: str = "data") -> Review:
    return review(Repository(git.folder), "HEAD~1", "HEAD", folder, scratch, judge)


def test_changed_records_are_judged_as_additions_to_the_graph_before(git: GitFolder, scratch: Path) -> None:
    git.commit(**{MODEL: "id: model/a\nlabel: A\n", "data/models/b.ttl": "<b> a <B> .\n", "README.md": "No.\n"})
    judge = Judge(causes=[finding("wrong", MODEL, 2)])
    found = judged(git, scratch, judge)
    assert judge.files == {MODEL: "id: model/a\nlabel: A\n", "data/models/b.ttl": "<b> a <B> .\n"}
    assert judge.calls == ["additions before", "build after"]
    assert found == Review((MODEL, "data/models/b.ttl"), False, (finding("wrong", MODEL, 2),))


def test_the_graph_before_is_that_where_the_branches_parted(git: GitFolder, scratch: Path) -> None:
    git("checkout", "--quiet", "-b", "topic")
    git.commit(**{"data/models/b.yaml": "id: model/b\n"})
    git("checkout", "--quiet", "main")
    git.commit(**{MODEL: "id: model/later\n"})
    judge = Judge()
    found = review(Repository(git.folder), "main", "topic", "data", scratch, judge)
    assert found.files == ("data/models/b.yaml",)
    assert (scratch / "before" / MODEL).read_text(encoding="utf-8") == "id: model/a\n"


def test_without_a_change_of_sources_nothing_is_judged(git: GitFolder, scratch: Path) -> None:
    git.commit(**{"README.md": "No.\n", "database/x.yaml": "id: x\n"})
    judge = Judge()
    assert judged(git, scratch, judge) == Review((), False, ())
    assert judge.calls == []


@pytest.mark.parametrize(
    "change",
    [
        {MODEL: None},
        {"shapes/model.ttl": "# some\n"},
        {"queries/qc/x.rq": "ASK {}"},
        {"data/survey/listing.csv": "a\n"},
    ],
)
def test_where_records_went_or_rules_changed_the_whole_graph_is_judged(
    git: GitFolder, scratch: Path, change: dict[str, str | None]
) -> None:
    git.commit(**change)
    old, new = finding("old"), finding("new")
    judge = Judge(before=[old], after=[old, new])
    found = judged(git, scratch, judge)
    assert judge.calls == ["whole before", "build after", "whole after"]
    assert found == Review((), True, (new,))


def test_a_record_that_moved_went_and_came(git: GitFolder, scratch: Path) -> None:
    git("mv", MODEL, "data/models/b.yaml")
    judge = Judge()
    found = judged_commit(git, scratch, judge)
    assert judge.calls == ["additions before", "whole before", "build after", "whole after"]
    assert found.files == ("data/models/b.yaml",)


def judged_commit(git: GitFolder, scratch: Path, judge: Judge) -> Review:
    git.commit()
    return judged(git, scratch, judge)


def test_what_keeps_the_graph_after_from_being_built_is_found(git: GitFolder, scratch: Path) -> None:
    git.commit(**{MODEL: "id: model/b\n"})
    found = judged(git, scratch, Judge(causes=[finding("wrong", MODEL, 2)], broken=["after"]))
    assert [each.rule for each in found.findings] == ["wrong", "broken"]


def test_what_is_found_at_one_place_by_both_is_told_once(git: GitFolder, scratch: Path) -> None:
    git.commit(**{MODEL: "id: model/b\n"})
    found = judged(git, scratch, Judge(causes=[finding("broken", MODEL, 7)], broken=["after"]))
    assert found.findings == (finding("broken", MODEL, 7),)


def test_findings_about_whole_files_are_all_told(git: GitFolder, scratch: Path) -> None:
    git.commit(**{MODEL: "id: model/b\n"})
    causes = [
        Finding("syntax", Severity.VIOLATION, message, None, Location(MODEL)) for message in ("One.", "Two.", "One.")
    ]
    found = judged(git, scratch, Judge(causes=causes))
    assert [each.message for each in found.findings] == ["One.", "Two."]


def test_where_the_graph_before_is_broken_all_of_the_graph_after_is_told(git: GitFolder, scratch: Path) -> None:
    git.commit(**{MODEL: "id: model/b\n"})
    judge = Judge(after=[finding("old")], broken=["before"])
    assert judged(git, scratch, judge) == Review((MODEL,), True, (finding("old"),))


def test_places_are_named_as_in_the_repository(git: GitFolder, scratch: Path) -> None:
    git.commit(**{MODEL: "id: model/b\n"})
    related = (Related(Location(str(scratch / "after" / "data" / "c.yaml"), 2, 1), "It stands here."),)
    cause = replace(finding("wrong", str(scratch / "after" / MODEL), 2), related=related)
    (found,) = judged(git, scratch, Judge(causes=[cause])).findings
    assert found.location == Location(MODEL, 2, 1)
    assert found.related[0].location == Location("data/c.yaml", 2, 1)


class TestHostile:
    """What a stranger's repository may hold."""

    def test_names_are_only_names(self, git: GitFolder, scratch: Path) -> None:
        names = [
            "data/a b.yaml",
            "data/$(touch x).yaml",
            "data/;id\n::error::x.yaml",
            "data/-rf.yaml",
            "data/:(top)é.yaml",
            "data/*.yaml",
        ]
        git.commit(**{name: f"id: {at}\n" for at, name in enumerate(names)})
        judge = Judge()
        assert sorted(judged(git, scratch, judge).files) == sorted(names)
        assert judge.files == {name: f"id: {at}\n" for at, name in enumerate(names)}
        assert {path.name for path in git.folder.iterdir()} == {".git", "README.md", "data", "shapes"}

    def test_a_name_that_is_no_utf_8_is_a_name(self, git: GitFolder, scratch: Path) -> None:
        name = os.fsdecode(b"data/\xff.yaml")
        git.commit(**{name: "id: x\n"})
        assert judged(git, scratch, Judge()).files == (name,)

    def test_a_link_is_refused_and_not_followed(self, git: GitFolder, scratch: Path, tmp_path: Path) -> None:
        (tmp_path / "secret.yaml").write_text("id: secret\n", encoding="utf-8")
        (git.folder / "data" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
        judge = Judge()
        (found,) = judged_commit(git, scratch, judge).findings
        assert (found.rule, found.location) == ("refused-input", Location("data/link.yaml"))
        assert not os.path.lexists(scratch / "after" / "data" / "link.yaml")

    def test_a_folder_that_became_a_link_is_not_followed(self, git: GitFolder, scratch: Path, tmp_path: Path) -> None:
        (git.folder / MODEL).unlink()
        (git.folder / "data" / "models").rmdir()
        (git.folder / "data" / "models").symlink_to(tmp_path)
        found = judged_commit(git, scratch, Judge())
        assert found.whole
        assert not os.path.lexists(scratch / "after" / "data" / "models")

    def test_attributes_hide_nothing(self, git: GitFolder, scratch: Path) -> None:
        git.commit(
            **{"data/b.yaml": "id: $Format:%H$\n", ".gitattributes": "*.yaml export-ignore export-subst -diff\n"}
        )
        judge = Judge()
        judged(git, scratch, judge)
        assert judge.files == {"data/b.yaml": "id: $Format:%H$\n"}

    @pytest.mark.parametrize("name", ["..", ".git", "a\\..\\b.yaml"])
    def test_a_tree_made_by_hand_writes_nothing_outside(self, git: GitFolder, scratch: Path, name: str) -> None:
        blob = git("hash-object", "-w", "--stdin", given=b"id: x\n")
        inner = git("mktree", given=f"100644 blob {blob}\tevil.yaml\n".encode())
        data = git("mktree", given=f"040000 tree {inner}\t{name}\n".encode())
        root = git("mktree", given=f"040000 tree {data}\tdata\n".encode())
        commit = git("commit-tree", root, "-p", "HEAD", "-m", "Evil")
        found = review(Repository(git.folder), "HEAD", commit, "data", scratch, Judge())
        assert found.files == ()
        assert [each.rule for each in found.findings] == ["refused-input"]
        assert list(scratch.parent.rglob("evil.yaml")) == []

    @pytest.mark.parametrize("folder", ["/data", "../data", "data/../.."])
    def test_a_folder_outside_is_refused(self, git: GitFolder, scratch: Path, folder: str) -> None:
        git.commit()
        with pytest.raises(UsageError, match="no folder in the repository"):
            judged(git, scratch, Judge(), folder)

    @pytest.mark.parametrize("revision", ["--help", "nowhere", "", "HEAD:README.md", "-"])
    def test_a_revision_that_is_none_is_refused(self, git: GitFolder, scratch: Path, revision: str) -> None:
        with pytest.raises(UsageError, match="no commit of this repository"):
            review(Repository(git.folder), revision, "HEAD", "data", scratch, Judge())


@pytest.mark.parametrize("folder", ["data", "./data/", "data/models", "."])
def test_the_folder_can_be_another(git: GitFolder, scratch: Path, folder: str) -> None:
    git.commit(**{MODEL: "id: model/b\n"})
    assert judged(git, scratch, Judge(), folder).files == (MODEL,)


def test_histories_that_do_not_meet_are_told_with_the_remedy(git: GitFolder, scratch: Path) -> None:
    git("checkout", "--quiet", "--orphan", "other")
    git.commit(**{"other.md": "Other.\n"})
    with pytest.raises(UsageError, match="does not meet here") as raised:
        review(Repository(git.folder), "main", "other", "data", scratch, Judge())
    assert "fetch-depth: 0" in str(raised.value)


def test_the_changes_of_files_have_their_modes(git: GitFolder) -> None:
    git.commit(**{MODEL: None, "b": "x\n"})
    repository = Repository(git.folder)
    changes = repository.changes(repository.commit("HEAD~1"), repository.commit("HEAD"))
    assert changes == [Change("b", "100644"), Change(MODEL, "000000")]
    assert [change.went for change in changes] == [False, True]


def test_content_that_git_lacks_is_an_error(git: GitFolder, scratch: Path) -> None:
    (git.folder / "data/models/b.yaml").write_text("id: model/b\n", encoding="utf-8")
    head = git.commit()
    blob = git("rev-parse", "HEAD:data/models/b.yaml")
    (git.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(UnreadableInput, match="does not have this content"):
        Repository(git.folder).lay_out(head, ["data"], scratch)


def test_without_git_it_is_said(git: GitFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotAvailable, match="needs git"):
        Repository(git.folder).commit("HEAD")
