"""What a grant takes over from the words before its own: its sentence, the sentence that urges, the grant it adds to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.fields.instruments import Named
from extract.grammar.nouns import is_act, shown
from extract.grammar.reading import Reading, Span, once
from extract.incentives.asides import exceptions, required, steps
from extract.incentives.figures import Grant
from extract.incentives.lead import Condition, Lead
from extract.incentives.leads import labelled_lead, read_lead
from extract.incentives.phrases import receiver
from extract.patterns import Pattern
from extract.records import Duration
from extract.text import fold

_GRANTED_FOR = Pattern("granted_for", r"，(?:用于)?(?P<object>对[^，。；]{2,60})(?:给予|予以|进行)[^，。；]{0,6}(?:补|奖|资助|支持|贴)")
_URGES = Pattern("urging_sentence", r"(?:[ \-—•·\d.、()①-⑳]*)(?:鼓励|支持|引导|推动|对)")
_NEXT = Pattern("next_grant", r"[，、；]|并(?!购)|另|再(?!生)|(?<=[助贴励持息])和")
_TAKES_UP = Pattern("takes_up", r"其中|具体(?:标准|如下)?[，：]?")
_LONGEST_URGE = 120


@dataclass
class Context:
    """A clause with its fields, and what was said of earlier grants in it."""

    reading: Reading
    durations: Sequence[Duration]
    named: list[Named]
    grants: list[Grant] = field(default_factory=list)
    party: str | None = None
    leads: list[tuple[Grant, Lead]] = field(default_factory=list)

    def lead(self, grant: Grant, first: int, tiers: list[str]) -> Lead:
        """Recipient and conditions of a grant, its own and those that it takes over; `first` is where its figures start."""
        of_budget = self._of_budget(grant)
        own = Lead() if self.reading.bracket(first) else read_lead(self.reading, of_budget or self._before(grant, first))
        self._receive(grant, first, own)
        if len(tiers) == 1:
            own = _without(own, tiers[0])
        own.conditions = [c for c in own.conditions if not _lists(c.text, tiers)]
        merged = self._merged(grant, own)
        steps(self.reading, Span(max(grant.start, self.reading.segment(first).start), first), merged)
        required(self.reading, Span(grant.start, grant.part.end), merged)
        exceptions(self.reading, Span(first, grant.part.end), merged)
        self.leads.append((grant, merged))
        return merged

    def _before(self, grant: Grant, first: int) -> Span:
        """The words that lead to a grant: behind what still belongs to the grant before it in its part."""
        if grant.start == grant.part.start:
            return Span(grant.start, max(grant.start, first))
        joint = _NEXT.search(self.reading.masked, grant.start, first)
        return Span(min(first, joint.end() if joint else first), first)

    def _of_budget(self, grant: Grant) -> Span | None:
        """The words behind a budget that say what it is granted for: 安排500万元，对…给予补助."""
        if grant.fund is None or grant.rate or grant.award or grant.caps:
            return None
        match = _GRANTED_FOR.search(self.reading.masked, grant.fund.end, grant.part.end)
        return Span(match.start("object"), match.end("object")) if match else None

    def _receive(self, grant: Grant, first: int, own: Lead) -> None:
        """The recipient behind the granting verb, with what must hold for it."""
        reading = self.reading
        of_fund = grant.named is not None and grant.named.instrument == "基金"
        end = grant.part.end if grant.fund or of_fund else min(grant.part.end, max(grant.end, grant.named.end if grant.named else 0) + 12)
        start = max(grant.start, reading.segment(max(grant.start, first)).start)
        found = receiver(reading, Span(start, end)) or (
            receiver(reading, Span(grant.end, end), of_fund=True) if end == grant.part.end else None
        )
        if found is None:
            return
        relative, _, noun = reading.masked[found.start : found.end].rpartition("的")
        if relative:
            own.restrict(reading, found.start, found.start + len(relative))
        own.receiver = shown(reading.text[found.end - len(noun) : found.end])

    def _merged(self, grant: Grant, own: Lead) -> Lead:
        sentence = self.reading.sentence(grant.start)
        before = self.leads[-1] if self.leads and self.reading.sentence(self.leads[-1][0].start) == sentence else None
        if before and own.is_silent:
            return replace(before[1], receiver=own.receiver, conditions=list(before[1].conditions))
        if grant.model is not None and before:
            return _added(before[1], own, before[1].conditions)
        if before and not own.names_recipient and not own.has_thing:
            return _added(before[1], own, [] if own.has_object else _shared(before[1], own))
        if before:
            return own
        if self.party is None and not own.names_recipient and not own.has_thing:
            self.party = self._heading_party(sentence)
        before_it = [s for s in self.reading.sentences if s.end <= sentence.start]
        labelled = labelled_lead(self.reading, before_it) if own.party is None else None
        if labelled is not None:
            return _joined(labelled, own, same_sentence=True)
        urged = self._urged(grant, sentence, own)
        return own if urged is None else _joined(urged, own, same_sentence=grant.part.start > sentence.start)

    def _urged(self, grant: Grant, sentence: Span, own: Lead) -> Lead | None:
        """What the words before the grant's own part, or the sentence before, urge; None where they do not count."""
        reading = self.reading
        if grant.part.start > sentence.start and not self._granted_in(sentence):
            earlier = read_lead(reading, Span(sentence.start, grant.part.start - 1))
            return earlier if own.is_silent or not own.conditions else None
        before = [s for s in reading.sentences if s.end <= sentence.start]
        if not before or self._granted_in(before[-1]):
            return None
        last = before[-1]
        takes_up = _TAKES_UP.match(reading.folded, sentence.start)
        if not takes_up and (
            not _URGES.match(reading.folded, last.start, last.end) or last.end - last.start > _LONGEST_URGE or own.conditions
        ):
            return None
        urged = read_lead(reading, last)
        same = own.party is None or urged.party in (None, own.party, own.receiver)
        return urged if takes_up or same else None

    def _heading_party(self, sentence: Span) -> str | None:
        """Whom the sentences before urge, as 支持企业做大做强。 at the head of a clause."""
        for span in _urging(self.reading):
            if span.end <= sentence.start:
                urged = read_lead(self.reading, span)
                if urged.party:
                    return urged.party
        return None

    def _granted_in(self, span: Span) -> bool:
        return any(span.start <= grant.start < span.end for grant, _ in self.leads)


@once
def _urging(reading: Reading) -> tuple[Span, ...]:
    """The sentences of a clause that urge."""
    return tuple(span for span in reading.sentences if _URGES.match(reading.folded, span.start, span.end))


def _without(lead: Lead, noun: str) -> Lead:
    """The lead without a name that is a tier's label."""
    return replace(
        lead,
        party=None if lead.party == noun else lead.party,
        undertaking=None if lead.undertaking == noun else lead.undertaking,
        conditions=[_past_label(c, noun) for c in lead.conditions if not _is_label(c, noun)],
    )


def _is_label(condition: Condition, label: str) -> bool:
    """Whether a condition says no more than a tier's label: 四星级为."""
    texts = [t for t in (condition.text, condition.named) if t]
    return any(t.startswith(label) and len(t) - len(label) <= 2 for t in texts) and not (condition.noun == label and condition.text)


_PAST_LABEL = 3  # characters such as 的部分 behind a label


def _lists(text: str, labels: list[str]) -> bool:
    """Whether a condition is only the list of the tiers' labels: 本科、大专."""
    rest = text
    if any(text.startswith(label) and len(text) - len(label) <= _PAST_LABEL for label in labels):
        return True
    for label in labels:
        rest = rest.replace(label, "", 1)
    return len(labels) > 1 and rest != text and not rest.strip("、和及或，")


def _past_label(condition: Condition, label: str) -> Condition:
    """一档，比例15%以上 without the label before it."""
    rest = condition.text.removeprefix(label)
    return replace(condition, text=rest[1:]) if rest != condition.text and rest[:1] in "，,：:" else condition


def _shared(before: Lead, own: Lead) -> list[Condition]:
    """The conditions of the grant before that hold beside this one's: all but the last, where both speak of one measure."""
    if not own.conditions or not before.conditions:
        return before.conditions
    first = own.conditions[0].text
    parallel = before.conditions[-1].text[:2] == first[:2] or is_act(fold(first))
    return before.conditions[:-1] if parallel else []


def _added(before: Lead, own: Lead, conditions: list[Condition]) -> Lead:
    return replace(
        own,
        party=own.party or before.party,
        undertaking=own.undertaking or before.undertaking,
        conditions=[*conditions, *(c for c in own.conditions if c not in conditions)],
    )


def _may_have_party(own: Lead) -> bool:
    return not own.has_object or own.undertaking is None


def _joined(urged: Lead, own: Lead, same_sentence: bool) -> Lead:
    """What the words before urge, with what the grant's own words say."""
    return replace(
        own,
        party=own.party or (urged.party if same_sentence and _may_have_party(own) else None),
        party_before=urged.party if not same_sentence and _may_have_party(own) else None,
        undertaking=own.undertaking or urged.undertaking,
        provider=own.provider or urged.provider,
        conditions=[*([] if urged.provider and own.has_object else urged.conditions), *own.conditions],
    )
