"""What checks find: the model that all of them share."""

from mllm_kg.findings.model import Finding, Location, Severity

__all__ = ["Finding", "Location", "Severity"]
