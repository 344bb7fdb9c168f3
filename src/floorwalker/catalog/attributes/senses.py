"""Which meaning a word has in goods of a kind: rose is a perfume's smell and a cream's ingredient."""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from floorwalker.catalog.attributes.kinds import Kind
from floorwalker.catalog.attributes.words import kind_rules, vocabulary
from floorwalker.text import AttributeMatch

COSMETIC: Final = frozenset(("skincare", "makeup", "hair", "scented", "fragrance"))
_THINGS = frozenset(("home", "apparel", "device", "jewellery"))
_PLANT_FACETS = frozenset(("plant", "scent", "flavour"))
_CHILDREN = frozenset(("kids", "boys", "girls", "baby"))
_LIPS = frozenset(("lip_makeup", "lip_care"))

Sense = tuple[str, str]
"""An attribute and a value of the lexicon."""

Place = Literal["before_noun", "in_noun", "elsewhere"]
"""Where a word stands to the nouns for the product: right before one, at the end of one, or elsewhere."""


class _Word(NamedTuple):
    value: str
    text: str
    latin: bool
    kind: Kind
    place: Place

    @property
    def fits(self) -> bool:
        """Whether the word states a benefit of such goods at all: frosted glass is no scrub."""
        only = kind_rules().only_of.get(self.text)
        return only is None or self.kind.name in only or not only.isdisjoint(self.kind.types)

    @property
    def cosmetic(self) -> bool:
        return self.kind.name in COSMETIC

    def is_one_of(self, name: str) -> bool:
        """Whether the value belongs to a named set of ``kinds.toml``."""
        return self.value in kind_rules().values[name]

    def says_one_of(self, name: str) -> bool:
        """Whether the word itself, as it is written, belongs to such a set."""
        return self.text in kind_rules().values[name]


def sense_of(match: AttributeMatch, kind: Kind, place: Place) -> Sense | None:
    """The attribute and value that a lexicon match states in goods of this kind; ``None``: nothing.

    The sets of values and kinds are those of ``kinds.toml``. What could be part of a name is no statement.
    """
    word = _Word(match.value, match.text.casefold(), match.text.isascii(), kind, place)
    facet, value = match.facet, match.value
    if facet in _PLANT_FACETS or (facet == "ingredient" and word.is_one_of("foods")):
        facet = _plant(facet, word)
    elif facet == "benefit" and not word.is_one_of("cosmetic_benefits"):
        facet = "feature"
    if facet not in kind_rules().allowed[kind.name]:
        return None
    keeps_in_noun = facet in ("concentration", "gender") or (
        word.cosmetic and facet in ("benefit", "ingredient")
    )
    if place == "in_noun" and not keeps_in_noun:
        return None
    says = _SAYS.get(facet)
    if says is not None and not says(word):
        return None
    if value == "plumping" and not _LIPS.isdisjoint(kind.types):
        value = "plumping_lips"
    return facet, value


def _plant(facet: str, word: _Word) -> str:
    """As which attribute a smell, a taste, a plant or a food is read; empty: as none."""
    if word.is_one_of("strengths") or (word.is_one_of("vague") and word.latin and " " not in word.text):
        return ""
    if word.cosmetic and word.says_one_of("textures_of_cosmetics"):
        return ""
    if word.is_one_of("descriptors") and facet != "plant":
        return facet
    if not word.kind.nouns and word.kind.name != "fragrance":
        return ""
    if word.value == "rose" and word.kind.name == "makeup":
        return "colour"
    if word.kind.name == "food" and facet == "ingredient":
        return facet
    if word.kind.name == "scented" and word.is_one_of("substances"):
        return "ingredient"
    return kind_rules().plants.get(word.kind.name, "")


def _benefit(word: _Word) -> bool:
    kind = word.kind
    if not word.fits:
        return False
    if kind.name == "fragrance":
        return word.value == "long_lasting"
    if kind.name == "makeup" and word.says_one_of("covered_by_makeup"):
        return False
    if word.is_one_of("removed_by_cleansers"):
        cleansers = kind_rules().values["cleansers"]
        if any(noun.type_id in cleansers for noun in kind.nouns):
            return False
    if kind.name == "makeup" and word.latin:
        if word.value == "firming":
            return False  # lashes and brows are lifted, not firmed
        if word.value == "brightening" and not word.text.startswith(("bright", "whiten")):
            return False  # radiance is a look of powders
    if kind.name == "hair" and word.value == "curling":
        return False  # curls are had; lashes are curled
    return word.text != "spf" and not (kind.name == "tool" and word.is_one_of("names_of_goods"))


def _ingredient(word: _Word) -> bool:
    if word.cosmetic and word.is_one_of("eaten"):
        return False
    return word.value != "fragrance" and not (word.value == "essential_oil" and word.place == "in_noun")


def _material(word: _Word) -> bool:
    if word.kind.name == "tool" and word.value == "sponge":
        return False
    is_electrical = word.kind.name == "device" or "hair_tool" in word.kind.types
    if is_electrical and "gemstone" in vocabulary().ancestors("material", word.value):
        return False  # a name of a model
    if not (word.latin and word.is_one_of("precious")):
        return True
    return word.kind.name == "jewellery" or (word.kind.name == "home" and word.is_one_of("base_metals"))


def _colour(word: _Word) -> bool:
    name = word.kind.name
    if name in _THINGS:
        as_metal = (name == "jewellery" and word.latin and word.is_one_of("precious")) or (
            name == "home" and word.is_one_of("base_metals")
        )
        return not as_metal and (word.text != "clear" or word.place == "before_noun")
    if word.is_one_of("colours_of_things") or word.says_one_of("no_shades"):
        return False
    if name in ("skincare", "hair"):
        if word.latin:
            is_shade = word.place == "before_noun" and word.value != "transparent"
            return name == "hair" and (is_shade or word.is_one_of("hair_toners"))
        return not word.is_one_of("colours_of_skin")
    if word.text in ("rose", "玫瑰"):
        return word.place == "before_noun"
    return not (word.cosmetic and word.is_one_of("vague_colours"))


def _gender(word: _Word) -> bool:
    if word.text in ("her", "him"):
        return word.kind.name == "fragrance"
    return not (word.latin and word.value in _CHILDREN and (word.cosmetic or word.kind.name == "tool"))


def _season(word: _Word) -> bool:
    return not (word.cosmetic and word.latin)


def _finish(word: _Word) -> bool:
    if word.text == "gloss":
        return False
    if word.kind.name in ("skincare", "hair"):
        seen = word.place == "before_noun" or "sunscreen" in word.kind.types
        sure = word.value in ("matte", "dewy") or (word.value == "invisible" and seen)
        return word.latin and sure
    return word.kind.name == "makeup" or word.latin or word.value in ("matte", "brushed", "hammered")


_SAYS: dict[str, Callable[[_Word], bool]] = {
    "benefit": _benefit,
    "ingredient": _ingredient,
    "material": _material,
    "colour": _colour,
    "gender": _gender,
    "season": _season,
    "finish": _finish,
}
