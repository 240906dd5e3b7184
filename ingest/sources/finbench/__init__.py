"""The example snapshot of LDBC FinBench."""
