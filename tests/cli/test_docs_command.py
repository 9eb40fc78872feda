"""``mllm-kg docs`` as a person calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import environment, run, shell

pytestmark = pytest.mark.usefixtures("kg")


def test_it_writes_the_pages_and_says_where(tmp_path: Path) -> None:
    result = run("docs", "-o", str(tmp_path / "ref"))
    assert result.exit_code == 0
    size = sum(path.stat().st_size for path in (tmp_path / "ref").iterdir() if path.name != "manifest.json")
    assert result.stdout == f"7 pages, {size / 1e6:.1f} MB: {tmp_path / 'ref' / 'index.html'}\n"
    assert len(list((tmp_path / "ref").glob("*.html"))) == 7


def test_without_a_folder_it_writes_into_one_of_its_own(tmp_path: Path) -> None:
    result = shell("docs", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mllm-kg-docs"]
    again = shell("docs", "--lang", "ko", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert '<html lang="ko">' in (tmp_path / "mllm-kg-docs/index.html").read_text(encoding="utf-8")


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    result = run("docs", "-o", str(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.startswith("Error [output]: ")
    assert "holds thesis.tex, which was not written by this command; nothing was changed." in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize("tag", ["not a tag", "x_", "12345678901", "tlh"])
def test_a_language_that_is_none_is_refused(tag: str, tmp_path: Path) -> None:
    result = run("docs", "-o", str(tmp_path / "ref"), "--lang", tag)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error [unknown-name]: No language with labels in the graph is called {tag!r}.\n")
    assert not (tmp_path / "ref").exists()


@pytest.mark.parametrize(
    ("before", "environment", "tag"),
    [((), {"LC_ALL": "ko_KR.UTF-8"}, "en"), ((), {"MLLM_KG_LANGUAGE": "ko"}, "ko"), (("--lang", "ko"), {}, "ko")],
)
def test_the_pages_follow_the_program_and_the_setting_but_not_the_locale(
    tmp_path: Path, before: tuple[str, ...], environment: dict[str, str], tag: str
) -> None:
    assert run(*before, "docs", "-o", str(tmp_path / "ref"), env=environment).exit_code == 0
    assert f'<html lang="{tag}">' in (tmp_path / "ref/index.html").read_text(encoding="utf-8")


def test_a_language_without_pages_of_its_own_speaks_english(tmp_path: Path) -> None:
    result = run("docs", "-o", str(tmp_path / "ref"), "--lang", "fr")
    assert result.exit_code == 0
    assert '<html lang="en">' in (tmp_path / "ref/index.html").read_text(encoding="utf-8")


def test_a_record_of_one_s_own_is_counted_and_shown_as_text(tmp_path: Path) -> None:
    own = tmp_path / "own/models"
    own.mkdir(parents=True)
    record = "id: model/evil\ntype: LanguageModel\nlabel: <b>Evil & Co</b>\nchecked: 2026-11-22\n"
    (own / "evil.yaml").write_text(record)
    plain, mixed = tmp_path / "plain", tmp_path / "mixed"
    assert run("docs", "-o", str(plain)).exit_code == 0
    assert run("docs", "-o", str(mixed), "--data", str(tmp_path / "own")).exit_code == 0
    assert "<b>Evil" not in (mixed / "ontology.html").read_text(encoding="utf-8")
    assert (plain / "index.html").read_bytes() != (mixed / "index.html").read_bytes()


def test_the_bytes_do_not_depend_on_the_process(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        result = shell("docs", "-o", str(tmp_path / seed), env=environment() | {"PYTHONHASHSEED": seed})
        assert result.returncode == 0, result.stderr
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
    assert one == other
