// A clause's text with what was found in it. Spans may overlap: the text is cut at every edge, and a piece bears all its names.

function spansOf(clause) {
  const of = (items, kind, name) => (items || []).map((item) => ({ start: item.start, end: item.end, kind: kind(item), name: name(item), item }));
  return [
    ...of(clause.amounts, (sum) => sum.role, (sum) => word("role", sum.role)),
    ...of(clause.percentages, (share) => `share-${share.role}`, (share) => word("share", share.role)),
    ...of(clause.durations, () => "duration", () => "期限"),
    ...of(clause.references, () => "reference", () => "引用文件"),
  ];
}

/** The text as pieces; the stretch of `item` stands out from the rest. */
function marked(clause, item) {
  const points = Array.from(clause.text);
  const spans = spansOf(clause);
  const stretch = item ? [{ start: item.start, end: item.end }] : [];
  const edges = [...new Set([0, points.length, ...[...spans, ...stretch].flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const pieces = edges.slice(0, -1).map((start, index) => {
    const text = points.slice(start, edges[index + 1]).join("");
    const over = spans.filter((span) => span.start <= start && start < span.end);
    return { text, over, inside: stretch.some((span) => span.start <= start && start < span.end), ends: over.filter((span) => span.end === edges[index + 1]) };
  });
  return h("p", { class: "text" }, pieces.map(piece));
}

function piece({ text, over, inside, ends }) {
  const content = over.length ? markOf(text, over, ends) : text;
  return inside ? h("span", { class: "stretch" }, content) : content;
}

function markOf(text, over, ends) {
  const names = over.map((span) => spoken(span)).join("；");
  const classes = ["mark", over[over.length - 1].kind, over.length > 1 && "crossing"].filter(Boolean).join(" ");
  return h("mark", { class: classes, title: names, tabindex: 0, "aria-label": `${text}（${names}）` }, text, ends.map((span) => h("span", { class: "role", "aria-hidden": "true" }, span.name)));
}

/** A mention in words: 扶持上限，最高，同一企业 · 每年. */
function spoken(span) {
  const { item } = span;
  const parts = [span.name, item.comparator && word("comparator", item.comparator), item.per || item.period ? scope(item) : "", item.base && `基数：${item.base}`, item.tier && `档次：${item.tier}`];
  return parts.filter(Boolean).join("，");
}

/** Every mention of a clause as a list: what a reader without colours, or on paper, reads. */
function mentionList(clause) {
  const rows = spansOf(clause).sort((a, b) => a.start - b.start).map((span) => {
    const value = span.kind === "reference" ? "" : span.kind === "duration" ? `${span.item.value} ${word("unit", span.item.unit)}` : span.kind.startsWith("share") ? percent(span.item.value) : money(span.item.value, span.item.currency);
    return h("tr", {}, h("td", {}, h("span", { class: `key ${span.kind}` }, span.name)), h("td", {}, printed(clause, span.item)), h("td", { class: "number" }, value), h("td", {}, spoken(span).split("，").slice(1).join("，")));
  });
  const head = h("thead", {}, h("tr", {}, ["性质", "原文写法", "数值", "说明"].map((name) => h("th", { scope: "col" }, name))));
  return rows.length ? h("table", { class: "plain" }, head, h("tbody", {}, rows)) : null;
}
