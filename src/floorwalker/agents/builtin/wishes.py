"""What a shopper wished for, as a reply names it: in their words, if these are of its language."""

from collections.abc import Iterable

from floorwalker.agents.builtin.wording import Wording
from floorwalker.conversation import Wish
from floorwalker.core import Language
from floorwalker.text import attributes, is_chinese


def wish_names(wording: Wording, wishes: Iterable[Wish]) -> tuple[str, ...]:
    """The names of wishes. One said in the other language has none where no lexicon knows its quality."""
    names = (wish_name(wish, wording.language) for wish in wishes)
    return tuple(dict.fromkeys(name for name in names if name))


def wish_name(wish: Wish, language: Language) -> str:
    """The shopper's word, or the name of the quality where it was said in a turn of phrase or language."""
    foreign = any(map(is_chinese, wish.said)) != (language == "zh")
    plain = not wish.facets or any(match.text == wish.said for match in attributes().find(wish.said))
    if plain and not foreign:
        return wish.said
    unsayable = foreign and language == "en"  # Latin letters are at home in Chinese: spf50, vegan
    return _label(wish, language) or ("" if unsayable else wish.said)


def _label(wish: Wish, language: Language) -> str:
    for facet, _, value in (one.partition(":") for one in wish.facets):
        try:
            return attributes().label(facet, value, language)
        except KeyError:
            continue
    return ""
