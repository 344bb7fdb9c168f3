"""Text from sources: HTML, stray characters, and that nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import clean_line, clean_text, html_to_text
from floorwalker.catalog.text_clean import storable


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Soft.</p><p>Warm &amp; light</p>", "Soft.\nWarm & light"),
        ("Chain. <ul>\n<li>14k gold</li>\n<li>12&quot; long</li></ul>", 'Chain.\n14k gold\n12" long'),
        ("one<br/>two<br>three", "one\ntwo\nthree"),
        ("<div>a\n b</div>", "a b"),
        ("plain\n\n  text ", "plain\ntext"),
        ("a < b and c > d", "a < b and c > d"),
        ("<b>bold</b>\nnext line", "bold\nnext line"),
        ("x<script>alert(1)</script>y<style>p{}</style>z", "xyz"),
        ("<p>never closed", "never closed"),
        ("5&nbsp;ml &eacute;t&eacute;", "5 ml été"),
        ("<table><tr><td>材质</td><td>纯棉</td></tr></table>", "材质\n纯棉"),
        ("", ""),
    ],
)
def test_html_becomes_plain_lines(markup: str, text: str) -> None:
    assert clean_text(markup) == text


def test_a_line_keeps_every_visible_character() -> None:
    assert clean_line("  L'Oréal\t欧莱雅\n  30ml & “more” ™ ") == "L'Oréal 欧莱雅 30ml & “more” ™"


def test_characters_that_steer_a_terminal_or_the_direction_of_text_are_removed() -> None:
    assert clean_line("a\x1b[31mb\x00c\u202ed\ufeff") == "a[31mbcd"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(alphabet="<>/!-?[]&;#x0aA pbrlidvCDATAstyle \n\"='"))
def test_no_markup_is_too_broken(markup: str) -> None:
    html_to_text(markup)
    clean_text(markup)


@given(st.text(alphabet=st.characters(codec=None)))
def test_what_is_storable_can_be_encoded_and_has_no_nul(text: str) -> None:
    assert b"\x00" not in storable(text).encode("utf-8")
    clean_text(text).encode("utf-8")
    clean_line(text).encode("utf-8")
