"""The report in a real browser: filters, search, details, calculator, keys, a hostile document, five thousand clauses."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, records
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from extract import load
from extract.emit.to_report import page

HOSTILE = (
    "云浦市<img src=x onerror=alert(1)>支持办法\n"
    "一、支持</script><script>document.title='taken'</script>企业。对企业给予最高5万元补贴，<!--<script>。\n"
    "二、支持\u2028\"onmouseover='x' 机构。对机构按投资额的7%给予补助，最高10万元。\n"
)
Browser = webdriver.Chrome


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium that can reach nothing but files."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("chromium and chromedriver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1440,1000"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    made = webdriver.Chrome(options=options, service=Service(driver))
    yield made
    made.quit()


def opened(browser: Browser, path: Path, day: str | None = None) -> Browser:
    """The page of a file, seen on a day."""
    script = f"Date = class extends Date {{ constructor() {{ super('{day}T12:00:00') }} }}" if day else ""
    added = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    browser.get("about:blank")
    browser.get(path.as_uri())
    browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)
    return browser


def rows(browser: Browser) -> list[str]:
    """The rows as a reader sees them, read at one moment."""
    found: list[str] = browser.execute_script("return [...document.querySelectorAll('#results tbody tr')].map((row) => row.innerText)")
    return found


def filtered(browser: Browser, field: str, value: str) -> list[str]:
    """The rows left when a filter is set as a reader sets it; every earlier filter is cleared."""
    browser.execute_script("byId('filters').reset()")
    element = browser.find_element(By.ID, field)
    if element.tag_name == "select":
        chosen = next(option for option in element.find_elements(By.TAG_NAME, "option") if option.get_attribute("value") == value)
        chosen.click()
    else:
        element.send_keys(value)
    WebDriverWait(browser, 5).until(lambda b: b.execute_script("return waiting === null"))
    return rows(browser)


@pytest.fixture
def report(browser: Browser, sample: Path) -> Browser:
    return opened(browser, sample / "report.html", "2025-03-01")


def test_it_shows_every_incentive_and_complains_of_nothing(report: Browser, sample: Path) -> None:
    assert len(rows(report)) == len(records(sample, "incentives"))
    assert report.get_log("browser") == []  # type: ignore[no-untyped-call]
    assert report.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_each_filter_keeps_what_the_records_say(report: Browser, sample: Path) -> None:
    incentives = records(sample, "incentives")
    assert len(filtered(report, "by-instrument", "奖励")) == sum(i["instrument"] == "奖励" for i in incentives)
    title = incentives[0]["source"]["title"]
    assert len(filtered(report, "by-source", title)) == sum(i["source"]["title"] == title for i in incentives)
    units = sum(any(m["per"] == "enterprise" for m in [*i["caps"], *filter(None, [i["award"]])]) for i in incentives)
    assert len(filtered(report, "by-unit", "每家企业")) == units > 0


def test_a_range_counts_caps_and_awards(report: Browser, sample: Path) -> None:
    def sums(incentive: dict[str, Any]) -> list[float]:
        return [m["value"] for m in [*incentive["caps"], *filter(None, [incentive["award"]])] if m["currency"] == "CNY"]

    expected = sum(any(value >= 5_000_000 for value in sums(i)) for i in records(sample, "incentives"))
    assert len(filtered(report, "from", "500")) == expected > 0


def test_search_finds_words_in_any_width(report: Browser, sample: Path) -> None:
    clauses = {clause["id"]: clause for clause in records(sample, "clauses")}
    expected = sum("低空" in clauses[i["clause"]]["text"] for i in records(sample, "incentives"))
    assert 0 < expected <= len(filtered(report, "search", "低空"))
    assert filtered(report, "search", "３０％") == filtered(report, "search", "30%") != []
    assert filtered(report, "search", "没有这样的词") == []
    assert "没有符合条件" in report.find_element(By.ID, "results").text


@pytest.mark.parametrize(("day", "status"), [("2025-03-01", "有效期内"), ("2031-01-01", "已失效"), ("2024-01-01", "尚未施行")])
def test_status_depends_on_the_readers_day(browser: Browser, sample: Path, day: str, status: str) -> None:
    page = opened(browser, sample / "report.html", day)
    assert len(filtered(page, "by-status", status)) > 0
    assert len(filtered(page, "by-status", "征求意见稿")) > 0


def test_a_row_opens_with_its_values_in_the_text(report: Browser, sample: Path) -> None:
    incentive = next(i for i in records(sample, "incentives") if i["rate"] and i["caps"])
    clause = next(c for c in records(sample, "clauses") if c["id"] == incentive["clause"])
    filtered(report, "search", incentive["id"])
    report.find_element(By.CSS_SELECTOR, "#results .open").send_keys(Keys.ENTER)
    dialog = report.find_element(By.ID, "detail")
    assert dialog.is_displayed()
    text = report.execute_script("return [...document.querySelectorAll('.text')].map((p) => {"
        " const copy = p.cloneNode(true); copy.querySelectorAll('.role').forEach((r) => r.remove()); return copy.textContent })[0]")  # fmt: skip
    assert text == clause["text"]
    shown = [mark.get_attribute("title") for mark in dialog.find_elements(By.CSS_SELECTOR, "mark")]
    assert len(shown) == len(clause["amounts"] + clause["percentages"] + clause["durations"] + clause["references"])
    assert any("扶持上限" in str(title) for title in shown)
    assert incentive["path"] in dialog.text
    assert f"第 {incentive['page']} 页" in dialog.text
    dialog.send_keys(Keys.ESCAPE)
    assert not dialog.is_displayed()
    assert report.switch_to.active_element.text == report.find_element(By.CSS_SELECTOR, "#results .open").text


# rate, caps, fixed sum, the base in 万元 as typed, what the page answers, and why
CALCULATIONS = [
    ({"rate": {"value": 0.3, "comparator": "="}, "caps": [{"value": 500000}]}, "100", "30 万元", "below the cap"),
    ({"rate": {"value": 0.3, "comparator": "="}, "caps": [{"value": 500000}]}, "800", "50 万元", "held by the cap"),
    (
        {"rate": {"value": 0.3, "comparator": "="}, "caps": [{"value": 500000}, {"value": 200000}]},
        "800",
        "20 万元",
        "the tightest cap holds",
    ),
    ({"rate": {"value": 0.07, "comparator": "="}}, "100", "7 万元", "seven hundredths are not a binary fraction"),
    ({"rate": {"value": 0.001, "comparator": "="}}, "0.1", "1 元", "a small share of a small base"),
    ({"award": {"value": 200000}}, "", "20 万元", "a fixed sum needs no base"),
    ({"award": {"value": 400000}, "caps": [{"value": 4000000}]}, "", "40 万元", "one fixed sum, below the cap on all of them"),
    ({"rate": {"value": 0.3, "comparator": "="}}, "", "—", "no base, no sum"),
    ({"rate": {"value": 0.3, "comparator": "="}}, "八百", "—", "not a number"),
    (
        {"rate": {"value": 0.3, "comparator": "="}, "caps": [{"value": 500000, "currency": "USD"}]},
        "800",
        "50 万美元",
        "a base is in the cap's currency",
    ),
    ({"rate": {"value": 0.3, "comparator": ">="}}, "800", "—", "a lower bound alone leaves it open"),
    ({"rate": {"value": 0.3}, "award": {"value": 1}}, "800", "—", "both, and the text does not say how they add up"),
]


@pytest.mark.parametrize(("grant", "base", "result", "why"), CALCULATIONS, ids=[row[-1] for row in CALCULATIONS])
def test_the_calculator(report: Browser, grant: dict[str, Any], base: str, result: str, why: str) -> None:
    report.execute_script(
        "const item = {...data.incentives[0], rate: undefined, caps: undefined, award: undefined, ...arguments[0]}; show(item)", grant
    )
    if "rate" in grant:
        report.find_element(By.ID, "base").send_keys(base)
    assert report.find_element(By.CSS_SELECTOR, ".yield").text == result, why
    assert "不构成承诺" in report.find_element(By.CSS_SELECTOR, ".calculator").text


def test_the_calculator_answers_as_the_command_does(report: Browser, sample: Path) -> None:
    bases = [None, "0", "1000", "123456.78", "5000000", "100000000"]
    script = """return data.incentives.map((item) => arguments[0].map((base) => {
      const found = estimate(item, base === null ? null : scaled(base));
      return found.reason ? null : [plainly(found.sum), found.currency] }))"""
    incentives = load(sample).incentives
    answered = 0
    for incentive, row in zip(incentives, report.execute_script(script, bases), strict=True):
        for base, answer in zip(bases, row, strict=True):
            expected = incentive.estimate(None if base is None else Decimal(base))
            answered += expected.value is not None
            assert answer == (None if expected.value is None else [f"{expected.value:f}", expected.currency]), f"{incentive.id} {base}"
    assert answered > len(incentives)


def test_crossing_spans_bear_all_their_names(report: Browser) -> None:
    clause = {"text": "一次给予𠮷50万元奖励", "amounts": [{"text": "𠮷50万元", "value": 500000, "role": "cap", "start": 4, "end": 9}],
              "percentages": [{"text": "50万元奖", "value": 0.5, "role": "rate", "start": 5, "end": 10}]}  # fmt: skip
    pieces = report.execute_script(
        "return [...marked(arguments[0], null).querySelectorAll('mark')].map((m) => [m.firstChild.textContent, m.title])", clause
    )
    assert [piece[0] for piece in pieces] == ["𠮷", "50万元", "奖"]
    assert ["扶持上限" in piece[1] for piece in pieces] == [True, True, False]
    assert ["扶持比例" in piece[1] for piece in pieces] == [False, True, True]


def test_a_figure_without_a_place_is_shown_as_such(report: Browser) -> None:
    report.execute_script("data.incentives[0].caps = [{value: 123450000, comparator: '<='}]; update()")
    assert "未定位" in rows(report)[0]
    assert "1.2345 亿元" in rows(report)[0]


def test_keys_alone_are_enough(report: Browser) -> None:
    report.find_element(By.TAG_NAME, "body").send_keys("/")
    assert report.switch_to.active_element.get_attribute("id") == "search"
    report.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    report.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    report.switch_to.active_element.send_keys(Keys.ENTER)
    title = report.find_element(By.ID, "detail-title").text
    assert report.find_element(By.ID, "detail").is_displayed()
    report.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    assert report.execute_script("return opened.at") == 2
    report.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    assert report.find_element(By.ID, "detail-title").text == title
    report.switch_to.active_element.send_keys(Keys.ESCAPE)
    report.find_element(By.ID, "tab-items").send_keys(Keys.ARROW_LEFT)
    assert report.find_element(By.ID, "quality").is_displayed()


def test_sorting_is_told_to_readers_of_the_page(report: Browser) -> None:
    report.find_elements(By.CSS_SELECTOR, "#results th button")[2].click()
    assert report.find_element(By.CSS_SELECTOR, "th[aria-sort=ascending]").text.startswith("给多少")
    largest = report.execute_script("return listed.rows.map(largest)")
    assert largest == sorted(largest, reverse=True)


def test_every_view_fits_a_phone(report: Browser) -> None:
    report.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 375, "height": 800, "deviceScaleFactor": 1, "mobile": True})
    for name in ("items", "clauses", "overview", "quality"):
        report.execute_script("view(arguments[0])", name)
        assert report.execute_script("return document.documentElement.scrollWidth") <= 375, name
    report.execute_script("show(data.incentives[0], 0)")
    assert report.execute_script("return dialog.scrollWidth") <= 375
    report.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def contrast(browser: Browser, selector: str) -> float:
    """The contrast ratio of an element's text to what is behind it, as WCAG reckons it."""
    script = """
    const colour = (text) => text.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
    let behind = document.querySelector(arguments[0]);
    const ink = light(colour(getComputedStyle(behind).color));
    while (colour(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
    const ground = light(colour(getComputedStyle(behind).backgroundColor));
    return (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05);"""
    return float(browser.execute_script(script, selector))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(report: Browser, scheme: str) -> None:
    report.execute_script("document.documentElement.dataset.theme = arguments[0]", scheme)
    report.execute_script("show(data.incentives.find((i) => i.rate && i.caps), 0)")
    for selector in (
        ".subtitle",
        "#results td small",
        ".chip",
        ".sum.cap b",
        ".rate b",
        ".condition",
        "mark.cap",
        "mark.share-rate",
        ".note",
        ".yield",
    ):
        assert contrast(report, selector) >= 4.5, selector


def test_on_paper_every_row_and_every_role_is_printed(report: Browser) -> None:
    report.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    report.execute_script("show(data.incentives.find((i) => i.rate && i.caps), 0)")
    roles = report.find_elements(By.CSS_SELECTOR, "mark .role")
    assert roles
    assert all(role.is_displayed() for role in roles)
    assert not report.find_element(By.CSS_SELECTOR, ".masthead").is_displayed()
    report.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_a_hostile_document_stays_text(browser: Browser, tmp_path: Path, command: Run) -> None:
    (tmp_path / "坏<b>.txt").write_text(HOSTILE, "utf-8")
    assert command("run", tmp_path / "坏<b>.txt", "--output", tmp_path / "out").returncode == 0
    report = opened(browser, tmp_path / "out" / "report.html")
    assert report.title == "政策扶持事项报告"
    assert len(report.find_elements(By.CSS_SELECTOR, "img, iframe, object, script:not([type])")) == 1
    for view in ("items", "clauses", "overview", "quality"):
        report.execute_script("view(arguments[0])", view)
    assert "<imgsrc=xonerror=alert(1)>" in report.find_element(By.ID, "quality").text
    report.execute_script("show(data.incentives[0], 0)")
    assert "</script><script>" in report.find_element(By.CSS_SELECTOR, ".text").text
    assert report.find_elements(By.CSS_SELECTOR, "img") == []
    assert report.get_log("browser") == []  # type: ignore[no-untyped-call]


def test_the_policy_forbids_what_is_foreign(report: Browser) -> None:
    report.execute_script("const s = document.createElement('script'); s.textContent = 'window.taken = 1'; document.body.append(s);"
                          "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.taken = 2\">')")  # fmt: skip
    time.sleep(0.2)
    assert report.execute_script("return window.taken") is None
    assert report.get_log("browser")  # type: ignore[no-untyped-call]


def test_five_thousand_clauses_open_in_two_seconds(browser: Browser, sample: Path, tmp_path: Path) -> None:
    run = load(sample)
    copies = 5000 // len(run.clauses) + 1
    clauses = tuple(c.model_copy(update={"id": f"{c.id}{n}"}) for n in range(copies) for c in run.clauses)
    incentives = tuple(i.model_copy(update={"id": f"{i.id}{n}", "clause": f"{i.clause}{n}"}) for n in range(copies) for i in run.incentives)
    path = tmp_path / "large.html"
    path.write_text(page(replace(run, clauses=clauses, incentives=incentives)), "utf-8")
    assert len(clauses) >= 5000
    assert path.stat().st_size < 8_000_000
    started = time.monotonic()
    report = opened(browser, path)
    assert report.execute_script("return document.documentElement.dataset.ready") == "yes"
    assert time.monotonic() - started < 2
    started = time.monotonic()
    report.execute_script("byId('search').value = '低空'; update()")
    assert time.monotonic() - started < 1
