"""The research questions: canned SPARQL queries with typed parameters.

Each is a file of ``queries/``: a header in the grlc convention (comments that start with ``#+`` and hold YAML) and a
query that any SPARQL 1.1 server can run as it is. A parameter is a variable with a data block of its own,
``VALUES ?language { <…/language/swa> }``, which holds the default, or ``UNDEF`` where any value will do.

1. Building the snapshot reads the headers (:func:`load_question_files`) and keeps them as JSON (:func:`to_json`).
2. Asking a question reads the JSON (:func:`from_json`), turns what a person typed into RDF terms and puts them into the
   data blocks (:func:`bind`). No text that came from outside enters a query.
3. :func:`answer` sends it to a dataset or a server; :func:`in_language` puts labels in another language into the answer,
   :func:`why_empty` says what an answer without rows means.
"""

from __future__ import annotations

from mllm_kg.questions.answers import Source, answer, why_empty
from mllm_kg.questions.binding import ANY, BoundQuestion, allowed_values, bind
from mllm_kg.questions.header import load_question_files
from mllm_kg.questions.labels import in_language
from mllm_kg.questions.model import THEMES, Param, Question, from_json, to_json

__all__ = [
    "ANY",
    "THEMES",
    "BoundQuestion",
    "Param",
    "Question",
    "Source",
    "allowed_values",
    "answer",
    "bind",
    "from_json",
    "in_language",
    "load_question_files",
    "to_json",
    "why_empty",
]
