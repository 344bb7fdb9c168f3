"""A brand as the shop tells of it, and what may be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from floorwalker.catalog.brands.keys import brand_key, folded_name
from floorwalker.catalog.text_clean import clean_line, clean_text
from floorwalker.core import Language, UnusableInput

LANGUAGES: tuple[Language, ...] = ("zh", "en")

LONGEST_NAME = 200
MOST_ALIASES = 100
LONGEST_STORY = 4000
LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Brand:
    """What the shop says of a brand.

    ``key`` names it in programs and does not change when its name does; it is a :func:`brand_key`.
    ``aliases`` are its names in other spellings and scripts. ``story`` is the shop's own text about it by
    language. ``niche`` is the shop's word, ``None`` where popularity is to tell. ``url`` is its page, or
    empty.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    story: Mapping[Language, str] = field(default_factory=dict)
    niche: bool | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class SharedName:
    """A name that several brands claim, by their names.

    It stays that of ``owner``, whose name it is; ``None``: it is merged with none of ``brands``, and products
    under it stand for themselves.
    """

    name: str
    brands: tuple[str, ...]
    owner: str | None = None

    def __str__(self) -> str:
        if self.owner is None:
            claimants = " and ".join(map(repr, self.brands))
            return f"{self.name!r} is claimed by {claimants}, so it is merged with none of them"
        others = " and ".join(repr(brand) for brand in self.brands if brand != self.owner)
        return f"{self.name!r} is the name of {self.owner!r}, so it is no alias of {others}"


def cleaned(brand: Brand) -> Brand:
    """A brand as it can be stored: keys folded, texts without markup and stray characters.

    Aliases that differ from the name, or from one another, in nothing that counts are left out.

    Raises:
        UnusableInput: it has no name, or a text is too long, in an unknown language, or no web address.
    """
    name = _line(brand.name, "name", LONGEST_NAME)
    if not name:
        raise UnusableInput("the brand has no name", "fill in its name")
    key = brand_key(_line(brand.key, "key", LONGEST_NAME)) or brand_key(name)
    aliases = _aliases(name, brand.aliases)
    story = {language: text for language, given in brand.story.items() if (text := _story(language, given))}
    ordered = {language: story[language] for language in LANGUAGES if language in story}
    return replace(brand, key=key, name=name, aliases=aliases, story=ordered, url=_url(brand.url))


def _aliases(name: str, given: Iterable[str]) -> tuple[str, ...]:
    known = {folded_name(name)}
    aliases = []
    for alias in (_line(one, "alias", LONGEST_NAME) for one in given):
        if alias and folded_name(alias) not in known:
            known.add(folded_name(alias))
            aliases.append(alias)
    if len(aliases) > MOST_ALIASES:
        raise UnusableInput(f"it has {len(aliases)} aliases", f"give at most {MOST_ALIASES}")
    return tuple(aliases)


def _story(language: str, given: str) -> str:
    if language not in LANGUAGES:
        raise UnusableInput(f"{language[:20]!r} is no language of a story", f"use {' or '.join(LANGUAGES)}")
    text = clean_text(given)
    if len(text) > LONGEST_STORY:
        raise UnusableInput(
            f"the story ({language}) has {len(text):,} characters", f"write at most {LONGEST_STORY:,}"
        )
    return text


def _url(given: str) -> str:
    url = _line(given, "url", LONGEST_URL)
    if url and not url.lower().startswith(("http://", "https://")):
        raise UnusableInput(f"{url[:60]!r} is no web address", "begin it with https://")
    return url


def _line(text: str, what: str, longest: int) -> str:
    line = clean_line(text)
    if len(line) > longest:
        raise UnusableInput(f"its {what} has {len(line):,} characters", f"write at most {longest:,}")
    return line
