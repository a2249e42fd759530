"""Documents to measure on: made of the sample's own clauses with other figures and places, so that few are alike."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from extract.api import extract_file

RAW = Path(__file__).parent.parent / "raw"
_FIGURE = re.compile(r"\d+(?=万元|元|%|家|人|年)")
_NOUN = re.compile(
    r"企业|项目|平台|机构|园区|产业|产品|设备|服务|技术|人才|活动|建设|研发|投资|实际|单个|首次|每年|标准|金额|总额|比例|费用|投入|合同|贷款|年度|奖励|补助|补贴|给予|不超过"
    r"|最高|对|按|的|、"
)


def clauses() -> list[str]:
    """The running clauses of the sample."""
    found = [clause for path in sorted(RAW.iterdir()) for clause in extract_file(path).clauses]
    return [c.text for c in found if c.kind == "measure" and not re.search(r"[\t|\n]", c.text)]


def changed(text: str, dice: random.Random) -> str:
    """A clause of another policy: other figures, and other things that are granted for."""

    def named(match: re.Match[str]) -> str:
        return "".join(chr(dice.randrange(0x5000, 0x9000)) for _ in range(3)) + match.group()

    return _NOUN.sub(named, _FIGURE.sub(lambda match: str(dice.randrange(1, 999)), text))


def document(seed: int, kinds: list[str], length: int = 20) -> str:
    """A policy of so many articles."""
    dice = random.Random(seed)  # noqa: S311 - the same documents every time
    articles = [f"第{number}条 {changed(dice.choice(kinds), dice)}" for number in range(1, length + 1)]
    return "\n".join([f"云岚市支持第{seed}号产业发展若干措施", "", *articles, "", "2024年5月1日"]) + "\n"


def folder(place: Path, count: int, length: int = 20) -> Path:
    """A folder of so many policies."""
    kinds = clauses()
    place.mkdir(parents=True, exist_ok=True)
    for seed in range(count):
        (place / f"{seed:06}.txt").write_text(document(seed, kinds, length), "utf-8")
    return place


def long_text(characters: int) -> str:
    """One policy of so many characters."""
    kinds, parts, total = clauses(), ["云岚市支持产业发展若干措施\n\n"], 0
    dice = random.Random(0)  # noqa: S311
    while total < characters:
        parts.append(f"第{len(parts)}条 {changed(dice.choice(kinds), dice)}\n")
        total += len(parts[-1])
    return "".join(parts)


def likenesses(count: int) -> Iterator[tuple[str, str | None]]:
    """Clauses with the titles of their sources: nine in ten of their own, the others copies, some with another figure."""
    kinds, dice = clauses(), random.Random(1)  # noqa: S311
    recent: list[str] = []
    for number in range(count):
        if recent and number % 10 == 9:
            text = dice.choice(recent)
            yield (_FIGURE.sub("77", text, count=1) if number % 20 == 9 else text + "由市有关部门负责解释。"), None
            continue
        text = changed(dice.choice(kinds), dice)
        recent = [*recent[-500:], text]
        yield text, f"云岚市支持第{number % 997}号产业发展若干措施"
