"""The class diagram: where each box, each row and each line goes. The template draws it as SVG.

It shows the classes that records are made of: not those that are defined by others, which only a reasoner fills. A box
has the name of a class and a row for each relation to another class; lines lead from a class to the wider one.

1. A class stands in the layer that is one more than that of the lowest class above it (longest path, as in the first
   step of Sugiyama, Tagawa and Toda 1981); a line that would close a circle is left out of account.
2. Going through the classes from the top, in the order of their names but large families first, a class takes the
   next free place in its layer, and stands in the middle of the classes that it alone holds.
3. Classes without any line stand below, the highest first, each in the layer that is shortest so far.

Widths follow from the letters: wide ones of East Asian scripts count twice (:mod:`mllm_kg.terminal`). Same classes,
same drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mllm_kg.namespaces import MLLM
from mllm_kg.reference.terms import Entry
from mllm_kg.terminal import cells

__all__ = ["Box", "Diagram", "Line", "Row", "diagram"]

HEAD, ROW, PAD, GAP, LANE = 30.0, 20.0, 7.0, 14.0, 46.0
_NAME, _TEXT = 7.9, 6.7
_LEAST = 110.0


@dataclass(frozen=True, slots=True)
class Row:
    """A relation from the members of a class to those of another."""

    term: str
    target: str
    text: str
    target_text: str
    y: float


@dataclass(slots=True)
class Box:
    """A class.

    :param iri: its IRI
    :param name: what it is called
    :param rows: its relations
    :param abstract: whether no record is of this class itself
    """

    iri: str
    name: str
    rows: tuple[tuple[str, str, str, str], ...]
    abstract: bool = False
    layer: int = 0
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    below: list[Box] = field(default_factory=list)

    @property
    def height(self) -> float:
        """How high it is."""
        return HEAD + (len(self.rows) * ROW + PAD if self.rows else 0.0)

    @property
    def placed_rows(self) -> tuple[Row, ...]:
        """Its relations, with the line of writing of each."""
        first = self.y + HEAD + PAD / 2 + ROW * 0.7
        return tuple(Row(*row, y=round(first + place * ROW, 1)) for place, row in enumerate(self.rows))


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a class to the wider one, as the path of an SVG."""

    lower: str
    upper: str
    path: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes and lines, and how large the drawing is."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


def diagram(entries: Sequence[Entry], name: Callable[[str], str]) -> Diagram:
    """Return the drawing of the classes of an ontology.

    :param entries: its terms
    :param name: what an IRI is called
    """
    classes = {entry.iri: entry for entry in entries if entry.kind == "class" and not entry.defined}
    boxes = {iri: _box(entry, entries, classes, name) for iri, entry in classes.items()}
    uppers = {iri: [upper for upper in entry.above if upper in boxes] for iri, entry in classes.items()}
    for iri, box in boxes.items():
        box.layer = _layer(iri, uppers, ())
        if uppers[iri]:
            boxes[uppers[iri][0]].below.append(box)
    _place(list(boxes.values()), uppers)
    lines = [_line(boxes[iri], boxes[upper]) for iri, above in uppers.items() for upper in above]
    width = max((box.x + box.width for box in boxes.values()), default=0.0)
    height = max((box.y + box.height for box in boxes.values()), default=0.0)
    ordered = sorted(boxes.values(), key=lambda box: (box.layer, box.y, box.iri))
    return Diagram(tuple(ordered), tuple(lines), round(width + 2, 1), round(height + 2, 1))


def _box(entry: Entry, entries: Sequence[Entry], classes: Mapping[str, Entry], name: Callable[[str], str]) -> Box:
    own = next((set(part.terms) for part in entry.properties if part.source == entry.iri), set())
    rows = []
    for other in entries:
        targets = [iri for iri, target in classes.items() if other.iri in target.values_of]
        if other.iri in own and other.kind == "object" and len(targets) == 1:
            rows.append((other.iri, targets[0], name(other.iri), name(targets[0])))
    box = Box(entry.iri, name(entry.iri), tuple(rows), abstract=not entry.usage.stated)
    texts = [cells(f"{row[2]} → {row[3]}") * _TEXT for row in rows]
    box.width = round(max(_LEAST, cells(box.name) * _NAME + 24, *(text + 24 for text in texts)), 1)
    return box


def _layer(iri: str, uppers: Mapping[str, Sequence[str]], seen: tuple[str, ...]) -> int:
    above = [_layer(upper, uppers, (*seen, iri)) for upper in uppers[iri] if upper not in (*seen, iri)]
    return max(above, default=-1) + 1


def _place(boxes: list[Box], uppers: Mapping[str, Sequence[str]]) -> None:
    layers = max((box.layer for box in boxes), default=0) + 1
    free = [1.0] * layers
    alone = [box for box in boxes if not uppers[box.iri] and not box.below]
    tops = [box for box in boxes if not uppers[box.iri] and box.below]
    for top in sorted(tops, key=_by_size):
        _settle(top, free, 0.0)
    free = [max(free)] * layers
    for box in sorted(alone, key=lambda box: (-box.height, box.iri)):
        box.layer = free.index(min(free))
        box.y = round(free[box.layer], 1)
        free[box.layer] += box.height + GAP
    widths = [max((box.width for box in boxes if box.layer == layer), default=_LEAST) for layer in range(layers)]
    for box in boxes:
        box.x, box.width = round(1 + sum(widths[: box.layer]) + LANE * box.layer, 1), widths[box.layer]


def _settle(box: Box, free: list[float], least: float) -> None:
    """Place a class in the middle of those below it, and none of them higher than ``least``."""
    start = max(free[box.layer], least)
    for lower in sorted(box.below, key=_by_size):
        _settle(lower, free, start)
    if box.below:
        first, last = min(low.y for low in box.below), max(low.y + low.height for low in box.below)
        start = max(start, (first + last - box.height) / 2)
    box.y = round(start, 1)
    free[box.layer] = box.y + box.height + GAP


def _by_size(box: Box) -> tuple[int, str]:
    return -_size(box), box.iri


def _size(box: Box) -> int:
    return 1 + sum(map(_size, box.below))


def _line(lower: Box, upper: Box) -> Line:
    start = lower.y + HEAD / 2
    end = upper.y + HEAD / 2
    right = upper.x + upper.width
    middle = round(lower.x - LANE / 2, 1)
    path = f"M{lower.x:g} {start:g}H{middle:g}V{end:g}H{right + 9:g}"
    return Line(lower.iri.removeprefix(MLLM), upper.iri.removeprefix(MLLM), path)
