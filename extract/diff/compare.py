"""Two runs laid side by side, record by record and field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.diff import match
from extract.diff.cause import Causes
from extract.diff.changes import Change, Difference, Kind
from extract.diff.fields import CLAUSE, DOCUMENT, INCENTIVE, MENTIONS, Field, Item
from extract.diff.folder import Data, Output
from extract.diff.sentences import sentence_at, sentences
from extract.likeness import gaps, ratio


class _Where(NamedTuple):
    """What a record is and where it stands, as its changes say."""

    record: str
    paths: tuple[str, ...]
    clause: str | None = None
    old_clause: str | None = None
    heading: str | None = None
    old_text: str = ""
    new_text: str = ""


def compared(old: Output, new: Output) -> Difference:
    """Everything that differs between two runs; nothing between a run and itself."""
    side_by_side = _SideBySide(Causes(old, new), Difference())
    documents = match.documents(old.documents, new.documents)
    renamed = {pair.old["path"]: pair.new["path"] for pair in documents if pair.old and pair.new}
    side_by_side.documents(documents)
    before = [_moved(clause, renamed) for clause in old.clauses]
    side_by_side.clauses(match.clauses(before, new.clauses), old.incentives, new.incentives)
    side_by_side.rejects(old.rejects, new.rejects)
    found = side_by_side.found
    found.notes += side_by_side.causes.notes(old, new)
    return found


@dataclass(frozen=True)
class _SideBySide:
    """What is being gathered, and what can have caused it."""

    causes: Causes
    found: Difference

    def documents(self, pairs: Sequence[match.Matched]) -> None:
        for old, new in pairs:
            where = _Where("document", _paths(old, new))
            if self._both("document", old, new, where, lambda record: record["title"] or record["path"]):
                assert old
                assert new
                self._fields(where, DOCUMENT, old, new)
                self._items(where, "path", [Item(old["path"])], [Item(new["path"])])

    def clauses(self, pairs: Sequence[match.Matched], old_incentives: Sequence[Data], new_incentives: Sequence[Data]) -> None:
        granted = _by_clause(old_incentives), _by_clause(new_incentives)
        for old, new in pairs:
            shown = new or old
            assert shown
            texts = old["text"] if old else "", new["text"] if new else ""
            renamed = old["id"] if old and new and old["id"] != new["id"] else None
            where = _Where("clause", _printed_in(old, new), shown["id"], renamed, shown["heading"], *texts)
            if self._both("clause", old, new, where, lambda record: record["text"]):
                assert old
                assert new
                self._fields(where, CLAUSE, old, new)
                self._text(where, old, new)
                if _named_by(old) == _named_by(new):
                    self._items(where, "id", [Item(old["id"])], [Item(new["id"])])
                inside = match.incentives(granted[0].get(old["id"], []), granted[1].get(new["id"], []))
                self.incentives(inside, where)

    def incentives(self, pairs: Sequence[match.Matched], clause: _Where) -> None:
        where = clause._replace(record="incentive")
        for old, new in pairs:
            if self._both("incentive", old, new, where, lambda record: record["text"]):
                assert old
                assert new
                self._fields(where._replace(old_text=old["text"], new_text=new["text"]), INCENTIVE, old, new)

    def rejects(self, old: Sequence[Data], new: Sequence[Data]) -> None:
        def said(rows: Iterable[Data]) -> dict[str, list[Item]]:
            out: dict[str, list[Item]] = defaultdict(list)
            for row in rows:
                out[row["path"]].append(Item(f"{row['code']}：{row['reason']}"))
            return out

        before, after = said(old), said(new)
        for path in sorted(before.keys() | after.keys()):
            self._items(_Where("reject", (path,)), "code", before.get(path, []), after.get(path, []))

    def _both(self, record: str, old: Data | None, new: Data | None, where: _Where, said: Callable[[Data], str]) -> bool:
        """Whether both runs have a record; where only one does, that is the change."""
        if old and new:
            self.found.tally(record, "record").unchanged += 1
            return True
        value = said(old or new or {})
        self._change(where, "record", "removed" if old else "added", value if old else None, value if new else None)
        return False

    def _fields(self, where: _Where, fields: Sequence[Field], old: Data, new: Data) -> None:
        for field in fields:
            self._items(where, field.name, field.items(old), field.items(new))

    def _items(self, where: _Where, name: str, old: Sequence[Item], new: Sequence[Item]) -> None:
        """The values of one field: those that both have, in order, and what stands between them."""
        differing = gaps([item.said for item in old], [item.said for item in new])
        if old or new:
            self.found.tally(where.record, name).unchanged += len(old) - sum(gap.end - gap.start for gap in differing)
        for gap in differing:
            for one, other in _paired(old[gap.start : gap.end], new[gap.other_start : gap.other_end]):
                kind: Kind = "changed" if one and other else "removed" if one else "added"
                self._change(
                    where,
                    name,
                    kind,
                    one.said if one else None,
                    other.said if other else None,
                    sentence_at(where.old_text, one.start) if one else None,
                    sentence_at(where.new_text, other.start) if other else None,
                )

    def _text(self, where: _Where, old: Data, new: Data) -> None:
        """Sentences that differ in more than the figures and the heading that are compared by themselves."""
        before, after = sentences(_unexplained(old)), sentences(_unexplained(new))
        differing = gaps(before, after)
        self.found.tally("clause", "text").unchanged += not differing
        printed = sentences(old["text"]), sentences(new["text"])
        for gap in differing:
            one = "".join(_same_place(printed[0], before)[gap.start : gap.end]) or None
            other = "".join(_same_place(printed[1], after)[gap.other_start : gap.other_end]) or None
            self._change(where, "text", "changed" if one and other else "removed" if one else "added", one, other)

    def _change(self, where: _Where, name: str, kind: Kind, *said: str | None) -> None:
        cause = self.causes.of(where.paths)
        self.found.add(Change(where.record, name, kind, cause, where.paths[0], where.clause, where.old_clause, where.heading, *said))


def _named_by(clause: Data) -> tuple[object, ...]:
    """What a clause's id is made of."""
    source = clause["sources"][0]["title"] if clause["sources"] else None
    return (source, clause["heading"], clause["number"])


def _paths(old: Data | None, new: Data | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(record["path"] for record in (new, old) if record))


def _moved(clause: Data, renamed: dict[str, str]) -> Data:
    """A clause of the old run under the paths that its documents have in the new one."""
    places = [place | {"path": renamed.get(place["path"], place["path"])} for place in clause["occurrences"]]
    return clause | {"occurrences": places}


def _printed_in(old: Data | None, new: Data | None) -> tuple[str, ...]:
    """The documents that print a clause in either run, the canonical one first."""
    return tuple(dict.fromkeys(place["path"] for clause in (new, old) if clause for place in clause["occurrences"]))


def _by_clause(incentives: Iterable[Data]) -> dict[str, list[Data]]:
    out: dict[str, list[Data]] = defaultdict(list)
    for incentive in incentives:
        out[incentive["clause"]].append(incentive)
    return out


def _paired(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[Item | None, Item | None]]:
    """Values that stand in each other's place: as many on both sides one by one, else the most alike first."""
    if len(old) == len(new):
        return list(zip(old, new, strict=True))
    fewer = min(len(old), len(new))
    options = sorted((-ratio(a.said, b.said), i, j) for i, a in enumerate(old) for j, b in enumerate(new))
    taken: dict[int, int] = {}
    for _, i, j in options:
        if len(taken) < fewer and i not in taken and j not in taken.values():
            taken[i] = j
    pairs: list[tuple[Item | None, Item | None]] = [(old[i], new[taken[i]] if i in taken else None) for i in range(len(old))]
    return pairs + [(None, item) for j, item in enumerate(new) if j not in taken.values()]


def _unexplained(clause: Data) -> str:
    """A clause's text without its heading, its figures blanked out: what no other field compares."""
    text = clause["text"]
    spans = sorted({(i.start, i.end) for field in MENTIONS for i in field.items(clause) if i.start is not None and i.end is not None})
    out, at = [], 0
    for start, end in spans:
        if start >= at:
            out += [text[at:start], "\ufffc"]
            at = end
    heading = clause["heading"] or ""
    rest = "".join([*out, text[at:]])
    return rest.replace(heading, "\ufffc", 1) if heading and rest.startswith(heading) else rest


def _same_place(printed: Sequence[str], blanked: Sequence[str]) -> Sequence[str]:
    """The printed sentences where blanking left their number as it was, else the blanked ones."""
    return printed if len(printed) == len(blanked) else blanked


__all__ = ["compared"]
