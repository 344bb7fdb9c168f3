"""OpenAI's product feed, as JSON Lines or as a table, with the field names of today and those of 2025.

https://developers.openai.com/commerce/specs/file-upload/products. Rows are read as
:mod:`~floorwalker.catalog.importers.merchant` says.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import Guess, Listing, Progress, ReadOptions, Reject, RowError, Sample
from floorwalker.catalog.importers.delimited import Table, split_header
from floorwalker.catalog.importers.merchant import MerchantRows, Row, canonical
from floorwalker.catalog.importers.merchant_table import read_table, table_mapping

_OWN = (
    *("enable_search", "enable_checkout", "is_eligible_search", "is_eligible_checkout", "is_ads_eligible"),
    "listing_has_variations",
)
_KEY = re.compile(rf'"({"|".join(_OWN)})"\s*:')
_OBJECT = re.compile(r"\ufeff?\s*\{")
