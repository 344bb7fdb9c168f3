"""Property tests without a deadline: the first call of a finder loads its dictionary."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
