"""Addresses that stand with an entry, sorted: the work itself, its code, or something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from mllm_kg.curation.identifiers import identify
from mllm_kg.curation.importers.model import Entry
from mllm_kg.records.values import BadValue, absolute_iri

__all__ = ["Address", "is_role", "role_of", "sorted_addresses"]

_PAPER_HOSTS = (
    "aclanthology.org", "aclweb.org", "ar5iv.org", "arxiv.org", "biorxiv.org", "dl.acm.org", "doi.org", "ieeexplore.ieee.org",
    "jmlr.org", "link.springer.com", "mdpi.com", "mlr.press", "nature.com", "neurips.cc", "nips.cc", "openaccess.thecvf.com",
    "openreview.net", "aaai.org", "sciencedirect.com", "semanticscholar.org", "ssrn.com", "transacl.org", "alphaxiv.org",
    "direct.mit.edu", "ijcai.org", "isca-archive.org", "isca-speech.org", "papers.cool", "paperswithcode.com/paper",
    "huggingface.co/papers", "osf.io", "hal.science", "lrec-conf.org",
)  # fmt: skip
_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "gitee.com", "codeberg.org")
_PAPER_WORDS = (
    "paper pdf arxiv abs abstract article preprint html acl anthology doi openreview acm ieee springer pub publication journal"
    " proceedings link url full text"
)
_CODE_WORDS = "code github git repo repository implementation pytorch tensorflow tf jax source gitlab"
_OTHER_WORDS = (
    "project page website web site homepage home demo data dataset datasets model models weights checkpoint checkpoints blog"
    " post slides video videos poster bib bibtex cite citation hf huggingface hugging face twitter x tweet talk official"
    " unofficial star stars review reviews appendix supp supplementary supplement leaderboard notes note youtube docs doc"
    " colab space collection corpus benchmark resources resource news tutorial readme summary semantic scholar 🤗 🤖 📄 💻"
)
_PAPER, _CODE = frozenset(_PAPER_WORDS.split()), frozenset(_CODE_WORDS.split())
_ROLES = _PAPER | _CODE | frozenset(_OTHER_WORDS.split())


@dataclass(frozen=True, slots=True)
class Address:
    """An address and the words of its link."""

    href: str
    text: str


def is_role(text: str) -> bool:
    """Whether the words of a link say what it leads to, and not what the work is called."""
    words = re.findall(r"[\w🤗🤖📄💻]+", text.casefold())
    known = sum(word in _ROLES for word in words)
    return 0 < known <= 4 and all(word in _ROLES or word.isdigit() for word in words)


def role_of(address: Address) -> str:
    """Return what an address leads to: ``paper``, ``code`` or ``other``; empty when nothing tells."""
    parts = urlsplit(address.href)
    host = (parts.hostname or "").removeprefix("www.")
    place = host + parts.path
    if any(_of(host, known) or place.startswith(known) for known in _CODE_HOSTS):
        return "code"
    if any(_of(host, known) or place.startswith(known) for known in _PAPER_HOSTS):
        return "paper"
    words = set(re.findall(r"\w+", address.text.casefold()))
    if is_role(address.text) and words:
        return "paper" if words & _PAPER else "code" if words & _CODE else "other"
    return "paper" if parts.path.lower().endswith(".pdf") else ""


def _of(host: str, known: str) -> bool:
    return host == known or host.endswith("." + known)


def sorted_addresses(entry: Entry, addresses: Iterable[Address]) -> None:
    """Put addresses where they belong in an entry, and the identifiers that they hold.

    What is no absolute web address is left out.
    """
    for address in addresses:
        href = address.href.strip()
        if not href.lower().startswith(("http://", "https://")):
            continue
        try:
            href = absolute_iri(href)
            role = role_of(Address(href, address.text))
        except (BadValue, ValueError):
            continue
        if role == "paper":
            entry.identifiers = entry.identifiers.joined(identify(unquote(href)))
        place = {"paper": entry.pages, "code": entry.code}.get(role, entry.others)
        if href not in place:
            place.append(href)
