"""PDF files that have lost their tail, given a new one. The one door to pikepdf."""

from __future__ import annotations

import io

from extract.errors import ReadError


def repaired(data: bytes, passwords: tuple[str, ...] = ()) -> bytes:
    """The same pages under a new table of contents; raises ReadError where nothing can be saved."""
    import pikepdf

    for password in ("", *passwords):
        try:
            return _saved(data, password)
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, RuntimeError, ValueError, OSError) as error:
            raise ReadError("damaged", "".join(str(error).splitlines()[:1])[:200]) from error
    raise ReadError("encrypted", "密码不对" if passwords else "")


def _saved(data: bytes, password: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), password=password, suppress_warnings=True) as document:
        if not document.pages:
            raise ReadError("no_pages")
        document.save(out, encryption=False)
    return out.getvalue()
