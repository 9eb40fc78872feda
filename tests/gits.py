"""Git repositories that tests make."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["GitFolder"]

_WHO = {
    f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "T"), ("EMAIL", "t@t"))
}


class GitFolder:
    """A repository in a folder, apart from the settings of whoever runs the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self("init", "--quiet", "--initial-branch=main")

    def __call__(self, *arguments: str, given: bytes | None = None) -> str:
        """Run git and return what it says."""
        env = {**os.environ, **_WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=env, input=given, capture_output=True, check=True
        )
        return os.fsdecode(done.stdout).strip()

    def commit(self, **files: str | None) -> str:
        """Write files (``None`` takes one away), commit everything, and return the commit's id."""
        self.write(files)
        self("add", "--all")
        self("commit", "--quiet", "--allow-empty", "--message", "A change")
        return self("rev-parse", "HEAD")

    def write(self, files: dict[str, str | None]) -> None:
        """Write files, or take them away."""
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
