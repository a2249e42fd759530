"""What a file is, by its content; its name is never asked."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import NamedTuple

from extract.errors import ReadError
from extract.settings import Limits

# What a damaged container makes zipfile raise.
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError, RuntimeError, OverflowError)
_ZIP = b"PK\x03\x04"
# Control characters that no text file holds; tab, line ends, form feed and escape are left out.
_BINARY = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_OLE, _RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rt"
# Streams of a compound file: Word's text (WPS writes it too), and an encrypted DOCX.
_WORD = tuple(name.encode("utf-16-le") for name in ("WordDocument", "EncryptedPackage"))
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE = re.compile(
    rb"(?:from|mime-version|content-type|subject|date|snapshot-content-location):.{0,2000}?multipart/related", re.IGNORECASE | re.DOTALL
)


class Container(NamedTuple):
    """A file's first bytes, the names of its members where it is a zip, and whether it may be plain text."""

    head: bytes
    members: frozenset[str]
    is_text: bool
    is_page: bool = False  # a web page, or an archive of one
    is_office: bool = False  # an office file of another kind than DOCX


def contents(data: bytes, limits: Limits) -> Container:
    """What the bytes show of their format; raises ReadError for a damaged or suspicious zip."""
    head = data[:1024]
    if data.startswith(_ZIP):
        members = _members(data, limits)
        return Container(head, members, False, is_office={"content.xml", "META-INF/manifest.xml"} <= members)
    if data.startswith((_OLE, _RTF)):
        return Container(head, frozenset(), False, is_office=data.startswith(_RTF) or any(name in data for name in _WORD))
    return Container(head, frozenset(), _may_be_text(data[:65536]), _is_page(data[:4096]))


def _members(data: bytes, limits: Limits) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except ZIP_ERRORS as error:
        raise ReadError("damaged", str(error)) from error
    if len(names) > limits.members:
        raise ReadError("hostile", f"{len(names)} members")
    if any(name.startswith(("/", "\\")) or ".." in PurePosixPath(name).parts for name in names):
        raise ReadError("hostile", "a member's name leads outside")
    return frozenset(names)


def _is_page(start: bytes) -> bool:
    if start.startswith(_UTF16):
        start = start.replace(b"\x00", b"")[2:]
    start = start.removeprefix(b"\xef\xbb\xbf")
    return bool(_PAGE.match(start) or _ARCHIVE.match(start))


def _may_be_text(sample: bytes) -> bool:
    if sample.startswith(_UTF16):
        return True
    if sample.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"%!PS")):
        return False
    odd = len(sample) - len(sample.translate(None, _BINARY))
    zeros = sample.count(0)
    return odd == zeros and (zeros == 0 or zeros > len(sample) // 20)
