// The table of rows: built in portions as the reader scrolls, whole when printed.
const PORTION = 150;
const listed = { rows: [], shown: 0, columns: [], sort: null, body: null };
const more = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && extend(PORTION));

const flag = (text, kind) => h("span", { class: `flag ${kind}` }, text);

function flags(row) {
  const status = statusOf(row);
  const shown = { 征求意见稿: "draft", 已失效: "expired", 尚未施行: "future" }[status];
  const lost = row.clause === undefined ? [] : unplaced(row);
  return [shown && flag(status, shown), lost.length > 0 && flag("未定位", "lost")].filter(Boolean);
}

/** What a row grants: the rate of its base, and the sums, each with its scope. */
function grantLines(item) {
  const lines = [];
  if (item.rate) lines.push(h("div", { class: "rate" }, h("b", {}, rateText(item.rate)), item.base && h("small", {}, ` × ${item.base}`)));
  if (item.award) lines.push(sumLine(`定额 ${bounded(item.award)}`, scope(item.award), "award"));
  for (const sum of item.caps || []) lines.push(sumLine(bounded(sum), scope(sum), "cap"));
  if (item.fund) lines.push(sumLine(`规模 ${bounded(item.fund)}`, item.fund.period && word("period", item.fund.period), "fund"));
  return lines.length ? lines : [h("span", { class: "none" }, "文中未载金额")];
}

const sumLine = (text, small, kind) => h("div", { class: `sum ${kind}` }, h("b", {}, text), small && h("small", {}, ` ${small}`));

const heading = (clause) => clause.heading || [...clause.text].slice(0, 28).join("") + (clause.text.length > 28 ? "……" : "");

function place(row) {
  const page = row.page || ((row.places || [])[0] || {}).page;
  return h("div", {}, h("span", { class: "source" }, sourceOf(row)), h("small", {}, [clauseIn(row).number, page && `第 ${page} 页`].filter(Boolean).join(" · ")));
}

const ITEM_COLUMNS = [
  { name: "事项", key: (row) => heading(clauseOf(row)), cell: (row) => [opener(row), row.tier && h("span", { class: "tier" }, row.tier), flags(row), h("small", { class: "under" }, row.beneficiary || "")] },
  { name: "方式", key: (row) => row.instrument, cell: (row) => h("span", { class: "chip" }, row.instrument) },
  { name: "给多少", key: (row) => -largest(row), cell: grantLines, kind: "grant" },
  { name: "申报条件", cell: (row) => (row.conditions || []).map((text) => h("div", { class: "condition" }, text)), kind: "conditions" },
  { name: "来源", key: sourceOf, cell: place },
];
const CLAUSE_COLUMNS = [
  { name: "条款", key: heading, cell: (row) => [opener(row), flags(row), h("small", { class: "under" }, (row.section || []).map(bare).join(" › "))] },
  { name: "方式", key: (row) => (row.instruments || []).join(), cell: (row) => (row.instruments || []).map((text) => h("span", { class: "chip" }, text)) },
  { name: "文中数字", key: (row) => -(row.amounts || []).length, cell: mentionChips, kind: "grant" },
  { name: "载录", key: (row) => -row.places.length, cell: (row) => `${row.places.length} 处`, kind: "narrow" },
  { name: "来源", key: sourceOf, cell: place },
];

function mentionChips(clause) {
  const sums = (clause.amounts || []).map((sum) => h("span", { class: `mention ${sum.role}` }, `${word("role", sum.role)} ${printed(clause, sum)}`));
  const shares = (clause.percentages || []).map((share) => h("span", { class: `mention share-${share.role}` }, `${word("share", share.role)} ${printed(clause, share)}`));
  return [...sums, ...shares];
}

const opener = (row) => h("button", { type: "button", class: "open", "aria-haspopup": "dialog" }, heading(clauseIn(row)));

function list(rows, columns) {
  const sort = columns === listed.columns ? listed.sort : null;
  Object.assign(listed, { rows: sorted(rows, sort), columns, sort, shown: 0, body: h("tbody") });
  const end = h("div", { class: "end", "aria-hidden": "true" });
  const empty = h("p", { class: "empty" }, "没有符合条件的条目。可以减少一个筛选条件，或点“清除筛选”。");
  const table = h("table", { class: columns === ITEM_COLUMNS ? "of-items" : "of-clauses" }, h("thead", {}, h("tr", {}, columns.map(header))), listed.body);
  more.disconnect();
  byId("results").replaceChildren(...(rows.length ? [table, end] : [empty]));
  extend(PORTION);
  more.observe(end);
}

function header(column, index) {
  const direction = listed.sort && listed.sort.index === index ? listed.sort.direction : 0;
  const arrow = { 1: " ↑", "-1": " ↓", 0: " ↕" }[direction];
  const named = { 1: "ascending", "-1": "descending", 0: "none" }[direction];
  const button = () => h("button", { type: "button", onclick: () => sortBy(index) }, column.name, h("span", { "aria-hidden": "true" }, arrow));
  return h("th", { scope: "col", "aria-sort": column.key ? named : null }, column.key ? button() : column.name);
}

function sortBy(index) {
  const direction = listed.sort && listed.sort.index === index ? -listed.sort.direction : 1;
  listed.sort = { index, direction };
  list(listed.rows, listed.columns);
  byId("results").querySelectorAll("th")[index].querySelector("button").focus();
}

const compared = new Intl.Collator("zh-CN", { numeric: true }).compare;
function sorted(rows, sort) {
  if (!sort) return rows;
  const key = listed.columns[sort.index].key;
  const order = (a, b) => (typeof a === "number" ? a - b : compared(a, b));
  return rows.map((row) => [key(row), row]).sort((a, b) => sort.direction * order(a[0], b[0])).map(([, row]) => row);
}

/** The next rows; all of them where `count` is infinite. */
function extend(count) {
  const next = listed.rows.slice(listed.shown, listed.shown + count);
  listed.body.append(...next.map((row, at) => tableRow(row, listed.shown + at)));
  listed.shown += next.length;
}

function tableRow(row, at) {
  const cells = listed.columns.map((column) => h("td", { class: column.kind, "data-name": column.name }, [column.cell(row)].flat(3)));
  return h("tr", { "data-at": at, class: statusOf(row) === "已失效" ? "is-expired" : null }, cells);
}
