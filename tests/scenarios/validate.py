#!/usr/bin/env python3
"""Checks that every scenario beside this file can be satisfied by its catalogue.

    python3 validate.py [KIT]

KIT is the folder of the shopping kit (run.py, catalogs.json); default ../shared/eval/shopping
relative to the repository root. Catalogues are read from KIT/../../data/catalogs and ./catalogs.
"""

import re
import sys
from pathlib import Path

from checker import load_kit

HERE = Path(__file__).resolve().parent
ORDER = {
    "cheapest_first": lambda r: -min(r.prices),
    "dearest_first": lambda r: max(r.prices),
    "popular_first": lambda r: r.popularity,
    "rating_first": lambda r: r.rating,
}


def patterns(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for v in value.values() if isinstance(value, dict) else value:
            yield from patterns(v)


def turn_problems(kit, cat, e, earlier):
    """earlier: the expectations of the turns before this one."""
    limits = {k: e[k] for k in kit.ROW_KEYS if k in e}
    fit = [r for r in cat.rows if not kit.row_failures(cat, r, limits)]
    keys, want = {r.key for r in fit}, e.get("min_products", 1)
    if e.get("no_products"):
        if not limits or fit:
            yield f"no_products, but {len(fit)} rows fit"
    elif limits:
        if e.get("different_from_previous"):
            want += max([p.get("max_products", kit.DEFAULT_MAX_PRODUCTS) for p in earlier[-1:]] or [0])
        if len(fit) < want:
            yield f"{len(fit)} rows fit, {want} needed"
    for name in ("id_any", "id_all", "first_any"):
        lost = set(e.get(name, [])) - keys
        if lost:
            yield f"{name}: {sorted(lost)} unknown or breaking the constraints"
    if "first_any" in e and "sorted" in e:
        value = ORDER[e["sorted"]]
        best = max(value(r) for r in fit if value(r) is not None)
        if {r.key for r in fit if value(r) == best} != set(e["first_any"]):
            yield "first_any is not the head of the sorted rows"
    prices = {
        p
        for r in cat.rows
        if any(r.key in e.get(k, []) for k in ("id_any", "id_all", "first_any"))
        for p in r.prices
    }
    for n in e.get("reply_has_numbers", []):
        if prices and kit.dec(n) not in prices:
            yield f"{n} is the price of none of the named products"
    if "refers_to" in e:
        ref = e["refers_to"]
        src = (
            next((p for p in reversed(earlier) if p.get("min_products")), {})
            if ref["turn"] == "previous"
            else earlier[ref["turn"] - 1]
        )
        need = ref["index"] if isinstance(ref["index"], int) else 1
        if src.get("min_products", 0) < need or src.get("clarify_allowed"):
            yield f"refers_to needs {need} products before"
    for p in patterns([v for k, v in e.items() if k not in ("refers_to", "sorted", "reply_language")]):
        re.compile(kit.macro(p))


def main():
    kit_dir = (
        Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE.parents[1].parent / "shared/eval/shopping"
    )
    kit = load_kit(kit_dir)
    dirs = [kit_dir.parents[1] / "data" / "catalogs", HERE / "catalogs"]
    bad = count = 0
    for path in sorted(HERE.glob("*.jsonl")):
        schemas, cats = kit.load_schemas(path), {}
        for s in kit.load_scenarios(path):
            names = tuple(kit.catalog_names(s))
            if names not in cats:
                cats[names] = kit.Catalog(list(names), [kit.find_catalog(n, dirs) for n in names], schemas)
            count += 1
            earlier = []
            for i, t in enumerate(s["turns"], 1):
                for problem in turn_problems(kit, cats[names], t["expect"], earlier):
                    print(f"{path.name} {s['id']} turn {i}: {problem}")
                    bad += 1
                earlier.append(t["expect"])
    print(f"{count} scenarios, {bad} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
