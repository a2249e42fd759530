// The documents, how faithfully they quote, what is filled, and what a person should look at.

function quality() {
  byId("quality").replaceChildren(documentsCard(), faithfulCard(), fillCard(), warningsCard(), rejectsCard());
}

const grid = (names, rows) => h("div", { class: "scroll", tabindex: 0 }, h("table", { class: "plain" }, h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows)));
const cells = (...values) => h("tr", {}, values.map((value) => h("td", {}, value)));

function documentsCard() {
  const count = (items, key) => new Map(tally(items, (item) => [item[key]]));
  const [clauses, incentives] = [count(data.clauses, "document"), count(data.incentives, "document")];
  const rows = data.documents.map((document, at) => cells(
    [h("b", {}, document.title || "（无标题）"), h("small", { class: "under" }, document.path), document.incomplete && flag("残缺", "lost")].filter(Boolean),
    [word("kind", document.kind), document.status === "draft" ? flag("征求意见稿", "draft") : ""],
    document.doc_number || "–", document.date || "–", document.validity ? period(document.validity) : "未载明",
    String(document.pages), String(clauses.get(at) || 0), String(incentives.get(at) || 0),
  ));
  return card("文件", "读取的每个文件；条款只计在最早、最完整的一处。", grid(["标题", "文种", "发文字号", "成文日期", "有效期", "页数", "条款", "事项"], rows), true);
}

/** How the places that print a clause again keep to it. */
function faithfulCard() {
  const again = data.clauses.flatMap((clause) => clause.places).filter((entry) => entry.relation !== "original");
  const share = (count) => `${count}（${Math.round((100 * count) / (again.length || 1))}%）`;
  const order = ["identical", "near", "excerpt", "truncated"];
  const counts = new Map(tally(again, (entry) => [entry.relation]));
  const entries = order.map((code) => ({ name: word("relation", code), count: counts.get(code) || 0, of: again.length || 1, shown: share(counts.get(code) || 0) }));
  const faithful = again.filter((entry) => !entry.unfaithful).length;
  const alone = data.clauses.filter((clause) => clause.places.length === 1).length;
  const looks = data.clauses.reduce((sum, clause) => sum + (clause.variants || []).length, 0);
  const text = `${again.length} 处再次载录，忠实指除排版、全半角和出处外没有差别；${alone} 条条款只载录一处；另有 ${looks} 处近似但不同，未合并。`;
  return card("引用是否忠实", text, bars([{ name: "忠实于原文", count: faithful, of: again.length || 1, shown: share(faithful) }, ...entries]));
}

const FIELDS = [["扶持对象", (row) => row.beneficiary], ["申报条件", (row) => row.conditions], ["比例", (row) => row.rate], ["计算基数", (row) => row.base], ["上限", (row) => row.caps], ["定额", (row) => row.award], ["任一金额或比例", (row) => row.rate || row.caps || row.award || row.fund], ["口径", (row) => grants(row).some((sum) => sum.per)], ["档次", (row) => row.tier], ["期限", (row) => row.duration], ["责任单位", (row) => row.departments], ["有效期", (row) => row.validity !== undefined]];

function fillCard() {
  const all = data.incentives.length || 1;
  const entries = FIELDS.map(([name, has]) => {
    const count = data.incentives.filter(has).length;
    return { name, count, of: all, shown: `${Math.round((100 * count) / all)}%` };
  });
  return card("字段填充率", "有多少事项写明了这一项；低不一定是漏，也可能文中未提及。", bars(entries));
}

function warningsCard() {
  const rows = data.documents.flatMap((document) => (document.warnings || []).map((warning) => {
    const clause = data.clauses.find((entry) => entry.id === warning.clause);
    return cells(warning.message, clause ? h("button", { type: "button", class: "open", onclick: () => show(clause) }, heading(clause)) : "整份文件", document.path);
  }));
  return card(`提示（${rows.length}）`, "程序看到、但需要人判断的地方。", rows.length ? grid(["说明", "条款", "文件"], rows) : h("p", { class: "none" }, "没有提示"), true);
}

function rejectsCard() {
  const rows = data.rejects.map((reject) => cells(reject.path, reject.reason, reject.action));
  return card(`未能读取或未通过校验（${rows.length}）`, "这些内容不在结果中。", rows.length ? grid(["文件", "原因", "怎么办"], rows) : h("p", { class: "none" }, "全部读取成功"), true);
}
