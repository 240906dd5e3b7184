"""Text to mentions, links and events, with character offsets."""
