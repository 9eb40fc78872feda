"""What a bundle is made of: its name, its files, and the folder that they are gathered in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

__all__ = ["CODE", "DATA", "BundleFile", "Edition", "Stage"]

DATA, CODE = "CC-BY-4.0", "Apache-2.0"
"""The licences of a bundle's files, as SPDX identifiers."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which release it is.

    :param version: its version, such as ``1.2.0``
    :param numbers: the same as numbers
    :param released: the day on which it came out
    :param epoch: the time that its files carry, in seconds since 1970 (UTC)
    """

    version: str
    numbers: tuple[int, int, int]
    released: date
    epoch: int

    @property
    def name(self) -> str:
        """What the bundle is called: the name of its folder, and of its archive without the suffix."""
        return f"mllm-kg-{self.version}"


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file of a bundle.

    :param path: where it is within the bundle, with slashes
    :param size: how large it is, in bytes
    :param sha256: its SHA-256, in hexadecimal
    :param media_type: its IANA media type
    :param title: what it holds, in a phrase
    :param license: the SPDX identifier of its licence
    :param conforms_to: the specifications that it follows
    """

    path: str
    size: int
    sha256: str
    media_type: str
    title: str
    license: str = DATA
    conforms_to: tuple[str, ...] = ()


@dataclass(slots=True)
class Stage:
    """The folder in which a bundle is gathered before it takes its place.

    :param folder: the folder, which exists and is empty
    :param files: what has been written, by path
    """

    folder: Path
    files: dict[str, BundleFile] = field(default_factory=dict)

    def put(
        self,
        path: str,
        content: bytes,
        media_type: str,
        title: str,
        *,
        license: str = DATA,
        conforms_to: Iterable[str] = (),
    ) -> BundleFile:
        """Write a file and note what it is.

        :raises OSError: when it can't be written
        """
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as stream:
            stream.write(content)
        digest = hashlib.sha256(content).hexdigest()
        file = BundleFile(path, len(content), digest, media_type, title, license, tuple(conforms_to))
        self.files[path] = file
        return file

    @property
    def size(self) -> int:
        """How large all files are together, in bytes."""
        return sum(file.size for file in self.files.values())
