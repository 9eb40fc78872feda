r"""LaTeX in bibliographies, as text.

``{\'E}tude`` becomes ``Étude``, braces that only protect case go, ``\&`` becomes ``&``, inline mathematics is written out.
pylatexenc decodes; what it can't, and what is nested too deep to be a title, keeps its words and loses its markup. Macros
that would read a file say nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

__all__ = ["decoded"]

_DEEPEST = 12
_LONGEST = 20_000
_MARKUP = re.compile(r"[\\{}$^~%&#_]|--|``|''")
_COMMAND = re.compile(r"\\[A-Za-z]{1,30}\*?\s?|\\.|[{}$]")
_BARE_SPECIAL = re.compile(r"(?<!\\)([%&#])")


def decoded(text: str) -> str:
    """Return a BibTeX value as one line of plain text."""
    if _MARKUP.search(text):
        text = _without_latex(text[:_LONGEST])
    return " ".join(text.split())


def _without_latex(text: str) -> str:
    if _depth(text) <= _DEEPEST:
        try:
            return str(_decoder().latex_to_text(_BARE_SPECIAL.sub(r"\\\1", text)))
        except Exception:  # it raises whatever its tables run into, for macros that it knows by half
            pass
    return _COMMAND.sub("", text)


def _depth(text: str) -> int:
    deepest = level = 0
    for char in re.findall(r"(?<!\\)[{}$]", text):
        level += 1 if char == "{" else -1 if char == "}" else 0
        deepest = max(deepest, level)
    return deepest


@cache
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    macros = get_default_latex_context_db()
    silent = ("input", "include", "includegraphics", "cite", "citep", "citet", "footnote", "thanks")
    macros.add_context_category(
        "titles",
        prepend=True,
        macros=[
            *(MacroTextSpec(name, simplify_repl="") for name in silent),
            MacroTextSpec("url", simplify_repl="%s"),
            *(MacroTextSpec(name, simplify_repl=name) for name in ("LaTeX", "TeX")),
        ],
    )
    return LatexNodes2Text(latex_context=macros, math_mode="text", keep_comments=False, strict_latex_spaces=False)
