"""Other ways to tell whether a sentence is supported, to measure the verifier beside.

Each gives a sentence a score, higher where it is closer to the evidence; a sentence below a threshold is
flagged. The threshold is never taken from the items it is applied to.
"""
