"""Identifiers of papers: found in addresses and texts, and what an identifier itself tells.

- An arXiv id (``2211.01786``, before April 2007 ``cs/0112017``) tells the year and the month of submission.
- An ACL Anthology id (``2023.acl-long.891``, before 2020 ``P19-1310``) tells the venue and its year.
- A DOI of arXiv or of the ACL tells the identifier there; any other tells nothing.

Nothing is fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from mllm_kg.findings import Words

__all__ = ["EXAMPLES", "NAMES", "Identifiers", "identify", "told_by_acl", "told_by_arxiv", "written"]

_ARXIV = (
    r"(?:(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.[0-9]{4}(?![0-9])"
    r"|(?:1[5-9]|[2-9][0-9])(?:0[1-9]|1[0-2])\.[0-9]{5}(?![0-9])"
    r"|[a-z]{2,10}(?:-[a-z]{2,10})?(?:\.[A-Z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}(?![0-9]))"
)
_ACL = r"(?:[0-9]{4}\.[a-z0-9]{1,30}-[a-z0-9]{1,30}\.[0-9]{1,5}|[A-Z][0-9]{2}-[0-9]{4})(?![0-9])"
_DOI = r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,3}/[^\s\"<>{}|\\^`]{1,200}"
_ARXIV_FOUND = re.compile(
    r"(?:arxiv\.org/[a-z]{2,5}|alphaxiv\.org/[a-z]{2,8}|ar5iv\.[a-z.]{2,30}/[a-z]{2,5}|huggingface\.co/papers"
    rf"|papers\.cool/arxiv|arxiv(?: preprint)?(?: arxiv)?[\s.:-])[/\s:]{{0,3}}(?P<id>{_ARXIV})",
    re.IGNORECASE,
)
_ACL_FOUND = re.compile(
    r"(?:aclanthology\.(?:org|info)|aclweb\.org/anthology|10\.18653/v1)/(?:papers/)?(?:[A-Z]/[A-Z][0-9]{2}/)?"
    rf"(?P<id>{_ACL})",
    re.IGNORECASE,
)
_DOI_FOUND = re.compile(rf"(?:doi\.org/|doi[:\s]\s?|\A)(?P<id>{_DOI})", re.IGNORECASE)
_WHOLE = {
    "arxiv_id": re.compile(rf"(?:arxiv\s?:\s?)?(?P<id>{_ARXIV})(?:v[0-9]{{1,3}})?", re.IGNORECASE),
    "doi": re.compile(rf"(?:doi\s?:\s?)?(?P<id>{_DOI})", re.IGNORECASE),
    "acl_anthology_id": re.compile(rf"(?P<id>{_ACL})"),
}

EXAMPLES = {
    "arxiv_id": "2211.01786",
    "doi": "10.18653/v1/2023.emnlp-main.1040",
    "acl_anthology_id": "2023.acl-long.891",
}
"""An example of each identifier, by the key of records."""

NAMES = {
    "arxiv_id": Words("arXiv id", ko="arXiv 식별자"),
    "doi": Words("DOI", ko="DOI"),
    "acl_anthology_id": Words("ACL Anthology id", ko="ACL Anthology 식별자"),
}
"""What people call each identifier, by the key of records."""

_PAGES = {
    "arxiv_id": "https://arxiv.org/abs/",
    "acl_anthology_id": "https://aclanthology.org/",
    "doi": "https://doi.org/",
}

_SERIES = {
    **dict.fromkeys(("aacl-main", "aacl-long", "aacl-short"), "AACL-IJCNLP"),
    **dict.fromkeys(("acl-main", "acl-long", "acl-short"), "ACL"),
    **dict.fromkeys(("eacl-main", "eacl-long", "eacl-short"), "EACL"),
    **dict.fromkeys(("naacl-main", "naacl-long", "naacl-short"), "NAACL"),
    **dict.fromkeys(("ijcnlp-main", "ijcnlp-long", "ijcnlp-short"), "IJCNLP-AACL"),
    **{
        f"findings-{name}": f"Findings of {name.upper()}"
        for name in ("acl", "eacl", "emnlp", "naacl", "ijcnlp", "aacl")
    },
    "cl-1": "Computational Linguistics",
    "coling-main": "COLING",
    "emnlp-main": "EMNLP",
    "lrec-1": "LREC",
    "lrec-main": "LREC-COLING",
    "semeval-1": "SemEval",
    "tacl-1": "TACL",
    "wmt-1": "WMT",
}
_LETTERS = {
    "C": "COLING",
    "D": "EMNLP",
    "E": "EACL",
    "J": "Computational Linguistics",
    "L": "LREC",
    "N": "NAACL",
    "P": "ACL",
    "Q": "TACL",
}
_JOINT = {
    ("acl", 2021): "ACL-IJCNLP",
    ("P", 2015): "ACL-IJCNLP",
    ("P", 2009): "ACL-IJCNLP",
    ("D", 2019): "EMNLP-IJCNLP",
}


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The identifiers of one work, as records write them; empty where there is none."""

    arxiv_id: str = ""
    doi: str = ""
    acl_anthology_id: str = ""

    def items(self) -> dict[str, str]:
        """Return those that there are, by the key of records."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}

    def joined(self, others: Identifiers) -> Identifiers:
        """Return these with what only the others have."""
        return replace(others, **self.items())

    def pages(self) -> list[str]:
        """Return the addresses at which the work is to be found by them."""
        return [_PAGES[key] + value for key, value in self.items().items()]


def identify(text: str) -> Identifiers:
    """Return the identifiers that an address or a text holds.

    :param text: an address, or a phrase such as ``arXiv preprint arXiv:2211.01786``
    """
    found = Identifiers()
    if arxiv := _ARXIV_FOUND.search(text):
        found = replace(found, arxiv_id=_arxiv(arxiv["id"]))
    if acl := _ACL_FOUND.search(text):
        found = replace(found, acl_anthology_id=_acl(acl["id"]))
    doi = _DOI_FOUND.search(text)
    if doi and not doi["id"].lower().startswith("10.48550/arxiv."):
        found = replace(found, doi=_doi(doi["id"]))
    return found


def written(key: str, text: str) -> Identifiers | None:
    """Return the identifier that a field holds, also as an address; ``None`` when it is not written like one.

    :param key: ``arxiv_id``, ``doi`` or ``acl_anthology_id``
    :param text: what stands in the field
    """
    text = text.strip()
    whole = _WHOLE[key].fullmatch(text)
    value = whole["id"] if whole else ""
    if key == "doi" and value:
        return identify(value)
    if key == "arxiv_id" and value:
        return Identifiers(arxiv_id=_arxiv(value))
    if value:
        return Identifiers(acl_anthology_id=value)
    found = identify(text)
    return found if found.items().get(key) or (key == "doi" and found.arxiv_id) else None


def _arxiv(text: str) -> str:
    archive, slash, number = text.partition("/")
    if not slash:
        return text
    name, dot, subject = archive.partition(".")
    return f"{name.lower()}{dot}{subject.upper()}/{number}"


def _acl(text: str) -> str:
    return text.lower() if "." in text else text.upper()


def _doi(text: str) -> str:
    text = text.lower().split("#")[0].rstrip(".,;:'*")
    for opening, closing in ("()", "[]"):
        while text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text[:-1].rstrip(".,;:")
    return text.removesuffix(".pdf")


def told_by_arxiv(identifier: str) -> tuple[int, int]:
    """Return the year and the month in which the first version of a preprint was submitted."""
    digits = identifier.rpartition("/")[2]
    year = int(digits[:2])
    return (1900 if year > 90 else 2000) + year, int(digits[2:4])


def told_by_acl(identifier: str) -> tuple[int, str]:
    """Return the year of publication and the venue, which is empty when the identifier does not tell it."""
    if "." in identifier:
        year, volume = int(identifier[:4]), identifier[5:].rpartition(".")[0]
        return year, _JOINT.get((volume.partition("-")[0], year)) or _SERIES.get(volume, "")
    digits = int(identifier[1:3])
    year = (1900 if digits > 50 else 2000) + digits
    return year, _JOINT.get((identifier[0], year)) or _LETTERS.get(identifier[0], "")
