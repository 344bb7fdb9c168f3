"""For whom something is sought: who is named, of which sex, and whether they are only told of."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from floorwalker.conversation import Wish
from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import Person, acts, asides, recipients, roles
from floorwalker.dialogue.understand.spans import is_within
from floorwalker.text import Folded

_BEFORE = 40  # characters before somebody that may say that something is for them
_REST_OF_NAME = 8  # characters after somebody that may belong to what they are: "in law"
_TALK = 24  # characters before somebody that may say that they were talked to


class ForWhom(NamedTuple):
    """Somebody that a message speaks of.

    ``given`` says that something is sought for them; else they are only told of, and may be whom an earlier
    message sought it for. ``oneself`` says that the shopper seeks it for themselves. ``gender`` is told by
    what they are, else by a pronoun. ``role`` tells those apart who go by the same recipient.
    """

    person: Person | None = None
    role: str | None = None
    gender: str | None = None
    given: bool = False
    oneself: bool = False

    def says(self, wish: Wish) -> bool:
        """Whether a wish says no more than for whom something is: "for her"."""
        return self.given and wish.facets == (f"gender:{self.gender}",)


class _Mention(NamedTuple):
    person: Person
    role: str | None
    given: bool


def find_for_whom(message: Folded, negation: Negation, asides_told: Collection[Span]) -> ForWhom:
    """Read for whom a message seeks something.

    Args:
        message: the message.
        negation: what it denies.
        asides_told: stretches that say something else, such as who gave the money.
    """
    said, text = asides(), message.text
    mentions = list(_mentions(message, negation, asides_told))
    meant = next((one for one in mentions if one.given), mentions[0] if mentions else None)
    person, role = (meant.person, meant.role) if meant else (None, None)
    to_her, to_him = _is_for("given_her", text), _is_for("given_him", text)
    given = any(one.given for one in mentions) or (to_her or to_him)
    gender = (person.gender if person else None) or _gender(text, to_her=to_her, to_him=to_him)
    return ForWhom(person, role, gender, given, said["for_oneself"].found_in(text))


def _mentions(message: Folded, negation: Negation, told: Collection[Span]) -> Iterator[_Mention]:
    """Those spoken of, in the order of the lexicon, but those for whom it is not, or who were asked."""
    seeks, longer = _seeks_a_present(message.text), list[Span]()
    for person in recipients().values():
        places = [
            match.span()
            for match in person.pattern.finditer(message.text)
            if not (
                negation.covers(span := message.span(*match.span()))
                or any(is_within(span, one) for one in (*told, *longer))
                or _is_talked_to(message.text, *match.span())
                or asides()["praises"].match(message.text, match.end())
            )
        ]
        if places:
            given = [place for place in places if _is_given(message.text, *place, seeks=seeks)]
            longer += (message.span(*place) for place in places)
            yield _Mention(person, _role(person, message.text, *(given or places)[0]), bool(given))


def _role(person: Person, text: str, start: int, end: int) -> str | None:
    """Who somebody is by the words for them, with those that may belong to these ("mother | in law")."""
    if person.apart:
        return text[start:end]
    said = text[start : end + _REST_OF_NAME]
    found = ((match.start(), role) for role, one in roles().items() if (match := one.search(said)))
    return min(found, default=(0, None), key=lambda one: one[0])[1]


def _is_given(text: str, start: int, end: int, *, seeks: bool) -> bool:
    said = asides()
    before = text[max(0, start - _BEFORE) : start]
    if said["given_to"].search(before) or said["given_for"].match(text, end):
        return True
    return seeks and not (said["relation_of"].search(before) or said["speaks"].match(text, end))


def _seeks_a_present(text: str) -> bool:
    """Whether a message seeks a present, or something of no kind in particular."""
    return asides()["asks_for_any"].found_in(text) or acts()["gift"].found_in(text)


def _gender(text: str, *, to_her: bool, to_him: bool) -> str | None:
    """The sex that pronouns tell: of the one something is for, else of the only one spoken of."""
    her, him = (to_her, to_him) if to_her != to_him else (_speaks_of("she", text), _speaks_of("he", text))
    return None if her == him else "women" if her else "men"


def _is_for(pronoun: str, text: str) -> bool:
    """Whether something is for her, or him, and not for what is theirs ("for her plants")."""
    said = asides()
    return any(not said["possessed"].match(text, found.start()) for found in said[pronoun].finditer(text))


def _speaks_of(pronoun: str, text: str) -> bool:
    return asides()[pronoun].found_in(text)


def _is_talked_to(text: str, start: int, end: int) -> bool:
    """Whether the shopper talked to somebody, or is out with them (问了我妈, "asked my dad")."""
    told = asides()["talked_to"].search(text[max(0, start - _TALK) : start])
    if told is None:
        return False
    sure = told.group()[0] not in "跟和同找与"  # one may use a thing together, too
    return not text.startswith("'", end) and (sure or bool(asides()["talked"].match(text, end)))
