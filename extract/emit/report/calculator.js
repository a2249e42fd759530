// What a base yields: the rate's share of it, held by the caps; or the fixed sum. A ceiling of what the text says, not a promise.

/** The sum in fen, and the steps to it in words; null where the text gives nothing to reckon with. */
function estimate(item, base) {
  const limits = (item.caps || []).filter((cap) => (cap.currency || "CNY") === "CNY");
  const held = limits.map((cap) => fen(cap.value)).reduce((least, cap) => (least === null || cap < least ? cap : least), null);
  if (!item.rate) {
    return fixedSum(item.award, held);
  }
  const [digits, places] = exact(item.rate.value);
  const share = (base * digits) / 10n ** BigInt(places);
  const steps = [`${money(yuan(base))} × ${percent(item.rate.value)} = ${money(yuan(share))}`];
  const over = held !== null && share > held;
  if (over) steps.push(`超过上限，按 ${money(yuan(held))} 计`);
  else if (held !== null) steps.push(`未达上限 ${money(yuan(held))}`);
  return { sum: over ? held : share, steps };
}

/** A fixed sum, held by the caps; where there is neither rate nor fixed sum, the cap itself. */
function fixedSum(award, held) {
  if (award && (award.currency || "CNY") === "CNY") {
    const sum = held !== null && held < fen(award.value) ? held : fen(award.value);
    return { sum, steps: [`定额 ${money(award.value)}`] };
  }
  return held === null ? null : { sum: held, steps: [`上限 ${money(yuan(held))}，文中未给比例`] };
}

const calculable = (item) => Boolean(item.rate || item.award || (item.caps || []).length);

function calculator(item) {
  const result = h("output", { class: "yield", for: "base", "aria-live": "polite" });
  const steps = h("p", { class: "steps" });
  const field = h("input", { id: "base", type: "text", inputmode: "decimal", placeholder: "例如 800", autocomplete: "off" });
  const show = () => {
    const given = field.value.trim().replace(/[,，]/g, "");
    const good = /^\d{1,12}(\.\d{1,6})?$/.test(given);
    const found = item.rate && !good ? null : estimate(item, good ? fen(given) * 10000n : 0n);
    result.textContent = found ? money(yuan(found.sum)) : "—";
    steps.textContent = found ? found.steps.join("；") : given ? "请输入数字，如 800 或 12.5。" : "";
  };
  field.addEventListener("input", show);
  show();
  const label = item.rate ? h("label", { for: "base" }, `${item.base || "计算基数"}`, h("span", { class: "field" }, field, " 万元")) : null;
  const per = [...new Set(grants(item).map(scope).filter(Boolean))].join("；");
  return h("section", { class: "calculator", "aria-label": "测算" }, h("h3", {}, "测算"), h("div", { class: "sheet" }, label, h("div", {}, h("span", { class: "caption" }, "最多可得"), result)), steps, per && h("p", { class: "note" }, `计量口径：${per}`), h("p", { class: "note" }, "测算上限，不构成承诺；能否取得以申报通知和主管部门审定为准。"));
}
