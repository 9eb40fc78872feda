"""Limits and defaults, in one table that feeds the command line and the documentation.

Each setting can be overridden by an environment variable: ``MLLM_KG_`` and the name in capitals.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from mllm_kg.errors import BadParameter, UnknownName

__all__ = ["SETTINGS", "Setting", "number", "text"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table.

    :param name: what code and documentation call it
    :param default: the value that holds when the environment says nothing
    :param description: what it is for, and its unit
    """

    name: str
    default: str
    description: str

    @property
    def variable(self) -> str:
        """The environment variable that overrides it."""
        return "MLLM_KG_" + self.name.upper()


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("assets", "", "folder with ontology/, data/, shapes/ and queries/; empty: the checkout or the package"),
        Setting("cache", "", "folder for built snapshots; empty: the platform's cache folder for the user"),
        Setting(
            "data", "", "folder with records of your own, or none; empty: the user's data folder, none in a checkout"
        ),
        Setting("language", "", "language to show things in, as a BCP 47 tag; empty: that of the locale, else English"),
        Setting("lock_timeout", "60", "how long to wait for another process that writes records, in seconds"),
        Setting("endpoint_timeout", "30", "how long a SPARQL endpoint may take, in seconds"),
        Setting("candidates", "5", "how many near names an error offers"),
        Setting("search_limit", "10", "how many entities a search shows"),
        Setting("progress_after", "1", "seconds of building after which progress is shown"),
        Setting("reasoner_timeout", "300", "how long HermiT may run, in seconds"),
        Setting("reasoner_memory", "2000", "how much memory HermiT's Java may use, in megabytes"),
        Setting("match_certain", "95", "from which likeness of titles on an imported work is known, 0 to 100"),
        Setting("match_doubtful", "85", "from which likeness of titles on an imported work is doubtful, 0 to 100"),
        Setting("input_size", "20000000", "how large a file that is validated or added may be, in bytes"),
        Setting("input_nesting", "64", "how deep lists, mappings and elements may stand in each other, in levels"),
        Setting("input_literal", "100000", "how long a value may be, in characters"),
        Setting("input_statements", "1000000", "how many statements a file may make"),
        Setting("input_files", "10000", "how many files may be validated or added at once"),
    )
}


def text(name: str) -> str:
    """Return the value in force of setting ``name``.

    :raises UnknownName: when the table has no such row
    """
    setting = SETTINGS.get(name)
    if setting is None:
        raise UnknownName("setting", name, tuple(SETTINGS))
    return os.environ.get(setting.variable, setting.default)


def number(name: str) -> float:
    """Return the value in force of setting ``name`` as a number.

    :raises BadParameter: when the environment holds something else
    """
    value = text(name)
    try:
        return float(value)
    except ValueError:
        setting = SETTINGS[name]
        raise BadParameter(setting.variable, value, "a number", setting.default) from None
