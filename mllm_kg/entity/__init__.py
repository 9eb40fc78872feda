"""Everything about one entity, with the evidence of each statement."""

from mllm_kg.entity.model import Card, Conflict, Facts, Name, Source, Value
from mllm_kg.entity.reading import card

__all__ = ["Card", "Conflict", "Facts", "Name", "Source", "Value", "card"]
