"""Which spellings are one brand, by what the shop and the lexicon say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from floorwalker.catalog.brands.keys import brand_key, folded_name, name_parts
from floorwalker.catalog.brands.models import Brand, SharedName
from floorwalker.text import brand_names, of_lexicons


class BrandBook:
    """The brands that a shop's table and the lexicon of well-known ones tell of, under all their names.

    A spelling belongs to a brand whose name it is, but for case, accents, spaces, punctuation and traditional
    script; or where it is made of several names (``Chando 自然堂``), all of that brand. Nothing else is
    merged: a name that differs by a single character is another brand's.

    The shop's table counts first. A brand of the table has the names that the lexicon knows for it too. A
    name claimed by two brands of the table is merged with neither; a brand's own name stays its own, whatever
    other brand has it for an alias. Where two brands of the table are one to the lexicon, they stay two.
    """

    def __init__(self, brands: Iterable[Brand] = ()) -> None:
        self._brands = {brand.key: brand for brand in brands}
        self._claims = _claims(self._brands.values())
        self._known = _known_brands()
        self._adopted: defaultdict[str, set[str]] = defaultdict(set)  # entries of the lexicon by the table
        for folded, keys in (*self._claims.owned(), *self._claims.contested.items()):
            if folded in self._known.of_name:
                self._adopted[self._known.of_name[folded]].update(keys)

    def __iter__(self) -> Iterator[Brand]:
        return iter(self._brands.values())

    def key(self, spelling: str) -> str:
        """The key of the brand that a spelling belongs to; that of the spelling where nobody knows it.

        Every name of a brand leads to its key, and a key to itself.
        """
        found = self._named(spelling)
        if found is None:
            parts = {self._named(part) for part in name_parts(spelling)}
            found = parts.pop() if len(parts) == 1 else None
        return brand_key(spelling) if found is None else found

    def get(self, key: str) -> Brand | None:
        """What the shop says of a brand."""
        return self._brands.get(key)

    def said(self, name: str) -> Brand | None:
        """The brand of the shop's table that has a name; the lexicon is not asked."""
        return self._brands.get(self._claims.owner.get(folded_name(name), ""))

    def names(self, key: str) -> tuple[str, ...]:
        """Every name that table or lexicon give a brand, the shop's own first; none for an unknown brand."""
        brand = self._brands.get(key)
        names = [brand.name, *brand.aliases] if brand else []
        entries = [entry for entry, keys in self._adopted.items() if keys == {key}]
        known = self._known.entry_of_key.get(key)
        if known and known not in self._adopted:
            entries.append(known)
        names += [name for entry in entries for name in self._known.names[entry]]
        first: dict[str, str] = {}
        for name in names:
            if self.key(name) == key:
                first.setdefault(folded_name(name), name)
        return tuple(first.values())

    @property
    def own_names(self) -> Mapping[str, str]:
        """What the shop calls its brands, by key."""
        return {key: brand.name for key, brand in self._brands.items()}

    @property
    def niche(self) -> Mapping[str, bool]:
        """The brands of which the shop says whether they are niche, by key."""
        return {key: brand.niche for key, brand in self._brands.items() if brand.niche is not None}

    @property
    def shared(self) -> tuple[SharedName, ...]:
        """Names that several brands of the table claim, in the table or by way of the lexicon."""
        named = {key: brand.name for key, brand in self._brands.items()}
        claims, written = self._claims, self._claims.written
        kept = [
            SharedName(
                written[folded],
                (named[claims.owner[folded]], *_sorted(named, keys)),
                named[claims.owner[folded]],
            )
            for folded, keys in claims.denied.items()
        ]
        contested = [
            SharedName(written[folded], _sorted(named, keys)) for folded, keys in claims.contested.items()
        ]
        divided = [
            SharedName(name, _sorted(named, keys))
            for entry, keys in self._adopted.items()
            for name in self._known.names[entry]
            if len(keys) > 1 and folded_name(name) not in {*claims.owner, *claims.contested}
        ]
        return (*kept, *contested, *divided)

    def _named(self, name: str) -> str | None:
        folded = folded_name(name)
        if folded in self._claims.owner:
            return self._claims.owner[folded]
        entry = self._known.of_name.get(folded)
        if entry is None or folded in self._claims.contested:
            return None
        keys = self._adopted.get(entry, {self._known.keys[entry]})
        return next(iter(keys)) if len(keys) == 1 else None


class _Claims(NamedTuple):
    """Who is called what by a table, by folded name.

    ``owner`` has the brand that a name is of; ``denied`` those that have another brand's name for an alias;
    ``contested`` those that claim a name with equal right, so that it is nobody's; ``written`` the names as
    they are written.
    """

    owner: dict[str, str]
    denied: dict[str, set[str]]
    contested: dict[str, set[str]]
    written: dict[str, str]

    def owned(self) -> Iterator[tuple[str, set[str]]]:
        for folded, key in self.owner.items():
            yield folded, {key}


def _claims(brands: Iterable[Brand]) -> _Claims:
    """A key counts before a name, and a name before an alias."""
    brands = list(brands)
    made = _Claims({}, {}, {}, {})
    for level in (
        [(brand.key, brand.key) for brand in brands],
        [(brand.name, brand.key) for brand in brands],
        [(alias, brand.key) for brand in brands for alias in brand.aliases],
    ):
        claims: defaultdict[str, set[str]] = defaultdict(set)
        for name, key in level:
            made.written[folded_name(name)] = name
            claims[folded_name(name)].add(key)
        for folded, keys in claims.items():
            if folded in made.contested:
                made.contested[folded] |= keys
            elif folded in made.owner:
                if others := keys - {made.owner[folded]}:
                    made.denied.setdefault(folded, set()).update(others)
            elif len(keys) == 1:
                (made.owner[folded],) = keys
            else:
                made.contested[folded] = keys
    return made


def _sorted(names: Mapping[str, str], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names[key] for key in keys))


class _Known(NamedTuple):
    """The lexicon of well-known brands: entries by folded name and by key; the key and names of each."""

    of_name: Mapping[str, str]
    entry_of_key: Mapping[str, str]
    keys: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]


@of_lexicons
@cache
def _known_brands() -> _Known:
    """The lexicon; a name that it gives to two brands counts for neither.

    A brand's key is that of its first name in Latin letters, else of its first name.
    """
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for brand in brand_names():
        for name in brand.names:
            claims[folded_name(name)].add(brand.brand_id)
    of_name = {folded: next(iter(ids)) for folded, ids in claims.items() if len(ids) == 1}
    names = {
        brand.brand_id: own
        for brand in brand_names()
        if (own := tuple(name for name in brand.names if folded_name(name) in of_name))
    }
    keys = {
        entry: next((key for key in map(brand_key, own) if key.isascii()), brand_key(own[0]))
        for entry, own in names.items()
    }
    return _Known(of_name, {key: entry for entry, key in keys.items()}, keys, names)
