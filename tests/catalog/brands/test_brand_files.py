"""Lists of brands as files: columns in both languages, JSON Lines, and rejects that name line and remedy."""

import json
from pathlib import Path

import pytest

from floorwalker.catalog import Brand, BrandStore, import_brands
from floorwalker.core import FixedClock, UnusableInput
from floorwalker.storage import Database

ENGLISH = """brand,aliases,story_zh,story_en,niche,url
CHANDO,自然堂|Chando Himalaya,源自喜马拉雅。,"Born at the Himalaya.
Made in Shanghai.",yes,https://chando.example
"Fern, Moss & Co",,,,,
Norr,"Nórr, 诺尔",,,no,-
"""
CHINESE = """品牌；别名；品牌故事（中文）；品牌故事(英文)；是否小众；官网；备注
素里；Suli、SULI 工作室；素里成立于2019年。；；是；https://suli.example；老客户
"""


@pytest.fixture
def table(sqlite_database: Database) -> BrandStore:
    """An empty table, where the kind of database does not matter."""
    return BrandStore(sqlite_database, "default", FixedClock())


def write(folder: Path, text: str, name: str = "brands.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_columns_are_known_by_their_names(table: BrandStore, tmp_path: Path) -> None:
    report = import_brands(table, write(tmp_path, ENGLISH))
    assert (report.rows, report.put.added, report.rejects) == (3, 3, [])
    assert table.all() == [
        Brand(
            "chando",
            "CHANDO",
            ("自然堂", "Chando Himalaya"),
            {"zh": "源自喜马拉雅。", "en": "Born at the Himalaya.\nMade in Shanghai."},
            True,
            "https://chando.example",
        ),
        Brand("fernmossco", "Fern, Moss & Co"),
        Brand("norr", "Norr", ("诺尔",), niche=False),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_headers_and_encodings(table: BrandStore, tmp_path: Path, encoding: str) -> None:
    report = import_brands(table, write(tmp_path, CHINESE.replace("；", ";"), encoding=encoding))
    assert report.columns is not None
    assert report.columns.ignored == ("备注",)
    assert table.all() == [
        Brand(
            "素里",
            "素里",
            ("Suli", "SULI 工作室"),
            {"zh": "素里成立于2019年。"},
            True,
            "https://suli.example",
        )
    ]


def test_a_story_in_no_stated_language_is_in_the_one_it_is_written_in(
    table: BrandStore, tmp_path: Path
) -> None:
    import_brands(table, write(tmp_path, "品牌,品牌故事\nA,一个来自杭州的品牌。\nB,A house from Hangzhou.\n"))
    assert [dict(brand.story) for brand in table.all()] == [
        {"zh": "一个来自杭州的品牌。"},
        {"en": "A house from Hangzhou."},
    ]


def test_json_lines(table: BrandStore, tmp_path: Path) -> None:
    rows = [
        {
            "name": "Fern, Moss & Co",
            "aliases": ["Fern, Moss", "蕨"],
            "story": {"en": "Since 2019."},
            "niche": True,
        },
        {"brand": "Norr", "aliases": "Nörr|诺尔", "niche": None, "url": None},
    ]
    report = import_brands(table, write(tmp_path, "\n".join(map(json.dumps, rows)), "brands.jsonl"))
    assert report.put.added == 2
    assert table.all() == [
        Brand("fernmossco", "Fern, Moss & Co", ("Fern, Moss", "蕨"), {"en": "Since 2019."}, True),
        Brand("norr", "Norr", ("诺尔",)),
    ]


def test_importing_again_changes_nothing(table: BrandStore, tmp_path: Path) -> None:
    path = write(tmp_path, ENGLISH)
    import_brands(table, path)
    again = import_brands(table, path)
    assert (again.put.added, again.put.changed, again.put.unchanged) == (0, 0, 3)


def test_what_a_file_does_not_speak_of_stays(table: BrandStore, tmp_path: Path) -> None:
    import_brands(table, write(tmp_path, ENGLISH))
    import_brands(table, write(tmp_path, "brand,niche,story_en\nChando,,\n"))
    chando = table.get("chando")
    assert (chando.name, chando.aliases[0], chando.niche) == ("Chando", "自然堂", None)
    assert (dict(chando.story), chando.url) == ({"zh": "源自喜马拉雅。"}, "https://chando.example")
    assert len(table.all()) == 3


def test_a_row_is_about_the_brand_of_the_table_that_has_its_name(table: BrandStore, tmp_path: Path) -> None:
    table.put([Brand("suli", "Suli", ("素里",), niche=True)])
    import_brands(table, write(tmp_path, "品牌\n素里\n"))
    assert table.all() == [Brand("suli", "素里", ("Suli",), niche=True)]


def test_rejects_name_line_reason_and_remedy(table: BrandStore, tmp_path: Path) -> None:
    text = (
        "brand,aliases,niche,url\n"
        "Norr,,maybe,\n"
        ",Nameless,,\n"
        "Fern,,,ftp://fern\n"
        "Suli,素里,,\n"
        "SULI,,,\n"
        "Too,many,,,cells\n"
    )
    report = import_brands(table, write(tmp_path, text))
    assert [reject.line for reject in report.rejects] == [2, 3, 4, 6, 7]
    assert all(reject.reason and reject.remedy and reject.raw for reject in report.rejects)
    assert "line 5" in report.rejects[3].reason
    assert [brand.key for brand in table.all()] == ["suli"]
    assert report.as_json()["rejected"] == 5


def test_json_lines_reject_what_is_misshapen(table: BrandStore, tmp_path: Path) -> None:
    rows = [
        '{"name": "Norr"}',
        "[1]",
        "{",
        '{"name": ["x"]}',
        '{"name": "F", "story": {"fr": "x"}}',
        '{"url": "x"}',
    ]
    report = import_brands(table, write(tmp_path, "\n".join(rows), "b.jsonl"))
    assert [reject.line for reject in report.rejects] == [2, 3, 4, 5, 6]


def test_names_that_brands_share_are_told(table: BrandStore, tmp_path: Path) -> None:
    report = import_brands(table, write(tmp_path, "brand,aliases\nFern Co,Fern\nFern Atelier,Fern\n"))
    assert [one.name for one in report.shared] == ["Fern"]
    assert "claimed by" in report.as_json()["shared"][0]


@pytest.mark.parametrize(
    ("text", "name", "what"),
    [
        ("a,b\n1,2\n", "b.csv", "no column"),
        ("brand\n", "b.csv", "no rows"),
        ("brand,niche\nA,maybe\n", "b.csv", "line 2"),
        ('[{"name": "A"}]', "b.json", "list"),
        ("\n", "b.csv", "empty|header"),
    ],
)
def test_a_file_without_a_usable_row_changes_nothing(
    table: BrandStore, tmp_path: Path, text: str, name: str, what: str
) -> None:
    with pytest.raises(UnusableInput, match=what):
        import_brands(table, write(tmp_path, text, name))
    assert table.all() == []
