"""Where the ontology, the records, the shapes and the questions are: in a checkout or in the installed package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mllm_kg import settings
from mllm_kg.errors import NotAvailable

__all__ = ["Assets", "find_assets"]

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = ("ontology", "data", "shapes", "queries")


@dataclass(frozen=True, slots=True)
class Assets:
    """The sources of the graph.

    :param root: the folder that holds all of them
    :param snapshot: a snapshot that came with the package and needs no build, or ``None`` in a checkout
    """

    root: Path
    snapshot: Path | None = None

    @property
    def ontology(self) -> Path:
        """The folder of the ontology, its alignments and the JSON-LD context."""
        return self.root / "ontology"

    @property
    def data(self) -> Path:
        """The folder of the records."""
        return self.root / "data"

    @property
    def shapes(self) -> Path:
        """The folder of the SHACL shapes and of the severity profile."""
        return self.root / "shapes"

    @property
    def queries(self) -> Path:
        """The folder of the research questions; its ``qc/`` holds the rules."""
        return self.root / "queries"


def find_assets() -> Assets:
    """Return the sources in force: the setting ``assets``, else the package's own, else the checkout around it.

    :raises NotAvailable: when none of these places has the four folders
    """
    chosen = settings.text("assets")
    if chosen:
        return _checked(Path(chosen).resolve())
    packaged = _PACKAGE / "_assets"
    if packaged.is_dir():
        return Assets(packaged, packaged / "snapshot")
    return _checked(_PACKAGE.parent)


def _checked(root: Path) -> Assets:
    missing = [name for name in _FOLDERS if not (root / name).is_dir()]
    if missing:
        raise NotAvailable(f"{root} has no {', '.join(missing)}; the graph can't be built from it.")
    return Assets(root)
