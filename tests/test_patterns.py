"""No rule is slow on purpose-made text: time grows with length, what takes too long is stopped, and a sign that saves a search loses no match."""

from __future__ import annotations

import re
import warnings

import hostile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import clean
from extract.api import extract_text
from extract.patterns import Pattern, RuleTimeout, Signed

PARTS = 8
MOST = 2.6  # twice as long a text may take no more than this many times as long
FLOOR = 0.004  # seconds for 2,000 characters; below, growth cannot be told from noise
SIGNED = [pattern for pattern in hostile.patterns() if isinstance(pattern, Signed)]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_rule_is_linear(part: int) -> None:
    slow = [
        f"{pattern.name}.{way} on {piece!r}"
        for pattern in hostile.patterns()[part::PARTS]
        for way in hostile.ways_of(pattern)
        for piece in hostile.hostile(pattern)
        if hostile.growth(pattern, way, piece, FLOOR, MOST) > MOST
    ]
    assert not slow


def test_the_measure_tells_a_slow_rule() -> None:
    careless = Pattern("careless", r"(?:给予|予以)[^。]*[元角]")
    assert hostile.growth(careless, "finditer", "给予", FLOOR, MOST) > MOST


def test_a_rule_out_of_time_is_stopped_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.patterns.SECONDS", 0.05)
    endless = Pattern("endless", r"^(?:一|一一)+$")
    with pytest.raises(RuleTimeout, match="endless"):
        endless.search("一" * 5000 + "二")


@pytest.mark.parametrize("pattern", SIGNED, ids=[pattern.name for pattern in SIGNED])
def test_all_that_a_rule_matches_holds_its_sign(pattern: Signed) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a set that another dialect reads differently
        source = re.compile(pattern.source, re.VERBOSE)

    @settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(source, fullmatch=True))
    def holds(text: str) -> None:
        for match in pattern.compiled.finditer(text):
            assert pattern.sign.search(match.group())
            assert not set(match.group()) & set(pattern.stops)
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in pattern.compiled.finditer(text)]

    holds()


@pytest.mark.parametrize("piece", ["企业，", "（一）", "《", "一" * 50 + "\n", "给予50万元奖励。", "、"])
def test_long_strange_texts_are_read_in_linear_time(piece: str) -> None:
    assert extract_text(piece * (20_000 // len(piece))).document.sha256


@settings(max_examples=500, deadline=None, database=None)
@given(st.text(st.sampled_from([*"一元1a#*_<>[](（）)&;：。 \t\u3000\u00ad\u200bǎé、/b"]), max_size=12) | st.text(max_size=12))
def test_a_line_that_looks_clean_is_clean(text: str) -> None:
    if not clean._UNCLEAN.search(text):
        assert not any(clean._marks(text))
        assert not [*clean._blanks(text, False)]
