"""A knowledge graph for corporate credit and contagion risk."""

__version__ = "0.1.0"
