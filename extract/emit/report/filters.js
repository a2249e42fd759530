// What the reader asked for, and which rows answer it.
const controls = ["search", "by-instrument", "by-sector", "by-source", "by-unit", "by-status", "from", "to"];
const unitsOf = (item) => grants(item).map((sum) => (sum.per ? word("per", sum.per) : "未限定口径"));
const sectorOf = (clause) => bare((clause.section || [])[0] || "（无章节）");
const instrumentsOf = (row) => (row.instrument ? [row.instrument] : row.instruments || []);
const clauseIn = (row) => (row.clause === undefined ? row : clauseOf(row));
const statusOf = (row) => (row.clause === undefined ? clauseStatus(row) : validityOf(row));

/** A clause's own status: that of its grants, or of its document. */
function clauseStatus(clause) {
  const first = (incentivesOf.get(clause.at) || [])[0];
  if (first) return validityOf(first);
  return (data.documents[clause.document] || {}).status === "draft" ? "征求意见稿" : "有效期未载明";
}

/** Everything of a row that a search looks at, folded once. */
const haystacks = new WeakMap();
function haystack(row) {
  if (!haystacks.has(row)) {
    const clause = clauseIn(row) || {};
    const words = [row.id, clause.id, clause.heading, clause.number, clause.text, ...(clause.section || []), sourceOf(row), row.beneficiary, row.tier];
    const more = [...instrumentsOf(row), ...(row.conditions || []), ...grants(row).map(bounded), (documentOf(row) || {}).path];
    haystacks.set(row, folded([...words, ...more].filter(Boolean).join("\n")));
  }
  return haystacks.get(row);
}

/** The reader's wishes as tests that a row must pass. */
function wishes() {
  const value = (id) => byId(id).value.trim();
  const tests = value("search").split(/\s+/).filter(Boolean).map(folded).map((part) => (row) => haystack(row).includes(part));
  const equal = (id, of) => value(id) && tests.push((row) => of(row).includes(value(id)));
  equal("by-instrument", instrumentsOf);
  equal("by-sector", (row) => [sectorOf(clauseIn(row) || {})]);
  equal("by-source", (row) => [sourceOf(row)]);
  equal("by-unit", unitsOf);
  equal("by-status", (row) => [statusOf(row)]);
  const [from, to] = ["from", "to"].map((id) => (value(id) === "" ? null : Number(value(id)) * 1e4));
  if (from !== null || to !== null) {
    tests.push((row) => sumsOf(row).some((sum) => (from === null || sum >= from) && (to === null || sum <= to)));
  }
  return tests;
}

/** A row's sums: an incentive's own, or those of a clause's incentives. */
const sumsOf = (row) => (row.clause === undefined ? (incentivesOf.get(row.at) || []).flatMap(inYuan) : inYuan(row));

function matching(rows) {
  const tests = wishes();
  return tests.length ? rows.filter((row) => tests.every((test) => test(row))) : rows;
}

/** The choices of each list, with how many rows have them. */
function fillChoices() {
  const rows = data.incentives;
  const lists = [
    ["by-instrument", "全部方式", tally(rows, instrumentsOf)],
    ["by-sector", "全部领域", tally(data.clauses, (clause) => [sectorOf(clause)])],
    ["by-source", "全部来源", tally(data.clauses, (clause) => [sourceOf(clause)])],
    ["by-unit", "全部口径", tally(rows, unitsOf)],
    ["by-status", "全部状态", tally(rows, (row) => [validityOf(row)])],
  ];
  for (const [id, all, counts] of lists) {
    const options = counts.map(([key, count]) => h("option", { value: key }, `${key}（${count}）`));
    byId(id).replaceChildren(h("option", { value: "" }, all), ...options);
  }
}

function choose(id, value) {
  byId(id).value = value;
  byId("filters").dispatchEvent(new Event("input"));
}
