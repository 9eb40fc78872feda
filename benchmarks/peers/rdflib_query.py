"""Load a graph from Turtle with rdflib, ask one question, print CSV."""

import sys

import rdflib

graph = rdflib.Graph().parse(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as file:
    sys.stdout.buffer.write(graph.query(file.read()).serialize(format="csv"))
