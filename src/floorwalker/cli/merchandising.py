"""What the commands `merchandise` and `synonyms` do, and the table of `search --explain`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from floorwalker.catalog.importers.base import RowError
from floorwalker.catalog.merchandising import MerchandisingStore, Rule, Synonym, rule_json, synonym_json
from floorwalker.catalog.pricing.cells import read_moment
from floorwalker.cli.options import print_json
from floorwalker.core import DEFAULT_SHOP, Settings, SystemClock, UnusableInput
from floorwalker.storage import Database, ShopStore

_BY = "command"


def run_rule_add(
    settings: Settings,
    shop: str,
    action: str,
    target: str,
    value: str,
    *,
    query: str = "",
    strength: float | None = None,
    position: int | None = None,
    start: str = "",
    end: str = "",
    note: str = "",
    as_json: bool = False,
) -> None:
    """Add a rule and print it; ``start`` and ``end`` are dates as people write them.

    Raises:
        UnusableInput: the rule cannot be; nothing has changed.
        NotFound: there is no such shop.
    """
    with _store(settings, shop) as store:
        rule = store.add_rule(
            action,
            target,
            value,
            query=query,
            strength=strength,
            position=position,
            starts_at=_moment(start),
            ends_at=_moment(end, last=True),
            note=note,
            by=_BY,
        )
    _tell_rules([rule], as_json=as_json, one=True)


def run_rules_list(settings: Settings, shop: str, *, as_json: bool = False) -> None:
    """Print every rule.

    Raises:
        NotFound: there is no such shop.
    """
    with _store(settings, shop) as store:
        rules = store.rules()
    _tell_rules(rules, as_json=as_json)


def run_rule_remove(settings: Settings, shop: str, rule_id: str, *, as_json: bool = False) -> None:
    """Remove a rule.

    Raises:
        NotFound: there is no such shop or rule.
    """
    with _store(settings, shop) as store:
        store.remove_rule(rule_id)
    _tell_removed(rule_id, as_json=as_json)


def run_synonym_add(
    settings: Settings, shop: str, words: Sequence[str], means: Sequence[str], *, as_json: bool = False
) -> None:
    """Add a synonym and print it.

    Raises:
        UnusableInput: the synonym cannot be; nothing has changed.
        NotFound: there is no such shop.
    """
    with _store(settings, shop) as store:
        synonym = store.add_synonym(words, means, by=_BY)
    _tell_synonyms([synonym], as_json=as_json, one=True)


def run_synonyms_list(settings: Settings, shop: str, *, as_json: bool = False) -> None:
    """Print every synonym.

    Raises:
        NotFound: there is no such shop.
    """
    with _store(settings, shop) as store:
        synonyms = store.synonyms()
    _tell_synonyms(synonyms, as_json=as_json)


def run_synonym_remove(settings: Settings, shop: str, synonym_id: str, *, as_json: bool = False) -> None:
    """Remove a synonym.

    Raises:
        NotFound: there is no such shop or synonym.
    """
    with _store(settings, shop) as store:
        store.remove_synonym(synonym_id)
    _tell_removed(synonym_id, as_json=as_json)


def explained_table(found: Mapping[str, Any]) -> None:
    """Print search results with what makes up the score of each."""
    console = Console()
    table = Table(title=escape(f"{found['total']} found for “{found['query']}”"), title_justify="left")
    for column in ("title", "score", "text", "prior", "rules", "id"):
        right = column in {"score", "text", "prior"}
        table.add_column(column, overflow="fold", justify="right" if right else "left")
    for row in found["results"]:
        why = row["explain"]
        table.add_row(
            escape(row["title"]),
            f"{row['score']:.2f}",
            f"{why['text']:.2f}",
            f"{why['prior']:.2f}",
            escape("\n".join(map(_in_words, why["why"]))) or "—",
            escape(row["id"]),
        )
    console.print(table)
    for reason in found["explain"]:
        console.print(_in_words(reason), markup=False)


@contextmanager
def _store(settings: Settings, shop: str) -> Iterator[MerchandisingStore]:
    database = Database(settings.sqlalchemy_url)
    try:
        database.migrate()
        shops = ShopStore(database)
        tenant = shops.ensure_default() if shop == DEFAULT_SHOP else shops.get(shop)
        yield MerchandisingStore(database, tenant.id, SystemClock())
    finally:
        database.dispose()


def _moment(written: str, *, last: bool = False) -> datetime | None:
    try:
        return read_moment(written, last=last)
    except (RowError, OverflowError) as error:
        remedy = "write dates as 2026-11-11 or 2026-11-11 20:00 +08:00, the year first"
        raise UnusableInput(f"the date {written[:40]!r} cannot be read", remedy) from error


def _tell_rules(rules: Sequence[Rule], *, as_json: bool, one: bool = False) -> None:
    now = SystemClock().now()
    if as_json:
        told = [rule_json(rule, now) for rule in rules]
        print_json(told[0] if one else {"rules": told})
        return
    table = Table()
    for column in ("id", "state", "action", "what", "for", "period", "note", "by"):
        table.add_column(column, overflow="fold")
    for rule in rules:
        how = {"pin": f" at {rule.position}", "never": ""}.get(rule.action, f" × {rule.strength:g}")
        period = "" if rule.starts_at is None else f"from {_minute(rule.starts_at)}"
        period += "" if rule.ends_at is None else f" until {_minute(rule.ends_at)}"
        cells = (f"{rule.target} {rule.value}", rule.query or "every query", period.strip() or "always")
        table.add_row(
            rule.id,
            rule.state(now),
            rule.action + how,
            *map(escape, (*cells, rule.note, rule.created_by)),
        )
    _print_table(table, "there are no rules")


def _tell_synonyms(synonyms: Sequence[Synonym], *, as_json: bool, one: bool = False) -> None:
    if as_json:
        told = [synonym_json(synonym) for synonym in synonyms]
        print_json(told[0] if one else {"synonyms": told})
        return
    table = Table()
    for column in ("id", "words", "means", "by"):
        table.add_column(column, overflow="fold")
    for synonym in synonyms:
        means = ", ".join(synonym.means) or "one another"
        table.add_row(synonym.id, *map(escape, (", ".join(synonym.words), means, synonym.created_by)))
    _print_table(table, "there are no synonyms")


def _tell_removed(id_: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"removed": id_})
    else:
        Console().print(f"removed {id_}", markup=False)


def _in_words(reason: Mapping[str, Any]) -> str:
    """A reason for people: ``boost × 2 (+4.10) by rule 0197…``."""
    match reason:
        case {"synonym": id_, "said": said, "means": means}:
            return (
                f"“{said}” was looked for as {', '.join(f'“{one}”' for one in means)} too, by synonym {id_}"
            )
        case {"action": "pin", "rule": id_, "position": position}:
            return f"pinned at {position} by rule {id_}"
        case {"shift": shift, "rule": id_, "action": action, "strength": strength}:
            return f"{action} × {strength:g} ({shift:+.2f}) by rule {id_}"
        case {"hidden": count, "rule": id_}:
            return f"{count} not recommended by rule {id_}"
        case {"named": True, "rule": id_}:
            return f"found by its name in spite of rule {id_}"
        case _:
            return json.dumps(dict(reason), ensure_ascii=False)


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _print_table(table: Table, empty: str) -> None:
    console = Console()
    console.print(table if table.row_count else empty)
