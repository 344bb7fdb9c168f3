"""What a sentence asserts in words that no list holds: objects of "made of", "contains", 采用, 含, 通过.

The frames are a closed class; what stands in them is open, and must be covered by the evidence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import scripts, uncovered
from floorwalker.grounding.checking.kinds import kinds_inside
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known.words import has_chinese
from floorwalker.grounding.patterns import Rules, Said, compiled, lexicon, pattern
from floorwalker.grounding.reading import Span
from floorwalker.text import is_denied


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern with an ``object``, and the kind of claim that makes.

    ``denies`` is ``absent`` or ``present`` where a record may say otherwise, else empty.
    """

    said: Said
    kind: ClaimKind
    is_chinese: bool
    denies: str


_FRAMES = Rules(
    (said, Frame(said, row["kind"], row["language"] == "zh", row.get("denies", "")))
    for row in lexicon("frames")["frames"]
    for said in [compiled("frames", row["said"])]
)
_DONE = pattern("frames", "done")
_IDLE_DONE = pattern("frames", "idle_done")
_SECOND = pattern("frames", "second")
_IDIOM = pattern("frames", "idiom")
_LETTER = re.compile(r"[a-z]")
_STORY = pattern("stories", "story")
_VAGUE = pattern("frames", "vague")
_FIELD = pattern("frames", "field")
_UNKNOWN = pattern("properties", "unknown")


def frames(context: Context) -> Iterator[Verdict]:
    """Assertions whose words the evidence does not have, and deeds that no record shows."""
    idioms = [match.span() for match in context.found(_IDIOM)]
    for match in context.found(_DONE):
        if not _IDLE_DONE.search(context.text, match.start()) and not _is_recorded(context):
            last = context.clause(match.span())[1]
            yield Verdict(
                (match.start(), max(match.end(), min(last, len(context.text)))),
                "action",
                False,
                None,
                "no record shows that this was done",
            )
    yield from _fields(context)
    yield from _vague(context)
    yield from kinds_inside(context)
    possible = _FRAMES.possible(context.clues)
    if possible:
        han, latin = context.has_chinese, _LETTER.search(context.text) is not None
        possible = [frame for frame in possible if (han if frame.is_chinese else latin)]
    denying = [frame for frame in possible if frame.denies]
    for clause in context.clauses if possible else ():
        looked_for = possible if uncovered(context, clause) else denying
        text = context.text[slice(*clause)]
        if not looked_for or context.says(_UNKNOWN, text):
            continue
        if context.says(_SECOND, context.text[clause[0] : clause[1] + 1]):
            continue
        for frame in looked_for:
            for match in frame.said.finditer(text):
                place = (clause[0] + match.start("object"), clause[0] + match.end("object"))
                if any(start < place[1] and place[0] < end for start, end in idioms):
                    continue
                if frame.denies and (denial := _polarity(context, place, absent=frame.denies == "absent")):
                    yield Verdict(place, frame.kind, False, denial, "the record says otherwise")
                else:
                    yield from (
                        Verdict(span, frame.kind, False, None, "in no record")
                        for span in _unvouched(context, place)
                    )


def _polarity(context: Context, place: Span, *, absent: bool) -> Fact | None:
    """The fact that denies what is said to be in a thing, or has what is said not to be."""
    words = context.text[slice(*place)].strip()
    if len(words) < 2 or (
        re.search(r"不|无|\bno\b", context.text[max(0, place[0] - 3) : place[0] - 1]) and not absent
    ):
        return None
    words = words.removesuffix("free").strip(" -") if absent else words
    said = [
        (is_denied(text, (at.start(), at.end())), fact)
        for thing in context.families(place)
        for text, fact in thing.texts
        for at in re.finditer(re.escape(words), text)
    ]
    if said and all(denied != absent for denied, _ in said):
        return said[0][1]
    return None


def _is_recorded(context: Context) -> bool:
    return any(thing.key.kind in {"ticket", "action"} for thing in context.things.all)


def _unvouched(context: Context, place: Span) -> list[Span]:
    """The stretches of an object that neither evidence nor common words cover; stray letters are none."""
    left = [(word, span) for word, span in uncovered(context, place) if not word.isascii() or len(word) > 2]
    things = [*context.families(place), *context.things.others]
    latin, chinese = scripts(things)
    spans: list[Span] = []
    for word, span in left:
        if not (latin if word.isascii() else chinese):
            continue
        if spans and not context.text[spans[-1][1] : span[0]].strip():
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return spans


def stories(context: Context) -> Iterator[Verdict]:
    """What is told of makers, users and good deeds, and no record tells."""
    for match in context.found(_STORY):
        start, end = match.span()
        told = sum(min(b, end) - max(a, start) for a, b in context.covered if a < end and start < b)
        if told * 2 < end - start:
            yield Verdict(match.span(), "other", False, None, "in no record")


def _vague(context: Context) -> Iterator[Verdict]:
    """Ingredients and techniques that a record does not speak of at all: 采用温和的成分, 采用先进技术."""
    for match in context.found(_VAGUE):
        if not any(
            match["what"] in thing.text for thing in [*context.families(match.span()), *context.things.others]
        ):
            yield Verdict(match.span(), "ingredient", False, None, "in no record")


def _fields(context: Context) -> Iterator[Verdict]:
    """A field named with a value that no record has: 面料棉 where it is nylon."""
    for match in context.found(_FIELD):
        value = match["value"]
        if any(value in thing.text for thing in [*context.families(match.span()), *context.things.others]):
            continue
        place = match.span("value")
        crossing = any(not has_chinese(thing.text) for thing in context.families(place))
        if not crossing and (uncovered(context, place) or len(value) == 1):
            yield Verdict(place, "attribute", False, None, "in no record")
