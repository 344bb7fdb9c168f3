"""How many pieces an English message asks for: two bottles, half a dozen soaps, 2x hand cream, qty 5."""

from __future__ import annotations

from collections.abc import Iterator

from floorwalker.text._counts_zh import Counted
from floorwalker.text._numerals_zh import Reading
from floorwalker.text._regex import regex
from floorwalker.text._units import LATIN_UNIT, LATIN_UNITS, SIZE_UNITS

_MOST = 100_000
_FEW = 20  # "I want 50" may speak of money
_YEARS = range(1900, 2100)
_SIZED = "|".join(LATIN_UNITS[name] for name in sorted(SIZE_UNITS))
_MEASURE = rf"(?:[0-9]+(?:\.[0-9]+)?|[a-z]+)[\s-]?(?:{_SIZED})(?![a-z0-9])\s"
_PIECE = (
    r"(?:pcs?|pieces?|pairs?|packs|packets?|bottles?|box|boxes|jars?|tubes?|bags?|tins?|bars?|units?|items?|cans?|rolls?"
    r"|bunch(?:es)?)(?![a-z])"
)
_NOT_GOODS = (
    r"(?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|nights?|times|decades?|centuries|stars?|points?|inches|metres"
    r"|meters|degrees|percent|options?|choices?|ideas?|suggestions?|recommendations?|picks|results|examples|alternatives"
    r"|questions?|things|ways|reasons|steps?|layers?|kinds?|types?|sorts?|sizes?|colou?rs?|shades?|styles?|brands?|models?"
    r"|friends|people|persons|men|women|kids|children|girls|boys|guests|colleagues|customers|buyers|brothers|sisters"
    r"|nieces|nephews|cousins|sons|daughters|teachers|students|aunts|uncles|persons|players|users|reviews?|ratings?|likes|comments|votes|followers|sales|orders?|purchases"
    r"|dogs|cats|puppies|kittens|pets|horses|threads|watts|volts|pixels|calories|pages|figures|digits|thousands|hundreds|dollars?|bucks|euros?|pounds?|quid|yen|yuan|cents|grand"
    r"|ingredients|uses|washes|wears|notes|senses|minds|worlds|yes|is|was|has|this|its|us|as|always|plus|less|unless|perhaps|tops|thanks"
    r"|versus|vs|across|minus|does|goes|gas|bus|yours|hers|ours|theirs|seasons?|sessions?|classes|courses|floors|rooms|chapters|episodes)"
)
_ADJECTIVE = (
    rf"(?!(?:{_NOT_GOODS}|of|or|to|and|for|in|on|at|is|was|are|with|from|the|please|each|tops|max|off|left|now|then|quarters?)"
    r"(?![a-z]))[a-z']+(?:-[a-z]+)?,?"
)
_NOUN = rf"(?:(?!{_NOT_GOODS}(?![a-z]))[a-z]+(?:-[a-z]+)?(?<!s)s(?<!ous)(?![a-z'])|dice)"
_GOODS = regex(
    rf"\s(?:more\s)?(?:{_MEASURE})?(?:{_PIECE}|(?:(?:different|more|identical|extra|other)\s)?(?:{_ADJECTIVE}\s){{0,3}}?{_NOUN})"
    rf"(?!\s(?:ago|old|later|away|in\sa\sset)(?![a-z]))"
)
_OF = regex(
    r"\s(?:more\s)?(?:of\s(?!the\s(?:best|most|top|options|reviews|brands))(?:the|it|this|that|them|these|those|each|your|my|everything)(?![a-z])|each(?![a-z])|please(?![a-z]))"
)
_OF_THESE = regex(
    r"\s?(?:more\s)?of\s(?:the(?!\s(?:best|most|top|options|reviews|brands|same))|them|these|those)(?![a-z])"
)
_INTO_THE_BAG = regex(
    r"\s(?:in(?:to)?|to)\s(?:my|the|our)\s(?:shopping\s)?(?:bag|cart|basket|trolley|order)(?![a-z])"
)
_PUTS = regex(
    r"(?<![a-z])(?:put|pop|throw|stick|chuck|toss|add|place|drop|slip)\s(?:me\s|just\s|another\s)?$"
)
_FOR_A_GROUP = regex(
    r"\sfor\s(?:our|my|the|a|all\sthe|all\smy)\s(?:whole\s|entire\s)?(?:office|team|party|class|wedding|event|staff|company|colleagues|co-?workers|family|guests|bridesmaids|groomsmen|crew|school|club|teachers|shower|dinner)(?![a-z])"
)
_DOES = regex(
    r"(?<![a-z])(?:do|get|have|order|buy|need|want|take|make\sit|supply|prepare)\s(?:about\s|us\s|me\s)?$"
)
_PIECES = regex(rf"\s?-?{_PIECE}(?!-)")
_ALONE = regex(r"\s*(?:$|[.,;!?])")
_X_AFTER = regex(
    r"\s?[x×](?=\s)(?!\s(?:magnif|zoom|mirror|optical|more|faster|better|power|strength|longer|lens))"
)
_X_BEFORE = regex(
    r"(?<![a-z0-9])[x×*]\s?$|(?<![a-z])(?:qty|quantity|number\sof\s(?:items|pieces|units))\.?(?:\s?(?:of|is|to|:|=))?\s?$"
)
_BUYING = (
    r"(?:buy|buying|get|getting|grab|order|ordering|take|taking|need|needs|want|wants|purchase|pick\sup|like|have|add|reserve|send\sme|give\sme"
    r"|i'll\shave|make\s(?:it|that)|bring\sme|ship\sme|for\sme\sto\sbuy)"
)
_BUYS = regex(rf"(?<![a-z]){_BUYING}\s(?:just\s|only\s|about\s|exactly\s|all\s|another\s|like\s)?$")
_BUY = regex(
    r"(?:(?<![a-z])(?:buy|order|purchase|(?<!or\s)take|make\sit)\s(?:just\s|only\s)?|(?:^|[,.;!?]\s?)(?:just|only)\s)$"
)
_MAY_STAND_BEFORE = regex(
    rf"(?:(?:^|[,.;:!?(\u4e00-\u9fff]|\s-)\s*|(?<![a-z'])(?:{_BUYING}|me|us|say|pick|choose|select|with|for|of|and|plus|or|also|another"
    r"|about|around|exactly|just|only|all|is|are|be|possible|approximately|roughly|say|please|hi|hello|yes|ok|okay|do|like|love"
    r"|out|up|to|a|at\sleast|some|i'd|i'll|by|need|wanna|gonna|set|maybe|now|then|my|collect|gift|stock|left|in|total|total\sof"
    r"|order\sof|pack|quantity|wrap|deliver|ship|send|bring|bought|there|these\sin|have\sgot|got|find|see\sif|fit|split|have)\s+)$"
)
_LISTED = regex(
    r"(?<![a-z])(?:(?:the|these|those|your|top|best|first|last|next|both|other|any|his|her|their|my|which|every|each|past|previous"
    r"|no\.?|number|size|aged?|between|pack\sof|packs\sof|box\sof|boxes\sof|set\sof|sets\sof|one\sof|out\sof|version|step"
    r"|under|over|below|above|than|part|phase|level|type|room|floor|gate|row|unit|flat|apartment|apt)\s"
    r"|(?:show|recommend|suggest|list|compare|name|tell|see|shortlist|find)\s(?:me\s|us\s|your\s|up\s)?(?:the\s|just\s|only\s|like\s|about\s|some\s)?)$"
)
_SINGLE = regex(
    r"(?<![a-z])(?:(?:just|only|exactly|(?:want|need|take|buy|get|order)(?:\sonly|\sjust)?)\s(?:a\ssingle\s|one(?!-|\s(?:of|that|which|more\squestion|question|thing|with|who|in|for\sa|get|free|more)(?![a-z])))"
    r"|a\ssingle\s(?!(?:color|colour|thing|one\sof|item\sof))|one\splease)"
)
_COUPLE = regex(
    rf"(?<![a-z])a\scouple(?:\sof)?(?:\s{_MEASURE})?(?P<goods>\s(?:{_ADJECTIVE}\s){{0,3}}?{_NOUN})"
)
_HALF_DOZEN = regex(r"(?<![a-z])(?:a\s)?half(?:\sa|-a)?[\s-]dozen(?![a-z])")
_UNIT = regex(rf"[\s-]?(?:{LATIN_UNIT.pattern})")
_JOINED = regex(r"-(?=[a-z])")


def read_counts(text: str, readings: tuple[Reading, ...]) -> Iterator[Counted]:
    """The counts of pieces in a folded text, in no order."""
    halves = [match.span() for match in _HALF_DOZEN.finditer(text)]
    for start, end in halves:
        yield start, end, 6
    for match in _COUPLE.finditer(text):
        yield *match.span(), 2
    for match in _SINGLE.finditer(text):
        yield *match.span(), 1
    for reading in readings:
        if any(start <= reading.start < end for start, end in halves):
            continue
        counted = _end_of_count(text, reading)
        if counted is not None:
            yield reading.start, counted, int(reading.value)


def _end_of_count(text: str, reading: Reading) -> int | None:
    start, end, value = reading.start, reading.end, reading.value
    written = text[start:end]
    if reading.approximate or reading.high is not None or value != value.to_integral_value():
        return None
    if (
        not 0 < value <= _MOST
        or (value == 1 and not written.isdigit())
        or "\u4e00" <= written[-1] <= "\u9fff"
    ):
        return None
    window = max(0, start - 24)
    if times := _X_AFTER.match(text, end):
        return times.end() if _MAY_STAND_BEFORE.search(text, window, start) else None
    if _X_BEFORE.search(text, window, start):
        return None if LATIN_UNIT.match(text, end) or text[end : end + 1] in tuple("x×*") else end
    if _LISTED.search(text, window, start) or _JOINED.match(text, end):
        return None
    if _INTO_THE_BAG.match(text, end) and _PUTS.search(text, window, start):
        return end
    if not _MAY_STAND_BEFORE.search(text, window, start) or (value in _YEARS and written.isdigit()):
        return None
    unit = _UNIT.match(text, end)
    if unit and unit.lastgroup != "piece":
        return None
    if pieces := _PIECES.match(text, end):
        return pieces.end()
    if goods := _GOODS.match(text, end):
        return goods.end()
    if written.endswith("dozen") and _ALONE.match(text, end):
        return end
    if of := _OF.match(text, end):
        asked = value <= _FEW and not text[:start].strip() and "please" in of[0]
        if asked or _BUYS.search(text, window, start):
            return of.end()
    if written.endswith("dozen") and (of := _OF.match(text, end)):
        return of.end()
    if of := _OF_THESE.match(text, end):
        return of.end()
    if (group := _FOR_A_GROUP.match(text, end)) and _DOES.search(text, window, start):
        return group.start()
    alone = _ALONE.match(text, end)
    few = value <= _FEW and _BUYS.search(text, window, start)
    return end if alone and (few or _BUY.search(text, window, start)) else None
