"use strict";
// The data of the page, and how elements are made. Text only ever becomes text: nothing here parses markup.
const data = JSON.parse(document.getElementById("data").textContent);
const labels = data.labels;
const word = (field, code) => (labels[field] || {})[code] ?? code;
const byId = (id) => document.getElementById(id);
const today = (() => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
})();

/** An element with attributes, listeners (on…) and children; strings become text. */
function h(tag, attributes, ...children) {
  const svg = ["svg", "g", "rect", "circle", "line", "text", "title", "path"].includes(tag);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

/** How many of each key there are, most first. */
function tally(items, keysOf) {
  const counts = new Map();
  for (const item of items) for (const key of new Set(keysOf(item))) counts.set(key, (counts.get(key) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Text as it is compared: one width, one case, no blanks. */
const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/** A section's words without its number. */
const bare = (heading) => heading.replace(/^\s*(?:第?[一二三四五六七八九十百\d]+[章节条、.．]|[（(][一二三四五六七八九十\d]+[)）])\s*/, "");

const clauseOf = (item) => data.clauses[item.clause];
const documentOf = (item) => data.documents[item.document];
data.clauses.forEach((clause, at) => Object.assign(clause, { at }));
const incentivesOf = new Map();
for (const item of data.incentives) incentivesOf.set(item.clause, [...(incentivesOf.get(item.clause) || []), item]);

/** Whether the policy holds on the reader's day. */
function validityOf(item) {
  const policy = data.documents[item.policy] || {};
  const validity = item.validity === undefined ? {} : data.rules[item.validity];
  if (policy.status === "draft") return "征求意见稿";
  if (validity.end && validity.end < today) return "已失效";
  if (validity.start && validity.start > today) return "尚未施行";
  return validity.end ? "有效期内" : "有效期未载明";
}

/** The policy that a clause or an incentive comes from. */
function sourceOf(item) {
  const place = item.source ?? (item.sources || [])[0];
  return place === undefined ? "（未注明来源）" : data.titles[place];
}
