"""Signals, weighed by the policy, become a score that adds up."""
