"""Encodings: told from the file alone, wherever its first character beyond ASCII stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog.feeds import detect_encoding, open_feed, open_text
from floorwalker.core import UnusableInput

SIMPLIFIED = "商品名称,价格\n自然堂雪域精粹滋润霜,139\n兰蔻小黑瓶精华肌底液,1080\n玉兰油多效修护霜,99\n"
TRADITIONAL = "商品名稱,價格\n雪花秀滋陰水,980\n蘭蔻小黑瓶精華肌底液,3200\n資生堂時光琉璃禦藏霜,4800\n"


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32", "utf-32"),
        (TRADITIONAL, "big5", "big5hkscs"),
        ("title,price\nCrème légère à la rose,12\nParfum été,30\n", "cp1252", "cp1252"),
        ("title,price\nKörperöl für süße Träume – 50 €,9\n", "cp1252", "cp1252"),
        ("title,price\nКрем для лица увлажняющий,300\nДухи женские,900\n", "cp1251", "cp1251"),
        ("title,price\nしっとり潤う保湿クリーム,1200\n東京で人気の香水,3400\n", "shift_jis", "shift_jis"),
        ("title,price\nしっとり潤う保湿クリーム,1200\n東京で人気の香水,3400\n", "euc_jp", "euc_jp"),
        (
            "title,price\n비타민 세럼 촉촉한 크림,100\n화장품 세트 할인 판매,200\n향수와 비누,5\n",
            "euc_kr",
            "euc_kr",
        ),
        ("title,price\nplain,1\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_told(text: str, encoding: str, expected: str) -> None:
    assert detect_encoding(text.encode(encoding)) == expected


@pytest.mark.parametrize(("text", "encoding"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5hkscs")])
def test_a_start_of_a_megabyte_of_ascii_misleads_nobody(text: str, encoding: str) -> None:
    data = b"title,price\n" + b"plain ASCII,1\n" * 80_000 + text.encode(encoding)
    assert detect_encoding(data) == encoding


@pytest.mark.parametrize("line", SIMPLIFIED.splitlines())
def test_one_line_of_chinese_is_enough(line: str) -> None:
    assert detect_encoding(line.encode("gb18030")) == "gb18030"


def test_a_few_damaged_characters_do_not_change_the_encoding() -> None:
    damaged = (SIMPLIFIED * 20).encode() + b"\xe8\x87,1\n"
    assert detect_encoding(damaged) == "utf-8"


def test_damage_is_read_as_a_character_no_text_has(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_bytes((SIMPLIFIED * 20).encode() + b"\xe8\x87,1\n" + "\ufffd,2\n".encode())
    with open_text(path).lines() as lines:
        *_, damaged, stated = lines
    assert damaged == "\udcff,1\n"
    assert stated == "\ufffd,2\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\n ", "is empty"),
        (b"PK\x03\x04rest", "an archive inside an archive"),
        (b"\x1f\x8brest", "compressed twice"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(256)) * 8, "is not text"),
        (b"\x00\x01\x02" * 100, "is not text"),
        (b"title,price\n\x01\x02\x03\x04\x05\x06\x07", "is not text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(UnusableInput, match=message) as error:
        detect_encoding(data, "file.csv")
    assert "\n" not in str(error.value)
    assert error.value.remedy


@pytest.mark.parametrize("name", ["absent.csv", "", "x" * 5000, "nul\0.csv"])
def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    with (
        pytest.raises(UnusableInput, match=r"there is no file|is a folder|cannot be read"),
        open_feed(tmp_path / name),
    ):
        pass


@pytest.mark.parametrize(
    ("declaration", "encoding", "text", "expected"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-2"?>', "iso8859-2", "<g>Řeřicha žlutá</g>", "iso8859-2"),
        ('<html><meta charset="windows-1251">', "cp1251", "<p>Крем</p>", "cp1251"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">',
            "shift_jis",
            "<p>湯呑</p>",
            "cp932",
        ),
        ("<meta charset=gb2312>", "gb18030", "<p>锅</p>", "gb18030"),
        ("<meta charset=gb2312>", "utf-8", "<p>锅</p>", "utf-8"),
        ('<meta charset="iso-8859-1">', "gb18030", f"<p>{SIMPLIFIED}</p>", "gb18030"),
        ('<meta charset="windows-1251">', "gb18030", f"<p>{SIMPLIFIED}</p>", "gb18030"),
        ('<meta charset="nonsense">', "cp1252", "<p>Crème légère</p>", "cp1252"),
    ],
)
def test_a_declared_encoding_counts_where_it_can_be_true(
    declaration: str, encoding: str, text: str, expected: str
) -> None:
    assert detect_encoding((declaration + text).encode(encoding)) == expected


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        encoding = detect_encoding(data)
    except UnusableInput:
        return
    data.decode(encoding, "replace")


def test_progress_counts_every_byte_once(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("title,price\n" + "a,1\n" * 5000)
    told: list[int] = []
    file = open_text(path)
    with file.lines(told.append) as lines:
        assert sum(1 for _ in lines) == 5001
    assert sum(told) == file.size == path.stat().st_size
