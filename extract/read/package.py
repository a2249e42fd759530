"""Zip containers of XML parts (DOCX, OFD, ODT), read without trust. The one door to lxml's parser."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from extract.errors import ReadError
from extract.read.sniff import ZIP_ERRORS
from extract.settings import Limits

Element = etree._Element


class Package:
    """An open container; parts are unpacked one by one, each under a ceiling of bytes."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_ERRORS as error:
            raise ReadError("damaged", str(error)) from error
        self._limits = limits
        self._unpacked = 0
        self._renamed: tuple[bytes, bytes] | None = None

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def names(self) -> list[str]:
        """Every member's name, in the order of the directory."""
        return self._zip.namelist()

    def bytes_of(self, name: str) -> bytes:
        """One part unpacked; raises ReadError when it is encrypted, broken or larger than the limit allows."""
        try:
            if self._zip.getinfo(name).flag_bits & 1:
                raise ReadError("encrypted", name)
            with self._zip.open(name) as part:
                data = part.read(self._limits.part_bytes + 1)
        except ZIP_ERRORS as error:
            raise ReadError("damaged", f"{name}: {error}") from error
        self._unpacked += len(data)
        if len(data) > self._limits.part_bytes or self._unpacked > self._limits.all_parts_bytes:
            raise ReadError("too_large", name)
        return data

    def xml(self, name: str) -> Element:
        """One part parsed; raises ReadError for entities, loops, depth or broken XML."""
        data = self.bytes_of(name)
        return parse_xml(data.replace(*self._renamed) if self._renamed else data, name)

    def rename(self, old: bytes, new: bytes) -> None:
        """Read a namespace as another: one standard has two names for the same words."""
        self._renamed = old, new


def parse_xml(data: bytes, name: str = "") -> Element:
    """XML from an untrusted hand: a DOCTYPE is refused, nothing is fetched or expanded."""
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        raise ReadError("hostile", f"{name}: DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("damaged", f"{name}: {error}") from error
