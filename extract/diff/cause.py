"""What caused a change: the document, the program, both, the settings, or another document of the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.diff.changes import Cause
from extract.diff.folder import Data, Output

_PROGRAM = ("version", "rules", "schema")
_SETTINGS = ("settings", "ledger")


class Causes:
    """What two runs differ in besides their records."""

    def __init__(self, old: Output, new: Output) -> None:
        self.old, self.new = old.hashes, new.hashes
        self.program = _differ(old.manifest, new.manifest, _PROGRAM)
        self.settings = _differ(old.manifest, new.manifest, _SETTINGS)
        self.inputs = sorted(map(str, self.old.items())) != sorted(map(str, self.new.items()))

    def of(self, paths: Iterable[str]) -> Cause:
        """The cause of a change in a record that these documents print."""
        document = any(self.old.get(path) != self.new.get(path) for path in paths)
        if document or self.program:
            return "both" if document and self.program else "document" if document else "program"
        return "settings" if self.settings else "inputs" if self.inputs else "unknown"

    def notes(self, old: Output, new: Output) -> Iterator[str]:
        """What differs in the runs themselves."""
        if self.program:
            versions = (" ".join(str(run.manifest.get(name)) for name in _PROGRAM[:2]) for run in (old, new))
            yield "程序不同：" + " → ".join(versions)
        if self.settings:
            yield "设置或台账不同（见两边的 manifest.json）"
        changed = sorted(path for path in self.old.keys() & self.new.keys() if self.old[path] != self.new[path])
        if changed:
            yield "内容有变的文件：" + "、".join(changed)


def _differ(old: Data, new: Data, names: Iterable[str]) -> bool:
    return any(old.get(name) != new.get(name) for name in names)
