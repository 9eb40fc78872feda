"""The shortest program that closes N-Triples under OWL 2 RL with owlrl: ``owlrl_closure.py ONTOLOGY FACTS OUTPUT``."""

import sys

import owlrl
import rdflib

graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt")
graph.parse(sys.argv[2], format="nt")
owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
graph.serialize(sys.argv[3], format="nt", encoding="utf-8")
