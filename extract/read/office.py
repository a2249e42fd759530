"""Word and WPS files of older kinds, OpenDocument and RTF: made into DOCX by LibreOffice, where it is installed, then read as that.

Into DOCX and nothing else: text and PDF made by LibreOffice print old and new figures of tracked changes side by side.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from extract.errors import ReadError
from extract.read import docx
from extract.read.package import Package
from extract.read.source import Source
from extract.settings import Limits

_NAMES = ("soffice", "libreoffice")
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
_MEDIA_TYPES = {"doc": "application/msword", "odt": "application/vnd.oasis.opendocument.text", "rtf": "application/rtf"}
_OLE = b"\xd0\xcf\x11\xe0"
# Word's first stream starts with this and says at offset 10 whether it is encrypted.
_WORD_STREAM = re.compile(rb"\xec\xa5.{8}(..)", re.DOTALL)
_ENCRYPTED = 0x0100
# A list item's printed number, which RTF keeps beside the rule that makes it.
_LIST_TEXT = re.compile(rb"\{\\listtext((?:[^{}\\]|\\[^{}])*)\}")
_LIST_WORD = re.compile(rb"\\(?:pard|plain|tab|[a-tv-z][a-z]*-?\d*)\s?")
_LIST_RULE = re.compile(rb"\\ls\d+(?!\d)")
# No macros, no linked content, whatever the document asks for.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read(data: bytes, limits: Limits) -> Source:
    """The document's lines; raises ReadError, with `needs_office` where LibreOffice is missing."""
    suffix = _suffix(data, limits)
    program = _program()
    if program is None:
        raise ReadError("needs_office")
    converted = _converted(program, _printed_numbers(data) if suffix == "rtf" else data, suffix, limits)
    source = docx.read(converted, limits)
    return replace(source, media_type=_MEDIA_TYPES[suffix], reader="libreoffice+docx")


def _suffix(data: bytes, limits: Limits) -> str:
    if data.startswith(b"{\\rt"):
        return "rtf"
    if not data.startswith(_OLE):
        package = Package(data, limits)
        if b"encryption-data" in package.bytes_of("META-INF/manifest.xml"):
            raise ReadError("encrypted")
        package.xml("content.xml")  # refused here where it is too large or hostile
        return "odt"
    stream = next((m for m in _WORD_STREAM.finditer(data) if m.start() % 512 == 0), None)
    if "EncryptedPackage".encode("utf-16-le") in data or (stream and int.from_bytes(stream[1], "little") & _ENCRYPTED):
        raise ReadError("encrypted")
    return "doc"


def _program() -> str | None:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(program: str, data: bytes, suffix: str, limits: Limits) -> bytes:
    """The DOCX that LibreOffice makes, in a folder and with a profile of its own."""
    with tempfile.TemporaryDirectory(prefix="policy-extract-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        given = folder / f"document.{suffix}"
        given.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ("--headless", "--norestore", "--nologo", "--nodefault", "--convert-to", "docx:MS Word 2007 XML", "--outdir")
        seconds = min(limits.convert_seconds, 0.75 * limits.seconds)
        _run([*_guard(seconds), program, profile, *options, str(folder / "out"), str(given)], seconds)
        made = folder / "out" / "document.docx"
        if not made.is_file():
            raise ReadError("damaged", "LibreOffice")
        if made.stat().st_size > limits.bytes:
            raise ReadError("too_large", "LibreOffice")
        return made.read_bytes()


def _guard(seconds: float) -> tuple[str, ...]:
    """A program that ends LibreOffice even where this process is ended itself."""
    guard = shutil.which("timeout")
    return (guard, "--kill-after=1", f"{seconds + 2:.0f}") if guard and os.name == "posix" else ()


def _run(line: list[str], seconds: float) -> None:
    """Run a program; when it takes too long, end it and all that it has started."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(line, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:  # noqa: S603 - no shell
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise ReadError("timeout", "LibreOffice") from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()


def _printed_numbers(data: bytes) -> bytes:
    """RTF whose list numbers are the printed ones: LibreOffice loses the Chinese signs of the rules that make them."""
    if not _LIST_TEXT.search(data):
        return data
    return _LIST_RULE.sub(b"", _LIST_TEXT.sub(lambda m: b"{" + _LIST_WORD.sub(b"", m[1]).strip() + b"}", data))
