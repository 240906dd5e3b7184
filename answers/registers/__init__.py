"""Answers on the registers: sources, deliveries, rules, regimes."""
