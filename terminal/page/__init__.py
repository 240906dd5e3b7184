"""The page of a party, and the results of scoring, as printed."""
