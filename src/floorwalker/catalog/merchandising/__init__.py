"""What staff decide about the order of products."""
