"""Personal data of natural persons: erased, restricted or corrected wherever the graph and its files hold it."""
