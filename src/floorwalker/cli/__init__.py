"""The command line: ``floorwalker [--data DIR] COMMAND …``.

Exit codes: 0 done, 1 ran and failed, 2 unusable input, with one line that says the remedy.
"""

import sys

from floorwalker.cli.app import app
from floorwalker.core import FloorwalkerError, NotFound, UnusableInput


def main() -> None:
    """Run the command line."""
    try:
        app()
    except FloorwalkerError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2 if isinstance(error, UnusableInput | NotFound) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
