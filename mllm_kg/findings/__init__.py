"""What checks find: the model that all of them share."""

from mllm_kg.findings.model import UNREADABLE, Finding, Location, Related, Severity
from mllm_kg.findings.sentence import Sentence, Words, say, told

__all__ = ["UNREADABLE", "Finding", "Location", "Related", "Sentence", "Severity", "Words", "say", "told"]
