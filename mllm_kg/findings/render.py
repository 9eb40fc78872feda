"""Findings for people and for programs: a registry of formats, each a function from findings and a language to text.

A format's code is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TypeAlias

from mllm_kg.findings.model import Finding
from mllm_kg.findings.text import render_text
from mllm_kg.findings.wording import summary

__all__ = ["RENDERERS", "Renderer", "render_text", "summary"]

Renderer: TypeAlias = Callable[[Sequence[Finding], str], str]


def _later(name: str, module: str | None = None) -> Renderer:
    """Return the renderer ``render_<name>`` of a module, by default of that name, loaded when it is called."""

    def render(findings: Sequence[Finding], language: str) -> str:
        renderer: Renderer = getattr(import_module(f"mllm_kg.findings.{module or name}"), f"render_{name}")
        return renderer(findings, language)

    return render


RENDERERS: Mapping[str, Renderer] = {
    "text": render_text,
    "json": _later("json", "data"),
    **{name: _later(name) for name in ("sarif", "junit", "github", "turtle")},
}
"""The formats, by name; each takes findings and the BCP 47 tag of a language that findings are told in."""
