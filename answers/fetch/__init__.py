"""What several answers fetch beside what was asked: parties as known, and what their notes need."""
