"""All things of the evidence, and which of them words of a text may mean."""

from collections.abc import Iterable
from decimal import Decimal

from floorwalker.core.lazy import lazy
from floorwalker.grounding.evidence import Evidence, Fact
from floorwalker.grounding.known.thing import Stated, Thing
from floorwalker.grounding.known.words import Idea, has_chinese, sounded
from floorwalker.grounding.records import Role, items_of
from floorwalker.text import fold, product_types, squash

Group = frozenset[int]
"""Some of the things, by their place."""


_ENDS = frozenset("霜油水乳露膏液皂粉笔刷帽裤裙衣鞋包表壶杯锅灯椅桌床柜伞盘碗刀茶酒香膜")
_SHORTEST_TITLE = 5
_LONGEST_NAMED = 2000
"""Characters of a text that may be one long name; what is longer tells stories."""


class Things:
    """The things of some evidence.

    Goods are what shoppers speak of: products, their forms, lines of an order.
    """

    def __init__(self, evidence: Evidence) -> None:
        self.brands: dict[str, Fact] | None = None
        self.all = tuple(Thing(item) for item in items_of(evidence))
        self._groups: dict[Group, tuple[Thing, ...]] = {}
        self._single: dict[Group, bool] = {}
        self._stated: dict[tuple[Role, ...], tuple[Stated | None, ...]] = {}
        self._families: dict[tuple[Thing, ...], tuple[Thing, ...]] = {}

    @lazy
    def goods(self) -> tuple[Thing, ...]:
        """Products and lines of orders; a thing with parts that can be told apart is its parts."""
        return tuple(
            thing
            for thing in self.all
            if thing.key.kind in {"product", "order"}
            and not thing.key.part.startswith("payments")
            and not (not thing.key.part and self.parts(thing))
        )

    def of(self, group: Group | None) -> tuple[Thing, ...]:
        """The goods of a group, in their order; all of them where it is ``None``."""
        if group is None:
            return self.goods
        if group not in self._groups:
            self._groups[group] = tuple(self.goods[place] for place in sorted(group))
        return self._groups[group]

    def is_one(self, group: Group) -> bool:
        """Whether a group is one thing, or the forms of one."""
        if group not in self._single:
            self._single[group] = len({thing.key.whole for thing in self.of(group)}) == 1
        return self._single[group]

    def stated(self, *roles: Role) -> tuple[Stated | None, ...]:
        """The first figure of some roles of each of the goods: its own, or that of the whole."""
        if roles not in self._stated:
            figures = (
                (stated for one in self.family(good) for stated in one.numbers(*roles)) for good in self.goods
            )
            self._stated[roles] = tuple(next(of_good, None) for of_good in figures)
        return self._stated[roles]

    def families(self, goods: tuple[Thing, ...]) -> tuple[Thing, ...]:
        """Some goods, each with the whole that it is a part of."""
        if goods not in self._families:
            own = [thing for good in goods for thing in self.family(good)]
            self._families[goods] = tuple(dict.fromkeys(own))
        return self._families[goods]

    def parts(self, whole: Thing) -> tuple[Thing, ...]:
        """The variants of a product or the lines of an order."""
        return tuple(
            thing
            for thing in self._parts.get((whole.key.kind, whole.key.id), ())
            if not thing.key.part.startswith("payments")
        )

    def family(self, thing: Thing) -> tuple[Thing, ...]:
        """A thing and the whole that it is a part of."""
        whole = self._wholes.get((thing.key.kind, thing.key.id))
        return (thing,) if whole is None or whole is thing else (thing, whole)

    @lazy
    def others(self) -> tuple[Thing, ...]:
        """Whatever is no good: policies, brands, the shop, what was computed, what the customer said."""
        return tuple(thing for thing in self.all if thing.key.kind not in {"product", "order"})

    @lazy
    def stems(self) -> frozenset[str]:
        """The English stems of the whole evidence."""
        return frozenset().union(*(thing.stems for thing in self.all))

    @lazy
    def pairs(self) -> frozenset[str]:
        """The pairs of Chinese characters of the whole evidence."""
        return frozenset().union(*(thing.pairs for thing in self.all))

    @lazy
    def ideas(self) -> frozenset[Idea]:
        """The properties that the whole evidence names."""
        return frozenset(idea for thing in self.all for idea in thing.ideas)

    @lazy
    def services(self) -> frozenset[str]:
        """The ideas of trade that the whole evidence names."""
        return frozenset(idea for thing in self.all for idea in thing.services)

    @lazy
    def kinds(self) -> frozenset[str]:
        """The kinds of goods that the records of goods speak of."""
        return frozenset(kind for thing in self.goods for one in self.family(thing) for kind in one.kinds)

    @lazy
    def wider_kinds(self) -> tuple[frozenset[str], ...]:
        """The kinds of each of the goods, and the wider ones that those belong to."""
        types = product_types()
        return tuple(
            thing.kinds.union(*(types.ancestors(kind) for kind in thing.kinds)) for thing in self.goods
        )

    @lazy
    def are_named_in_chinese(self) -> bool | None:
        """Whether any name of the goods has Chinese characters; ``None`` where they have no names."""
        names = [str(fact.value) for thing in self.goods for fact in thing.item.names]
        return any(map(has_chinese, names)) if names else None

    @lazy
    def counts(self) -> tuple[tuple[int, Fact], ...]:
        """What can be counted: forms of a product, values of an option, pieces, the goods themselves."""
        found: list[tuple[int, Fact]] = []
        for thing in self.all:
            parts = self.parts(thing)
            if parts and parts[0].item.facts:
                fact = parts[0].item.facts[0][1]
                pieces = sum((one.value for part in parts for one in part.numbers("quantity")), Decimal(0))
                found += ((count, fact) for count in (len(parts), *_option_counts(parts), int(pieces)))
        if len(self.goods) > 1 and self.goods[0].item.facts:
            fact = self.goods[0].item.facts[0][1]
            found += ((len(self.goods), fact), (len({thing.key.whole for thing in self.goods}), fact))
        return tuple(found)

    @lazy
    def titles(self) -> tuple[tuple[str, Fact], ...]:
        """The names of all things, folded, the longest first; those of a single short word are none."""
        roles: tuple[Role, ...] = ("name", "brand", "alias")
        called = [fact for thing in self.all for fact in thing.item.of(*roles)]
        named = {fold(fact.value).strip(): fact for fact in called if isinstance(fact.value, str)}
        long = [(name, fact) for name, fact in named.items() if len(name) >= _SHORTEST_TITLE]
        return tuple(sorted(long, key=lambda pair: -len(pair[0])))

    @lazy
    def title_groups(self) -> tuple[tuple[str, Group], ...]:
        """The whole names of the goods, folded, with those that bear them."""
        owners: dict[str, set[int]] = {}
        for place, thing in enumerate(self.goods):
            for one in self.family(thing):
                for fact in one.item.names:
                    owners.setdefault(fold(str(fact.value)).strip(), set()).add(place)
        long = [(name, frozenset(group)) for name, group in owners.items() if len(name) >= _SHORTEST_TITLE]
        return tuple((name, group) for name, group in long if len(group) < len(self.goods))

    @lazy
    def names(self) -> tuple[Fact, ...]:
        """The names of the goods, and of what they are parts of."""
        things = dict.fromkeys(thing for good in self.goods for thing in self.family(good))
        return tuple(fact for thing in things for fact in thing.item.names)

    @lazy
    def called(self) -> tuple[str, ...]:
        """The names themselves."""
        return tuple(str(fact.value) for fact in self.names)

    @lazy
    def name_words(self) -> frozenset[str]:
        """The words that anything of the evidence may be called by."""
        return frozenset().union(*(thing.name_words for thing in self.all))

    @lazy
    def goods_texts(self) -> tuple[str, ...]:
        """The texts of the goods, folded."""
        things = dict.fromkeys(thing for good in self.goods for thing in self.family(good))
        return tuple(text for thing in things for text, _ in thing.texts)

    def named_in(self, text: str) -> Group:
        """The goods whose whole names stand in a folded text, and not only within a longer name."""
        named: set[int] = set()
        for name, group in self._longest_titles:
            if name in text:
                named |= group
                text = text.replace(name, "\n")
        return frozenset(named)

    @lazy
    def _longest_titles(self) -> list[tuple[str, Group]]:
        return sorted(self.title_groups, key=lambda title: -len(title[0]))

    @lazy
    def texts(self) -> tuple[tuple[str, Fact], ...]:
        """The facts in words of the whole evidence, folded."""
        return tuple(text for thing in self.all for text in thing.texts)

    @lazy
    def squashed(self) -> tuple[tuple[str, Fact], ...]:
        """As :attr:`texts`, with nothing but letters and digits."""
        return tuple((squash(text), fact) for text, fact in self.texts)

    @lazy
    def spellings(self) -> tuple[str, ...]:
        """Other ways to write the texts that may name something: squashed, and Chinese as it sounds."""
        short = [text for text, _ in self.texts if len(text) < _LONGEST_NAMED]
        return (*map(squash, short), *(sounded(text) for text in short if has_chinese(text)))

    @lazy
    def telling(self) -> dict[str, Group]:
        """Words by which some of the goods can be told from the others, with those that they may mean."""
        owners: dict[str, set[int]] = {}
        for place, thing in enumerate(self.goods):
            for word in self._names(thing):
                owners.setdefault(word, set()).add(place)
        return {word: frozenset(group) for word, group in owners.items() if len(group) < len(self.goods)}

    @lazy
    def telling_ends(self) -> dict[str, Group]:
        """Single characters that goods are called by, where one of them alone has it: 霜 beside 油."""
        owners: dict[str, set[int]] = {}
        for place, thing in enumerate(self.goods):
            names = "".join(str(fact.value) for one in self.family(thing) for fact in one.item.names)
            for char in dict.fromkeys(sign for sign in names if sign in _ENDS):
                owners.setdefault(char, set()).add(place)
        return {char: frozenset(group) for char, group in owners.items() if len(group) == 1 < len(self.goods)}

    @lazy
    def telling_ideas(self) -> dict[Idea, Group]:
        """Properties by which some of the goods can be told from the others, whatever the language."""
        owners: dict[Idea, set[int]] = {}
        for place, thing in enumerate(self.goods):
            for one in self.family(thing):
                for idea in one.name_ideas:
                    owners.setdefault(idea, set()).add(place)
        return {idea: frozenset(group) for idea, group in owners.items() if len(group) < len(self.goods)}

    def _names(self, thing: Thing) -> Iterable[str]:
        return (word for one in self.family(thing) for word in one.name_words)

    @lazy
    def _parts(self) -> dict[tuple[str, str], list[Thing]]:
        found: dict[tuple[str, str], list[Thing]] = {}
        for thing in self.all:
            if thing.key.part:
                found.setdefault((thing.key.kind, thing.key.id), []).append(thing)
        return found

    @lazy
    def _wholes(self) -> dict[tuple[str, str], Thing]:
        return {(thing.key.kind, thing.key.id): thing for thing in self.all if not thing.key.part}


def _option_counts(parts: tuple[Thing, ...]) -> set[int]:
    values: dict[str, set[str]] = {}
    for part in parts:
        for role, fact in part.item.facts:
            if role in {"text", "name"} and isinstance(fact.value, str):
                values.setdefault(fact.source.field.rpartition(".")[2], set()).add(fact.value)
    return {len(found) for found in values.values()}
