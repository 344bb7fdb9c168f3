"""Which words of a message are denied (不要雅诗兰黛, "all but NARS"), and which are said softly (最好)."""

from floorwalker.dialogue.understand.patterns import negations
from floorwalker.text import Folded

Span = tuple[int, int]


class Negation:
    """The denied and the soft stretches of one message.

    A cue denies what follows it within its clause; one that ends its clause, or says that the shopper is
    done with something (用腻了), denies what stands before it; one that is a clause of its own, the clause
    before (那种闻了头晕，避开). A list goes on over its commas ("nothing with vanilla, musk or rose").

    A denial of too much ("not too sweet", 别太甜) is soft, as is a whole clause that says "preferably". What
    is said to do somebody harm (``is_troubling``) is denied where it is a brand, or what goods are made of.
    ``cues`` are the spans of the cues themselves, and ``remarks`` those among them that say nothing of the
    goods ("can stay on the shelf").
    """

    def __init__(self, message: Folded) -> None:
        self._message = message
        self.cues: list[Span] = []
        self.remarks: list[Span] = []
        self._denied: list[Span] = []
        self._soft: list[Span] = []
        self._troubling: list[Span] = []
        self._theirs: set[int] = set()
        self._before: Span | None = None
        start = 0
        for match in [*negations()["clause_end"].finditer(message.text), None]:
            end = match.start() if match else len(message.text)
            if start < end:
                self._read(start, end)
                self._before = (start, end)
            start = match.end() if match else end

    def covers(self, span: Span) -> bool:
        """Whether ``span`` begins in a denied stretch."""
        return any(start <= span[0] < end for start, end in self._denied)

    def covers_brand(self, span: Span) -> bool:
        """Whether a brand is denied or does harm, or a denial before it says whose it is (她常用的兰蔻)."""
        return span[0] in self._theirs or self.covers(span) or self.is_troubling(span)

    def stretch(self, span: Span) -> Span:
        """The denied stretch in which ``span`` begins."""
        return next(one for one in self._denied if one[0] <= span[0] < one[1])

    def is_soft(self, span: Span) -> bool:
        """Whether ``span`` begins in a soft stretch."""
        return any(start <= span[0] < end for start, end in self._soft)

    def is_troubling(self, span: Span) -> bool:
        """Whether ``span`` begins in a stretch that is said to do somebody harm, or to have let them down."""
        return any(start <= span[0] < end for start, end in self._troubling)

    def _read(self, start: int, end: int) -> None:
        patterns, place = negations(), self._message.span
        clause = self._message.text[start:end]
        for soft in patterns["soft"].finditer(clause):
            self.cues.append(place(start + soft.start(), start + soft.end()))
            self._soft.append(place(start, end))
        those = patterns["no_more_of_those"].search(clause)
        if those:
            own = bool(clause[: those.start()].strip())
            self.cues.append(place(start + those.start(), start + those.end()))
            named = (start, start + those.start()) if own else self._before
            self._denied += [place(*named)] if named else []
            return
        supposed = patterns["supposed"].search(clause)
        after = patterns["done_with"].search(clause)
        after = after or (None if supposed else patterns["postposed"].search(clause))
        if after and not patterns["whoever"].search(clause[: after.start()]):
            self.remarks.append(place(start + after.start(), start + after.end()))
            self.cues.append(self.remarks[-1])
            leads = [match.end() for match in patterns["leads_up"].finditer(clause[: after.start()])]
            self._denied.append(place(start + max(leads, default=0), start + after.start()))
            return
        if self._before and (alone := patterns["denies_what_was_said"].match(clause)):
            self.cues.append(place(start + alone.start(), start + alone.end()))
            self._denied.append(place(*self._before))
            return
        before = patterns["cue"].search(clause)
        trouble = None if supposed else patterns["trouble"].search(clause)
        if trouble and not (before and before.start() <= trouble.start()):
            self.remarks.append(place(start + trouble.start(), end))
            self.cues.append(self.remarks[-1])
            self._troubling.append(place(start, start + trouble.start()))
        elif before:
            self.cues.append(place(start + before.start(), start + before.end()))
            reach = patterns["granted"].search(clause, before.end())
            stop = start + reach.start() if reach else self._end_of_list(end)
            self._denied.append(place(start + before.end(), stop))
            if reach and patterns["theirs"].search(clause[: reach.start()], before.end()):
                self._theirs.add(place(start + reach.start(), start + reach.end())[1])
            degree = patterns["degree"].match(clause, before.end())
            if degree or patterns["mild"].search(before.group()):
                self._soft.append(place(start + before.end(), stop))
            if degree:
                self.cues.append(place(start + degree.start(), start + degree.end()))

    def _end_of_list(self, end: int) -> int:
        """Where a list that goes on over commas ends: "vanilla, musk or rose" is one list."""
        listed = negations()["list_goes_on"].match(self._message.text, end)
        return listed.end() if listed else end
