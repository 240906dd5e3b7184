"""Properties are judged by their claims, not by the clock: a shared machine must not turn a test red."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
