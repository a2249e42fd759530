"""PDF files that have lost their tail, given a new one. The one door to pikepdf."""

from __future__ import annotations

import io

from extract.errors import ReadError


def repaired(data: bytes, password: str = "") -> bytes:
    """The same pages under a new table of contents; raises ReadError where nothing can be saved."""
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password, suppress_warnings=True) as document:
            if not document.pages:
                raise ReadError("no_pages")
            document.save(out)
    except (pikepdf.PdfError, RuntimeError, ValueError, OSError) as error:
        raise ReadError("damaged", str(error).splitlines()[0][:200] if str(error) else "") from error
    return out.getvalue()
