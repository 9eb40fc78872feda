"""A disk that keeps only what was synced, for certain, and of the rest any part.

1. :class:`Recorder` writes down every call that changes the file system, and every sync.
2. :func:`crashes` goes through the moments between two calls. What was done before the moment and synced since is on
   the disk; of what was not synced, nothing, everything, everything but one call, or one call alone.
3. :func:`lay_out` makes the files that such a disk holds when the machine comes up again.

A sync of a file keeps its content and its permissions; a sync of a folder keeps the names that came and went in it. A
renamed file is at the one place or at the other, never at both: journaling file systems promise that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crash.faults import CALLS

USUAL = 0o644


@dataclass(frozen=True)
class Op:
    """One call.

    :param kind: create, write, chmod, mkdir, rmdir, unlink, rename or sync
    :param path: what it is about; for a rename, the new name
    :param file: the number of the file, whatever its name is; 0 for a folder
    :param value: the bytes written, the permissions, or the old name
    """

    kind: str
    path: Path
    file: int = 0
    value: Any = None

    @property
    def needs(self) -> set[Path | int]:
        """What must be synced for this call to be kept: files by number, folders by path."""
        if self.kind in ("write", "chmod"):
            return {self.file}
        return {self.path.parent, self.value.parent} if self.kind == "rename" else {self.path.parent}


@dataclass
class Tree:
    """What a disk holds: folders, names of files, and the content and permissions of each file."""

    folders: set[Path] = field(default_factory=set)
    names: dict[Path, int] = field(default_factory=dict)
    contents: dict[int, tuple[bytes, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path) -> Tree:
        """Return what is below a folder."""
        tree = cls({root})
        for path in sorted(root.rglob("*")):
            if path.is_dir():
                tree.folders.add(path)
            else:
                tree.names[path] = len(tree.names) + 1
                tree.contents[tree.names[path]] = path.read_bytes(), path.stat().st_mode & 0o777
        return tree

    def copy(self) -> Tree:
        """Return another tree that holds the same."""
        return Tree(set(self.folders), dict(self.names), dict(self.contents))

    def apply(self, op: Op) -> None:
        """Do what a call does, as far as that is possible after others were lost."""
        content, mode = self.contents.get(op.file, (b"", USUAL))
        if op.kind == "write":
            self.contents[op.file] = content + op.value, mode
        elif op.kind == "chmod":
            self.contents[op.file] = content, op.value
        elif op.kind == "unlink":
            self.names.pop(op.path, None)
        elif op.kind == "rmdir" and not any(op.path in name.parents for name in self.names):
            self.folders.discard(op.path)
        elif op.path.parent not in self.folders:
            return
        elif op.kind == "mkdir":
            self.folders.add(op.path)
        elif op.kind in ("create", "rename"):
            if op.kind == "rename":
                self.names.pop(op.value, None)
            self.names[op.path] = op.file
            self.contents.setdefault(op.file, (b"", USUAL))


class Recorder:
    """Writes down what this process does to a file system.

    :param root: the folder that matters
    """

    def __init__(self, root: Path) -> None:
        self.before = Tree.read(root)
        self.ops: list[Op] = []
        self._now = self.before.copy()
        self._descriptors: dict[int, Path] = {}

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Write down what happens in the block."""
        real = {name: getattr(os, name) for name in CALLS}

        def wrapped(name: str) -> Callable[..., Any]:
            def call(*args: Any, **options: Any) -> Any:
                answer = real[name](*args, **options)
                self._saw("rename" if name == "replace" else name, answer, *args)
                return answer

            return call

        for name in CALLS:
            setattr(os, name, wrapped(name))
        try:
            yield
        finally:
            for name, call in real.items():
                setattr(os, name, call)

    def _saw(self, call: str, answer: Any, first: Any, second: Any = None, *_: Any) -> None:
        if call == "open":
            self._descriptors[answer] = path = Path(first)
            if second & os.O_CREAT and path not in self._now.names:
                self._note(Op("create", path, len(self._now.contents) + 1))
        elif call == "write":
            self._note(Op("write", path := self._descriptors[first], self._now.names[path], bytes(second[:answer])))
        elif call == "fsync":
            path = self._descriptors[first]
            self._note(Op("sync", path, self._now.names.get(path, 0)))
        elif call == "rename":
            self._note(Op("rename", Path(second), self._now.names[Path(first)], Path(first)))
        else:
            self._note(Op(call, Path(first), self._now.names.get(Path(first), 0), second))

    def _note(self, op: Op) -> None:
        self._now.apply(op)
        self.ops.append(op)


def crashes(before: Tree, ops: list[Op]) -> Iterator[tuple[int, Tree]]:
    """Go through what a disk may hold after a crash: how many calls had been made, and what is there."""
    for made in range(len(ops) + 1):
        done = [op for op in ops[:made] if op.kind != "sync"]
        unsure = [op for op in done if not _is_synced(op, ops[:made])]
        kept = {id(op) for op in done}
        choices = [kept, kept - {id(op) for op in unsure}]
        choices += [kept - {id(op)} for op in unsure]
        choices += [kept - {id(other) for other in unsure if other is not op} for op in unsure]
        for choice in {frozenset(choice) for choice in choices}:
            tree = before.copy()
            for op in done:
                if id(op) in choice:
                    tree.apply(op)
            yield made, tree


def _is_synced(op: Op, made: list[Op]) -> bool:
    """Whether everything that a call needs to be kept was synced after it."""
    later = made[next(at for at, other in enumerate(made) if other is op) :]
    synced = {other.file or other.path for other in later if other.kind == "sync"}
    return op.needs <= synced


def lay_out(tree: Tree, root: Path, target: Path) -> None:
    """Make the files that a tree of ``root`` holds, in another folder."""
    for folder in sorted(tree.folders):
        (target / folder.relative_to(root)).mkdir(exist_ok=True)
    for path, file in tree.names.items():
        if path.parent in tree.folders:
            content, mode = tree.contents.get(file, (b"", USUAL))
            place = target / path.relative_to(root)
            place.write_bytes(content)
            place.chmod(mode)
