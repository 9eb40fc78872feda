"""Venues as lists write them, and as the graph calls them: the series, without year and volume.

:meth:`Venues.read` tries, in this order:

1. the whole text, without its year, is the name of a known venue;
2. it names a workshop: that is known by its whole name alone, or not at all;
3. it holds the full name of a series (``Conference on Empirical Methods in Natural Language Processing``);
4. it holds a series's acronym (``EMNLP'22``, ``*ACL 2023*``);
5. it says that it is a preprint.

``Findings`` and ``System Demonstrations`` make a series of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mllm_kg.lookup import fold

__all__ = ["VenueFound", "Venues", "year_in"]

_FULL_NAMES = (
    ("asia pacific chapter of the association for computational linguistics", "AACL"),
    ("north american chapter of the association for computational linguistics", "NAACL"),
    ("north american chapter of the acl", "NAACL"),
    ("nations of the americas chapter of the association for computational linguistics", "NAACL"),
    ("european chapter of the association for computational linguistics", "EACL"),
    ("european chapter of the acl", "EACL"),
    ("transactions of the association for computational linguistics", "TACL"),
    ("transactions of the acl", "TACL"),
    ("empirical methods in natural language processing", "EMNLP"),
    ("association for computational linguistics and the", "ACL-IJCNLP"),
    ("annual meeting of the association for computational linguistics", "ACL"),
    ("annual meeting of the acl", "ACL"),
    ("findings of the association for computational linguistics", "ACL"),
    ("learning representations", "ICLR"),
    ("neural information processing systems", "NeurIPS"),
    ("transactions on machine learning research", "TMLR"),
    ("journal of machine learning research", "JMLR"),
    ("international conference on machine learning", "ICML"),
    ("aaai conference on artificial intelligence", "AAAI"),
    ("international joint conference on artificial intelligence", "IJCAI"),
    ("joint international conference on computational linguistics language resources and evaluation", "LREC-COLING"),
    ("international conference on computational linguistics", "COLING"),
    ("language resources and evaluation", "LREC"),
    ("european association for machine translation", "EAMT"),
    ("conference on machine translation", "WMT"),
    ("workshop on semantic evaluation", "SemEval"),
    ("conference on language modeling", "COLM"),
    ("computational natural language learning", "CoNLL"),
    ("nordic conference on computational linguistics", "NoDaLiDa"),
)
_ACRONYMS = (
    "AAAI AACL AACL-IJCNLP ACL ACL-IJCNLP AISTATS AMTA CIKM COLING COLM CVPR CoNLL EACL EAMT ECCV EMNLP EMNLP-IJCNLP ICASSP "
    "ICCV ICLR ICML IJCAI IJCNLP IJCNLP-AACL INLG INTERSPEECH JAIR JMLR KDD LREC LREC-COLING NAACL NAACL-HLT NLPCC NeurIPS "
    "NIPS RANLP SIGDIAL SIGIR SemEval TACL TALLIP TASLP TMLR WMT WSDM WWW"
)
_SAME = {"NIPS": "NeurIPS", "NAACL-HLT": "NAACL", "Neurips": "NeurIPS", "NEURIPS": "NeurIPS", "SEMEVAL": "SemEval"}
_YEAR = re.compile(r"(?<![0-9.:/])(19[5-9][0-9]|20[0-9]{2})(?![0-9]|\.[0-9]{4})")
_SHORT_YEAR = re.compile(r"(?:['’‘]\s?|(?<=[A-Z]))([0-3][0-9])(?![0-9A-Za-z])")
_PREPRINT = re.compile(r"\b(?:arxiv|preprint|corr|biorxiv|under review|in submission)\b", re.IGNORECASE)
_WORKSHOP = re.compile(r"\b(?:workshop|tutorial|shared task|@)\b|@", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:proceedings|proc|of|the|in|to|appear|appears|accepted|by|at|main|long|short|conference|paper|papers"
                   r"|oral|poster|spotlight|findings|volume|track|demo|demos|system|demonstrations|industry|st|nd|rd|th)\b")  # fmt: skip


@dataclass(frozen=True, slots=True)
class VenueFound:
    """What a text says of a venue.

    :param series: as the graph calls it; empty when it is none that is known
    :param year: the year beside it
    :param preprint: whether it is said to be a preprint
    :param alone: whether the text says nothing else
    """

    series: str = ""
    year: int | None = None
    preprint: bool = False
    alone: bool = False

    @property
    def anything(self) -> bool:
        """Whether it says anything of a venue or a year."""
        return bool(self.series or self.year or self.preprint)


def year_in(text: str) -> int | None:
    """Return the first year that a text names, also as ``'22`` or ``EMNLP22``."""
    if found := _YEAR.search(text):
        return int(found[1])
    short = _SHORT_YEAR.search(text)
    return 2000 + int(short[1]) if short else None


class Venues:
    """The venues that are known.

    :param labels: what the graph calls its venues
    """

    def __init__(self, labels: Iterable[str] = ()) -> None:
        self.labels = {_bare(label): label for label in labels}
        shorts = {label for label in self.labels.values() if " " not in label and sum(map(str.isupper, label)) > 1}
        known = sorted({*_ACRONYMS.split(), *_SAME, *shorts, "ACM MM"}, key=lambda name: (-len(name), name))
        self._acronym = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, known))})(?![A-Za-z])")

    def read(self, text: str) -> VenueFound:
        """Return what a text says of a venue.

        :param text: a phrase, such as ``Findings of EMNLP 2023`` or ``*ACL'23*``
        """
        bare, year = _bare(text), year_in(text)
        if bare in self.labels:
            return VenueFound(self.labels[bare], year, alone=True)
        if _WORKSHOP.search(text):
            return VenueFound(year=year)
        series, left = self._series(text, bare)
        preprint = not series and bool(_PREPRINT.search(text))
        left = _LEFT.sub(" ", _PREPRINT.sub(" ", left))
        return VenueFound(series, year, preprint, alone=not any(char.isalpha() for char in _undated(left)))

    def _series(self, text: str, bare: str) -> tuple[str, str]:
        """Return the series that a text names, and what else it says."""
        name, left = "", bare
        for phrase, series in _FULL_NAMES:
            if phrase in bare:
                name, left = series, bare.replace(phrase, " ")
                break
        inner = self._acronym.search(text)
        if inner and (not name or "findings" in bare):
            name, left = _SAME.get(inner[0], inner[0]), fold(text.replace(inner[0], " ")) if not name else left
        if name in ("ACL", "EMNLP", "NAACL", "EACL", "AACL", "ACL-IJCNLP") and "findings" in bare:
            return f"Findings of {name.removesuffix('-IJCNLP')}", left
        if name and re.search(r"\bdemo(?:s|nstrations)?\b", bare):
            demo = f"{name} (System Demonstrations)"
            return (demo if _bare(demo) in self.labels else ""), left
        return name, left


def _bare(text: str) -> str:
    """Return a text without year, punctuation, case."""
    return " ".join(re.sub(r"[\W_]+", " ", _undated(fold(text))).split())


def _undated(text: str) -> str:
    months = r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\b"
    return re.sub(months, " ", _SHORT_YEAR.sub(" ", _YEAR.sub(" ", text)), flags=re.IGNORECASE)
