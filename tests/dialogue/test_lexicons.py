"""Every lexicon that a shop extends is read with the shop's file on top, and without it as before."""

from collections.abc import Callable
from pathlib import Path

import pytest

from floorwalker.agents import BuiltinAgent
from floorwalker.agents.builtin.measure import measure_word_of
from floorwalker.agents.builtin.nouns import article, noun
from floorwalker.catalog import Product
from floorwalker.catalog.attributes.context import brand_spans
from floorwalker.catalog.attributes.kinds import kind_of
from floorwalker.catalog.attributes.words import vocabulary
from floorwalker.catalog.brands.book import BrandBook
from floorwalker.conversation import Brief, Unclear
from floorwalker.core import UnusableInput
from floorwalker.dialogue.lexicons import EXTENDABLE, extend_lexicons, extended
from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.dialogue.understand.mending import SpellingMender
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.grounding import Evidence
from floorwalker.search.asking import asked_in
from floorwalker.text import Folded, foreign_language, overlaid

Write = Callable[..., Path]

NAMELESS = ShopVocabulary({})
FILES = {
    "product_types.toml": '[types.zorgle]\nparent = "ornament"\nzh = ["佐格"]\nen = ["zorgle"]\n',
    "attributes.toml": '[colour.blimp]\nzh = []\nen = ["blimpish"]\n',
    "brands.toml": '[brands.zorgle_house]\nnames = ["Zorgle House", "佐格坊"]\n',
    "acts.toml": '[cheaper]\nen = ["frugalish"]\n',
    "bundles.toml": '[short]\n"佐" = ["eye_cream"]\n',
    "languages.toml": '[xx]\nstrong = ["zorg", "blimp", "narf"]\n',
    "zh/measure_words.toml": 'mascara = "管"\n',
    "en/nouns.toml": 'vowels = ["zorg"]\n[names]\nmascara = "lash paint"\n',
    "en/courtesy.toml": '[unclear.help]\nreplace = true\nwarm = ["Ask me about our orchids."]\n',
}


def unclear(turn: int) -> str:
    """What the assistant says where it understands nothing."""
    sentences = BuiltinAgent().draft(Brief("en", (Unclear(),), Evidence(), turn))
    return "".join(str(part) for sentence in sentences for part in sentence.parts)


def mended(text: str) -> str:
    return SpellingMender(NAMELESS, lambda term: False).mend(text, "en").text


MASCARA = Product(id="s:1", source="s", source_id="1", title="浓密睫毛膏")
READERS: dict[str, tuple[Callable[[], object], object, object]] = {
    "short names of a bundle": (lambda: bundle_words().short.findall("佐、水"), ["水"], ["佐", "水"]),
    "measure words": (lambda: measure_word_of(MASCARA), "支", "管"),
    "articles": (lambda: article("zorgle"), "a", "an"),
    "nouns": (lambda: noun("mascara", plural=True), "mascaras", "lash paints"),
    "wordings": (lambda: all("orchids" in unclear(turn) for turn in range(9)), False, True),
    "languages": (lambda: foreign_language("zorg blimp narf on the quux"), None, "xx"),
    "words of acts": (
        lambda: find_slots(Folded.of("a lipstick, frugalish"), "en", NAMELESS).words,
        ("frugalish",),
        (),
    ),
    "typing errors": (lambda: mended("a red zorglle"), "a red zorglle", "a red zorgle"),
    "kinds of records": (lambda: "zorgle" in kind_of("Blue Zorgle", "").types, False, True),
    "kinds of shelves": (lambda: "zorgle" in kind_of("Blue", "Home > Zorgle").types, False, True),
    "properties of records": (lambda: [m.value for m in vocabulary().find("blimpish")], [], ["blimp"]),
    "brands in titles": (lambda: brand_spans("佐格坊花瓶", "Zorgle House"), [], [(0, 3)]),
    "one brand": (lambda: BrandBook().key("佐格坊") == BrandBook().key("Zorgle House"), False, True),
    "what a query asks for": (lambda: "kind:zorgle" in asked_in("blue zorgle"), False, True),
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of the shop's folder and gives the folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path / "shop"

    return write


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """What is read with the shop's files over the lexicons, and then without them."""
    folder = tmp_path_factory.mktemp("shop")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    readings = []
    for overlay in (folder, None):
        with overlaid(overlay):
            readings.append({name: read() for name, (read, _, _) in READERS.items()})
    return readings


@pytest.mark.parametrize("name", READERS)
def test_the_shops_file_counts_while_it_is_there(name: str, readings: list[dict[str, object]]) -> None:
    _, without, with_file = READERS[name]
    assert [reading[name] for reading in readings] == [with_file, without]


def test_every_lexicon_has_a_name_of_its_own_and_takes_an_empty_file(write: Write) -> None:
    names = [one.lexicon.name for one in EXTENDABLE]
    assert len(names) == len(set(names))
    folders = {write(name, "") for name in names}
    try:
        extend_lexicons(folders.pop())
        assert len(extended()) == len(names)
    finally:
        extend_lexicons(None)


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("bundles.toml", '[short]\n"佐" = ["zorgle"]\n', "'zorgle' is no kind"),
        ("bundles.toml", '[short]\n"佐格" = ["eye_cream"]\n', "one character"),
        ("bundles.toml", '[[whole]]\nwords = ["tea time"]\n', "it has no 'parts'"),
        ("bundles.toml", '[each]\nzh = ["("]\n', "no regular expression"),
        ("bundles.toml", "replace = true\n", "empty the whole lexicon"),
        ("languages.toml", "[fr]\nstrong = 3\n", "wrong type"),
        ("zh/measure_words.toml", "mascara = 3\n", "wrong type"),
        ("en/nouns.toml", 'pair = ["earrings"]\n', "did you mean 'pairs'"),
        ("en/courtesy.toml", 'unclear.help.warm = ["Ask about {orchid}."]\n', "{orchid} is no slot"),
        ("en/courtesy.toml", 'unclear.help.warm = ["Ask <whom>."]\n', "<whom>, which does not exist"),
        ("en/courtesy.toml", "[unclear.help]\nreplace = true\nwarm = []\n", "no wording is left"),
        ("en/courtesy.toml", 'unclear.help = "Ask."\n', "wrong type"),
        ("en/courtesies.toml", "", "there is no lexicon"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(write: Write, file: str, text: str, says: str) -> None:
    folder = write(file, text)
    try:
        with pytest.raises(UnusableInput) as raised:
            extend_lexicons(folder)
    finally:
        extend_lexicons(None)
    assert says in f"{raised.value.message} {raised.value.remedy}"
