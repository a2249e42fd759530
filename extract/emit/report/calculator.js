// What a base yields by the incentive's text: the same rules, in the same order, as the command `estimate`.
// Sums are whole numbers of a hundred-millionth, never binary fractions.

/** The sum and the steps to it, or the reason why the text leaves it open. */
function estimate(item, base) {
  const ends = item.tier_range;
  if (ends && base !== null && measuresBase(item) && !fits(ends, base)) return { reason: `基数不在本档范围内：${item.tier}` };
  if (item.rate && item.award) return { reason: "同时写有比例和定额，文中未说明如何合计" };
  const found = ofRate(item, base) || ofAward(item) || ofCaps(item);
  return found || { reason: item.fund ? "只写明资金总规模，未写明单项标准" : "未写明金额或比例" };
}

const unbounded = (sum) => [">=", ">"].includes(sum.comparator);

function ofRate(item, base) {
  if (!item.rate) return null;
  if (base === null) return { reason: `请输入${item.base || "计算基数"}` };
  if (unbounded(item.rate)) return ofCaps(item) || { reason: "比例只有下限，没有上限" };
  const part = counted(item, base);
  const share = times(part, scaled(item.rate.value));
  const step = `${money(plainly(part))} × ${percent(item.rate.value)} = ${money(plainly(share))}`;
  return held(item, share, null, [step]);
}

function ofAward(item) {
  if (!item.award) return null;
  if (unbounded(item.award)) return ofCaps(item) || { reason: "定额只有下限，没有上限" };
  return held(item, scaled(item.award.value), item.award, [`定额 ${money(item.award.value, item.award.currency)}`]);
}

function ofCaps(item) {
  if (!item.caps || !item.caps.length) return null;
  const first = item.caps.reduce((least, cap) => (scaled(cap.value) < scaled(least.value) ? cap : least));
  return held(item, scaled(first.value), first, [`上限 ${money(first.value, first.currency)}`]);
}

/** A value held by the caps in its currency; the one that holds it says per whom and how often. */
function held(item, value, by, steps) {
  const currency = (by || (item.caps || [])[0] || {}).currency || "CNY";
  let [sum, holder] = [value, by];
  for (const cap of item.caps || []) {
    if ((cap.currency || "CNY") !== currency || scaled(cap.value) >= sum) continue;
    [sum, holder] = [scaled(cap.value), cap];
    steps.push(`受上限约束 ${money(cap.value, currency)}`);
  }
  const where = holder || (item.caps || [])[0];
  return { sum, currency, steps, scope: where ? scope(where) : "" };
}

/** Whether a tier's range is one of the base itself: its label names no other measure. */
function measuresBase(item) {
  const { measure } = item.tier_range;
  return !measure || Boolean(item.base && (item.base.includes(measure) || measure.includes(item.base)));
}

function fits(ends, base) {
  const [least, most] = [ends.minimum, ends.maximum].map((end) => (end === undefined ? null : scaled(end)));
  if (least !== null && (base < least || (base === least && ends.minimum_included === false))) return false;
  if (ends.is_part || most === null) return true;
  return base < most || (base === most && ends.maximum_included !== false);
}

/** The base, or the part of it between a tier's ends where only that counts. */
function counted(item, base) {
  const ends = item.tier_range;
  if (!ends || !ends.is_part || !measuresBase(item)) return base;
  const most = ends.maximum === undefined || base < scaled(ends.maximum) ? base : scaled(ends.maximum);
  return most - scaled(ends.minimum || 0);
}

const calculable = (item) => Boolean(item.rate || item.award || (item.caps || []).length);

/** A typed figure in 万元 as a sum; null where it is none. */
function typed(text) {
  const given = text.trim().replace(/[,，]/g, "");
  return /^\d{1,12}(\.\d{1,6})?$/.test(given) ? scaled(given) * 10000n : null;
}

function calculator(item) {
  const result = h("output", { class: "yield", for: "base", "aria-live": "polite" });
  const steps = h("p", { class: "steps" });
  const field = h("input", { id: "base", type: "text", inputmode: "decimal", placeholder: "例如 800", autocomplete: "off" });
  const show = () => {
    const base = typed(field.value);
    const found = field.value.trim() && base === null ? { reason: "请输入数字，如 800 或 12.5" } : estimate(item, base);
    result.textContent = found.reason ? "—" : money(plainly(found.sum), found.currency);
    steps.textContent = found.reason ?? [...found.steps, found.scope && `计量口径：${found.scope}`].filter(Boolean).join("；");
  };
  field.addEventListener("input", show);
  show();
  const label = item.rate ? h("label", { for: "base" }, item.base || "计算基数", h("span", { class: "field" }, field, " 万元")) : null;
  const output = h("div", {}, h("span", { class: "caption" }, "最多可得"), result);
  return h("section", { class: "calculator", "aria-label": "测算" }, h("h3", {}, "测算"), h("div", { class: "sheet" }, label, output), steps, h("p", { class: "note" }, "测算上限，不构成承诺；能否取得以申报条件、申报通知和主管部门审定为准。"));
}
