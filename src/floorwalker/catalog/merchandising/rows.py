"""Rules and synonyms as rows of the database and as JSON."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from floorwalker.catalog.merchandising.models import Rule, Synonym


def rule_of(row: RowMapping) -> Rule:
    """The rule that was stored as ``row``."""
    return Rule(**{field.name: row[field.name] for field in fields(Rule)})


def synonym_of(row: RowMapping) -> Synonym:
    """The synonym that was stored as ``row``."""
    values = {field.name: row[field.name] for field in fields(Synonym)}
    return Synonym(**values | {"words": tuple(row["words"]), "means": tuple(row["means"])})


def rule_json(rule: Rule, now: datetime) -> dict[str, Any]:
    """A rule for programs, with its state at a moment."""
    moments = ("starts_at", "ends_at", "created_at")
    told = asdict(rule) | {name: _iso(getattr(rule, name)) for name in moments}
    return told | {
        "strength": rule.strength if rule.action in {"boost", "bury"} else None,
        "state": rule.state(now),
    }


def synonym_json(synonym: Synonym) -> dict[str, Any]:
    """A synonym for programs."""
    return asdict(synonym) | {
        "words": list(synonym.words),
        "means": list(synonym.means),
        "created_at": _iso(synonym.created_at),
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
