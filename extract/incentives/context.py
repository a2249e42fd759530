"""What a grant takes over from the words before its own: its sentence, the sentence that urges, the grant it adds to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.fields.instruments import Named
from extract.grammar.names import shown
from extract.grammar.reading import Reading, Span, once
from extract.incentives.asides import exceptions, required, steps
from extract.incentives.eligibility import add_requirements, labelled_lead
from extract.incentives.figures import Grant
from extract.incentives.inherit import added, for_all, joined, lists, shared, without
from extract.incentives.lead import Lead, folded
from extract.incentives.leads import read_lead
from extract.incentives.lists import opening_of
from extract.incentives.receivers import given_for, receiver
from extract.patterns import Pattern
from extract.records import Duration

_GRANTED_FOR = Pattern(
    "granted_for",
    r"(?:的?(?:专项|扶持|奖励|补助)?(?:经费|资金))?，?(?:用于)?(?=对[^，。；]{2,60}(?:给予|予以|进行)|(?:鼓励|支持|奖励|补助|资助)[^，。；]{4,})",
)
_URGES = Pattern("urging_sentence", r"(?:[ \-—•·\d.、()①-⑳]*)(?:[^，。；]{0,8}(?:办法|措施|政策|意见))?(?:鼓励|支持|引导|推动|对)")
_GENERAL = Pattern(
    "general_grant",
    r"(?:给予|予以)[^，。；\d]{0,12}(?:奖励|补贴|补助|资助|扶持|贴息)$|(?:以下|下列|如下)[^，。；\d]{0,4}标准[^，。；\d]{0,4}(?:给予|予以|发放)",
)
_NEXT = Pattern("next_grant", r"[，、；]|并(?!购)|另|再(?!生)|(?<=[助贴励持息])和")
_TAKES_UP = Pattern("takes_up", r"其中|具体(?:标准|如下)?[，：]?|每(?=满|增|新)|(?:补[贴助]|奖励|资助)的?(?:标准|金额)(?:为|是|：)")
_LONGEST_URGE = 120
_MOST_GRADES = 12  # sentences, one a grade
_APPLIES = Pattern("applies", r"申[请报]")  # 申报单位: whoever applies, as said before
# 按每人3000元标准，给予每名新招募的教师…; 按800元计算，补助给培训单位: the verb behind the figures.
_THEN_GIVES = Pattern("then_gives", r"，(?:给予|奖励|补助|补贴|支付|发放|拨付)[^，。；\d]{2,60}")


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
        own = Lead() if self.reading.bracket(first) else read_lead(self.reading, self._before(grant, first))
        of_budget = self._of_budget(grant)
        if of_budget is not None:
            own = joined(own, read_lead(self.reading, of_budget), same_sentence=True)
        if grant.is_budget and own.party is None:
            own.conditions = [c for c in own.conditions if not c.is_general]
        self._receive(grant, first, own)
        if len(tiers) == 1:
            own = without(own, tiers[0])
        own.conditions = [c for c in own.conditions if not lists(c.text, tiers)]
        merged = self._in_list(first, self._merged(grant, own, tiers))
        steps(self.reading, Span(max(grant.start, self.reading.segment(first).start), first), merged)
        required(self.reading, Span(grant.start, grant.part.end), merged, grant.label)
        exceptions(self.reading, Span(first, grant.part.end), merged)
        if not grant.fund:
            add_requirements(self.reading, (g.start for g in self.grants), merged)
        self.leads.append((grant, merged))
        return merged

    def _before(self, grant: Grant, first: int) -> Span:
        """The words that lead to a grant: behind the colon of its list, and what still belongs to the grant before it in its part."""
        if grant.start == grant.part.start:
            opening = opening_of(self.reading, first)
            start = opening.items.start if opening and opening.items.start <= first else grant.start
            return Span(max(grant.start, start), max(grant.start, first))
        joint = _NEXT.search(self.reading.masked, grant.start, first)
        return Span(min(first, joint.end() if joint else first), first)

    def _of_budget(self, grant: Grant) -> Span | None:
        """The words behind a budget that say what it is granted for: 安排500万元，对…给予补助."""
        if grant.fund is None or not grant.is_budget:
            return None
        match = _GRANTED_FOR.match(self.reading.masked, grant.fund.end, grant.part.end)
        return Span(match.end(), self.reading.segment(match.end()).end) if match else None

    def _receive(self, grant: Grant, first: int, own: Lead) -> None:
        """The recipient behind the granting verb, with what must hold for it."""
        reading = self.reading
        of_fund = grant.named is not None and grant.named.instrument == "基金"
        end = grant.part.end if grant.fund or of_fund else min(grant.part.end, max(grant.end, grant.named.end if grant.named else 0) + 12)
        verb = _THEN_GIVES.match(reading.masked, reading.segment(grant.end - 1).end, grant.part.end)
        end = max(end, verb.end() if verb else 0)
        start = max(grant.start, reading.segment(max(grant.start, first)).start)
        found = receiver(reading, Span(start, end)) or (
            receiver(reading, Span(grant.end, end), of_fund=True) if end == grant.part.end else None
        )
        thing = given_for(reading, Span(start, max(first, start)))
        if thing is not None:
            own.restrict(reading, *thing)
        if found is None:
            return
        relative, _, noun = reading.masked[found.start : found.end].rpartition("的")
        if relative.endswith(("其委托", "其指定", "其授权")):
            relative, noun = "", reading.masked[found.start : found.end]  # 业主或其委托的管理单位
        if relative:
            own.restrict(reading, found.start, found.start + len(relative))
        own.receiver = shown(reading.text[found.end - len(noun) : found.end])

    def _merged(self, grant: Grant, own: Lead, tiers: list[str]) -> Lead:
        sentence = self.reading.sentence(grant.start)
        taken_up = _TAKES_UP.match(self.reading.folded, sentence.start)
        before = self.leads[-1] if self.leads and (taken_up or self.reading.sentence(self.leads[-1][0].start) == sentence) else None
        of_fund = grant.named is not None and grant.named.instrument == "基金"
        if before and own.is_silent and not of_fund:
            base = before[1].base or before[1].base_before
            return replace(before[1], receiver=own.receiver, base=None, base_before=base, conditions=list(before[1].conditions))
        if grant.model is not None and before:
            return added(before[1], own, shared(before[1], own, self.reading) or before[1].conditions)
        if before and not own.names_recipient and not own.has_thing:
            return added(before[1], own, [] if own.has_object else shared(before[1], own, self.reading))
        if before:
            overall = [c for c in before[1].overall if c not in own.conditions]
            return replace(own, overall=overall, conditions=[*overall, *for_all(before[1], own, self.reading), *own.conditions])
        if grant.is_budget and grant.part.start == sentence.start:
            return own
        if not own.names_recipient and (self.party or not own.has_thing):
            self.party = self._heading_party(sentence) or self.party
        labelled = (
            labelled_lead(self.reading, grant.part.start) if own.party is None or _APPLIES.match(folded(self.reading, own.party)) else None
        )
        if labelled is not None:
            return joined(labelled, own, same_sentence=True)
        lead = self._described(sentence, own)
        if lead is None and (urged := self._urged(grant, sentence, own)):
            lead = joined(urged, own, same_sentence=grant.part.start > sentence.start)
        if lead is None:
            named = own.names_recipient and [own.party or own.undertaking] != tiers  # 一类人才每月4500元: a label
            general = None if named or own.has_object or own.has_thing else self._general(sentence)
            return added(general, own, general.conditions) if general else own
        return replace(lead, overall=[c for c in lead.conditions if c not in own.conditions]) if taken_up else lead

    def _described(self, sentence: Span, own: Lead) -> Lead | None:
        """A recipient with what the sentence before says of it, where that one describes the same: 县内的茶店，面积…。茶店…."""
        name = own.party or own.undertaking
        before = self.reading.sentence_before(sentence)
        if name is None or before is None or self._granted_in(before) or _URGES.match(self.reading.folded, *before):
            return None
        if "，" not in self.reading.masked[slice(*before)]:
            return None  # a heading
        said = read_lead(self.reading, before, granted=False)
        longer = said.party or said.undertaking or ""
        if not longer.endswith(name) or not said.conditions:
            return None
        kept = [c for c in said.conditions if c.is_required or not c.is_act]
        return replace(added(said, own, kept), party=said.party, undertaking=said.undertaking)

    def _general(self, sentence: Span) -> Lead | None:
        """A grant said in general above the sentences that say it in figures: 对新设企业分档给予奖励。纳税总额达到…的，奖励50万元。"""
        before = self.reading.sentence_before(sentence)
        for _ in range(_MOST_GRADES):
            if before is not None and self._granted_in(before):
                before = self.reading.sentence_before(before)
        if before is None or not _GENERAL.search(self.reading.masked, *before):
            return None
        return read_lead(self.reading, before, granted=False)

    def _in_list(self, first: int, lead: Lead) -> Lead:
        """A grant of a list with what is said before the colon."""
        opening = opening_of(self.reading, first)
        if opening is None:
            return lead
        said = read_lead(self.reading, opening.words, granted=False)
        return added(said, lead, said.conditions)

    def _urged(self, grant: Grant, sentence: Span, own: Lead) -> Lead | None:
        """What the words before the grant's own part, or the sentence before, urge; None where they do not count."""
        reading = self.reading
        if grant.part.start > sentence.start and not self._granted_in(sentence):
            earlier = read_lead(reading, Span(sentence.start, grant.part.start - 1))
            return earlier if own.is_silent or not own.conditions else None
        last = reading.sentence_before(sentence)
        if last is None or self._granted_in(last):
            return None
        takes_up = _TAKES_UP.match(reading.folded, sentence.start)
        if not takes_up and (
            not _URGES.match(reading.folded, last.start, last.end) or last.end - last.start > _LONGEST_URGE or own.conditions
        ):
            return None
        urged = read_lead(reading, last, granted=False)
        same = own.party is None or urged.party in (None, own.party, own.receiver)
        return urged if takes_up or same else None

    def _heading_party(self, sentence: Span) -> str | None:
        """Whom the nearest sentence before urges that names somebody and stands behind the last grant: 支持企业做大做强。"""
        since = self.leads[-1][0].end if self.leads else 0
        for span in reversed(_urging(self.reading)):
            if since <= span.start and span.end <= sentence.start:
                urged = read_lead(self.reading, span, granted=False)
                if urged.party:
                    return urged.party
        return None

    def _granted_in(self, span: Span) -> bool:
        last = next((grant for grant, _ in reversed(self.leads) if grant.start < span.end), None)
        return last is not None and last.start >= span.start


@once
def _urging(reading: Reading) -> tuple[Span, ...]:
    """The sentences of a clause that urge."""
    return tuple(span for span in reading.sentences if _URGES.match(reading.folded, span.start, span.end))
