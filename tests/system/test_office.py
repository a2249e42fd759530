"""policies.xlsx in LibreOffice: it opens, converts without a complaint, and says the same."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import records


def test_libreoffice_reads_the_workbook(sample: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    filters = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    line = [office, profile, "--headless", "--convert-to", filters, "--outdir", str(tmp_path), str(sample / "policies.xlsx")]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=120)
    complaints = [text for text in done.stderr.splitlines() if "java" not in text.lower()]
    assert complaints == []
    with (tmp_path / "policies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == [incentive["id"] for incentive in records(sample, "incentives")]
