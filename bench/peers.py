"""What the peers do with the same texts, in an environment of their own: `python peers.py NAME FILE...` prints seconds of processor time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def jionlp() -> Callable[[str], Any]:
    """Money alone."""
    import jionlp as peer

    found: Callable[[str], Any] = peer.ner.extract_money
    return found


def recognizers() -> Callable[[str], Any]:
    """Money and percentages alone."""
    from recognizers_number import Culture, recognize_percentage
    from recognizers_number_with_unit import recognize_currency

    return lambda text: (recognize_currency(text, Culture.Chinese), recognize_percentage(text, Culture.Chinese))


def pypdfium2() -> Callable[[bytes], Any]:
    """The raw characters of a PDF."""
    import pypdfium2 as peer

    return lambda data: [page.get_textpage().get_text_range() for page in peer.PdfDocument(data)]


PEERS: dict[str, Callable[[], Callable[[Any], Any]]] = {"jionlp": jionlp, "recognizers": recognizers, "pypdfium2": pypdfium2}
REQUIRED = ("jionlp==1.5.31", "recognizers-text-suite==1.0.2a2", "emoji<2", "pypdfium2")


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """The least processor time of a few rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """One peer on files."""
    name, *files = sys.argv[1:]
    find = PEERS[name]()
    items = [Path(file).read_bytes() if name == "pypdfium2" else Path(file).read_text("utf-8") for file in files]
    for item in items:
        find(item)
    sys.stdout.write(f"{best(lambda: [find(item) for item in items])}\n")


if __name__ == "__main__":
    main()
