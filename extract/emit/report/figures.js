// Figures in words, and exact arithmetic.

/** A decimal as digits and the number of them behind the point. */
function exact(value) {
  const text = String(value).includes("e") ? Number(value).toFixed(8) : String(value);
  const [whole, fraction = ""] = text.split(".");
  return [BigInt(whole + fraction), fraction.length];
}

/** A figure as a whole number of hundred-millionths. */
const UNIT = 10n ** 8n;
function scaled(value) {
  const [digits, places] = exact(value);
  return (digits * UNIT) / 10n ** BigInt(places);
}
const times = (one, other) => (one * other) / UNIT;

/** Such a number written out. */
const plainly = (sum) => shifted(String(sum), 8);

/** Digits shifted by places behind the point: shifted("30000000", 4) is 3000. */
function shifted(text, places) {
  const [digits, behind] = exact(text);
  const whole = String(digits).padStart(behind + places + 1, "0");
  const cut = whole.length - behind - places;
  const fraction = whole.slice(cut).replace(/0+$/, "");
  return whole.slice(0, cut) + (fraction && "." + fraction);
}

/** A sum as people say it: 3000 万元, 1.5 亿元, 200 元. */
function money(value, currency) {
  const unit = word("currency", currency || "CNY");
  const size = Math.abs(Number(value));
  const [scale, name] = size >= 1e8 ? [8, "亿"] : size >= 1e4 ? [4, "万"] : [0, ""];
  const shown = shifted(value, scale);
  return (shown.split(".")[1] || "").length > 4 ? `${value} ${unit}` : `${shown} ${name}${unit}`;
}

const percent = (value) => shifted(value, 0) && `${timesHundred(value)}%`;

function timesHundred(value) {
  const [digits, places] = exact(value);
  return places <= 2 ? String(digits * 10n ** BigInt(2 - places)) : shifted(String(digits), places - 2);
}

/** What a sum holds for: 同一企业 · 每年. */
function scope(sum) {
  const per = sum.per_text || (sum.per && word("per", sum.per));
  return [per, sum.period && word("period", sum.period)].filter(Boolean).join(" · ");
}

/** A mention as printed in its clause. Positions count characters, not halves of them. */
const printed = (clause, item) => Array.from(clause.text).slice(item.start, item.end).join("");

const bounded = (sum) => [word("comparator", sum.comparator), money(sum.value, sum.currency)].filter(Boolean).join(" ");

/** The sums that limit or make up a grant: what a filter from–to and a sort look at. */
const grants = (item) => [...(item.caps || []), ...(item.award ? [item.award] : [])];
const yuanOf = (sums) => sums.filter((sum) => (sum.currency || "CNY") === "CNY").map((sum) => Number(sum.value));
const inYuan = (item) => yuanOf(grants(item));
const capsOf = (item) => yuanOf(item.caps || []);
const awardOf = (item) => yuanOf(item.award ? [item.award] : []);
const largest = (item) => Math.max(-1, ...inYuan(item));

/** The rate in words: 10%–30%, 最高 30%. */
function rateText(rate) {
  if (rate.minimum !== undefined) return `${percent(rate.minimum)}–${percent(rate.value)}`;
  return [word("comparator", rate.comparator), percent(rate.value)].filter(Boolean).join(" ");
}

/** Figures of an incentive that no figure of its clause carries: shown as such, never left out. */
function unplaced(item) {
  const clause = clauseOf(item) || {};
  const sums = new Set((clause.amounts || []).map((sum) => Number(sum.value)));
  const shares = new Set((clause.percentages || []).map((share) => Number(share.value)));
  const lost = [...grants(item), ...(item.fund ? [item.fund] : [])].filter((sum) => !sums.has(Number(sum.value))).map(bounded);
  return item.rate && !shares.has(Number(item.rate.value)) ? [...lost, rateText(item.rate)] : lost;
}
