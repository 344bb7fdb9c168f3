"""Importing a feed: staged on disk, then applied in batches; interrupted, it goes on where it was."""

from floorwalker.catalog.importing.options import ImportOptions, ImportReport, Progress
from floorwalker.catalog.importing.preview import Preview, preview_file
from floorwalker.catalog.importing.run import import_file

__all__ = ["ImportOptions", "ImportReport", "Preview", "Progress", "import_file", "preview_file"]
