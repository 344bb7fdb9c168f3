"""Feeds as files: unpacked, with their encoding known."""

from floorwalker.catalog.feeds.decode import detect_encoding, open_text, printable
from floorwalker.catalog.feeds.feed import WORKBOOK, Feed, open_feed

__all__ = ["WORKBOOK", "Feed", "detect_encoding", "open_feed", "open_text", "printable"]
