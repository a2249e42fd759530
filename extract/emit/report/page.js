// The page put together: views, keys, links, printing.
const VIEWS = ["items", "clauses", "overview", "quality"];
const state = { view: "items" };

function view(name) {
  state.view = name;
  for (const other of VIEWS) {
    const tab = byId(`tab-${other}`);
    tab.setAttribute("aria-selected", String(other === name));
    tab.tabIndex = other === name ? 0 : -1;
  }
  byId("items").hidden = !["items", "clauses"].includes(name);
  byId("items").setAttribute("aria-labelledby", `tab-${name === "clauses" ? "clauses" : "items"}`);
  byId("overview").hidden = name !== "overview";
  byId("quality").hidden = name !== "quality";
  byId("filters").hidden = byId("found").hidden = name === "quality";
  update();
}

function update() {
  const clauses = state.view === "clauses";
  const all = clauses ? data.clauses : data.incentives;
  const rows = matching(all);
  byId("found").textContent = rows.length === all.length ? `${byId("cut") ? "本页" : ""}共 ${all.length} ${clauses ? "条" : "项"}` : `${rows.length} / ${all.length} ${clauses ? "条" : "项"}`;
  if (state.view === "overview") overview(rows);
  else if (state.view === "quality") quality();
  else list(rows, clauses ? CLAUSE_COLUMNS : ITEM_COLUMNS);
}

/** Of the whole run, also where the page holds only a part of it. */
function counts() {
  const quoted = data.incentives.filter((item) => item.caps || item.award).length;
  const warnings = data.documents.reduce((sum, document) => sum + (document.warnings || []).length, 0);
  const { documents = data.documents.length, clauses = data.clauses.length, incentives = data.incentives.length, rejects = data.rejects.length } = data.counts;
  const part = clauses > data.clauses.length;
  const entries = [["文件", documents], ["条款", clauses], ["扶持事项", incentives], [part ? "本页载明金额" : "载明金额", quoted], ["提示", data.counts.warnings ?? warnings], ["未读取", rejects]];
  byId("counts").replaceChildren(...entries.map(([name, count]) => h("div", {}, h("dt", {}, name), h("dd", {}, String(count)))));
}

/** Opens what the address names: #i… an incentive, #c… a clause, #overview a view. */
function follow() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (VIEWS.includes(name)) return view(name);
  const row = data.incentives.find((item) => item.id === name) || data.clauses.find((clause) => clause.id === name);
  if (row) show(row, listed.rows.indexOf(row));
}

function onKey(event) {
  const typing = event.target.matches("input, select, textarea");
  if (dialog.open) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && !typing) move(by);
  } else if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("search").focus();
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && event.target.matches(".open, #search")) {
    event.preventDefault();
    stepRow(event.target, event.key === "ArrowDown" ? 1 : -1);
  }
}

function stepRow(from, by) {
  const openers = [...byId("results").querySelectorAll("tbody .open")];
  const next = openers[openers.indexOf(from) + by];
  if (next) next.focus();
  else if (by < 0) byId("search").focus();
}

/** The timer of an update that is due, so that fast typing does not draw every letter. */
let waiting = null;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    waiting = null;
    update();
  }, 60);
}

function listen() {
  for (const kind of ["input", "change", "reset"]) byId("filters").addEventListener(kind, soon);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("results").addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-at]");
    if (row && !String(getSelection())) show(listed.rows[Number(row.dataset.at)], Number(row.dataset.at));
  });
  const tabs = document.querySelector(".views");
  tabs.addEventListener("click", (event) => event.target.matches("[role=tab]") && view(event.target.id.slice(4)));
  tabs.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = by && VIEWS[(VIEWS.indexOf(state.view) + by + VIEWS.length) % VIEWS.length];
    if (next) view(next) ?? byId(`tab-${next}`).focus();
  });
  document.addEventListener("keydown", onKey);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    history.replaceState(null, "", location.pathname + location.search);
    const row = byId("results").querySelector(`tr[data-at="${opened.at}"] .open`);
    if (row) row.focus();
  });
  addEventListener("beforeprint", () => listed.body && extend(Infinity));
  addEventListener("hashchange", follow);
  byId("unfold").addEventListener("click", () => {
    const open = byId("filters").classList.toggle("unfolded");
    byId("unfold").setAttribute("aria-expanded", String(open));
  });
  byId("theme").addEventListener("click", toggleTheme);
}

function toggleTheme() {
  const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
  byId("theme").setAttribute("aria-pressed", String(dark !== "dark"));
}

counts();
fillChoices();
listen();
view("items");
follow();
document.documentElement.dataset.ready = "yes";
