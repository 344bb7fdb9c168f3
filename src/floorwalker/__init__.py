"""Floorwalker (掌柜): a self-hosted assistant for retailers.

Models write sentences; code writes facts; people decide.
"""

__version__ = "0.1.0"
