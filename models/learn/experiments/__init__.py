"""The settings and results of the experiments, one file each."""
