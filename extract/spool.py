"""Pieces kept on disk in the order in which they come: what a run has to remember and need not hold."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Generic, TypeVar, overload

from extract.errors import unwritable

T = TypeVar("T")


class Spool:
    """Bytes in a file without a name: it is gone with the run, however that ends."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._file = nameless(folder)
        self._ends = array("Q", [0])
        self._at_end = False  # moving about costs more than writing

    def append(self, piece: bytes) -> int:
        """Keep a piece; its number. Raises UsageError where there is no room."""
        try:
            if not self._at_end:
                self._file.seek(self._ends[-1])
                self._at_end = True
            self._file.write(piece)
        except OSError as error:
            raise unwritable(self.folder or Path(tempfile.gettempdir()), error) from None
        self._ends.append(self._ends[-1] + len(piece))
        return len(self._ends) - 2

    def __del__(self) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        start = self._ends[number]
        self._at_end = False
        self._file.seek(start)
        return self._file.read(self._ends[number + 1] - start)

    def __iter__(self) -> Iterator[bytes]:
        return (self[number] for number in range(len(self)))


def nameless(folder: Path | None) -> IO[bytes]:
    """A file where the run's other files are, for there must be room; elsewhere only where that place takes none."""
    if folder is not None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            return tempfile.TemporaryFile(dir=folder)
    return tempfile.TemporaryFile()


class Lazy(Sequence[T], Generic[T]):
    """Items that are made when they are looked at, each from its key."""

    def __init__(self, keys: Sequence[int], make: Callable[[int], T]) -> None:
        self._keys = keys
        self._make = make

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return Lazy(self._keys[place], self._make)
        return self._make(self._keys[place])
