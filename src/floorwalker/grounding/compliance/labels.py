"""Labels of AI-made text, as GB 45438-2025 and the Measures in force since 1 September 2025 ask for them.

The explicit label is read by people; the implicit one is the field ``AIGC`` of a file's metadata. A chat has
a lasting notice instead of a label in each message; that is the page's part.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal

from floorwalker.core import Language, UnusableInput

LABELS: dict[Language, str] = {"zh": "【AI生成】", "en": "[AI-generated]"}
Place = Literal["start", "end"]

_MAKER = r"(?:人工智能|ai|a\.i\.|artificial[ -]intelligence)"
_SAID_ZH = (
    rf"本?(?:内容|文本?|文案|回复|信息|图文)?(?:由|使用|借助)?{_MAKER}(?:技术|模型|助手)?(?:辅助|自动)?"
    r"(?:生成|合成)的?(?:内容|文本)?(?:[,，]?仅供参考)?"
)
_MADE = r"(?:generated|synthesi[sz]ed)"
_SAID_EN = (
    r"(?:this (?:text|content|reply) (?:is|was) )?"
    rf"(?:{_MAKER}[ -]{_MADE}|{_MADE} (?:by|with) {_MAKER})(?: (?:content|text))?"
)
_SAID = rf"(?:{_SAID_ZH}|{_SAID_EN})"
_SPACE = r"[ \t]{0,4}"
_LABEL = rf"(?:[【\[(（〔]{_SPACE}{_SAID}{_SPACE}[】\])）〕]|{_SAID}[。.]?(?={_SPACE}(?:\n|\Z)))"
_BEFORE = r"(?:(?<=[\n】\])）〕。.!?！？])|(?=[【\[(（〔]))"
_AT_START = re.compile(rf"\A\s{{0,8}}{_LABEL}", re.IGNORECASE)
_AT_END = re.compile(rf"{_BEFORE}{_SPACE}{_LABEL}\s{{0,8}}\Z", re.IGNORECASE)
_REACH = 80

_ALLOWED = re.compile(r"[\x21-\x7e]*")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^AIGC[ \t]*:", re.MULTILINE)


def has_label(text: str) -> bool:
    """Whether a text begins or ends with an explicit label.

    A label combines 人工智能 or AI with 生成 or 合成, or says so in English, in brackets or as a line or last
    sentence of its own.
    """
    return bool(_AT_START.match(text[:_REACH]) or _AT_END.search(text[-_REACH:]))


def label_text(text: str, language: Language, place: Place = "start") -> str:
    """A text with its explicit label, in the language of those who read it; a labelled text stays as it is.

    Chinese law asks for the Chinese words: for an English text published in China, pass ``"zh"``. A text
    without any content is given back unchanged.
    """
    if not text.strip() or has_label(text):
        return text
    label = LABELS[language]
    space = "" if language == "zh" else " "
    return f"{label}{space}{text.lstrip()}" if place == "start" else f"{text.rstrip()}{space}{label}"


@dataclass(frozen=True, slots=True)
class ImplicitLabel:
    """The field ``AIGC`` of a file's metadata.

    ``label`` says whether the content is made by AI (``"1"``), may be (``"2"``) or is suspected to be
    (``"3"``). The producer made it, the propagator publishes it; each gives the content a number of its own.
    """

    content_producer: str
    produce_id: str
    label: Literal["1", "2", "3"] = "1"
    reserved_code1: str = ""
    content_propagator: str = ""
    propagate_id: str = ""
    reserved_code2: str = ""

    def __post_init__(self) -> None:
        for name, value in self.fields().items():
            if not _ALLOWED.fullmatch(value):
                raise UnusableInput(
                    f"{name} of the label AIGC holds a character outside 0x21–0x7E: {value!r}",
                    "use a code instead of a name: letters, digits and signs of ASCII, without spaces",
                )
        if self.label not in ("1", "2", "3"):
            raise UnusableInput(
                f"Label of the label AIGC is {self.label!r}",
                'use "1" (is), "2" (may be) or "3" (is suspected)',
            )
        for name in ("ContentProducer", "ProduceID"):
            if not self.fields()[name]:
                raise UnusableInput(f"{name} of the label AIGC is empty", f"say the {name}")

    def fields(self) -> dict[str, str]:
        """The fields under the names and in the order of the standard."""
        return {
            "Label": self.label,
            "ContentProducer": self.content_producer,
            "ProduceID": self.produce_id,
            "ReservedCode1": self.reserved_code1,
            "ContentPropagator": self.content_propagator,
            "PropagateID": self.propagate_id,
            "ReservedCode2": self.reserved_code2,
        }

    def as_json(self) -> str:
        """The field's value."""
        return json.dumps(self.fields(), separators=(",", ":"))


def implicit_label(
    content_producer: str,
    produce_id: str,
    *,
    label: Literal["1", "2", "3"] = "1",
    content_propagator: str = "",
    propagate_id: str = "",
    reserved_code1: str = "",
    reserved_code2: str = "",
) -> str:
    """The JSON of the field ``AIGC``.

    Args:
        content_producer: name or code of who had the content made, in 0x21–0x7E.
        produce_id: the producer's number of the content.
        label: ``"1"`` is made by AI, ``"2"`` may be, ``"3"`` is suspected to be.
        content_propagator: name or code of who publishes it.
        propagate_id: the publisher's number of the content.
        reserved_code1: what the producer adds for its own checks.
        reserved_code2: what the publisher adds.

    Raises:
        UnusableInput: a required field is empty, or a character is not allowed.
    """
    return ImplicitLabel(
        content_producer=content_producer,
        produce_id=produce_id,
        label=label,
        reserved_code1=reserved_code1,
        content_propagator=content_propagator,
        propagate_id=propagate_id,
        reserved_code2=reserved_code2,
    ).as_json()


def with_implicit_label(markdown: str, label: ImplicitLabel) -> str:
    """A Markdown text with the label in its front matter, which is made where there is none.

    Raises:
        UnusableInput: there is a label already; a file has one.
    """
    line = f"AIGC: '{label.as_json().replace(chr(39), chr(39) * 2)}'\n"
    front = _FRONT_MATTER.match(markdown)
    if front is None:
        return f"---\n{line}---\n{markdown}"
    if _FIELD.search(front["body"]):
        raise UnusableInput("the front matter has a label AIGC already", "leave it, or take it out first")
    at = front.start("body")
    return f"{markdown[:at]}{line}{markdown[at:]}"
