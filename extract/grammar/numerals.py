"""Numbers in every form: 1,000, 3.5, 三千五百, 叁仟伍佰, 1千5百, 2OOO. Folded text in, exact decimals out."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
DIGITS |= {"〇": 0, "○": 0, "两": 2, "俩": 2, "弍": 2, "参": 3, "弎": 3, "幺": 1}
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
SMALL, LARGE = "十拾百佰千仟", "万亿兆"
CHINESE_DIGITS = "".join(DIGITS)
# What makes a number vague without changing it: 一千五百余万, 三十多.
VAGUE = "余多几来"
# 15k元, 5w元: letters that stand for a scale, in figures only.
SHORTHAND = {"k": 1000, "K": 1000, "w": 10**4, "W": 10**4}
# Letters that character recognition puts for digits.
LOOKALIKES = str.maketrans("OoIl", "0011")

# Sources of patterns, for folded text. A number in digits may hold look-alike letters, but one real digit at least.
# A full-width comma only parts thousands where decimals follow: 82，225.00, but 50，100万元 are two numbers.
ARABIC = (
    r"(?:(?<![\d.A-Za-z])(?=[OoIl]{0,4}\d)"
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[,，]\d{3})+(?=\.\d)|[\dOoIl]{1,30})(?:\.[\dOoIl]{1,8})?)"
)
CHINESE = rf"(?:[{CHINESE_DIGITS}{SMALL}](?:[{CHINESE_DIGITS}{SMALL}点]|[{LARGE}](?=[{CHINESE_DIGITS}{SMALL}])){{0,24}})"
SCALE = rf"(?:[{SMALL}]{{0,2}}[{LARGE}]{{1,2}}|[{SMALL}])"
_WELL_FORMED = re.compile(
    rf"[-负]?(?:[\dOoIl]+(?:\.[\dOoIl]+)?[kKwW]?|[{CHINESE_DIGITS}]+(?:点[{CHINESE_DIGITS}\d]+)?|[{SMALL}{LARGE}](?:点[{CHINESE_DIGITS}\d]+)?)+"
)
# 八九亿: two neighbouring digits stand for a range.
_PAIR = re.compile(r"^(?:(?:一二|二三|两三|三四|四五|五六|六七|七八|八九|三五)(?=[十百千万亿]))")


def parse(text: str) -> Decimal | None:
    """The value of a number as printed in folded text; None when it is none."""
    text = "".join(c for c in text if c not in " ,，" + VAGUE).replace("个", "").replace("廿", "二十")
    if not _WELL_FORMED.fullmatch(text):
        return None
    if text[0] in "-负":
        value = parse(text[1:])
        return None if value is None else -value
    if text.isascii() and text[-1] in SHORTHAND:
        value = _decimal(text[:-1].translate(LOOKALIKES))
        return None if value is None else value * SHORTHAND[text[-1]]
    if text.isascii():
        return _decimal(text.translate(LOOKALIKES))
    return _mixed(text)


def pair(text: str) -> tuple[Decimal, Decimal] | None:
    """The two ends of a number like 八九亿; None for any other."""
    match = _PAIR.match(text)
    if match is None:
        return None
    low, high = parse(text[0] + text[2:]), parse(text[1:])
    return (low, high) if low is not None and high is not None else None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _mixed(text: str) -> Decimal | None:
    """Digits and scales from left to right: a large scale gathers all that stands before it in smaller ones."""
    groups: list[tuple[int, Decimal]] = []
    section = Decimal(0)
    number: Decimal | None = None
    scale = 1
    for token in _tokens(text):
        if isinstance(token, Decimal):
            number = token
        elif token < 10**4:
            section += (number or Decimal(1)) * token
            number, scale = None, token
        else:
            smaller = sum((value for size, value in groups if size <= token), Decimal(0))
            base = smaller + section + (number or 0)
            groups = [g for g in groups if g[0] > token]
            groups.append((token, (base if base or number is not None else Decimal(1)) * token))
            section, number, scale = Decimal(0), None, token
    total = sum((value for _, value in groups), Decimal(0)) + section
    if number is None:
        return total
    return total + number * (scale // 10 if scale >= 100 and _ends_bare(text, number) else 1)


def _ends_bare(text: str, number: Decimal) -> bool:
    """三万五 stands for 35,000: one digit right behind a scale, with no zero between."""
    return len(text) >= 2 and text[-2] in SCALES and text[-1] in DIGITS and 0 < number < 10


def _tokens(text: str) -> list[Decimal | int]:
    """Numbers as Decimal and scales as int, in order."""
    out: list[Decimal | int] = []
    run = ""
    for sign in text + "\0":
        if sign in DIGITS or sign in "点." or (sign.isascii() and sign.isdigit()) or sign in "OoIl":
            run += "." if sign in "点." else str(DIGITS.get(sign, sign)).translate(LOOKALIKES)
            continue
        if run:
            value = _decimal(run)
            if value is not None:
                out.append(value)
            run = ""
        if sign in SCALES:
            out.append(SCALES[sign])
    return out
