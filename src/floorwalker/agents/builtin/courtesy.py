"""What is not about products: courtesies, questions back, what is declined, and handing over."""

from floorwalker.agents.builtin.wording import Wording
from floorwalker.conversation import AskNeed, Declined, HandedOver, SmallTalk, Unclear
from floorwalker.core import Language
from floorwalker.grounding import Sentence
from floorwalker.text import find_numbers, is_chinese

Line = list[Sentence]

_MOST_SUGGESTIONS = 3


def small_talk(wording: Wording, finding: SmallTalk) -> list[Line]:
    """A courtesy returned, with a way to the goods."""
    return [[wording.say(f"talk.{finding.kind}"), *wording.maybe(f"talk.{finding.kind}_then")]]


def unclear(wording: Wording, _finding: Unclear) -> list[Line]:
    """Not understood, and what would help."""
    return [[wording.say("unclear"), *wording.maybe("unclear.help")]]


def ask_need(wording: Wording, finding: AskNeed) -> list[Line]:
    """One question back, with a few kinds of goods that the shop has."""
    line = [wording.say(f"ask.{finding.about}")]
    names = [name for name in finding.suggestions if _is_sayable(name, wording.language)]
    if len(names) > 1:
        line += wording.maybe("ask.suggest", names=wording.listed(names[:_MOST_SUGGESTIONS]))
    return [line]


def handed_over(wording: Wording, finding: HandedOver) -> list[Line]:
    """A ticket exists, so it may be said."""
    first = wording.say("handed_over.again" if finding.again else "handed_over")
    return [[first, *wording.maybe("handed_over.meanwhile")]]


def declined(wording: Wording, finding: Declined) -> list[Line]:
    """What an assistant of a shop does not do, and what it can do instead.

    The languages spoken here are named in both of them: who asks may read either.
    """
    line = [wording.say(f"declined.{finding.topic}"), *wording.maybe(f"declined.{finding.topic}_then")]
    if finding.topic != "language":
        return [line]
    other: Language = "en" if wording.language == "zh" else "zh"
    return [line, [wording.in_language(other).say("declined.language")]]


def _is_sayable(name: str, language: Language) -> bool:
    """Whether a category's name reads as words of the language: no path, no figures."""
    plain = not set(name) & set(">/|_&") and not find_numbers(name)
    return plain and any(map(is_chinese, name)) == (language == "zh")
