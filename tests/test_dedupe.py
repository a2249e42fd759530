"""The same clause once: relations, look-alikes kept apart, what a copy leaves out, and the same result in any order."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_dedupe import quality
from runs import assembled, quotations, run_of

from extract.dedupe.clusters import Edge, clusters
from extract.dedupe.compare import Judgement, compare
from extract.dedupe.fidelity import fidelity
from extract.dedupe.printed import printed
from extract.dedupe.prints import STEP, least, prints
from extract.dedupe.related import meeting
from extract.emit import emitted
from extract.pipeline import extract
from extract.quotation import quotation_lines
from extract.titles import compatible

MILL = "支持修缮老磨坊。对修缮老磨坊的企业，按修缮费用的30%给予补贴，单个项目最高50万元（市文化局）；对开放参观不低于200天的，再给予8万元奖励。"


class Case(NamedTuple):
    """Two prints and how they relate; None where they have nothing to do with each other."""

    why: str
    one: str
    other: str
    relation: str | None
    sources: tuple[str | None, str | None] = (None, None)


def edited(old: str, new: str, text: str = MILL) -> str:
    assert old in text
    return text.replace(old, new)


ACT, OTHER_ACT = "云岚市支持水磨坊复兴若干措施", "云岚市支持风车修缮若干措施"
CASES = (
    Case("layout, width and marks are no difference", MILL, " ".join(MILL).replace("％", "%").replace("，", ","), "identical"),
    Case("a misread character", MILL, edited("修缮费用", "修缮贾用"), "near"),
    Case("a character lost", MILL, edited("参观不", "参不"), "near"),
    Case("two characters changed places", MILL, edited("修缮费用", "修缮用费"), "near"),
    Case("a verb for another", MILL, edited("给予补贴", "予以补贴"), "near"),
    Case("another word for the same help", MILL, edited("给予补贴", "给予补助"), "near"),
    Case("the same sum in another unit", MILL, edited("50万元", "500000元"), "near"),
    Case("a zero read as a letter", MILL, edited("50万元", "5O万元"), "near"),
    Case("sentences taken out", MILL, MILL[MILL.index("对修缮") : MILL.index("（市")] + "。", "excerpt"),
    Case("a copy that breaks off", MILL, MILL[: MILL.index("不低于") + 1], "truncated"),
    Case("another sum", MILL, edited("50万元", "80万元"), "variant"),
    Case("a digit more", MILL, edited("8万元", "88万元"), "variant"),
    Case("another share", MILL, edited("30%", "35%"), "variant"),
    Case("another count in Chinese figures", edited("200天", "三年"), edited("200天", "五年"), "variant"),
    Case("the other bound", MILL, edited("不低于", "不高于"), "variant"),
    Case("a bound lost", MILL, edited("最高50", "50"), "variant"),
    Case("a refusal", MILL, edited("再给予", "不给予"), "variant"),
    Case("another place", edited("老磨坊的", "海淀区磨坊的"), edited("老磨坊的", "朝阳区磨坊的"), "variant"),
    Case("a place whose name has a rare character", edited("老磨坊的", "东莞市磨坊的"), edited("老磨坊的", "厦门市磨坊的"), "variant"),
    Case("another named thing", MILL, edited("的企业，按", "的学校，按"), "variant"),
    Case("a thing narrowed by a noun", MILL, edited("的企业，按", "的农业企业，按"), "variant"),
    Case("a thing narrowed in a quotation of the same act", MILL, edited("的企业，按", "的农业企业，按"), "near", (ACT, ACT)),
    Case("the same words in two acts", MILL, MILL, "variant", (ACT, OTHER_ACT)),
    Case("the same act with and without its city", MILL, MILL, "identical", (ACT, "关于支持水磨坊复兴的若干措施")),
    Case("a figure differs in a quotation of the same act", MILL, edited("50万元", "60万元"), "variant", (ACT, ACT)),
    Case("two clauses", MILL, "鼓励渡口安装照明，对改造照明的渡口给予最高6万元补助，由市交通局负责验收，验收结果向社会公布。", None),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_relations(case: Case) -> None:
    one, other = printed(case.one, case.sources[0]), printed(case.other, case.sources[1])
    for left, right in ((one, other), (other, one)):
        found = compare(left, right)
        assert (found.relation if found else None) == case.relation
        assert (found is not None and found.relation == "variant") == bool(found and found.apart)


@pytest.mark.parametrize("text", ["磨坊" * 9000, "磨坊第3年给予50万元补贴" * 1200, "磨，" * 9000], ids=["no mark", "figures", "marks"])
def test_a_text_without_end_is_compared_in_time(text: str) -> None:
    found = compare(printed(text), printed(text[:-40] + "渡口照明"))
    assert found is None or found.relation in ("near", "excerpt", "truncated", "variant")
    assert compare(printed(text), printed(text)) == Judgement("identical")
    assert compare(printed(text * 4), printed(text * 4 + "渡口")) is None


@pytest.mark.parametrize(
    ("copy", "omitted", "added", "differences", "faithful"),
    [
        (MILL, [], [], [], True),
        (edited("%", "％"), [], [], ["「缮费用的30」后「%」作「％」"], True),
        (edited("（市文化局）", ""), ["（市文化局）；"], [], [], False),
        (edited("；", "。"), [], [], ["「（市文化局」后「；」作「。」"], False),
        (edited("修缮费用", "费用"), [], [], ["「按修缮费用的30%给予补贴」作「按费用的30%给予补贴」"], False),
        (MILL + "欢迎学校参加。", [], ["欢迎学校参加。"], [], False),
        (MILL[8:], ["支持修缮老磨坊。"], [], [], False),
        (MILL[: MILL.index("再给予") + 1], ["给予8万元奖励。"], [], [], False),
    ],
    ids=["the same", "width", "a body in brackets", "a mark", "words", "a sentence more", "the heading", "broken off"],
)
def test_fidelity(copy: str, omitted: list[str], added: list[str], differences: list[str], faithful: bool) -> None:
    found = fidelity(MILL, copy)
    assert (list(found.omitted), list(found.added), list(found.differences)) == (omitted, added, differences)
    assert found.faithful is faithful
    assert found.figures_equal


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("《云岚市关于推动磨坊复兴的若干措施》", "关于推动磨坊复兴的若干措施", True),
        ("关于印发《云岚市推动磨坊复兴若干措施》的通知", "推动磨坊复兴若干措施", True),
        ("云岚市推动磨坊复兴若干措施（征求意见稿）", "云岚市推动磨坊复兴若干措施", True),
        ("云岚市推动磨坊复兴若干措施", "澜川市推动磨坊复兴若干措施", False),
        ("云岚市推动磨坊复兴若干措施", "云岚市推动渡口复兴若干措施", False),
        ("云岚市推动磨坊复兴若干措施（2023年）", "云岚市推动磨坊复兴若干措施（2024年）", False),
    ],
)
def test_titles(one: str, other: str, alike: bool) -> None:
    assert compatible(one, other) is compatible(other, one) is alike


POLICY = (
    "云岚市支持水磨坊复兴若干措施\n云岚市文化局　2024年3月1日\n一、"
    + MILL
    + "\n二、支持石匠培训。对组织石匠培训的单位，每次给予2万元补助。\n"
)
COMPILATION = (
    "云岚市文旅政策汇编\n一、磨坊\n（一）支持修缮老磨坊。对修缮老磨坊的企业，按修缮费用的30%给予补贴，单个项目最高50万元。\n"
    "——关于支持水磨坊复兴的若干措施\n（二）支持石匠培训。对组织石匠培训的单位，每次给予3万元补助。\n——关于支持水磨坊复兴的若干措施\n"
)


def test_a_compilation_is_compared_with_its_original() -> None:
    run = run_of({"汇编.txt": COMPILATION, "磨坊.txt": POLICY})
    copied, unlike = sorted(run.duplicates, key=lambda pair: pair.relation == "variant")
    by_id = {clause.id: clause for clause in run.clauses}
    assert copied.relation == "excerpt"
    assert by_id[copied.canonical].occurrences[0].path == "磨坊.txt"
    assert copied.omitted[-1] == "对开放参观不低于200天的，再给予8万元奖励。"
    assert unlike.relation == "variant"
    assert unlike.occurrence.clause in by_id
    assert not unlike.figures_equal
    sources = {source.title: source for clause in run.clauses for source in clause.sources if source.basis == "attribution"}
    policy = next(document for document in run.documents if document.kind == "policy")
    assert sources["关于支持水磨坊复兴的若干措施"].document == policy.id
    said = list(quotation_lines(quotations(run)))
    assert "1 处：0 处忠实，1 处有出入" in said[0]
    assert "1 对近似" in said[1]


DOCUMENTS = [
    extract(text.encode("utf-8"), name)
    for name, text in {
        "汇编.txt": COMPILATION,
        "磨坊.txt": POLICY,
        "再编.txt": COMPILATION.replace("文旅政策", "乡村政策").replace("；", "。"),
        "新磨坊.txt": POLICY.replace("50万元", "55万元").replace("2024", "2025"),
        "渡口.txt": "云岚市渡口照明若干措施\n云岚市交通局　2024年5月1日\n一、支持渡口照明改造。对改造照明的渡口，给予最高6万元补助。\n",
    }.items()
]


@settings(max_examples=12, deadline=None)
@given(st.permutations(DOCUMENTS))
def test_any_order_of_documents_gives_the_same_bytes(order: list[object]) -> None:
    def output(documents: list[object]) -> list[tuple[str, list[str | bytes]]]:
        return [(item.name, [*item.pieces]) for item in emitted(assembled(documents, [], {}))]  # type: ignore[arg-type]

    assert output(order) == output(DOCUMENTS)  # type: ignore[arg-type]


@given(st.lists(st.lists(st.integers(0, 30), unique=True, max_size=12), max_size=12), st.integers(2, 6))
def test_clauses_meet_in_rare_prints(every: list[list[int]], common: int) -> None:
    buckets = defaultdict(list)
    for place, own in enumerate(every):
        for value in own:
            buckets[value].append(place)
    shared = Counter(pair for members in buckets.values() if len(members) <= common for pair in combinations(sorted(members), 2))
    needed = least(numpy.array([sum(len(buckets[value]) <= common for value in own) for own in every], dtype=numpy.int64))
    wanted = {pair for pair, count in shared.items() if count >= min(needed[pair[0]], needed[pair[1]])}
    entries = ((value // STEP % 3, array("Q", [value << 32 | place]).tobytes()) for place, own in enumerate(every) for value in own)
    found = meeting(entries, 3, common)
    assert set(found) == wanted
    assert len(found) == len(wanted)


@given(st.text("支持修缮老磨坊给予补贴企业最高万元", min_size=20, max_size=60), st.integers(0, 40))
def test_a_copy_shares_the_prints_of_what_it_copies(text: str, start: int) -> None:
    copy = text[start : start + 30]
    assert _hashes(copy) & _hashes(text) or len(copy) < 30 or _unsampled(copy)


@given(st.lists(st.text("支持修缮老磨坊给予补贴企业最高万元\ud800", max_size=40), min_size=1, max_size=8))
def test_prints_are_the_same_whatever_clauses_they_are_found_with(texts: list[str]) -> None:
    found, owners = prints(texts)
    assert [{*found[owners == number].tolist()} for number in range(len(texts))] == [*map(_hashes, texts)]


def _hashes(text: str) -> set[int]:
    return {*prints([text])[0].tolist()}


def _unsampled(text: str) -> bool:
    """A stretch so short or uniform that the sample holds none of it but its least hash."""
    return len(_hashes(text)) == 1


_EDGES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["near", "excerpt", "truncated", "variant"]), st.integers(50, 99)),
    max_size=20,
)
_TEXTS = [printed(MILL[: 30 + 3 * k]) for k in range(8)]


def _edges(rows: list[tuple[int, int, str, int]]) -> list[Edge]:
    unique = {(min(a, b), max(a, b)): Judgement(relation, Decimal(share) / 100) for a, b, relation, share in rows if a != b}  # type: ignore[arg-type]
    return [Edge(a, b, judgement) for (a, b), judgement in unique.items()]


@given(_EDGES)
def test_no_group_holds_two_that_are_known_to_be_two(rows: list[tuple[int, int, str, int]]) -> None:
    found = _edges(rows)
    groups = clusters(_TEXTS, found)
    apart = {frozenset((edge.one, edge.other)) for edge in found if edge.judgement.relation == "variant"}
    assert sorted(place for group in groups for place in group) == list(range(8))
    assert not any(frozenset(pair) in apart for group in groups for pair in combinations(group, 2))


@given(_EDGES, st.permutations(range(8)))
def test_groups_do_not_depend_on_order(rows: list[tuple[int, int, str, int]], order: list[int]) -> None:
    found = _edges(rows)
    moved = [Edge(order.index(edge.one), order.index(edge.other), edge.judgement) for edge in reversed(found)]
    groups = clusters([_TEXTS[place] for place in order], moved)
    assert {frozenset(order[place] for place in group) for group in groups} == {frozenset(group) for group in clusters(_TEXTS, found)}


def test_copies_of_real_documents(corpus: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    subprocess.run(
        [sys.executable, "-m", "extract", "run", corpus / "seeds", "--output", tmp_path / "out"], check=True, capture_output=True
    )
    line = [
        sys.executable,
        *map(str, (corpus / "tools" / "score_clusters.py", tmp_path / "out", corpus / "gold" / "clusters.json", corpus / "gold")),
    ]
    said = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    f1 = float(said.split("F1 ")[1].split()[0])
    right = int(said.split("relation ")[1].split("/")[0])
    assert f1 >= 0.98
    assert right >= 37


def test_quality_is_counted_over_pairs() -> None:
    rows = [{"id": n, "cluster": cluster, "vof": vof} for n, (cluster, vof) in enumerate([(0, -1), (0, -1), (2, 0), (3, 0), (4, -1)])]
    assert quality(rows, [7, 7, 7, 8, 9]) == (1 / 3, 1.0, 1 / 2)
