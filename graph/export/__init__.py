"""Write the graph to files."""
