"""Readers learned from labelled conversations, which give the rules a second opinion."""
