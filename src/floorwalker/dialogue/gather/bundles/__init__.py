"""Several products within one budget: candidates of each part, and the exact choice among them."""

from floorwalker.dialogue.gather.bundles.candidates import CandidateSource, bundle_for
from floorwalker.dialogue.gather.bundles.offering import bundle_to_offer

__all__ = ["CandidateSource", "bundle_for", "bundle_to_offer"]
