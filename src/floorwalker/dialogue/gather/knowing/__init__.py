"""What the shop's records and stories answer, each word of it with its source."""

from floorwalker.dialogue.gather.knowing.answering import answers
from floorwalker.dialogue.gather.knowing.brands import BrandTeller, Told
from floorwalker.dialogue.gather.knowing.citations import Citation, citations_for
from floorwalker.dialogue.gather.knowing.comparing import compare_rows, comparison_json, facts_for_rows
from floorwalker.dialogue.gather.knowing.details import detail_told
from floorwalker.dialogue.gather.knowing.evidence import facts_behind, record_fact
from floorwalker.dialogue.gather.knowing.explaining import explain_product
from floorwalker.dialogue.gather.knowing.fields import fields_for, quote_for
from floorwalker.dialogue.gather.knowing.offers import offers_now
from floorwalker.dialogue.gather.knowing.reasons import meets, reasons_for
from floorwalker.dialogue.gather.knowing.texts import field_text, sentences
from floorwalker.dialogue.gather.knowing.typed import facts_found, stated

__all__ = [
    "BrandTeller",
    "Citation",
    "Told",
    "answers",
    "citations_for",
    "compare_rows",
    "comparison_json",
    "detail_told",
    "explain_product",
    "facts_behind",
    "facts_for_rows",
    "facts_found",
    "field_text",
    "fields_for",
    "meets",
    "offers_now",
    "quote_for",
    "reasons_for",
    "record_fact",
    "sentences",
    "stated",
]
