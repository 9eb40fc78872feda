"""Make the sources of a larger graph of the same shape: the real records, and copies of those that grow in number.

A copy has a slug, a name and identifiers of its own and says the same otherwise: papers, models, methods, resources and
benchmarks refer to the languages, taxonomies and people that the real ones refer to.
"""

from __future__ import annotations

import re
import shutil
from itertools import count, islice
from pathlib import Path

from measure import ROOT

FOLDERS = ("papers", "models", "methods", "resources", "benchmarks")
SOURCES = ("ontology", "data", "shapes", "queries")


def sources(folder: Path, copies: int) -> None:
    """Fill a folder with the project's sources and some copied records.

    :param copies: how many records to add; when there are more than real ones, each is copied several times
    """
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name)
    records = [path for name in FOLDERS for path in sorted((ROOT / "data" / name).glob("*.yaml"))]
    # Every seventh first: few copies are then of all kinds, too.
    mixed = [path for start in range(7) for path in records[start::7]]
    for number, path in islice(((n, path) for n in count(1) for path in mixed), copies):
        target = folder / "data" / path.parent.name / f"{path.stem}-copy-{number}.yaml"
        target.write_text(copied(path.read_text(encoding="utf-8"), number), encoding="utf-8")


def copied(record: str, number: int) -> str:
    """Return the ``number``-th copy of a record."""
    kept = re.sub(r"^(listed_key|alternative_title):.*\n([ -].*\n)*", "", record, flags=re.MULTILINE)
    return "".join(f"{_copied(line, number)}\n" for line in kept.splitlines())


def _copied(line: str, number: int) -> str:
    """Return a line of a copy: slugs, names and identifiers are its own, wherever in the record they stand."""
    found = _LINE.match(line)
    if found is None:
        return line
    key, value = found["key"], found["value"]
    if key == "id":
        value = f"{value}-copy-{number}"
    elif key in ("title", "label", "alias"):
        value = _names(value, number)
    elif key == "doi":
        value = re.sub(r"(?=\"?$)", f".copy{number}", value, count=1)
    else:  # arXiv and the ACL Anthology: another number behind the last dot, hyphen or letter
        value = re.sub(r"\d+(?=\"?$)", lambda digits: _moved(digits[0], number), value)
    return found["before"] + value


_LINE = re.compile(r"(?P<before>[ -]*(?P<key>id|title|label|alias|doi|arxiv_id|acl_anthology_id): )(?P<value>.+)")


def _names(value: str, number: int) -> str:
    """Return one name, or a list of some, each with a word before it."""
    if not value.startswith("["):
        return re.sub(r"^([\"']?)", rf"\1Copy {number} of ", value)
    return re.sub(r"(^\[|, )([\"']?)", rf"\1\2Copy {number} of ", value)


def _moved(digits: str, number: int) -> str:
    """Return another number: of as many digits where there are four or more, else a longer one."""
    if len(digits) < 4:
        return f"{digits}{number:03}"
    return str((int(digits) + 397 * number) % 10 ** len(digits)).zfill(len(digits))
