"""Companies, people, amounts and dates in text."""
