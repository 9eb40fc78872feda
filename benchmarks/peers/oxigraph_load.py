"""The shortest program that loads N-Quads into a store on disk with pyoxigraph: ``oxigraph_load.py FILE FOLDER``."""

import sys

import pyoxigraph

store = pyoxigraph.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
store.flush()
