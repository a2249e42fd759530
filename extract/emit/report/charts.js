// Overviews, drawn from the rows that the filters leave; every chart says in words what it shows.

function overview(rows) {
  const capped = rows.filter((row) => inYuan(row).length);
  const clauses = [...new Set(rows.map(clauseOf))];
  byId("overview").replaceChildren(
    card("各扶持方式的力度", "实心点是上限，空心圈是定额（对数刻度，元），越大表示事项越多；短线为上限的中位数。点名称可筛选。", strip(capped, (row) => row.instrument, "by-instrument"), true),
    card("各政策来源的力度", "同上，按政策来源。", strip(capped, sourceOf, "by-source"), true),
    card("各章节的条款数", "含没有扶持事项的条款；点一行可筛选。", bars(tally(rows.length === data.incentives.length ? data.clauses : clauses, (clause) => [sectorOf(clause)]).map(([name, count]) => ({ name, count })), "by-sector")),
    card("计量口径", "上限和定额按谁计算。", bars(tally(capped, unitsOf).map(([name, count]) => ({ name, count })), "by-unit")),
  );
}

const card = (title, text, content, wide) => h("article", { class: wide ? "card wide" : "card" }, h("h2", {}, title), h("p", { class: "note" }, text), content);

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Horizontal bars; a name is a button where it filters. */
function bars(entries, filter) {
  const most = Math.max(1, ...entries.map((entry) => entry.of ?? entry.count));
  const row = ({ name, count, of, shown }) => {
    const bar = h("span", { class: "bar" }, h("i", { hidden: !count }));
    bar.firstChild.style.width = `${(100 * count) / (of ?? most)}%`;
    const title = filter ? h("button", { type: "button", class: "open", onclick: () => drill(filter, name) }, name) : h("span", {}, name);
    return h("li", {}, h("span", { class: "label" }, title), bar, h("span", { class: "number" }, shown ?? String(count)));
  };
  return entries.length ? h("ul", { class: "bars" }, entries.slice(0, 16).map(row)) : h("p", { class: "none" }, "没有可显示的数据");
}

function drill(filter, value) {
  choose(filter, value);
  view("items");
}

/** A row of points for each group on a common logarithmic scale. */
function strip(rows, keyOf, filter) {
  if (!rows.length) return h("p", { class: "none" }, "没有可显示的金额");
  const values = rows.flatMap(inYuan);
  const low = Math.floor(Math.log10(Math.min(...values.filter((value) => value > 0))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value) => (100 * (Math.log10(Math.max(value, 10 ** low)) - low)) / (high - low);
  const decades = Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step));
  const groups = tally(rows, (row) => [keyOf(row)]).slice(0, 14);
  const group = ([name, count]) => stripRow(name, count, rows.filter((row) => keyOf(row) === name), at, decades, filter);
  const axis = h("div", { class: "strip axis", "aria-hidden": "true" }, h("span", { class: "label" }), h("div", { class: "scale" }, decades.filter((_, step) => step % (decades.length > 6 ? 2 : 1) === 0).map((value) => placed(h("span", {}, money(value).replace(" ", "").replace("元", "")), at(value)))), h("span", { class: "number" }, "中位数"));
  return h("div", { class: "strips" }, groups.map(group), axis);
}

function placed(element, left) {
  element.style.left = `${left}%`;
  return element;
}

/** A point for one sum, the larger the more incentives have it; it names them. */
function dot(value, those, at, kind) {
  const names = those.slice(0, 8).map((row) => heading(clauseOf(row)));
  const title = `${money(value)}，${those.length} 项：${names.join("；")}${those.length > 8 ? "……" : ""}`;
  return h("circle", { cx: `${at(value)}%`, cy: "50%", r: Math.min(13, 3 + 2 * Math.sqrt(those.length)), class: kind }, h("title", {}, title));
}

function stripRow(name, count, rows, at, decades, filter) {
  const values = rows.flatMap(inYuan);
  const caps = rows.flatMap(capsOf);
  const typical = middle(caps.length ? caps : values);
  const dots = [[awardOf, "dot award"], [capsOf, "dot"]].flatMap(([of, kind]) => tally(rows, of).map(([value]) => dot(value, rows.filter((row) => of(row).includes(value)), at, kind)));
  const grid = decades.map((value) => h("line", { x1: `${at(value)}%`, x2: `${at(value)}%`, y1: 0, y2: "100%", class: "grid" }));
  const mid = h("line", { x1: `${at(typical)}%`, x2: `${at(typical)}%`, y1: "12%", y2: "88%", class: "median" });
  const summary = `${name}：${count} 项，中位数 ${money(typical)}，最高 ${money(Math.max(...values))}`;
  const drawing = h("svg", { role: "img", "aria-label": summary, width: "100%", height: 30 }, grid, dots, mid);
  return h("div", { class: "strip" }, h("span", { class: "label" }, h("button", { type: "button", class: "open", onclick: () => drill(filter, name) }, name), h("small", {}, ` ${count}`)), drawing, h("span", { class: "number" }, money(typical)));
}
