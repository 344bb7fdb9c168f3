"""Promotions in sentences that a customer reads, in both languages."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from decimal import Decimal

from babel.dates import format_date

from floorwalker.catalog.pricing.models import Promotion, Scope
from floorwalker.core import Language, Money
from floorwalker.grounding.render import format_value

_LOCALE = {"zh": "zh_CN", "en": "en_US"}
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_HANZI = "二三四五六七八九十"
_LAST_MINUTE = time(23, 59)


def describe(promotion: Promotion, language: Language, *, zone: tzinfo = UTC) -> str:
    """What a promotion gives, for what, for whom and when, as one phrase without a full stop.

    ``满300减50``, ``第二件半价``, ``8折`` (20 % off) or ``20% off``, followed by its conditions. The shop's
    own name of the promotion is left out, since nobody has checked the figures in it.

    Args:
        promotion: the promotion.
        language: of the sentence.
        zone: the time zone in which dates are told.
    """
    if language == "zh":
        parts = [_gives_zh(promotion), *_scope_zh(promotion.scope)]
        if promotion.market:
            parts.append(f"限{promotion.market}市场")
        if promotion.member_group:
            parts.append(f"限{promotion.member_group}会员")
        if promotion.is_exclusive:
            parts.append("不与其他优惠同享")
        return "，".join([*parts, *_dates(promotion, "zh", zone)])
    parts = [_gives_en(promotion), *_scope_en(promotion.scope)]
    if promotion.market:
        parts.append(f"in the market {promotion.market}")
    if promotion.member_group:
        parts.append(f"for {promotion.member_group} members")
    if promotion.is_exclusive:
        parts.append("not combinable with other offers")
    return ", ".join([*parts, *_dates(promotion, "en", zone)])


def _gives_zh(promotion: Promotion) -> str:
    percent, amount = promotion.percent, promotion.amount
    if promotion.nth is not None and percent is not None:
        every = f"，每{_count_zh(promotion.nth, '两')}件享一次" if promotion.repeats else ""
        return f"第{_count_zh(promotion.nth, '二')}件{_fold(percent)}{every}"
    if promotion.threshold is not None and amount is not None:
        each = "每" if promotion.repeats else ""
        return f"{each}满{_money_zh(promotion.threshold)}减{_money_zh(amount)}"
    if amount is not None:
        return f"每件立减{_money_zh(amount)}{'元' if amount.currency == 'CNY' else ''}"
    return _fold(percent or Decimal(), half="5折")


def _fold(percent: Decimal, half: str = "半价") -> str:
    """What is left of the price, in tenths, as Chinese shops say it: 20 % off is 8折."""
    if percent == 100:
        return "免费"
    return half if percent == 50 else f"{_plain((100 - percent) / 10)}折"


def _count_zh(number: int, two: str) -> str:
    if number == 2:
        return two
    return _HANZI[number - 2] if number - 2 < len(_HANZI) else str(number)


def _money_zh(money: Money) -> str:
    return _plain(money.amount) if money.currency == "CNY" else format_value(money, "zh")


def _gives_en(promotion: Promotion) -> str:
    percent, amount, nth = promotion.percent, promotion.amount, promotion.nth
    if nth is not None and percent is not None:
        place = nth - 2
        item = f"{_ORDINALS[place]} item" if place < len(_ORDINALS) else f"item no. {nth}"
        every = _CARDINALS[place] if place < len(_CARDINALS) else str(nth)
        given = {Decimal(100): f"{item} free", Decimal(50): f"{item} half price"}.get(
            percent, f"{_plain(percent)}% off the {item}"
        )
        return f"{given}, once for every {every} items" if promotion.repeats else given
    if promotion.threshold is not None and amount is not None:
        spent = format_value(promotion.threshold, "en")
        when = f"for every {spent} spent" if promotion.repeats else f"when you spend {spent} or more"
        return f"{format_value(amount, 'en')} off {when}"
    if amount is not None:
        return f"{format_value(amount, 'en')} off each item"
    return f"{_plain(percent or Decimal())}% off"


def _scope_zh(scope: Scope) -> list[str]:
    parts = []
    for what, names in (("品牌", scope.brands), ("分类", scope.categories), ("标签", scope.tags)):
        if names:
            parts.append(f"限{what}{'、'.join(sorted(names))}")
    if scope.products:
        parts.append("限指定商品")
    but = sorted({*scope.but_brands, *scope.but_categories, *scope.but_tags})
    if but:
        parts.append(f"{'、'.join(but)}除外")
    if scope.but_products:
        parts.append("部分商品除外")
    return parts


def _scope_en(scope: Scope) -> list[str]:
    parts = []
    for what, names in (("on", scope.brands), ("in", scope.categories), ("on products tagged", scope.tags)):
        if names:
            parts.append(f"{what} {_either(names)}")
    if scope.products:
        parts.append("on selected products")
    but = {*scope.but_brands, *scope.but_categories, *scope.but_tags}
    if but:
        parts.append(f"not on {_either(but)}")
    if scope.but_products:
        parts.append("some products excluded")
    return parts


def _either(names: frozenset[str] | set[str]) -> str:
    *others, last = sorted(names)
    return f"{', '.join(others)} or {last}" if others else last


def _dates(promotion: Promotion, language: Language, zone: tzinfo) -> list[str]:
    start = _first_moment(promotion.starts_at, language, zone)
    end = _last_moment(promotion.ends_at, language, zone)
    if language == "zh":
        told = f"{start}至{end}" if start and end else f"{start}起" if start else f"至{end}" if end else ""
    else:
        told = " ".join(filter(None, (start and f"from {start}", end and f"until {end}")))
    return [told] if told else []


def _first_moment(moment: datetime | None, language: Language, zone: tzinfo) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    return _day(local, language) if local.time() == time() else _minute(local, language)


def _last_moment(moment: datetime | None, language: Language, zone: tzinfo) -> str:
    """The last day where a period ends with a day, else the moment of its end."""
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    if local.time() == time():
        return _day(local - timedelta(days=1), language)
    return _day(local, language) if local.time() >= _LAST_MINUTE else _minute(local, language)


def _day(moment: datetime, language: Language) -> str:
    return str(format_date(moment.date(), "long", locale=_LOCALE[language]))


def _minute(moment: datetime, language: Language) -> str:
    return f"{_day(moment, language)} {moment:%H:%M}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
