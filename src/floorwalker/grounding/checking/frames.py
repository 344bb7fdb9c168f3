"""What a sentence asserts in words that no list holds: objects of "made of", "contains", 采用, 含, 通过.

The frames are a closed class; what stands in them is open, and must be covered by the evidence.
"""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import uncovered
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known.words import has_chinese
from floorwalker.grounding.reading import Span
from floorwalker.text import is_denied, product_types

_EN_STOP = r"(?=$|[,.;:!?()]|\b(?:so|but|that|which|who|when|where|because|as|if|than|for|at|on|to)\b)"
_OBJECT_EN = r"(?P<object>[a-z0-9' -]{2,60}?)"
_OBJECT_ZH = r"(?P<object>[\u4e00-\u9fffa-z0-9]{2,14}?)(?=$|[,.;:!?、()。]|的|制成|制作|打造|而成|设计|工艺)"

_FRAMES: tuple[tuple[re.Pattern[str], ClaimKind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        # contents and make
        (rf"\b(?:with|has|have|having|featur(?:es|ing)|includ(?:es|ing|ed)|contain(?:s|ing)?|comes with|plus|adds?|carries|boasts|packed with|infused with|enriched with|equipped with|fitted with|backed by|topped with|lined with|filled with|trimmed with|finished (?:in|with)|built[- ]in)\s{_OBJECT_EN}{_EN_STOP}", "attribute"),
        (rf"\b(?:made|crafted|cut|woven|knitted|built|formed|carved|cast|spun|constructed|blended)\s(?:up\s)?(?:of|from|in|with|out of|by)\s{_OBJECT_EN}{_EN_STOP}", "material"),
        (rf"\b(?:free (?:of|from)|without|contains? no|no added)\s{_OBJECT_EN}{_EN_STOP}", "ingredient"),
        (r"\b(?P<object>[a-z]{3,}(?:-[a-z]+)?[- ](?:free|proof|resistant|tested|approved|certified|safe|washable|repellent|rated|compatible|ready|enabled|grade))\b", "attribute"),
        # effects and fitness
        (r"\b(?:help(?:s|ing)?(?:\sto)?|reliev(?:es?|ing)|reduc(?:es?|ing)|improv(?:es?|ing)|boost(?:s|ing)?|prevent(?:s|ing)?|protect(?:s|ing)?(?: against| from)?|repair(?:s|ing)?|strengthen(?:s|ing)?|sooth(?:es?|ing)|cur(?:es?|ing)|heal(?:s|ing)?|fight(?:s|ing)?|remov(?:es?|ing)|eliminat(?:es?|ing)|kill(?:s|ing)?|calm(?:s|ing)?|lift(?:s|ing)|smooth(?:s|ing|es)|whiten(?:s|ing)|brighten(?:s|ing)|restor(?:es?|ing)|stimulat(?:es?|ing)|promot(?:es?|ing)|increas(?:es?|ing)|enhanc(?:es?|ing)|withstand(?:s|ing)?|resist(?:s|ing)?|ability to|guarantees?|ensures?|detox\w*|clinically|instantly|erases?|plumps?)\s(?P<object>[a-z0-9' -]{3,70}?)(?=$|[,.;:!?()])", "attribute"),
        (rf"\b(?:suitable|designed|formulated|developed|safe|recommended|approved|tested|intended|built)\sfor\s(?:use (?:by|on|in)\s)?{_OBJECT_EN}(?=$|[,.;:!?()])", "attribute"),
        (r"\b(?:can|may)\s(?:even\s|also\s|safely\s)?(?:be\s|go in\s)(?P<object>[a-z-]{4,}(?:\s[a-z-]+){0,3}?)(?=$|[,.;:!?()])", "attribute"),
        (r"(?P<object>\b(?:an?|the|two|three)\s[a-z' -]{3,40}?)(?:'s| is| are| also)?\s(?:part of the (?:set|kit|box)|comes? in the box|included|thrown in|in the box|comes with it)\b", "attribute"),
        # who, from where, honours
        (rf"\b(?:voted|named|awarded|shortlisted for|nominated for|winner of|won|chosen by|judged)\s{_OBJECT_EN}(?=$|[,.;:!?()])", "superlative"),
        (r"\b(?:founded|began|started|established|invented|designed|created|poured|stitched|discovered|perfected|dreamt up|developed)\s(?:by|in|at|when)\s(?P<object>[a-z0-9' -]{3,60}?)(?=$|[,.;:!?()])", "other"),
        # the same in Chinese
        (rf"(?:富含|含有|蕴含|添加了?|加入了?|加了|还加了|采用了?|选用了?|运用了?|配有|配备了?|附带|附赠|自带|内置|搭载了?|支持|具备|拥有|主打的?是?|融合了?|萃取了?|注入了?|带有?(?!走|上|着|回|来|去|妆|给|你|您)|(?<![包不])含(?!量|税|蓄)){_OBJECT_ZH}", "attribute"),
        (rf"(?:不含|无添加|零添加|不添加|未添加|0添加|绝无|没有添加){_OBJECT_ZH}", "ingredient"),
        (r"(?<!先)(?:能够?|可以?|有助于|帮助|有效|快速|迅速)?(?:有效|帮助|快速|防止|防(?!晒)|抗(?!皱)|缓解|改善|预防|治疗|治愈|增强|提升|促进|去除|消除|祛除|抑制|杀灭|修复|重建|激活|延缓|调理|降低|减少|减轻|对抗|击退|告别|防护|抵御|恢复|吸收)(?!后|前|一下|再)(?P<object>[\u4e00-\u9fff]{2,12}?)(?=$|[,.;:!?、()。])", "attribute"),
        (r"(?:适合|适用于?|专为|针对|专供|推荐给)(?P<object>[\u4e00-\u9fff]{0,8}(?:肤质|肤色|肌肤|敏感肌|干皮|油皮|痘肌|发质|孕妇|孕期|哺乳|婴儿|婴幼儿|新生儿|宝宝|儿童|老人|老年人|糖尿病|高血压|血糖|患者|过敏|体质|人群|年龄段)[\u4e00-\u9fff]{0,6}?)(?=$|[,.;:!?、()。])", "attribute"),
        (r"(?P<object>(?:孕妇|宝宝|婴儿|老人|小孩|儿童|孩子|敏感肌|糖尿病人|血糖高)[\u4e00-\u9fff]{0,10}(?:也能|都能|也可以|都可以|也可|均可|可用|能用|放心)[\u4e00-\u9fff]{0,4})", "attribute"),
        (r"(?:来自于?|产自|出自|源自|师从|由)(?P<object>[\u4e00-\u9fff]{2,12}?)(?=$|[,.;:!?、()。]|的|制作|打造|设计|缝制|亲手|手工|调配|研发|出品)", "other"),
        (r"(?P<object>[\u4e00-\u9fff]{2,6})(?:出版|出品|监制|代言|设计|联名|研发)(?=$|[,.;:!?、()。]|的)", "brand"),
        (r"(?:曾获|荣获|斩获|获得?了?|并获|入选|入围|摘得|拿下|拿过|通过了?)(?P<object>(?:\d{4}年)?[\u4e00-\u9fffa-z0-9 -]{2,18}?)(?=$|[,.;:!?、()。])", "superlative"),
    )
)  # fmt: skip
_DONE = re.compile(
    r"\b(?:i've|i have|we've|we have|i)\s(?:just\s|already\s|also\s|now\s|gone ahead and\s|personally\s){0,2}(?:asked|told|let|sent|passed|forwarded|chased|arranged|booked|issued|credited|refunded|cancelled|canceled|upgraded|applied|added|reserved|held|put|set|spoken|notified|informed|escalated|raised|logged|opened|filed|waived|extended|changed|updated|emailed|texted|messaged|called|rung|phoned|scheduled|removed|replaced|dispatched|placed|ordered|contacted|had)\b"
    r"|\bthey(?:'ve| have) (?:promised|agreed|confirmed)\b"
    r"|我(?:们)?(?:刚刚?|这边|这里)?(?:已经?|刚刚?)(?:经)?(?:帮|为|给|让|请|跟|向|替|把|叫|和|通知|联系|安排|转|提交|申请|登记|反馈|上报|补|退|改)"
    r"|(?:已经?|刚刚?)(?:为|帮|替|给)[您你](?!查到|找到|看到|挑)"
    r"|(?:另外|额外)?(?:给|为|帮)[您你](?:补|再?送|申请了?|加急|升级|预留|留)(?!什么)"
)
_IDLE_DONE = re.compile(
    r"\b(?:had a look|put together|set out|listed|found|checked|looked|seen|picked|added (?:it|them|a few) (?:below|here))\b|已(?:经)?(?:为|帮|给)[您你](?:查|找|看|挑|选|整理|核实)"
)
_SECOND = re.compile(
    r"[?？]|吗\s*[?？。]?$|\bwould you\b|\bshall i\b|\bdo you\b|\bcan i\b|\blet me\b|\bi (?:can|could|will|would|'ll|'d)\b|我[可能]?以?(?:帮|再|马上|这就|来)|您[可要想觉]|麻烦|请[您问提告]|\byou (?:mentioned|said|asked|told|wanted)\b|您[刚说提]|如果您|\bif you\b|\bi'd\b|\byou could\b|\bdon't (?:know|have)\b|\bisn't (?:listed|stated|mentioned)\b|没有?写|不清楚|不确定|\bnot sure\b|欢迎"
)
_IDIOM = re.compile(
    r"pinch of salt|with (?:confidence|ease|love|care|pride|pleasure|joy|that in mind|anything|everything|it|them|this|me|us|you)\b|has (?:to|got|been|a lot|everything|it all|your name)\b"
    r"|have (?:to|a look|a think|fun|been|your|any|no idea)\b|never known|what to do with|plus points?\b|保证|活力|保持|一起|再决定"
)


def frames(context: Context) -> Iterator[Verdict]:
    """Assertions whose words the evidence does not have, and deeds that no record shows."""
    idioms = [match.span() for match in _IDIOM.finditer(context.text)]
    for match in _DONE.finditer(context.text):
        if not _IDLE_DONE.search(context.text, match.start()) and not _is_recorded(context):
            last = context.clause(match.span())[1]
            yield Verdict(
                (match.start(), max(match.end(), min(last, len(context.text)))),
                "action",
                False,
                None,
                "no record shows that this was done",
            )
    han, latin = has_chinese(context.text), _LETTER.search(context.text) is not None
    yield from _fields(context)
    yield from _vague(context)
    yield from _kinds(context)
    for clause in context.clauses:
        text = context.text[slice(*clause)]
        if _SECOND.search(context.text[clause[0] : clause[1] + 1]):
            continue
        left = bool(uncovered(context, clause))
        for pattern, kind, denies, chinese in _ALL_FRAMES:
            if (not left and not denies) or not (han if chinese else latin):
                continue
            for match in pattern.finditer(text):
                place = (clause[0] + match.start("object"), clause[0] + match.end("object"))
                if any(start < place[1] and place[0] < end for start, end in idioms):
                    continue
                if denies and (denial := _polarity(context, place, absent=denies == "absent")):
                    yield Verdict(place, kind, False, denial, "the record says otherwise")
                else:
                    yield from (
                        Verdict(span, kind, False, None, "in no record")
                        for span in _unvouched(context, place)
                    )


_HAN = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[a-z]")
_LETTERS_A_SIGN = 3
"""Latin letters that say about as much as one Chinese character."""
_ABSENT = re.compile(r"不含|无添加|零添加|不添加|未添加|0添加|绝无|free|without|contains\? no")
_PRESENT = re.compile(r"含有|contain")


def _denies(pattern: str) -> str:
    """Whether a frame says that something is ``absent`` or ``present``, so that a record may deny it."""
    return "absent" if _ABSENT.search(pattern) else "present" if _PRESENT.search(pattern) else ""


_ALL_FRAMES = tuple(
    (frame, kind, _denies(frame.pattern), has_chinese(frame.pattern)) for frame, kind in _FRAMES
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
    """The stretches of an object that neither evidence nor common words cover; a stray letter or two is none."""
    left = [(word, span) for word, span in uncovered(context, place) if not word.isascii() or len(word) > 2]
    things = [*context.families(place), *context.things.others]
    text = "".join(thing.text for thing in things)
    han, letters = len(_HAN.findall(text)), len(_LETTER.findall(text))
    chinese, latin = han * _LETTERS_A_SIGN >= letters / 2, letters >= han * _LETTERS_A_SIGN / 2
    spans: list[Span] = []
    for word, span in left:
        if not (latin if word.isascii() else chinese):
            continue
        if spans and not context.text[spans[-1][1] : span[0]].strip():
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return spans


_VAGUE = re.compile(
    r"(?:采用了?|通过|含有?|富含|添加了?|精选|蕴含)[\u4e00-\u9fff]{1,8}?(?P<what>成分|技术|科技|配方|工艺|精华成分)"
)


def _vague(context: Context) -> Iterator[Verdict]:
    """Ingredients and techniques that a record does not speak of at all: 采用温和的成分, 采用先进技术."""
    for match in _VAGUE.finditer(context.text):
        if not any(
            match["what"] in thing.text for thing in [*context.families(match.span()), *context.things.others]
        ):
            yield Verdict(match.span(), "ingredient", False, None, "in no record")


_FIELD = re.compile(
    r"(?:面料|材质|材料|产地|原产地|成分|配料|口味|香型|款型|版型|风味|内胆|外壳|内衬|里料|鞋底|表带|表盘|机芯|镜片|镜框|轴体|驱动|接口)(?:是|为|:|用的?是?|采用)?(?!表|和|与|都|也|很|的|里|上|在|写|一|不|清|看|请|如|方面|这块)(?P<value>[\u4e00-\u9fffa-z0-9]{1,8})(?=$|[,.;:!?、()。])"
)


def _fields(context: Context) -> Iterator[Verdict]:
    """A field named with a value that no record has: 面料棉 where it is nylon."""
    for match in _FIELD.finditer(context.text):
        value = match["value"]
        if any(value in thing.text for thing in [*context.families(match.span()), *context.things.others]):
            continue
        place = match.span("value")
        crossing = any(not has_chinese(thing.text) for thing in context.families(place))
        if not crossing and (uncovered(context, place) or len(value) == 1):
            yield Verdict(place, "attribute", False, None, "in no record")


_OF_A_KIND = re.compile(
    r"(?:这|那)[款支瓶件个只双条台把盒](?!的)|(?:包裹|盒子|订单|箱子|套装)里(?:面)?(?:是|有|装着)|里面(?:是|有|装着)|换成|换一[双件支瓶款个条]|还有一?[款支瓶件个双]|另有"
    r"|\b(?:inside|in the (?:box|parcel|package)|this|contains|comes with)\b"
)


def _kinds(context: Context) -> Iterator[Verdict]:
    """Goods of a kind that the evidence does not have: a hair dryer in a parcel of earbuds."""
    opening = _OF_A_KIND.search(context.text)
    if opening is None or not context.things.goods:
        return
    own = {
        kind for thing in context.things.goods for one in context.things.family(thing) for kind in one.kinds
    }
    if not own:
        return
    types = product_types()
    known = own | {wider for kind in own for wider in types.ancestors(kind)}
    for match in product_types().find(context.text):
        fits = match.type_id in known or own & set(types.ancestors(match.type_id))
        if match.span[0] < opening.end() or fits or not uncovered(context, match.span):
            continue
        if _OF_A_KIND.search(context.text[max(0, match.span[0] - 14) : match.span[0]]):
            yield Verdict(match.span, "product", False, None, "the evidence has no goods of this kind")
