"""The doctor command: what is installed here, what a missing part would add, and whether this machine can run."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click

from extract import __version__
from extract.emit.folder import TOOL
from extract.emit.to_json import dumps


class Part(NamedTuple):
    """A part: a package or a program, what it is for, and how to get it; needed unless it says how to do without."""

    name: str
    purpose: str
    remedy: str
    optional: bool = False
    programs: tuple[str, ...] = ()  # looked for on the path; without any, the name is a package's


# What each package that must be there is for; what is not listed here is checked all the same.
_PURPOSES = {
    "click": "命令行",
    "jieba": "中文词性",
    "jinja2": "报告页面 report.html",
    "lxml": "读取 Word 文件和网页",
    "numpy": "重复条款的查找",
    "opencc": "繁体文件",
    "pdfplumber": "PDF 中的表格",
    "pikepdf": "修复和解密 PDF",
    "pydantic": "记录的定义和校验",
    "pypdfium2": "读取 PDF",
    "rapidfuzz": "重复条款的比对",
    "regex": "规则匹配",
    "rich": "进度条和结果表",
    "simplejson": "精确的数字",
    "xlsxwriter": "Excel 表格 policies.xlsx",
}
_REINSTALL = "make clean && make extract，或 pip install --editable ."
_OPTIONAL: tuple[Part, ...] = (
    Part("pandas", "在 Python 中用 load(...).to_pandas()", "pip install pandas", optional=True),
    Part("rapidocr", "扫描件的文字识别（没有它，扫描件列入 rejects.csv）", "pip install 'policy-extract[ocr]'", optional=True),
    Part(
        "LibreOffice",
        "旧格式 .doc、.wps、.rtf、.odt",
        "apt install libreoffice-writer，或从 libreoffice.org 安装",
        optional=True,
        programs=("soffice", "libreoffice"),
    ),
    Part(
        "Chromium",
        "只用于测试报告页面（make check-all）",
        "apt install chromium chromium-driver",
        optional=True,
        programs=("chromium", "google-chrome"),
    ),
)


def parts() -> list[Part]:
    """What this program must have, by its own declaration, then what it can do without."""
    declared = importlib.metadata.requires(TOOL) or []
    names = sorted(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower() for line in declared if "extra ==" not in line)
    return [*(Part(name, _PURPOSES.get(name, "运行"), _REINSTALL) for name in names), *_OPTIONAL]


class Finding(NamedTuple):
    """One line of the doctor's report."""

    name: str
    state: str  # ok, missing, optional
    detail: str


def doctor_command(machine: bool) -> int:
    """Print what was found; 0 when everything that is needed is there, else 1."""
    findings = [*_machine_findings(), *(_part(part) for part in parts())]
    if machine:
        click.echo(dumps([finding._asdict() for finding in findings]))
    else:
        for finding in findings:
            click.echo(f"{_SIGNS[finding.state]} {finding.name}：{finding.detail}")
        click.echo(_verdict(findings))
    return 1 if any(finding.state == "missing" for finding in findings) else 0


_SIGNS = {"ok": "✓", "missing": "✗", "optional": "–"}


def _verdict(findings: list[Finding]) -> str:
    missing = [finding.name for finding in findings if finding.state == "missing"]
    return (
        f"缺少必需的部分：{'、'.join(missing)}。请按上面的办法处理后重试" if missing else "可以运行：policy-extract run raw --output output"
    )


def _part(part: Part) -> Finding:
    found = _program(part.programs) if part.programs else _package(part.name)
    if found:
        return Finding(part.name, "ok", f"{found}，{part.purpose}")
    state = "optional" if part.optional else "missing"
    return Finding(part.name, state, f"未安装。{'可选，' if part.optional else ''}用于{part.purpose}；安装：{part.remedy}")


def _package(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _program(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def _machine_findings() -> list[Finding]:
    """What holds of this machine, each with what to do where it does not."""
    return [check() for check in _CHECKS]


def _python() -> Finding:
    good = sys.version_info >= (3, 11)
    text = f"{platform.python_version()}，{platform.system()} 系统，policy-extract {__version__}"
    return Finding("Python", "ok" if good else "missing", text if good else f"{text}；需要 3.11 或更高版本")


def _folder() -> Finding:
    here = Path.cwd()
    good = os.access(here, os.W_OK)
    return Finding(
        "当前文件夹", "ok" if good else "missing", "可以写入" if good else "不可写入；请换一个文件夹，或用 --output 指定可写的位置"
    )


def _space() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free / 1e9
    text = f"剩余 {free:.1f} GB"
    return Finding("磁盘", "ok" if free > 1 else "missing", text if free > 1 else f"{text}；请至少留出 1 GB")


def _encoding() -> Finding:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    good = encoding in ("utf8", "gb18030", "gbk", "cp936")
    return Finding(
        "终端编码",
        "ok" if good else "optional",
        sys.stdout.encoding if good else f"{sys.stdout.encoding} 显示不了中文；请设置 PYTHONUTF8=1",
    )


def _processors() -> Finding:
    return Finding("处理器", "ok", f"{os.cpu_count() or 1} 个，默认用其中 {min(4, os.cpu_count() or 1)} 个")


_CHECKS: tuple[Callable[[], Finding], ...] = (_python, _folder, _space, _encoding, _processors)
