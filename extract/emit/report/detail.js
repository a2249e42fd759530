// One incentive or clause, opened: what it grants, the words that say so, and where they are printed.
const dialog = byId("detail");
const opened = { at: -1 };

function show(row, at = -1) {
  opened.at = at;
  const clause = clauseIn(row);
  const item = row.clause === undefined ? null : row;
  dialog.replaceChildren(head(row, clause, item), h("div", { class: "body" }, item && summary(item), item && facts(item, clause), item && calculable(item) && calculator(item), words(clause, item), siblings(clause, item), places(clause)));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  history.replaceState(null, "", `#${row.id}`);
}

function head(row, clause, item) {
  const step = (by, name, text) => h("button", { type: "button", class: "quiet", title: name, "aria-label": name, disabled: !listed.rows[opened.at + by] || opened.at < 0, onclick: () => move(by) }, text);
  const tools = h("div", { class: "tools" }, step(-1, "前一项", "←"), step(1, "后一项", "→"), h("button", { type: "button", class: "quiet", "aria-label": "关闭", title: "关闭", onclick: () => dialog.close() }, "✕"));
  const chips = instrumentsOf(row).map((text) => h("span", { class: "chip" }, text));
  const path = (clause.section || []).map(bare).join(" › ");
  return h("header", { class: "head" }, tools, h("p", { class: "path" }, path), h("h2", { id: "detail-title", tabindex: -1, autofocus: true }, heading(clause)), h("p", { class: "tags" }, chips, item && item.tier && h("span", { class: "tier" }, item.tier), flags(row)));
}

function move(by) {
  const row = listed.rows[opened.at + by];
  if (!row) return;
  if (opened.at + by >= listed.shown) extend(PORTION);
  show(row, opened.at + by);
}

function summary(item) {
  const lost = unplaced(item);
  return h("div", { class: "summary" }, grantLines(item), lost.length > 0 && h("p", { class: "warning" }, `以下数值在条款原文中没有对应位置，请人工核对：${lost.join("、")}`));
}

function facts(item, clause) {
  const validity = item.validity === undefined ? null : data.rules[item.validity];
  const binding = (item.binding || []).map((place) => data.rules[place].text);
  const span = item.duration && [word("comparator", item.duration.comparator), item.duration.value, word("unit", item.duration.unit)].filter(Boolean).join(" ");
  const bodies = (item.departments || clause.departments || []).map((body) => `${body.name}（${word("department", body.role || "responsible")}）`);
  const rows = [
    ["扶持对象", item.beneficiary || "文中未写明"],
    ["申报条件", item.conditions || "文中未写明"],
    ["扶持期限", span],
    ["叠加规则", item.stacking],
    ["整体规则", binding],
    ["责任单位", bodies],
    ["有效期", validity && [validity.text, period(validity)]],
    ["状态", validityOf(item)],
  ];
  return h("dl", { class: "facts" }, rows.filter(([, value]) => value && value.length).map(([name, value]) => [h("dt", {}, name), h("dd", {}, [value].flat().map((text) => h("div", {}, text)))]));
}

/** The days between which a policy holds, as far as they could be told. */
function period(validity) {
  const [start, end] = [validity.start, validity.end];
  if (!start && !end) return "起止日期文中未载明";
  return [start && `自 ${start}`, end ? `至 ${end}` : "止期未载明"].filter(Boolean).join(" ");
}

function words(clause, item) {
  const place = clause.places[0];
  const document = data.documents[place.document] || {};
  const citation = [`《${sourceOf(clause)}》`, clause.number, document.path && `${document.path} 第 ${place.page} 页`].filter(Boolean).join(" · ");
  return h("section", {}, h("h3", {}, "条款原文"), marked(clause, item), h("p", { class: "citation" }, citation), mentionList(clause));
}

function siblings(clause, item) {
  const others = (incentivesOf.get(clause.at) || []).filter((other) => other !== item);
  if (!others.length) return null;
  const entry = (other) => h("li", {}, h("button", { type: "button", class: "open", onclick: () => show(other, listed.rows.indexOf(other)) }, [other.instrument, other.tier, ...grantLines(other).map((line) => line.textContent)].filter(Boolean).join(" · ")));
  return h("section", {}, h("h3", {}, item ? "同一条款中的其他事项" : "本条款中的扶持事项"), h("ul", { class: "siblings" }, others.map(entry)));
}

/** Where the clause is printed, and how faithfully. */
function places(clause) {
  const verdict = (entry) => (entry.relation === "original" ? null : h("div", {}, entry.unfaithful ? "与原文有出入" : "忠实于原文", entry.other_figures && flag("数字或界限不同", "lost")));
  const lines = (label, texts) => (texts || []).map((text) => h("div", { class: "difference" }, h("b", {}, label), " ", text));
  const notes = (entry) => [...lines("差异", entry.differences), ...lines("略去", entry.omitted), ...lines("增补", entry.added)];
  const row = (entry) => {
    const file = data.documents[entry.document] || {};
    const likeness = entry.relation === "original" ? "" : `相似度 ${Math.round(entry.similarity * 100)}%`;
    return h("tr", {}, h("td", {}, file.path, entry.source && h("small", { class: "under" }, `注明来源：${entry.source}`)), h("td", { class: "number" }, `第 ${entry.page} 页`), h("td", {}, h("span", { class: `relation ${entry.relation}` }, word("relation", entry.relation)), " ", h("small", {}, likeness), verdict(entry), notes(entry)));
  };
  const other = (entry) => h("tr", {}, h("td", {}, entry.path), h("td", { class: "number" }, `第 ${entry.page} 页`), h("td", {}, h("span", { class: "relation variant" }, word("relation", "variant")), entry.other_figures && flag("数字或界限不同", "lost"), notes(entry)));
  const headings = h("thead", {}, h("tr", {}, ["文件", "页码", "与原文的关系"].map((name) => h("th", { scope: "col" }, name))));
  return h("section", {}, h("h3", {}, `载录位置（${clause.places.length} 处）`), h("table", { class: "plain" }, headings, h("tbody", {}, clause.places.map(row), (clause.variants || []).map(other))));
}
