"""The machine of the full run has what the other tests of this folder need."""

from __future__ import annotations

import pytest
from conftest import program


@pytest.mark.parametrize("names", [("soffice", "libreoffice"), ("chromium", "google-chrome"), ("chromedriver",), ("java",)])
def test_program_is_installed(names: tuple[str, ...]) -> None:
    assert program(*names)
