"""`floorwalker verify --jsonl`: a text with its evidence a line, its verdicts a line."""

import sys

from pydantic import ValidationError

from floorwalker.cli.options import print_json
from floorwalker.cli.verifying import Checker, unusable, visible
from floorwalker.core import FloorwalkerError, NotFound, Settings, UnusableInput
from floorwalker.grounding import VerifyRequest

_REMEDY = 'write {"text": "…", "evidence": [{"kind", "id", "fields"}]} on one line'


def run_verify_lines(settings: Settings, shop: str) -> int:
    """Answer each line of standard input as soon as it is read, in order; empty lines are passed over.

    A line that cannot be used is told on standard error, by its number, and has no answer.

    Returns:
        The exit code: 2 where a line could not be used, else 0.
    """
    code = 0
    with Checker(settings, shop) as checker:
        for number, line in enumerate(sys.stdin.buffer, 1):
            content = line.removeprefix(b"\xef\xbb\xbf").strip()
            if not content:
                continue
            try:
                print_json(checker.verify(_request(content)))
                sys.stdout.flush()
            except (UnusableInput, NotFound) as error:
                sys.stderr.write(f"error: line {number}: {visible(_in_line(error))}\n")
                code = 2
    return code


def _in_line(error: FloorwalkerError) -> str:
    """The error without the parser's own count of lines, which begins anew in each."""
    return str(error).replace(" at line 1 column ", " at column ")


def _request(line: bytes) -> VerifyRequest:
    try:
        return VerifyRequest.model_validate_json(line)
    except ValidationError as error:
        raise unusable(error, _REMEDY) from error
