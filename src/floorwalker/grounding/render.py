"""From a drafted sentence to text: figures are written from the evidence, in the reader's language."""

from dataclasses import dataclass
from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_currency, format_decimal

from floorwalker.core import Language, Money
from floorwalker.grounding.evidence import Evidence, Fact, FactValue
from floorwalker.grounding.sentence import Figure, Sentence

_LOCALE = {"zh": Locale.parse("zh_CN"), "en": Locale.parse("en_US")}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence as the customer reads it, and which fact each figure's span was written from.

    Spans are half-open ranges of Unicode code points in ``text``.
    """

    text: str
    figures: tuple[tuple[tuple[int, int], Fact], ...]


def render(sentence: Sentence, evidence: Evidence, language: Language) -> Rendered:
    """Write the figures of a sentence.

    Raises:
        LookupError: the evidence lacks the fact of a figure; the sentence cannot be said.
    """
    text = ""
    figures: list[tuple[tuple[int, int], Fact]] = []
    for part in sentence.parts:
        if isinstance(part, Figure):
            fact = evidence.get(part.source)
            if fact is None:
                raise LookupError(f"no fact for {part.source}")
            start = len(text)
            text += format_value(fact.value, language)
            figures.append(((start, len(text)), fact))
        else:
            text += part
    return Rendered(text, tuple(figures))


def format_value(value: FactValue, language: Language) -> str:
    """A value in the reader's language: money with its symbol, numbers with separators, text as it stands.

    Whole amounts are written without decimals in Chinese (¥139) and with them in English ($195.00), as price
    tags in either language do.
    """
    locale = _LOCALE[language]
    match value:
        case Money():
            if language == "zh" and value.amount == value.amount.to_integral_value():
                return str(
                    format_currency(
                        value.amount, value.currency, format="¤#,##0", locale=locale, currency_digits=False
                    )
                )
            written = str(format_currency(value.amount, value.currency, locale=locale))
            return f"JP{written}" if written.startswith("¥") and value.currency == "JPY" else written
        case bool() | str():
            return str(value)
        case int() | Decimal():
            return str(format_decimal(value, locale=locale, decimal_quantization=False))
