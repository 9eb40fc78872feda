"""A folder of records and a change to several of them, for the tests that break it off."""

from __future__ import annotations

from pathlib import Path

from mllm_kg.assets import Assets
from mllm_kg.curation.transaction import Transaction
from tests.crash.faults import state

BEFORE = {"models/a.yaml": b"a", "models/b.yaml": b"b", "papers/c.yaml": b"c", "survey/listing.csv": b"x"}
AFTER = {
    "models/a.yaml": b"changed" * 100,
    "models/new.yaml": b"n",
    "papers/c.yaml": b"",
    "resources/d.yaml": b"in a folder that was not there",
    "survey/listing.csv": b"x",
}
MODES = {"models/a.yaml": 0o600, "papers/c.yaml": 0o664}


def make(root: Path) -> Assets:
    """Make the folder."""
    for place, content in BEFORE.items():
        path = root / "data" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(MODES.get(place, 0o644))
    return Assets(root)


def change(assets: Assets) -> None:
    """Replace, add and remove records."""
    with Transaction(assets) as transaction:
        for place in sorted({*BEFORE, *AFTER} - {"survey/listing.csv"}):
            if place not in AFTER:
                transaction.delete(place)
            else:
                transaction.write(place, AFTER[place])
        transaction.commit()


def side(assets: Assets) -> str:
    """Tell whether the folder is, byte for byte and with the right permissions, as before or as after the change.

    :raises AssertionError: when it is neither
    """
    found = state(assets.data)
    contents = {place: content for place, (content, _) in found.items()}
    assert contents in (BEFORE, AFTER), f"a mixture: {contents}"
    modes = {place: mode & 0o777 for place, (_, mode) in found.items()}
    assert modes == {place: MODES.get(place, 0o644) for place in contents}
    return "before" if contents == BEFORE else "after"
