"""Which meaning a word has in goods of a kind: rose smells in a perfume, cares in a cream, colours a lipstick."""

from typing import Literal

from floorwalker.catalog.attributes.kinds import Kind
from floorwalker.catalog.attributes.words import kind_rules
from floorwalker.text import AttributeMatch

COSMETIC = frozenset(("skincare", "makeup", "hair", "scented", "fragrance"))
_THINGS = frozenset(("home", "apparel", "device", "jewellery"))
_PLANT_FACETS = frozenset(("plant", "scent", "flavour"))
_FOR_CHILDREN = frozenset(("kids", "boys", "girls", "baby"))
Sense = tuple[str, str]
"""An attribute and a value of the lexicon."""
Place = Literal["before_noun", "in_noun", "elsewhere"]
"""Where a word stands to the words for what the product is: right before them, as their last, or elsewhere."""


def sense_of(match: AttributeMatch, kind: Kind, place: Place) -> Sense | None:
    """The attribute and value that a lexicon match states in goods of this kind; ``None``: nothing.

    The rules are those of ``kinds.toml``; what they leave is refused, since a word that could be part of a
    name is no statement.
    """
    facet, value = match.facet, match.value
    if facet in _PLANT_FACETS or (facet == "ingredient" and value in kind_rules().values["foods"]):
        facet = _plant_facet(facet, value, kind, match.text)
    elif facet == "benefit" and value not in kind_rules().values["cosmetic_benefits"]:
        facet = "feature"
    if value == "plumping" and not kind.types.isdisjoint(("lip_makeup", "lip_care")):
        value = "plumping_lips"
    if facet not in kind_rules().allowed[kind.name] or not _fits(facet, value, kind, place, match.text):
        return None
    return facet, value


def _plant_facet(facet: str, value: str, kind: Kind, text: str) -> str:
    rules = kind_rules()
    if value in rules.values["strengths"]:
        return ""
    if value in rules.values["vague"] and text.isascii() and " " not in text:
        return ""
    if value in rules.values["descriptors"] and facet != "plant":
        return facet
    if not kind.nouns:
        return ""
    if value == "rose" and kind.name == "makeup":
        return "colour"
    if kind.name == "food" and facet == "ingredient":
        return facet
    return rules.plants.get(kind.name, "")


def _fits(facet: str, value: str, kind: Kind, place: Place, text: str) -> bool:
    values = kind_rules().values
    cosmetic = kind.name in COSMETIC
    if facet == "benefit":
        if kind.name == "fragrance":
            return value == "long_lasting"
        if text.casefold() == "spf" or (value == "curling" and kind.name == "hair"):
            return False
        if value == "firming" and kind.name == "makeup" and text.isascii():
            return False
        if kind.name == "tool" and value in values["names_of_goods"]:
            return False
        if value in values["removed_by_cleansers"] and any(
            noun.type_id in values["cleansers"] for noun in kind.nouns
        ):
            return False
        return place != "in_noun" or cosmetic
    if facet == "ingredient" and (value == "fragrance" or (value == "essential_oil" and place == "in_noun")):
        return False
    if place == "in_noun" and facet not in ("concentration", "gender") and not (facet == "ingredient" and cosmetic):
        return False
    if facet == "colour":
        return _is_colour(value, kind, place, text)
    if facet == "material":
        if value in values["precious"] and text.isascii():
            return kind.name == "jewellery" or (value in values["base_metals"] and kind.name == "home")
        return True
    if facet == "gender" and text.lower() in ("her", "him"):
        return kind.name == "fragrance"
    if facet == "gender" and (cosmetic or kind.name == "tool") and text.isascii():
        return value not in _FOR_CHILDREN
    if facet == "season" and cosmetic:
        return not text.isascii()
    if facet == "finish":
        if text.casefold() == "gloss":
            return False
        if kind.name in ("skincare", "hair"):
            return text.isascii() and (value in ("matte", "dewy") or (value == "invisible" and place == "before_noun"))
        return kind.name == "makeup" or text.isascii() or value in ("matte", "brushed", "hammered")
    if facet == "skin_type":
        return not (value == "normal" and kind.name == "hair")
    return True


def _is_colour(value: str, kind: Kind, place: Place, text: str) -> bool:
    values = kind_rules().values
    if value in values["vague_colours"] and kind.name in COSMETIC:
        return False
    if value == "cream" and text.isascii() and " " not in text and kind.name not in _THINGS:
        return False
    if value == "camel" and kind.name not in _THINGS:
        return False
    if kind.name == "jewellery" and value in values["precious"] and text.isascii():
        return False
    if kind.name == "home" and value in values["base_metals"]:
        return False
    if kind.name in ("skincare", "hair"):
        return place == "before_noun" and value != "transparent" if text.isascii() else value not in ("nude", "peach", "transparent")
    if kind.name == "makeup" and value == "nude":
        return text != "肤色"
    return True
