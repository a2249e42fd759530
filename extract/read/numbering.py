"""Word's automatic numbers: what `numbering.xml` would print before a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extract.read.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_BULLET = "•"
_LARGEST = 9_999  # number that a list counts to


def chinese(value: int) -> str:
    """A counting number in Chinese: 14 is 十四, 105 is 一百零五."""
    if not 0 < value < 10_000:
        return str(value)
    out, zero = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return out[1:] if out.startswith("一十") else out


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    out = ""
    for size, sign in zip((100, 90, 50, 40, 10, 9, 5, 4, 1), ["c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"], strict=True):
        out += sign * (value // size)
        value %= size
    return out


def _circled(value: int) -> str:
    return chr(0x2460 + value - 1) if value <= 20 else f"({value})"


def _plain_digits(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(d)] for d in str(value))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": lambda v: str(v).translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "decimalZero": lambda v: f"{v:02d}",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": lambda v: chinese(v).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")),
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _plain_digits,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda v: f"({v})",
    "decimalEnclosedFullstop": lambda v: f"{v}.",
    "ideographEnclosedCircle": lambda v: f"({chinese(v)})",
    "lowerLetter": _letters,
    "upperLetter": lambda v: _letters(v).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda v: _roman(v).upper(),
    "bullet": lambda v: _BULLET,
    "none": lambda v: "",
}


def attribute(element: Element | None, path: str) -> str | None:
    """The w:val of a child, None where there is none."""
    found = element.find(path) if element is not None else None
    return None if found is None else found.get(W + "val")


def whole(text: str | None, default: int = 0) -> int:
    """An attribute that should be a whole number; the default where it is none."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


@dataclass(frozen=True)
class Level:
    """One level of a list: format, text such as 第%1条, first value, after which level it restarts."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str | None = None


def _level(element: Element) -> Level:
    restart = attribute(element, W + "lvlRestart")
    return Level(
        form=attribute(element, W + "numFmt") or "decimal",
        text=attribute(element, W + "lvlText") or "",
        start=whole(attribute(element, W + "start"), 1),
        restart=None if restart is None else whole(restart),
        legal=element.find(W + "isLgl") is not None,
        style=attribute(element, W + "pStyle"),
    )


@dataclass
class Numbering:
    """The lists of one document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def parse(cls, root: Element | None) -> Numbering:
        """The lists that numbering.xml defines; none where the part is missing."""
        self = cls()
        if root is None:
            return self
        definitions = {
            item.get(W + "abstractNumId", ""): {whole(v.get(W + "ilvl")): _level(v) for v in item.findall(W + "lvl")}
            for item in root.findall(W + "abstractNum")
        }
        for number in root.findall(W + "num"):
            self._add(number, definitions)
        return self

    def _add(self, number: Element, definitions: dict[str, dict[int, Level]]) -> None:
        key = number.get(W + "numId", "")
        base = attribute(number, W + "abstractNumId") or ""
        levels = dict(definitions.get(base, {}))
        self.abstract[key] = base
        for override in number.findall(W + "lvlOverride"):
            index = whole(override.get(W + "ilvl"))
            own = override.find(W + "lvl")
            level = _level(own) if own is not None else levels.get(index, Level())
            first = attribute(override, W + "startOverride")
            if first is not None:
                level = Level(level.form, level.text, whole(first, 1), level.restart, level.legal, level.style)
                self.abstract[key] = f"{base}/{key}"  # a list of its own: it does not go on counting
            levels[index] = level
        self.levels[key] = levels
        for index, level in levels.items():
            if level.style:
                self.by_style.setdefault(level.style, (key, index))

    def label(self, key: str, index: int) -> str:
        """What stands before the next paragraph of this list and level."""
        level = self.levels.get(key, {}).get(index)
        if level is None:
            return ""
        counts = self.counts.setdefault(self.abstract[key], {})
        counts[index] = counts.get(index, level.start - 1) + 1
        for deeper, other in self.levels[key].items():
            after = deeper if other.restart is None else other.restart
            if deeper > index and other.restart != 0 and index < after:
                counts.pop(deeper, None)
        return self._print(key, level, counts)

    def _print(self, key: str, level: Level, counts: dict[int, int]) -> str:
        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = self.levels[key].get(index, Level())
            form = "decimal" if level.legal else other.form
            value = counts.get(index, other.start)
            return FORMATS.get(form, str)(value) if 0 <= value <= _LARGEST else str(value)

        if level.form == "bullet":
            return _BULLET
        return re.sub(r"%([1-9])", place, level.text)
