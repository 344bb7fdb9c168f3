"""`floorwalker verify`: the claims of one text, marked, with the fact that decides each."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from floorwalker.cli.options import print_json
from floorwalker.cli.verifying import Checker, unusable, visible
from floorwalker.core import Language, Settings, UnusableInput
from floorwalker.grounding import Evidence, GivenRecord, Source, VerifyRequest, evidence_of, format_value
from floorwalker.text import detect_language

_STYLES = {"supported": "green", "unsupported": "red underline"}
_SEVERITIES = {"error": "red", "warning": "yellow", "notice": "cyan"}
_RECORDS = TypeAdapter(list[GivenRecord])
_RECORDS_REMEDY = 'write a list of records: [{"kind": "product", "id": "…", "fields": {…}}]'


def run_verify(
    settings: Settings,
    shop: str,
    text: str | None,
    evidence: Path | None,
    given: Mapping[str, Any],
    *,
    as_json: bool,
) -> int:
    """Print the claims of a text, from standard input where ``text`` is ``None``; the exit code is 0.

    ``given`` are the other keys of a :class:`floorwalker.grounding.VerifyRequest`.

    Raises:
        UnusableInput: there is no text, the file of evidence cannot be used, or author or genre is unknown.
        NotFound: there is no such shop, or it does not sell one of the products.
    """
    try:
        request = VerifyRequest.model_validate(
            {
                "text": _piped() if text is None else text,
                "evidence": _records(evidence) if evidence else [],
                **given,
            }
        )
    except ValidationError as error:
        raise unusable(error, "see `floorwalker verify --help`") from error
    with Checker(settings, shop) as checker:
        verdicts = checker.verify(request)
        if as_json:
            print_json(verdicts)
            return 0
        known = evidence_of(record.model_dump() for record in request.evidence)
        _print(request.text, verdicts, known.plus(checker.product_evidence(request.product_ids)))
    return 0


def _piped() -> str:
    if sys.stdin.isatty():
        raise UnusableInput("there is no text", "give it as an argument, or on standard input")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UnusableInput("the text is not UTF-8", "convert it first, for instance with iconv") from error


def _records(file: Path) -> list[GivenRecord]:
    try:
        return _RECORDS.validate_json(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise UnusableInput(f"{file} cannot be read ({error.strerror})", "check its name") from error
    except ValidationError as error:
        raise unusable(error, _RECORDS_REMEDY) from error


def _print(text: str, verdicts: Mapping[str, Any], evidence: Evidence) -> None:
    console = Console()
    marked = Text(visible(text))
    for claim in verdicts["claims"]:
        marked.stylize(_STYLES[claim["status"]], *claim["span"])
    console.print(marked)
    table = Table(title_justify="left")
    for column in ("claim", "kind", "status", "deciding fact", "derivation"):
        table.add_column(column, overflow="fold")
    for claim in verdicts["claims"]:
        style = _STYLES[claim["status"]]
        fact = _fact(claim["source"], evidence)
        words, status = Text(visible(claim["text"]), style), Text(claim["status"], style)
        table.add_row(words, claim["kind"], status, Text(visible(fact)), Text(visible(claim["derivation"])))
    if verdicts["claims"]:
        console.print(table)
    wrong = sum(claim["status"] == "unsupported" for claim in verdicts["claims"])
    console.print(f"claims: {len(verdicts['claims'])}, unsupported: {wrong}", highlight=False)
    for note in verdicts["notes"]:
        console.print(Text(visible(f"not checked: {note}")))
    if verdicts["findings"] is not None:
        _print_findings(console, verdicts["findings"], detect_language(text))


def _print_findings(console: Console, findings: list[dict[str, Any]], language: Language) -> None:
    table = Table(title_justify="left")
    for column in ("words", "severity", "rule", "reason", "suggestion"):
        table.add_column(column, overflow="fold")
    for finding in findings:
        style = _SEVERITIES[finding["severity"]]
        cells = (finding["text"], finding["severity"], finding["rule"])
        told = (finding[key][language] for key in ("reason", "suggestion"))
        table.add_row(
            *(Text(visible(cell), style) for cell in cells), *(Text(visible(cell)) for cell in told)
        )
    if findings:
        console.print(table)
    console.print(f"objections of the rules: {len(findings)}", highlight=False)


def _fact(source: Mapping[str, str] | None, evidence: Evidence) -> str:
    """Where a fact stands and what it says: ``product shop:7 · price: $195.00``."""
    if source is None:
        return "—"
    fact = evidence.get(Source(**source))
    place = f"{source['kind']} {source['id']} · {source['field']}"
    return f"{place}: {format_value(fact.value, 'en')}" if fact else place
