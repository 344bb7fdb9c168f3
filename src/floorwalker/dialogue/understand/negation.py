"""Which words of a message are denied: 不要雅诗兰黛, "anything but NARS", 美加净的不要, "no gold at all"."""

import re

Span = tuple[int, int]

_CLAUSE_END = re.compile(
    r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|"
    r"[,，。.!！?？;；\n](?!\d)|但是|不过|可是|只要(?!不)|\b(?:but only|however|though|just|i want|i'd like|show me|instead)\b",
    re.I,
)
_CUE = re.compile(
    r"(?<!有)(?<!是)(?<!好)(?:不要|不想要|不想|不喜欢|不考虑|不含|不带|不是|别给我|别推荐|别要|别|除了|除去|排除|讨厌|避开|没有|不加|拒绝|去掉)(?!贵|错|超|过|多|的话)"
    r"|(?:\b(?:not|no|without|except(?: for)?|excluding|other than|apart from|anything but|everything but|all but|avoid|minus|skip|"
    r"don'?t (?:want|like|need|show me|recommend)|do not (?:want|like|need)|doesn'?t (?:have|contain|include)|hate|dislike|"
    r"nothing (?:made |that has |that is )?(?:with|from|by|in|of|out of|over|above|containing)|not made (?:of|from)|none (?:of|with|from)|free (?:of|from)|allergic to|can'?t stand)\b)"
    r"(?! (?:more than|over|above|problem|worries|less than|too (?:expensive|pricey)))",
    re.I,
)
_DONE_WITH = re.compile(
    r"(?:已经)?(?:用|看|吃|喝|买|穿|戴)(?:腻|烦|够|厌|怕)了?|(?:除外|就算了|不要了)(?=.)|\b(?:is|are) out\b",
    re.I,
)
_POSTPOSED = re.compile(
    r"(?:的)?(?:都)?(?:不要|除外|就算了|算了|不行|不考虑|不喜欢|不想要|免了|不看|pass)[了吧啊哈]*\s*$|\b(?:please )?no\s*$",
    re.I,
)


class Negation:
    """The denied stretches of one message.

    A cue denies what follows it within its clause; one that ends its clause, or says that the shopper is done
    with something (用腻了), denies what stands before it. ``cues`` are the spans of the cues themselves.
    """

    def __init__(self, text: str) -> None:
        self.cues: list[Span] = []
        self._denied: list[Span] = []
        start = 0
        for match in [*_CLAUSE_END.finditer(text), None]:
            end = match.start() if match else len(text)
            self._read(text, start, end)
            start = match.end() if match else end

    def covers(self, span: Span) -> bool:
        """Whether ``span`` begins in a denied stretch."""
        return any(start <= span[0] < end for start, end in self._denied)

    def _read(self, text: str, start: int, end: int) -> None:
        clause = text[start:end]
        after = _DONE_WITH.search(clause) or _POSTPOSED.search(clause)
        if after and clause[: after.start()].strip():
            self.cues.append((start + after.start(), start + after.end()))
            self._denied.append((start, start + after.start()))
            return
        before = _CUE.search(clause)
        if before:
            self.cues.append((start + before.start(), start + before.end()))
            self._denied.append((start + before.end(), end))
