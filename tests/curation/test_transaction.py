"""What is planned lands whole or not at all, and only where records may stand."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mllm_kg.assets import UNFINISHED, Assets
from mllm_kg.curation.transaction import Transaction
from mllm_kg.errors import MllmKgError, OutputError, UsageError
from mllm_kg.records.journal import reading, settle
from mllm_kg.records.locking import locked

ROOT = Path(__file__).resolve().parent.parent.parent
OLD, NEW = b"id: model/a\n", b"id: model/a\nyear: 2024\n"


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    """Make a folder with one record."""
    (tmp_path / "data/models").mkdir(parents=True)
    (tmp_path / "data/models/a.yaml").write_bytes(OLD)
    return Assets(tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


class TestChanges:
    """What a transaction does when nothing goes wrong."""

    def test_new_replaced_and_removed_files_land_together(self, assets: Assets) -> None:
        (assets.data / "models/b.yaml").write_bytes(b"b")
        with Transaction(assets) as change:
            change.write("models/a.yaml", NEW)
            change.write("papers/new-one.yaml", b"id: paper/new-one\n")
            change.delete("models/b.yaml")
            assert change.commit() == ("models/a.yaml", "models/b.yaml", "papers/new-one.yaml")
        assert files(assets.data) == {"models/a.yaml": NEW, "papers/new-one.yaml": b"id: paper/new-one\n"}

    def test_without_a_commit_nothing_changes(self, assets: Assets) -> None:
        with Transaction(assets) as change:
            change.write("models/a.yaml", NEW)
        assert files(assets.data) == {"models/a.yaml": OLD}

    def test_what_is_planned_is_read_back(self, assets: Assets) -> None:
        with Transaction(assets) as change:
            assert change.read("models/a.yaml") == OLD
            assert change.read("models/b.yaml") is None
            change.write("models/b.yaml", b"b")
            change.delete("models/a.yaml")
            assert change.read("models/b.yaml") == b"b"
            assert change.read("models/a.yaml") is None

    def test_a_file_that_holds_its_content_already_is_not_touched(self, assets: Assets) -> None:
        before = (assets.data / "models/a.yaml").stat()
        with Transaction(assets) as change:
            change.write("models/a.yaml", OLD)
            change.delete("models/b.yaml")
            assert change.commit() == ()
        after = (assets.data / "models/a.yaml").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    def test_one_transaction_may_commit_twice(self, assets: Assets) -> None:
        with Transaction(assets) as change:
            change.write("models/a.yaml", b"one")
            assert change.commit() == ("models/a.yaml",)
            change.write("models/a.yaml", b"two")
            assert change.commit() == ("models/a.yaml",)
        assert files(assets.data) == {"models/a.yaml": b"two"}

    def test_a_folder_of_ones_own_is_made_when_it_is_needed(self, assets: Assets, tmp_path: Path) -> None:
        own = tmp_path / "home/share/mllm-kg/data"
        with Transaction(Assets(assets.root, assets.root / "snapshot", own)) as change:
            change.write("models/a.yaml", NEW)
            change.commit()
        assert files(own) == {"models/a.yaml": NEW}
        assert files(assets.data) == {"models/a.yaml": OLD}

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o755])
    def test_a_replaced_file_keeps_its_mode(self, mode: int, assets: Assets) -> None:
        (assets.data / "models/a.yaml").chmod(mode)
        with Transaction(assets) as change:
            change.write("models/a.yaml", NEW)
            change.commit()
        assert stat.S_IMODE((assets.data / "models/a.yaml").stat().st_mode) == mode

    @pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
    def test_a_new_file_has_the_mode_that_is_usual_for_its_user(self, umask: int, mode: int, assets: Assets) -> None:
        before = os.umask(umask)
        try:
            with Transaction(assets) as change:
                change.write("models/b.yaml", b"b")
                change.commit()
        finally:
            os.umask(before)
        assert stat.S_IMODE((assets.data / "models/b.yaml").stat().st_mode) == mode


class TestOthers:
    """Others who change what a decision was based on."""

    def test_a_file_that_an_editor_changed_underneath_is_refused(self, assets: Assets) -> None:
        with Transaction(assets) as change:
            change.write("models/b.yaml", b"b")
            change.write("models/a.yaml", NEW)
            (assets.data / "models/a.yaml").write_bytes(b"an editor was here")
            with pytest.raises(OutputError, match=r"models/a.yaml: changed by someone else"):
                change.commit()
        assert files(assets.data) == {"models/a.yaml": b"an editor was here"}

    def test_so_is_one_that_was_only_read(self, assets: Assets) -> None:
        with Transaction(assets) as change:
            change.read("models/a.yaml")
            change.write("models/b.yaml", b"b")
            (assets.data / "models/a.yaml").unlink()
            with pytest.raises(OutputError, match=r"models/a.yaml: changed"):
                change.commit()
        assert files(assets.data) == {}

    @pytest.mark.parametrize("expected", [b"something older", None])
    def test_a_decision_made_before_the_lock_was_taken_is_checked(self, expected: bytes | None, assets: Assets) -> None:
        with Transaction(assets) as change, pytest.raises(OutputError, match="changed by someone else"):
            change.write("models/a.yaml", NEW, expected)
        with Transaction(assets) as change:
            change.write("models/a.yaml", NEW, OLD)
            change.write("models/b.yaml", b"b", None)
            change.commit()
        assert files(assets.data) == {"models/a.yaml": NEW, "models/b.yaml": b"b"}

    def test_a_curator_waits_for_another_and_is_told_so(self, assets: Assets, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("mllm_kg.records.locking._AFTER", 0.01)
        told: list[str] = []
        waiting = threading.Event()

        def other() -> None:
            with Transaction(assets, lambda line: (told.append(line), waiting.set())) as change:
                assert change.read("models/a.yaml") == NEW
                change.write("models/b.yaml", b"b")
                change.commit()

        with Transaction(assets) as change:
            thread = threading.Thread(target=other)
            thread.start()
            assert waiting.wait(10)
            change.write("models/a.yaml", NEW)
            change.commit()
        thread.join(10)
        assert files(assets.data) == {"models/a.yaml": NEW, "models/b.yaml": b"b"}
        assert told == [f"Waiting for another process that is at work in {assets.data} ..."]

    def test_waiting_has_a_limit(self, assets: Assets, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MLLM_KG_LOCK_TIMEOUT", "0.1")
        failed: list[MllmKgError] = []

        def other() -> None:
            try:
                with Transaction(assets):
                    pass
            except OutputError as error:
                failed.append(error)

        with Transaction(assets):
            thread = threading.Thread(target=other)
            thread.start()
            thread.join(10)
        assert "Another process has been at work" in str(failed[0])
        assert "MLLM_KG_LOCK_TIMEOUT" in str(failed[0])

    def test_readers_do_not_keep_each_other_out_but_keep_writers_out(
        self, assets: Assets, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MLLM_KG_LOCK_TIMEOUT", "0.1")
        done: list[str] = []

        def other() -> None:
            with reading([assets.data]):
                done.append("read")
            try:
                with Transaction(assets):
                    done.append("written")
            except OutputError:
                done.append("refused")

        with reading([assets.data]):
            thread = threading.Thread(target=other)
            thread.start()
            thread.join(10)
        assert done == ["read", "refused"]

    def test_whoever_holds_the_lock_can_read(self, assets: Assets) -> None:
        with Transaction(assets) as change, reading([assets.data]), locked(assets.data):
            change.write("models/a.yaml", NEW)
            change.commit()
        assert files(assets.data) == {"models/a.yaml": NEW}

    def test_a_lock_ends_with_its_process(self, assets: Assets) -> None:
        code = "import sys,os; from pathlib import Path; from mllm_kg.assets import Assets;"
        code += "from mllm_kg.curation.transaction import Transaction;"
        code += "Transaction(Assets(Path(sys.argv[1]))).__enter__(); os.kill(os.getpid(), 9)"
        subprocess.run([sys.executable, "-c", code, str(assets.root)], cwd=ROOT, check=False)
        with Transaction(assets) as change:
            assert change.settled is None


class TestPlaces:
    """Nothing is written but records, and nothing outside the folder."""

    @pytest.mark.parametrize(
        "place",
        [
            "../outside.yaml",
            "models/../../outside.yaml",
            "/etc/passwd",
            "models/a.yml",
            "models/A.yaml",
            "models/a b.yaml",
            "models/.yaml",
            "models/-a.yaml",
            "models/sub/a.yaml",
            "a.yaml",
            "survey/listing.csv",
            "nowhere/a.yaml",
            ".unfinished/journal",
            "models/a.yaml\n",
            "models/a.yaml\0",
            "",
        ],
    )
    def test_a_path_that_is_no_place_for_a_record_is_refused(self, place: str, assets: Assets) -> None:
        with Transaction(assets) as change:
            for plan in (lambda: change.write(place, b"x"), lambda: change.delete(place), lambda: change.read(place)):
                with pytest.raises(UsageError, match="no place for a record"):
                    plan()

    def test_every_folder_of_the_records_is_a_place(self, assets: Assets) -> None:
        folders = {path.parent.name for path in (ROOT / "data").glob("*/*.yaml")}
        with Transaction(assets) as change:
            for folder in folders:
                change.write(f"{folder}/x.yaml", b"x")
            change.commit()
        assert len(files(assets.data)) == len(folders) + 1 >= 9

    @pytest.mark.parametrize("target", ["file", "folder", "nothing"])
    def test_nothing_is_written_through_a_symbolic_link(self, target: str, assets: Assets, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "secret.yaml").write_bytes(b"secret")
        if target == "folder":
            (assets.data / "papers").symlink_to(outside)
            place = "papers/secret.yaml"
        else:
            place = "models/link.yaml"
            (assets.data / place).symlink_to(outside / ("secret.yaml" if target == "file" else "new.yaml"))
        with Transaction(assets) as change:
            with pytest.raises(OutputError, match="is a symbolic link"):
                change.write(place, b"overwritten")
            with pytest.raises(OutputError, match="is a symbolic link"):
                change.read(place)
        assert files(outside) == {"secret.yaml": b"secret"}

    def test_a_link_that_appears_before_the_commit_is_refused_too(self, assets: Assets, tmp_path: Path) -> None:
        (tmp_path / "outside").mkdir()
        with Transaction(assets) as change:
            change.write("papers/x.yaml", b"x")
            (assets.data / "papers").symlink_to(tmp_path / "outside")
            with pytest.raises(OutputError, match="is a symbolic link"):
                change.commit()
        assert files(tmp_path / "outside") == {}

    def test_the_folder_itself_may_be_a_link(self, assets: Assets, tmp_path: Path) -> None:
        (tmp_path / "linked").symlink_to(assets.data)
        with Transaction(Assets(tmp_path, own=tmp_path / "linked")) as change:
            change.write("models/b.yaml", b"b")
            change.commit()
        assert files(assets.data) == {"models/a.yaml": OLD, "models/b.yaml": b"b"}

    def test_a_folder_in_the_place_of_a_record_is_refused(self, assets: Assets) -> None:
        (assets.data / "models/b.yaml").mkdir()
        with Transaction(assets) as change, pytest.raises(OutputError, match="is no file"):
            change.write("models/b.yaml", b"b")

    def test_what_came_with_the_package_is_never_written(self, assets: Assets) -> None:
        with pytest.raises(UsageError, match="no folder to write records to"):
            Transaction(Assets(assets.root, assets.root / "snapshot"))


class TestRefusals:
    """Folders that can't be written to."""

    def test_one_that_may_only_be_read_is_a_clear_error(self, assets: Assets, monkeypatch: pytest.MonkeyPatch) -> None:
        def denied(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        with Transaction(assets) as change:
            change.write("models/a.yaml", NEW)
            monkeypatch.setattr(os, "mkdir", denied)
            with pytest.raises(OutputError, match=r"can't be written to: Permission denied; nothing was") as caught:
                change.commit()
        assert "--data DIR" in str(caught.value)
        assert files(assets.data) == {"models/a.yaml": OLD}

    def test_one_whose_path_is_a_file_is_a_clear_error(self, assets: Assets, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with (
            pytest.raises(OutputError, match="file is no folder"),
            Transaction(Assets(tmp_path, own=tmp_path / "file/data")),
        ):
            pass


class TestLeftovers:
    """What a process left that did not come to its end."""

    def leave(self, assets: Assets, journal: str | None, **contents: str) -> Path:
        pending = assets.data / UNFINISHED
        pending.mkdir()
        for name, content in contents.items():
            (pending / f"models+{name}.yaml.new").write_text(content)
        if journal is not None:
            (pending / "journal").write_text(journal)
        return pending

    def test_temporary_files_are_removed_and_mentioned(self, assets: Assets) -> None:
        pending = self.leave(assets, None, b="half", c="")
        told: list[str] = []
        with Transaction(assets, told.append) as change:
            assert change.settled is not None
            assert change.settled.dropped == ("models/b.yaml", "models/c.yaml")
            assert change.settled.finished == ()
        assert not pending.exists()
        assert told == ["A change that had been interrupted was taken back: models/b.yaml, models/c.yaml."]
        assert files(assets.data) == {"models/a.yaml": OLD}

    def test_a_change_that_counts_is_finished_and_mentioned(self, assets: Assets) -> None:
        self.leave(assets, '[["models/b.yaml", null, true]]', b="new")
        told: list[str] = []
        assert settle(assets.data, told.append) is not None
        assert told == ["A change that had been interrupted was finished: models/b.yaml."]
        assert files(assets.data) == {"models/a.yaml": OLD, "models/b.yaml": b"new"}

    def test_a_file_that_was_edited_since_is_left_alone(self, assets: Assets) -> None:
        self.leave(assets, f'[["models/a.yaml", "{"0" * 64}", true]]', a="new")
        with pytest.raises(OutputError, match=r"models/a.yaml was edited after a change to it had been interrupted"):
            settle(assets.data)
        assert (assets.data / "models/a.yaml").read_bytes() == OLD
        assert (assets.data / UNFINISHED / "models+a.yaml.new").read_bytes() == b"new"

    @pytest.mark.parametrize(
        "journal",
        [
            "",
            "{",
            "[1]",
            '[["../../outside.yaml", null, true]]',
            '[["/etc/passwd", null, false]]',
            "[[[], null, true]]",
        ],
    )
    def test_a_journal_that_is_not_ours_is_never_followed(self, journal: str, assets: Assets, tmp_path: Path) -> None:
        self.leave(assets, journal)
        with pytest.raises(OutputError, match="is not what mllm-kg wrote"):
            settle(assets.data)
        assert not (tmp_path / "outside.yaml").exists()

    def test_a_link_in_the_place_of_the_folder_is_not_followed(self, assets: Assets, tmp_path: Path) -> None:
        (tmp_path / "outside").mkdir()
        (tmp_path / "outside/precious").touch()
        (assets.data / UNFINISHED).symlink_to(tmp_path / "outside")
        with pytest.raises(OutputError, match="is no folder"):
            settle(assets.data)
        assert (tmp_path / "outside/precious").exists()

    def test_an_empty_folder_says_nothing_of_what_became_of_the_change(self, assets: Assets) -> None:
        pending = self.leave(assets, None)
        assert settle(assets.data) is None
        assert not pending.exists()

    def test_where_nothing_is_left_nothing_is_said(self, assets: Assets) -> None:
        assert settle(assets.data) is None
        assert settle(assets.data / "nowhere") is None
