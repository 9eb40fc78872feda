"""The Korean form of every sentence that findings say, under the English template; slots keep their names."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["KOREAN"]

KOREAN: Mapping[str, str] = {}
