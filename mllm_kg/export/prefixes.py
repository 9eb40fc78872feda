r"""Short names for IRIs: the usual prefixes, and one for each kind of entity.

``kg:model/bloomz`` would have to be written ``kg:model\/bloomz`` in Turtle; with a prefix for each kind it is
``model:bloomz``. Only the prefixes that a document uses are declared in it.
"""

from __future__ import annotations

import re

from mllm_kg.namespaces import KG, KINDS, PREFIXES

__all__ = ["Prefixes"]

_NAMESPACES = {
    **{namespace: prefix for prefix, namespace in PREFIXES.items()},
    **{f"{KG}{kind}/": kind for kind in KINDS},
}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


class Prefixes:
    """Shortens IRIs and remembers which prefixes that took.

    :param avoid: prefixes that must not be used
    """

    def __init__(self, avoid: frozenset[str] = frozenset()) -> None:
        self._avoid = avoid
        self._known: dict[str, str | None] = {}
        self._used: set[str] = set()

    def short(self, iri: str) -> str | None:
        """Return the prefixed name of an IRI, or ``None`` when it has none that Turtle allows without escapes."""
        try:
            return self._known[iri]
        except KeyError:
            found = self._known[iri] = self._shorten(iri)
            return found

    def _shorten(self, iri: str) -> str | None:
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        namespace = iri[:end]
        prefix = _NAMESPACES.get(namespace)
        if prefix is None or prefix in self._avoid or not _LOCAL.fullmatch(iri, end):
            return None
        self._used.add(namespace)
        return f"{prefix}:{iri[end:]}"

    @property
    def used(self) -> dict[str, str]:
        """The prefixes used so far, sorted, with their namespaces."""
        return dict(sorted((_NAMESPACES[namespace], namespace) for namespace in self._used))
