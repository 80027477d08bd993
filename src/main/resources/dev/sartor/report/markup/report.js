"use strict";
// Interaction of the report: tooltips, selection of a trial, sorting and filtering of the table, copying.
// Text is always set by textContent, so names in the data are never interpreted as markup.
(() => {
  // columns: titles of the table; orders: for each column the sort keys of the trials; first: index of the trial shown at first
  // units: input, stem, blocks and head of all networks, each as [text, symbol number, output shape, MACs, description]
  // trials: u: indices of the network's units, c: their costs, t: total cost
  const data = JSON.parse(document.getElementById("data").textContent);
  const table = document.getElementById("trials");
  if (!table) { return; }
  document.documentElement.classList.add("live");
  const byId = id => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const body = table.tBodies[0];
  const rows = new Map(all("tr", body).map(row => [Number(row.dataset.t), row]));
  const cells = trial => [...rows.get(trial).cells].map(cell => cell.textContent);
  const tip = byId("tip");
  // the number of decimals with which max has three significant digits
  const decimals = max => max > 0 ? Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(max)))) : 0;
  // index of the selected trial
  let selected = -1;

  // ---- the selected trial
  const drawing = byId("drawing"), blocks = byId("blocks").tBodies[0], facts = byId("facts");
  const inputCell = drawing.children[0].cloneNode(true), unitCell = drawing.children[1].cloneNode(true);
  const blockRow = blocks.rows[0].cloneNode(true);

  function cell(unit, cost, max, first) {
    const li = (first ? inputCell : unitCell).cloneNode(true), svg = li.querySelector("svg");
    const symbol = byId("c" + unit[1]);
    svg.setAttribute("viewBox", "0 0 " + symbol.viewBox.baseVal.width + " " + symbol.viewBox.baseVal.height);
    svg.setAttribute("aria-label", unit[4]);
    svg.querySelector("use").setAttribute("href", "#c" + unit[1]);
    if (!first) {
      li.querySelector("i").style.width = (max ? 100 * cost / max : 0).toFixed(1) + "%";
      li.querySelector("b").textContent = cost.toFixed(decimals(max));
    }
    return li;
  }

  const share = (cost, total) => total ? (cost / total * 100).toFixed(1) + "\u00a0%" : "\u2013";

  function block(number, unit, cost, total, max) {
    const row = blockRow.cloneNode(true);
    row.cells[0].textContent = number;
    row.querySelector("code").textContent = unit[0];
    row.cells[2].textContent = unit[2];
    row.cells[3].textContent = unit[3];
    row.cells[4].textContent = cost.toFixed(decimals(max));
    row.querySelector("b").textContent = share(cost, total);
    row.querySelector("i").style.width = (max ? 100 * cost / max : 0).toFixed(1) + "%";
    return row;
  }

  function select(trial) {
    if (trial === selected) { return; }
    selected = trial;
    const units = data.trials[trial].u.map(u => data.units[u]), costs = data.trials[trial].c, text = cells(trial);
    const max = Math.max(...costs), total = data.trials[trial].t, places = decimals(max);
    [total - costs.reduce((a, b) => a + b, 0), total].forEach((cost, i) => {
      const row = byId("blocks").tFoot.rows[i];
      row.cells[4].textContent = cost.toFixed(places).replace(/^-(?=[0.]+$)/, "");
      row.querySelector("b").textContent = share(cost, total).replace(/^-(?=0\.0)/, "");
    });
    drawing.replaceChildren(...units.map((unit, i) => cell(unit, costs[i], max, i === 0)));
    blocks.replaceChildren(...units.slice(1).map((unit, i) => block(i + 1, unit, costs[i + 1], total, max)));
    all("dd", facts).forEach((dd, i) => { dd.textContent = text[i + 1]; });
    all(".shown-id").forEach(span => { span.textContent = text[0]; });
    mark(trial);
  }

  function mark(trial) {
    all(".selected").forEach(other => other.classList.remove("selected"));
    all('[data-t="' + trial + '"]').forEach(element => element.classList.add("selected"));
  }

  // ---- tooltips
  function show(trial, x, y) {
    const text = cells(trial), head = document.createElement("b");
    head.textContent = text[0];
    tip.replaceChildren(head, ...text.slice(1).map((value, i) => {
      const line = document.createElement("div"), label = document.createElement("span");
      label.textContent = data.columns[i + 1];
      line.append(label, value);
      return line;
    }));
    tip.hidden = false;
    const box = tip.getBoundingClientRect(), gap = 12;
    tip.style.left = Math.max(4, x + gap + box.width > innerWidth ? x - gap - box.width : x + gap) + "px";
    tip.style.top = Math.max(4, y + gap + box.height > innerHeight ? y - gap - box.height : y + gap) + "px";
  }

  function hide() {
    tip.hidden = true;
    all(".hovered").forEach(mark => mark.classList.remove("hovered"));
  }

  function centre(mark) {
    const box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  // the mark of a trial that is nearest to a point, at most 24 pixels away
  function nearest(marks, x, y) {
    let best = null, smallest = 24 * 24;
    for (const mark of marks) {
      const [mx, my] = centre(mark), distance = (mx - x) ** 2 + (my - y) ** 2;
      // later marks are drawn on top
      if (distance <= smallest) { best = mark; smallest = distance; }
    }
    return best;
  }

  function scatter(svg) {
    const marks = all(".pt", svg), byX = [...marks].sort((a, b) => a.cx.baseVal.value - b.cx.baseVal.value);
    const front = byX.filter(mark => mark.classList.contains("front"));
    const trial = mark => Number(mark.dataset.t);
    const at = event => nearest(marks, event.clientX, event.clientY);
    marks.forEach(mark => { mark.tabIndex = -1; mark.setAttribute("role", "button"); mark.setAttribute("aria-label", "trial " + cells(trial(mark))[0]); });
    const start = marks.find(mark => trial(mark) === data.first) || byX[0];
    if (start) { start.tabIndex = 0; }
    svg.addEventListener("pointermove", event => {
      const mark = at(event);
      hide();
      if (mark) { mark.classList.add("hovered"); show(trial(mark), event.clientX, event.clientY); }
    });
    svg.addEventListener("pointerleave", hide);
    svg.addEventListener("click", event => { const mark = at(event); if (mark) { select(trial(mark)); } });
    svg.addEventListener("focusin", event => { if (event.target.dataset.t) { show(trial(event.target), ...centre(event.target)); } });
    svg.addEventListener("focusout", hide);
    svg.addEventListener("keydown", event => {
      const mark = event.target;
      const move = (list, step) => {
        const index = list.indexOf(mark);
        const next = index >= 0 ? list[index + step] : list[byX.indexOf(mark) === -1 ? 0 : nextOf(list, mark, step)];
        if (next) { mark.tabIndex = -1; next.tabIndex = 0; next.focus(); }
      };
      const nextOf = (list, from, step) => {
        const x = from.cx.baseVal.value, index = list.findIndex(other => other.cx.baseVal.value >= x);
        return step > 0 ? (index < 0 ? list.length - 1 : index) : (index < 0 ? list.length : index) - 1;
      };
      const keys = { ArrowLeft: () => move(front, -1), ArrowRight: () => move(front, 1), ArrowUp: () => move(byX, 1), ArrowDown: () => move(byX, -1),
        Enter: () => select(trial(mark)), " ": () => select(trial(mark)), Escape: hide };
      if (keys[event.key] && mark.dataset.t) { event.preventDefault(); keys[event.key](); }
    });
  }
  all(".scatter").forEach(scatter);
  addEventListener("scroll", hide, { passive: true });

  // ---- the table
  function comparator(column, direction) {
    const order = data.orders[column];
    return (a, b) => {
      const x = order[a], y = order[b];
      // trials without a value are last in both directions
      if (x === "" || y === "") { return (x === "") - (y === "") || direction * (a - b); }
      return direction * (x - y) || a - b;
    };
  }

  all("thead button", table).forEach(button => button.addEventListener("click", () => {
    const head = button.parentNode, column = Number(button.dataset.column);
    const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    all("th", table.tHead).forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    body.append(...[...rows.keys()].sort(comparator(column, direction)).map(trial => rows.get(trial)));
  }));

  body.addEventListener("click", event => {
    const row = event.target.closest("tr");
    if (row) { select(Number(row.dataset.t)); byId("network").scrollIntoView({ behavior: "smooth", block: "nearest" }); }
  });

  all("[data-filter]").forEach(button => button.addEventListener("click", () => {
    all("[data-filter]").forEach(other => other.setAttribute("aria-pressed", String(other === button)));
    const filter = button.dataset.filter;
    rows.forEach(row => { row.hidden = filter === "front" ? !row.classList.contains("front") : filter === "feasible" && row.classList.contains("over"); });
  }));

  byId("csv").addEventListener("click", () => {
    const quote = text => '"' + text.replaceAll('"', '""') + '"';
    const lines = [[...data.columns, "blocks"], ...[...body.rows].map(row => {
      const trial = Number(row.dataset.t), text = cells(trial);
      return [...text.map((value, i) => data.orders[i][trial] === "" || i === text.length - 1 ? value : String(data.orders[i][trial])),
        data.trials[trial].u.slice(1).map(u => data.units[u][0]).join("|")];
    })].map(line => line.map(quote).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
    link.download = "trials.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });

  // ---- copying
  function confirm(button, message) {
    const before = button.textContent;
    button.textContent = message;
    setTimeout(() => { button.textContent = before; }, 1200);
  }

  all("[data-copy]").forEach(button => button.addEventListener("click", async () => {
    const from = byId(button.dataset.copy);
    const text = from.tBodies ? all("code", from).map(code => code.textContent).join("\n") : from.textContent;
    try {
      await navigator.clipboard.writeText(text);
      confirm(button, "copied");
    } catch (refused) {
      getSelection().selectAllChildren(from);
      confirm(button, "press Ctrl+C");
    }
  }));

  // the trial that the HTML already shows
  selected = data.first;
  mark(selected);

  // ---- state across the reloads of a served page: selection, view, filter, order, scroll position; the indices of trials do not change
  const isServed = location.protocol.startsWith("http"), storageKey = "sartor";

  function saveState() {
    const sorted = table.querySelector("th[aria-sort]"), view = document.querySelector("[name=view]:checked");
    sessionStorage.setItem(storageKey, JSON.stringify({ page: document.title, selected: selected === data.first ? -1 : selected, view: view.id, top: scrollY,
      filter: document.querySelector("[data-filter][aria-pressed=true]").dataset.filter, sorted: sorted ? sorted.cellIndex : -1,
      down: sorted !== null && sorted.getAttribute("aria-sort") === "descending" }));
  }

  function restoreState() {
    const state = JSON.parse(sessionStorage.getItem(storageKey) || "{}");
    if (state.page !== document.title) { return; }
    byId(state.view).checked = true;
    byId("all").querySelector("[data-filter=" + state.filter + "]").click();
    for (let clicks = state.sorted < 0 ? 0 : state.down ? 2 : 1; clicks > 0; clicks--) { table.tHead.rows[0].cells[state.sorted].firstChild.click(); }
    if (rows.has(state.selected)) { select(state.selected); }
    scrollTo(0, state.top);
  }

  if (isServed) {
    restoreState();
    addEventListener("pagehide", saveState);
  }
})();
