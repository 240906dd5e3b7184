"""Lists: findings, changes, hits, paths, deliveries, and how a long list is printed."""
