"""Text as a source wrote it, made fit to store and to show: no markup, no stray characters."""

import html
import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
        ),
        *(
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
        ),
        *("ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_SILENT = frozenset(("script", "style", "template", "head", "noscript"))

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UNWANTED = (
    re.compile(  # controls but tab and line feed, lone surrogates, byte order marks, overrides of direction
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]"
    )
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_TOO_OFTEN = 3  # times that text has been escaped without need
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})\b", re.IGNORECASE)


def storable(text: str) -> str:
    """``text`` without what a database cannot hold: NUL and lone surrogates become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def clean_line(text: str) -> str:
    """One line: white space collapsed, control characters removed, the rest as it was written."""
    if text.isprintable():  # neither controls nor white space but plain spaces
        return " ".join(text.split())
    return " ".join(_UNWANTED.sub("", _LINE_ENDS.sub(" ", text)).split()) if text else ""


def clean_text(text: str) -> str:
    """Plain text with its line breaks, from plain text or from HTML.

    Text counts as HTML if it holds a tag. Entities are resolved, also those that were escaped more than once.
    Runs of white space become one space and blank lines disappear.
    """
    if text.isprintable() and "<" not in text and "&" not in text:
        return " ".join(text.split())
    text = _resolved(html_to_text(text) if _TAG.search(text) else html.unescape(text))
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _resolved(text: str) -> str:
    """``text`` without entities: ``&amp;amp;`` is ``&`` that was escaped once too often."""
    for _ in range(_TOO_OFTEN):
        plain = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
        if plain == text:
            break
        text = plain
    return text


def html_to_text(markup: str) -> str:
    """The text of an HTML fragment; every block element begins and ends a line, scripts are left out.

    Line breaks of the source are white space as in HTML, unless the fragment has no block element to break
    lines with.
    """
    reader = _TextReader()
    reader.feed(_LINE_ENDS.sub("\n", markup).replace("\n", " ") if _BLOCK_TAG.search(markup) else markup)
    reader.close()
    return "".join(reader.parts)


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
