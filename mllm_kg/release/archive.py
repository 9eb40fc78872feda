"""Archives that depend on nothing but what is in them: names sorted, times, owners and modes always the same.

The tar format is plain, so its bytes are the same on every machine. What a zip file compresses to depends on the version
of zlib as well; that is why the checksums of a release are those of the files within.
"""

from __future__ import annotations

import io
import tarfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

__all__ = ["tar_of", "write_zip"]

_MODE = 0o644
_REGULAR = 0o100000
_UNIX = 3
_FIRST_OF_ZIP = 315532800
"""1980-01-01, before which a zip file knows no time."""


def tar_of(files: Mapping[str, bytes], top: str, epoch: int) -> bytes:
    """Return files as a tar archive (POSIX.1-1988, with the pax extensions of POSIX.1-2001 for long names).

    :param files: contents by path
    :param top: the folder that they stand in, in the archive
    :param epoch: the time of all of them, in seconds since 1970
    """
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, content in sorted(files.items()):
            member = tarfile.TarInfo(f"{top}/{path}")
            member.size, member.mtime, member.mode = len(content), epoch, _MODE
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def write_zip(folder: Path, top: str, epoch: int, out: BinaryIO) -> None:
    """Write all files of a folder as a zip archive.

    :param folder: the folder
    :param top: the folder that they stand in, in the archive
    :param epoch: the time of all of them, in seconds since 1970; kept to two seconds, in UTC
    :param out: where to
    :raises OSError: when a file can't be read or the archive not written
    """
    stamp = time.gmtime(max(epoch, _FIRST_OF_ZIP))[:6]
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(out, "w") as archive:
        for path in paths:
            member = zipfile.ZipInfo(f"{top}/{path}", stamp)
            member.create_system, member.external_attr = _UNIX, (_REGULAR | _MODE) << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, (folder / path).read_bytes(), compresslevel=9)
