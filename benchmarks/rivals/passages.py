"""Evidence as passages of plain text, as a model that reads sentences wants it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_LONGEST = 300
_SENTENCE = re.compile(r"[^。！？!?.\n]+(?:[。！？!?\n]|\.(?=\s|$)|\.(?=\S)|$)")


def passages(evidence: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each field with the record's name before it, long texts by sentence, and each record as one passage."""
    found: list[str] = []
    for record in evidence:
        fields = list(_leaves(record["fields"], ""))
        name = next((value for field, value in fields if field in ("title", "name")), str(record["id"]))
        lines = [f"{name}: {field.replace('_', ' ')}: {value}" for field, value in fields]
        found += [line for line in lines if len(line) <= _LONGEST]
        found += [one for _, value in fields if len(value) > _LONGEST for one in _sentences(value)]
        found.append("; ".join(f"{field}: {value}" for field, value in fields)[: 4 * _LONGEST])
    return found or ["-"]


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and "amount" in value:
        yield path, f"{value['amount']} {value.get('currency', '')}".strip()
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(part, f"{path} {name}".strip())
    elif isinstance(value, list):
        if all(not isinstance(part, Mapping | list) for part in value):
            yield path, ", ".join(map(str, value))
        else:
            for part in value:
                yield from _leaves(part, path)
    else:
        yield path, str(value)


def _sentences(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            yield match[0].strip()
