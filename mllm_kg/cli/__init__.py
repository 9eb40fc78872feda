"""The command line: ``mllm-kg VERB``.

Each verb is a module of this package with a ``command``; it is imported when it is called, so that asking a question
pays for nothing else. A verb parses, calls one function and prints through :mod:`mllm_kg.cli.render`; nothing here
knows more of the graph than that.
"""

from mllm_kg.cli.verbs import VERBS, main

__all__ = ["VERBS", "main"]
