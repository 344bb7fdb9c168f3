"""Packed feeds: gzip and ZIP by their bytes, with pictures beside the feed, and archives that mean harm."""

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportReport
from floorwalker.catalog.feeds import archives, open_feed
from floorwalker.core import UnusableInput

Load = Callable[..., ImportReport]

TABLE = "id,title,image\n1,锅,pictures/pan.png\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(20)


def packed(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def refused(path: Path, data: bytes, message: str) -> None:
    path.write_bytes(data)
    with pytest.raises(UnusableInput, match=message) as error, open_feed(path):
        pass
    assert "\n" not in str(error.value)
    assert error.value.remedy


@pytest.mark.parametrize("name", ["shop.csv.gz", "shop.csv"])
def test_gzip_whatever_its_name(load: Load, shelf: CatalogStore, name: str) -> None:
    report = load(gzip.compress(TABLE.encode("gb18030")), name=name)
    assert (report.run.encoding, report.run.source) == ("gb18030", "shop")
    assert [product.title for product in shelf.iterate()] == ["锅"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_zip_with_what_computers_leave_in_it(tmp_path: Path, method: int) -> None:
    files = {
        "shop/products.csv": TABLE,
        "shop/pictures/pan.png": PICTURE,
        "__MACOSX/shop/._products.csv": b"\0",
        "shop/.DS_Store": b"\0",
        "shop/Read me.txt": "Hello",
    }
    path = tmp_path / "shop.zip"
    path.write_bytes(packed(files, method))
    with open_feed(path) as feed:
        assert feed.head() == TABLE
        assert (feed.pictures / "pictures/pan.png").read_bytes() == PICTURE
        folder = feed.pictures
    assert not folder.exists()


def test_a_text_file_alone_is_the_feed(tmp_path: Path) -> None:
    path = tmp_path / "shop.zip"
    path.write_bytes(packed({"products.txt": TABLE, "pan.png": PICTURE}))
    with open_feed(path) as feed:
        assert feed.head() == TABLE


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.csv": TABLE, "b.csv": TABLE}, r"must hold one feed, and holds 2 \(a.csv, b.csv\)"),
        ({"a.png": PICTURE}, r"holds 0 \(none\)"),
        ({"../../evil.csv": TABLE}, "names files outside of itself"),
        ({"/etc/evil.csv": TABLE}, "names files outside of itself"),
        ({"C:\\evil.csv": TABLE}, "names files outside of itself"),
        ({"a.csv": packed({"b.csv": TABLE})}, "an archive inside an archive"),
        ({"a.csv": gzip.compress(TABLE.encode())}, "compressed twice"),
        ({"a.csv": ""}, "is empty"),
        ({f"{'x' * 300}.csv": TABLE}, "cannot be unpacked"),
        ({"a": TABLE, "a/b.png": PICTURE}, "cannot be unpacked"),
    ],
)
def test_archives_that_hold_no_single_feed_are_refused(
    tmp_path: Path, files: Mapping[str, bytes | str], message: str
) -> None:
    refused(tmp_path / "shop.zip", packed(files), message)


def test_nothing_is_written_outside_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))  # a folder that no other process writes to
    path = tmp_path / "shop.zip"
    path.write_bytes(packed({"a.csv": TABLE, "../../evil.png": PICTURE, "..\\evil.png": PICTURE}))
    with open_feed(path) as feed:
        assert [file.name for file in feed.pictures.iterdir()] == ["a.csv"]
        assert list(tmp_path.glob("**/*evil.png")) == []


def test_gzip_of_an_archive_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "shop.gz", gzip.compress(packed({"a.csv": TABLE})), "an archive inside an archive")
    refused(tmp_path / "shop.gz", gzip.compress(gzip.compress(TABLE.encode())), "compressed twice")


def test_a_bomb_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "UNPACKED_LIMIT", 1000)
    refused(tmp_path / "shop.gz", gzip.compress(bytes(2000)), "unpacks to more than")
    refused(tmp_path / "shop.zip", packed({"a.csv": bytes(900), "b.png": bytes(900)}), "unpacks to more than")


def test_an_error_of_the_reader_is_not_blamed_on_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode()))
    with pytest.raises(RuntimeError, match="mine"), open_feed(path):
        raise RuntimeError("mine")


GOOD = [packed({"a.csv": TABLE, "pan.png": PICTURE}), gzip.compress(TABLE.encode())]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(GOOD), st.data())
def test_damaged_archives_are_opened_or_refused(tmp_path: Path, good: bytes, data: st.DataObject) -> None:
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "shop"
    path.write_bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged)))])
    try:
        with open_feed(path) as feed:
            feed.head()
    except UnusableInput as error:
        assert "\n" not in str(error)
