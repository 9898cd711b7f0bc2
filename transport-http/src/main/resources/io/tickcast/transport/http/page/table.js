// The table of decisions: newest first, filtered, and still while it is paused.

import { byId, element } from "./dom.js";
import { TYPES, actionable, decimals, latencyText, minute, plain, price, shortMinute, why } from "./words.js";

const SHOWN = 200;
// More new rows at once than this are a flood: marking them would mark all.
const MARKED = 10;

export class DecisionTable {
  #body = byId("rows");
  #decisions;
  #onSelect;
  #places = new Map();
  #symbols = new Set();
  #selectedId = null;
  #paused = false;
  #unseen = 0;
  #fresh = [];
  #drawing = false;

  constructor(decisions, onSelect) {
    this.#decisions = decisions;
    this.#onSelect = onSelect;
    for (const id of ["filter-symbol", "filter-type", "filter-actionable"]) {
      byId(id).addEventListener("change", () => this.redraw());
    }
    byId("pause").addEventListener("click", () => this.#togglePause());
    this.#body.addEventListener("click", (event) => this.#clicked(event));
  }

  /** The symbol that is filtered for, or nothing. */
  get symbol() {
    return byId("filter-symbol").value;
  }

  /** The decimals that prices of a symbol need. */
  places(symbol) {
    return this.#places.get(symbol) ?? 0;
  }

  /** Takes note of a decision that was added; it is drawn with the next frame. */
  add(decision) {
    this.#learn(decision);
    if (this.#paused) {
      this.#unseen++;
      this.#showPause();
      return;
    }
    this.#fresh.push(decision);
    if (!this.#drawing) {
      this.#drawing = true;
      // A hidden page gets no frames, and then draws once when it is seen again.
      requestAnimationFrame(() => this.#drawFresh());
    }
  }

  select(id) {
    this.#selectedId = id;
    for (const row of this.#body.children) {
      this.#mark(row);
    }
  }

  redraw() {
    this.#fresh = [];
    for (const decision of this.#decisions) {
      this.#learn(decision);
    }
    const rows = this.#decisions.filter((each) => this.#wanted(each)).slice(-SHOWN).reverse();
    this.#body.replaceChildren(...rows.map((each) => this.#row(each)));
    this.#showEmpty();
  }

  #learn(decision) {
    const most = Math.max(
      this.places(decision.symbol),
      decimals(decision.entry_price),
      decimals(decision.stop_loss),
      decimals(decision.take_profit),
    );
    this.#places.set(decision.symbol, most);
    if (!this.#symbols.has(decision.symbol)) {
      this.#symbols.add(decision.symbol);
      this.#offerSymbols();
    }
  }

  #offerSymbols() {
    const select = byId("filter-symbol");
    const chosen = select.value;
    const options = [...this.#symbols].sort().map((symbol) => new Option(symbol, symbol));
    select.replaceChildren(new Option("All", ""), ...options);
    select.value = chosen;
  }

  #drawFresh() {
    this.#drawing = false;
    const fresh = this.#fresh.filter((each) => this.#wanted(each)).slice(-SHOWN).reverse();
    this.#fresh = [];
    const rows = fresh.map((each) => this.#row(each));
    if (rows.length <= MARKED) {
      rows.forEach((row) => row.classList.add("fresh"));
    }
    this.#body.prepend(...rows);
    while (this.#body.children.length > SHOWN) {
      this.#body.lastElementChild.remove();
    }
    this.#showEmpty();
  }

  #wanted(decision) {
    const type = byId("filter-type").value;
    return (
      (!this.symbol || decision.symbol === this.symbol) &&
      (!type || decision.signal_type === type) &&
      (!byId("filter-actionable").checked || actionable(decision))
    );
  }

  #row(decision) {
    const row = element("tr", actionable(decision) ? "" : "quiet");
    row.dataset.id = decision.id;
    const places = this.places(decision.symbol);
    const open = element("button", "open", shortMinute(decision.timestamp_ms));
    open.type = "button";
    open.title = `${minute(decision.timestamp_ms)} UTC: show this decision`;
    const reason = cell(decision.gates.length || decision.outcome === "rejected" ? "why" : "why calm", why(decision));
    reason.title = reason.textContent;
    row.append(
      holding(open),
      cell("symbol", decision.symbol),
      cell("dim", decision.timeframe),
      holding(badge(decision.signal_type)),
      holding(meter(decision)),
      cell("num", price(decision.entry_price, places)),
      cell("num", price(decision.stop_loss, places)),
      cell("num", price(decision.take_profit, places)),
      cell("num", decision.position_size_recommended ? plain(decision.position_size_recommended) : "–"),
      reason,
      cell("dim", decision.model_version),
      cell("num", latencyText(decision.latency_us)),
    );
    this.#mark(row);
    return row;
  }

  #mark(row) {
    if (row.dataset.id === this.#selectedId) {
      row.setAttribute("aria-current", "true");
    } else {
      row.removeAttribute("aria-current");
    }
  }

  #clicked(event) {
    const row = event.target.closest("tr");
    if (row) {
      this.#onSelect(row.dataset.id);
    }
  }

  #togglePause() {
    this.#paused = !this.#paused;
    this.#unseen = 0;
    byId("pause").setAttribute("aria-pressed", String(this.#paused));
    this.#showPause();
    if (!this.#paused) {
      this.redraw();
    }
  }

  #showPause() {
    const more = this.#unseen ? ` (${this.#unseen} new)` : "";
    byId("pause").textContent = this.#paused ? `Resume${more}` : "Pause";
  }

  #showEmpty() {
    const empty = byId("rows-empty");
    empty.hidden = this.#body.children.length > 0;
    empty.textContent = this.#decisions.length
      ? "None of the kept decisions passes these filters."
      : "Waiting for the first decision.";
  }
}

export function badge(type) {
  const made = element("span", `badge ${type}`);
  const glyph = element("span", "glyph", TYPES[type]?.glyph ?? "");
  glyph.setAttribute("aria-hidden", "true");
  made.append(glyph, TYPES[type]?.label ?? type);
  return made;
}

function meter(decision) {
  const made = element("span", `meter ${actionable(decision) ? decision.signal_type : "hold"}`);
  const track = element("span", "track");
  const fill = element("span", "fill");
  fill.style.width = `${Math.round(100 * Math.min(1, Math.max(0, decision.confidence_score ?? 0)))}%`;
  track.append(fill);
  track.setAttribute("aria-hidden", "true");
  made.append(track, element("span", "", price(decision.confidence_score, 2)));
  return made;
}

function cell(className, text) {
  return element("td", className, text);
}

function holding(child) {
  const made = element("td");
  made.append(child);
  return made;
}
