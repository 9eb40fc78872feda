"""A proof for people, for programs and for documents.

A statement that a proof needs twice is told in full where it first stands, and named afterwards, so that the answer
grows with what there is to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.cli import render
from mllm_kg.cli.cards import source_lines
from mllm_kg.findings.sentence import Sentence, Slot, say, told
from mllm_kg.namespaces import KG, PREFIXES, curie
from mllm_kg.terminal import isolated

if TYPE_CHECKING:
    from mllm_kg.entity.model import Source
    from mllm_kg.graph import Dataset
    from mllm_kg.reasoning.explanation import Proof

__all__ = ["Telling", "hint", "mermaid", "proof_json", "proof_text", "statement_json"]

Evidence: TypeAlias = "Callable[[ox.Triple, tuple[ox.NamedNode, ...]], list[Source]]"
_WORDS: dict[str, Sentence] = {
    PREFIXES["rdf"] + "type": say("has the class"),
    PREFIXES["rdfs"] + "subClassOf": say("is a sub-class of"),
    PREFIXES["rdfs"] + "subPropertyOf": say("is a sub-property of"),
    PREFIXES["rdfs"] + "label": say("has the label"),
    PREFIXES["owl"] + "equivalentClass": say("is the same class as"),
    PREFIXES["owl"] + "equivalentProperty": say("is the same property as"),
}


class Telling:
    """Tells statements, axioms and evidence in words.

    An English statement is a sentence. In other languages, whose word order is another, it is the subject, the property
    after a dash, the object after a colon.

    :param dataset: the graph
    :param axiom: tells an axiom in one sentence
    :param evidence: finds what a stated triple rests on
    :param language: the BCP 47 tag of the language
    """

    def __init__(
        self, dataset: Dataset, axiom: Callable[[ox.Triple], str], evidence: Evidence, language: str = "en"
    ) -> None:
        self._dataset, self._axiom, self._evidence, self.language = dataset, axiom, evidence, language

    def tell(self, text: Slot) -> str:
        """Return words in the language, as far as there are some."""
        return told(text, self.language)

    def axiom(self, axiom: ox.Triple) -> str:
        """Return an axiom in one sentence."""
        return self.tell(self._axiom(axiom))

    def statement(self, triple: ox.Triple) -> str:
        """Return a statement as a plain sentence, without a full stop."""
        subject, prop, thing = self.thing(triple.subject), self.relation(triple.predicate), self.thing(triple.object)
        return f"{subject} {prop} {thing}" if self.language == "en" else f"{subject} — {prop}: {thing}"

    def relation(self, prop: ox.NamedNode) -> str:
        """Return what people call a property."""
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", re.split(r"[#/]", prop.value)[-1]).lower()
        known = _WORDS.get(prop.value)
        return self.tell(known) if known else self._dataset.label(prop, self.language) or words

    def thing(self, node: object) -> str:
        """Return what people call an entity or a term, or a literal in quotes."""
        if isinstance(node, ox.NamedNode):
            return self._dataset.label(node, self.language) or curie(node.value)
        if isinstance(node, ox.Literal):
            return f'"{node.value}"' + (f" ({node.language})" if node.language else "")
        return str(node)

    def sources(self, proof: Proof) -> list[Source]:
        """Return the evidence of a statement, as far as it is stated."""
        return self._evidence(proof.triple, proof.graphs) if proof.graphs else []


def _short(triple: ox.Triple) -> str:
    return " ".join(_term(node) for node in (triple.subject, triple.predicate, triple.object))


def _term(node: object) -> str:
    if not isinstance(node, ox.NamedNode):
        return str(node)
    short = curie(node.value)
    return f"<{short}>" if "://" in short else short


def _status(proof: Proof) -> Sentence:
    if proof.rules:
        return say("inferred") if proof.sure else say("inferred from unconfirmed")
    return say("stated") if proof.sure else say("stated, unconfirmed")


def _summary(proof: Proof) -> list[Sentence]:
    """Say in one or two sentences how a statement comes to hold."""
    if not proof.rules:
        return [say("It is stated.") if proof.sure else say("It is stated, but no page that was read says so.")]
    leaves = [leaf for leaf in proof.leaves if leaf.graphs]
    doubtful = sum(not leaf.sure for leaf in leaves)
    what: Sentence = say("the ontology alone")
    if leaves:
        what = say("1 statement") if len(leaves) == 1 else say("{count} statements", count=len(leaves))
    steps = say("1 step") if proof.steps == 1 else say("{count} steps", count=proof.steps)
    summary = [say("It follows from {what} in {steps}.", what=what, steps=steps)]
    if doubtful == 1:
        summary.append(say("UNCONFIRMED: 1 of the statements is on no page that was read."))
    elif doubtful:
        summary.append(say("UNCONFIRMED: {count} of the statements are on no page that was read.", count=doubtful))
    return summary


def proof_text(proof: Proof, telling: Telling) -> str:
    """Return a proof as an indented tree of plain sentences."""
    done: set[ox.Triple] = set()
    lines = [_short(proof.triple), " ".join(map(telling.tell, _summary(proof))), ""]
    waiting = [(proof, 0)]
    while waiting:
        node, depth = waiting.pop()
        margin = "  " * depth
        head = f"{margin}{'- ' if depth else ''}{telling.statement(node.triple)}  ({telling.tell(_status(node))})"
        if node.triple in done:
            lines.append(telling.tell(say("{statement}, as above", statement=head)))
            continue
        done.add(node.triple)
        inner = margin + ("    " if depth else "  ")
        lines += [head, *(inner + line for line in _grounds(node, telling))]
        waiting.extend((premise, depth + (2 if depth else 1)) for premise in reversed(node.premises))
    title = render.heading(render.printable(telling.statement(proof.triple)))
    return "\n".join([title, *(isolated(render.printable(line)) for line in lines)])


def _grounds(node: Proof, telling: Telling) -> Iterator[str]:
    """Go through the lines that say why a statement holds: its sources, and the axioms by which it follows."""
    for number, source in enumerate(telling.sources(node)):
        first, *more = source_lines(source, telling.language)
        yield telling.tell(say("also stated in {place}", place=first)) if number else first
        yield from (f"  {line}" for line in more)
    if node.rules:
        axioms = [telling.axiom(axiom) for axiom in node.axioms]
        because = say("because {axiom}", axiom=axioms[0]) if axioms else say("because of how the classes are made")
        yield telling.tell(because)
        yield from ("  " + telling.tell(say("and {axiom}", axiom=axiom)) for axiom in axioms[1:])
        yield f"  [OWL 2 RL: {', '.join(node.rules)}]"


def proof_json(proof: Proof, telling: Telling) -> dict[str, Any]:
    """Return a proof as JSON data; a statement that is needed twice has its premises where it stands first."""
    built: set[ox.Triple] = set()
    root: dict[str, Any] = {}
    waiting = [(proof, root)]
    while waiting:
        node, data = waiting.pop()
        triple = node.triple
        data |= {
            "statement": telling.statement(triple),
            **statement_json(triple),
            "status": str(_status(node)),
        }
        if triple in built:
            data["told_before"] = True
            continue
        built.add(triple)
        sources = [asdict(source) for source in telling.sources(node)]
        if sources:
            data["sources"] = [
                {key: value for key, value in source.items() if value and key != "number"} for source in sources
            ]
        if node.rules:
            data["rules"] = list(node.rules)
            data["axioms"] = [telling.axiom(axiom) for axiom in node.axioms]
            data["premises"] = [{} for _ in node.premises]
            waiting.extend(reversed(list(zip(node.premises, data["premises"], strict=True))))
    return root


def statement_json(triple: ox.Triple) -> dict[str, Any]:
    """Return a statement as JSON data: IRIs, and a literal with its language or datatype."""
    thing: Any = triple.object.value if isinstance(triple.object, ox.NamedNode) else str(triple.object)
    if isinstance(triple.object, ox.Literal):
        literal = triple.object
        kind = {"language": literal.language} if literal.language else {"datatype": literal.datatype.value}
        thing = {"value": literal.value, **kind}
    subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else str(triple.subject)
    return {"subject": subject, "predicate": triple.predicate.value, "object": thing}


def mermaid(proof: Proof, telling: Telling) -> str:
    """Return a proof as a flowchart of Mermaid: each conclusion points to its axioms, and these to the premises."""
    nodes = proof.nodes()
    numbers = {node.triple: number for number, node in enumerate(nodes)}
    lines = ["graph TD"]
    for number, node in enumerate(nodes):
        record = next((source.record for source in telling.sources(node) if source.record), None)
        shown = [telling.statement(node.triple), f"({telling.tell(_status(node))})", *([record] if record else [])]
        lines.append(f'  s{number}["{"<br/>".join(map(_escaped, shown))}"]')
        if node.rules:
            axioms = [telling.axiom(axiom) for axiom in node.axioms] + [", ".join(node.rules)]
            lines.append(f'  s{number} --> r{number}(["{"<br/>".join(map(_escaped, axioms))}"])')
            lines += [f"  r{number} --> s{numbers[premise.triple]}" for premise in node.premises]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Return a text for a label in quotes: what Mermaid or HTML would read as a sign becomes an entity code."""
    return re.sub(r'[#"<>&`\\]', lambda match: f"#{ord(match[0])};", render.printable(text.replace("\n", " ")))


def hint(node: object) -> str:
    """Return what a person would type for a value."""
    return node.value.removeprefix(KG) if isinstance(node, ox.NamedNode) and node.value.startswith(KG) else _term(node)
