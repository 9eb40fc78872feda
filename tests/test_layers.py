"""Records of a user's own, layered over those that came with the package or stand in the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner

import mllm_kg
from mllm_kg import assets as assets_module
from mllm_kg.assets import NONE, UNFINISHED, Assets, find_assets, user_folder
from mllm_kg.build import build_snapshot
from mllm_kg.cli import VERBS, main
from mllm_kg.errors import RecordErrors, UsageError
from mllm_kg.namespaces import graph, iri, term
from mllm_kg.snapshot import cache_folder
from tests.sources import ROOT, model, small_sources


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a package of a few records, with its snapshot."""
    package = tmp_path_factory.mktemp("site-packages") / "mllm_kg"
    assets = small_sources(package / "_assets")
    (assets.root / "snapshot").mkdir()
    build_snapshot(assets, assets.root / "snapshot")
    return package


@pytest.fixture
def package(packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the small package be the installed one, for a user with a home of their own."""
    monkeypatch.setattr(assets_module, "_PACKAGE", packaged)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("MLLM_KG_CACHE", str(tmp_path / "cache"))
    return packaged


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assets:
    """Let small sources be the checkout."""
    monkeypatch.setenv("MLLM_KG_ASSETS", str(tmp_path / "checkout"))
    monkeypatch.setenv("MLLM_KG_CACHE", str(tmp_path / "cache"))
    return small_sources(tmp_path / "checkout")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the user of the package keeps records; it does not exist yet."""
    return tmp_path / "share/mllm-kg/data"


def labels(kg: mllm_kg.KnowledgeGraph) -> set[str]:
    rows = kg.select("SELECT ?label { ?m a mllm:LanguageModel ; rdfs:label ?label }")
    return {row["label"].value for row in rows}


def file_of(kg: mllm_kg.KnowledgeGraph, slug: str) -> set[str]:
    rows = kg.select(f"SELECT ?file {{ ?g mllm:describes kg:model\\/{slug} ; mllm:recordFile ?file }}")
    return {row["file"].value for row in rows}


class TestFolder:
    """Which folder it is."""

    @pytest.mark.parametrize("kind", ["cache", "data"])
    @pytest.mark.parametrize("variable", [None, "", "relative/path", "/somewhere/else", "/somewhere/else/"])
    def test_it_is_the_platform_s(self, kind: str, variable: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
        name = f"XDG_{kind.upper()}_HOME"
        monkeypatch.delenv(name, raising=False)
        if variable is not None:
            monkeypatch.setenv(name, variable)
        for home in (None, "/home/someone", "relative"):
            monkeypatch.delenv("HOME", raising=False)
            if home is not None:
                monkeypatch.setenv("HOME", home)
            expected = {"cache": platformdirs.user_cache_path, "data": platformdirs.user_data_path}[kind]
            assert user_folder(kind) == expected("mllm-kg", appauthor=False)  # type: ignore[arg-type]

    def test_of_the_package_it_is_in_the_user_s_data(self, package: Path, own: Path) -> None:
        found = find_assets()
        assert (found.own, found.writable, found.layer) == (own, own, None)

    def test_a_checkout_has_none_and_is_written_itself(self, checkout: Assets) -> None:
        assert find_assets().own is None
        assert find_assets().writable == checkout.data

    def test_what_is_asked_for_comes_before_the_setting(
        self, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MLLM_KG_DATA", str(tmp_path / "set"))
        assert find_assets().own == tmp_path / "set"
        assert find_assets(tmp_path / "asked").own == tmp_path / "asked"
        assert find_assets(NONE).own is None
        monkeypatch.setenv("MLLM_KG_DATA", NONE)
        assert find_assets().own is None

    def test_its_path_does_not_depend_on_where_a_command_runs(
        self, checkout: Assets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("HOME", "/home/someone")
        assert find_assets("mine/records").own == tmp_path / "mine/records"
        assert find_assets("~/records").own == Path("/home/someone/records")

    def test_the_checkout_s_own_records_are_no_layer(self, checkout: Assets, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(checkout.data)
        for same in (checkout.data, tmp_path / "link"):
            assert find_assets(same).own is None

    def test_a_file_is_refused(self, checkout: Assets) -> None:
        with pytest.raises(UsageError, match="is no folder"):
            find_assets(model(checkout.data, "a"))


class TestNothingLayered:
    """A user who has no records of their own gets the packaged graph, without a build."""

    def test_without_a_folder_or_records_the_packaged_snapshot_is_used(
        self, package: Path, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").touch()
        monkeypatch.setenv("MLLM_KG_CACHE", str(tmp_path / "file"))  # nothing can be built
        for make in (
            lambda: None,
            lambda: own.mkdir(parents=True),
            lambda: (own / "models").mkdir(),
            lambda: (own / "models/notes.txt").touch(),
            lambda: (own / "records.yaml").touch(),
            lambda: (own / ".git").mkdir(),
            lambda: (own / ".git/x.yaml").touch(),
            lambda: (own / "models/.a.yaml").touch(),
        ):
            make()
            kg = mllm_kg.load()
            assert kg.snapshot.folder == package / "_assets/snapshot"
            assert kg.assets.own == own

    def test_it_needs_no_library_to_find_that_out(self, package: Path, own: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from mllm_kg import assets; assets._PACKAGE = Path(sys.argv[1]);"
            "import mllm_kg; mllm_kg.load();"
            "print({'platformdirs', 'yaml', 'mllm_kg.build', 'mllm_kg.records.journal'} & {*sys.modules})"
        )
        done = subprocess.run([sys.executable, "-c", code, str(package)], cwd=ROOT, capture_output=True, text=True)
        assert (done.stdout, done.stderr) == ("set()\n", "")


class TestLayer:
    """Records of the user's own, in the graph."""

    def test_they_are_there_beside_the_packaged_ones(self, package: Path, own: Path) -> None:
        model(own, "c", "based_on: [model/b]\n")
        kg = mllm_kg.load()
        assert labels(kg) == {"A", "B", "C"}
        assert kg.ask("ASK { kg:model\\/c mllm:derivedFrom kg:model\\/a }"), "what follows from both is drawn"
        assert labels(mllm_kg.load(NONE)) == {"A", "B"}

    def test_one_stands_in_for_the_packaged_one_of_the_same_entity(self, package: Path, own: Path) -> None:
        model(own, "b", "year: 2031\n")
        kg = mllm_kg.load()
        assert labels(kg) == {"A", "B"}
        quads = {quad for quad in kg.quads() if quad.subject == iri("model", "b")}
        assert any(quad.predicate == term("year") for quad in quads)
        assert not any(quad.predicate == term("basedOn") for quad in quads)

    def test_provenance_tells_the_two_apart(self, package: Path, own: Path) -> None:
        path = model(own, "b")
        kg = mllm_kg.load()
        assert file_of(kg, "a") == {"data/models/a.yaml"}
        assert file_of(kg, "b") == {"own/models/b.yaml"}
        assert kg.assets.record("own/models/b.yaml") == path
        assert kg.assets.record("data/models/a.yaml") == package / "_assets/data/models/a.yaml"
        assert graph("model/b") in kg.named_graphs()

    def test_the_package_is_not_written_to(self, package: Path, own: Path) -> None:
        def seen() -> dict[Path, int]:
            return {path: path.stat().st_mtime_ns for path in package.rglob("*") if not path.name.startswith("LO")}

        before = seen()
        model(own, "c")
        assert "C" in labels(mllm_kg.load())
        assert seen() == before

    def test_it_is_built_once_and_again_when_something_changed(
        self, package: Path, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = model(own, "c")
        first = mllm_kg.load().snapshot.folder
        with monkeypatch.context() as patch:
            patch.setattr("mllm_kg.build.build_once", lambda *_: pytest.fail("built again"))
            assert mllm_kg.load().snapshot.folder == first
        model(own, "d")
        assert labels(mllm_kg.load()) == {"A", "B", "C", "D"}
        path.unlink()
        assert labels(mllm_kg.load()) == {"A", "B", "D"}
        (own / "models/d.yaml").unlink()
        assert mllm_kg.load().snapshot.folder == package / "_assets/snapshot"

    def test_a_new_release_of_the_package_is_noticed(
        self, package: Path, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newer = tmp_path / "mllm_kg"
        shutil.copytree(package, newer)
        monkeypatch.setattr(assets_module, "_PACKAGE", newer)
        model(own, "c")
        assert labels(mllm_kg.load()) == {"A", "B", "C"}
        model(newer / "_assets/data", "e")
        shutil.rmtree(newer / "_assets/snapshot")
        (newer / "_assets/snapshot").mkdir()
        build_snapshot(Assets(newer / "_assets"), newer / "_assets/snapshot")
        assert labels(mllm_kg.load()) == {"A", "B", "C", "E"}

    def test_each_folder_has_its_own_snapshot(self, package: Path, tmp_path: Path) -> None:
        for name in ("one", "two"):
            model(tmp_path / name, name)
        one, two = (mllm_kg.load(tmp_path / name) for name in ("one", "two"))
        assert labels(one) == {"A", "B", "ONE"}
        assert labels(two) == {"A", "B", "TWO"}
        assert one.snapshot.folder.parent != two.snapshot.folder.parent
        assert labels(mllm_kg.load(tmp_path / "one")) == {"A", "B", "ONE"}

    def test_over_a_checkout_both_may_change(self, checkout: Assets, tmp_path: Path) -> None:
        model(tmp_path / "mine", "c")
        assert labels(mllm_kg.load(tmp_path / "mine")) == {"A", "B", "C"}
        model(checkout.data, "d")
        assert labels(mllm_kg.load(tmp_path / "mine")) == {"A", "B", "C", "D"}
        assert labels(mllm_kg.load()) == {"A", "B", "D"}
        assert find_assets(tmp_path / "mine").writable == tmp_path / "mine"

    def test_an_empty_layer_shares_the_checkout_s_snapshot(self, checkout: Assets, tmp_path: Path) -> None:
        assert cache_folder(find_assets(tmp_path / "nothing")) == cache_folder(find_assets())


class TestMistakes:
    """A record of the user's own with a mistake is told, and locks nobody out."""

    def test_the_message_has_the_file_and_the_way_on(self, package: Path, own: Path) -> None:
        path = model(own, "c", "basd_on: [model/a]\n")
        with pytest.raises(RecordErrors) as caught:
            mllm_kg.load()
        told = str(caught.value)
        assert f"{path}:5:1" in told
        assert "based_on" in told
        assert f"Records of your own are in {own}; --data none leaves them out." in told
        assert labels(mllm_kg.load(NONE)) == {"A", "B"}

    def test_a_mistake_between_the_two_is_told_in_the_same_way(self, package: Path, own: Path) -> None:
        path = model(own, "c", "based_on: [model/nowhere]\n")
        with pytest.raises(RecordErrors, match=rf"{path}:5:12: .*model/nowhere"):
            mllm_kg.load()

    def test_a_record_in_the_wrong_file_is_told_the_right_one(self, package: Path, own: Path) -> None:
        path = model(own, "c").rename(own / "models/d.yaml")
        with pytest.raises(RecordErrors, match=rf"{path}:1:5: .*Its file is own/models/c.yaml"):
            mllm_kg.load()

    def test_bytes_that_are_no_text_are_told(self, package: Path, own: Path) -> None:
        model(own, "c").write_bytes(b"id: model/c\nlabel: \xff\n")
        with pytest.raises(RecordErrors, match=rf"{own}/models/c.yaml:2:"):
            mllm_kg.load()

    def test_a_mistake_in_the_checkout_says_nothing_of_a_layer(self, checkout: Assets) -> None:
        model(checkout.data, "c", "basd_on: [model/a]\n")
        with pytest.raises(RecordErrors) as caught:
            mllm_kg.load()
        assert "--data" not in str(caught.value)


class TestUnfinished:
    """A change that was interrupted is settled by the next command, whatever it does."""

    @pytest.mark.parametrize("where", ["own", "checkout"])
    def test_it_is_finished_before_the_graph_is_opened(self, where: str, tmp_path: Path, request: object) -> None:
        request.getfixturevalue("package" if where == "own" else "checkout")  # type: ignore[attr-defined]
        data = find_assets().writable
        record = model(tmp_path / "elsewhere", "c").read_bytes()
        pending = data / UNFINISHED
        pending.mkdir(parents=True)
        (pending / "models+c.yaml.new").write_bytes(record)
        (pending / "journal").write_text('[["models/c.yaml", null, true]]')
        (data / "models").mkdir(exist_ok=True)
        told: list[str] = []
        assert "C" in labels(mllm_kg.load(tell=told.append))
        assert told == ["A change that had been interrupted was finished: models/c.yaml."]
        assert not pending.exists()


class TestCommandLine:
    """``--data``, before a verb and after it."""

    def run(self, *arguments: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        return done.exit_code, done.stdout, done.stderr

    def test_every_verb_has_it(self) -> None:
        for verb in VERBS:
            assert "--data DIR" in self.run(verb, "--help")[1], verb
        assert "--data DIR" in self.run("--help")[1]

    def test_it_stands_before_the_verb_or_after_it_and_the_last_one_holds(self, package: Path, tmp_path: Path) -> None:
        model(tmp_path / "one", "one")
        model(tmp_path / "two", "two")
        one, two = str(tmp_path / "one"), str(tmp_path / "two")
        assert "ONE" in self.run("--data", one, "search", "one")[1]
        assert "ONE" in self.run("search", "one", "--data", one)[1]
        assert "TWO" in self.run("--data", one, "search", "two", "--data", two)[1]
        assert "own/models/one.yaml" in self.run("show", "one", "--data", one)[1]
        assert "model/one" in self.run("export", "--format", "nquads", "--data", one)[1]

    def test_a_folder_that_is_not_there_yet_is_mentioned(self, package: Path, tmp_path: Path) -> None:
        code, _, told = self.run("stats", "--data", str(tmp_path / "nowhere"))
        assert code == 0
        assert told.startswith(f"There is no folder {tmp_path}/nowhere yet")
        assert self.run("stats")[2] == ""

    def test_build_says_how_many_records_are_one_s_own(
        self, package: Path, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        model(own, "c")
        model(own, "a")
        records = len(list((package / "_assets/data").glob("*/*.yaml"))) + 1
        assert f" from {records} records, 2 of them your own.\n" in self.run("build")[1]
        assert f" from {records - 1} records.\n" in self.run("build", "--data", "none")[1]

    def test_a_mistake_is_exit_code_2_and_none_goes_on(self, package: Path, own: Path) -> None:
        model(own, "c", "basd_on: [model/a]\n")
        code, _, told = self.run("stats")
        assert code == 2
        assert str(own / "models/c.yaml") in told
        assert "--data none" in told
        assert self.run("stats", "--data", "none")[0] == 0


def test_an_environment_without_a_home_still_has_the_graph(package: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("HOME", "XDG_DATA_HOME")}
    code = (
        "import sys; from pathlib import Path; from mllm_kg import assets; assets._PACKAGE = Path(sys.argv[1]);"
        "import mllm_kg; print(mllm_kg.load().snapshot.manifest.statements > 0)"
    )
    command = [sys.executable, "-c", code, str(package)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert (done.stdout, done.stderr) == ("True\n", "")
