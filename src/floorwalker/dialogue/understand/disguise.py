"""Orders hidden in a message by an encoding, so that its own words do not show them."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from floorwalker.text.lexicon import stop_words

_MOST_READ = 8_000
_MOST_BLOBS = 8
_ENOUGH_TEXT = 12
_MOST_STRANGE = 0.1
_ENOUGH_WORDS = 5

_WORD = re.compile(r"[A-Za-z]+")
_LEET_WORD = re.compile(r"\b(?=\w*[a-zA-Z])(?=\w*[013457@$])[\w@$]{3,}\b")
_SPELT_OUT = re.compile(r"(?:\b\w[ .\-_]{1,3}){8,}\w\b")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}.{0,12}){4}")
_MORSE = re.compile(r"(?:[.\-]{1,5}[ /|]+){12,}[.\-]{0,5}")

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROT13 = str.maketrans(_PLAIN, "nopqrstuvwxyzabcdefghijklmNOPQRSTUVWXYZABCDEFGHIJKLM")
_LEET = str.maketrans("013457@$", "oieastas")
_MORSE_SIGNS = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - "
    "..- ...- .-- -..- -.-- --.."
)
_MORSE_CODE = dict(zip(_MORSE_SIGNS.split(), _PLAIN, strict=False))


def hidden_texts(text: str) -> Iterator[str]:
    """What encoded parts of a message say; a part that decodes to no readable text is left out.

    Base64, base32, Ascii85, hexadecimal, binary and Morse are found by their letters; percent signs, letters
    spelt out one by one and figures in place of letters (leet) likewise. A text of hardly any English words
    is read backwards and by ROT13 too. The message is the original, not folded: encodings tell capitals
    apart.
    """
    text = text[:_MOST_READ]
    for pattern, decode in _ENCODINGS:
        for match in list(pattern.finditer(text))[:_MOST_BLOBS]:
            yield from _readable(decode, match[0])
    if _PERCENT.search(text):
        yield unquote(text)
    if _SPELT_OUT.search(text):
        yield _SPELT_OUT.sub(_closed_up, text)
    if len(_LEET_WORD.findall(text)) > 2:
        yield _LEET_WORD.sub(lambda match: match[0].translate(_LEET), text)
    if signs := _MORSE.search(text):
        yield _from_morse(signs[0])
    if _is_strange(text):
        yield text[::-1]
        yield text.translate(_ROT13)


def _closed_up(match: re.Match[str]) -> str:
    """Letters spelt out, joined; two separators or more part words."""
    return re.sub(r"[ .\-_]{2,}", " ", re.sub(r"(?<=\w)[ .\-_](?=\w)", "", match[0]))


def _is_strange(text: str) -> bool:
    words = _WORD.findall(text.lower())
    known = sum(word in stop_words("en").function for word in words)
    return len(words) >= _ENOUGH_WORDS and known < _MOST_STRANGE * len(words)


def _from_base64(blob: str) -> bytes:
    plain = blob.rstrip("=").translate(str.maketrans("-_", "+/"))
    return base64.b64decode(plain + "=" * (-len(plain) % 4))


def _from_base32(blob: str) -> bytes:
    plain = blob.rstrip("=")
    return base64.b32decode(plain + "=" * (-len(plain) % 8))


def _from_hex(digits: str) -> bytes:
    return bytes.fromhex(re.sub(r"[\s:]", "", digits))


def _from_binary(digits: str) -> bytes:
    return bytes(int(bits, 2) for bits in re.findall("[01]{8}", digits))


def _from_morse(signs: str) -> str:
    words = re.split(r"\s*[/|]\s*|\s{2,}", signs)
    return " ".join("".join(_MORSE_CODE.get(sign, "") for sign in word.split()) for word in words)


_ENCODINGS: tuple[tuple[re.Pattern[str], Callable[[str], bytes]], ...] = (
    (re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}"), _from_base64),
    (re.compile(r"\b[A-Z2-7]{24,}={0,6}"), _from_base32),
    (re.compile(r"(?<!\S)[!-u]{30,}(?!\S)"), base64.a85decode),
    (re.compile(r"(?:[0-9A-Fa-f]{2}[\s:]?){12,}"), _from_hex),
    (re.compile(r"(?:[01]{8}[\s,]?){6,}"), _from_binary),
)


def _readable(decode: Callable[[str], bytes], part: str) -> Iterator[str]:
    try:
        text = decode(part).decode("utf-8")
    except (ValueError, binascii.Error):
        return
    letters = sum(char.isalpha() or char.isspace() for char in text)
    if len(text) >= _ENOUGH_TEXT and text.isprintable() and letters * 4 >= len(text) * 3:
        yield text
