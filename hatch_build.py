"""Builds the snapshot that the wheel carries, so that nothing is built at first use."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface[Any]):
    """Puts a snapshot of the graph into the wheel; an editable install builds its own when it is first used."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the snapshot into ``build/snapshot`` and add it to the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, self.root)
        try:
            from mllm_kg.assets import Assets
            from mllm_kg.build import build_snapshot
        finally:
            sys.path.remove(self.root)
        target = root / "build" / "snapshot"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        build_snapshot(Assets(root), target)
        build_data["force_include"][str(target)] = "mllm_kg/_assets/snapshot"
