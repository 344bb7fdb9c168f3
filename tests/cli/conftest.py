"""The command line, on a data directory of the test's own."""

from command_line import run

__all__ = ["run"]
