"""One question, one answer: read from the graph, computed by the models, with evidence and notes."""
